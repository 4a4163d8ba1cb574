"""What an article tells of its day by what everybody dates: events, their anniversaries, who holds an office."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

import numpy as np

from analysis.knowledge import Term
from analysis.language.text import normalise
from analysis.language.words import alternatives as any_of
from analysis.reading import events
from analysis.reading.datewords import day_of, meanings, words
from analysis.reading.timeline import Clue, Curve, Scores, Timeline
from analysis.reading.told import Told

# An event in the news: not before it, rather soon after.
_NEWS: Curve = ((-1, -3.0), (0, 1.3), (7, 1.2), (31, 0.9), (183, 0.5), (730, 0.2), (3000, 0.0))
_LASTING: Curve = ((-1, -3.0), (0, 0.6), (7, 0.55), (31, 0.5), (183, 0.35), (730, 0.2), (3000, 0.05))
_NEARING: Curve = ((-45, 0.2), (-21, 2.6), (-1, 3.0), (0, 3.0), (1, 2.0), (5, 0.8), (30, 0.0))
_FEAST: Curve = ((-20, 0.0), (-3, 2.2), (0, 3.0), (3, 2.2), (30, 0.0))
# Offices: in office or not; just after leaving; just after taking it up.
_SERVING, _NOT_SERVING = 0.6, -1.2
_LEFT: Curve = ((-1, -1.5), (0, 0.8), (30, 0.8), (365, 0.6), (1500, 0.2))
_ARRIVED: Curve = ((-15, -1.0), (-1, 0.5), (0, 1.5), (60, 1.4), (120, 1.0), (365, 0.0), (730, -0.5))


def event_clues(told: Told, line: Timeline) -> Iterator[Clue]:
    """Events everybody dates: their mention, their anniversaries, « il y a un an »."""
    for event, places in events.load().told(told.normal):
        yield Clue(
            told.text[places[0].start() : places[0].end()],
            line.near(event.start, _LASTING if event.lasting else _NEWS),
        )
        for place in places:
            first, last = told.sentence(place.start())
            yield from _anniversary(told, line, event.start, place.start(), first, last)
            yield from _years_ago(told, line, event.start, first, last)


def _anniversary(told: Told, line: Timeline, day: date, place: int, first: int, last: int) -> Iterator[Clue]:
    lexicon = words()
    before = told.normal[first:place]
    found = re.search(rf"(?:\b(\w+) )?{lexicon['anniversary']}\b", before)
    if not found or place - first - found.end() > 25:
        return
    counted = max(0, meanings("ordinal").get(found[1] or "", 0))  # « le dernier » says no number
    number = re.match(r"(\d+)e", found[1] or "")
    years = [counted] if counted else [int(number[1])] if number else range(1, 30)
    nearing = any(phrase in before[: found.end()] for phrase in lexicon["approach"])
    days = [at for count in years if (at := day_of(day.year + count, day.month, min(day.day, 28)))]
    scores = line.yearly(days, _NEARING if nearing else _FEAST)
    yield Clue(
        told.text[first + found.start() : place].strip() or found[0],
        scores if len(days) == 1 else 0.6 * scores,
    )


@cache
def _ago() -> re.Pattern[str]:
    """« il y a », (1) how exactly, (2) how many years."""
    before, years = (any_of(words()[key]) for key in ("ago", "years"))
    return re.compile(rf"\b(?:{before}) ((?:\w+ ){{0,3}}?(?:d')?)(\w+) (?:{years})\b")


def _years_ago(told: Told, line: Timeline, day: date, first: int, last: int) -> Iterator[Clue]:
    lexicon = words()
    sentence = told.normal[first:last]
    for found in _ago().finditer(sentence):
        count = meanings("number").get(found[2]) or (int(found[2]) if found[2].isdigit() else 0)
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
