"""Words that tell of an encounter: verbs and nouns, found in a text with their grammar."""

from collections.abc import Iterable
from dataclasses import dataclass

from analysis import tables
from analysis.language import words
from analysis.language.matching import Matcher
from analysis.language.patterns import syntax
from analysis.language.text import normalise


@dataclass(frozen=True, slots=True)
class CueWord:
    """A cue of the lexicon. `frame`: object | with | talk | go | goto | at | expect | tell (verbs) | noun.

    `talk` is « with », of persons alone; a verb of « go » with prepositions needs one of them before its place.
    """

    lemma: str
    frame: str
    prepositions: tuple[str, ...]
    mode: str
    kind: str
    strength: str  # strong | weak | tell | call | line (« avoir X au téléphone »)
    pronominal: bool = False  # « se rencontrer », « s'entretenir »
    infinitive: str = ""  # without « se »
    plural: bool = False  # of a noun: « ses rencontres »


@dataclass(slots=True)  # frozen, it takes three times as long to make
class Cue:
    """A cue at [start, end)."""

    start: int
    end: int
    word: CueWord
    active: bool = False  # « rencontre », which without its accent looks like « rencontré »


_SYNTAX = syntax()
_GERUND = "ant"  # « rencontrant »
_IDIOM = len("rendirent une ")  # letters of a verb before its noun


def _is_noun(text: str, normal: str, start: int, end: int) -> bool:
    """« une rencontre », neither « il rencontre » nor « a rencontré »."""
    if text[end - 1] == "é":
        return False
    before = normal[max(0, start - 16) : start]
    last = before.rstrip()[-1:]
    if last == "," and _SYNTAX["with_object"].match(normal, end):
        return False  # « X, venu de Paris, rencontre mardi Y »
    return last in ("", ".", ":", "«", ",", "(") or bool(_SYNTAX["noun_marker"].search(before))


def _is_name(text: str, start: int) -> bool:
    """« à Vienne », no verb: a capital where no sentence and no title begins."""
    return text[start : start + 2].istitle() and start > 1 and text[start - 1] == " " and text[start - 2].isalpha()


class Cues:
    """The cue lexicon, compiled."""

    def __init__(self) -> None:
        lists = words.lists("meeting_words.yaml")
        verbs = [  # a form of several words is written with _ between them
            (form.replace("_", " "), self._verb(row))
            for row in words.rows("meeting_verbs.csv")
            for form in row["forms"].split()
        ]
        self._verb_forms = frozenset(form for form, _ in verbs)
        nouns = [
            (form, self._noun(row, plural))
            for row in words.rows("meeting_nouns.csv")
            for form, plural in ((row["noun"], False), (row["plural"], True))
            if form and not (plural and form == row["noun"])
        ]
        never = [(phrase, None) for phrase in lists["never"]]
        self._phrases: Matcher[CueWord | None] = Matcher([*never, *nouns, *verbs])

    @staticmethod
    def _noun(row: dict[str, str], plural: bool) -> CueWord:
        return CueWord(normalise(row["noun"]), "noun", (), row["mode"], row["kind"], row["strength"], plural=plural)

    @staticmethod
    def _verb(row: dict[str, str]) -> CueWord:
        prepositions = tuple(row["prepositions"].split("|")) if row["prepositions"] else ()
        lemma = normalise(row["lemma"])
        pronominal, infinitive = lemma.startswith(("se ", "s'")), lemma.replace("'", " ").split()[-1]
        return CueWord(
            lemma, row["frame"], prepositions, row["mode"], row["kind"], row["strength"], pronominal, infinitive
        )

    def find(self, text: str, normal: str) -> list[Cue]:
        """Cues of `normal`, in order, none overlapping; a noun wins over a verb of the same letters."""
        found: list[Cue] = []
        idiom = -_IDIOM - 1  # where the last verb that holds a noun begins
        for start, end, (word, *others) in self._phrases.find(normal):
            if word is None:
                continue
            if word.frame != "noun":
                if " " in normal[start:end]:
                    idiom = start
                others = [word, *others]
            elif start - idiom > _IDIOM:  # in « rend visite à », the verb says it
                if word.mode in tables.REMOTE and _SYNTAX["adverbial"].search(normal[max(0, start - 12) : start]):
                    continue  # « s'entretenir par visioconférence »: how, not what
                if word.lemma not in self._verb_forms or _is_noun(text, normal, start, end):
                    found.append(Cue(start, end, word))
                    continue
            verb = _verb_cue(text, normal, start, end, others)
            if verb is not None:
                found.append(verb)
        return found


def _verb_cue(text: str, normal: str, start: int, end: int, known: Iterable[CueWord | None]) -> Cue | None:
    """The cue of the verb at [start, end), which may be any of `known`."""
    if text[start].isupper() and _is_name(text, start):
        return None
    for word in known:
        if word is None or word.pronominal and not is_reflexive(normal, start):
            continue
        if word.frame == "at" and not _SYNTAX["being_at"].match(normal, end):
            return None
        active = word.lemma.endswith("er") and text[end - 1] in "et" and normal[end - 1] == text[end - 1]
        active = active and not normal.endswith(_GERUND, start, end) and not text.endswith("ée", start, end)
        return Cue(start, end, word, active)
    return None


def is_reflexive(normal: str, start: int) -> bool:
    """Does « se » govern the verb at `start`?"""
    return bool(_SYNTAX["reflexive"].search(normal[max(0, start - 40) : start]))


def is_infinitive(normal: str, cue: Cue) -> bool:
    """« rencontrer », not « rencontre »."""
    return normal[cue.start : cue.end] == cue.word.infinitive


def is_gerund(normal: str, cue: Cue) -> bool:
    """« rencontrant », which is never passive."""
    return normal.endswith(_GERUND, cue.start, cue.end)
