"""Reports of encounters: who meets whom, how, when, where and whether it happened, as one article tells it."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from analysis.extraction.cues import Cue, Cues
from analysis.extraction.discourse import Discourse
from analysis.extraction.marked import Marked, Mention, PlaceMention
from analysis.extraction.participants import Participants
from analysis.extraction.phrases import Group, groups, sides
from analysis.extraction.status import Statuses
from analysis.knowledge import Actor, Knowledge, Place
from analysis.language import words
from analysis.language.patterns import last, syntax
from analysis.language.times import Interval, TimeExpression, resolve
from analysis.language.verbs import Verb, verbs

_SYNTAX = syntax()
# An encounter is told in this many characters around its cue: times and places farther away are another's.
_TIME_REACH = 160
_PLACE_REACH = 140
_BESIDE = 12  # a time this near dates the encounter even where it cannot be resolved
_CUE_WORDS = 7  # the words that show an encounter, not its sentence


@dataclass(slots=True)
class Report:
    """An encounter as one sentence tells it. Dates are None where unknown; `same_as` is the number
    of the earlier report of this article that it takes up again (« ce rendez-vous », « elles »)."""

    sentence: int
    participants: tuple[Actor, ...]
    mode: str
    status: str
    when: Interval | None
    place: Place | None
    cue: str
    kind: str
    weak: bool = False
    same_as: int | None = None


@dataclass(slots=True)
class Scene:
    """One sentence with everything that was found in it."""

    number: int
    start: int
    end: int
    normal: str
    groups: list[Group]
    cues: list[Cue]
    times: list[TimeExpression]
    places: list[PlaceMention]
    verbs: list[Verb] = field(default_factory=list)


class ReportReader:
    """Finds reports of encounters in articles whose actors and times are marked."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.cues = Cues()
        self.statuses = Statuses()
        self.participants = Participants(knowledge)
        lists = words.lists("meeting_words.yaml")
        self._modes = {
            mode: re.compile(rf"\b(?:{words.alternatives(lists[mode])})\b") for mode in ("phone", "video", "in_person")
        }
        self._rounds = re.compile(rf"\b(?:{words.alternatives(lists['rounds'])})\b")
        self._subjects = re.compile(
            rf"\b(?:{words.alternatives(lists['subjects'])}) (?:\w+ )?(?:en|au|aux|a|dans) (?:le |la |l'|les )?$"
        )
        self._announcing = re.compile(rf"\b(?:{words.alternatives(lists['announcing'])})\b")
        self._initially = re.compile(rf"\b(?:{words.alternatives(lists['initially'])})\b")
        self._resumed = re.compile(
            rf"^(?:{words.alternatives(lists['resumed'])}) "
            rf".{{0,60}}?\b(?:{words.alternatives(lists['planned_after'])})\b"
        )

    def read(
        self,
        text: str,
        normal: str,
        sentences: Sequence[tuple[int, int]],
        marked: Marked,
        times: Sequence[TimeExpression],
        day: date | None,
    ) -> list[Report]:
        """The reports of one article, in its order; `day` is its publication day."""
        cues = self.cues.find(text, normal)
        discourse = Discourse(self.knowledge, marked, day)
        found: list[Report] = []
        for scene in _scenes(normal, sentences, marked, cues, times):
            for cue in scene.cues:
                report = self._report(scene, cue, discourse, text, day)
                if report is not None:
                    self._tie(report, scene, cue, found, discourse)
            self._resume(scene, found, discourse, text, day)
            discourse.close(scene)
        return _settled(found)

    # One cue ----------------------------------------------------------------------------------------

    def _report(self, scene: Scene, cue: Cue, discourse: Discourse, text: str, day: date | None) -> Report | None:
        if text[scene.start : scene.end].rstrip(" »").endswith("?") and scene.number != 0:
            return None
        scene.verbs = scene.verbs or verbs(scene.normal, scene.start, scene.end)
        cast = self.participants.of(scene, cue, discourse)
        if cast is None:
            return None
        if cue.word.frame == "noun":
            standing = self.statuses.noun(scene.normal, cue, scene.verbs, scene.start, scene.end, cast.end)
        else:
            standing = self.statuses.verb(scene.normal, cue, scene.verbs, scene.start, scene.end)
        floor = cue.start
        if standing.repeated:
            last = self.statuses.last_time.search(scene.normal, cue.end, scene.end)
            if last is None:
                return None
            floor = last.start()
        when = self._when(scene, cue, standing.status, discourse, day, floor if standing.repeated else None)
        status = standing.status
        if status == "held" and when and day and when.start > day:
            status = "planned"
        place = cast.place or self._place(scene, cue, floor if standing.repeated else None)
        mode = self._mode(scene, cue, place)
        if mode in ("phone", "video"):
            place = None
        return Report(
            scene.number,
            cast.actors,
            mode,
            status,
            when,
            place,
            _words(text[cue.start : max(cue.end, cast.end)]),
            "call" if mode == "phone" else cue.word.kind,
            cast.weak,
        )

    def _when(
        self, scene: Scene, cue: Cue, status: str, discourse: Discourse, day: date | None, floor: int | None
    ) -> Interval | None:
        """The time nearest to the cue, those after it first; of a total, only what follows « le plus récemment »."""
        tense = "future" if status in ("planned", "proposed") else "past"
        near = [
            time
            for time in scene.times
            if (floor is None or time.start >= floor)
            and abs(time.start - cue.start) <= _TIME_REACH
            and self._belongs(scene, cue, time)
        ]
        near.sort(key=lambda time: (self._distance(scene, cue, time), time.start))
        for time in near:
            when = resolve(time, day, tense, discourse.previous)
            if when is not None:
                discourse.previous = when
            if when is not None or abs(time.start - cue.end) <= _BESIDE or abs(cue.start - time.end) <= _BESIDE:
                return when
        return None

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
        if _of_another(scene, cue, time.start) or self._announced(scene, cue, time):
            return False
        return not _SYNTAX["since"].search(scene.normal[max(scene.start, time.start - 14) : time.end])

    @staticmethod
    def _distance(scene: Scene, cue: Cue, time: TimeExpression) -> int:
        gap = scene.normal[min(cue.end, time.end) : max(cue.start, time.start)]
        fences = len(re.findall(r"[;:«»]| que | qui | dont |, ou | alors | tandis ", gap))
        return abs(time.start - cue.start) + 60 * fences + (15 if time.start < cue.start else 0)

    def _place(self, scene: Scene, cue: Cue, floor: int | None) -> Place | None:
        near = [
            place
            for place in scene.places
            if abs(place.start - cue.start) <= _PLACE_REACH
            and not _of_another(scene, cue, place.start)
            and (floor is None or place.start >= floor)
            and self._is_venue(scene.normal, place.start)
        ]
        near.sort(key=lambda place: abs(place.start - cue.start) + (20 if place.start < cue.start else 0))
        return near[0].place if near else None

    def _is_venue(self, normal: str, start: int) -> bool:
        """Does something happen at the place at `start`: « à Moscou », not « la guerre en Ukraine »?"""
        before = normal[max(0, start - 40) : start]
        return bool(_SYNTAX["venue"].search(before)) and not self._subjects.search(before)

    def _mode(self, scene: Scene, cue: Cue, place: Place | None) -> str:
        if cue.word.mode in ("phone", "video"):
            return cue.word.mode
        around = scene.normal[max(scene.start, cue.start - 70) : min(scene.end, cue.end + 110)]
        for mode in ("phone", "video", "in_person"):
            if self._modes[mode].search(around):
                return mode
        if cue.word.mode == "unknown" and place is not None:
            return "in_person"
        return cue.word.mode

    # Discourse --------------------------------------------------------------------------------------

    def _tie(self, report: Report, scene: Scene, cue: Cue, found: list[Report], discourse: Discourse) -> None:
        """Adds `report`; a noun without participants of its own takes up what was told before."""
        if not report.participants:
            antecedent = discourse.antecedent(found, report)
            if antecedent is None:
                return
            earlier = found[antecedent]
            report.participants = earlier.participants
            own_round = self._rounds.search(scene.normal, max(scene.start, cue.start - 40), cue.end)
            if not own_round or report.when is None:
                if report.status in ("denied", "proposed") and earlier.status in ("planned", "held"):
                    return
                if report.when is None or _meet(earlier.when, report.when):
                    report.same_as = antecedent
                if report.when is None and report.status in ("held", "planned", "proposed"):
                    report.status = earlier.status
            if report.mode == "unknown":
                report.mode = earlier.mode
        elif report.when is None and report.status == "held" and not report.weak:
            report.when = discourse.continued(found, report)
        discourse.reported(scene.number, report.participants)
        found.append(report)

    def _resume(self, scene: Scene, found: list[Report], discourse: Discourse, text: str, day: date | None) -> None:
        """« Elles étaient initialement prévues pour le 1er février »: an earlier date of what was just told."""
        match = self._resumed.match(scene.normal[scene.start : scene.end])
        if match is None or not found or not scene.times:
            return
        antecedent = max(
            (number for number, report in enumerate(found) if report.status in ("planned", "postponed")),
            default=None,
        )
        if antecedent is None:
            return
        earlier = found[antecedent]
        initially = self._initially.search(scene.normal, scene.start, scene.end)
        status = "postponed" if initially else "planned"
        when = resolve(scene.times[0], day, "" if initially else "future", discourse.previous)
        if when is None:
            return
        found.append(
            replace(
                earlier,
                sentence=scene.number,
                status=status,
                when=when,
                place=None,
                cue=_words(text[scene.start : scene.start + match.end()]),
                same_as=antecedent,
            )
        )


