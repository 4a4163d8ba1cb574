"""Groups of participants in a sentence: actors joined by « et », with the preposition that governs them."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.extraction.marked import Marked, Mention
from analysis.extraction.offices import Office
from analysis.knowledge import Actor
from analysis.language.patterns import syntax

_SYNTAX = syntax()


@dataclass(frozen=True, slots=True)
class Group:
    """Actors that stand together at [start, end), governed by `preposition` ("" for none)."""

    start: int
    end: int
    preposition: str
    actors: tuple[Actor, ...]
    hows: tuple[str, ...]

    @property
    def persons(self) -> tuple[Actor, ...]:
        """The persons among the actors."""
        return tuple(actor for actor in self.actors if actor.kind == "person")


def groups(marked: Marked, mentions: Sequence[Mention], normal: str, floor: int) -> list[Group]:
    """The groups of one sentence that begins at `floor`, from its `mentions`, in order."""
    spans = _spans(marked, mentions)
    found: list[Group] = []
    for start, end, actors, how in spans:
        preposition = _preposition(normal, floor, start)
        last = found[-1] if found else None
        if last and _joins(last, preposition, normal[last.end : start], actors, how):
            found[-1] = Group(last.start, end, last.preposition, _merged(last.actors, actors), (*last.hows, how))
        else:
            found.append(Group(start, end, preposition, actors, (how,)))
    return found


def _merged(left: tuple[Actor, ...], right: tuple[Actor, ...]) -> tuple[Actor, ...]:
    return tuple(dict.fromkeys((*left, *right)))


def _spans(marked: Marked, mentions: Sequence[Mention]) -> list[tuple[int, int, tuple[Actor, ...], str]]:
    """Mentions with the office before or after them, those of the same words (« les deux … ») as one."""
    spans: list[tuple[int, int, tuple[Actor, ...], str]] = []
    beside: dict[int, list[Office]] = {}
    for office in marked.offices:
        if office.start in marked.beside:
            beside.setdefault(marked.beside[office.start].start, []).append(office)
    for mention in mentions:
        start, end = mention.start, mention.end
        for office in beside.get(mention.start, ()):
            start, end = min(start, office.start), max(end, office.end)
        if spans and spans[-1][0] == start:
            spans[-1] = (start, end, _merged(spans[-1][2], (mention.actor,)), mention.how)
        elif spans and start < spans[-1][1]:
            # An actor inside the words around another: « porte-parole du Kremlin, X ».
            if mention.actor.kind == "person":
                spans[-1] = (min(start, spans[-1][0]), max(end, spans[-1][1]), (mention.actor,), mention.how)
        else:
            spans.append((start, end, (mention.actor,), mention.how))
    return spans


def _preposition(normal: str, floor: int, start: int) -> str:
    match = _SYNTAX["governed"].search(normal[max(floor, start - 40) : start])
    if match is None:
        return ""
    return {"au": "a", "aux": "a", "du": "de", "des": "de", "d'": "de", "qu'": "que"}.get(match[1], match[1])


def _joins(last: Group, preposition: str, gap: str, actors: tuple[Actor, ...], how: str) -> bool:
    if not _SYNTAX["joined"].fullmatch(gap):
        return False
    if (
        gap.startswith(",")
        and "et" not in gap
        and {actor.kind == "person" for actor in last.actors} != {actor.kind == "person" for actor in actors}
    ):
        return False
    if last.preposition == "en" and preposition == "":
        return False
    return preposition in ("", "que") or preposition == last.preposition


def sides(actors: Sequence[Actor]) -> set[str]:
    """The states or organisations that `actors` stand for; a private person stands for none."""
    return {actor.side for actor in actors if actor.side}
