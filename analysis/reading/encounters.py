"""Known encounters recognised in an article: who, where, how and when tell which one is meant."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from analysis.language.words import alternatives as any_of
from analysis.reading.datewords import words
from analysis.reading.encounter_index import SEASON, Index, Patch, Time, curve_of, index_of
from analysis.reading.events import Encounter
from analysis.reading.timeline import Clue, Timeline
from analysis.reading.told import Told

_STRONG_ENOUGH = 0.5  # one participant named in the sentence, or two through their states
_TWO_NAMED = 0.65  # one, and the other or his state; « vendredi », « hier » fit somebody's encounter every week
_WORTH = 3.0  # the score of two participants named beside the words for the time
_SAME_PLACE, _OTHER_PLACE, _SAME_MODE, _OTHER_MODE = 0.5, -1.5, 0.4, -1.0


@dataclass(frozen=True, slots=True)
class _Scene:
    """One sentence that gives a time: the actors in it and just before it, and its words."""

    here: frozenset[str]
    before: frozenset[str]
    modes: frozenset[str]
    places: frozenset[str]  # of those where encounters took place
    elsewhere: bool  # « à » and a city: it says where
    times: tuple[Time, ...]


def encounter_clues(told: Told, line: Timeline) -> Iterator[Clue]:
    """For each sentence with words for a time: the best fit of any encounter it can mean, day by day.

    The same words for the same encounter count once, however often the article says them.
    """
    index = index_of(told.known)
    best: dict[tuple[str, int], tuple[str, list[Patch]]] = {}
    for scene in _scenes(told, index):
        fits = list(_fits(index, scene, line))
        for (time, row, _), patch in zip(fits, _likeliest([fit[2] for fit in fits], len(line.days)), strict=True):
            best.setdefault((time.normal, row), (time.surface, []))[1].append(patch)
    for (_, row), (surface, patches) in best.items():
        first, scores = _joined(patches)
        met = index.met[row]
        yield Clue(f"{surface} ({', '.join(met.participants[:2])}, {met.start.isoformat()})", scores, first)


def _fits(index: Index, scene: _Scene, line: Timeline) -> Iterator[tuple[Time, int, Patch]]:
    """(words, row of the encounter, scores) for each encounter that words of the sentence can mean."""
    strengths = index.strengths(scene.here, scene.before)
    for time in scene.times:
        named = strengths > 0 if time.exact else strengths >= (_TWO_NAMED if time.recurrent else _STRONG_ENOUGH)
        for row in np.flatnonzero(named & time.can_be(index)).tolist():
            met, strength = index.met[row], float(strengths[row])
            place = _place(scene, met)
            # The very day and month, at the very place, need less of the names.
            enough = max(strength, _STRONG_ENOUGH) if time.exact and place > 0 else strength
            weight = _WORTH * enough + _mode(scene, met) + place
            if enough >= _STRONG_ENOUGH and weight > 0:
                first, scores = time.patch(met, line)
                yield time, row, (first, weight * scores)


def _likeliest(patches: Sequence[Patch], count: int) -> Iterator[Patch]:
    """A sentence tells of one encounter at one time: of all scores for a day the highest stays, the first of equals."""
    if len(patches) < 2:
        yield from patches
        return
    top, owner = np.zeros(count), np.full(count, -1)
    for number, (first, scores) in enumerate(patches):
        here = slice(first, first + len(scores))
        higher = scores > top[here]
        top[here][higher] = scores[higher]
        owner[here][higher] = number
    for number, (first, scores) in enumerate(patches):
        yield first, np.where(owner[first : first + len(scores)] == number, scores, 0.0)


def _joined(patches: Sequence[Patch]) -> Patch:
    """The highest score of each day."""
    if len(patches) == 1:
        return patches[0]
    first = min(patch[0] for patch in patches)
    scores = np.zeros(max(begin + len(part) for begin, part in patches) - first)
    for begin, part in patches:
        here = scores[begin - first : begin - first + len(part)]
        np.maximum(here, part, out=here)
    return first, scores


def _scenes(told: Told, index: Index) -> Iterator[_Scene]:
    starts = [start for start, _ in told.sentences]
    actors: list[set[str]] = [set() for _ in starts]
    for start, _, actor_id in told.actors:
        if starts and (number := bisect_right(starts, start) - 1) >= 0:
            actors[number].add(actor_id)
    for number, (start, end) in enumerate(told.sentences):
        here = actors[number]
        before = set().union(*actors[max(0, number - 1 - (not here)) : number])
        times = tuple(_times(told, number)) if here or before else ()
        if times:
            normal = told.normal[start:end]
            yield _Scene(
                frozenset(here),
                frozenset(before),
                frozenset(mode for mode, cues in words()["modes"].items() if any(cue in normal for cue in cues)),
                frozenset(match.items[0] for match in index.places.find(normal)),
                _names_city(normal, told.known.cities),
                times,
            )


def _times(told: Told, number: int) -> Iterator[Time]:
    """The words for a time in a sentence, given by its number, that can be the time of an encounter."""
    start, end = told.sentences[number]
    normal = told.normal[start:end]
    for mention in told.dates_of(number):
        if not mention.year:  # else it dates the article by itself
            place = slice(mention.start, mention.end)
            yield Time(told.text[place], told.normal[place], curve_of(mention, told.tense(mention.start)), mention)
    for kind, phrases in words()["relative"].items():
        for phrase in phrases:
            found = _phrase(phrase).search(normal) if phrase in normal else None
            if found:
                yield Time(told.text[start + found.start() : start + found.end()], phrase, None, kind=kind)
                break
    for season, months in words()["seasons"].items():
        if season in normal and _season(season).search(normal):
            yield Time(season, season, SEASON, season=tuple(months))


@cache
def _phrase(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(phrase)}\b")


@cache
def _season(season: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(words()['season_before'])}) ?{season}\b")


def _place(scene: _Scene, met: Encounter) -> float:
    """The place of the encounter is named in the sentence, or another one is."""
    if met.place in scene.places or met.country in scene.places:
        return _SAME_PLACE
    return _OTHER_PLACE if scene.elsewhere and met.place else 0.0


_AT = re.compile(r"\ba ((?:[\w'’]+[ -]?){1,3})")


def _names_city(sentence: str, cities: frozenset[str]) -> bool:
    """« à Pékin », « à New York »: one to three words after « à » that are a city."""
    for found in _AT.finditer(sentence):
        words_ = re.split(r"(?=[ -])", found[1].strip())
        if any("".join(words_[:count]) in cities for count in range(1, len(words_) + 1)):
            return True
    return False


def _mode(scene: _Scene, met: Encounter) -> float:
    if met.mode in scene.modes:
        return _SAME_MODE
    return _OTHER_MODE if scene.modes or met.mode != "in_person" else 0.0
