"""Rows of tables for tests: what a test names, and the empty value of everything else."""

from typing import Any

from analysis import tables

_BLANK = {"str": "", "Int64": None, "Float64": None, "boolean": None}


def row(table: str, **known: Any) -> dict[str, Any]:
    """A row of `table`; a column that allows few values takes the first where none is given."""
    return {
        column.name: known.get(column.name, column.values[0] if column.values else _BLANK[column.dtype])
        for column in tables.TABLES[table]
    }


def article(article_id: str, **known: Any) -> dict[str, Any]:
    """A row of `articles`."""
    return row("articles", article_id=article_id, **known)
