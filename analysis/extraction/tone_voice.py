"""Whose words a sentence gives: the paper's own, or somebody's, in quotation marks or reported.

« Moscou a affirmé que … », « selon Kiev », « … », a-t-il dit: these tell what somebody says, and a tone in them is the
speaker's. Who speaks is looked for beside the verb of speech, then in the rest of the same quotation. The words of
speech are data (`data/knowledge/tone_speech.yaml`).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from analysis.extraction.marked import Mention
from analysis.extraction.tone_forms import Inflection
from analysis.extraction.tone_lexicon import grammar_of, inflection_of
from analysis.knowledge import FOLDER
from analysis.language import words as word_lists

# Fewer words between quotation marks are a term that the paper quotes in a sentence of its own.
QUOTATION_WORDS = 4
# Characters from « a déclaré » to « que », or to who did when it stands after: « a déclaré lundi à la presse que ».
THAT_REACH, SUBJECT_REACH = 120, 110
ACCORDING_REACH = 60  # from « selon » to who says it
BESIDE = 60  # from a quotation to the verb of speech that tells whose it is
LONGEST = 4000  # of a longer sentence, a table or a list, so many characters are read
LEFT = 40  # characters before a word that are looked at
RECALL = 3  # sentences back in which « il » finds who spoke last
_TOKEN = re.compile(r"[a-z]+(?:-[a-z]+)*'?")
_QUOTATION = re.compile(r"«[^«»\n]*»?|“[^“”\n]*”?|\"[^\"\n]*\"?")
_INVERTED = re.compile(r"(?:-t)?-(?:il|elle|on|ils|elles)$")
_THAT = re.compile(r"\bqu(?:e\b|')")
_ANOTHER_CLAUSE = re.compile(r"[;:.?!«»“”]|\bqui\b")
_CLAUSE_END = re.compile(r"[;:.?!«“]|\bqu(?:e\b|')")
_JOINED = re.compile(r"\bet (?:[\w']+ ){0,3}$")
_CLOSED = re.compile(r"[»”\"],?\s*(?:\S+ ){0,3}$")
_COLON = re.compile(r": ?$")
_SET_OFF = re.compile(r", (?:(?:a|ont|avait|avaient) )?$")


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words a sentence gives."""

    quoted: bool  # somebody's words, quoted or reported; else the paper's own
    speaker: str  # French press name of who speaks; "" where nobody known is named


class _Span(NamedTuple):
    """A part of the text; `whole` numbers the quotation it belongs to."""

    start: int
    end: int
    whole: int


@dataclass(frozen=True, slots=True)
class _Speech:
    verbs: frozenset[str]  # before « que » or beside a quotation
    manners: frozenset[str]  # beside a quotation
    telling: frozenset[str]  # these, and the others that may tell speech when more follows
    phrases: re.Pattern[str]
    according: re.Pattern[str]
    governed: re.Pattern[str]  # what follows is no subject
    pronoun: re.Pattern[str]
    them: re.Pattern[str]
    adjectives: frozenset[str]  # verbs that also stand as adjectives: « le conflit, dit « gelé » »
    grammar: dict[str, frozenset[str]]


@cache
def _load(folder: Path = FOLDER) -> _Speech:
    lists = word_lists.lists("tone_speech.yaml", folder)
    inflection = inflection_of(folder)
    verbs, manners = (
        frozenset(form for verb in lists[name] for form in _finite(inflection, verb)) for name in ("verbs", "manners")
    )
    either = {
        name: word_lists.alternatives(lists[name]) for name in ("phrases", "according", "governing", "pronouns", "them")
    }
    grammar = grammar_of(folder)
    openers = (phrase.split()[0] for phrase in lists["phrases"])
    return _Speech(
        verbs,
        manners,
        verbs | manners | grammar["have"] | frozenset(openers),
        re.compile(rf"\b(?:{either['phrases']})\b"),
        re.compile(rf"\b(?:{either['according']})(?![a-z])"),
        re.compile(rf"\b(?:{either['governing']}) ?(?:le |la |les |l')?$"),
        re.compile(rf"\b(?:{either['pronouns']}) (?:\w+[ ']){{0,3}}$"),
        re.compile(rf" (?:{either['them']})\b"),
        frozenset(lists["adjectives"]),
        grammar,
    )


