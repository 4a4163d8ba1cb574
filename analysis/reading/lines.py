"""The lines of a page with their place in the source, and what the shape of one line tells by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from analysis.knowledge import FOLDER, KnowledgeError
from analysis.language.text import normalise
from analysis.reading.datewords import months, weekdays
from analysis.reading.words import Furniture, Mark

# A sentence of fewer words, or fewer characters, may as well be a button: it needs its neighbours to count.
SHORTEST_SENTENCE = 6
SHORTEST_PROSE = 40
# So long a line without a full stop is a paragraph whose end was cut, not a headline.
LONGEST_HEADLINE = 260
# A page whose line breaks were lost shows runs of blanks instead, in long lines.
LOST_BREAKS = re.compile(r"[ \t\u00a0]{3,}")
_LOST_LINE = 300

_END = re.compile(r"""[.!?…][\s»”"'’)\]]*$""")
_QUOTE_END = re.compile(r"""[»”"]$""")
_CUT = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|\(…\))$")
_SENTENCES = re.compile(r"[.!?…]\s*[»”\"]?\s+[«“\"]?\s*[A-ZÀ-ÝŒ]")
_ITEM = re.compile(r"^(?:[-–—•·*►▶▪●]|\d{1,2}[.)°])\s+\S")
_LOWER = re.compile(r"^[a-zà-ÿœ]")

