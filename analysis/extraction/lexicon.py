"""Everything that points at an actor, compiled into one automaton: names, places, offices, adjectives of states."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache, cached_property, lru_cache

from analysis.extraction.posts import posts
from analysis.extraction.readings import Demonym, Head, Institution, Item, Mark, Never, Phrase, Portfolio, Surname
from analysis.extraction.spelling import Spellings, alike, nearly, surname_sound
from analysis.knowledge import Actor, Alias, Knowledge
from analysis.language import words
from analysis.language.matching import Automaton
from analysis.language.text import normalise

_ARTICLE = re.compile(r"^(?:le |la |les |l['’])")
_CONTRACTED = "Le "  # « Le Caire », but « au Caire », « du Caire »
_CONTRACTIONS = ("au ", "du ")

_REFERENCE = "reference_words.yaml"
_NOT_GIVEN = frozenset(("family_first", "common_words", "words_too"))  # lists of given_names.yaml
_INITIAL = re.compile(r"(?<=\w) [A-ZÀ-Þ]\.(?= )")
_SPACED, _ARABIC_ARTICLES = re.compile("[ -]"), frozenset(("al", "el", "as", "an", "ar", "ash", "ad", "at", "az"))
_TELLING = 5  # letters of a surname that hardly is a word of something else
_REMEMBERED = 10_000  # names of persons: the same come again from article to article


class Lexicon:
    """The compiled lexicon: `marks` gives every known phrase of a text, leftmost and longest."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._servants: dict[date, dict[str, Actor]] = {}  # of the days asked for: a corpus has some thousands
        self.states = {actor.name: actor.actor_id for actor in knowledge.actors.values() if actor.kind == "state"}
        entries: list[tuple[str, Item]] = [(alias.text, alias) for alias in knowledge.aliases]
        entries += [(alias.text, alias) for alias in _dignified(knowledge)]
        entries += [(text, alias) for alias in knowledge.aliases for text in _respelled(knowledge, alias)]
        entries += [(phrase, Never()) for phrase in (*knowledge.never, *knowledge.nobody)]
        entries += [(nickname.text, nickname) for nickname in knowledge.nicknames]
        entries += [
            (_ARTICLE.sub("", name), place) for place in knowledge.places for name in (place.name, *place.aliases)
        ]
        without = {normalise(place.name.removeprefix(_CONTRACTED)): place for place in knowledge.places}
        without = {name: place for name, place in without.items() if place.name.startswith(_CONTRACTED)}
        entries += list(without.items())
        entries += [(adjective, Demonym(actor_id)) for adjective, actor_id in knowledge.demonyms.items()]
        functions = frozenset(words.lists(_REFERENCE)["functions"])
        entries += [
            (surname, Surname(actor_id))
            for actor_id, surnames in knowledge.surnames.items()
            for surname in surnames
            if _ARTICLE.sub("", normalise(surname)) not in functions  # « Le maire » is no Bruno Le Maire
        ]
        entries += _office_entries()
        entries += posts(knowledge)
        items: dict[str, list[Item]] = {}
        for text, item in entries:
            items.setdefault(normalise(text), []).append(item)
        items |= {name: [Never()] for name in _outlets() if name not in items}
        # actor_id of the person known under a full name, in this or another spelling; "" for a stranger.
        self.person = lru_cache(_REMEMBERED)(self._person)
        items.pop("", None)
        self._phrases = [Phrase(found, knowledge.actors) for found in items.values()]
        self._names = list(items)
        self._automaton = Automaton(self._names)
        self._within = cache(self._found_within)
        self._contracted = {number for number, name in enumerate(items) if name in without}

    @cached_property
    def _of_organisations(self) -> tuple[str, ...]:
        """actor_ids of persons of a state who have served an organisation."""
        actors = self.knowledge.actors
        return tuple(
            actor_id
            for actor_id, terms in self.knowledge.terms_by.items()
            if actors[actor_id].country and any(actors[term.of].kind == "organisation" for term in terms)
        )

    def servants(self, day: date | None) -> dict[str, Actor]:
        """By actor_id, those who on `day` serve an organisation and no state, each with it as their side."""
        if day is None:
            return {}
        if day not in self._servants:
            actors, found = self.knowledge.actors, dict[str, Actor]()
            for actor_id in self._of_organisations:
                serving = [actors[term.of] for term in self.knowledge.offices(actor_id, day)]
                if serving and all(of.kind == "organisation" for of in serving):
                    found[actor_id] = replace(actors[actor_id], side=serving[0].side)
            self._servants[day] = found
        return self._servants[day]

    def marks(self, text: str, normal: str) -> list[Mark]:
        """The known phrases of `text` (whose normal form is `normal`), in order; none overlapping but the names in
        the title of a post: « Kremlin » in « porte-parole du Kremlin »."""
        found: list[Mark] = []
        phrases, new = self._phrases, tuple.__new__  # half as long as what the named tuple does
        for number, start, end in self._automaton.find(normal):
            reading = phrases[number].reading(text, start, end)
            if reading is None or number in self._contracted and not normal.endswith(_CONTRACTIONS, 0, start):
                continue
            found.append(new(Mark, (start, end, reading)))
            if reading.head is not None and reading.head.of:
                found += [
                    Mark(start + left, start + right, inner)
                    for one, left, right in self._within(number)
                    if (inner := phrases[one].reading(text, start + left, start + right)) is not None
                ]
        return found

    def _found_within(self, number: int) -> list[tuple[int, int, int]]:
        """The phrases after the first word of a phrase."""
        name = self._names[number]
        first = name.index(" ") + 1
        return [(one, first + left, first + right) for one, left, right in self._automaton.find(name[first:])]

    @cached_property
    def given_names(self) -> frozenset[str]:
        """Given names in normal form: of lists, and the first words of the names of known persons. « Wang » is not
        one, « Emmanuel » is."""
        lists, listed = words.lists("given_names.yaml"), self._listed_names - self.given_places
        borne = {normalise(actor.name.split()[0]) for actor in self._persons() if " " in actor.name}
        surnames = {normalise(name) for names in self.knowledge.surnames.values() for name in names}
        common = {*lists["common_words"], *words.lists(_REFERENCE)["not_names"]}
        return frozenset((listed | borne - surnames - set(lists["family_first"])) - common)

    @cached_property
    def given_places(self) -> frozenset[str]:
        """Given names that name a state, a capital or an organisation as well: « Sofia »."""
        others = {normalise(alias.text) for alias in self.knowledge.aliases if not self._is_person(alias)}
        return self._listed_names & others

    @cached_property
    def _listed_names(self) -> frozenset[str]:
        lists = words.lists("given_names.yaml")
        listed = {row["name"] for row in words.rows("derived/given_names.csv")}
        return frozenset(listed.union(*(names for key, names in lists.items() if key not in _NOT_GIVEN)))

    @cached_property
    def family_first(self) -> frozenset[str]:
        """Family names that stand before the given name."""
        return frozenset(words.lists("given_names.yaml")["family_first"])

    @cached_property
    def known_alone(self) -> frozenset[str]:
        """Surnames, in normal form, that name a person without the given name: « Poutine »."""
        names = (normalise(alias.text) for alias in self.knowledge.aliases if self._is_person(alias))
        return frozenset(name for name in names if name.isalpha() and len(name) >= _TELLING) - self.given_names

    @cached_property
    def persons(self) -> dict[str, str]:
        """actor_id of a person by every full name, in normal form."""
        return {normalise(alias.text): alias.actor_id for alias in self._full_names()}

    @cached_property
    def _unadorned(self) -> dict[str, str]:
        """The same without hyphens and Arabic articles; names that two share in this way are nobody's."""
        found: dict[str, str] = {}
        for alias in self._full_names():
            plain = _unadorned(alias.text)
            found[plain] = alias.actor_id if found.get(plain, alias.actor_id) == alias.actor_id else ""
        return found

    def _person(self, name: str) -> str:
        plain = _INITIAL.sub("", name)  # « Jerome H. Powell »
        known = self.persons.get(normalise(plain)) or self._unadorned.get(_unadorned(plain), "")
        return known or self.spellings.owner(plain) or self._shorter(normalise(plain)) or self._nearly(normalise(plain))

    def _shorter(self, name: str) -> str:
        """« Alassane Dramane Ouattara »: whose name has the same first word and one of the others. Chains of given
        names (« Ali Hassan Mohammed ») and names with the family's first are left alone."""
        first, *others = name.replace("-", " ").split()
        if len(others) < 2 or first in self.family_first or any(len(word) < 4 for word in others):
            return ""
        found = {self.persons.get(f"{first} {word}", "") for word in others if word not in self.given_names} - {""}
        return found.pop() if len(found) == 1 else ""

    def _nearly(self, name: str) -> str:
        """« Noursoultant Nazarbaev »: whose surname sounds the same, with a given name nearly the same."""
        given, _, surname = name.rpartition(" ")
        actors = self.knowledge.actors
        found = {one for one in self.bearers(surname) if nearly(given, normalise(actors[one].name).partition(" ")[0])}
        return found.pop() if len(found) == 1 else ""

    @cached_property
    def spellings(self) -> Spellings:
        """The persons known, by how their full names sound."""
        return Spellings((alias.text, alias.actor_id) for alias in self._full_names())

    @cached_property
    def namesakes(self) -> dict[str, tuple[str, ...]]:
        """actor_ids of the persons of each surname, in normal form."""
        found: dict[str, list[str]] = {}
        for actor_id, surnames in self.knowledge.surnames.items():
            for surname in surnames:
                found.setdefault(normalise(surname), []).append(actor_id)
        return {surname: tuple(actor_ids) for surname, actor_ids in found.items()}

    @cached_property
    def _sounding(self) -> dict[str, dict[str, list[str]]]:
        """By sound, the surnames that have it with the actor_ids of their bearers."""
        found: dict[str, dict[str, list[str]]] = {}
        for surname, bearers in self.namesakes.items():
            if key := surname_sound(surname):
                found.setdefault(key, {}).setdefault(surname, []).extend(bearers)
        return found

    def bearers(self, surname: str) -> list[str]:
        """actor_ids of the persons of a surname, in normal form, in this or another spelling."""
        same = self.namesakes.get(surname)
        if same:
            return list(same)
        others = self._sounding.get(surname_sound(surname), {})
        return [one for other, bearers in others.items() if alike(surname, other) for one in bearers]

    def _persons(self) -> Iterator[Actor]:
        return (actor for actor in self.knowledge.actors.values() if actor.kind == "person")

    def _full_names(self) -> Iterator[Alias]:
        return (alias for alias in self.knowledge.aliases if " " in alias.text and self._is_person(alias))

    def _is_person(self, alias: Alias) -> bool:
        return alias.how == "name" and self.knowledge.actors[alias.actor_id].kind == "person"


