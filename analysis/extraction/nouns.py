"""Nouns of meeting: whose « une rencontre entre X et Y », « leur entretien », « le sommet » is."""

import re
from collections.abc import Sequence

from analysis.extraction.cues import Cue
from analysis.extraction.discourse import Discourse
from analysis.extraction.grammar import Grammar, gathered, theirs
from analysis.extraction.phrases import Group, is_met, sides
from analysis.extraction.pronouns import opened_for
from analysis.extraction.scene import Scene
from analysis.extraction.visits import Cast
from analysis.knowledge import Actor, Knowledge
from analysis.language.patterns import syntax

_SYNTAX = syntax()
_ADDRESSED = 25  # letters between an encounter that is proposed and to whom


class Nouns:
    """Reads nouns of meeting but those of travel."""

    def __init__(self, grammar: Grammar, knowledge: Knowledge) -> None:
        self._grammar, self._knowledge = grammar, knowledge
        prefixes = "|".join(re.escape(prefix) for prefix in knowledge.prefixes)
        self._compound = re.compile(rf" (?:\w+ )?({prefixes})-(\w+)\b")

    def cast(self, scene: Scene, cue: Cue, discourse: Discourse, alone: bool) -> Cast | None:
        """« une rencontre entre X et Y », « l'entretien de X avec Y », « le sommet X-Y », « X a un sommet avec Y »;
        `alone`: neither the sentence nor what was told before names two whom it could be of."""
        compound = self._compound.match(scene.normal, cue.end, scene.end)
        if alone:
            return self._states(compound) if compound else _told_before(scene, cue)
        after = self._grammar.complements(scene, cue, ("entre", "avec", "de", ""))
        if compound and not any(group.preposition == "avec" and group.persons for group in after):
            return self._states(compound)
        between = [group for group in after if group.preposition == "entre" and not _is_of_things(scene, cue, group)]
        if between:
            actors = between[0].actors
            if len(sides(actors)) < 2 and len(after) > 1:
                actors = tuple(actor for group in after for actor in group.actors)
            return Cast(actors, between[0].end)
        named = gathered(scene, cue)
        if named:
            return Cast(named.actors, named.end)
        owners = [
            group
            for group in after
            if group.preposition in ("de", "") and group.start - cue.end <= (30 if group.preposition else 1)
        ]
        taking_part = [one for one in after if _SYNTAX["participating"].search(scene.normal, cue.end, one.start)]
        if taking_part and len(sides(taking_part[0].actors)) > 1:
            return Cast(taking_part[0].actors, taking_part[0].end)
        with_ = [
            one for one in after if one.preposition == "avec" and not _is_of_things(scene, cue, one)
        ] or taking_part
        if with_:
            first = (
                owners[0].actors if owners and owners[0].start < with_[0].start else self._owner(scene, cue, discourse)
            )
            others = [actor for group in with_ for actor in group.actors]
            if not first and discourse.subject and discourse.subject not in others:
                first = (discourse.subject,)  # « après une visite à … et une rencontre avec Y »: the article's own
            if cue.word.kind == "negotiation" and all(actor.kind == "state" for actor in others):
                first = discourse.states(first)  # « X a proposé des négociations à … »: not X will negotiate
            return Cast((*first, *others), with_[-1].end)
        if owners and owners[0].actors[0].kind == "organisation" and self._attends(scene, cue):
            return Cast((*self._grammar.subject(scene, cue, discourse), *owners[0].actors), owners[0].end)
        if owners and len(sides(owners[0].actors)) > 1:
            return Cast(owners[0].actors, owners[0].end)
        return self._called(scene, cue, discourse, owners) or self._noun_alone(scene, cue, discourse)

    def _called(self, scene: Scene, cue: Cue, discourse: Discourse, owners: Sequence[Group]) -> Cast | None:
        """« l'appel de X à Y », « a proposé une rencontre à Y », « X a reçu un appel de Y »."""
        before = max(scene.start, cue.start - 40)
        if owners and cue.word.kind == "call" and _SYNTAX["called"].search(scene.normal, before, cue.start):
            return Cast((*self._grammar.subject(scene, cue, discourse), *owners[0].actors), owners[0].end)
        to = self._addressed(scene, cue, owners)
        if to is None:
            return None
        first = owners[0].actors if owners else self._grammar.subject(scene, cue, discourse)
        return Cast((*first, *(to.persons or to.actors)), to.end) if first else None

    @staticmethod
    def _attends(scene: Scene, cue: Cue) -> bool:
        """« X participera jeudi à un sommet de l'UE »: to what an organisation holds one comes from outside."""
        before = scene.normal[max(scene.start, cue.start - 70) : cue.start]
        return cue.word.kind == "summit" and _SYNTAX["attending"].search(before) is not None

    def _addressed(self, scene: Scene, cue: Cue, owners: Sequence[Group]) -> Group | None:
        """« l'appel de X à Y », « a proposé une rencontre à Y »: whom it is made to."""
        proposed = _SYNTAX["proposing"].search(scene.normal, max(scene.start, cue.start - 40), cue.start)
        if not proposed and (cue.word.kind != "call" or not owners and cue.word.strength != "strong"):
            return None
        start = owners[0].end if owners else cue.end
        near = (group for group in scene.groups if 0 <= group.start - start <= _ADDRESSED)
        return next((group for group in near if group.preposition == "a" and is_met(group)), None)

    def _owner(self, scene: Scene, cue: Cue, discourse: Discourse) -> tuple[Actor, ...]:
        """Whose « sa rencontre avec Y » it is; words that open the sentence belong to the subject after them."""
        at_it = next(
            (
                group.actors
                for group in reversed(scene.groups)
                if group.end < cue.start and _SYNTAX["taking_part"].fullmatch(scene.normal, group.end, cue.start)
            ),
            (),
        )
        if at_it:
            return at_it
        subject = self._grammar.subject(scene, cue, discourse)
        opening = not any(group.end <= cue.start for group in scene.groups)
        return opening and opened_for(scene, cue.end) or subject

    def _noun_alone(self, scene: Scene, cue: Cue, discourse: Discourse) -> Cast | None:
        """A noun without complements: who holds it (« X et Y ont tenu un sommet »), or an encounter told before."""
        before = scene.normal[max(scene.start, cue.start - 40) : cue.start]
        if _is_topic(scene, cue) or _SYNTAX["beside_it"].search(before):
            return None
        opening = not any(group.end <= cue.start for group in scene.groups)
        some = opening and _SYNTAX["between_some"].match(scene.normal, cue.end, scene.end)
        if some or _is_of_place(scene, cue, before) or _SYNTAX["joins_in"].search(before):
            return _told_before(scene, cue)
        subject = theirs(scene, cue) or self._owner(scene, cue, discourse)
        if len(sides(subject)) > 1 and cue.word.strength == "strong":
            return Cast(subject, cue.end)
        during = scene.finds("during", cue.start - 40, cue.start)
        if during and len(sides(subject)) > 1:
            return Cast(subject, cue.end)
        told = _telling(scene) if during else ()
        if len(sides(told)) > 1:
            return Cast(told, cue.end)
        between = next((group for group in scene.groups if group.preposition == "entre" and group.persons), None)
        if _SYNTAX["opening_at"].search(before) and between and len(sides(between.actors)) > 1 and not subject:
            return Cast(between.actors, cue.end)  # « Lors d'un sommet à …, un accord a été conclu entre X et Y »
        if during and cue.word.mode in ("video", "phone"):
            present = tuple(actor for group in scene.groups if not group.preposition for actor in group.persons)
            if len(sides(present)) > 1:
                return Cast(present, cue.end)
        return _told_before(scene, cue)

    def _states(self, compound: re.Match[str]) -> Cast | None:
        left = self._knowledge.prefixes[compound[1]]
        right = self._knowledge.demonyms.get(compound[2])
        if right is None:
            return None
        actors = self._knowledge.actors
        return Cast((actors[left], actors[right]), compound.end())


