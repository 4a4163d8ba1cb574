"""Actors: how each is named, what is not one, what a hostile text does."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import knowledge
from analysis.extraction.actors import ActorReader
from analysis.language.sentences import split
from analysis.language.text import normalise

CASES = json.loads((Path(__file__).parent.parent / "cases" / "actors.json").read_text(encoding="utf-8"))
WORDS = (
    "Poutine",
    "Xi",
    "Moscou",
    "à",
    "le président russe",
    "les deux pays",
    "M.",
    ",",
    ".",
    "\n\n",
    "et",
    "«",
    "»",
    "Le Kremlin",
    "ex-",
    "ministre",
    "des Affaires étrangères",
    "chinois",
    "Wang Yi",
    "son homologue",
    "İ",
    "œ",
    " ",
)


@pytest.fixture(scope="module")
def reader() -> ActorReader:
    return ActorReader(knowledge.load())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['why']} {case['day']}")
def test_cases(reader: ActorReader, case: dict) -> None:
    text = case["text"]
    day = date.fromisoformat(case["day"]) if case["day"] else None
    marked = reader.read(text, normalise(text), split(text), day)
    found = sorted(
        (text[one.start : one.end].removeprefix("L’").removeprefix("L'"), one.actor.name, one.how)
        for one in marked.mentions
    )
    assert found == sorted(map(tuple, case["mentions"]))


@settings(max_examples=150, deadline=None)
@given(text=st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_any_order_of_words_gives_spans_inside_the_text(reader: ActorReader, text: str) -> None:
    marked = reader.read(text, normalise(text), split(text), date(2024, 1, 1))
    starts = [one.start for one in marked.mentions]
    assert starts == sorted(starts)
    assert all(0 <= one.start < one.end <= len(text) for one in marked.mentions)


def test_an_actor_learned_beside_an_office_has_its_country(reader: ActorReader) -> None:
    text = "Le ministre tchadien de la Justice, Ousmane Darfali, a démissionné."
    marked = reader.read(text, normalise(text), split(text), date(2024, 1, 1))
    assert [(one.actor.name, one.actor.country) for one in marked.mentions] == [("Ousmane Darfali", "Tchad")]
