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
DAY = date(2024, 1, 1)
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
    assert sorted(found, key=_order) == sorted(wanted, key=_order)


def _order(meeting: tuple) -> tuple:
    return (sorted(meeting[0]), *meeting[1:])


def _meetings(reader: FactReader, text: str, day: str) -> list[tuple]:
    facts = reader.read("a", text, False, date.fromisoformat(day))
    meetings = merging.merge(
        tables.frame("reports", facts.reports), tables.frame("articles", [article("a", published=day)])
    )[1]
    untold = meetings["date_precision"] == "unknown"  # the cases say what days the words tell
    meetings.loc[untold, ["start_date", "end_date"]] = ""
    return [
        (frozenset(tables.split(row["participants"])), *(row[field] for field in FIELDS[1:]))
        for row in meetings.to_dict("records")
    ]


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("Emmanuel Macron a reçu Olaf Scholz à l'Élysée.", ("2024-05-06", "2024-05-07")),
        ("Emmanuel Macron reçoit Olaf Scholz à l'Élysée.", ("2024-05-06", "2024-05-07")),
        ("Un entretien entre Emmanuel Macron et Olaf Scholz a eu lieu à l'Élysée.", ("2024-05-06", "2024-05-07")),
        # the last day it can be is that of the words
        ("L'Élysée a fait savoir dimanche qu'Emmanuel Macron s'était entretenu avec Olaf Scholz.",
         ("2024-05-04", "2024-05-05")),
        # what is recalled, or still to come, is no news
        ("Emmanuel Macron avait reçu Olaf Scholz à l'Élysée.", ("", "")),
        ("Emmanuel Macron recevra Olaf Scholz à l'Élysée.", ("", "")),
        ("Il pleuvait. Le vent soufflait. Chacun saluait. La rencontre entre Emmanuel Macron et Olaf Scholz a eu lieu.",
         ("", "")),
    ],
)  # fmt: skip
def test_news_without_a_day_is_of_the_article_or_its_eve(reader: FactReader, text: str, bounds: tuple) -> None:
    facts = reader.read("a", text, False, date(2024, 5, 7))
    reports, articles = tables.frame("reports", facts.reports), tables.frame("articles", [article("a")])
    (meeting,) = merging.merge(reports, articles)[1].to_dict("records")
    assert (meeting["start_date"], meeting["end_date"]) == bounds
    assert (meeting["date_precision"], meeting["doubts"]) == ("unknown", "no_date")


def test_without_a_day_nothing_is_dated(reader: FactReader) -> None:
    facts = reader.read("a", "Xi Jinping a rencontré Vladimir Poutine mardi à Moscou.", False, None)
    assert [(row["start_date"], row["date_precision"], row["place"]) for row in facts.reports] == [
        ("", "unknown", "Moscou")
    ]


def test_a_list_of_heads_of_state(reader: FactReader) -> None:
    names = [actor.name for actor in knowledge.load().actors.values() if actor.kind == "person"][:40]
    text = "Xi Jinping a reçu " + ", ".join(names) + " et Narendra Modi à Pékin."
    facts = reader.read("a", text, False, None)
    assert "Narendra Modi" in tables.split(facts.reports[0]["participants"])
    assert all(len(set(tables.split(row["sides"]))) > 1 for row in facts.reports)


def test_five_thousand_words_in_one_sentence(reader: FactReader) -> None:
    text = "Xi Jinping a rencontré Vladimir Poutine à Moscou, " + "puis la presse en a parlé, " * 1000 + "sans fin."
    assert [tables.split(row["participants"]) for row in reader.read("a", text, False, DAY).reports] == [
        ["Xi Jinping", "Vladimir Poutine"]
    ]


def test_contradictory_days_are_kept_apart(reader: FactReader) -> None:
    text = (
        "Xi Jinping a rencontré Vladimir Poutine le 3 mars 2024 à Moscou. "
        "Xi Jinping a rencontré Vladimir Poutine le 5 mars 2024 à Moscou."
    )
    assert [found[3] for found in _meetings(reader, text, "2024-03-10")] == ["2024-03-03", "2024-03-05"]


def test_unknown_participants_give_no_report(reader: FactReader) -> None:
    text = "Il a rencontré son homologue lundi. La rencontre a eu lieu à Genève. Ils se sont entretenus au téléphone."
    assert reader.read("a", text, False, DAY).reports == []
