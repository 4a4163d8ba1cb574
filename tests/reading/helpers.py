"""What the tests of reading share: cases, the knowledge, the founding articles where they are present."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from analysis import knowledge

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "cases"
SHARED = ROOT.parent / "shared"
# The tests do not change with the calendar.
TODAY = date(2026, 11, 22)

needs_founding = pytest.mark.skipif(
    not (SHARED / "seeds").is_dir(),
    reason="the founding articles (../shared/seeds) are not here: press text is not shipped",
)


def cases(name: str) -> Any:
    return json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))


@cache
def known() -> knowledge.Knowledge:
    return knowledge.load()


@cache
def founding() -> Any:
    """The answer key of the founding articles, by file."""
    key = json.loads((SHARED / "gold" / "founding.json").read_text(encoding="utf-8"))
    return {article["file"]: article for article in key["articles"]}


@cache
def key_sentences() -> Any:
    lines = (SHARED / "gold" / "founding_sentences.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]
