"""Reports of meetings: cues, participants, status, mode, dates and places, on sentences written for this project."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analysis import knowledge, merging, tables
from analysis.extraction.facts import FactReader
from tests.rows import article

CASES = json.loads((Path(__file__).parent.parent / "cases" / "meetings.json").read_text(encoding="utf-8"))
FIELDS = ("participants", "mode", "status", "start_date", "end_date", "country")


@pytest.fixture(scope="module")
def reader() -> FactReader:
    return FactReader(knowledge.load())


def _marked(case: dict) -> Any:
    """A known failure is expected to fail, strictly: when it passes, the mark must go."""
    reason = case.get("known_failure", "")
    return pytest.param(
        case, id=case["text"][:70], marks=[pytest.mark.xfail(reason=reason, strict=True)] if reason else []
    )


@pytest.mark.parametrize("case", [_marked(case) for case in CASES])
def test_cases(reader: FactReader, case: dict) -> None:
    found = _meetings(reader, case["text"], case["day"])
    wanted = [
        (frozenset(one["who"]), one["mode"], one["status"], one["start"], one["end"], one["country"])
        for one in case["meetings"]
    ]
    assert sorted(found, key=str) == sorted(wanted, key=str)


def _meetings(reader: FactReader, text: str, day: str) -> list[tuple]:
    facts = reader.read("a", text, False, date.fromisoformat(day))
    _, meetings = merging.merge(
        tables.frame("reports", facts.reports), tables.frame("articles", [article("a", published=day)])
    )
    return [
        (frozenset(tables.split(row["participants"])), *(row[field] for field in FIELDS[1:]))
        for row in meetings.to_dict("records")
    ]


def test_without_a_day_nothing_is_dated(reader: FactReader) -> None:
    facts = reader.read("a", "Xi Jinping a rencontré Vladimir Poutine mardi à Moscou.", False, None)
    assert [(row["start_date"], row["date_precision"], row["place"]) for row in facts.reports] == [
        ("", "unknown", "Moscou")
    ]


def test_a_very_long_sentence_stays_one_sentence(reader: FactReader) -> None:
    text = "Xi Jinping a rencontré Vladimir Poutine, " + "puis la presse a écrit, " * 1200 + "avant de partir."
    assert len(reader.read("a", text, False, None).reports) == 1


def test_a_list_of_heads_of_state(reader: FactReader) -> None:
    names = [actor.name for actor in knowledge.load().actors.values() if actor.kind == "person"][:40]
    text = "Xi Jinping a reçu " + ", ".join(names) + " et Narendra Modi à Pékin."
    facts = reader.read("a", text, False, None)
    assert all(len(set(tables.split(row["sides"]))) > 1 for row in facts.reports)
