"""Who takes part: participants of an encounter from the grammar around its cue."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.extraction.cues import Cue, is_reflexive
from analysis.extraction.discourse import Discourse
from analysis.extraction.phrases import Group, sides
from analysis.knowledge import Actor, Knowledge, Place
from analysis.language import words
from analysis.language.patterns import last, syntax

if TYPE_CHECKING:
    from analysis.extraction.reports import Scene

_SYNTAX = syntax()
_REACH = 130  # characters from a cue to a participant or place of its own
_FINITE = frozenset(("past", "present", "future", "conditional"))


@dataclass(frozen=True, slots=True)
class Cast:
    """The participants; none where the words take up an encounter told before. `end`: where they end."""

    actors: tuple[Actor, ...]
    end: int
    place: Place | None = None
    weak: bool = False


class Participants:
    """Reads the participants of a cue from its sentence and from what was said before."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        lists = words.lists("meeting_words.yaml")
        takes_place = words.alternatives([*lists["held_after"], *lists["planned_after"]])
        self._takes_place = re.compile(rf"(?: qui)? (?:{takes_place})\b")
        self._on_visit = re.compile(
            rf"\b(?:{words.alternatives(lists['on_visit'])}) (?:[^,;]{{0,40}} )?(?:une? )?(?:\w+ )?$"
        )
        prefixes = "|".join(re.escape(prefix) for prefix in knowledge.prefixes)
        self._compound = re.compile(rf" (?:\w+ )?({prefixes})-(\w+)\b")

    def of(self, scene: "Scene", cue: Cue, discourse: Discourse) -> Cast | None:
        """The cast of `cue`, or None where it tells of no encounter of two sides."""
        frame = cue.word.frame
        if frame == "noun":
            cast = (
                self._travel_noun(scene, cue, discourse)
                if cue.word.kind == "visit"
                else self._noun(scene, cue, discourse)
            )
        elif frame in ("go", "goto"):
            cast = self._go(scene, cue, discourse)
        elif frame == "expect":
            cast = self._expect(scene, cue, discourse)
        elif frame == "tell":
            cast = self._tell(scene, cue, discourse)
        else:
            cast = self._verb(scene, cue, discourse)
        if cast is None or not cast.actors:
            return cast
        actors = _countable(cast.actors)
        return Cast(actors, cast.end, cast.place, cast.weak) if len(sides(actors)) > 1 else None

    # Verbs ------------------------------------------------------------------------------------------

    def _verb(self, scene: "Scene", cue: Cue, discourse: Discourse) -> Cast | None:
        """« X rencontre Y », « X s'entretient avec Y », « X est reçu par Y »."""
        subject = self._subject(scene, cue, discourse)
        reflexive = is_reflexive(scene.normal, cue.start)
        passive = (
            cue.word.frame == "object"
            and not reflexive
            and bool(_SYNTAX["passive"].search(scene.normal[max(scene.start, cue.start - 60) : cue.start]))
        )
        if passive:
            return self._received(scene, cue, subject, discourse)
        wanted = cue.word.prepositions or ("",)
        if reflexive and cue.word.frame == "object":
            wanted = ("avec",)
        others = self._after(scene, cue.end, wanted)
        persons = [actor for group in others for actor in group.actors if _meets(actor, cue)]
        weak = cue.word.strength == "weak" and not reflexive
        if persons:
            return Cast((*subject, *persons), others[-1].end, weak=weak) if subject else None
        if (reflexive or cue.word.frame == "with") and len(sides(subject)) > 1:
            return Cast(subject, cue.end, weak=weak)
        return None

    def _received(self, scene: "Scene", cue: Cue, guest: tuple[Actor, ...], discourse: Discourse) -> Cast | None:
        """« X a été reçu par Y », « X a été reçu au palais »: without a host, the leader of the place."""
        hosts = [actor for group in self._after(scene, cue.end, ("par",)) for actor in group.actors]
        place = _place_after(scene, cue.end)
        if not guest:
            return None
        if hosts:
            return Cast((*guest, *hosts), cue.end, place)
        if place is None or not place.country:
            return None
        host = discourse.named_leader(place.country) if place.kind == "site" else None
        host = host or discourse.host(place.country, guest[0])
        return Cast((*guest, host), cue.end, place) if host else None

    def _tell(self, scene: "Scene", cue: Cue, discourse: Discourse) -> Cast | None:
        """« X a déclaré dimanche à Pékin à Y que »: a conversation; weak unless the place is told."""
        others = [group for group in self._after(scene, cue.end, ("a",)) if group.persons]
        subject = self._subject(scene, cue, discourse)
        if not others or not subject:
            return None
        place = _place_after(scene, cue.end, others[0].start)
        return Cast((*subject, *others[0].persons), others[0].end, place, weak=place is None)

    def _go(self, scene: "Scene", cue: Cue, discourse: Discourse) -> Cast | None:
        """« X se rendra à Moscou »: a visit to whoever leads there."""
        guest = tuple(actor for actor in self._subject(scene, cue, discourse) if actor.kind == "person")
        place = _place_after(scene, cue.end, direct=cue.word.frame == "goto")
        return self._visit(guest, place, cue.end, discourse)

    def _expect(self, scene: "Scene", cue: Cue, discourse: Discourse) -> Cast | None:
        """« X est attendu à Pékin »; « Y attend X en Russie »."""
        if is_reflexive(scene.normal, cue.start):
            return None
        if _SYNTAX["passive"].search(scene.normal[max(scene.start, cue.start - 60) : cue.start]):
            return self._go(scene, cue, discourse)
        guests = [actor for group in self._after(scene, cue.end, ("",)) for actor in group.persons]
        place = _place_after(scene, cue.end)
        hosts = self._subject(scene, cue, discourse)
        if not guests or place is None:
            return None
        hosts = tuple(actor for actor in hosts if actor.side == place.country)
        return (
            Cast((*hosts, *guests), cue.end, place) if hosts else self._visit(tuple(guests), place, cue.end, discourse)
        )

    def _visit(self, guest: tuple[Actor, ...], place: Place | None, end: int, discourse: Discourse) -> Cast | None:
        if not guest or place is None or not place.country:
            return None
        abroad = tuple(actor for actor in guest if actor.side and actor.side != place.country)
        host = discourse.host(place.country, abroad[0]) if abroad else None
        return Cast((*abroad, host), end, place) if host else None

    # Nouns ------------------------------------------------------------------------------------------

    def _noun(self, scene: "Scene", cue: Cue, discourse: Discourse) -> Cast | None:
        """« une rencontre entre X et Y », « l'entretien de X avec Y », « le sommet X-Y », « X a un sommet avec Y »."""
        compound = self._compound.match(scene.normal, cue.end, scene.end)
        if compound:
            return self._states(compound)
        after = self._complements(scene, cue, ("entre", "avec", "de", ""))
        between = [group for group in after if group.preposition == "entre"]
        if between:
            actors = between[0].actors
            if len(sides(actors)) < 2 and len(after) > 1:
                actors = tuple(actor for group in after for actor in group.actors)
            return Cast(actors, between[0].end)
        owners = [
            group
            for group in after
            if group.preposition in ("de", "") and group.start - cue.end <= (30 if group.preposition else 1)
        ]
        with_ = [group for group in after if group.preposition == "avec"]
        if with_:
            first = (
                owners[0].actors
                if owners and owners[0].start < with_[0].start
                else self._subject(scene, cue, discourse)
            )
            return Cast((*first, *(actor for group in with_ for actor in group.actors)), with_[-1].end)
        if owners and len(sides(owners[0].actors)) > 1:
            return Cast(owners[0].actors, owners[0].end)
        return self._noun_alone(scene, cue, discourse)

    def _noun_alone(self, scene: "Scene", cue: Cue, discourse: Discourse) -> Cast | None:
        """A noun without complements: who holds it (« X et Y ont tenu un sommet »), or an encounter told before."""
        before = scene.normal[max(scene.start, cue.start - 40) : cue.start]
        subject = self._subject(scene, cue, discourse)
        if len(sides(subject)) > 1 and cue.word.strength == "strong":
            return Cast(subject, cue.end)
        if _SYNTAX["during"].search(before) and len(sides(subject)) > 1:
            return Cast(subject, cue.end)
        if _SYNTAX["during"].search(before) and cue.word.mode in ("video", "phone"):
            present = tuple(actor for group in scene.groups if not group.preposition for actor in group.persons)
            if len(sides(present)) > 1:
                return Cast(present, cue.end)
        return Cast((), cue.end) if cue.word.strength == "strong" else None

    def _travel_noun(self, scene: "Scene", cue: Cue, discourse: Discourse) -> Cast | None:
        """« la visite de X à Moscou », « X est en visite à Pékin », « sa visite »."""
        place = _place_after(scene, cue.end)
        owners = [
            actor
            for group in self._complements(scene, cue, ("de",))
            if group.start - cue.end <= 35
            for actor in group.persons
        ]
        before = scene.normal[max(scene.start, cue.start - 40) : cue.start]
        if not owners and (self._on_visit.search(before) or _SYNTAX["possessive"].search(before)):
            subject = self._subject(scene, cue, discourse) or _announced(scene, cue)
            owners = [actor for actor in subject if actor.kind == "person"][:2]
        if owners and place and place.country:
            return self._visit(tuple(owners), place, cue.end, discourse)
        if owners and not place:
            hosts = [actor for group in self._after(scene, cue.end, ("chez",)) for actor in group.persons]
            return Cast((*owners, *hosts), cue.end) if hosts else Cast((), cue.end)
        return Cast((), cue.end, place)

    def _states(self, compound: re.Match[str]) -> Cast | None:
        left = self._knowledge.prefixes[compound[1]]
        right = self._knowledge.demonyms.get(compound[2])
        if right is None:
            return None
        actors = self._knowledge.actors
        return Cast((actors[left], actors[right]), compound.end())

    # Who acts ---------------------------------------------------------------------------------------

    def _subject(self, scene: "Scene", cue: Cue, discourse: Discourse) -> tuple[Actor, ...]:
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
    def _main_subject(scene: "Scene", cue: Cue, free: Sequence[Group]) -> Group | None:
        """« X a vu Y après s'être rendu à … »: an infinitive or gerund has the subject of the verb before it."""
        main = [verb for verb in scene.verbs if verb.tense in _FINITE and verb.end <= cue.start]
        if not main:
            return None
        verb = main[-1]
        inverted = scene.normal[scene.start : verb.start].rstrip().endswith(("»", ",", '"'))
        if inverted:
            return next((group for group in free if 0 <= group.start - verb.end <= 1), None)
        return next((group for group in reversed(free) if group.end <= verb.start), None)

    def _complements(self, scene: "Scene", cue: Cue, prepositions: Sequence[str]) -> list[Group]:
        """Groups that depend on a noun: no verb stands between, but one that says that it takes place."""
        found = []
        for group in self._after(scene, cue.end, prepositions, self._takes_place):
            verbs = [
                verb
                for verb in scene.verbs
                if cue.end <= verb.start < group.start
                and verb.tense in _FINITE
                and scene.normal[verb.start : verb.end] != "entre"
            ]
            if all(self._takes_place.search(scene.normal, max(cue.end, verb.start - 5), group.start) for verb in verbs):
                found.append(group)
        return found

    @staticmethod
    def _after(
        scene: "Scene", start: int, prepositions: Sequence[str], transparent: re.Pattern[str] | None = None
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


def _unfinished(scene: "Scene", cue: Cue) -> bool:
    """Is the cue in an infinitive, gerund or participle clause, without a subject of its own?"""
    if cue.word.frame == "noun":
        return False
    own = next((verb for verb in scene.verbs if verb.start <= cue.start < verb.end), None)
    return (own is None or own.tense in ("infinitive", "participle")) and bool(
        _SYNTAX["without_subject"].search(scene.normal[max(scene.start, cue.start - 30) : cue.start])
    )


def _announced(scene: "Scene", cue: Cue) -> tuple[Actor, ...]:
    """« Lors de sa visite à Pékin, X a … »: the owner comes after."""
    return next((group.actors for group in scene.groups if group.start >= cue.end and not group.preposition), ())


def _without_inner(gap: str) -> str:
    return re.sub(r"«[^»]*»", " ", gap)


def _place_after(scene: "Scene", start: int, end: int | None = None, direct: bool = False) -> Place | None:
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


def _meets(actor: Actor, cue: Cue) -> bool:
    return actor.kind == "person" or cue.word.frame == "with"


def _countable(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Those who represent a side: no private person, and no state beside its own representative."""
    known = [actor for actor in dict.fromkeys(actors) if actor.side]
    represented = {actor.side for actor in known if actor.kind == "person"}
    return tuple(actor for actor in known if actor.kind == "person" or actor.side not in represented)
