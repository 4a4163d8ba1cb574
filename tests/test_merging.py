"""Merging: which reports tell of one encounter, in which order they come, what the meeting then says."""

import random
from itertools import pairwise

import pandas as pd
import pytest

from analysis import merging, tables
from tests.rows import article, row

XI, POUTINE, WANG = ("Xi Jinping", "Chine"), ("Vladimir Poutine", "Russie"), ("Wang Yi", "Chine")
CHINE, RUSSIE = ("Chine", "Chine"), ("Russie", "Russie")
DAYS = {
    "d": ("2023-01-01", "Le Fil"),
    "e": ("2023-02-20", "Le Fil"),
    "f": ("2023-03-17", "Gazette"),
    "g": ("2024-03-01", ""),
}
ARTICLES = tables.frame(
    "articles", [article(name, published=day, outlet=outlet) for name, (day, outlet) in DAYS.items()]
)


def told(ident: str, who: tuple, start: str = "", end: str = "", precision: str = "", **more: str) -> dict:
    precision = precision or ("day" if start else "unknown")
    return row(
        "reports",
        **{
            "report_id": ident,
            "article_id": ident[0],
            "sentence": 1,
            "participants": tables.join(name for name, _ in who),
            "sides": tables.join(side for _, side in who),
            "mode": "in_person",
            "status": "held",
            "kind": "bilateral",
            "start_date": start,
            "end_date": end or start,
            "date_precision": precision,
        }
        | more,
    )


def merge(*reports: dict) -> tuple[pd.DataFrame, pd.DataFrame]:
    return merging.merge(tables.frame("reports", reports), ARTICLES)


def test_announced_then_dated_is_one_meeting() -> None:
    spring = told("d1", (XI, RUSSIE), "2023-03-21", "2023-06-20", "season", status="planned", kind="visit")
    week = told("e1", (XI, POUTINE), "2023-03-20", "2023-03-26", "week", status="planned")
    days = told(
        "f1",
        (XI, POUTINE),
        "2023-03-20",
        "2023-03-22",
        status="planned",
        kind="visit",
        place="Moscou",
        country="Russie",
    )
    _, meetings = merge(spring, week, days)
    only = meetings.iloc[0]
    assert len(meetings) == 1
    assert (only["start_date"], only["end_date"], only["date_precision"]) == (
        "2023-03-20",
        "2023-03-22",
        "day",
    )
    assert only["participants"] == "Xi Jinping; Vladimir Poutine"
    assert (only["reports"], only["articles"], only["outlets"], only["first_reported"]) == (
        3,
        3,
        2,
        "2023-01-01",
    )


@pytest.mark.parametrize(
    ("other", "count"),
    [
        (told("f1", (XI, POUTINE), "2023-02-20"), 1),
        (told("f1", (XI, POUTINE), "2023-02-21"), 2),  # another day
        (told("f1", (WANG, POUTINE), "2023-02-20"), 2),  # another representative of one side
        (told("f1", (XI, POUTINE), "2023-02-20", mode="phone"), 2),  # a call is no visit
        (told("f1", (XI, POUTINE), "2023-02-20", mode="unknown"), 1),
        (told("f1", (XI, POUTINE), "2023-02-20", country="Chine"), 2),  # elsewhere
        (told("f1", (XI, POUTINE), "2023-02-20", status="denied"), 2),  # what did not happen is not what did
        (told("f1", (XI, POUTINE), "2023-02-01", "2023-02-28", "month"), 1),
        (told("f1", (CHINE, POUTINE), "2023-02-20"), 1),  # a state and its representative
        (told("e2", (XI, POUTINE)), 1),  # undated in the same article
        (told("g1", (XI, POUTINE)), 2),  # undated a year later
    ],
)
def test_what_is_the_same_meeting(other: dict, count: int) -> None:
    _, meetings = merge(told("e1", (XI, POUTINE), "2023-02-20", country="Russie"), other)
    assert len(meetings) == count


def test_sub_meetings_belong_to_the_visit() -> None:
    visit = told("f1", (XI, POUTINE), "2023-03-20", "2023-03-22", kind="visit", status="planned")
    dinner = told("f2", (XI, POUTINE), "2023-03-20", status="planned")
    talks = told("f3", (XI, POUTINE), "2023-03-21", status="planned", kind="negotiation")
    _, meetings = merge(talks, dinner, visit)
    assert meetings["end_date"].tolist() == ["2023-03-22"]
    _, apart = merge(talks, dinner)
    assert len(apart) == 2


def test_postponed_and_set_again_is_one_meeting_with_its_history() -> None:
    first = told("e1", (CHINE, RUSSIE), "2023-03-05", status="planned", kind="negotiation")
    moved = told("e2", (CHINE, RUSSIE), "2023-03-01", status="postponed", kind="negotiation", same_as="e1")
    reports, meetings = merge(first, moved)
    only = meetings.iloc[0]
    assert reports["meeting_id"].nunique() == 1
    assert (only["status"], only["start_date"]) == ("planned", "2023-03-05")
    assert only["history"] == "2023-02-20 postponed (2023-03-01); 2023-02-20 planned (2023-03-05)"


def test_held_wins_over_what_was_announced() -> None:
    _, meetings = merge(
        told("e1", (XI, POUTINE), "2023-03-20", status="planned"), told("f1", (XI, POUTINE), "2023-03-20")
    )
    assert meetings["status"].tolist() == ["held"]


def test_the_order_of_files_changes_nothing() -> None:
    rng = random.Random(7)
    people = [(XI, POUTINE), (WANG, POUTINE), (CHINE, RUSSIE), (XI, RUSSIE)]
    reports = []
    for number in range(120):
        day = pd.Timestamp("2023-01-01") + pd.Timedelta(days=rng.randrange(60))
        reports.append(
            told(
                f"{rng.choice('defg')}{number}",
                rng.choice(people),
                day.date().isoformat(),
                status=rng.choice(("held", "planned", "denied")),
                mode=rng.choice(("in_person", "phone", "unknown")),
            )
        )
    tables_of = []
    for _ in range(3):
        rng.shuffle(reports)
        merged, meetings = merge(*reports)
        tables_of.append((merged.sort_values("report_id").to_csv(index=False), meetings.to_csv(index=False)))
    assert all(left == right for left, right in pairwise(tables_of))


def test_no_report_no_meeting() -> None:
    reports, meetings = merge()
    assert reports.empty
    assert meetings.empty
