"""Copies counted severally or once: by every measure, and on every page."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from analysis import measures, store
from analysis.measures import Corpus, Selection
from analysis.measures.articles import article_list, outlet_coverage
from tests.test_dashboard import Open, open_app, text_of

__all__ = ["open_app"]  # a fixture that is borrowed

SEVERALLY, ONCE = Selection(), Selection(copies=False)


@pytest.fixture(scope="module")
def copied(frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The invented corpus, in which a2 and a3 copy a1: La Gazette twice, then Le Canal."""
    articles = frames["articles"].copy()
    articles.loc[articles["article_id"].isin(["a2", "a3"]), "copy_of"] = "a1"
    return {**frames, "articles": articles}


@pytest.fixture(scope="module")
def corpus(copied: Mapping[str, pd.DataFrame]) -> Corpus:
    return measures.index(copied)


def ids(corpus: Corpus, selection: Selection) -> list[str]:
    return measures.select_articles(corpus, selection)["article_id"].tolist()


def test_of_a_story_the_original_is_kept(corpus: Corpus) -> None:
    assert ids(corpus, SEVERALLY) == [f"a{number}" for number in range(1, 9)]
    assert ids(corpus, ONCE) == ["a1", "a4", "a5", "a6", "a7", "a8"]


def test_where_the_original_is_not_selected_the_first_copy_is_kept(corpus: Corpus) -> None:
    whose = dict(zip(corpus.articles["article_id"], corpus.articles["outlet"], strict=True))
    assert whose["a3"] != whose["a1"]
    assert "a3" in ids(corpus, Selection(outlets=(whose["a3"],), copies=False))
    later = corpus.articles.set_index("article_id")["first"]["a2"].date()
    assert ids(corpus, Selection(first=later, copies=False))[0] == "a2"


def test_every_series_counts_the_stories(corpus: Corpus) -> None:
    by_hand = corpus.counts[~corpus.counts["article"].isin(corpus.articles.index[corpus.articles["copy_of"] != ""])]
    dated = corpus.articles.index[corpus.articles["last"] - corpus.articles["first"] <= pd.Timedelta(days=31)]
    expected = by_hand["mentions"][by_hand["article"].isin(dated)].sum()
    assert measures.mentions_over_time(corpus, ONCE)["mentions"].sum() == expected
    assert measures.mentions_over_time(corpus, SEVERALLY)["mentions"].sum() > expected
    assert measures.coverage(corpus, ONCE).sum() < measures.coverage(corpus, SEVERALLY).sum()
    assert measures.left_out(corpus, ONCE) == measures.left_out(corpus, SEVERALLY)
    once, severally = (measures.totals(corpus, asked, measures.ALL)["reports"].sum() for asked in (ONCE, SEVERALLY))
    assert once < severally


def test_a_meeting_counts_once_either_way_and_its_tellers_by_story(corpus: Corpus) -> None:
    once, severally = (measures.select_meetings(corpus, asked).set_index("meeting_id") for asked in (ONCE, SEVERALLY))
    assert list(once.index) == list(severally.index)
    assert (once.dtypes == severally.dtypes).all()
    for column in ("reports", "articles"):
        assert severally[column]["m1"] == 2
        assert once[column]["m1"] == 1
        assert once[column]["m2"] == 1  # told by a copy alone: told all the same


def test_a_period_of_copies_is_no_gap(corpus: Corpus) -> None:
    once, severally = (outlet_coverage(corpus, asked) for asked in (ONCE, SEVERALLY))
    assert once["state"].tolist() == severally["state"].tolist()
    assert severally["articles"].sum() - once["articles"].sum() == 2


def test_copies_are_listed_where_they_are_asked_for(corpus: Corpus) -> None:
    assert set(article_list(corpus, ONCE, "copies")["article_id"]) == {"a2", "a3"}
    assert not set(article_list(corpus, ONCE)["article_id"]) & {"a2", "a3"}


def test_the_switch_and_its_address(open_app: Open, copied: Mapping[str, pd.DataFrame], tmp_path: Path) -> None:
    store.write(copied, tmp_path / "reprises")
    app = open_app(tmp_path / "reprises")
    assert not app.toggle(key="once").value
    assert "6 articles lus dans 3 journaux" in text_of(app)
    app.toggle(key="once").set_value(True).run()
    assert not app.exception
    assert "4 articles lus dans 3 journaux" in text_of(app)
    assert "2 copies ne sont pas comptées." in text_of(app)
    assert "2 copies ne sont pas comptées." in text_of(open_app(tmp_path / "reprises", once="true"))


def test_no_switch_without_copies(open_app: Open) -> None:
    assert not open_app(once="true").toggle
