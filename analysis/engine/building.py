"""One build: what is known is looked up, what is missing is read, the tables are drawn from both."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pandas as pd

from analysis.engine import byhand, deciding, keys, pool, work
from analysis.engine.assembly import Corpus, assemble
from analysis.engine.parts import Parts, Slot
from analysis.reading import articles as reading
from analysis.reading import corrections
from analysis.reading.corrections import Corrections
from analysis.reading.formats import Reject, Source

# Called with the step ("opened", "read"), how many files or pages are done, and of how many.
Progress = Callable[[str, int, int], None]
# A task is so much at most, so that a killed build loses seconds and every core has work to the end.
_FILES_A_TASK, _BYTES_A_TASK = 250, 8_000_000
_PAGES_A_TASK, _CHARACTERS_A_TASK = 64, 800_000
# Below this a second process costs more than it saves: it takes seconds to load what we know. Opening files is
# ten times as fast as reading pages.
_CHARACTERS_WORTH_WORKERS, _BYTES_WORTH_WORKERS = 2_000_000, 20_000_000
_UNREADABLE = "unreadable"


class _There(NamedTuple):
    """Where the pages are, in the order of their sources; how many files there are, and how many had to be opened;
    the parts that are not to be found again.
    """

    slots: list[Slot | Reject]
    files: int
    new: int
    doubtful: set[str]


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
    given = corrections.load(settings.corrections) if settings.corrections else Corrections()
    with pool.Pool(settings.workers) as workers:
        there = _open(reading.sources(paths), pages, dict(settings.columns or {}), workers, progress)
        opened, recognised = deciding.opened(pages, there.slots)
        by_hand = byhand.reach(given, pages, [item for item in opened if isinstance(item, Slot)])
        decided = deciding.decide(pages, opened, given, by_hand.judged, today or date.today(), settings.ner)
        found, pages_read = _read(opened, decided, read, workers, progress)
    unused = given.unused(deciding.corrected(pages, opened, given))
    of_meetings = given.of_kind(*corrections.OF_MEETINGS)
    corpus = assemble([*found, *given.rejects, *by_hand.rejects, *unused], read, by_hand.renamed, of_meetings)
    corpus.files, corpus.files_opened = there.files, there.new
    corpus.pages, corpus.pages_read = sum(isinstance(item, Slot) for item in found), pages_read
    corpus.recognised = recognised
    pages.keep(slot for slot in there.slots if isinstance(slot, Slot) and slot.part not in there.doubtful)
    read.keep(item for item in found if isinstance(item, Slot))
    return corpus


def _open(
    sources: Sequence[Source | Reject],
    pages: Parts,
    columns: Mapping[str, str],
    workers: pool.Pool,
    progress: Progress,
) -> _There:
    """Looks up the pages of `sources`, and opens the files that are new."""
    index = pages.index()
    # A file without a key cannot be read: its number stands for it, under which nothing is ever known.
    named = [
        (keys.of_file(item, columns) or f"{_UNREADABLE} {number}", item)
        for number, item in enumerate(sources)
        if isinstance(item, Source)
    ]
    new = [(key, source) for key, source in named if key.startswith(_UNREADABLE) or key not in index]
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
    # What was read of a file that was changed or went away meanwhile is not what its key stands for.
    changed = [key for key, source in new if not key.startswith(_UNREADABLE) and keys.of_file(source, columns) != key]
    return _There(slots, len(named), len(new), {slot.part for key in changed for slot in index[key]})


def _size(source: Source) -> int:
    try:
        return source.size
    except OSError:
        return 0


def _read(
    opened: Sequence[Slot | Reject], decided: deciding.Decided, read: Parts, workers: pool.Pool, progress: Progress
) -> tuple[list[Slot | Reject], int]:
    """Where the reading of each page is, rejects as they are; how many pages had to be read."""
    index = read.index()
    new = list({one.key: one for one in decided.wanted if one.key not in index}.values())
    sizes = [one.size for one in new]
    tasks = (decided.task(new[part]) for part in work.batches(sizes, _PAGES_A_TASK, _CHARACTERS_A_TASK))
    done = 0
    for task, places in workers.run(work.read_pages, tasks, sum(sizes) >= _CHARACTERS_WORTH_WORKERS):
        index.add(places)
        done += len(task.keys)
        progress("read", done, len(new))
    wanted = iter(decided.wanted)
    return [item if isinstance(item, Reject) else index[next(wanted).key][0] for item in opened], len(new)
