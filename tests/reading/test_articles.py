"""Files → articles and rejects: bad input, order, repetition."""

import os
from pathlib import Path

import pytest

from analysis.reading.articles import Article, Reject, read
from tests.reading.helpers import TODAY, known

STORY = "Le conseil a voté la loi mardi 3 mars 2020 après une nuit de débats. Les opposants sont sortis.\n"
OTHER = "La flotte est rentrée au port lundi 2 mars 2020, après six semaines de mer. Les familles étaient là.\n"


def run(*paths: Path) -> tuple[dict[str, Article], dict[str, Reject]]:
    items = list(read(paths, known(), TODAY))
    return (
        {item.source_id: item for item in items if isinstance(item, Article)},
        {item.source_id: item for item in items if isinstance(item, Reject)},
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text(OTHER, encoding="latin-1")
    return tmp_path


def test_folders_are_walked_and_ids_are_stable(folder: Path) -> None:
    articles, rejects = run(folder)
    assert list(articles) == ["b.txt", "sub/a.txt"]
    assert not rejects
    alone, _ = run(folder / "sub" / "a.txt", folder / "b.txt")
    assert {article.article_id for article in alone.values()} == {article.article_id for article in articles.values()}
    assert [article.source_id for article in read([folder], known(), TODAY)] == list(articles)


def test_bad_files_cost_one_line_each_and_nothing_else(folder: Path) -> None:
    (folder / "empty.txt").touch()
    (folder / "blank.txt").write_text(" \n\n", encoding="utf-8")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "menu.txt").write_text("Accueil\nSe connecter\nPartager\n", encoding="utf-8")
    (folder / "again.txt").write_bytes(b"\xef\xbb\xbf" + STORY.replace("\n", "\r\n").encode())
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    articles, rejects = run(folder, folder / "missing")
    assert set(articles) == {"again.txt", "sub/a.txt"}
    assert {name.rpartition("/")[2]: reject.reason for name, reject in rejects.items()} == {
        "empty.txt": "The file is empty.",
        "blank.txt": "The file holds no text.",
        "picture.txt": "The file is an image, not text.",
        "menu.txt": "No article text: only page furniture.",
        "b.txt": "The same article as again.txt.",
        "gone.txt": "The file cannot be read: No such file or directory.",
        "missing": "There is no such file or folder.",
    }


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_a_file_without_permission(folder: Path) -> None:
    (folder / "b.txt").chmod(0)
    _, rejects = run(folder)
    assert rejects["b.txt"].reason == "The file cannot be read: Permission denied."


def test_loops_of_links_end(folder: Path) -> None:
    (folder / "sub" / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "self").symlink_to(folder / "self")
    articles, _ = run(folder)
    assert sorted(article.text for article in articles.values()) == sorted((STORY.strip(), OTHER.strip()))


def test_the_same_file_named_twice_is_read_once(folder: Path) -> None:
    articles, rejects = run(folder / "b.txt", folder / "b.txt", folder)
    assert len(articles) == 2
    assert not rejects


def test_a_fifo_does_not_hang(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    articles, rejects = run(folder)
    assert len(articles) == 2
    assert rejects["pipe"].reason == "The file is no ordinary file."


def test_text_is_the_source_character_for_character(folder: Path) -> None:
    articles, _ = run(folder)
    assert articles["b.txt"].text == STORY.strip()
    assert articles["b.txt"].published == "2020-03-03"
