"""What an article names, gathered step by step: mentions of actors, places, offices."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from analysis.extraction.offices import Office
from analysis.extraction.readings import Mark
from analysis.knowledge import Actor, Place
from analysis.language.text import normalise

_CLEARLY = 2  # times as often as any other, and not once alone


@dataclass(slots=True)
class Mention:
    """An actor at [start, end) of a text, in sentence number `sentence`, and how it is named."""

    start: int
    end: int
    sentence: int
    actor: Actor
    how: str
    listed: bool = True  # False for a delegation: it takes part for its state, and is no mention of it


class PlaceMention(NamedTuple):
    """A place at [start, end) of a text."""

    start: int
    end: int
    sentence: int
    place: Place


@dataclass(frozen=True, slots=True)
class Marked:
    """What an article names, in the order of its text."""

    mentions: list[Mention]
    places: list[PlaceMention]
    offices: list[Office]
    beside: dict[int, Mention]  # start of an office → the person named there
    adjectives: list[tuple[int, str]]  # sentence, actor_id: « russe » names a side without being a mention


@dataclass(slots=True)
class Draft:
    """An article while its actors are read: every step adds what it finds, in time that does not grow with
    what was found before."""

    text: str
    normal: str
    sentences: Sequence[tuple[int, int]]
    day: date | None
    marks: list[Mark]
    same: Mapping[str, Actor] = field(default_factory=dict)  # actor_id → who that is by hand
    places: list[PlaceMention] = field(default_factory=list)
    offices: list[Office] = field(default_factory=list)
    beside: dict[int, Mention] = field(default_factory=dict)
    _by_start: dict[int, list[Mention]] = field(default_factory=dict)
    _covered: bytearray = field(default_factory=bytearray)  # by a mention
    _taken: bytearray = field(default_factory=bytearray)  # … or by a place, or by words that name nobody
    _persons: bytearray = field(default_factory=bytearray)  # where a mention of a person begins
    _starts: list[int] = field(default_factory=list)
    _spoken: frozenset[str] | None = None
    _home: str | None = None

    def __post_init__(self) -> None:
        size = len(self.text)
        self._covered, self._taken, self._persons = bytearray(size), bytearray(size), bytearray(size)
        self._starts = [start for start, _ in self.sentences]
        self._starts[:1] = [0]  # what stands before the first sentence is of it

    def add(self, start: int, end: int, actor: Actor, how: str) -> Mention:
        """Adds a mention beside what is there already."""
        if self.same:
            actor = self.same.get(actor.actor_id, actor)
        mention = Mention(start, end, bisect_right(self._starts, start) - 1, actor, how)
        if start in self._by_start:
            self._by_start[start].append(mention)
        else:
            self._by_start[start] = [mention]
        if actor.kind == "person":
            self._persons[start] = 1
        self._covered[start:end] = self._taken[start:end] = b"\1" * (end - start)
        return mention

    def add_over(self, start: int, end: int, actor: Actor, how: str) -> Mention:
        """Adds a mention in whose words others stand (« Kremlin » in « président du Kremlin »): they give way."""
        first = self._covered.find(1, start, end)
        for position in range(first, end) if first >= 0 else ():
            standing = self._by_start.pop(position, None)
            if standing is None:
                continue
            kept = [one for one in standing if one.end > end or (one.start, one.end) == (start, end)]
            if kept:
                self._by_start[position] = kept
            self._persons[position] = any(one.actor.kind == "person" for one in kept)
        return self.add(start, end, actor, how)

    def add_place(self, start: int, end: int, places: Sequence[Place]) -> None:
        """Adds the first of `places`, if there is one."""
        if places:
            self.places.append(PlaceMention(start, end, bisect_right(self._starts, start) - 1, places[0]))
            self._taken[start:end] = b"\1" * (end - start)

    def keep_free(self, start: int, end: int) -> None:
        """Keeps words from being taken for a stranger's name."""
        self._taken[start:end] = b"\1" * (end - start)

    def marks_in(self, floor: int, ceiling: int) -> Sequence[Mark]:
        """The known phrases that begin in [floor, ceiling)."""
        first = bisect_left(self.marks, floor, key=lambda mark: mark.start)
        return self.marks[first : bisect_left(self.marks, ceiling, key=lambda mark: mark.start)]

    def speaks_of(self, actor_id: str) -> bool:
        """Does the article name this actor, be it by an adjective?"""
        if self._spoken is None:
            readings = {id(mark.reading): mark.reading for mark in self.marks}.values()
            named = {one.actor.actor_id for one in readings if one.actor}
            self._spoken = frozenset(named | {one.demonym for one in readings if one.demonym})
        return actor_id in self._spoken

    def home(self) -> str:
        """Name of the state that the article speaks of at least twice as often as of any other, persons of it
        included; "" where there is none."""
        if self._home is None:
            counts = Counter(mark.reading.country for mark in self.marks if mark.reading.country).most_common(2)
            clear = counts and counts[0][1] >= _CLEARLY * (counts[1][1] if len(counts) > 1 else 1)
            self._home = counts[0][0] if clear else ""
        return self._home

    def covered(self, start: int, end: int) -> bool:
        """Does a mention stand on any of these words?"""
        return self._covered.find(1, start, end) >= 0

    def taken(self, start: int, end: int) -> bool:
        """Does a mention or a place stand on any of these words?"""
        return self._taken.find(1, start, end) >= 0

    def is_full(self, start: int, end: int) -> bool:
        """Do mentions and places stand on all of these words?"""
        return self._taken.find(0, start, end) < 0

    def at(self, start: int) -> Sequence[Mention]:
        """The mentions that begin at `start`."""
        return self._by_start.get(start, ())

    def mentions(self) -> list[Mention]:
        """The mentions so far, in the order of the text."""
        found: list[Mention] = []
        for start in sorted(self._by_start):
            here = self._by_start[start]
            found += here if len(here) == 1 else sorted(here, key=lambda one: one.end)
        return found

    def persons(self) -> list[Mention]:
        """The mentions of persons so far, in the order of the text."""
        found: list[Mention] = []
        position = self._persons.find(1)
        while position >= 0:
            found += self._persons_at(position)
            position = self._persons.find(1, position + 1)
        return found

    def persons_before(self, position: int, floor: int) -> Iterator[Mention]:
        """The mentions of persons that begin in [floor, position), the last first."""
        while (position := self._persons.rfind(1, max(0, floor), position)) >= 0:
            yield from reversed(self._persons_at(position))

    def first_person(self, floor: int, ceiling: int) -> Mention | None:
        """The first mention of a person that begins in [floor, ceiling)."""
        position = self._persons.find(1, max(0, floor), ceiling)
        return self._persons_at(position)[0] if position >= 0 else None

    def called(self, given: str, position: int) -> Actor | None:
        """« le prince Mohammed »: whom the article named last before `position` by that given name and more."""
        opening = f"{normalise(given)} "
        named = (one.actor for one in self.persons_before(position, 0) if one.how == "name")
        return next((actor for actor in named if normalise(actor.name).startswith(opening)), None)

    def _persons_at(self, start: int) -> list[Mention]:
        here = self._by_start[start]
        if len(here) == 1:
            return here
        return sorted((one for one in here if one.actor.kind == "person"), key=lambda one: one.end)

    def sentence_of(self, position: int) -> int:
        """Index of the sentence that holds `position`."""
        return bisect_right(self._starts, position) - 1

    def bounds(self, position: int) -> tuple[int, int]:
        """Start and end of the sentence that holds `position`."""
        return self.sentences[self.sentence_of(position)]

    def done(self) -> Marked:
        """What was found, in order."""
        places = sorted(self.places, key=lambda one: one.start)
        adjectives = [(self.sentence_of(start), reading.demonym) for start, _, reading in self.marks if reading.demonym]
        return Marked(self.mentions(), places, self.offices, self.beside, adjectives)


def last_said(known: Sequence[Sequence[Mention]], position: int) -> Mention:
    """Of the mentions of several persons, each in order, the last before `position`, else the first after."""
    last: Mention | None = None
    for mentions in known:
        index = bisect_left(mentions, position, key=lambda mention: mention.start)
        if index and (last is None or mentions[index - 1].start > last.start):
            last = mentions[index - 1]
    return last or known[0][0]
