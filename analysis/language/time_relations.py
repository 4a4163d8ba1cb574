"""Times told by counting: years, units, shifts, windows, parts, feasts, days around a day."""

from datetime import date
from math import ceil

from analysis.language import time_calendar as cal
from analysis.language.time_calendar import Interval
from analysis.language.time_patterns import Values
from analysis.language.time_resolution import (
    FAR_YEARS,
    MONTHS,
    RECENT,
    VAGUE,
    Context,
    Resolver,
    choose,
    number,
    on_date,
    way_of,
    years,
)

_DAYS = {"day": 1, "week": 7}


def in_year(values: Values, context: Context) -> Interval | None:
    """A year, or the years from one to another."""
    first = number(values, "year")
    last = number(values, "year2", first)
    if "shortyear" in values:  # « 2014-15 »
        last = first - first % 100 + number(values, "shortyear")
    return cal.year(first, last - first + 1) if first <= last else None


def in_decade(values: Values, context: Context) -> Interval | None:
    """Ten years."""
    return cal.year(decade_start(values), 10)


def decade_start(values: Values) -> int:
    """First year of the decade; two figures are of the twentieth century, save 00 to 20."""
    short = number(values, "decade")
    return short if short >= 100 else short + (1900 if short > 20 else 2000)


def in_century(values: Values, context: Context) -> Interval | None:
    """A hundred years, from 1 to 00."""
    return cal.year((number(values, "century") - 1) * 100 + 1, 100)


def unit_around(unit: str, base: date, offset: int = 0) -> Interval:
    """The week, month, quarter … that holds `base`, or the one `offset` further."""
    if unit == "week":
        return cal.week(cal.shift(base, 7 * offset))
    if unit == "weekend":
        return cal.weekend(cal.shift(base, 7 * offset))
    length = MONTHS[unit]
    moved = cal.months_on(base.replace(day=1), length * offset)
    if unit in ("year", "decade", "century"):
        size = length // 12
        return cal.year(max(moved.year - moved.year % size if size > 1 else moved.year, 1), size)
    first = (moved.month - 1) // length * length + 1
    return cal.month(moved.year, first, length, "month" if length == 1 else "season")


def in_unit(values: Values, context: Context) -> Interval | None:
    """« la semaine dernière », « ce mois-ci », « l’année suivante »."""
    if "same" in values:  # « l'an dernier à la même époque »
        return unit_around("month", cal.months_on(context.told, 12 * number(values, "ofyear")))
    unit = str(values["span"])
    if "follow" in values:
        return unit_around(unit, context.told, number(values, "follow"))
    if "habit" in values and context.tense == "present":
        return None  # « les musées ouvrent le week-end »
    if unit == "weekend":
        around = [unit_around(unit, context.anchor, offset) for offset in (-2, -1, 0, 1)]
        return choose(around, context, number(values, "way") if "way" in values else 0 if not context.tense else None)
    return unit_around(unit, context.anchor, number(values, "way"))


def in_same_unit(values: Values, context: Context) -> Interval | None:
    """The year, month or week of what was said before."""
    return unit_around(str(values["sameunit"]), context.told)


def in_rest(values: Values, context: Context) -> Interval | None:
    """From the day of the article to the end of the unit (« plus tard cette semaine »), or from its beginning to it."""
    whole, anchor = unit_around(str(values["span"]), context.anchor), context.anchor
    if number(values, "side") > 0:
        return Interval(min(anchor, whole.end), whole.end, whole.precision)
    return Interval(whole.start, max(anchor, whole.start), whole.precision)


def in_iso_week(values: Values, context: Context) -> Interval | None:
    """A week by its number in the year (ISO 8601), or the last but so many."""
    week = number(values, "weeknumber", number(values, "ordinal"))
    year = next(iter(years(values, context)), 0) if {"year", "ofyear"} & values.keys() else context.anchor.year
    if week < 0:
        week += date(year, 12, 28).isocalendar().week + 1  # 28 December is always in the last
    return cal.week(date.fromisocalendar(year, week, 1))


