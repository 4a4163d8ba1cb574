"""Whom a sentence means without a name: « il », « ils », « ce dernier », « qui », « je », what opens a sentence."""

import re
from collections.abc import Sequence

from analysis.extraction.cues import Cue
from analysis.extraction.discourse import Discourse
from analysis.extraction.phrases import Group, sides
from analysis.extraction.scene import Scene
from analysis.knowledge import Actor
from analysis.language.patterns import syntax

_SYNTAX = syntax()
INVERTS = 30  # letters: « avec laquelle s'» is the longest
OWNER = 35  # letters from « la tournée », « la visite » to whose it is
_NEXT = 3  # letters between « X » and « , qui »
_SPEAKER = 40  # characters from « je » to what « je » does


def speaker(scene: Scene, cue: Cue, means: str = "first_person") -> tuple[Actor, ...]:
    """« J'ai rencontré X », « X m'a appelé » (`means` "speaker_met"), a déclaré Y: Y, in whatever sentence the
    quotation ends."""
    if not scene.finds(means, cue.start - _SPEAKER, cue.start):
        return ()
    quoted = _SYNTAX["quoted"].match(scene.normal, cue.end)
    said = scene.at(quoted.end()) if quoted else scene
    after = (group for group in said.groups if group.start > cue.end and not group.preposition and group.persons)
    saying = (group for group in after if _SYNTAX["said_by"].fullmatch(scene.normal, cue.end, group.start))
    return next((group.persons[:1] for group in saying), ())


def opened_for(scene: Scene, end: int) -> tuple[Actor, ...]:
    """« Après avoir reçu Y, X a … », « lors de son entretien avec Y, X … »: whom the words up to `end` are said of."""
    return next(
        (
            group.actors
            for group in scene.groups
            if group.start > end
            and not group.preposition
            and _SYNTAX["after_comma"].match(scene.normal, end, group.start)
        ),
        (),
    )


def meant(
    scene: Scene,
    pronoun: re.Match[str],
    left: Sequence[Group],
    free: Sequence[Group],
    discourse: Discourse,
) -> tuple[Actor, ...] | None:
    """Whom a pronoun means, of the groups `left` of the cue, `free` ones among them, and whom the article spoke of
    before; None where it does not tell."""
    if pronoun["many"]:
        here = dict.fromkeys(one for group in left if group.end <= pronoun.start() for one in group.persons)
        return tuple(here) if len(here) > 1 else discourse.they(scene.number)
    if pronoun["rel"]:
        return _relative(scene, pronoun, left)
    if pronoun["people"]:  # « Le responsable français a été reçu »
        ours = scene.state_of(pronoun["people"])
        return discourse.subjects if ours and {ours} == sides(discourse.subjects) else None
    if _SYNTAX["latter"].fullmatch(pronoun["one"]):
        named = [actor for group in left if group.end <= pronoun.start() for actor in group.persons]
        return tuple(named[-1:]) or discourse.latest
    visitor = next((group for group in left if _SYNTAX["visiting_there"].match(scene.normal, group.end)), None)
    if visitor and visitor.persons and scene.normal.endswith(" ou ", 0, pronoun.start()):
        return visitor.persons[-1:]
    subjects = (group for group in reversed(free) if group.persons and not is_object(scene, group))
    before = pronoun.start("one")  # « X, qu'il recevait »: not X
    others = (one for one in subjects if not _SYNTAX["relative_object"].fullmatch(scene.normal, one.end, before))
    person = next(others, None)
    nearby = next((group for group in reversed(left) if group.persons and group.end <= before), None)
    if (
        nearby
        and _SYNTAX["there_he"].search(scene.normal, nearby.end, before)
        and (not person or _tours(scene, nearby))
    ):
        person = nearby
    if person is None and _SYNTAX["while_he"].match(scene.normal, scene.start, pronoun.end()):
        return opened_for(scene, pronoun.end())[:1] or discourse.subjects  # « Alors qu'il recevait Y, X a … »
    return person.persons[:1] if person else discourse.subjects


def _tours(scene: Scene, group: Group) -> bool:
    """« la tournée de X au Proche-Orient, où il … »: X."""
    tours = (cue for cue in scene.cues if cue.word.kind == "visit" and cue.word.frame == "noun")
    return group.preposition == "de" and any(0 <= group.start - cue.end <= OWNER for cue in tours)


def _relative(scene: Scene, pronoun: re.Match[str], left: Sequence[Group]) -> tuple[Actor, ...] | None:
    """Whom « qui » means: the group before it, but of « X a quitté la délégation qui … » not X."""
    if not left:
        return None
    if 0 <= pronoun.start() - left[-1].end <= _NEXT:
        return left[-1].actors
    return () if _SYNTAX["of_it"].search(scene.normal, left[-1].end, pronoun.start()) else None


def is_object(scene: Scene, group: Group) -> bool:
    """« a reçu Y », « quitter l'ONU »; not « a déclaré Y », whose subject comes after it."""
    verb = scene.verb_before(group.start)
    return bool(
        verb
        and _SYNTAX["to_object"].fullmatch(scene.normal, verb.end, group.start)
        and not _SYNTAX["saying"].search(scene.normal, verb.start, verb.end)
        and not _SYNTAX["inverted"].search(scene.normal, max(scene.start, verb.start - INVERTS), verb.start)
    )
