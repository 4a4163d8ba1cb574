"""A built corpus on disk: one folder, each table as Parquet (to read back) and as CSV (for people).

A third file, ``corpus.json``, names the tables and their build, a digest of all their cells. It is
renamed into place last and each Parquet file carries the same build, so that a reader never takes a
half-written corpus for a whole one, and a cache has a cheap key.
"""

import filecmp
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis import tables
from analysis.store import files
from analysis.store.files import Table

if sys.platform != "win32":
    import fcntl

MANIFEST = "corpus.json"
# Where what was read is kept, beside the tables; may be deleted at any time, at the price of reading again.
PARTS = "parts"
FORMAT = 1
# A reader that meets a writer at work tries again: renaming all files of a corpus takes well under this.
_TRIES, _PAUSE_SECONDS = 20, 0.05
_PANDAS = {pa.int64(): pd.Int64Dtype(), pa.float64(): pd.Float64Dtype(), pa.bool_(): pd.BooleanDtype()}


class StoreError(Exception):
    """A corpus that cannot be read or written: what, where, what to do."""


class _MixedError(StoreError):
    """Files of two builds: a writer is at work, or was stopped."""


def write(given: Mapping[str, Table], folder: Path) -> str:
    """Writes the tables `given` (name → one frame, or chunks, that keep its contract) to `folder`; gives the version.

    The same rows give the same bytes, however they are cut into chunks; where they are there already, nothing is
    touched. Tables of an earlier build that are not among `given` are removed. Raises TableError for a frame
    that breaks its contract, StoreError where the disk refuses.
    """
    unknown = sorted(set(given) - set(tables.TABLES))
    if unknown:
        raise tables.TableError(f"unknown tables {unknown}; the tables are {', '.join(tables.TABLES)}")
    kept: dict[str, Table] = {}
    for name in (name for name in tables.TABLES if name in given):
        table = given[name]
        kept[name] = tables.frame(name, table) if isinstance(table, pd.DataFrame) else table
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _write(kept, folder)
    except OSError as error:
        raise StoreError(f"cannot write the corpus {folder}: {files.why(error)}") from error
    except UnicodeEncodeError as error:
        raise StoreError(
            f"cannot write the corpus {folder}: a text is not valid Unicode ({error.object[error.start : error.end]!r})"
        ) from error


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Keeps other writers out of the corpus in `folder`, which is made if need be.

    Raises StoreError where another is at work. Ends with the process, however that ends. Windows has no such locks:
    there it does nothing.
    """
    if sys.platform == "win32":
        yield
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise StoreError(f"cannot write the corpus {folder}: {files.why(error)}") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise StoreError(f"another build is writing the corpus {folder}; wait for its end") from error
    finally:
        os.close(handle)


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


def recognised(folder: Path) -> list[Mapping[str, Any]]:
    """How each file of the corpus was understood (`formats.Recognised`), by their names, as its parts remember it.

    Empty where the parts were deleted; a part that a build replaces meanwhile is left out.
    """
    found: dict[str, Mapping[str, Any]] = {}
    for path in sorted((folder / PARTS).glob("pages-*.parquet")):
        try:
            cells = pq.read_table(path, columns=["recognised"], use_threads=False)["recognised"].drop_null()
        except (OSError, pa.ArrowException):
            continue
        for cell in cells.to_pylist():
            found |= {one["source_id"]: one for one in json.loads(cell)}
    return [found[name] for name in sorted(found)]


def is_corpus(folder: Path) -> bool:
    """Whether `folder` holds a built corpus."""
    return (folder / MANIFEST).is_file()


def _write(given: Mapping[str, Table], folder: Path) -> str:
    try:
        _switch(folder)  # what an earlier writer left when it was killed
    except StoreError:  # an earlier release, or a failing disk: nobody can read it
        _beside(folder / MANIFEST).unlink()
    digest, rows = hashlib.sha256(), {}
    for name, table in given.items():
        csv = _beside(folder / f"{name}.csv")
        rows[name] = files.write_csv(files.frames(name, table), csv)
        digest.update(name.encode())
        digest.update(files.digest(csv))
    build = digest.hexdigest()[:16]
    if _holds(folder, build, given):
        for name in given:
            _beside(folder / f"{name}.csv").unlink()
        return build
    for name, table in given.items():
        files.write_parquet(files.frames(name, table), _beside(folder / f"{name}.parquet"), name, build)
    manifest = {"format": FORMAT, "build": build, "tables": rows}
    ready = _beside(folder / MANIFEST)
    # Renamed once more, so that a manifest under this name is whole, and so is all that it names.
    draft = _beside(ready)
    draft.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    draft.replace(ready)
    _switch(folder)
    return build


def _switch(folder: Path) -> None:
    """Puts a build that lies ready in place of the one before; broken off, it is taken up where it stopped."""
    ready = _beside(folder / MANIFEST)
    if not ready.is_file():
        return
    names = set(_manifest(folder, ready)["tables"])
    for name in tables.TABLES:
        for kind in ("csv", "parquet"):
            path = folder / f"{name}.{kind}"
            if name not in names:
                path.unlink(missing_ok=True)
            elif _beside(path).is_file():
                _beside(path).replace(path)
    ready.replace(folder / MANIFEST)


def _holds(folder: Path, build: str, given: Iterable[str]) -> bool:
    """Whether `folder` holds the tables of `build` unharmed; their CSV lies ready."""
    if not is_corpus(folder):
        return False
    try:
        if _manifest(folder)["build"] != build:
            return False
        for name in given:
            csv = folder / f"{name}.csv"
            if not filecmp.cmp(csv, _beside(csv), shallow=False) or not files.belongs(
                folder / f"{name}.parquet", build
            ):
                return False
    except (OSError, StoreError, pa.ArrowException):
        return False
    return True


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")


def _manifest(folder: Path, path: Path | None = None) -> dict[str, Any]:
    path = path or folder / MANIFEST
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
    try:
        return _read_build(folder, _manifest(folder))
    except StoreError:
        ready = _beside(folder / MANIFEST)
        if not ready.is_file():
            raise
        # A writer was killed while it put its build in place: what is not there yet lies beside, whole.
        return _read_build(folder, _manifest(folder, ready))


def _read_build(folder: Path, manifest: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    return {
        name: _read_table(folder, name, str(manifest.get("build")))
        if name in manifest["tables"]
        else tables.frame(name)
        for name in tables.TABLES
    }


def _lies_ready(folder: Path, build: str) -> bool:
    ready = _beside(folder / MANIFEST)
    return ready.is_file() and bool(_manifest(folder, ready)["build"] == build)


def _read_table(folder: Path, name: str, build: str) -> pd.DataFrame:
    path = folder / f"{name}.parquet"
    if _beside(path).is_file() and _lies_ready(folder, build):
        path = _beside(path)
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
        return tables.frame(name, _completed(name, found.to_pandas(types_mapper=_PANDAS.get)))
    except tables.TableError as error:
        raise StoreError(f"{path}: {error}; build the corpus again") from error


def _completed(name: str, found: pd.DataFrame) -> pd.DataFrame:
    """A corpus of an earlier version opens: the columns that it did not have yet are empty until it is built again."""
    absent = [column for column in tables.TABLES[name] if column.name not in found.columns]
    return found.assign(**{column.name: "" if column.dtype == "str" else None for column in absent})