def in_week_of(values: Values, context: Context) -> Interval | None:
    """The week or week-end of a date or a feast."""
    if "holiday" in values:
        found = on_holiday(values, context)
    else:
        values = {name: value for name, value in values.items() if name not in ("weekday", "span", "figure")}
        found = on_date(values, context)
    return unit_around("weekend" if values.get("span") == "weekend" else "week", found.start) if found else None


def on_same_day(values: Values, context: Context) -> Interval | None:
    """The day spoken of before."""
    return cal.day(context.told)


def shifted(values: Values, context: Context) -> Interval | None:
    """Counted from the day of the article: « il y a », « dans »."""
    return _shift(values, context.anchor)


def later(values: Values, context: Context) -> Interval | None:
    """Counted from the day spoken of before (« plus tard », « auparavant ») or from « hier », « demain »."""
    named = "deictic" in values
    return _shift(values, cal.shift(context.anchor, number(values, "deictic")) if named else context.told)


def _shift(values: Values, base: date) -> Interval | None:
    sign, unit = number(values, "sign"), str(values["unit"])
    if "unit2" in values:  # « il y a un mois et dix jours »
        moved = _moved(base, unit, sign * number(values, "number"))
        return cal.day(_moved(moved, str(values["unit2"]), sign * number(values, "number2")))
    if "few" in values:
        near, far = VAGUE[unit]
        return _span(base, unit, sign * near, sign * far)
    count = number(values, "number")
    approx = sum(number(values, name) for name in ("approx", "approx2"))
    if approx or "within" in values:
        low, high = (count, count + 1) if approx > 0 else (0, count)
        return _span(base, unit, sign * low, sign * high)
    return _exact(base, unit, sign * count, sign * number(values, "half"))


def _moved(base: date, unit: str, count: int) -> date:
    if unit == "hour":
        return cal.shift(base, int(count / 24))  # whole days only, towards the base
    if unit in _DAYS:
        return cal.shift(base, _DAYS[unit] * count)
    return cal.months_on(base, MONTHS[unit] * count)


def _span(base: date, unit: str, one: int, other: int) -> Interval:
    ends = sorted((_moved(base, unit, one), _moved(base, unit, other)))
    return cal.within(ends[0], ends[1])


