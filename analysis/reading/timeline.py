"""Every day on which an article can have been published, and how well a clue fits each of them.

A clue is an array of scores, one a day; clues add up as the logarithm of odds. `SHARPNESS` turns a score into
odds: one point makes a day twenty times as likely. Curves give the score by distance in days; they were set
by how French news pages name days (a bare weekday is nearly always that of the page or the day before), then
checked on the cases of tests/cases/dating.json.
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


@dataclass(frozen=True, slots=True)
class Clue:
    """Words of the article and what they tell of each day."""

    words: str
    scores: Scores


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
        offsets = self.days - ordinal
        return np.interp(offsets, [point[0] for point in curve], [point[1] for point in curve])

    def yearly(self, occurrences: Iterable[date], curve: Curve, floor: float = 0.0) -> Scores:
        """The best of the curve laid around each of several dates; `floor` far from all of them."""
        best = np.full(len(self.days), floor)
        for day in occurrences:
            low, high = (
                int(np.clip(day.toordinal() + edge - self.days[0], 0, len(self.days)))
                for edge in (curve[0][0], curve[-1][0] + 1)
            )
            offsets = self.days[low:high] - day.toordinal()
            part = np.interp(offsets, [point[0] for point in curve], [point[1] for point in curve])
            np.maximum(best[low:high], part, out=best[low:high])
        return best

    def between(self, first: int, last: int, score: float) -> Scores:
        """`score` on the days `first` to `last` (ordinals, both included), 0 elsewhere."""
        return np.where((self.days >= first) & (self.days <= last), score, 0.0)

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
    total = np.sum([clue.scores for clue in clues], axis=0)
    odds = np.exp(SHARPNESS * (total - total.max()))
    odds /= odds.sum()
    for precision, keys, best in _answers(line, odds):
        chosen = keys == best
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


def _proof(clues: list[Clue], chosen: NDArray[np.bool_], odds: Scores) -> tuple[str, ...]:
    lifts = [
        (
            float(np.average(clue.scores[chosen], weights=odds[chosen])) - float(np.median(clue.scores)),
            clue.words,
        )
        for clue in clues
    ]
    ranked = sorted((lift for lift in lifts if lift[0] >= _PROVES), key=lambda lift: -lift[0])
    return tuple(dict.fromkeys(_short(words) for _, words in ranked))[:_QUOTED]


def _short(words: str) -> str:
    """The first words, enough to find the place: proofs are shipped where press text is not."""
    parts = words.split()
    return " ".join(parts[:_PROOF_WORDS]) + (" …" if len(parts) > _PROOF_WORDS else "")
