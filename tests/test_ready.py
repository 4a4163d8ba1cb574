"""The process that waits for a build: it is one, it is used once, and one that has ended is replaced."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis import store
from analysis.views import ready

ARTICLE = (
    "Un titre\n\nSergueï Lavrov a rencontré Wang Yi lundi à Astana, a indiqué la diplomatie russe le 20 mai 2024.\n"
)


@pytest.fixture(autouse=True)
def nothing_waits() -> Iterator[None]:
    """Before and after each test."""
    ready.dismiss()
    yield
    ready.dismiss()


def built(folder: Path) -> bool:
    (folder / "press").mkdir(parents=True)
    (folder / "press" / "un.txt").write_text(ARTICLE, encoding="utf-8")
    process = ready.run(["build", str(folder / "press"), "--out", str(folder / "out")])
    said = process.communicate()[1]
    assert process.returncode == 0, said
    return store.is_corpus(folder / "out")


def test_it_is_started_once_and_used_once(tmp_path: Path) -> None:
    ready.prepare()
    first = ready.waiting()
    ready.prepare()
    assert ready.waiting() is first
    assert built(tmp_path)
    assert ready.waiting() is None


def test_one_that_has_ended_is_replaced(tmp_path: Path) -> None:
    ready.prepare()
    lost = ready.waiting()
    assert lost is not None
    lost.kill()
    lost.wait()
    assert built(tmp_path / "run")
    ready.prepare()
    assert ready.waiting() is not lost
