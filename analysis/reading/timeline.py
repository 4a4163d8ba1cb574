"""Every day on which an article can have been published, and how well a clue fits each of them.

A clue is an array of scores, one a day; clues add up as the logarithm of odds. `SHARPNESS` turns a score into
odds: one point makes a day twenty times as likely. Curves give the score by distance in days; they were set
by how French news pages name days (a bare weekday is nearly always that of the page or the day before), then
checked on the cases of tests/cases/dating_texts.json.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Curve = tuple[tuple[int, float], ...]  # (days after the date named, score); straight between, flat outside

FIRST_DAY = date(1980, 1, 1)
SHARPNESS = 3.0
# Share of all odds that a day, a month or a year must gather to be given as the answer.
SURE = {"day": 0.5, "month": 0.6, "year": 0.7}
# Days from one to the next of those that stand for all: no multiple of 7, so that each weekday has its share.
_EVERY = 61


@lru_cache(maxsize=512)
def _drawn(curve: Curve) -> Scores:
    """The score of each day from the first point of the curve to its last."""
    offsets = np.arange(curve[0][0], curve[-1][0] + 1)
    drawn: Scores = np.interp(offsets, [point[0] for point in curve], [point[1] for point in curve])
    drawn.flags.writeable = False
    return drawn


@dataclass(frozen=True, slots=True)
class Clue:
    """Words of the article and what they tell of the days from number `first` of the timeline on.

    They tell nothing (0) of the days outside `scores`.
    """

    words: str
    scores: Scores
    first: int = 0

    def at(self, days: NDArray[np.int64]) -> Scores:
        """Its scores on some days, by their number."""
        found = np.zeros(len(days))
        places = days - self.first
        inside = (places >= 0) & (places < len(self.scores))
        found[inside] = self.scores[places[inside]]
        return found

    def usual(self, count: int) -> float:
        """Its score on an ordinary one of `count` days: the median, of every so many days."""
        return float(np.median(self.scores[::_EVERY])) if 2 * len(self.scores) > count else 0.0


@dataclass(frozen=True)
class Timeline:
    """The days from FIRST_DAY to `today`, by number, with their weekday, month and year."""

    today: date
    days: NDArray[np.int64] = field(repr=False)
    weekday: NDArray[np.int64] = field(repr=False)
    months: NDArray[np.int64] = field(repr=False)  # year * 12 + month - 1

    def near(self, day: date, curve: Curve) -> Scores:
        """The curve laid around one date."""
        return self.around(day.toordinal(), curve)

    def around(self, ordinal: int, curve: Curve) -> Scores:
        """The curve laid around one date, given as its ordinal."""
        first, part = self.patch(ordinal, curve)
        scores = np.empty(len(self.days))
        scores[:first], scores[first + len(part) :] = curve[0][1], curve[-1][1]
        scores[first : first + len(part)] = part
        return scores

    def patch(self, ordinal: int, curve: Curve) -> tuple[int, Scores]:
        """The same without the days before and after the curve: the number of its first day, and its scores."""
        return self._clipped(ordinal + curve[0][0], _drawn(curve))

    def between(self, first: int, last: int, score: float) -> tuple[int, Scores]:
        """`score` on the days `first` to `last` (ordinals, both included), as `patch` gives it."""
        return self._clipped(first, np.full(last - first + 1, score))

    def _clipped(self, ordinal: int, scores: Scores) -> tuple[int, Scores]:
        """`scores` from the day `ordinal` on, those outside the timeline left out."""
        begin = ordinal - int(self.days[0])
        first, stop = (min(max(edge, 0), len(self.days)) for edge in (begin, begin + len(scores)))
        return first, scores[first - begin : stop - begin]

    def yearly(self, occurrences: Iterable[date], curve: Curve, floor: float = 0.0) -> Scores:
        """The best of the curve laid around each of several dates; `floor` far from all of them."""
        best = np.full(len(self.days), floor)
        for day in occurrences:
            first, part = self.patch(day.toordinal(), curve)
            here = best[first : first + len(part)]
            np.maximum(here, part, out=here)
        return best

    def since(self, weekday: int) -> NDArray[np.int64]:
        """Days since the last such weekday, 0…6."""
        return (self.weekday - weekday) % 7

    def until(self, weekday: int) -> NDArray[np.int64]:
        """Days until the next such weekday, 0…6."""
        return (weekday - self.weekday) % 7


@lru_cache(maxsize=4)
def timeline(today: date) -> Timeline:
    """The days that can be, up to `today`."""
    days = np.arange(FIRST_DAY.toordinal(), today.toordinal() + 1)
    since_1970 = (np.datetime64(FIRST_DAY, "D") + (days - days[0])).astype("datetime64[M]").astype(np.int64)
    return Timeline(today, days, (days - 1) % 7, since_1970 + 1970 * 12)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The best answer: an ISO day, month or year with its precision, or "" and unknown; and its clues."""

    published: str = ""
    precision: str = "unknown"
    clues: tuple[str, ...] = ()


def judge(line: Timeline, clues: list[Clue]) -> Verdict:
    """The finest answer that gathers enough of the odds."""
    if not clues:
        return Verdict()
    total = np.zeros(len(line.days))
    for clue in clues:
        total[clue.first : clue.first + len(clue.scores)] += clue.scores
    odds = np.exp(SHARPNESS * (total - total.max()))
    odds /= odds.sum()
    for precision, keys, best in _answers(line, odds):
        chosen = np.flatnonzero(keys == best)
        if odds[chosen].sum() >= SURE[precision]:
            return Verdict(_written(precision, best), precision, _proof(clues, chosen, odds))
    return Verdict()


def _answers(line: Timeline, odds: Scores) -> Iterator[tuple[str, NDArray[np.int64], int]]:
    for precision, keys in (("day", line.days), ("month", line.months), ("year", line.months // 12)):
        first = int(keys[0])
        best = first + int(np.bincount(keys - first, weights=odds).argmax())
        yield precision, keys, best


def _written(precision: str, best: int) -> str:
    if precision == "day":
        return date.fromordinal(best).isoformat()
    return f"{best // 12:04}-{best % 12 + 1:02}" if precision == "month" else f"{best:04}"


# A clue is quoted as proof when it lifts the answer by as much over an ordinary day; five are enough.
_PROVES, _QUOTED, _PROOF_WORDS = 0.3, 5, 8


def _proof(clues: list[Clue], chosen: NDArray[np.int64], odds: Scores) -> tuple[str, ...]:
    weights = odds[chosen]
    lifts = [
        (float(clue.at(chosen) @ weights / weights.sum()) - clue.usual(len(odds)), clue.words)
        for clue in clues
        if clue.first <= chosen[-1] and chosen[0] < clue.first + len(clue.scores)
    ]
    ranked = sorted((lift for lift in lifts if lift[0] >= _PROVES), key=lambda lift: -lift[0])
    return tuple(dict.fromkeys(_short(words) for _, words in ranked))[:_QUOTED]


def _short(words: str) -> str:
    """The first words, enough to find the place: proofs are shipped where press text is not."""
    parts = words.split()
    return " ".join(parts[:_PROOF_WORDS]) + (" …" if len(parts) > _PROOF_WORDS else "")
