"""Persons as a spaCy model sees them: one more proof for names of strangers. Optional; nothing of it is required.

The model only confirms: a name keeps its shape, and what the knowledge holds is never asked. So a run without it
finds the same known actors, and fewer strangers.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

# French models of spaCy, the most accurate first.
MODELS = ("fr_dep_news_trf", "fr_core_news_lg", "fr_core_news_md", "fr_core_news_sm")
_PERSONS = frozenset(("PER", "PERSON"))
_UNUSED = ("parser", "lemmatizer", "attribute_ruler", "morphologizer", "tagger", "senter")
_LONGEST = 20_000  # characters handed over at once; a line longer than that is cut, to bound memory
_OPTION = "spacy"


class NerError(Exception):
    """No such model: what was asked for, and what to install."""


class Namer(Protocol):
    """What tells the persons of a text."""

    @property
    def identity(self) -> str:
        """Model and version: another one may read otherwise."""

    def persons(self, text: str) -> list[tuple[int, int]]:
        """Spans of names of persons, in order, apart from each other."""


@dataclass(frozen=True, slots=True)
class Spacy:
    """A spaCy pipeline that labels persons."""

    pipeline: Any  # spacy.language.Language: the package may be absent
    identity: str

    def persons(self, text: str) -> list[tuple[int, int]]:
        """Spans of names of persons, in order, apart from each other."""
        pieces = list(_pieces(text))
        read = self.pipeline.pipe(text[start:end] for start, end in pieces)
        return [
            (start + entity.start_char, start + entity.end_char)
            for (start, _), piece in zip(pieces, read, strict=True)
            for entity in piece.ents
            if entity.label_ in _PERSONS
        ]


def option(text: str) -> str:
    """`text` if it names a model: `spacy`, or `spacy:MODEL` (a package or a folder). Raises ValueError."""
    name, sign, model = text.partition(":")
    if name != _OPTION or bool(sign) != bool(model):
        raise ValueError(f"{text!r} is not spacy, or spacy:MODEL")
    return text


@cache
def load(asked: str | None) -> Namer | None:
    """The namer of an `option`; of plain `spacy` the most accurate French model that is installed. None for None.

    Loaded once a process. Raises NerError.
    """
    if asked is None:
        return None
    try:
        import spacy  # here alone: it is optional, and takes a second
    except ImportError as error:
        raise NerError(
            "--ner spacy: spaCy is not installed; install it (pip install spacy) and a French model "
            "(python -m spacy download fr_core_news_md), or leave the option out"
        ) from error
    wanted = asked.partition(":")[2]
    model = wanted or next((name for name in MODELS if spacy.util.is_package(name)), "")
    if not model:
        raise NerError(
            "--ner spacy: no French model of spaCy is installed; install one (python -m spacy download "
            "fr_core_news_md), or name another: --ner spacy:MODEL"
        )
    try:
        pipeline = spacy.load(model, exclude=_UNUSED)
    except (OSError, ValueError, ImportError) as error:
        raise NerError(f"--ner {asked}: the model {model} cannot be loaded: {str(error).splitlines()[0]}") from error
    meta = pipeline.meta
    return Spacy(pipeline, f"spacy {spacy.__version__} {meta['lang']}_{meta['name']} {meta['version']}")


def confirming(namer: Namer | None, text: str) -> Callable[[int, int], bool]:
    """Whether `namer` takes [start, end) of `text`, or more, for the name of a person; without one, never."""
    spans = namer.persons(text) if namer else []
    starts = [start for start, _ in spans]

    def confirms(start: int, end: int) -> bool:
        number = bisect_right(starts, start) - 1
        return number >= 0 and spans[number][1] >= end

    return confirms


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The lines of `text` that are not empty."""
    start = 0
    for line in text.split("\n"):
        for first in range(start, start + len(line), _LONGEST):
            yield first, min(first + _LONGEST, start + len(line))
        start += len(line) + 1
