"""French time expressions of the press: found in a text, then resolved to days against an anchor.

The convention is that of newspapers: a bare weekday is the nearest one that fits the tense of its verb,
the day of the article included; a month or a day without a year is near. Words and patterns are in
data/knowledge/time_words.yaml.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from analysis.language import time_calendar, time_relations, time_resolution
from analysis.language.text import normalise
from analysis.language.time_calendar import Interval
from analysis.language.time_grammar import DAY_FIGURE, FIGURES, YEAR, Grammar, Pattern, Values, grammar, token

__all__ = ["Interval", "TimeExpression", "find", "resolve"]

_REACH_BACK = 56  # how far before its trigger word an expression can begin: « entre le lundi 13 septembre et le … »
_REACH_ON = 110
_WORDS_BEFORE = 9  # the same in words, itself included: « dans la toute première semaine du mois de mars »
_WORDS_BEFORE_FIGURES = 4  # « entre le 13 et … »
# A class before its repeat lets a search skip from one of its letters to the next.
_WORD = re.compile(r"\w\w*")
_FIGURES = re.compile(r"\d\d*")
_INSIDE = re.compile(r"(?<=\w)\w")
_NUMERIC = re.compile(
    r"(?:(?P<year>(?:1[5-9]|20)\d\d)(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?=T\d\d|\b)"
    r"|(?P<day2>\d{1,2})(?P<mark2>[-/. ])(?P<month2>\d{1,2})(?P=mark2)(?P<year2>(?:1[5-9]|20)\d\d)"
    r"|(?P<day3>\d{1,2})(?P<mark3>[/])(?P<month3>\d{1,2})(?P=mark3)(?P<short3>\d\d)"
    r"|(?P<day4>\d\d)(?P<mark4>[-. ])(?P<month4>\d\d)(?P=mark4)(?P<short4>\d\d)"
    r"|(?P<day5>\d\d)/(?P<month5>[01]\d))(?![\w/-]|[.,]\d)"
    r"|(?P<day6>\d{1,2})[/ ](?P<month6>\d{1,2})(?:[/ ](?P<short6>\d\d))?(?![\w/-]|[.,]\d| [a-z]| \d)"
)
_DATE_MARKS = ("/", ".", "-", " ")
_RELATIVE = frozenset({"sameday", "sameunit", "later"})
_RESOLVERS = time_resolution.RESOLVERS | time_relations.RESOLVERS


@dataclass(frozen=True, slots=True)
class Form:
    """A parsed expression: its kind, the values of its words, whether it is a deadline (« d'ici »)."""

    kind: str
    values: Values
    until: bool = False


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression, text[start:end] == surface.

    `needs` says what else must be known: nothing (it gives its year), anchor (the day of the article),
    previous (what was said before: « le lendemain »). `form` is for `resolve` alone.
    """

    start: int
    end: int
    surface: str
    needs: str
    form: Form = field(repr=False, hash=False)


def find(text: str, normal: str | None = None) -> list[TimeExpression]:
    """Time expressions of `text` in order, leftmost and longest first, none overlapping.

    `normal` is `normalise(text)` where it is at hand. An expression never runs over a line break.
    """
    normal = normalise(text) if normal is None else normal
    rules = grammar()
    found: list[TimeExpression] = []
    position = 0
    for start, end, given in _places(normal, rules):
        if start < position or _in_a_name(text, start):
            continue
        parsed = (
            _numeric(normal, rules, start, end, given) if given else _around(text, normal, rules, start, end, position)
        )
        if parsed is None:
            continue
        floor = position
        left, position, form = parsed
        if form.kind != "none":
            found.append(_expression(text, normal, rules, floor, left, position, form))
    return found


def _in_a_name(text: str, start: int) -> bool:
    """« Jean-Noël » is nobody's Christmas."""
    return start > 1 and text[start - 1] == "-" and text[start].isupper() and text[start - 2].isalpha()


def _places(normal: str, rules: Grammar) -> list[tuple[int, int, re.Match[str] | None]]:
    """Where a time may be, in order: trigger words, numbers that look like one, dates in figures."""
    places: list[tuple[int, int, re.Match[str] | None]] = [(start, end, None) for start, end in rules.triggers(normal)]
    for figures in _FIGURES.finditer(normal):
        start, end = figures.span()
        before = normal[start - 1] if start else " "
        if (
            end - start > 4
            or before.isalnum()
            or before in "/.,"
            or (before == "-" and not normal[start - 2 : start - 1].isalpha())
        ):
            continue
        numeric = _NUMERIC.match(normal, start) if normal[end : end + 1] in _DATE_MARKS else None
        if numeric:
            places.append((start, numeric.end(), numeric))
        elif _is_time(normal, rules, start, end):
            places.append((start, end, None))
    return sorted(places, key=lambda place: (place[0], place[2] is None))


def _is_time(normal: str, rules: Grammar, start: int, end: int) -> bool:
    """Figures that can be a time with no word of time beside them: a year, a day after « le »."""
    if end - start == 4:
        return "1500" <= normal[start:end] < "2100"
    return end - start <= 2 and any(_word_before(normal, word, start) for word in rules.before_day)


def _word_before(normal: str, word: str, start: int) -> bool:
    left = start - 1 - len(word)
    return left >= 0 and normal.startswith(word + " ", left) and not normal[left - 1 : left].isalnum()


def _numeric(normal: str, rules: Grammar, start: int, end: int, found: re.Match[str]) -> tuple[int, int, Form] | None:
    values: dict[str, int | str] = {}
    for name, text in found.groupdict().items():
        plain = name.rstrip("23456")
        if text is not None and plain != "mark":
            values[{"short": "shortyear"}.get(plain, plain)] = int(text)
    article = rules.before_day[0]
    after_article = _word_before(normal, article, start)
    if not 1 <= int(values["month"]) <= 12 or not 1 <= int(values["day"]) <= 31:
        return None
    if found["day6"] and not after_article:
        return None  # « 2/3 » is a fraction, « le 2/3 » a day
    return (start - 1 - len(article) if after_article else start), end, Form("date", values)


def _around(text: str, normal: str, rules: Grammar, start: int, end: int, floor: int) -> tuple[int, int, Form] | None:
    """The expression that holds the trigger normal[start:end] and begins first, the longest of those."""
    low = max(floor, start - _REACH_BACK, text.rfind("\n", max(floor, start - _REACH_BACK), start) + 1)
    line_end = text.find("\n", end, end + _REACH_ON)
    limit = line_end if line_end >= 0 else min(len(normal), end + _REACH_ON)
    trigger = normal[start:end]
    if trigger.isdigit():
        trigger = YEAR if len(trigger) == 4 else DAY_FIGURE
    reach = _WORDS_BEFORE_FIGURES if trigger == DAY_FIGURE else _WORDS_BEFORE
    for left, word, second in _openings(normal, rules, low, start, end, limit, reach):
        best = _longest(text, normal, rules.candidates(word, second, trigger), left, start, limit)
        if best:
            return left, *best
    return None


def _openings(
    normal: str, rules: Grammar, low: int, start: int, end: int, limit: int, reach: int
) -> list[tuple[int, str, str]]:
    """Words from which an expression could run to the trigger without a word that none can hold: at most `reach`,
    in order, the trigger the last; where each begins, the word, the one after it."""
    trigger = _WORD.match(normal, start, end)
    if trigger is None or normal[start - 1 : start] == "_":
        return []
    after = _WORD.search(normal, trigger.end(), limit)
    word, second = token(trigger[0]), token(after[0]) if after else ""
    before = _WORD.findall(normal, low, start)
    if before and _INSIDE.match(normal, low):
        del before[0]  # the rest of a word
    openings: list[tuple[int, str, str]] = []
    while word == FIGURES or word in rules.vocabulary:
        openings.append((start, word, second if second in rules.seconds else ""))
        if not before or len(openings) == reach:
            break
        start = normal.rindex(before[-1], low, start)
        word, second = token(before.pop()), word
    openings.reverse()
    return openings


def _longest(
    text: str, normal: str, patterns: list[Pattern], start: int, trigger: int, limit: int
) -> tuple[int, Form] | None:
    """The end and form of the longest match of `patterns` at `start` that reaches beyond `trigger`."""
    best: tuple[int, Form] | None = None
    farthest = trigger
    for pattern in patterns:
        match = pattern.regex.match(normal, start, limit)
        if not match or match.end() <= farthest:
            continue
        end = start + len(match[0].rstrip(" "))
        if end <= farthest or (pattern.lower and _proper_name(text, match.start(pattern.lower))):
            continue
        values = pattern.values(match)
        if _possible(pattern.kind, values):
            best, farthest = (end, Form(pattern.kind, values, until="until" in values)), end
    return best


def _proper_name(text: str, start: int) -> bool:
    """Is the word at `start` written with a capital that no beginning of a sentence or line explains?"""
    if not text[start].isupper() or text[start : start + 3].isupper():
        return False
    before = text[max(0, start - 8) : start].rstrip(' \u00a0\u202f«"“(')
    return bool(before) and before[-1] not in ".!?…\n:;•–—-"


def _possible(kind: str, values: Values) -> bool:
    """Refuses days that no month has, and « les 3 et 10 mars » or « lundi et jeudi » as one run of days."""
    joined = bool(values.get("to")) and "between" not in values
    if kind == "dates":
        gap = int(values["day2"]) - int(values["day"])
        months = [name for name in values if name in ("month", "month2", "shortmonth")]
        if len(months) < 2 and (
            gap <= 0 and not ("month" not in values and "to" in values and gap < 0 and values["to"] == 0)
        ):
            return False
        return not joined or gap == 1 or len(months) == 2
    if kind == "weekdays":
        gap = (int(values["weekday2"]) - int(values["weekday"])) % 7
        return gap > 0 and (not joined or gap == 1)
    if kind in ("months", "years") and joined:
        name = "month" if kind == "months" else "year"
        return (int(values[f"{name}2"]) - int(values[name])) in (1, -11)
    return True


def _expression(text: str, normal: str, rules: Grammar, floor: int, start: int, end: int, form: Form) -> TimeExpression:
    """The expression, with the « d'ici » before it unless that is part of one already found."""
    stop = start - (normal[start - 1 : start] == " ")
    if normal.endswith(rules.until, 0, stop):
        words = next(words for words in rules.until if normal.endswith(words, 0, stop))
        if stop - len(words) >= floor:
            start = stop - len(words)
            form = Form(form.kind, form.values, until=True)
    return TimeExpression(start, end, text[start:end], _needs(form), form)


def _needs(form: Form) -> str:
    values = form.values
    if (
        form.kind in _RELATIVE
        or "follow" in values
        or "ofweekprevious" in values
        or "ofyearprevious" in values
        or (form.kind == "around" and not {"month", "holiday"} & set(values))
    ):
        return "previous"
    if {"year", "decade", "century"} & set(values) and not form.until:
        return "nothing"
    return "anchor"


def resolve(
    expression: TimeExpression, anchor: date | None, tense: str = "", previous: Interval | None = None
) -> Interval | None:
    """The days `expression` names, or None where they cannot be told.

    `anchor` is the day of the article, `tense` that of the governing verb (past, future, present, conditional
    or empty), `previous` what the expression before resolved to. What needs `previous` takes the anchor
    instead where there is none. Without an anchor only expressions that give their year resolve.
    """
    form = expression.form
    if anchor is None and expression.needs != "nothing":
        return None
    context = time_resolution.Context(anchor or date(2000, 1, 1), tense, previous)
    try:
        found = _RESOLVERS[form.kind](form.values, context)
    except (ValueError, OverflowError):  # beyond the years a date can have
        return None
    if found and form.until and found.end >= context.anchor:
        return time_calendar.within(context.anchor, found.end)
    return found
