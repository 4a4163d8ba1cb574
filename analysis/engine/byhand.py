"""Corrections of actors at work on a corpus: which reach which page, which stand for all, which reach nothing.

Words and names that only the press knows (alias, nobody, and same for a discovered person) count where an article
is read: they may make a meeting of what was none. So each is part of the key of the pages that hold its words, and
of no other: those alone are read again. That a known actor is another needs no reading, and where that actor is meant
without being named it cannot be looked for: it is put right in the rows, when the tables are drawn.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
from ahocorasick_rs import AhoCorasick

from analysis import knowledge, tables
from analysis.engine.parts import Parts, Slot
from analysis.extraction.byhand import Judgement, Judgements, judgements
from analysis.extraction.people import slug
from analysis.knowledge import Actor
from analysis.reading.corrections import OF_ACTORS, Corrections, Line
from analysis.reading.formats import Reject

_NOTHING: tuple[Judgement, ...] = ()
_FEWEST = 2  # parties of a meeting
_OF_ACTOR = {"actor_id": "actor_id", "actor": "name", "actor_kind": "kind", "country": "country"}  # of a mention


@dataclass(slots=True)
class ByHand:
    """What was said of actors. `judged`: of each page, in the order asked; `renamed`: of known actors, everywhere."""

    judged: Sequence[tuple[Judgement, ...]]
    renamed: "Renaming"
    rejects: list[Reject] = field(default_factory=list)


def reach(given: Corrections, pages: Parts, slots: Sequence[Slot]) -> ByHand:
    """The corrections of actors in `given` on the pages at `slots`. A line whose words no page has is rejected."""
    lines = given.of_kind(*OF_ACTORS)
    if not lines:
        return ByHand([_NOTHING] * len(slots), Renaming({}))
    said = judgements(lines, knowledge.load())
    words = {slug(one.target) for one in said.of_words.values()} | set(said.strangers.values())
    present = list(_present(sorted(words), pages, slots))
    everywhere = frozenset[str]().union(*present)
    usable = {line: one for line, one in said.of_words.items() if not _lost(line, said, everywhere)}
    rejects = [line.reject(why) for line in said.of_words if (why := _lost(line, said, everywhere))]
    of_word = sorted(usable.values(), key=lambda one: one.key)
    judged = [tuple(one for one in of_word if slug(one.target) in found) for found in present]
    return ByHand(judged, Renaming(said.renamed), [*said.rejects, *rejects])


def _lost(line: Line, said: Judgements, everywhere: Collection[str]) -> str:
    """Why a line reaches nothing; "" where it does."""
    if slug(line.target) not in everywhere:
        return f"No article has the words {line.target!r}."
    stranger = said.strangers.get(line)
    return f"No actor is called {line.value!r}, and no article has that name." if _away(stranger, everywhere) else ""


def _away(stranger: str | None, everywhere: Collection[str]) -> bool:
    return stranger is not None and stranger not in everywhere


def _present(words: Sequence[str], pages: Parts, slots: Sequence[Slot]) -> Iterator[frozenset[str]]:
    """Which of `words` (slugs) each page has, in its title or its text."""
    automaton = AhoCorasick([f"-{word}-" for word in words])
    for table in pages.take(slots, ["title", "text"]):
        for row in table.to_pylist():
            text = f"-{slug(row['title'] or '')}-{slug(row['text'] or '')}-"
            found = automaton.find_matches_as_indexes(text, overlapping=True)
            yield frozenset(words[number] for number, _, _ in found)


class Renaming:
    """Known actors that are others after all, wherever a table names them."""

    def __init__(self, renamed: Mapping[Line, tuple[Actor, Actor]]) -> None:
        self.lines = renamed
        self._by_id = {old.actor_id: new for old, new in renamed.values()}
        self._by_name = {old.name: new for old, new in renamed.values()}

    def unmet(self, actors: Collection[str]) -> list[Reject]:
        """A Reject for each line on an actor whose actor_id is none of `actors`."""
        return [
            line.reject(f"No article names {line.target!r}.")
            for line, (old, _) in self.lines.items()
            if old.actor_id not in actors
        ]

    def ids(self, actors: Iterable[str]) -> set[str]:
        """The actor_ids that `actors` are after all."""
        return {self._by_id[actor].actor_id if actor in self._by_id else actor for actor in actors}

    def __call__(self, table: str, rows: pd.DataFrame) -> pd.DataFrame:
        """`rows` of `table` with the actors that they are; without the reports of one who meets himself."""
        if not self._by_id or rows.empty:
            return rows
        if table == "mentions":
            return rows.assign(**{column: self._mentioned(rows, column) for column in _OF_ACTOR})
        if "speaker" in rows:
            names = {old: new.name for old, new in self._by_name.items()}
            return rows.assign(speaker=rows["speaker"].replace(names))
        return self._cast(rows) if "participants" in rows else rows

    def _mentioned(self, rows: pd.DataFrame, column: str) -> pd.Series:
        new = {old: getattr(actor, _OF_ACTOR[column]) for old, actor in self._by_id.items()}
        return rows["actor_id"].map(new).where(rows["actor_id"].isin(list(new)), rows[column])

    def _cast(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Each participant once, under the name and with the side it has."""
        parallel = "sides" if "sides" in rows else "participants"
        kept, names, sides = list[bool](), list[str](), list[str]()
        for who, where in zip(rows["participants"], rows[parallel], strict=True):
            once = dict[str, str]()
            for name, side in zip(tables.split(who), tables.split(where), strict=True):
                new = self._by_name.get(name)
                once.setdefault(new.name if new else name, new.side or side if new else side)
            names.append(tables.join(once))
            sides.append(tables.join(once.values()))
            kept.append(len(once) >= min(_FEWEST, len(tables.split(who))))
        found = rows.assign(participants=names)
        return (found.assign(sides=sides) if "sides" in rows else found)[kept]
