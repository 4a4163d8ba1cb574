"""Many phrases found at once in a text, leftmost and longest first."""

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
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

    Phrases and texts are written with a capital at the beginning of every word, so that a phrase is looked for
    only there: « xi » is not found in « maxime ». That halves the work, and one byte a letter halves it again.
    """

    def __init__(self, phrases: Sequence[str]) -> None:
        self._phrases = phrases
        # A phrase with other letters is in no text without them; its place is held by one that is in none.
        encoded = [_encoded(phrase) or b"\0" for phrase in phrases]
        self._automaton = BytesAhoCorasick(encoded, matchkind=MatchKind.LeftmostLongest)

    @cached_property
    def _wide(self) -> AhoCorasick:
        """For the rare text with other letters; phrases with such letters can be in no other."""
        return AhoCorasick([_titled(phrase) for phrase in self._phrases], matchkind=MatchKind.LeftmostLongest)

    def find(self, normal: str) -> list[tuple[int, int, int]]:
        """(number of the phrase, start, end) in order, none overlapping; the ends may be inside a word."""
        text = _encoded(normal)
        found: list[tuple[int, int, int]] = (
            self._wide.find_matches_as_indexes(_titled(normal))
            if text is None
            else self._automaton.find_matches_as_indexes(text)
        )
        return found

    def find_whole(self, normal: str) -> list[tuple[int, int, int]]:
        """The same, without those that begin or end inside a word."""
        closed = normal + " "  # before the first character, too
        return [
            one
            for one in self.find(normal)
            # Two letters on both sides of an edge are inside a word.
            if not (closed[one[2]].isalnum() and closed[one[2] - 1].isalnum())
            and not (closed[one[1] - 1].isalnum() and closed[one[1]].isalnum())
        ]


@lru_cache(maxsize=2)  # several automata read the same text in turn
def _encoded(normal: str) -> bytes | None:
    try:
        return western(normal).title()
    except UnicodeEncodeError:
        return None


def _titled(normal: str) -> str:
    return normal.encode(errors="replace").title().decode()  # of one half of a pair of surrogates, « ? »


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
        return [Match(start, end, items[number]) for number, start, end in self._automaton.find_whole(normal)]


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
