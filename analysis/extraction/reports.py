"""Reports of encounters: who meets whom, how, when, where and whether it happened, as one article tells it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from analysis.extraction.circumstances import Circumstances
from analysis.extraction.cues import Cue, Cues
from analysis.extraction.discourse import Discourse
from analysis.extraction.marked import Marked
from analysis.extraction.participants import Participants
from analysis.extraction.phrases import sides
from analysis.extraction.scene import Report, Scene, scenes
from analysis.extraction.status import Statuses
from analysis.knowledge import Knowledge
from analysis.language import words
from analysis.language.times import Interval, TimeExpression, resolve

_CUE_WORDS = 7  # the words that show an encounter, not its sentence


class ReportReader:
    """Finds reports of encounters in articles whose actors and times are marked."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._states = {actor.name: actor.actor_id for actor in knowledge.actors.values() if actor.kind == "state"}
        self.cues = Cues()
        self.statuses = Statuses()
        self.circumstances = Circumstances()
        self.participants = Participants(knowledge)
        lists = words.lists("meeting_words.yaml")
        self._rounds = re.compile(rf"\b(?:{words.alternatives(lists['rounds'])})\b")
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
        discourse = Discourse(self.knowledge, self._states, marked, day)
        found: list[Report] = []
        for scene in scenes(normal, sentences, marked, cues, times):
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
        cast = self.participants.of(scene, cue, discourse)
        if cast is None:
            return None
        if cue.word.frame == "noun":
            standing = self.statuses.noun(scene.normal, cue, scene.verbs, scene.start, scene.end, cast.end)
        else:
            standing = self.statuses.verb(scene.normal, cue, scene.verbs, scene.start, scene.end)
        floor = None  # of a total (« 39 fois »), only the occasion after « le plus récemment » counts
        if standing.repeated:
            last_time = self.statuses.last_time.search(scene.normal, cue.end, scene.end)
            if last_time is None:
                return None
            floor = last_time.start()
        when = self.circumstances.when(scene, cue, standing.status, discourse, day, floor)
        status = standing.status
        if status == "held" and when and day and when.start > day:
            status = "planned"
        place = cast.place or self.circumstances.place(scene, cue, floor)
        mode = self.circumstances.mode(scene, cue, place)
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
        if not report.weak
        or report.status == "denied"
        or frozenset(actor.actor_id for actor in report.participants) in strong
    ]
    renumbered = {old: new for new, old in enumerate(keep)}
    kept = [found[number] for number in keep]
    for report in kept:
        report.same_as = renumbered.get(report.same_as) if report.same_as is not None else None
    return [report for report in kept if len(sides(report.participants)) > 1]
