"""Actors that are named: by the lexicon, by a surname, by the shape of a person's name."""

import re
from collections.abc import Mapping
from functools import lru_cache, partial
from itertools import islice

from analysis.extraction.bearers import Bearers
from analysis.extraction.capitals import Capitals, seats
from analysis.extraction.credits import Credits
from analysis.extraction.firstnames import after, occurrences, somebody
from analysis.extraction.lexicon import Lexicon
from analysis.extraction.marked import Draft, Mention, last_said
from analysis.extraction.ner import Namer, confirming
from analysis.extraction.people import People, Stranger, slug
from analysis.extraction.pointers import WordBefore, Words
from analysis.extraction.readings import Mark
from analysis.extraction.spelling import Spellings
from analysis.knowledge import Actor
from analysis.language.matching import Automaton
from analysis.language.text import normalise
from analysis.language.words import alternatives

# What may stand between two capitals that act, or are places, together: « entre Moscou, Kiev et Pékin ».
_TOGETHER = frozenset((", ", " et ", "/", " ou ", "-"))
_CAPITAL_CITY, _AND, _OF = "capitale ", " et ", (" de ", " d'", " du ", " des ")
_WORD_REACH = 30  # characters of the word before a name
_REMEMBERED = 10_000  # names of strangers
_SPOKEN_OF = 60  # mentions of persons among which a name shortened is looked for
_TITLE_REACH = 8  # the longest title with its blank
_INSIDE = re.compile(r"[\w-]")
_UNLIKE = ("é", "é ", "\n")  # « a été placé Paul … » is no « place », nor is a word of the line before
_WORD_BEFORE = re.compile(r"([\w-]+) $")
_GIVEN_AND = re.compile(r"(?:([\w-]+) )?(?<![\w-])([A-ZÀ-Þ][\w-]+) et $")
_NAME_AFTER = re.compile(r" ([A-ZÀ-Þ][\w-]+)")