def _respelled(knowledge: Knowledge, alias: Alias) -> set[str]:
    """« Sierra-Leone », « Royaume Uni »: names of states with their hyphens put elsewhere."""
    if knowledge.actors[alias.actor_id].kind != "state" or alias.how != "name":
        return set()
    return {alias.text.replace(" ", "-"), alias.text.replace("-", " ")} - {alias.text}


def _dignified(knowledge: Knowledge) -> Iterator[Alias]:
    """« cheikh Tamim ben Hamad Al-Thani » of « cheikh Tamim » and « Tamim ben Hamad Al-Thani »."""
    spellings: dict[str, list[str]] = {}
    for alias in knowledge.aliases:
        spellings.setdefault(alias.actor_id, []).append(alias.text)
    for alias in knowledge.aliases:
        dignity, _, given = alias.text.partition(" ")
        for spelling in spellings[alias.actor_id] if given and dignity.islower() else ():
            if spelling.startswith(f"{given} "):
                yield Alias(f"{dignity} {spelling}", alias.actor_id, alias.how)


def _unadorned(name: str) -> str:
    """« Abdel-Fattah Sissi » and « Abdel Fattah al-Sissi » are one."""
    return " ".join(word for word in _SPACED.split(normalise(name)) if word not in _ARABIC_ARTICLES)


def _outlets() -> set[str]:
    """Names of outlets of two words or more, in normal form: « Wall Street Journal » is nobody."""
    names = {
        _ARTICLE.sub("", normalise(name.strip()))
        for row in words.rows("outlets.csv")
        for name in (row["name"], *row["aliases"].split(";"))
    }
    return {name for name in names if " " in name}


def _office_entries() -> list[tuple[str, Item]]:
    entries: list[tuple[str, Item]] = []
    for row in words.rows("office_words.csv"):
        offices = tuple(row["offices"].split("|"))
        if row["portfolio"]:
            entries.append((row["portfolio"], Portfolio(offices[0])))
        else:
            entries.append((row["head"], Head(offices, row["number"] == "p")))
    entries += [
        (row["head"], Institution(row["portfolio"] == "required", row["mention"] == "yes", normalise(row["body"])))
        for row in words.rows("institution_words.csv")
    ]
    return entries
