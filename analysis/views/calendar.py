"""The planned meetings as a calendar file."""

from datetime import date

import pandas as pd
import streamlit as st

from analysis import export
from analysis.views import parts, wording
from analysis.views.filters import Choice

MIME = "text/calendar"


def download(choice: Choice, found: pd.DataFrame, facets: list[str] | None = None) -> None:
    """A button that gives the planned meetings of `found` (rows of measures.meeting_list) as iCalendar."""
    planned = found[(found["status"] == "planned") & found["first"].notna()]
    if planned.empty:
        return
    words = choice.words
    name = parts.file_name(choice, "planned", "ics", facets)
    parts.file(
        words("calendar.download", n=len(planned)),
        "calendar",
        name,
        MIME,
        lambda: _calendar(choice, planned),
        icon="event",
    )


def _calendar(choice: Choice, planned: pd.DataFrame) -> bytes:
    events = [_event(choice, row) for _, row in planned.iterrows()]
    return export.calendar(events, choice.words("calendar.name"), choice.words.language)


def notes(choice: Choice, found: pd.DataFrame) -> None:
    """Says which planned meetings no calendar can hold."""
    undated = int(((found["status"] == "planned") & found["first"].isna()).sum())
    if undated:
        st.caption(choice.words("calendar.undated", n=undated))


def _event(choice: Choice, meeting: pd.Series) -> export.Event:
    words = choice.words
    precision, vague = str(meeting["date_precision"]), meeting["date_precision"] != "day"
    days = wording.days(words, meeting["first"], meeting["last"], precision)
    who = wording.who(meeting["participants"])
    outlets = wording.told_by(choice, meeting["told_by"])
    lines = [
        words("calendar.vague", days=days, precision=words(f"precision.{precision}")) if vague else days,
        ", ".join(words(f"{key}.{meeting[key]}") for key in ("kind", "mode", "status")),
        words("calendar.told", outlets=outlets, n=int(meeting["articles"])),
    ]
    known = meeting["place"] or meeting["country"]
    return export.Event(
        uid=f"{meeting['meeting_id']}@entrevues",
        first=meeting["first"].date(),
        last=meeting["last"].date(),
        summary=words("calendar.summary_vague", who=who, days=days) if vague else who,
        place=wording.where(words, meeting["place"], meeting["country"]) if known else "",
        description="\n".join(lines),
        vague=vague,
        stamp=_day(meeting["first_reported"]) or meeting["first"].date(),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
