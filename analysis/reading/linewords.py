"""The words that give away a line of a page by its shape, loaded from data/knowledge/page_lines.yaml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.knowledge import FOLDER, KnowledgeError
from analysis.language.word_files import values
from analysis.reading.datewords import all_months, all_weekdays

_LISTS = frozenset(
    (
        "date_words",
        "date_starts",
        "bylines",
        "byline_ends",
        "credits",
        "agencies",
        "picture_agencies",
        "told_by",
        "counts",
        "discussion",
        "reading",
        "minutes",
        "broken_after",
        "home",
        "small",
        "elided",
        "in_cities",
        "openers",
        "says_day",
        "within_headline",
        "updated",
        "french",
        "often",
        "documents",
    )
)


@dataclass(frozen=True, slots=True)
class Credits:
    """How pictures and dispatches are signed; capitals count, but in `credit`."""

    credit: re.Pattern[str]  # « photo : … », « © … » at the end of a line
    agency_credit: re.Pattern[str]  # an agency at the end of a line
    signed: re.Pattern[str]  # the whole line: « Le Figaro avec AFP »
    names_and_agency: re.Pattern[str]  # the whole line: « Jean Fictif AFP »
    agency_sign: re.Pattern[str]  # « © AFP », « © Photo … »: no owner of the page
    pictured: re.Pattern[str]  # an agency at the end that sells pictures alone
    signed_end: re.Pattern[str]  # after the last sentence of a dispatch: « -VNA »
    shouted: re.Pattern[str]  # « PHOTO JEAN FICTIF, … »


@dataclass(frozen=True, slots=True)
class LineWords:
    """The lists of page_lines.yaml, as sets and as patterns."""

    credits: Credits
    date_words: frozenset[str]
    date_starts: tuple[str, ...]
    byline: re.Pattern[str]
    told_by: re.Pattern[str]
    count: re.Pattern[str]
    discussion: re.Pattern[str]
    reading: re.Pattern[str]
    broken_after: frozenset[str]
    says_day: re.Pattern[str]
    crumbs: re.Pattern[str]
    small: re.Pattern[str]
    in_cities: str  # words between the parts of a city's name, as an expression
    openers: str  # with a capital: what may follow a bare place
    within_headline: frozenset[str]
    updated: re.Pattern[str]
    sourced: re.Pattern[str]  # « source … », at the head of a line
    led_in: re.Pattern[str]  # « publié le » and the like, at the end of what stands before a day
    french: frozenset[str]
    document: re.Pattern[str]  # how the title of a document begins that has its day in it
    often: tuple[str, ...]  # of these the most usual, between blanks: quickly looked for


@cache
def line_words(path: Path = FOLDER / "page_lines.yaml") -> LineWords:
    """The words of the file, read once per process. Raises KnowledgeError where a list is missing."""
    lists: dict[str, list[str]] = values(path)
    if missing := _LISTS - set(lists):
        raise KnowledgeError(f"{path}: lists missing: {', '.join(sorted(missing))}")
    if not all(isinstance(word, str) for found in lists.values() for word in found):
        raise KnowledgeError(f'{path}: every item is a word; quote "on", "y" and "no"')
    any_of = {
        key: "|".join(re.escape(word) for word in sorted(found, key=len, reverse=True)) for key, found in lists.items()
    }
    return LineWords(
        credits=_credits(any_of),
        date_words=frozenset(lists["date_words"]) | set(all_weekdays()) | set(all_months()),
        date_starts=tuple(lists["date_starts"]),
        byline=re.compile(rf"(?:{any_of['bylines']})\s+.{{2,120}}$|.{{2,80}}\b(?:{any_of['byline_ends']})$"),
        told_by=re.compile(rf"(?:{any_of['told_by']})\s?:\s?[^.!?]{{2,40}}$"),
        count=re.compile(
            rf"(?:\d[\d\s.,/:k+%-]*\s*)(?:{any_of['counts']})?\.?$|(?:{any_of['counts']})\s*[:(]?\s*\d+\)?$"
        ),
        discussion=re.compile(rf"\b(?:{any_of['discussion']})\b"),
        reading=re.compile(rf"(?=.*\b(?:{any_of['reading']})\b).*\b\d+\s*(?:{any_of['minutes']})\b"),
        broken_after=frozenset(lists["broken_after"]),
        says_day=re.compile(rf"\b(?:{any_of['says_day']})\b"),
        crumbs=re.compile(rf"(?i:{any_of['home']}) [A-ZÀ-Ý]"),
        small=re.compile(rf"\b(?:{any_of['small']})\b|\b(?:{any_of['elided']})'"),
        in_cities=any_of["in_cities"],
        openers=any_of["openers"],
        within_headline=frozenset(lists["within_headline"]),
        sourced=re.compile(rf"(?:{any_of['told_by']})\b"),
        led_in=re.compile(rf"\b(?:{any_of['date_starts']})(?: :| le)?\s?$"),
        updated=re.compile(rf"\b(?:{any_of['updated']})\b"),
        french=frozenset(lists["french"]),
        document=re.compile(rf"(?:{any_of['documents']})(?!\w)"),
        often=tuple(f" {word} " for word in lists["often"]),
    )


def _credits(any_of: Mapping[str, str]) -> Credits:
    agency, before = any_of["agencies"], any_of["credits"]
    signed = rf"(?:{agency}|agences?)"
    return Credits(
        credit=re.compile(rf"(?:©|\(c\)|(?:^|[.\s(\[-])(?:{before})\s*:)\s*[^.!?]{{2,90}}\.?\)?\]?$"),
        agency_credit=re.compile(
            rf"(?:[/\\]\s*(?:{agency})(?:\s*[/,].{{0,40}})?|(?:\b|(?<=\d))(?:{agency})\s*/\s*[A-ZÀ-Ý][^.!?]{{2,60}}|"
            rf"\b(?:via|VIA|par|by|photo|Photo)\s+(?:{agency})|"
            rf"[(\[]\s?(?:{agency})\s?[/–—-][^()]{{2,40}}[)\]]|"
            rf"\b(?:{agency})\s[-–—]\s(?:[A-ZÀ-Ý][\w’'.-]*\s?){{1,5}}|"
            rf"[(\[](?:[Pp]hoto(?: by)?[\s:/]+)?[^()]{{0,50}}\b(?:{agency})[)\]]|"
            rf"[-–—.]\s*(?:{agency}))\.?\)?$"
        ),
        signed=re.compile(
            rf"\(?(?:[\w’'.&-]+\s){{0,6}}(?:avec|et|with|\+|/|,)\s*(?:l[’'])?{signed}"
            rf"(?:\s*(?:,|et|/)\s*(?:l[’'])?{signed})*\)?\.?$"
            rf"|\(?{signed}\)?\.?$"
        ),
        names_and_agency=re.compile(rf"(?:[A-ZÀ-Ý][\w’'.-]*\s){{2,8}}(?:{agency})$"),
        agency_sign=re.compile(
            rf"(?:©|\([cC]\))\s*(?:(?:[A-ZÀ-Ý][\w’'.-]*[\s/,]+){{0,4}}(?:{agency})\b|(?i:{before})\s)"
        ),
        pictured=re.compile(rf"\b(?:{any_of['picture_agencies']})\)?\.?$"),
        signed_end=re.compile(rf"[.!?»”\"]\s*(?:[-–—/]\s?|\((?:avec )?)(?:{agency})(?:\s?/\s?(?:{agency}))*\)?\.?$"),
        shouted=re.compile(rf"(?:{before.upper()})\s[A-ZÀ-Ý][A-ZÀ-Ý'’. -]+[A-ZÀ-Ý],"),
    )
