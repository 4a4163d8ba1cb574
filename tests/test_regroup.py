"""What is one meeting, decided by hand: kept in corrections.csv, replayed by every build, taken back on screen."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis import engine, measures, store, tables
from analysis.reading import corrections
from analysis.views import local, regroup
from tests.test_dashboard import Open, _go, open_app, text_of  # noqa: F401 - a fixture

TEXTS = {
    "un.txt": "Le 6 mars 2024\n\nXi Jinping a rencontré Vladimir Poutine mardi à Pékin. Le gaz reste cher.",
    "deux.txt": "Le 6 mars 2024\n\nVladimir Poutine a rencontré Xi Jinping mardi à Pékin, dit la télévision.",
    "trois.txt": "Le 22 mars 2024\n\nVladimir Poutine a rencontré Xi Jinping mercredi à Kazan. "
    "C'était leur quatrième rencontre depuis 2022.",
}


@pytest.fixture
def press(tmp_path: Path) -> Path:
    folder = tmp_path / "corpora" / "essai" / local.SOURCE
    folder.mkdir(parents=True)
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def built(press: Path) -> dict[str, pd.DataFrame]:
    settings = engine.Settings(corrections=press.parent / local.CORRECTIONS, workers=1)
    return engine.stream([press], press.parent / "parts", settings, today=date(2024, 4, 1)).frames()


def key_of(frames: dict[str, pd.DataFrame], source: str) -> str:
    found = measures.index(frames)
    of_source = found.articles.loc[found.articles["source_id"] == source, "article_id"].iloc[0]
    reports = found.reports[found.reports["article_id"] == of_source]
    return tables.report_key(source, int(reports["sentence"].iloc[0]), str(reports["cue"].iloc[0]))


def counted(frames: dict[str, pd.DataFrame]) -> list[int]:
    return sorted(frames["meetings"]["reports"].tolist())


def test_the_page_and_the_build_know_the_same_kinds() -> None:
    assert regroup.KINDS == corrections.OF_MEETINGS


def test_a_choice_is_replayed_outlives_other_corrections_and_is_taken_back(press: Path) -> None:
    before, folder = built(press), press.parent
    assert counted(before) == [1, 2]
    one, three = key_of(before, "un.txt"), key_of(before, "trois.txt")
    local.correct(folder, one, {"merge": three}, "the same visit")
    assert counted(built(press)) == [3]
    local.correct(folder, "un.txt", {"outlet": "La Gazette", "date": "2024-03-05"})  # other ids, the same choice
    assert counted(built(press)) == [3]
    local.correct(folder, one, {"split": one})
    assert counted(built(press)) == [1, 2]  # split off, then joined to the third: the second is left alone
    local.withdraw(folder, one, ("merge",))
    assert counted(built(press)) == [1, 1, 1]
    for target in (one, "un.txt"):
        local.withdraw(folder, target)
    after = built(press)
    for name, frame in before.items():
        pd.testing.assert_frame_equal(after[name], frame)


def test_a_line_that_names_no_report_is_one_reject(press: Path) -> None:
    local.correct(press.parent, "un.txt | 9 | rien", {"split": ""})
    rejects = built(press)["rejects"]
    assert rejects[["source_id", "reason"]].to_numpy().tolist() == [
        ["corrections.csv, line 2", "No report is called 'un.txt | 9 | rien'."]
    ]


def test_the_page_of_a_meeting_shows_reasons_totals_and_the_forms(
    press: Path,
    open_app: Open,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(local.VARIABLE, str(press.parent.parent))
    frames = built(press)
    store.write(frames, press.parent)
    met = frames["meetings"].sort_values("reports")["meeting_id"].tolist()
    app = _page(open_app, press.parent, met[1])
    assert not app.exception
    tables_shown = [frame.value for frame in app.dataframe]
    why = next(frame for frame in tables_shown if "Pourquoi ici" in frame)
    assert sorted(why["Pourquoi ici"]) == ["mêmes personnes, même lieu, même jour", "récit de départ"]
    stated = next(frame for frame in tables_shown if "Selon l’article" in frame)
    assert stated[["Selon l’article", "Compté", "Dans ce corpus"]].to_numpy().tolist() == [
        ["4e", "depuis le 1er janvier 2022", 2]
    ]
    assert [box.label for box in app.selectbox if box.label == "La même rencontre que"]
    split = next(box for box in app.multiselect if box.label.startswith("Ces récits"))
    assert len(split.options) == 2
    alone = _page(open_app, press.parent, met[0])
    assert not [box for box in alone.multiselect if box.label.startswith("Ces récits")]


def test_a_corpus_that_cannot_be_built_here_says_so(open_app: Open, corpus_folder: Path) -> None:  # noqa: F811
    app = _page(open_app, corpus_folder, "m1")
    assert "Ce corpus se lit mais ne se corrige pas ici" in text_of(app)
    assert "Corriger ce qui est une seule rencontre" not in [expander.label for expander in app.expander]


def _page(open_app: Open, folder: Path, meeting: str) -> AppTest:  # noqa: F811
    return _go(open_app(folder, rencontre=meeting), "rencontre")
