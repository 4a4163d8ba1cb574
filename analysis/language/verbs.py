"""Verbs of a French sentence and their tense, from auxiliaries, endings and the lists of verbs.yaml.

No parser: enough of the verb group to tell whether a day that stands beside it is past or to come.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from analysis.language.verb_forms import MARK, Form, forms_of_words, verb_words

_TOKEN = re.compile(rf"(\w+|{MARK})")
_REACH = 6  # words between an auxiliary and its participle, or a modal and its infinitive
_NEGATED = 3  # words between « ne » and its verb, « ne » included
_INFINITIVE = re.compile(r"\w{2,}(?:er|ir|re)")
_PARTICIPLE = re.compile(r"\w+é(?:e?s?)", re.IGNORECASE)
_PARTICIPLE_BESIDE = re.compile(r"(?:\b(\w+) ?)?[ ,;:(]*\b(\w+é(?:e?s?)) (?:ce |cette |le |en |dès )?\Z")
_PRESENT_PARTICIPLE = re.compile(r"\b(\w{3,}ant) (?:ce |cette |le |des )?\Z")
_LONGEST_WORD = 30
# A day to which something is moved: « reportée au 3 mars », « à la semaine prochaine ».
_MOVED_TO = re.compile(r"\b(?:a|au|aux|pour|jusqu'a|jusqu'au)(?: la| le| l')? ?\Z")
_MOVED_TO_ITSELF = re.compile(r"(?:a|au|aux|pour|jusqu'a|jusqu'au)\b")
_LONGEST_TO = 14  # « jusqu'au  » and an article
_FINITE = frozenset({"past", "future", "present", "conditional", ""})


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


class Tokens:
    """The words and marks of the sentence normal[start:end], and its text as it is written, where that is at hand."""

    __slots__ = ("gaps", "starts", "text", "words")

    def __init__(self, normal: str, start: int, end: int, text: str | None = None) -> None:
        parts = _TOKEN.split(normal[start:end])  # what stands between tokens, a token, what stands between …
        self.gaps, self.words = parts[::2], parts[1::2]
        self.starts = list(accumulate(map(len, parts), initial=start))[1::2]
        self.text = text

    def end(self, index: int) -> int:
        """Where token `index` ends."""
        return self.starts[index] + len(self.words[index])

    def written(self, index: int) -> str:
        """Token `index` with its accents and capitals; empty where the text is not at hand."""
        return self.text[self.starts[index] : self.end(index)] if self.text is not None else ""

    def before(self, index: int) -> str:
        """The token before `index`."""
        return self.words[index - 1] if index else ""

    def is_determined(self, index: int) -> bool:
        """Does an article or the like stand before token `index`: « un appel », not « Kim Jong-un appelle »?"""
        if self.before(index) not in verb_words().sets["determiners"]:
            return False
        return self.gaps[index - 1] != "-"


def verbs(normal: str, start: int = 0, end: int | None = None, text: str | None = None) -> list[Verb]:
    """Verb groups of the sentence normal[start:end] (normal form of a text), in order.

    `text` is the text itself, where at hand: its accents tell « entamé » from « entame », « à » from « a », and a
    participle that no list has.
    """
    return verbs_of(Tokens(normal, start, len(normal) if end is None else end, text))


def verbs_of(sentence: Tokens) -> list[Verb]:
    """Verb groups of a sentence, in order."""
    found: list[Verb] = []
    after = 0  # tokens before it belong to the verb found last
    for index, form in enumerate(map(forms_of_words().__getitem__, sentence.words)):
        if form is not None and index >= after:
            verb, after = _group(sentence, index, form)
            if verb:
                found.append(verb)
    return found


def _group(sentence: Tokens, index: int, form: Form) -> tuple[Verb | None, int]:
    """The verb group that begins at token `index`, if one does, and the token after it."""
    if form.auxiliary:
        return _with_auxiliary(sentence, index)
    words = verb_words()
    word, before = sentence.words[index], sentence.before(index)
    determined = sentence.is_determined(index)
    if form.opening and not determined:
        last = _ahead(sentence, index, words.infinitives) or _infinitive(sentence, index)
        if last is not None:
            return _verb(sentence, index, last, "" if word in words.sets["due"] else "future", opens=True), last + 1
        if word == "devant":
            return None, index + 1
    if form.planned:
        return _verb(sentence, index, index, "" if before in words.sets["formerly"] else "future"), index + 1
    if not determined and word not in words.sets["not_verbs"]:
        tense = form.tense
        if tense in ("", "present") and _stands_alone(sentence, index, tense):
            tense = "participle"
        if tense:
            return _verb(sentence, index, index, tense), index + 1
    if form.infinitive and before not in ("le", "un"):
        return _verb(sentence, index, index, "infinitive"), index + 1
    if form.standing and not determined:
        return _verb(sentence, index, index, "participle"), index + 1
    return None, index + 1


def _stands_alone(sentence: Tokens, index: int, tense: str) -> bool:
    """Is it a participle without its auxiliary (« entamé lundi ») rather than a present (« entame »)?"""
    written = sentence.written(index)
    if tense and written:
        return _PARTICIPLE.fullmatch(written) is not None
    return sentence.words[index] in verb_words().sets["standing"]


def _verb(sentence: Tokens, index: int, last: int, tense: str, opens: bool = False) -> Verb:
    negated = not verb_words().sets["negations"].isdisjoint(sentence.words[max(0, index - _NEGATED) : index])
    return Verb(sentence.starts[index], sentence.end(last), tense, negated, opens)


def _with_auxiliary(sentence: Tokens, index: int) -> tuple[Verb | None, int]:
    words = verb_words()
    word, before = sentence.words[index], sentence.before(index)
    kind, tense = words.auxiliaries[word]
    if sentence.written(index) in ("à", "À"):
        return None, index + 1
    found = _participle(sentence, index)
    if found is not None and sentence.words[found] == "ete":  # « a été reçu », « aurait été arrêté »
        further = _participle(sentence, found)
        kind, found = "have", found if further is None else further
    if found is None:
        # Without its accent « à » looks like « a »: alone, it is a verb only after « n' », « y », « il » …
        sure = sentence.written(index) == "a" or before in ("n", "y", "il", "elle", "on", "qui", "j", "l")
        if word in ("a", "as", "ai") and not sure:
            return None, index + 1
        return _verb(sentence, index, index, tense), index + 1
    participle = sentence.words[found]
    if kind == "have":
        # « la rencontre aura permis »: told in retrospect, unless of what must come first (« quand il aura reçu »).
        before_it = sentence.words[max(0, index - _REACH) : index]
        awaited = tense == "future" and not words.sets["until"].isdisjoint(before_it)
        tense = tense if awaited else "past"
    elif participle in words.sets["planned"]:
        tense = {"present": "future", "past": ""}.get(tense, tense)
    elif _reflexive(sentence, index) or participle in words.sets["moving"]:
        tense = {"present": "past", "conditional": "past"}.get(tense, tense)
    return _verb(sentence, index, found, tense, participle in words.sets["opening_participles"]), found + 1


def _reflexive(sentence: Tokens, index: int) -> bool:
    """« s'est entretenu », « s'y est entretenu »."""
    before = sentence.before(index - 1 if index > 1 and sentence.before(index) in ("y", "en") else index)
    return before in ("s", "se", "me", "nous")


def _participle(sentence: Tokens, index: int) -> int | None:
    """The participle of the auxiliary at token `index`."""
    words = verb_words()
    return _ahead(sentence, index, words.participles, words.sets["between"])


def _infinitive(sentence: Tokens, index: int) -> int | None:
    """The infinitive that no list has, right after the verb at `index`, over pronouns and adverbs."""
    words = verb_words()
    for place in range(index + 1, min(index + 1 + _REACH, len(sentence.words))):
        word = sentence.words[place]
        if _INFINITIVE.fullmatch(word) and word not in words.sets["not_verbs"]:
            return place
        if word not in words.sets["clitics"] and word not in words.sets["between"] and not word.endswith("ment"):
            return None
    return None


def _ahead(sentence: Tokens, index: int, wanted: frozenset[str], skipped: frozenset[str] | None = None) -> int | None:
    """The next token that is `wanted`, over `skipped` words and adverbs (None: any words), within reach."""
    accents = skipped is not None and sentence.text is not None  # they tell a participle that is not `wanted`
    for place, word in enumerate(sentence.words[index + 1 : index + 1 + _REACH], index + 1):
        if word in wanted or (accents and _PARTICIPLE.fullmatch(sentence.written(place))):
            return place
        if not word[0].isalpha() or (skipped is not None and word not in skipped and not word.endswith("ment")):
            return None
    return None


def tense_at(
    normal: str,
    position: int,
    start: int = 0,
    end: int | None = None,
    found: Sequence[Verb] | None = None,
    text: str | None = None,
) -> str:
    """Tense of the verb that governs the words at `position` in the sentence normal[start:end].

    "past", "future", "present", "conditional", or empty where none is found. The verb of the clause counts
    (the one before the words rather than the one after), else the last before, else the first after. `found`
    are the verbs of the sentence, where they are at hand, `text` is as in `verbs`.
    """
    stop = len(normal) if end is None else end
    found = verbs(normal, start, stop, text) if found is None else found
    if not found:
        return ""
    if _participle_before(normal, position, start):
        return ""
    if text is not None and _participle_beside(normal, text, position, start, found):
        return "past"
    left, right = _clause(normal, position, start, stop)
    inside = [verb for verb in found if left <= verb.start < right]
    for group in (inside, found):
        finite = [verb for verb in group if verb.tense in _FINITE]
        before = [verb for verb in group if verb.start < position]
        if before:
            return "future" if _moved_to(normal, before[-1], position) else _governing(before, found)
        after = [verb for verb in finite if verb.start >= position]
        if after and (group is inside or not any(verb.start < position for verb in found)):
            return after[0].tense
    return ""


def _participle_before(normal: str, position: int, start: int) -> bool:
    """« une visite s'achevant mercredi »: of itself, a present participle tells no tense."""
    found = _PRESENT_PARTICIPLE.search(normal, max(start, position - _LONGEST_WORD), position)
    return found is not None and found[1] not in verb_words().sets["not_verbs"]


def _participle_beside(normal: str, text: str, position: int, start: int, verbs: Sequence[Verb]) -> bool:
    """« un texte finalisé lundi »: its accent tells a participle that no list has, unless it is part of a verb."""
    found = _PARTICIPLE_BESIDE.search(text, max(start, position - 2 * _LONGEST_WORD), position)
    if not found or any(verb.end == found.end(2) for verb in verbs):
        return False
    sets, before, word = verb_words().sets, normal[slice(*found.span(1))], normal[slice(*found.span(2))]
    return before not in sets["determiners"] and word not in sets["planned"] | sets["moved"]


def _moved_to(normal: str, verb: Verb, position: int) -> bool:
    """« reportée au 23 »: what is moved to a day is to come, whatever the verb's own tense."""
    if normal[verb.start : verb.end].rpartition(" ")[2] not in verb_words().sets["moved"]:
        return False
    near = _MOVED_TO.search(normal, max(verb.end, position - _LONGEST_TO), position)
    return bool(near or _MOVED_TO_ITSELF.match(normal, position))


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
    cuts = [found.start() for found in verb_words().cut.finditer(normal, start, stop)]
    place = bisect_right(cuts, position)
    return cuts[place - 1] if place else start, cuts[place] if place < len(cuts) else stop
