"""The grammar of time expressions: all patterns of data/knowledge/time_words.yaml, by the words they can begin with.

French words are all in the data.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property, lru_cache
from typing import Any

from analysis.knowledge import FOLDER, KnowledgeError
from analysis.language.matching import Automaton
from analysis.language.text import normalise
from analysis.language.time_forms import Form
from analysis.language.time_patterns import Compiler, Pattern, WordClass, chunks
from analysis.language.time_ranges import Joints
from analysis.language.word_files import read
from analysis.language.words import alternatives

FILE = "time_words.yaml"
_SECTIONS = ("classes", "triggers", "since", "until", "ranges", "macros", "lists", "patterns")
_STOP = r" ?(?:$|[;!?…)\]»\"]|[.,:](?!\d))"  # the end of a text, or a stop that is no decimal point
_NO_UNIT = r"(?![%€$£°]|\d{3}\b|[.,]\d)"  # after a year: it was an amount
_REMEMBERED = 10_000  # beginnings of expressions whose patterns are kept at hand
_WORD = re.compile(r"\w+")
_MARKS = " '-«(\"[/,.;:!?»“*|>"  # what can stand before a word of time


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
        self.since = tuple(normalise(words) for words in source["since"])
        self.until = tuple(sorted((normalise(words) for words in source["until"]), key=len, reverse=True))
        self._around: set[str] = set()  # what must or must not follow some pattern
        self.patterns: list[Pattern] = []
        for kind, entries in source["patterns"].items():
            for entry in entries:
                self.patterns.append(self._pattern(kind, {"say": entry} if isinstance(entry, str) else entry))
        self.vocabulary = frozenset[str]().union(*(pattern.words for pattern in self.patterns))
        self.seconds = frozenset[str]().union(*(pattern.head.second for pattern in self.patterns))
        self.candidates = lru_cache(_REMEMBERED)(self._candidates)
        self.before_day = tuple(source["triggers"]["before_day"])
        self._triggers = self._automaton(source["triggers"])
        self.joints = Joints(_normal_lists(source["ranges"]))
        self.memory: dict[tuple[int | str, ...], tuple[int, int, Form] | None] = {}

    def words_before(self, normal: str, low: int, start: int) -> int:
        """How many characters before `start` are words that patterns can hold, the first one of which opens one; none
        of them is before `low`."""
        found = self._backward.match(normal[max(low - 1, 0) : start][::-1])
        return found.end() if found else 0

    def words_after(self, normal: str, end: int, limit: int) -> int:
        """Where such words after `end` end, the last one that ends a pattern."""
        found = self._forward.match(normal, end, limit)
        return found.end() if found else end

    @cached_property
    def _forward(self) -> re.Pattern[str]:
        last = frozenset[str]().union(*(pattern.head.last for pattern in self.patterns))
        return _run(chunks(self.vocabulary), last, r"\d+\w{0,3}", r"\w*+")  # the trigger can be « 1 » of « 1er »

    @cached_property
    def _backward(self) -> re.Pattern[str]:
        first = frozenset[str]().union(*(pattern.head.first for pattern in self.patterns))
        return _run(_reversed(chunks(self.vocabulary)), _reversed(first), r"\w{0,3}\d+", "")

    @cached_property
    def guards(self) -> Mapping[str, bool]:
        """Words that decide, after an expression, whether it is one; true for those that do it with the next."""
        phrases = [word for words in self._lists.values() for word in words]
        phrases += [phrase for text in self._around for phrase in re.split(r"[|()\[\]]", text)]
        split = [_WORD.findall(phrase) for phrase in phrases]
        return {words[0]: False for words in split if words} | {words[0]: True for words in split if len(words) > 1}

    def _pattern(self, kind: str, entry: Mapping[str, Any]) -> Pattern:
        compiler = Compiler(self.classes, self._macros)
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
        guard = f"(?={self._following(entry['before'])})" if "before" in entry else ""
        if then == "nothing":
            guard += f"(?={_STOP})"
        elif then:
            guard += rf"(?={_STOP}|(?<= )(?:{'|'.join(map(re.escape, self._lists[then]))})\b)"
        if barred == "plural":
            fine = "|".join(self._lists["plurals"])
            guard += rf"{_NO_UNIT}(?!(?!(?:{fine})\b)[a-z]{{2,}}[sx]\b)"
        elif barred:
            guard += f"(?!{self._following(barred)})"
        return guard

    def _following(self, name: str) -> str:
        """The expression of what follows a pattern: a macro, or words."""
        words = self._macros.get(name, normalise(name))
        self._around.add(words)
        return Compiler(self.classes, self._macros).compile(words).regex

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


def _reversed(words: Iterable[str]) -> list[str]:
    return [word[::-1] for word in words]


def _run(words: Iterable[str], last: Iterable[str], figures: str, rest: str) -> re.Pattern[str]:
    """After the `rest` of a word: words, figures and what stands between them, as many as there are up to one of `last`
    or figures."""
    gap = r"[ '\-,./()]{0,5}"
    inner, final = (rf"{gap}(?:{alternatives(some)}|{figures})(?!\w)" for some in (words, last))
    return re.compile(rf"{rest}(?:(?:{inner})*{final})?")


def _normal_lists(content: Any) -> Any:
    """Every word of nested lists in normal form."""
    if isinstance(content, dict):
        return {name: _normal_lists(value) for name, value in content.items()}
    return [_normal_lists(value) for value in content] if isinstance(content, list) else normalise(content)


def _number_or_word(value: str) -> int | str:
    return int(value) if re.fullmatch(r"-?\d+", value) else value


@cache
def grammar() -> Grammar:
    """The grammar of the knowledge folder. Raises KnowledgeError for a pattern that cannot be read."""
    return Grammar(read(FILE, _SECTIONS), str(FOLDER / FILE))
