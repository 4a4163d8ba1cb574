"""Tone of a sentence: textblob-fr's two figures as the reference, and ours, which can say why.

*Tone* is whether a newspaper reader takes the sentence as bad (−1) or good (1) news; *relation* whether the
sides it names are in conflict (−1) or cooperate (1). Both come from one lexicon (`data/knowledge/tone_*`),
in which each word carries the two apart: an earthquake is bad news and no conflict, talks are a relation and
no news.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from analysis.extraction import tone_lexicon
from analysis.extraction.polarity import INERT, MEMORY_LIMIT, NOTHING, PolarityReader, Step, Steps
from analysis.extraction.tone_lexicon import Head, Lexicon
from analysis.extraction.tone_scope import Hit, compose, hits_of
from analysis.language.text import normalise

# Readers gave −1, 0 or 1. Below these sums they mostly gave 0; the score on tests/cases/tone_dev.json hardly
# changes between 0.25 and 0.45.
TONE_FLOOR = 0.35
RELATION_FLOOR = 0.3
# Good and bad words in one sentence: 0 unless one side outweighs the other by this share of the whole.
MIXED_SHARE = 0.2
# A decided sentence never lies near 0, so that any threshold a reader of the figures sets gives one answer.
DECIDED_LEAST = 0.55
# « se rencontrent malgré leurs différends »: they meet, and the quarrel named beside weighs this much.
TALKED = 0.6
STRONG = 1.5  # the sum at which a tone is full
QUESTION = 0.5  # a headline that asks does not tell
MIN_WEIGHT = 0.05  # hits of less do not count among the deciding words

WORD = re.compile(r"[a-z0-9][a-z0-9]*(?:-[a-z0-9]+)*'?|[,;:.?!()«»\"-]|[^\sa-z0-9]")


class SentenceTone(NamedTuple):
    """What one sentence carries."""

    polarity: float  # textblob-fr, −1…1
    subjectivity: float  # textblob-fr, 0…1
    tone: float | None  # ours: 0, or ±0.55…±1; None where nothing decides
    relation: float | None  # 0, or −1…−0.55 conflict, 0.55…1 cooperation; None where no two sides are named


@dataclass(frozen=True, slots=True)
class Deciding:
    """Words that decide, at [start, end) of the sentence, with their weights in its tone and its relation."""

    start: int
    end: int
    tone: float
    relation: float


class ToneReader:
    """Reads the tone of sentences. Build it once (see `reader`); raises KnowledgeError for a bad lexicon."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon or tone_lexicon.load()
        self._reference = PolarityReader()
        self._chunks: dict[str, _Chunk] = {}

    def read(self, sentence: str, sides: int = 0) -> SentenceTone:
        """The tone of `sentence`, in which the caller found `sides` distinct sides named.

        « russo-chinois » and « les deux pays » name two sides by themselves and are seen here too.
        """
        scan = self._scan(sentence)
        polarity, subjectivity = (
            self._reference.read_slowly(sentence) if scan.steps is None else self._reference.score(scan.steps)
        )
        hits = self._weigh(scan)
        two_sides = sides > 1 or names_pair(sentence, scan.words, self.lexicon)
        if not hits:
            return SentenceTone(polarity, subjectivity, None, 0.0 if two_sides else None)
        asks = scan.words[-1] == "?"
        tone = decide([hit.entry.tone * hit.factor for hit in hits], TONE_FLOOR / QUESTION if asks else TONE_FLOOR)
        relation = decide(_relations(hits), RELATION_FLOOR) or 0.0 if two_sides else None
        return SentenceTone(polarity, subjectivity, tone, relation)

    def explain(self, sentence: str, sides: int = 0) -> list[Deciding]:
        """The words of `sentence` that weigh, in order, with what each adds to tone and relation.

        `sides` as for `read`; without two sides no word weighs in the relation. Negative weights are bad news and
        conflict; their signs tell more than their sizes. Offsets count in `sentence`.
        """
        places = [match.span() for match in WORD.finditer(normalise(sentence))]
        scan = self._scan(sentence)
        two_sides = sides > 1 or names_pair(sentence, scan.words, self.lexicon)
        hits = self._weigh(scan)
        relations = _relations(hits)
        found = [
            Deciding(places[hit.start][0], places[hit.end - 1][1], hit.tone, relation if two_sides else 0.0)
            for hit, relation in zip(hits, relations, strict=True)
        ]
        return [one for one in found if max(abs(one.tone), abs(one.relation)) >= MIN_WEIGHT]

    def hits(self, sentence: str) -> tuple[list[str], list[Hit]]:
        """The words of `sentence`, normalised, and the hits among them with their factors set."""
        scan = self._scan(sentence)
        return scan.words, self._weigh(scan)

    def words(self, sentence: str) -> list[str]:
        """The words of `sentence`, normalised."""
        return self._scan(sentence).words

    def _weigh(self, scan: "_Scan") -> list[Hit]:
        found = hits_of(scan.words, scan.heads)
        written = scan.written
        hits = [hit for hit in found if written[hit.start].islower() or not _is_name(scan.words, written, hit)]
        if hits:
            compose(scan.words, hits, self.lexicon)
        return hits

    def _scan(self, sentence: str) -> "_Scan":
        known = self._chunks
        words: list[str] = []
        written: list[str] = []
        heads: list[Head | None] = []
        steps: list[Step] = []
        last: Steps = ()
        chunks = sentence.split()
        for chunk in chunks:
            chunk_words, chunk_written, chunk_heads, found = known.get(chunk) or self._learn(chunk)
            words += chunk_words
            written += chunk_written
            heads += chunk_heads
            if found is not INERT:
                steps += found
            elif last is not INERT:  # one is as good as many
                steps.append(NOTHING)
            last = found
        return _Scan(words, written, heads, None if self._reference.is_risky(sentence, chunks) else steps)

    def _learn(self, chunk: str) -> "_Chunk":
        if len(self._chunks) > MEMORY_LIMIT:
            self._chunks.clear()
        matches = list(WORD.finditer(normalise(chunk)))
        words = tuple(match[0] for match in matches)
        written = [chunk[match.start() : match.end()] for match in matches]
        if written:
            written[-1] += " "
        heads = tuple(self.lexicon.heads.get(word) for word in words)
        found = self._chunks[chunk] = (words, tuple(written), heads, self._reference.learn(chunk))
        return found


