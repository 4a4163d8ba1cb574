"""`python -m analysis explain`: what it shows, as JSON, line by line and for people; what it refuses."""

import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analysis import __main__ as command
from analysis import explain, knowledge
from analysis.explain import wording
from analysis.extraction.facts import FactReader

ROOT = Path(__file__).resolve().parents[1]
TEXT = (
    "Le chef de la diplomatie russe Sergueï Lavrov a rencontré mardi à Pékin Wang Yi.\n\n"
    "Moscou accuse Kiev d’avoir rompu l’accord. Les deux pays se parleront en mars."
)
DAY = "2024-05-15"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def _shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert command.main(["explain", *arguments]) == 0
    return capsys.readouterr().out


def test_json_is_one_object_whose_offsets_are_of_the_text(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found: dict[str, list[dict[str, Any]]] = json.loads(_shown(capsys, str(file), "--on", DAY, "--json"))
    assert list(found) == ["sentences", "mentions", "times", "reports", "tone"]
    for name in ("sentences", "mentions", "times", "tone"):
        assert all(0 <= row["start"] < row["end"] <= len(TEXT) for row in found[name])
    assert [TEXT[row["start"] : row["end"]] for row in found["mentions"]] == [
        row["surface"] for row in found["mentions"]
    ]
    assert [row["text"] for row in found["sentences"]] == [
        TEXT[row["start"] : row["end"]] for row in found["sentences"]
    ]
    assert [(row["surface"], row["from"], row["to"], row["precision"]) for row in found["times"]] == [
        ("mardi", "2024-05-14", "2024-05-14", "day"),
        ("en mars", "2025-03-01", "2025-03-31", "month"),
    ]
    report, later = found["reports"]
    assert (later["report"], later["status"], later["from"]) == (1, "planned", "2025-03-01")
    assert report["participants"] == ["Sergueï Lavrov", "Wang Yi"]
    assert (report["status"], report["from"], report["place"], report["same_as"]) == (
        "held",
        "2024-05-14",
        "Pékin",
        None,
    )
    assert [row["sentence"] for row in found["tone"]] == [0, 1, 2]


def test_people_read_each_sentence_with_what_was_found_and_why(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = " ".join(_shown(capsys, str(file), "--on", DAY).split())
    assert "who « Moscou » → Russie (state): metonym, a capital or palace that acts, so its government" in shown
    assert "when « mardi » → 2024-05-14, Tuesday" in shown
    assert "when « en mars » → 2025-03-01 to 2025-03-31 (month)" in shown
    assert "Sergueï Lavrov + Wang Yi: held, in person, 2024-05-14, Tuesday, Pékin, Chine; told by «" in shown
    assert "2 encounters in 2 reports" in shown


def test_lines_for_people_are_no_longer_than_asked() -> None:
    explained = explain.found(FactReader(knowledge.load()), TEXT, date.fromisoformat(DAY))
    assert max(map(len, explain.told(explained, 60))) <= 60


def test_every_way_of_naming_has_its_reason() -> None:
    hows = {"name", "title", "office", "nickname", "metonym", "anaphora"}
    assert set(wording.HOWS) == hows


def test_each_line_is_a_text_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "lines.txt"
    path.write_text("Moscou accuse Kiev.\r\n\nIl viendra lundi.\n", encoding="utf-8")
    lines = [json.loads(line) for line in _shown(capsys, str(path), "--on", DAY, "--lines").splitlines()]
    assert [[row["actor"] for row in line["mentions"]] for line in lines] == [["Russie", "Ukraine"], [], []]
    assert [[row["from"] for row in line["times"]] for line in lines] == [[], [], ["2024-05-20"]]
    assert lines[1] == {"sentences": [], "mentions": [], "times": [], "reports": [], "tone": []}


def test_many_lines_come_in_order(tmp_path: Path) -> None:
    lines = [f"Il viendra le {1 + number % 28} mars." for number in range(explain._MANY)]
    path = tmp_path / "lines.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "analysis", "explain", str(path), "--on", DAY, "--lines"],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=True,
    )
    assert [json.loads(line)["sentences"][0]["text"] for line in done.stdout.decode().splitlines()] == lines


def test_empty_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "empty.txt"
    path.write_text("", encoding="utf-8")
    assert _shown(capsys, str(path), "--on", DAY) == "The text is empty.\n"
    assert _shown(capsys, str(path), "--on", DAY, "--lines") == ""


def test_letters_in_two_pieces_are_composed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "text.txt"
    path.write_text("Il est arrive\u0301 a\u0300 Pe\u0301kin en de\u0301cembre 2021.", encoding="utf-8")
    found = json.loads(_shown(capsys, str(path), "--on", DAY, "--json"))
    assert [row["surface"] for row in found["times"]] == ["en décembre 2021"]


def test_text_comes_from_standard_input() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "analysis", "explain", "--on", DAY, "--json"],
        input="Pékin proteste.".encode(),
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert [row["actor"] for row in json.loads(done.stdout)["mentions"]] == ["Chine"]


@pytest.mark.parametrize("day", ["2024-02-30", "15/05/2024", "20240515", "demain"])
def test_a_bad_day_is_refused(file: Path, day: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        command.main(["explain", str(file), "--on", day])
    assert stopped.value.code == 2
    assert f"{day!r} is not a day" in capsys.readouterr().err


def test_a_text_that_cannot_be_read_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing, other = tmp_path / "missing.txt", tmp_path / "latin.txt"
    other.write_bytes("Pékin".encode("latin-1"))
    assert command.main(["explain", str(missing), "--on", DAY]) == 2
    assert capsys.readouterr().err == f"error: {missing}: No such file or directory\n"
    assert command.main(["explain", str(other), "--on", DAY]) == 2
    assert capsys.readouterr().err == f"error: {other}: byte 1 is no UTF-8; save the text as UTF-8\n"


def test_a_line_alone_gives_what_the_whole_gives() -> None:
    reader = FactReader(knowledge.load())
    alone = explain.found(reader, "Moscou accuse Kiev.", date.fromisoformat(DAY))
    later = explain.found(reader, "Il pleut.\n\nMoscou accuse Kiev.", date.fromisoformat(DAY))
    assert [row["actor_id"] for row in alone["mentions"]] == [row["actor_id"] for row in later["mentions"]]
    assert alone["tone"][0]["tone"] == later["tone"][1]["tone"]


def test_what_is_printed_goes_where_it_is_told(file: Path) -> None:
    out = io.StringIO()
    given = command._parser().parse_args(["explain", str(file), "--on", DAY, "--json"])
    assert explain.run(given, out) == 0
    assert set(json.loads(out.getvalue())) == {"sentences", "mentions", "times", "reports", "tone"}
