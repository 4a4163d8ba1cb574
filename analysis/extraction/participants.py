"""Who takes part: participants of an encounter from the grammar around its cue."""

from collections.abc import Sequence

from analysis.extraction.cues import Cue, is_gerund, is_infinitive, is_reflexive
from analysis.extraction.discourse import Discourse
from analysis.extraction.grammar import (
    Grammar,
    announced,
    is_bare,
    opens,
    place_after,
)
from analysis.extraction.marked import Marked
from analysis.extraction.nouns import Nouns
from analysis.extraction.phrases import Group, Peoples, is_met, sides
from analysis.extraction.scene import Scene, of_another
from analysis.extraction.visits import Cast, Visits
from analysis.knowledge import Actor, Knowledge
from analysis.language.patterns import syntax

_SYNTAX = syntax()
_RECEIVING = ("recevoir", "accueillir")
_OF_OTHERS = ("tell", "go", "goto", "expect")  # of somebody or a place that the sentence names
_OF_PLACES = ("go", "goto", "at", "expect")  # of a place behind the verb
_TALKING = frozenset(("discuter", "negocier", "dialoguer", "parler", "echanger"))  # of states, no occasion yet
_ASKED = 90  # characters from « on ignore si » to what is asked


class Participants:
    """Reads the participants of a cue from its sentence and from what was said before."""

    def __init__(self, knowledge: Knowledge, peoples: Peoples) -> None:
        self._knowledge, self._peoples = knowledge, peoples
        self._grammar = Grammar()
        self._visits = Visits(self._grammar)
        self._nouns = Nouns(self._grammar, knowledge)

    def possible(self, normal: str, marked: Marked) -> bool:
        """Can an article tell of an encounter: does it name two sides at all?"""
        named = {mention.actor.side for mention in marked.mentions}
        named |= {mention.place.country for mention in marked.places}
        return (
            len(named - {""}) > 1
            or self._peoples.named(normal, 0, len(normal))
            or any(before.rpartition(" ")[2] in self._knowledge.prefixes for before in normal.split("-"))
        )

    @staticmethod
    def silent(scene: Scene, discourse: Discourse) -> bool:
        """Can no verb of `scene` tell of an encounter: it names nobody and no place, and no two were spoken of?"""
        if scene.mentions or scene.places or scene.names_peoples:
            return False
        frames = {cue.word.frame for cue in scene.cues}.difference(_OF_OTHERS, _OF_PLACES)
        return not frames or "noun" not in frames and not discourse.pair(scene.number)

    def of(self, scene: Scene, cue: Cue, discourse: Discourse) -> Cast | None:
        """The cast of `cue`, or None where it tells of no encounter of two sides."""
        frame = cue.word.frame
        if frame in _OF_PLACES and not (scene.places and scene.places[-1].start >= cue.end):
            return None
        if frame == "tell" and not any(mention.start >= cue.end for mention in scene.persons):
            return None
        alone = not scene.groups and (frame in _OF_OTHERS or not discourse.pair(scene.number))
        if alone and frame != "noun" and not scene.places:
            return None
        if frame == "noun":
            travel = cue.word.kind == "visit"
            cast = (
                self._visits.noun(scene, cue, discourse) if travel else self._nouns.cast(scene, cue, discourse, alone)
            )
        elif frame in ("go", "goto", "at"):
            cast = self._visits.go(scene, cue, discourse)
        elif frame == "expect":
            cast = self._visits.expect(scene, cue, discourse)
        elif frame == "tell":
            cast = self._tell(scene, cue, discourse)
        else:
            cast = self._verb(scene, cue, discourse)
        if cast is None or not cast.actors:
            return cast
        if _SYNTAX["whether"].search(scene.normal, max(scene.start, cue.start - _ASKED), cue.start):
            return None  # « on ignore si X rencontrera Y »
        actors = _countable(_persons_of(scene, cue, cast, discourse) or (*cast.actors, *_present(scene, cue, cast)))
        if (
            len(sides(actors)) < 2
            or cue.word.lemma in _TALKING
            and is_lasting(scene, cue)
            and any(actor.kind == "state" for actor in actors)
        ):
            return None  # « A et B discutent d'un accord »: no occasion
        return cast._replace(actors=actors)

    # Verbs ------------------------------------------------------------------------------------------

    def _verb(self, scene: Scene, cue: Cue, discourse: Discourse) -> Cast | None:
        """« X rencontre Y », « X s'entretient avec Y », « X est reçu par Y »."""
        reflexive = is_reflexive(scene.normal, cue.start)
        if cue.word.frame == "object" and (opens(scene, cue) or self._is_passive(scene, cue, reflexive)):
            return self._received(scene, cue, discourse)
        wanted = cue.word.prepositions or ("",)
        if reflexive and cue.word.frame == "object":
            wanted = ("avec",)
        others = self._grammar.after(scene, cue.end, wanted)[:1] or self._grammar.object_before(scene, cue, discourse)
        if _means_another(scene, cue, others) or others and _belongs_to_noun(scene, cue, others[0]):
            return None
        persons = [actor for group in others for actor in group.actors if _meets(actor, group, cue)]
        if not persons and not reflexive and cue.word.frame != "with":
            return None
        subject = self._grammar.subject(scene, cue, discourse)
        weak = cue.word.strength == "weak" and not reflexive
        if persons:
            if not subject:
                return None
            own = scene.verb(cue)
            now = own is not None and own.tense == "present" and not is_infinitive(scene.normal, cue)
            host = subject[0] if cue.word.lemma in _RECEIVING else None
            return Cast((*subject, *persons), others[-1].end, weak=weak, host=host, present=cue.active or now)
        return Cast(subject, cue.end, weak=weak) if len(sides(subject)) > 1 else None

    def _is_passive(self, scene: Scene, cue: Cue, reflexive: bool) -> bool:
        """« a été reçu », « X, reçu par Y, », « s'est vu recevoir par Y »."""
        before = scene.normal[max(scene.start, cue.start - 60) : cue.start]
        if reflexive:
            return _SYNTAX["seen_to"].search(before) is not None
        if is_gerund(scene.normal, cue):
            return False
        if _SYNTAX["passive"].search(before) and not is_infinitive(scene.normal, cue):
            return True
        return not cue.active and bool(self._grammar.after(scene, cue.end, ("par",))) and is_bare(scene, cue)

    def _received(self, scene: Scene, cue: Cue, discourse: Discourse) -> Cast | None:
        """« X a été reçu par Y », « X a été reçu au palais »: without a host, the leader of the place."""
        hosts = [
            actor
            for group in self._grammar.after(scene, cue.end, ("par",))
            if not of_another(scene, cue, group.start)
            for actor in group.actors
        ]
        place = place_after(scene, cue.end)
        if cue.word.lemma == "reunir" and not hosts:  # « X et Y étaient réunis à l'initiative de Z »
            together = self._grammar.subject(scene, cue, discourse)
            return Cast(together, cue.end) if len(sides(together)) > 1 else None
        if not hosts and (place is None or not place.country):
            return None
        guest = announced(scene, cue) if opens(scene, cue) else self._grammar.subject(scene, cue, discourse)
        if not guest:
            return None
        if hosts:
            return Cast((*guest, *hosts), cue.end, host=hosts[0])
        assert place is not None  # else nobody receives
        host = discourse.named_leader(place.country) if place.kind == "site" else None
        host = host or discourse.host(place.country, guest[0])
        return Cast((*guest, host), cue.end, place, inferred=True) if host else None

    def _tell(self, scene: Scene, cue: Cue, discourse: Discourse) -> Cast | None:
        """« X a déclaré dimanche à Pékin à Y que »: a conversation; weak unless the place is told."""
        others = [group for group in self._grammar.after(scene, cue.end, ("a",)) if group.persons]
        after = [
            group for group in self._grammar.after(scene, cue.end, ("",)) if others and group.end < others[0].start
        ]
        said = after[0].actors if after else ()  # « …, a dit X à Y »
        subject = said or self._grammar.subject(scene, cue, discourse) if others else ()
        if not subject:
            return None
        place = place_after(scene, cue.end, others[0].start)
        return Cast((*subject, *others[0].persons), others[0].end, place, weak=place is None)


