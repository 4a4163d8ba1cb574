"""One pattern of data/knowledge/time_words.yaml as a regular expression: its pieces, the classes it captures.

A pattern becomes a regular expression without open-ended repeats, so that every match is short
and hostile text costs no more than any other.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from typing import TypeAlias

from analysis.language.words import alternatives

Values: TypeAlias = Mapping[str, int | str]
FIGURES = "#"  # stands for any number among the words that can begin a pattern
YEAR, DAY_FIGURE = "year", "day"  # numbers that are triggers: a year; a number after « le » or « du »
_DAY_CLASSES = frozenset({"day", "day2", "figure", "weekday", "weekday2", "to", "between"})
_BLANKS = " {0,4}+"  # kept once taken, so that what must not follow is looked for behind them
_TOKEN = re.compile(r"<\w+>|\{\w+\}|[()\[\]|]|[^\s()\[\]|<>{}]+")
_WORD = re.compile(r"\w+")
_FIGURES = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Head:
    """How a piece of a pattern can begin and end: its first words, its second ones, whether it can be of one word or
    none, its last words."""

    first: frozenset[str] = frozenset()
    second: frozenset[str] = frozenset()
    single: bool = False
    empty: bool = False
    last: frozenset[str] = frozenset()

    def then(self, other: "Head") -> "Head":
        """One piece after the other."""
        return Head(
            self.first | (other.first if self.empty else frozenset()),
            self.second | (other.first if self.single else frozenset()) | (other.second if self.empty else frozenset()),
            self.single and other.empty or self.empty and other.single,
            self.empty and other.empty,
            other.last | (self.last if other.empty else frozenset()),
        )

    def otherwise(self, other: "Head") -> "Head":
        """One piece or the other."""
        return Head(
            self.first | other.first,
            self.second | other.second,
            self.single or other.single,
            self.empty or other.empty,
            self.last | other.last,
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a pattern: its expression, how it begins, the words it can hold, whether it can match nothing."""

    regex: str
    head: Head
    words: frozenset[str]
    empty: bool = False


@dataclass(frozen=True)
class WordClass:
    """Words with their values; figures count where `digits` says how they look."""

    name: str
    values: Mapping[str, int | str]
    digits: str

    def piece(self, group: str) -> Piece:
        """The class as a piece of a pattern, captured as `group`."""
        regex, head, words = self._parts
        return Piece(f"(?P<{group}>{regex}){_BLANKS}", head, words)

    @cached_property
    def _parts(self) -> tuple[str, Head, frozenset[str]]:
        """The expression without its group, how it begins, all words."""
        words = sorted(self.values, key=len, reverse=True)
        choices = [rf"(?<!\w)(?<!\d[.,])(?:{self.digits})(?!\w)"] if self.digits else []
        heads = [_head(word) for word in words]
        if self.digits:  # letters can follow the figures: « 1 er »
            letters = frozenset(re.findall("[a-z]+", self.digits))
            heads.append(Head(frozenset((FIGURES,)), letters, single=True, last=letters))
        marked = [word for word in words if not (word[0].isalnum() and word[-1].isalnum())]
        whole = alternatives(word for word in words if word not in marked).replace("\\ ", " {1,4}")
        choices += [_literal(word) for word in marked] + ([rf"\b(?:{whole})\b"] if whole else [])
        regex = "|".join(choices)
        return regex, reduce(Head.otherwise, heads), frozenset(words) | chunks(words)

    def value(self, surface: str) -> int | str:
        """What `surface`, a match of this class, stands for."""
        if surface in self.values:
            return self.values[surface]
        word = " ".join(surface.split())
        if word in self.values:
            return self.values[word]
        found = _FIGURES.search(word)
        assert found, f"{word!r} is no word of the class {self.name}"
        return int(found[0])


