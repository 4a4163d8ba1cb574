"""Where sentences of French news begin and end.

A stop ends a sentence unless the words around it say otherwise: one compiled pattern proposes the
places, a few rules on the word before and the word after decide. The abbreviations are data.
"""

import re
from dataclasses import dataclass
from functools import cache, cached_property

from analysis.language.text import normalise
from analysis.language.word_files import read

_BLANK = "[ \t\r\u00a0\u202f\u2009\u2007\u2002\u2003]"
_CAPITAL = "A-ZÀ-ÖØ-ÞŒŸŠŽĀ-ŽА-ЯЁ"
# Possessive repeats, atomic groups and the look-behind keep hostile runs of stops or blanks linear.
# A pattern that begins with one class of characters is the fastest to search with: line breaks are among them.
_CANDIDATE = re.compile(
    rf"(?P<stop>[.!?…\n](?:(?<=\n)|(?<![.!?…][.!?…])[.!?…]*+))"
    rf"(?:(?<=\n)|(?P<close>(?>(?:{_BLANK}*+[»›]|[”\"’')\]])*)(?>(?:\[\d{{1,3}}\])?))"
    rf"(?P<gap>{_BLANK}*+)"
    rf"(?=(?P<open>(?:[«“‹„\"'‘(\[–—•*-]{_BLANK}?){{0,3}})(?P<next>[{_CAPITAL}\d])))"
)
_QUOTE = re.compile(r"[«»“”\"()\[\]]")
_NEXT_WORD = re.compile(rf"[^\W\d_]+['’]?(?:{_BLANK}*(?P<after>\w))?")
_INITIAL = re.compile(rf"(?:[{_CAPITAL}][a-z]?\.?-)?[{_CAPITAL}]")
_LONGEST_INITIAL = 5  # « Ch.-A »
_CAPITALS = re.compile(rf"(?:^|['’])[{_CAPITAL}]{{2,}}$")
_ACRONYM = re.compile(rf"(?:[{_CAPITAL}]\.)+[{_CAPITAL}]$")
_AFTER_NUMBER = re.compile(rf"\d{_BLANK}\w+\Z")
_NUMBER_REACH = 6  # a figure, a blank, the longest unit
_WORD_REACH = 40  # no abbreviation is longer; bounds the look back


@dataclass(frozen=True)
class _Words:
    never_end: frozenset[str]
    may_end: frozenset[str]
    units: frozenset[str]
    starters: frozenset[str]

    @cached_property
    def doubtful(self) -> frozenset[str]:
        """Words after which a full stop may be no end."""
        return self.never_end | self.may_end | self.units

    @cached_property
    def longest(self) -> int:
        """Letters of the longest of them that is all letters."""
        return max(len(word) for word in self.doubtful if word.isalpha())


@cache
def _words() -> _Words:
    names = ("never_end", "may_end", "units", "starters")
    lists = read("abbreviations.yaml", names)
    return _Words(*(frozenset(normalise(str(word)) for word in lists[name]) for name in names))


def split(text: str, normal: str | None = None) -> list[tuple[int, int]]:
    """(start, end) of each sentence of `text`, in order, without surrounding blanks.

    A line break always ends a sentence. A closing quote or bracket stays with the sentence it closes;
    sentences inside a quotation are sentences, and the last one keeps the clause that tells who spoke.
    `normal` is `normalise(text)` where it is at hand.
    """
    normal = normalise(text) if normal is None else normal
    longest = _words().longest + 1
    spans: list[tuple[int, int]] = []
    start = 0
    for found in _CANDIDATE.finditer(text):
        at, end = found.span()
        if text[at] == "\n":
            _add(spans, text, start, at)
            start = end
        elif at + 1 == found.end("close") < end and (text[at] != "." or _is_small(text[at - longest : at])):
            _add(spans, text, start, at + 1)  # a single stop, then a blank
            start = end
        elif _ends(text, normal, start, found):
            _add(spans, text, start, found.end("close"))
            start = found.end("close")
    _add(spans, text, start, len(text))
    return spans


