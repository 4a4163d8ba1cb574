"""The command line: what it writes, what it says of bad input, how it ends."""

import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis import store
from analysis.__main__ import main

ARTICLE = """Deux ministres face à face à Astana

Sergueï Lavrov a rencontré Wang Yi lundi à Astana, a indiqué la diplomatie russe le 20 mai 2024. Les deux hommes ont \
parlé de commerce et de sécurité pendant plus de deux heures, avant une conférence de presse commune.

La Chine et la Russie veulent renforcer leurs échanges, a assuré le ministre chinois. Aucun accord n'a été signé, \
mais un nouveau rendez-vous est prévu à l'automne, selon le Kremlin.
"""


def build(out: Path, *paths: Path) -> int:
    return main(["build", *map(str, paths), "--out", str(out)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One good article, and every kind of bad file beside it."""
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / "bon.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "encore.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "vide.txt").write_bytes(b"")
    (folder / "blanc.txt").write_text(" \n\n\t\n", encoding="utf-8")
    (folder / "binaire.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "latin.txt").write_bytes(ARTICLE.replace("Wang Yi", "Hakan Fidan").encode("cp1252"))
    (folder / "bom.txt").write_bytes(b"\xef\xbb\xbf" + ARTICLE.replace("Wang Yi", "Narendra Modi").encode())
    (folder / "lien.txt").symlink_to(folder / "absent.txt")
    return folder


def test_good_articles_survive_bad_ones(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert build(out, folder) == 0
    frames = store.read(out)
    assert sorted(frames["articles"]["source_id"]) == ["bom.txt", "bon.txt", "latin.txt"]
    rejects = frames["rejects"].set_index("source_id")["reason"]
    assert sorted(rejects.index) == ["binaire.txt", "blanc.txt", "encore.txt", "lien.txt", "vide.txt"]
    assert all(reason.endswith(".") and "\n" not in reason and len(reason) < 160 for reason in rejects)
    assert "bon.txt" in rejects["encore.txt"]
    shown = capsys.readouterr()
    assert all(name in shown.err for name in rejects.index)
    assert "Articles: 3" in shown.out


def test_latin_1_and_bom_read_like_utf_8(folder: Path, tmp_path: Path) -> None:
    build(tmp_path / "out", folder)
    frames = store.read(tmp_path / "out")
    texts = frames["texts"]["text"]
    assert all(text.startswith("Deux ministres face à face à Astana\n\n") for text in texts)
    met = {frozenset(who.split("; ")) for who in frames["meetings"]["participants"]}
    assert {"Sergueï Lavrov", "Hakan Fidan"} in met
    assert {"Sergueï Lavrov", "Narendra Modi"} in met


@pytest.mark.skipif(os.geteuid() == 0, reason="root can read every file")
def test_an_unreadable_file_is_rejected(folder: Path, tmp_path: Path) -> None:
    (folder / "latin.txt").chmod(0)
    assert build(tmp_path / "out", folder) == 0
    assert "latin.txt" in set(store.read(tmp_path / "out")["rejects"]["source_id"])


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.mkdir(), "no file was found"),
        (lambda path: path.write_bytes(b""), "no article could be read"),
        (lambda path: None, "no file was found"),
    ],
    ids=["a folder without articles", "an empty file", "nothing there"],
)
def test_nothing_to_read_is_an_error(
    make: Callable[[Path], object], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make(tmp_path / "press")
    assert build(tmp_path / "out", tmp_path / "press") == 2
    assert not (tmp_path / "out").exists()
    assert f"error: {said}" in capsys.readouterr().err


def test_the_words_of_the_press_can_be_left_out(folder: Path, tmp_path: Path) -> None:
    assert main(["build", str(folder), "--out", str(tmp_path / "out"), "--without-text"]) == 0
    frames = store.read(tmp_path / "out")
    assert frames["texts"].empty
    assert set(frames["articles"]["title"]) == {""}
    assert not frames["meetings"].empty


def test_building_twice_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        build(tmp_path / name, folder)
    for path in sorted((tmp_path / "one").glob("*.csv")):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_a_second_build_says_what_was_new(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(tmp_path / "out", folder)
    assert "; 5 pages read now" in capsys.readouterr().out
    (folder / "neuf.txt").write_text("Un titre\n\nLe conseil a voté la loi hier après une longue nuit de débats.\n")
    build(tmp_path / "out", folder)
    # The link that leads nowhere is tried each time.
    assert "2 of them new; 1 page read now" in capsys.readouterr().out


def test_no_words_of_the_press_are_left_beside(folder: Path, tmp_path: Path) -> None:
    main(["build", str(folder), "--out", str(tmp_path / "out"), "--without-text"])
    for path in (tmp_path / "out").rglob("*"):
        assert path.is_dir() or b"commerce" not in path.read_bytes(), path
    assert not (tmp_path / "out" / "parts").exists()


def test_an_existing_corpus_survives_a_build_of_nothing(folder: Path, tmp_path: Path) -> None:
    build(tmp_path / "out", folder)
    before = store.version(tmp_path / "out")
    assert build(tmp_path / "out", tmp_path / "nowhere") == 2
    assert store.version(tmp_path / "out") == before


@pytest.mark.parametrize(
    "options",
    [
        ["--workers", "0"],
        ["--workers", "x"],
        ["--columns", "title"],
        ["--columns", "="],
        ["--progress", "souvent"],
        ["--columns", "titre=Alpha"],
    ],
)
def test_options_that_mean_nothing_are_refused(
    folder: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["build", str(folder), "--out", str(folder / "out"), *options])
    assert ended.value.code == 2
    assert options[1] in capsys.readouterr().err


def test_columns_can_be_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    title, _, text = ARTICLE.partition("\n\n")
    table = tmp_path / "press.csv"
    table.write_text(f'alpha,beta\n"{title}","{text}"\n', encoding="utf-8")
    assert main(["build", str(table), "--out", str(tmp_path / "out"), "--columns", "title=alpha,text=beta"]) == 0
    assert store.read(tmp_path / "out")["articles"]["title"].tolist() == [title]
    assert "title=alpha" in capsys.readouterr().out


def test_progress_is_told_in_a_log_too(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["build", str(folder), "--out", str(tmp_path / "out"), "--progress", "0"])
    assert "pages read\n" in capsys.readouterr().err


@pytest.mark.parametrize("told", [True, False], ids=["a command", "the end of the input"])
def test_what_is_ready_runs_the_command_it_is_told(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: bool
) -> None:
    out = tmp_path / "out"
    line = json.dumps(["build", str(folder), "--out", str(out)]) + "\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(line if told else ""))
    assert main(["ready"]) == 0
    assert store.is_corpus(out) is told


def test_a_disk_that_refuses_says_so_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file where the folder of parts would be."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "parts").write_text("")
    (tmp_path / "a.txt").write_text("Un titre\n\nSergueï Lavrov a reçu Wang Yi à Moscou lundi.\n", encoding="utf-8")
    assert main(["build", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out")]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("error: ")
    assert line.endswith("File exists; what was read is kept, the same command goes on from there")
