"""Days, months and years as the press writes them, found in a normalised text: what dating needs, no more."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from babel.dates import get_day_names, get_month_names

from analysis.knowledge import FOLDER, KnowledgeError
from analysis.language.text import normalise
from analysis.language.time_grammar import grammar
from analysis.language.word_files import values
from analysis.language.words import alternatives as any_of


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date at normal[start:end], as far as the words give it; None for what they leave open."""

    start: int
    end: int
    weekday: int | None = None  # 0 is Monday
    last_weekday: int | None = None  # « de lundi à mercredi »
    day: int | None = None
    last_day: int | None = None  # « les 23 et 24 janvier »
    month: int | None = None
    year: int | None = None
    deictic: bool = False  # « ce mardi »
    ahead: bool = False  # the words say it is to come: « d'ici le jour de l'An »

    def on(self) -> date | None:
        """The day, where day, month and year are all given and it exists."""
        return day_of(self.year, self.month, self.day) if self.year and self.month and self.day else None


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


# The sections of dating.yaml.
# fmt: off
_SECTIONS = frozenset((
    "feasts", "ahead", "habit", "relative", "seasons", "anniversary", "approach", "years_ago", "former", "new", "modes",
    "ago", "years", "season_before", "month_before", "year_before", "day_joins", "this",
))
# fmt: on


@cache
def words() -> dict[str, Any]:
    """data/knowledge/dating.yaml. Raises KnowledgeError where a section is missing."""
    path = FOLDER / "dating.yaml"
    found = values(path)
    if missing := _SECTIONS - set(found):
        raise KnowledgeError(f"{path}: sections missing: {', '.join(sorted(missing))}")
    return dict(found)


@cache
def meanings(*kinds: str) -> dict[str, int]:
    """The words of some classes of time_words.yaml, in normal form and without a final stop → what they stand for."""
    classes = [grammar().classes[kind].values for kind in kinds]
    return {word.rstrip("."): int(value) for found in classes for word, value in found.items()}


def months() -> dict[str, int]:
    """Month names and the ways to cut them short → 1…12."""
    return meanings("month", "shortmonth")


def weekdays() -> dict[str, int]:
    """Weekday names → 0…6."""
    return meanings("weekday")


@cache
def all_months() -> dict[str, int]:
    """As `months`, with English names: software writes these on French pages."""
    return _english(get_month_names) | months()


@cache
def all_weekdays() -> dict[str, int]:
    """As `weekdays`, with their abbreviations and English ones, as date lines have them."""
    return _english(get_day_names) | weekdays() | meanings("shortweekday")


