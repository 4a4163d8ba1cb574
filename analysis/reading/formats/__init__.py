"""The formats that can be read. A new one is one module here, one line in READERS and one sample in tests/samples."""

from collections.abc import Iterator
from dataclasses import replace

from analysis.reading.formats.archive import GZIP, ZIP
from analysis.reading.formats.delimited import READER as DELIMITED
from analysis.reading.formats.europresse import READER as EUROPRESSE
from analysis.reading.formats.factiva import READER as FACTIVA
from analysis.reading.formats.feed import READER as FEED
from analysis.reading.formats.model import Page, Reader, Reading, Recognised, Reject, Source
from analysis.reading.formats.objects import READER as OBJECTS
from analysis.reading.formats.streams import as_ascii
from analysis.reading.formats.text import READER as TEXT
from analysis.reading.formats.warc import READER as WARC
from analysis.reading.formats.webpage import READER as WEBPAGE
from analysis.reading.formats.workbook import READER as WORKBOOK

__all__ = ["READERS", "Page", "Reader", "Reading", "Recognised", "Reject", "Source", "pages"]

# The first that recognises a file reads it; plain text takes what no other knows.
READERS: tuple[Reader, ...] = (
    WORKBOOK,
    WARC,
    ZIP,
    GZIP,
    EUROPRESSE,
    FACTIVA,
    FEED,
    WEBPAGE,
    OBJECTS,
    DELIMITED,
    TEXT,
)
# Enough of a file to know its format by: exports of Factiva begin with up to 200 kB of style sheets.
HEAD = 262_144


def pages(source: Source, reading: Reading | None = None) -> Iterator[Page | Reject]:
    """The pages of one file, in its order. What cannot be read comes as a Reject; nothing is raised."""
    reading = replace(reading or Reading(), inner=pages)
    try:
        if source.data is None and source.path.exists() and not source.path.is_file():
            yield Reject(source.source_id, "The file is no ordinary file.", "open")
            return
        with source.open() as file:
            head = file.read(HEAD)
        if not head:
            yield Reject(source.source_id, "The file is empty.", "open")
            return
        yield from recognise(source.file_name, head).pages(source, reading)
    except OSError as error:
        yield Reject(source.source_id, f"The file cannot be read: {error.strerror or error}.", "open")


def recognise(name: str, head: bytes) -> Reader:
    """The reader for a file of this name that begins so."""
    plain = as_ascii(head)
    return next(reader for reader in READERS if reader.recognises(name.lower(), plain))
