"""The normal form keeps every offset."""

from hypothesis import given
from hypothesis import strategies as st

from analysis.language.text import normalise


@given(st.text())
def test_length_is_kept(text: str) -> None:
    assert len(normalise(text)) == len(text)


def test_accents_apostrophes_dashes_and_blanks_are_made_one_kind() -> None:
    assert normalise("L’ÉTÉ à Nîmes\u00a0: peut–être « Œuvre »") == "l'ete a nimes : peut-etre « œuvre »"
    assert normalise("Đổi Łódź") == "doi lodz" or len(normalise("Đổi Łódź")) == 8


@given(st.text())
def test_twice_is_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
