"""The filters of the page of meetings: status, mode, kind, participants. What is chosen is in the address."""

import streamlit as st

from analysis import measures, tables
from analysis.views import corpora
from analysis.views.filters import Choice
from analysis.words import Words

KEYS = ("status", "mode", "kind")
_WIDTH = 167  # pixels; two beside each other on a phone
VALUES = {"status": tables.STATUSES, "mode": tables.MODES, "kind": tables.KINDS}


def choose(choice: Choice) -> measures.Facets:
    """The filters, in a row."""
    words = choice.words
    offered = corpora.measured(measures.participants, choice.corpus, choice.selection)
    _forget_unknown(offered)
    with st.container(horizontal=True, key="facets"):
        picked = {key: _picker(words, key) for key in KEYS}
        participants = st.multiselect(
            words("table.participants"),
            offered,
            key="meeting-who",
            bind="query-params",
            placeholder=words("facets.all"),
            help=words("facets.participants_help"),
            width=2 * _WIDTH,
        )
    chosen = {key: tuple(value for value in VALUES[key] if value in picked[key]) for key in KEYS}
    return measures.Facets(chosen["status"], chosen["mode"], chosen["kind"], tuple(sorted(participants)))


def _picker(words: Words, key: str) -> list[str]:
    return st.multiselect(
        words(f"table.{key}"),
        VALUES[key],
        key=f"meeting-{key}",
        bind="query-params",
        format_func=lambda value: words(f"{key}.{value}"),
        placeholder=words("facets.all"),
        width=_WIDTH,
    )


def names(choice: Choice, facets: measures.Facets) -> list[str]:
    """What is chosen, in words, for the name of a file."""
    words = choice.words
    return [
        *(words(f"status.{value}") for value in facets.statuses),
        *(words(f"mode.{value}") for value in facets.modes),
        *(words(f"kind.{value}") for value in facets.kinds),
        *facets.participants,
    ]


def _forget_unknown(offered: list[str]) -> None:
    """Participants chosen in another corpus, or of other outlets, are no choice here."""
    held = st.session_state.get("meeting-who")
    if held and not set(held) <= set(offered):
        st.session_state["meeting-who"] = [name for name in held if name in set(offered)]
