"""textblob-fr's polarity and subjectivity, equal to the package's own, more than ten times as fast.

The rule is Pattern's (De Smedt & Daelemans 2012, BSD) as `textblob_fr.PatternAnalyzer` applies it; the
word list is the package's own `fr-sentiment.xml` (PDDL, public domain), read from where it is installed.
The speed comes from remembering what each distinct chunk (text between two spaces) does to the score:
nearly all chunks of the press were seen before, and nearly all do nothing but end a negation.

The package's quirks are kept on purpose, since the figures serve as its reference: a colon before « s' »
is a worried smiley, « 8) » a happy one, a negation does not cross a word.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

from analysis.extraction.polarity_tokens import (
    ELISION_MARK,
    PARAGRAPH_END,
    PUNCTUATION,
    RISK,
    SMILEY_VALUE,
    is_suspect,
    pieces_of,
    sentences_of,
)

# Distinct chunks kept: a bound on memory, of 480 bytes each with what tone knows of them. Beyond, it starts afresh.
MEMORY_LIMIT = 100_000
_NEGATIONS = frozenset(("n'", "ne", "ni", "non", "pas", "rien", "sans", "aucun", "jamais"))
_ADVERB_ENDING = "ment"


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """What one token does to the score."""

    known: tuple[float, float, float] | None = None  # polarity, subjectivity, intensity
    modifier: bool = False  # a known adverb: acts on the next known word
    adverb: bool = False  # ends in -ment
    negation: bool = False
    ends_negation: bool = False
    ends_modifier: bool = False
    exclaims: bool = False
    extra: tuple[float, float] | None = None  # polarity and subjectivity of a smiley or of « (!) »
    idle: bool = False  # at most ends something


Steps = tuple[Step, ...]
NOTHING = Step(ends_negation=True, ends_modifier=True, idle=True)  # an unknown word of three letters or more
BRIEF = Step(ends_negation=True, idle=True)  # one of two letters
UNSURE = Step(idle=True)  # closes the steps of a chunk that may depend on its neighbours; does nothing itself
INERT: Steps = (NOTHING,)
SHORT: Steps = (BRIEF,)


def _word_list(path: Path) -> dict[str, tuple[float, float, float, bool]]:
    """form → polarity, subjectivity, intensity, is an adverb; senses and parts of speech averaged."""
    senses: dict[str, dict[str | None, list[tuple[float, ...]]]] = {}
    for entry in ElementTree.parse(path).getroot().iter("word"):
        if form := entry.get("form"):
            get = entry.get
            values = (float(get("polarity", 0.0)), float(get("subjectivity", 0.0)), float(get("intensity", 1.0)))
            senses.setdefault(form, {}).setdefault(entry.get("pos"), []).append(values)
    words = {}
    for form, by_pos in senses.items():
        polarity, subjectivity, intensity = _mean([_mean(each) for each in by_pos.values()])
        words[form] = (polarity, subjectivity, intensity, "RB" in by_pos)
    for form, entry_values in list(words.items()):  # the package also knows them without accents
        if not form.endswith(("à", "è", "é", "ê", "ï")):
            bare = form.translate(str.maketrans("àéèêï", "aeeei"))
            if bare != form:
                adverb = entry_values[3] or (bare in words and words[bare][3])
                words[bare] = (*entry_values[:3], adverb)
    return words


def _mean(rows: list[tuple[float, ...]]) -> tuple[float, ...]:
    return rows[0] if len(rows) == 1 else tuple(sum(column) / len(rows) for column in zip(*rows, strict=True))


class PolarityReader:
    """Polarity and subjectivity of any text, as `textblob_fr.PatternAnalyzer().analyze` gives them.

    Built once: reads the package's word list, found without importing the package.
    Raises FileNotFoundError where textblob-fr is not installed.
    """

    def __init__(self) -> None:
        package = find_spec("textblob_fr")
        if package is None or package.origin is None:
            raise FileNotFoundError("textblob-fr is not installed: pip install textblob-fr")
        self._words = _word_list(Path(package.origin).with_name("fr-sentiment.xml"))
        self._memory: dict[str, Steps] = {}
        self._tokens: dict[str, Step] = {}

    def read(self, text: str) -> tuple[float, float]:
        """Polarity (−1…1) and subjectivity (0…1, a few words of the list go beyond) of `text`."""
        memory = self._memory
        chunks: list[Steps] = []
        for chunk in text.split():
            try:
                chunks.append(memory[chunk])
            except KeyError:
                if len(memory) > MEMORY_LIMIT:
                    memory.clear()
                memory[chunk] = found = self.learn(chunk)
                chunks.append(found)
        return self.score(text, chunks)

    def score(self, text: str, chunks: Sequence[Steps]) -> tuple[float, float]:
        """As `read`, for a text whose chunks were learnt: `chunks` is what each of them does."""
        found, unsure = _assess(chunks)
        if unsure and RISK.search(text):
            found, _ = _assess([self._slow_steps(text)])
        if not found:
            return 0.0, 0.0
        polarity = subjectivity = 0.0
        for value, subjective, _, opposed in found:
            polarity += value * -0.5 if opposed else value
            subjectivity += subjective
        return polarity / len(found), subjectivity / len(found)

    def learn(self, chunk: str) -> Steps:
        """What one chunk does by itself. INERT stands for nothing at all."""
        if chunk.isalpha() and self._is_inert(chunk.lower()) and chunk not in ("D", "O"):
            return INERT
        joined = " ".join(pieces_of(chunk))
        words = joined.replace("&rsquo ;", "’").split()
        steps = _fewest(self._step(word.lower()) for word in words if word != PARAGRAPH_END)
        return (*steps, UNSURE) if is_suspect(ELISION_MARK.sub("", joined)) else steps

    def _is_inert(self, word: str) -> bool:
        return len(word) > 2 and not (word in self._words or word in _NEGATIONS or word in SMILEY_VALUE)

    def _slow_steps(self, text: str) -> Steps:
        """The steps of a text in which smileys may reach over chunks: sentence by sentence."""
        paragraphs = re.split(r"\n{2,}", text.replace("\r\n", "\n"))
        tokens: list[str] = []
        for number, paragraph in enumerate(paragraphs):
            tokens += [PARAGRAPH_END] if number else []
            tokens += [token for chunk in paragraph.split() for token in pieces_of(chunk)]
        return tuple(self._step(word.lower()) for sentence in sentences_of(tokens) for word in sentence.split())

    def _step(self, word: str) -> Step:
        step = self._tokens.get(word)
        if step is None and word.isalpha() and self._is_inert(word):
            return NOTHING
        if step is None:
            step = self._new_step(word)
            if len(self._tokens) > MEMORY_LIMIT:
                self._tokens.clear()
            self._tokens[word] = step
        return step

    def _new_step(self, word: str) -> Step:
        negation = word in _NEGATIONS
        entry = self._words.get(word)
        if entry is not None:
            return Step(entry[:3], entry[3], word.endswith(_ADVERB_ENDING), negation)
        extra = None
        if word == "(!)":
            extra = (0.0, 1.0)
        elif word in SMILEY_VALUE and not word.isalpha() and word not in PUNCTUATION:
            extra = (SMILEY_VALUE[word], 1.0)
        ends_negation, ends_modifier = len(word.strip("'")) > 1, len(word) > 2
        if ends_negation and not negation and extra is None:
            return NOTHING if ends_modifier else BRIEF
        return Step(
            negation=negation,
            ends_negation=ends_negation,
            ends_modifier=ends_modifier,
            exclaims=word == "!",
            extra=extra,
            idle=not negation and extra is None and word != "!",
        )


def _fewest(steps: Iterable[Step]) -> Steps:
    """The same steps without those that end nothing, or only what the one beside them ends too."""
    kept: list[Step] = []
    for step in steps:
        if step is NOTHING:
            while kept and kept[-1].idle:
                kept.pop()
        elif step.idle and (not (step.ends_negation or step.ends_modifier) or (kept and kept[-1] is NOTHING)):
            continue
        kept.append(step)
    return INERT if kept == [NOTHING] else SHORT if kept == [BRIEF] else tuple(kept)


_Known = tuple[float, float, float, bool]  # polarity, subjectivity, intensity, negated


def _clip(value: float) -> float:
    return max(-1.0, min(value, 1.0))


def _assess(chunks: Sequence[Steps]) -> tuple[list[_Known], bool]:
    """The known words, by Pattern's rule, step by step; and whether a chunk may depend on its neighbours."""
    found: list[_Known] = []
    modifier: Step | None = None
    negated = unsure = False
    for steps in chunks:
        if steps is INERT:  # nearly all are
            modifier, negated = None, False
            continue
        if steps is SHORT:
            negated = False
            continue
        for step in steps:
            if step.known is not None:
                found.append(_known(step.known, found.pop() if modifier else None, negated))
                modifier = step if step.modifier else None
                negated = step.negation
            elif step.idle:
                if step.ends_negation:
                    negated = False
                if step.ends_modifier:
                    modifier = None
                elif step is UNSURE:
                    unsure = True
            else:
                modifier, negated = _act(step, found, modifier, negated)
    return found, unsure


def _known(values: tuple[float, float, float], modifier: _Known | None, negated: bool) -> _Known:
    """A known word after a modifier and a negation, where there is one."""
    polarity, subjectivity, intensity = values
    opposed = False
    if modifier is not None:
        strength, opposed = modifier[2:]
        polarity, subjectivity = _clip(polarity * strength), _clip(subjectivity * strength)
    return (polarity, subjectivity, 1.0 / intensity, True) if negated else (polarity, subjectivity, intensity, opposed)


def _act(step: Step, found: list[_Known], modifier: Step | None, negated: bool) -> tuple[Step | None, bool]:
    """What an unknown token leaves of the modifier and the negation; it may change the word before it."""
    negated = step.negation or (negated and not step.ends_negation)
    if negated and modifier is not None and modifier.adverb:
        found[-1] = (*found[-1][:3], True)
        negated = False
    elif step.ends_modifier:
        modifier = None
    if step.exclaims and found:
        polarity, *rest = found[-1]
        found[-1] = (_clip(polarity * 1.25), *rest)  # type: ignore[assignment]
    if step.extra is not None:
        found.append((*step.extra, 1.0, False))
    return modifier, negated
