"""Terms of office and the check that no two of them contradict each other."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TypeVar

from analysis.knowledge.files import Files, known
from analysis.knowledge.model import Term, latest_first, plain_title
from analysis.knowledge.rows import Row

Item = TypeVar("Item")
Key = TypeVar("Key", bound=Hashable)
CONFIDENCES = ("high", "low")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A term with the days it holds for certain: a year alone says neither its first nor its last day."""

    term: Term
    row: Row
    surely_from: date
    surely_to: date


def terms(files: Files, ids: dict[str, str]) -> list[Term]:
    """Every term of office, in the order of offices.csv."""
    entries = [_entry(files, ids, row) for row in files["offices.csv"]]
    for (office, _), rivals in _grouped(entries, lambda entry: (entry.term.office, entry.term.of)).items():
        _check(rivals, single=files.kinds[office])
    return [entry.term for entry in entries]


def _entry(files: Files, ids: dict[str, str], row: Row) -> _Entry:
    start, end = row.days("from"), row.days("to")
    if start and end and start[0] > end[1]:
        raise row.error(f"the term ends ({row['to']}) before it begins ({row['from']})")
    term = Term(
        actor_id=known(row, "person", ids),
        office=files.office(row, "office"),
        of=known(row, "of", ids),
        start=start and start[0],
        end=end and end[1],
        title=row["title"],
        body=row["body"],
        confidence=row.one_of("confidence", CONFIDENCES),
        source=row["source"],
    )
    return _Entry(term, row, start[1] if start else date.max, end[0] if end else date.max)


def _check(entries: list[_Entry], single: bool) -> None:
    """No overlap of two holders of a `single` office, nor of two terms of one holder and one title.

    The day a minister hands over belongs to both; days that may or may not overlap are let pass.
    """
    for first, second in combinations(sorted(entries, key=lambda entry: entry.surely_from), 2):
        same = (
            first.term.actor_id == second.term.actor_id
            and first.term.body == second.term.body
            and first.term.title == second.term.title
        )
        if (single or same) and second.surely_from < first.surely_to:
            raise second.row.error(
                f"{second.row['person']} is {second.term.office} of {second.row['of']} from "
                f"{second.row['from']}, while {first.row['person']} is until "
                f"{first.row['to'] or 'today'} (line {first.row.line})"
            )


def by_office(found: Iterable[Term]) -> dict[tuple[str, str], tuple[Term, ...]]:
    """(office, of) → its terms, latest start first."""
    return _sorted(_grouped(found, lambda term: (term.office, term.of)))


def by_holder(found: Iterable[Term]) -> dict[str, tuple[Term, ...]]:
    """actor_id → the terms it served, latest start first."""
    return _sorted(_grouped(found, lambda term: term.actor_id))


def titles(found: Iterable[Term], plain: Mapping[str, str]) -> dict[str, tuple[tuple[str, Term], ...]]:
    """actor_id of a state or organisation → the titles borne there, as `plain_title` has them, with their terms."""
    groups = _grouped(found, lambda term: term.of)
    return {of: tuple((plain_title(term.title, plain), term) for term in group) for of, group in groups.items()}


def _grouped(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, list[Item]]:
    groups: dict[Key, list[Item]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return dict(groups)


def _sorted(groups: dict[Key, list[Term]]) -> dict[Key, tuple[Term, ...]]:
    return {key: tuple(sorted(group, key=latest_first)) for key, group in groups.items()}
