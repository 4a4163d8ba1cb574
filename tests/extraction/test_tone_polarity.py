"""textblob-fr's two figures: equal to the package's own on any text."""

import json
import warnings
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.extraction.polarity import PolarityReader

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the package's own escapes, told of when Python first compiles it
    from textblob_fr import PatternAnalyzer

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
SENTENCES = [
    case["sentence"]
    for part in ("dev", "report")
    for case in json.loads((ROOT / f"tests/cases/tone_{part}.json").read_text(encoding="utf-8"))
]
PACKAGE = PatternAnalyzer()
READER = PolarityReader()
PIECES = [
    "pas",
    "ne",
    "n'est",
    "n’est",
    "jamais",
    "sans",
    "très",
    "vraiment",
    "bon",
    "bonne",
    "précaire",
    "grave",
    "mal",
    "plein",
    "heureux",
    "absolument",
    "l’",
    "l'accord",
    "L’accord",
    "D'abord",
    "D",
    "s'il",
    "QU’il",
    "8",
    "8)",
    "8-",
    "x",
    "xD",
    ":",
    ";",
    ";)",
    ":-",
    ")",
    "(",
    "!",
    "(!)",
    "!!",
    "...",
    ".",
    "M.",
    "J.-C.",
    "A.B.",
    "o",
    ".O",
    "o.O",
    "♥",
    "«",
    "»",
    "\n\n",
    "-",
    "END-OF-SENTENCE",
    "&rsquo",
    "*",
    "°o°",
    "guerre",
]
GAPS = ["", " ", " ", "\n"]


def same(text: str) -> None:
    assert READER.read(text) == pytest.approx(tuple(PACKAGE.analyze(text)), abs=1e-9)


@given(st.lists(st.tuples(st.sampled_from(PIECES) | st.text(max_size=4), st.sampled_from(GAPS)), max_size=14))
@settings(max_examples=400, deadline=None)
@example([("il dit", " "), (":", " "), ("s'il", " "), ("bon", "")])
@example([("article", " "), ("8", " "), (")", "")])
@example([("(", " "), ("!", " "), (")", " "), ("vraiment", " "), ("pas", " "), ("bon", "!")])
def test_equal_on_any_text(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + gap for piece, gap in pieces)
    try:
        PACKAGE.analyze(text)
    except AttributeError:  # the package takes « n-1 » for a WordNet number and fails
        return
    same(text)


@pytest.mark.parametrize("text", ["", " \n", "Bon !", "ce n'est plus bon", "Premier ministre", "QU’IL EST"])
def test_equal_on_the_edges(text: str) -> None:
    same(text)


@pytest.mark.parametrize(
    "smiley", [":O", ":o", ":-O", "o.O", "o_O", ">:o", "°O°", ":D", "xD", "8)", ":c", ":END-OF-SENTENCE)"]
)
@pytest.mark.parametrize("around", ["%s", "bon %s mot", "bon, (%s). Et", "Monaco%s"])
def test_equal_on_smileys_however_spaced(smiley: str, around: str) -> None:
    for written in (smiley, " ".join(smiley), f"{smiley[0]} {smiley[1:]}", f"{smiley[:-1]} {smiley[-1]}"):
        same(around % written)


def test_equal_on_sentences_of_the_tests() -> None:
    for sentence in SENTENCES:
        same(sentence)


def test_equal_on_the_founding_articles() -> None:
    if not SEEDS.is_dir():
        pytest.skip("the founding articles (../shared/seeds) are not in this checkout")
    for path in sorted(SEEDS.glob("*.txt")):
        same(path.read_text(encoding="utf-8"))


def test_a_full_memory_starts_afresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.extraction.polarity.MEMORY_LIMIT", 3)
    reader = PolarityReader()
    text = "un très bon accord, un excellent voisin et pas un mauvais jour"
    assert reader.read(text) == reader.read(text) == pytest.approx(tuple(PACKAGE.analyze(text)), abs=1e-9)


@pytest.mark.parametrize("text", ["((((!", "!)", "(a)!b", "!a(b", ").).)", "A.B.).", "Mr.).", "Cd..)", "..).."])
def test_equal_on_runs_of_marks(text: str) -> None:
    same(f"un bon {text} accord")
