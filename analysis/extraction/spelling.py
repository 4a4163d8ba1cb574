"""One name in several spellings: « Evgueni Prigojine », « Yevgeny Prigozhin »; « Massoud » and « Masoud Pezeshkian ».

The press writes names of other alphabets by ear. Two spellings are one name where they sound alike: the same
consonants in every word, the same ending of the given name (Paul is not Paula, Michel not Michelle), and nearly the
same letters in all.
"""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from analysis.language.text import normalise

# From the longest: what is written differently for one consonant.
_CONSONANTS = (
    (re.compile(r"t?sch|tch|tsh|ch|sh|cz"), "c"),
    (re.compile(r"dj|d?zh"), "j"),
    (re.compile(r"gu(?=[eiy])"), "g"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"(?<=[kgdt])h"), ""),
    (re.compile(r"q|ck"), "k"),
    (re.compile(r"w"), "v"),
)
_SMALL_WORDS = frozenset(("al", "el", "ben", "bin", "ibn", "de", "von", "van", "der", "abdel", "abdul", "abdal"))
_VOWELS = re.compile(r"[aeiouyh]+")
_TWICE = re.compile(r"(.)\1+")
# Less alike than this, two names of the same consonants are two: « Karl Marin », « Kiril Moreno ».
_ALIKE = 0.7
_LEAST_CONSONANTS = 6  # of the whole name; « Wu Yi » and « Wei Yao » have too few to tell
_LEAST_GIVEN, _NEARLY = 5, 0.88  # « Francis » is not Francisco, nor « Adrien » Adrian
_LEAST_OF_SURNAME = 3  # … and of a surname alone, whose bearer the office beside it settles


@lru_cache(maxsize=10_000)  # the same strangers come again and again
def sound(name: str) -> str:
    """The key under which spellings of a name meet; "" for a name too short to tell."""
    words = [word for word in re.split(r"[^a-z]+", normalise(name)) if word]
    kept = [word for word in words if word not in _SMALL_WORDS] or words
    bones = [_bones(word) for word in kept]
    if len(kept) < 2 or sum(map(len, bones)) < _LEAST_CONSONANTS or not all(bones):
        return ""
    return f"{' '.join(bones)}/{_ending(kept[0])}"


def surname_sound(surname: str) -> str:
    """The key under which spellings of a surname meet: « Belooussov », « Belousov »; "" for one too short to tell."""
    bones = _bones(surname) if surname.isascii() and surname.isalpha() else ""
    return bones if len(bones) >= _LEAST_OF_SURNAME else ""


def _bones(word: str) -> str:
    first = "a" if word[0] in "aeiouyh" else ""
    word = _TWICE.sub(r"\1", word)
    for pattern, letter in _CONSONANTS:
        word = pattern.sub(letter, word)
    return first + _VOWELS.sub("", word)


def _ending(given: str) -> str:
    """How a given name ends tells women from men."""
    if given.endswith(("a", "ah")):
        return "a"
    return "e" if given.endswith("e") and not given.endswith("re") else ""


class Spellings:
    """Names that are known, found again in other spellings."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """`names`: each name with whose it is. A sound that two share finds neither."""
        self._owners: dict[str, tuple[str, str] | None] = {}
        for name, owner in names:
            self.add(name, owner)

    def add(self, name: str, owner: str) -> None:
        """Enters one more name."""
        key = sound(name)
        there = self._owners.setdefault(key, (name, owner)) if key else None
        if there is not None and there[1] != owner:
            self._owners[key] = None

    def owner(self, name: str) -> str:
        """Whose name this is in another spelling; "" for nobody's."""
        found = self._owners.get(sound(name))
        return found[1] if found and alike(name, found[0]) else ""


def nearly(one: str, other: str) -> bool:
    """Is a given name, in normal form, another one with a slip of the pen? « Noursoultant », « Noursoultan »."""
    if min(len(one), len(other)) < _LEAST_GIVEN or _ending(one) != _ending(other):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _NEARLY


def alike(one: str, other: str) -> bool:
    """Have two names nearly the same letters?"""
    return SequenceMatcher(None, normalise(one), normalise(other), autojunk=False).ratio() >= _ALIKE
