"""Keys: what a result depends on, as one short text. Equal keys, equal results."""

import json
import platform
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import blake2b, file_digest
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from analysis.extraction.byhand import Judgement
from analysis.knowledge import FOLDER as KNOWLEDGE
from analysis.reading.corrections import Correction
from analysis.reading.formats import Source
from analysis.reading.repetition import Recurring

_PROGRAM = Path(__file__).resolve().parent.parent
# The rooms that decide what is read in an article. Merging and what stands to its right run on every build.
_ROOMS = ("knowledge", "language", "reading", "extraction")
_OWN = ("engine/rows.py", "engine/work.py", "tables.py")
# Libraries whose releases may read a file, split it or weigh a word otherwise.
_LIBRARIES = (
    "ahocorasick_rs",
    "babel",
    "openpyxl",
    "py3langid",
    "pyyaml",
    "textblob-fr",
    "trafilatura",
    "lxml",
    "warcio",
)


@cache
def program() -> str:
    """The program as it is now: its code, its knowledge, the libraries that matter."""
    digest = blake2b(digest_size=16)
    digest.update(json.dumps([platform.python_version_tuple()[:2], *map(_release, _LIBRARIES)]).encode())
    code = [path for room in _ROOMS for path in (_PROGRAM / room).rglob("*.py")]
    code += [_PROGRAM / name for name in _OWN]
    for path in (*sorted(code), *sorted(path for path in KNOWLEDGE.rglob("*") if path.suffix in (".csv", ".yaml"))):
        digest.update(path.name.encode())
        with path.open("rb") as file:
            digest.update(file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _release(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def of_file(source: Source, columns: Mapping[str, str]) -> str | None:
    """What the pages of a file depend on; None for one that cannot be read, which is tried each time."""
    try:
        if not source.path.is_file():
            return None
        with source.path.open("rb") as file:
            content = file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
    return _key(program(), source.source_id, source.file_name, content, sorted(columns.items()))


def of_page(
    page: str, recurring: Recurring, corrected: Correction | None, judged: Sequence[Judgement] = (), namer: str = ""
) -> str:
    """What an article depends on: the digest of its page, its lines that recur, what was put right by hand, and the
    identity of the model that confirms names, if any.
    """
    by_hand = (corrected.outlet, corrected.published) if corrected else None
    return _key(program(), page, recurring.key(), by_hand, [one.key for one in judged], namer)


def _key(*parts: object) -> str:
    return blake2b(json.dumps(parts).encode(), digest_size=16).hexdigest()
