"""Bytes → text for files too large to hold: in pieces, whatever the encoding, with bounded lines."""

import codecs
import io
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from analysis.reading.decoding import LARGEST_TEXT, decode
from analysis.reading.formats.model import UnreadableError

_FALLBACK = "entrevues_western"
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Where UTF-16 carries no mark, Latin text shows as every second byte being zero.
_LOOK, _ZEROS = 1_024, 0.3


def _western(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 are read as cp1252: a table glued together from two exports is still read."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    piece = error.object[error.start : error.end]
    return piece.decode("cp1252", errors="replace"), error.end


codecs.register_error(_FALLBACK, _western)


def encoding_of(head: bytes) -> str:
    """The encoding that the first bytes show; UTF-8 where nothing speaks against it."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    look = head[:_LOOK]
    even, odd = look[0::2].count(0), look[1::2].count(0)
    if max(even, odd) > _ZEROS * len(look) and min(even, odd) < 0.05 * len(look):
        return "utf-16-be" if even > odd else "utf-16-le"
    return "utf-8"


def as_ascii(head: bytes) -> bytes:
    """The first bytes of a text of any encoding in one that keeps ASCII, its mark and leading blanks gone."""
    encoding = encoding_of(head)
    if encoding.startswith("utf-8"):
        return head.removeprefix(codecs.BOM_UTF8).lstrip()
    return head.decode(encoding, errors="replace").lstrip("\ufeff \t\r\n").encode("utf-8", errors="replace")


def opened(file: BinaryIO) -> io.TextIOWrapper:
    """`file` as text with its newlines as they are; what is no UTF-8 is read as cp1252."""
    head = file.read(_LOOK)
    file.seek(0)
    return io.TextIOWrapper(file, encoding=encoding_of(head), errors=_FALLBACK, newline="")


def western(data: bytes) -> str:
    """`data` as text: UTF-8, what is none as cp1252."""
    return data.decode("utf-8", errors=_FALLBACK)


def lines(text: io.TextIOBase) -> Iterator[str]:
    """The lines, newline included. Raises UnreadableError at one longer than any article."""
    while line := text.readline(LARGEST_TEXT):
        if len(line) == LARGEST_TEXT and not line.endswith("\n"):
            raise UnreadableError(f"A line is longer than {LARGEST_TEXT // 1_000_000} million characters.")
        yield line


def whole(data: bytes, declared: str = "") -> str:
    """All of `data`, which is not UTF-8, as text: in the encoding it declares, else as decoding.decode has it.

    Raises NotTextError for binary data and for more than one text can hold.
    """
    if declared and encoding_of(data) == "utf-8":
        with suppress(LookupError, UnicodeDecodeError):
            # What calls itself Latin-1 is cp1252 on the web (WHATWG Encoding Standard); decode reads that.
            if codecs.lookup(declared).name not in ("iso8859-1", "ascii", "utf-8"):
                return decode(data.decode(declared).encode("utf-8"))
    return decode(data)
