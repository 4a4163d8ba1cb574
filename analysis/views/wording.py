"""Meetings in words: who, when, where, told by whom. Shared by the pages that show them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from analysis import measures, tables
from analysis.views.filters import Choice
from analysis.words import Words


def named(words: Words, columns: Mapping[str, Iterable[object]]) -> pd.DataFrame:
    """Columns under their names on screen; what is unknown is missing, not an empty text. No doubt is not unknown."""
    return pd.DataFrame(
        {
            words(f"table.{name}"): pd.Series([None if value == "" and name != "doubts" else value for value in values])
            for name, values in columns.items()
        }
    )


def who(participants: str) -> str:
    """The participants of a meeting."""
    return ", ".join(tables.split(participants))


def days(words: Words, first: Any, last: Any, precision: str) -> str:
    """The days a meeting can have taken place, no more precise than they are known."""
    start, end = (None if pd.isna(day) else day.date() for day in (first, last))
    return words.span(start, end, precision)


def day(words: Words, text: str) -> str:
    """An ISO day in words; a month, a year or another text as it stands."""
    try:
        return words.day(date.fromisoformat(text))
    except ValueError:
        return text or words("unknown.day")


def where(words: Words, place: str, country: str) -> str:
    """Place and country, each once."""
    return ", ".join(part for part in dict.fromkeys((place, country)) if part) or words("unknown.place")


def doubts(words: Words, codes: str) -> str:
    """What is uncertain about a meeting, briefly."""
    return ", ".join(words(f"doubtful.{code}") for code in tables.split(codes))


def told_by(choice: Choice, outlets: str) -> str:
    """The outlets that tell of a meeting, one a line in `outlets`."""
    return ", ".join(choice.outlet(outlet) for outlet in outlets.split("\n"))


def titles(words: Words, meetings: pd.DataFrame) -> dict[str, str]:
    """meeting_id → day and participants, for a list to choose from."""
    columns = ("meeting_id", "first", "last", "date_precision", "participants")
    rows = zip(*(meetings[column] for column in columns), strict=True)
    return {
        str(meeting): f"{days(words, first, last, precision)} · {who(participants)}"
        for meeting, first, last, precision, participants in rows
    }


def periods(words: Words, bin_: measures.Bin, starts: Iterable[Any]) -> dict[str, list[str]]:
    """The two columns that open every table of a series: the first day and the name of each period."""
    first = [pd.Timestamp(start).date() for start in starts]
    return {
        words("table.from"): [day.isoformat() for day in first],
        words("table.period"): [words.period(day, bin_) for day in first],
    }
