"""A built corpus on disk: one folder, each table as Parquet (to read back) and as CSV (for people).

A third file, ``corpus.json``, names the tables and their build, a digest of all their cells. It is
renamed into place last and each Parquet file carries the same build, so that a reader never takes a
half-written corpus for a whole one, and a cache has a cheap key.
"""

import hashlib
import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis import tables

MANIFEST = "corpus.json"
FORMAT = 1
# A reader that meets a writer at work tries again: renaming all files of a corpus takes well under this.
_TRIES, _PAUSE_SECONDS = 20, 0.05
_ARROW = {"str": pa.string(), "Int64": pa.int64(), "Float64": pa.float64(), "boolean": pa.bool_()}
_PANDAS = {pa.int64(): pd.Int64Dtype(), pa.float64(): pd.Float64Dtype(), pa.bool_(): pd.BooleanDtype()}


class StoreError(Exception):
    """A corpus that cannot be read or written: what, where, what to do."""


class _MixedError(StoreError):
    """Files of two builds: a writer is at work, or was stopped."""


def write(frames: Mapping[str, pd.DataFrame], folder: Path) -> str:
    """Writes `frames` (table name → frame that keeps its contract) to `folder`; gives the version.

    The same frames give the same bytes. Tables of an earlier build that are not among `frames` are
    removed. Raises TableError for a frame that breaks its contract, StoreError where the disk refuses.
    """
    kept = {name: tables.frame(name, frames[name]) for name in tables.TABLES if name in frames}
    unknown = sorted(set(frames) - set(tables.TABLES))
    if unknown:
        raise tables.TableError(f"unknown tables {unknown}; the tables are {', '.join(tables.TABLES)}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _write(kept, folder)
    except OSError as error:
        raise StoreError(f"cannot write the corpus {folder}: {error.strerror or error}") from error
    except UnicodeEncodeError as error:
        raise StoreError(
            f"cannot write the corpus {folder}: a text is not valid Unicode ({error.object[error.start : error.end]!r})"
        ) from error


def read(folder: Path) -> dict[str, pd.DataFrame]:
    """Every table of tables.TABLES, from the corpus in `folder`; those it does not hold are empty.

    Raises StoreError where there is no corpus, a file is missing or broken, or a column is not as agreed.
    """
    for _ in range(_TRIES - 1):
        try:
            return _read(folder)
        except _MixedError:
            time.sleep(_PAUSE_SECONDS)
    return _read(folder)


def version(folder: Path) -> str:
    """The build in `folder`: a short text that changes with any cell. Raises StoreError if there is none."""
    return str(_manifest(folder)["build"])


def is_corpus(folder: Path) -> bool:
    """Whether `folder` holds a built corpus."""
    return (folder / MANIFEST).is_file()


def _write(frames: Mapping[str, pd.DataFrame], folder: Path) -> str:
    digest = hashlib.sha256()
    for name, frame in frames.items():
        _write_csv(frame, _beside(folder / f"{name}.csv"))
        digest.update(name.encode())
        digest.update(_digest(_beside(folder / f"{name}.csv")))
    build = digest.hexdigest()[:16]
    for name, frame in frames.items():
        _write_parquet(frame, _beside(folder / f"{name}.parquet"), name, build)
    manifest = {"format": FORMAT, "build": build, "tables": {name: len(frames[name]) for name in frames}}
    _beside(folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    for name in frames:
        for kind in ("csv", "parquet"):
            _beside(folder / f"{name}.{kind}").replace(folder / f"{name}.{kind}")
    _beside(folder / MANIFEST).replace(folder / MANIFEST)
    for name in set(tables.TABLES) - set(frames):
        for kind in ("csv", "parquet"):
            (folder / f"{name}.{kind}").unlink(missing_ok=True)
    return build


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _write_csv(frame: pd.DataFrame, path: Path) -> None:
    # A lone carriage return is left unquoted by Python before 3.13, and breaks the row.
    texts = [name for name in frame.columns if frame[name].dtype == "str"]
    returns = {
        name: frame[name].str.replace(r"\r\n?", "\n", regex=True)
        for name in texts
        if frame[name].str.contains("\r").any()
    }
    frame.assign(**returns).to_csv(path, index=False, encoding="utf-8", lineterminator="\n")


def _write_parquet(frame: pd.DataFrame, path: Path, name: str, build: str) -> None:
    schema = pa.schema([(column.name, _ARROW[column.dtype]) for column in tables.TABLES[name]])
    # Metadata of our own in place of pandas': the bytes do not change with its release.
    table = pa.Table.from_pandas(frame, schema=schema, preserve_index=False)
    pq.write_table(table.replace_schema_metadata({"entrevues_build": build}), path, compression="zstd")


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise StoreError(
            f"{folder} holds no corpus ({MANIFEST} is missing); build one with "
            f"python -m analysis build PATH --out {folder}"
        ) from None
    except OSError as error:
        raise StoreError(f"cannot read {path}: {error.strerror}") from error
    except ValueError as error:
        raise StoreError(f"{path} is not readable JSON ({error}); build the corpus again") from error
    if (
        not isinstance(found, dict)
        or found.get("format") != FORMAT
        or not found.get("build")
        or not isinstance(found.get("tables"), dict)
    ):
        raise StoreError(f"{path} is not of format {FORMAT}; build the corpus again")
    return found


def _read(folder: Path) -> dict[str, pd.DataFrame]:
    manifest = _manifest(folder)
    return {
        name: _read_table(folder, name, str(manifest.get("build")))
        if name in manifest["tables"]
        else tables.frame(name)
        for name in tables.TABLES
    }


def _read_table(folder: Path, name: str, build: str) -> pd.DataFrame:
    path = folder / f"{name}.parquet"
    try:
        # One thread: tables this small gain nothing, and pyarrow's pool costs more than it saves.
        with pq.ParquetFile(path) as file:
            found = file.read(use_threads=False)
    except FileNotFoundError:
        raise _MixedError(f"{path} is missing; build the corpus again") from None
    except (OSError, pa.ArrowException) as error:
        raise StoreError(f"{path} cannot be read ({error}); build the corpus again") from error
    if (found.schema.metadata or {}).get(b"entrevues_build") != build.encode():
        raise _MixedError(f"{path} belongs to another build than {folder / MANIFEST}; build the corpus again")
    try:
        return tables.frame(name, found.to_pandas(types_mapper=_PANDAS.get))
    except tables.TableError as error:
        raise StoreError(f"{path}: {error}; build the corpus again") from error
