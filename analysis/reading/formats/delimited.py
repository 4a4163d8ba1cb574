"""CSV and its kin: cells parted by comma, semicolon, tab or bar, in any encoding, with or without a header."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.reading.decoding import LARGEST_TEXT
from analysis.reading.formats import columns, records
from analysis.reading.formats.columns import looks_like_a_name
from analysis.reading.formats.model import Page, Reader, Reading, Reject, Source, UnreadableError
from analysis.reading.formats.records import Row
from analysis.reading.formats.streams import lines, opened, western

# The library's own limit, 128 kB, is less than a long article. It is one for the whole process.
csv.field_size_limit(LARGEST_TEXT)

_DELIMITERS = "\t;,|"
_SUFFIXES = (".csv", ".tsv", ".tab", ".psv")
# Never met in a text: the delimiter of a table of one column.
_NONE = "\x1f"
# So many characters and rows show how a table is written; without known names so many columns in each row.
_LOOK, _ROWS, _WIDTH, _ALIKE = 65_536, 50, 3, 5
_CONTROLS = bytes((*range(9), *range(14, 27)))
_BINARY = 5  # control characters in the first kilobyte that no table holds


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table is written. `header`: the names of its columns; `skipped`: rows before the first of cells."""

    delimiter: str
    escape: str | None
    header: tuple[str, ...]
    skipped: int

    def reader(self, rows: Iterator[str]) -> "Iterator[list[str]]":
        """The rows of cells."""
        return csv.reader(rows, delimiter=self.delimiter, escapechar=self.escape, doublequote=True)


def recognises(name: str, head: bytes) -> bool:
    """A header of known names, or rows of one width where the text is not prose; or a name that says so."""
    first = head[:1_024]
    if len(first) - len(first.translate(None, _CONTROLS)) > _BINARY:
        return False
    return shape(western(head[:_LOOK]), name.endswith(_SUFFIXES)) is not None


def shape(head: str, named: bool) -> Shape | None:
    """How the table is written of which `head` is the beginning; None where it is no table.

    `named`: its file name says that it is one.
    """
    head = head[:_LOOK].lstrip("\ufeff")
    told, hint = 0, ""
    if head.lower().startswith("sep="):  # Excel's word for its own delimiter
        hint, told = head[4:5], 1
    escape = "\\" if '\\"' in head and '""' not in head else None
    best: tuple[tuple[int, float, int], Shape] | None = None
    top = head.split("\n", 2)[: told + 1][-1]
    for delimiter in hint or [delimiter for delimiter in _DELIMITERS if delimiter in top]:
        rows = _rows(head, delimiter, escape)[told:]
        if not rows or len(rows[0]) < 2:
            continue
        width, same = Counter(map(len, rows)).most_common(1)[0]
        names = columns.known(rows[0])
        sure = len(names) >= 2 and bool(names & {"text", "title", "description"})
        alike = delimiter in "\t;|" and width >= _WIDTH and same >= _ALIKE and same == len(rows)
        if sure or alike or (named and width >= 2) or hint:
            has_header = bool(names) or all(map(looks_like_a_name, rows[0]))
            header = tuple(rows[0]) if has_header else tuple(f"column {place + 1}" for place in range(width))
            made = Shape(delimiter, escape, distinct(header), told + has_header)
            rank = (len(names), same / len(rows), width)
            if best is None or rank > best[0]:
                best = (rank, made)
    if best:
        return best[1]
    first = head.splitlines()[0].strip(' "') if head.strip() else ""
    return Shape(_NONE, escape, (first,), 1) if named and columns.known([first]) else None


def _rows(head: str, delimiter: str, escape: str | None) -> list[list[str]]:
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter, escapechar=escape)
    found: list[list[str]] = []
    try:
        for row in reader:
            if row:
                found.append(row)
            if len(found) > _ROWS:
                break
    except csv.Error:
        pass
    return found[:-1] if len(found) > 1 and len(head) == _LOOK else found  # the last may be cut


def distinct(header: tuple[str, ...]) -> tuple[str, ...]:
    """Names stripped and each once: an empty one is numbered, a second « date » becomes « date 2 »."""
    seen: Counter[str] = Counter()
    names = []
    for place, name in enumerate(header):
        known = " ".join(name.split()) or f"column {place + 1}"
        seen[known] += 1
        names.append(known if seen[known] == 1 else f"{known} {seen[known]}")
    return tuple(names)


def pages(source: Source, reading: Reading) -> Iterator[Page | Reject]:
    """A page for each row."""
    with opened(source.open()) as file:
        found = shape(file.read(_LOOK), named=True)
    if found is None:
        yield Reject(source.source_id, "The table has no columns that can be told apart.", "open")
        return
    yield from records.pages(source, reading, READER.name, lambda: _read(source, found))


def _read(source: Source, found: Shape) -> Iterator[Row | Reject]:
    """The rows, numbered as a spreadsheet shows them; the ragged ones as rejects."""
    with opened(source.open()) as text:
        tracked = _Tracked(lines(text))
        reader, number = found.reader(tracked), 0
        while True:
            number += 1
            label = str(number)
            try:
                cells = next(reader, None)
            except csv.Error as error:
                yield Reject(f"{source.source_id}#{label}", f"The row cannot be read: {error}.", "read")
                continue
            except UnreadableError as error:
                yield Reject(f"{source.source_id}#{label}", f"{error} What follows it was not read.", "read")
                return
            if cells is None:
                return
            if number > found.skipped and any(cells):
                yield from _fitted(source, label, cells, found, tracked.last)


def _fitted(source: Source, label: str, cells: list[str], found: Shape, last: str) -> Iterator[Row | Reject]:
    width = len(found.header)
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    if len(cells) > width:
        reason = f"The row has {len(cells)} cells where the table has {width} columns."
        yield Reject(f"{source.source_id}#{label}", reason, "read")
        return
    swallowed = _swallowed(cells, found, last)
    if swallowed:
        yield Reject(f"{source.source_id}#{label}", "The row opens a quotation that it does not close.", "read")
        for place, row in enumerate(swallowed, start=1):
            yield Row(f"{label}.{place}", dict(zip(found.header, row, strict=False)))
        return
    yield Row(label, dict(zip(found.header, cells, strict=False)))


class _Tracked:
    """Lines, the last one handed out remembered."""

    def __init__(self, inner: Iterator[str]) -> None:
        self._inner, self.last = inner, ""

    def __iter__(self) -> "_Tracked":
        return self

    def __next__(self) -> str:
        self.last = next(self._inner)
        return self.last


def _swallowed(cells: list[str], found: Shape, last: str) -> list[list[str]]:
    """The rows that a quotation left open has swallowed: the lines of the last cell that are whole rows.

    A row of several lines ends in the line that closes the quotation; `last` is its last line as it stands.
    """
    open_to_the_end = '"' not in last
    if "\n" not in cells[-1] or len(found.header) < 2 or not (open_to_the_end or len(cells) < len(found.header)):
        return []
    inside = cells[-1].splitlines(keepends=True)[1:]
    try:
        rows = [row for row in found.reader(iter(inside)) if row]
    except csv.Error:
        return []
    whole = [row for row in rows if len(row) == len(found.header)]
    return whole if len(whole) > len(rows) / 2 else []


READER = Reader("table (CSV)", recognises, pages)
