"""A report as merging sees it: a row of the table with what its article adds. Days are numbers (date.toordinal)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import pandas as pd

from analysis import tables

RANK = {"day": 0, "week": 1, "month": 2, "season": 3, "year": 4, "unknown": 5}
NEVER_MET = "denied"
NOT_TOLD = "unknown"
_ISO_DAY = len("2024-02-24")
_COLUMNS = (
    "participants", "sides", "article_id", "start_date", "end_date", "date_precision",
    "report_id", "mode", "status", "place", "country", "kind", "same_as",
)  # fmt: skip
_KNOWN_DAYS = 50_000  # a century is 36,525


@dataclass(frozen=True, eq=False)
class Cast:
    """Who takes part: one object for all reports of the same participants, so that it is compared at no cost."""

    participants: tuple[str, ...]
    sides: tuple[str, ...]

    @cached_property
    def persons(self) -> dict[str, frozenset[str]]:
        """side → those who represent it; a side that is named by itself alone is not there."""
        found: dict[str, set[str]] = {}
        for name, side in zip(self.participants, self.sides, strict=True):
            if name != side:
                found.setdefault(side, set()).add(name)
        return {side: frozenset(names) for side, names in found.items()}

    @cached_property
    def between(self) -> frozenset[str]:
        """The sides."""
        return frozenset(self.sides)

    @cached_property
    def known(self) -> int:
        """How many participants are more than their side."""
        return sum(map(len, self.persons.values()))

    @cached_property
    def states(self) -> str:
        """The sides as one cell."""
        return tables.join(sorted(self.between))

    @cached_property
    def who(self) -> frozenset[str]:
        """The participants, in no order."""
        return frozenset(self.participants)

    @cached_property
    def faces(self) -> tuple[str, ...]:
        """What a meeting of theirs is found by: any, its persons, its sides that nobody represents."""
        known = [name for names in self.persons.values() for name in sorted(names)]
        return ("", *known, *(_nobody(side) for side in sorted(self.between) if side not in self.persons))

    @cached_property
    def sought(self) -> tuple[str, ...]:
        """Faces of the meetings that may know them: a person's, or those that nobody of the side attends."""
        for side, names in self.persons.items():
            return (*sorted(names), _nobody(side))
        return ("",)


def _nobody(side: str) -> str:
    return f"{side}?"


@dataclass(slots=True, eq=False)
class Told:
    """One report, never changed. `published` is as in the table of articles, `day` its day where that is known."""

    cast: Cast
    outlet: str
    published: str
    day: int | None
    start: int | None
    end: int | None
    exact: bool  # known to the day, or to some days that follow one another
    precision: str
    article_id: str
    report_id: str
    mode: str
    status: str
    place: str
    country: str
    kind: str
    same_as: str
    bounds: tuple[int, int] | None = None  # the days it can have been, as news of the article: no words tell them

    @property
    def given_up(self) -> bool:
        """« initialement prévues pour le 1er »: the day is no longer the meeting's, where another is set."""
        return bool(self.same_as) and self.status == "postponed"

    @property
    def city(self) -> str:
        """A place that says more than its country."""
        return "" if self.place == self.country else self.place

    @property
    def order(self) -> tuple[int, int, int, str, tuple[str, ...], str]:
        """Most precise first; among days, the longest visit first."""
        start, end = self.start or 0, self.end or 0
        return (RANK[self.precision], start - end, start, self.published, self.cast.participants, self.report_id)


def told(reports: pd.DataFrame, articles: pd.DataFrame) -> Iterator[Told]:
    """The rows of `reports`, each with the outlet and the day of its article."""
    ids = articles["article_id"].tolist()
    outlets, published = (dict(zip(ids, _cells(articles[name]), strict=True)) for name in ("outlet", "published"))
    casts: dict[tuple[str, str], Cast] = {}
    for cells in zip(*(_cells(reports[name]) for name in _COLUMNS), strict=True):
        who, where, article, start, end, precision, report_id, mode, status, *placed = cells
        place, country, kind, same_as = placed
        cast = casts.get((who, where))
        if cast is None:
            cast = casts[who, where] = Cast(tuple(tables.split(who)), tuple(tables.split(where)))
        when, first, last = published.get(article, ""), _day(start), _day(end)
        bounds = (first, last) if precision == NOT_TOLD and first is not None and last is not None else None
        if bounds:  # it joins and parts nothing
            first = last = None
        yield Told(
            cast, outlets.get(article, ""), when, _day(when), first, last, precision == "day" and first is not None,
            precision, article, report_id, mode, status, place, country, kind, same_as, bounds,
        )  # fmt: skip


def _cells(column: "pd.Series[str]") -> list[str]:
    """The texts of a column, one object for all that are equal: compared and looked up at no cost."""
    codes, values = pd.factorize(column)
    shared = values.tolist()
    return [shared[code] for code in codes.tolist()]


@lru_cache(maxsize=_KNOWN_DAYS)
def _day(iso: str) -> int | None:
    return date.fromisoformat(iso).toordinal() if len(iso) == _ISO_DAY else None


@lru_cache(maxsize=_KNOWN_DAYS)
def iso(day: int | None) -> str:
    """The day as a text; empty for none."""
    return "" if day is None else date.fromordinal(day).isoformat()


@lru_cache(maxsize=_KNOWN_DAYS)
def month(day: int) -> int:
    """Months as numbers that follow one another over the years."""
    when = date.fromordinal(day)
    return when.year * 12 + when.month
