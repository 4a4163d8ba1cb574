"""The grammar of time expressions: all patterns of data/knowledge/time_words.yaml, by the words they can begin with.

French words are all in the data.
"""

import re
from collections.abc import Mapping
from functools import cache, cached_property, lru_cache
from typing import Any

from analysis.knowledge import FOLDER, KnowledgeError
from analysis.language.matching import Automaton
from analysis.language.text import normalise
from analysis.language.time_forms import Form
from analysis.language.time_patterns import Compiler, Pattern, WordClass, chunks
from analysis.language.time_ranges import Joints
from analysis.language.word_files import read

FILE = "time_words.yaml"
_SECTIONS = ("classes", "triggers", "since", "until", "ranges", "macros", "lists", "patterns")
_STOP = r" ?(?:$|[;!?…)\]»\"]|[.,:](?!\d))"  # the end of a text, or a stop that is no decimal point
_NO_UNIT = r"(?![%€$£°]|\d{3}\b|[.,]\d)"  # after a year: it was an amount
_REMEMBERED = 10_000  # beginnings of expressions whose patterns are kept at hand
# Before its trigger word, itself included: « dans la toute première semaine du mois de mars »; after it as many as the
# characters that are looked at can be.
WORDS_BEFORE, _WORDS_AFTER = 9, 24
_WORD = re.compile(r"\w+")
_REST = re.compile(r"\w*")
_STEP = re.compile(r"[ '\-,./()]{0,5}(\w+)")  # what stands between two words of an expression, and a word
_FIGURES = re.compile(r"\d+\w{0,3}")
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
        return _run(normal[max(low - 1, 0) : start][::-1], 0, start, self._backward, WORDS_BEFORE - 1)

    def words_after(self, normal: str, end: int, limit: int) -> int:
        """Where such words after `end` end, the last one that ends a pattern."""
        rest = _REST.match(normal, end, limit)  # the trigger can be « 1 » of « 1er »
        return _run(normal, rest.end() if rest else end, limit, self._forward, _WORDS_AFTER)

    @cached_property
    def _forward(self) -> "_Words":
        """The words that patterns can hold; true for those that end one."""
        last = frozenset[str]().union(*(pattern.head.last for pattern in self.patterns))
        return _Words({word: word in last or word[0].isdigit() for word in chunks(self.vocabulary)}, 1)

    @cached_property
    def _backward(self) -> "_Words":
        """The same, written backwards; true for those that open one."""
        first = frozenset[str]().union(*(pattern.head.first for pattern in self.patterns))
        return _Words({word[::-1]: word in first or word[0].isdigit() for word in chunks(self.vocabulary)}, -1)

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

    def triggers(self, normal: str) -> list[tuple[int, int]]:
        """Places of the trigger words of `normal`, whole words only."""
        return [
            (start, end)
            for _, start, end in self._triggers.find(normal)
            if not normal[end : end + 1].isalnum() and (start == 0 or normal[start - 1] in _MARKS)
        ]


def _normal_keys(words: Mapping[str, str]) -> dict[str, int | str]:
    return {normalise(word): _number_or_word(value) for word, value in words.items()}


class _Words(dict[str, bool | None]):
    """Words of a run: true for those that can end it, as figures can, None for those it cannot hold. Others than those
    of the patterns are told when they are met; `way` −1: written backwards."""

    def __init__(self, words: Mapping[str, bool], way: int) -> None:
        super().__init__(words)
        self._way = way

    def __missing__(self, word: str) -> bool | None:
        told = True if _FIGURES.fullmatch(word[:: self._way]) else None
        if len(self) < _REMEMBERED:
            self[word] = told
        return told


def _run(text: str, start: int, limit: int, words: _Words, most: int) -> int:
    """Where the run of at most so many `words` from `start` ends."""
    end = start
    for _ in range(most):
        found = _STEP.match(text, start, limit)
        if found is None or (final := words[found[1]]) is None:
            break
        start = found.end()
        if final:
            end = start
    return end


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
