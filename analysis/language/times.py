"""French time expressions of the press: found in a text, then resolved to days against an anchor.

The convention is that of newspapers: a bare weekday is the nearest one that fits the tense of its verb,
the day of the article included; a month or a day without a year is near. Words and patterns are in
data/knowledge/time_words.yaml.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from operator import itemgetter

from analysis.language import (
    time_calendar,
    time_matching,
    time_periods,
    time_ranges,
    time_relations,
    time_resolution,
)
from analysis.language.text import normalise
from analysis.language.time_calendar import Interval
from analysis.language.time_figures import figures
from analysis.language.time_forms import Form, TimeExpression
from analysis.language.time_grammar import Grammar, grammar
from analysis.language.time_resolution import Tense

__all__ = ["Interval", "TimeExpression", "find", "looks_back", "resolve"]

# Figures that no letter, figure or mark ties to others before them. The class comes first: a search skips to it.
_FIGURES = re.compile(r"[0-9](?<![\w/.,]\d)(?<![\W\d_]-\d)\d{0,3}(?!\d)")
_MORE_FIGURES = re.compile(r" ?[/.-]? ?\d")  # after figures: they can be a date
_FIRST_YEAR, _LAST_YEAR = "1500", "2099"  # numbers that can be years with no word of time beside them
_RESOLVERS = time_resolution.RESOLVERS | time_periods.RESOLVERS | time_relations.RESOLVERS


def find(text: str, normal: str | None = None) -> list[TimeExpression]:
    """Time expressions of `text` in order, leftmost and longest first, none overlapping.

    `normal` is `normalise(text)` where it is at hand. An expression never runs over a line break.
    """
    normal = normalise(text) if normal is None else normal
    rules = grammar()
    found: list[TimeExpression] = []
    position = 0
    for start, end, told in _places(normal, rules):
        if start < position or text[start - 1] == "-" and _in_a_name(text, start):
            continue
        parsed = (start, end, told) if told else time_matching.around(text, normal, rules, start, end, position)
        if parsed is None:
            continue
        floor = position
        left, position, form = parsed
        if form.kind != "none":
            found.append(_expression(text, normal, rules, floor, left, position, form))
    return rules.joints.join(found, text, normal)


def _in_a_name(text: str, start: int) -> bool:
    """After a hyphen: « Jean-Noël » is nobody's Christmas."""
    return start > 1 and text[start].isupper() and text[start - 2].isalpha()


def _places(normal: str, rules: Grammar) -> list[tuple[int, int, Form | None]]:
    """Where a time may be, in order: dates in figures, trigger words, numbers that look like a time."""
    words: list[tuple[int, int, Form | None]] = [(start, end, None) for start, end in rules.triggers(normal)]
    figures = list(_in_figures(normal, rules))
    if not figures:
        return words
    dates, numbers = ([one for one in figures if (one[2] is None) is bare] for bare in (False, True))
    return sorted([*dates, *words, *numbers], key=itemgetter(0))


def _in_figures(normal: str, rules: Grammar) -> Iterator[tuple[int, int, Form | None]]:
    for found in _FIGURES.finditer(normal):
        start, end = found.span()
        article = _article(normal, rules, start) if end - start <= 2 else ""
        told = figures(normal, start, article != "") if _MORE_FIGURES.match(normal, end) else None
        if told:
            opening = normal.rindex(article, 0, start) if article == rules.before_day[0] else start
            yield opening, told.end, Form(told.kind, told.values)
        elif article or (end - start == 4 and _FIRST_YEAR <= normal[start:end] <= _LAST_YEAR):
            yield start, end, None


def _article(normal: str, rules: Grammar, start: int) -> str:
    """The word after which figures can be a day (« le », « du »), where it stands before `start`."""
    before = normal[max(0, start - 8) : start]
    if not before.endswith(" "):
        return ""
    last = before.rstrip(" ").rpartition(" ")[2].rpartition("'")[2]  # « jusqu'au 20 »
    return last if last in rules.before_day else ""


def _expression(text: str, normal: str, rules: Grammar, floor: int, start: int, end: int, form: Form) -> TimeExpression:
    """The expression, with the « d'ici » before it unless that is part of one already found."""
    stop = start - (normal[start - 1 : start] == " ")
    if normal.endswith(rules.until, 0, stop):
        words = next(words for words in rules.until if normal.endswith(words, 0, stop))
        if stop - len(words) >= floor:
            start = stop - len(words)
            form = Form(form.kind, form.values, until=True)
    elif normal.endswith(rules.since, floor, stop) or normal.startswith(rules.since, start, end):
        form = Form(form.kind, form.values, since=True)
    return TimeExpression(start, end, text[start:end], form.needs, form)


def resolve(
    expression: TimeExpression, anchor: date | None, tense: Tense = "", previous: Interval | None = None
) -> Interval | None:
    """The days `expression` names, or None where they cannot be told.

    `anchor` is the day of the article, `tense` that of the governing verb (past, future, present, conditional
    or empty) or what tells it where it matters, `previous` what the expression before resolved to. What needs
    `previous` takes the anchor instead where there is none. Without an anchor only expressions that give their year
    resolve.
    """
    if anchor is None and expression.needs != "nothing":
        return None
    context = time_resolution.Context(anchor or date(2000, 1, 1), tense, previous)
    try:
        return _days(expression.form, context)
    except (ValueError, OverflowError):  # beyond the years a date can have
        return None


def looks_back(times: Iterable[TimeExpression]) -> bool:
    """Does it matter to the days of one of `times` what was said before: « la veille », Monday after « la semaine
    prochaine »?"""
    return any(time.needs == "previous" or time.form.values.get("span") == "week" for time in times)


def _days(form: Form, context: time_resolution.Context) -> Interval | None:
    if form.ends:
        return time_ranges.days(form, context, _days)
    if form.until or form.since:
        context = replace(context, governed="future" if form.until else "since")
    found = _RESOLVERS[form.kind](form.values, context)
    if found and form.until and found.end >= context.anchor:
        return time_calendar.within(context.anchor, found.end)
    return found
