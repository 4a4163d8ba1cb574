import json
import shutil
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd
import pytest

from analysis import store, tables
from analysis.store import files

Frames = Mapping[str, pd.DataFrame]


def test_a_corpus_comes_back_as_it_was_written(frames: Frames, corpus_folder: Path) -> None:
    back = store.read(corpus_folder)
    assert list(back) == list(tables.TABLES)
    for name, frame in frames.items():
        pd.testing.assert_frame_equal(back[name], frame)


def test_the_same_frames_give_the_same_bytes(frames: Frames, tmp_path: Path) -> None:
    assert store.write(frames, tmp_path / "one") == store.write(frames, tmp_path / "two")
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert len(files) == 2 * len(tables.TABLES) + 1
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes(), file


def test_one_changed_cell_changes_the_version(frames: Frames, tmp_path: Path) -> None:
    first = store.write(frames, tmp_path)
    changed = frames["meetings"].assign(place="Genève")
    assert store.write({**frames, "meetings": changed}, tmp_path) != first
    assert (store.read(tmp_path)["meetings"]["place"] == "Genève").all()


def test_tables_that_are_not_shipped_come_back_empty(frames: Frames, tmp_path: Path) -> None:
    store.write(frames, tmp_path)
    store.write({name: frame for name, frame in frames.items() if name != "texts"}, tmp_path)
    back = store.read(tmp_path)
    assert back["texts"].empty
    assert list(back["texts"].columns) == tables.columns("texts")
    assert not list(tmp_path.glob("texts.*"))


def test_csv_is_utf8_with_iso_days_and_empty_unknowns(corpus_folder: Path) -> None:
    lines = (corpus_folder / "articles.csv").read_bytes().decode("utf-8").split("\n")
    assert lines[0] == ",".join(tables.columns("articles"))
    assert lines[1].startswith("a1,a1.txt,La Gazette,,,Article a1,,2023-01-10,day,")


def test_a_carriage_return_breaks_no_row(frames: Frames, tmp_path: Path) -> None:
    store.write({"articles": frames["articles"].assign(title="un\rdeux\r\ntrois")}, tmp_path)
    back = pd.read_csv(tmp_path / "articles.csv")
    assert back["title"].tolist() == ["un\ndeux\ntrois"] * len(frames["articles"])
    assert store.read(tmp_path)["articles"]["title"][0] == "un\rdeux\r\ntrois"


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda folder: (folder / "corpus.json").unlink(), "holds no corpus"),
        (lambda folder: (folder / "corpus.json").write_text("{"), "not readable JSON"),
        (lambda folder: (folder / "corpus.json").write_text('{"format": 99}'), "format"),
        (lambda folder: (folder / "mentions.parquet").unlink(), "mentions.parquet is missing"),
        (lambda folder: (folder / "mentions.parquet").write_bytes(b"not parquet"), "cannot be read"),
        (lambda folder: shutil.copy(folder / "texts.parquet", folder / "times.parquet"), "columns"),
    ],
)
def test_a_broken_corpus_says_what_and_what_to_do(
    frames: Frames, tmp_path: Path, damage: Callable[[Path], object], said: str
) -> None:
    store.write(frames, tmp_path)
    damage(tmp_path)
    with pytest.raises(store.StoreError, match=said) as raised:
        store.read(tmp_path)
    assert "build" in str(raised.value)
    assert str(tmp_path) in str(raised.value)


def test_a_file_of_another_build_is_not_mixed_in(frames: Frames, tmp_path: Path) -> None:
    store.write(frames, tmp_path / "old")
    store.write({**frames, "meetings": frames["meetings"].head(2)}, tmp_path / "new")
    (tmp_path / "new" / "reports.parquet").write_bytes((tmp_path / "old" / "reports.parquet").read_bytes())
    with pytest.raises(store.StoreError, match="another build"):
        store.read(tmp_path / "new")


def test_a_frame_that_breaks_the_contract_writes_nothing(frames: Frames, tmp_path: Path) -> None:
    with pytest.raises(tables.TableError, match="column mode"):
        store.write({**frames, "meetings": frames["meetings"].assign(mode="by owl")}, tmp_path / "corpus")
    with pytest.raises(tables.TableError, match="unknown tables"):
        store.write({"moods": frames["meetings"]}, tmp_path / "corpus")
    assert not (tmp_path / "corpus").exists()


