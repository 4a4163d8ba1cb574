"""The pages of the actors as Streamlit runs them, down to a correction that builds the corpus again."""

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pandas as pd
import pytest
from streamlit.navigation.page import calc_hash
from streamlit.testing.v1 import AppTest

from analysis import store
from analysis.reading import corrections
from analysis.views import corpora, identify, local
from tests.test_corpus_page import built, press, text_of

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 60  # a run takes under one; a loaded machine is allowed much more
Open = Callable[..., AppTest]
PEOPLE = "Qui est-ce\u202f?"
ARTICLES = {
    "lac": "Sergueï Lavrov a reçu le diplomate Igor Zaretski lundi à Genève, selon la presse locale.",
    "port": "Le port a rouvert mardi. Le directeur Igor Zaretsky a salué le travail des équipes du quai numéro sept.",
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder for the reader's corpora; what is built in it ends with the test."""
    monkeypatch.setenv(local.VARIABLE, str(tmp_path / "own"))
    monkeypatch.setattr(sys, "argv", ["dashboard.py"])
    yield tmp_path / "own"
    for job in local._jobs:
        job.wait()


@pytest.fixture
def open_page(home: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens a page, by its address, on the corpus in a folder."""

    def run(page: str, folder: Path | None = None, **address: str) -> AppTest:
        monkeypatch.setenv(corpora.VARIABLE, str(folder or ""))
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=SECONDS)
        for key, value in address.items():
            app.query_params[key] = value
        app._page_hash = calc_hash(page)  # AppTest opens pages that are files; ours are functions
        return app.run()

    return run


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reader's corpus of two articles, as a drop leaves it."""
    folder = tmp_path_factory.mktemp("own") / "gens"
    pages = [
        (f"{name}.txt", f"Les nouvelles : {name}\n\nPublié le 6 mai 2024\n\n{text}\n".encode())
        for name, text in ARTICLES.items()
    ]
    local.keep(pages, folder)
    local.Job(folder).wait()
    assert store.is_corpus(folder)
    return folder


@pytest.fixture
def own(home: Path, built_once: Path) -> Path:
    shutil.copytree(built_once, home / "gens")
    return home / "gens"


def shown(app: AppTest) -> str:
    assert not app.exception
    return text_of(app)


def test_the_network_comes_first(open_page: Open, corpus_folder: Path) -> None:
    app = open_page("acteurs", corpus_folder, within="l’article")
    assert "Qui est cité avec qui" in shown(app)
    assert "Sur 8 articles lus." in shown(app)
    assert len(app.get("plotly_chart")) == 1


def test_without_a_pair_it_says_so(open_page: Open, corpus_folder: Path) -> None:
    app = open_page("acteurs", corpus_folder)  # no sentence of this corpus names two
    assert "Aucun article de ce choix ne nomme ensemble deux acteurs" in shown(app)
    assert not app.get("plotly_chart")


def test_the_list_is_searched_without_accents(open_page: Open, corpus_folder: Path) -> None:
    app = open_page("acteurs", corpus_folder, **{"actors-view": "La liste", "find-actor": "serguei"})
    assert app.dataframe[0].value["Acteur"].tolist() == ["Sergueï Lavrov"]
    app = open_page("acteurs", corpus_folder, **{"actors-view": "La liste", "actor-kinds": "Organisations"})
    assert app.dataframe[0].value["Acteur"].tolist() == ["OTAN"]
    app = open_page("acteurs", corpus_folder, **{"actors-view": "La liste", "find-actor": "(("})
    assert "Aucun acteur ne répond à ce choix." in shown(app)


def test_the_page_of_an_actor(open_page: Open, corpus_folder: Path) -> None:
    app = open_page("acteur", corpus_folder, acteur="wang-yi")
    said = shown(app)
    assert "Wang Yi" in said
    assert "personne · Chine" in said
    assert "1 sur 8 lus" in said
    assert "ministre des Affaires étrangères (Chine)" in said
    assert [header.value for header in app.header] == [
        "Au fil du temps",
        "Sous quels noms",
        "En compagnie de qui",
        "Quelles rencontres",
        "Dans quels journaux",
        "Dans quelles phrases",
    ]
    assert len(app.get("plotly_chart")) == 4
    assert "=Rien n’a été signé." in said  # as text
    assert "— La Gazette, 10 janvier 2023\u202f; nommé\u00a0: x (nom)" in said


def test_an_actor_has_its_meetings_and_a_state_those_of_whoever_speaks_for_it(
    open_page: Open, corpus_folder: Path
) -> None:
    app = open_page("acteur", corpus_folder, acteur="russie")
    meetings = app.dataframe[0].value
    assert {"Date", "Participants", "Statut", "Lieu"} <= set(meetings.columns)
    assert any("Vladimir Poutine" in who for who in meetings["Participants"])
    assert all("Russie" in who or "Poutine" in who or "Lavrov" in who for who in meetings["Participants"])
    app.session_state["meeting-opened"] = "m4"  # as a ticked row asks
    assert "Comment la presse l’a racontée" in [header.value for header in app.run().header]


@pytest.mark.parametrize(
    ("actor", "address", "said"),
    [
        ("personne-de-tel", {}, "Aucun article de ce corpus ne nomme cet acteur."),
        ("", {}, "Choisissez un acteur dans la liste."),
        ("wang-yi", {"outlets": "Le Fil (2)"}, "Aucun article de ce choix ne nomme cet acteur."),
        ("wang-yi", {"from": "2024-01-01"}, "Aucun article de ce choix ne nomme cet acteur."),
        (
            "wang-yi",
            {"actors": "Russie"},
            "Le filtre « Acteurs » du volet ne joue pas".replace("« ", "«\u00a0").replace(" »", "\u00a0»"),
        ),
        ("russie", {"how": "Nom"}, "phrases répondent à ce choix."),
    ],
)
def test_what_the_address_asks_for_in_vain_is_said(
    open_page: Open, corpus_folder: Path, actor: str, address: Mapping[str, str], said: str
) -> None:
    assert said in shown(open_page("acteur", corpus_folder, acteur=actor, **address))


def test_a_corpus_without_texts_gives_the_places(
    open_page: Open, frames: Mapping[str, pd.DataFrame], tmp_path: Path
) -> None:
    store.write({**frames, "texts": frames["texts"].head(0)}, tmp_path / "sans")
    app = open_page("acteur", tmp_path / "sans", acteur="wang-yi")
    assert "le numéro de la phrase et ses positions permettent de la retrouver" in shown(app)
    assert "Texte de la phrase" not in app.dataframe[-1].value.columns


def test_who_is_it_in_a_corpus_that_cannot_be_built(
    open_page: Open, frames: Mapping[str, pd.DataFrame], tmp_path: Path
) -> None:
    unknown = frames["mentions"].assign(actor_id=frames["mentions"]["actor_id"].replace("wang-yi", "wang-qui"))
    store.write({**frames, "mentions": unknown}, tmp_path / "autres")
    app = open_page("acteurs", tmp_path / "autres", **{"actors-view": PEOPLE})
    assert set(app.dataframe[0].value["Acteur"]) == {"Sergueï Lavrov", "Wang Yi"}  # under an id of the tests' own
    assert "ajoutez une ligne à son fichier corrections.csv" in shown(app)
    assert not [button for button in app.button if button.label == "C’est cette personne"]


def test_a_person_is_recognised_and_that_is_taken_back(open_page: Open, own: Path) -> None:
    app = open_page("acteurs", corpus="gens", **{"actors-view": PEOPLE})
    assert set(app.dataframe[0].value["Acteur"]) == {"Igor Zaretski", "Igor Zaretsky"}
    assert "Aucune correction n’a été faite." in shown(app)
    app.selectbox(key="stranger").set_value("igor-zaretsky")
    app.run()
    assert "Le directeur Igor Zaretsky a salué" in shown(app)
    who = app.selectbox(key="who-Igor Zaretsky")
    assert who.options[0] == "Igor Zaretski"
    assert "peut-être Igor Zaretski" in who.placeholder
    app = press(app, "C’est cette personne")
    assert "Choisissez d’abord qui c’est." in shown(app)
    app.selectbox(key="who-Igor Zaretsky").set_value("Igor Zaretski")
    app = built(press(app, "C’est cette personne"))
    assert "C’est fait" in shown(app)
    assert app.dataframe[0].value["Acteur"].tolist() == ["Igor Zaretski"]
    assert "Igor Zaretsky est Igor Zaretski" in shown(app)
    assert set(store.read(own)["mentions"]["actor_id"]) == {"serguei-lavrov", "igor-zaretski"}
    app = built(press(app, "Retirer"))
    assert "Aucune correction n’a été faite." in shown(app)
    assert "igor-zaretsky" in set(store.read(own)["mentions"]["actor_id"])


def test_a_name_is_nobody(open_page: Open, own: Path) -> None:
    app = open_page("acteurs", corpus="gens", **{"actors-view": PEOPLE})
    name = app.selectbox(key="stranger").value
    app = built(press(app, "Ce n’est pas une personne"))
    assert name not in set(store.read(own)["mentions"]["actor_id"])
    assert len(app.dataframe[0].value) == 1


def test_words_are_given_to_an_actor_on_its_page(open_page: Open, own: Path) -> None:
    app = open_page("acteur", corpus="gens", acteur="serguei-lavrov")
    app.text_input[0].set_value(" le directeur  Igor Zaretsky ")
    app = built(press(app, "Corriger"))
    assert "« le directeur Igor Zaretsky » désigne Sergueï Lavrov".replace("« ", "«\u00a0").replace(
        " »", "\u00a0»"
    ) in shown(app)
    assert corrections.load(own / corrections.FILE).of_kind("alias")[0].target == "le directeur Igor Zaretsky"
    assert set(store.read(own)["mentions"]["actor_id"]) == {"serguei-lavrov", "igor-zaretski"}


def test_the_kinds_are_those_of_the_build() -> None:
    assert identify.KINDS == corrections.OF_ACTORS
