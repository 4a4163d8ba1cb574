"""Everything that points at an actor, compiled into one automaton: names, places, offices, adjectives of states."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from analysis.knowledge import Alias, Knowledge, Nickname, Place
from analysis.language import words
from analysis.language.matching import Matcher
from analysis.language.text import normalise


@dataclass(frozen=True, slots=True)
class Head:
    """The noun of an office (« président », « chef de la diplomatie ») and the offices it can name, in order."""

    offices: tuple[str, ...]
    plural: bool


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What makes « ministre » the minister of something: « des Affaires étrangères »."""

    office: str


@dataclass(frozen=True, slots=True)
class Institution:
    """A body that speaks for its state: « le gouvernement chinois »."""

    needs_portfolio: bool
    is_mention: bool  # « la délégation russe » takes part for Russia, but is not the state speaking


@dataclass(frozen=True, slots=True)
class Demonym:
    """The adjective of a state or organisation: « russe »."""

    actor_id: str


@dataclass(frozen=True, slots=True)
class Surname:
    """A surname on its own; it names the person only where the article has named them in full."""

    actor_id: str


@dataclass(frozen=True, slots=True)
class Never:
    """Words in which no actor is named: « avenue Macron »."""


_ARTICLE = re.compile(r"^(?:le |la |les |l['’])")

_SHORT = 3  # letters of a word that may be shouted by chance
Item = Alias | Nickname | Place | Head | Portfolio | Institution | Demonym | Surname | Never


class Reading(NamedTuple):
    """What a known phrase can be, once its capitals are seen."""

    alias: Alias | None
    nickname: Nickname | None
    places: tuple[Place, ...]
    head: Head | None
    portfolio: Portfolio | None
    institution: Institution | None
    demonym: str
    surnames: tuple[str, ...]


class Mark(NamedTuple):
    """A known phrase at [start, end) of a text, by what it can be: the fields of its `Reading`."""

    start: int
    end: int
    alias: Alias | None
    nickname: Nickname | None
    places: tuple[Place, ...]
    head: Head | None
    portfolio: Portfolio | None
    institution: Institution | None
    demonym: str
    surnames: tuple[str, ...]


class Phrase:
    """A phrase of the lexicon with everything it can be; its few readings are worked out once."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = items
        self._never = any(isinstance(item, Never) for item in items)
        self._place = any(isinstance(item, Place) for item in items)
        self._readings: dict[tuple[bool, bool, bool], Reading | None] = {}

    def reading(self, text: str, start: int, end: int) -> Reading | None:
        """What the phrase is at text[start:end], without what its capitals or `Never` rule out; None for nothing."""
        small = text[start].islower()
        proper = not (self._never or small or end - start <= _SHORT and _shouted(text, start, end))
        place = proper or self._place and not self._never and _has_capital(text, start, end)
        key = (small, proper, place)
        if key not in self._readings:
            self._readings[key] = self._read(*key)
        return self._readings[key]

    def _read(self, small: bool, proper: bool, place: bool) -> Reading | None:
        never = self._never
        alias = nickname = head = portfolio = institution = None
        demonym, places, surnames = "", [], []
        for item in self._items:
            match item:
                case Alias() if alias is None and not never and (proper or item.text[0].islower()):
                    alias = item
                case Place() if place:
                    places.append(item)
                case Surname() if proper:
                    surnames.append(item.actor_id)
                case Nickname() if not never:
                    nickname = item
                case Head():
                    head = item
                case Portfolio():
                    portfolio = item
                case Institution():
                    institution = item
                case Demonym() if not never and small:
                    demonym = item.actor_id
        found = Reading(alias, nickname, tuple(places), head, portfolio, institution, demonym, tuple(surnames))
        return found if any(found) else None


class Lexicon:
    """The compiled lexicon: `marks` gives every known phrase of a text, leftmost and longest."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.states = {actor.name: actor.actor_id for actor in knowledge.actors.values() if actor.kind == "state"}
        entries: list[tuple[str, Item]] = [(alias.text, alias) for alias in knowledge.aliases]
        entries += [(phrase, Never()) for phrase in knowledge.never]
        entries += [(nickname.text, nickname) for nickname in knowledge.nicknames]
        entries += [
            (_ARTICLE.sub("", name), place) for place in knowledge.places for name in (place.name, *place.aliases)
        ]
        entries += [(adjective, Demonym(actor_id)) for adjective, actor_id in knowledge.demonyms.items()]
        entries += [
            (surname, Surname(actor_id)) for actor_id, surnames in knowledge.surnames.items() for surname in surnames
        ]
        entries += _office_entries()
        items: dict[str, list[Item]] = {}
        for text, item in entries:
            items.setdefault(normalise(text), []).append(item)
        self._matcher: Matcher[Phrase] = Matcher((text, Phrase(found)) for text, found in items.items())

    def marks(self, text: str, normal: str) -> list[Mark]:
        """The known phrases of `text` (whose normal form is `normal`), in order, none overlapping."""
        return [
            Mark(start, end, *reading)
            for start, end, (phrase,) in self._matcher.find(normal)
            if (reading := phrase.reading(text, start, end)) is not None
        ]

    @cached_property
    def given_names(self) -> frozenset[str]:
        """First words of the names of known persons; « Wang » is not one, « Emmanuel » is."""
        persons = (actor for actor in self.knowledge.actors.values() if actor.kind == "person")
        surnames = {name for names in self.knowledge.surnames.values() for name in names}
        return frozenset(actor.name.split()[0] for actor in persons) - surnames


