"""Verbs of a French sentence and their tense, from auxiliaries, endings and the lists of verbs.yaml.

No parser: enough of the verb group to tell whether a day that stands beside it is past or to come.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from analysis.language.text import normalise
from analysis.language.word_files import read
from analysis.language.words import alternatives

_MARK = '[,;:()«»"“”…]'
_TOKEN = re.compile(rf"\w+|{_MARK}")
_REACH = 6  # words between an auxiliary and its participle, or a modal and its infinitive
_SECTIONS = (
    "have",
    "be",
    "irregular",
    "opening",
    "opening_participles",
    "planned",
    "moving",
    "participles",
    "standing",
    "regular",
    "infinitives",
    "not_verbs",
    "between",
    "negations",
    "subordinators",
    "determiners",
)
# Endings that tell a tense by themselves; the lists come first.
_ENDINGS = (
    (re.compile(r"\w+(?:er|ir|dr|tr|vr|rr|ur)(?:a|ont|ai|ons|ez)"), "future"),
    (re.compile(r"\w+(?:er|ir|dr|tr|vr|rr|ur)(?:ait|aient|ais|ions)"), "conditional"),
    (re.compile(r"\w\w+(?:ait|aient)"), "past"),
    (re.compile(r"\w\w+(?:erent|irent|urent)"), "past"),
)
_TENSE_ENDINGS = ("a", "ont", "ai", "ons", "ez", "ait", "aient", "ais", "erent", "irent", "urent")  # of all these
_FINITE = frozenset({"past", "future", "present", "conditional", ""})
Token = tuple[int, int, str]


class Verb(NamedTuple):
    """A verb group at normal[start:end].

    `tense`: past, future, present, conditional; infinitive or participle where it is not finite; empty where
    it can be either (« était prévu »). `negated`: « ne » stands before it. `opens`: an infinitive after it
    is to come.
    """

    start: int
    end: int
    tense: str
    negated: bool
    opens: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    auxiliaries: dict[str, tuple[str, str]]  # form → (have | be, tense)
    finite: dict[str, str]
    infinitives: frozenset[str]
    participles: frozenset[str]
    sets: dict[str, frozenset[str]]
    known: frozenset[str]  # words that can begin a verb group
    cut: re.Pattern[str]  # between two clauses


@cache
def _words() -> _Words:
    lists = read("verbs.yaml", _SECTIONS)
    sets = {
        name: frozenset(normalise(str(word)) for word in words)
        for name, words in lists.items()
        if isinstance(words, list)
    }
    auxiliaries = {
        normalise(str(form)): (name, tense)
        for name in ("have", "be")
        for tense, forms in lists[name].items()
        for form in forms
    }
    finite: dict[str, str] = {}
    participles = set(sets["participles"] | sets["moving"] | sets["planned"] | sets["opening_participles"])
    for infinitive in sets["regular"]:
        stem = infinitive[:-2]
        soft = stem + "e" if stem.endswith("g") else stem  # « jugea »
        finite |= {stem + "e": "present", stem + "ent": "present", soft + "a": "past", stem + "erent": "past"}
        participles |= {stem + ending for ending in ("e", "ee", "es", "ees")}
    for tense, forms in lists["irregular"].items():
        finite |= {normalise(str(form)): tense for form in forms}
    infinitives = sets["regular"] | sets["infinitives"]
    known = infinitives | sets["opening"] | sets["planned"] | sets["standing"] | auxiliaries.keys() | finite.keys()
    cut = re.compile(rf"{_MARK}|\b(?:{alternatives(sets['subordinators'])})\b")
    return _Words(auxiliaries, finite, infinitives, frozenset(participles), sets, known, cut)


def verbs(normal: str, start: int = 0, end: int | None = None) -> list[Verb]:
    """Verb groups of the sentence normal[start:end] (normal form of a text), in order."""
    tokens = [
        (*found.span(), found[0]) for found in _TOKEN.finditer(normal, start, len(normal) if end is None else end)
    ]
    known = _words().known
    verbs: list[Verb] = []
    after = 0  # tokens before it belong to the verb found last
    for index, (_, _, word) in enumerate(tokens):
        # Most words are no verb by any list or ending: they are passed over without a closer look.
        if index >= after and (word in known or word.endswith(_TENSE_ENDINGS)):
            verb, after = _group(tokens, index)
            if verb:
                verbs.append(verb)
    return verbs


def _group(tokens: list[Token], index: int) -> tuple[Verb | None, int]:
    """The verb group that begins at token `index`, if one does, and the token after it."""
    words = _words()
    start, end, word = tokens[index]
    if not word[0].isalpha():
        return None, index + 1
    before = tokens[index - 1][2] if index else ""
    negated = any(token[2] in words.sets["negations"] for token in tokens[max(0, index - 3) : index])
    if word in words.auxiliaries:
        return _with_auxiliary(tokens, index, negated)
    if word in words.sets["opening"] and before not in words.sets["determiners"]:
        last = _ahead(tokens, index, words.infinitives)
        if last is not None:
            return Verb(start, tokens[last][1], "future", negated, opens=True), last + 1
        if word == "devant":
            return None, index + 1
    if word in words.sets["planned"]:
        return Verb(start, end, "future", negated), index + 1
    if before not in words.sets["determiners"] and word not in words.sets["not_verbs"]:
        tense = words.finite.get(word) or next((tense for ending, tense in _ENDINGS if ending.fullmatch(word)), "")
        if word in words.sets["standing"] and tense in ("", "present"):
            tense = "participle"
        if tense:
            return Verb(start, end, tense, negated), index + 1
    if word in words.infinitives and before not in ("le", "un"):
        return Verb(start, end, "infinitive", negated), index + 1
    if word in words.sets["standing"] and before not in words.sets["determiners"]:
        return Verb(start, end, "participle", negated), index + 1
    return None, index + 1


def _with_auxiliary(tokens: list[Token], index: int, negated: bool) -> tuple[Verb | None, int]:
    words = _words()
    start, end, word = tokens[index]
    kind, tense = words.auxiliaries[word]
    before = tokens[index - 1][2] if index else ""
    found = _ahead(tokens, index, words.participles, words.sets["between"])
    if found is not None and tokens[found][2] == "ete":  # « a été reçu », « aurait été arrêté »
        further = _ahead(tokens, found, words.participles, words.sets["between"])
        kind, found = "have", found if further is None else further
    if found is None:
        # Without its accent « à » looks like « a »: alone, it is a verb only after « n' », « y », « il » …
        if word in ("a", "as", "ai") and before not in ("n", "y", "il", "elle", "on", "qui", "j", "l"):
            return None, index + 1
        return Verb(start, end, tense, negated), index + 1
    participle, stop = tokens[found][2], tokens[found][1]
    opens = participle in words.sets["opening_participles"]
    if kind == "have":
        tense = {"present": "past", "conditional": "past"}.get(tense, tense)
    elif participle in words.sets["planned"]:
        tense = {"present": "future", "past": ""}.get(tense, tense)
    elif before in ("s", "se", "me", "nous") or participle in words.sets["moving"]:
        tense = {"present": "past", "conditional": "past"}.get(tense, tense)
    return Verb(start, stop, tense, negated, opens), found + 1


def _ahead(
    tokens: list[Token], index: int, wanted: frozenset[str], skipped: frozenset[str] | None = None
) -> int | None:
    """The next token that is `wanted`, over `skipped` words and adverbs (None: any words), within reach."""
    for place in range(index + 1, min(index + 1 + _REACH, len(tokens))):
        word = tokens[place][2]
        if word in wanted:
            return place
        if not word[0].isalpha() or (skipped is not None and word not in skipped and not word.endswith("ment")):
            return None
    return None


def tense_at(
    normal: str, position: int, start: int = 0, end: int | None = None, found: Sequence[Verb] | None = None
) -> str:
    """Tense of the verb that governs the words at `position` in the sentence normal[start:end].

    "past", "future", "present", "conditional", or empty where none is found. The verb of the clause counts
    (the one before the words rather than the one after), else the last before, else the first after. `found`
    are the verbs of the sentence, where they are at hand.
    """
    stop = len(normal) if end is None else end
    found = verbs(normal, start, stop) if found is None else found
    if not found:
        return ""
    left, right = _clause(normal, position, start, stop)
    inside = [verb for verb in found if left <= verb.start < right]
    for group in (inside, found):
        finite = [verb for verb in group if verb.tense in _FINITE]
        before = [verb for verb in group if verb.start < position]
        if before:
            return _governing(before, found)
        after = [verb for verb in finite if verb.start >= position]
        if after and (group is inside or not any(verb.start < position for verb in found)):
            return after[0].tense
    return ""


def _governing(before: Sequence[Verb], found: Sequence[Verb]) -> str:
    """Tense given by the last of the verbs before the words; an infinitive takes it from what opens it."""
    last = before[-1]
    if last.tense == "participle":
        return "past"
    if last.tense != "infinitive":
        return last.tense
    earlier = [verb for verb in found if verb.start < last.start and verb.tense in _FINITE]
    if not earlier:
        return ""
    return "future" if earlier[-1].opens else earlier[-1].tense


def _clause(normal: str, position: int, start: int, stop: int) -> tuple[int, int]:
    """The stretch between stops and subordinators around `position`."""
    cuts = [found.start() for found in _words().cut.finditer(normal, start, stop)]
    place = bisect_right(cuts, position)
    return cuts[place - 1] if place else start, cuts[place] if place < len(cuts) else stop
