"""The formats that can be read. A new one is one module here and one line in READERS."""

from collections.abc import Iterator

from analysis.reading.formats import text
from analysis.reading.formats.model import Page, Reader, Reject, Source

__all__ = ["READERS", "Page", "Reader", "Reject", "Source", "pages"]

# The first that recognises a file reads it; plain text takes what no other knows.
READERS: tuple[Reader, ...] = (text.READER,)
# Enough of a file to know its format by.
_HEAD = 4_096


def pages(source: Source) -> Iterator[Page | Reject]:
    """The pages of one file, in its order. What cannot be read comes as a Reject; nothing is raised."""
    try:
        if source.path.exists() and not source.path.is_file():
            yield Reject(source.source_id, "The file is no ordinary file.", "open")
            return
        with source.path.open("rb") as file:
            head = file.read(_HEAD)
        if not head:
            yield Reject(source.source_id, "The file is empty.", "open")
            return
        reader = next(reader for reader in READERS if reader.recognises(source.path.name, head))
        yield from reader.pages(source)
    except OSError as error:
        yield Reject(source.source_id, f"The file cannot be read: {error.strerror or error}.", "open")
