"""How the columns of tables were understood: what each field of an article was taken from."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import store
from analysis.views import parts
from analysis.views.filters import Choice
from analysis.words import Words

_BETWEEN = " + "  # columns that one field is made of


def show(choice: Choice, folder: Path | None) -> None:
    """The section; nothing where no table was read, or the corpus does not remember."""
    tables = _tables(folder, choice.corpus.build) if folder else []
    if not tables:
        return
    frame = _frame(choice.words, tables)
    parts.heading(choice.words("columns.heading"), choice.words("columns.lead"))
    parts.table(frame)
    parts.download(choice, "columns", frame)


@lru_cache(maxsize=4)  # a corpus of many files is looked through once, not at every click
def _tables(folder: Path, build: str) -> list[Mapping[str, Any]]:
    """How the tables of this build were understood."""
    return [one for one in store.recognised(folder) if one["columns"]]


def _frame(words: Words, tables: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """One row a table, one column a field that any of them has."""
    fields = dict.fromkeys(field for one in tables for field in one["columns"])
    cells = {words("table.source"): [one["source_id"] for one in tables]}
    for field in fields:
        cells[words(f"columns.{field}")] = [_BETWEEN.join(one["columns"].get(field, ())) for one in tables]
    if any(one["days"] for one in tables):
        cells[words("columns.days")] = [_days(words, one["days"]) for one in tables]
    cells[words("columns.unused")] = [", ".join(one["unused"]) for one in tables]
    return pd.DataFrame(cells)


def _days(words: Words, told: str) -> str:
    """How a table writes its days: « day first; month first » in the language of the page."""
    return ", ".join(words(f"columns.{one.replace(' ', '_')}") for one in told.split("; ") if one)
