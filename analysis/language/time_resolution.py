"""From the values of a parsed time expression to the days it names, seen from an anchor day; longer stretches of time
are in time_periods.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from analysis.language import time_calendar as cal
from analysis.language.time_calendar import Interval
from analysis.language.time_patterns import Values

# The press tells the past: without a tense, a coming day is meant only when it is less than half as far.
PAST_BIAS = 2
DAYS_OF_WEEK = 7  # … but a bare weekday is simply the nearest
# « Il a annoncé un sommet le 10 mars »: the verb is past, the day is not. A day with its month but no year
# lies within weeks of the article, so a past verb does not send it back nearly a whole year.
NEAR_FUTURE_DAYS = 60
_YEARS_AROUND = 1  # a date without a year is looked for in the year of the anchor and its neighbours
_YEARS_TO_LEAP_DAY = 4
VAGUE = {
    "hour": (0, 0),
    "day": (2, 7),
    "week": (2, 6),
    "month": (2, 9),
    "quarter": (2, 4),
    "year": (2, 9),
    "decade": (2, 5),
    "century": (2, 5),
}  # « quelques », as readers take it, in units
RECENT = {"hour": 1, "day": 7, "week": 28, "month": 183, "quarter": 365, "year": 5 * 365, "decade": 30 * 365}
MONTHS = {"month": 1, "quarter": 3, "semester": 6, "year": 12, "decade": 120, "century": 1200}
FAR_YEARS = 3  # « il y a dix ans » is known to the year, « il y a deux ans » to the month


Tense: TypeAlias = str | Callable[[], str]  # or what tells it when it is asked: most expressions need none


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is seen from."""

    anchor: date
    governed: Tense
    previous: Interval | None

    @property
    def tense(self) -> str:
        """Tense of the verb that governs the expression."""
        return self.governed if isinstance(self.governed, str) else self.governed()

    @property
    def told(self) -> date:
        """The day spoken of before, else the anchor."""
        return self.previous.start if self.previous else self.anchor


Resolver: TypeAlias = Callable[[Values, Context], Interval | None]


def number(values: Values, name: str, default: int = 0) -> int:
    """A value as a number."""
    return int(values.get(name, default))


def choose(
    candidates: Iterable[Interval], context: Context, way: int | None = None, near: bool = False
) -> Interval | None:
    """The candidate that is meant: last (way −1), next (1), this (0), or by tense (None)."""
    found = sorted(candidates, key=lambda interval: interval.start)
    anchor = context.anchor
    if way == -1:
        return max((c for c in found if c.end < anchor), key=lambda c: c.start, default=None)
    if way == 1:
        return next((c for c in found if c.start > anchor), None)
    holding = next((c for c in found if c.start <= anchor <= c.end), None)
    if holding:
        return holding
    past = max((c for c in found if c.end < anchor), key=lambda c: c.start, default=None)
    future = next((c for c in found if c.start > anchor), None)
    if not past or not future:
        return past or future
    behind, ahead = (anchor - past.end).days, (future.start - anchor).days
    tense = "" if way == 0 else context.tense
    if tense == "since":
        return past
    if tense == "past":
        return future if near and ahead <= NEAR_FUTURE_DAYS and behind > 3 * ahead else past
    if tense in ("future", "conditional"):
        return future
    bias = 1 if way == 0 or ahead + behind <= DAYS_OF_WEEK else PAST_BIAS
    return future if ahead * bias < behind else past


def years(values: Values, context: Context, reach: int = _YEARS_AROUND) -> Iterator[int]:
    """The years an expression can be in: the one it gives, or those around the anchor."""
    if "year" in values:
        yield number(values, "year")
    elif "shortyear" in values:
        short = number(values, "shortyear")
        yield short + (2000 if short <= context.anchor.year % 100 + 10 else 1900)
    elif "oldyear" in values:
        yield 1900 + number(values, "oldyear")
    elif "ofyear" in values:
        yield context.anchor.year + number(values, "ofyear")
    elif "ofyearprevious" in values:
        yield context.told.year + number(values, "ofyearprevious")
    else:
        yield from range(max(context.anchor.year - reach, 1), min(context.anchor.year + reach, 9998) + 1)


def way_of(values: Values) -> int | None:
    """Last (−1), next (1), or None where the words do not say."""
    return number(values, "way") if "way" in values else None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _dated(values: Values, context: Context, suffix: str = "") -> Iterator[Interval]:
    """Days with this number, month and weekday, in the years they can be in."""
    day, weekday = number(values, f"day{suffix}"), values.get(f"weekday{suffix}")
    months = [number(values, name) for name in (f"month{suffix}", "month", "shortmonth") if name in values][
        :1
    ] or range(1, 13)
    if "ofmonth" in values:
        first = cal.months_on(context.anchor.replace(day=1), number(values, "ofmonth"))
        found = [_valid(first.year, first.month, day)]
    else:
        reach = _YEARS_TO_LEAP_DAY if (day, months) == (29, [2]) else _YEARS_AROUND
        found = [_valid(year, month, day) for year in years(values, context, reach) for month in months]
    for value in found:
        if value and (weekday is None or value.weekday() == weekday or "year" in values):
            yield cal.day(value)


