"""corrections.csv: what counts, and one plain line for what does not."""

from pathlib import Path

import pytest

from analysis.reading.corrections import Correction, Corrections, Line, load

HEADER = "kind,target,value,note\n"


def of(tmp_path: Path, text: str) -> Corrections:
    path = tmp_path / "corrections.csv"
    path.write_bytes(text.encode())
    return load(path)


def test_no_file_is_no_correction(tmp_path: Path) -> None:
    found = load(tmp_path / "corrections.csv")
    assert (found.of_source, found.rejects) == ({}, [])


def test_outlet_and_date_of_one_source(tmp_path: Path) -> None:
    found = of(tmp_path, HEADER + "outlet,a.txt,Le Fil,vu\n date , a.txt , 2022-03 ,\n\ndate,b.txt,2021,\n")
    assert found.of_source == {"a.txt": Correction("Le Fil", "2022-03"), "b.txt": Correction(None, "2021")}
    assert [correction.precision for correction in found.of_source.values()] == ["month", "year"]
    assert found.rejects == []


def test_the_later_line_counts_and_empty_is_unknown(tmp_path: Path) -> None:
    found = of(tmp_path, HEADER + "date,a.txt,2022-03-04,\ndate,a.txt,2022-03-05,\ndate,b.txt,,\noutlet,b.txt,,\n")
    assert found.of_source == {"a.txt": Correction(None, "2022-03-05"), "b.txt": Correction("", "")}
    assert [correction.precision for correction in found.of_source.values()] == ["day", "unknown"]


def test_a_table_program_may_have_written_it(tmp_path: Path) -> None:
    found = of(tmp_path, '\ufeffKind,Target,Value\r\noutlet,"a, b.txt","L\'Écho"\r\n')
    assert found.of_source == {"a, b.txt": Correction("L'Écho")}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("mood,a.txt,gai,", "kind 'mood' is unknown"),
        ("date,a.txt,3 mars 2022,", "is no date"),
        ("date,a.txt,2022-02-30,", "is no date"),
        ("date,a.txt,03/04/2022,", "is no date"),
        ("outlet,,Le Fil,", "target is empty"),
        ("alias,,Wang Yi,", "it is words as the press writes them"),
        ("alias,le vieux lion,,", "value is empty"),
        ("same,Wang Yi,,", "value is empty"),
        ("nobody,Mer Noire,Wang Yi,", "takes no value"),
        ("split,,a,", "target is empty"),
        ("outlet,a.txt", "2 cells"),
        ("outlet,a.txt,Le Fil,vu,deux fois", "5 cells"),
    ],
)
def test_a_bad_line_costs_itself_alone(tmp_path: Path, line: str, said: str) -> None:
    found = of(tmp_path, f"{HEADER}outlet,x.txt,Le Fil,\n{line}\noutlet,y.txt,Le Fil,\n")
    assert list(found.of_source) == ["x.txt", "y.txt"]
    (reject,) = found.rejects
    assert reject.source_id == "corrections.csv, line 3"
    assert said in reject.reason


@pytest.mark.parametrize(
    ("data", "said"), [(b"kind;target;value\n", "first line"), (b"\xff\xfe\x00", "UTF-8"), (b"a\nb\n", "first line")]
)
def test_a_file_that_is_none_is_one_reject(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "corrections.csv").write_bytes(data)
    found = load(tmp_path / "corrections.csv")
    assert [said in reject.reason for reject in found.rejects] == [True]
    assert found.of_source == {}


def test_a_target_that_is_no_input_is_told(tmp_path: Path) -> None:
    found = of(tmp_path, HEADER + "outlet,a.txt,Le Fil,\noutlet,b.txt,Le Fil,\n")
    (reject,) = found.unused({"a.txt"})
    assert (reject.source_id, reject.reason) == ("corrections.csv, line 3", "No input is called 'b.txt'.")


def test_lines_on_actors_and_meetings_are_kept_in_order(tmp_path: Path) -> None:
    found = of(
        tmp_path,
        HEADER + "split,a 3,,\nalias,le vieux lion,Wang Yi,lu\nmerge,a 3,b 1,\nnobody,Mer Noire,,\nmerge,a 3,c 2,\n",
    )
    assert found.of_kind("alias", "nobody") == [
        Line(3, "alias", "le vieux lion", "Wang Yi", "lu"),
        Line(5, "nobody", "Mer Noire", ""),
    ]
    assert [line.number for line in found.of_kind("merge")] == [4, 6]
    assert found.of_kind("split")[0].reject("No such report.").source_id == "corrections.csv, line 2"
    assert (found.of_source, found.rejects) == ({}, [])


def test_of_two_lines_on_one_name_the_later_counts(tmp_path: Path) -> None:
    found = of(tmp_path, HEADER + "nobody,Émile Zeller,,\nsame,emile zeller,Wang Yi,\nalias,Zeller,Wang Yi,\n")
    assert [line.kind for line in found.of_kind("alias", "same", "nobody")] == ["same", "alias"]