_SHAPES = (
    ("advertisement", re.compile(r"^\[?/?ads?(?:_\d+)?\]?$|^\[/?ad_\d+\]|adsbygoogle", re.I)),
    (
        "markup residue",
        re.compile(
            r'^[\[{]\s*["{\]}]|"@(?:context|type|graph)"|^[\]})]+[;,]?$|\bfunction\s*\(|\bwindow\.|\bdocument\.|'
            r"^(?:var|const|let)\s+\w+\s*=|!important|^[.#@]?[\w-]+\s*\{[^}]*(?:\}|$)|^</?\w+[^>]*>$|"
            r"^\[/?[\w-]+(?:\s[^\]]*)?=[^\]]*\]$|^\[(?:caption|embed|gallery|video|audio|playlist|vc_\w+|/\w+)[^\]]*\]|"
            r"^(?:data|aria)-[\w-]+=|&nbsp;$|^%\w+%$"
        ),
    ),
    (
        "link",
        re.compile(
            r"^(?:https?://\S+|www\.\S+|\S+@\S+\.\w{2,}|(?:[#@]\w[\w-]*[\s,]*)+|pic\.twitter\.com/\S+)$"
        ),
    ),
    ("breadcrumb", re.compile(r"^[^/>›»|→.]{2,32}(?:(?:\s/\s|\s?[>›»|→]\s?)[^/>›»|→]{2,160}){2,7}$")),
    ("ornament", re.compile(r"^[\W_]+$")),
)
_COPYRIGHT = re.compile(r"^(?:©|\([cC]\)|copyright)\s*(?:copyright\s*)?(?:©\s*)?(?:\d{4}|\w)", re.I)
_DIGITS = re.compile(r"\d+")
_TOKEN = re.compile(r"[a-z]+")
# A credit is short: a longer line with an agency at its end is a paragraph.
_LONGEST_CAPTION, _LONGEST_NOTE = 420, 160


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of page_lines.yaml as patterns."""

    date_words: frozenset[str]
    date_starts: tuple[str, ...]
    byline: re.Pattern[str]
    credit: re.Pattern[str]
    agency_credit: re.Pattern[str]
    signed: re.Pattern[str]
    count: re.Pattern[str]
    reading: re.Pattern[str]
    broken_after: frozenset[str]


@cache
def page_words(path: Path = FOLDER / "page_lines.yaml") -> _Words:
    """The words of the file, read once per process. Raises KnowledgeError where a list is missing."""
    lists: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    missing = {
        "date_words",
        "date_starts",
        "bylines",
        "credits",
        "agencies",
        "counts",
        "reading",
        "minutes",
        "broken_after",
    } - set(lists)
    if missing:
        raise KnowledgeError(f"{path}: lists missing: {', '.join(sorted(missing))}")
    if not all(isinstance(word, str) for found in lists.values() for word in found):
        raise KnowledgeError(f'{path}: every item is a word; quote "on", "y" and "no"')
    alternatives = {
        key: "|".join(re.escape(word) for word in sorted(found, key=len, reverse=True))
        for key, found in lists.items()
    }
    agency = alternatives["agencies"]
    signed = rf"(?:{agency}|agences?)"
    return _Words(
        date_words=frozenset(lists["date_words"]) | set(weekdays()) | set(months()),
        date_starts=tuple(lists["date_starts"]),
        byline=re.compile(rf"(?:{alternatives['bylines']})\s+.{{2,120}}$"),
        credit=re.compile(
            rf"(?:©|\(c\)|(?:^|[.\s(\[-])(?:{alternatives['credits']})\s*:)\s*[^.!?]{{2,90}}\.?\)?\]?$"
        ),
        agency_credit=re.compile(
            rf"(?:[/\\]\s*(?:{agency})(?:\s*[/,].{{0,40}})?|\b(?:{agency})\s*/\s*[A-ZÀ-Ý][^.!?]{{2,60}}|"
            rf"\b(?:via|VIA|par|by|photo|Photo)\s+(?:{agency})|"
            rf"[(\[](?:[Pp]hoto(?: by)?[\s:/]+)?[^()]{{0,50}}\b(?:{agency})[)\]]|"
            rf"[-–—.]\s*(?:{agency}))\.?\)?$"
        ),
        signed=re.compile(
            rf"\(?(?:[\w’'.&-]+\s){{0,6}}(?:avec|et|with|\+|/|,)\s*(?:l[’'])?{signed}"
            rf"(?:\s*(?:,|et|/)\s*(?:l[’'])?{signed})*\)?\.?$"
            rf"|\(?{signed}\)?\.?$"
        ),
        count=re.compile(
            rf"(?:\d[\d\s.,/:k+%-]*\s*)(?:{alternatives['counts']})?\.?$|(?:{alternatives['counts']})\s*[:(]?\s*\d+\)?$"
        ),
        reading=re.compile(
            rf"(?=.*\b(?:{alternatives['reading']})\b).*\b\d+\s*(?:{alternatives['minutes']})\b"
        ),
        broken_after=frozenset(lists["broken_after"]),
    )


@dataclass(slots=True)
class Line:
    """One line of a page. `start`, `end`: its place in the source, blanks around it excluded."""

    start: int
    end: int
    text: str
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
        return bool(_CUT.search(self.text))

    @property
    def item(self) -> bool:
        """An item of an enumeration."""
        return bool(_ITEM.match(self.text))

    @property
    def lower(self) -> bool:
        """It begins with a small letter."""
        return bool(_LOWER.match(self.text))

    @property
    def several(self) -> bool:
        """More than one sentence."""
        return bool(_SENTENCES.search(self.text))


def split(source: str) -> list[Line]:
    """The lines of `source`, wrapped ones put together again, each with its shape; no verdict yet."""
    spans = list(_spans(source))
    wrapped = _is_wrapped(spans)
    found: list[Line] = []
    for start, end, gap in spans:
        text = source[start:end]
        if found and not gap and _continues(found[-1], text, wrapped):
            joined = source[found[-1].start : end]
            found[-1] = _line(found[-1].start, end, joined.replace("\n", " "), found[-1].gap)
        else:
            found.append(_line(start, end, text, gap))
    return found


def _spans(source: str) -> Iterator[tuple[int, int, bool]]:
    """(start, end, an empty line before) of each line that is not blank."""
    place, gap = 0, True
    for raw in source.split("\n"):
        if len(raw) > _LOST_LINE and LOST_BREAKS.search(raw):
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
    last = normalise(before.text.rpartition(" ")[2].rpartition("'")[2].rpartition("’")[2])
    return before.words >= 3 and (len(before.text) >= 60 or last in page_words().broken_after)


def _line(start: int, end: int, text: str, gap: bool) -> Line:
    words = text.count(" ") + 1
    ends = bool(_END.search(text[-8:])) or (bool(_QUOTE_END.search(text)) and words > 12)
    prose = (
        (ends and words >= SHORTEST_SENTENCE and len(text) >= SHORTEST_PROSE)
        or len(text) > LONGEST_HEADLINE
        or _ends_early(text)
    )
    return Line(start, end, text, gap, words, ends, prose)


def _ends_early(text: str) -> bool:
    """Sentences with a word or two after the last stop: « … les autorités. Fin », « … dit-il. (AFP) »."""
    stop = max(text.rfind(". "), text.rfind("! "), text.rfind("? "), text.rfind("» "))
    return len(text) > SHORTEST_PROSE and stop > 0.8 * len(text)


def judge(lines: list[Line], furniture: Furniture) -> None:
    """Write on each line what its own words and shape tell."""
    for line in lines:
        line.mark = furniture.judge(
            line.text, line.prose and (line.words >= 12 or line.several), line.punctuated
        )
        if line.mark:
            line.why = line.mark.why
        elif len(line.text) <= _LONGEST_CAPTION:
            line.why = shape(line.text)


def shape(text: str) -> str:
    """Why the shape of a line makes it furniture; empty where it does not."""
    for why, pattern in _SHAPES:
        if pattern.search(text):
            return why
    known = page_words()
    if _COPYRIGHT.match(text) and len(text) <= _LONGEST_NOTE:
        return "copyright"
    normal = normalise(text)
    if known.count.match(normal):
        return "count"
    if known.credit.search(normal) or known.agency_credit.search(text):
        return "caption"
    return _note(text, normal, known) if len(text) <= _LONGEST_NOTE else ""


def _note(text: str, normal: str, known: _Words) -> str:
    """A short line of the page about the article: when, by whom, how long."""
    if len(text) <= 60 and known.reading.match(normal):
        return "reading time"
    if _is_date(normal, known):
        return "date"
    if known.signed.match(text):
        return "agency"
    return "byline" if known.byline.match(normal) and not _END.search(text) else ""


def _is_date(normal: str, known: _Words) -> bool:
    """The line says when the page was published, and hardly anything more."""
    if not _DIGITS.search(normal):
        return False
    if all(token in known.date_words for token in _TOKEN.findall(normal)):
        return True
    return normal.startswith(known.date_starts) and not _END.search(normal)
