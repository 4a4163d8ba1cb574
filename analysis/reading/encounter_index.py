"""The known encounters as columns, and the words for a time matched to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from analysis.language.matching import Matcher
from analysis.reading import events
from analysis.reading.datewords import DateMention
from analysis.reading.events import Encounter
from analysis.reading.prepared import Prepared
from analysis.reading.timeline import Curve, Scores, Timeline

# How surely a participant is meant: named in the sentence, in the one before, or by his state. A state that
# takes part is surely less meant when it is named: states are named in every other sentence.
_HERE, _JUST_BEFORE, _STATE_HERE, _STATE_BEFORE, _BEING_STATE = 1.0, 0.7, 0.5, 0.3, 0.6
_WINDOW = 0.9  # the score of a day that « la semaine prochaine » allows

# Score factor by days after the encounter, for each kind of words that give its time.
# A weekday alone comes back every week, and actors meet more often than is known: it takes a second clue to be sure.
_PAST_WEEKDAY: Curve = ((-1, 0.0), (0, 0.7), (1, 0.52), (2, 0.32), (6, 0.14), (7, 0.0))
_FUTURE_WEEKDAY: Curve = ((-7, 0.0), (-6, 0.42), (-4, 0.56), (-1, 0.56), (0, 0.35), (1, 0.0))
_THAT_WEEKDAY: Curve = ((-2, 0.0), (-1, 0.28), (0, 0.7), (1, 0.21), (2, 0.0))
_PAST_DATE: Curve = ((-1, 0.0), (0, 1.2), (14, 1.1), (60, 0.8), (200, 0.4), (330, 0.0))
_FUTURE_DATE: Curve = ((-120, 0.0), (-30, 0.9), (-1, 1.1), (0, 1.1), (1, 0.0))
_PAST_MONTH: Curve = ((0, 0.0), (5, 0.6), (300, 0.6), (335, 0.0))
_FUTURE_MONTH: Curve = ((-330, 0.0), (-300, 0.5), (-5, 0.6), (0, 0.4), (1, 0.0))
SEASON = _FUTURE_MONTH  # « au printemps » is mostly said of one to come

Patch = tuple[int, Scores]  # the number of a day, and the scores from it on


class Index:
    """The known encounters as columns, one row each: participants, months, days, weekdays; and their places."""

    def __init__(self, known: Prepared) -> None:
        self.met = events.load().met
        self.ids = {actor_id: number for number, actor_id in enumerate(known.ids.values(), start=1)}
        most = max((len(met.participants) for met in self.met), default=0)
        shape = len(self.met), max(most, 2)
        self.actors, self.states, self.weights = np.zeros(shape, int), np.zeros(shape, int), np.zeros(shape)
        for row, met in enumerate(self.met):
            for column, name in enumerate(met.participants):
                if name in known.ids:
                    actor = known.knowledge.actors[known.ids[name]]
                    self.actors[row, column] = self.ids[actor.actor_id]
                    if actor.kind == "person":
                        self.states[row, column] = self.ids.get(known.ids.get(actor.country, ""), 0)
                    self.weights[row, column] = _BEING_STATE if actor.kind == "state" else 1.0
        self.months = np.array([met.start.month for met in self.met])
        self.first = np.array([_day(met.start) for met in self.met])
        self.last = np.array([_day(met.end) for met in self.met])
        self.weekday = np.array([met.start.weekday() for met in self.met])
        self.later = np.array([(met.end - met.start).days for met in self.met])
        names = sorted({name for met in self.met for name in (met.place, met.country) if name})
        self.places = Matcher((name, name) for name in names)

    def strengths(self, here: Iterable[str], before: Iterable[str]) -> Scores:
        """How surely the two best named participants of each encounter are meant, 0…1."""
        own, by_state = np.zeros((2, len(self.ids) + 1))
        for actors, score, of_state in ((before, _JUST_BEFORE, _STATE_BEFORE), (here, _HERE, _STATE_HERE)):
            rows = [self.ids[actor] for actor in actors]
            own[rows], by_state[rows] = score, of_state
        each = np.sort(self.weights * np.maximum(own[self.actors], by_state[self.states]), axis=1)
        found: Scores = each[:, -2:].sum(axis=1) / 2
        return found


@lru_cache(maxsize=1)
def index_of(known: Prepared) -> Index:
    """The encounters of events.csv by the actors of this knowledge, made once."""
    return Index(known)


def _day(day: date) -> int:
    return day.month * 100 + day.day


@dataclass(frozen=True, slots=True)
class Time:
    """Words for a time. `curve`: the score by days after an encounter at that time; none for « hier » and the like,
    which name a window by `kind`."""

    surface: str
    normal: str
    curve: Curve | None
    mention: DateMention | None = None
    kind: str = ""
    season: tuple[int, int] = (0, 0)

    @property
    def exact(self) -> bool:
        """They give day and month."""
        return self.mention is not None and bool(self.mention.day)

    @property
    def recurrent(self) -> bool:
        """They give a weekday and no more, or are « hier » and the like: they come back every week."""
        if self.mention is None:
            return bool(self.kind)
        return not self.mention.day and not self.mention.month

    def can_be(self, index: Index) -> NDArray[np.bool_]:
        """For each encounter, whether it was at such a time of the year or week."""
        told = self.mention
        found: NDArray[np.bool_]
        if told is None:
            found = np.isin(index.months, _months(*self.season) if self.season[0] else range(1, 13))
        elif told.day:
            month = 100 * (told.month or 0)
            found = index.first == month + told.day
            if told.last_day:
                found &= index.last == month + told.last_day
        elif told.month:
            found = index.months == told.month
        else:
            after = ((told.weekday or 0) - index.weekday) % 7
            found = after <= index.later
            if told.last_weekday is not None:
                found = (after == 0) & ((told.last_weekday - index.weekday) % 7 == index.later)
        return found

    def patch(self, met: Encounter, line: Timeline) -> Patch:
        """The scores of the days on which an article can speak so of `met`."""
        if self.curve is None:
            return line.between(*_window(self.kind, met.start), _WINDOW)
        told, day = self.mention, met.start.toordinal()
        if told and told.last_day:
            day = met.end.toordinal()
        elif told and told.weekday is not None and not told.day:
            day += (told.weekday - met.start.weekday()) % 7  # « mardi » may be the second day of a visit
        return line.patch(day, self.curve)


def curve_of(mention: DateMention, tense: str) -> Curve:
    """The score by days after an encounter at the time of `mention`, governed by a verb of this tense."""
    future = tense == "future"
    if mention.day:
        return _FUTURE_DATE if future or mention.ahead else _PAST_DATE
    if mention.month:
        return _FUTURE_MONTH if future else _PAST_MONTH
    return _THAT_WEEKDAY if mention.deictic else _FUTURE_WEEKDAY if future else _PAST_WEEKDAY


@lru_cache(maxsize=4096)
def _window(kind: str, day: date) -> tuple[int, int]:
    """The first and last day (ordinals) on which `day` is « la semaine prochaine », « hier » …"""
    monday = (day - timedelta(days=day.weekday())).toordinal()
    month = day.replace(day=1)
    after = (month + timedelta(days=32)).replace(day=1)
    before = (month - timedelta(days=1)).replace(day=1)
    n = day.toordinal()
    windows = {
        "next_week": (monday - 7, monday - 1),
        "this_week": (monday, monday + 6),
        "last_week": (monday + 7, monday + 13),
        "next_month": (before.toordinal(), month.toordinal() - 1),
        "this_month": (month.toordinal(), after.toordinal() - 1),
        "last_month": (after.toordinal(), (after + timedelta(days=32)).replace(day=1).toordinal() - 1),
        "today": (n, n),
        "yesterday": (n + 1, n + 1),
        "tomorrow": (n - 1, n - 1),
        "last_year": (date(day.year + 1, 1, 1).toordinal(), date(day.year + 1, 12, 31).toordinal()),
        "next_year": (date(day.year - 1, 1, 1).toordinal(), date(day.year - 1, 12, 31).toordinal()),
    }
    return windows[kind]


def _months(first: int, last: int) -> list[int]:
    """The months of a season; winter runs over the turn of the year."""
    return [(month - 1) % 12 + 1 for month in range(first, last + 1 if first <= last else last + 13)]
