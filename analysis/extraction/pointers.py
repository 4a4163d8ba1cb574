"""The words by which French press points at actors (reference_words.yaml), compiled."""

import re
from collections.abc import Iterable

from analysis.language import words

_TAIL = 4  # letters that tell a word from most others, with the blank after it


class WordsBefore:
    """Words of one list where they end right before a position, with the blank (or hyphen, apostrophe) after them."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._pattern = re.compile(rf"(?:(?<=\W)|^)(?:{words.alternatives(phrases)})(?: |(?<=-)|(?<='))$")
        closed = [phrase for phrase in phrases if phrase[-1] in "-'"]
        self._endings = (*closed, *(f"{phrase} " for phrase in phrases))
        self._tail = min(map(len, self._endings))
        self._tails = frozenset(ending[-self._tail :] for ending in self._endings)

    def __call__(self, normal: str, position: int, reach: int) -> re.Match[str] | None:
        """The match that ends at `position`, looked for among the `reach` characters before it."""
        # Hardly ever one of the words stands there: last letters are compared faster than words, words than a pattern.
        # (At the very beginning of a text the slice is too short to be one of them.)
        if normal[position - self._tail : position] not in self._tails:
            return None
        if not normal.endswith(self._endings, 0, position):
            return None
        return self._pattern.search(normal, max(0, position - reach), position)


class WordBefore:
    """The one word before a position, if it is one of some words."""

    def __init__(self, words: Iterable[str]) -> None:
        self._tails = frozenset(
            f"{before}{word}{after}"[-_TAIL:] for word in words for before in " '" for after in ("", " ")
        )

    def __call__(self, normal: str, position: int) -> str:
        """The word before `position`; "" for nearly all that are none of the words."""
        tail = normal[position - _TAIL : position]
        if tail not in self._tails and len(tail) == _TAIL and tail[-2:] != "  ":
            return ""
        before = normal[max(0, position - 25) : position].rstrip()
        return before[max(before.rfind(" "), before.rfind("'")) + 1 :]


class Words:
    """The word lists of reference_words.yaml, compiled."""

    def __init__(self) -> None:
        self.lists = words.lists("reference_words.yaml")
        self.title = WordsBefore(self.lists["titles"])
        self.former = WordsBefore(self.lists["former"])
        self.indefinite = WordsBefore(self.lists["indefinite"])
        self.modifiers = WordsBefore(self.lists["modifiers"])
        self.attributive = WordsBefore(self.lists["attributive"])
        self.republic = re.compile(rf" (?:{words.alternatives(self.lists['republic'])})\b")
        self.not_now = re.compile(
            rf" (?:{words.alternatives(self.lists['not_now'])})\b(?! (?:en|par|de|avec|pour|depuis|il)\b)"
        )
        self.fallen = re.compile(rf" (?:{words.alternatives(self.lists['fallen'])})\b")
        self.state_form = re.compile(
            rf" (?:{words.alternatives(self.lists['state_forms'])})"
            r"(?: (?!de\b|du\b|des\b)[\w-]+)* (?:de(?: la| l')?|du|des|d')\s?"
        )
        nouns, adjectives = words.alternatives(self.lists["portfolios"]), words.alternatives(self.lists["abroad"])
        self.portfolio_tail = re.compile(
            rf"(?:(?:,| et|, et) (?:de la |de l'|des |du )(?:(?:{nouns})|[a-z]+ (?:{adjectives}))(?![\w-]))+"
        )
        self.that_of = re.compile(
            rf" et ((?:{words.alternatives(self.lists['that'])}) (?:de la |de l'|de |du |des |d'))"
        )
        self.apposition = re.compile(rf",? ?(?:(?:{words.alternatives(self.lists['apposition'])})[ ']?)*")

    def __getitem__(self, key: str) -> tuple[str, ...]:
        return self.lists[key]
