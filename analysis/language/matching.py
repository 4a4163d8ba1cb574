"""Many phrases found at once in a text, leftmost and longest first."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from string import ascii_letters
from typing import Generic, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick, BytesAhoCorasick, MatchKind

from analysis.knowledge import Alias, Knowledge
from analysis.language.text import normalise, western

T = TypeVar("T")


class Match(NamedTuple, Generic[T]):
    """A phrase found: offsets in the text, and everything that is known under it."""

    start: int
    end: int
    items: tuple[T, ...]


class Automaton:
    """Finds phrases in normal form with one automaton (Aho–Corasick, leftmost-longest).

    In phrases and texts the first letter of every word is a capital and the last one bears a mark, so that a phrase is
    looked for only where words begin, and found only where they end: « xi » is not in « maxime », nor « appel à » in
    « appel avec », where it would hide « appel ». One byte a letter halves the work.
    """

    def __init__(self, phrases: Sequence[str]) -> None:
        self._phrases = phrases
        # A phrase with other letters is in no text without them; its place is held by one that is in none.
        encoded = [_marked(phrase) or b"\0" for phrase in phrases]
        self._automaton = BytesAhoCorasick(encoded, matchkind=MatchKind.LeftmostLongest)

    @cached_property
    def _wide(self) -> AhoCorasick:
        """For the rare text with other letters; phrases with such letters can be in no other."""
        return AhoCorasick([_broad(phrase) for phrase in self._phrases], matchkind=MatchKind.LeftmostLongest)

    def find(self, normal: str) -> list[tuple[int, int, int]]:
        """(number of the phrase, start, end) in order, none overlapping, none that begins or ends inside a word."""
        text = _marked(normal)
        found: list[tuple[int, int, int]] = (
            self._wide.find_matches_as_indexes(_broad(normal))
            if text is None
            else self._automaton.find_matches_as_indexes(text)
        )
        closed = normal + " "  # before the first character, too
        return [
            one
            for one in found
            # Two letters or figures on both sides of an edge are inside a word.
            if not (closed[one[2]].isalnum() and closed[one[2] - 1].isalnum())
            and not (closed[one[1] - 1].isalnum() and closed[one[1]].isalnum())
        ]


_LAST = re.compile(r"[A-Za-z](?![A-Za-z])")
_BEYOND = 0xE000  # private use: letters that no text has
_MARK = 0x80  # the bit that letters of ASCII lack …
_TO_CAPITAL = 2  # … and how far it is from the one that tells their small letters from capitals
_LETTERS = bytes(_MARK if chr(byte) in ascii_letters else 0 for byte in range(256))


def _broad(normal: str) -> str:
    """The same as `_marked` of any text; of one half of a pair of surrogates, « ? »."""
    return _LAST.sub(lambda letter: chr(_BEYOND + ord(letter[0])), normal.encode(errors="replace").title().decode())


@lru_cache(maxsize=2)  # several automata read the same text in turn
def _marked(normal: str) -> bytes | None:
    """With a capital at the beginning of every word, and the highest bit set in its last letter."""
    try:
        small = western(normal)
    except UnicodeEncodeError:
        return None
    letters = int.from_bytes(small.translate(_LETTERS))  # all letters at once, as one number
    firsts, lasts = letters & ~(letters >> 8), letters & ~(letters << 8)
    return (int.from_bytes(small) ^ firsts >> _TO_CAPITAL | lasts).to_bytes(len(small))


class Matcher(Generic[T]):
    """Finds whole-word phrases.

    Phrases are normalised here; the text given to `find` must be (`language.text.normalise`).
    """

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        items: dict[str, list[T]] = {}
        for phrase, item in entries:
            items.setdefault(normalise(phrase), []).append(item)
        items.pop("", None)
        self._items = [tuple(found) for found in items.values()]
        self._automaton = Automaton(list(items))

    def find(self, normal: str) -> list[Match[T]]:
        """Matches in `normal` that begin and end at word boundaries, in order, none overlapping."""
        items = self._items
        return [Match(start, end, items[number]) for number, start, end in self._automaton.find(normal)]


class Names:
    """Aliases of the known actors in a text; phrases in which they name nobody are passed over."""

    def __init__(self, knowledge: Knowledge) -> None:
        entries: list[tuple[str, Alias | None]] = [(alias.text, alias) for alias in knowledge.aliases]
        entries += [(phrase, None) for phrase in knowledge.never]
        self._matcher = Matcher(entries)

    def find(self, text: str, normal: str | None = None) -> list[tuple[int, int, Alias]]:
        """(start, end, alias) of each name in `text`; a name begins with a capital letter or a digit."""
        matches = self._matcher.find(normalise(text) if normal is None else normal)
        return [
            (match.start, match.end, alias)
            for match in matches
            for alias in match.items[:1]
            if alias is not None and is_proper(text, match.start)
        ]


def is_proper(text: str, start: int) -> bool:
    """Does the word at `start` begin as a proper name does?"""
    return text[start].isupper() or text[start].isdigit()
