"""When an encounter took place: the time that belongs to its cue."""

import re
from dataclasses import replace
from datetime import date, timedelta

from analysis.extraction.cues import Cue
from analysis.extraction.days import (
    BESIDE,
    LONGEST_VISIT,
    ahead,
    apart,
    beside_another,
    closes,
    days_off,
    days_told,
    first_planned,
    goes_on,
    is_finite,
    narrowed,
    nearest,
    of_another_clause,
    of_noun,
    on_leaving,
    on_the_way,
    over,
    put_off,
    recalled,
    sets_frame,
    stay,
)
from analysis.extraction.discourse import Discourse
from analysis.extraction.grammar import opens
from analysis.extraction.scene import Scene, of_another
from analysis.extraction.venues import JOURNEYS, MODES
from analysis.language import words
from analysis.language.patterns import last, signs_of_patterns, syntax, word_lists
from analysis.language.signs import Signs
from analysis.language.times import Interval, TimeExpression, resolve

_SYNTAX = syntax()
# An encounter is told in this many characters around its cue: times farther away are another's.
_REACH = 160
_FRESH = timedelta(days=7)  # what is announced longer ago is no news, and need not be of that day
_JUST_NOW = 2  # days: « un peu plus tôt » is said of news
_LASTING = "de|pendant|pour|d'une duree de"
_NEAR = ("coming", "present", "due", "cancelled", "postponed")
_LATE = {"present": timedelta(days=1), "due": timedelta(days=2)}  # told so after the day, too
# Lists of the grammar: without a word of them, the patterns made of them match nowhere.
_SIGNED = ("negating", "denying", "delegates", "sent")
_LOOKED_FOR = (*MODES, "announcing")  # lists of the meeting words, beside those of the status


def signs() -> Signs:
    """Of the words that are looked for beside a cue: few sentences hold a word of any."""
    lists = words.lists("meeting_words.yaml")
    beside = {name: lists[name] for name in lists if name.endswith(("_before", "_after")) or name in _LOOKED_FOR}
    repeated = (*lists["repeated"], "fois")  # « 39 fois »
    signed = {name: word_lists()[name] for name in _SIGNED}
    return Signs({**beside, "repeated": repeated, **signed, **signs_of_patterns()})


