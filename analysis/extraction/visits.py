"""Visits: who travels where, and who receives there."""

import re
from dataclasses import replace
from typing import NamedTuple

from analysis.extraction.cues import Cue, is_reflexive
from analysis.extraction.days import recalled
from analysis.extraction.discourse import Discourse
from analysis.extraction.grammar import Grammar, announced, is_bare, opens, place_after, place_before
from analysis.extraction.marked import PlaceMention
from analysis.extraction.phrases import Group, sides
from analysis.extraction.pronouns import OWNER
from analysis.extraction.scene import Report, Scene
from analysis.knowledge import Actor, Place
from analysis.language import words
from analysis.language.patterns import syntax
from analysis.language.text import normalise
from analysis.language.times import resolve

_SYNTAX = syntax()
_COUNTED = frozenset(map(normalise, words.lists("meeting_words.yaml")["counted"]))  # in normal form
_INVITING = "invit"  # in all that tells who invites
_INVITATION = 40  # letters of « à l'invitation de son homologue »
_JUST_BEFORE = 20  # letters from « successivement » to its verb


class Cast(NamedTuple):
    """The participants; none where the words take up an encounter told before. `end`: where they end."""

    actors: tuple[Actor, ...]
    end: int
    place: Place | None = None
    weak: bool = False
    inferred: bool = False  # the host is not named, only where it is
    host: Actor | None = None  # « X reçoit Y »: X
    asked: bool = False  # « X invite Y à … »: no answer is told
    present: bool = False  # « X rencontre Y »: of a coming day, where one is told


def _convened(scene: Scene, cue: Cue, group: Group) -> bool:
    """Is it an organisation that holds what one travels to?"""
    acting = any(cue.end < verb.start < group.start for verb in scene.finite)
    acting = acting or _SYNTAX["next_deed"].search(scene.normal, cue.end, group.start) is not None
    return (
        group.actors[0].kind == "organisation"
        and not acting
        and bool(
            _SYNTAX["convened"].search(scene.normal, cue.end, group.start)
            or _SYNTAX["convened"].search(scene.normal, cue.end, group.end)  # « participer au Conseil européen »
        )
    )


def in_turn(scene: Scene, cue: Cue, report: Report) -> list[Report]:
    """`report` as it is, or the encounters of « X a reçu successivement Y et Z », « ses rencontres avec Y et Z », one
    after the other; those who receive for one state receive together."""
    if len(report.participants) < 3:
        return [report]
    named = {mention.actor.actor_id: mention.start for mention in reversed(scene.mentions)}
    others = [actor for actor in report.participants if named.get(actor.actor_id, -1) >= cue.end]
    first = tuple(actor for actor in report.participants if actor not in others)
    if len(others) < 2 or not first:
        return [report]
    others.sort(key=lambda actor: named[actor.actor_id])
    starts = [named[actor.actor_id] for actor in others]
    each = cue.word.plural and cue.word.lemma in _COUNTED and len(first) == 1
    turn = _SYNTAX["in_turn"].search(scene.normal, max(scene.start, cue.start - _JUST_BEFORE), starts[-1])
    if not each and not turn:
        return [report]
    hosts = report.home is not None and others[0].side == report.home.country
    apart = turn is not None and turn["after"] is not None and not hosts  # « puis »: those of one state, too
    parts: dict[str, list[Actor]] = {}
    for actor in others:
        parts.setdefault(actor.actor_id if apart else actor.side, []).append(actor)
    return [replace(report, participants=(*first, *those)) for those in parts.values()]


def _invites(scene: Scene, group: Group) -> bool:
    """« à l'invitation de X », « invité par X »: X."""
    return (
        _SYNTAX["invited_by"].search(scene.normal, max(scene.start, group.start - _INVITATION), group.start) is not None
    )


def _hosted(scene: Scene, cast: Cast | None) -> Cast | None:
    """`cast` with the host that « à l'invitation de X » names."""
    if cast is None or not cast.inferred or _INVITING not in scene.normal[scene.start : scene.end]:
        return cast
    for group in scene.groups:
        named = group.persons and all(actor.side == cast.actors[-1].side for actor in group.persons)
        if named and _invites(scene, group):
            return cast._replace(actors=(*cast.actors[:-1], *group.persons), inferred=False)
    return cast


