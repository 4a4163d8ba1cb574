"""Everything that points at an actor, compiled into one automaton: names, places, offices, adjectives of states."""

import re
from dataclasses import dataclass
from functools import cached_property

from analysis.knowledge import Alias, Knowledge, Nickname, Place
from analysis.language import words
from analysis.language.matching import Match, Matcher


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

Item = Alias | Nickname | Place | Head | Portfolio | Institution | Demonym | Surname | Never


@dataclass(frozen=True, slots=True)
class Mark:
    """A known phrase at [start, end) of a text, by what it can be."""

    start: int
    end: int
    alias: Alias | None = None
    nickname: Nickname | None = None
    places: tuple[Place, ...] = ()
    head: Head | None = None
    portfolio: Portfolio | None = None
    institution: Institution | None = None
    demonym: str = ""
    surnames: tuple[str, ...] = ()


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
        self._matcher: Matcher[Item] = Matcher(entries)

    def marks(self, text: str, normal: str) -> list[Mark]:
        """The known phrases of `text` (whose normal form is `normal`), in order, none overlapping."""
        found = (_mark(match, text) for match in self._matcher.find(normal))
        return [mark for mark in found if mark is not None]

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
        (row["head"], Institution(row["portfolio"] == "required")) for row in words.rows("institution_words.csv")
    ]
    return entries


def _mark(match: Match[Item], text: str) -> Mark | None:
    """The match as a mark, without the readings that its capitals or `Never` rule out; None where none is left."""
    never = any(isinstance(item, Never) for item in match.items)
    proper = not (never or text[match.start].islower() or _shouted(text, match.start, match.end))
    alias = nickname = head = portfolio = institution = None
    demonym, places, surnames = "", [], []
    for item in match.items:
        match item:
            case Alias() if alias is None and not never and (proper or item.text[0].islower()):
                alias = item
            case Place() if proper or not never and _has_capital(text, match.start, match.end):
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
            case Demonym() if not never and text[match.start].islower():
                demonym = item.actor_id
    if not (alias or nickname or places or head or portfolio or institution or demonym or surnames):
        return None
    return Mark(
        match.start,
        match.end,
        alias,
        nickname,
        tuple(places),
        head,
        portfolio,
        institution,
        demonym,
        tuple(surnames),
    )


def _has_capital(text: str, start: int, end: int) -> bool:
    """« cosmodrome de Vostotchny »: a place may begin with a common noun."""
    return any(letter.isupper() for letter in text[start:end])


def _shouted(text: str, start: int, end: int) -> bool:
    """« Pie XI » is no Xi: a short word all in capitals is itself only where its neighbours shout too."""
    word = text[start:end]
    if end - start > 3 or not word.isupper() or not word.isalpha():
        return False
    return text[end : end + 12].upper() != text[end : end + 12]


class Words:
    """The word lists of reference_words.yaml, compiled."""

    def __init__(self) -> None:
        self.lists = words.lists("reference_words.yaml")
        self.title = self._before("titles")
        self.former = self._before("former")
        self.indefinite = self._before("indefinite")
        self.modifiers = self._before("modifiers")
        self.attributive = re.compile(
            rf"(?:^|\W)(?:{words.alternatives(self.lists['attributive'])}) "
            r"(?:(?:le|la|l'|un|une|du) ?)?$"
        )
        self.apposition = re.compile(rf",? ?(?:(?:{words.alternatives(self.lists['apposition'])})[ ']?)*")

    def _before(self, key: str) -> re.Pattern[str]:
        """Matches one of the words at the end of what stands before a position."""
        return re.compile(rf"(?:(?<=\W)|^)(?:{words.alternatives(self.lists[key])})(?: |(?<=-)|(?<='))$")

    def __getitem__(self, key: str) -> tuple[str, ...]:
        return self.lists[key]
