"""The engine at work on a folder: all cores, what is known already, what was killed, what was put right by hand."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from analysis import engine, store
from analysis.__main__ import main
from analysis.engine import parts, pool, work
from analysis.store import PARTS

ROOT = Path(__file__).resolve().parent.parent
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi")


def story(number: int) -> str:
    """An invented article; no two share a sentence."""
    return f"""Rencontre {number} sur le lac

Publié le {number % 27 + 1} mai 2024

Sergueï Lavrov a reçu Wang Yi {DAYS[number % 5]} à Genève, selon la dépêche numéro {number} de la diplomatie russe.

Les deux hommes ont parlé du dossier {number} pendant plus de deux heures, sans donner de détails aux journalistes.
"""


def write(folder: Path, numbers: Sequence[int]) -> Path:
    folder.mkdir(exist_ok=True)
    for number in numbers:
        (folder / f"page-{number:03}.txt").write_text(story(number), encoding="utf-8")
    return folder


def build(out: Path, *paths: Path, **settings: object) -> engine.Corpus:
    """As the command does."""
    corpus = engine.stream(paths, out / PARTS, engine.Settings(out / "corrections.csv", **settings))  # type: ignore[arg-type]
    store.write(corpus.tables, out)
    return corpus


def tables(out: Path) -> dict[str, bytes]:
    """Every file of a corpus but its parts."""
    return {path.name: path.read_bytes() for path in sorted(out.iterdir()) if path.is_file()}


@pytest.fixture
def press(tmp_path: Path) -> Path:
    return write(tmp_path / "press", range(12))


def test_all_cores_give_the_same_bytes_as_one(press: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path / "one", press, workers=1)
    monkeypatch.setattr("analysis.engine.building._PAGES_A_TASK", 5)
    monkeypatch.setattr("analysis.engine.building._CHARACTERS_WORTH_WORKERS", 0)
    monkeypatch.setattr("analysis.engine.building._BYTES_WORTH_WORKERS", 0)
    build(tmp_path / "two", press, workers=2)
    assert len(list((tmp_path / "two" / PARTS).glob("read-*"))) == 3
    assert tables(tmp_path / "one") == tables(tmp_path / "two")


def test_the_order_of_the_inputs_does_not_matter(press: Path, tmp_path: Path) -> None:
    files = sorted(press.iterdir())
    build(tmp_path / "one", *files)
    build(tmp_path / "two", *reversed(files))
    assert tables(tmp_path / "one") == tables(tmp_path / "two")


def test_in_memory_and_on_disk_alike(press: Path, tmp_path: Path) -> None:
    build(tmp_path / "one", press)
    store.write(engine.build([press]), tmp_path / "two")
    assert tables(tmp_path / "one") == tables(tmp_path / "two")


def test_the_same_input_again_changes_nothing(press: Path, tmp_path: Path) -> None:
    first = build(tmp_path / "out", press)
    assert (first.files, first.files_opened, first.pages_read) == (12, 12, 12)
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*") if path.is_file()}
    again = build(tmp_path / "out", press)
    assert (again.files, again.files_opened, again.pages_read) == (12, 0, 0)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*") if path.is_file()} == times


def test_one_file_more_reads_one_file(press: Path, tmp_path: Path) -> None:
    build(tmp_path / "out", press)
    write(press, [50])
    write(press, [3])  # written anew with the same content
    more = build(tmp_path / "out", press)
    assert (more.files, more.files_opened, more.pages_read) == (13, 1, 1)
    build(tmp_path / "scratch", press)
    assert tables(tmp_path / "out") == tables(tmp_path / "scratch")


def test_a_changed_file_is_read_again_and_a_gone_one_forgotten(press: Path, tmp_path: Path) -> None:
    build(tmp_path / "out", press)
    (press / "page-003.txt").write_text(story(77), encoding="utf-8")
    (press / "page-004.txt").unlink()
    changed = build(tmp_path / "out", press)
    assert (changed.files, changed.files_opened) == (11, 1)
    build(tmp_path / "scratch", press)
    assert tables(tmp_path / "out") == tables(tmp_path / "scratch")


def test_fresh_reads_all_again(press: Path, tmp_path: Path) -> None:
    build(tmp_path / "out", press)
    assert build(tmp_path / "out", press, fresh=True).files_opened == 12


def test_another_program_reads_all_again(press: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path / "out", press)
    monkeypatch.setattr("analysis.engine.keys.program", lambda: "a later release")
    corpus = build(tmp_path / "out", press)
    assert (corpus.files_opened, corpus.pages_read) == (12, 12)
    assert len(list((tmp_path / "out" / PARTS).iterdir())) == 2  # what the earlier one read is gone


@pytest.mark.parametrize("meanwhile", ["changed", "away"])
def test_a_file_that_changes_while_others_are_opened(
    meanwhile: str, press: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was known by its content before it was opened: next time it is opened again, and nothing of it is lost."""
    monkeypatch.setattr("analysis.engine.building._FILES_A_TASK", 4)
    last = sorted(press.iterdir())[-1]
    before = last.read_bytes()

    def change(step: str, done: int, total: int) -> None:
        if step == "opened" and done == 4:
            last.write_text(story(99), encoding="utf-8") if meanwhile == "changed" else last.unlink()

    engine.stream([press], tmp_path / "out" / PARTS, engine.Settings(), change)
    last.write_bytes(before)
    build(tmp_path / "out", press)
    build(tmp_path / "scratch", press)
    assert tables(tmp_path / "out") == tables(tmp_path / "scratch")


