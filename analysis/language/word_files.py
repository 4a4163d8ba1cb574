"""Word lists of data/knowledge for this room: read once, wrong ones refused with file and line."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from analysis.knowledge import FOLDER, KnowledgeError

# The C reader is ten times as fast where it is built. Words stay words: to YAML « on » and « no » are
# truth values.
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_Typed = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def mapping(path: Path) -> dict[str, Any]:
    """The YAML file at `path`, a mapping.

    Raises KnowledgeError, with file and line, for bad YAML, a key given twice, anything but a mapping.
    """
    node = _parsed(path, yaml.compose, _Loader)
    if not isinstance(node, yaml.MappingNode):
        raise KnowledgeError(f"{path}:1: named lists of words are expected")
    _refuse_twins(path, node)
    found: dict[str, Any] = _parsed(path, yaml.load, _Loader)
    return found


def values(path: Path) -> Any:
    """What the YAML file at `path` holds, numbers and truth values as such. Raises KnowledgeError for bad YAML."""
    return _parsed(path, yaml.load, _Typed)


def _parsed(path: Path, parse: Callable[..., Any], loader: type) -> Any:
    try:
        return parse(path.read_text(encoding="utf-8"), Loader=loader)
    except OSError as error:
        raise KnowledgeError(f"{path}: cannot be read ({error.strerror}); restore it from the project") from error
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{path}: {error}") from error


@cache
def read(name: str, sections: tuple[str, ...], folder: Path = FOLDER) -> dict[str, Any]:
    """The YAML file `name` of `folder` as a mapping that has exactly `sections`; raises KnowledgeError."""
    found = mapping(folder / name)
    if set(found) != set(sections):
        raise KnowledgeError(f"{folder / name}:1: sections {sorted(found)} where {sorted(sections)} are expected")
    return found


def _refuse_twins(path: Path, node: yaml.Node) -> None:
    """YAML lets the last of two equal keys win in silence; a word list must not."""
    seen: set[str] = set()
    for child in node.value if isinstance(node, yaml.CollectionNode) else ():
        if isinstance(child, tuple):
            key, child = child
            if key.value in seen:
                raise KnowledgeError(f"{path}:{key.start_mark.line + 1}: {key.value!r} is given twice")
            seen.add(key.value)
        _refuse_twins(path, child)
