"""Names in one list with persons: « Paul Dupont (PME), X et Y »."""

import re
from collections.abc import Iterable, Set

from analysis.extraction.pointers import Words

_BRACKET = r" \([^()\n]{1,40}\)"
# « Paul Dupont (PME), X et Y », « Paul Dupont / X », a line with each.
_SEPARATOR = rf"(?:(?:{_BRACKET})?(?:(?:,|;|,? et| ou| /) |-)|{_BRACKET}\n)"
_LISTED_BEFORE, _LISTED_AFTER = re.compile(f"{_SEPARATOR}$"), re.compile(_SEPARATOR)
_BRACKETED = 50  # characters of a bracket in a list


def right_before(words: Iterable[str]) -> tuple[str, ...]:
    """How a text ends where one of `words` stands right before a name; both are in normal form."""
    return tuple(word if word.endswith("'") else f" {word} " for word in words)


class Company:
    """Tells whom a name stands beside."""

    def __init__(self, words: Words) -> None:
        self._placing = right_before(words["placing"])
        self._listing = (*right_before(words["listing"]), ": ")

    def is_placed(self, normal: str, start: int) -> bool:
        """Do the words before a name lead to a place as well: « à Ksar El Boukhari »?"""
        return normal.endswith(self._placing, 0, start)

    def is_beside(self, text: str, normal: str, start: int, end: int, starts: Set[int], ends: Set[int]) -> bool:
        """Does a name stand in one list with persons, who begin at `starts` and end at `ends`? A comma alone makes no
        list (« le groupe Acme, Paul … »), but behind « avec »."""
        before = _LISTED_BEFORE.search(text, max(0, start - _BRACKETED), start)
        after = None if self.is_placed(normal, start) else _LISTED_AFTER.match(text, end)
        if not (before and before.start() in ends or after and after.end() in starts):
            return False
        only = before or after if not (before and after) else None
        return only is None or only[0] != ", " or normal.endswith(self._listing, 0, start)
