import csv
import io
import re
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from analysis import export


def rows(frame: pd.DataFrame) -> list[list[str]]:
    return list(csv.reader(io.StringIO(export.csv(frame).decode("utf-8"), newline="")))


@pytest.mark.parametrize("text", ["=1+1", "+33 1", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n@x", "＝1"])
def test_text_that_begins_a_formula_is_disarmed(text: str) -> None:
    expected = "'" + text.replace("\r", "\n")  # a lone carriage return would break the row
    assert rows(pd.DataFrame({"a": [text]}))[1] == [expected]
    assert rows(pd.DataFrame({text: ["x"]}))[0] == [expected]


@pytest.mark.parametrize("text", ["Moscou", "10 = 10", "l’État", "« Non »", "", "2023-02-22", "a-b"])
def test_other_text_is_left_alone(text: str) -> None:
    assert rows(pd.DataFrame({"a": [text], "b": [1]}))[1][0] == text


def test_numbers_keep_their_sign_and_unknowns_are_empty() -> None:
    counts = pd.array([-3, None], dtype="Int64")
    frame = pd.DataFrame({"ton": [-0.5, None], "n": counts, "lieu": ["Pékin", None]})
    assert rows(frame) == [["ton", "n", "lieu"], ["-0.5", "-3", "Pékin"], ["", "", ""]]


def test_the_frame_is_not_changed() -> None:
    frame = pd.DataFrame({"=a": ["=1"]})
    export.csv(frame)
    assert frame.to_dict("list") == {"=a": ["=1"]}


@given(
    st.lists(
        st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=20),
        min_size=1,
        max_size=5,
    )
)
def test_no_cell_of_text_can_begin_a_formula(cells: list[str]) -> None:
    read = rows(pd.DataFrame({"a": cells, "b": range(len(cells))}))
    assert all(row[0].strip()[:1] not in set("=+-@") for row in read)
    plain = [re.sub("\r\n?", "\n", cell) for cell in cells]
    assert [row[0].removeprefix("'") for row in read[1:]] == [cell.removeprefix("'") for cell in plain]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (
            ("mentions", "founding", ["20 Minutes"], None, ["2022-12", "2026-02"]),
            "entrevues_mentions_founding_20-minutes_2022-12_2026-02.csv",
        ),
        (("meetings", "Ma presse/2024", None, None, []), "entrevues_meetings_ma-presse-2024.csv"),
        (
            ("tone", "demo", ["Inconnu", "L’Écho"], ["Émirats arabes unis"], []),
            "entrevues_tone_demo_inconnu+l-echo_emirats-arabes-unis.csv",
        ),
        (("tone", "demo", [f"Journal {n}" for n in range(30)], None, []), "entrevues_tone_demo_30-outlets.csv"),
        (("tone", "../../etc", ["新华社"], None, []), "entrevues_tone_etc_unknown.csv"),
    ],
)
def test_file_names(asked: tuple[str, str, list[str] | None, list[str] | None, list[str]], expected: str) -> None:
    assert export.file_name(*asked) == expected


@given(st.text(), st.lists(st.text(), max_size=6), st.lists(st.text(), max_size=6))
def test_file_names_are_always_safe_and_bounded(corpus: str, outlets: list[str], actors: list[str]) -> None:
    name = export.file_name("mentions", corpus, outlets, actors, ["2022-12-30", "2026-02-01"])
    assert len(name) < 200
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_+.")


def event(**known: object) -> export.Event:
    row: dict[str, object] = {
        "uid": "m1@entrevues",
        "first": date(2024, 5, 31),
        "last": date(2024, 5, 31),
        "summary": "Un, Deux",
        "place": "",
        "description": "",
        "vague": False,
        "stamp": date(2024, 5, 1),
    }
    return export.Event(**{**row, **known})  # type: ignore[arg-type]


def test_a_planned_meeting_takes_whole_days_up_to_the_day_after_the_last() -> None:
    lines = export.calendar([event(place="Ville, Pays")], "Prévues", "fr").decode("utf-8").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert {"DTSTART;VALUE=DATE:20240531", "DTEND;VALUE=DATE:20240601", "DTSTAMP:20240501T000000Z"} <= set(lines)
    assert "SUMMARY:Un\\, Deux" in lines
    assert "LOCATION:Ville\\, Pays" in lines
    assert not any(line.startswith("STATUS") for line in lines)


def test_a_vague_meeting_is_tentative_and_blocks_no_time() -> None:
    made = export.calendar([event(vague=True, last=date(2024, 6, 20))], "Prévues", "fr").decode("utf-8")
    assert "STATUS:TENTATIVE" in made
    assert "TRANSP:TRANSPARENT" in made


def test_the_same_events_give_the_same_bytes() -> None:
    events = [event(), event(uid="m2@entrevues")]
    assert export.calendar(events, "x", "fr") == export.calendar(events, "x", "fr")


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=200), st.text(max_size=30))
def test_any_words_come_back_from_a_calendar_of_short_lines(text: str, place: str) -> None:
    made = export.calendar([event(summary=text, description=text + "\nfin", place=place)], "x", "fr")
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))  # RFC 5545, 3.1: bytes, not characters
    (entry,) = Calendar.from_ical(made).walk("VEVENT")
    assert str(entry["summary"]) == export._printable(text)
    assert str(entry["uid"]) == "m1@entrevues"
