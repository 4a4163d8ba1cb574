"""Days, weeks, months, seasons and feasts of the calendar as intervals."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

SEASON_STARTS = ((3, 21), (6, 21), (9, 24), (12, 21))  # astronomical, as calendars print them
# A third of a month, two months of a year: what duckling's French rules call start, middle and end.
MONTH_PARTS = {"start": (1, 10), "middle": (10, 19), "end": (21, 31), "whole": (1, 31)}
YEAR_PARTS = {"start": (1, 2), "middle": (5, 8), "end": (11, 12), "whole": (1, 12)}
WEEK_PARTS = {"start": (0, 1), "middle": (2, 3), "end": (3, 6), "whole": (0, 6)}
DECADE_PARTS = {"start": (0, 3), "middle": (4, 6), "end": (7, 9), "whole": (0, 9)}
# The second new moon after the winter solstice; as the Hong Kong Observatory publishes it.
LUNAR_NEW_YEARS = {
    2010: (2, 14), 2011: (2, 3), 2012: (1, 23), 2013: (2, 10), 2014: (1, 31), 2015: (2, 19), 2016: (2, 8),
    2017: (1, 28), 2018: (2, 16), 2019: (2, 5), 2020: (1, 25), 2021: (2, 12), 2022: (2, 1), 2023: (1, 22),
    2024: (2, 10), 2025: (1, 29), 2026: (2, 17), 2027: (2, 6), 2028: (1, 26), 2029: (2, 13), 2030: (2, 3),
}  # fmt: skip
PRECISIONS = ("day", "week", "month", "season", "year")  # the finest first
# Widths (days) up to which « some time between » is known to the week, the month, the season.
_WIDTHS = ((1, "day"), (10, "week"), (45, "month"), (200, "season"))


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `start` to `end`, both included.

    `precision` is day, week, month, season or year. With day, the words name these very days, all of them;
    with any other, a day or days somewhere within, except that a count of weeks or months (« il y a trois
    semaines ») gives the one day so far away with the precision of its unit.
    """

    start: date
    end: date
    precision: str


def day(value: date) -> Interval:
    """One day."""
    return Interval(value, value, "day")


def shift(value: date, days: int) -> date:
    """`value` moved by `days`, held within the years that dates can have."""
    ordinal = min(max(value.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(ordinal)


def months_on(value: date, months: int) -> date:
    """The same day `months` later, or the last day of that month where it is shorter."""
    count = min(max(value.year * 12 + value.month - 1 + months, 12), 9999 * 12 + 11)
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(value.day, monthrange(year, month)[1]))


def month(year: int, number: int, length: int = 1, precision: str = "month") -> Interval:
    """`length` months from month `number` (1…12) of `year`."""
    first = date(year, number, 1)
    last = months_on(first, length - 1)
    return Interval(first, last.replace(day=monthrange(last.year, last.month)[1]), precision)


def year(number: int, length: int = 1) -> Interval:
    """`length` years from `number`."""
    return Interval(date(number, 1, 1), date(min(number + length - 1, 9999), 12, 31), "year")


def week(value: date) -> Interval:
    """Monday to Sunday around `value`."""
    monday = shift(value, -value.weekday())
    return Interval(monday, shift(monday, 6), "week")


def weekend(value: date) -> Interval:
    """Saturday and Sunday of the week of `value`."""
    saturday = shift(week(value).start, 5)
    return Interval(saturday, shift(saturday, 1), "day")


def season(number: int, in_year: int) -> Interval:
    """Season 0…3 (spring … winter) that begins in `in_year`."""
    start = date(in_year, *SEASON_STARTS[number])
    after = date(in_year + (number == 3), *SEASON_STARTS[(number + 1) % 4])
    return Interval(start, after - timedelta(days=1), "season")


def holiday(rule: str, in_year: int) -> date | None:
    """The day of `rule` in `in_year`: MM-DD, easter±N, orthodox±N, nth-MONTH-NTH-WEEKDAY, or lunar (the Chinese New
    Year, None outside the years of its table)."""
    if rule == "lunar":
        month_day = LUNAR_NEW_YEARS.get(in_year)
        return date(in_year, *month_day) if month_day else None
    if rule.startswith("nth-"):
        number, nth, weekday = map(int, rule.removeprefix("nth-").split("-"))
        first = date(in_year, number, 1)
        return shift(first, (weekday - first.weekday()) % 7 + 7 * (nth - 1))
    for name, method in (("easter", EASTER_WESTERN), ("orthodox", EASTER_ORTHODOX)):
        if rule.startswith(name):
            return shift(easter(in_year, method), int(rule.removeprefix(name)))
    number, day_of_month = map(int, rule.split("-"))
    return date(in_year, number, day_of_month)


def part_of(interval: Interval, part: str, unit: str) -> Interval:
    """Start, middle or end of a week, month, season, year or decade."""
    start = interval.start
    if unit == "week":
        first, last = WEEK_PARTS[part]
        return Interval(shift(start, first), shift(start, last), "week")
    if unit == "month":
        first, last = MONTH_PARTS[part]
        return Interval(start.replace(day=first), start.replace(day=min(last, interval.end.day)), "month")
    if unit == "year":
        first, last = YEAR_PARTS[part]
        return month(start.year, first, last - first + 1, "season")
    if unit == "decade":
        first, last = DECADE_PARTS[part]
        return year(start.year + first, last - first + 1)
    third = ((interval.end - start).days + 1) // 3
    index = {"start": 0, "middle": 1, "end": 2, "whole": 0}[part]
    end = interval.end if part in ("end", "whole") else shift(start, (index + 1) * third - 1)
    return Interval(shift(start, index * third), end, interval.precision)


def within(start: date, end: date) -> Interval:
    """Some day between `start` and `end`: the precision follows from the width."""
    width = (end - start).days + 1
    return Interval(start, end, next((name for days, name in _WIDTHS if width <= days), "year"))
