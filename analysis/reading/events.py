"""Dated events that date an article: named ones (an invasion, a death) and encounters of known persons."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from analysis.knowledge import FOLDER, KnowledgeError
from analysis.language.text import normalise


@dataclass(frozen=True, slots=True)
class NamedEvent:
    """An event with a name. `pattern` finds it in a normalised text, which then holds one of `heads`."""

    name: str
    pattern: re.Pattern[str]
    heads: tuple[str, ...]
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


@dataclass(frozen=True, eq=False)
class Events:
    """All that is dated beforehand."""

    named: tuple[NamedEvent, ...]
    met: tuple[Encounter, ...]

    @cached_property
    def _heads(self) -> tuple[AhoCorasick, list[int]]:
        owners = [(head, number) for number, event in enumerate(self.named) for head in event.heads]
        finder = AhoCorasick([head for head, _ in owners], matchkind=MatchKind.Standard)
        return finder, [number for _, number in owners]

    def told(self, normal: str) -> list[tuple[NamedEvent, list[re.Match[str]]]]:
        """The named events of a normalised text, with every place where it tells of them."""
        finder, owners = self._heads
        likely = {owners[number] for number, _, _ in finder.find_matches_as_indexes(normal, overlapping=True)}
        found = ((self.named[n], list(self.named[n].pattern.finditer(normal))) for n in sorted(likely))
        return [(event, places) for event, places in found if places]


@cache
def load(path: Path = FOLDER / "events.csv") -> Events:
    """The named events and the encounters of the file, read once per process.

    Raises KnowledgeError, with file and line, for a badly written day or a row that is neither.
    """
    named, met = [], []
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            where = f"{path}, line {number}"
            start, end = _day(row["start"], where), _day(row["end"] or row["start"], where)
            if row["name"] and row["patterns"]:
                phrases = tuple(map(normalise, _items(row["patterns"])))
                heads = tuple(phrase.partition(_GAP)[0] for phrase in phrases)
                named.append(NamedEvent(row["name"], _pattern(phrases), heads, start, end, bool(row["lasting"])))
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
    return Events(tuple(named), tuple(met))


def _day(cell: str, where: str) -> date:
    try:
        return date.fromisoformat(cell)
    except ValueError as error:
        raise KnowledgeError(f"{where}: {cell!r} is no ISO day") from error


def _items(cell: str) -> Iterator[str]:
    return (item.strip() for item in cell.split(";") if item.strip())


_GAP = " * "  # in a phrase: up to four words


def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    found = (re.escape(phrase).replace(re.escape(_GAP), r" (?:[\w'’-]+ ){0,4}?(?:[ld]')?") for phrase in phrases)
    return re.compile(rf"\b(?:{'|'.join(found)})\b")
