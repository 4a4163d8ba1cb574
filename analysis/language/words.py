"""Word lists and word tables of data/knowledge, in normal form."""

import csv
import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby
from os.path import commonprefix
from pathlib import Path
from typing import Any

from analysis.knowledge import FOLDER, KnowledgeError
from analysis.language import word_files
from analysis.language.text import normalise


@cache
def lists(name: str, folder: Path = FOLDER) -> dict[str, tuple[str, ...]]:
    """The lists of the YAML file `name`, words in normal form; a list inside a section is keyed `section.name`.

    Raises KnowledgeError for a file that cannot be read or holds anything but lists of words.
    """
    return dict(_flat(folder / name, "", word_files.mapping(folder / name)))


def _flat(path: Path, prefix: str, content: Any) -> Iterable[tuple[str, tuple[str, ...]]]:
    if not isinstance(content, dict):
        raise KnowledgeError(f"{path}: {prefix or 'the file'} must be named lists of words")
    for key, value in content.items():
        if not isinstance(value, list):
            yield from _flat(path, f"{prefix}{key}.", value)
            continue
        wrong = [word for word in value if not isinstance(word, str)]
        if wrong:
            raise KnowledgeError(f"{path}: {prefix}{key}: {wrong[0]!r} is not a word; write it in quotation marks")
        yield f"{prefix}{key}", tuple(normalise(word) for word in value)


@cache
def rows(name: str, folder: Path = FOLDER) -> tuple[dict[str, str], ...]:
    """The rows of the CSV file `name`, by column. Raises KnowledgeError, with its line, for a ragged row."""
    path = folder / name
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            found = []
            for row in reader:
                if None in row or None in row.values():
                    raise KnowledgeError(f"{path}:{reader.line_num}: not as many cells as the header")
                found.append(dict(row))
    except OSError as error:
        raise KnowledgeError(f"{path}: {error}") from error
    return tuple(found)


def alternatives(phrases: Iterable[str]) -> str:
    """A pattern that matches any of `phrases` in normal form, the longest first.

    What they begin with in common is written once: of a hundred words, two or three are then compared with a text.
    """
    return _branches(sorted({normalise(phrase) for phrase in phrases}))


def _branches(phrases: Sequence[str]) -> str:
    branches = []
    for _, group in groupby(phrases, key=lambda phrase: phrase[:1]):
        alike = list(group)
        stem = commonprefix(alike)
        rest = _branches([phrase[len(stem) :] for phrase in alike if phrase != stem])
        branches.append(re.escape(stem) + (f"(?:{rest})" + "?" * (stem in alike) if rest else ""))
    return "|".join(reversed(branches))  # the empty phrase, if any, is the last choice