def _finite(inflection: Inflection, verb: str) -> set[str]:
    """Its forms but for the participles that agree: « l'opération dite » tells no speech, « a dit » does."""
    participles = inflection.participles(verb)
    return inflection.forms(verb, "verb") - (participles - {min(participles, key=len)})


def voices(normal: str, spans: Sequence[tuple[int, int]], mentions: Sequence[Mention]) -> list[Voice]:
    """The voice of each sentence at `spans` of a text in normal form; `mentions` are its actors, in order."""
    reader = _Reader(normal, mentions)
    speakers: list[str | None] = []
    quotations: list[list[_Span]] = []
    shared: dict[int, str] = {}  # quotation → who speaks in it
    spoke, when = "", 0
    for number, (start, last) in enumerate(spans):
        end = min(last, start + LONGEST)
        quotations.append(reader.quotations(start, end))
        recent = spoke if number - when <= RECALL else ""
        speaker = reader.speaker(start, end, quotations[-1])
        if speaker == reader.HE:
            speaker = recent or reader.first_person(*spans[max(0, number - 1)])
        speakers.append(speaker)
        if speaker:
            spoke, when = speaker, number
        for span in quotations[-1]:
            shared[span.whole] = speaker or shared.get(span.whole, "")
    found = []
    for speaker, inside in zip(speakers, quotations, strict=True):
        quoted = speaker is not None or any(reader.is_speech(span) for span in inside)
        names = (shared[span.whole] for span in inside if quoted)
        found.append(Voice(quoted, speaker or next(filter(None, names), "")))
    return found


