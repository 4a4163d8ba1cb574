"""When, where and how an encounter took place: the time, place and mode that belong to its cue."""

import re
from dataclasses import replace
from datetime import date, timedelta

from analysis.extraction.cues import Cue
from analysis.extraction.discourse import Discourse
from analysis.extraction.marked import PlaceMention
from analysis.extraction.scene import FINITE, Scene, of_another
from analysis.extraction.status import hosted
from analysis.knowledge import Place
from analysis.language import words
from analysis.language.patterns import last, syntax
from analysis.language.times import Interval, TimeExpression, resolve

_SYNTAX = syntax()
# An encounter is told in this many characters around its cue: times and places farther away are another's.
_TIME_REACH = 160
_PLACE_REACH = 170
_LONGEST_VISIT = 14  # days; a longer stay is no visit that one meets at
_LASTING = "de|pendant|pour|d'une duree de"
_OVER = ("apres", "au terme de", "a l'issue de")
_JOURNEYS = ("go", "goto")  # where somebody came to is where they met
_BESIDE = 12  # a time this near dates the encounter even where it cannot be resolved
_TOLD = FINITE | {"participle"}
_NEAR = ("coming", "cancelled", "postponed")
_MODES = ("phone", "video", "in_person")


class Circumstances:
    """Reads time, place and mode of cues."""

    def __init__(self) -> None:
        lists = words.lists("meeting_words.yaml")
        self._modes = {mode: re.compile(rf"\b(?:{words.alternatives(lists[mode])})\b") for mode in _MODES}
        self._subjects = re.compile(
            rf"\b(?:{words.alternatives(lists['subjects'])}) (?:\w+ ){{0,3}}(?:en|au|aux|a|dans) (?:le |la |l'|les )?$"
        )
        self._announcing = re.compile(rf"\b(?:{words.alternatives(lists['announcing'])})\b")
        self._counts = {word: number for number, word in enumerate(lists["numbers"], start=1)}
        self._days = re.compile(rf" (?:{_LASTING}) (\d+|{words.alternatives(self._counts)}) (?:jours|journees)\b")

    def when(
        self, scene: Scene, cue: Cue, status: str, discourse: Discourse, day: date | None, floor: int | None
    ) -> Interval | None:
        """The time nearest to the cue, those after it first; not before `floor`, where that is given."""
        tense = "past" if status == "held" or status == "denied" and not _ahead(scene, cue) else "future"
        if _SYNTAX["earlier"].search(scene.normal, max(scene.start, cue.start - 30), cue.start):
            floor = max(floor or 0, cue.start)  # « est arrivé mardi après avoir rencontré »: not on that day
        near = [
            time
            for time in scene.times
            if (floor is None or time.start >= floor)
            and abs(time.start - cue.start) <= _TIME_REACH
            and self._belongs(scene, cue, time, floor or cue.end)
        ]
        own = [time for time in near if _is_closed(scene, cue) or not _beside_another(scene, cue, time)]
        near = own if own or cue.word.frame == "noun" else near
        near.sort(key=lambda time: (self._distance(scene, cue, time), time.start))
        for time in near:
            before = discourse.previous
            if tense == "past" and before and day and before.start > day:
                before = None  # « recevra X lundi, après avoir vu Y jeudi »: not the Thursday after
            when = resolve(time, day, tense, before)
            if status in _NEAR and day is not None:  # « X rencontre Y mardi »: the nearest
                when = min(
                    (found for told in ("future", "past", "") if (found := resolve(time, day, told, before))),
                    key=lambda found: _days_off(found, day),
                    default=None,
                )
            if tense == "past" and when and day and when.end < day and _goes_on(scene, cue):
                today = resolve(time, day, "", before)
                when = today if today and today.start <= day <= today.end else when
            if when is not None:
                discourse.previous = when
            if when is not None or abs(time.start - cue.end) <= _BESIDE or abs(cue.start - time.end) <= _BESIDE:
                return self._lasting(scene, cue, when)
        return None

    def _lasting(self, scene: Scene, cue: Cue, when: Interval | None) -> Interval | None:
        """« une visite de trois jours », begun on a day that is told."""
        if when is None or when.precision != "day" or when.start != when.end:
            return when
        before = _SYNTAX["after_days"].search(scene.normal, max(scene.start, cue.start - 45), cue.start)
        match = self._days.search(scene.normal, cue.end, min(scene.end, cue.end + 60))
        told = before["number"] if before else match[1] if match else ""
        if not told.isdigit() and told not in self._counts:
            return when
        days = timedelta(days=int(told) if told.isdigit() else self._counts[told]) - timedelta(days=1)
        if not timedelta() < days < timedelta(days=_LONGEST_VISIT):
            return when
        verb = next((verb for verb in reversed(scene.verbs) if verb.end <= cue.start), None)
        if before and before["after"] in _OVER:
            return replace(when, start=when.start - days)  # « a quitté Rome mardi après trois jours d'entretiens »
        if verb is not None and _SYNTAX["closing"].search(scene.normal, verb.start, verb.end):
            return replace(when, start=when.start - days)  # « a achevé mardi une visite de trois jours »
        return replace(when, end=when.end + days)

    def _announced(self, scene: Scene, cue: Cue, time: TimeExpression) -> bool:
        """« a annoncé dimanche »: the day of the announcement, not of the encounter."""
        floor = max(scene.start, time.start - 45)
        match = last(self._announcing, scene.normal, floor, time.start)
        if match is None or match.start() == cue.start or match.end() <= cue.start < time.start:
            return False
        between = scene.normal[match.end() : time.start]
        return len(between.split()) <= 3 and not _SYNTAX["infinitive"].search(between)

    def _belongs(self, scene: Scene, cue: Cue, time: TimeExpression, floor: int) -> bool:
        """No other cue stands between, and « depuis mars » or « jusqu'à mardi » date something else."""
        if time.end <= cue.start and _is_closed(scene, cue):
            return True  # « a quitté Rome mardi après trois jours d'entretiens »
        if cue.word.frame != "noun" and _of_noun(scene, time):
            return False
        during = cue.word.frame == "noun" and _SYNTAX["during"].search(
            scene.normal, max(scene.start, cue.start - 40), cue.start
        )
        if during and time.end <= cue.start:
            return True  # « a déclaré mardi lors d'une rencontre »: what was said then was said there
        if of_another(scene, cue, time.start, _JOURNEYS if _on_the_way(scene, cue, time) else ()):
            return False
        if self._announced(scene, cue, time) or _of_another_clause(scene, cue, time, floor):
            return False
        return not _SYNTAX["since"].search(scene.normal[max(scene.start, time.start - 14) : time.end])

    @staticmethod
    def _distance(scene: Scene, cue: Cue, time: TimeExpression) -> int:
        gap = scene.normal[min(cue.end, time.end) : max(cue.start, time.start)]
        fences = len(re.findall(r"[;:«»]| que | qui | dont |, ou | alors | tandis ", gap))
        return abs(time.start - cue.start) + 60 * fences + (15 if time.start < cue.start else 0)

    def place(self, scene: Scene, cue: Cue, floor: int | None) -> Place | None:
        """The nearest place where something happens, those after the cue first; not before `floor`."""
        total = floor is not None  # « 39 fois …, le plus récemment lors d'un sommet à … »: all that follows is of it
        if _SYNTAX["earlier"].search(scene.normal, max(scene.start, cue.start - 30), cue.start):
            floor = max(floor or 0, cue.start)  # « à Kiev, six semaines après avoir rencontré »: elsewhere
        near = [
            place
            for place in scene.places
            if abs(place.start - cue.start) <= _PLACE_REACH
            and (total or not of_another(scene, cue, place.start, _JOURNEYS))
            and not _awaited(scene, cue, place)
            and (floor is None or place.start >= floor)
            and (self._is_venue(scene.normal, place) or _heads(scene, place))
            and not _is_topic(scene, cue, place)
            and not (
                place.start > cue.end
                and _SYNTAX["elsewhere"].search(scene.normal, max(cue.end, floor or 0), place.start)
            )
        ]
        near.sort(key=lambda place: _place_distance(scene, cue, place))
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


