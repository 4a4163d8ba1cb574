"""Time expressions: cases of our own, traps, duckling's public suite, hostile text."""

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.language.time_grammar import grammar
from analysis.language.times import Interval, find, resolve

ROOT = Path(__file__).resolve().parents[2]
CASES = json.loads((ROOT / "tests/cases/times.json").read_text(encoding="utf-8"))
DUCKLING = ROOT.parent / "shared" / "peers" / "duckling_fr_dates.json"
DUCKLING_FLOOR = 235
DUCKLING_DAY = date(2013, 2, 12)
WORDS = [
    "lundi",
    "le",
    "3",
    "mars",
    "2022",
    "de",
    "à",
    "dernière",
    "semaine",
    "il y a",
    "deux",
    "ans",
    "d'ici",
    "fin",
    "l'",
    "été",
    "et",
    "24/02/22",
    "du",
    "au",
    "\n",
    ".",
    "la veille",
    "jours",
    "plus tard",
    "années",
    "90",
    "premier",
    "en",
    "31",
    "février",
    "1er",
    "jusqu'au",
    "mi-mars",
    "soldats",
    "Moscou,",
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_case(case: dict[str, Any]) -> None:
    start, end, precision = case.get("before", ("", "", ""))
    previous = Interval(date.fromisoformat(start), date.fromisoformat(end), precision) if start else None
    found = [
        resolve(expression, date.fromisoformat(case["on"]), case["tense"], previous)
        for expression in find(case["text"])
    ]
    told = [(str(interval.start), str(interval.end), interval.precision) for interval in found if interval]
    assert told == ([(case["from"], case["to"], case["precision"])] if case["says"] else [])
    assert len(found) == len(told)


def _duckling_days(case: dict[str, Any]) -> tuple[date, date]:
    """First and last day; the suite writes 00 for what it leaves open, and ends the day after."""
    days = [
        date(int(year), int(month) or 1, int(day) or 1)
        for year, month, day in (text.split("-") for text in case["dates"])
    ]
    first = days[0]
    if len(days) == 2:
        return first, days[1] - timedelta(days=1)
    after = {
        "Day": first + timedelta(days=1),
        "Week": first + timedelta(days=7),
        "Year": date(first.year + 1, 1, 1),
        "Month": (first.replace(day=28) + timedelta(days=4)).replace(day=1),
    }[case["grain"]]
    return first, after - timedelta(days=1)


@pytest.mark.skipif(not DUCKLING.exists(), reason="the public suite (../shared/peers) is not beside this checkout")
def test_duckling_suite() -> None:
    content = json.loads(DUCKLING.read_text(encoding="utf-8"))
    cases = next(value for value in content.values() if isinstance(value, list))
    right = 0
    for case in cases:
        found = [resolve(expression, DUCKLING_DAY, "future") for expression in find(case["text"])]
        right += [(i.start, i.end) for i in found if i] == [_duckling_days(case)]
    assert right >= DUCKLING_FLOOR, f"{right} of {len(cases)}"


def test_every_pattern_of_the_data_compiles_and_can_begin() -> None:
    for pattern in grammar().patterns:
        assert pattern.regex.groups >= len(pattern.groups)
        assert pattern.head.first


def test_what_is_needed() -> None:
    needs = {
        expression.surface: expression.needs
        for expression in find("en 2019, lundi, la veille, trois jours plus tard, le mois suivant")
    }
    assert needs == {
        "en 2019": "nothing",
        "lundi": "anchor",
        "la veille": "previous",
        "trois jours plus tard": "previous",
        "le mois suivant": "previous",
    }


def test_without_an_anchor_only_what_gives_its_year_resolves() -> None:
    weekday, year = find("lundi, puis en mars 2020")
    assert resolve(weekday, None) is None
    assert resolve(year, None) == Interval(date(2020, 3, 1), date(2020, 3, 31), "month")


def test_told_from_an_event_is_found_and_never_resolved() -> None:
    for text in (
        "au lendemain de l'annonce",
        "trois jours après le vote",
        "à la veille du sommet",
        "le jour même de son élection",
    ):
        [expression] = find(f"Il a parlé {text}.")
        assert resolve(expression, date(2024, 5, 15), "past") is None


def test_a_past_verb_does_not_send_a_near_day_back_a_year() -> None:
    [expression] = find("Il a annoncé un sommet pour le 25 mai.")
    assert resolve(expression, date(2024, 5, 15), "past") == Interval(date(2024, 5, 25), date(2024, 5, 25), "day")


def test_an_expression_never_runs_over_a_line() -> None:
    assert [expression.surface for expression in find("Le 3\nmars 2022")] == ["mars 2022"] or find("Le 3\nmars 2022")[
        -1
    ].surface == "mars 2022"


@settings(deadline=None)  # patterns are compiled when first met
@given(
    st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join),
    st.dates(),
    st.sampled_from(["past", "future", "present", "conditional", ""]),
)
def test_any_heap_of_time_words(text: str, anchor: date, tense: str) -> None:
    found = find(text)
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))
    previous = None
    for expression in found:
        assert text[expression.start : expression.end] == expression.surface
        assert "\n" not in expression.surface
        interval = resolve(expression, anchor, tense, previous)
        assert interval is None or interval.start <= interval.end
        previous = interval or previous


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), max_size=6))
def test_what_is_remembered_of_other_texts_changes_nothing(texts: list[str]) -> None:
    memory = grammar().memory
    warm = [find(text) for text in texts]
    for text, found in zip(texts, warm, strict=True):
        memory.clear()
        assert find(text) == found


def test_a_habit_is_no_day() -> None:
    [expression] = find("Les musées ouvrent le week-end.")
    assert resolve(expression, date(2024, 5, 15), "present") is None
    assert resolve(expression, date(2024, 5, 15), "future") == Interval(date(2024, 5, 18), date(2024, 5, 19), "day")


def test_what_a_range_needs() -> None:
    needs = [
        find(text)[0].needs for text in ("du 3 mars au 5 avril 2020", "de mars 2020 à hier", "du 3 mars au lendemain")
    ]
    assert needs == ["nothing", "anchor", "previous"]


@settings(deadline=None)
@given(st.text())
def test_any_text(text: str) -> None:
    for expression in find(text):
        assert text[expression.start : expression.end] == expression.surface


@pytest.mark.parametrize(
    "piece",
    ["1", "le ", "lundi ", "le 3 ", "de 2022 ", "1/", "entre le 3 et ", " ", "12/12/", "d'ici ", "3, "],
)
def test_hostile_text_comes_to_an_end(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    assert all(re.search(r"\w", expression.surface) for expression in find(text))