class Naming:
    """Finds the actors that an article names, and its places."""

    def __init__(self, lexicon: Lexicon, words: Words, people: People, namer: Namer | None = None) -> None:
        self._lexicon, self._words, self._namer = lexicon, words, namer
        self._knowledge = lexicon.knowledge
        self._capitals, self._only_signs = Capitals(words), Credits(words)
        self._people, self._bearers = people, Bearers(lexicon)
        self._person = lru_cache(_REMEMBERED)(self._named)  # the same strangers come again and again
        self._titles = Automaton([f"{title} " for title in words["titles"]])
        self._capital_of = seats(lexicon.knowledge)
        self._thing_adjectives = frozenset(words["thing_adjectives"])
        self._acute = frozenset(words["acute_things"])
        self._place_of = re.compile(rf"\b(?:{alternatives(words['places_of'])}) (?:de |d'|du |des )$")
        self._headed = re.compile(rf"\b(?:{alternatives(words['heads_of_governments'])}) d[ue] (?:l[a'] ?)?[\w]+ $")
        self._no_things = tuple(f"{phrase} " for phrase in words["no_things"])
        before = frozenset(lexicon.knowledge.never_before)
        self._things = {True: before | frozenset(lexicon.knowledge.thing_before), False: before}
        self._last_word = WordBefore(
            (*self._things[True], *lexicon.knowledge.government_before, *self._thing_adjectives)
        )

    def read(self, draft: Draft) -> None:
        """Adds the mentions and places of `draft` that are named."""
        self._names(draft)
        strangers = self._strangers(draft)
        self._sharing(draft)
        self._surnames(draft)
        self._stranger_surnames(draft, strangers)
        for stranger in self._people.titled(draft.text, draft.normal, draft.taken):
            draft.add(stranger.start, stranger.end, self._bearers.titled(draft, stranger.name), "title")
        for stranger in self._people.crowned(draft.text, draft.normal, draft.taken):
            called = draft.called(stranger.name, stranger.start) or somebody(draft, stranger.name)
            draft.add(stranger.start, stranger.end, called, "title")

    # What the lexicon names -------------------------------------------------------------------------

    def _names(self, draft: Draft) -> None:
        capital = (-1, False)  # where the last capital ended, and whether it acted
        for mark in draft.marks:
            start, end, reading = mark
            actor = reading.actor
            if actor is None:
                self._other(draft, mark)
                continue
            before, person = self._last_word(draft.normal, start), actor.kind == "person"
            if before and self._makes_thing(draft, start, before, person):
                continue
            if reading.how == "metonym":
                capital = (end, self._capital(draft, mark, actor, capital))
            elif not person:
                draft.add(start, end, actor, reading.how)
                if reading.places:
                    draft.add_place(start, end, reading.places)
            elif self._stands_alone(draft, mark):
                state = self._government(draft, start, before, actor) if before else None
                if state:
                    draft.add(draft.normal.rindex(before, 0, start), end, state, "office")
                else:
                    draft.add(start, end, actor, reading.how)

    def _capital(self, draft: Draft, mark: Mark, state: Actor, last: tuple[int, bool]) -> bool:
        """Adds a capital as its state if it acts, else as a place; tells which."""
        acts = self._acts(draft, mark, *last)
        if acts:
            draft.add(mark.start, mark.end, state, "metonym")
        else:
            draft.keep_free(mark.start, mark.end)
            draft.add_place(mark.start, mark.end, mark.reading.places)
        return acts

    def _other(self, draft: Draft, mark: Mark) -> None:
        """A phrase that names no actor for good: a nickname of the day, a place, what no actor is."""
        start, end, reading = mark
        if reading.never:
            draft.keep_free(start, end)
        elif reading.nickname and (" " in draft.text[start:end] or not _NAME_AFTER.match(draft.text, end)):
            # « le pape Jean XXIII », « Pape Samba Diop »: the name says who
            holder = self._holder(draft, reading.nickname.office, reading.nickname.of)
            if holder:
                draft.add(start, end, self._knowledge.actors[holder], "nickname")
        elif reading.places and not reading.surnames:
            draft.add_place(start, end, reading.places)
        elif reading.demonym and draft.normal.endswith(_CAPITAL_CITY, 0, start):
            place = self._capital_of.get(reading.demonym)  # « la capitale ukrainienne »
            draft.add_place(start - len(_CAPITAL_CITY), end, (place,) if place else ())

    def _holder(self, draft: Draft, office: str, of: str) -> str:
        if draft.day is None:
            return ""
        if office == "leader":
            return self._knowledge.leader(of, draft.day) or ""
        return next(iter(self._knowledge.holders(office, of, draft.day)), "")

    def _is_thing(self, draft: Draft, start: int) -> bool:
        floor = max(0, start - _WORD_REACH)
        if draft.normal.endswith(_OF, 0, start) and self._place_of.search(draft.normal, floor, start):
            return True
        word = self._last_word(draft.normal, start)
        return word != "" and self._makes_thing(draft, start, word, True)

    def _makes_thing(self, draft: Draft, start: int, word: str, person: bool) -> bool:
        """« avenue Macron »: the word before says that the name is not the actor's, or not the person's."""
        if word in self._thing_adjectives:
            start = draft.normal.rindex(word, 0, start)
            word = self._last_word(draft.normal, start)
        if word not in self._things[person] or draft.normal.endswith(self._no_things, 0, start):
            return False
        return word in self._acute or not draft.text.endswith(_UNLIKE, 0, start)

    def _government(self, draft: Draft, start: int, word: str, person: Actor) -> Actor | None:
        """« l'administration Trump » is the government of the person's state; « la cheffe du gouvernement Anne … » is
        Anne."""
        if word not in self._knowledge.government_before or self._headed.search(
            draft.normal, max(0, start - 40), start
        ):
            return None
        state = self._lexicon.states.get(person.country)
        return self._knowledge.actors[state] if state else None

    def _acts(self, draft: Draft, mark: Mark, last_end: int, acted: bool) -> bool:
        if 0 <= last_end < mark.start and draft.normal[last_end : mark.start] in _TOGETHER:
            return acted
        return self._capitals.is_government(draft.text, draft.normal, mark.start, mark.end, *draft.bounds(mark.start))

    def _stands_alone(self, draft: Draft, mark: Mark) -> bool:
        """A name of one word is not that person inside a longer name: « Hunter Biden », « Wang Chuanfu »."""
        text, (start, end, reading) = draft.text, mark
        if " " in text[start:end]:
            return True
        if text[start - 1 : start] == "-":  # « rue Vladimir-Poutine », but « pro-Poutine »
            return normalise(text[text.rfind(" ", 0, start) + 1 : start - 1]) not in self._lexicon.given_names
        leaders = self._lexicon.known_alone
        in_pair = draft.normal[start:end] in leaders  # « la rencontre Macron Poutine »
        after = _NAME_AFTER.match(text, end) if reading.surnames else None
        if after and not (in_pair and normalise(after[1]) in leaders):
            return False
        floor = max(0, start - _WORD_REACH)
        if text[max(floor, text.rfind(" ", floor, start - 1)) : start].islower():
            return True  # in nearly all cases: a search takes longer
        before = _WORD_BEFORE.search(text, floor, start)
        if before and in_pair and normalise(before[1]) in leaders:
            return True
        return not (before and self._is_given_name(draft, before[1], before.start()))

    def _is_given_name(self, draft: Draft, word: str, start: int) -> bool:
        if not word[0].isupper() or self._people.is_no_name(word):
            return False
        opens = draft.bounds(start)[0] == start
        return not opens or normalise(word) in self._lexicon.given_names

    # Persons of this article ------------------------------------------------------------------------

    def _strangers(self, draft: Draft) -> dict[str, Actor]:
        """Persons outside the lexicon, by their names as written here; the same name, be it spelled in two ways, is the
        same person, and a name that sounds like a known one is that one."""
        found, heard = dict[str, Actor](), Spellings(())
        proven, doubtful = self._people.find(
            draft.text,
            draft.normal,
            draft.taken,
            draft.is_full,
            partial(self._is_thing, draft),
            confirming(self._namer, draft.text),
        )
        for stranger in (*proven, *self._people.in_company(draft, proven, doubtful)):
            if self._only_signs(draft.text, draft.normal, stranger.start, stranger.end):
                draft.keep_free(stranger.start, stranger.end)
                continue
            name = stranger.name
            same = found.get(name) or found.get(heard.owner(name)) or self._said_in_full(draft, stranger)
            found[name] = actor = same or self._person(name)
            if not same:
                heard.add(name, name)
            add = draft.add
            if draft.taken(stranger.start, stranger.end):
                draft.places[:] = [one for one in draft.places if not stranger.start <= one.start < stranger.end]
                add = draft.add_over
            add(stranger.start, stranger.end, actor, "name")
            self._title(draft, stranger.start, stranger.end)
        return found

    def _said_in_full(self, draft: Draft, stranger: Stranger) -> Actor | None:
        """Who bears a name in full: « M. Costa e Silva » after « Paulo Costa e Silva », « Anne Dupont » after « Anne
        Dupont-Morel »."""
        name = draft.normal[stranger.start : stranger.end]
        before = [one.actor for one in islice(draft.persons_before(stranger.start, 0), _SPOKEN_OF)]
        if name.partition(" ")[0] in self._lexicon.given_names:
            return next((actor for actor in before if normalise(actor.name).startswith(f"{name}-")), None)
        words = name.count(" ")
        longer = (actor for actor in before if actor.name.count(" ") > words)
        return next((actor for actor in longer if normalise(actor.name).endswith(f" {name}")), None)

    def _named(self, name: str) -> Actor:
        """Whom a full name names: a person known, in this or another spelling, or a stranger."""
        known = self._lexicon.person(name)
        return self._knowledge.actors[known] if known else Actor(slug(name), name, "person", "")

    def _sharing(self, draft: Draft) -> None:
        """« Anna et Paul Dupont »: the first shares the surname of the second."""
        names, text = self._lexicon.given_names, draft.text
        for start in after(_AND, text):
            mention = draft.first_person(start, start + 1) if draft.at(start) else None
            if mention is None:
                continue
            match = _GIVEN_AND.search(text, max(0, start - 40), start)
            given, _, surname = text[start : mention.end].partition(" ")
            if not match or not surname or draft.taken(*match.span(2)) or (match[1] or "").istitle():
                continue
            if normalise(match[2]) in names and normalise(given) in names:
                draft.add(*match.span(2), self._person(f"{match[2]} {surname}"), "name")

    def _surnames(self, draft: Draft) -> None:
        """« Lavrov » after « Sergueï Lavrov », « M. Xi »: surnames of the persons this article names in full."""
        named: dict[str, list[Mention]] = {}
        for mention in draft.persons():
            named.setdefault(mention.actor.actor_id, []).append(mention)
        after_title = {end for _, _, end in self._titles.find(draft.normal)}  # few names stand there
        for mark in [mark for mark in draft.marks if mark.reading.surnames or mark.start in after_title]:
            start, end, reading = mark
            if reading.actor is not None and start in after_title:
                self._title(draft, start, end)
            if reading.actor is not None or not reading.surnames:
                continue
            known = [named[actor_id] for actor_id in reading.surnames if actor_id in named]
            if not known and self._may_lead(draft, mark) and (leader := self._bearers.leader(draft, mark)):
                named[leader.actor_id] = [draft.add(start, end, leader, "name")]
                continue
            if known and self._stands_alone(draft, mark) and not draft.covered(start, end):
                draft.add(start, end, last_said(known, start).actor, "name")
                self._title(draft, start, end)
            elif reading.places and not known:
                draft.add_place(start, end, reading.places)

    def _may_lead(self, draft: Draft, mark: Mark) -> bool:
        return not draft.covered(mark.start, mark.end) and self._stands_alone(draft, mark)

    def _stranger_surnames(self, draft: Draft, strangers: Mapping[str, Actor]) -> None:
        """The surnames of strangers on their own; one of two strangers is the first named."""
        actors: dict[str, Actor] = {}
        for name, actor in strangers.items():
            surname = self._people.shapes.family(name)
            if not self._people.is_no_name(surname):
                actors.setdefault(surname, actor)
        for start, surname in occurrences(list(actors), draft.text):
            end = start + len(surname)
            if draft.covered(start, end):
                continue
            if not (_INSIDE.match(draft.text, end) or start and _INSIDE.match(draft.text, start - 1)):
                draft.add(start, end, actors[surname], "name")
                self._title(draft, start, end)

    def _title(self, draft: Draft, start: int, end: int) -> None:
        """A courtesy title before a name belongs to the mention: « M. Xi »."""
        match = self._words.title(draft.normal, start, _TITLE_REACH)
        mention = next((one for one in draft.at(start) if one.end == end), None) if match else None
        if match and mention:
            draft.add_over(match.start(), end, mention.actor, mention.how if " " in draft.text[start:end] else "title")
