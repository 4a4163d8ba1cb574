"""The place, day and agency that open a dispatch: « Kyiv, Pékin », « PÉKIN, 3 mars (Xinhua) -- »."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from analysis.language.text import normalise
from analysis.language.words import alternatives as any_of
from analysis.reading.datewords import weekdays
from analysis.reading.linewords import line_words

_LONGEST_CITY = 2  # words of a city that is not known
_LONGEST = 45  # characters of an opening without a city
_DATE = r"(?:\d{1,2}(?:er)?\s+[a-zéû]+\.?(?:\s+\d{4})?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})"
_DASH, _START = r"(?:--?|–|—)", r"(?=[«“\"A-ZÀ-ÝŒ])"


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The ways in which a dispatch opens."""

    signed: re.Pattern[str]  # « PÉKIN, 3 mars (Xinhua) -- »
    signed_alone: re.Pattern[str]
    dashed: re.Pattern[str]  # « PÉKIN, 3 mars – »
    slashed: re.Pattern[str]  # « Tunis /TAP/ - »
    agency_first: re.Pattern[str]  # « APA/Dakar »
    bare: re.Pattern[str]  # « Kyiv, Pékin Les deux … »


@cache
def _patterns() -> _Patterns:
    words = line_words()
    city = rf"[A-ZÀ-ÝŒ][\w’'-]+(?:[ -](?:{words.in_cities}|[A-ZÀ-ÝŒ][\w’'-]*)){{0,3}}"
    day = rf"(?:,?\s(?:le\s)?(?:(?i:{any_of(weekdays())})\s)?{_DATE})"
    cities = rf"(?P<cities>{city}(?:\s?[,/]\s?{city})*)"
    return _Patterns(
        signed=re.compile(
            rf"^{cities}?{day}?,?\s*(?:[(\[](?P<agency>[^()\[\]]{{2,40}})[)\]])\s*{day}?\s*(?:{_DASH}|:|\.)\s*{_START}"
        ),
        signed_alone=re.compile(rf"^{cities}{day}?,?\s*(?:[(\[][^()\[\]]{{2,40}}[)\]]|/[^/]{{2,20}}/)\s*{_DASH}?$"),
        dashed=re.compile(rf"^{cities}(?P<day>{day})?\s*(?:{_DASH}|:)\s+{_START}"),
        slashed=re.compile(
            rf"^(?P<cities>{city})(?P<day>{day})?[.,]?\s*/(?P<agency>[A-ZÀ-Ý][^/]{{1,20}})/\.?\s*{_DASH}?\s*{_START}"
        ),
        agency_first=re.compile(rf"^[A-Z]{{2,6}}\s?/\s?(?P<cities>{city}(?:\s?/\s?{city})*)$"),
        bare=re.compile(rf"^(?P<cities>{city}(?:\s?[,/]\s?{city})*?)[.,]?\s+(?=(?:{words.openers}|L[’']|«)\b|«)"),
    )


def length(text: str, places: Collection[str]) -> int:
    """Length of the dateline that opens `text`, or 0. `places`: normalised names of cities and states."""
    known = _patterns()
    if (found := known.signed.match(text)) and (found["cities"] or found.end() <= _LONGEST):
        return found.end()
    if (found := known.dashed.match(text)) and (
        found["day"] or _shouted(found["cities"]) or _all_places(found["cities"], places)
    ):
        return found.end()
    if found := known.slashed.match(text):
        return found.end()
    if known.signed_alone.match(text) or (
        (found := known.agency_first.match(text)) and _all_places(found["cities"], places)
    ):
        return len(text)
    if (found := known.bare.match(text)) and _all_places(found["cities"], places):
        return found.end()
    return 0


def _shouted(cities: str) -> bool:
    """« PÉKIN », « NEW YORK »; more words in capitals are a kicker."""
    return cities.isupper() and len(cities.split()) <= _LONGEST_CITY


def _all_places(cities: str, places: Collection[str]) -> bool:
    return all(normalise(city).strip() in places for city in re.split(r"[,/]", cities))
