"""Tense of the verb beside a time."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.text import normalise
from analysis.language.verbs import tense_at, verbs

CASES = json.loads((Path(__file__).resolve().parents[1] / "cases" / "tenses.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("sentence", "words", "tense"), CASES)
def test_tense(sentence: str, words: str, tense: str) -> None:
    normal = normalise(sentence)
    assert tense_at(normal, normal.index(normalise(words))) == tense


@pytest.mark.parametrize(
    ("sentence", "words", "tense"),
    [
        ("Dimanche, le parti a divulgué les noms de ceux qui iront à Genève.", "Dimanche", "past"),
        ("Les travaux de la commission, finalisés lundi, seront publiés.", "lundi", "past"),
        ("Le texte sera finalisé lundi.", "lundi", "future"),
        ("Le comité lundi recevra la presse.", "lundi", "future"),
        ("Le cycle entamé lundi à Rome se poursuivra.", "lundi", "past"),
        ("Il entame lundi une tournée.", "lundi", "present"),
        ("La ministre, à Genève lundi, parlera peu.", "lundi", "future"),
    ],
)
def test_accents_tell_where_they_are_at_hand(sentence: str, words: str, tense: str) -> None:
    normal = normalise(sentence)
    assert tense_at(normal, normal.index(normalise(words)), text=sentence) == tense


def test_offsets_are_of_the_whole_text() -> None:
    normal = normalise("Il viendra. Elle est partie lundi. Ils iront.")
    start, end = 12, 34
    assert [normal[verb.start : verb.end] for verb in verbs(normal, start, end)] == ["est partie"]
    assert tense_at(normal, normal.index("lundi"), start, end) == "past"


@pytest.mark.parametrize(
    ("sentence", "negated"),
    [
        ("Il n'a pas rencontré son rival.", True),
        ("Il a rencontré son rival.", False),
        ("Ils ne se verront pas.", True),
        ("Ils ne se sont jamais parlé.", True),
        ("La rencontre n'aura pas lieu.", True),
    ],
)
def test_negation(sentence: str, negated: bool) -> None:
    assert [verb.negated for verb in verbs(normalise(sentence))][:1] == [negated]


@pytest.mark.parametrize(
    "text", ["Réunion à Moscou", "un accord entre deux pays", "le portrait du souverain", "à Ankara", "un opéra"]
)
def test_no_verb(text: str) -> None:
    assert verbs(normalise(text)) == []


@given(
    st.lists(
        st.sampled_from(
            [
                "a",
                "est",
                "ne",
                "pas",
                "rencontré",
                "doit",
                "que",
                ",",
                "recevoir",
                "lundi",
                "été",
                "s'",
                "(",
                "9",
            ]
        ),
        max_size=30,
    )
)
def test_any_heap_of_words(words: list[str]) -> None:
    normal = normalise(" ".join(words))
    found = verbs(normal)
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))
    assert tense_at(normal, len(normal) // 2) in {"past", "future", "present", "conditional", ""}
