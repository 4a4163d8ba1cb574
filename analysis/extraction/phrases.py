"""Groups of participants in a sentence: actors joined by « et », with the preposition that governs them."""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.extraction.marked import Marked, Mention
from analysis.extraction.offices import Office
from analysis.knowledge import Actor, Knowledge
from analysis.language.patterns import syntax

_SYNTAX = syntax()
_AND = re.compile(r",? (?:et|ou|ainsi que|puis) ")
# In all that tells of peoples: looked for first, since few sentences hold it.
_PLURALS = "s et "
_LAST_WORD = re.compile(r"\w+$")
_LONGEST_PEOPLE = 30
_POST = len(" et le roi ")  # letters of « et » with a post
_GOVERNS = 40  # letters from a preposition to the first name that it governs
_PLURAL = ("des ", "de ", "haut ", "hauts ")  # how « avec des » and « avec de hauts » end

# « Selon X, Y et Z … »: what such a word opens ends with the comma.
_APART = frozenset(("selon", "pour", "apres", "avant", "contre", "comme", "sans", "malgre", "face a", "depuis"))
# … and with it may end what these open: « Reçus par X, Y et Z ont promis »; « avec X, Y et Z ».
_BOTH = frozenset(("avec", "par"))
_PLAIN = {"au": "a", "aux": "a", "du": "de", "des": "de", "d'": "de", "qu'": "que"}
_Span = tuple[int, int, tuple[Actor, ...], str]  # start, end, actors, how


@dataclass(slots=True)  # frozen, it takes three times as long to make
class Group:
    """Actors that stand together at [start, end), governed by `preposition` ("" for none)."""

    start: int
    end: int
    preposition: str
    actors: tuple[Actor, ...]
    hows: tuple[str, ...]
    persons: tuple[Actor, ...] = field(init=False)  # among the actors

    def __post_init__(self) -> None:
        self.persons = tuple([actor for actor in self.actors if actor.kind == "person"])


Beside = Mapping[int, Sequence[Office]]  # start of a person's mention → the offices beside it


class Peoples:
    """« Russes et Ukrainiens », « entre Américains et Chinois »: nations that meet, named by their people."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.demonyms = knowledge.demonyms
        self._actors = knowledge.actors

    def state(self, people: str) -> str:
        """The name of the state of `people`; empty for other words."""
        return self._actors[self.demonyms[people]].name if people in self.demonyms else ""

    def named(self, normal: str, start: int, end: int) -> bool:
        """Does a people stand before « et » in normal[start:end]?"""
        at = normal.find(_PLURALS, start, end)
        while at >= 0:
            word = _LAST_WORD.search(normal, max(start, at - _LONGEST_PEOPLE), at + 1)
            if word and word[0] in self.demonyms:
                return True
            at = normal.find(_PLURALS, at + 1, end)
        return False

    def add(self, found: list[Group], normal: str, start: int, end: int) -> list[Group]:
        """`found`, the groups of the sentence normal[start:end], with those that are peoples, in order."""
        for match in _SYNTAX["peoples"].finditer(normal, start, end):
            left, right = self.demonyms.get(match[1]), self.demonyms.get(match[2])
            listed = normal[max(start, match.start() - 20) : match.start()].endswith("s, ")
            taken = any(one.start < match.end() and match.start() < one.end for one in found)
            if not left or not right or left == right or listed or taken:
                continue
            preposition = _preposition(normal, start, match.start())
            actors = (self._actors[left], self._actors[right])
            found.append(Group(match.start(), match.end(), preposition, actors, ("anaphora", "anaphora")))
        return sorted(found, key=lambda group: group.start)


def offices_beside(marked: Marked) -> Beside:
    """The offices of an article that stand beside a person, by the start of that person's mention."""
    found: dict[int, list[Office]] = {}
    for office in marked.offices:
        if office.start in marked.beside:
            found.setdefault(marked.beside[office.start].start, []).append(office)
    return found


def groups(
    beside: Beside, mentions: Sequence[Mention], normal: str, floor: int, demonyms: Container[str] = ()
) -> list[Group]:
    """The groups of one sentence that begins at `floor`, from its `mentions`, in order.

    `demonyms`: adjectives of states, which may stand before a name: « les présidents russe X et turc Y ».
    """
    spans = _spans(beside, mentions, normal)
    closed = _closed(spans, normal, demonyms) if len(spans) > 1 else []
    found: list[Group] = []
    for number, (start, end, actors, how) in enumerate(spans):
        preposition = _preposition(normal, floor, start) or _before_post(normal, floor, start, actors)
        last = found[-1] if found else None
        if last and closed[number] and _SYNTAX["joins"].match(normal, last.end, start):
            gap = _without_demonym(_beside_post(normal[last.end : start]), demonyms)
            if _joins(last, preposition, gap, actors) and not (
                gap.startswith(",") and _parts(last, spans, number, normal)
            ):
                found[-1] = Group(last.start, end, last.preposition, _merged(last.actors, actors), (*last.hows, how))
                continue
        found.append(Group(start, end, preposition, actors, (how,)))
    return found


def _parts(last: Group, spans: Sequence[_Span], number: int, normal: str) -> bool:
    """Does a comma between `last` and span `number` end what a preposition opens?"""
    return bool(
        last.preposition
        and _SYNTAX["acts"].match(normal, spans[number][1])
        or last.preposition in _APART
        and not _has_post(spans[number - 1], normal)
        or last.preposition in _BOTH
        and _is_new_subject(spans, number, normal)
    )


def _has_post(span: _Span, normal: str) -> bool:
    """« avec X, le président de …, et Y »: the comma before « et » closes the apposition."""
    return "," in normal[span[0] : span[1]]


