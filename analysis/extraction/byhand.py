"""What a reader of the corpus said of names: these words are that actor, these two are one, this is nobody.

Judgements are made of the lines of corrections.csv and of the knowledge alone, never of what was read before, so that
a corpus built at once and one built bit by bit are the same. They count while an article is read: a person who is
now known stands for a state, and the article may tell of a meeting that it did not tell of before.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from analysis.extraction.marked import Draft
from analysis.extraction.people import slug
from analysis.knowledge import Actor, Knowledge
from analysis.language.text import normalise

if TYPE_CHECKING:  # explain reads no files: their formats are not loaded for it
    from analysis.reading.corrections import Line
    from analysis.reading.formats import Reject

_PATTERNS = 1_000  # compiled words kept: as many as a patient reader corrects


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was said of the words `target`: they are `actor` (None: nobody)."""

    kind: str  # alias | same | nobody
    target: str
    actor: Actor | None

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What reading an article depends on."""
        actor = self.actor
        return (self.kind, self.target, actor.actor_id if actor else "", actor.name if actor else "")


@dataclass(slots=True)
class Judgements:
    """The lines on actors, understood."""

    # By the line that says it.
    of_words: dict["Line", Judgement] = field(default_factory=dict)
    renamed: dict["Line", tuple[Actor, Actor]] = field(default_factory=dict)  # a known actor, and who it is
    strangers: dict["Line", str] = field(default_factory=dict)  # slug of an actor that only the press can know
    rejects: list["Reject"] = field(default_factory=list)


def judgements(lines: Sequence["Line"], knowledge: Knowledge) -> Judgements:
    """What `lines` (alias, same, nobody) say. Names are those of the knowledge or of the press; a known actor may
    also be given by its actor_id or by another of its names.
    """
    found, names = Judgements(), _Names(knowledge, lines)
    for line in lines:
        target, actor = names.known(line.target), names.last(line.value) if line.value else None
        if wrong := _wrong(line, target, actor):
            found.rejects.append(line.reject(wrong))
        elif line.kind == "same" and target and actor:
            found.renamed[line] = (target, actor)
        else:
            found.of_words[line] = Judgement(line.kind, line.target, actor)
            if actor and actor.actor_id not in knowledge.actors:
                found.strangers[line] = actor.actor_id
    return found


def _wrong(line: "Line", target: Actor | None, actor: Actor | None) -> str:
    """Why a line cannot be used; "" where it can."""
    if not slug(line.target):
        return f"{line.target!r} holds no letter or digit."
    if line.kind == "nobody":
        return f"{line.target!r} is {target.name}, whom the knowledge holds; correct it there." if target else ""
    if not slug(line.value):
        return f"{line.value!r} is no name of an actor."
    if actor is None:
        return f"The lines that say who {line.value!r} is lead in a circle."
    own = target.actor_id if target else slug(line.target)
    return f"{line.target!r} is {line.value!r} already." if line.kind == "same" and actor.actor_id == own else ""


class _Names:
    """Who a name is: by the knowledge, and after all that `lines` make the same."""

    def __init__(self, knowledge: Knowledge, lines: Iterable["Line"]) -> None:
        self._actors = knowledge.actors
        self._aliases = {normalise(alias.text): alias.actor_id for alias in knowledge.aliases}
        moves = ((self._actor(line.target).actor_id, line.value) for line in lines if line.kind == "same")
        self._moves = {actor: value for actor, value in moves if self._actor(value).actor_id != actor}

    def known(self, name: str) -> Actor | None:
        """The actor that the knowledge holds under `name`."""
        return self._actors.get(slug(name)) or self._actors.get(self._aliases.get(normalise(name), ""))

    def _actor(self, name: str) -> Actor:
        return self.known(name) or Actor(slug(name), name, "person", "")

    def last(self, name: str) -> Actor | None:
        """Of « A is B » and « B is C », C for each; None where that leads in a circle."""
        actor, passed = self._actor(name), set[str]()
        while actor.actor_id in self._moves:
            if actor.actor_id in passed:
                return None
            passed.add(actor.actor_id)
            actor = self._actor(self._moves[actor.actor_id])
        return actor


class ByHand:
    """Reads what was judged of the names of one article, before the lexicon does."""

    def __init__(self, judged: Sequence[Judgement]) -> None:
        self._words = [(_pattern(one.target), one.actor) for one in _longest_first(judged) if one.kind != "same"]
        self.same = {slug(one.target): one.actor for one in judged if one.kind == "same" and one.actor}

    def read(self, draft: Draft) -> None:
        """Adds the mentions that aliases make, in place of what the lexicon has there; keeps nobody's words free."""
        aliased = list[tuple[int, int]]()
        for pattern, actor in self._words:
            for start, end in _places(pattern, draft):
                if draft.taken(start, end):
                    continue
                if actor is None:
                    draft.keep_free(start, end)
                else:
                    draft.add(start, end, actor, "name" if draft.text[start].isupper() else "nickname")
                    aliased.append((start, end))
        if aliased:
            draft.marks = [mark for mark in draft.marks if not _overlaps(mark.start, mark.end, aliased)]


def _longest_first(judged: Sequence[Judgement]) -> list[Judgement]:
    return sorted(judged, key=lambda one: (-len(one.target), one.target))


@lru_cache(_PATTERNS)
def _pattern(words: str) -> tuple[re.Pattern[str], bool]:
    """The words in normal form, whole; and whether they begin with a capital, as a name does."""
    inner = r"\s+".join(re.escape(word) for word in normalise(words).split())
    return re.compile(rf"(?<![\w-]){inner}(?![\w-])"), words[0].isupper()


def _places(pattern: tuple[re.Pattern[str], bool], draft: Draft) -> Iterator[tuple[int, int]]:
    compiled, proper = pattern
    for match in compiled.finditer(draft.normal):
        if not proper or draft.text[match.start()].isupper():
            yield match.span()


def _overlaps(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(first < end and start < last for first, last in spans)
