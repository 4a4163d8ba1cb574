"""The grammar around a cue: its subject, its complements, the place something moves to."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from analysis.extraction.cues import Cue, is_infinitive
from analysis.extraction.discourse import Discourse
from analysis.extraction.phrases import Group, sides
from analysis.extraction.pronouns import INVERTS, is_object, meant, opened_for, speaker
from analysis.extraction.scene import FINITE, Scene, of_another
from analysis.knowledge import Actor, Place
from analysis.language import words
from analysis.language.patterns import last, syntax
from analysis.language.verb_forms import verb_words

_SYNTAX = syntax()
_ASIDE = ("«", "(", ", selon ")  # how an aside begins
_REACH = 130  # characters from a cue to a participant or place of its own
_CLITIC = 16  # … to the pronoun before a verb, over its auxiliary
_OBJECT = 200  # … to the object of a verb: a name may stand behind all its offices


class Grammar:
    """Finds what depends on a cue, by prepositions, fences and verbs."""

    def __init__(self) -> None:
        lists = words.lists("meeting_words.yaml")
        takes_place = words.alternatives([*lists["held_after"], *lists["planned_after"]])
        self._takes_place = re.compile(rf"(?: qui)?(?: n'| )(?:{takes_place})\b")

    def subject(self, scene: Scene, cue: Cue, discourse: Discourse) -> tuple[Actor, ...]:
        """The group that governs the cue: the nearest free one before it, or whom its pronoun means."""
        if speaks := speaker(scene, cue):
            return speaks
        left = [group for group in scene.groups if group.end <= cue.start]
        unfinished = _unfinished(scene, cue)
        between = "entre" if not (unfinished or cue.word.frame == "noun" or is_infinitive(scene.normal, cue)) else ""
        free = [group for group in left if group.preposition in ("", "que", between)]
        depends = unfinished or cue.word.frame == "noun"
        nearest = (self._main_subject(scene, cue, free) if depends else None) or _governing(scene, free)
        seen = nearest.end if nearest and not is_object(scene, nearest) else scene.start
        pronoun = last(_SYNTAX["pronoun"], scene.normal, seen, cue.start)
        if pronoun is not None:
            who = meant(scene, pronoun, left, free, discourse)
            if who is not None:
                return who
        elif not left and (unfinished or cue.start == scene.start):
            return opened_for(scene, cue.end)
        if nearest is not None:
            return () if _other_subject(scene, nearest, cue) else nearest.actors
        return discourse.subjects if not scene.groups else ()

    def object_before(self, scene: Scene, cue: Cue, discourse: Discourse) -> list[Group]:
        """The object that stands before its verb: « X, que Y a rencontré », « où Y l'a reçu »."""
        for group in reversed(scene.groups):
            relative = group.end <= cue.start and _SYNTAX["relative_object"].match(scene.normal, group.end, cue.start)
            if relative and not _acting(scene, group.end, _verb_start(scene, cue)):
                return [group] if not set(group.actors) & set(self.subject(scene, cue, discourse)) else []
        if speaks := speaker(scene, cue, "speaker_met"):
            return [Group(cue.start, cue.end, "", speaks, ("anaphora",))]
        if not _SYNTAX["clitic_object"].search(scene.normal, max(scene.start, cue.start - _CLITIC), cue.start):
            return []
        known = sides(self.subject(scene, cue, discourse))
        others = [g for g in scene.groups if g.end <= cue.start and g.persons and not sides(g.persons) & known]
        spoken_of = (group for group in reversed(others) if not group.preposition and not is_object(scene, group))
        if others:
            return [next(spoken_of, others[0])]
        other = discourse.subject
        return [Group(cue.start, cue.end, "", (other,), ("anaphora",))] if other and other.side not in known else []

    @staticmethod
    def _main_subject(scene: Scene, cue: Cue, free: Sequence[Group]) -> Group | None:
        """« X a vu Y après s'être rendu à … »: an infinitive or gerund has the subject of the verb before it."""
        main = [verb for verb in scene.finite if verb.end <= cue.start]
        if not main:
            return None
        verb = main[-1]
        said = _SYNTAX["saying"].search(scene.normal, verb.start, verb.end)
        if said or _SYNTAX["inverted"].search(scene.normal, max(scene.start, verb.start - INVERTS), verb.start):
            after = next((group for group in free if group.start >= verb.end), None)
            if after is not None and _SYNTAX["to_object"].fullmatch(scene.normal, verb.end, after.start):
                return after
        return next((group for group in reversed(free) if group.end <= verb.start), None)

    def predicate(self, scene: Scene, cue: Cue) -> tuple[int, ...]:
        """Where the verb that a noun governs begins, unless it says that it takes place: what follows is not of it."""
        acting = (verb.start for verb in scene.finite if verb.start >= cue.end)
        return tuple(
            start for start in acting if not self._takes_place.search(scene.normal, max(cue.end, start - 5), scene.end)
        )[:1]

    def complements(self, scene: Scene, cue: Cue, prepositions: Sequence[str]) -> list[Group]:
        """Groups that depend on a noun: no verb stands between, but one that says that it takes place."""
        found: list[Group] = []
        told = not scene.signs.isdisjoint(("held_after", "planned_after"))
        for group in self.after(scene, cue.end, prepositions, self._takes_place if told else None):
            if found and of_another(scene, cue, group.start):
                break  # « une rencontre avec X après un entretien avec Y »
            verbs = [verb for verb in scene.finite if cue.end <= verb.start < group.start]
            if all(self._takes_place.search(scene.normal, max(cue.end, verb.start - 5), group.start) for verb in verbs):
                found.append(group)
        return found

    @staticmethod
    def after(
        scene: Scene, start: int, prepositions: Sequence[str], transparent: re.Pattern[str] | None = None
    ) -> list[Group]:
        """Groups after `start`, governed by one of `prepositions`, before any fence."""
        found: list[Group] = []
        for group in scene.groups:
            reach = _REACH if prepositions != ("",) else _OBJECT
            if group.start < start or group.start - start > reach or group.preposition == "selon":
                continue
            if scene.normal.count("(", start, group.start) > scene.normal.count(")", start, group.start):
                continue  # « X et Y parleront de commerce (notamment avec Z) »
            gap = _without_inner(scene.normal, start, group.start)
            if _SYNTAX["fence"].search(transparent.sub(" ", gap) if transparent else gap):
                break
            if group.preposition in prepositions:
                if prepositions == ("",):
                    return [] if _acting(scene, start, group.start) else [group]
                found.append(group)
        return found


