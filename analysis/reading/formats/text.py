"""Plain text as a scraper left it: one file, one page."""

from collections.abc import Iterator

from analysis.reading.decoding import LARGEST_TEXT, NotTextError, decode
from analysis.reading.formats.model import Page, Reader, Reject, Source

_BYTES_A_CHARACTER = 4


def pages(source: Source) -> Iterator[Page | Reject]:
    """The page of one file, or the reason why it is none."""
    size = source.path.stat().st_size
    if size > LARGEST_TEXT * _BYTES_A_CHARACTER:
        yield Reject(source.source_id, f"The file holds {size // 1_000_000} MB, too much for one article.", "open")
        return
    try:
        yield Page(source.source_id, decode(source.path.read_bytes()), name=source.path.name)
    except NotTextError as error:
        yield Reject(source.source_id, str(error), "open")


READER = Reader("plain text", lambda name, head: True, pages)
