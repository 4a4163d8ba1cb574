"""Words that tell of an encounter: verbs and nouns, found in a text with their grammar."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.language import words
from analysis.language.matching import Match, Matcher
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


@dataclass(slots=True)  # frozen, it takes three times as long to make
class Cue:
    """A cue at [start, end)."""

    start: int
    end: int
    word: CueWord
    plural: bool = False
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
        self._verbs: Matcher[CueWord] = Matcher(verbs)
        nouns: list[tuple[str, tuple[CueWord, bool] | None]] = []
        for row in words.rows("meeting_nouns.csv"):
            word = CueWord(normalise(row["noun"]), "noun", (), row["mode"], row["kind"], row["strength"])
            nouns.append((row["noun"], (word, False)))
            if row["plural"] and row["plural"] != row["noun"]:
                nouns.append((row["plural"], (word, True)))
        nouns += [(phrase, None) for phrase in lists["never"]]
        self._nouns: Matcher[tuple[CueWord, bool] | None] = Matcher(nouns)

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
        verbs = self._verbs.find(normal)
        idioms = [match.start for match in verbs if " " in normal[match.start : match.end]]
        closed: list[tuple[int, int]] = []
        for match in self._nouns.find(normal):
            idiom = bisect_left(idioms, match.start) - 1
            if idiom >= 0 and match.start - idioms[idiom] <= _IDIOM:
                continue  # « rend visite à »: the verb says it
            closed.append((match.start, match.end))
            noun = match.items[0]
            if None in match.items or noun is None:
                continue
            word, plural = noun
            if word.mode in ("phone", "video") and _SYNTAX["adverbial"].search(
                normal[max(0, match.start - 12) : match.start]
            ):
                continue  # « s'entretenir par visioconférence »: how, not what
            if word.lemma in self._verb_forms and not _is_noun(text, normal, match.start, match.end):
                closed.pop()
                continue
            found.append(Cue(match.start, match.end, word, plural))
        found += self._read_verbs(text, normal, verbs, closed)
        return sorted(found, key=lambda cue: cue.start)

    @staticmethod
    def _read_verbs(
        text: str, normal: str, verbs: Iterable[Match[CueWord]], closed: Sequence[tuple[int, int]]
    ) -> Iterable[Cue]:
        starts = [start for start, _ in closed]
        for start, end, known in verbs:
            before = bisect_left(starts, end) - 1
            if before >= 0 and closed[before][1] > start or _is_name(text, start):
                continue
            word = next((word for word in known if not word.pronominal or is_reflexive(normal, start)), None)
            if word is None or word.frame == "at" and not _SYNTAX["being_at"].match(normal, end):
                continue
            active = word.lemma.endswith("er") and text[end - 1] in "et" and normal[end - 1] == text[end - 1]
            active = active and not normal.endswith(_GERUND, start, end) and not text.endswith("ée", start, end)
            yield Cue(start, end, word, active=active)


def is_reflexive(normal: str, start: int) -> bool:
    """Does « se » govern the verb at `start`?"""
    return bool(_SYNTAX["reflexive"].search(normal[max(0, start - 40) : start]))


def is_infinitive(normal: str, cue: Cue) -> bool:
    """« rencontrer », not « rencontre »."""
    return normal[cue.start : cue.end] == cue.word.infinitive


def is_gerund(normal: str, cue: Cue) -> bool:
    """« rencontrant », which is never passive."""
    return normal.endswith(_GERUND, cue.start, cue.end)
