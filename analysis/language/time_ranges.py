"""Two expressions that make one: a range (« du vendredi prochain au 1er octobre »), a weekday before its date.

What opens a range and what joins its ends is in data/knowledge/time_words.yaml.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from analysis.language.time_calendar import PRECISIONS, Interval
from analysis.language.time_forms import CALENDAR, Form, TimeExpression
from analysis.language.time_resolution import Context
from analysis.language.words import alternatives

_REACH = 20  # characters an opening can take before the first end: « à compter du »
_MOVED_REACH = 40  # and the verb before that: « la rencontre a été reportée de »
_GAP = 24  # characters at most between two ends: « à 18 heures jusqu'au »
_HOUR = r" ?(?:(?:a|vers|-) )?(?:\d{1,2} ?(?:h|:|heures) ?\d{0,2} )?"
_ENDS = CALENDAR - {"dates", "months"} | {"weekday", "deictic", "unit", "isoweek", "around"}
_DASHED = frozenset({"date", "month"})
_BEFORE_DATE = re.compile(r",? (?:le )?")


class _Joint(NamedTuple):
    """What opens a range, before its first end or as its own first words (None: nothing); what links the ends."""

    before: re.Pattern[str] | None
    own: re.Pattern[str] | None
    link: re.Pattern[str]


class Joints:
    """Which words join two expressions into one."""

    def __init__(self, source: Mapping[str, Any]) -> None:
        self._joints = [_joint(rule["open"], rule["to"]) for rule in source["joints"]]
        # « reportée de mars à mai » moves a day and is no range.
        self._moved = re.compile(rf"\b(?:{alternatives(source['moved'])})")

    def join(self, found: Sequence[TimeExpression], text: str, normal: str) -> list[TimeExpression]:
        """`found`, in which the ends of a range are one expression, and so are a weekday and its date in figures."""
        joined: list[TimeExpression] = []
        for expression in found:
            whole = self._whole(joined, expression, text, normal)
            if whole:
                joined[-1] = whole
            else:
                joined.append(expression)
        return joined

    def _whole(
        self, before: Sequence[TimeExpression], last: TimeExpression, text: str, normal: str
    ) -> TimeExpression | None:
        if not before or last.start - before[-1].end > _GAP:
            return None
        first = before[-1]
        gap = normal[first.end : last.start]
        if "\n" in text[first.end : last.start]:
            return None
        if _dated_weekday(first.form) and last.form.kind == "date" and _BEFORE_DATE.fullmatch(gap):
            return _spanning(text, first.start, last.end, last.form)
        if first.form.until or last.form.until or not {first.form.kind, last.form.kind} <= _ENDS:
            return None
        start = self._opened(first, last, gap, before[-2].end if len(before) > 1 else 0, normal)
        if start is None:
            return None
        return _spanning(text, start, last.end, Form("range", {}, ends=(first.form, last.form)))

    def _opened(self, first: TimeExpression, last: TimeExpression, gap: str, floor: int, normal: str) -> int | None:
        """Where the range from `first` to `last` begins; None where no words make one of them."""
        for before, own, link in self._joints:
            # Words of the link can be the first ones of the last end: « jusqu'à la mi-mai ».
            linked = link.match(normal, first.end, last.end)
            if not linked or linked.end() < last.start:
                continue
            start: int | None = first.start
            if before and own:
                found = before.search(normal, max(floor, first.start - _REACH), first.start)
                start = found.start() if found else first.start if own.match(normal, first.start, first.end) else None
            elif "-" in gap and not {first.form.kind, last.form.kind} <= _DASHED:
                start = None
            if start is not None and not self._moved.search(normal, max(0, start - _MOVED_REACH), start):
                return start
        return None


def _joint(opening: Sequence[str], links: Sequence[str]) -> _Joint:
    before = re.compile(rf"{_words(opening)} ?\Z") if opening else None
    return _Joint(before, re.compile(_words(opening)) if opening else None, re.compile(f"{_HOUR} ?{_words(links)} ?"))


def _words(words: Sequence[str]) -> str:
    """Any of the words, whole; one that ends in an apostrophe goes on without a blank."""
    return rf"(?<!\w)(?:{alternatives(words)})(?:(?<=')|(?!\w))"


def _dated_weekday(form: Form) -> bool:
    return form.kind == "weekday" and form.values.keys() == {"weekday"} and not form.until


def _spanning(text: str, start: int, end: int, form: Form) -> TimeExpression:
    return TimeExpression(start, end, text[start:end], form.needs, form)


def days(form: Form, context: Context, resolve: Callable[[Form, Context], Interval | None]) -> Interval | None:
    """From the first day of one end of the range `form` to the last day of the other.

    The end that stands by itself (« hier », « mars 2015 ») is told first; the year of the other is the one that
    puts it on the right side of it.
    """
    assert form.ends
    first, last = form.ends
    if last.kind in CALENDAR and last.needs != "nothing" and (first.needs == "nothing" or first.kind not in CALENDAR):
        start = resolve(first, context)
        end = resolve(last, replace(context, anchor=start.start, governed="future")) if start else None
    else:
        end = resolve(last, context)
        lent = end and first.kind in CALENDAR and first.needs != "nothing"
        start = resolve(first, replace(context, anchor=end.end, governed="past") if end and lent else context)
    if not start or not end or start.start > end.end:
        return end or start
    coarser = max(start.precision, end.precision, key=PRECISIONS.index)
    return Interval(start.start, end.end, "season" if coarser == "month" else coarser)
