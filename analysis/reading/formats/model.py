"""What every reader of a format gives: pages, each one article as its source has it, or what went wrong."""

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO


@dataclass(slots=True)
class Reject:
    """An input that did not become an article, and why in one plain sentence."""

    source_id: str
    reason: str
    stage: str  # open | read


@dataclass(slots=True)
class Page:
    """One article as its source has it. Everything but text or title may be empty."""

    source_id: str
    text: str
    title: str = ""
    author: str = ""
    outlet: str = ""  # as the source names it: a feed, a column, an archive's field
    url: str = ""
    published: str = ""  # as the source writes it; ISO where that could be read in two ways
    name: str = ""  # file name, which may tell outlet or day
    clean: bool = False  # the text is the body alone: an archive's or a feed's work
    language: str = ""  # as the source declares it: a code or a name
    captured: str = ""  # ISO day on which the source was taken from the web, where it says so
    outside: str = ""  # what the source holds around the text, each piece parted from the next by an empty line


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read. `source_id`: its name, with the folders below the one that was given.

    What lies inside an archive comes as `data`, or as a temporary file at `path`; `name` is its name there.
    """

    source_id: str
    path: Path
    data: bytes | None = None
    name: str = ""
    url: str = ""  # the address it was captured from
    captured: str = ""  # ISO day on which it was

    @property
    def file_name(self) -> str:
        """The name of the file, without folders."""
        return self.name or self.path.name

    @property
    def size(self) -> int:
        """Bytes."""
        return self.path.stat().st_size if self.data is None else len(self.data)

    def open(self) -> BinaryIO:
        """The bytes, from the first. Raises OSError."""
        return self.path.open("rb") if self.data is None else io.BytesIO(self.data)

    def read(self) -> bytes:
        """All bytes; mind `size` first. Raises OSError."""
        return self.path.read_bytes() if self.data is None else self.data


@dataclass(frozen=True, slots=True)
class Recognised:
    """How one source was understood. `columns`: field → columns it is taken from, the best first;
    `unused`: the columns that no field takes; `days`: how its days are written, where that was to be decided."""

    source_id: str
    format: str
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    days: str = ""


def _nobody(told: Recognised) -> None:
    """Nobody listens."""


@dataclass(slots=True)
class Budget:
    """What an archive, with the archives inside it, may still unfold to, in bytes."""

    left: int


@dataclass(frozen=True)
class Reading:
    """What the readers of one run share.

    `columns`: field → column, where the user names them; `notice`: is told how each source is understood.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    notice: Callable[[Recognised], None] = _nobody
    inner: "Callable[[Source, Reading], Iterator[Page | Reject]] | None" = None
    depth: int = 0  # archives around what is read
    budget: Budget | None = None

    def inside(self, source: Source, budget: Budget) -> "Iterator[Page | Reject]":
        """The pages of something that lies inside an archive."""
        assert self.inner, "a reading starts in formats.pages"
        return self.inner(source, replace(self, depth=self.depth + 1, budget=budget))


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: how to know it by its name and first bytes, and how to read its pages.

    `recognises` gets the file name and at most HEAD bytes, in an encoding that keeps ASCII.
    """

    name: str
    recognises: Callable[[str, bytes], bool]
    pages: Callable[[Source, Reading], Iterator[Page | Reject]]


class UnreadableError(ValueError):
    """What a reader cannot take; the message is one plain sentence."""


# What parsers written by others may raise on input they did not foresee. Only calls into them are guarded so.
FAULTS = (ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, RuntimeError, TypeError, ValueError)
