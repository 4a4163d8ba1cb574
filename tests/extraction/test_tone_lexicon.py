"""The tone lexicon: its size, its forms, and what it refuses."""

import csv
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from analysis.extraction.tone_forms import InflectionError
from analysis.extraction.tone_lexicon import grammar_of, inflection_of, load
from analysis.extraction.tone_patterns import patterns_of
from analysis.knowledge import FOLDER, KnowledgeError
from analysis.language.text import normalise

LEMMAS = 3000
INFLECTION = inflection_of(FOLDER)
# Where the package's own conjugation is wrong or old: « fuyer », « haïr », participles it does not have.
PACKAGE_AGREES = 0.97
BOOKISH = ("mes", "tes", "asses", "assions", "assiez", "issions", "issiez", "ussions", "ussiez")


def rows() -> list[dict[str, str]]:
    with (FOLDER / "tone_words.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_large_enough_and_complete() -> None:
    words = rows()
    assert len({row["lemma"] for row in words if " " not in row["lemma"]}) >= LEMMAS
    assert all(row["domain"] and row["note"] for row in words)
    assert load().lemmas == len(words)


@pytest.mark.parametrize(
    ("lemma", "word_class", "forms"),
    [
        ("attaquer", "verb", {"attaque", "attaquerent", "attaquant", "attaquees"}),
        ("menacer", "verb", {"menaca", "menacait", "menacent"}),
        ("engager", "verb", {"engagea", "engageait", "engagent"}),
        ("trahir", "verb", {"trahit", "trahissent", "trahi"}),
        ("soutenir", "verb", {"soutient", "soutiennent", "soutiendra", "soutenu", "soutint"}),
        ("détruire", "verb", {"detruit", "detruisent", "detruisit"}),
        ("rompre", "verb", {"rompt", "rompent", "rompue"}),
        ("déployer", "verb", {"deploie", "deploient", "deployait"}),
        ("rejeter", "verb", {"rejette", "rejetait", "rejettera"}),
        ("craindre", "verb", {"craint", "craignent", "craignait"}),
        ("amical", "adjective", {"amicale", "amicaux"}),
        ("agressif", "adjective", {"agressive", "agressives"}),
        ("dangereux", "adjective", {"dangereuse", "dangereuses"}),
        ("destructeur", "adjective", {"destructrice", "destructeurs"}),
        ("fléau", "noun", {"fleaux"}),
        ("victoire", "noun", {"victoires"}),
    ],
)
def test_forms(lemma: str, word_class: str, forms: set[str]) -> None:
    assert forms <= INFLECTION.forms(lemma, word_class)


def test_noun_phrases_agree_up_to_the_preposition() -> None:
    assert ("traites", "de", "paix") in INFLECTION.phrases("traité de paix", "noun")


def test_conjugations_agree_with_the_packages_list() -> None:
    spec = find_spec("textblob_fr")
    assert spec
    assert spec.origin
    lines = Path(spec.origin).with_name("fr-verbs.txt").read_text(encoding="utf-8").splitlines()
    known = {lemma: forms for lemma, *forms in (line.split(",") for line in lines if line[:1] != ";")}
    shared = [row["lemma"] for row in rows() if row["class"] == "verb" and row["lemma"] in known]
    assert len(shared) > 300
    expected = [(lemma, normalise(form)) for lemma in shared for form in known[lemma] if form]
    missing = [
        (lemma, form)
        for lemma, form in expected
        if form not in INFLECTION.forms(lemma, "verb") and not form.endswith(BOOKISH)
    ]
    assert len(missing) <= (1 - PACKAGE_AGREES) * len(expected), missing[:20]


@pytest.mark.parametrize(
    ("pattern", "firsts"),
    [
        ("signe de detente|d'espoir|degel", {("de", ("degel", "detente")), ("de", ("d'",), ("espoir",))}),
        ("guerre d'agression|usure", {("usure",), ("d'", ("agression", "usure"))}),
        ("n'|ne a|ont pas", {(("a", "ont"), "pas")}),
    ],
)
def test_elided_words_are_choices(pattern: str, firsts: set[tuple[object, ...]]) -> None:
    found = [
        tuple(tuple(sorted(forms or ())) for forms in rest) for _, rest, _ in patterns_of("here", pattern, INFLECTION)
    ]
    wanted = [tuple(one if isinstance(one, tuple) else (one,) for one in rest) for rest in firsts]
    assert set(found) == set(wanted)


def test_a_verb_without_a_rule_is_told() -> None:
    with pytest.raises(InflectionError, match="xyz"):
        INFLECTION.forms("xyz", "verb")


def test_silent_forms_stay_silent() -> None:
    words = load().words
    assert not [
        form
        for form in grammar_of(FOLDER)["silent_forms"]
        if form in words and words[form].effect == "value" and words[form].tone
    ]


@pytest.mark.parametrize(
    ("name", "line", "reason"),
    [
        ("tone_words.csv", "paix,pronoun,0.5,0.5,x,y", "unknown class"),
        ("tone_words.csv", "guerre froidissime,noun,-3,0,x,y", "between -1 and 1"),
        ("tone_words.csv", "guerre froidissime,noun,fort,0,x,y", "not a number"),
        ("tone_words.csv", "accord,noun,0.5,0.5,x,y", "given twice"),
        ("tone_words.csv", "seul,noun", "cells"),
        ("tone_words.csv", "xyz,verb,0,0,x,y", "conjugation"),
        ("tone_expressions.csv", "de la,turn,0,0,x", "unknown effect"),
        ("tone_expressions.csv", "de ...,value,0,0,x", "gap"),
        ("tone_expressions.csv", "<xyz> de,value,0,0,x", "conjugation"),
    ],
)
def test_a_bad_line_is_told_with_its_place(tmp_path: Path, name: str, line: str, reason: str) -> None:
    for path in FOLDER.glob("tone_*"):
        shutil.copy(path, tmp_path)
    file = tmp_path / name
    text = file.read_text(encoding="utf-8")
    file.write_text(text + line + "\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=rf"{name}, line {text.count(chr(10)) + 1}: .*{reason}"):
        load(tmp_path)
