"""One meeting: who, when, where; how the press told it, in which words; who told it first and who did not."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from analysis import measures, tables
from analysis.views import actor_links, calendar, corpora, parts, regroup, stated, wording
from analysis.views.filters import Choice
from analysis.words import Words

ADDRESS = "rencontre"  # the meeting_id in the address of the page
_STEP = re.compile(r"(?P<day>\S*) (?P<status>\w+)(?: \((?P<days>[^)]*)\))?")


def show(choice: Choice, list_page: Any, actor_page: Any = None) -> None:
    """The page; `list_page` is that of all meetings, `actor_page` that of one actor."""
    words = choice.words
    st.page_link(list_page, label=words("meeting.back"), icon=":material/arrow_back:")
    found = corpora.measured(measures.meeting_list, choice.corpus, measures.Selection())
    given = str(st.query_params.get(ADDRESS, ""))
    picked = regroup.followed(choice, given)
    if picked != given:
        st.query_params[ADDRESS] = picked
    meeting = found[found["meeting_id"] == picked]
    if meeting.empty:
        parts.heading(words("meeting.title"), level=1)
        st.info(words("meeting.missing" if picked else "meeting.none"))
        return
    row = meeting.iloc[0]
    _facts(choice, row)
    if actor_page is not None:
        actor_links.links(choice, tables.split(row["participants"]), actor_page)
    _doubts(choice, row)
    if row["status"] == "planned":
        with st.container(horizontal=True):
            calendar.download(choice, meeting)
        calendar.notes(choice, meeting)
    reports = corpora.measured(measures.reports_of, choice.corpus, picked)
    _history(choice, row, reports)
    _tellers(choice, picked)
    _sentences(choice, reports)
    stated.show(choice, corpora.measured(measures.stated_of, choice.corpus, picked), "meeting-stated")
    regroup.show(choice, picked, reports)


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


def _history(choice: Choice, meeting: pd.Series, reports: pd.DataFrame) -> None:
    words = choice.words
    parts.heading(words("meetings.history"), words("meetings.history_lead"))
    said = zip(reports["published"], reports["status"], reports["outlet"], strict=True)
    by_whom: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)  # the outlets of each step, each once
    for day, status, outlet in said:
        by_whom[day, status][choice.outlet(outlet)] = None
    steps = [_step(choice, step, by_whom) for step in tables.split(meeting["history"])]
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
        st.text(words("meeting.first", n=len(first), outlets=names, day=wording.day(words, told["first"][0])))
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


def _doubts(choice: Choice, meeting: pd.Series) -> None:
    """What is uncertain about it."""
    for doubt in tables.split(meeting["doubts"]):
        st.info(choice.words(f"doubt.{doubt}"), icon=":material/help:")


def _why(choice: Choice, codes: str) -> str:
    """The reasons of a report, in words."""
    return ", ".join(choice.words(f"joined.{code}") for code in tables.split(codes))


def _sentences(choice: Choice, reports: pd.DataFrame) -> None:
    """Every report, with the sentence that makes it and the reasons why it is of this meeting."""
    words = choice.words
    parts.heading(words("meetings.reports"), words("meetings.reports_lead"))
    outlets = [choice.outlet(outlet) for outlet in reports["outlet"]]
    columns: dict[str, Iterable[object]] = {
        "outlet": outlets,
        "published": reports["published"],
        "status": [words(f"status.{value}") for value in reports["status"]],
        "joined_by": [_why(choice, codes) for codes in reports["joined_by"]],
        "cue": reports["cue"],
        "sentence": reports["sentence"],
        "position": [
            f"{start}–{end}" if pd.notna(start) else ""
            for start, end in zip(reports["start"], reports["end"], strict=True)
        ],
        "title": reports["title"],
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
    for sentence, alike in told.groupby("text", sort=False):  # what several carry word for word, once
        with st.container(border=True, gap=None):
            st.text(sentence or words("meeting.no_sentence"))
            for outlet, published in zip(alike["name"], alike["published"], strict=True):
                st.text(f"— {outlet}, {wording.day(words, published)}")


def _step(choice: Choice, step: str, by_whom: Mapping[tuple[str, str], Iterable[str]]) -> str:
    """One step of a history, `day status (days told)`, in words, and who told it; one of another form as it stands."""
    words, found = choice.words, _STEP.fullmatch(step)
    if found is None or found["status"] not in tables.STATUSES:
        return step
    status, days = words(f"status.{found['status']}"), _days(words, (found["days"] or "?").split("/"))
    known = "" if found["day"] == "?" else found["day"]
    outlets = ", ".join(by_whom.get((known, found["status"]), ()))
    return " — ".join(part for part in (wording.day(words, known), f"{status} ({days})", outlets) if part)


def _days(words: Words, told: list[str]) -> str:
    """The days a report tells, in words: a month or a year where they are just that."""
    try:
        first, last = date.fromisoformat(told[0]), date.fromisoformat(told[-1])
    except ValueError:
        return words("date.unknown")
    whole = {"month": pd.Period(first, "M"), "year": pd.Period(first, "Y")}
    precision = next(
        (name for name, period in whole.items() if (period.start_time.date(), period.end_time.date()) == (first, last)),
        "day",
    )
    return words.span(first, last, precision)
