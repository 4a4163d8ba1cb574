"""The files of one table: CSV for people, Parquet to read back, written in pieces of bounded size."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis import tables

_ARROW = {"str": pa.string(), "Int64": pa.int64(), "Float64": pa.float64(), "boolean": pa.bool_()}
# Rows that are written, and later read, at a time: whole texts are a thousand times as long as other rows.
_GROUP_ROWS = {"texts": 250}
_OTHER_GROUP_ROWS = 50_000

# A table as one frame, or as its frames one after the other, the same whenever they are asked for.
Table = pd.DataFrame | Callable[[], Iterator[pd.DataFrame]]


def why(error: OSError) -> str:
    """What the system says; Arrow gives its number alone."""
    return os.strerror(error.errno) if error.errno else str(error)


def belongs(path: Path, build: str) -> bool:
    """Whether the Parquet file at `path` carries that build. Raises OSError, ArrowException for one that is torn."""
    return (pq.read_schema(path).metadata or {}).get(b"entrevues_build") == build.encode()


def frames(name: str, table: Table) -> Iterator[pd.DataFrame]:
    """At least one frame, each keeping the contract."""
    if isinstance(table, pd.DataFrame):
        yield table
        return
    yield tables.frame(name)
    for frame in table():
        yield tables.frame(name, frame)


def digest(path: Path) -> bytes:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def write_csv(frames: Iterable[pd.DataFrame], path: Path) -> int:
    """Writes the rows of `frames`; gives their number."""
    rows = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        for number, frame in enumerate(frames):
            _readable(frame).to_csv(file, index=False, header=number == 0, lineterminator="\n")
            rows += len(frame)
    return rows


def _readable(frame: pd.DataFrame) -> pd.DataFrame:
    # A lone carriage return is left unquoted by Python before 3.13, and breaks the row.
    texts = [name for name in frame.columns if frame[name].dtype == "str"]
    returns = {
        name: frame[name].str.replace(r"\r\n?", "\n", regex=True)
        for name in texts
        if frame[name].str.contains("\r").any()
    }
    return frame.assign(**returns)


def write_parquet(frames: Iterable[pd.DataFrame], path: Path, name: str, build: str) -> None:
    """Writes the rows of `frames`, of the table `name`, as part of a build."""
    columns = [(column.name, _ARROW[column.dtype]) for column in tables.TABLES[name]]
    # Metadata of our own in place of pandas': the bytes do not change with its release.
    schema = pa.schema(columns).with_metadata({"entrevues_build": build})
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for group in _groups(frames, schema, _GROUP_ROWS.get(name, _OTHER_GROUP_ROWS)):
            writer.write_table(group, row_group_size=max(1, len(group)))


def _groups(frames: Iterable[pd.DataFrame], schema: pa.Schema, rows: int) -> Iterator[pa.Table]:
    """The rows of `frames` in tables of `rows` rows, the last one shorter; one empty table where there are none."""
    held: list[pa.Table] = []
    count, written = 0, False
    for frame in frames:
        held.append(
            pa.Table.from_pandas(frame, schema=schema, preserve_index=False).replace_schema_metadata(schema.metadata)
        )
        count += len(frame)
        while count >= rows:
            table = pa.concat_tables(held).combine_chunks()
            yield table.slice(0, rows)
            held, count, written = [table.slice(rows)], count - rows, True
    if count or not written:
        yield pa.concat_tables(held).combine_chunks()