@dataclass(frozen=True)
class Pattern:
    """One way to say a kind of time."""

    kind: str
    source: str
    head: Head
    words: frozenset[str]
    groups: Mapping[str, WordClass]
    given: Values
    lower: str  # a class whose word must not be a proper name

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Compiled when first wanted: all of them at once would be most of the time it takes to start."""
        return re.compile(self.source)

    def holds(self, trigger: str) -> bool:
        """Whether a match can hold the trigger word (or the kind of number) `trigger`.

        Where a month or a unit must follow the number, that word is the trigger.
        """
        if trigger == DAY_FIGURE:
            return bool(self.groups) and (self.groups.keys() <= _DAY_CLASSES or "day2" in self.groups)
        return YEAR in self.groups if trigger == YEAR else chunks([trigger]) <= self.words

    def values(self, match: re.Match[str]) -> dict[str, int | str]:
        """Values of the classes in `match`; the second of a class is `name2`."""
        values = dict(self.given)
        for group, surface in match.groupdict().items():
            if surface is not None:
                values[group] = self.groups[group].value(surface)
        return values


def chunks(words: Iterable[str]) -> frozenset[str]:
    """The single words of phrases."""
    return frozenset(chunk for word in words for chunk in _WORD.findall(word))


def _head(phrase: str) -> Head:
    """How a phrase begins and ends; one without letters (« - ») is between words, not one of them."""
    words = [token(word) for word in _WORD.findall(phrase)]
    first, second, *_ = [*words, "", ""]
    return Head(
        frozenset(words[:1]),
        frozenset(words[1:2]),
        single=first != "" and second == "",
        empty=first == "",
        last=frozenset(words[-1:]),
    )


def token(word: str) -> str:
    """A word as the grammar compares it: all that begins with a figure is one."""
    return FIGURES if word[0].isdigit() else word


def _literal(word: str) -> str:
    regex = " {1,4}".join(re.escape(part) for part in word.split())
    return (r"\b" if word[0].isalnum() else "") + regex + (r"\b" if word[-1].isalnum() else "")


@dataclass
class Compiler:
    """Compiles one pattern; `groups` collects the classes it captures."""

    classes: Mapping[str, WordClass]
    macros: Mapping[str, str]
    groups: dict[str, WordClass] = field(default_factory=dict)

    def compile(self, text: str) -> Piece:
        """The piece that `text` describes; raises ValueError for brackets or classes that cannot be read."""
        tokens = _TOKEN.findall(text)
        piece, rest = self._choice(tokens)
        if rest:
            raise ValueError(f"unbalanced brackets in {text!r}")
        return piece

    def _choice(self, tokens: list[str]) -> tuple[Piece, list[str]]:
        branch, tokens = self._sequence(tokens)
        branches = [branch]
        while tokens and tokens[0] == "|":
            branch, tokens = self._sequence(tokens[1:])
            branches.append(branch)
        # The longest first: « et le » before « et ».
        regex = "|".join(b.regex for b in sorted(branches, key=lambda b: -len(b.regex)))
        head = reduce(Head.otherwise, (b.head for b in branches))
        words = frozenset[str]().union(*(b.words for b in branches))
        regex = f"(?:{regex})" if len(branches) > 1 else regex
        return Piece(regex, head, words, any(b.empty for b in branches)), tokens

    def _sequence(self, tokens: list[str]) -> tuple[Piece, list[str]]:
        regex, head, words, empty = "", Head(empty=True), frozenset[str](), True
        while tokens and tokens[0] not in ")]|":
            piece, tokens = self._item(tokens)
            regex += piece.regex
            head = head.then(piece.head)
            words, empty = words | piece.words, empty and piece.empty
        return Piece(regex, head, words, empty), tokens

    def _item(self, tokens: list[str]) -> tuple[Piece, list[str]]:
        head, rest = tokens[0], tokens[1:]
        if head in "([":
            piece, rest = self._choice(rest)
            if not rest or rest[0] != {"(": ")", "[": "]"}[head]:
                raise ValueError("a bracket is not closed")
            optional = Piece(f"(?:{piece.regex})?", replace(piece.head, empty=True), piece.words, True)
            return (optional if head == "[" else piece), rest[1:]
        if head.startswith("<"):
            return self._captured(head[1:-1]), rest
        if head.startswith("{"):
            return self.compile(self.macros[head[1:-1]]), rest
        return Piece(_literal(head) + _BLANKS, _head(head), frozenset({head}) | chunks([head])), rest

    def _captured(self, name: str) -> Piece:
        if name not in self.classes:
            raise ValueError(f"unknown class <{name}>")
        count = 1 + sum(word_class.name == name for word_class in self.groups.values())
        group = name if count == 1 else f"{name}{count}"
        self.groups[group] = self.classes[name]
        return self.classes[name].piece(group)
