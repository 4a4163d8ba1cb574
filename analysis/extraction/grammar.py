"""The grammar around a cue: its subject, its complements, the place something moves to."""

import re
from collections.abc import Sequence

from analysis.extraction.cues import Cue
from analysis.extraction.discourse import Discourse
from analysis.extraction.phrases import Group, sides
from analysis.extraction.scene import Scene
from analysis.knowledge import Actor, Place
from analysis.language import words
from analysis.language.patterns import last, syntax

_SYNTAX = syntax()
_REACH = 130  # characters from a cue to a participant or place of its own
_FINITE = frozenset(("past", "present", "future", "conditional"))


class Grammar:
    """Finds what depends on a cue, by prepositions, fences and verbs."""

    def __init__(self) -> None:
        lists = words.lists("meeting_words.yaml")
        takes_place = words.alternatives([*lists["held_after"], *lists["planned_after"]])
        self._takes_place = re.compile(rf"(?: qui)? (?:{takes_place})\b")

    def subject(self, scene: Scene, cue: Cue, discourse: Discourse) -> tuple[Actor, ...]:
        """The group that governs the cue: the nearest free one before it, or whom its pronoun means."""
        left = [group for group in scene.groups if group.end <= cue.start]
        free = [
            group for group in left if group.preposition in ("", "que", "entre" if cue.word.frame != "noun" else "")
        ]
        nearest = (self._main_subject(scene, cue, free) if _unfinished(scene, cue) else None) or (
            free[-1] if free else None
        )
        pronoun = last(_SYNTAX["pronoun"], scene.normal, nearest.end if nearest else scene.start, cue.start)
        if pronoun is not None and pronoun["many"]:
            pair = discourse.pair(scene.number)
            here = nearest.actors if nearest and len(sides(nearest.actors)) > 1 else ()
            return here or pair
        if pronoun is not None and pronoun["rel"] and left and pronoun.start() - left[-1].end <= 3:
            return left[-1].actors
        if nearest is not None:
            return nearest.actors
        if pronoun is not None and pronoun["one"] or not scene.groups:
            return (discourse.subject,) if discourse.subject else ()
        return ()

    @staticmethod
    def _main_subject(scene: Scene, cue: Cue, free: Sequence[Group]) -> Group | None:
        """« X a vu Y après s'être rendu à … »: an infinitive or gerund has the subject of the verb before it."""
        main = [verb for verb in scene.verbs if verb.tense in _FINITE and verb.end <= cue.start]
        if not main:
            return None
        verb = main[-1]
        inverted = scene.normal[scene.start : verb.start].rstrip().endswith(("»", ",", '"'))
        if inverted:
            return next((group for group in free if 0 <= group.start - verb.end <= 1), None)
        return next((group for group in reversed(free) if group.end <= verb.start), None)

    def complements(self, scene: Scene, cue: Cue, prepositions: Sequence[str]) -> list[Group]:
        """Groups that depend on a noun: no verb stands between, but one that says that it takes place."""
        found = []
        for group in self.after(scene, cue.end, prepositions, self._takes_place):
            verbs = [verb for verb in scene.verbs if cue.end <= verb.start < group.start and verb.tense in _FINITE]
            if all(self._takes_place.search(scene.normal, max(cue.end, verb.start - 5), group.start) for verb in verbs):
                found.append(group)
        return found

    @staticmethod
    def after(
        scene: Scene, start: int, prepositions: Sequence[str], transparent: re.Pattern[str] | None = None
    ) -> list[Group]:
        """Groups after `start`, governed by one of `prepositions`, before any fence."""
        found = []
        for group in scene.groups:
            if group.start < start or group.start - start > _REACH:
                continue
            gap = scene.normal[start : group.start]
            if _SYNTAX["fence"].search(_without_inner(transparent.sub(" ", gap) if transparent else gap)):
                break
            if group.preposition in prepositions:
                found.append(group)
                if prepositions == ("",):
                    break
        return found


def opens(scene: Scene, cue: Cue) -> bool:
    """« Reçu lundi à Paris, X … »: a participle that opens the sentence, its subject after the comma."""
    return cue.start == scene.start and is_bare(scene, cue) and scene.normal.find(",", cue.end, scene.end) > 0


def is_bare(scene: Scene, cue: Cue) -> bool:
    """A participle without auxiliary: « X, attendu lundi à Moscou, … »."""
    own = next((verb for verb in scene.verbs if verb.start <= cue.start < verb.end), None)
    return own is None or own.tense == "participle"


def announced(scene: Scene, cue: Cue) -> tuple[Actor, ...]:
    """« Lors de sa visite à Pékin, X a … »: the owner comes after."""
    return next((group.actors for group in scene.groups if group.start >= cue.end and not group.preposition), ())


def place_after(scene: Scene, start: int, end: int | None = None, direct: bool = False) -> Place | None:
    """The first place after `start` that something moves to or happens at."""
    for mention in scene.places:
        if mention.start < start or (end is not None and mention.start >= end) or mention.start - start > _REACH:
            continue
        gap = scene.normal[start : mention.start]
        if _SYNTAX["fence"].search(gap):
            return None
        if _SYNTAX["to_place"].search(gap) or direct and re.fullmatch(r" (?:le |la |l'|les )?", gap):
            return mention.place
    return None


def _unfinished(scene: Scene, cue: Cue) -> bool:
    """Is the cue in an infinitive, gerund or participle clause, without a subject of its own?"""
    if cue.word.frame == "noun":
        return False
    own = next((verb for verb in scene.verbs if verb.start <= cue.start < verb.end), None)
    return (own is None or own.tense in ("infinitive", "participle")) and bool(
        _SYNTAX["without_subject"].search(scene.normal[max(scene.start, cue.start - 30) : cue.start])
    )


def _without_inner(gap: str) -> str:
    return re.sub(r"«[^»]*»", " ", gap)
