"""Words looked for in the texts of a corpus."""

from collections.abc import Mapping

import pandas as pd
import pytest

from analysis import measures, tables
from analysis.measures import Corpus, Selection, search
from analysis.views.search import marked

EVERYTHING = Selection()


@pytest.mark.parametrize(
    ("asked", "text", "found"),
    [
        ("cessez-le-feu", "Un CESSEZ‑LE‑FEU a été signé.", ["CESSEZ‑LE‑FEU"]),
        ("l'élysée", "À l’Elysée, puis à l’Élysée", ["l’Elysée", "l’Élysée"]),
        ("Chine", "La machine chinoise, la Chine.", ["Chine"]),
        ("négoci*", "Négocier, une négociation, renégocier", ["Négocier", "négociation"]),
        ("traité de paix", "Le traité\u00a0de paix, un traité, la paix", ["traité\u00a0de paix"]),
        ("(a+)+$", "(a+)+$ aaaa", ["(a+)+$"]),  # what is asked for is no pattern
        ("a.c", "abc a.c", ["a.c"]),
    ],
)
def test_words_are_found_whole_whatever_their_capitals_and_accents(asked: str, text: str, found: list[str]) -> None:
    html = marked(text, asked)
    assert [piece.partition("</mark>")[0] for piece in html.split("<mark>")[1:]] == found
    assert html.replace("<mark>", "").replace("</mark>", "") == text


@pytest.mark.parametrize("asked", ["", "  ", "*", "« »"])
def test_nothing_is_looked_for_without_a_letter(corpus: Corpus, asked: str) -> None:
    assert search.pattern(asked) is None
    assert search.sentences_with(corpus, EVERYTHING, asked).empty


def test_outside_text_is_escaped_where_words_are_marked() -> None:
    assert marked("<b>paix</b> & guerre", "paix") == "&lt;b&gt;<mark>paix</mark>&lt;/b&gt; &amp; guerre"


def test_sentences_are_found_latest_first_with_their_places(corpus: Corpus) -> None:
    found = search.sentences_with(corpus, EVERYTHING, "la réunion")
    assert found["article_id"].tolist() == ["a7", "a5", "a6", "a4", "a3", "a2", "a1", "a8"]
    assert found["sentence"].unique().tolist() == [0]
    assert found["hits"].unique().tolist() == [1]
    texts = corpus.texts.set_index("article_id")["text"]
    spans = zip(found["article_id"], found["start"], found["end"], strict=True)
    assert {texts[article][start:end].strip() for article, start, end in spans} == {"La réunion a eu lieu."}


def test_what_no_sentence_of_the_table_holds_is_not_shown(corpus: Corpus) -> None:
    assert search.sentences_with(corpus, EVERYTHING, "signé")["article_id"].tolist() == ["a1"]  # the others keep fewer


def test_the_selection_narrows_it(corpus: Corpus) -> None:
    one = search.sentences_with(corpus, Selection(outlets=("Le Canal",)), "réunion")
    assert one["article_id"].tolist() == ["a4", "a3"]
    named = search.sentences_with(corpus, Selection(actors=("xi-jinping",)), "ministre")
    assert named[["article_id", "sentence"]].to_numpy().tolist() == [["a3", 1]]
    assert search.sentences_with(corpus, Selection(actors=("xi-jinping",)), "réunion").empty


def test_they_are_counted_on_the_completed_axis(frames: Mapping[str, pd.DataFrame]) -> None:
    texts = frames["texts"].assign(text=frames["texts"]["text"].str.replace("réunion", "réunion, la réunion"))
    spans = frames["sentences"].assign(end=frames["sentences"]["end"] + 12, start=frames["sentences"]["start"])
    corpus = measures.index({**frames, "texts": tables.frame("texts", texts), "sentences": spans})
    series = search.words_over_time(corpus, EVERYTHING, search.sentences_with(corpus, EVERYTHING, "réunion"))
    assert len(series) == 24
    assert series.loc[series["mentions"] > 0, "start"].dt.strftime("%Y-%m").tolist() == [
        "2023-01", "2023-03", "2023-06", "2024-02", "2024-11",
    ]  # fmt: skip
    assert series["mentions"].max() == 4  # March has two articles
