"""Parts: what was read so far, in small Parquet files that appear whole or not at all.

Each row belongs to a key; a key may have several rows, numbered, the last one marked: without it the key is taken
as never written. A file is named by the keys it holds, so that a build that is repeated writes the same files.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

# Parts held open at a time while rows are drawn: those of earlier builds alternate with a new one.
_OPEN = 4
# Rows are handed out in tables of about so many bytes: what is done to a table costs much the same for ten rows.
_TOGETHER = 4_000_000
# What is freed goes back to the system at once: Arrow's own allocator would hold a quarter more of a build's memory.
pa.set_memory_pool(pa.system_memory_pool())
_KEY = (pa.field("key", pa.string()), pa.field("number", pa.int32()), pa.field("last", pa.bool_()))


class Slot(NamedTuple):
    """Where a row is: name of the part, number of the row in it."""

    part: str
    row: int


class Parts:
    """The parts of one kind in one folder."""

    def __init__(self, folder: Path, kind: str, schema: pa.Schema) -> None:
        self.folder, self.kind = folder, kind
        self.schema = pa.schema([*_KEY, *schema])

    def write(self, rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, int, bool, Slot]]:
        """Writes `rows` (with their key, number and last) as one part; gives the place of each."""
        names = "\n".join(f"{row['key']} {row['number']}" for row in rows)
        part = f"{self.kind}-{blake2b(names.encode(), digest_size=8).hexdigest()}.parquet"
        beside = self.folder / f".{part}.{os.getpid()}.new"
        pq.write_table(pa.Table.from_pylist(list(rows), schema=self.schema), beside, compression="zstd")
        beside.replace(self.folder / part)
        return [(row["key"], row["number"], row["last"], Slot(part, number)) for number, row in enumerate(rows)]

    def index(self) -> "Index":
        """What the folder holds. A file that cannot be read is deleted: what it held is read again."""
        index = Index()
        for path in sorted(self.folder.glob(f"{self.kind}-*.parquet")):
            try:
                with pq.ParquetFile(path) as file:
                    known = file.schema_arrow.equals(self.schema)
                    table = file.read(columns=["key", "number", "last"], use_threads=False) if known else None
            except (OSError, pa.ArrowException):
                table = None
            if table is None:  # of another version of the program, or torn by a failing disk
                path.unlink(missing_ok=True)
                continue
            cells = zip(*(table[name].to_pylist() for name in ("key", "number", "last")), strict=True)
            index.add((key, number, last, Slot(path.name, row)) for row, (key, number, last) in enumerate(cells))
        return index

    def take(self, slots: Iterable[Slot], columns: Sequence[str]) -> Iterator[pa.Table]:
        """The rows at `slots`, in their order, as tables of `columns`, each of many rows."""

        @lru_cache(_OPEN)
        def load(part: str) -> pa.Table:
            with pq.ParquetFile(self.folder / part) as file:
                return file.read(columns=list(columns), use_threads=False)

        held, size = list[pa.Table](), 0
        for part, rows in _runs(slots):
            # Copied out of their part, which would stay as long as any of its rows.
            held.append(load(part).take(pa.array(rows)))
            size += held[-1].nbytes
            if size >= _TOGETHER:
                yield pa.concat_tables(held)
                held, size = [], 0
        if held:
            yield pa.concat_tables(held)

    def keep(self, slots: Iterable[Slot]) -> None:
        """Deletes the parts of which no row is among `slots`, and what a killed build left half-written."""
        used = {slot.part for slot in slots}
        for path in (*self.folder.glob(f"{self.kind}-*.parquet"), *self.folder.glob(f".{self.kind}-*.new")):
            if path.name not in used:
                path.unlink(missing_ok=True)


class Index:
    """Where the rows of each key are, gathered from parts that come in any order."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Slot | None]] = {}
        self._length: dict[str, int] = {}

    def add(self, places: Iterable[tuple[str, int, bool, Slot]]) -> None:
        """Takes in the places that `Parts.write` gave."""
        for key, number, last, slot in places:
            rows = self._rows.setdefault(key, [])
            rows += [None] * (number + 1 - len(rows))
            rows[number] = slot
            if last:
                self._length[key] = number + 1

    def __iter__(self) -> Iterator[str]:
        """The keys that are contained."""
        return (key for key in self._length if key in self)

    def __contains__(self, key: str) -> bool:
        length = self._length.get(key)
        return length is not None and None not in self._rows[key][:length]

    def __getitem__(self, key: str) -> list[Slot]:
        """The rows of a key that is contained, in the order of their numbers."""
        return [slot for slot in self._rows[key][: self._length[key]] if slot]


def _runs(slots: Iterable[Slot]) -> Iterator[tuple[str, list[int]]]:
    """Neighbours in one part, together."""
    part, rows = "", list[int]()
    for slot in slots:
        if slot.part != part:
            if rows:
                yield part, rows
            part, rows = slot.part, []
        rows.append(slot.row)
    if rows:
        yield part, rows
