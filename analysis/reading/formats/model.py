"""What every reader of a format gives: pages, each one article as its source has it, or what went wrong."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(slots=True)
class Reject:
    """An input that did not become an article, and why in one plain sentence."""

    source_id: str
    reason: str
    stage: str  # open | read


@dataclass(slots=True)
class Page:
    """One article as its source has it. Everything but the text may be empty."""

    source_id: str
    text: str
    title: str = ""
    author: str = ""
    outlet: str = ""  # as the source names it: a feed, a column, an archive's field
    url: str = ""
    published: str = ""  # as the source writes it
    name: str = ""  # file name, which may tell outlet or day
    clean: bool = False  # the text is the body alone: an archive's or a library's work


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read. `source_id`: its name, with the folders below the one that was given."""

    source_id: str
    path: Path


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: how to know it by its first bytes and name, and how to read its pages."""

    name: str
    recognises: Callable[[str, bytes], bool]
    pages: Callable[[Source], Iterator[Page | Reject]]
