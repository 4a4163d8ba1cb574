"""Forms of French verbs from the lists of verbs.yaml and from endings: how a word can begin a verb group."""

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from analysis.language.text import normalise
from analysis.language.word_files import read
from analysis.language.words import alternatives

MARK = '[,;:()«»"“”…]'  # a token of its own
_REMEMBERED = 50_000  # words of which it is known how they can begin a verb group
_SECTIONS = (
    "have",
    "be",
    "irregular",
    "opening",
    "due",
    "opening_participles",
    "planned",
    "formerly",
    "moved",
    "moving",
    "participles",
    "standing",
    "regular",
    "infinitives",
    "not_verbs",
    "between",
    "clitics",
    "negations",
    "until",
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


@dataclass(frozen=True, slots=True)
class Words:
    """The lists, in normal form."""

    auxiliaries: dict[str, tuple[str, str]]  # form → (have | be, tense)
    finite: dict[str, str]
    infinitives: frozenset[str]
    participles: frozenset[str]
    sets: dict[str, frozenset[str]]
    cut: re.Pattern[str]  # between two clauses


@cache
def verb_words() -> Words:
    """The lists of verbs.yaml. Raises KnowledgeError for a file that is not as it should be."""
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
    irregular = {word + ending for word in sets["participles"] for ending in ("", "e", "s", "es")}
    participles = set(irregular | sets["moving"] | sets["planned"] | sets["opening_participles"])
    for infinitive in sets["regular"]:
        stem = infinitive[:-2]
        soft = stem + "e" if stem.endswith("g") else stem  # « jugea »
        finite |= {stem + "e": "present", stem + "ent": "present", soft + "a": "past", stem + "erent": "past"}
        if stem.endswith("r"):  # « rencontrait » only looks like a conditional
            finite |= {stem + "ait": "past", stem + "aient": "past"}
        participles |= {stem + ending for ending in ("e", "ee", "es", "ees")}
    for tense, forms in lists["irregular"].items():
        finite |= {normalise(str(form)): tense for form in forms}
    infinitives = sets["regular"] | sets["infinitives"]
    cut = re.compile(rf"{MARK}|\b(?:{alternatives(sets['subordinators'])})\b")
    return Words(auxiliaries, finite, infinitives, frozenset(participles), sets, cut)


class Form(NamedTuple):
    """How a word can begin a verb group."""

    auxiliary: bool
    opening: bool
    planned: bool
    tense: str  # of a finite verb, by the lists or its ending
    infinitive: bool
    standing: bool


class Forms(dict[str, Form | None]):
    """Words as the lists and their endings tell them; None for most, which can begin no verb group."""

    def __missing__(self, word: str) -> Form | None:
        words = verb_words()
        sets = words.sets
        tense = ""
        if word not in sets["not_verbs"] and word[0].isalpha():
            tense = words.finite.get(word) or next((tense for ending, tense in _ENDINGS if ending.fullmatch(word)), "")
        told = Form(
            word in words.auxiliaries,
            word in sets["opening"],
            word in sets["planned"],
            tense,
            word in words.infinitives,
            word in sets["standing"],
        )
        form = told if any(told) else None
        if len(self) < _REMEMBERED:
            self[word] = form
        return form


@cache
def forms_of_words() -> Forms:
    """The forms of the words met so far; others are told when they are asked for."""
    return Forms()
