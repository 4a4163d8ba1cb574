"""The lines of a page with their place in the source, and what the shape of one line tells by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.language import verbs
from analysis.language.text import normalise
from analysis.reading.linewords import line_words
from analysis.reading.shapes import shape
from analysis.reading.words import EDGES, Furniture, Mark, single_blanks

# A sentence of fewer words, or fewer characters, may as well be a button: it needs its neighbours to count.
SHORTEST_SENTENCE = 6
SHORTEST_PROSE = 40
# So long a line without a full stop is a paragraph whose end was cut, not a headline.
LONGEST_HEADLINE = 260
# At the very end of a page a shorter one is: headlines of teasers have up to two lines of a broadsheet.
LONGEST_FOOT = 150
_MOST_WORDS = 20
# A label (« Pour aller plus loin : ») has fewer words before its colon.
_ANNOUNCED = 10
# A page whose line breaks were lost shows runs of blanks instead, in long lines.
LOST_BREAKS = re.compile(r"[ \t\u00a0]{3,}")
_LOST_LINE = 300
_RUNS = ("  ", "\t", "\u00a0\u00a0")  # one of these is in every such run, and quickly looked for

_END = re.compile(r"""[.!?…][\s»”"'’)\]]*$""")
_QUOTE_END = re.compile(r"""[»”"]$""")
_CUTS = ("…", "...", "[…]", "[...]", "(…)", "(...)")
_SENTENCES = re.compile(r"(?:[!?…]|(?<!\bM)(?<!\b[A-Z])\.)\s*[»”\"]?\s+[«“\"]?\s*[A-ZÀ-ÝŒ]")
_STOP_WITHIN = re.compile(r"[.!?]\s?[»”\"]? ")
_ITEM = re.compile(r"^(?:[-–—](?=\S)|[-–—•·*►▶▪●]\s+|[◦‣⁃○■□◾◆➢➤✓✔✅⚫⚪🔴🔵🔸🔹👉]\ufe0f?\s*|\d{1,2}[.)°]\s+)\S")
_LOWER = re.compile(r"^[a-zà-ÿœ]")
# « À LireSommet de Pékin : … »: the label of a link has lost the blank after it.
_GLUED = re.compile(r"^[^.!?:«»]{3,24}?[a-zà-ÿ](?=[A-ZÀ-Ý«])")
_LINKED = "teaser"


@dataclass(slots=True)
class Line:
    """One line of a page. `start`, `end`: its place in the source, blanks around it excluded."""

    start: int
    end: int
    text: str
    normal: str  # the text in normal form
    core: str  # the same without the signs at its edges: the form in which lines are compared
    gap: bool  # an empty line stands before it
    words: int
    punctuated: bool  # it ends as a sentence ends
    prose: bool  # a whole sentence or more
    mark: Mark | None = None
    why: str = ""  # set: the line is furniture, for this reason

    @property
    def loose(self) -> bool:
        """Neither a sentence nor known furniture: a headline, a subhead, a link, a caption …"""
        return not self.why and not self.prose

    @property
    def cut(self) -> bool:
        """It ends in « … »: the excerpt of a teaser, or a quotation broken off."""
        return self.text.endswith(_CUTS)

    @property
    def item(self) -> bool:
        """An item of an enumeration."""
        return bool(_ITEM.match(self.text))

    @property
    def lower(self) -> bool:
        """It begins with a small letter."""
        return bool(_LOWER.match(self.text))

    @property
    def has_verb(self) -> bool:
        """It says something, as captions, links and lists of names seldom do."""
        return any(verb.tense for verb in verbs.verbs(self.normal))

    @property
    def signed(self) -> bool:
        """It ends in the name of an agency: « … demain. -VNA », « … demain. (AFP) »."""
        return bool(line_words().credits.signed_end.search(self.text[-40:]))

    @property
    def several(self) -> bool:
        """More than one sentence."""
        return bool(_SENTENCES.search(self.text))


