"""The meetings: how often, when, who with whom, where; and the list of them, each with its own page."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from analysis import export, measures
from analysis.views import calendar, corpora, encounters, facets, parts, wording
from analysis.views.filters import Choice

# More rows than anyone scrolls through slow every click; the file holds them all.
MOST_LISTED = 1000
_OPENED = "meeting-opened"  # in the session: the meeting whose page a click asks for


def show(choice: Choice, meeting_page: Any) -> None:
    """The page; `meeting_page` is that of one meeting."""
    follow(meeting_page)
    words = choice.words
    parts.heading(words("page.meetings"), level=1)
    wanted = facets.choose(choice)
    found = corpora.measured(measures.meeting_list, choice.corpus, choice.selection, wanted)
    if found.empty:
        st.info(words("meetings.none"))
        return
    view = st.segmented_control(
        words("meetings.view"),
        list(encounters.SECTIONS),
        default="frequency",
        required=True,
        format_func=lambda name: words(f"meetings.view_{name}"),
        key="view",
        bind="query-params",
        label_visibility="collapsed",
    )
    encounters.SECTIONS[view or "frequency"](choice, wanted, _open)
    _list(choice, found, wanted)


def follow(meeting_page: Any) -> None:
    """Opens the page of the meeting that was asked for."""
    if picked := st.session_state.pop(_OPENED, None):
        st.switch_page(meeting_page, query_params={"rencontre": picked})


def listed(choice: Choice, found: pd.DataFrame, what: str, chosen: list[str] | None = None) -> None:
    """The meetings `found` (measures.meeting_list) as a table whose rows open their pages, and as files; `what` names
    both, `chosen` what they are filtered by.
    """
    words, key = choice.words, f"{what}-grid"
    meetings = found["meeting_id"].head(MOST_LISTED).tolist()

    def clicked() -> None:
        rows = st.session_state[key]["selection"]["rows"]
        if rows:
            _open(meetings[rows[0]])

    parts.table(_frame(choice, found.head(MOST_LISTED)), words("unknown.cell"), key=key, on_select=clicked)
    if len(found) > MOST_LISTED:
        st.caption(words("meetings.list_cut", n=MOST_LISTED))
    with st.container(horizontal=True):
        name = parts.file_name(choice, what, "csv", chosen)
        parts.file(words("table.download"), what, name, "text/csv", partial(_csv, choice, found))
        calendar.download(choice, found, chosen)
    calendar.notes(choice, found)


def _list(choice: Choice, found: pd.DataFrame, wanted: measures.Facets) -> None:
    words = choice.words
    parts.heading(words("meetings.list"), words("meetings.list_lead", n=len(found)))
    listed(choice, found, "meetings-list", facets.names(choice, wanted))
    shown = found.head(MOST_LISTED)
    titles = wording.titles(words, shown)
    picked = st.selectbox(
        words("meetings.choose"),
        shown["meeting_id"].tolist(),
        index=None,
        key="meeting-choice",
        format_func=lambda meeting: titles.get(meeting, meeting),
        placeholder=words("meetings.choose_one"),
    )
    if picked:
        del st.session_state["meeting-choice"]
        _open(picked)
        st.rerun()


def _csv(choice: Choice, found: pd.DataFrame) -> bytes:
    return export.csv(_frame(choice, found))


def _open(meeting: str) -> None:
    """Asks for the page of a meeting; it opens at the next run."""
    st.session_state[_OPENED] = meeting


def _frame(choice: Choice, found: pd.DataFrame) -> pd.DataFrame:
    """The table as shown and as downloaded."""
    words = choice.words
    dates = zip(found["first"], found["last"], found["date_precision"], strict=True)
    return wording.named(
        words,
        {
            "date": [wording.days(words, *known) for known in dates],
            "precision": [words(f"precision.{value}") for value in found["date_precision"]],
            "participants": found["participants"],
            "status": [words(f"status.{value}") for value in found["status"]],
            "mode": [words(f"mode.{value}") for value in found["mode"]],
            "place": found["place"],
            "country": found["country"],
            "outlets": [wording.told_by(choice, told) for told in found["told_by"]],
            "kind": [words(f"kind.{value}") for value in found["kind"]],
            "doubts": [wording.doubts(words, codes) for codes in found["doubts"]],
            "start": found["start_date"],
            "end": found["end_date"],
            "reports": found["reports"],
        },
    )
