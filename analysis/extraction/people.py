"""Persons that no list knows, found by their shape: a name beside a function, a title or a verb of saying."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache

from analysis.extraction.lexicon import Words
from analysis.language.matching import Automaton
from analysis.language.text import normalise
from analysis.language.words import alternatives

_REMEMBERED = 10_000  # words with a capital
_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_REST = rf"(?:[\w’'-]*[^\W\d_]|\.(?:-?{_CAPITAL}\.)?)"  # of a part of a name, or of an initial
_PART = _CAPITAL + _REST
_PARTICLES = (
    r"(?:de|du|des|d’|d'|von|van|der|den|ter|zu|af|di|da|dos|del|della|la|le|el|al|bin|ben|ibn|abu|bint|vel|ould|ag|"
    r"De|Von|Van|Al|El|Ben|Bin)"
)
_LETTER = re.compile(r"\w")
_SURNAME = re.compile(rf"{_CAPITAL}[a-zà-öø-ÿ][\w’'-]*[^\W\d_](?! {_CAPITAL})")
# What must not stand before is looked for behind the first capital: such a pattern runs from capital to capital.
_NAME = re.compile(rf"{_CAPITAL}(?<![\w’'-]{_CAPITAL}){_REST}(?: (?:{_PARTICLES} ){{0,2}}{_PART}){{1,3}}(?![\w-])")


@dataclass(frozen=True, slots=True)
class Stranger:
    """A person found by shape at [start, end)."""

    start: int
    end: int
    name: str


class People:
    """Finds names of persons outside the lexicon, where the words around prove that they are persons."""

    def __init__(self, words: Words, given_names: Collection[str]) -> None:
        functions = alternatives(words["functions"])
        sources = alternatives(words["sources"])
        titles = alternatives(words["titles"])
        self._given = given_names
        self._not_names = frozenset(words["not_names"])
        # Is a word one that begins no person's name, whatever its capital? The same few are asked again and again.
        self.is_no_name = lru_cache(_REMEMBERED)(self._is_no_name)
        self._before = re.compile(rf"(?:^|\W)(?:(?:{titles})|(?:{functions})(?: [^\W\d]+){{0,3}},?|(?:{sources})) $")
        self._titles = Automaton([f"{title} " for title in words["titles"]])
        self._after = re.compile(
            rf"(?:, (?:(?:le|la|l'|un|une|ex-|ancien|ancienne|actuel|actuelle|alors|egalement|lui-meme|elle-meme) ?)*"
            rf"(?:{functions})\b|, \d\d ans\b|,? (?:{sources})\b)"
        )

    def titled(self, text: str, normal: str, taken: Callable[[int, int], bool]) -> list[Stranger]:
        """Strangers named by a title and a surname alone: « M. Lecocq »; the span holds both."""
        found = []
        for _, start, end in self._titles.find(normal):
            match = _SURNAME.match(text, end)
            if not match or start and _LETTER.match(normal, start - 1):
                continue
            if not self.is_no_name(match[0]) and not taken(match.start(), match.end()):
                found.append(Stranger(start, match.end(), match[0]))
        return found

    def find(self, text: str, normal: str, taken: Callable[[int, int], bool]) -> list[Stranger]:
        """Strangers of `text`, in order, outside the spans that are `taken`."""
        found = []
        for match in _NAME.finditer(text):
            start = self._trim(text, match.start(), match.end())
            name = text[start : match.end()]
            if " " not in name or taken(start, match.end()):
                continue
            if self._is_person(text, normal, start, match.end()):
                found.append(Stranger(start, match.end(), name))
        return found

    def _trim(self, text: str, start: int, end: int) -> int:
        """Leave out leading words that begin no name: « Selon Paul … »."""
        while (space := text.find(" ", start, end)) > 0 and self.is_no_name(text[start:space]):
            start = space + 1
        return start

    def _is_no_name(self, word: str) -> bool:
        return normalise(word) in self._not_names

    def _is_person(self, text: str, normal: str, start: int, end: int) -> bool:
        if any(self.is_no_name(part) for part in text[start:end].split()):
            return False
        if text[start:end].isupper():
            return False
        if self._before.search(normal[max(0, start - 60) : start]) or self._after.match(normal, end):
            return True
        return text[start:end].split()[0] in self._given


def slug(name: str) -> str:
    """Stable id of a name: « Paul Dupont » → paul-dupont."""
    return re.sub(r"[^a-z0-9]+", "-", normalise(name)).strip("-")
