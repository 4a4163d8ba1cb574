"""Dated events that date an article: named ones (an invasion, a death) and encounters of known persons."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from analysis.knowledge import FOLDER, KnowledgeError
from analysis.language.text import normalise


@dataclass(frozen=True, slots=True)
class NamedEvent:
    """An event with a name. `pattern` finds it in a normalised text."""

    name: str
    pattern: re.Pattern[str]
    start: date
    end: date
    lasting: bool  # spoken of for years: a war, a treaty; not a death or an attack


@dataclass(frozen=True, slots=True)
class Encounter:
    """A meeting whose day is known: who (French press names), how (in_person | phone | video), where."""

    participants: tuple[str, ...]
    start: date
    end: date
    mode: str
    place: str
    country: str


@cache
def load(path: Path = FOLDER / "events.csv") -> tuple[tuple[NamedEvent, ...], tuple[Encounter, ...]]:
    """The named events and the encounters of the file, read once per process.

    Raises KnowledgeError, with file and line, for a badly written day or a row that is neither.
    """
    named, met = [], []
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            where = f"{path}, line {number}"
            start, end = _day(row["start"], where), _day(row["end"] or row["start"], where)
            if row["name"] and row["patterns"]:
                named.append(NamedEvent(row["name"], _pattern(row["patterns"]), start, end, bool(row["lasting"])))
            elif row["participants"]:
                met.append(
                    Encounter(
                        tuple(_items(row["participants"])),
                        start,
                        end,
                        row["mode"],
                        row["place"],
                        row["country"],
                    )
                )
            else:
                raise KnowledgeError(f"{where}: give name and patterns, or participants")
    return tuple(named), tuple(met)


def _day(cell: str, where: str) -> date:
    try:
        return date.fromisoformat(cell)
    except ValueError as error:
        raise KnowledgeError(f"{where}: {cell!r} is no ISO day") from error


def _items(cell: str) -> Iterator[str]:
    return (item.strip() for item in cell.split(";") if item.strip())


def _pattern(cell: str) -> re.Pattern[str]:
    """Phrases parted by `;`, in which ` * ` stands for up to four words."""
    phrases = (
        re.escape(normalise(phrase)).replace(r"\ \*\ ", r" (?:[\w'’-]+ ){0,4}?(?:[ld]')?") for phrase in _items(cell)
    )
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b")


def by_participant(encounters: tuple[Encounter, ...]) -> Mapping[str, list[Encounter]]:
    """The encounters of each participant, by name."""
    found: dict[str, list[Encounter]] = {}
    for encounter in encounters:
        for name in encounter.participants:
            found.setdefault(name, []).append(encounter)
    return found
