"""The page of the corpus as Streamlit runs it, and the reader's own corpora under it."""

import csv
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
import yaml
from streamlit.navigation.page import calc_hash
from streamlit.testing.v1 import AppTest

from analysis import knowledge, store, words
from analysis.reading import corrections
from analysis.views import corpora, drop, local
from analysis.words import Words

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 60  # a run takes under one; a loaded machine is allowed much more
Open = Callable[..., AppTest]
ARTICLE = """Deux ministres parlent du gaz à Ankara

Hakan Fidan a reçu Sergueï Lavrov à Ankara le 4 mars 2024, a indiqué la diplomatie turque. Les deux ministres ont \
parlé du gaz et du transport maritime pendant deux heures, sans conférence de presse commune.

Aucun accord n'a été annoncé, et aucune date n'a été donnée pour la suite des discussions entre les deux pays.

Lire aussi : le prix du gaz en trois questions
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder for the reader's corpora; what is built in it ends with the test."""
    monkeypatch.setenv(local.VARIABLE, str(tmp_path / "own"))
    monkeypatch.setenv(corpora.VARIABLE, "")
    monkeypatch.setattr(sys, "argv", ["dashboard.py"])
    yield tmp_path / "own"
    for job in local._jobs:
        job.wait()


@pytest.fixture
def open_page(home: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens the page on the corpus in a folder."""

    def run(folder: Path | None = None, **address: str) -> AppTest:
        monkeypatch.setenv(corpora.VARIABLE, str(folder or ""))
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=SECONDS)
        for key, value in address.items():
            app.query_params[key] = value
        app._page_hash = calc_hash("corpus")  # AppTest opens pages that are files; ours are functions
        return app.run()

    return run


def text_of(app: AppTest) -> str:
    kinds = (app.title, app.header, app.subheader, app.markdown, app.caption, app.text, app.info, app.warning)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    return app.run()


def built(app: AppTest) -> AppTest:
    """The page after the build at work has ended."""
    for job in local._jobs:
        job.wait()
    return app.run()


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reader's corpus of one article, as a drop leaves it."""
    folder = tmp_path_factory.mktemp("own") / "ankara"
    local.keep([("ankara.txt", ARTICLE.encode())], folder)
    local.Job(folder).wait()
    return folder


@pytest.fixture
def own(open_page: Open, home: Path, built_once: Path) -> AppTest:
    """The page on the reader's corpus of one article."""
    shutil.copytree(built_once, home / "ankara")
    return open_page(corpus="ankara")


def test_the_page_tells_what_was_read(open_page: Open, corpus_folder: Path) -> None:
    app = open_page(corpus_folder)
    assert not app.exception
    shown = text_of(app)
    assert "8 articles lus, 1 entrée écartée." in shown
    assert "1 article de date inconnue n’est pas sur la carte." in shown
    assert "1 article n’est daté qu’au mois." in shown
    assert "1 article n’est daté qu’à l’année." in shown
    assert len(app.get("plotly_chart")) == 1
    articles, rejects = (frame.value for frame in app.dataframe)
    assert articles["Fichier"].tolist()[0] == "a7.txt"
    assert rejects["Fichier"].tolist() == ["vide.txt"]


def test_an_article_shows_what_was_kept_and_removed(
    open_page: Open, frames: Mapping[str, pd.DataFrame], tmp_path: Path
) -> None:
    removed = (
        '[{"start": 0, "end": 4, "why": "menu", "text": "![x](http://example.org/x.png)"},'
        ' {"start": 5, "end": 9, "why": "a new reason", "text": "<script>"}]'
    )
    store.write({**frames, "texts": frames["texts"].assign(removed=removed)}, tmp_path / "essai")
    app = open_page(tmp_path / "essai")
    app.selectbox(key="article").set_value("a1").run()
    shown = [element.value for element in app.text]
    assert "Article a1" in shown
    assert "![x](http://example.org/x.png)" in shown
    assert "<script>" in shown
    captions = [element.value for element in app.caption]
    assert "menu" in captions
    assert "`a new reason`" in captions
    assert not [element for element in (*app.markdown, *app.caption) if "example.org" in element.value]


@pytest.mark.parametrize("removed", ["", "not JSON", '"text"', "[1, 2]"])
def test_removed_pieces_that_cannot_be_read_stop_nothing(
    open_page: Open, frames: Mapping[str, pd.DataFrame], tmp_path: Path, removed: str
) -> None:
    store.write({**frames, "texts": frames["texts"].assign(removed=removed)}, tmp_path / "essai")
    app = open_page(tmp_path / "essai")
    assert not app.exception
    assert "Rien n’a été retiré de cet article." in text_of(app)


def test_articles_are_searched_and_narrowed(open_page: Open, corpus_folder: Path) -> None:
    app = open_page(corpus_folder)
    app.text_input(key="find").set_value("le fil").run()
    assert app.dataframe[0].value["Fichier"].tolist() == ["a7.txt", "a6.txt"]
    assert app.selectbox(key="article").value == "a7"
    app.text_input(key="find").set_value("(").run()
    assert not app.exception
    assert "Aucun article ne répond à ce choix." in text_of(app)
    app.text_input(key="find").set_value("")
    app.pills(key="only").set_value("vague_day")
    app.run()
    assert set(app.dataframe[0].value["Fichier"]) == {"a4.txt", "a6.txt", "a8.txt"}


def test_filters_narrow_the_page(open_page: Open, corpus_folder: Path) -> None:
    app = open_page(corpus_folder)
    app.multiselect(key="outlets").set_value(["Le Canal"]).run()
    assert not app.exception
    assert app.dataframe[0].value["Fichier"].tolist() == ["a4.txt", "a3.txt"]
    assert "2 trous" in text_of(app)


def test_the_page_speaks_english(open_page: Open, corpus_folder: Path) -> None:
    app = open_page(corpus_folder, lang="EN")
    assert not app.exception
    assert app.title[0].value == "What was read"


def test_shipped_corpora_are_read_only_and_without_texts(open_page: Open) -> None:
    app = open_page()
    assert not app.exception
    assert "Ce corpus est livré avec le programme" in text_of(app)
    assert "n’est pas livré avec ce corpus" in text_of(app)
    assert "Corriger" not in [button.label for button in app.button]


def test_a_corpus_built_elsewhere_says_how_it_is_corrected(open_page: Open, corpus_folder: Path) -> None:
    assert "corrections.csv" in text_of(open_page(corpus_folder))


def test_a_dropped_file_becomes_a_corpus(open_page: Open, home: Path) -> None:
    app = open_page()
    assert str(app.date_input(key="from").value).startswith("2022")
    app.file_uploader(key="drop-files").upload("ankara.txt", ARTICLE.encode(), "text/plain")
    app.text_input(key="drop-name-").set_value("Été à Ankara")
    app = press(app, "Construire")
    assert "en construction" in text_of(app)
    app = built(app)
    assert not app.exception
    assert app.selectbox(key="corpus").value == "ete-a-ankara"
    assert "Le corpus ete-a-ankara est construit et ouvert." in text_of(app)
    assert (home / "ete-a-ankara" / "source" / "ankara.txt").read_text(encoding="utf-8") == ARTICLE
    assert app.dataframe[0].value["Fichier"].tolist() == ["ankara.txt"]
    assert "renvoi vers un autre article" in [element.value for element in app.caption]
    assert {str(app.date_input(key=key).value)[:4] for key in ("from", "to")} == {"2024"}


def test_a_dropped_table_shows_how_its_columns_were_understood(open_page: Open, home: Path) -> None:
    text = ARTICLE.partition("\n\n")[2]
    rows = [("Titre", "Texte", "Date", "Note"), ("Deux ministres à Ankara", text, "04/03/2024", "7")]
    rows += [("Un ministre à Izmir", text.replace("Ankara", "Izmir"), "25/03/2024", "8")]
    local.keep([("table.csv", "\n".join(map(_csv_line, rows)).encode())], home / "ankara")
    local.Job(home / "ankara").wait()
    app = open_page(corpus="ankara")
    assert not app.exception
    assert "Les colonnes des tables" in text_of(app)
    assert app.dataframe[0].value.to_dict("records") == [
        {
            "Fichier": "table.csv",
            "Titre": "Titre",
            "Texte": "Texte",
            "Date": "Date",
            "Ordre des dates": "jour d’abord",
            "Non utilisées": "Note",
        }
    ]
    shutil.rmtree(home / "ankara" / store.PARTS)
    assert store.recognised(home / "ankara") == []


def _csv_line(cells: tuple[str, ...]) -> str:
    return ";".join('"' + cell.replace("\n", " ").replace('"', '""') + '"' for cell in cells)


def test_another_corpus_brings_its_own_period(own: AppTest) -> None:
    assert {str(own.date_input(key=key).value)[:4] for key in ("from", "to")} == {"2024"}
    own.date_input(key="to").set_value(date(2024, 12, 31))
    own.selectbox(key="corpus").set_value("founding")
    own.run()
    assert not own.exception
    assert [str(own.date_input(key=key).value)[:4] for key in ("from", "to")] == ["2022", "2026"]


def test_a_second_drop_adds_to_the_corpus(own: AppTest, home: Path) -> None:
    files = own.file_uploader(key="drop-files")
    files.upload("ankara.txt", ARTICLE.encode(), "text/plain")
    files.upload("vide.txt", b"", "text/plain")
    files.upload("../../ankara.txt", ARTICLE.replace("Ankara", "Bakou").encode(), "text/plain")
    app = built(press(own, "Construire"))
    assert not app.exception
    kept = sorted(path.name for path in (home / "ankara" / "source").iterdir())
    assert kept == ["ankara-2.txt", "ankara.txt", "vide.txt"]
    assert "2 articles lus" in text_of(app)
    assert app.dataframe[-1].value["Fichier"].tolist() == ["vide.txt"]


def test_a_correction_is_made_replayed_and_withdrawn(own: AppTest, home: Path) -> None:
    ident = own.selectbox(key="article").value
    own.text_input(key=f"correct-outlet-{ident}").set_value("La Feuille")
    own.text_input(key=f"correct-date-{ident}").set_value("2024-02")
    own.text_input(key=f"correct-note-{ident}").set_value("vu à l’archive")
    app = built(press(own, "Corriger"))
    assert not app.exception
    assert "C’est fait" in text_of(app)
    row = store.read(home / "ankara")["articles"].iloc[0]
    assert (row["outlet"], row["published"], row["published_basis"]) == ("La Feuille", "2024-02", "user")
    assert app.selectbox(key="article").value == row["article_id"] != ident
    assert {"La Feuille", "février 2024", "corrigé à la main", "Journal → La Feuille (vu à l’archive)"} <= {
        element.value for element in app.text
    }
    app = built(press(app, "Retirer ces corrections"))
    assert not app.exception
    row = store.read(home / "ankara")["articles"].iloc[0]
    assert (row["outlet"], row["published_basis"]) == ("", "text")


def test_what_came_of_a_correction_is_told_again_where_the_run_was_cut_short(
    own: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, cut = drop.notice, list[str]()

    def notice(words: Words, source_id: str) -> None:
        shown = "notice" in st.session_state and source_id
        told(words, source_id)
        if shown and not cut:  # as where the reader clicks before the page is whole
            cut.append(source_id)
            st.rerun()

    monkeypatch.setattr(drop, "notice", notice)
    own.text_input(key=f"correct-outlet-{own.selectbox(key='article').value}").set_value("La Feuille")
    app = built(press(own, "Corriger"))
    assert cut == ["ankara.txt"]
    assert "C’est fait" in text_of(app)
    assert "C’est fait" not in text_of(app.run())


@pytest.mark.parametrize(
    ("day", "said"), [("4 mars", "Ce jour n’est pas au calendrier"), ("2024-02-30", "Ce jour n’est pas au calendrier")]
)
def test_a_bad_day_is_refused(own: AppTest, home: Path, day: str, said: str) -> None:
    own.text_input(key=f"correct-date-{own.selectbox(key='article').value}").set_value(day)
    app = press(own, "Corriger")
    assert said in text_of(app)
    assert not (home / "ankara" / local.CORRECTIONS).exists()


def test_files_without_an_article_build_nothing(open_page: Open, home: Path) -> None:
    app = open_page()
    app.file_uploader(key="drop-files").upload("vide.txt", b"", "text/plain")
    app.text_input(key="drop-name-").set_value("rien")
    app = built(press(app, "Construire"))
    assert not app.exception
    assert "Aucun corpus n’a été construit" in text_of(app)
    assert "vide.txt: The file is empty." in text_of(app)
    assert not (home / "rien" / "source").exists()


@pytest.mark.parametrize(
    ("name", "files", "said"), [("x", 0, "Aucun fichier n’a été déposé."), ("…", 1, "Donnez au corpus un nom")]
)
def test_what_is_missing_is_asked_for(open_page: Open, home: Path, name: str, files: int, said: str) -> None:
    app = open_page()
    for _ in range(files):
        app.file_uploader(key="drop-files").upload("a.txt", b"a", "text/plain")
    app.text_input(key="drop-name-").set_value(name)
    assert said in text_of(press(app, "Construire"))
    assert not home.exists()


def test_a_stopped_build_can_be_taken_up(open_page: Open, home: Path) -> None:
    local.keep([("ankara.txt", ARTICLE.encode())], home / "ankara")
    app = open_page()
    assert "La construction du corpus ankara a été interrompue." in text_of(app)
    app = built(press(app, "Reprendre"))
    assert app.selectbox(key="corpus").value == "ankara"


def test_two_builds_at_once_are_refused(home: Path) -> None:
    local.keep([("ankara.txt", ARTICLE.encode())], home / "ankara")
    job = local.start(home / "ankara")
    with pytest.raises(local.BusyError):
        local.start(home / "ankara")
    job.wait()
    assert not job.failed


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("article.txt", "article.txt"),
        ("../../etc/passwd", "passwd"),
        ("C:\\presse\\une.html", "une.html"),
        (".caché", "caché"),
        ("..", "article"),
        ("a:b\n.txt", "a-b-.txt"),
        ("é" * 300 + ".json", "é" * 115 + ".json"),
    ],
)
def test_names_of_dropped_files_stay_in_their_folder(home: Path, given: str, kept: str) -> None:
    assert [path.name for path in local.keep([(given, b"x")], home / "c")] == [kept]
    assert (home / "c" / "source" / kept).read_bytes() == b"x"


