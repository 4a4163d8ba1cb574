"""The shapes of what is known beforehand: actors, aliases, terms of office, nicknames, places."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from analysis.language.text import normalise

_REMEMBERED = 10_000  # answers on a day: articles of one day ask for the same few actors


class KnowledgeError(ValueError):
    """A knowledge file that contradicts itself: file, line, what is wrong."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, a state or an international organisation."""

    actor_id: str  # slug of the French name: "vladimir-poutine", "russie", "otan"
    name: str  # French press name
    kind: str  # person | state | organisation
    country: str  # French name of the state; of a person: the state last served; "" for organisations
    side: str = ""  # whom it stands for when sides meet: its state, its organisation; "" for a private person

    def __hash__(self) -> int:  # of all five, it takes nearly twice as long
        return hash(self.actor_id)


@dataclass(frozen=True, slots=True)
class Alias:
    """One way to write an actor. `how`: name | nickname | metonym (a capital or palace).

    `text` keeps its capitals: a word written with a capital here is a proper name, and the same
    letters in lower case are another word (« Male », « AES », « Sucre »).
    """

    text: str
    actor_id: str
    how: str


@dataclass(frozen=True, slots=True)
class Term:
    """One term of office, both days included; None where not known or not ended."""

    actor_id: str
    office: str  # key of office_kinds.csv: head_of_state, head_of_government, foreign_minister …
    of: str  # actor_id of the state or organisation
    start: date | None
    end: date | None
    title: str = ""  # French title: « chancelier », « guide suprême », « ministre de la Défense »
    body: str = ""  # what a spokesperson or envoy speaks for: « Kremlin », « Maison Blanche »
    confidence: str = "low"  # high: a source was seen; low: from memory
    source: str = ""


@dataclass(frozen=True, slots=True)
class Nickname:
    """A periphrase for whoever holds an office on the day: « le maître du Kremlin »."""

    text: str
    office: str
    of: str


@dataclass(frozen=True, slots=True)
class Place:
    """A country, city, palace, site or region a meeting can be held at."""

    name: str  # French name
    aliases: tuple[str, ...]
    country: str  # French name of its state; "" for a region of several states
    latitude: float | None
    longitude: float | None
    kind: str = "city"  # country | city | site | region


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything loaded. Mappings keyed by normalised words (`language.text.normalise`)."""

    actors: Mapping[str, Actor]  # by actor_id
    aliases: tuple[Alias, ...]
    terms: tuple[Term, ...]
    demonyms: Mapping[str, str]  # "chinoise" → "chine"; every gender and number
    places: tuple[Place, ...]
    never: tuple[str, ...]  # phrases in which an alias names no actor: "mer de chine"
    nobody: tuple[str, ...]  # phrases that look like a person's name and are none: "goldman sachs"
    surnames: Mapping[str, tuple[str, ...]]  # actor_id → what is written after the full name: ("Lavrov",)
    prefixes: Mapping[str, str]  # "russo" → "russie", of « russo-chinois »
    nicknames: tuple[Nickname, ...]
    never_before: tuple[str, ...]  # words that, just before an alias, take it away: "avenue", "loi"
    thing_before: tuple[str, ...]  # words that take a person's name away, and no other: "hôtel", "tempête"
    government_before: tuple[str, ...]  # words that make a person's name the state: "administration"
    leader_offices: Mapping[str, str]  # actor_id of a state or organisation → office of its « dirigeant »
    terms_of: Mapping[tuple[str, str], tuple[Term, ...]]  # (office, of) → terms, latest start first
    terms_by: Mapping[str, tuple[Term, ...]]  # actor_id of the holder → terms, latest start first
    single_offices: frozenset[str]  # offices of one holder at a time
    titles: Mapping[str, tuple[tuple[str, Term], ...]]  # actor_id of a state → its titles, as `plain_title` has them
    plain_words: Mapping[str, str]  # "presidente" → "president", of titles
    _holders_on: Callable[[str, str, date], list[str]] = field(init=False, repr=False, compare=False)
    _offices_on: Callable[[str, date], list[Term]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_holders_on", lru_cache(_REMEMBERED)(self._find_holders))
        object.__setattr__(self, "_offices_on", lru_cache(_REMEMBERED)(self._find_offices))

    def holders(self, office: str, of: str, day: date) -> list[str]:
        """actor_ids that held `office` of `of` on `day`, latest start first; not to be changed."""
        return self._holders_on(office, of, day)

    def _find_holders(self, office: str, of: str, day: date) -> list[str]:
        return _holders(self.terms_of.get((office, of), ()), day)

    def titled(self, title: str, of: str, day: date) -> list[str]:
        """actor_ids that bear `title` in `of` on `day`: « président », « guide suprême »; latest start first.

        Where nobody bears it as it stands, whose title begins with it in an office of one holder, « secrétaire
        général » of a party, or goes on with « de »: « conseiller diplomatique » du Kremlin. Empty
        where the title does not tell which of several is meant.
        """
        wanted = plain_title(title, self.plain_words)
        titles = self.titles.get(of, ())
        terms = [term for known, term in titles if known == wanted and serves(term, day)] or [
            term
            for known, term in titles
            if known.startswith(wanted + " ")
            and (term.office in self.single_offices or known.startswith(wanted + " d") and " " in wanted)
            and serves(term, day)
        ]
        holders = _holders(terms, day)
        kinds = {term.office for term in terms}
        certain = len(holders) < 2 or len(kinds) == 1 and kinds <= self.single_offices
        return holders if certain else []

    def leader(self, of: str, day: date) -> str | None:
        """actor_id of « le dirigeant », « le numéro un » of a state or organisation on `day`."""
        office = self.leader_offices.get(of)
        holders = self.holders(office, of, day) if office else []
        return holders[0] if holders else None

    def offices(self, actor_id: str, day: date) -> list[Term]:
        """Terms `actor_id` serves on `day`, latest start first; not to be changed."""
        return self._offices_on(actor_id, day)

    def _find_offices(self, actor_id: str, day: date) -> list[Term]:
        return [term for term in self.terms_by.get(actor_id, ()) if serves(term, day)]


def plain_title(title: str, plain: Mapping[str, str]) -> str:
    """`title` in normal form, with one word for each office: « la directrice de la CIA » and « le patron de la CIA »,
    « la présidente » and « le président » are one."""
    return " ".join(plain.get(word, word) for word in normalise(title).split(" "))


def serves(term: Term, day: date) -> bool:
    """Whether `day` lies in `term`."""
    return (term.start is None or term.start <= day) and (term.end is None or day <= term.end)


def _holders(terms: Iterable[Term], day: date) -> list[str]:
    ordered = sorted((term for term in terms if serves(term, day)), key=latest_first)
    return list(dict.fromkeys(term.actor_id for term in ordered))


def latest_first(term: Term) -> int:
    """Sort key: the latest start first, an unknown start last."""
    return -term.start.toordinal() if term.start else 0
