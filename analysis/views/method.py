"""What is measured, how, with what accuracy; what is shipped; what could not be read."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analysis.views import corpora, parts, reasons
from analysis.views.filters import Choice

GROUPS = ("articles", "mentions", "meetings", "tone", "tone_report", "press")


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
    rows = [
        {
            words("table.part"): words(f"method.group_{group}"),
            words("table.measure"): " · ".join(words(f"method.key_{key}") for key in path),
            words("table.value"): value,
        }
        for group in GROUPS
        for path, value in _leaves(found.get(group), ())
    ]
    parts.table(pd.DataFrame(rows), rows=len(rows))


def _leaves(tree: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(tree, Mapping):
        for key, value in tree.items():
            yield from _leaves(value, (*path, str(key)))
    elif tree is not None:
        yield path, f"{tree:.3f}".rstrip("0").rstrip(".") if isinstance(tree, float) else str(tree)