def test_corrections_are_those_of_the_build(home: Path) -> None:
    assert (local.CORRECTIONS, local.COLUMNS) == (corrections.FILE, corrections.COLUMNS)
    folder = home / "c"
    folder.mkdir(parents=True)
    local.correct(folder, 'a "b", c.txt', {"outlet": "  La \n Feuille ", "date": "2024"}, "dit, vu")
    local.correct(folder, "autre.txt", {"date": ""})
    found = corrections.load(folder / local.CORRECTIONS)
    assert not found.rejects
    assert found.of_source['a "b", c.txt'] == corrections.Correction("La Feuille", "2024")
    assert found.of_source["autre.txt"] == corrections.Correction(None, "")
    local.withdraw(folder, 'a "b", c.txt')
    with (folder / local.CORRECTIONS).open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [list(local.COLUMNS), ["date", "autre.txt", "", ""]]


@pytest.mark.parametrize(
    "text", ["", "2024", "2024-03", "2024-03-05", "2024-02-30", "5 mars", "24-03-05", "2024-3", "0000"]
)
def test_a_day_is_what_the_build_takes_for_one(text: str, tmp_path: Path) -> None:
    path = tmp_path / corrections.FILE
    path.write_text(f"kind,target,value,note\ndate,a.txt,{text},\n", encoding="utf-8")
    assert local.is_day(text) == (not corrections.load(path).rejects)


def test_every_reason_of_the_furniture_has_words() -> None:
    path = knowledge.FOLDER / "furniture.yaml"
    whys = {entry["why"] for entry in yaml.safe_load(path.read_text(encoding="utf-8")) if "why" in entry}
    known = words.load("fr").texts
    assert [why for why in sorted(whys) if f"why.{why.replace(' ', '_')}" not in known] == []


def test_without_any_corpus_files_can_be_dropped(
    open_page: Open, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.setattr(corpora, "DATA", tmp_path / "empty")
    app = open_page()
    assert "Aucun corpus n’est là." in text_of(app)
    app.file_uploader(key="drop-files").upload("ankara.txt", ARTICLE.encode(), "text/plain")
    app.text_input(key="drop-name-").set_value("premier")
    app = built(press(app, "Construire"))
    assert not app.exception
    assert app.selectbox(key="corpus").value == "premier"
