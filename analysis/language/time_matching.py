"""Which pattern of the grammar holds a trigger word: the one that begins first, the longest of those.

What surrounds a time is much the same everywhere (« ce mardi à », « la semaine dernière, »): what was made of it
is remembered.
"""

import re
from typing import TypeAlias

from analysis.language.time_forms import Form
from analysis.language.time_grammar import WORDS_BEFORE, Grammar
from analysis.language.time_patterns import DAY_FIGURE, FIGURES, YEAR, Pattern, Values, token

_REACH_BACK = 56  # how far before its trigger word an expression can begin: « entre le lundi 13 septembre et le … »
_REACH_ON = 110
_WORDS_BEFORE_FIGURES = 4  # « entre le 13 et … »
_BEFORE_CAPITAL = 8  # characters before a capital that tell whether a sentence begins there
_REMEMBERED = 20_000  # surroundings kept, about 5 MB
_WORD = re.compile(r"\w\w*")  # a class before its repeat lets a search skip from one of its letters to the next
_INSIDE = re.compile(r"(?<=\w)\w")
_NEXT = re.compile(r"(\W{0,4})(\w*)(\W?\w*\W?)")
_DECIMAL = re.compile(r"\w\Z|\d[.,]\Z")  # figures after it are part of others
_PLURAL = re.compile(r"[a-z]{2,}[sx]")
Parsed: TypeAlias = tuple[int, int, Form]
Opening: TypeAlias = tuple[int, str, str]  # where it begins, the word, the one after it


def around(text: str, normal: str, rules: Grammar, start: int, end: int, floor: int) -> Parsed | None:
    """Start, end and form of the expression that holds the trigger normal[start:end], after `floor`."""
    low = max(floor, start - _REACH_BACK)
    low = max(low, text.rfind("\n", low, start) + 1)
    limit = text.find("\n", end, end + _REACH_ON)
    if limit < 0:
        limit = min(len(normal), end + _REACH_ON)
    first = max(low, start - rules.words_before(normal, low, start))
    key: tuple[int | str | bool, ...] = (
        start - first,
        end - start,
        *_surroundings(text, normal, rules, first, end, limit),
    )
    if key not in rules.memory:
        if len(rules.memory) >= _REMEMBERED:
            rules.memory.clear()
        parsed = _first(text, normal, rules, first, start, end, limit)
        rules.memory[key] = parsed and (parsed[0] - first, parsed[1] - first, parsed[2])
    known = rules.memory[key]
    return known and (first + known[0], first + known[1], known[2])


def _surroundings(text: str, normal: str, rules: Grammar, first: int, end: int, limit: int) -> tuple[str | bool, ...]:
    """All that the patterns can see: the words they know around the trigger, and of what follows as much as their
    guards look at."""
    stop = rules.words_after(normal, end, limit)
    after = _NEXT.match(normal, stop, limit)
    marks, word, more = after.groups() if after else ("", "", "")
    if word not in rules.guards:
        word, more = "s" if _PLURAL.fullmatch(word) else "x" if word else "", ""
    elif not rules.guards[word]:
        more = more[:1]
    letter = text[first]
    if letter.isupper():
        return text[first:stop], _begins(text, first), marks, word, more
    decimal = letter.isdigit() and _DECIMAL.search(text, max(0, first - 2), first) is not None
    return text[first:stop], decimal, marks, word, more


def _first(text: str, normal: str, rules: Grammar, first: int, start: int, end: int, limit: int) -> Parsed | None:
    trigger = normal[start:end]
    if trigger.isdigit():
        trigger = YEAR if len(trigger) == 4 else DAY_FIGURE
    reach = _WORDS_BEFORE_FIGURES if trigger == DAY_FIGURE else WORDS_BEFORE
    for left, word, second in _openings(normal, rules, first, start, end, limit, reach):
        best = _longest(text, normal, rules.candidates(word, second, trigger), left, start, limit)
        if best:
            return left, *best
    return None


def _openings(normal: str, rules: Grammar, first: int, start: int, end: int, limit: int, reach: int) -> list[Opening]:
    """Words from which an expression could run to the trigger without a word that none can hold: at most `reach`,
    in order, the trigger the last."""
    trigger = _WORD.match(normal, start, end)
    if trigger is None or normal[start - 1 : start] == "_":
        return []
    after = _WORD.search(normal, trigger.end(), limit)
    word, second = token(trigger[0]), token(after[0]) if after else ""
    before = _WORD.findall(normal, first, start)
    if before and _INSIDE.match(normal, first):
        del before[0]  # the rest of a word
    openings: list[Opening] = []
    while word == FIGURES or word in rules.vocabulary:
        openings.append((start, word, second if second in rules.seconds else ""))
        if not before or len(openings) == reach:
            break
        start = normal.rindex(before[-1], first, start)
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
    return text[start].isupper() and not text[start : start + 3].isupper() and not _begins(text, start)


def _begins(text: str, start: int) -> bool:
    """Does a sentence, a line or a quotation begin at `start`?"""
    before = text[max(0, start - _BEFORE_CAPITAL) : start].rstrip(' \u00a0\u202f«"“(')
    return not before or before[-1] in ".!?…\n:;•–—-"


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
