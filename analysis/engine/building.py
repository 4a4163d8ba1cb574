"""One build: what is known is looked up, what is missing is read, the tables are drawn from both."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.engine import byhand, keys, pool, work
from analysis.engine.assembly import Corpus, assemble
from analysis.engine.parts import Parts, Slot
from analysis.extraction import ner
from analysis.extraction.byhand import Judgement
from analysis.reading import articles as reading
from analysis.reading import corrections, repetition
from analysis.reading.corrections import Correction, Corrections
from analysis.reading.formats import Reject, Source

# Called with the step ("opened", "read"), how many files or pages are done, and of how many.
Progress = Callable[[str, int, int], None]
# A task is so much at most, so that a killed build loses seconds and every core has work to the end.
_FILES_A_TASK, _BYTES_A_TASK = 250, 8_000_000
_PAGES_A_TASK, _CHARACTERS_A_TASK = 64, 800_000
# Below this a second process costs more than it saves: it takes seconds to load what we know. Opening files is
# ten times as fast as reading pages.
_CHARACTERS_WORTH_WORKERS, _BYTES_WORTH_WORKERS = 2_000_000, 20_000_000
_HEADER = ("source_id", "reason", "stage", "digest", "place", "lines", "size", "recognised")


class _Page(NamedTuple):
    """What deciding needs of one page: no text."""

    source_id: str
    digest: str
    place: str
    lines: repetition.Hashes
    size: int
    slot: Slot


class _Wanted(NamedTuple):
    """A page under the key of its reading."""

    key: str
    page: _Page
    common: repetition.Common
    corrected: Correction | None
    judged: tuple[Judgement, ...]


@dataclass(slots=True)
class Settings:
    """How to build. `corrections`: the file, where there is one; `columns`: names that override the recognised."""

    corrections: Path | None = None
    columns: Mapping[str, str] | None = None
    fresh: bool = False
    workers: int | None = None  # processes; None: one a core, for small work this one alone
    ner: str | None = None  # see extraction.ner.option


def build(paths: Sequence[Path], progress: Progress = lambda step, done, total: None) -> dict[str, pd.DataFrame]:
    """The tables of the articles found at `paths` (files or folders), in memory.

    Bad inputs become rows of `rejects`; only a missing or contradictory knowledge file raises (KnowledgeError).
    Much work is spread over processes: a script that calls this guards its own start (`if __name__ == "__main__"`).
    """
    with TemporaryDirectory(prefix="entrevues-") as folder:
        return stream(paths, Path(folder), Settings(), progress).frames()


def stream(
    paths: Sequence[Path],
    folder: Path,
    settings: Settings,
    progress: Progress = lambda step, done, total: None,
    today: date | None = None,
) -> Corpus:
    """The corpus of `paths`, its long tables in chunks. What is read is kept in `folder`, and looked up there.

    `progress` is called after each task. Raises KnowledgeError, NerError, WorkerLostError, OSError where `folder`
    cannot be written. The tables depend on the inputs, the corrections, the settings and the program alone, not on
    what was read before.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pages, read = work.pages_in(folder), work.read_in(folder)
    if settings.fresh:
        pages.keep(())
        read.keep(())
    sources = reading.sources(paths)
    given = corrections.load(settings.corrections) if settings.corrections else Corrections()
    with pool.Pool(settings.workers) as workers:
        slots, files_opened = _open(sources, pages, dict(settings.columns or {}), workers, progress)
        opened, recognised = _headers(slots, pages)
        by_hand = byhand.reach(given, pages, [item.slot for item in opened if isinstance(item, _Page)])
        namer = ner.load(settings.ner)
        wanted = _wanted(opened, given, by_hand.judged, namer.identity if namer else "")
        make = partial(_task, pages=pages, today=today or date.today(), asked=settings.ner)
        found, pages_read = _read(opened, wanted, make, read, workers, progress)
    unused = given.unused({item.source_id for item in opened})
    of_meetings = given.of_kind(*corrections.OF_MEETINGS)
    corpus = assemble([*found, *given.rejects, *by_hand.rejects, *unused], read, by_hand.renamed, of_meetings)
    corpus.files, corpus.files_opened = sum(isinstance(source, Source) for source in sources), files_opened
    corpus.pages, corpus.pages_read = sum(isinstance(item, Slot) for item in found), pages_read
    corpus.recognised = recognised
    pages.keep(slot for slot in slots if isinstance(slot, Slot))
    read.keep(item for item in found if isinstance(item, Slot))
    return corpus


