"""Tone towards an actor: only where the actor is what a word is aimed at, not where it is merely present.

« Berlin a condamné Moscou » is negative towards Moscow and says nothing of Berlin but that it holds the view.
The words that aim (`data/knowledge/tone_targets.csv`) name how their target hangs on them: as object, as
subject, or after a preposition. What stands in quotation marks is the speaker's tone, not the paper's.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from analysis.extraction.tone import WORD
from analysis.extraction.tone_forms import Inflection
from analysis.extraction.tone_lexicon import grammar_of, inflection_of, rows_of, value_of
from analysis.knowledge import FOLDER, KnowledgeError
from analysis.language.text import normalise

LINKS = ("object", "subject", "à", "contre", "envers", "de")
TARGET_REACH = 7  # words from the aiming word to its target: « a condamné le nouveau président russe »
LINK_REACH = 6  # « le soutien sans faille de Paris à »
HOLDER_REACH = 15  # words back from the aiming word to who holds the view
PASSIVE_GAP = 3
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


@dataclass(frozen=True, slots=True)
class TargetTone:
    """A tone aimed at an actor."""

    actor_id: str  # the target
    tone: float  # −1…1
    holder: str  # actor_id of who holds the view; "" for the paper itself or someone not listed
    quoted: bool  # inside quotation marks
    word: str  # the word that aims, as written


@dataclass(frozen=True, slots=True)
class _Aim:
    link: str
    tone: float
    participle: bool
    verb: bool


@dataclass(frozen=True, slots=True)
class _Aims:
    words: Mapping[str, tuple[_Aim, ...]]
    grammar: Mapping[str, frozenset[str]]


def targets(sentence: str, mentions: Sequence[Mentioned], offset: int = 0) -> list[TargetTone]:
    """The tones `sentence` aims at the actors mentioned in it.

    `offset` is where the sentence starts in the text the mentions' offsets count from.
    Empty for a sentence whose actors only act, meet or are told of.
    """
    if not mentions:
        return []
    aims = _load()
    matches = list(WORD.finditer(normalise(sentence)))
    words = [match[0] for match in matches]
    actors = _places(matches, mentions, offset)
    found = []
    for place, word in enumerate(words):
        for aim in aims.words.get(word, ()):
            if aim.verb and place and words[place - 1] in aims.grammar["determiners"]:
                continue  # « une attaque », « la critique »: the noun
            hit = _target(words, place, aim, actors, aims.grammar)
            if hit is None or _denied(words, place, aims.grammar):
                continue
            target, holder = hit
            quoted = _in_quotes(words, place)
            if quoted:
                holder = _speaker(words, actors, aims.grammar)
            if holder != target:
                written = sentence[matches[place].start() : matches[place].end()]
                found.append(TargetTone(target, aim.tone, holder, quoted, written))
                break
    return found


def _places(matches: Sequence[re.Match[str]], mentions: Sequence[Mentioned], offset: int) -> dict[int, str]:
    """Number of each word inside a mention → actor_id."""
    found = {}
    for mention in mentions:
        for number, match in enumerate(matches):
            if mention.start <= match.start() + offset < mention.end:
                found[number] = mention.actor_id
    return found


def _target(
    words: Sequence[str], place: int, aim: _Aim, actors: Mapping[int, str], grammar: Mapping[str, frozenset[str]]
) -> tuple[str, str] | None:
    """actor_id of target and holder."""
    before = words[max(0, place - PASSIVE_GAP) : place]
    passive = (
        aim.participle
        and any(word in grammar["be"] for word in before)
        and not any(word in grammar["reflexive"] for word in before)
    )
    if aim.link == "subject" or (aim.link == "object" and passive):
        target = _nearest(words, range(place - 1, max(-1, place - HOLDER_REACH), -1), actors, grammar)
        by = next((k for k in range(place + 1, min(len(words), place + 4)) if words[k] in grammar["by"]), len(words))
        holder = _nearest(words, range(by + 1, min(len(words), by + TARGET_REACH)), actors, grammar)
        return (target, holder) if target else None
    start = place + 1
    if aim.link != "object":
        links = grammar["link_a" if aim.link == "à" else f"link_{aim.link}"]
        start = next((k + 1 for k in range(start, min(len(words), start + LINK_REACH)) if words[k] in links), -1)
        if start < 0:
            return None
    target = _nearest(words, range(start, min(len(words), start + TARGET_REACH)), actors, grammar)
    holder = _nearest(words, range(place - 1, max(-1, place - HOLDER_REACH), -1), actors, grammar)
    return (target, holder) if target else None


def _nearest(
    words: Sequence[str], places: range, actors: Mapping[int, str], grammar: Mapping[str, frozenset[str]]
) -> str:
    """The first actor met along `places` before the clause ends; "" for none."""
    for place in places:
        if place in actors:
            return actors[place]
        if words[place] in grammar["turn_ends" if places.step > 0 else "clause_ends"]:
            return ""
    return ""


def _denied(words: Sequence[str], place: int, grammar: Mapping[str, frozenset[str]]) -> bool:
    return any(word in grammar["negation_openers"] for word in words[max(0, place - 4) : place])


def _in_quotes(words: Sequence[str], place: int) -> bool:
    opened = max((k for k in range(place) if words[k] in _OPEN), default=-1)
    closed = max((k for k in range(place) if words[k] in _CLOSE), default=-1)
    return opened > closed


def _speaker(words: Sequence[str], actors: Mapping[int, str], grammar: Mapping[str, frozenset[str]]) -> str:
    """The actor nearest to a verb of speech outside the quotation; "" where none is named."""
    verbs = [
        place
        for place, word in enumerate(words)
        if not _in_quotes(words, place) and (word in grammar["speech"] or word.rpartition("-")[0] in ("a-t", "ont-t"))
    ]
    outside = [place for place in actors if not _in_quotes(words, place)]
    pairs = [(abs(actor - verb), actor) for verb in verbs for actor in outside]
    return actors[min(pairs)[1]] if pairs else ""


@cache
def _load(folder: Path = FOLDER) -> _Aims:
    inflection: Inflection = inflection_of(folder)
    words: dict[str, list[_Aim]] = {}
    for where, row in rows_of(folder / "tone_targets.csv", ("lemma", "class", "link", "tone", "note")):
        if row["link"] not in LINKS:
            raise KnowledgeError(f"{where}: unknown link {row['link']!r}, one of {', '.join(LINKS)}")
        participles = inflection.participles(row["lemma"]) if row["class"] == "verb" else set()
        for form in inflection.forms(row["lemma"], row["class"]):
            aim = _Aim(row["link"], value_of(where, row["tone"]), form in participles, row["class"] == "verb")
            words.setdefault(form, []).append(aim)
    return _Aims({form: tuple(found) for form, found in words.items()}, grammar_of(folder))
