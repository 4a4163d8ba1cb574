"""The tone lexicon: words and expressions of `data/knowledge/tone_*`, checked and spread into their forms."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from analysis.extraction.tone_forms import Inflection, InflectionError
from analysis.extraction.tone_patterns import Pattern, fit, patterns_of
from analysis.knowledge import FOLDER, KnowledgeError
from analysis.language.text import normalise
from analysis.language.word_files import mapping

EFFECTS = (
    "value",
    "neutral",
    "gauge",
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
STILL = ("value", "neutral", "gauge")  # those that act on no other word
CLASSES = ("noun", "adjective", "verb", "adverb")  # in this order where two lemmas share a form
EVENT_DOMAINS = ("violence", "war", "disaster")  # their nouns may name a mere date or topic


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
    alone: float = 1.0  # its factor before others act on it: exports by themselves are neither good nor bad


# What must follow the first form (nothing where the second, by which it was found, is all), and what it then does.
Candidate = tuple[Pattern, Entry]
# What a form can start: candidates by the form that comes second; for any other form, those that go on with a gap,
# and the forms one of which must come after the gap; what the form does by itself; whether it has a capital.
Head = tuple[Mapping[str, Sequence[Candidate]], Sequence[Candidate], frozenset[str], Entry | None, bool]


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
        end = fit(pattern, text, place) if pattern else place + 1
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
    return Lexicon(words, _heads(words, patterns), grammar, len(rows))


def _heads(words: Mapping[str, Entry], patterns: Mapping[str, Sequence[Candidate]]) -> dict[str, Head]:
    """What each form can start. Forms of one verb start the same patterns, which are sorted once."""
    heads: dict[str, Head] = {form: ({}, (), frozenset(), entry, False) for form, entry in words.items()}
    known: dict[tuple[int, ...], tuple[Mapping[str, Sequence[Candidate]], Sequence[Candidate], frozenset[str]]] = {}
    for form, candidates in patterns.items():
        key = tuple(id(part) for candidate in candidates for part in candidate)
        if key not in known:
            known[key] = _by_second(candidates)
        heads[form] = (*known[key], words.get(form), False)
    return heads


def _by_second(
    candidates: Sequence[Candidate],
) -> tuple[Mapping[str, Sequence[Candidate]], Sequence[Candidate], frozenset[str]]:
    """Candidates by the form that must come second, those that may have any among them, longest first; these alone.

    And the forms that may come after their gap.
    """
    ordered = sorted(candidates, key=lambda candidate: len(candidate[0]), reverse=True)
    by_second: dict[str, list[Candidate]] = {form: [] for pattern, _ in ordered for form in pattern[0] or ()}
    gapped = [(pattern, entry) for pattern, entry in ordered if pattern[0] is None]
    for pattern, entry in ordered:
        for form in by_second if pattern[0] is None else pattern[0]:
            by_second[form].append((pattern if len(pattern) > 1 else (), entry))
    return by_second, gapped, frozenset().union(*(pattern[1] or () for pattern, _ in gapped))


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
    """First form, the rest, and what it does: one for each form the first element takes."""
    for where, row in rows_of(path, ("pattern", "effect", "tone", "relation", "note")):
        if row["effect"] not in EFFECTS:
            raise KnowledgeError(f"{where}: unknown effect {row['effect']!r}, one of {', '.join(EFFECTS)}")
        entry = Entry(
            row["effect"],
            value_of(where, row["tone"]),
            value_of(where, row["relation"]),
            acts=row["effect"] not in STILL,
            alone=0.0 if row["effect"] == "gauge" else 1.0,
        )
        kinds = {kind: replace(entry, participle=kind) for kind in ("", "clear", "ambiguous")}
        for form, rest, participle in patterns_of(where, row["pattern"], inflection):
            clear = form.endswith(("s", "ee", "i", "u", "t", "ie", "ue"))
            yield form, rest, kinds["" if not participle else "clear" if clear else "ambiguous"]


def _stronger(first: Entry | None, second: Entry) -> Entry:
    """Two lemmas that share a form: the class first in CLASSES decides the sign, the stronger the size."""
    if first is None:
        return second
    if first.tone * second.tone < 0:
        return first
    return replace(
        first,
        tone=max(first.tone, second.tone, key=abs),
        relation=max(first.relation, second.relation, key=abs),
    )


def _merge(word: Entry | None, expression: Entry) -> Entry:
    """A word of the list that also acts on other words keeps its own value, the stronger of the two."""
    if word is None or expression.effect in STILL:
        return expression
    return replace(
        expression,
        tone=max(word.tone, expression.tone, key=abs),
        relation=max(word.relation, expression.relation, key=abs),
    )


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


@cache
def inflection_of(folder: Path = FOLDER) -> Inflection:
    """The rules of `tone_inflection.yaml`."""
    return Inflection(mapping(folder / "tone_inflection.yaml"))


@cache
def grammar_of(folder: Path = FOLDER) -> dict[str, frozenset[str]]:
    """The small words of `tone_grammar.yaml`, normalised, by name."""
    grammar = {
        name: frozenset(normalise(word) for word in words)
        for name, words in mapping(folder / "tone_grammar.yaml").items()
    }
    grammar["turn_ends"] = grammar["clause_ends"] | grammar["scope_ends"]
    return grammar
