"""Merging: which reports tell of one encounter, why, in which order they come, what the meeting then says.

The scenarios are in cases/merging.json: `articles` (day, outlet), `reports` (who: `name@side`, a name alone is its own
side; when: `2024-03-05`, `2024-03-05/2024-03-07`, `2024-W12`, `2024-03`, `2024-printemps`, `2024`, empty for unknown),
then `meetings` (the reports of each) or their `count`, and what the meeting of a report is to say.
"""

import json
import random
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import merging, tables
from analysis.merging.meeting import Meeting
from analysis.merging.rows import told_often, told_once
from analysis.merging.told import told
from analysis.reading.corrections import Line
from tests.rows import article, row

CASES = json.loads((Path(__file__).parent / "cases" / "merging.json").read_text(encoding="utf-8"))
SPRING = ("-03-21", "-06-20")


def days(when: str) -> tuple[str, str, str]:
    """First day, last day, precision."""
    if "/" in when:
        return (*when.split("/"), "day")  # type: ignore[return-value]
    if "W" in when:
        monday = date.fromisoformat(f"{when}-1")
        return str(monday), str(monday + timedelta(days=6)), "week"
    if when.endswith("printemps"):
        return when[:4] + SPRING[0], when[:4] + SPRING[1], "season"
    if len(when) == len("2024-03"):
        return f"{when}-01", str(pd.Timestamp(when).days_in_month).join((f"{when}-", "")), "month"
    if len(when) == len("2024"):
        return f"{when}-01-01", f"{when}-12-31", "year"
    return when, when, "day" if when else "unknown"


def report(told: dict[str, str]) -> dict[str, Any]:
    people = [who.partition("@") for who in told["who"].split("; ")]
    first, last, precision = days(told["when"])
    place, _, country = told.get("place", "").partition("@")
    return row(
        "reports",
        report_id=told["id"],
        article_id=told["id"][0],
        sentence=int(told["id"][1:]),
        participants=tables.join(name for name, _, _ in people),
        sides=tables.join(side or name for name, _, side in people),
        mode=told.get("mode", "in_person"),
        status=told.get("status", "held"),
        kind=told.get("kind", "bilateral"),
        start_date=first,
        end_date=last,
        date_precision=precision,
        place=place,
        country=country,
        cue=f"cue {told['id']}",
        same_as=told.get("same_as", ""),
    )


def merged(articles: dict[str, list[str]], reports: Iterable[dict[str, Any]], **more: Any) -> merging.Merged:
    rows = [article(name, published=day, outlet=outlet, source_id=name) for name, (day, outlet) in articles.items()]
    return merging.merge(tables.frame("reports", list(reports)), tables.frame("articles", rows), **more)


def groups(reports: pd.DataFrame) -> list[str]:
    return sorted(" ".join(sorted(told)) for _, told in reports.groupby("meeting_id")["report_id"])


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_scenario(case: dict[str, Any]) -> None:
    rows = [report(told) for told in case["reports"]]
    reports, meetings, _ = merged(case["articles"], rows)
    if "count" in case:
        assert len(meetings) == case["count"], groups(reports)
    else:
        assert groups(reports) == sorted(case["meetings"])
    meeting_of = reports.set_index("report_id")["meeting_id"]
    said = meetings.set_index("meeting_id")
    assert said.index.is_unique
    for name, wanted in case.get("expect", {}).items():
        found = said.loc[meeting_of[name]]
        assert {key: found[key] for key in wanted} == wanted
    for _ in range(3):
        random.Random(str(rows)).shuffle(rows)
        again = merged(case["articles"], rows)
        assert groups(again.reports) == groups(reports)
        pd.testing.assert_frame_equal(again.meetings, meetings)


def test_every_report_says_why_it_is_there() -> None:
    for case in CASES:
        reports, meetings, _ = merged(case["articles"], map(report, case["reports"]))
        told = [tables.split(cell) for cell in reports["joined_by"]]
        assert all(codes and set(codes) <= set(tables.JOINED_BY) for codes in told), case["name"]
        assert sum("first" in codes for codes in told) == len(meetings), case["name"]
        assert all(set(tables.split(cell)) <= set(tables.DOUBTS) for cell in meetings["doubts"])


def test_postponed_and_set_again_keeps_its_history() -> None:
    first = report({"id": "a1", "who": "Chine; Russie", "when": "2023-03-05", "status": "planned"})
    moved = report({"id": "a2", "who": "Chine; Russie", "when": "2023-03-01", "status": "postponed", "same_as": "a1"})
    _, meetings, _ = merged({"a": ["2023-02-20", "Le Fil"]}, [first, moved])
    assert meetings["history"].tolist() == ["2023-02-20 postponed (2023-03-01); 2023-02-20 planned (2023-03-05)"]


def many(count: int, seed: int) -> tuple[dict[str, list[str]], list[dict[str, Any]]]:
    rng = random.Random(seed)
    articles = {
        name: [
            rng.choice(("", "2024-02", str(date(2024, 1, 1) + timedelta(days=rng.randrange(90))))),
            f"Journal {name}",
        ]
        for name in "abcdefgh"
    }
    people = ("Xi Jinping@Chine", "Wang Yi@Chine", "Chine"), ("Vladimir Poutine@Russie", "Russie"), ("", "Inde")
    whens = ("", "2024", "2024-02", "2024-W06", "2024-printemps", *(f"2024-02-{day:02}" for day in range(1, 29)))
    reports = []
    for number in range(count):
        told = {
            "id": f"{rng.choice('abcdefgh')}{number}",
            "who": "; ".join(name for side in people if (name := rng.choice(side))),
            "when": rng.choice(whens),
            "place": rng.choice(("", "Moscou@Russie", "Pékin@Chine")),
        }
        for key, values in (("status", tables.STATUSES), ("mode", tables.MODES), ("kind", tables.KINDS)):
            told[key] = rng.choice(values)
        reports.append(report(told))
    return articles, reports


