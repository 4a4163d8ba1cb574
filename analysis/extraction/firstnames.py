"""Persons whom an article calls by a given name alone: « raconte Olena », « son fils Barron », « Ludmylla, 75 ans »."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b

from ahocorasick_rs import AhoCorasick

from analysis.extraction.lexicon import Lexicon
from analysis.extraction.marked import Draft
from analysis.extraction.people import People, slug
from analysis.extraction.pointers import Words, WordsBefore
from analysis.knowledge import Actor
from analysis.language.matching import Automaton
from analysis.language.patterns import syntax
from analysis.language.text import normalise
from analysis.language.words import alternatives, lists

_MANY = 30  # so many words are found one by one in the time it takes to build an automaton
_INSIDE, _BOUND = re.compile(r"[\w-]"), re.compile(r"[\w’'-]")
_WORD = re.compile(r"[A-ZÀ-ÖØ-Þ][\wà-ÿ-]*[a-zà-ÿ](?![\w’'])")
_ALONE = re.compile(r"[A-ZÀ-ÖØ-Þ](?>[\w-]+)(?![’']| [A-ZÀ-ÖØ-Þ])")
_BEFORE_AGE = re.compile(r"(?<![\w’'-])([A-ZÀ-ÖØ-Þ][\w-]*[a-zà-ÿ])(?:,| \() ?(?:âgée? de )?$")
_OPEN = (",", ", ", "(", "( ", "é de ", "ée de ", "\n")  # before an age
_TOGETHER = (", ", " et ")
_AGE = re.compile(r"\d\d ans\b(?! (?:après|plus|d|de|avant)\b)")
_LONGEST = 25  # letters of a given name, with what stands between it and an age
_SHORTEST = 3
_REMEMBERED = 10_000  # words with a capital: the same come again from article to article
_WHOSE_REACH = 40  # characters of a possessive and an adjective


class FirstNames:
    """Finds given names that stand alone where the words around prove that a person is meant."""

    def __init__(self, lexicon: Lexicon, words: Words, people: People) -> None:
        self._people = people
        common = frozenset(lists("given_names.yaml")["words_too"])
        self._given = lexicon.given_names - common
        saying = (verb for verb in words["sources"] if verb not in words["not_saying"])
        self._is_given = lru_cache(_REMEMBERED)(lambda word: normalise(word) in self._given)
        self._before = WordsBefore([*saying, *words["likeness"]])
        self._saints = WordsBefore(words["saints"])
        self._close = Automaton([f"{noun} " for noun in (*words["kin"], *words["close"])])
        self._whose = syntax()["whose_kin"]
        self._does = re.compile(rf" (?:{alternatives((*words['sources'], *words['does']))})\b")

    def read(self, draft: Draft) -> None:
        """Adds the mentions of `draft` by a given name alone."""
        named = {draft.text[start:end] for start, end in (*self._aged(draft), *self._kin(draft), *self._told(draft))}
        if not named:
            return
        actors = {name: self._bearer(draft, name) for name in named}
        for start, name in occurrences(sorted(named), draft.text):
            end = start + len(name)
            if self._is_free(draft, start, end):
                draft.add(start, end, actors[name], "name")

    def _aged(self, draft: Draft) -> Iterator[tuple[int, int]]:
        """« Ludmylla, 75 ans »: of any name."""
        for end in after(" ans", draft.text):
            start = max(0, end - len("75 ans"))
            if not draft.text.endswith(_OPEN, 0, start) or not _AGE.match(draft.text, start):
                continue
            word = _BEFORE_AGE.search(draft.text, max(0, start - _LONGEST), start)
            if word and self._is_free(draft, *word.span(1)):
                yield word.span(1)

    def _kin(self, draft: Draft) -> Iterator[tuple[int, int]]:
        """« son fils Barron »: of any name."""
        for _, start, end in self._close.find(draft.normal):
            word = _WORD.match(draft.text, end)
            if (
                word
                and self._is_free(draft, *word.span())
                and self._whose.search(draft.normal, max(0, start - _WHOSE_REACH), start)
            ):
                yield word.span()

    def _told(self, draft: Draft) -> Iterator[tuple[int, int]]:
        """Of known given names, those that do or say something, have a function beside them, or stand together."""
        given = [word for word in set(_ALONE.findall(draft.text)) if self._is_given(word)]
        free = [span for span in _alone(given, draft.text) if self._is_free(draft, *span)]
        if not free:
            return
        normal, opens = draft.normal, {start for start, _ in draft.sentences}
        proven = set[int]()
        holy = {number for number, (start, _) in enumerate(free) if self._saints(normal, start, _LONGEST)}
        for number, (start, end) in enumerate(free):
            if (
                self._people.is_told_after(normal, end)
                or start in opens
                and self._does.match(normal, end)
                or self._before(normal, start, _LONGEST)
            ):
                proven.add(number)
            if number and normal[free[number - 1][1] : start] in _TOGETHER:
                proven |= {number - 1, number}  # « Alex, Micha et Nigina »
                holy |= {number} & {one + 1 for one in holy}
        for number in sorted(proven - holy):
            yield free[number][0], free[number][1]

    def _is_free(self, draft: Draft, start: int, end: int) -> bool:
        """May the word at [start, end) be a name on its own?"""
        text = draft.text
        if end - start < _SHORTEST or not text[start].isupper() or draft.taken(start, end):
            return False
        following = text[end : end + 2]
        if _BOUND.match(following) or following[:1] == " " and following[1:].isupper():
            return False
        if start and (_INSIDE.match(text, start - 1) or text[start - 1] == " " and self._is_part(text, start)):
            return False
        return not self._people.is_no_name(text[start:end])

    def _is_part(self, text: str, start: int) -> bool:
        """Does a word with a capital that begins no sentence stand before?"""
        before = text[text.rfind(" ", 0, start - 1) + 1 : start - 1]
        return before[:1].isupper() and before[-1:].isalpha() and not self._people.is_no_name(before)

    def _bearer(self, draft: Draft, name: str) -> Actor:
        """The one person whom the article names in full with this given name, else somebody of this article alone."""
        bearers = {one.actor.actor_id: one.actor for one in draft.persons() if one.actor.name.startswith(f"{name} ")}
        return next(iter(bearers.values())) if len(bearers) == 1 else somebody(draft, name)


def _alone(names: Sequence[str], text: str) -> list[tuple[int, int]]:
    """Where any of `names` stands as a word that no other with a capital follows, in order."""
    found = ((_ALONE.match(text, start), name) for start, name in occurrences(names, text))
    return sorted(match.span() for match, name in found if match and match[0] == name)


def after(words: str, text: str) -> Iterator[int]:
    """Where `text` goes on after each of these words."""
    start = text.find(words)
    while start >= 0:
        yield start + len(words)
        start = text.find(words, start + 1)


def occurrences(words: Sequence[str], text: str) -> Iterator[tuple[int, str]]:
    """Where any of `words` stands in `text`."""
    if len(words) > _MANY:
        for number, start, _ in sorted(AhoCorasick(words).find_matches_as_indexes(text, overlapping=True)):
            yield start, words[number]
        return
    for word in words:
        for end in after(word, text):
            yield end - len(word), word


def somebody(draft: Draft, name: str) -> Actor:
    """A person of this article alone: two articles with a « M. Lecocq » need not mean the same man."""
    digest = blake2b(draft.text.encode(errors="replace"), digest_size=3).hexdigest()
    return draft.same.get(slug(name)) or Actor(f"{slug(name)}-{digest}", name, "person", "")
