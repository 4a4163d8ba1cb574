"""Groups of a sentence as its grammar has them: delegations, appositions, what an opening phrase leaves to the verb."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from analysis.extraction.cues import Cue
from analysis.extraction.phrases import Group, sides
from analysis.extraction.scene import Scene
from analysis.knowledge import Actor
from analysis.language.patterns import syntax

_SYNTAX = syntax()
_BY_OFFICE = frozenset(("office", "nickname"))
_LED = {"delegates", "sent"}  # lists of which it holds words
_HEAD = 60  # letters from a delegation to whom it stands for
_PARTNER = " avec"  # with which « au téléphone avec » ends
_HOSTING = ("accueillir", "recevoir", "reunir")
_SHORT = {"au": "a", "aux": "a", "du": "de", "d'": "de"}


def arranged(scene: Scene, peoples: Mapping[str, Actor]) -> list[Group]:
    """The groups of `scene`, in order, each with the preposition that governs it as a whole. `peoples`: the state of
    each people (« russes »)."""
    told = scene.named
    if scene.names_peoples and (listed := _listed(scene, peoples)):
        told = sorted((*told, *listed), key=lambda group: group.start)
    titled = _titled(scene, apposed(scene, told))
    groups = [_of_one_state(scene, _of_people(scene, group, peoples)) for group in titled]
    groups = _joined(scene, [(group, _delegated(scene, group)) for group in groups])
    if any(group.persons for group in groups):
        groups = _led(groups)
    return [part for group in groups for part in _parted(scene, group)]


def _titled(scene: Scene, groups: Sequence[Group]) -> list[Group]:
    """`groups`; « avec le ministre des Affaires étrangères, de la Coopération et des Émigrés, X » as one: X, whoever
    the words before the first comma were taken to be."""
    found: list[Group] = []
    for group in groups:
        head = next((one for one in reversed(found) if one.persons), None) if group.preposition == "" else None
        if (
            head is not None
            and group.persons
            and head.hows == ("office",)
            and not any(head.end <= verb.start < group.start for verb in scene.finite)
            and _SYNTAX["rest_of_title"].fullmatch(scene.normal, head.end, group.start)
        ):
            del found[found.index(head) :]
            group = replace(group, start=head.start, preposition=head.preposition)
        found.append(group)
    return found


def _led(groups: Sequence[Group]) -> list[Group]:
    """`groups` without those inside another: of « une délégation du Hamas conduite par X », X takes part, for Hamas."""
    found: list[Group] = []
    for group in groups:
        inner = [one for one in groups if not one.persons and group.start <= one.start < group.end and one is not group]
        if group.persons and inner:
            group = replace(group, actors=tuple(_of(actor, inner[0].actors[0]) for actor in group.actors))
        if group.persons or not any(one.persons and one.start <= group.start < one.end for one in groups):
            found.append(group)
    return found


def _of(actor: Actor, whose: Actor) -> Actor:
    """`actor`, serving `whose` side where nobody knows another."""
    return actor if actor.side else replace(actor, country=whose.country, side=whose.side)


def telling(scene: Scene) -> list[Cue]:
    """The cues of `scene` that tell an encounter of their own: neither « réuni » of « un appel a réuni X et Y » nor
    « au téléphone avec » of « s'est entretenu au téléphone avec Y »."""
    if len(scene.cues) < 2:
        return list(scene.cues)
    spans = [
        match.span()
        for cue in scene.cues
        if cue.word.frame == "noun" and (match := _SYNTAX["gathering"].match(scene.normal, cue.end, scene.end))
    ]

    def of_another(before: Cue | None, cue: Cue, after: Cue | None) -> bool:
        if cue.word.frame == "noun":
            return before is not None and _tells(scene, before, cue)
        gathers = any(start <= cue.start < end for start, end in spans)
        return gathers or after is not None and after.word.frame == "noun" and _hosts(scene, cue, after)

    around = zip([None, *scene.cues[:-1]], scene.cues, [*scene.cues[1:], None], strict=True)
    return [cue for before, cue, after in around if not of_another(before, cue, after)]