def _is_closed(scene: Scene, cue: Cue) -> bool:
    """« après trois jours d'entretiens »: a day told before it is the last of them."""
    days = _SYNTAX["after_days"].search(scene.normal, max(scene.start, cue.start - 45), cue.start)
    return days is not None and days["after"] in _OVER


def _of_noun(scene: Scene, time: TimeExpression) -> bool:
    """« le défilé du 14 juillet »: not the day of the verb; but « lors du sommet de mardi » is."""
    noun = _SYNTAX["of_noun"].search(scene.normal, max(scene.start, time.start - 40), time.start)
    return noun is not None and not any(cue.start < noun.end("noun") <= cue.end for cue in scene.cues)


def _on_the_way(scene: Scene, cue: Cue, time: TimeExpression) -> bool:
    """« est mardi à Berlin, où il rencontrera X »: the day of the journey is that of what it is made for."""
    return time.end <= cue.start and any(
        _SYNTAX[name].search(scene.normal, time.end, cue.start) for name in ("made_for", "done_there")
    )


def _place_distance(scene: Scene, cue: Cue, place: PlaceMention) -> int:
    """Letters to the cue, more for a place before it, most for one in words set off from its verb by a comma."""
    if place.start >= cue.start:
        return place.start - cue.start
    aside = place.start - scene.start > _BESIDE and "," in scene.normal[place.end : cue.start]
    return cue.start - place.start + (60 if aside else 20)


