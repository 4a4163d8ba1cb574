"""A sentence as words and the actors among them: who stands before or behind a word, what denies it, who is quoted."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import Protocol

from analysis.extraction.tone import WORD, reader
from analysis.extraction.tone_aims import aims
from analysis.extraction.tone_scope import Hit
from analysis.language.text import normalise

TARGET_REACH = 9  # words from the aiming word to its target: « a condamné le nouveau président russe »
HOLDER_REACH = 15  # words back from the aiming word to who holds the view
DENIAL_REACH = 4
INFINITIVES = ("er", "ir", "re")
_OPEN, _CLOSE = "«“", "»”"


class Mentioned(Protocol):
    """A mention of an actor; offsets in the same text as the sentence."""

    @property
    def start(self) -> int:
        """First character."""

    @property
    def end(self) -> int:
        """Last character, excluded."""

    @property
    def actor_id(self) -> str:
        """Who is meant."""


class Clauses:
    """One sentence and the actors in it; tone_targets asks it what is aimed at whom."""

    def __init__(self, sentence: str, words: Sequence[str], mentions: Sequence[Mentioned], offset: int) -> None:
        self._sentence, self._words, self._mentions, self._offset = sentence, words, mentions, offset
        self._aims = aims()

    @cached_property
    def _matches(self) -> Sequence[re.Match[str]]:
        return list(WORD.finditer(normalise(self._sentence)))

    @cached_property
    def _actors(self) -> dict[int, int]:
        """Number of each word inside a mention → number of the mention."""
        starts = [match.start() + self._offset for match in self._matches]
        return {
            number: which
            for which, mention in enumerate(self._mentions)
            for number in range(bisect_left(starts, mention.start), bisect_left(starts, mention.end))
        }

    @cached_property
    def _weighed(self) -> list[Hit]:
        return reader().hits(self._sentence)

    def _is_noun(self, place: int) -> bool:
        """« une attaque », « la critique »; not « cesse de soutenir »."""
        known = place > 0 and self._words[place - 1] in self._aims.grammar["determiners"]
        return known and not self._words[place].endswith(INFINITIVES)

    def _ahead(self, start: int, direct: bool = False) -> int | None:
        """The first actor from `start` on in the clause; `direct`: the object of a verb, or what belongs to it."""
        words, grammar = self._words, self._aims.grammar
        victim: frozenset[str] = frozenset()
        for place in range(start, min(len(words), start + TARGET_REACH + 4 * direct)):
            word = words[place]
            if place in self._actors:
                if victim.isdisjoint(words[max(start, place - 2) : place]):
                    return self._actors[place]
            elif direct and word in self._aims.acts:
                victim = self._aims.acts[word]  # « a condamné l'invasion de l'Ukraine par la Russie »
            elif word in grammar["turn_ends"] or (not victim and place > start and word in grammar["prepositions"]):
                return None
        return None

    def _behind(self, place: int, reach: int = HOLDER_REACH) -> int | None:
        """The actor before `place` in the clause, not one that is a mere place."""
        for k in range(place - 1, max(-1, place - reach), -1):
            if k in self._actors:
                if self._aims.grammar["locating"].isdisjoint(self._words[max(0, k - 2) : k]):
                    return self._actors[k]
            elif self._words[k] in self._aims.grammar["clause_ends"]:
                return None
        return None

    def _turned(self, place: int, end: int, tone: float) -> float:
        """`tone` after what stands around it: « n'a pas condamné » aims at nobody, « lever les sanctions » helps."""
        words, grammar = self._words, self._aims.grammar
        left = words[max(0, place - DENIAL_REACH) : place]
        if not grammar["negation_openers"].isdisjoint(left) and grammar["exclude"].isdisjoint(left):
            infinitive = any(a in grammar["negation_openers"] and b in grammar["not"] for a, b in pairwise(left))
            return -tone if infinitive and tone < 0 else 0.0
        for hit in self._weighed:
            if hit.entry.effect == "fail" and place - DENIAL_REACH <= hit.start < place and not hit.denied:
                return 0.0  # « refuse de soutenir »
            if place <= hit.start < end and hit.turned:
                return -tone
        return tone

    def _quoted(self, place: int) -> bool:
        opened = max((k for k in range(place) if self._words[k] in _OPEN), default=-1)
        closed = max((k for k in range(place) if self._words[k] in _CLOSE), default=-1)
        return opened > closed

    def _speaker(self) -> int | None:
        """The first actor outside the quotation."""
        return next((self._actors[k] for k in sorted(self._actors) if not self._quoted(k)), None)
