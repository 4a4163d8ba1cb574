"""What a known phrase can be, once its capitals are seen: a name, a place, an office, the adjective of a state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analysis.knowledge import Actor, Alias, Nickname, Place

_SHORT = 3  # letters of a word that may be shouted by chance


@dataclass(frozen=True, slots=True)
class Head:
    """The noun of an office (« président », « chef de la diplomatie ») and the offices it can name, in order."""

    offices: tuple[str, ...]
    plural: bool
    of: str = ""  # whose office it is where the words say it already: « directeur de la CIA »
    title: str = ""  # … and the title that the table of offices gives it
    joined: bool = False  # it only goes on from another: « et du Mossad » after « chefs de la CIA »


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What makes « ministre » the minister of something: « des Affaires étrangères »."""

    office: str


@dataclass(frozen=True, slots=True)
class Institution:
    """A body that speaks for its state: « le gouvernement chinois »."""

    needs_portfolio: bool
    is_mention: bool  # « la délégation russe » takes part for Russia, but is not the state speaking
    body: str = ""  # what its spokesperson speaks for: « du ministère des Affaires étrangères »


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


Item = Alias | Nickname | Place | Head | Portfolio | Institution | Demonym | Surname | Never


@dataclass(frozen=True, slots=True)
class Reading:
    """What a known phrase can be, once its capitals are seen."""

    actor: Actor | None = None  # whom it names for good …
    how: str = ""  # … and how
    nickname: Nickname | None = None
    places: tuple[Place, ...] = ()
    head: Head | None = None
    portfolio: Portfolio | None = None
    institution: Institution | None = None
    demonym: str = ""
    adjective: str = ""  # of the state that it is of with a capital: « Français », « le président Français »
    surnames: tuple[str, ...] = ()
    never: bool = False  # no actor is named here
    state: str = ""  # the state or organisation that it names, be it by an adjective
    country: str = ""  # name of the state that it speaks of, be it by a person who serves it


class Mark(NamedTuple):
    """A known phrase at [start, end) of a text, by what it can be."""

    start: int
    end: int
    reading: Reading


_NOTHING = Reading()
# What capitals can say: none, one further on in a place's name, a short word all in them by chance, a proper name.
_SMALL, _NAMES_A_PLACE, _SHOUTED, _PROPER = range(4)


class Phrase:
    """A phrase of the lexicon with everything it can be; its few readings are worked out once."""

    __slots__ = ("_actors", "_doubtful", "_items", "_never", "_place", "_readings")

    def __init__(self, items: Sequence[Item], actors: Mapping[str, Actor]) -> None:
        self._items, self._actors = items, actors
        self._never = any(isinstance(item, Never) for item in items)
        acronym = any(isinstance(item, Alias) and item.text.isupper() for item in items)
        self._doubtful = 0 if acronym else _SHORT  # letters of a word whose capitals may be chance
        self._place = not self._never and any(isinstance(item, Place) for item in items)
        self._readings: dict[int, Reading | None] = {}  # by what the capitals say, as they are met

    def reading(self, text: str, start: int, end: int) -> Reading | None:
        """What the phrase is at text[start:end], without what its capitals or `Never` rule out; None for nothing."""
        if text[start].islower():
            way = _NAMES_A_PLACE if self._place and _has_capital(text, start, end) else _SMALL
        else:
            way = _SHOUTED if end - start <= self._doubtful and _shouted(text, start, end) else _PROPER
        try:
            return self._readings[way]
        except KeyError:
            return self._readings.setdefault(way, self._read(way))

    def _read(self, way: int) -> Reading | None:
        never, small = self._never, way in (_SMALL, _NAMES_A_PLACE)
        proper = way == _PROPER and not never
        place = proper or self._place and way in (_NAMES_A_PLACE, _SHOUTED)
        alias = nickname = head = portfolio = institution = None
        demonym, adjective, places, surnames = "", "", [], []
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
                case Demonym() if not never:
                    adjective = item.actor_id
        actor = self._actors[alias.actor_id] if alias else None
        state = demonym or (actor.actor_id if actor and actor.kind != "person" else "")
        spoken = self._actors[demonym] if demonym else actor
        found = Reading(
            actor,
            alias.how if alias else "",
            nickname,
            tuple(places),
            head,
            portfolio,
            institution,
            demonym,
            adjective,
            tuple(surnames),
            never,
            state,
            spoken.country if spoken else places[0].country if places else "",
        )
        return None if found == _NOTHING else found


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
