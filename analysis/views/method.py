"""What is measured, how, with what accuracy; what is shipped; what could not be read."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from analysis.views import corpora, parts, reasons
from analysis.views.filters import Choice
from analysis.words import Words

# Against what is measured → the groups of quality.json that tell it.
_SOURCES = {
    "press": ("press",),
    "trial": ("tone_report",),
    "founding": ("articles", "mentions", "meetings", "tone"),
}
# What is measured, from reading to tone; any other follows.
_SUBJECTS = (
    *("articles", "mentions", "persons", "offices"),
    *("meetings", "meetings_found", "meetings_days", "meetings_country"),
    *("tone", "relation", "polarity", "towards"),
)
_N = "n"  # of a subject: how many were compared


def show(choice: Choice) -> None:
    """The page."""
    words, tables = choice.words, choice.corpus.tables
    parts.heading(words("method.title"), level=1)
    st.markdown(words("method.what"))
    parts.heading(words("method.accuracy"), words("method.accuracy_lead"))
    _accuracy(choice)
    parts.heading(words("method.shipped"))
    st.markdown(words("method.shipped_text"))
    parts.heading(words("method.rejects"))
    if not len(tables.rejects):
        st.text(words("method.no_rejects"))
        return
    parts.table(reasons.table(words, tables.rejects))


def _accuracy(choice: Choice) -> None:
    words, found = choice.words, corpora.quality()
    if not found:
        st.info(words("method.bad_accuracy" if found is None else "method.no_accuracy"))
        return
    sources = {source: _figures(found, groups) for source, groups in _SOURCES.items()}
    subjects = dict.fromkeys([*_SUBJECTS, *(subject for known in sources.values() for subject in known)])
    rows = [
        {
            words("table.part"): _named(words, subject),
            words("table.measure"): _named(words, measure),
            **{
                words(f"method.source_{source}"): _cell(words, known, subject, measure)
                for source, known in sources.items()
            },
        }
        for subject in subjects
        for measure in dict.fromkeys(
            name for known in sources.values() for name in known.get(subject, ()) if name != _N
        )
    ]
    parts.table(pd.DataFrame(rows), "—", rows=len(rows))


def _figures(found: Mapping[str, Any], groups: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """subject → measure → figure in some groups of quality.json; a group holds one subject, or several by name."""
    known: dict[str, Mapping[str, Any]] = {}
    for group in groups:
        figures = found.get(group)
        if isinstance(figures, Mapping):
            several = all(isinstance(value, Mapping) for value in figures.values())
            known |= figures if several else {group: figures}
    return known


def _cell(words: Words, known: Mapping[str, Mapping[str, Any]], subject: str, measure: str) -> str | None:
    figures = known.get(subject, {})
    value = figures.get(measure)
    return None if value is None else words("method.figure", value=value, n=figures.get(_N, 0))


def _named(words: Words, key: str) -> str:
    """The name of a subject or a measure; a key that the catalogue does not know stands for itself."""
    return words(f"method.key_{key}") if f"method.key_{key}" in words.texts else key
