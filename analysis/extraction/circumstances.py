"""When, where and how an encounter took place: the time, place and mode that belong to its cue."""

import re
from dataclasses import replace
from datetime import date, timedelta

from analysis.extraction.cues import Cue
from analysis.extraction.discourse import Discourse
from analysis.extraction.marked import PlaceMention
from analysis.extraction.scene import Scene, of_another
from analysis.knowledge import Place
from analysis.language import words
from analysis.language.patterns import last, syntax
from analysis.language.times import Interval, TimeExpression, resolve

_SYNTAX = syntax()
# An encounter is told in this many characters around its cue: times and places farther away are another's.
_TIME_REACH = 160
_PLACE_REACH = 140
_LONGEST_VISIT = 14  # days; a longer stay is no visit that one meets at
_BESIDE = 12  # a time this near dates the encounter even where it cannot be resolved
_MODES = ("phone", "video", "in_person")


class Circumstances:
    """Reads time, place and mode of cues."""

    def __init__(self) -> None:
        lists = words.lists("meeting_words.yaml")
        self._modes = {mode: re.compile(rf"\b(?:{words.alternatives(lists[mode])})\b") for mode in _MODES}
        self._subjects = re.compile(
            rf"\b(?:{words.alternatives(lists['subjects'])}) (?:\w+ )?(?:en|au|aux|a|dans) (?:le |la |l'|les )?$"
        )
        self._announcing = re.compile(rf"\b(?:{words.alternatives(lists['announcing'])})\b")
        self._counts = {word: number for number, word in enumerate(lists["numbers"], start=1)}
        self._days = re.compile(rf" (?:de|pendant|d'une duree de) (\d+|{words.alternatives(self._counts)}) jours\b")

    def when(
        self, scene: Scene, cue: Cue, status: str, discourse: Discourse, day: date | None, floor: int | None
    ) -> Interval | None:
        """The time nearest to the cue, those after it first; not before `floor`, where that is given."""
        tense = "future" if status in ("planned", "proposed") else "past"
        near = [
            time
            for time in scene.times
            if (floor is None or time.start >= floor)
            and abs(time.start - cue.start) <= _TIME_REACH
            and self._belongs(scene, cue, time)
        ]
        own = [time for time in near if not _beside_another(scene, cue, time)]
        near = own if own or cue.word.frame == "noun" else near
        near.sort(key=lambda time: (self._distance(scene, cue, time), time.start))
        for time in near:
            when = resolve(time, day, tense, discourse.previous)
            if when is not None:
                discourse.previous = when
            if when is not None or abs(time.start - cue.end) <= _BESIDE or abs(cue.start - time.end) <= _BESIDE:
                return self._lasting(scene, cue, when)
        return None

    def _lasting(self, scene: Scene, cue: Cue, when: Interval | None) -> Interval | None:
        """« une visite de trois jours », begun on a day that is told."""
        match = self._days.search(scene.normal, cue.end, min(scene.end, cue.end + 60))
        if match is None or when is None or when.precision != "day" or when.start != when.end:
            return when
        days = int(match[1]) if match[1].isdigit() else self._counts[match[1]]
        return replace(when, end=when.start + timedelta(days=days - 1)) if 1 < days <= _LONGEST_VISIT else when

    def _announced(self, scene: Scene, cue: Cue, time: TimeExpression) -> bool:
        """« a annoncé dimanche »: the day of the announcement, not of the encounter."""
        floor = max(scene.start, time.start - 45)
        match = last(self._announcing, scene.normal, floor, time.start)
        if match is None or match.start() == cue.start or match.end() <= cue.start < time.start:
            return False
        between = scene.normal[match.end() : time.start]
        return len(between.split()) <= 3 and not _SYNTAX["infinitive"].search(between)

    def _belongs(self, scene: Scene, cue: Cue, time: TimeExpression) -> bool:
        """No other cue stands between, and « depuis mars » or « jusqu'à mardi » date something else."""
        if of_another(scene, cue, time.start) or self._announced(scene, cue, time):
            return False
        return not _SYNTAX["since"].search(scene.normal[max(scene.start, time.start - 14) : time.end])

    @staticmethod
    def _distance(scene: Scene, cue: Cue, time: TimeExpression) -> int:
        gap = scene.normal[min(cue.end, time.end) : max(cue.start, time.start)]
        fences = len(re.findall(r"[;:«»]| que | qui | dont |, ou | alors | tandis ", gap))
        return abs(time.start - cue.start) + 60 * fences + (15 if time.start < cue.start else 0)

    def place(self, scene: Scene, cue: Cue, floor: int | None) -> Place | None:
        """The nearest place where something happens, those after the cue first; not before `floor`."""
        if _SYNTAX["earlier"].search(scene.normal, max(scene.start, cue.start - 30), cue.start):
            floor = max(floor or 0, cue.start)  # « à Kiev, six semaines après avoir rencontré »: elsewhere
        near = [
            place
            for place in scene.places
            if abs(place.start - cue.start) <= _PLACE_REACH
            and not of_another(scene, cue, place.start)
            and not _awaited(scene, cue, place)
            and (floor is None or place.start >= floor)
            and self._is_venue(scene.normal, place)
        ]
        near.sort(key=lambda place: abs(place.start - cue.start) + (20 if place.start < cue.start else 0))
        return near[0].place if near else None

    def _is_venue(self, normal: str, mention: PlaceMention) -> bool:
        """Does something happen there: « à Moscou », neither « la guerre en Ukraine » nor « donné à l'Ukraine »?"""
        before = normal[max(0, mention.start - 40) : mention.start]
        if mention.place.kind == "country" and _SYNTAX["given_to"].search(before):
            return False
        return bool(_SYNTAX["venue"].search(before)) and not self._subjects.search(before)

    def mode(self, scene: Scene, cue: Cue, place: Place | None) -> str:
        """phone, video, in_person or unknown: from the cue, the words around, a place where both were."""
        if cue.word.mode in ("phone", "video"):
            return cue.word.mode
        around = scene.normal[max(scene.start, cue.start - 70) : min(scene.end, cue.end + 110)]
        for mode in _MODES:
            if self._modes[mode].search(around):
                return mode
        if cue.word.mode == "unknown" and place is not None:
            return "in_person"
        return cue.word.mode


def _awaited(scene: Scene, cue: Cue, place: PlaceMention) -> bool:
    """« X, attendu lundi à Moscou, a rencontré Y »: the place of what is to come."""
    there = " ou " in scene.normal[place.end : cue.start]  # « attendu à Paris, où il dînera »
    return not there and any(
        other.word.frame == "expect" and other.end <= place.start < cue.start
        for other in scene.cues
        if other is not cue
    )


def _beside_another(scene: Scene, cue: Cue, time: TimeExpression) -> bool:
    """« s'est entretenu vendredi avec X, a évoqué une visite »: the day of the verb before it, not of the visit."""
    return any(
        other.word.strength == "strong" and 0 <= time.start - other.end <= _BESIDE < cue.start - time.end
        for other in scene.cues
        if other is not cue
    ) and not _SYNTAX["without_subject"].search(scene.normal, max(scene.start, cue.start - 30), cue.start)