def _office_entries() -> list[tuple[str, Item]]:
    entries: list[tuple[str, Item]] = []
    for row in words.rows("office_words.csv"):
        offices = tuple(row["offices"].split("|"))
        if row["portfolio"]:
            entries.append((row["portfolio"], Portfolio(offices[0])))
        else:
            entries.append((row["head"], Head(offices, row["number"] == "p")))
    entries += [
        (row["head"], Institution(row["portfolio"] == "required", row["mention"] == "yes"))
        for row in words.rows("institution_words.csv")
    ]
    return entries


def _has_capital(text: str, start: int, end: int) -> bool:
    """« cosmodrome de Vostotchny »: a place may begin with a common noun."""
    word = text[start:end]
    return word != word.lower()


def _shouted(text: str, start: int, end: int) -> bool:
    """« Pie XI » is no Xi: a short word all in capitals is itself only where its neighbours shout too."""
    word = text[start:end]
    if not word.isupper() or not word.isalpha():
        return False
    return text[end : end + 12].upper() != text[end : end + 12]


class WordsBefore:
    """Words of one list where they end right before a position, with the blank (or hyphen, apostrophe) after them."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._pattern = re.compile(rf"(?:(?<=\W)|^)(?:{words.alternatives(phrases)})(?: |(?<=-)|(?<='))$")
        closed = [phrase for phrase in phrases if phrase[-1] in "-'"]
        self._endings = (*closed, *(f"{phrase} " for phrase in phrases))

    def __call__(self, normal: str, position: int, reach: int) -> re.Match[str] | None:
        """The match that ends at `position`, looked for among the `reach` characters before it."""
        # Hardly ever one of the words stands there; an ending is compared faster than a pattern.
        if not normal.endswith(self._endings, 0, position):
            return None
        return self._pattern.search(normal, max(0, position - reach), position)


class Words:
    """The word lists of reference_words.yaml, compiled."""

    def __init__(self) -> None:
        self.lists = words.lists("reference_words.yaml")
        self.title = WordsBefore(self.lists["titles"])
        self.former = WordsBefore(self.lists["former"])
        self.indefinite = WordsBefore(self.lists["indefinite"])
        self.modifiers = WordsBefore(self.lists["modifiers"])
        self.attributive = re.compile(
            rf"(?:^|\W)(?:{words.alternatives(self.lists['attributive'])}) "
            r"(?:(?:le|la|l'|un|une|du) ?)?$"
        )
        self.apposition = re.compile(rf",? ?(?:(?:{words.alternatives(self.lists['apposition'])})[ ']?)*")

    def __getitem__(self, key: str) -> tuple[str, ...]:
        return self.lists[key]
