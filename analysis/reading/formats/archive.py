"""Zip archives and gzipped files: what lies inside is read as if it lay in a folder, within limits.

Nothing is unpacked under the names that an archive gives; they serve as labels alone.
"""

import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from analysis.reading.formats.model import Budget, Page, Reader, Reading, Recognised, Reject, Source, UnreadableError

# Press text packs 3 to 10 times, repetitive JSON up to 100; a bomb 1,000 times and more. Small files may pack better.
MOST_RATIO, RATIO_FROM = 200, 1_000_000
# Bytes that one archive may unfold to, archives inside it included: 30,000 pages of 13 kB are 0.4 GB.
LARGEST_UNFOLDED = 8_000_000_000
MOST_MEMBERS = 1_000_000
# Archives inside archives: a zip of a year's zips of pages, each gzipped.
DEEPEST = 3
# Up to this a member is held in memory; larger ones go through a temporary file.
_IN_MEMORY = 8_000_000
_CHUNK = 1_048_576
# Of a gzip file so much is read at once: what follows a member is copied at its end, and there may be thousands.
_PACKED = 16_384
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError)
_ENCRYPTED = 0x1
# What systems put beside the files.
_HIDDEN = ("__MACOSX/", ".")


def checked(file: zipfile.ZipFile, limit: int) -> None:
    """Raises UnreadableError where an archive would unfold beyond `limit`, or is packed as only a bomb is."""
    unfolded = sum(member.file_size for member in file.infolist())
    packed = sum(member.compress_size for member in file.infolist())
    if unfolded > limit:
        raise UnreadableError(f"The archive unfolds to {unfolded // 1_000_000} MB, more than is read from one.")
    if _is_bomb(unfolded, packed):
        raise UnreadableError(_bomb("archive", unfolded, packed))


def _is_bomb(unfolded: int, packed: int) -> bool:
    return unfolded > RATIO_FROM and unfolded > MOST_RATIO * max(1, packed)


def _bomb(what: str, unfolded: int, packed: int) -> str:
    return f"The {what} unfolds to {unfolded // max(1, packed)} times its size, as a bomb does."


