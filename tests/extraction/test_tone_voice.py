"""Whose words a sentence gives, and how many sides it names: through the whole reading of an article."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analysis import knowledge
from analysis.extraction.facts import FactReader, Facts
from analysis.extraction.tone_voice import voices

FILE = Path(__file__).resolve().parents[1] / "cases/tone_voice.json"
CASES: dict[str, list[dict[str, Any]]] = json.loads(FILE.read_text(encoding="utf-8"))
DAY = date(2025, 4, 15)
# Shares of sentences reached when these floors were set: quoted or not, and quoted or not with the right speaker.
QUOTED = {"dev": 0.96, "report": 0.92}
SPEAKER = {"dev": 0.96, "report": 0.84}


@pytest.fixture(scope="module")
def reader() -> FactReader:
    return FactReader(knowledge.load())


def read(reader: FactReader, text: str) -> Facts:
    return reader.read("a", text, True, DAY)


@pytest.mark.parametrize("part", ["dev", "report"])
def test_quality(reader: FactReader, part: str) -> None:
    pairs = []
    for case in CASES[part]:
        told = [(row["quoted"], row["speaker"]) for row in read(reader, case["text"]).sentences]
        pairs += list(zip(told, map(tuple, case["voices"]), strict=True))
    assert sum(told[0] == wanted[0] for told, wanted in pairs) / len(pairs) >= QUOTED[part]
    assert sum(told == wanted for told, wanted in pairs) / len(pairs) >= SPEAKER[part]


def test_a_quotation_of_several_sentences_has_one_speaker(reader: FactReader) -> None:
    text = "« Nous avançons. Rien n'est joué. Le plus dur commence », a confié Emmanuel Macron."
    assert {row["speaker"] for row in read(reader, text).sentences} == {"Emmanuel Macron"}


def test_the_paper_itself_has_no_speaker(reader: FactReader) -> None:
    row = read(reader, "Le port d'Odessa a rouvert lundi.").sentences[0]
    assert (row["quoted"], row["speaker"]) == (False, "")


def test_towards_stands_at_the_mention_that_is_aimed_at(reader: FactReader) -> None:
    facts = read(reader, "Berlin a condamné Moscou. Moscou a reçu Berlin.")
    aimed = [(row["sentence"], row["actor"], row["towards"]) for row in facts.mentions]
    assert aimed[:2] == [(0, "Allemagne", None), (0, "Russie", -0.8)]
    assert {tone for sentence, _, tone in aimed if sentence == 1} == {None}


@pytest.mark.parametrize(
    ("sentence", "relation"),
    [
        ("Les Russes accusent l'Ukraine de mensonge.", -1),  # nationals name a side
        ("Pékin a critiqué les pays occidentaux.", -1),  # so does the West
        ("Le ministre chinois a été reçu au Kremlin.", 1),  # and a palace, even as a place
        ("La Russie a été critiquée à Lyon.", None),  # a city does not
        ("Elle accuse l'Ukraine de mensonge.", None),
    ],
)
def test_sides(reader: FactReader, sentence: str, relation: int | None) -> None:
    told = read(reader, sentence).sentences[0]["relation"]
    assert (None if told is None else (told > 0) - (told < 0)) == relation


@pytest.mark.parametrize("text", ["", "«", "« « »", "a-t-il dit", "selon", "selon lui", "« " * 40, "que dit que dit "])
def test_odd_texts_have_a_voice(text: str) -> None:
    spans = [(0, len(text))]
    assert len(voices(text, spans, [])) == 1
    assert voices(text, [], []) == []
