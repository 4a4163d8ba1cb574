"""The meetings: their table, and for one of them its history and the sentences that tell it."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

import pandas as pd
import streamlit as st

from analysis import measures, tables
from analysis.views import corpora, parts
from analysis.views.filters import Choice

_STEP = re.compile(r"(?P<day>\S*) (?P<status>\w+)(?: \((?P<days>[^)]*)\))?")


def show(choice: Choice) -> None:
    """The page."""
    words = choice.words
    found = corpora.measured(measures.meeting_list, choice.corpus, choice.selection)
    parts.heading(words("page.meetings"), words("meetings.list_lead", n=len(found)), level=1)
    if not len(found):
        st.info(words("meetings.none"))
        return
    frame = _frame(choice, found)
    parts.table(frame, words("unknown.cell"))
    parts.download(choice, "meetings-list", frame)
    titles = dict(zip(found["meeting_id"], _titles(choice, found), strict=True))
    picked = st.selectbox(
        words("meetings.choose"),
        list(titles),
        key="meeting",
        bind="query-params",
        format_func=lambda meeting: titles.get(meeting, meeting),
    )
    if picked:
        _detail(choice, found[found["meeting_id"] == picked].iloc[0])


def _frame(choice: Choice, found: pd.DataFrame) -> pd.DataFrame:
    """The table as shown and as downloaded."""
    words = choice.words
    return _named(
        choice,
        {
            "date": [_date(choice, meeting) for _, meeting in found.iterrows()],
            "precision": [words(f"precision.{value}") for value in found["date_precision"]],
            "participants": found["participants"],
            "status": [words(f"status.{value}") for value in found["status"]],
            "mode": [words(f"mode.{value}") for value in found["mode"]],
            "place": found["place"],
            "country": found["country"],
            "outlets": [_outlets(choice, told) for told in found["told_by"]],
            "kind": [words(f"kind.{value}") for value in found["kind"]],
            "start": found["start_date"],
            "end": found["end_date"],
            "reports": found["reports"],
        },
    )


def _named(choice: Choice, columns: Mapping[str, Iterable[object]]) -> pd.DataFrame:
    """Columns under their names on screen; what is unknown is missing, not an empty text."""
    return pd.DataFrame(
        {
            choice.words(f"table.{name}"): pd.Series([None if value == "" else value for value in values])
            for name, values in columns.items()
        }
    )


def _detail(choice: Choice, meeting: pd.Series) -> None:
    words = choice.words
    with st.container(border=True, key="meeting-detail"):
        with st.container(key="meeting-who"):
            st.text(_who(meeting))
        place = ", ".join(part for part in dict.fromkeys((meeting["place"], meeting["country"])) if part)
        facts = {
            "when": _date(choice, meeting),
            "where": place or words("unknown.place"),
            "how": words(f"mode.{meeting['mode']}"),
            "state": words(f"status.{meeting['status']}"),
            "kind_label": words(f"kind.{meeting['kind']}"),
            "told_by": _outlets(choice, meeting["told_by"]),
        }
        with st.container(horizontal=True, key="meeting-facts"):
            for key, value in facts.items():
                with st.container(width="content", gap=None):
                    st.caption(words(f"meetings.{key}"))
                    st.text(value)
    parts.heading(words("meetings.history"), words("meetings.history_lead"), level=3)
    for step in tables.split(meeting["history"]):
        st.text(_step(choice, step))
    _reports(choice, str(meeting["meeting_id"]))


def _reports(choice: Choice, meeting_id: str) -> None:
    words = choice.words
    reports = measures.reports_of(choice.corpus.tables, meeting_id)
    parts.heading(words("meetings.reports"), words("meetings.reports_lead"), level=3)
    outlets = [choice.outlet(outlet) for outlet in reports["outlet"]]
    days = [day or words("unknown.day") for day in reports["published"]]
    named: dict[str, Iterable[object]] = {
        "outlet": outlets,
        "published": days,
        "title": reports["title"],
        "status": [words(f"status.{value}") for value in reports["status"]],
        "sentence": reports["sentence"],
        "cue": reports["cue"],
        "position": [
            f"{start}–{end}" if pd.notna(start) else ""
            for start, end in zip(reports["start"], reports["end"], strict=True)
        ],
        "source": reports["source_id"],
        "text": reports["text"],
    }
    with_text = reports["text"].astype(bool).any()
    if not with_text:
        del named["text"]
    frame = _named(choice, named)
    parts.table(frame, words("unknown.cell"))
    parts.download(choice, "meeting-reports", frame)
    if not with_text:
        st.caption(words("meetings.no_text"))
        return
    parts.heading(words("meetings.sentences"), level=3)
    for outlet, published, sentence in zip(outlets, days, reports["text"], strict=True):
        with st.container(border=True, gap="small"):
            st.text(sentence)
            st.text(f"— {outlet}, {published}")


def _titles(choice: Choice, found: pd.DataFrame) -> list[str]:
    return [f"{_date(choice, meeting)} · {_who(meeting)}" for _, meeting in found.iterrows()]


def _who(meeting: pd.Series) -> str:
    return ", ".join(tables.split(meeting["participants"]))


def _date(choice: Choice, meeting: pd.Series) -> str:
    first, last = (None if pd.isna(day) else day.date() for day in (meeting["first"], meeting["last"]))
    return choice.words.span(first, last, str(meeting["date_precision"]))


def _outlets(choice: Choice, told_by: str) -> str:
    return ", ".join(choice.outlet(outlet) for outlet in told_by.split("\n"))


def _step(choice: Choice, step: str) -> str:
    """One step of a history, `day status (days told)`, in words; one of another form as it stands."""
    words, parts = choice.words, _STEP.fullmatch(step)
    if parts is None or parts["status"] not in tables.STATUSES:
        return step
    told = [_day(choice, day) for day in (parts["days"] or "").split("/") if day != "?"]
    days = words("date.range", first=told[0], last=told[1]) if len(told) == 2 else "".join(told)
    said = words(f"status.{parts['status']}")
    return f"{_day(choice, parts['day'])} — {said} ({days or words('date.unknown')})"


def _day(choice: Choice, day: str) -> str:
    try:
        return choice.words.day(date.fromisoformat(day))
    except ValueError:
        return day or choice.words("unknown.day")