def _tells(scene: Scene, before: Cue, noun: Cue) -> bool:
    """« s'est entretenu mardi au téléphone avec Y »: is it the verb that governs Y?"""
    governs = noun.word.lemma.endswith(_PARTNER) and before.word.frame in ("with", "talk")
    return governs and "," not in scene.normal[before.end : noun.start]


def _hosts(scene: Scene, cue: Cue, noun: Cue) -> bool:
    """« Rome accueillera mardi les négociations »: the noun tells it, the verb only that it takes place."""
    return (
        cue.word.lemma in _HOSTING
        and not any(cue.end <= group.start < noun.start for group in scene.named)
        and _SYNTAX["hosted"].fullmatch(scene.normal, cue.end, noun.start) is not None
    )


def _of_people(scene: Scene, group: Group, peoples: Mapping[str, Actor]) -> Group:
    """« les ambassadeurs chinois X, français Y et américain Z »: Y, whose side is not known, is of France."""
    if len(group.actors) < 2 or all(actor.side for actor in group.actors):
        return group
    of: dict[str, Actor] = {}
    for mention in scene.mentions:
        if group.start < mention.start < group.end and not mention.actor.side:
            before = scene.normal[group.start : mention.start].split()
            if before and before[-1] in peoples:
                of[mention.actor.actor_id] = peoples[before[-1]]
    return replace(
        group,
        actors=tuple(
            replace(actor, country=of[actor.actor_id].name, side=of[actor.actor_id].name)
            if actor.actor_id in of
            else actor
            for actor in group.actors
        ),
    )


def _of_one_state(scene: Scene, group: Group) -> Group:
    """« le président X, le Premier ministre Y et le ministre Z »: who serves no state told serves the first's."""
    if len(group.actors) < 3 or all(actor.side for actor in group.actors):
        return group
    known = {actor.side: actor for actor in group.persons if actor.side}
    if len(known) != 1:
        return group
    (of,) = known.values()
    titled = {mention.actor.actor_id for mention in scene.mentions if scene.is_titled(mention)}
    return replace(
        group,
        actors=tuple(
            replace(actor, country=of.country, side=of.side)
            if actor.kind == "person" and not actor.side and actor.actor_id in titled
            else actor
            for actor in group.actors
        ),
    )


def _listed(scene: Scene, peoples: Mapping[str, Actor]) -> list[Group]:
    """« entre Russes, Ukrainiens et Américains »: three peoples or more."""
    found: list[Group] = []
    for match in _SYNTAX["peoples_listed"].finditer(scene.normal, scene.start, scene.end):
        names = re.findall(r"\w{4,}", match["peoples"])
        free = all(group.end <= match.start() or group.start >= match.end() for group in scene.named)
        if free and all(name in peoples for name in names):
            actors = tuple(dict.fromkeys(peoples[name] for name in names))
            found.append(Group(match.start("peoples"), match.end(), match["by"], actors, ("anaphora",) * len(actors)))
    return found


def apposed(scene: Scene, groups: Sequence[Group]) -> list[Group]:
    """`groups`, in order; « les émissaires américains X et Y », « avec la cheffe du gouvernement, Z » as one."""
    found: list[Group] = []
    for group in groups:
        last = found[-1] if found else None
        if last and scene.normal[last.end : group.start] in (" ", ", ") and _is_apposed(last, group):
            found[-1] = replace(group, start=last.start, preposition=last.preposition)
        elif last and _leads(scene, last, group):
            found[-1] = replace(
                last,
                end=group.end,
                actors=(*last.actors[:-1], *group.actors),
                hows=(*last.hows[:-1], *group.hows),
            )
        else:
            found.append(group)
    return found


def _is_apposed(last: Group, group: Group) -> bool:
    if group.preposition or not group.persons or not _BY_OFFICE.issuperset(last.hows):
        return False
    return last.actors == group.actors or not last.persons and sides(group.actors) == sides(last.actors)


