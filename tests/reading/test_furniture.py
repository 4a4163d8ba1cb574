"""Body told from furniture: page shapes written for this project, and the founding articles."""

import string
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.reading import words
from analysis.reading.articles import Article, read_page
from analysis.reading.decoding import decode, tidy
from analysis.reading.formats import Page
from analysis.reading.furniture import Body, body
from analysis.reading.prepared import prepared
from tests.reading.helpers import SHARED, TODAY, cases, founding, key_sentences, known, needs_founding

PAGES = cases("furniture_pages")
LOST_BREAK = "     "


def page(case: dict[str, Any]) -> str:
    return (LOST_BREAK if case.get("lost") else "\n").join(line[2:] for line in case["lines"])


def wanted(case: dict[str, Any], kind: str) -> list[str]:
    return [line[2:] for line in case["lines"] if line.startswith(kind)]


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["name"])
def test_page_shape(case: dict[str, Any]) -> None:
    article = read_page(Page("page", page(case)), known(), TODAY)
    assert isinstance(article, Article)
    title = wanted(case, "T")
    assert article.title == (title[0] if title else "")
    assert article.text.split("\n\n") == title + wanted(case, "B")
    for column in ("outlet", "relayed_by", "translated", "published"):
        if column in case:
            assert getattr(article, column) == case[column], column


def told(source: str) -> Body:
    return body(source, words.load(), prepared(known()).places)


def covered(source: str, found: Body) -> list[tuple[int, int]]:
    pieces = [*found.paragraphs, *((piece.start, piece.end) for piece in found.removed)]
    return sorted(pieces + ([found.title] if found.title else []))


line_of_text = st.text(alphabet=string.ascii_letters + " éàÉ,.«»!?…-–©[]/|>:0123456789", max_size=90)
said = st.sampled_from([line[2:] for case in PAGES for line in case["lines"]])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(line_of_text, said), max_size=25).map("\n".join))
def test_nothing_disappears(source: str) -> None:
    """Every character that is not blank is in the text or in what was removed, once."""
    found = told(source)
    pieces = covered(source, found)
    assert all(first[1] <= second[0] for first, second in zip(pieces, pieces[1:], strict=False))
    kept = "".join("".join(source[start:end].split()) for start, end in pieces)
    assert kept == "".join(source.split())
    for piece in found.removed:
        assert source[piece.start : piece.end] == piece.text
        assert piece.why


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read(source: str) -> None:
    tidied = tidy(source)
    found = told(tidied)
    assert covered(tidied, found) == sorted(covered(tidied, found))


def test_long_hostile_lines_take_bounded_time() -> None:
    for unit in ("le ", "0", "© ", "/ ", "Par ", "( ", "a. ", "«"):
        source = unit * (200_000 // len(unit))
        assert covered(source, told(source))


def test_a_flash_of_one_line_is_kept() -> None:
    assert told("Le président est arrivé à Genève").paragraphs == [(0, 32)]


def test_wrapped_lines_are_one_paragraph() -> None:
    source = "\n".join(
        [
            "Le conseil a voté la loi après une",
            "longue nuit de débats et de",
            "suspensions de séance. Les opposants",
            "ont quitté la salle peu avant le",
            "vote, en signe de protestation. Le",
            "gouvernement assure que le texte",
            "sera appliqué dès la rentrée. Une",
            "commission suivra sa mise en œuvre.",
        ]
    )
    article = read_page(Page("mail", source), known(), TODAY)
    assert isinstance(article, Article)
    assert article.text == source.replace("\n", " ")


@needs_founding
@pytest.mark.parametrize("file", sorted(founding()) if (SHARED / "seeds").is_dir() else [])
def test_founding_bodies(file: str) -> None:
    """Every sentence of the key is kept whole, and what is kept is no more than those sentences."""
    source = decode((SHARED / "seeds" / file).read_bytes())
    found = told(source)
    kept = found.paragraphs + ([found.title] if found.title else [])
    sentences = [row for row in key_sentences() if row["file"] == file]
    for row in sentences:
        assert any(start <= row["start"] and row["end"] <= end for start, end in kept), source[
            row["start"] : row["end"]
        ]
    in_key = sum(len("".join(source[row["start"] : row["end"]].split())) for row in sentences)
    assert sum(len("".join(source[start:end].split())) for start, end in kept) == in_key


@needs_founding
def test_founding_titles() -> None:
    titled = {}
    for file in founding():
        source = decode((SHARED / "seeds" / file).read_bytes())
        found = told(source)
        titled[file[:3]] = found.title is not None
    assert titled == {"000": True, "001": False, "002": True, "003": False, "004": True}