def _is_small(word: str) -> bool:
    """Small letters alone: so many of them are no abbreviation."""
    return word.islower() and word.isalpha()


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end].strip()
    if piece:
        left = text.index(piece, start)
        spans.append((left, left + len(piece)))


def _ends(text: str, normal: str, start: int, found: re.Match[str]) -> bool:
    """Whether the stop of `found`, in a sentence that began at `start`, ends it."""
    stop, close = found["stop"], found["close"]
    at = found.start()
    if stop in ("…", "...") and close[:1] in (")", "]") and text[at - 1 : at] in ("(", "["):
        return False  # « (…) » marks a cut inside a quotation
    if not found["gap"] and not found["open"]:
        return _ends_without_blank(text, normal, _word_before(text, start, at), found)
    if stop != "." or close.strip():
        return True
    return _full_stop_ends(text, normal, start, _word_before(text, start, at), found)


def _word_before(text: str, start: int, at: int) -> str:
    stretch = text[max(start, at - _WORD_REACH) : at]
    if not stretch or stretch[-1].isspace():
        return ""
    return _QUOTE.split(stretch.split()[-1])[-1]


def _full_stop_ends(text: str, normal: str, start: int, word: str, found: re.Match[str]) -> bool:
    """After `word`, a full stop and a blank: an abbreviation, an initial, a list number, or the end."""
    at = found.start()
    plain = normal[at - len(word) : at].rpartition("'")[2]
    own = word[len(word) - len(plain) :]  # « l'ONU » without its article
    initial = len(own) <= _LONGEST_INITIAL and _INITIAL.fullmatch(own)
    if not initial and "." not in own and (plain not in _words().doubtful or _is_acronym(own, plain)):
        # « 1. Le premier point » of a list goes on
        return not (word.isdigit() and text[start:at].strip() == word)
    digit_follows = found["next"].isdigit()
    starter, lower_after = _opening(text, normal, found.start("next"))
    if word in _words().units and _AFTER_NUMBER.search(text, max(start, at - _NUMBER_REACH), at):  # « à 18 h. »
        return not digit_follows
    if _ACRONYM.search(word):  # « U.S.A. Le Canada », but « J.P. Le Drian »
        return starter and (lower_after or word.count(".") > 1)
    if initial:  # « J.-Y. Le Drian » goes on, « le plan B. Le gouvernement » does not
        return starter and lower_after and plain not in _words().never_end
    if plain in _words().never_end:
        return False
    return plain not in _words().may_end or (starter and not digit_follows)


def _is_acronym(word: str, plain: str) -> bool:
    """« selon AP. Moscou dément »: capitals are no abbreviation, save « MM. » and the like."""
    return len(word) > 1 and word.isupper() and plain not in _words().never_end


def _ends_without_blank(text: str, normal: str, word: str, found: re.Match[str]) -> bool:
    """« fin.Début »: a full sentence before, a word that opens one after."""
    starter, _ = _opening(text, normal, found.start("next"))
    if not word:  # « fini !Tous »
        return starter and found["stop"][0] in "!?"
    if found["next"].isdigit():
        return False
    if _CAPITALS.search(word):  # « à l'ONU.Les pays »
        return starter
    if not (word[-1].islower() or found["close"] or word[-1] == "%"):
        return False
    plain = normal[found.start() - len(word) : found.start()]
    if plain in _words().never_end or "/" in word or "@" in word or "www" in plain:
        return False
    after = text[found.start("next") + 1 : found.start("next") + 2]
    return starter or (len(word) > 1 and word[0].islower() and after.islower())


def _opening(text: str, normal: str, at: int) -> tuple[bool, bool]:
    """Whether the word at `at` opens sentences, and whether a small letter comes after it."""
    found = _NEXT_WORD.match(text, at)
    if not found:
        return False, False
    after = found["after"]
    word = normal[at : found.start("after") if after else found.end()].strip()
    return word in _words().starters, after is not None and after.islower()