def _leads(scene: Scene, last: Group, group: Group) -> bool:
    """« la délégation russe, conduite par X »: it is X who takes part for Russia."""
    return (
        group.preposition == "par"
        and last.hows[-1] == "office"
        and last.actors[-1].kind == "state"
        and bool(group.persons)
        and _SYNTAX["led_by"].fullmatch(scene.normal, last.end, group.start) is not None
    )


def _joined(scene: Scene, pairs: Sequence[tuple[Group, Group]]) -> list[Group]:
    """The groups as they stand (second of each pair), « le gouvernement de A et les rebelles de B » as one: only now
    is it known that B is not governed by « de »."""
    found: list[Group] = []
    for before, group in pairs:
        last = found[-1] if found else None
        gap = scene.normal[last.end : group.start] if last and group is not before else ""
        if (
            last
            and gap.startswith(" et ")
            and group.preposition in ("", last.preposition)
            and _SYNTAX["joined"].fullmatch(gap)
        ):
            found[-1] = replace(
                last, end=group.end, actors=(*last.actors, *group.actors), hows=(*last.hows, *group.hows)
            )
        else:
            found.append(group)
    return found


def _delegated(scene: Scene, group: Group) -> Group:
    """« des délégations de A et de B ont … », « avec des représentants de A »: they stand for A and B."""
    if group.persons:
        return _leading(scene, group)
    if group.preposition == "de" and set(group.hows) == {"office"} and scene.normal.endswith("des ", 0, group.start):
        return replace(group, preposition="") if _is_partitive(scene, group.start - len("des ")) else group
    if group.preposition != "de" or "delegates" not in scene.signs:
        return group
    head = _SYNTAX["delegates"].search(scene.normal, max(scene.start, group.start - _HEAD), group.start)
    if head is None:
        return group
    opening = head["open"] or ""
    if opening.startswith(",") and any(one.persons and one.end == head.start("open") for one in scene.named):
        return group  # « X, représentant de A, … »: X is, and no other
    by = head["by"] or ""
    if by == "des":
        by = "" if head["open"] or _is_partitive(scene, head.start("by")) else "de"
    return replace(group, start=head.start("head"), preposition=_SHORT.get(by, by), hows=("office",) * len(group.hows))


def _is_partitive(scene: Scene, start: int) -> bool:
    """Is the « des » at `start` an article? Nothing stands before it, or a verb, or a day or place of its own."""
    before = (scene.verbs, scene.times, scene.places)
    return start == scene.start or any(0 <= start - one.end <= 1 for found in before for one in found)


def _leading(scene: Scene, group: Group) -> Group:
    """« avec une délégation conduite par X »: X stands where the delegation does."""
    if group.preposition not in ("par", "de", "") or not scene.signs >= _LED:
        return group
    head = _SYNTAX["headed_by"].search(scene.normal, max(scene.start, group.start - 2 * _HEAD), group.start)
    if head is None:
        return group
    by = head["by"] or ""
    return replace(group, start=head.start("head"), preposition=_SHORT.get(by, by))


def _parted(scene: Scene, group: Group) -> list[Group]:
    """« Au lendemain de l'investiture de X, Y et Z se sont … »: X ends the opening phrase, Y and Z do it."""
    if not group.preposition or len(group.actors) < 2:
        return [group]
    if not _SYNTAX["opening_phrase"].match(scene.normal, scene.start, group.start):
        return [group]
    acting = any(0 <= verb.start - group.end <= 4 for verb in scene.finite)
    comma = scene.normal.find(",", group.start, group.end)
    if not acting or comma < 0:
        return [group]
    early = {mention.actor for mention in scene.mentions if mention.start < comma}
    parts = [tuple(actor for actor in group.actors if (actor in early) == first) for first in (True, False)]
    if not all(parts):
        return [group]
    named = zip((group.start, comma + 2), (comma, group.end), (group.preposition, ""), parts, strict=True)
    return [Group(start, end, by, actors, ("name",) * len(actors)) for start, end, by, actors in named]
