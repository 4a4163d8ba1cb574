"""Tone towards an actor: only where the actor is what a word is aimed at, not where it is merely present.

« Berlin a condamné Moscou » is negative towards Moscow and says nothing of Berlin but that it holds the view.
The words that aim (`data/knowledge/tone_targets.csv`) name how their target hangs on them: as object, as subject, as
what a noun is said of, or after a preposition. What stands in quotation marks is the speaker's tone, not the paper's.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from typing import NamedTuple

from analysis.extraction.marked import Mention
from analysis.extraction.tone import reader
from analysis.extraction.tone_aims import Aim, aims
from analysis.extraction.tone_clauses import Clauses, Mentioned
from analysis.extraction.tone_patterns import fit

LINK_REACH = 8  # « le soutien sans faille de Paris à »
SUBJECT_REACH = 7  # words back from a verb to its subject
PASSIVE_GAP = 4  # « a été, lui aussi, critiqué »
LABEL_REACH = 7  # words after the target that say what it is called
LABEL_LEAST = 0.25  # less than this tone is no label
IS_GAP = 5  # words from « est » to « partenaire »: « est l'un de ses plus anciens partenaires »
LONGEST = 4000  # a text can be one sentence (a table, a list): it is read in pieces of this many characters


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


class _Sentence(Clauses):
    """One sentence and what is aimed at whom in it."""

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
