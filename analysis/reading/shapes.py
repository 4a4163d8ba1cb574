"""What the shape of a single line tells: a date line, a byline, a credit, a breadcrumb, left-over markup."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from analysis.knowledge import FOLDER, KnowledgeError
from analysis.reading.datewords import months, weekdays

_AD = re.compile(r"^\[?/?ads?(?:_\d+)?\]?$|^\[/?ad_\d+\]|adsbygoogle", re.I)
_MARKUP_SIGN = re.compile(r"[\[\]{}<>=&%!]|function|window|document")
_MARKUP = re.compile(
    r'^[\[{]\s*["{\]}]|"@(?:context|type|graph)"|^[\]})]+[;,]?$|\bfunction\s*\(|\bwindow\.|\bdocument\.|'
    r"^(?:var|const|let)\s+\w+\s*=|!important|^[.#@]?[\w-]+\s*\{[^}]*(?:\}|$)|^</?\w+[^>]*>$|"
    r"^\[/?[\w-]+(?:\s[^\]]*)?=[^\]]*\]$|^\[(?:caption|embed|gallery|video|audio|playlist|vc_\w+|/\w+)[^\]]*\]|"
    r"^(?:data|aria)-[\w-]+=|&nbsp;$|^%\w+%$"
)
_LINK = re.compile(r"^(?:https?://\S+|www\.\S+|\S+@\S+\.\w{2,}|(?:[#@]\w[\w-]*[\s,]*)+|pic\.twitter\.com/\S+)$")
_BREADCRUMB = re.compile(r"^[^/>›»|→.]{2,32}(?:(?:\s/\s|\s?[>›»|→]\s?)[^/>›»|→]{2,160}){2,7}$")
_ORNAMENT = re.compile(r"^[\W_]+$")
_LAST_WORD = re.compile(r"[A-ZÀ-Ý][^\s]*$")
_STOP = re.compile(r"[.!?…][\s»”\"'’)\]]*$")
_COPYRIGHT = re.compile(r"^(?:©|\([cC]\)|copyright)\s*(?:copyright\s*)?(?:©\s*)?(?:\d{4}|\w)", re.I)
_DIGITS = re.compile(r"\d+")
_TOKEN = re.compile(r"[a-z]+")
# A credit is short: a longer line with an agency at its end is a paragraph.
_LONGEST_CAPTION, _LONGEST_NOTE, _LONGEST_COUNT = 420, 160, 60
_CREDIT_REACH = 110  # characters at the end of a line in which its credit stands


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
        key: "|".join(re.escape(word) for word in sorted(found, key=len, reverse=True)) for key, found in lists.items()
    }
    agency = alternatives["agencies"]
    signed = rf"(?:{agency}|agences?)"
    return _Words(
        date_words=frozenset(lists["date_words"]) | set(weekdays()) | set(months()),
        date_starts=tuple(lists["date_starts"]),
        byline=re.compile(rf"(?:{alternatives['bylines']})\s+.{{2,120}}$"),
        credit=re.compile(rf"(?:©|\(c\)|(?:^|[.\s(\[-])(?:{alternatives['credits']})\s*:)\s*[^.!?]{{2,90}}\.?\)?\]?$"),
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
        reading=re.compile(rf"(?=.*\b(?:{alternatives['reading']})\b).*\b\d+\s*(?:{alternatives['minutes']})\b"),
        broken_after=frozenset(lists["broken_after"]),
    )


def shape(text: str, normal: str) -> str:
    """Why the shape of a line makes it furniture; empty where it does not. `normal`: normalise(text)."""
    length = len(text)
    if length <= _LONGEST_COUNT and (_AD.search(text) or _ORNAMENT.match(text)):
        return "advertisement" if _AD.search(text) else "ornament"
    if _MARKUP_SIGN.search(text) and _MARKUP.search(text):
        return "markup residue"
    if " " not in text[:30] and _LINK.match(text):
        return "link"
    if length > _LONGEST_CAPTION:
        return ""
    known = page_words()
    if length <= _LONGEST_NOTE and (why := _note(text, normal, known)):
        return why
    return "caption" if _is_credited(text, normal, known) else ""


def _is_credited(text: str, normal: str, known: _Words) -> bool:
    """It ends in the name of who took the picture."""
    tail = normal[-_CREDIT_REACH:]
    if (":" in tail or "©" in tail or "(c)" in tail) and known.credit.search(tail):
        return True
    return bool(_LAST_WORD.search(text.rstrip(" .)]"))) and bool(known.agency_credit.search(text[-_CREDIT_REACH:]))


def _note(text: str, normal: str, known: _Words) -> str:
    """A short line of the page about the article: whose, when, by whom, how long."""
    if _COPYRIGHT.match(text):
        return "copyright"
    if len(text) <= _LONGEST_COUNT and known.count.match(normal):
        return "count"
    if len(text) <= 60 and known.reading.match(normal):
        return "reading time"
    if _is_date(normal, known):
        return "date"
    if known.signed.match(text):
        return "agency"
    if _BREADCRUMB.match(text):
        return "breadcrumb"
    return "byline" if known.byline.match(normal) and not _STOP.search(text) else ""


def _is_date(normal: str, known: _Words) -> bool:
    """The line says when the page was published, and hardly anything more."""
    if not _DIGITS.search(normal):
        return False
    if all(token in known.date_words for token in _TOKEN.findall(normal)):
        return True
    return normal.startswith(known.date_starts) and not _STOP.search(normal)
