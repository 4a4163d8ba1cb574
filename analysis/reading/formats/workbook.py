"""Excel workbooks (.xlsx, .xlsm): each sheet a table whose first filled row names the columns."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

import openpyxl
from lxml import etree

from analysis.reading.formats import records
from analysis.reading.formats.archive import checked, is_zip
from analysis.reading.formats.columns import looks_like_a_name
from analysis.reading.formats.delimited import distinct
from analysis.reading.formats.model import FAULTS, Page, Reader, Reading, Reject, Source, UnreadableError
from analysis.reading.formats.records import Row

# A workbook is unfolded as it is read; a million rows of articles come to less.
LARGEST_WORKBOOK = 1_000_000_000
_BROKEN = (zipfile.BadZipFile, zlib.error, etree.LxmlError, SyntaxError, *FAULTS)
_INSIDE = (b"xl/workbook", b"xl/_rels", b"xl/worksheets", b"xl/styles", b"xl/theme")


def recognises(name: str, head: bytes) -> bool:
    """A zip archive with the parts of a workbook; they stand at its beginning."""
    return is_zip(head) and (name.endswith((".xlsx", ".xlsm")) or any(part in head for part in _INSIDE))


def pages(source: Source, reading: Reading) -> Iterator[Page | Reject]:
    """A page for each row of each sheet."""
    try:
        with source.open() as raw, zipfile.ZipFile(raw) as file:
            checked(file, LARGEST_WORKBOOK)
        yield from records.pages(source, reading, READER.name, lambda: _read(source))
    except UnreadableError as error:
        yield Reject(source.source_id, str(error), "open")
    except _BROKEN:
        yield Reject(source.source_id, "The workbook is damaged, or no workbook that can be read.", "open")


def _read(source: Source) -> Iterator[Row | Reject]:
    with source.open() as raw, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and checks of cells that openpyxl does not know
        book = openpyxl.load_workbook(raw, read_only=True, data_only=True, keep_links=False)
        sheets = book.worksheets
        for sheet in sheets:
            sheet.reset_dimensions()  # other programs note wrong ones
            prefix = f"{sheet.title}!" if len(sheets) > 1 else ""
            yield from _rows(sheet.iter_rows(values_only=True), prefix)


def _rows(rows: Iterator[Sequence[Any]], prefix: str) -> Iterator[Row]:
    header: tuple[str, ...] = ()
    for number, values in enumerate(rows, start=1):
        cells = [_cell(value) for value in values]
        if not any(cells):
            continue
        if not header:
            while not cells[-1]:
                cells.pop()
            named = all(looks_like_a_name(cell) for cell in cells)
            header = distinct(tuple(cells)) if named else tuple(f"column {place + 1}" for place in range(len(cells)))
            if named:
                continue
        yield Row(f"{prefix}{number}", dict(zip(header, cells, strict=False)))


def _cell(value: Any) -> str:
    """A cell as text: days in ISO, so that no order has to be guessed; whole numbers without a fraction."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


READER = Reader("workbook (Excel)", recognises, pages)
