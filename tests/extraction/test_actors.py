"""Actors: how each is named, what is not one, what a hostile text does."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import knowledge
from analysis.extraction.actors import ActorReader
from analysis.extraction.spelling import Spellings
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
        if one.listed
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


def _ids(reader: ActorReader, text: str) -> list[str]:
    return [one.actor.actor_id for one in reader.read(text, normalise(text), split(text), date(2024, 1, 1)).mentions]


def test_a_full_name_is_one_person_in_every_article(reader: ActorReader) -> None:
    one, other = "Selon Maëlle Corvaisier, rien ne presse.", "Maëlle Corvaisier, chercheuse, attend."
    assert _ids(reader, one) == _ids(reader, other) == ["maelle-corvaisier"]


def test_a_surname_alone_is_a_person_of_its_article_alone(reader: ActorReader) -> None:
    one, other = "M. Lecocq a signé. Mme Lecocq aussi.", "M. Lecocq a refusé."
    assert len(set(_ids(reader, one))) == 1
    assert not set(_ids(reader, one)) & set(_ids(reader, other))
    assert _ids(reader, one) == _ids(reader, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Evgueni Prigojine", "Yevgeny Prigozhin"),
        ("Dmytro Kouleba", "Dmitro Kuleba"),
        ("Massoud Pezeshkian", "Masoud Pezeshkian"),
        ("Alexandre Loukachenko", "Alexander Lukashenko"),
        ("Alassane Ouattara", "Alassane Outtara"),
        ("Roustem Oumerov", "Rustem Umerov"),
    ],
)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert Spellings([(one, "him")]).owner(other) == "him"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Paul Durand", "Paula Durand"),
        ("Michel Martin", "Michelle Martin"),
        ("Mario Martin", "Marie Martin"),
        ("Karl Marin", "Kiril Moreno"),
        ("Ana Roux", "Ana Rieux"),
        ("Xi Jinping", "Xi"),
    ],
)
def test_names_of_two_persons_stay_apart(one: str, other: str) -> None:
    assert Spellings([(one, "him")]).owner(other) == ""


def test_a_sound_that_two_share_is_neither(reader: ActorReader) -> None:
    assert Spellings([("Rachid Alami", "one"), ("Rachid Allami", "other")]).owner("Rashid Alami") == ""