class _Reader:
    """Finds who speaks in one text."""

    HE = "il"  # who speaks is a pronoun

    def __init__(self, normal: str, mentions: Sequence[Mention]) -> None:
        self._normal, self._mentions, self._speech = normal, mentions, _load()
        self._starts = [mention.start for mention in mentions]
        self._quotations = [match.span() for match in _QUOTATION.finditer(normal)]
        self._ends = [end for _, end in self._quotations]

    def quotations(self, start: int, end: int) -> list[_Span]:
        """What stands between quotation marks in normal[start:end]."""
        found = []
        for number in range(bisect_right(self._ends, start), len(self._quotations)):
            first, last = self._quotations[number]
            if first >= end:
                break
            found.append(_Span(max(first, start), min(last, end), number))
        return found

    def is_speech(self, span: _Span) -> bool:
        """Whether the quotation it is part of is long enough to be somebody's words."""
        start, end = self._quotations[span.whole]
        return len(self._normal[start : min(end, start + SUBJECT_REACH)].strip('«»“”" ').split()) >= QUOTATION_WORDS

    def first_person(self, start: int, end: int) -> str:
        """The first person named in normal[start:end]."""
        return next((one.actor.name for one in self._between(start, end) if one.actor.kind == "person"), "")

    def speaker(self, start: int, end: int, quotations: Sequence[_Span]) -> str | None:
        """Who says what normal[start:end] tells: None for the paper, "" for nobody known, HE for a pronoun."""
        speech, reported = self._speech, False
        for match in speech.according.finditer(self._normal, start, end):
            if _inside(match.start(), quotations):
                continue
            if speech.them.match(self._normal, match.end(), end):
                return self.HE
            according = self._first(match.end(), min(end, match.end() + ACCORDING_REACH), governed=True)
            if according:
                return according
            reported = True
        if quotations and _COLON.search(self._normal, max(start, quotations[0].start - 3), quotations[0].start):
            announced = self._first_person_free(start, quotations[0].start)
            if announced:
                return announced
        words = self._normal[start:end].replace(",", " ").replace(".", " ").split()
        if not quotations and speech.verbs.isdisjoint(words) and not speech.phrases.search(self._normal, start, end):
            return "" if reported else None
        for match in _TOKEN.finditer(self._normal, start, end):
            word = match[0]
            if (
                (word in speech.telling or "-" in word)
                and not _inside(match.start(), quotations)
                and self._tells(match, start, end, quotations)
            ):
                return self._subject(match, start, end, quotations)
        return "" if reported else None

    def _first_person_free(self, start: int, end: int) -> str:
        """« X a pris la parole : « … » »."""
        free = (one for one in self._between(start, end) if not self._governed(one, start))
        return next((one.actor.name for one in free if one.actor.kind == "person"), "")

    def _tells(self, match: re.Match[str], start: int, end: int, quotations: Sequence[_Span]) -> bool:
        """Whether the word is a verb that reports speech here."""
        normal, speech = self._normal, self._speech
        word = _INVERTED.sub("", match[0])
        inverted = word != match[0]
        says = word in speech.verbs or speech.phrases.match(normal, match.start(), end) is not None
        if inverted and (word in speech.grammar["have"] or says or word in speech.manners):
            return bool(quotations) or says or "," in normal[max(start, match.start() - 3) : match.start()]
        if not says and word not in speech.manners:
            return False
        left = normal[max(start, match.start() - 25) : match.start()].split()
        if not speech.grammar["negation_openers"].isdisjoint(left[-3:]):
            return False
        noun = bool(left) and left[-1] in speech.grammar["determiners"]  # « l'annonce que »
        if any(
            0 <= span.start - match.end() <= BESIDE or 0 <= match.start() - span.end <= BESIDE for span in quotations
        ):
            set_off = normal.endswith(", ", 0, match.start()) and not _closed(normal, match.start())
            return not (set_off and word in speech.adjectives) and (not noun or _closed(normal, match.start()))
        if says and not noun and self._is_set_off(match, start, end):
            return True
        reach = min(end, match.end() + THAT_REACH)
        that = _THAT.search(normal, match.end(), reach) if says and not noun else None
        return that is not None and not _ANOTHER_CLAUSE.search(normal, match.end(), that.start())

    def _is_set_off(self, match: re.Match[str], start: int, end: int) -> bool:
        """« La ville est tombée, a annoncé Kiev. »"""
        if not _SET_OFF.search(self._normal, max(start, match.start() - 10), match.start()):
            return False
        stop = _CLAUSE_END.search(self._normal, match.end(), min(end, match.end() + SUBJECT_REACH))
        last = min(stop.start() if stop else end, match.end() + SUBJECT_REACH)
        that = stop is not None and stop[0].startswith("qu")
        return not that and bool(self._first(match.end(), last))

    def _subject(self, match: re.Match[str], start: int, end: int, quotations: Sequence[_Span]) -> str:
        normal = self._normal
        inverted = _INVERTED.search(match[0])
        after_quote = _CLOSED.search(normal, max(start, match.start() - LEFT), match.start())
        if inverted or after_quote or self._is_set_off(match, start, end):
            stop = _CLAUSE_END.search(normal, match.end(), min(end, match.end() + SUBJECT_REACH))
            after = self._first(match.end(), stop.start() if stop else min(end, match.end() + SUBJECT_REACH))
            if after or inverted:
                return after or self.HE
        if self._speech.pronoun.search(normal, max(start, match.start() - LEFT), match.start()):
            return self.first_person(start, match.start()) or self.HE
        standing = [
            one
            for one in self._between(start, match.start())
            if not _inside(one.start, quotations) and not self._governed(one, start)
        ]
        if not standing:
            return ""
        joined = _JOINED.search(normal, max(start, match.start() - LEFT), match.start())
        return standing[0 if joined else -1].actor.name

    def _first(self, start: int, end: int, governed: bool = False) -> str:
        """The first actor named in normal[start:end]; `governed`: a preposition before it does not matter."""
        here = self._between(start, end)
        for number, one in enumerate(here):
            if governed or not self._governed(one, start):
                named = next((other for other in here[number + 1 : number + 2] if self._is_named_by(one, other)), one)
                return named.actor.name
        return ""

    def _is_named_by(self, role: Mention, person: Mention) -> bool:
        """« le porte-parole du Kremlin, Dmitri Peskov »."""
        gap = self._normal[role.end : person.start]
        return person.actor.kind == "person" and role.actor.kind != "person" and gap in (", ", " ")

    def _governed(self, mention: Mention, start: int) -> bool:
        return self._speech.governed.search(self._normal, max(start, mention.start - LEFT), mention.start) is not None

    def _between(self, start: int, end: int) -> Sequence[Mention]:
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def _inside(position: int, quotations: Sequence[_Span]) -> bool:
    return any(span.start < position < span.end for span in quotations)


def _closed(normal: str, position: int) -> bool:
    """Whether a quotation ends just before `position`."""
    return normal[max(0, position - 3) : position].strip(" ,").endswith(("»", "”", '"'))