def is_lasting(scene: Scene, cue: Cue) -> bool:
    """« X et Y ne se parlent plus », « ne négocient pas »: no encounter that was to be, but how things stand."""
    own = scene.verb(cue)
    return own is not None and own.tense == "present" and not is_infinitive(scene.normal, cue) and not scene.times


def _means_another(scene: Scene, cue: Cue, others: Sequence[Group]) -> bool:
    """« échanger des messages », « appeler X à négocier », « avoir X » without telephone: no encounter."""
    if cue.word.lemma == "echanger":
        return _SYNTAX["things"].match(scene.normal, cue.end) is not None
    if cue.word.strength == "call":
        return bool(others and _SYNTAX["appeal"].match(scene.normal, others[0].end))
    return cue.word.strength == "line" and not (others and _SYNTAX["on_line"].match(scene.normal, others[0].end))


def _belongs_to_noun(scene: Scene, cue: Cue, group: Group) -> bool:
    """« a parlé à la presse à l'issue de sa rencontre avec Y »: Y was met, not spoken to."""
    nouns = (one for one in scene.cues if one.word.frame == "noun" and cue.end <= one.start and one.end < group.start)
    noun = next(nouns, None) if cue.word.frame in ("with", "talk") else None
    return noun is not None and _SYNTAX["after_talks"].search(scene.normal, cue.end, noun.start) is not None


