"""Plain text as a scraper left it: one file, one page."""

from collections.abc import Iterator

from analysis.reading.decoding import LARGEST_TEXT, NotTextError, decode
from analysis.reading.formats.model import Page, Reader, Reading, Recognised, Reject, Source

_BYTES_A_CHARACTER = 4


def pages(source: Source, reading: Reading) -> Iterator[Page | Reject]:
    """The page of one file, or the reason why it is none."""
    size = source.size
    if size > LARGEST_TEXT * _BYTES_A_CHARACTER:
        yield Reject(source.source_id, f"The file holds {size // 1_000_000} MB, too much for one article.", "open")
        return
    try:
        page = Page(
            source.source_id, decode(source.read()), name=source.file_name, url=source.url, captured=source.captured
        )
    except NotTextError as error:
        yield Reject(source.source_id, str(error), "open")
        return
    reading.notice(Recognised(source.source_id, READER.name))
    yield page


READER = Reader("plain text", lambda name, head: True, pages)