def test_a_torn_part_is_read_again(press: Path, tmp_path: Path) -> None:
    build(tmp_path / "out", press)
    before = tables(tmp_path / "out")
    for path in (tmp_path / "out" / PARTS).iterdir():
        path.write_bytes(path.read_bytes()[:200])
    assert build(tmp_path / "out", press).files_opened == 12
    assert tables(tmp_path / "out") == before


def test_killed_in_the_middle_it_goes_on_and_loses_nothing(tmp_path: Path) -> None:
    press, out = write(tmp_path / "press", range(200)), tmp_path / "out"
    command = [sys.executable, "-m", "analysis", "build", str(press), "--out", str(out), "--workers", "1"]
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not list((out / PARTS).glob("read-*.parquet")):
        assert running.poll() is None, "it was over before it could be killed"
        time.sleep(0.01)
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    assert not store.is_corpus(out)
    done = parts_read(out)
    assert 0 < done < 200
    resumed = build(out, press)
    assert (resumed.files_opened, resumed.pages_read) == (0, 200 - done)
    build(tmp_path / "scratch", press)
    assert tables(out) == tables(tmp_path / "scratch")


def parts_read(out: Path) -> int:
    """Pages read so far."""
    return len(list(work.read_in(out / PARTS).index()))


def test_workers_end_with_a_killed_parent(tmp_path: Path) -> None:
    code = (
        "import os, time\nfrom analysis.engine.pool import Pool\nfrom tests.test_engine import note\n"
        f"if __name__ == '__main__':\n    for _ in Pool(2).run(note, [{str(tmp_path)!r}] * 2): pass\n"
    )
    script = tmp_path / "script.py"
    script.write_text(code)
    running = subprocess.Popen([sys.executable, str(script)], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    while not (workers := [int(path.suffix[1:]) for path in tmp_path.glob("worker.*")]):
        assert running.poll() is None
        time.sleep(0.02)
    running.kill()
    running.wait()
    deadline = time.monotonic() + 20
    while any(map(alive, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(alive, workers))


def note(folder: str) -> None:
    """A worker that says its number, then works for long."""
    (Path(folder) / f"worker.{os.getpid()}").touch()
    time.sleep(60)


def alive(process: int) -> bool:
    status = Path(f"/proc/{process}/stat")
    if status.exists():
        return status.read_text().rpartition(")")[2].split()[0] != "Z"
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return not Path("/proc/self").exists()


def die(task: int) -> None:
    """A worker that is killed, as by a system short of memory."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_lost_worker_is_a_clear_error() -> None:
    with pool.Pool(2) as workers, pytest.raises(engine.WorkerLostError, match="again"):
        list(workers.run(die, [1, 2]))


def test_reprints_are_linked_to_the_first(press: Path, tmp_path: Path) -> None:
    long = " ".join(
        f"Le point {number} du communiqué a été lu devant la presse réunie au palais." for number in range(40)
    )
    for name, day in (("a", 9), ("b", 8), ("c", 10)):
        text = f"Le titre du journal {name}\n\nPublié le {day} juin 2024\n\n{long}\n"
        (press / f"copie-{name}.txt").write_text(text, encoding="utf-8")
    build(tmp_path / "out", press)
    articles = store.read(tmp_path / "out")["articles"].set_index("source_id")
    first = articles.loc["copie-b.txt", "article_id"]
    assert articles.loc[["copie-a.txt", "copie-c.txt"], "copy_of"].tolist() == [first, first]
    assert (articles.drop(["copie-a.txt", "copie-c.txt"])["copy_of"] == "").all()


def test_corrections_are_replayed_on_every_build(press: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(out, press)
    lines = ["kind,target,value,note", "outlet,page-003.txt,Le Courrier du lac,vu sur papier"]
    lines += ["date,page-003.txt,2020-02-03,", "date,page-005.txt,2020-13-01,", "mood,page-005.txt,gai,"]
    lines += ["outlet,page-999.txt,Le Temps,"]
    (out / "corrections.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert build(out, press).pages_read == 1
    frames = store.read(out)
    row = frames["articles"].set_index("source_id").loc["page-003.txt"]
    assert (row["outlet"], row["published"], row["published_basis"]) == ("Le Courrier du lac", "2020-02-03", "user")
    told = frames["reports"][frames["reports"]["article_id"] == row["article_id"]]
    assert {day[:4] for day in told["start_date"] if day} == {"2020"}
    rejects = frames["rejects"].set_index("source_id")["reason"]
    assert list(rejects.index) == ["corrections.csv, line 4", "corrections.csv, line 5", "corrections.csv, line 6"]
    assert build(out, press).pages_read == 0
    (out / "corrections.csv").unlink()
    build(out, press)
    build(tmp_path / "scratch", press)
    assert tables(out) == tables(tmp_path / "scratch")


def test_furniture_by_repetition_reaches_the_tables(press: Path, tmp_path: Path) -> None:
    notice = "Notre maison dépose des fichiers sur votre appareil, afin de mesurer ses visites et de payer ses pages."
    for path in press.iterdir():
        path.write_text(path.read_text(encoding="utf-8") + f"\n{notice}\n", encoding="utf-8")
    build(tmp_path / "out", press)
    texts = store.read(tmp_path / "out")["texts"]
    assert not texts["text"].str.contains("fichiers").any()
    for cell in texts["removed"]:
        (piece,) = [piece for piece in json.loads(cell) if piece["text"] == notice]
        assert "repeated" in piece["why"]
    alone = engine.build([press / "page-003.txt"])
    assert alone["texts"]["text"].str.contains("fichiers").all()


def test_a_file_of_many_articles_is_cut_into_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "_PART_ROWS", 4)
    lines = [json.dumps({"title": f"Rencontre {n}", "text": story(n), "date": "2024-05-06"}) for n in range(10)]
    (tmp_path / "press.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build(tmp_path / "out", tmp_path / "press.jsonl")
    assert len(store.read(tmp_path / "out")["articles"]) == 10
    assert len(list((tmp_path / "out" / PARTS).glob("pages-*"))) == 3
    assert build(tmp_path / "out", tmp_path / "press.jsonl").files_opened == 0


def test_a_key_without_its_last_row_is_not_known(tmp_path: Path) -> None:
    shelf = parts.Parts(tmp_path, "pages", work.rows.PAGES)
    shelf.write([{"key": "a", "number": 0, "last": True}, {"key": "b", "number": 0, "last": False}])
    shelf.write([{"key": "c", "number": 1, "last": True}])
    index = shelf.index()
    assert [key in index for key in "abc"] == [True, False, False]
    shelf.write([{"key": "c", "number": 0, "last": False}])
    assert [slot.row for slot in shelf.index()["c"]] == [0, 0]


def test_rows_come_in_the_order_asked_in_few_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = parts.Parts(tmp_path, "pages", work.rows.PAGES)
    keys = [[f"{part} {row}" for row in range(5)] for part in range(6)]
    placed = [shelf.write([{"key": key, "number": 0, "last": True, "text": key} for key in part]) for part in keys]
    slots = [
        place[3] for across in zip(*placed, strict=True) for place in across
    ]  # each from another part than the last
    asked = [f"{part} {row}" for row in range(5) for part in range(6)]
    assert [table["text"].to_pylist() for table in shelf.take(slots, ["text"])] == [asked]
    monkeypatch.setattr(parts, "_TOGETHER", 20)
    cut = [table["text"].to_pylist() for table in shelf.take(slots, ["text"])]
    assert len(cut) > 6
    assert [text for table in cut for text in table] == asked


def test_two_builds_of_one_corpus_do_not_mix(press: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with store.writing(tmp_path / "out"):
        assert main(["build", str(press), "--out", str(tmp_path / "out")]) == 2
    assert "another build is writing" in capsys.readouterr().err


def test_a_file_name_that_is_no_text(press: Path, tmp_path: Path) -> None:
    name = os.fsencode(press) + b"/nom-\xe9.txt"
    try:
        Path(os.fsdecode(name)).write_text(story(90), encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such names")
    build(tmp_path / "out", press)
    assert "nom-?.txt" in set(store.read(tmp_path / "out")["articles"]["source_id"])
