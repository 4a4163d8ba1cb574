"""Actors that are named: by the lexicon, by a surname, by the shape of a person's name."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from ahocorasick_rs import AhoCorasick

from analysis.extraction.capitals import Capitals
from analysis.extraction.lexicon import Lexicon, Mark, Words
from analysis.extraction.marked import Draft, Mention
from analysis.extraction.people import People, slug
from analysis.knowledge import Actor, Knowledge, Place

# What may stand between two capitals that act, or are places, together: « entre Moscou, Kiev et Pékin ».
_TOGETHER = frozenset((", ", " et ", "/", " ou ", "-"))
_CAPITAL_CITY = "capitale "
_TAIL = 3  # letters that tell one word before a name from most others
_TITLE_REACH = 8  # the longest title with its blank
_INSIDE = re.compile(r"[\w-]")
_WORD_BEFORE = re.compile(r"([\w-]+) $")
_NAME_AFTER = re.compile(r" ([A-ZÀ-Þ][\w-]+)")


class Naming:
    """Finds the actors that an article names, and its places."""

    def __init__(self, lexicon: Lexicon, words: Words) -> None:
        self._lexicon, self._words = lexicon, words
        self._knowledge = lexicon.knowledge
        self._capitals = Capitals(words)
        self._people = People(words, lexicon.given_names)
        self._capital_of = _capitals(lexicon.knowledge)
        self._endings = _endings((*lexicon.knowledge.never_before, *lexicon.knowledge.government_before))

    def read(self, draft: Draft) -> None:
        """Adds the mentions and places of `draft` that are named."""
        self._names(draft)
        strangers = self._strangers(draft)
        self._surnames(draft)
        self._stranger_surnames(draft, strangers)
        for stranger in self._people.titled(draft.text, draft.normal, draft.taken):
            actor = Actor(slug(stranger.name), stranger.name, "person", "")
            draft.add(stranger.start, stranger.end, actor, "title")

    # What the lexicon names -------------------------------------------------------------------------

    def _names(self, draft: Draft) -> None:
        capital = (-1, False)  # where the last capital ended, and whether it acted
        for mark in draft.marks:
            if mark.alias is None:
                self._other(draft, mark)
            elif not self._taken_away(draft, mark):
                capital = self._named(draft, mark, mark.alias.how, capital)

    def _named(self, draft: Draft, mark: Mark, how: str, capital: tuple[int, bool]) -> tuple[int, bool]:
        assert mark.alias is not None
        actor = self._knowledge.actors[mark.alias.actor_id]
        if how == "metonym":
            acts = self._acts(draft, mark, *capital)
            if acts:
                draft.add(mark.start, mark.end, actor, how)
            else:
                draft.add_place(mark.start, mark.end, mark.places)
            return (mark.end, acts)
        if actor.kind != "person":
            draft.add(mark.start, mark.end, actor, how)
            draft.add_place(mark.start, mark.end, mark.places)
        elif self._stands_alone(draft, mark):
            state = self._government(draft, mark, actor)
            if state:
                draft.add(state[0], mark.end, state[1], "office")
            else:
                draft.add(mark.start, mark.end, actor, how)
        return capital

    def _other(self, draft: Draft, mark: Mark) -> None:
        """A phrase that names no actor for good: a nickname of the day, a place."""
        if mark.nickname:
            holder = self._holder(draft, mark.nickname.office, mark.nickname.of)
            if holder:
                draft.add(mark.start, mark.end, self._knowledge.actors[holder], "nickname")
        elif mark.places and not mark.surnames:
            draft.add_place(mark.start, mark.end, mark.places)
        elif mark.demonym and draft.normal.endswith(_CAPITAL_CITY, 0, mark.start):
            place = self._capital_of.get(mark.demonym)  # « la capitale ukrainienne »
            draft.add_place(mark.start - len(_CAPITAL_CITY), mark.end, (place,) if place else ())

    def _holder(self, draft: Draft, office: str, of: str) -> str:
        if draft.day is None:
            return ""
        if office == "leader":
            return self._knowledge.leader(of, draft.day) or ""
        return next(iter(self._knowledge.holders(office, of, draft.day)), "")

    def _taken_away(self, draft: Draft, mark: Mark) -> bool:
        """« avenue Macron »: a word before says that the name is not the actor."""
        return self._last_word(draft.normal, mark.start) in self._knowledge.never_before

    def _government(self, draft: Draft, mark: Mark, person: Actor) -> tuple[int, Actor] | None:
        """« l'administration Trump » is the government of the person's state: where it begins, and the state."""
        word = self._last_word(draft.normal, mark.start)
        state = self._lexicon.states.get(person.country)
        if word not in self._knowledge.government_before or state is None:
            return None
        return draft.normal.rindex(word, 0, mark.start), self._knowledge.actors[state]

    def _last_word(self, normal: str, start: int) -> str:
        """The word before a name if it is one that changes what the name means; "" for nearly all others."""
        tail = normal[max(0, start - _TAIL) : start]
        if tail not in self._endings and len(tail) == _TAIL and tail[-2:] != "  ":
            return ""
        before = normal[max(0, start - 25) : start].rstrip()
        return before[max(before.rfind(" "), before.rfind("'")) + 1 :]

    def _acts(self, draft: Draft, mark: Mark, last_end: int, acted: bool) -> bool:
        if 0 <= last_end < mark.start and draft.normal[last_end : mark.start] in _TOGETHER:
            return acted
        return self._capitals.is_government(draft.text, draft.normal, mark.start, mark.end, *draft.bounds(mark.start))

    def _stands_alone(self, draft: Draft, mark: Mark) -> bool:
        """A name of one word is not that person inside a longer name: « Hunter Biden », « Wang Chuanfu »."""
        if " " in draft.text[mark.start : mark.end]:
            return True
        if mark.surnames and _NAME_AFTER.match(draft.text, mark.end):
            return False
        before = _WORD_BEFORE.search(draft.text, max(0, mark.start - 30), mark.start)
        return not (before and self._is_given_name(draft, before[1], before.start()))

    def _is_given_name(self, draft: Draft, word: str, start: int) -> bool:
        if not word[0].isupper() or self._people.is_no_name(word):
            return False
        opens = draft.bounds(start)[0] == start
        return not opens or word in self._lexicon.given_names

    # Persons of this article ------------------------------------------------------------------------

    def _strangers(self, draft: Draft) -> list[Actor]:
        """Persons outside the lexicon; the same name is the same person."""
        found: dict[str, Actor] = {}
        for stranger in self._people.find(draft.text, draft.normal, draft.taken):
            actor = found.setdefault(stranger.name, Actor(slug(stranger.name), stranger.name, "person", ""))
            draft.add(stranger.start, stranger.end, actor, "name")
        return list(found.values())

    def _surnames(self, draft: Draft) -> None:
        """« Lavrov » after « Sergueï Lavrov », « M. Xi »: surnames of the persons this article names in full."""
        named: dict[str, list[Mention]] = {}
        for mention in draft.mentions("person"):
            named.setdefault(mention.actor.actor_id, []).append(mention)
        for mark in draft.marks:
            if mark.alias is not None:
                self._title(draft, mark.start, mark.end)
                continue
            if not mark.surnames:
                continue
            known = [named[actor_id] for actor_id in mark.surnames if actor_id in named]
            if known and self._stands_alone(draft, mark) and not draft.covered(mark.start, mark.end):
                draft.add(mark.start, mark.end, _last_said(known, mark.start).actor, "name")
                self._title(draft, mark.start, mark.end)
            elif mark.places and not known:
                draft.add_place(mark.start, mark.end, mark.places)

    def _stranger_surnames(self, draft: Draft, strangers: Sequence[Actor]) -> None:
        """The surnames of strangers on their own; one of two strangers is the first named."""
        actors: dict[str, Actor] = {}
        for actor in strangers:
            actors.setdefault(actor.name.split()[-1], actor)
        if not actors:
            return
        surnames = list(actors)
        for number, start, end in sorted(AhoCorasick(surnames).find_matches_as_indexes(draft.text, overlapping=True)):
            whole = not (_INSIDE.match(draft.text, end) or start and _INSIDE.match(draft.text, start - 1))
            if whole and not draft.covered(start, end):
                draft.add(start, end, actors[surnames[number]], "name")
                self._title(draft, start, end)

    def _title(self, draft: Draft, start: int, end: int) -> None:
        """A courtesy title before a name belongs to the mention: « M. Xi »."""
        match = self._words.title(draft.normal, start, _TITLE_REACH)
        mention = next((one for one in draft.at(start) if one.end == end), None) if match else None
        if match and mention:
            draft.add_over(match.start(), end, mention.actor, mention.how if " " in draft.text[start:end] else "title")


def _endings(words: Iterable[str]) -> frozenset[str]:
    """The last letters before a name, its blank included, where one of `words` stands there."""
    return frozenset(f"{before}{word}{after}"[-_TAIL:] for word in words for before in " '" for after in ("", " "))


def _last_said(known: Sequence[Sequence[Mention]], position: int) -> Mention:
    """Of the mentions of several persons, each in order, the last before `position`, else the first after."""
    last: Mention | None = None
    for mentions in known:
        index = bisect_left(mentions, position, key=lambda mention: mention.start)
        if index and (last is None or mentions[index - 1].start > last.start):
            last = mentions[index - 1]
    return last or known[0][0]


def _capitals(knowledge: Knowledge) -> dict[str, Place]:
    """The capital of each state by actor_id: the city that stands for its government."""
    cities = {
        name: place for place in knowledge.places if place.kind == "city" for name in (place.name, *place.aliases)
    }
    found: dict[str, Place] = {}
    for alias in knowledge.aliases:
        if alias.how == "metonym" and alias.text in cities:
            found.setdefault(alias.actor_id, cities[alias.text])
    return found
