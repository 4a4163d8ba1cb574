"""One meeting: who, when, where; how the press told it, in which words; who told it first and who did not."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from analysis import measures, tables
from analysis.views import calendar, corpora, parts, wording
from analysis.views.filters import Choice

ADDRESS = "rencontre"  # the meeting_id in the address of the page
_STEP = re.compile(r"(?P<day>\S*) (?P<status>\w+)(?: \((?P<days>[^)]*)\))?")


def show(choice: Choice, list_page: Any) -> None:
    """The page; `list_page` is that of all meetings."""
    words = choice.words
    st.page_link(list_page, label=words("meeting.back"), icon=":material/arrow_back:")
    found = corpora.measured(measures.meeting_list, choice.corpus, measures.Selection())
    picked = str(st.query_params.get(ADDRESS, ""))
    meeting = found[found["meeting_id"] == picked]
    if meeting.empty:
        parts.heading(words("meeting.title"), level=1)
        st.info(words("meeting.missing" if picked else "meeting.none"))
        return
    row = meeting.iloc[0]
    _facts(choice, row)
    if row["status"] == "planned":
        with st.container(horizontal=True):
            calendar.download(choice, meeting)
        calendar.notes(choice, meeting)
    _history(choice, row)
    _tellers(choice, picked)
    _sentences(choice, picked)


def _facts(choice: Choice, meeting: pd.Series) -> None:
    words = choice.words
    with st.container(key="meeting-who"):
        st.text(wording.who(meeting["participants"]))
    facts = {
        "when": wording.days(words, meeting["first"], meeting["last"], meeting["date_precision"]),
        "precision": words(f"precision.{meeting['date_precision']}"),
        "where": wording.where(words, meeting["place"], meeting["country"]),
        "how": words(f"mode.{meeting['mode']}"),
        "state": words(f"status.{meeting['status']}"),
        "kind_label": words(f"kind.{meeting['kind']}"),
        "codes": f"PLOVER {meeting['plover'] or '—'} · CAMEO {meeting['cameo'] or '—'}",
    }
    with st.container(border=True, key="meeting-detail"), st.container(horizontal=True, key="meeting-facts"):
        for key, value in facts.items():
            with st.container(width="content", gap=None):
                st.caption(words(f"meetings.{key}"))
                st.text(value)


def _history(choice: Choice, meeting: pd.Series) -> None:
    words = choice.words
    parts.heading(words("meetings.history"), words("meetings.history_lead"))
    steps = [_step(choice, step) for step in tables.split(meeting["history"])]
    with st.container(key="meeting-history", gap="small"):
        for step in dict.fromkeys(steps):
            st.text(step)


def _tellers(choice: Choice, meeting_id: str) -> None:
    """Who told it, the first first; and who published meanwhile and did not."""
    words = choice.words
    told = corpora.measured(measures.tellers, choice.corpus, meeting_id)
    first = [outlet for outlet, day in zip(told["outlet"], told["first"], strict=True) if day == told["first"][0]]
    parts.heading(words("meeting.tellers"))
    if told["first"].any():
        names = ", ".join(choice.outlet(outlet) for outlet in first)
        st.text(words("meeting.first", n=len(first), outlets=names, day=_day(choice, told["first"][0])))
    frame = wording.named(
        words,
        {
            "outlet": [choice.outlet(outlet) for outlet in told["outlet"]],
            "first_told": told["first"],
            **{key: told[key] for key in ("articles", "sentences")},
        },
    )
    parts.table(frame, words("unknown.cell"))
    parts.download(choice, "meeting-outlets", frame)
    silent = corpora.measured(measures.silence, choice.corpus, meeting_id)
    parts.heading(words("meeting.silent"), level=3)
    if silent.first is None or silent.last is None:
        st.text(words("meeting.silent_unknown"))
        return
    span = words("date.range", first=words.day(silent.first), last=words.day(silent.last))
    st.caption(words("meeting.silent_lead", span=span, n=measures.NEWS_DAYS))
    if silent.outlets.empty:
        st.text(words("meeting.silent_none"))
        return
    frame = wording.named(words, {key: silent.outlets[key] for key in ("outlet", "articles", "naming")})
    parts.table(frame)
    parts.download(choice, "meeting-silent", frame)


def _sentences(choice: Choice, meeting_id: str) -> None:
    """Every report, with the sentence that makes it."""
    words = choice.words
    reports = corpora.measured(measures.reports_of, choice.corpus, meeting_id)
    parts.heading(words("meetings.reports"), words("meetings.reports_lead"))
    outlets = [choice.outlet(outlet) for outlet in reports["outlet"]]
    columns: dict[str, Iterable[object]] = {
        "outlet": outlets,
        "published": reports["published"],
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
        del columns["text"]
    frame = wording.named(words, columns)
    parts.table(frame, words("unknown.cell"))
    parts.download(choice, "meeting-reports", frame)
    if not with_text:
        st.caption(words("meetings.no_text"))
        return
    parts.heading(words("meetings.sentences"), level=3)
    told = reports.assign(name=outlets).drop_duplicates(["article_id", "sentence"])
    for outlet, published, sentence in zip(told["name"], told["published"], told["text"], strict=True):
        with st.container(border=True, gap="small"):
            st.text(sentence or words("meeting.no_sentence"))
            st.text(f"— {outlet}, {_day(choice, published)}")


def _step(choice: Choice, step: str) -> str:
    """One step of a history, `day status (days told)`, in words; one of another form as it stands."""
    words, found = choice.words, _STEP.fullmatch(step)
    if found is None or found["status"] not in tables.STATUSES:
        return step
    told = [_day(choice, day) for day in (found["days"] or "").split("/") if day != "?"]
    days = words("date.range", first=told[0], last=told[1]) if len(told) == 2 else "".join(told)
    said = words(f"status.{found['status']}")
    return f"{_day(choice, found['day'])} — {said} ({days or words('date.unknown')})"


def _day(choice: Choice, day: str) -> str:
    try:
        return choice.words.day(date.fromisoformat(day))
    except ValueError:
        return day or choice.words("unknown.day")
