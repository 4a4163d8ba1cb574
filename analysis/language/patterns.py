"""Patterns of French grammar, written in data/knowledge/syntax.yaml and compiled on load."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from analysis.knowledge import FOLDER, KnowledgeError
from analysis.language.word_files import read
from analysis.language.words import alternatives

_FILE, _SECTIONS = "syntax.yaml", ("words", "patterns", "signs")


@cache
def syntax(folder: Path = FOLDER) -> Mapping[str, re.Pattern[str]]:
    """The patterns by name, for texts in normal form. Raises KnowledgeError for one that is badly written."""
    content = read(_FILE, _SECTIONS, folder)
    lists = {name: alternatives(words) for name, words in content["words"].items()}
    return {name: _compiled(name, source, lists) for name, source in content["patterns"].items()}


@cache
def word_lists(folder: Path = FOLDER) -> Mapping[str, Sequence[str]]:
    """The lists of words of the patterns, by name. Raises KnowledgeError as `syntax` does."""
    found: dict[str, list[str]] = read(_FILE, _SECTIONS, folder)["words"]
    return found


@cache
def signs_of_patterns(folder: Path = FOLDER) -> Mapping[str, Sequence[str]]:
    """Of some patterns, by name, words of which every match holds one. Raises KnowledgeError for an unknown name."""
    content = read(_FILE, _SECTIONS, folder)
    if unknown := content["signs"].keys() - content["patterns"].keys():
        raise KnowledgeError(f"{_FILE}: signs: {sorted(unknown)} are no patterns")
    found: dict[str, list[str]] = content["signs"]
    return found


def last(pattern: re.Pattern[str], normal: str, start: int, end: int) -> re.Match[str] | None:
    """The last match of `pattern` in normal[start:end]."""
    found = None
    for match in pattern.finditer(normal, start, end):
        found = match
    return found


def _compiled(name: str, source: str, lists: Mapping[str, str]) -> re.Pattern[str]:
    try:
        return re.compile(source.format_map(lists))
    except (KeyError, ValueError, re.error) as error:
        raise KnowledgeError(f"{_FILE}: pattern {name}: {error}") from error
