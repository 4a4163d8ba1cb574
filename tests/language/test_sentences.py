"""Sentences: hard cases of our own, and the answer key where it is beside the checkout."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.sentences import split

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT.parent / "shared" / "gold" / "founding_sentences.jsonl"
# Boundaries of the key met exactly; the one that is not begins inside a line, after a dateline.
GOLD_FLOOR = 102


def _cases() -> list[tuple[str, list[str]]]:
    """`text=first|second`; without `=` the text is the sentences joined by a blank."""
    rows = [row[0] for row in json.loads((ROOT / "tests/cases/sentences.json").read_text(encoding="utf-8"))]
    cases = []
    for row in rows:
        text, _, expected = row.partition("=")
        text = (
            text
            if expected
            else text.replace("||", "\n\n").replace(
                "|", " " if not text.startswith(("Titre", "Un titre", "1.")) else "\n"
            )
        )
        cases.append((text, [part for part in (expected or row).split("|") if part]))
    return cases


@pytest.mark.parametrize(("text", "expected"), _cases())
def test_hard_case(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in split(text)] == [sentence.strip() for sentence in expected]


@given(st.text(alphabet=st.sampled_from("aéB1.!?…»«\"()[] \n\u00a0-M'"), max_size=80))
def test_sentences_are_ordered_and_nothing_is_lost(text: str) -> None:
    spans = split(text)
    kept = "".join(text[start:end] for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in zip(spans, spans[1:], strict=False))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())


@pytest.mark.skipif(not GOLD.exists(), reason="the answer key (../shared/gold) is not beside this checkout")
def test_boundaries_of_the_key() -> None:
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    seeds = {
        name: (GOLD.parents[1] / "seeds" / name).read_text(encoding="utf-8") for name in {row["file"] for row in rows}
    }
    found = {name: set(split(text)) for name, text in seeds.items()}
    exact = sum((row["start"], row["end"]) in found[row["file"]] for row in rows)
    assert exact >= GOLD_FLOOR, f"{exact} of {len(rows)}"
