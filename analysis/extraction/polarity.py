"""textblob-fr's polarity and subjectivity, equal to the package's own, more than ten times as fast.

The rule is Pattern's (De Smedt & Daelemans 2012, BSD) as `textblob_fr.PatternAnalyzer` applies it; the
word list is the package's own `fr-sentiment.xml` (PDDL, public domain), read from where it is installed.
The speed comes from remembering what each distinct chunk (text between two spaces) does to the score:
nearly all chunks of the press were seen before, and nearly all do nothing but end a negation.

The package's quirks are kept on purpose, since the figures serve as its reference: a colon before « s' »
is a worried smiley, « 8) » a happy one, a negation does not cross a word.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

# Distinct chunks kept; a year of a daily has about 300,000. Beyond, the memory starts afresh.
MEMORY_LIMIT = 400_000

_PUNCTUATION = ".,;:!?()[]{}`''\"@#$^&*+-|=~_"
_HEADS = tuple(_PUNCTUATION.replace(".", ""))
_TAILS = (*_HEADS, ".")
_PARAGRAPH_END = "END-OF-SENTENCE"
_SENTENCE_END = frozenset(("...", ".", "!", "?", _PARAGRAPH_END))
_AFTER_END = _SENTENCE_END | frozenset((")", "'", '"', "”", "’"))
_NEGATIONS = frozenset(("n'", "ne", "ni", "non", "pas", "rien", "sans", "aucun", "jamais"))
_ADVERB_ENDING = "ment"
_ELIDED = ("l", "c", "d", "j", "m", "n", "qu", "s", "t", "jusqu", "lorsqu", "puisqu")
_ELISIONS = [(re.compile(pattern), replacement) for pattern, replacement in (  # in the package's order
    *((f"{elided}'", f"{elided}' ") for elided in _ELIDED), (f"({'|'.join(_ELIDED)})’", r"\1&rsquo; "),
    *((f"{elided.upper()}'", f"{elided.upper()}' ") for elided in _ELIDED),
    (f"({'|'.join(_ELIDED).upper()})’", r"\1&RSQUO; "))]
_QUOTES = re.compile("([“”‘’'\"])")
_ABBREVIATIONS = frozenset(("av.", "boul.", "C.-B.", "c.-à-d.", "ex.", "éd.", "fig.", "I.-P.-E.", "J.-C.",
                            "Ltee.", "Ltée.", "M.", "Me.", "Mlle.", "Mlles.", "MM.", "N.-B.", "N.-É.", "p.",
                            "S.B.E.", "Ste.", "T.-N.", "t.a.b."))
_INITIALS = re.compile(r"^[A-Za-z]\.$|^([A-Za-z]\.)+$|^[A-Z][|bcdfghjklmnpqrstvwxz]+.$")
_SMILEYS = {  # as the package writes them; each group once
    1.0: ("<3", "♥", ">:D", ":-D", ":D", "=-D", "=D", "X-D", "x-D", "XD", "xD", "8-D"),
    0.75: (">:P", ":-P", ":P", ":-p", ":p", ":-b", ":b", ":c)", ":o)", ":^)"),
    0.5: (">:)", ":-)", ":)", "=)", "=]", ":]", ":}", ":>", ":3", "8)", "8-)"),
    0.25: (">;]", ";-)", ";)", ";-]", ";]", ";D", ";^)", "*-)", "*)"),
    0.05: (">:o", ":-O", ":O", ":o", ":-o", "o_O", "o.O", "°O°", "°o°"),
    -0.25: (">:/", ":-/", ":/", ":\\", ">:\\", ":-.", ":-s", ":s", ":S", ":-S", ">.>"),
    -0.75: (">:[", ":-(", ":(", "=(", ":-[", ":[", ":{", ":-<", ":c", ":-c", "=/"),
    -1.0: (":'(", ":'''(", ";'("),
}
_SMILEY_VALUE = {smiley.lower(): value for value, group in reversed(_SMILEYS.items()) for smiley in group}
_LONGEST_SMILEY = 5
_SARCASM = re.compile(r"\( ?! ?\)")
# A chunk that could be part of a smiley or of « (!) » once joined to its neighbours. It may be too wide
# (the slow way is right, only slow), never too narrow.
_SUSPECT = re.compile(r"[:=<>*°♥_]|;|[xX8] ?-? ?[D)]|\.O|^[)!-]|^D\b|!.*[()]|[()].*!|&rsquo")
_ELISION_MARK = re.compile(r"&(?:rsquo|RSQUO) ;(?= ?[^\])D' -])")  # the package's own trace of « l’ », harmless here


@cache
def _smiley_pattern() -> re.Pattern[str]:
    # The package's groups are sets, whose order changes between runs; no smiley is decided by it except a
    # prefix of another followed by a space, and the space is part of the pattern.
    spaced = [r" ?".join(map(re.escape, smiley)) for group in _SMILEYS.values() for smiley in group]
    return re.compile(rf"({'|'.join(spaced)})($|\s)")


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
            values = tuple(float(entry.get(name, default)) for name, default in
                           (("polarity", 0.0), ("subjectivity", 0.0), ("intensity", 1.0)))
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
    return tuple(sum(column) / len(rows) for column in zip(*rows, strict=True))


@lru_cache(maxsize=MEMORY_LIMIT // 10)
def _pieces(chunk: str) -> list[str]:
    """The tokens of one chunk, before any smiley is put together."""
    if chunk.isalpha():
        return [chunk]
    if "'" in chunk or "’" in chunk:
        for pattern, replacement in _ELISIONS:
            chunk = pattern.sub(replacement, chunk)
    pieces = _QUOTES.sub(r" \1 ", chunk).split()
    return [token for piece in pieces for token in _split_punctuation(piece)]


def _split_punctuation(piece: str) -> list[str]:
    tokens, tail = [], []
    while piece.startswith(_HEADS):
        tokens.append(piece[0])
        piece = piece[1:]
    while piece.endswith(_TAILS):
        if piece.endswith(_HEADS):
            tail.append(piece[-1])
            piece = piece[:-1]
        if piece.endswith("..."):
            tail.append("...")
            piece = piece[:-3].rstrip(".")
        if piece.endswith("."):
            if piece in _ABBREVIATIONS or _INITIALS.match(piece):
                break
            tail.append(".")
            piece = piece[:-1]
    return [*tokens, *([piece] if piece else []), *reversed(tail)]


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
        self._memory: dict[str, Steps | None] = {}  # chunk → its steps; None: the slow way is needed
        self._tokens: dict[str, Step] = {}

    def read(self, text: str) -> tuple[float, float]:
        """Polarity (−1…1) and subjectivity (0…1, a few words of the list go beyond) of `text`."""
        memory = self._memory
        steps: list[Step] = []
        last: Steps | None = None
        for chunk in text.split():
            try:
                found = memory[chunk]
            except KeyError:
                found = self.learn(chunk)
            if found is None:
                return self.read_slowly(text)
            if found is not INERT:
                steps += found
            elif last is not INERT:  # one is as good as many
                steps.append(NOTHING)
            last = found
        return self.score(steps)

    def read_slowly(self, text: str) -> tuple[float, float]:
        """As `read`, for a text in which smileys may reach over chunks."""
        return self.score(self._slow_steps(text))

    def learn(self, chunk: str) -> Steps | None:
        """What one chunk does; None where that depends on its neighbours. INERT stands for nothing at all."""
        if len(self._memory) > MEMORY_LIMIT:
            self._memory.clear()
        if chunk.isalpha() and len(chunk) > 2 and self._is_inert(chunk.lower()):
            self._memory[chunk] = INERT
            return INERT
        joined = " ".join(_pieces(chunk))
        steps: Steps | None = None
        if not _SUSPECT.search(_ELISION_MARK.sub("", joined)):
            words = joined.replace("&rsquo ;", "’").split()
            steps = tuple(self._step(word.lower()) for word in words if word != _PARAGRAPH_END)
            if steps and all(step == NOTHING for step in steps):
                steps = INERT
        self._memory[chunk] = steps
        return steps

    def _is_inert(self, word: str) -> bool:
        return word not in self._words and word not in _NEGATIONS and word not in _SMILEY_VALUE and len(word) > 2

    def _slow_steps(self, text: str) -> list[Step]:
        """The steps of a text in which smileys may reach over chunks: sentence by sentence."""
        paragraphs = re.split(r"\n{2,}", text.replace("\r\n", "\n"))
        tokens: list[str] = []
        for number, paragraph in enumerate(paragraphs):
            tokens += [_PARAGRAPH_END] if number else []
            tokens += [token for chunk in paragraph.split() for token in _pieces(chunk)]
        return [self._step(word.lower()) for sentence in _sentences(tokens) for word in sentence.split()]

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
        elif word in _SMILEY_VALUE and not word.isalpha() and word not in _PUNCTUATION:
            extra = (_SMILEY_VALUE[word], 1.0)
        step = Step(negation=negation, ends_negation=len(word.strip("'")) > 1, ends_modifier=len(word) > 2,
                     exclaims=word == "!", extra=extra)
        return NOTHING if step == NOTHING else step

    def score(self, steps: list[Step]) -> tuple[float, float]:
        """Polarity and subjectivity of the steps of a text."""
        found = _assess(steps)
        if not found:
            return 0.0, 0.0
        polarity = sum(each[0] * -0.5 if each[3] else each[0] for each in found) / len(found)
        return polarity, sum(each[1] for each in found) / len(found)


def _sentences(tokens: list[str]) -> list[str]:
    """Tokens joined sentence by sentence, smileys and « (!) » put together, elisions closed again."""
    groups: list[list[str]] = [[]]
    start = place = 0
    while place < len(tokens):
        if tokens[place] in _SENTENCE_END:
            while place < len(tokens) and tokens[place] in _AFTER_END:
                place += 1
            groups[-1] += [token for token in tokens[start:place] if token != _PARAGRAPH_END]
            groups.append([])
            start = place
        place += 1
    groups[-1] += tokens[start:place]
    sentences = (_SARCASM.sub("(!)", " ".join(group)) for group in groups)
    closed = (_smiley_pattern().sub(lambda m: m[1].replace(" ", "") + m[2], each) for each in sentences)
    return [each.replace("&rsquo ;", "’") for each in closed]


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
