"""The normal form in which the lexicon and the press meet, character for character."""

import re
import unicodedata
from codecs import charmap_decode, charmap_encode
from collections.abc import Iterator
from encodings.cp1252 import decoding_table, encoding_table
from functools import cache

_SPACES = "\u00a0\u202f\u2009\u2007\u2002\u2003\t\n\r"
_NARROW_SPACE, _SPACE = "\u202f", "\u00a0"
_APOSTROPHES = "\u2019\u2018\u02bc\u0060\u00b4"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2212"
_LETTERS = (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x1F00))
# Letters that do not decompose.
_PLAIN = {"Ł": "l", "ł": "l", "Ø": "o", "ø": "o", "Đ": "d", "đ": "d", "ı": "i"}
_UNDEFINED = "\ufffe"  # in the table of the encoding, for a byte that is no character
_GRAVE = "`"  # of ASCII, the one mark that is another in normal form


@cache
def _table() -> dict[int, str]:
    """One character in, one character out, so that offsets stay true."""
    table = {}
    for code in _LETTERS:
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        table[code] = base if len(base) == 1 else chr(code)
    table |= {ord(letter): plain for letter, plain in _PLAIN.items()}
    table |= dict.fromkeys(map(ord, _SPACES), " ")
    table |= dict.fromkeys(map(ord, _APOSTROPHES), "'")
    return table | dict.fromkeys(map(ord, _HYPHENS), "-")


def western(text: str) -> bytes:
    """`text` in the encoding of one byte a character that nearly all French is in (cp1252): so a text is normalised,
    and searched, several times as fast. Raises UnicodeEncodeError for other letters."""
    return charmap_encode(text, "strict", encoding_table)[0]


@cache
def _western_table() -> str:
    """The normal form of each byte of such a text."""
    return decoding_table.translate(_table())


def normalise(text: str) -> str:
    """`text` in lower case without accents, apostrophes, dashes and spaces made one kind each.

    The result has the length of `text`: offsets found in it are offsets in `text`.
    Expects NFC text (reading takes care of that).
    """
    if text.isascii() and text.isprintable() and _GRAVE not in text:
        return text.lower()
    try:
        return _of_western(text)
    except UnicodeEncodeError:
        return "".join(_pieces(text))


def _of_western(text: str) -> str:
    return charmap_decode(western(text.replace(_NARROW_SPACE, _SPACE)), "strict", _western_table())[0]


def _pieces(text: str) -> Iterator[str]:
    """One sign from outside the encoding slows down no more than itself."""
    last = 0
    for found in _outside().finditer(text):
        yield _of_western(text[last : found.start()])
        yield found[0].translate(_table())
        last = found.end()
    yield _of_western(text[last:])


@cache
def _outside() -> re.Pattern[str]:
    """Runs of characters that the encoding lacks."""
    return re.compile(f"[^{re.escape(decoding_table.replace(_UNDEFINED, ''))}{_NARROW_SPACE}]+")
