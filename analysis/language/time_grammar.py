"""The grammar of time expressions: patterns of data/knowledge/time_words.yaml compiled and matched.

A pattern becomes a regular expression without open-ended repeats, so that every match is short
and hostile text costs no more than any other. French words are all in the data.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache, reduce
from typing import Any, TypeAlias

from analysis.knowledge import FOLDER, KnowledgeError
from analysis.language.matching import Automaton
from analysis.language.text import normalise
from analysis.language.word_files import read

Values: TypeAlias = Mapping[str, int | str]
FILE = "time_words.yaml"
FIGURES = "#"  # stands for any number among the words that can begin a pattern
YEAR, DAY_FIGURE = "year", "day"  # numbers that are triggers: a year; a number after « le » or « du »
_SECTIONS = ("classes", "triggers", "until", "macros", "lists", "patterns")
_DAY_CLASSES = frozenset({"day", "day2", "figure", "weekday", "weekday2", "to", "between"})
_BLANKS = " {0,2}+"  # kept once taken, so that what must not follow is looked for behind them
_STOP = r" ?(?:$|[;:!?…)\]»\"]|[.,](?!\d))"  # the end of a text, or a stop that is no decimal point
_NO_UNIT = r"(?![%€$£°]|\d{3}\b|[.,]\d)"  # after a year: it was an amount
_REMEMBERED = 10_000  # beginnings of expressions whose patterns are kept at hand
_TOKEN = re.compile(r"<\w+>|\{\w+\}|[()\[\]|]|[^\s()\[\]|<>{}]+")
_WORD = re.compile(r"\w+")
_MARKS = " '-«(\"[/,.;:!?»“*"  # what can stand before a word of time


@dataclass(frozen=True, slots=True)
class Head:
    """How a piece of a pattern can begin: its first words, its second ones, whether it can be of one word or none."""

    first: frozenset[str] = frozenset()
    second: frozenset[str] = frozenset()
    single: bool = False
    empty: bool = False

    def then(self, other: "Head") -> "Head":
        """One piece after the other."""
        return Head(
            self.first | (other.first if self.empty else frozenset()),
            self.second | (other.first if self.single else frozenset()) | (other.second if self.empty else frozenset()),
            self.single and other.empty or self.empty and other.single,
            self.empty and other.empty,
        )

    def otherwise(self, other: "Head") -> "Head":
        """One piece or the other."""
        return Head(
            self.first | other.first, self.second | other.second, self.single or other.single, self.empty or other.empty
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
            heads.append(Head(frozenset((FIGURES,)), frozenset(re.findall("[a-z]+", self.digits)), single=True))
        regex = "|".join(choices + [_literal(word) for word in words])
        return regex, reduce(Head.otherwise, heads), frozenset(words) | _chunks(words)

    def value(self, surface: str) -> int | str:
        """What `surface`, a match of this class, stands for."""
        if surface in self.values:
            return self.values[surface]
        word = " ".join(surface.split())
        if word in self.values:
            return self.values[word]
        found = re.search(r"\d+", word)
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
        return YEAR in self.groups if trigger == YEAR else _chunks([trigger]) <= self.words

    def values(self, match: re.Match[str]) -> dict[str, int | str]:
        """Values of the classes in `match`; the second of a class is `name2`."""
        values = dict(self.given)
        for group, surface in match.groupdict().items():
            if surface is not None:
                values[group] = self.groups[group].value(surface)
        return values


def _chunks(words: Iterable[str]) -> frozenset[str]:
    return frozenset(chunk for word in words for chunk in _WORD.findall(word))


def _head(phrase: str) -> Head:
    """How a phrase begins; one without letters (« - ») is between words, not one of them."""
    first, second, *_ = [token(word) for word in _WORD.findall(phrase)] + ["", ""]
    return Head(
        frozenset((first,)) if first else frozenset(),
        frozenset((second,)) if second else frozenset(),
        single=first != "" and second == "",
        empty=first == "",
    )


def token(word: str) -> str:
    """A word as the grammar compares it: all that begins with a figure is one."""
    return FIGURES if word[0].isdigit() else word


def _literal(word: str) -> str:
    regex = " {1,2}".join(re.escape(part) for part in word.split())
    return (r"\b" if word[0].isalnum() else "") + regex + (r"\b" if word[-1].isalnum() else "")


@dataclass
class _Compiler:
    """Compiles one pattern; `groups` collects the classes it captures."""

    classes: Mapping[str, WordClass]
    macros: Mapping[str, str]
    groups: dict[str, WordClass] = field(default_factory=dict)

    def compile(self, text: str) -> Piece:
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
        return Piece(_literal(head) + _BLANKS, _head(head), frozenset({head}) | _chunks([head])), rest

    def _captured(self, name: str) -> Piece:
        if name not in self.classes:
            raise ValueError(f"unknown class <{name}>")
        count = 1 + sum(word_class.name == name for word_class in self.groups.values())
        group = name if count == 1 else f"{name}{count}"
        self.groups[group] = self.classes[name]
        return self.classes[name].piece(group)


class Grammar:
    """The compiled patterns, by the word they can begin with, and the automaton of trigger words."""

    def __init__(self, source: Mapping[str, Any], origin: str = FILE) -> None:
        self._source, self._origin = source, origin
        self.classes = {
            name: WordClass(name, _normal_keys(spec.get("words", {})), spec.get("digits", ""))
            for name, spec in source["classes"].items()
        }
        self._macros = {name: normalise(" ".join(text.split())) for name, text in source["macros"].items()}
        self._lists = {name: [normalise(str(word)) for word in words] for name, words in source["lists"].items()}
        self.until = tuple(sorted((normalise(words) for words in source["until"]), key=len, reverse=True))
        self.patterns: list[Pattern] = []
        for kind, entries in source["patterns"].items():
            for entry in entries:
                self.patterns.append(self._pattern(kind, {"say": entry} if isinstance(entry, str) else entry))
        self.vocabulary = frozenset[str]().union(*(pattern.words for pattern in self.patterns))
        self.seconds = frozenset[str]().union(*(pattern.head.second for pattern in self.patterns))
        self.candidates = lru_cache(_REMEMBERED)(self._candidates)
        self.before_day = tuple(source["triggers"]["before_day"])
        self._triggers = self._automaton(source["triggers"])

    def _pattern(self, kind: str, entry: Mapping[str, Any]) -> Pattern:
        compiler = _Compiler(self.classes, self._macros)
        try:
            piece = compiler.compile(normalise(entry["say"]))
            source = piece.regex + self._guards(entry)
        except (ValueError, KeyError) as error:
            raise KnowledgeError(f"{self._origin}: kind {kind}, pattern {entry.get('say')!r}: {error}") from error
        if piece.empty:
            raise KnowledgeError(f"{self._origin}: kind {kind}, pattern {entry['say']!r} matches nothing at all")
        return Pattern(
            kind,
            source,
            piece.head,
            piece.words,
            compiler.groups,
            {name: _number_or_word(value) for name, value in entry.get("set", {}).items()},
            entry.get("lower", ""),
        )

    def _guards(self, entry: Mapping[str, Any]) -> str:
        """Look-aheads for what must and must not follow. Blanks at the end may have been eaten already."""
        then, barred = entry.get("then", ""), entry.get("not_then", "")
        guard = ""
        if then == "nothing":
            guard += f"(?={_STOP})"
        elif then:
            guard += rf"(?={_STOP}|(?<= )(?:{'|'.join(map(re.escape, self._lists[then]))})\b)"
        if barred == "plural":
            fine = "|".join(self._lists["plurals"])
            guard += rf"{_NO_UNIT}(?!(?!(?:{fine})\b)[a-z]{{2,}}[sx]\b)"
        elif barred:
            words = self._macros.get(barred, barred)
            guard += f"(?!{_Compiler(self.classes, self._macros).compile(words).regex})"
        return guard

    def _automaton(self, triggers: Mapping[str, list[str]]) -> Automaton:
        words = {normalise(word) for word in triggers["words"]}
        words |= {word for name in triggers["classes"] for word in self.classes[name].values}
        return Automaton(sorted(words))

    def _candidates(self, first: str, second: str, trigger: str) -> list[Pattern]:
        """The patterns that can begin with the word `first`, followed by `second` (empty for any other than
        `seconds`), and hold `trigger`."""
        return [
            pattern
            for pattern in self.patterns
            if first in pattern.head.first
            and (pattern.head.single or second in pattern.head.second)
            and pattern.holds(trigger)
        ]

    def triggers(self, normal: str) -> Iterable[tuple[int, int]]:
        """Places of the trigger words of `normal`, whole words only."""
        for _, start, end in self._triggers.find(normal):
            if not normal[end : end + 1].isalnum() and (start == 0 or normal[start - 1] in _MARKS):
                yield start, end


def _normal_keys(words: Mapping[str, str]) -> dict[str, int | str]:
    return {normalise(word): _number_or_word(value) for word, value in words.items()}


def _number_or_word(value: str) -> int | str:
    return int(value) if re.fullmatch(r"-?\d+", value) else value


@cache
def grammar() -> Grammar:
    """The grammar of the knowledge folder. Raises KnowledgeError for a pattern that cannot be read."""
    return Grammar(read(FILE, _SECTIONS), str(FOLDER / FILE))