def _of_another(scene: Scene, cue: Cue, position: int) -> bool:
    """Does another verb or noun of meeting stand between `cue` and `position`?"""
    left, right = sorted((cue.start, position))
    return any(
        left < other.start < right and other.word.strength == "strong" and other is not cue for other in scene.cues
    )


def _words(told: str) -> str:
    return " ".join(told.split()[:_CUE_WORDS])


def _meet(left: Interval | None, right: Interval | None) -> bool:
    return left is None or right is None or (left.start <= right.end and right.start <= left.end)


def _settled(found: list[Report]) -> list[Report]:
    """Weak cues count only beside a report that is sure of itself: same participants in the same article."""
    strong = [frozenset(actor.actor_id for actor in report.participants) for report in found if not report.weak]
    keep = [
        number
        for number, report in enumerate(found)
        if not report.weak or frozenset(actor.actor_id for actor in report.participants) in strong
    ]
    renumbered = {old: new for new, old in enumerate(keep)}
    kept = [found[number] for number in keep]
    for report in kept:
        report.same_as = renumbered.get(report.same_as) if report.same_as is not None else None
    return [report for report in kept if len(sides(report.participants)) > 1]


def _scenes(
    normal: str,
    sentences: Sequence[tuple[int, int]],
    marked: Marked,
    cues: Sequence[Cue],
    times: Sequence[TimeExpression],
) -> list[Scene]:
    """The sentences with what each holds; every list is walked once."""
    starts = {
        name: [item.start for item in items]
        for name, items in (
            ("cues", cues),
            ("times", times),
            ("places", marked.places),
            ("mentions", marked.mentions),
        )
    }
    scenes = []
    for number, (start, end) in enumerate(sentences):

        def within(name: str, start: int = start, end: int = end) -> slice:
            return slice(bisect_left(starts[name], start), bisect_left(starts[name], end))

        mentions: Sequence[Mention] = marked.mentions[within("mentions")]
        scenes.append(
            Scene(
                number,
                start,
                end,
                normal,
                groups(marked, mentions, normal, start),
                list(cues[within("cues")]),
                list(times[within("times")]),
                list(marked.places[within("places")]),
            )
        )
    return scenes