class Circumstances:
    """Reads the time of cues."""

    def __init__(self) -> None:
        lists = words.lists("meeting_words.yaml")
        self._announcing = re.compile(rf"\b(?:{words.alternatives(lists['announcing'])})\b")
        self._counts = {word: number for number, word in enumerate(lists["numbers"], start=1)}
        self._days = re.compile(rf" (?:{_LASTING}) (\d+|{words.alternatives(self._counts)}) (?:jours|journees)\b")

    def when(
        self, scene: Scene, cue: Cue, status: str, discourse: Discourse, day: date | None, floor: int | None
    ) -> Interval | None:
        """The time nearest to the cue, those after it first; not before `floor`, where that is given."""
        tense = "past" if status == "held" or status == "denied" and not ahead(scene, cue) else "future"
        near = self._near(scene, cue, tense, floor) if scene.times else []
        if day and (beside := _beside(scene, cue)):
            other = next((time for time in near if time.start < beside.start() or time.end > cue.start), None)
            when = nearest(other, day, None, None) if other else Interval(day, day, "day")
            if when and when.precision == "day":
                its_day = when.start + timedelta(days=1 if beside["eve"] else -1)
                return Interval(its_day, its_day, "day")
        for time in near:
            before = self._spoken_of(scene, cue, time, discourse, day)
            if tense == "past" and before and day and before.start > day:
                before = None  # « recevra X lundi, après avoir vu Y jeudi »: not the Thursday after
            when = resolve(time, day, tense, before)
            if when and time.needs == "previous" and when.precision == "day" and before and before.precision != "day":
                when = resolve(time, day, tense, None)  # « la veille » after « l'an dernier »: of the article's day
            if status in _NEAR and day is not None:
                when = nearest(time, day, before, _LATE.get(status))
            if tense == "past" and when and day and when.end < day and goes_on(scene, cue):
                today = resolve(time, day, "", before)
                when = today if today and today.start <= day <= today.end else when
            if when is not None:
                discourse.previous = when
            if when is not None or abs(time.start - cue.end) <= BESIDE or abs(cue.start - time.end) <= BESIDE:
                return stay(scene, cue, self._lasting(scene, cue, narrowed(when, time, near, day, tense)), day, tense)
        return stay(scene, cue, None, day, tense) or self._of_the_news(scene, cue, tense, discourse, day)

    def _near(self, scene: Scene, cue: Cue, tense: str, floor: int | None) -> list[TimeExpression]:
        """The times that may be of the encounter, the likeliest first."""
        if scene.finds("earlier", cue.start - 30, cue.start):
            floor = max(floor or 0, cue.start)  # « est arrivé mardi après avoir rencontré »: not on that day
        closed = closes(days_told(scene, cue))
        near = [
            time
            for time in scene.times
            if (floor is None or time.start >= floor)
            and abs(time.start - cue.start) <= _REACH
            and self._belongs(scene, cue, time, floor or cue.end, closed)
            and not (tense == "future" and over(scene, cue, time))
        ]
        own = [time for time in near if closed or on_the_way(scene, cue, time) or not beside_another(scene, cue, time)]
        near = own if own or cue.word.frame == "noun" else near
        return sorted(near, key=lambda time: (self._distance(scene, cue, time), time.start))

    @staticmethod
    def _spoken_of(
        scene: Scene, cue: Cue, time: TimeExpression, discourse: Discourse, day: date | None
    ) -> Interval | None:
        """What « la veille » is seen from: the day told last; « Reçu la veille, X a rencontré mardi » and « X, qui
        avait été reçu la veille, a rencontré mardi »: the Tuesday."""
        if time.needs == "previous" and (opens(scene, cue) or recalled(scene, cue)):
            told = (resolve(other, day, "past") for other in scene.times if other.start > time.end)
            return next((when for when in told if when), discourse.previous)
        return discourse.previous

    def _of_the_news(
        self, scene: Scene, cue: Cue, tense: str, discourse: Discourse, day: date | None
    ) -> Interval | None:
        """The day of what tells none: « il avait alors rencontré Y » that of the words before, « X a reçu Y, a annoncé
        mardi le palais » that of the news."""
        if tense != "past" or day is None:
            return None
        told = discourse.previous
        lately = told and told.precision == "day" and days_off(told, day) <= _JUST_NOW
        if lately and _SYNTAX["same_day"].search(scene.normal, scene.start, cue.start):
            return told
        if recalled(scene, cue):
            then = _SYNTAX["then"].search(scene.normal, max(scene.start, cue.start - 30), cue.end)
            days = (resolve(time, day, "past", discourse.previous) for time in (scene.times_before if then else ()))
            return next((when for when in days if when), None)
        if not scene.times or not is_finite(scene, cue):
            return None
        said = next((time for time in scene.times if time.start > cue.end and self._announced(scene, cue, time)), None)
        when = resolve(said, day, "past") if said else None
        return when if when and day - when.end <= _FRESH else None

    def said(self, scene: Scene, cue: Cue, day: date | None) -> date | None:
        """« a fait savoir mardi qu'il s'était entretenu avec Y »: the day of the words, which is the last it can be."""
        told = next((time for time in scene.times if time.end <= cue.start and self._announced(scene, cue, time)), None)
        when = resolve(told, day, "past") if told else None
        return (
            when.end if when and when.precision == "day" and day and timedelta() <= day - when.end <= _FRESH else None
        )

    def _lasting(self, scene: Scene, cue: Cue, when: Interval | None) -> Interval | None:
        """« une visite de trois jours », begun on a day that is told."""
        if when is None or when.precision != "day" or when.start != when.end:
            return when
        before = days_told(scene, cue)
        match = self._days.search(scene.normal, cue.end, min(scene.end, cue.end + 60))
        told = before["number"] if before else match[1] if match else ""
        if not told.isdigit() and told not in self._counts:
            return when
        days = timedelta(days=int(told) if told.isdigit() else self._counts[told]) - timedelta(days=1)
        if not timedelta() < days < LONGEST_VISIT:
            return when
        verb = scene.verb_before(cue.start)
        if closes(before):
            return replace(when, start=when.start - days)  # « a quitté Rome mardi après trois jours d'entretiens »
        if verb is not None and _SYNTAX["closing"].search(scene.normal, verb.start, verb.end):
            return replace(when, start=when.start - days)  # « a achevé mardi une visite de trois jours »
        return replace(when, end=when.end + days)

    def _announced(self, scene: Scene, cue: Cue, time: TimeExpression) -> bool:
        """« a annoncé dimanche »: the day of the announcement, not of the encounter."""
        if "announcing" not in scene.signs:
            return False
        floor = max(scene.start, time.start - 45)
        match = last(self._announcing, scene.normal, floor, time.start)
        if match is None or match.start() == cue.start or match.end() <= cue.start < time.start:
            return False
        between = scene.normal[match.end() : time.start]
        return len(between.split()) <= 3 and not _SYNTAX["infinitive"].search(between)

    def _belongs(self, scene: Scene, cue: Cue, time: TimeExpression, floor: int, closed: bool) -> bool:
        """No other cue stands between, and « depuis mars » or « jusqu'à mardi » date something else. `closed`: days
        are told before the cue, of which a day before them is the last."""
        if on_leaving(scene, cue, time) or apart(scene, cue, time.start):
            return False
        if time.end <= cue.start and closed:
            return True  # « a quitté Rome mardi après trois jours d'entretiens »
        if cue.word.frame != "noun" and of_noun(scene, time) or first_planned(scene, time) or put_off(scene, time):
            return False
        during = cue.word.frame == "noun" and scene.finds("during", cue.start - 40, cue.start)
        if during and time.end <= cue.start:
            return True  # « a déclaré mardi lors d'une rencontre »: what was said then was said there
        way = JOURNEYS if on_the_way(scene, cue, time) else ()
        if of_another(scene, cue, time.start, way) and not sets_frame(scene, cue, time):
            return False
        if self._announced(scene, cue, time) or of_another_clause(scene, cue, time, floor):
            return False
        if _SYNTAX["count_within"].search(scene.normal, max(scene.start, time.start - 30), time.end):
            return False
        return not _SYNTAX["since"].search(scene.normal[max(scene.start, time.start - 14) : time.end])

    @staticmethod
    def _distance(scene: Scene, cue: Cue, time: TimeExpression) -> int:
        gap = scene.normal[min(cue.end, time.end) : max(cue.start, time.start)]
        fences = len(re.findall(r"[;:«»]| que | qui | dont |, ou | alors | tandis ", gap))
        return abs(time.start - cue.start) + 60 * fences + (15 if time.start < cue.start else 0)


def _beside(scene: Scene, cue: Cue) -> re.Match[str] | None:
    """« à la veille de sa visite », « au lendemain de leur rencontre »: told by the day next to it."""
    beside = scene.finds("day_beside", cue.start - 40, cue.start)
    return beside if beside and (beside["eve"] or cue.word.kind != "visit") else None  # a visit lasts
