"""WARC files of web archives and crawlers: each answer that is a page is read as its own format."""

import os
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from analysis.reading.formats import days
from analysis.reading.formats.archive import DEEPEST, LARGEST_UNFOLDED
from analysis.reading.formats.markup import LARGEST_PAGE
from analysis.reading.formats.model import FAULTS, Budget, Page, Reader, Reading, Recognised, Reject, Source

# What a page can come as; pictures, scripts and style sheets are no articles and are passed over.
_KINDS = (
    "text/html",
    "application/xhtml",
    "text/plain",
    "application/rss",
    "application/atom",
    "text/xml",
    "application/xml",
)
_READ = ("response", "resource", "conversion")
_GZIP = b"\x1f\x8b\x08"
_BROKEN = (ArchiveLoadFailed, zlib.error, *FAULTS)


def recognises(name: str, head: bytes) -> bool:
    """It begins with the version line of a record, gzipped or not."""
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(31).decompress(head, 16)
        except zlib.error:
            return False
    return head.startswith(b"WARC/")


def pages(source: Source, reading: Reading) -> Iterator[Page | Reject]:
    """The pages of the answers that were found (status 200), in the order of the file."""
    reading.notice(Recognised(source.source_id, READER.name))
    if reading.depth >= DEEPEST:
        yield Reject(source.source_id, f"The archive lies inside {reading.depth} others, too deep.", "open")
        return
    budget, number = reading.budget or Budget(LARGEST_UNFOLDED), 0
    some = False
    with source.open() as raw, Path(os.devnull).open("w") as nowhere:
        records = iter(ArchiveIterator(raw, arc2warc=False))
        while True:
            number += 1
            try:
                with redirect_stderr(nowhere):  # warcio prints each oddity; what matters of it is a Reject here
                    record = next(records, None)
                if record is None:
                    break
                url = record.rec_headers.get_header("WARC-Target-URI") or ""
                captured = days.single(record.rec_headers.get_header("WARC-Date") or "")
                data = record.content_stream().read(LARGEST_PAGE + 1) if _wanted(record) else b""
                if 0 < len(data) <= LARGEST_PAGE and _cut_off(record.raw_stream):
                    raise EOFError
            except _BROKEN:
                yield Reject(source.source_id, f"The archive is cut off or damaged at record {number}.", "read")
                return
            if not data:
                continue
            some = True
            source_id = f"{source.source_id}#{number}"
            if len(data) > LARGEST_PAGE:
                yield Reject(source_id, f"The page holds more than {LARGEST_PAGE // 1_000_000} MB.", "open")
                continue
            budget.left -= len(data)
            if budget.left < 0:
                yield Reject(source_id, "The archive unfolds to more than is read from one; the rest was left.", "open")
                break
            page = Source(source_id, Path(source_id), data, "page", url.strip("<>"), captured)
            yield from reading.inside(page, budget)
    if not some:
        yield Reject(source.source_id, "The web archive holds no page.", "read")


def _cut_off(stream: Any) -> bool:
    """Whether a record ends before its length: warcio gives what there is of it and says nothing."""
    return getattr(stream, "limit", 0) > 0 and not stream.read(1)


def _wanted(record: "object") -> bool:
    """Whether a record is the answer of a server, found, and a text."""
    if getattr(record, "rec_type", "") not in _READ:
        return False
    headers = getattr(record, "http_headers", None)
    if headers is None:
        kind = getattr(record, "rec_headers").get_header("Content-Type") or ""  # noqa: B009
        return str(kind).lower().startswith(_KINDS)
    if headers.get_statuscode() != "200":
        return False
    return str(headers.get_header("Content-Type") or "text/html").lower().startswith(_KINDS)


READER = Reader("web archive (WARC)", recognises, pages)
