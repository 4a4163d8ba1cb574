"""textblob-fr's polarity and subjectivity, equal to the package's own, more than ten times as fast.

The rule is Pattern's (De Smedt & Daelemans 2012, BSD) as `textblob_fr.PatternAnalyzer` applies it; the
word list is the package's own `fr-sentiment.xml` (PDDL, public domain), read from where it is installed.
The speed comes from remembering what each distinct chunk (text between two spaces) does to the score:
nearly all chunks of the press were seen before, and nearly all do nothing but end a negation.

The package's quirks are kept on purpose, since the figures serve as its reference: a colon before « s' »
is a worried smiley, « 8) » a happy one, a negation does not cross a word.
"""

import re
from collections.abc import Sequence
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

# Distinct chunks kept: a bound on memory. Beyond, it starts afresh.
MEMORY_LIMIT = 400_000
_NEGATIONS = frozenset(("n'", "ne", "ni", "non", "pas", "rien", "sans", "aucun", "jamais"))
_ADVERB_ENDING = "ment"


@dataclass(frozen=True, slots=True)
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


Steps = tuple[Step, ...]
NOTHING = Step(ends_negation=True, ends_modifier=True)  # an unknown word of three letters or more
INERT: Steps = (NOTHING,)


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
        self._memory: dict[str, Steps] = {}  # chunk → its steps
        self._suspects: set[str] = set()  # chunks whose steps may depend on their neighbours
        self._tokens: dict[str, Step] = {}

    def read(self, text: str) -> tuple[float, float]:
        """Polarity (−1…1) and subjectivity (0…1, a few words of the list go beyond) of `text`."""
        memory = self._memory
        steps: list[Step] = []
        last: Steps = ()
        chunks = text.split()
        for chunk in chunks:
            try:
                found = memory[chunk]
            except KeyError:
                found = self.learn(chunk)
            if found is not INERT:
                steps += found
            elif last is not INERT:  # one is as good as many
                steps.append(NOTHING)
            last = found
        return self.read_slowly(text) if self.is_risky(text, chunks) else self.score(steps)

    def is_risky(self, text: str, chunks: Sequence[str]) -> bool:
        """Whether smileys may reach over the chunks of `text`, so that it must be read slowly."""
        return not self._suspects.isdisjoint(chunks) and RISK.search(text) is not None

    def read_slowly(self, text: str) -> tuple[float, float]:
        """As `read`, for a text in which smileys may reach over chunks."""
        return self.score(self._slow_steps(text))

    def learn(self, chunk: str) -> Steps:
        """What one chunk does by itself. INERT stands for nothing at all."""
        if len(self._memory) > MEMORY_LIMIT:
            self._memory.clear()
            self._suspects.clear()
        steps = INERT
        if not (chunk.isalpha() and self._is_inert(chunk.lower())) or chunk == "D":
            joined = " ".join(pieces_of(chunk))
            words = joined.replace("&rsquo ;", "’").split()
            steps = tuple(self._step(word.lower()) for word in words if word != PARAGRAPH_END)
            if steps and all(step == NOTHING for step in steps):
                steps = INERT
            if is_suspect(ELISION_MARK.sub("", joined)):
                self._suspects.add(chunk)
        self._memory[chunk] = steps
        return steps

    def _is_inert(self, word: str) -> bool:
        return len(word) > 2 and not (word in self._words or word in _NEGATIONS or word in SMILEY_VALUE)

    def _slow_steps(self, text: str) -> list[Step]:
        """The steps of a text in which smileys may reach over chunks: sentence by sentence."""
        paragraphs = re.split(r"\n{2,}", text.replace("\r\n", "\n"))
        tokens: list[str] = []
        for number, paragraph in enumerate(paragraphs):
            tokens += [PARAGRAPH_END] if number else []
            tokens += [token for chunk in paragraph.split() for token in pieces_of(chunk)]
        return [self._step(word.lower()) for sentence in sentences_of(tokens) for word in sentence.split()]

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
        step = Step(
            negation=negation,
            ends_negation=len(word.strip("'")) > 1,
            ends_modifier=len(word) > 2,
            exclaims=word == "!",
            extra=extra,
        )
        return NOTHING if step == NOTHING else step

    def score(self, steps: list[Step]) -> tuple[float, float]:
        """Polarity and subjectivity of the steps of a text."""
        found = _assess(steps)
        if not found:
            return 0.0, 0.0
        polarity = subjectivity = 0.0
        for value, subjective, _, opposed in found:
            polarity += value * -0.5 if opposed else value
            subjectivity += subjective
        return polarity / len(found), subjectivity / len(found)


def _clip(value: float) -> float:
    return max(-1.0, min(value, 1.0))


def _assess(steps: list[Step]) -> list[tuple[float, float, float, bool]]:
    """polarity, subjectivity, intensity, negated of each known word: Pattern's rule, step by step."""
    found: list[tuple[float, float, float, bool]] = []
    modifier: Step | None = None
    negated = False
    for step in steps:
        if step.known is not None:
            polarity, subjectivity, intensity = step.known
            opposed = False
            if modifier is not None:
                strength, opposed = found.pop()[2:]
                polarity, subjectivity = _clip(polarity * strength), _clip(subjectivity * strength)
            if negated:
                intensity, opposed = 1.0 / intensity, True
            found.append((polarity, subjectivity, intensity, opposed))
            modifier = step if step.modifier else None
            negated = step.negation
            continue
        if step.negation:
            negated = True
        elif negated and step.ends_negation:
            negated = False
        if negated and modifier is not None and modifier.adverb:
            found[-1] = (*found[-1][:3], True)
            negated = False
        elif modifier is not None and step.ends_modifier:
            modifier = None
        if step.exclaims and found:
            polarity, *rest = found[-1]
            found[-1] = (_clip(polarity * 1.25), *rest)  # type: ignore[assignment]
        if step.extra is not None:
            found.append((*step.extra, 1.0, False))
    return found