def _beside_post(gap: str) -> str:
    """« , président de …, et » joins as « et » does; so does « et le chef de …, »."""
    if gap.startswith(", ") and (match := _SYNTAX["apposition_closed"].fullmatch(gap)):
        return match["and"][1:]
    return match["and"] if len(gap) > _POST and (match := _SYNTAX["post_before"].fullmatch(gap)) else gap


def _is_new_subject(spans: Sequence[_Span], number: int, normal: str) -> bool:
    """« Reçus par X, Y et Z ont promis »: do the spans from `number` on, joined by « et », do something?"""
    while number + 1 < len(spans) and _SYNTAX["joined"].fullmatch(normal, spans[number][1], spans[number + 1][0]):
        number += 1
    return _SYNTAX["acts"].match(normal, spans[number][1]) is not None


def _closed(spans: Sequence[_Span], normal: str, demonyms: Container[str]) -> list[bool]:
    """May a span go on with the group before it? After a comma only in a list that « et » closes: « A, B et C »."""
    closed = [True] * len(spans)
    for number in range(len(spans) - 1, 0, -1):
        gap = normal[spans[number - 1][1] : spans[number][0]]
        if gap.startswith(",") and not _AND.match(gap):
            follows = number + 1 < len(spans) and closed[number + 1]
            after = normal[spans[number][1] : spans[number + 1][0]] if follows else ""
            closed[number] = bool(after and _SYNTAX["joined"].fullmatch(_without_demonym(after, demonyms)))
    return closed


def _merged(left: tuple[Actor, ...], right: tuple[Actor, ...]) -> tuple[Actor, ...]:
    return tuple(dict.fromkeys((*left, *right)))


def _spans(beside: Beside, mentions: Sequence[Mention], normal: str) -> list[_Span]:
    """Mentions with the office before or after them, those of the same words (« les deux … ») as one."""
    spans: list[_Span] = []
    for mention in mentions:
        if _is_aside(mention, normal):
            continue
        if mention.how == "office" and _plural(mention, normal) and _is_alone(mention, mentions):
            continue  # « les dirigeants chinois » are not the one who leads
        start, end = mention.start, mention.end
        for office in beside.get(mention.start, ()):
            if office.plural and len(office.of) < 2 and "," in normal[office.end : mention.start]:
                continue  # « lors du sommet des ministres, X a … »; not « les ministres russe et chinois, X et Y »
            start, end = min(start, office.start), max(end, office.end)
        if spans and spans[-1][0] == start:
            spans[-1] = (start, end, _merged(spans[-1][2], (mention.actor,)), mention.how)
        elif spans and start < spans[-1][1]:
            # An actor inside the words around another: « porte-parole du Kremlin, X ».
            if mention.actor.kind == "person":
                spans[-1] = (min(start, spans[-1][0]), max(end, spans[-1][1]), (mention.actor,), mention.how)
        else:
            if mention.actor.kind == "person" and mention.how in ("name", "title"):
                start = _office_of(spans, normal, start)
            spans.append((start, end, (mention.actor,), mention.how))
    return spans


def _is_aside(mention: Mention, normal: str) -> bool:
    """« à Doha (Qatar) », « accompagné de son épouse X »: no participant."""
    if mention.actor.kind == "person":
        return _SYNTAX["kin_of"].search(normal, max(0, mention.start - 20), mention.start) is not None
    return normal.startswith(")", mention.end) and normal.endswith("(", 0, mention.start)


def _plural(mention: Mention, normal: str) -> bool:
    return mention.actor.kind == "person" and normal.startswith("les ", mention.start)


def _is_alone(mention: Mention, mentions: Sequence[Mention]) -> bool:
    return sum(other.start == mention.start for other in mentions) == 1


def _office_of(spans: list[_Span], normal: str, start: int) -> int:
    """Where the name at `start` begins with the office told just before it: « le secrétaire général de l'ONU X ».

    Such an office is its bearer's, whoever it was taken to be; its spans are taken off `spans`.
    """
    for taken in (1, 2):
        if len(spans) < taken or spans[-taken][3] != "office":
            continue
        if _SYNTAX["apposed"].fullmatch(normal, spans[-taken][1], start):
            start = spans[-taken][0]
            del spans[-taken:]
            return start
    return start


def _preposition(normal: str, floor: int, start: int) -> str:
    head = max(floor, start - _GOVERNS)
    match = None
    if normal.endswith(_PLURAL, head, start):
        match = _SYNTAX["governed_plural"].search(normal, head, start)
    match = match or _SYNTAX["governed"].search(f" {normal[head:start]}")
    if match is None or match[1] == "des" and start - len(match[0].strip()) - 1 <= floor:
        return ""  # « Des responsables … » opens a sentence: an article
    return "avec" if match[1].startswith("en compagnie") else _PLAIN.get(match[1], match[1])


def _before_post(normal: str, floor: int, start: int, actors: tuple[Actor, ...]) -> str:
    """What governs « entre le sénateur américain X », whose post nobody knows."""
    if actors[0].kind != "person":
        return ""
    match = _SYNTAX["governed_post"].search(normal, max(floor, start - 60), start)
    return match[1] if match else ""


def _without_demonym(gap: str, demonyms: Container[str]) -> str:
    """« et turc » before a name joins as « et » does, and so does « et turc, »."""
    words = gap.split()
    return gap[: gap.rindex(words[-1])] if len(words) > 1 and words[-1].rstrip(",") in demonyms else gap


def _joins(last: Group, preposition: str, gap: str, actors: tuple[Actor, ...]) -> bool:
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


def is_met(group: Group) -> bool:
    """Does it name persons, or those who stand for a state: « la délégation russe »?"""
    return bool(group.persons) or set(group.hows) == {"office"}
