"""JSON of any shape: lines of objects, one list, or records deep inside an answer of some service."""

import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

from analysis.reading.decoding import LARGEST_TEXT
from analysis.reading.formats import columns, records
from analysis.reading.formats.model import Page, Reader, Reading, Reject, Source
from analysis.reading.formats.records import Row
from analysis.reading.formats.streams import opened

# One object that holds all records at once must fit in memory several times over; lists and lines have no such bound.
LARGEST_OBJECT = 4 * LARGEST_TEXT
_CHUNK = 131_072
_START = re.compile(rb'^(?:\[\s*(?:[\[{"\]\d-]|null|true|false|$)|\{\s*(?:"|\}|$))')
_BETWEEN = re.compile("[ \t\r\n\ufeff,\x1e]*")  # a record separator (RFC 7464) among them
_TOKEN = 20  # a keyword or an escape cut in two shows as an error so near to the end
_SKIPPED_MOST = 8_192
# Where the next record of a broken list may begin.
_NEXT = re.compile(r"\}\s*+,\s*+(?=\{)|\n[ \t]*+(?=\{)")
# Levels of objects in one record whose fields are looked at; keys that merely wrap a value.
_DEEPEST, _WRAPPERS = 6, ("$date", "$oid", "#text", "$t", "rendered", "value", "@value", "_source", "$numberLong")
_SKIPPED = frozenset(("@context", "@type", "_id", "$oid"))


def recognises(name: str, head: bytes) -> bool:
    """It begins as JSON does; « [AFP] » does not."""
    return bool(_START.match(head))


def pages(source: Source, reading: Reading) -> Iterator[Page | Reject]:
    """A page for each record."""
    yield from records.pages(source, reading, READER.name, lambda: _read(source))


def _read(source: Source) -> Iterator[Row | Reject]:
    number = 0
    with opened(source.open()) as text:
        for value in values(text):
            if isinstance(value, Problem):
                number += 1
                yield Reject(f"{source.source_id}#{number}", str(value), "read")
                continue
            for record in found(value):
                number += 1
                yield Row(str(number), flat(record))


class Problem(str):
    """Why a value cannot be read, in one sentence."""


def values(text: TextIO) -> Iterator[Any]:
    """The values of a list, of lines, or written one after the other; a Problem for each that cannot be read.

    Holds one value at a time.
    """
    reader, lost = _Buffer(text), False
    while reader.at_value():
        try:
            value = reader.value()
        except _CutError:
            if reader.held > LARGEST_OBJECT:
                millions = LARGEST_OBJECT // 1_000_000
                yield Problem(f"A value holds more than {millions} million characters; the rest was left.")
                return
            reader.more()
        except RecursionError:
            yield Problem("The value nests too deeply.")
            return
        except ValueError as error:
            if not lost:  # what follows a break is passed over, up to where a record can be read again
                yield Problem(f"The JSON is broken: {getattr(error, 'msg', 'a number is too long')}.")
            lost = True
            reader.skip()
        else:
            lost = False
            yield value


class _CutError(Exception):
    """The value goes on in what was not read yet."""


class _Buffer:
    """The part of a JSON text that is being read; `_at` is where the next value stands in it."""

    def __init__(self, file: TextIO) -> None:
        self._file, self._decoder = file, json.JSONDecoder(strict=False)
        self._text, self._at, self._listed, self._started, self._ended = "", 0, False, False, False

    @property
    def held(self) -> int:
        """Characters that were read and not yet given as values."""
        return len(self._text) - self._at

    def at_value(self) -> bool:
        """Goes to the next value, over the brackets of a list of all values; False at the end."""
        while True:
            self._at = _BETWEEN.match(self._text, self._at).end()  # type: ignore[union-attr]
            if not self.held:
                self.more()
                if self._ended:
                    return False
            elif not self._started:
                self._started, self._listed = True, self._text[self._at] == "["
                self._at += self._listed
            elif self._listed and self._text[self._at] == "]":
                self._listed, self._at = False, self._at + 1
            else:
                return True

    def more(self) -> None:
        """Reads on: twice as much each time, so that a long value costs no more than its length."""
        piece = self._file.read(max(_CHUNK, self.held))
        self._text, self._at, self._ended = self._text[self._at :] + piece, 0, not piece

    def value(self) -> Any:
        """The next value. Raises _CutError where it may go on, ValueError and RecursionError where it is broken."""
        try:
            value, end = self._decoder.raw_decode(self._text, self._at)
        except ValueError as error:
            at = getattr(error, "pos", len(self._text))
            if not self._ended and (at >= len(self._text) - _TOKEN or "Unterminated string" in str(error)):
                raise _CutError from error
            raise
        if end == len(self._text) and not self._ended:
            raise _CutError  # « 12 » may be the beginning of 123
        self._at = end
        return value

    def skip(self) -> None:
        """Goes on to where the next record may begin after a broken one."""
        start = _NEXT.search(self._text, self._at)
        self._at = start.end() if start else len(self._text)
        if self._at > _SKIPPED_MOST:  # an error counts the lines before it
            self._text, self._at = self._text[self._at :], 0


def found(value: Any, depth: int = 0) -> list[dict[str, Any]]:
    """The records of a value: those inside it where they are articles and it is their wrapper, else itself."""
    inside = [record for record in _inside(value, depth) if _fields(record) & {"text", "title", "description"}]
    if not isinstance(value, dict):
        return inside
    own, best = _fields(value), max(map(_fields, inside), key=len, default=set())
    wrapper = len(best) >= 2 and "text" not in own and ("text" in best or "description" not in own)
    return inside if inside and (wrapper or not own & {"text", "title", "description"}) else [value]


def _inside(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """The objects inside lists and objects, to the first that are articles; pictures, comments and the like not."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from found(item, depth + 1) if isinstance(item, dict) else _inside(item, depth + 1)
    elif isinstance(value, dict):
        for key, item in value.items():
            if isinstance(item, dict) and not columns.is_aside(key):
                fields = _fields(item)
                yield from [item] if "text" in fields and len(fields) >= 2 else _inside(item, depth + 1)
            elif isinstance(item, list) and not columns.is_aside(key):
                yield from _inside(item, depth + 1)


def _fields(value: dict[str, Any]) -> set[str]:
    """The fields of an article that the keys of an object name."""
    inner: Any = value.get("_source", value)
    if not isinstance(inner, dict):
        return set()
    return columns.known(key for key, item in inner.items() if item is not None and not _holds_objects(item))


def _holds_objects(item: Any) -> bool:
    return isinstance(item, dict) and not _wrapped(item)


def _wrapped(item: Any) -> bool:
    return isinstance(item, dict) and any(wrapper in item for wrapper in _WRAPPERS)


def flat(record: dict[str, Any]) -> dict[str, str]:
    """The fields of a record as cells: « source.name », the parts of a list each on its line."""
    cells: dict[str, list[str]] = {}
    for path, value in _leaves(record, (), 0):
        cells.setdefault(".".join(path), []).append(value)
    return {path: "\n".join(parts) for path, parts in cells.items()}


def _leaves(value: Any, path: tuple[str, ...], depth: int) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, dict) and depth <= _DEEPEST:
        for key, item in value.items():
            name = str(key)
            if name not in _SKIPPED:
                inner = path if name in _WRAPPERS else (*path, name)
                yield from _leaves(item, inner, depth + 1)
    elif isinstance(value, list) and depth <= _DEEPEST:
        for item in value:
            yield from _leaves(item, path, depth + 1)
    elif value is not None and not isinstance(value, bool | dict | list):
        yield path or ("value",), str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


READER = Reader("JSON", recognises, pages)
