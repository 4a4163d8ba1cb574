"""Which corpora there are, and the one that is open. Read once a build, shared by all readers."""

import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import streamlit as st

from analysis import export, measures, store
from analysis.views import local

DATA = Path(__file__).resolve().parent.parent.parent / "data"
VARIABLE = "ENTREVUES_CORPUS"  # folders of corpora, parted as in PATH
FIRST = ("founding", "demo")
NEXT = "corpus-next"  # in the session: the corpus to open at the next run
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Open:
    """An open corpus: its short name, the build it is of, its tables."""

    name: str
    build: str
    tables: measures.Corpus


def available() -> dict[str, Path]:
    """Short name → folder: those named on the command line or in the environment, those of data/, the reader's own."""
    named = [*sys.argv[1:], *os.environ.get(VARIABLE, "").split(os.pathsep)]
    shipped = sorted((folder for folder in DATA.iterdir() if store.is_corpus(folder)), key=_shipped_order)
    found: dict[str, Path] = {}
    for folder in [*(Path(name).expanduser() for name in named if name), *shipped, *local.corpora()]:
        if folder.resolve() in {known.resolve() for known in found.values()}:
            continue
        stem = export.slug(folder.resolve().name)
        number = 1 + sum(name == stem or name.startswith(f"{stem}-") for name in found)
        found[stem if number == 1 else f"{stem}-{number}"] = folder
    return found


def name_of(folder: Path) -> str:
    """The short name of the corpus in `folder`; empty where it is not offered."""
    return next((name for name, found in available().items() if found.resolve() == folder.resolve()), "")


def open_corpus(name: str, folder: Path) -> Open:
    """The corpus in `folder` at its present build. Raises StoreError or TableError where it is broken."""
    build = store.version(folder)
    return Open(name, build, _tables(str(folder), build))


@st.cache_resource(max_entries=4, show_spinner=False)
def _tables(folder: str, build: str) -> measures.Corpus:
    return measures.index(store.read(Path(folder)))


def measured(measure: Callable[..., Result], corpus: Open, *args: Any) -> Result:
    """measure(corpus.tables, *args), remembered. The key is compared whole: build, measure and arguments."""
    result: Result = _remembered(measure, _Keyed(corpus), *args)
    return result


class _Keyed:
    """A corpus as a key: equal to another of the same build."""

    def __init__(self, corpus: Open) -> None:
        self.corpus = corpus

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Keyed) and self.corpus.build == other.corpus.build

    def __hash__(self) -> int:
        return hash(self.corpus.build)


# Series of some tens of kilobytes; 256 of them hold the clicks of several readers in a few megabytes.
@lru_cache(maxsize=256)
def _remembered(measure: Callable[..., Any], keyed: _Keyed, *args: Any) -> Any:
    return measure(keyed.corpus.tables, *args)


@st.cache_data(max_entries=1, show_spinner=False, ttl=60)
def quality() -> Mapping[str, Any] | None:
    """The measured accuracy that comes with the program: {} without a file, None where it is unreadable."""
    try:
        found = json.loads((DATA / "quality.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _shipped_order(folder: Path) -> tuple[int, str]:
    return (FIRST.index(folder.name) if folder.name in FIRST else len(FIRST), folder.name)
