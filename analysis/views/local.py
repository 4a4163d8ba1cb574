"""The reader's own corpora: dropped files kept in a folder, built by the command line in a process of its own.

    DATA/NAME/            a corpus as any other (see store.py)
    DATA/NAME/source/     the files as they were dropped, from which it can be built again
    DATA/NAME/corrections.csv    what was put right by hand, replayed by every build

A process of its own, because a build loads what a page must not wait for, keeps a core busy for seconds
to hours, and goes on when the reader leaves the page. Killed, it is taken up again by the next one.
"""

import csv
import filecmp
import io
import os
import re
import threading
from collections import deque
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from pathlib import Path

from analysis import store
from analysis.views import ready

ROOT = Path(__file__).resolve().parent.parent.parent
VARIABLE = "ENTREVUES_DATA"  # where the corpora of the reader lie, in place of data/local
SOURCE = "source"
# As in analysis.reading.corrections, which would wake the rooms that read; a test holds the two together.
CORRECTIONS, COLUMNS = "corrections.csv", ("kind", "target", "value", "note")
_LONGEST_NAME = 120  # characters of a kept file's name; with a number and any accents well under 255 bytes
_LONGEST_ENDING = 20
_LINES_KEPT = 200  # of what a build says: enough for its last rejects and its error
_PAUSE = "0.5"  # seconds between two of its signs of life, about as often as the page looks
_PROGRESS = re.compile(r"(\d+) of (\d+) \w+ (opened|read)")  # as the command line tells it
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


class LocalError(Exception):
    """Something that cannot be done now, in one plain sentence."""


class BusyError(LocalError):
    """Another build is running; two at once would share the same cores and perhaps the same folder."""


class Job:
    """A build at work. `told` holds the last lines it said; `added` the files it was started for."""

    def __init__(self, folder: Path, added: Sequence[Path] = (), source_id: str = "") -> None:
        self.folder, self.added, self.source_id = folder, tuple(added), source_id
        self.told: deque[str] = deque(maxlen=_LINES_KEPT)
        self.progress: tuple[str, int, int] | None = None  # opened or read, so many of so many
        self._process = ready.run(["build", str(folder / SOURCE), "--out", str(folder), "--progress", _PAUSE])
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        with self._process as process:
            for line in process.stderr or ():
                if found := _PROGRESS.match(line):
                    self.progress = (found[3], int(found[1]), int(found[2]))
                else:
                    self.told.append(line.rstrip("\n"))

    @property
    def running(self) -> bool:
        """Whether it is still at work."""
        return self._listener.is_alive()

    @property
    def failed(self) -> bool:
        """Whether it ended without a corpus."""
        return not self.running and self._process.returncode != 0

    def wait(self) -> None:
        """Returns when it has ended."""
        self._listener.join()


_starting = threading.Lock()
_jobs: list[Job] = []  # the last one; a build outlives the page and the reader that asked for it


def home() -> Path:
    """The folder of the reader's corpora; it may not be there yet."""
    return Path(os.environ.get(VARIABLE) or ROOT / "data" / "local").expanduser()


def corpora() -> list[Path]:
    """The reader's corpora by name."""
    return [folder for folder in _folders() if store.is_corpus(folder)]


def unfinished() -> list[Path]:
    """Folders with files in them whose first build was stopped."""
    busy = {job.folder for job in _jobs if job.running}
    return [
        folder
        for folder in _folders()
        if folder not in busy and not store.is_corpus(folder) and any(_kept(folder / SOURCE))
    ]


def editable(folder: Path) -> bool:
    """Whether the corpus in `folder` can be built again: it is the reader's own, with the files it was made of."""
    return folder.resolve().parent == home().resolve() and (folder / SOURCE).is_dir()


def keep(files: Iterable[tuple[str, bytes | memoryview]], folder: Path) -> list[Path]:
    """Writes `files` (name, content) into the sources of `folder`; gives those that are new there.

    A file that is there already, name and content, is left alone; of another content it gets a number.
    Raises LocalError where the disk refuses.
    """
    added = []
    try:
        (folder / SOURCE).mkdir(parents=True, exist_ok=True)
        for name, content in files:
            fresh = folder / SOURCE / ".new"
            fresh.write_bytes(content)
            path = _free(folder / SOURCE, _safe_name(name), fresh)
            if path is None:
                fresh.unlink()
                continue
            fresh.rename(path)
            added.append(path)
    except OSError as error:
        raise LocalError(f"cannot keep the files in {folder}: {error.strerror or error}") from error
    return added