def _exact(base: date, unit: str, count: int, half: int) -> Interval:
    """So many units away: a day; for years the month, for many years the year, as they are meant."""
    if half and unit in MONTHS:
        moved = cal.months_on(base, MONTHS[unit] * count + half * MONTHS[unit] // 2)
    else:
        moved = cal.shift(_moved(base, unit, count), half * _DAYS.get(unit, 0) // 2)
    if unit in ("hour", "day"):
        return cal.day(moved)
    if unit in ("week", "month", "quarter"):
        return Interval(moved, moved, "week" if unit == "week" else "month")
    if unit == "year" and abs(count) < FAR_YEARS:
        return unit_around("month", moved)
    return unit_around("year", moved)


def in_window(values: Values, context: Context) -> Interval | None:
    """« ces dernières semaines », « les trois prochains jours »."""
    anchor = context.anchor
    if "around" in values:  # « ces jours-ci »
        return cal.within(cal.shift(anchor, -3), cal.shift(anchor, 3))
    unit = str(values["units"])
    way = number(values, "way", number(values, "follow"))
    base = context.told if "follow" in values else anchor
    if unit == "hour":
        days = ceil(number(values, "number", number(values, "number2", 24)) / 24)
        return Interval(min(anchor, cal.shift(anchor, way * days)), max(anchor, cal.shift(anchor, way * days)), "day")
    count = values.get("number", values.get("number2"))
    if count is None:
        reach = cal.shift(anchor, way * RECENT[unit])
        precision = {"day": "week", "week": "week", "month": "month"}.get(unit, "year")
        return Interval(min(anchor, reach), max(anchor, reach), precision)
    return _whole_units(unit, base, int(count), way)


def _whole_units(unit: str, base: date, count: int, way: int) -> Interval:
    """The `count` units before or after the one that holds `base`."""
    if unit == "day":
        ends = sorted((cal.shift(base, way), cal.shift(base, way * count)))
        return Interval(ends[0], ends[1], "day")
    near, far = unit_around(unit, base, way), unit_around(unit, base, way * count)
    return Interval(min(near.start, far.start), max(near.end, far.end), near.precision)


def in_part(values: Values, context: Context) -> Interval | None:
    """« début », « mi- », « fin » of a month, a year, a week …"""
    part, way = str(values["part"]), way_of(values)
    if "century" in values:
        start = (number(values, "century") - 1) * 100 + 1
        first = {"start": 0, "middle": 34, "end": 67, "whole": 0}[part]
        return cal.year(start + first, 100 if part == "whole" else 33)
    if "decade" in values:
        return cal.part_of(cal.year(decade_start(values), 10), part, "decade")
    if "season" in values:
        wholes = [cal.season(number(values, "season"), year) for year in years(values, context, 2)]
        unit = "season"
    elif "month" in values:
        wholes = [cal.month(year, number(values, "month")) for year in years(values, context)]
        unit = "month"
    elif "year" in values:
        wholes, unit = [cal.year(number(values, "year"))], "year"
    else:
        unit = str(values["span"])
        base = context.told if "follow" in values else context.anchor
        offset = values.get("way", values.get("follow"))
        wholes = [unit_around(unit, base, step) for step in ([int(offset)] if offset is not None else [-1, 0, 1])]
        way = None
    found = [cal.part_of(whole, part, unit) for whole in wholes]
    return found[0] if len(found) == 1 else choose(found, context, way)


def on_nth(values: Values, context: Context) -> Interval | None:
    """« premier mercredi de mars », « dernière semaine de mars »; weeks are whole within the month."""
    if "ofmonth" in values:
        months = [unit_around("month", context.anchor, number(values, "ofmonth"))]
    else:
        months = [cal.month(year, number(values, "month")) for year in years(values, context)]
    found = [interval for whole in months if (interval := _nth_in(whole, values))]
    return (found[0] if found else None) if len(months) == 1 else choose(found, context, way_of(values))


def _nth_in(whole: Interval, values: Values) -> Interval | None:
    step = {"week": 7, "weekend": 7}.get(str(values.get("span")), 7 if "weekday" in values else 1)
    if "span" in values and step == 1:
        return None
    wanted = number(values, "weekday", 5 if values.get("span") == "weekend" else 0)
    ahead = (wanted - whole.start.weekday()) % 7 if step == 7 else 0
    length = {"week": 7, "weekend": 2}.get(str(values.get("span")), 1)
    starts = range((whole.start.toordinal() + ahead), whole.end.toordinal() - length + 2, step)
    nth = number(values, "ordinal", -1)
    index = nth - 1 if nth > 0 else len(starts) + nth
    if not 0 <= index < len(starts):
        return None
    start = date.fromordinal(starts[index])
    return Interval(start, cal.shift(start, length - 1), "week" if length == 7 else "day")


def on_holiday(values: Values, context: Context) -> Interval | None:
    """A feast, by the rule of its class."""
    rule = str(values["holiday"])
    found = [cal.day(day) for year in years(values, context) if (day := cal.holiday(rule, year))]
    return found[0] if len(found) == 1 else choose(found, context, way_of(values), near=True)


def around(values: Values, context: Context) -> Interval | None:
    """The day before or after a date, a feast or what was said before."""
    if "holiday" in values:
        base = on_holiday(values, context)
    elif "month" in values:
        base = on_date(values, context)
    else:
        base = cal.day(context.told)
        if number(values, "around") > 0 and context.previous:
            base = cal.day(context.previous.end)
    return cal.day(cal.shift(base.start, number(values, "around"))) if base else None


def unresolved(values: Values, context: Context) -> Interval | None:
    """Told from an event whose day the words do not give."""
    return None


RESOLVERS: dict[str, Resolver] = {
    "year": in_year,
    "years": in_year,
    "decade": in_decade,
    "century": in_century,
    "unit": in_unit,
    "sameunit": in_same_unit,
    "weekof": in_week_of,
    "rest": in_rest,
    "isoweek": in_iso_week,
    "sameday": on_same_day,
    "shift": shifted,
    "later": later,
    "window": in_window,
    "part": in_part,
    "nth": on_nth,
    "holiday": on_holiday,
    "around": around,
    "event": unresolved,
}
