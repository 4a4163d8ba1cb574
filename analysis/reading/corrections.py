"""What a reader of the corpus put right by hand: ``corrections.csv`` in its folder, replayed on every build.

One line a correction, columns ``kind,target,value,note``:

- ``outlet``: `target` is a source_id, `value` the outlet's name, empty for unknown;
- ``date``: `target` is a source_id, `value` an ISO day, month or year (2023-02-22, 2023-02, 2023), empty for unknown.

Of two lines on the same kind and target the later counts. A line that cannot be used becomes a Reject; the rest
is applied.
"""

import csv
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from analysis.reading.formats import Reject

FILE = "corrections.csv"
COLUMNS = ("kind", "target", "value", "note")
KINDS = ("outlet", "date")

_PRECISIONS = {4: "year", 7: "month", 10: "day"}
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
# Completes a year or a month to a day, to see whether the calendar has it.
_FIRST = "0000-01-01"


@dataclass(frozen=True, slots=True)
class Correction:
    """What is put right on one source; None where nothing is said."""

    outlet: str | None = None
    published: str | None = None

    @property
    def precision(self) -> str:
        """Of `published`: day | month | year | unknown."""
        return _PRECISIONS.get(len(self.published or ""), "unknown")


@dataclass(slots=True)
class Corrections:
    """The corrections of a corpus by source_id, and the lines that are none."""

    of_source: dict[str, Correction] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)  # source_id → its last line

    def unused(self, sources: set[str]) -> list[Reject]:
        """A Reject for each target that is none of `sources`."""
        return [
            _reject(self.lines[target], f"No input is called {target!r}.")
            for target in self.of_source
            if target not in sources
        ]


def load(path: Path) -> Corrections:
    """The corrections of the file at `path`; none where there is no file. Raises nothing for bad content."""
    found = Corrections()
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return found
    except OSError as error:
        found.rejects.append(Reject(path.name, f"The file cannot be read: {error.strerror or error}.", "open"))
        return found
    except UnicodeDecodeError:
        found.rejects.append(Reject(path.name, "The file is not UTF-8; save it as CSV UTF-8.", "open"))
        return found
    _read(text, path.name, found)
    return found


def _read(text: str, name: str, found: Corrections) -> None:
    reader = csv.reader(text.splitlines(keepends=True))
    header = next(reader, [])
    if header and [cell.strip().lower() for cell in header][:3] != list(COLUMNS[:3]):
        found.rejects.append(Reject(name, f"The first line must be {','.join(COLUMNS)}.", "read"))
        return
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                _line([cell.strip() for cell in cells], reader.line_num, found)
    except csv.Error as error:
        found.rejects.append(_reject(reader.line_num, f"The line is not CSV: {error}."))


def _line(cells: list[str], number: int, found: Corrections) -> None:
    if len(cells) not in (3, len(COLUMNS)):
        found.rejects.append(_reject(number, f"{len(cells)} cells where {','.join(COLUMNS)} are expected."))
        return
    kind, target, value = cells[:3]
    if kind not in KINDS:
        found.rejects.append(_reject(number, f"The kind {kind!r} is unknown; known are {', '.join(KINDS)}."))
    elif not target:
        found.rejects.append(_reject(number, "The target is empty; it is the source_id of an article."))
    elif kind == "date" and value and not _is_day(value):
        found.rejects.append(_reject(number, f"{value!r} is no date; write 2023-02-22, 2023-02 or 2023."))
    else:
        before = found.of_source.get(target, Correction())
        outlet, published = (value, before.published) if kind == "outlet" else (before.outlet, value)
        found.of_source[target] = Correction(outlet, published)
        found.lines[target] = number


def _is_day(value: str) -> bool:
    if not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value + _FIRST[len(value) :])
    except ValueError:
        return False
    return True


def _reject(line: int, reason: str) -> Reject:
    return Reject(f"{FILE}, line {line}", reason, "read")
