"""data/knowledge/formats.yaml: the names by which files call the parts of an article."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from analysis.knowledge import FOLDER, KnowledgeError
from analysis.language import word_files
from analysis.language.text import normalise

FIELDS = ("title", "text", "description", "date", "captured", "outlet", "url", "author", "language")
_SECTIONS = (
    "columns",
    "never",
    "date_parts",
    "page_dates",
    "archive_lines",
    "archive_counts",
    "archive_origin",
    "archive_others",
)
_PARTS = ("year", "month", "day")
_CAMEL = re.compile(r"(?<=[a-zà-ÿ\d])(?=[A-ZÀ-Ý])")
_SIGNS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Names:
    """The names, in plain form. `ranks`: plain name → field → rank; `never`: field, "any" or "part" → words."""

    ranks: Mapping[str, Mapping[str, int]]
    never: Mapping[str, frozenset[str]]
    date_parts: tuple[frozenset[str], ...]  # the names of year, month and day
    page_dates: tuple[str, ...]
    archive_lines: tuple[str, ...]
    archive_counts: frozenset[str]
    archive_origin: tuple[str, ...]
    archive_others: tuple[str, ...]


@lru_cache(maxsize=10_000)
def plain(name: str) -> str:
    """A name as it is compared: words in small letters without accents, a blank between."""
    return _SIGNS.sub(" ", normalise(_CAMEL.sub(" ", name))).strip()


@cache
def load(folder: Path = FOLDER) -> Names:
    """The file, read once per process. Raises KnowledgeError where a section or field is wrong."""
    found = word_files.read("formats.yaml", _SECTIONS, folder)
    where = folder / "formats.yaml"
    if not isinstance(found["columns"], dict) or set(found["columns"]) != set(FIELDS):
        raise KnowledgeError(f"{where}: `columns` must have {', '.join(FIELDS)}")
    if not isinstance(found["never"], dict) or not set(found["never"]) <= {*FIELDS, "any", "part"}:
        raise KnowledgeError(f"{where}: `never` is of a field, of `any` or of `part`")
    ranks: dict[str, dict[str, int]] = {}
    for field, names in found["columns"].items():
        for rank, name in enumerate(_list(where, field, names)):
            if field in ranks.setdefault(plain(name), {}):
                raise KnowledgeError(f"{where}: {name!r} is given twice for {field}")
            ranks[plain(name)][field] = rank
    never = {field: frozenset(map(plain, _list(where, field, names))) for field, names in found["never"].items()}
    parts = found["date_parts"]
    if not isinstance(parts, dict) or set(parts) != set(_PARTS):
        raise KnowledgeError(f"{where}: `date_parts` must have {', '.join(_PARTS)}")
    lists = {section: _list(where, section, found[section]) for section in _SECTIONS[3:]}
    return Names(
        ranks,
        never,
        tuple(frozenset(map(plain, _list(where, part, parts[part]))) for part in _PARTS),
        tuple(lists["page_dates"]),
        tuple(map(normalise, lists["archive_lines"])),
        frozenset(map(normalise, lists["archive_counts"])),
        tuple(map(normalise, lists["archive_origin"])),
        tuple(map(normalise, lists["archive_others"])),
    )


def _list(where: Path, name: str, items: object) -> list[str]:
    if not isinstance(items, list) or not all(isinstance(item, str) and item.strip() for item in items):
        raise KnowledgeError(f"{where}: `{name}` is a list of names")
    return items
