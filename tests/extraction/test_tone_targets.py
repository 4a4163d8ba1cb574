"""Tone towards an actor: who is aimed at, by whom, in whose words; and the quality reached."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from analysis.extraction.tone_aims import aims
from analysis.extraction.tone_targets import TargetTone, targets
from analysis.knowledge import FOLDER, KnowledgeError

FILE = Path(__file__).resolve().parents[1] / "cases/tone_targets.json"
CASES: dict[str, list[dict[str, Any]]] = json.loads(FILE.read_text(encoding="utf-8"))
# What was reached when these floors were set: F1 of (actor, sign), and the share of those whose holder is right.
F1 = {"dev": 0.97, "report": 0.96}
HOLDERS = {"dev": 0.92, "report": 0.93}


@dataclass(frozen=True)
class Mention:
    start: int
    end: int
    actor_id: str


def found(case: dict[str, Any], offset: int = 0) -> list[TargetTone]:
    sentence = case["sentence"]
    places = [(actor, sentence.index(actor) + offset) for actor in case["actors"]]
    return targets(sentence, [Mention(start, start + len(actor), actor) for actor, start in places], offset)


def sign(value: float) -> int:
    return (value > 0) - (value < 0)


@pytest.mark.parametrize("part", ["dev", "report"])
def test_quality(part: str) -> None:
    right = wrong = missed = holders = 0
    for case in CASES[part]:
        wanted = {(actor, tone): holder for actor, tone, holder, _ in case["aimed"]}
        got = {(one.actor_id, sign(one.tone)): one.holder for one in found(case)}
        shared = wanted.keys() & got.keys()
        right += len(shared)
        wrong += len(got.keys() - shared)
        missed += len(wanted.keys() - shared)
        holders += sum(wanted[key] == got[key] for key in shared)
    assert 2 * right / (2 * right + wrong + missed) >= F1[part], (right, wrong, missed)
    assert holders / right >= HOLDERS[part]


def test_own_sentences_are_many_and_parted() -> None:
    dev, report = ({case["sentence"] for case in CASES[part]} for part in ("dev", "report"))
    assert len(dev | report) >= 150
    assert not dev & report


@pytest.mark.parametrize(
    ("sentence", "actors", "aimed"),
    [
        ("Berlin a condamné Moscou.", ["Berlin", "Moscou"], [("Moscou", -1, "Berlin", False)]),
        ("« Nous condamnons Oslo », a dit Lula.", ["Oslo", "Lula"], [("Oslo", -1, "Lula", True)]),
        ("Lima et Quito se détestent.", ["Lima", "Quito"], [("Lima", -1, "", False), ("Quito", -1, "", False)]),
        ("Lima menace de quitter Quito.", ["Lima", "Quito"], []),
        ("Lima n'a pas soutenu Quito.", ["Lima", "Quito"], []),
        ("Une attaque a fait dix morts à Lima.", ["Lima"], []),
    ],
)
def test_who_is_aimed_at_by_whom(sentence: str, actors: list[str], aimed: list[tuple[str, int, str, bool]]) -> None:
    got = found({"sentence": sentence, "actors": actors}, 250)
    assert [(one.actor_id, sign(one.tone), one.holder, one.quoted) for one in got] == aimed


def test_says_which_word_aims() -> None:
    case = {"sentence": "Moscou a été vivement CRITIQUÉE par Berlin.", "actors": ["Moscou", "Berlin"]}
    assert [(one.word, one.mention) for one in found(case)] == [("CRITIQUÉE", 0)]


def test_no_mention_no_target() -> None:
    assert targets("Berlin a condamné Moscou.", []) == []


@pytest.mark.parametrize(
    ("line", "reason"), [("<louer>,beside,0.5,x", "unknown link"), ("<louer>,object,2,x", "between -1 and 1")]
)
def test_a_bad_line_is_told_with_its_place(tmp_path: Path, line: str, reason: str) -> None:
    for path in FOLDER.glob("tone_*"):
        shutil.copy(path, tmp_path)
    file = tmp_path / "tone_targets.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}{line}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=rf"tone_targets.csv, line {text.count(chr(10)) + 1}: .*{reason}"):
        aims(tmp_path)