# Of one chunk: its words normalised, as written (the last with its space), what each can start in the
# lexicon, and what the chunk does to textblob-fr's figures.
_Chunk = tuple[tuple[str, ...], tuple[str, ...], tuple[Head | None, ...], Steps]


@dataclass(slots=True)
class _Scan:
    """The chunks of a sentence put together; steps is None where the reference needs its slow way."""

    words: list[str]
    written: list[str]
    heads: list[Head | None]
    steps: list[Step] | None


@cache
def reader() -> ToneReader:
    """The reader of this process, loaded at the first call."""
    return ToneReader()


def names_pair(sentence: str, words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the sentence names two sides in one: « sino-russe », « les deux pays »."""
    prefixes = lexicon.grammar["pair_prefixes"]
    if "-" in sentence and any(word.partition("-")[0] in prefixes for word in words if "-" in word):
        return True
    return "deux" in words and any(phrase in " ".join(words) for phrase in lexicon.grammar["pair_phrases"])


def _relations(hits: Sequence[Hit]) -> list[float]:
    """What each hit adds to the relation; where the sides meet, a quarrel that is only named weighs less."""
    relations = [hit.relation for hit in hits]
    for hit in hits:
        if not hit.entry.tone and hit.meets:
            return [
                relation * TALKED if one.entry.noun and one.entry.relation < 0 else relation
                for one, relation in zip(hits, relations, strict=True)
            ]
    return relations


def decide(weights: Sequence[float], floor: float) -> float | None:
    """0 for plain or evenly mixed, else the sign and strength; None where nothing weighs."""
    balance = sum(weights)
    size = sum(map(abs, weights))
    if size < MIN_WEIGHT:
        return None
    if abs(balance) < max(floor, MIXED_SHARE * size):
        return 0.0
    strength = DECIDED_LEAST + (1 - DECIDED_LEAST) * min(1.0, abs(balance) / STRONG)
    return strength if balance > 0 else -strength


def _is_name(words: Sequence[str], surfaces: Sequence[str], hit: Hit) -> bool:
    """Whether a hit with a capital is a name: a single word inside a sentence, « place de la Liberté »."""
    letters = surfaces[hit.start]
    if hit.end - hit.start > 1 or not letters[0].isupper() or letters.isupper():
        return False
    before = words[hit.start - 1] if hit.start else "."
    return before[0].isalnum() or before == ","
