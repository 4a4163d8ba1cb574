"""Known encounters recognised in an article: who, where, how and when tell which one is meant."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np

from analysis.language.text import normalise
from analysis.reading.clues import Told
from analysis.reading.datewords import DateMention, words
from analysis.reading.events import Encounter
from analysis.reading.timeline import Clue, Curve, Scores, Timeline

# How surely a participant is meant: named in the sentence, in the one before, or by his state. A state that
# takes part is surely less meant when it is named: states are named in every other sentence.
_HERE, _JUST_BEFORE, _STATE_HERE, _STATE_BEFORE, _BEING_STATE = 1.0, 0.7, 0.5, 0.3, 0.6
_STRONG_ENOUGH = 0.5
_WORTH = 3.0  # the score of two participants named beside the words for the time
_SAME_PLACE, _OTHER_PLACE, _SAME_MODE, _OTHER_MODE = 0.5, -1.5, 0.4, -1.0

# Score factor by days after the encounter, for each kind of words that give its time.
_PAST_WEEKDAY: Curve = ((-1, 0.0), (0, 1.0), (1, 0.75), (2, 0.45), (6, 0.2), (7, 0.0))
_FUTURE_WEEKDAY: Curve = ((-7, 0.0), (-6, 0.6), (-4, 0.8), (-1, 0.8), (0, 0.5), (1, 0.0))
_THAT_WEEKDAY: Curve = ((-2, 0.0), (-1, 0.4), (0, 1.0), (1, 0.3), (2, 0.0))
_PAST_DATE: Curve = ((-1, 0.0), (0, 1.2), (14, 1.1), (60, 0.8), (200, 0.4), (330, 0.0))
_FUTURE_DATE: Curve = ((-120, 0.0), (-30, 0.9), (-1, 1.1), (0, 1.1), (1, 0.0))
_PAST_MONTH: Curve = ((0, 0.0), (5, 0.6), (300, 0.6), (335, 0.0))
_FUTURE_MONTH: Curve = ((-330, 0.0), (-300, 0.5), (-5, 0.6), (0, 0.4), (1, 0.0))


@dataclass(frozen=True, slots=True)
class _Scene:
    """One sentence that gives a time: the actors in it and just before it, and its words."""

    start: int
    end: int
    here: frozenset[str]
    before: frozenset[str]
    normal: str
    elsewhere: bool  # « à » and a city: it says where
    dates: tuple[tuple[DateMention, str], ...]  # with the tense that governs each
    relative: tuple[tuple[str, str], ...]  # (kind, words): « la semaine prochaine »
    seasons: tuple[str, ...]


def encounter_clues(told: Told, line: Timeline, encounters: Mapping[str, list[Encounter]]) -> Iterator[Clue]:
    """For each sentence with words for a time: the best fit of any encounter it can mean, day by day.

    The same words for the same encounter count once, however often the article says them.
    """
    ids = told.known.ids
    best: dict[tuple[str, Encounter], tuple[str, Scores]] = {}
    for scene in _scenes(told):
        near = scene.here | scene.before
        known = {
            id(item): item for name, found in encounters.items() if _is_near(ids, name, near, told) for item in found
        }
        fits = [(fit, surface, item) for item in known.values() for fit, surface in _fits(told, scene, item, ids, line)]
        if not fits:
            continue
        # A sentence tells of one encounter at one time: for each day the likeliest.
        likeliest = np.argmax([fit for fit, _, _ in fits], axis=0)
        for number, (fit, surface, item) in enumerate(fits):
            key = (normalise(surface), item)
            scores = np.where(likeliest == number, fit, 0.0)
            found_before = best[key][1] if key in best else 0.0
            best[key] = (surface, np.maximum(scores, found_before))
    yield from (Clue(_proof(surface, item), scores) for (_, item), (surface, scores) in best.items())


def _proof(surface: str, item: Encounter) -> str:
    return f"{surface} ({', '.join(item.participants[:2])}, {item.start.isoformat()})"


def _is_near(ids: Mapping[str, str], name: str, near: frozenset[str], told: Told) -> bool:
    actor = ids.get(name)
    return actor is not None and (actor in near or _state(actor, ids, told) in near)


def _state(actor_id: str, ids: Mapping[str, str], told: Told) -> str:
    actor = told.knowledge.actors[actor_id]
    return ids.get(actor.country, "") if actor.kind == "person" else ""


def _scenes(told: Told) -> Iterator[_Scene]:
    starts = [start for start, _ in told.sentences]
    actors: list[set[str]] = [set() for _ in starts]
    for start, _, actor_id in told.actors:
        if starts and (number := bisect_right(starts, start) - 1) >= 0:
            actors[number].add(actor_id)
    for number, (start, end) in enumerate(told.sentences):
        before = set().union(*actors[max(0, number - 1 - (not actors[number])) : number])
        normal = told.normal[start:end]
        dates = tuple((mention, told.tense(mention.start)) for mention in told.dates if start <= mention.start < end)
        relative = tuple(_relative(told, start, normal))
        seasons = tuple(season for season in words()["seasons"] if _season(season).search(normal))
        if (actors[number] or before) and (dates or relative or seasons):
            here, city = frozenset(actors[number]), _names_city(normal, told.known.cities)
            yield _Scene(start, end, here, frozenset(before), normal, city, dates, relative, seasons)


def _relative(told: Told, start: int, normal: str) -> Iterator[tuple[str, str]]:
    for kind, phrases in words()["relative"].items():
        for phrase in phrases:
            found = _phrase(phrase).search(normal) if phrase in normal else None
            if found:
                yield kind, told.text[start + found.start() : start + found.end()]
                break


@cache
def _phrase(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(phrase)}\b")


@cache
def _season(season: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:au|a l'|en|cet|ce) ?{season}\b")


def _fits(
    told: Told, scene: _Scene, item: Encounter, ids: Mapping[str, str], line: Timeline
) -> Iterator[tuple[Scores, str]]:
    strength, place = _strength(told, scene, item, ids), _place(scene, item)
    for scores, surface, exact in _times(told, scene, item, line):
        # The very day and month, at the very place, need less of the names.
        enough = max(strength, _STRONG_ENOUGH) if exact and place > 0 and strength else strength
        weight = _WORTH * enough + _mode(scene, item) + place
        if enough >= _STRONG_ENOUGH and weight > 0:
            yield weight * scores, surface


def _strength(told: Told, scene: _Scene, item: Encounter, ids: Mapping[str, str]) -> float:
    """How surely the two best named participants are meant, 0…1."""
    each = []
    for name in item.participants:
        actor = ids.get(name)
        if actor is None:
            continue
        state = _state(actor, ids, told)
        part = _BEING_STATE if told.knowledge.actors[actor].kind == "state" else 1.0
        each.append(
            part
            * max(
                (
                    score
                    for found, score in (
                        (actor in scene.here, _HERE),
                        (actor in scene.before, _JUST_BEFORE),
                        (state in scene.here, _STATE_HERE),
                        (state in scene.before, _STATE_BEFORE),
                    )
                    if found
                ),
                default=0.0,
            )
        )
    return sum(sorted(each)[-2:]) / 2 if len(each) > 1 else 0.0


def _place(scene: _Scene, item: Encounter) -> float:
    """The place of the encounter is named in the sentence, or another one is."""
    if any(
        name and re.search(rf"\b{re.escape(normalise(name))}\b", scene.normal) for name in (item.place, item.country)
    ):
        return _SAME_PLACE
    return _OTHER_PLACE if scene.elsewhere and item.place else 0.0


_AT = re.compile(r"\ba ((?:[\w'’]+[ -]?){1,3})")


def _names_city(sentence: str, cities: frozenset[str]) -> bool:
    """« à Pékin », « à New York »: one to three words after « à » that are a city."""
    for found in _AT.finditer(sentence):
        words_ = re.split(r"(?=[ -])", found[1].strip())
        if any("".join(words_[:count]) in cities for count in range(1, len(words_) + 1)):
            return True
    return False


def _mode(scene: _Scene, item: Encounter) -> float:
    told_modes = {mode for mode, cues in words()["modes"].items() if any(cue in scene.normal for cue in cues)}
    if item.mode in told_modes:
        return _SAME_MODE
    return _OTHER_MODE if told_modes or item.mode != "in_person" else 0.0


def _times(told: Told, scene: _Scene, item: Encounter, line: Timeline) -> Iterator[tuple[Scores, str, bool]]:
    """(scores, words, whether they give day and month) for each time in the sentence that can be its own."""
    for mention, tense in scene.dates:
        curve = _date_curve(mention, tense, item)
        if curve:
            day = item.end if mention.last_day else item.start
            yield line.near(day, curve), told.text[mention.start : mention.end], bool(mention.day)
    for kind, surface in scene.relative:
        yield line.between(*_window(kind, item.start), 0.9), surface, False
    for season in scene.seasons:
        if _in_months(item.start.month, *words()["seasons"][season]):
            yield line.near(item.start, _FUTURE_MONTH), season, False


def _date_curve(mention: DateMention, tense: str, item: Encounter) -> Curve | None:
    if mention.year:
        return None  # it dates the article by itself
    if mention.day:
        first = (mention.month, mention.day) == (item.start.month, item.start.day)
        last = not mention.last_day or (mention.month, mention.last_day) == (item.end.month, item.end.day)
        return (_FUTURE_DATE if tense == "future" or mention.ahead else _PAST_DATE) if first and last else None
    if mention.month:
        return (_FUTURE_MONTH if tense == "future" else _PAST_MONTH) if mention.month == item.start.month else None
    if mention.weekday != item.start.weekday() or mention.last_weekday not in (None, item.end.weekday()):
        return None
    return _THAT_WEEKDAY if mention.deictic else _FUTURE_WEEKDAY if tense == "future" else _PAST_WEEKDAY


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


def _in_months(month: int, first: int, last: int) -> bool:
    return first <= month <= last if first <= last else month >= first or month <= last
