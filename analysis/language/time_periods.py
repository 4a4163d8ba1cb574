"""The months, seasons, quarters and fortnights that a parsed time expression names, seen from an anchor day."""

from datetime import date

from analysis.language import time_calendar as cal
from analysis.language.time_calendar import Interval
from analysis.language.time_patterns import Values
from analysis.language.time_resolution import MONTHS, Context, Resolver, choose, number, way_of, years


def in_month(values: Values, context: Context) -> Interval | None:
    """A month."""
    names = [name for name in ("month", "shortmonth") if name in values]
    found = [cal.month(year, number(values, names[0])) for year in years(values, context)]
    return found[0] if len(found) == 1 else choose(found, context, way_of(values))


def in_months(values: Values, context: Context) -> Interval | None:
    """From one month to another."""
    last_year = values.get("year2", values.get("year"))
    last = in_month(
        {
            "month": values["month2"],
            **({"year": last_year} if last_year else {}),
            **{name: values[name] for name in ("way", "ofyear") if name in values},
        },
        context,
    )
    if last is None:
        return None
    first, end = number(values, "month"), number(values, "month2")
    year = number(values, "year") if {"year", "year2"} <= values.keys() else last.start.year - (first > end)
    return Interval(date(year, first, 1), last.end, "season")


def in_season(values: Values, context: Context) -> Interval | None:
    """A season; winter is of the year in which it begins."""
    index = number(values, "season")
    reach = years(values, context, 2)
    found = [cal.season(index, year) for year in reach]
    return found[0] if len(found) == 1 else choose(found, context, way_of(values))


def in_quarter(values: Values, context: Context) -> Interval | None:
    """A quarter or half of a year."""
    length = MONTHS[str(values.get("period", "quarter"))]
    index = number(values, "quarter", number(values, "ordinal"))
    if index == -1 and not {"year", "ofyear"} & values.keys():  # « le dernier trimestre »: the one that is over
        index = (context.anchor.month - 1) // length or 12 // length
    index = index if index > 0 else 12 // length + 1 + index
    if index > 12 // length or index < 1:
        return None
    found = [cal.month(year, (index - 1) * length + 1, length, "season") for year in years(values, context)]
    return found[0] if len(found) == 1 else choose(found, context)


def in_fortnight(values: Values, context: Context) -> Interval | None:
    """First or second half of a month."""
    whole = in_month(values, context)
    if whole is None or number(values, "ordinal") not in (1, 2, -1):
        return None
    if number(values, "ordinal") == 1:
        return Interval(whole.start, whole.start.replace(day=15), "month")
    return Interval(whole.start.replace(day=15), whole.end, "month")


RESOLVERS: dict[str, Resolver] = {
    "month": in_month,
    "months": in_months,
    "season": in_season,
    "quarter": in_quarter,
    "fortnight": in_fortnight,
}