def is_zip(head: bytes) -> bool:
    """Whether a file begins as a zip archive does."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))


def _zip_pages(source: Source, reading: Reading) -> Iterator[Page | Reject]:
    if reading.depth >= DEEPEST:
        yield Reject(source.source_id, f"The archive lies inside {reading.depth} others, too deep.", "open")
        return
    budget = reading.budget or Budget(LARGEST_UNFOLDED)
    try:
        with source.open() as raw, zipfile.ZipFile(raw) as file:
            if office := _office(file):
                yield Reject(source.source_id, f"The file is {office}, not text.", "open")
                return
            reading.notice(Recognised(source.source_id, ZIP.name))
            yield from _members(source, file, reading, budget)
    except UnreadableError as error:
        yield Reject(source.source_id, str(error), "open")
    except _BROKEN:
        yield from _salvaged(source, reading, budget)


def _office(file: zipfile.ZipFile) -> str:
    """What else is a zip: a text document or a book, which are no archives of pages."""
    names = set(file.namelist()[:50])
    if "word/document.xml" in names:
        return "a Word document"
    if "mimetype" in names:
        kind = file.read("mimetype")[:100]
        if b"opendocument" in kind:
            return "an OpenDocument file"
        if b"epub" in kind:
            return "an e-book"
    return ""


def _members(source: Source, file: zipfile.ZipFile, reading: Reading, budget: Budget) -> Iterator[Page | Reject]:
    some = False
    members = file.infolist()
    if len(members) > MOST_MEMBERS:
        raise UnreadableError(f"The archive holds {len(members)} files, more than {MOST_MEMBERS}.")
    for member in sorted(members, key=lambda member: member.filename):
        name = member.filename.replace("\\", "/")
        if (
            not name
            or name.endswith("/")
            or any(part.startswith(_HIDDEN[1]) and part.strip(".") for part in name.split("/"))
        ):
            continue
        if name.startswith(_HIDDEN[0]):
            continue
        some = True
        source_id = f"{source.source_id}/{name}"
        if reason := _refused(name, member):
            yield Reject(source_id, reason, "open")
            continue
        try:
            with file.open(member) as stream:
                yield from _unfolded(source_id, name, stream, member.file_size, reading, budget)
        except UnreadableError as error:
            yield Reject(source_id, str(error), "open")
        except _BROKEN:
            yield Reject(source_id, "The file is damaged inside the archive.", "open")
    if not some:
        yield Reject(source.source_id, "The archive holds no file.", "open")


def _refused(name: str, member: zipfile.ZipInfo) -> str:
    parts = PurePosixPath(name)
    if parts.is_absolute() or ".." in parts.parts or name[1:2] == ":" or "\x00" in name:
        return "The name leads out of the archive."
    if member.flag_bits & _ENCRYPTED:
        return "The file is encrypted."
    if _is_bomb(member.file_size, member.compress_size):
        return _bomb("file", member.file_size, member.compress_size)
    return ""


def _unfolded(
    source_id: str, name: str, stream: IO[bytes], expected: int, reading: Reading, budget: Budget
) -> Iterator[Page | Reject]:
    """The pages of one member, held in memory or, where it is large, in a temporary file."""
    short = PurePosixPath(name).name
    if expected <= _IN_MEMORY:
        data = stream.read(_IN_MEMORY + 1)
        if len(data) <= _IN_MEMORY:
            _spend(budget, len(data))
            yield from reading.inside(Source(source_id, Path(name), data, short), budget)
            return
    else:
        data = b""
    with tempfile.NamedTemporaryFile(prefix="entrevues-") as file:
        while data or (data := stream.read(_CHUNK)):
            _spend(budget, len(data))
            file.write(data)
            data = b""
        file.flush()
        yield from reading.inside(Source(source_id, Path(file.name), None, short), budget)


def _spend(budget: Budget, size: int) -> None:
    budget.left -= size
    if budget.left < 0:
        raise UnreadableError("The archive unfolds to more than is read from one; the rest was left.")


def _salvaged(source: Source, reading: Reading, budget: Budget) -> Iterator[Page | Reject]:
    """What a damaged archive still holds: its directory stands at the end, but each file has a head of its own."""
    found = 0
    with source.open() as raw:
        for name, data in _heads(raw):
            found += 1
            source_id = f"{source.source_id}/{name}"
            if data is None:
                yield Reject(source_id, "The file is cut off or damaged inside the archive.", "open")
            else:
                try:
                    _spend(budget, len(data))
                except UnreadableError as error:
                    yield Reject(source_id, str(error), "open")
                    return
                yield from reading.inside(Source(source_id, Path(name), data, PurePosixPath(name).name), budget)
    reason = "The archive is cut off or damaged"
    yield Reject(source.source_id, f"{reason}; {found} files were found in it." if found else f"{reason}.", "open")


def _heads(raw: IO[bytes]) -> Iterator[tuple[str, bytes | None]]:
    """(name, content or None where it is damaged) of the files of a zip without its directory."""
    while (head := raw.read(30)).startswith(b"PK\x03\x04") and len(head) == 30:
        flags, method = int.from_bytes(head[6:8], "little"), int.from_bytes(head[8:10], "little")
        packed, size = int.from_bytes(head[18:22], "little"), int.from_bytes(head[22:26], "little")
        label = raw.read(int.from_bytes(head[26:28], "little"))
        raw.seek(int.from_bytes(head[28:30], "little"), 1)
        name = label.decode("utf-8" if flags & 0x800 else "cp437", errors="replace").replace("\\", "/")
        if flags & 0x9 or method not in (0, 8) or packed > _IN_MEMORY * 10:
            return  # lengths that stand after the file, encryption, other packings: nothing to go by
        data = raw.read(packed)
        if name.endswith("/"):
            continue
        parts = PurePosixPath(name)
        if parts.is_absolute() or ".." in parts.parts or not name:
            continue
        yield name, _inflated(data, method, packed, size)


def _inflated(data: bytes, method: int, packed: int, size: int) -> bytes | None:
    if len(data) < packed or size > max(RATIO_FROM, MOST_RATIO * packed) or size > _IN_MEMORY * 10:
        return None
    if method == 0:
        return data
    try:
        found = zlib.decompressobj(-15).decompress(data, size + 1)
    except zlib.error:
        return None
    return found if len(found) == size else None


def _gzip_pages(source: Source, reading: Reading) -> Iterator[Page | Reject]:
    if reading.depth >= DEEPEST:
        yield Reject(source.source_id, f"The archive lies inside {reading.depth} others, too deep.", "open")
        return
    budget = reading.budget or Budget(LARGEST_UNFOLDED)
    name = source.file_name.removesuffix(".gz") if source.file_name.endswith(".gz") else source.file_name
    reading.notice(Recognised(source.source_id, GZIP.name))
    try:
        with source.open() as raw, tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
            for data in _inflating(raw, source.size):
                _spend(budget, len(data))
                file.write(data)
            file.seek(0)
            yield from _unfolded(source.source_id, name, file, file.tell(), reading, Budget(LARGEST_UNFOLDED))
    except UnreadableError as error:
        yield Reject(source.source_id, str(error), "open")
    except _BROKEN:
        yield Reject(source.source_id, "The gzip archive is cut off or damaged.", "open")


def _inflating(raw: IO[bytes], size: int) -> Iterator[bytes]:
    """The content of a gzip file, its members one after the other, never more than a chunk at a time."""
    made, unpacker = 0, zlib.decompressobj(31)
    while data := raw.read(_PACKED):
        while data:
            piece = unpacker.decompress(data, _CHUNK)
            made += len(piece)
            if made > RATIO_FROM and made > MOST_RATIO * size:
                raise UnreadableError(f"The file unfolds to more than {MOST_RATIO} times its size, as a bomb does.")
            yield piece
            data = unpacker.unconsumed_tail
            if unpacker.eof:
                data, unpacker = unpacker.unused_data.lstrip(b"\x00"), zlib.decompressobj(31)
    if not unpacker.eof and made == 0:
        raise EOFError


ZIP = Reader("zip archive", lambda name, head: is_zip(head), _zip_pages)
GZIP = Reader("gzip archive", lambda name, head: head.startswith(b"\x1f\x8b\x08"), _gzip_pages)