@pytest.mark.parametrize("seed", range(12))
def test_the_order_of_files_changes_nothing(seed: int) -> None:
    articles, rows = many(150, seed)
    found = []
    for _ in range(3):
        random.Random(seed).shuffle(rows)
        reports, meetings, _ = merged(articles, rows)
        assert meetings["meeting_id"].is_unique
        assert set(meetings["meeting_id"]) == set(reports["meeting_id"])
        found.append((reports.sort_values("report_id").to_csv(index=False), meetings.to_csv(index=False)))
    assert all(left == right for left, right in pairwise(found))


@pytest.mark.parametrize("seed", range(3))
def test_what_is_told_once_needs_no_weighing(seed: int) -> None:
    articles, rows = many(80, seed)
    press = tables.frame(
        "articles", [article(name, published=day, outlet=out) for name, (day, out) in articles.items()]
    )
    found = []
    for one in told(tables.frame("reports", rows), press):
        found.append(Meeting(doubts=frozenset({"other_year"} if one.mode == "phone" else ())))
        found[-1].add(one, ("first", *(("one_of_several",) if one.mode == "video" else ())))
    assert [told_once(meeting) for meeting in found] == [told_often(meeting) for meeting in found]


def test_no_report_no_meeting() -> None:
    reports, meetings, _ = merged({"a": ["2024-01-01", ""]}, [])
    assert reports.empty
    assert meetings.empty


def by_hand(*lines: tuple[str, str, str]) -> list[Line]:
    """Lines of corrections.csv: kind, and the reports of target and value by their ids."""
    return [
        Line(number, kind, *(key(told) if told else "" for told in (target, value)))
        for number, (kind, target, value) in enumerate(lines, start=2)
    ]


def key(told: str) -> str:
    return tables.report_key(told[0], int(told[1:]), f"cue {told}") if told[1:].isdigit() else told


PRESS = {"a": ["2024-03-06", "A"], "b": ["2024-03-06", "B"], "c": ["2024-03-22", "C"]}
TOLD = [
    {"id": "a1", "who": "Xi Jinping@Chine; Vladimir Poutine@Russie", "when": "2024-03-05"},
    {"id": "b1", "who": "Xi Jinping@Chine; Vladimir Poutine@Russie", "when": "2024-03-05"},
    {"id": "b2", "who": "Chine; Vladimir Poutine@Russie", "when": "2024-03-05"},
    {"id": "c1", "who": "Xi Jinping@Chine; Vladimir Poutine@Russie", "when": "2024-03-20"},
]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], ["a1 b1 b2", "c1"]),
        ([("merge", "a1", "c1")], ["a1 b1 b2 c1"]),
        ([("split", "b2", "")], ["a1 b1", "b2", "c1"]),
        ([("split", "b1", "x"), ("split", "b2", "x")], ["a1", "b1 b2", "c1"]),
        ([("split", "b1", ""), ("split", "b2", "")], ["a1", "b1", "b2", "c1"]),
        ([("split", "a1", "")], ["a1", "b1 b2", "c1"]),  # it founded the meeting
        ([("merge", "b2", "c1"), ("split", "b2", "")], ["a1 b1", "b2 c1"]),  # splits come first
        ([("split", "c1", "")], ["a1 b1 b2", "c1"]),  # alone it stays
        ([("merge", "a1", "b1")], ["a1 b1 b2", "c1"]),
    ],
)
def test_choices_made_by_hand(lines: list[tuple[str, str, str]], expected: list[str]) -> None:
    rows = [report(told) for told in TOLD]
    found = merged(PRESS, rows, by_hand=by_hand(*lines))
    assert groups(found.reports) == expected
    assert not found.rejects
    assert found.meetings["meeting_id"].is_unique
    assert found.reports["joined_by"].str.contains("first").sum() == len(expected)
    again = merged(PRESS, rows[::-1], by_hand=by_hand(*lines))
    pd.testing.assert_frame_equal(again.meetings, found.meetings)


def test_choices_name_their_report_whatever_its_article_is_called() -> None:
    rows = [report(told) | {"article_id": told["id"][0]} for told in TOLD]
    renamed = [row | {"report_id": row["report_id"] + "-new"} for row in rows]
    found = merged({name: ["2024-03", "Z"] for name in PRESS}, renamed, by_hand=by_hand(("split", "b2", "")))
    assert groups(found.reports) == ["a1-new b1-new", "b2-new", "c1-new"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (("merge", "a1", "z9"), "No report is called 'z | 9 | cue z9'."),
        (("split", "z9", ""), "No report is called 'z | 9 | cue z9'."),
        (("merge", "a1", ""), "The value is empty; it is a report of the other meeting."),
    ],
)
def test_a_choice_that_cannot_be_used_is_told(line: tuple[str, str, str], reason: str) -> None:
    found = merged(PRESS, [report(told) for told in TOLD], by_hand=by_hand(line))
    assert [(reject.source_id, reject.reason) for reject in found.rejects] == [("corrections.csv, line 2", reason)]
    assert groups(found.reports) == ["a1 b1 b2", "c1"]
