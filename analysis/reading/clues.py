"""What the dates that an article names tell of its own: weekdays, days with a year or without, captions."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import numpy as np

from analysis.language.text import normalise
from analysis.reading.datewords import DateMention, day_of, mentions
from analysis.reading.timeline import FIRST_DAY, Clue, Curve, Scores, Timeline
from analysis.reading.told import Told

# « Ce mardi »: the page's own day; now and then a coming one or one just past.
_THIS = np.array([2.0, 0.4, 0.0, 0.0, 0.0, 0.0, 0.5])  # by days since that weekday
# A bare weekday of the past or of the future, by days since it and until it.
_PAST = np.array([1.0, 0.6, 0.3, 0.15, 0.1, 0.05, 0.0])
_FUTURE = np.array([0.15, 0.55, 0.55, 0.55, 0.5, 0.45, 0.35])
_OPEN = 0.6  # of the score where the tense does not tell which
# Saying a weekday again makes it surer, up to half as much again.
_AGAIN, _MOST_AGAIN = 0.25, 1.5

# By days after the date named. Before a past date the article cannot be: the first figure is the price.
_DATED: Curve = ((-1, -2.0), (0, 3.0), (1, 2.8), (7, 1.8), (31, 1.0), (183, 0.5), (365, 0.3), (1500, 0.0))
_MAYBE_DATED: Curve = (
    (-365, -1.0),
    (-60, -0.3),
    (-7, 1.4),
    (0, 2.8),
    (7, 1.7),
    (31, 1.0),
    (365, 0.3),
    (1500, 0.0),
)
_TO_COME: Curve = ((-1500, 0.0), (-365, 0.4), (-31, 1.8), (-7, 2.8), (-1, 3.0), (0, 2.8), (1, -1.0))
_CAPTIONED: Curve = ((-1, -1.0), (0, 2.2), (1, 1.8), (7, 1.0), (31, 0.5), (365, 0.2), (1500, 0.0))
_MONTH: Curve = ((-1, -2.0), (0, 1.5), (31, 1.4), (365, 0.5), (1500, 0.0))
_YEAR: Curve = ((-1, -2.0), (0, 0.9), (365, 0.9), (730, 0.4), (3000, 0.0))
_YEAR_TO_COME: Curve = ((-1500, 0.1), (-365, 0.3), (0, 0.4), (365, 0.3), (366, -1.0))
# Dates without a year are said near their day; far from it, the year would be said.
_FAR = -0.6
_DAY_PAST: Curve = ((-1, _FAR), (0, 1.5), (2, 1.4), (7, 0.8), (14, 0.45), (31, 0.2), (92, -0.1), (240, _FAR))
_DAY_FUTURE: Curve = tuple((-days, score) for days, score in reversed(_DAY_PAST))
_DAY_OPEN: Curve = (*_DAY_FUTURE[:-2], *_DAY_PAST[1:])
_NAMED_DAY: Curve = ((-8, 0.0), (-6, 0.4), (-1, 0.5), (0, 1.2), (1, 0.6), (2, 0.0))
_COMING_DAY: Curve = ((-8, 0.0), (-6, 0.5), (-1, 0.8), (0, 0.4), (1, 0.0))
_THAT_DAY: Curve = ((-1, 0.0), (0, 1.8), (1, 0.3), (2, 0.0))
_OWN_DAY: Curve = ((-1, 0.0), (0, 3.0), (1, 0.8), (2, 0.0))
_AHEAD: Curve = ((-90, _FAR), (-31, 0.7), (-7, 1.0), (-1, 1.0), (0, 0.6), (1, _FAR))


def weekday_clues(told: Told, line: Timeline) -> Iterator[Clue]:
    """« vendredi », « ce mardi »: each weekday once for the past and once for the future."""
    told_of: Counter[tuple[int, str]] = Counter()
    surfaces: dict[tuple[int, str], str] = {}
    for mention in told.dates:
        if mention.weekday is None or mention.day is not None:
            continue
        tense = "this" if mention.deictic else told.tense(mention.start)
        kind = tense if tense in ("this", "past", "future") else "open"
        told_of[mention.weekday, kind] += 1
        surfaces.setdefault(
            (mention.weekday, kind),
            told.text[max(0, mention.start - 3 * mention.deictic) : mention.end].strip(),
        )
    for (weekday, kind), times in told_of.items():
        weight = min(1 + _AGAIN * (times - 1), _MOST_AGAIN)
        past, future = _PAST[line.since(weekday)], _FUTURE[line.until(weekday)]
        scores = {
            "this": _THIS[line.since(weekday)],
            "past": past,
            "future": future,
            "open": _OPEN * np.maximum(past, future),
        }[kind]
        yield Clue(surfaces[weekday, kind], weight * scores)


def date_clues(told: Told, line: Timeline) -> Iterator[Clue]:
    """Dates, with a year or without; the same date counts once."""
    seen: set[tuple[int | None, ...]] = set()
    for mention in told.dates:
        key = (mention.year, mention.month, mention.day)
        if key in seen or key == (None, None, None):
            continue
        seen.add(key)
        scores = _date_scores(mention, told.tense(mention.start), line)
        if scores is not None:
            yield Clue(told.text[mention.start : mention.end], scores)


def _date_scores(mention: DateMention, tense: str, line: Timeline) -> Scores | None:
    future = mention.ahead or tense == "future"
    if day := mention.on():
        curve = _TO_COME if future else _DATED if tense == "past" else _MAYBE_DATED
        return line.near(day, curve) + _with_weekday(mention, [day], future, line)
    if mention.day and mention.month:
        return _yearless(mention, tense, line)
    if not mention.year or mention.year > line.today.year + 1 or mention.year < FIRST_DAY.year:
        return None
    if mention.month:
        return line.near(date(mention.year, mention.month, 1), _TO_COME if future else _MONTH)
    return line.near(date(mention.year, 1, 1), _YEAR_TO_COME if future else _YEAR)


def _yearless(mention: DateMention, tense: str, line: Timeline) -> Scores:
    past = tense == "past" and not mention.ahead
    day = mention.last_day if past and mention.last_day else mention.day
    years = range(FIRST_DAY.year, line.today.year + 2)
    found = [at for year in years if (at := day_of(year, mention.month or 1, day or 1))]
    if mention.weekday is not None:
        found = [at for at in found if _first(mention, at).weekday() == mention.weekday]
    curve = _DAY_OPEN
    if mention.ahead or past or tense == "future":
        curve = _AHEAD if mention.ahead else _DAY_PAST if past else _DAY_FUTURE
    return line.yearly(found, curve, _FAR) + _with_weekday(mention, found, tense == "future", line)


def _with_weekday(mention: DateMention, days: list[date], future: bool, line: Timeline) -> Scores:
    """« jeudi 3 mars » is said on that day or the next; « ce jeudi 3 mars » on that day."""
    if mention.weekday is None:
        return np.zeros(len(line.days))
    return line.yearly(days, _THAT_DAY if mention.deictic else _COMING_DAY if future else _NAMED_DAY)


def _first(mention: DateMention, at: date) -> date:
    """The day the weekday belongs to: the first of « mardi 3 et mercredi 4 »."""
    return at - timedelta(days=(mention.last_day or 0) - (mention.day or 0)) if mention.last_day == at.day else at


def dateline_clues(datelines: Iterable[str], line: Timeline) -> Iterator[Clue]:
    """« SÉOUL, 13 septembre (Agence) », « Publié le 3 mars à 10h »: the article's own day, its year left out."""
    years = range(FIRST_DAY.year, line.today.year + 1)
    for text in datelines:
        for mention in mentions(normalise(text)):
            if mention.day and mention.month and not mention.year:
                days = [at for year in years if (at := day_of(year, mention.month, mention.day))]
                if mention.weekday is not None:
                    days = [at for at in days if at.weekday() == mention.weekday]
                yield Clue(text[mention.start : mention.end], line.yearly(days, _OWN_DAY))


def caption_clues(captions: list[str], line: Timeline) -> Iterator[Clue]:
    """Full dates under the pictures of the article: taken on the day or before, often long before."""
    for caption in captions:
        for mention in mentions(normalise(caption)):
            if day := mention.on():
                yield Clue(caption[mention.start : mention.end], line.near(day, _CAPTIONED))
