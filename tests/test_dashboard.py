"""The whole app, unmocked, as Streamlit runs it."""

import json
import re
import sys
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from streamlit.navigation.page import calc_hash
from streamlit.testing.v1 import AppTest

from analysis import store, tables

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 30  # a first run takes one or two; a loaded machine is allowed much more
Open = Callable[..., AppTest]


@pytest.fixture
def open_app(corpus_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens the app on the invented corpus, or on another, with an address."""
    monkeypatch.setattr(sys, "argv", ["dashboard.py"])

    def run(folder: Path = corpus_folder, opened: str = "", **address: str) -> AppTest:
        monkeypatch.setenv("ENTREVUES_CORPUS", str(folder))
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=SECONDS)
        if opened:
            app.session_state[f"figures-{opened}"] = True
        for key, value in address.items():
            app.query_params[key] = value
        return app.run()

    return run


def charts(app: AppTest) -> list[dict[str, Any]]:
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


def text_of(app: AppTest) -> str:
    kinds = (app.title, app.header, app.subheader, app.markdown, app.caption, app.text, app.info)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def heights(chart: dict[str, Any]) -> dict[str, float]:
    return {
        trace["name"]: sum(value or 0 for value in trace["y"])
        for trace in chart["data"]
        if isinstance(trace["y"], list)
    }


def test_it_opens_in_french_on_three_charts(open_app: Open) -> None:
    app = open_app()
    assert not app.exception
    assert app.title[0].value == "Qui rencontre qui, combien de fois, sur quel ton"
    assert len(charts(app)) == 3
    assert [header.value for header in app.header] == ["Qui est cité", "Qui se rencontre", "Sur quel ton"]
    assert "6 articles lus dans 3 journaux et 2 articles de journal inconnu" in text_of(app)
    assert "7 rencontres distinctes, dont 6 tenues et 1 prévue" in text_of(app)


def test_it_answers_above_the_charts(open_app: Open) -> None:
    app = open_app(outlets="La Gazette (2)", bin="année")
    (told,) = (html.proto.body for html in app.get("html") if "<table" in html.proto.body)
    assert "2 tenues" in told
    assert "février 2023" in told
    (address,) = re.findall(r'href="([^"]*)">Chine – Russie', told)
    asked = parse_qs(urlsplit(unescape(address)).query)
    assert asked["outlets"] == ["La Gazette"]
    assert asked["bin"] == ["année"]
    assert asked["meeting-who"] == ["Chine", "Russie"]
    there = open_app(opened="", **{key: value for key, value in asked.items() if key != "lang"})
    assert there.multiselect(key="outlets").value == ["La Gazette"]


def test_links_name_a_corpus_as_its_widget_does(open_app: Open) -> None:
    """What has to be healed leaves the address, and a copy of it would open another corpus."""
    app = open_app(corpus="demo")
    (told,) = (html.proto.body for html in app.get("html") if "<table" in html.proto.body)
    found = [parse_qs(urlsplit(unescape(one)).query)["corpus"] for one in re.findall(r'href="([^"]*)"', told)]
    assert found == [["Démonstration"]] * 5


def test_outlets_are_offered_with_their_article_counts(open_app: Open) -> None:
    outlets = open_app().multiselect(key="outlets")
    assert outlets.options == ["La Gazette (2)", "Le Canal (2)", "Le Fil (2)", "Inconnu (2)"]


def test_an_outlet_filters_charts_and_tables(open_app: Open) -> None:
    app = open_app(opened="mentions")
    before = [trace["name"] for trace in charts(app)[0]["data"]]
    app.multiselect(key="outlets").set_value(["Le Canal"]).run()
    assert not app.exception
    after = [trace["name"] for trace in charts(app)[0]["data"]]
    assert "Russie" in before
    assert "Russie" not in after
    sums = app.dataframe[0].value[["Chine", "Xi Jinping", "Ukraine"]].sum()
    assert sums.to_dict() == {"Chine": 2, "Xi Jinping": 2, "Ukraine": 1}


def test_the_unknown_outlet_is_a_choice(open_app: Open) -> None:
    app = open_app()
    app.multiselect(key="outlets").set_value([""]).run()
    assert "2 articles de journal inconnu" in text_of(app)
    assert not app.exception


def test_a_denied_meeting_is_on_no_chart(open_app: Open) -> None:
    app = open_app(opened="meetings")
    app.multiselect(key="outlets").set_value(["Le Canal"]).run()  # tells m3, m4 and the denied m5
    assert "1 rencontre proposée, reportée, annulée ou démentie n’est pas comptée." in text_of(app)
    table = app.dataframe[0].value
    counts = table[["Tenues", "Prévues", "Tenues (part répartie)", "Prévues (part répartie)"]]
    assert counts.to_numpy().sum() == pytest.approx(2, abs=0.01)


@pytest.mark.parametrize("step", ["week", "month", "quarter", "year"])
def test_every_time_step_draws(open_app: Open, step: str) -> None:
    app = open_app()
    app.selectbox(key="bin").set_value(step).run()
    assert not app.exception
    assert len(charts(app)) == 3


def test_actors_and_period_filter(open_app: Open) -> None:
    app = open_app()
    app.multiselect(key="actors").set_value(["wang-yi"])
    app.date_input(key="to").set_value(pd.Timestamp("2023-12-31").date()).run()
    assert not app.exception
    assert list(heights(charts(app)[0])) == ["Wang Yi", "articles lus"]
    assert "1 rencontre distincte" in text_of(app)


def test_a_period_given_backwards_is_read_the_right_way_round(open_app: Open) -> None:
    app = open_app()
    app.date_input(key="from").set_value(pd.Timestamp("2023-12-31").date())
    app.date_input(key="to").set_value(pd.Timestamp("2023-01-01").date()).run()
    assert not app.exception
    assert len(charts(app)) == 3


def test_a_century_of_weeks_becomes_coarser_and_says_so(open_app: Open) -> None:
    app = open_app()
    app.selectbox(key="bin").set_value("week")
    app.date_input(key="from").set_value(pd.Timestamp("1900-01-01").date()).run()
    assert not app.exception
    assert "le pas de temps passe à" in text_of(app)
    assert "1 rencontre évoquée" not in text_of(app)  # 1998 is on the axis now


def test_an_empty_selection_says_so_in_words(open_app: Open) -> None:
    app = open_app()
    app.date_input(key="from").set_value(pd.Timestamp("1950-01-01").date())
    app.date_input(key="to").set_value(pd.Timestamp("1950-12-31").date()).run()
    assert not app.exception
    assert app.info[0].value.startswith("Aucun article ne répond à ce choix")
    assert not charts(app)


def test_the_scores_of_tone_on_the_first_page(open_app: Open) -> None:
    app = open_app()
    ours = charts(app)[2]["data"][-1]["y"]
    app.segmented_control(key="tone").set_value("polarity").run()
    assert not app.exception
    assert charts(app)[2]["data"][-1]["y"] != ours


def test_the_page_of_tone(open_app: Open) -> None:
    app = _go(open_app(), "ton")
    assert not app.exception
    assert [header.value for header in app.header] == [
        "Au fil du temps",
        "Comment les phrases se répartissent",
        "Journaux, acteurs, paires",
        "Les phrases les plus marquées",
    ]
    assert len(charts(app)) == 3
    assert "macro-F1" in text_of(app)
    assert "−1,00 — La Gazette, 2 mars 2023" in text_of(app)


@pytest.mark.parametrize("by", ["actor", "pair"])
@pytest.mark.parametrize("score", ["tone", "polarity"])
def test_the_page_of_tone_compares_in_every_way(open_app: Open, by: str, score: str) -> None:
    app = _go(open_app(), "ton")
    app.segmented_control(key="tone").set_value(score)
    app.segmented_control(key="tone-by").set_value(by).run()
    assert not app.exception


def test_the_same_outlets_and_one_voice(open_app: Open) -> None:
    app = _go(open_app(), "ton")
    app.toggle(key="same-outlets").set_value(True)
    app.segmented_control(key="voice").set_value("paper").run()
    assert not app.exception
    assert "Comparaison à journaux constants" in text_of(app)
    app.segmented_control(key="voice").set_value("quoted").run()
    assert not app.exception
    assert "Aucune phrase notée" in text_of(app)


def test_english(open_app: Open) -> None:
    app = open_app(lang="EN")
    assert app.title[0].value == "Who meets whom, how often, in what tone"
    assert app.multiselect(key="outlets").options[-1] == "Unknown (2)"
    assert not app.exception


def test_an_address_brings_its_filters(open_app: Open) -> None:
    app = open_app(outlets="La Gazette (2)")
    assert app.multiselect(key="outlets").value == ["La Gazette"]
    assert open_app(outlets="La Gazette (17)").multiselect(key="outlets").value == ["La Gazette"]
    nonsense = open_app(outlets="<script>", bin="eon", corpus="..", lang="xx")
    assert nonsense.multiselect(key="outlets").value == []
    assert not nonsense.exception


@pytest.mark.parametrize("given", ["demo", "Démonstration", "Demonstration"])
def test_an_address_names_a_corpus_in_either_language_or_by_its_folder(open_app: Open, given: str) -> None:
    app = open_app(corpus=given)
    assert app.selectbox(key="corpus").value == "demo"
    assert "Cette adresse" not in text_of(app)


def test_what_an_address_asks_for_and_is_not_here_is_said_until_the_reader_chooses(open_app: Open) -> None:
    app = open_app(corpus="perdu", outlets="La Feuille (3)", actors="<b>Personne</b>")
    assert "Cette adresse demande ce qui n’est pas ici." in app.info[0].value
    assert app.text[0].value == "Corpus\u00a0: perdu\nJournaux\u00a0: La Feuille\nActeurs\u00a0: <b>Personne</b>"
    assert "Cette adresse" in text_of(app.run())
    app.multiselect(key="outlets").set_value(["La Gazette"]).run()
    assert "Cette adresse" not in text_of(app)
    assert "Cette adresse" not in text_of(open_app(outlets="La Gazette (17)"))


def test_a_corpus_that_is_not_there_is_said_in_words(open_app: Open, tmp_path: Path) -> None:
    app = open_app(tmp_path / "nothing")
    assert not app.exception
    assert app.title[0].value == "Ce corpus ne s’ouvre pas"
    assert "holds no corpus" in app.text[0].value


def test_a_broken_corpus_is_said_in_words(open_app: Open, tmp_path: Path, frames: Mapping[str, pd.DataFrame]) -> None:
    store.write(frames, tmp_path)
    (tmp_path / "meetings.parquet").write_bytes(b"PAR1 and no more")
    app = open_app(tmp_path)
    assert not app.exception
    assert "meetings.parquet cannot be read" in app.text[0].value


@pytest.mark.parametrize(
    "kept",
    [(), ("articles",), ("articles", "mentions"), ("articles", "sentences"), ("articles", "meetings", "reports")],
)
def test_a_corpus_with_little_in_it(
    open_app: Open, tmp_path: Path, frames: Mapping[str, pd.DataFrame], kept: tuple[str, ...]
) -> None:
    store.write({name: frames[name] if name in kept else tables.frame(name) for name in frames}, tmp_path)
    assert not open_app(tmp_path).exception


def test_an_update_on_disk_is_seen(open_app: Open, tmp_path: Path, frames: Mapping[str, pd.DataFrame]) -> None:
    store.write(frames, tmp_path)
    app = open_app(tmp_path)
    renamed = frames["articles"].assign(outlet=frames["articles"]["outlet"].replace("Le Fil", "Le Câble"))
    store.write({**frames, "articles": renamed}, tmp_path)
    app.run()
    assert not app.exception
    assert "Le Câble (2)" in app.multiselect(key="outlets").options


def test_text_from_the_press_is_shown_as_text(
    open_app: Open, tmp_path: Path, frames: Mapping[str, pd.DataFrame]
) -> None:
    nasty = "![x](http://example.org/x.png) <b>=1"
    articles = frames["articles"].assign(outlet=nasty, title=nasty)
    meetings = frames["meetings"].assign(participants=nasty, place=nasty, history=nasty)
    mentions = frames["mentions"].assign(actor=frames["mentions"]["actor"] + nasty)
    store.write({**frames, "articles": articles, "meetings": meetings, "mentions": mentions}, tmp_path)
    for page in (None, "rencontres", "rencontre", "methode"):
        app = open_app(tmp_path, rencontre="m1")
        if page:
            _go(app, page)
        assert not app.exception
        assert not [element for element in (*app.markdown, *app.caption) if "example.org" in element.value]


def test_the_page_of_the_meetings(open_app: Open) -> None:
    app = _go(open_app(), "rencontres")
    assert not app.exception
    table = app.dataframe[-1].value
    assert len(table) == 9
    assert {"Participants", "Date", "Précision", "Lieu", "Mode", "Statut", "Journaux"} <= set(table.columns)
    assert "printemps 2023" in table["Date"].tolist()
    assert "démentie" in table["Statut"].tolist()


def test_the_history_says_who_told_each_step(open_app: Open) -> None:
    app = _go(open_app(rencontre="m1"), "rencontre")
    assert "10 janvier 2023 — tenue (date inconnue) — La Gazette" in text_of(app)


def test_words_are_searched_and_drawn(open_app: Open) -> None:
    app = _go(open_app(), "chercher")
    assert not charts(app)
    app.text_input(key="words").set_value("ministre")
    _go(app, "chercher")
    assert not app.exception
    assert "4 phrases dans 4 articles." in text_of(app)
    assert heights(charts(app)[0])["ministre"] == 4
    app.text_input(key="words").set_value("introuvable")
    _go(app, "chercher")
    assert "Aucune phrase de ce choix ne contient ces mots." in text_of(app)


@pytest.mark.parametrize(
    ("key", "values", "left"),
    [
        ("meeting-status", ["denied", "postponed"], 2),
        ("meeting-mode", ["video"], 1),
        ("meeting-who", ["Chine", "Russie"], 4),  # a state, by whoever speaks for it
        ("meeting-who", ["Xi Jinping", "Ukraine"], 1),
    ],
)
def test_meetings_are_filtered(open_app: Open, key: str, values: list[str], left: int) -> None:
    app = _go(open_app(), "rencontres")
    app.multiselect(key=key).set_value(values)
    _go(app, "rencontres")
    assert not app.exception
    assert len(app.dataframe[-1].value) == left


@pytest.mark.parametrize("view", ["frequency", "timeline", "matrix", "map"])
@pytest.mark.parametrize("filters", [{}, {"meeting-status": ["cancelled"]}, {"meeting-status": ["denied"]}])
def test_every_view_of_the_meetings_draws_or_says_why_not(
    open_app: Open, view: str, filters: dict[str, list[str]]
) -> None:
    app = _go(open_app(), "rencontres")
    app.segmented_control(key="view").set_value(view)
    for key, value in filters.items():
        app.multiselect(key=key).set_value(value)
    _go(app, "rencontres")
    assert not app.exception
    assert charts(app) or app.info


@pytest.mark.parametrize("by", ["status", "mode", "kind", "pair"])
def test_the_frequency_has_its_switches(open_app: Open, by: str) -> None:
    app = _go(open_app(), "rencontres")
    app.segmented_control(key="frequency-by").set_value(by)
    _go(app, "rencontres")
    assert not app.exception
    assert len(charts(app)) == 1


def test_participants_of_another_corpus_are_no_choice(open_app: Open) -> None:
    app = _go(open_app(), "rencontres")
    app.session_state["meeting-who"] = ["Nobody", "Chine"]
    _go(app, "rencontres")
    assert not app.exception
    assert app.multiselect(key="meeting-who").value == ["Chine"]


def test_a_meeting_has_its_own_page(open_app: Open) -> None:
    app = _go(open_app(rencontre="m1"), "rencontre")
    assert not app.exception
    shown = text_of(app)
    assert "Wang Yi, Sergueï Lavrov" in shown
    assert "10 janvier 2023 — tenue" in shown
    assert "La réunion a eu lieu." in shown
    assert "Racontée d’abord par La Gazette, le 10 janvier 2023." in shown
    assert "Le Fil" not in shown


def test_a_meeting_that_is_not_there_is_said_in_words(open_app: Open) -> None:
    assert "n’est pas dans ce corpus" in _go(open_app(rencontre="<b>"), "rencontre").info[0].value
    assert "Choisissez une rencontre" in _go(open_app(), "rencontre").info[0].value


def test_without_texts_the_page_says_why(open_app: Open, tmp_path: Path, frames: Mapping[str, pd.DataFrame]) -> None:
    store.write({name: frame for name, frame in frames.items() if name != "texts"}, tmp_path)
    app = _go(open_app(tmp_path, rencontre="m1"), "rencontre")
    assert "Le texte des articles n’est pas livré" in text_of(app)
    assert "Position" in app.dataframe[-1].value.columns


def test_the_page_on_method(open_app: Open) -> None:
    app = _go(open_app(), "methode")
    assert not app.exception
    assert "vide.txt" in app.dataframe[-1].value["Fichier"].tolist()
    accuracy = app.dataframe[0].value
    assert list(accuracy.columns[2:]) == ["Presse jamais vue", "Phrases d’essai", "Articles fondateurs"]
    told = accuracy[(accuracy["Quoi"] == "Rencontres") & (accuracy["Mesure"] == "rappel")].iloc[0]
    quality = json.loads((ROOT / "data" / "quality.json").read_text(encoding="utf-8"))
    press = quality["press"]["meetings"]
    assert told["Presse jamais vue"] == f"{press['recall']:.2f} ({press['n']})".replace(".", ",")
    assert pd.isna(told["Phrases d’essai"])
    known = accuracy.iloc[:, 2:].notna().sum().sum()
    assert known == len(re.findall(r'"(?!n")\w+": [\d.]+', json.dumps(quality)))  # nothing measured is left out


def _go(app: AppTest, page: str) -> AppTest:
    """Opens a page by its address. AppTest offers that for pages that are files; ours are functions."""
    app._page_hash = calc_hash(page)
    return app.run()