def test_a_place_that_cannot_be_written_is_a_clear_error(frames: Frames, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(store.StoreError, match="cannot write the corpus"):
        store.write(frames, tmp_path / "file" / "corpus")


def test_readers_meet_only_whole_corpora_while_one_writes(frames: Frames, tmp_path: Path) -> None:
    store.write(frames, tmp_path)
    sizes = {len(frames["meetings"]), 2}
    seen: list[tuple[int, int]] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            back = store.read(tmp_path)
            seen.append((len(back["meetings"]), len(back["reports"])))

    reader = threading.Thread(target=read)
    reader.start()
    small = {**frames, "meetings": frames["meetings"].head(2), "reports": frames["reports"].head(2)}
    for round_ in range(6):
        store.write(small if round_ % 2 == 0 else frames, tmp_path)
    done.set()
    reader.join(timeout=30)
    assert seen
    assert set(seen) <= {(len(frames["meetings"]), len(frames["reports"])), (2, 2)}
    assert {meetings for meetings, _ in seen} <= sizes


def test_the_manifest_counts_rows(corpus_folder: Path, frames: Frames) -> None:
    manifest = json.loads((corpus_folder / "corpus.json").read_text())
    assert manifest["tables"] == {name: len(frame) for name, frame in frames.items()}
    assert manifest["build"] == store.version(corpus_folder)


def test_chunks_give_the_bytes_of_one_frame(frames: Frames, tmp_path: Path) -> None:
    chunks = {
        name: (lambda frame=frame: (frame.iloc[at : at + 2] for at in range(0, len(frame), 2)))
        for name, frame in frames.items()
    }
    assert store.write(chunks, tmp_path / "chunks") == store.write(frames, tmp_path / "whole")
    for path in (tmp_path / "whole").iterdir():
        assert path.read_bytes() == (tmp_path / "chunks" / path.name).read_bytes(), path.name


def test_groups_of_rows_do_not_depend_on_the_chunks(
    frames: Frames, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_OTHER_GROUP_ROWS", 5)
    mentions = frames["mentions"]
    store.write({"mentions": mentions}, tmp_path / "whole")
    for size in (1, 3, 7):
        cut = [mentions.iloc[at : at + size] for at in range(0, len(mentions), size)]
        store.write({"mentions": lambda cut=cut: iter(cut)}, tmp_path / str(size))  # type: ignore[misc]
        assert (tmp_path / str(size) / "mentions.parquet").read_bytes() == (
            tmp_path / "whole" / "mentions.parquet"
        ).read_bytes()
    pd.testing.assert_frame_equal(store.read(tmp_path / "whole")["mentions"], mentions)


def test_the_same_build_again_touches_nothing(frames: Frames, tmp_path: Path) -> None:
    store.write(frames, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    store.write(frames, tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before
    (tmp_path / "meetings.csv").write_text("changed by hand")
    (tmp_path / "mentions.parquet").unlink()
    store.write(frames, tmp_path)
    assert (tmp_path / "meetings.csv").read_text() != "changed by hand"
    assert len(store.read(tmp_path)["mentions"]) == len(frames["mentions"])


@pytest.mark.parametrize("moves", range(2 * len(tables.TABLES)))
def test_a_writer_killed_between_two_renames_leaves_a_whole_corpus(
    frames: Frames, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    store.write(frames, tmp_path)
    small = {**frames, "meetings": frames["meetings"].head(2), "reports": frames["reports"].head(2)}
    left = [0] * (moves + 1)  # the manifest's own rename comes first
    rename = Path.replace

    def killed(self: Path, target: Path) -> Path:
        if not left:
            raise KeyboardInterrupt
        left.pop()
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            store.write(small, tmp_path)
    back = store.read(tmp_path)
    # The old one whole as long as no Parquet file was moved, then the new one whole.
    wanted = small if moves > 1 else frames
    assert {name: len(frame) for name, frame in back.items()} == {name: len(frame) for name, frame in wanted.items()}
    store.write(frames, tmp_path)
    assert len(store.read(tmp_path)["meetings"]) == len(frames["meetings"])
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("left", ["[1]", "no JSON", '{"format": 99, "build": "x", "tables": {}}'])
def test_what_another_release_left_half_written_stops_no_writer(left: str, frames: Frames, tmp_path: Path) -> None:
    store.write(frames, tmp_path / "whole")
    store.write(frames, tmp_path / "one")
    (tmp_path / "one" / ".corpus.json.new").write_text(left)
    (tmp_path / "one" / "texts.parquet").unlink()
    store.write(frames, tmp_path / "one")
    assert {path.name for path in (tmp_path / "one").iterdir()} == {
        path.name for path in (tmp_path / "whole").iterdir()
    }
    assert store.version(tmp_path / "one") == store.version(tmp_path / "whole")


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    with store.writing(tmp_path), pytest.raises(store.StoreError, match="another build"), store.writing(tmp_path):
        pass
    with store.writing(tmp_path):
        pass
