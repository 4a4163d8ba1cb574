"""What the words of an article tell of its day: weekdays, dates without a year, anniversaries, offices."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from analysis.knowledge import Knowledge, Term
from analysis.language import sentences, verbs
from analysis.language.text import normalise
from analysis.reading.datewords import DateMention, day_of, mentions, words
from analysis.reading.events import NamedEvent
from analysis.reading.prepared import Prepared
from analysis.reading.timeline import FIRST_DAY, Clue, Curve, Scores, Timeline

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
_AHEAD: Curve = ((-90, _FAR), (-31, 0.7), (-7, 1.0), (-1, 1.0), (0, 0.6), (1, _FAR))
# An event in the news: not before it, rather soon after.
_NEWS: Curve = ((-1, -3.0), (0, 1.3), (7, 1.2), (31, 0.9), (183, 0.5), (730, 0.2), (3000, 0.0))
_LASTING: Curve = ((-1, -3.0), (0, 0.6), (7, 0.55), (31, 0.5), (183, 0.35), (730, 0.2), (3000, 0.05))
_NEARING: Curve = ((-45, 0.2), (-21, 2.6), (-1, 3.0), (0, 3.0), (1, 2.0), (5, 0.8), (30, 0.0))
_FEAST: Curve = ((-20, 0.0), (-3, 2.2), (0, 3.0), (3, 2.2), (30, 0.0))
# Offices: in office or not; just after leaving; just after taking it up.
_SERVING, _NOT_SERVING = 0.6, -1.2
_LEFT: Curve = ((-1, -1.5), (0, 0.8), (30, 0.8), (365, 0.6), (1500, 0.2))
_ARRIVED: Curve = ((-15, -1.0), (-1, 0.5), (0, 1.5), (60, 1.4), (120, 1.0), (365, 0.0), (730, -0.5))


@dataclass(frozen=True)
class Told:
    """An article's text with what all clues look at: its normal form, sentences, dates and names."""

    text: str
    known: Prepared

    @property
    def knowledge(self) -> Knowledge:
        """What is known of actors and offices."""
        return self.known.knowledge

    @cached_property
    def normal(self) -> str:
        """The text in normal form."""
        return normalise(self.text)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """(start, end) of each sentence."""
        return sentences.split(self.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    @cached_property
    def dates(self) -> list[DateMention]:
        """The dates it names."""
        return mentions(self.normal)

    @cached_property
    def actors(self) -> list[tuple[int, int, str]]:
        """(start, end, actor_id) of each name."""
        return [(start, end, alias.actor_id) for start, end, alias in self.known.names.find(self.text, self.normal)]

    def sentence(self, place: int) -> tuple[int, int]:
        """The sentence that holds an offset."""
        number = bisect_right(self._starts, place) - 1
        return self.sentences[number] if number >= 0 else (0, len(self.text))

    def tense(self, place: int) -> str:
        """Tense of the verb that governs the words at an offset: past | future | present | …"""
        return verbs.tense_at(self.normal, place, *self.sentence(place))


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


def caption_clues(captions: list[str], line: Timeline) -> Iterator[Clue]:
    """Full dates under the pictures of the article: taken on the day or before, often long before."""
    for caption in captions:
        for mention in mentions(normalise(caption)):
            if day := mention.on():
                yield Clue(caption[mention.start : mention.end], line.near(day, _CAPTIONED))


def event_clues(told: Told, line: Timeline, events: tuple[NamedEvent, ...]) -> Iterator[Clue]:
    """Events everybody dates: their mention, their anniversaries, « il y a un an »."""
    for event in events:
        found = event.pattern.search(told.normal)
        if not found:
            continue
        yield Clue(
            told.text[found.start() : found.end()],
            line.near(event.start, _LASTING if event.lasting else _NEWS),
        )
        for place in event.pattern.finditer(told.normal):
            first, last = told.sentence(place.start())
            yield from _anniversary(told, line, event.start, place.start(), first, last)
            yield from _years_ago(told, line, event.start, first, last)


def _anniversary(told: Told, line: Timeline, day: date, place: int, first: int, last: int) -> Iterator[Clue]:
    lexicon = words()
    before = told.normal[first:place]
    found = re.search(rf"(?:\b(\w+) )?{lexicon['anniversary']}\b", before)
    if not found or place - first - found.end() > 25:
        return
    counted = lexicon["ordinals"].get(found[1] or "")
    number = re.match(r"(\d+)e", found[1] or "")
    years = [counted] if counted else [int(number[1])] if number else range(1, 30)
    nearing = any(phrase in before[: found.end()] for phrase in lexicon["approach"])
    days = [at for count in years if (at := day_of(day.year + count, day.month, min(day.day, 28)))]
    scores = line.yearly(days, _NEARING if nearing else _FEAST)
    yield Clue(
        told.text[first + found.start() : place].strip() or found[0],
        scores if len(days) == 1 else 0.6 * scores,
    )


def _years_ago(told: Told, line: Timeline, day: date, first: int, last: int) -> Iterator[Clue]:
    lexicon = words()
    sentence = told.normal[first:last]
    for found in re.finditer(r"\b(?:il y a|depuis) ((?:\w+ ){0,3}?(?:d')?)(\w+) ans?\b", sentence):
        count = lexicon["numbers"].get(found[2]) or (int(found[2]) if found[2].isdigit() else 0)
        least, most = lexicon["years_ago"].get(found[1].strip(), lexicon["years_ago"][""])
        if not 0 < count < 100:
            continue
        base = day.toordinal() + round(365.25 * count)
        low, high = base + 30 * least, base + 30 * most
        curve: Curve = (
            (low - base - 60, 0.0),
            (low - base, 1.8),
            (high - base, 1.8),
            (high - base + 90, 0.0),
        )
        yield Clue(told.text[first + found.start() : first + found.end()], line.around(base, curve))


_OFFICE_REACH = 60  # characters between a name and the office it bears
_GLUE = re.compile(r"[.;!?\n]")


def office_clues(told: Told, line: Timeline) -> Iterator[Clue]:
    """Persons named with an office: « le ministre Qin Gang », « l'ex-ministre », « le nouveau ministre »."""
    seen: set[tuple[str, str, str]] = set()
    for start, end, actor_id in told.actors:
        for term in told.knowledge.terms_by.get(actor_id, ()):
            found = _office_beside(told, start, end, term)
            if found is None:
                continue
            state, surface = found
            if (actor_id, term.office, state) not in seen:
                seen.add((actor_id, term.office, state))
                yield Clue(surface, _term_scores(told, actor_id, term.office, state, line))


def _office_beside(told: Told, start: int, end: int, term: Term) -> tuple[str, str] | None:
    """(former | new | "", words) where the title of `term` stands beside a name."""
    title = normalise(term.title).split(" ")[0]
    if len(title) < 4:
        return None
    for low, high in ((max(0, start - _OFFICE_REACH), start), (end, end + _OFFICE_REACH)):
        window = told.normal[low:high]
        place = window.rfind(title) if high == start else window.find(title)
        between = window[place:] if high == start else window[: max(place, 0)]
        if place < 0 or _GLUE.search(between) or not _same_portfolio(term, window):
            continue
        before = re.findall(r"[\w-]+", told.normal[max(0, low + place - 16) : low + place])[-2:]
        state = next(
            (kind for kind in ("former", "new") if any(word.strip("-") in words()[kind] for word in before)),
            "",
        )
        return state, told.text[min(low + place, start) : max(end, low + place + len(title))]
    return None


def _same_portfolio(term: Term, window: str) -> bool:
    """« ministre de la Défense » wants « défense » beside it; « président » wants nothing more."""
    rest = re.findall(r"\w{5,}", normalise(term.title))[1:]
    return not rest or any(word in window for word in rest)


def _term_scores(told: Told, actor_id: str, office: str, state: str, line: Timeline) -> Scores:
    """Whole careers count: who held an office twice may be meant either time."""
    terms = [term for term in told.knowledge.terms_by[actor_id] if term.office == office]
    scores = np.full(len(line.days), _NOT_SERVING if not state else -1.5)
    for term in terms:
        first = term.start.toordinal() if term.start else int(line.days[0])
        last = term.end.toordinal() if term.end else int(line.days[-1])
        if state == "former":
            found = line.around(last, _LEFT) if term.end else scores
        elif state == "new":
            found = line.around(first, _ARRIVED) if term.start else scores
        else:
            found = np.where((line.days >= first) & (line.days <= last), _SERVING, _NOT_SERVING)
        scores = np.maximum(scores, found)
    return scores
