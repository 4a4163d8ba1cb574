"""Many phrases found at once in a text, leftmost and longest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

from analysis.knowledge import Alias, Knowledge
from analysis.language.text import normalise

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A phrase found: offsets in the text, and everything that is known under it."""

    start: int
    end: int
    items: tuple[T, ...]


class Matcher(Generic[T]):
    """Finds whole-word phrases with one automaton (Aho–Corasick, leftmost-longest).

    Phrases are normalised here; the text given to `find` must be (`language.text.normalise`).
    """

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        items: dict[str, list[T]] = {}
        for phrase, item in entries:
            items.setdefault(normalise(phrase), []).append(item)
        items.pop("", None)
        self._items = [tuple(found) for found in items.values()]
        self._automaton = AhoCorasick(list(items), matchkind=MatchKind.LeftmostLongest)

    def find(self, normal: str) -> list[Match[T]]:
        """Matches in `normal` that begin and end at word boundaries, in order, none overlapping."""
        return [
            Match(start, end, self._items[number])
            for number, start, end in self._automaton.find_matches_as_indexes(normal)
            if _at_boundaries(normal, start, end)
        ]


def _at_boundaries(normal: str, start: int, end: int) -> bool:
    before = start == 0 or not normal[start - 1].isalnum() or not normal[start].isalnum()
    return before and (end == len(normal) or not normal[end].isalnum() or not normal[end - 1].isalnum())


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
