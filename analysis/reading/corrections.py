"""What a reader of the corpus put right by hand: ``corrections.csv`` in its folder, replayed on every build.

One line a correction, columns ``kind,target,value,note``:

- ``outlet``: `target` is a source_id, `value` the outlet's name, empty for unknown;
- ``date``: `target` is a source_id, `value` an ISO day, month or year (2023-02-22, 2023-02, 2023), empty for unknown;
- ``alias``: `target` are words as the press writes them, `value` the actor that they name (its name or actor_id);
- ``same``: `target` is an actor that is no other than the actor `value`;
- ``nobody``: `target` is a name found in the press that is no person's; `value` is empty;
- ``merge``, ``split``: meetings made one, a report taken out of its meeting (see merging).

Of two lines on the same kind and target the later counts, but for merge and split, which all stand. A line that
cannot be used becomes a Reject; the rest is applied.
"""

import csv
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from analysis.language.text import normalise
from analysis.reading.formats import Reject

FILE = "corrections.csv"
COLUMNS = ("kind", "target", "value", "note")
OF_SOURCES, OF_ACTORS, OF_MEETINGS = ("outlet", "date"), ("alias", "same", "nobody"), ("merge", "split")
KINDS = (*OF_SOURCES, *OF_ACTORS, *OF_MEETINGS)
_TARGETS = {
    **dict.fromkeys(OF_SOURCES, "the source_id of an article"),
    "alias": "words as the press writes them",
    "same": "an actor",
    "nobody": "a name found in the press",
    **dict.fromkeys(OF_MEETINGS, "a report"),
}

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


@dataclass(frozen=True, slots=True)
class Line:
    """A line on actors or meetings, well formed; whether target and value exist is for who applies it to find out."""

    number: int
    kind: str
    target: str
    value: str
    note: str = ""

    def reject(self, reason: str) -> Reject:
        """Why this line cannot be used, in one plain sentence."""
        return _reject(self.number, reason)


@dataclass(slots=True)
class Corrections:
    """The corrections of a corpus by source_id, those of actors and meetings by line, and the lines that are none."""

    of_source: dict[str, Correction] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)  # source_id → its last line
    others: list[Line] = field(default_factory=list)

    def of_kind(self, *kinds: str) -> list[Line]:
        """The lines of these kinds of actors or meetings that count, in the order of the file."""
        return [line for line in self.others if line.kind in kinds]

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
    line = Line(number, *cells)
    if wrong := _wrong(line):
        found.rejects.append(line.reject(wrong))
    elif line.kind in OF_SOURCES:
        before = found.of_source.get(line.target, Correction())
        outlet, published = (line.value, before.published) if line.kind == "outlet" else (before.outlet, line.value)
        found.of_source[line.target] = Correction(outlet, published)
        found.lines[line.target] = number
    else:
        if line.kind in OF_ACTORS:
            found.others = [other for other in found.others if not _on_the_same(other, line)]
        found.others.append(line)


def _wrong(line: Line) -> str:
    """What is wrong with the form of a line; "" for nothing."""
    if line.kind not in KINDS:
        return f"The kind {line.kind!r} is unknown; known are {', '.join(KINDS)}."
    if not line.target:
        return f"The target is empty; it is {_TARGETS[line.kind]}."
    if line.kind == "date" and line.value and not _is_day(line.value):
        return f"{line.value!r} is no date; write 2023-02-22, 2023-02 or 2023."
    if line.kind in ("alias", "same") and not line.value:
        return "The value is empty; it is the name or actor_id of an actor."
    if line.kind == "nobody" and line.value:
        return f"A name that is nobody's takes no value, and here is {line.value!r}."
    return ""


def _on_the_same(one: Line, other: Line) -> bool:
    """Of two words for one actor, or two judgements on one name, the later counts."""
    return one.kind in OF_ACTORS and normalise(one.target) == normalise(other.target)


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