def _is_topic(scene: Scene, cue: Cue) -> bool:
    """« X a discuté avec Y des pourparlers de Vienne »: what they spoke of, unless a day makes it theirs."""
    talks = any(other.end <= cue.start and other.word.frame in ("with", "talk") for other in scene.cues)
    dated = any(0 <= time.start - cue.end <= _ADDRESSED for time in scene.times)
    return talks and not dated and _SYNTAX["spoken_of"].search(scene.normal, scene.start, cue.start) is not None


def _telling(scene: Scene) -> tuple[Actor, ...]:
    """« X a dit à Y lors d'un entretien »: who tells whom."""
    for group in scene.groups:
        verb = next((one for one in reversed(scene.finite) if one.end <= group.start), None)
        if group.preposition != "a" or verb is None or group.start - verb.end > _ADDRESSED:
            continue
        free = (one for one in reversed(scene.groups) if one.end <= verb.start and not one.preposition)
        speaker = next((one for one in free if one.persons), None)
        return (*speaker.persons, *group.persons) if speaker else ()
    return ()


def _is_of_things(scene: Scene, cue: Cue, group: Group) -> bool:
    """« un échange sur le partenariat entre A et B », « sur l'accord avec C »."""
    return _SYNTAX["between_things"].search(scene.normal, cue.end, max(cue.end, group.start)) is not None


def _is_of_place(scene: Scene, cue: Cue, before: str) -> bool:
    """« les pourparlers de Vienne »: known by where they are held, and not of who speaks of them."""
    if not before.endswith((" les ", " des ", " aux ", " du ")):
        return False
    return any(_SYNTAX["of_place"].fullmatch(scene.normal, cue.end, max(cue.end, one.start)) for one in scene.places)


def _told_before(scene: Scene, cue: Cue) -> Cast | None:
    """« la rencontre »: one told before; « la rencontre de son ministre » is not."""
    if cue.word.strength != "strong" or _SYNTAX["of_somebody"].match(scene.normal, cue.end):
        return None
    return Cast((), cue.end)