def _english(names: Callable[..., Mapping[int, str]]) -> dict[str, int]:
    return {
        normalise(name): day for width in ("wide", "abbreviated") for day, name in names(width, locale="en").items()
    }


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The core of each way to write a date, and what may stand just before it."""

    numbers: re.Pattern[str]  # where a date in figures may begin; quickly looked for
    days: re.Pattern[str]
    month_first: re.Pattern[str]
    numeric: re.Pattern[str]
    months: re.Pattern[str]
    years: re.Pattern[str]
    weekdays: re.Pattern[str]
    feasts: re.Pattern[str]
    range_before: re.Pattern[str]
    weekday_before: re.Pattern[str]
    any_weekday_before: re.Pattern[str]
    ahead_before: re.Pattern[str]
    this_before: re.Pattern[str]
    habit_before: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    month, week, lexicon = any_of(months()), any_of(weekdays()), words()
    year = r"(?:19|20)\d\d"
    return _Patterns(
        numbers=re.compile(r"\d{1,4}(?:er|ᵉʳ)?(?: - |\. |[ /.-])"),
        days=re.compile(
            rf"(?<![\d.,/:])(\d{{1,2}})(?:er|ᵉʳ)?(?: - |\. |[ -])(?:({any_of(all_months())})\b)\.?"
            rf"(?:(?: - |,? |-)({year})(?!\d)|[ -]'?(\d\d)(?=$| [-|•]| a \d))?"
        ),
        month_first=re.compile(rf"\b({any_of(all_months())})\b\.? (\d{{1,2}})(?:st|nd|rd|th)?,? ({year})(?!\d)"),
        numeric=re.compile(
            rf"(?<![\d./-])(?:({year})([-/.])(\d\d?)\2(\d\d?)|(\d{{1,2}})( - |[-/. ]) ?(\d{{1,2}})\6 ?({year})|"
            r"(\d{1,2})([-/.])(\d{1,2})\10(\d\d))(?![\d/-])"
        ),
        months=re.compile(
            rf"\b(?:(?:{any_of(lexicon['month_before'])}) ?)?"
            rf"\b({month})\b\.?(?: ({year})\b)?"
        ),
        years=re.compile(
            rf"\b(?:{any_of(lexicon['year_before'])}) ({year})\b"
            r"(?![-/]\d)"
        ),
        weekdays=re.compile(rf"\b({week})\b(?: (?:a|au) ({week})\b)?"),
        feasts=re.compile(rf"\b({any_of(lexicon['feasts'])})\b"),
        range_before=re.compile(rf"\b(?<!:)(\d{{1,2}})(?:er)? ?(?:{any_of(lexicon['day_joins'])}) ?(?:le |du )?$"),
        weekday_before=re.compile(rf"\b({week}) ?,? ?(?:le )?$"),
        any_weekday_before=re.compile(rf"\b({any_of(all_weekdays())})\.?,? $"),
        ahead_before=re.compile(rf"\b(?:{any_of(lexicon['ahead'])}) ?(?:le |la |l'|les )?$"),
        this_before=re.compile(rf"\b(?:{any_of(lexicon['this'])}) $"),
        habit_before=re.compile(rf"\b(?:{any_of(lexicon['habit'])}) $"),
    )


_CENTURY = 2000  # of years of two figures: pages of the web are young
_BACK = 30  # characters before a date in which what qualifies it stands


def mentions(normal: str) -> list[DateMention]:
    """The dates of a normalised text, in order, none overlapping."""
    found: list[DateMention] = []
    taken = bytearray(len(normal))
    for reader in (_numeric, _days, _month_first, _feasts, _months, _years, _weekdays):
        for mention in reader(normal):
            if not any(taken[mention.start : mention.end]):
                taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
                found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def _before(normal: str, start: int) -> str:
    return normal[max(0, start - _BACK) : start]


def _in_figures(pattern: re.Pattern[str], normal: str) -> Iterator[re.Match[str]]:
    """As pattern.finditer, of a pattern that begins with figures."""
    last = 0
    for number in _patterns().numbers.finditer(normal):
        if number.start() >= last and (found := pattern.match(normal, number.start())):
            last = found.end()
            yield found


def _numeric(normal: str) -> Iterator[DateMention]:
    for match in _in_figures(_patterns().numeric, normal):
        parts = match.group(*((1, 3, 4) if match[1] else (8, 7, 5) if match[8] else (12, 11, 9)))
        year, month, day = map(int, parts)
        year += _CENTURY if year < 100 else 0
        if match[5] and _is_american(normal, match.start(), year, month, day):
            month, day = day, month
        if day_of(year, month, day):
            yield DateMention(match.start(), match.end(), day=day, month=month, year=year)


def _is_american(normal: str, start: int, year: int, month: int, day: int) -> bool:
    """« jeu, 02/03/2022 »: the weekday before it proves that the month stands first, or no other reading is a day."""
    if not (swapped := day_of(year, day, month)):
        return False
    if not (given := day_of(year, month, day)):
        return True
    week = _patterns().any_weekday_before.search(_before(normal, start))
    return bool(week and given.weekday() != all_weekdays()[week[1]] == swapped.weekday())


def _days(normal: str) -> Iterator[DateMention]:
    for match in _in_figures(_patterns().days, normal):
        day, start, month = int(match[1]), match.start(), all_months()[match[2]]
        if not day_of(2024, month, day):
            continue
        last: int | None = None
        if (earlier := _patterns().range_before.search(_before(normal, start))) and 0 < int(earlier[1]) < day:
            start -= len(earlier[0])
            day, last = int(earlier[1]), day
        week = _patterns().weekday_before.search(_before(normal, start))
        start -= len(week[0]) if week else 0
        yield DateMention(
            start,
            match.end(),
            weekday=weekdays()[week[1]] if week else None,
            day=day,
            last_day=last,
            month=month,
            year=int(match[3]) if match[3] else _CENTURY + int(match[4]) if match[4] else None,
            ahead=_is_ahead(normal, start),
            deictic=_is_this(normal, start),
        )


def _month_first(normal: str) -> Iterator[DateMention]:
    for match in _patterns().month_first.finditer(normal):
        if day_of(2024, month := all_months()[match[1]], day := int(match[2])):
            yield DateMention(match.start(), match.end(), day=day, month=month, year=int(match[3]))


def _feasts(normal: str) -> Iterator[DateMention]:
    for match in _patterns().feasts.finditer(normal):
        month, day = words()["feasts"][match[1]]
        yield DateMention(match.start(), match.end(), day=day, month=month, ahead=_is_ahead(normal, match.start()))


def _months(normal: str) -> Iterator[DateMention]:
    for match in _patterns().months.finditer(normal):
        if match[2] or match[0] != match[1]:  # « mars » alone is a planet or a god
            yield DateMention(
                match.start(), match.end(), month=months()[match[1]], year=int(match[2]) if match[2] else None
            )


def _years(normal: str) -> Iterator[DateMention]:
    for match in _patterns().years.finditer(normal):
        yield DateMention(match.start(), match.end(), year=int(match[1]))


def _weekdays(normal: str) -> Iterator[DateMention]:
    for match in _patterns().weekdays.finditer(normal):
        if not _patterns().habit_before.search(_before(normal, match.start())):
            yield DateMention(
                match.start(),
                match.end(),
                weekday=weekdays()[match[1]],
                last_weekday=weekdays()[match[2]] if match[2] else None,
                deictic=_is_this(normal, match.start()),
            )


def _is_ahead(normal: str, start: int) -> bool:
    return bool(_patterns().ahead_before.search(_before(normal, start)))


def _is_this(normal: str, start: int) -> bool:
    return bool(_patterns().this_before.search(_before(normal, start)))