def split(source: str) -> list[Line]:
    """The lines of `source`, wrapped ones put together again, each with its shape; no verdict yet."""
    spans = list(_spans(source))
    wrapped = _is_wrapped(spans)
    normal = normalise(source)
    found: list[Line] = []
    for start, end, gap in spans:
        text = source[start:end]
        if found and not gap and _continues(found[-1], text, wrapped):
            start, gap = found[-1].start, found[-1].gap
            found[-1] = _line(start, end, source[start:end].replace("\n", " "), normal[start:end], gap)
        else:
            found.append(_line(start, end, text, normal[start:end], gap))
    if found and not found[-1].prose and _breaks_off(found[-1]):
        found[-1].prose = True
    return found


def _breaks_off(last: Line) -> bool:
    """A page that ends within a sentence."""
    announced = last.words >= _ANNOUNCED and last.text.endswith((":", ","))
    return announced or len(last.text) >= LONGEST_FOOT or last.words >= _MOST_WORDS


def _spans(source: str) -> Iterator[tuple[int, int, bool]]:
    """(start, end, an empty line before) of each line that is not blank."""
    place, gap, alone = 0, True, "\n" not in source
    for raw in source.split("\n"):
        if (len(raw) > _LOST_LINE or alone) and any(run in raw for run in _RUNS) and LOST_BREAKS.search(raw):
            yield from _lost(raw, place)
            gap = False
        else:
            text = raw.strip()
            if text:
                start = place + len(raw) - len(raw.lstrip())
                yield start, start + len(text), gap
            gap = not text
        place += len(raw) + 1


def _lost(raw: str, place: int) -> Iterator[tuple[int, int, bool]]:
    start = 0
    for blank in (*LOST_BREAKS.finditer(raw), None):
        stop = blank.start() if blank else len(raw)
        text = raw[start:stop].strip()
        if text:
            first = place + start + len(raw[start:stop]) - len(raw[start:stop].lstrip())
            yield first, first + len(text), True
        start = blank.end() if blank else stop


def _is_wrapped(spans: list[tuple[int, int, bool]]) -> bool:
    """Text set in lines of one width, as in mails and old archives: most lines are of nearly equal length."""
    lengths = [end - start for start, end, _ in spans]
    if len(lengths) < 8:
        return False
    widest = max(lengths)
    full = sum(length > 0.75 * widest for length in lengths)
    return widest <= 110 and full > 0.6 * len(lengths)


def _continues(before: Line, text: str, wrapped: bool) -> bool:
    if wrapped:
        return not before.punctuated or len(before.text) > 60
    if before.punctuated or not _LOWER.match(text):
        return False
    if shape(text, normalise(text)):  # a byline begins with a small letter, too
        return False
    last = before.normal.rpartition(" ")[2].rpartition("'")[2]
    return before.words >= 3 and (len(before.text) >= 60 or last in line_words().broken_after)


def _line(start: int, end: int, text: str, normal: str, gap: bool) -> Line:
    words = text.count(" ") + 1
    ends = bool(_END.search(text[-8:])) or (bool(_QUOTE_END.search(text)) and words > 12)
    prose = not text.endswith("|") and (
        (ends and words >= SHORTEST_SENTENCE and len(text) >= SHORTEST_PROSE)
        or len(text) > LONGEST_HEADLINE
        or _ends_early(text)
    )
    return Line(start, end, text, normal, single_blanks(normal).strip(EDGES), gap, words, ends, prose)


def _ends_early(text: str) -> bool:
    """Sentences with a word or two after the last stop: « … les autorités. Fin », « … dit-il. (AFP) »."""
    return len(text) > SHORTEST_PROSE and bool(_STOP_WITHIN.search(text, int(0.8 * len(text))))


def judge(lines: list[Line], furniture: Furniture) -> None:
    """Write on each line what its own words and shape tell."""
    for line in lines:
        line.mark = furniture.judge(line.normal, line.prose and (line.words >= 12 or line.several), line.punctuated)
        if not line.mark and (glued := _GLUED.match(line.text)):
            label = furniture.judge(line.normal[: glued.end()], False, False)
            line.mark = Mark(_LINKED) if label and label.why == _LINKED else None
        line.why = line.mark.why if line.mark else shape(line.text, line.normal)