def opens(scene: Scene, cue: Cue) -> bool:
    """« Reçu lundi à Paris, X … »: a participle that opens the sentence, its subject after the comma."""
    return cue.start == scene.start and is_bare(scene, cue) and scene.normal.find(",", cue.end, scene.end) > 0


def is_bare(scene: Scene, cue: Cue) -> bool:
    """A participle without auxiliary: « X, attendu lundi à Moscou, … »."""
    own = scene.verb(cue)
    if own is None or own.tense == "participle":
        return True
    return own.start == cue.start and scene.normal[own.start : own.end] in verb_words().sets["planned"]


def announced(scene: Scene, cue: Cue) -> tuple[Actor, ...]:
    """« Lors de sa visite à Pékin, X a … »: the owner comes after."""
    return next((group.actors for group in scene.groups if group.start >= cue.end and not group.preposition), ())


def gathered(scene: Scene, cue: Cue) -> Group | None:
    """« un sommet réunissant X et Y », « des discussions menées par X et Y »."""
    group = next((group for group in scene.groups if group.start > cue.end), None)
    if group is None or group.preposition == "par" and len(sides(group.actors)) < 2:
        return None
    pattern = _SYNTAX["held_by" if group.preposition == "par" else "gathering"]
    return group if pattern.fullmatch(scene.normal, cue.end, group.start) else None


def theirs(scene: Scene, cue: Cue) -> tuple[Actor, ...]:
    """« X a dit à Y lors de leur rencontre »: the two persons that the sentence names before."""
    if not scene.finds("their", cue.start - 30, cue.start):
        return ()
    named = tuple(dict.fromkeys(actor for group in scene.groups if group.end <= cue.start for actor in group.persons))
    return named if len(named) == len(sides(named)) == 2 else ()


def place_after(
    scene: Scene, start: int, end: int | None = None, direct: bool = False, leaving: bool = False
) -> Place | None:
    """The first place after `start` that something moves to or happens at."""
    for mention in scene.places:
        if mention.start < start or (end is not None and mention.start >= end) or mention.start - start > _REACH:
            continue
        gap = scene.normal[start : mention.start]
        if _SYNTAX["countries_listed"].fullmatch(gap):
            return mention.place
        if _SYNTAX["fence"].search(gap) or _SYNTAX["since_then"].search(gap):
            return None
        if (
            _SYNTAX["leaving" if leaving else "to_place"].search(gap)
            or direct
            and re.fullmatch(r" (?:le |la |l'|les )?", gap)
        ):
            return mention.place
    return None


def place_before(scene: Scene, cue: Cue) -> Place | None:
    """« a entamé dimanche à Pékin une visite »: the place between a verb and its noun."""
    verb = scene.verb_before(cue.start)
    return place_after(scene, verb.end, cue.start) if verb else None


def _verb_start(scene: Scene, cue: Cue) -> int:
    own = scene.verb(cue)
    return own.start if own else cue.start


def _unfinished(scene: Scene, cue: Cue) -> bool:
    """Is the cue in an infinitive, gerund or participle clause, without a subject of its own?"""
    if cue.word.frame == "noun":
        return False
    own = scene.verb(cue)
    return (own is None or own.tense in ("infinitive", "participle")) and bool(
        _SYNTAX["without_subject"].search(scene.normal[max(scene.start, cue.start - 30) : cue.start])
    )


def _governing(scene: Scene, free: Sequence[Group]) -> Group | None:
    """The last group that can be a subject: an object, « X a reçu Y puis … », only where there is no other."""
    return next((group for group in reversed(free) if not is_object(scene, group)), free[-1] if free else None)


def _other_subject(scene: Scene, group: Group, cue: Cue) -> bool:
    """« X a dit que la délégation rencontrerait Y »: not X does it; but « X a dit que sa visite … » is X's."""
    match = _SYNTAX["other_subject"].search(scene.normal, group.end, cue.start)
    return match is not None and (cue.word.frame != "noun" or _acting(scene, match.end(), cue.start))


def _acting(scene: Scene, start: int, end: int) -> bool:
    """Does a verb of its own stand in [start, end)?"""
    first = bisect_left(scene.verbs, start, key=lambda verb: verb.start)
    return any(verb.start < end and verb.tense in FINITE for verb in scene.verbs[first : first + 2])


def _without_inner(normal: str, start: int, end: int) -> str:
    """normal[start:end] without what is quoted, in parentheses, or an aside: « …, selon ses services, … »."""
    gap = normal[start:end]
    if normal.rfind("«", max(0, start - _REACH), start) > normal.rfind("»", 0, start):
        gap = gap.replace("»", " ", 1)  # « a eu un "entretien d'une heure" avec Y »: the noun is quoted, too
    return _SYNTAX["aside"].sub(" ", gap) if any(mark in gap for mark in _ASIDE) else gap
