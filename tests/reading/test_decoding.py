"""Bytes → text: encodings, newlines, what is no text."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reading import decoding
from analysis.reading.decoding import NotTextError, decode, tidy

SENTENCE = "Le cœur de l’Été : « 5 € », dit-il à Zoé."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    assert decode(SENTENCE.encode(encoding)) == SENTENCE


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_text_without_a_mark(encoding: str) -> None:
    assert decode(SENTENCE.encode(encoding)) == SENTENCE


def test_latin_1() -> None:
    assert decode("L'été à Nîmes".encode("latin-1")) == "L'été à Nîmes"


def test_lines_of_two_encodings() -> None:
    assert decode("Été\n".encode() + "Été\n".encode("cp1252")) == "Été\nÉté\n"


def test_text_encoded_twice_is_repaired() -> None:
    assert decode("été, déjà, où".encode().decode("cp1252").encode()) == "été, déjà, où"


def test_a_letter_that_looks_encoded_twice_is_left() -> None:
    assert decode("São Paulo, Ã vendre".encode()) == "São Paulo, Ã vendre"


def test_newlines_composed_letters_and_invisible_characters() -> None:
    assert tidy("a\r\nb\rc\u2028e\u0301\u00adt\u200be") == "a\nb\nc\nétе".replace("е", "e")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"\x89PNG\r\n", "an image"),
        (bytes(range(256)) * 20, "binary"),
        (b"\x7fELF\x02", "a program"),
        (b"PK\x03\x04....", "a zip archive"),
        (b"ab\x00c" * 400, "binary"),
        (b"\x01\x02\x03text" * 9, "binary"),
    ],
)
def test_what_is_no_text(data: bytes, reason: str) -> None:
    with pytest.raises(NotTextError, match=reason):
        decode(data)


def test_a_text_too_long_for_an_article(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "LARGEST_TEXT", 100)
    with pytest.raises(NotTextError, match="too much"):
        decode(b"a" * 101)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused_in_one_sentence(data: bytes) -> None:
    with contextlib.suppress(NotTextError):
        text = decode(data)
        assert tidy(text) == text
