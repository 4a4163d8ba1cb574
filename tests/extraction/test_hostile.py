"""Hostile text: twice as much of it is at most about twice the work, counted in calls, not in seconds."""

import sys
from collections.abc import Callable, Iterator
from datetime import date
from itertools import product
from types import FrameType

import pytest

from analysis import knowledge
from analysis.extraction.actors import ActorReader
from analysis.extraction.reports import ReportReader
from analysis.language.sentences import split
from analysis.language.text import normalise
from analysis.language.times import find
from analysis.language.verbs import verbs

SIZE = 12_000  # characters; three times what a very long sentence is cut into
MOST = 2.5  # work of twice the text; quadratic work would be 4
LEAST = 2_000  # calls under which nothing is told
DAY = date(2024, 1, 1)
PIECES = (
    "le 3 ",
    "entre le 3 et ",
    "1/",
    "A. ",
    "...",
    "« Oui. » ",
    "Vladimir Poutine et Xi Jinping ",
    "M. Xi ",
    "Moscou ",
    "Emmanuel Macron, le président ",
    "le président ",
    "les deux pays ",
    "son homologue chinois ",
    "le ministre russe des ",
    "Vladimir Poutine a rencontré Xi Jinping lundi ",
    "Xi Jinping s'est rendu en Russie. Xi Jinping a vu Vladimir Poutine. ",
    "La visite de Xi Jinping à Moscou a été reportée. La rencontre est prévue mardi. ",
    "Russes et Ukrainiens négocient, les pourparlers avec Kiev reprendront, ",
    "Xi Jinping, que Vladimir Poutine a reçu avant de rencontrer Narendra Modi, ",
    "la visite ",
    "n'a pas ",
    "Il a dit. ",
    "\n",
)


def _strangers() -> Iterator[str]:
    for letters in product("bdfglmnprt", "aeiou", "bdfglmnprt", "aeiou"):
        yield f"selon Jean {''.join(letters).capitalize()}, "


class Everything:
    """All that is read of a text but its tone."""

    def __init__(self) -> None:
        known = knowledge.load()
        self._actors, self._reports = ActorReader(known), ReportReader(known)

    def read(self, text: str) -> None:
        normal = normalise(text)
        sentences = split(text, normal)
        marked = self._actors.read(text, normal, sentences, DAY)
        self._reports.read(text, normal, sentences, marked, find(text, normal), DAY)
        verbs(normal)


@pytest.fixture(scope="module")
def everything() -> Everything:
    return Everything()


def _calls(work: Callable[[], object]) -> int:
    """Calls of Python and C functions, patterns' matches among them, that `work` makes."""
    count = 0

    def seen(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def _grows_like_the_text(everything: Everything, text: str) -> None:
    half = text[: len(text) // 2]
    everything.read(text)  # what is learned once is learned now
    once, twice = _calls(lambda: everything.read(half)), _calls(lambda: everything.read(text))
    assert twice <= max(MOST * once, LEAST), (once, twice)


@pytest.mark.parametrize("piece", PIECES)
def test_work_grows_like_the_text(everything: Everything, piece: str) -> None:
    _grows_like_the_text(everything, piece * (2 * SIZE // len(piece)))


def test_a_crowd_of_strangers(everything: Everything) -> None:
    _grows_like_the_text(everything, "".join(_strangers())[: 2 * SIZE])