def on_date(values: Values, context: Context) -> Interval | None:
    """A day told by its number, with what else is given of it."""
    values = dict(values)
    values.setdefault("day", values.get("figure", values.get("ordinal", 0)))
    candidates = list(_dated(values, context))
    if "weekday" in values and "month" in values:
        dated = list(_dated({name: value for name, value in values.items() if name != "weekday"}, context))
        news = [told for told in dated if abs((told.start - context.anchor).days) < DAYS_OF_WEEK]
        if not candidates or news and news[0] not in candidates:  # the weekday is wrong: trust the date
            candidates = news or dated
    if "year" in values or "ofyear" in values or "shortyear" in values or "ofmonth" in values:
        return candidates[0] if candidates else None
    return choose(candidates, context, way_of(values), near=bool({"month", "shortmonth", "weekday"} & values.keys()))


def on_dates(values: Values, context: Context) -> Interval | None:
    """A run of days; each end lends the other what it leaves out."""
    values = dict(values)
    if "month2" not in values and "shortmonth" not in values and "month" in values:
        values["month2"] = values["month"]
    if "day3" in values:  # « les 3, 4 et 5 mars »
        values["day2"], values["month2"] = values["day3"], values["month"]
    second = {"day": values["day2"], "year": values.get("year2", values.get("year"))}
    second |= {
        "month": values.get("month2", values.get("shortmonth")),
        "way": values.get("way"),
        "ofyear": values.get("ofyear"),
        "ofmonth": values.get("ofmonth"),
    }
    last = on_date({name: value for name, value in second.items() if value is not None}, context)
    if last is None:
        return None
    months = ("month" in values and "month2" in values) or ("month2" not in values and "shortmonth" not in values)
    first_month = number(values, "month") if months and "month" in values else last.start.month
    year = number(values, "year", last.start.year) if "year2" in values else last.start.year
    if first_month > last.start.month and "year2" not in values:
        year -= 1
    first = _valid(year, first_month, number(values, "day"))
    if first and first > last.start and "month" not in values:  # « du 30 au 2 »
        first = cal.months_on(first, -1)
    return Interval(first, last.end, "day") if first and first <= last.end else None


def on_weekday(values: Values, context: Context) -> Interval | None:
    """A weekday, by tense, by what was said before or by the words beside it."""
    weekday = number(values, "weekday")
    ahead = (weekday - context.anchor.weekday()) % DAYS_OF_WEEK
    if "weeks" in values:  # « en huit », « en quinze »: counted from the coming one
        return cal.day(cal.shift(context.anchor, ahead + DAYS_OF_WEEK * number(values, "weeks")))
    base = _week_spoken_of(values, context)
    if base:
        return cal.day(cal.shift(cal.week(base).start, weekday))
    if "follow" in values:
        told, step = context.told, number(values, "follow")
        gap = (weekday - told.weekday()) % 7 if step > 0 else (told.weekday() - weekday) % 7
        return cal.day(cal.shift(told, step * (gap or 7)))
    return cal.day(cal.shift(context.anchor, _weekday_meant(ahead, way_of(values), context)))


def _weekday_meant(ahead: int, way: int | None, context: Context) -> int:
    """Days from the anchor to the weekday that is meant, where the coming one is `ahead` days away (0: today)."""
    if way == 1:
        return ahead or DAYS_OF_WEEK
    if way == -1:
        return ahead - DAYS_OF_WEEK
    if not ahead or (tense := context.tense) in ("future", "conditional"):
        return ahead
    nearer_ahead = 2 * ahead < DAYS_OF_WEEK and tense not in ("past", "since")
    return ahead if nearer_ahead else ahead - DAYS_OF_WEEK


def _week_spoken_of(values: Values, context: Context) -> date | None:
    """A day of the week that holds the weekday, where the words or what was said before tell it."""
    if "ofweek" in values:
        return cal.shift(context.anchor, 7 * number(values, "ofweek"))
    if "ofweekprevious" in values:
        return cal.shift(context.told, 7 * number(values, "ofweekprevious"))
    previous = context.previous
    if (
        previous
        and previous.precision == "week"
        and previous.start > context.anchor
        and (previous.end - previous.start).days < 7
        and not {"way", "follow"} & set(values)
        and context.tense != "past"
    ):
        return previous.start  # after « la semaine prochaine », weekdays to come are of that week
    return None


def on_weekdays(values: Values, context: Context) -> Interval | None:
    """From one weekday to another."""
    last_name = "weekday3" if "weekday3" in values else "weekday2"
    length = (number(values, last_name) - number(values, "weekday")) % 7
    if "ofweek" in values or context.tense in ("future", "conditional", ""):
        first = on_weekday(values, context)
        return Interval(first.start, cal.shift(first.start, length), "day") if first else None
    last = on_weekday(dict(values) | {"weekday": values[last_name]}, context)
    return Interval(cal.shift(last.start, -length), last.end, "day") if last else None


def on_deictic(values: Values, context: Context) -> Interval | None:
    """« hier », « demain », « ce soir »."""
    return cal.day(cal.shift(context.anchor, number(values, "deictic")))


def on_last_night(values: Values, context: Context) -> Interval | None:
    """The night before the day of the article."""
    return Interval(cal.shift(context.anchor, -1), context.anchor, "day")


RESOLVERS: dict[str, Resolver] = {
    "date": on_date,
    "dates": on_dates,
    "weekday": on_weekday,
    "weekdays": on_weekdays,
    "deictic": on_deictic,
    "lastnight": on_last_night,
}
