"""The normal form in which the lexicon and the press meet, character for character."""

import unicodedata
from functools import cache

_SPACES = "\u00a0\u202f\u2009\u2007\u2002\u2003\t\n\r"
_APOSTROPHES = "\u2019\u2018\u02bc\u0060\u00b4"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2212"


@cache
def _table() -> dict[int, str]:
    """One character in, one character out, so that offsets stay true."""
    table = {}
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        table[code] = base if len(base) == 1 else chr(code)
    table |= {ord("Ł"): "l", ord("ł"): "l", ord("Ø"): "o", ord("ø"): "o", ord("Đ"): "d", ord("đ"): "d",
              ord("ı"): "i"}
    table |= dict.fromkeys(map(ord, _SPACES), " ")
    table |= dict.fromkeys(map(ord, _APOSTROPHES), "'")
    return table | dict.fromkeys(map(ord, _HYPHENS), "-")


def normalise(text: str) -> str:
    """`text` in lower case without accents, apostrophes, dashes and spaces made one kind each.

    The result has the length of `text`: offsets found in it are offsets in `text`.
    Expects NFC text (reading takes care of that).
    """
    return text.translate(_table())
