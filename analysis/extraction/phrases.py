"""Groups of participants in a sentence: actors joined by « et », with the preposition that governs them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.extraction.marked import Marked, Mention
from analysis.extraction.offices import Office
from analysis.knowledge import Actor
from analysis.language.patterns import syntax

_SYNTAX = syntax()
_AND = r",? (?:et|ou|ainsi que|puis) "


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


Beside = Mapping[int, Sequence[Office]]  # start of a person's mention → the offices beside it


def offices_beside(marked: Marked) -> Beside:
    """The offices of an article that stand beside a person, by the start of that person's mention."""
    found: dict[int, list[Office]] = {}
    for office in marked.offices:
        if office.start in marked.beside:
            found.setdefault(marked.beside[office.start].start, []).append(office)
    return found


def groups(beside: Beside, mentions: Sequence[Mention], normal: str, floor: int) -> list[Group]:
    """The groups of one sentence that begins at `floor`, from its `mentions`, in order."""
    spans = _spans(beside, mentions)
    closed = _closed(spans, normal)
    found: list[Group] = []
    for number, (start, end, actors, how) in enumerate(spans):
        preposition = _preposition(normal, floor, start)
        last = found[-1] if found else None
        if last and closed[number] and _joins(last, preposition, normal[last.end : start], actors, how):
            found[-1] = Group(last.start, end, last.preposition, _merged(last.actors, actors), (*last.hows, how))
        else:
            found.append(Group(start, end, preposition, actors, (how,)))
    return found


def _closed(spans: Sequence[tuple[int, int, tuple[Actor, ...], str]], normal: str) -> list[bool]:
    """May a span go on with the group before it? After a comma only in a list that « et » closes: « A, B et C »."""
    closed = [True] * len(spans)
    for number in range(len(spans) - 1, 0, -1):
        gap = normal[spans[number - 1][1] : spans[number][0]]
        if gap.startswith(",") and not re.match(_AND, gap):
            follows = number + 1 < len(spans) and closed[number + 1]
            after = normal[spans[number][1] : spans[number + 1][0]] if follows else ""
            closed[number] = bool(_SYNTAX["joined"].fullmatch(after)) if after else False
    return closed


def _merged(left: tuple[Actor, ...], right: tuple[Actor, ...]) -> tuple[Actor, ...]:
    return tuple(dict.fromkeys((*left, *right)))


def _spans(beside: Beside, mentions: Sequence[Mention]) -> list[tuple[int, int, tuple[Actor, ...], str]]:
    """Mentions with the office before or after them, those of the same words (« les deux … ») as one."""
    spans: list[tuple[int, int, tuple[Actor, ...], str]] = []
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
    if match is None or match[1] == "des" and start - len(match[0].strip()) - 1 <= floor:
        return ""  # « Des responsables … » opens a sentence: an article
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