def _days_off(when: Interval, day: date) -> int:
    """How many days `when` lies away from `day`; none where it holds it."""
    return max(0, (when.start - day).days, (day - when.end).days)


def _of_another_clause(scene: Scene, cue: Cue, time: TimeExpression, floor: int) -> bool:
    """« la visite de X suite au vote de mardi », « X a critiqué lundi la visite »: the day of something else."""
    if time.start >= cue.end:
        return bool(_SYNTAX["elsewhere"].search(scene.normal, floor, time.start))
    between = scene.normal[time.end : cue.start]
    if cue.word.frame != "noun":
        return recalled(scene, cue) and bool(_SYNTAX["subclause"].search(between))
    verb = next((verb for verb in reversed(scene.verbs) if verb.end <= cue.start and verb.tense in _TOLD), None)
    if verb is None or verb.end < time.start and _SYNTAX["subclause"].search(scene.normal, verb.end, cue.start):
        return False
    return not hosted(scene.normal, scene.verbs, cue) and not _SYNTAX["subclause"].search(between)


def _ahead(scene: Scene, cue: Cue) -> bool:
    """« ne se rendra pas mercredi à Rome »: is what is denied to come?"""
    told = [verb for verb in scene.verbs if verb.start <= cue.start and verb.tense in FINITE]
    told = [verb for verb in told if not scene.normal.endswith("comme ", 0, verb.start)]  # « comme prévu »
    return bool(told) and told[-1].tense == "future"


def _goes_on(scene: Scene, cue: Cue) -> bool:
    """« effectue de mardi à jeudi une visite »: the days hold the one of the article."""
    verb = next((verb for verb in reversed(scene.verbs) if verb.start <= cue.start), None)
    return verb is not None and verb.tense == "present"


def recalled(scene: Scene, cue: Cue) -> bool:
    """« qui avait reçu X », « il avait alors rencontré Y »: before the rest; not « a dit qu'il avait reçu X »."""
    own = next((verb for verb in scene.verbs if verb.start <= cue.start < verb.end), None)
    return (
        cue.word.frame != "noun"
        and own is not None
        and _SYNTAX["pluperfect"].match(scene.normal, own.start) is not None
        and not _SYNTAX["reporting"].search(scene.normal, scene.start, own.start)
    )


def dates_itself(scene: Scene, cue: Cue) -> bool:
    """« la rencontre de mardi », « en mai 2016, leur rencontre »: the day is part of what the noun means."""
    for time in scene.times:
        if time.start >= cue.end:
            takes_place = any(
                cue.end <= verb.start < time.start and _SYNTAX["hosts"].search(scene.normal, verb.start, verb.end)
                for verb in scene.verbs
            )
            return takes_place or bool(_SYNTAX["own_day"].fullmatch(scene.normal, cue.end, time.start))
        if not any(time.end <= verb.start < cue.start for verb in scene.verbs) and time.start - scene.start < _BESIDE:
            return True
    return False


def _awaited(scene: Scene, cue: Cue, place: PlaceMention) -> bool:
    """« X, attendu lundi à Moscou, a rencontré Y »: the place of what is to come."""
    there = " ou " in scene.normal[place.end : cue.start]  # « attendu à Paris, où il dînera »
    return not there and any(
        other.word.frame == "expect" and other.end <= place.start < cue.start
        for other in scene.cues
        if other is not cue
    )


def _heads(scene: Scene, place: PlaceMention) -> bool:
    """« Genève : X rencontre Y »: the city that heads a title."""
    at_head = place.start == scene.start and place.place.kind == "city"
    return at_head and _SYNTAX["head_place"].match(scene.normal, place.end) is not None


def _is_topic(scene: Scene, cue: Cue, place: PlaceMention) -> bool:
    """« ont discuté des combats en Syrie »: a country that is spoken of."""
    if cue.word.frame != "with" or place.place.kind not in ("country", "region") or place.start < cue.end:
        return False
    ends = [cue.end, *(group.end for group in scene.groups if cue.end < group.end <= place.start)]
    return any(_SYNTAX["topic"].match(scene.normal, end, place.start) for end in ends)


def _beside_another(scene: Scene, cue: Cue, time: TimeExpression) -> bool:
    """« s'est entretenu vendredi avec X, a évoqué une visite »: the day of the verb before it, not of the visit."""
    return any(
        other.word.strength == "strong" and 0 <= time.start - other.end <= _BESIDE < cue.start - time.end
        for other in scene.cues
        if other is not cue
    ) and not _SYNTAX["without_subject"].search(scene.normal, max(scene.start, cue.start - 30), cue.start)
