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
from analysis.extraction.polarity import MEMORY_LIMIT, PolarityReader, Steps
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
ENCOUNTER = 0.5  # the least relation of a word that tells of an encounter, and no news
ENDED_QUARREL = 0.7  # an attack prevented is less a cooperation than the attack was a conflict
STRONG = 1.5  # the sum at which a tone is full
ASKING_FLOOR = TONE_FLOOR / 0.5  # a headline that asks does not tell
MIN_WEIGHT = 0.05  # hits of less do not count among the deciding words

DEUX = "deux"
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
        self._pairing = {DEUX}  # words that may name two sides in one: few, so never forgotten

    def read(self, sentence: str, sides: int = 0) -> SentenceTone:
        """The tone of `sentence`, in which the caller found `sides` distinct sides named.

        « russo-chinois » and « les deux pays » name two sides by themselves and are seen here too.
        """
        words, heads, chunks = self._scan(sentence)
        polarity, subjectivity = self._reference.score(sentence, chunks)
        two_sides = sides > 1 or self._names_pair(words)
        hits = self._weigh(words, heads)
        if not hits:
            return SentenceTone(polarity, subjectivity, None, 0.0 if two_sides else None)
        tones, relations = _weights(hits)
        tone = decide(tones, ASKING_FLOOR if words[-1] == "?" else TONE_FLOOR)
        relation = decide(relations, RELATION_FLOOR) or 0.0 if two_sides else None
        return SentenceTone(polarity, subjectivity, tone, relation)

    def explain(self, sentence: str, sides: int = 0) -> list[Deciding]:
        """The words of `sentence` that weigh, in order, with what each adds to tone and relation.

        `sides` as for `read`; without two sides no word weighs in the relation. Negative weights are bad news and
        conflict; their signs tell more than their sizes. Offsets count in `sentence`.
        """
        places = [match.span() for match in WORD.finditer(normalise(sentence))]
        words, heads, _ = self._scan(sentence)
        two_sides = sides > 1 or self._names_pair(words)
        hits = self._weigh(words, heads)
        found = [
            Deciding(places[hit.start][0], places[hit.end - 1][1], tone, relation if two_sides else 0.0)
            for hit, tone, relation in zip(hits, *_weights(hits), strict=True)
        ]
        return [one for one in found if max(abs(one.tone), abs(one.relation)) >= MIN_WEIGHT]

    def hits(self, sentence: str) -> list[Hit]:
        """What the lexicon says of `sentence`, with the factors set."""
        return self._weigh(*self._scan(sentence)[:2])

    def words(self, sentence: str) -> list[str]:
        """The words of `sentence`, normalised."""
        return self._scan(sentence)[0]

    def _weigh(self, words: Sequence[str], heads: Sequence[Head | None]) -> list[Hit]:
        hits = hits_of(words, heads)
        if hits:
            compose(words, hits, self.lexicon)
        return hits

    def _names_pair(self, words: Sequence[str]) -> bool:
        """Whether the sentence names two sides in one: « sino-russe », « les deux pays »."""
        found = self._pairing.intersection(words)
        if not found or found != {DEUX}:
            return bool(found)
        text = " ".join(words)
        return any(phrase in text for phrase in self.lexicon.grammar["pair_phrases"])

    def _scan(self, sentence: str) -> tuple[list[str], list[Head | None], list[Steps]]:
        """Its words, what each can start, and what each chunk does to textblob-fr's figures."""
        known = self._chunks
        words: list[str] = []
        heads: list[Head | None] = []
        steps: list[Steps] = []
        for chunk in sentence.split():
            try:
                word, head, found, rest = known[chunk]
            except KeyError:
                word, head, found, rest = self._learn(chunk)
            words.append(word)
            heads.append(head)
            steps.append(found)
            if rest is not None:
                words += rest[0]
                heads += rest[1]
        return words, heads, steps

    def _learn(self, chunk: str) -> "_Chunk":
        if len(self._chunks) > MEMORY_LIMIT:
            self._chunks.clear()
        matches = list(WORD.finditer(normalise(chunk)))
        words = [match[0] for match in matches]
        heads = [self._head(match[0], chunk[match.start() : match.end()]) for match in matches]
        self._pairing.update(word for word in words if self._is_pair(word))
        rest = (tuple(words[1:]), tuple(heads[1:])) if len(words) > 1 else None
        found = self._chunks[chunk] = (words[0], heads[0], self._reference.learn(chunk), rest)
        return found

    def _is_pair(self, word: str) -> bool:
        prefix, hyphen, _ = word.partition("-")
        return bool(hyphen) and prefix in self.lexicon.grammar["pair_prefixes"]

    def _head(self, word: str, written: str) -> Head | None:
        head = self.lexicon.heads.get(word)
        if head is None or not written[0].isupper() or written.isupper():
            return head
        return (*head[:-1], True)


# Of one chunk: its first word normalised, what that can start in the lexicon, what the chunk does to textblob-fr's
# figures, and its other words with what these can start.
_Chunk = tuple[str, Head | None, Steps, tuple[tuple[str, ...], tuple[Head | None, ...]] | None]


@cache
def reader() -> ToneReader:
    """The reader of this process, loaded at the first call."""
    return ToneReader()


def _weights(hits: Sequence[Hit]) -> tuple[list[float], list[float]]:
    """What each hit adds to the tone and to the relation; where the sides meet, a quarrel only named weighs less."""
    tones: list[float] = []
    relations: list[float] = []
    meet = False
    for hit in hits:
        entry, factor = hit.entry, hit.factor
        tones.append(entry.tone * factor)
        relation = entry.relation * factor
        relations.append(relation * ENDED_QUARREL if hit.turned and entry.relation < 0 else relation)
        if not entry.tone and entry.relation >= ENCOUNTER and factor > 0:
            meet = True
    if meet:
        for number, hit in enumerate(hits):
            if hit.entry.noun and hit.entry.relation < 0:
                relations[number] *= TALKED
    return tones, relations


def decide(weights: Sequence[float], floor: float) -> float | None:
    """0 for plain or evenly mixed, else the sign and strength; None where nothing weighs."""
    balance = size = 0.0
    for weight in weights:
        balance += weight
        size += weight if weight > 0 else -weight
    strength = balance if balance > 0 else -balance
    if size < MIN_WEIGHT:
        return None
    if strength < floor or strength < MIXED_SHARE * size:
        return 0.0
    strength = DECIDED_LEAST + (1 - DECIDED_LEAST) * (strength / STRONG if strength < STRONG else 1.0)
    return strength if balance > 0 else -strength