def _travelling(scene: Scene, subject: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """The persons of `subject`; of a delegation, whom it stands for."""
    sent = any(group.actors == subject and set(group.hows) == {"office"} for group in scene.groups)
    return subject if sent else tuple(actor for actor in subject if actor.kind == "person")


def _is_beside(scene: Scene, cue: Cue, place: Place | None) -> bool:
    """« est depuis mardi à Moscou », not « est à la tête d'une entreprise à Moscou »."""
    there = _SYNTAX["being_at"].match(scene.normal, cue.end)
    return there is not None and any(one.place == place and one.start <= there.end() <= one.end for one in scene.places)


def _stops(scene: Scene, place: Place) -> list[PlaceMention]:
    """« en Égypte, en Ouganda et au Kenya »: the places that follow the first one told, of other countries."""
    mentions = iter(scene.places)
    last = next((mention for mention in mentions if mention.place == place), None)
    known = {place.country, ""}
    found: list[PlaceMention] = []
    for mention in mentions:
        if last is None or not _SYNTAX["next_stop"].fullmatch(scene.normal, last.end, mention.start):
            break
        if mention.place.country not in known:
            found.append(mention)
            known.add(mention.place.country)
        last = mention
    return found


def further(report: Report, scene: Scene, discourse: Discourse) -> list[Report]:
    """The other visits of « X se rendra lundi en Égypte, puis mercredi au Kenya »."""
    if not report.inferred or report.place is None:
        return []
    guests = tuple(actor for actor in report.participants if actor.kind == "person")
    if len(sides(guests)) != 1:
        return []
    found: list[Report] = []
    for stop in _stops(scene, report.place):
        host = discourse.host(stop.place.country, guests[0]) if stop.place.country != guests[0].side else None
        floor = max((place.end for place in scene.places if place.end <= stop.start), default=stop.start)
        own = next((time for time in scene.times if floor <= time.start < stop.start), None)
        tense = "past" if report.status == "held" else "future"
        when = resolve(own, discourse.day, tense, report.when) if own else report.when
        if host is not None:
            found.append(replace(report, participants=(*guests, host), place=stop.place, when=when))
    return found


class Visits:
    """Reads verbs and nouns of travel."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        on_visit = words.alternatives(words.lists("meeting_words.yaml")["on_visit"])
        self._on_visit = re.compile(rf"\b(?:{on_visit})(?:, [^,;]{{1,30}},)? (?:[^,;]{{0,40}} )?(?:une? )?(?:\w+ )?$")

    def go(self, scene: Scene, cue: Cue, discourse: Discourse) -> Cast | None:
        """« X se rendra à Moscou »: a visit to whoever leads there."""
        place = place_after(scene, cue.end, direct=cue.word.frame == "goto", leaving=bool(cue.word.prepositions))
        if place is None or not place.country:
            return None
        if cue.word.frame == "at" and not _is_beside(scene, cue, place):
            return None
        subject = announced(scene, cue) if opens(scene, cue) else self._grammar.subject(scene, cue, discourse)
        guest = _travelling(scene, subject)
        if cue.word.frame == "at" and not all(map(discourse.serves, guest)):
            return None
        if {actor.side for actor in guest} == {place.country} and cue.word.prepositions:
            return None  # « avant de quitter Pékin pour Dakar »: home again
        if {actor.side for actor in guest} == {place.country}:  # « X a invité Y à se rendre » chez X
            if _INVITING not in scene.normal[scene.start : cue.start]:
                return None
            guest = next((group.persons for group in reversed(scene.groups) if group.end <= cue.start), ())
        cast = _hosted(scene, self._visit(guest, place, cue.end, discourse, recalled(scene, cue)))
        own = scene.verb(cue)
        if cast and own and own.tense == "present":
            cast = cast._replace(present=True)  # « se rend vendredi à Pékin »
        host = next((group for group in scene.groups if group.start > cue.end and _convened(scene, cue, group)), None)
        if cast and host:  # « X se rendra à Bruxelles pour un sommet de l'UE »
            return cast._replace(actors=(*cast.actors[:-1], *host.actors))
        return cast

    def expect(self, scene: Scene, cue: Cue, discourse: Discourse) -> Cast | None:
        """« X est attendu à Pékin »; « Y attend X en Russie »."""
        if not scene.places or is_reflexive(scene.normal, cue.start):
            return None
        if _SYNTAX["passive"].search(scene.normal[max(scene.start, cue.start - 60) : cue.start]) or is_bare(scene, cue):
            cast = self.go(scene, cue, discourse)
            by = [group for group in self._grammar.after(scene, cue.end, ("par",)) if group.persons]
            if cast and by:  # « X est attendu à Berlin par Y »
                return cast._replace(actors=(*cast.actors[:-1], *by[0].persons), end=by[0].end, inferred=False)
            return cast
        guests = [actor for group in self._grammar.after(scene, cue.end, ("",)) for actor in group.persons]
        place = place_after(scene, cue.end)
        if not guests or place is None:
            return None
        subject = self._grammar.subject(scene, cue, discourse)
        hosts = tuple(actor for actor in subject if actor.side == place.country)
        return (
            Cast((*hosts, *guests), cue.end, place) if hosts else self._visit(tuple(guests), place, cue.end, discourse)
        )

    def _visit(
        self, guest: tuple[Actor, ...], place: Place | None, end: int, discourse: Discourse, past: bool = False
    ) -> Cast | None:
        """`past`: it is recalled (« était venu à Paris en mars »), and who leads there now may not have been met."""
        if not guest or place is None or not place.country:
            return None
        abroad = tuple(actor for actor in guest if actor.side and actor.side != place.country)
        host = discourse.host(place.country, abroad[0], leader=not past) if abroad else None
        return Cast((*abroad, host), end, place, inferred=True) if host else None

    def _destination(self, scene: Scene, cue: Cue, before: str) -> Place | None:
        """Where a visit goes: the place after its noun, else the one between a verb and the noun."""
        leading = _SYNTAX["tour_leads"].match(scene.normal, cue.end, scene.end)
        if leading:  # « une tournée qui le mènera au Kenya »
            return place_after(scene, leading.end(), direct=True)
        following = (other.start for other in scene.cues if other.start > cue.start and other.word.kind == "visit")
        place = place_after(scene, cue.end, min((*following, *self._grammar.predicate(scene, cue)), default=None))
        told = place is not None and place.country  # « une tournée au Proche-Orient »: not where it begins
        return place if told or not self._on_visit.search(before) else place_before(scene, cue) or place

    @staticmethod
    def _makes(scene: Scene, cue: Cue, group: Group) -> bool:
        if not group.persons or group.start < cue.end:
            return False
        if _SYNTAX["that_makes"].fullmatch(scene.normal, cue.end, group.start):
            return True
        makes = _SYNTAX["makes"].match(scene.normal, group.end)
        return makes is not None and _SYNTAX["that"].fullmatch(scene.normal, cue.end, group.start) is not None

    @staticmethod
    def _invited(scene: Scene, cue: Cue, place: Place, hosts: tuple[Actor, ...]) -> Cast | None:
        """« X a invité Y pour une visite à … », where X is at home."""
        before = [group for group in scene.groups if group.end <= cue.start and group.persons]
        guests = before[-1].persons if before else ()
        if not guests or any(actor.side in ("", place.country) for actor in guests):
            return None
        return Cast((*hosts, *guests), cue.end, place, asked=True)

    def _owners(self, scene: Scene, cue: Cue, before: str) -> list[Actor]:
        """« la visite de X »: X; so of « a reçu X en visite à … »."""
        of = (group for group in self._grammar.complements(scene, cue, ("de",)) if group.start - cue.end <= OWNER)
        owners = [actor for group in of if not _invites(scene, group) for actor in group.persons]
        if owners or not before.endswith(" en "):
            return owners
        beside = (group for group in scene.groups if 0 <= cue.start - group.end <= len(" en "))
        return [actor for group in beside for actor in group.persons]

    def noun(self, scene: Scene, cue: Cue, discourse: Discourse) -> Cast | None:
        """« la visite de X à Moscou », « X est en visite à Pékin », « sa visite »."""
        before = scene.normal[max(scene.start, cue.start - 40) : cue.start]
        place = self._destination(scene, cue, before) if scene.places else None
        leading = place and _SYNTAX["tour_leads"].match(scene.normal, cue.end, scene.end)
        owners = self._owners(scene, cue, before)
        made = next((group for group in scene.groups if self._makes(scene, cue, group)), None)
        if made:  # « la visite que devait effectuer X à … »
            owners, place = list(made.persons), place_after(scene, made.end) or place
        makes = None if made else _SYNTAX["he_makes"].match(scene.normal, cue.end)
        if makes:  # « la visite qu'il fera à … »
            place = place_after(scene, makes.end()) or place
        if not owners and (makes or self._on_visit.search(before) or _SYNTAX["possessive"].search(before)):
            subject = self._grammar.subject(scene, cue, discourse) or announced(scene, cue)
            owners = [actor for actor in subject if actor.kind == "person"][:2]
            if place and owners and all(actor.side == place.country for actor in owners):
                return self._invited(scene, cue, place, tuple(owners))
        if leading and not owners:  # « … fait suite à la tournée qui l'a mené à … »: of whom the sentence named last
            subject = self._grammar.subject(scene, cue, discourse)
            owners = [actor for actor in subject if actor.kind == "person"]
            owners = owners or [one for group in scene.groups if group.end <= cue.start for one in group.persons][-1:]
        if owners and place and place.country:
            return _hosted(scene, self._visit(tuple(owners), place, cue.end, discourse))
        if owners and not place:
            hosts = [actor for group in self._grammar.after(scene, cue.end, ("chez",)) for actor in group.persons]
            return Cast((*owners, *hosts), cue.end) if hosts else Cast((), cue.end)
        if _SYNTAX["of_somebody"].match(scene.normal, cue.end):
            return None
        if place and _SYNTAX["on_occasion"].search(before):
            guest = [actor for actor in self._grammar.subject(scene, cue, discourse) if actor.kind == "person"]
            if visit := self._visit(tuple(guest), place, cue.end, discourse):
                return visit
        alone = not any(group.persons for group in scene.groups if group.end <= cue.start)
        if place and alone and discourse.subject and _SYNTAX["indefinite"].search(before):
            return self._visit((discourse.subject,), place, cue.end, discourse)
        return Cast((), cue.end, place)
