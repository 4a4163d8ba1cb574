"""Rows of a knowledge file that remember where they stand, so that an error can say it."""

import csv
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analysis.knowledge.model import KnowledgeError


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a CSV file."""

    cells: dict[str, str]
    file: str
    line: int

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def items(self, column: str) -> list[str]:
        """The items of a cell, `; ` between."""
        return [item.strip() for item in self.cells[column].split(";") if item.strip()]

    def yes(self, column: str) -> bool:
        """A cell that says yes or nothing."""
        if self.cells[column] not in ("", "yes"):
            raise self.error(f"{column} must be « yes » or empty, not {self.cells[column]!r}")
        return self.cells[column] == "yes"

    def one_of(self, column: str, allowed: tuple[str, ...]) -> str:
        """A cell that must hold one of `allowed`."""
        if self.cells[column] not in allowed:
            raise self.error(f"{column} {self.cells[column]!r} is not one of {', '.join(map(repr, allowed))}")
        return self.cells[column]

    def number(self, column: str) -> float | None:
        """A number, None for an empty cell."""
        try:
            return float(self.cells[column]) if self.cells[column] else None
        except ValueError:
            raise self.error(f"{column} {self.cells[column]!r} is not a number") from None

    def days(self, column: str) -> tuple[date, date] | None:
        """First and last day a cell YYYY, YYYY-MM or YYYY-MM-DD can mean; None for an empty cell."""
        parts = self.cells[column].split("-")
        if parts == [""]:
            return None
        try:
            if [len(part) for part in parts] != [4, 2, 2][: len(parts)]:
                raise ValueError
            year, month, day = [*map(int, parts), 0, 0][:3]
            first = date(year, month or 1, day or 1)
            last = month or 12
            return first, date(year, last, day or monthrange(year, last)[1])
        except ValueError:
            raise self.error(
                f"{column} {self.cells[column]!r} is not a day YYYY-MM-DD, a month YYYY-MM or a year YYYY"
            ) from None

    def error(self, message: str) -> KnowledgeError:
        """An error that says where."""
        return KnowledgeError(f"{self.file}, line {self.line}: {message}")


def read(folder: Path, file: str, columns: tuple[str, ...]) -> list[Row]:
    """The rows of `folder/file`, which must have exactly `columns`; a line that starts with # is skipped."""
    path = folder / file
    if not path.is_file():
        raise KnowledgeError(f"{path}: this knowledge file is missing")
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        if tuple(next(reader, ())) != columns:
            raise KnowledgeError(f"{file}, line 1: the columns must be {', '.join(columns)}")
        return [
            _row(cells, columns, file, reader.line_num) for cells in reader if cells and not cells[0].startswith("#")
        ]


def _row(cells: list[str], columns: tuple[str, ...], file: str, line: int) -> Row:
    if len(cells) != len(columns):
        raise KnowledgeError(f"{file}, line {line}: {len(cells)} cells instead of {len(columns)}")
    return Row(dict(zip(columns, map(str.strip, cells), strict=True)), file, line)
