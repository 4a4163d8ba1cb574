"""Bytes of a file → the text that offsets count in: one kind of newline, NFC, no invisible characters."""

import re
import unicodedata

# Beyond this a single text is a dump, not an article: refused, so that memory stays bounded.
LARGEST_TEXT = 20_000_000

_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SIGNATURES = (
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"PAR1", "a Parquet table"),
    (b"SQLite format 3", "a database"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"PK\x03\x04", "a zip archive"),
)
# Control characters that no text holds; a text may carry a stray one, so a share is allowed.
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS = 0.005
_NEWLINES = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
# Either: looked for once, since most texts hold none.
_ODD = re.compile("[\r\x85\u2028\u2029\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0b-\x1f\x7f]")
# UTF-8 read as cp1252 and saved again: « Ã© » for « é ». Three such pairs are no accident.
_TWICE_ENCODED = re.compile("Ã[\u0080-\u00bf©¨ª«®´¹»¢§‰€]|â€[™œ\u009d“”¦]|Â[«»\u00a0°]")
_TWICE_AT_LEAST = 3


class NotTextError(ValueError):
    """The bytes are no text; the message is one plain sentence."""


def decode(data: bytes) -> str:
    """The text of `data`: UTF-8 or -16 or -32 with a BOM, UTF-8, else cp1252 line by line.

    Raises NotTextError for binary data and for texts longer than LARGEST_TEXT.
    """
    if len(data) > 4 * LARGEST_TEXT:
        raise NotTextError(f"The file holds {len(data) // 1_000_000} MB, too much for one text.")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return tidy(data.decode(encoding, errors="replace"))
    for mark, kind in _SIGNATURES:
        if data.startswith(mark):
            raise NotTextError(f"The file is {kind}, not text.")
    if b"\x00" in data[:4096]:
        return tidy(_wide(data))
    controls = len(_CONTROLS.findall(data))
    if controls > _MOST_CONTROLS * len(data) + 1:
        raise NotTextError("The file is binary, not text.")
    try:
        return tidy(data.decode("utf-8"))
    except UnicodeDecodeError:
        return tidy("".join(map(_line, data.splitlines(keepends=True))))


def _wide(data: bytes) -> str:
    """UTF-16 without a BOM shows as every second byte being zero in Latin text."""
    head = data[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    most, least = max(even, odd), min(even, odd)
    if most < 0.7 * len(head) / 2 or least > 0.05 * len(head) / 2:
        raise NotTextError("The file is binary, not text.")
    return data.decode("utf-16-be" if even > odd else "utf-16-le", errors="replace")


def _line(line: bytes) -> str:
    for encoding in ("utf-8", "cp1252"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1")


def tidy(text: str) -> str:
    """`text` with newlines made ``\\n``, composed characters (NFC), invisible and control characters dropped.

    A text that was encoded twice (« Ã© ») is repaired where that can be undone whole.
    """
    if len(text) > LARGEST_TEXT:
        raise NotTextError(f"The text holds {len(text) // 1_000_000} million characters, too much for one article.")
    if "Ã" in text or "â€" in text:
        text = _undo_double(text)
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return _INVISIBLE.sub("", _NEWLINES.sub("\n", text)) if _ODD.search(text) else text


def _undo_double(text: str) -> str:
    if len(_TWICE_ENCODED.findall(text)) < _TWICE_AT_LEAST:
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text
