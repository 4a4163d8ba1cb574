"""Coverage by outlet and period, and its chart, on the invented corpus."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
import pytest

from analysis import measures, words
from analysis.charts import coverage as drawing
from analysis.measures import Selection
from analysis.measures.articles import article_list, outlet_coverage, text_of

FRENCH = words.load("fr")


def cells(found: pd.DataFrame, outlet: str) -> pd.DataFrame:
    mine = found[found["outlet"] == outlet]
    return mine.set_index(mine["start"].dt.strftime("%Y-%m"))


def test_each_outlet_has_every_period(corpus: measures.Corpus) -> None:
    found = outlet_coverage(corpus, Selection())
    assert list(found["outlet"].unique()) == ["La Gazette", "Le Canal", "Le Fil", ""]
    assert set(found.groupby("outlet").size()) == {len(measures.axis(corpus, Selection(), "month"))}
    # Two articles of the eight are dated less closely than a month, or not at all.
    assert found["articles"].sum() == 6


def test_gaps_lie_between_the_first_and_the_last_article(corpus: measures.Corpus) -> None:
    found = outlet_coverage(corpus, Selection())
    gazette = cells(found, "La Gazette")
    assert gazette.loc["2023-01":"2023-04", "state"].tolist() == ["read", "gap", "read", ""]
    canal = cells(found, "Le Canal")
    assert canal.loc["2023-02":"2023-07", "state"].tolist() == [
        "",
        "read",
        "gap",
        "gap",
        "read",
        "",
    ]


def test_a_vague_article_makes_no_certain_gap(corpus: measures.Corpus) -> None:
    found = cells(outlet_coverage(corpus, Selection()), "Le Fil")
    assert found.loc["2024-01":"2024-10", "state"].unique().tolist() == ["vague"]
    assert found.loc["2024-11", "state"] == "read"
    assert found.loc["2024-12", "vague"] == 1


def test_a_month_is_vague_where_weeks_are_asked_for(corpus: measures.Corpus) -> None:
    found = outlet_coverage(corpus, Selection(outlets=("Le Canal",)), "week")
    june = found[(found["start"] >= "2023-06-05") & (found["start"] <= "2023-06-26")]
    assert set(june["state"]) == {"vague"}
    assert found["articles"].sum() == 1


def test_the_unknown_outlet_has_no_gaps(corpus: measures.Corpus) -> None:
    assert set(outlet_coverage(corpus, Selection()).query("outlet == ''")["state"]) == {"read", ""}


def test_a_shorter_period_keeps_the_gaps_of_the_whole(corpus: measures.Corpus) -> None:
    february = Selection(outlets=("Le Canal",), first=date(2023, 4, 1), last=date(2023, 6, 30))
    assert outlet_coverage(corpus, february)["state"].tolist() == ["gap", "gap", "read"]


@pytest.mark.parametrize("bin_", ["week", "month", "quarter", "year"])
def test_every_dated_article_is_counted_once_or_vaguely(corpus: measures.Corpus, bin_: measures.Bin) -> None:
    found = outlet_coverage(corpus, Selection(), bin_)
    left = measures.left_out(corpus, Selection(), bin_).articles
    assert found["articles"].sum() == len(corpus.articles) - left


def test_an_empty_selection_has_no_rows(corpus: measures.Corpus) -> None:
    assert outlet_coverage(corpus, Selection(outlets=("Nulle part",))).empty


def test_articles_come_latest_first_and_undated_last(corpus: measures.Corpus) -> None:
    found = article_list(corpus, Selection())
    assert found["article_id"].tolist() == ["a7", "a5", "a6", "a4", "a3", "a2", "a1", "a8"]


@pytest.mark.parametrize(
    ("subset", "expected"),
    [("unknown_outlet", {"a5", "a8"}), ("vague_day", {"a4", "a6", "a8"}), ("copies", {"a2"}), ("corrected", {"a3"})],
)
def test_articles_can_be_narrowed(frames: Mapping[str, pd.DataFrame], subset: str, expected: set[str]) -> None:
    articles = frames["articles"].copy()
    articles.loc[articles["article_id"] == "a2", "copy_of"] = "a1"
    articles.loc[articles["article_id"] == "a3", "published_basis"] = "user"
    found = article_list(measures.index({**frames, "articles": articles}), Selection(), subset)
    assert set(found["article_id"]) == expected
    if subset == "copies":
        assert found["copied"].tolist() == ["a1.txt"]


def test_the_text_of_an_article(corpus: measures.Corpus) -> None:
    assert text_of(corpus, "a1")[0].startswith("La réunion")
    assert text_of(corpus, "a1")[1] == "[]"
    assert text_of(corpus, "no such article") == ("", "")


@pytest.mark.parametrize("bin_", ["week", "month", "quarter", "year"])
def test_the_heat_map_draws_what_was_counted(corpus: measures.Corpus, bin_: measures.Bin) -> None:
    found = outlet_coverage(corpus, Selection(), bin_)
    figure = drawing.outlet_coverage(found, FRENCH, bin_).to_plotly_json()
    maps = {trace["name"]: trace for trace in figure["data"] if trace["type"] == "heatmap"}
    assert len(figure["layout"]["yaxis"]["ticktext"]) == 4
    drawn = sum(cell is not None for row in maps["articles lus"]["z"] for cell in row)
    assert drawn == (found["articles"] > 0).sum()
    gaps = maps.get("aucun article")
    assert (sum(cell is not None for row in gaps["z"] for cell in row) if gaps else 0) == (
        found["state"] == "gap"
    ).sum()


def test_names_from_outside_are_escaped_and_shortened(corpus: measures.Corpus) -> None:
    found = outlet_coverage(corpus, Selection())
    named = found.assign(outlet=found["outlet"].replace("Le Fil", "<b>Le Fil</b> d’une longueur qui ne finit jamais"))
    figure = drawing.outlet_coverage(named, FRENCH, "month").to_plotly_json()
    labels = figure["layout"]["yaxis"]["ticktext"]
    assert "Inconnu" in labels
    assert any(label.startswith("&lt;b&gt;") and label.endswith("…") for label in labels)


def test_only_the_outlets_with_most_articles_are_drawn(corpus: measures.Corpus) -> None:
    found = outlet_coverage(corpus, Selection(), "year")
    many = pd.concat([found[found["outlet"] == "Le Fil"].assign(outlet=f"Journal {number}") for number in range(90)])
    figure = drawing.outlet_coverage(many, FRENCH, "year").to_plotly_json()
    assert len(figure["layout"]["yaxis"]["ticktext"]) == drawing.MOST_OUTLETS
