"""What one worker does: open files, read pages. Each task leaves its results in parts and gives their places."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from analysis import knowledge
from analysis.engine import rows
from analysis.engine.parts import Parts, Slot
from analysis.extraction import ner
from analysis.extraction.byhand import Judgement
from analysis.extraction.facts import FactReader
from analysis.knowledge import Knowledge
from analysis.reading import articles as reading
from analysis.reading import formats
from analysis.reading.corrections import Correction
from analysis.reading.formats import Page, Recognised, Reject, Source
from analysis.reading.repetition import Recurring

# A part of pages is closed at so many rows or characters: a file of a million articles never lies in memory.
_PART_ROWS, _PART_CHARACTERS = 1_000, 4_000_000

Places = list[tuple[str, int, bool, Slot]]


def pages_in(folder: Path) -> Parts:
    """The pages of every file that was opened."""
    return Parts(folder, "pages", rows.PAGES)


def read_in(folder: Path) -> Parts:
    """What was read in every page."""
    return Parts(folder, "read", rows.READ)


@dataclass(frozen=True, slots=True)
class OpenTask:
    """Files to open, each under its key."""

    folder: Path
    sources: tuple[tuple[str, Source], ...]
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReadTask:
    """Pages to read, each under its key, with what is known of it from elsewhere."""

    folder: Path
    keys: tuple[str, ...]
    slots: tuple[Slot, ...]
    recurring: tuple[Recurring, ...]
    corrected: tuple[Correction | None, ...]
    judged: tuple[tuple[Judgement, ...], ...]
    today: date
    ner: str | None = None  # see extraction.ner.option


def open_files(task: OpenTask) -> Places:
    """The pages of the files of one task."""
    parts, places = pages_in(task.folder), Places()
    held, size = list[dict[str, Any]](), 0
    for key, source in task.sources:
        for row in _numbered(key, source, task.columns):
            held.append(row)
            size += len(row.get("text") or "")
            if len(held) >= _PART_ROWS or size >= _PART_CHARACTERS:
                places += parts.write(held)
                held, size = [], 0
    return places + parts.write(held) if held else places


def _numbered(key: str, source: Source, columns: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The rows of one file, the last one marked."""
    before: Page | Reject | None = None
    told: list[Recognised] = []
    number = 0
    for item in formats.pages(source, formats.Reading(columns=columns, notice=told.append)):
        if before is not None:
            yield rows.of_page(before) | {"key": key, "number": number, "last": False}
            number += 1
        before = item
    before = before or Reject(source.source_id, "The file holds no article.", "read")
    recognised = json.dumps([asdict(one) for one in told])
    yield rows.of_page(before) | {"key": key, "number": number, "last": True, "recognised": recognised}


@cache
def _readers(asked: str | None) -> tuple[Knowledge, FactReader]:
    known = knowledge.load()
    return known, FactReader(known, ner.load(asked))


def prepare() -> None:
    """Loads what reading needs, before there is anything to read. Raises KnowledgeError for a broken file."""
    _readers(None)


def read_pages(task: ReadTask) -> Places:
    """The articles of the pages of one task."""
    known, reader = _readers(task.ner)
    found = []
    pages = (row for table in pages_in(task.folder).take(task.slots, rows.PAGES.names) for row in table.to_pylist())
    known_of_each = zip(task.keys, pages, task.recurring, task.corrected, task.judged, strict=True)
    for key, row, recurring, corrected, judged in known_of_each:
        item = reading.read_page(rows.page(row), known, task.today, recurring, corrected)
        made = rows.of_reject(item) if isinstance(item, Reject) else rows.of_article(item, reader, judged)
        found.append(made | {"key": key, "number": 0, "last": True})
    return read_in(task.folder).write(found)


def batches(weights: Sequence[int], most: int, heaviest: int) -> Iterator[slice]:
    """Neighbours together, at most `most` of them and, but for one alone, not heavier than `heaviest`."""
    start, weight = 0, 0
    for number, own in enumerate(weights):
        if number > start and (number - start >= most or weight + own > heaviest):
            yield slice(start, number)
            start, weight = number, 0
        weight += own
    if weights:
        yield slice(start, len(weights))
