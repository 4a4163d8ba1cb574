"""Every reason for a reject has its French."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis import words
from analysis.views import reasons

FRENCH, ENGLISH = words.load("fr"), words.load("en")
ANALYSIS = Path(__file__).resolve().parent.parent / "analysis"
ROOMS = ("reading", "engine", "extraction/byhand.py", "merging")
SENTENCE = re.compile(r"(?:[A-Z]|7 ).* .*\.", re.S)


def sentences(source: str) -> Iterator[str]:
    """The texts of a module that are plain sentences, 7 for each value put in; docstrings apart."""
    tree = ast.parse(source)
    inside: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            inside |= {id(part) for part in ast.walk(node) if part is not node}
        if isinstance(node, ast.Expr):
            inside.add(id(node.value))
    for node in ast.walk(tree):
        if id(node) in inside:
            continue
        text = node.value if isinstance(node, ast.Constant) else ""
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values)
        if isinstance(text, str) and SENTENCE.fullmatch(text):
            yield text


def every_sentence() -> list[str]:
    paths = [path for room in ROOMS for path in sorted((ANALYSIS / room).rglob("*.py")) or [ANALYSIS / room]]
    return sorted({text for path in paths for text in sentences(path.read_text(encoding="utf-8"))})


@pytest.mark.parametrize("reason", every_sentence())
def test_every_reason_of_the_code_is_told_in_french(reason: str) -> None:
    told = reasons.told(FRENCH, reason)
    assert told != reason
    assert "{" not in told
    assert reasons.told(ENGLISH, reason) == reason


def test_what_is_put_in_is_told_too() -> None:
    assert reasons.told(FRENCH, "The file is a PDF document, not text.") == "C’est un document PDF, pas du texte."
    assert reasons.told(FRENCH, "The article is in Catalan, not in French.").endswith(": catalan.")
    told = reasons.told(FRENCH, "A line is longer than 20 million characters. What follows it was not read.")
    assert told == "Une ligne dépasse 20 millions de caractères. La suite n’a pas été lue."


def test_what_is_not_known_stands_as_it_is() -> None:
    for reason in ("Something new.", "", "The file {n}."):
        assert reasons.told(FRENCH, reason) == reason