def _persons_of(scene: Scene, cue: Cue, cast: Cast, discourse: Discourse) -> tuple[Actor, ...]:
    """« Les deux parties poursuivront leurs entretiens »: the two persons told of, if of these sides."""
    both = [group for group in scene.groups if group.actors == cast.actors and set(group.hows) == {"anaphora"}]
    if any(_SYNTAX["two_men"].search(scene.normal, one.start, one.end) for one in both):
        return discourse.pair(scene.number)
    theirs = scene.finds("their", cue.start - 30, cue.start)
    if not (theirs or cue.word.frame != "noun") or not both or any(actor.kind != "state" for actor in cast.actors):
        return ()
    pair = discourse.pair(scene.number)
    return pair if sides(pair) == sides(cast.actors) else ()


def _present(scene: Scene, cue: Cue, cast: Cast) -> tuple[Actor, ...]:
    """« X et Y se sont vus en présence de Z »: Z takes part, unless Z stands for the side of one of them."""
    if "in_presence" not in scene.signs:
        return ()
    others = (
        group
        for group in scene.groups
        if group.start >= cue.end
        and scene.finds("in_presence", cue.end, group.start)
        and not of_another(scene, cue, group.start)
    )
    known = sides(cast.actors)
    return tuple(actor for group in others for actor in group.persons if actor.side not in known)


def _meets(actor: Actor, group: Group, cue: Cue) -> bool:
    """One meets persons, and those who stand for a state: « la délégation russe »."""
    return actor.kind == "person" or cue.word.frame == "with" or is_met(group)


def _countable(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Those who represent a side: no private person, no state beside who represents it, no body beside its union."""
    known = [actor for actor in dict.fromkeys(actors) if actor.side]
    represented = {actor.side for actor in known if actor.kind == "person"}
    sides_told = {actor.name for actor in known}  # beside « l'Union européenne », the Commission is no other
    return tuple(
        actor
        for actor in known
        if actor.kind == "person"
        or actor.side not in represented
        and (actor.side == actor.name or actor.side not in sides_told)
    )
