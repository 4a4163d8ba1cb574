"""The tone lexicon: words and expressions of `data/knowledge/tone_*`, checked and spread into their forms."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from analysis.extraction.tone_forms import Inflection, InflectionError, tokens
from analysis.knowledge import FOLDER, KnowledgeError
from analysis.language.text import normalise

EFFECTS = (
    "value",
    "neutral",
    "reverse",
    "counter",
    "fail",
    "blame",
    "undo",
    "fade",
    "increase",
    "negate",
    "boost",
    "weaken",
    "contrast",
    "aside",
    "aim",
    "date",
    "topic",
)
CLASSES = ("noun", "adjective", "verb", "adverb")  # in this order where two lemmas share a form
EVENT_DOMAINS = ("violence", "war", "disaster")  # their nouns may name a mere date or topic
GAP = "..."
GAP_REACH = 3  # words a gap may hold: « mis officiellement et définitivement fin à »


@dataclass(frozen=True, slots=True)
class Entry:
    """What one word or expression does."""

    effect: str  # one of EFFECTS
    tone: float  # −1…1
    relation: float  # −1…1
    noun: bool = False
    event: bool = False  # a noun that names an event
    acts: bool = False  # it changes other words
    manner: bool = False  # an adjective or adverb: « régler à l'amiable » does not end the amity
    participle: str = ""  # "clear" for « levées »; "ambiguous" for « levé », « lève » without accents


Pattern = tuple[frozenset[str] | None, ...]  # sets of forms, None for a gap
Candidate = tuple[Pattern, Entry]  # what must follow the first form, and what it then does
Head = tuple[Mapping[str, Sequence[Candidate]] | None, Entry | None]  # by second form; the word itself
ANY = ""  # stands for any second form: the pattern goes on with a gap


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Forms to what they do, ready for lookup."""

    words: Mapping[str, Entry]
    heads: Mapping[str, Head]  # every form something can start with
    grammar: Mapping[str, frozenset[str]]
    lemmas: int


def longest(candidates: Sequence[Candidate], text: Sequence[str], place: int) -> tuple[int, Entry] | None:
    """End and entry of the first candidate that fits at `place`; they stand longest first.

    The candidates are those `heads` gives for the form at `place`.
    """
    for pattern, entry in candidates:
        if len(pattern) == 1:
            return place + 1, entry  # its only form is the second, which the caller has looked up
        end = _fit(pattern, text, place)
        if end:
            return end, entry
    return None


def load(folder: Path = FOLDER) -> Lexicon:
    """Reads and checks `tone_words.csv`, `tone_expressions.csv`, `tone_inflection.yaml`, `tone_grammar.yaml`.

    Raises KnowledgeError with file and line for an unknown class or effect, a value beyond −1…1,
    a lemma given twice, a verb no rule inflects.
    """
    inflection, grammar = inflection_of(folder), grammar_of(folder)
    words: dict[str, Entry] = {}
    patterns: dict[str, list[Candidate]] = {}
    rows = _word_rows(folder / "tone_words.csv", inflection)
    for forms, _, entry in sorted(rows, key=lambda row: CLASSES.index(row[1])):
        for form in forms:
            if len(form) == 1:
                words[form[0]] = _stronger(words.get(form[0]), entry)
            else:
                rest = tuple(frozenset((word,)) for word in form[1:])
                patterns.setdefault(form[0], []).append((rest, entry))
    for silent in grammar["silent_forms"]:
        words.pop(silent, None)
    for first, pattern, entry in _expressions(folder / "tone_expressions.csv", inflection):
        if pattern:
            patterns.setdefault(first, []).append((pattern, entry))
        else:
            words[first] = _merge(words.get(first), entry)
    heads = {
        first: (_by_second(patterns[first]) if first in patterns else None, words.get(first))
        for first in {*words, *patterns}
    }
    return Lexicon(words, heads, grammar, len(rows))


def _by_second(candidates: Sequence[Candidate]) -> Mapping[str, Sequence[Candidate]]:
    """Candidates by the form that must come second, those that may have any among all, longest first."""
    ordered = sorted(candidates, key=lambda candidate: len(candidate[0]), reverse=True)
    seconds = {form for pattern, _ in ordered for form in pattern[0] or ()}
    return {
        second: [(pattern, entry) for pattern, entry in ordered if pattern[0] is None or second in pattern[0]]
        for second in (*seconds, ANY)
    }


def _word_rows(path: Path, inflection: Inflection) -> list[tuple[set[tuple[str, ...]], str, Entry]]:
    """Forms, class and entry of each row."""
    found = []
    seen = set()
    for where, row in rows_of(path, ("lemma", "class", "tone", "relation", "domain", "note")):
        lemma, word_class = row["lemma"], row["class"]
        if word_class not in CLASSES:
            raise KnowledgeError(f"{where}: unknown class {word_class!r}, one of {', '.join(CLASSES)}")
        if (lemma, word_class) in seen:
            raise KnowledgeError(f"{where}: {word_class} {lemma!r} is given twice")
        seen.add((lemma, word_class))
        noun = word_class == "noun"
        entry = Entry(
            "value",
            value_of(where, row["tone"]),
            value_of(where, row["relation"]),
            noun=noun,
            event=noun and row["domain"] in EVENT_DOMAINS,
            manner=word_class in ("adjective", "adverb"),
        )
        try:
            found.append((inflection.phrases(lemma, word_class), word_class, entry))
        except InflectionError as error:
            raise KnowledgeError(f"{where}: {error}") from error
    return found


