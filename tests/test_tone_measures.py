"""Tone over time, by group and sentence by sentence: worked out by hand, and against simulated truth."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis import measures, tables
from analysis.measures import Corpus, Selection
from analysis.measures.pooling import Sums, estimates, student
from tests.rows import row

EVERYTHING = Selection()


def by_start(series: pd.DataFrame, column: str) -> dict[str, float]:
    kept = series[series["sentences"] > 0]
    return {start.date().isoformat(): value for start, value in zip(kept["start"], kept[column], strict=True)}


def test_tone_is_a_mean_over_sentences_missing_where_there_are_none(corpus: Corpus) -> None:
    series = measures.tone_over_time(corpus, EVERYTHING).set_index("start")
    january = series.loc["2023-01-01"]
    assert (january["mean"], january["sentences"], january["articles"]) == (0, 3, 1)
    assert (series[["mean", "estimate", "trend"]].isna().all(axis=1) == (series["sentences"] == 0)).all()
    assert series["mean"].notna().sum() == 5
    assert series.loc["2023-03-01", "mean"] == pytest.approx((-1 + 0.25 + 0.75) / 3)
    assert len(series) == 24


def test_tone_of_an_actor_takes_only_sentences_that_name_it(corpus: Corpus) -> None:
    series = measures.tone_over_time(corpus, Selection(actors=("russie", "xi-jinping")))
    assert by_start(series, "sentences") == {"2023-01-01": 1, "2023-03-01": 2, "2024-02-01": 1}
    assert by_start(series, "mean")["2023-03-01"] == pytest.approx((-1 + 0.75) / 2)


def test_the_other_scores(corpus: Corpus) -> None:
    assert measures.scores(corpus) == ["tone", "polarity"]
    series = measures.tone_over_time(corpus, EVERYTHING, "month", "polarity")
    assert by_start(series, "mean")["2023-01-01"] == pytest.approx(0.1)
    assert by_start(series, "sentences")["2023-03-01"] == 3


@pytest.mark.parametrize(
    ("freedom", "quantile"),
    [(1, 12.706), (2, 4.303), (4, 2.776), (5, 2.571), (10, 2.228), (30, 2.042), (120, 1.980), (10_000, 1.960)],
)
def test_student_quantiles_agree_with_the_tables(freedom: int, quantile: float) -> None:
    assert student(freedom) == pytest.approx(quantile, abs=0.001)


def test_the_interval_of_one_group_is_that_of_student() -> None:
    values = np.array([-0.5, 0.5, 0.3, 0.1])
    found = estimates(Sums.of(values, np.zeros(4, int), np.zeros(1, int)), 1).iloc[0]
    half = 3.182 * values.std(ddof=1) / 2
    assert found["estimate"] == found["mean"] == pytest.approx(0.1)
    assert (found["low"], found["high"]) == pytest.approx((0.1 - half, 0.1 + half))


def test_sentences_of_one_article_count_for_less_than_as_many_articles() -> None:
    # By hand: two groups of two articles, each of two equal sentences; only the articles scatter.
    values = np.repeat([0.0, 0.4, 0.2, 0.6], 2)
    alike = estimates(Sums.of(values, np.repeat(np.arange(4), 2), np.array([0, 0, 1, 1])), 2)
    half = 4.303 * math.sqrt(0.08 / 2)  # two degrees of freedom; variance of the articles 0.08, two of them
    assert (alike["high"] - alike["estimate"]).tolist() == pytest.approx([half, half])
    apart = estimates(Sums.of(values, np.arange(8), np.repeat([0, 1], 4)), 2)
    assert (apart["high"] - apart["estimate"]).max() < half / 2


def test_a_single_sentence_in_each_group_has_no_interval() -> None:
    found = estimates(Sums.of(np.array([0.2, -0.4]), np.arange(2), np.arange(2)), 2)
    assert found["estimate"].tolist() == [0.2, -0.4]
    assert found[["low", "high"]].isna().all(axis=None)


def test_few_sentences_are_drawn_further_to_the_common_mean() -> None:
    values = np.concatenate([np.tile([0.9, 0.5], 1), np.tile([0.9, 0.5], 50), np.tile([-0.9, -0.5, 0.3], 30)])
    sizes = [2, 100, 30, 30, 30]
    group = np.arange(5)
    found = estimates(Sums.of(values, np.repeat(group, sizes), group), 5)
    pulled = (found["mean"] - found["estimate"]).abs()
    assert pulled[0] > 5 * pulled[1]
    assert 0 < found["estimate"][0] < found["mean"][0]


@pytest.mark.parametrize(("between", "articles"), [(0.0, 0.15), (0.1, 0.15), (0.3, 0.0)])
def test_intervals_hold_the_truth_and_estimates_are_closer_to_it_than_means(between: float, articles: float) -> None:
    chance = np.random.default_rng(12)
    held, of, near, far = 0, 0, 0.0, 0.0
    for _ in range(150):
        truth = chance.normal(-0.1, between, 12)
        group = np.repeat(np.arange(12), chance.integers(2, 5, 12))
        cells = np.repeat(np.arange(len(group)), chance.integers(1, 20, len(group)))
        means = truth[group] + chance.normal(0, articles, len(group))
        found = estimates(Sums.of(means[cells] + chance.normal(0, 0.45, len(cells)), cells, group), 12)
        held += int(((found["low"] <= truth) & (truth <= found["high"])).sum())
        of += 12
        near += float(((found["estimate"] - truth) ** 2).sum())
        far += float(((found["mean"] - truth) ** 2).sum())
    assert held / of > 0.93
    assert near < far


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 3), st.floats(-1, 1, allow_subnormal=False)),
        min_size=1,
        max_size=60,
    )
)
@example([(group, article, article * 1e-86) for group in range(6) for article in range(4)])
def test_estimates_stay_between_the_values_given(rows: list[tuple[int, int, float]]) -> None:
    group, article, values = (np.array(column) for column in zip(*rows, strict=True))
    keys, cells = np.unique(group * 10 + article, return_inverse=True)
    found = estimates(Sums.of(values, cells, keys // 10), 6)
    assert found["sentences"].sum() == len(rows)
    assert ((found["estimate"] >= values.min() - 1e-9) | found["estimate"].isna()).all()
    assert ((found["estimate"] <= values.max() + 1e-9) | found["estimate"].isna()).all()
    assert ((found["low"] <= found["estimate"]) | found["low"].isna()).all()


def test_the_trend_takes_in_neighbours_and_invents_no_period(corpus: Corpus) -> None:
    series = measures.tone_over_time(corpus, EVERYTHING, "quarter").set_index("start")
    two = series.loc[["2023-01-01", "2023-04-01"]]
    assert two["sentences"].tolist() == [6, 1]
    assert series.loc["2023-01-01", "trend"] == pytest.approx((two["estimate"] * two["sentences"]).sum() / 7)
    assert (series["trend"].notna() == (series["sentences"] > 0)).all()


def small(rows: list[tuple[str, str, str, list[float]]], **extra: Any) -> Corpus:
    """A corpus of articles: id, outlet, day, tone of each sentence."""
    frames: dict[str, pd.DataFrame] = {name: tables.frame(name) for name in tables.TABLES}
    frames["articles"] = tables.frame(
        "articles",
        [
            row("articles", article_id=ident, outlet=outlet, published=day, published_precision="day")
            for ident, outlet, day, _ in rows
        ],
    )
    frames["sentences"] = tables.frame(
        "sentences",
        [
            row("sentences", article_id=ident, sentence=number, start=number, end=number + 1, tone=tone)
            for ident, _, _, tones in rows
            for number, tone in enumerate(tones)
        ],
    )
    return measures.index({**frames, **extra})


def test_the_same_outlets_show_no_change_where_only_the_mix_changes() -> None:
    # A grim outlet at −0.6 and a mild one at 0.2, neither of which changes; the grim one stops writing much.
    corpus = small(
        [
            ("a", "Le Grave", "2024-01-05", [-0.6] * 8),
            ("b", "Le Doux", "2024-01-06", [0.2] * 2),
            ("c", "Le Grave", "2024-02-05", [-0.6] * 2),
            ("d", "Le Doux", "2024-02-06", [0.2] * 8),
            ("e", "Le Passant", "2024-02-07", [1.0] * 5),
        ]
    )
    plain = measures.tone_over_time(corpus, EVERYTHING)["mean"]
    assert plain[1] - plain[0] > 0.5
    same = measures.tone_over_time(corpus, EVERYTHING, same_outlets=True)
    assert same["mean"].tolist() == pytest.approx([-0.2, -0.2])
    assert same["sentences"].tolist() == [10, 10]
    assert measures.compared_outlets(corpus, EVERYTHING, "month", "tone", "all") == (2, 3)


def test_the_same_outlets_show_a_change_that_all_of_them_make() -> None:
    corpus = small(
        [
            ("a", "Le Grave", "2024-01-05", [-0.6] * 8),
            ("b", "Le Doux", "2024-01-06", [0.2] * 2),
            ("c", "Le Grave", "2024-02-05", [-0.3] * 2),
            ("d", "Le Doux", "2024-02-06", [0.5] * 8),
        ]
    )
    same = measures.tone_over_time(corpus, EVERYTHING, same_outlets=True)["mean"]
    assert same[1] - same[0] == pytest.approx(0.3)


def test_tone_by_outlet_best_first_the_unknown_one_named_as_such(corpus: Corpus) -> None:
    found = measures.tone_by_outlet(corpus, EVERYTHING, "tone")
    assert set(found["name"]) == {"La Gazette", "Le Canal", "Le Fil", ""}
    assert found["sentences"].sum() == 12
    assert found["estimate"].is_monotonic_decreasing


def test_tone_by_pair_takes_sentences_that_name_both_sides(frames: Mapping[str, pd.DataFrame]) -> None:
    mentions = frames["mentions"]
    there = mentions[(mentions["article_id"] == "a1") & (mentions["sentence"] == 1)]  # names China
    with_russia = there.assign(
        actor_id="vladimir-poutine", actor="Vladimir Poutine", actor_kind="person", country="Russie"
    )
    corpus = measures.index({**frames, "mentions": tables.frame("mentions", pd.concat([mentions, with_russia]))})
    found = measures.tone_by_pair(corpus, EVERYTHING, "tone")
    assert found[["name", "mean", "sentences", "articles"]].values.tolist() == [["Chine; Russie", 0.5, 1, 1]]


def test_tone_aimed_at_an_actor_is_another_thing_than_tone_around_it(frames: Mapping[str, pd.DataFrame]) -> None:
    mentions = frames["mentions"].copy()
    aimed = (mentions["article_id"] == "a2") & (mentions["actor_id"] == "russie")
    mentions.loc[aimed, "towards"] = -0.8
    corpus = measures.index({**frames, "mentions": mentions})
    found = measures.tone_by_actor(corpus, EVERYTHING, "towards")
    assert found[["name", "sentences"]].values.tolist() == [["russie", 1]]
    assert found["mean"][0] == pytest.approx(-0.8)
    assert "chine" in set(measures.tone_by_actor(corpus, EVERYTHING, "tone")["name"])
    assert measures.tone_by_actor(corpus, Selection(outlets=("Le Fil",)), "towards").empty


def test_quoted_speech_and_the_outlets_own_voice_are_told_apart(frames: Mapping[str, pd.DataFrame]) -> None:
    sentences = frames["sentences"].assign(quoted=frames["sentences"]["sentence"] == 0)
    corpus = measures.index({**frames, "sentences": tables.frame("sentences", sentences)})
    paper, quoted, both = (
        measures.tone_over_time(corpus, EVERYTHING, "year", "tone", voice)["sentences"].sum()
        for voice in ("paper", "quoted", "all")
    )
    assert (paper, quoted, both) == (4, 7, 11)  # the undated article is on no axis


def test_the_distribution_counts_each_sentence_once_and_those_without_tone(corpus: Corpus) -> None:
    counts, without = measures.distribution(corpus, EVERYTHING, "tone")
    assert counts.sum() == 12
    assert without == 1
    assert counts[0] == 1  # the −1
    assert counts[-1] == 1  # the 1, in the last part


def test_the_extreme_sentences_lead_back_to_their_article(corpus: Corpus) -> None:
    worst = measures.extremes(corpus, EVERYTHING, "tone", "all", 2, top=False)
    assert worst["value"].tolist() == [-1.0, -0.5]
    assert worst["article_id"].tolist() == ["a2", "a7"]  # of two at −0.5 the later one
    assert worst["text"][0] != ""
    best = measures.extremes(corpus, Selection(outlets=("Le Canal",)), "tone", "all", 5, top=True)
    assert best["value"].tolist() == [0.75, 0.25]


def test_an_empty_corpus_has_no_tone() -> None:
    empty = measures.index({name: tables.frame(name) for name in tables.TABLES})
    assert measures.scores(empty) == []
    assert not measures.tone_over_time(empty, EVERYTHING)["sentences"].any()
    assert not measures.tone_over_time(empty, EVERYTHING, same_outlets=True)["sentences"].any()
    for found in (measures.tone_by_outlet, measures.tone_by_actor, measures.tone_by_pair):
        assert found(empty, EVERYTHING, "tone").empty
    assert measures.extremes(empty, EVERYTHING, "tone", "all", 5, top=True).empty