def start(folder: Path, added: Sequence[Path] = (), source_id: str = "") -> Job:
    """Builds the corpus of `folder` from its sources. Raises BusyError while another build is at work."""
    with _starting:
        if any(job.running for job in _jobs):
            raise BusyError("another corpus is being built; try again when it is done")
        _jobs[:] = [Job(folder, added, source_id)]
        return _jobs[0]


def settle(job: Job) -> None:
    """After a first build that gave no corpus: takes back the files that it was started for."""
    if not job.failed or store.is_corpus(job.folder):
        return
    for path in job.added:
        path.unlink(missing_ok=True)
    for folder in (job.folder / SOURCE, job.folder):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def is_day(text: str) -> bool:
    """Whether `text` is an ISO day, month or year of the calendar, or empty (unknown)."""
    try:
        return not text or bool(_DAY.fullmatch(text) and date.fromisoformat(text + "0000-01-01"[len(text) :]))
    except ValueError:
        return False


def corrections(folder: Path, target: str = "", kinds: Collection[str] = ()) -> list[list[str]]:
    """The lines of corrections.csv on one target (an article's source_id, words, a meeting …) or all, of these kinds
    or all: kind, target, value, note. Raises LocalError where the file cannot be read.
    """
    return [row for row in _rows(folder) if _is_on(row, target, kinds)]


def correct(folder: Path, target: str, values: dict[str, str], note: str = "") -> None:
    """Adds a line for each of `values` (kind → value). Raises LocalError where it cannot be written."""
    rows = [[kind, target, " ".join(value.split()), " ".join(note.split())] for kind, value in values.items()]
    _write(folder, [*_rows(folder), *rows])


def withdraw(folder: Path, target: str, kinds: Collection[str] = ()) -> None:
    """Takes the corrections of one target away, those of `kinds` or all. Raises LocalError where the file cannot be
    written.
    """
    _write(folder, [row for row in _rows(folder) if not _is_on(row, target, kinds)])


def _is_on(row: Sequence[str], target: str, kinds: Collection[str]) -> bool:
    return (not target or row[1:2] == [target]) and (not kinds or row[0] in kinds)


def _rows(folder: Path) -> list[list[str]]:
    """The lines of corrections.csv below its head, bad ones too: they are the build's to reject."""
    try:
        text = (folder / CORRECTIONS).read_text(encoding="utf-8-sig")
        return [row for row in csv.reader(io.StringIO(text)) if row][1:]
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise LocalError(f"{folder / CORRECTIONS} cannot be read ({error}); put it right or remove it") from error


def _write(folder: Path, rows: Sequence[Sequence[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([COLUMNS, *rows])
    fresh = folder / f".{CORRECTIONS}.new"
    try:
        fresh.write_text(text.getvalue(), encoding="utf-8")
        fresh.replace(folder / CORRECTIONS)
    except OSError as error:
        raise LocalError(f"cannot write {folder / CORRECTIONS}: {error.strerror or error}") from error


def _folders() -> list[Path]:
    return sorted(folder for folder in home().iterdir() if folder.is_dir()) if home().is_dir() else []


def _kept(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if not path.name.startswith(".")] if folder.is_dir() else []


def _safe_name(name: str) -> str:
    """A name that is one on every system, hidden nowhere, and keeps its ending."""
    plain = _UNSAFE.sub("-", re.split(r"[/\\]", name)[-1]).strip(". ") or "article"
    ending = Path(plain).suffix[:_LONGEST_ENDING]
    return plain.removesuffix(Path(plain).suffix)[: _LONGEST_NAME - len(ending)] + ending


def _free(folder: Path, name: str, fresh: Path) -> Path | None:
    """Where to put the file `fresh`; None where it is already."""
    path, number = folder / name, 1
    while path.exists():
        if path.is_file() and filecmp.cmp(path, fresh, shallow=False):
            return None
        number += 1
        path = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
    return path