def _expressions(path: Path, inflection: Inflection) -> Iterator[tuple[str, Pattern, Entry]]:
    """First form, the rest, and what it does: one for each form the first element takes.

    An element of a pattern is a word, several with ``|`` between, a verb in all its forms ``<lever>``,
    a noun in singular and plural ``{accord}``, or a gap ``...``.
    """
    for where, row in rows_of(path, ("pattern", "effect", "tone", "relation", "note")):
        if row["effect"] not in EFFECTS:
            raise KnowledgeError(f"{where}: unknown effect {row['effect']!r}, one of {', '.join(EFFECTS)}")
        entry = Entry(
            row["effect"],
            value_of(where, row["tone"]),
            value_of(where, row["relation"]),
            acts=row["effect"] not in ("value", "neutral"),
        )
        elements = tokens(normalise(row["pattern"]))
        try:
            rest = tuple(_element(element, inflection) for element in elements[1:])
            firsts = _element(elements[0], inflection)
            participles = inflection.participles(elements[0][1:-1]) if elements[0].startswith("<") else set()
        except InflectionError as error:
            raise KnowledgeError(f"{where}: {error}") from error
        if firsts is None or (rest and rest[-1] is None) or (None, None) in pairwise(rest):
            raise KnowledgeError(f"{where}: a gap stands between two words")
        kinds = {kind: replace(entry, participle=kind) for kind in ("", "clear", "ambiguous")}
        for form in firsts:
            clear = form.endswith(("s", "ee", "i", "u", "t", "ie", "ue"))
            yield form, rest, kinds["" if form not in participles else "clear" if clear else "ambiguous"]


def _element(element: str, inflection: Inflection) -> frozenset[str] | None:
    if element == GAP:
        return None
    if element.startswith("<"):
        return frozenset(inflection.forms(element[1:-1], "verb"))
    if element.startswith("{"):
        return frozenset(inflection.forms(element[1:-1], "noun"))
    return frozenset(element.split("|"))


def _stronger(first: Entry | None, second: Entry) -> Entry:
    """Two lemmas that share a form: the class first in CLASSES decides the sign, the stronger the size."""
    if first is None:
        return second
    if first.tone * second.tone < 0:
        return first
    return replace(
        first, tone=max(first.tone, second.tone, key=abs), relation=max(first.relation, second.relation, key=abs)
    )


def _merge(word: Entry | None, expression: Entry) -> Entry:
    """A word of the list that also acts on other words keeps its own value, the stronger of the two."""
    if word is None or expression.effect in ("value", "neutral"):
        return expression
    return replace(
        expression,
        tone=max(word.tone, expression.tone, key=abs),
        relation=max(word.relation, expression.relation, key=abs),
    )


def _fit(pattern: Pattern, text: Sequence[str], place: int, first: int = 0) -> int:
    """Where the match of `pattern`, from its element `first` on, ends; 0 where it does not fit at `place`."""
    size = len(text)
    for number in range(first, len(pattern)):
        forms = pattern[number]
        if forms is None:
            after_gap = pattern[number + 1] or ()
            for resumed in range(place, min(size, place + GAP_REACH + 1)):
                if text[resumed] in after_gap:
                    end = _fit(pattern, text, resumed + 1, number + 2)
                    if end:
                        return end
            return 0
        if place >= size or text[place] not in forms:
            return 0
        place += 1
    return place


def rows_of(path: Path, header: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """Where each row stands, and the row. Raises KnowledgeError for a header or row of another shape."""
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        if tuple(next(reader, ())) != header:
            raise KnowledgeError(f"{path.name}, line 1: the columns must be {', '.join(header)}")
        for cells in reader:
            where = f"{path.name}, line {reader.line_num}"
            if len(cells) != len(header) or not cells[0]:
                raise KnowledgeError(f"{where}: {len(cells)} cells where {len(header)} are due")
            yield where, dict(zip(header, cells, strict=True))


def value_of(where: str, cell: str) -> float:
    """A number between −1 and 1; KnowledgeError names `where` otherwise."""
    try:
        value = float(cell)
    except ValueError as error:
        raise KnowledgeError(f"{where}: {cell!r} is not a number") from error
    if not -1 <= value <= 1:
        raise KnowledgeError(f"{where}: {value} is not between -1 and 1")
    return value


def inflection_of(folder: Path) -> Inflection:
    """The rules of `tone_inflection.yaml`."""
    return Inflection(_yaml(folder / "tone_inflection.yaml"))


def grammar_of(folder: Path) -> dict[str, frozenset[str]]:
    """The small words of `tone_grammar.yaml`, normalised, by name."""
    grammar = {
        name: frozenset(normalise(str(word)) for word in words)
        for name, words in _yaml(folder / "tone_grammar.yaml").items()
    }
    grammar["turn_ends"] = grammar["clause_ends"] | grammar["scope_ends"]
    return grammar


def _yaml(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{path.name}: {error}") from error
