"""Tone towards an actor: only where the actor is what a word is aimed at, not where it is merely present.

« Berlin a condamné Moscou » is negative towards Moscow and says nothing of Berlin but that it holds the view.
The words that aim (`data/knowledge/tone_targets.csv`) name how their target hangs on them: as object, as subject, as
what a noun is said of, or after a preposition. What stands in quotation marks is the speaker's tone, not the paper's.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress, pairwise
from typing import NamedTuple, Protocol

from analysis.extraction.marked import Mention
from analysis.extraction.tone import WORD, reader
from analysis.extraction.tone_aims import Aim, aims
from analysis.extraction.tone_patterns import fit
from analysis.extraction.tone_scope import Hit
from analysis.language.text import normalise

TARGET_REACH = 9  # words from the aiming word to its target: « a condamné le nouveau président russe »
LINK_REACH = 8  # « le soutien sans faille de Paris à »
SUBJECT_REACH = 7  # words back from a verb to its subject
HOLDER_REACH = 15  # words back from the aiming word to who holds the view
PASSIVE_GAP = 4  # « a été, lui aussi, critiqué »
LABEL_REACH = 7  # words after the target that say what it is called
LABEL_LEAST = 0.25  # less than this tone is no label
IS_GAP = 5  # words from « est » to « partenaire »: « est l'un de ses plus anciens partenaires »
DENIAL_REACH = 4
LONGEST = 4000  # a text can be one sentence (a table, a list): it is read in pieces of this many characters
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


class Named(NamedTuple):
    """A mention by its offsets and the actor it means."""

    start: int
    end: int
    actor_id: str


@dataclass(frozen=True, slots=True)
class TargetTone:
    """A tone aimed at an actor."""

    mention: int  # number of the mention that is the target
    actor_id: str  # the target
    tone: float  # −1…1
    holder: str  # actor_id of who holds the view; "" for the paper itself or someone not listed
    quoted: bool  # inside quotation marks
    word: str  # the word that aims, as written


class _Found(NamedTuple):
    targets: Sequence[int]  # numbers of mentions
    holder: int | None
    tone: float


def targets(sentence: str, mentions: Sequence[Mentioned], offset: int = 0) -> list[TargetTone]:
    """The tones `sentence` aims at the actors mentioned in it.

    `offset` is where the sentence starts in the text the mentions' offsets count from.
    Empty for a sentence whose actors only act, meet or are told of.
    """
    if not mentions:
        return []
    words = reader().words(sentence)
    return [] if aims().words.keys().isdisjoint(words) else _Sentence(sentence, words, mentions, offset).aimed()


def towards(
    text: str, spans: Sequence[tuple[int, int]], marked: Sequence[Mention]
) -> dict[tuple[int, int, str], float]:
    """The tone aimed at each mention that is a target: (start, end, actor_id) → −1…1.

    `marked` in the order of `text`, whose sentences are at `spans`.
    """
    mentions = [Named(one.start, one.end, one.actor.actor_id) for one in marked]
    starts = [mention.start for mention in mentions]
    sums: dict[tuple[int, int, str], float] = {}
    pieces = ((at, min(end, at + LONGEST)) for start, end in spans for at in range(start, end, LONGEST))
    for start, end in pieces:
        here = mentions[bisect_left(starts, start) : bisect_left(starts, end)]
        for aimed in targets(text[start:end], here, start):
            target = here[aimed.mention]
            key = (target.start, target.end, target.actor_id)
            sums[key] = sums.get(key, 0.0) + aimed.tone
    return {key: max(-1.0, min(total, 1.0)) for key, total in sums.items()}


class _Sentence:
    """One sentence and the actors in it."""

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

    def aimed(self) -> list[TargetTone]:
        """What is aimed at whom, in the order of the aiming words."""
        found: dict[tuple[int, int], TargetTone] = {}  # by aiming word and target
        covered = 0
        for place in compress(range(len(self._words)), map(self._aims.words.__contains__, self._words)):
            if place < covered:
                continue
            for aim in self._aims.words[self._words[place]]:
                end = fit(aim.pattern, self._words, place + 1) if aim.pattern else place + 1
                if not end or (aim.verb and self._is_noun(place)):
                    continue
                hit = self._hit(place, end, aim)
                tone = self._turned(place, end, hit.tone) if hit else 0.0
                if hit is None or not tone:
                    continue
                covered = end
                for target in hit.targets:
                    if one := self._told(place, target, hit.holder, tone):
                        found.setdefault((place, target), one)
                break
        return list(found.values())

    def _told(self, place: int, target: int, holder: int | None, tone: float) -> TargetTone | None:
        quoted = self._quoted(place)
        if quoted:
            holder = self._speaker()
        by = "" if holder is None else self._mentions[holder].actor_id
        aimed_at = self._mentions[target].actor_id
        if by == aimed_at:
            return None
        written = self._sentence[self._matches[place].start() : self._matches[place].end()]
        return TargetTone(target, aimed_at, tone, by, quoted, written)

    def _is_noun(self, place: int) -> bool:
        """« une attaque », « la critique »; not « cesse de soutenir »."""
        known = place > 0 and self._words[place - 1] in self._aims.grammar["determiners"]
        return known and not self._words[place].endswith(INFINITIVES)

    def _hit(self, place: int, end: int, aim: Aim) -> _Found | None:
        """Targets and holder of an aiming word at [place, end)."""
        if aim.link == "each":
            both = sorted({self._actors[k] for k in range(place) if k in self._actors})[-2:]
            return _Found(both, None, aim.tone) if len(both) == 2 else None
        if aim.link in ("subject", "source"):
            reflexive = not self._aims.grammar["reflexive"].isdisjoint(self._words[max(0, place - 2) : place])
            target = None if aim.link == "source" and reflexive else self._behind(place, SUBJECT_REACH)
            return _Found((target,), None, aim.tone) if target is not None else None
        if aim.link == "is":
            return self._predicate(place, aim)
        if aim.link in ("object", "label"):
            return self._object(place, end, aim)
        links = self._aims.links[aim.link]
        last = min(len(self._words), end + LINK_REACH)
        start = next((k + 1 for k in range(end, last) if self._words[k] in links), None)
        if start is None or any(self._words[k] in self._aims.grammar["turn_ends"] for k in range(end, start - 1)):
            return None
        target = self._ahead(start)
        return self._with_others(target, self._holder(place, aim, start), aim.tone)

    def _holder(self, place: int, aim: Aim, start: int) -> int | None:
        """Who holds a view told by a noun or a verb: « le soutien de Paris à », « Paris soutient »."""
        between = next((self._actors[k] for k in range(place + 1, start - 1) if k in self._actors), None)
        return self._behind(place) if aim.verb or between is None else between

    def _object(self, place: int, end: int, aim: Aim) -> _Found | None:
        words, grammar = self._words, self._aims.grammar
        before = words[max(0, place - PASSIVE_GAP) : place]
        passive = not grammar["be"].isdisjoint(before) and grammar["reflexive"].isdisjoint(before)
        alone = grammar["have"].isdisjoint(before) and (
            not place or words[place - 1] == "," or (place - 1 in self._actors and not words[place].endswith("t"))
        )
        if self._is_participle(place, aim) and (passive or alone):
            by = next((k for k in range(end, min(len(words), end + 5)) if words[k] in grammar["by"]), None)
            holder = None if by is None else self._ahead(by + 1)
            target = self._behind(place - (words[place - 1] == ",")) if place else self._after_comma(end)
            found = None if target is None else _Found((target,), holder, aim.tone)
            return found if aim.link == "object" else None
        if end < len(words) and words[end] in self._aims.links["de"]:
            return None  # « menace de quitter »
        target = self._ahead(place + 1 if None in aim.pattern else end, direct=True)
        if target is None:
            return None
        if aim.link == "label":
            return self._labelled(place, target, aim)
        return self._with_others(target, self._behind(place), aim.tone)

    def _is_participle(self, place: int, aim: Aim) -> bool:
        written = self._sentence[self._matches[place].start() : self._matches[place].end()]
        return aim.participle and (not aim.needs_accent or written.lower().endswith(("é", "és")))

    def _after_comma(self, end: int) -> int | None:
        """« Accusée d'ingérence, la Hongrie »: the subject of a participle that opens the sentence."""
        comma = next((k for k in range(end, len(self._words)) if self._words[k] == ","), None)
        return None if comma is None else self._ahead(comma + 1)

    def _labelled(self, place: int, target: int, aim: Aim) -> _Found | None:
        """« a qualifié X de menteur »: the tone is that of what X is called."""
        last = max(k for k, mention in self._actors.items() if mention == target)
        if last + 1 >= len(self._words) or self._words[last + 1] not in self._aims.grammar["as"]:
            return None
        said = [hit.tone for hit in self._weighed if last < hit.start <= last + LABEL_REACH]
        tone = sum(said)
        if abs(tone) < LABEL_LEAST:
            return None
        return _Found((target,), self._behind(place), aim.tone if tone > 0 else -aim.tone)

    def _predicate(self, place: int, aim: Aim) -> _Found | None:
        """« X est un partenaire fiable »."""
        be = self._aims.grammar["is"]
        verb = next((k for k in range(place - 1, max(-1, place - IS_GAP), -1) if self._words[k] in be), None)
        target = None if verb is None else self._behind(verb, SUBJECT_REACH)
        return None if target is None else _Found((target,), None, aim.tone)

    def _with_others(self, target: int | None, holder: int | None, tone: float) -> _Found | None:
        """The target and those joined to it: « la Russie et la Biélorussie »."""
        if target is None:
            return None
        found, last = [target], max(k for k, mention in self._actors.items() if mention == target)
        while last + 1 < len(self._words) and self._words[last + 1] in self._aims.grammar["joining"]:
            near = (k for k in range(last + 2, min(len(self._words), last + 4)) if k in self._actors)
            if (
                (place := next(near, None)) is None
                or place + 1 < len(self._words)
                and self._words[place + 1] == "aussi"
            ):
                break
            found.append(self._actors[place])
            last = max(k for k, mention in self._actors.items() if mention == found[-1])
        return _Found(found, holder, tone)

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
