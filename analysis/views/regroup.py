"""Two meetings are one, a report tells of another meeting: put right by hand on a meeting's page. See local.py."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
import streamlit as st

from analysis import measures
from analysis.views import corpora, drop, local, ready, wording
from analysis.views.filters import Choice

# As in analysis.reading.corrections; a test holds the two together.
KINDS = ("merge", "split")
_MEETINGS = "meetings"  # what a build of this page is for, as drop knows it
_AFTER = "meeting-after"  # in the session: the report whose meeting to show after the build


def followed(choice: Choice, picked: str) -> str:
    """The meeting to show: `picked`, or after a build the one that now holds the report it was built for."""
    drop.settle()
    job = drop.current()
    if job is not None and job.source_id == _MEETINGS:
        drop.watch(choice.words, job)
    if job is not None or not (key := st.session_state.pop(_AFTER, "")):
        return picked
    drop.notice(choice.words, _MEETINGS)
    return measures.meeting_of(choice.corpus.tables, key) or picked


def show(choice: Choice, meeting_id: str, reports: pd.DataFrame) -> None:
    """The forms for the meeting told by `reports` (measures.reports_of), or why there are none."""
    words = choice.words
    folder = corpora.available().get(choice.corpus.name)
    if folder is None or not local.editable(folder):
        st.caption(words("regroup.read_only"))
        return
    if drop.current():
        st.caption(words("drop.busy"))
        return
    try:
        lines = [line for line in local.corrections(folder, kinds=KINDS) if len(line) >= 3]  # noqa: PLR2004 - no note
    except local.LocalError as error:
        st.text(str(error))
        return
    keys = set(reports["key"])
    made = [line for line in lines if line[1] in keys or line[2] in keys]
    with st.expander(words("regroup.title"), expanded=bool(made), icon=":material/edit:"):
        _merge(choice, folder, meeting_id, reports)
        if len(reports) > 1:
            _split(choice, folder, reports)
        _made(choice, folder, reports["key"].iloc[0], made)
    ready.prepare()


def _merge(choice: Choice, folder: Path, meeting_id: str, reports: pd.DataFrame) -> None:
    words = choice.words
    others = corpora.measured(measures.near_meetings, choice.corpus, meeting_id)
    if others.empty:
        return
    titles = wording.titles(words, others)
    with st.form(f"merge-{meeting_id}"), st.container(horizontal=True, vertical_alignment="bottom"):
        other = st.selectbox(
            words("regroup.merge"),
            others["meeting_id"].tolist(),
            index=None,
            format_func=lambda meeting: titles.get(meeting, meeting),
            placeholder=words("meetings.choose_one"),
            help=words("regroup.merge_help"),
        )
        note = st.text_input(words("correct.note"), max_chars=200, key=f"merge-note-{meeting_id}")
        asked = st.form_submit_button(words("regroup.merge_do"), icon=":material/merge:")
    if asked and other:
        key = reports["key"].iloc[0]
        there = corpora.measured(measures.reports_of, choice.corpus, other)["key"].iloc[0]
        _change(choice, folder, key, lambda: local.correct(folder, key, {"merge": there}, note))
    elif asked:
        st.warning(words("regroup.nothing_chosen"))


def _split(choice: Choice, folder: Path, reports: pd.DataFrame) -> None:
    words = choice.words
    said = {
        str(key): f"{choice.outlet(outlet)}, {published or words('unknown.day')} — {cue} ({sentence})"
        for key, outlet, published, cue, sentence in zip(
            *(reports[name] for name in ("key", "outlet", "published", "cue", "sentence")), strict=True
        )
    }
    with st.form("split"), st.container(horizontal=True, vertical_alignment="bottom"):
        picked = st.multiselect(
            words("regroup.split"),
            list(said),
            format_func=lambda key: said.get(key, key),
            placeholder=words("regroup.choose_reports"),
            help=words("regroup.split_help"),
        )
        note = st.text_input(words("correct.note"), max_chars=200, key="split-note")
        asked = st.form_submit_button(words("regroup.split_do"), icon=":material/call_split:")
    if asked and picked and len(picked) < len(said):
        _change(choice, folder, picked[0], lambda: _leave(folder, picked, note))
    elif asked:
        st.warning(words("regroup.some_must_stay" if picked else "regroup.nothing_chosen"))


def _leave(folder: Path, keys: Sequence[str], note: str) -> None:
    """Those that leave go on together, under the name of the first; an earlier choice on them no longer counts."""
    for key in keys:
        local.withdraw(folder, key, ("split",))
        local.correct(folder, key, {"split": keys[0]}, note)


def _made(choice: Choice, folder: Path, key: str, made: Sequence[Sequence[str]]) -> None:
    """The choices on this meeting, each with the button that takes it back."""
    words = choice.words
    for number, (kind, target, value, *note) in enumerate(made):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            said = words(f"regroup.made_{kind}", target=target, value=value)
            st.text(f"{said} ({note[0]})" if note and note[0] else said, width="stretch")
            if st.button(words("identify.withdraw"), icon=":material/undo:", key=f"regroup-{number}"):
                _change(choice, folder, key, lambda: local.withdraw(folder, target, (kind,)))  # noqa: B023 - at once


def _change(choice: Choice, folder: Path, key: str, change: Callable[[], None]) -> None:
    def make() -> None:
        change()
        st.session_state[_AFTER] = key

    drop.change(choice.words, folder, make, _MEETINGS)
