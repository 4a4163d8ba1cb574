"""Stated totals: how often two sides have met, as an article says it. Sentences in cases/totals.json, of own making."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analysis import knowledge, tables
from analysis.extraction.facts import FactReader

CASES = json.loads((Path(__file__).parent.parent / "cases" / "totals.json").read_text(encoding="utf-8"))
DAY = date(2024, 6, 1)


@pytest.fixture(scope="module")
def reader() -> FactReader:
    return FactReader(knowledge.load())


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_totals(reader: FactReader, case: dict[str, Any]) -> None:
    rows = reader.read("a", case["text"], False, DAY).statements
    found = [
        [row["surface"], row["participants"], row["count"], row["form"], row["since_date"], row["until_date"]]
        for row in rows
    ]
    assert found == case["totals"]
    assert all(case["text"][row["start"] : row["end"]] == row["surface"] for row in rows)
    tables.frame("statements", rows)


def test_a_total_is_no_meeting_of_its_own(reader: FactReader) -> None:
    facts = reader.read("a", "Xi Jinping et Vladimir Poutine se sont rencontrés 39 fois.", False, DAY)
    assert facts.statements
    assert not facts.reports


def test_many_numbers_cost_what_they_are_many(reader: FactReader) -> None:
    text = "Xi Jinping et Vladimir Poutine se sont rencontrés 39 fois. " * 300
    assert len(reader.read("a", text, False, DAY).statements) == 300