def _open(
    sources: Sequence[Source | Reject],
    pages: Parts,
    columns: Mapping[str, str],
    workers: pool.Pool,
    progress: Progress,
) -> tuple[list[Slot | Reject], int]:
    """Where the pages of `sources` are, in their order, and how many files had to be opened."""
    index = pages.index()
    # A file without a key cannot be read: its number stands for it, under which nothing is ever known.
    named = [
        (keys.of_file(item, columns) or f"unreadable {number}", item)
        for number, item in enumerate(sources)
        if isinstance(item, Source)
    ]
    new = [(key, source) for key, source in named if key.startswith("unreadable") or key not in index]
    sizes = [_size(source) for _, source in new]
    tasks = [
        work.OpenTask(pages.folder, tuple(new[part]), columns)
        for part in work.batches(sizes, _FILES_A_TASK, _BYTES_A_TASK)
    ]
    done = 0
    for task, places in workers.run(work.open_files, tasks, sum(sizes) >= _BYTES_WORTH_WORKERS):
        index.add(places)
        done += len(task.sources)
        progress("opened", done, len(new))
    key_of = {id(source): key for key, source in named}
    slots: list[Slot | Reject] = []
    for item in sources:
        slots += [item] if isinstance(item, Reject) else index[key_of[id(item)]]
    return slots, len(new)


def _size(source: Source) -> int:
    try:
        return source.size
    except OSError:
        return 0


def _headers(slots: Sequence[Slot | Reject], pages: Parts) -> tuple[list["_Page | Reject"], list[Mapping[str, Any]]]:
    """What deciding needs of the pages at `slots`, and how their files were understood."""
    rows = (
        row
        for table in pages.take((slot for slot in slots if isinstance(slot, Slot)), _HEADER)
        for row in table.to_pylist()
    )
    opened: list[_Page | Reject] = []
    recognised: list[Mapping[str, Any]] = []
    for slot in slots:
        if isinstance(slot, Reject):
            opened.append(slot)
            continue
        row = next(rows)
        recognised += json.loads(row["recognised"] or "[]")
        if row["reason"] is not None:
            opened.append(Reject(row["source_id"], row["reason"], row["stage"]))
            continue
        lines = np.frombuffer(row["lines"] or b"", dtype=np.uint64)
        opened.append(_Page(row["source_id"], row["digest"], row["place"], lines, row["size"], slot))
    return opened, recognised


def _wanted(
    opened: Sequence[_Page | Reject], given: Corrections, judged: Sequence[tuple[Judgement, ...]], namer: str
) -> list[_Wanted]:
    """The pages among `opened`, each with what is known of it from the others and by hand."""
    headers = [item for item in opened if isinstance(item, _Page)]
    common = repetition.common((page.place, page.lines) for page in headers)
    return [
        _Wanted(key, page, shared, corrected, names)
        for page, names in zip(headers, judged, strict=True)
        for shared, corrected in ((common[page.place], given.of_source.get(page.source_id)),)
        for key in (keys.of_page(page.digest, shared.of(page.lines), corrected, names, namer),)
    ]


def _read(
    opened: Sequence[_Page | Reject],
    wanted: Sequence[_Wanted],
    make: Callable[[Sequence[_Wanted]], work.ReadTask],
    read: Parts,
    workers: pool.Pool,
    progress: Progress,
) -> tuple[list[Slot | Reject], int]:
    """Where the reading of each page is, rejects as they are; how many pages had to be read."""
    index = read.index()
    new = list({one.key: one for one in wanted if one.key not in index}.values())
    sizes = [one.page.size for one in new]
    tasks = (make(new[part]) for part in work.batches(sizes, _PAGES_A_TASK, _CHARACTERS_A_TASK))
    done = 0
    for task, places in workers.run(work.read_pages, tasks, sum(sizes) >= _CHARACTERS_WORTH_WORKERS):
        index.add(places)
        done += len(task.keys)
        progress("read", done, len(new))
    keyed = iter(wanted)
    return [item if isinstance(item, Reject) else index[next(keyed).key][0] for item in opened], len(new)


def _task(wanted: Sequence[_Wanted], pages: Parts, today: date, asked: str | None) -> work.ReadTask:
    return work.ReadTask(
        folder=pages.folder,
        keys=tuple(one.key for one in wanted),
        slots=tuple(one.page.slot for one in wanted),
        recurring=tuple(one.common.of(one.page.lines) for one in wanted),
        corrected=tuple(one.corrected for one in wanted),
        judged=tuple(one.judged for one in wanted),
        today=today,
        ner=asked,
    )
