"""Tone towards an actor: who is aimed at, by whom, in whose words."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from analysis.extraction.tone_targets import targets

FILE = Path(__file__).resolve().parents[1] / "cases/tone_targets.json"
CASES = json.loads(FILE.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Mention:
    start: int
    end: int
    actor_id: str


def mentions(sentence: str, actors: list[str], offset: int) -> list[Mention]:
    places = [(actor, sentence.index(actor) + offset) for actor in actors]
    return [Mention(start, start + len(actor), actor) for actor, start in places]


@pytest.mark.parametrize("offset", [0, 250])
@pytest.mark.parametrize("case", [pytest.param(case, id=case["sentence"][:40]) for case in CASES])
def test_cases(case: dict[str, Any], offset: int) -> None:
    found = targets(case["sentence"], mentions(case["sentence"], case["actors"], offset), offset)
    aimed = [[each.actor_id, (each.tone > 0) - (each.tone < 0), each.holder, each.quoted] for each in found]
    assert aimed == case["aimed"]


def test_no_mention_no_target() -> None:
    assert targets("Berlin a condamné Moscou.", []) == []
