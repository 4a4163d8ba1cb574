from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import measures, tables
from analysis.measures import Corpus, Selection

EVERYTHING = Selection()


def by_start(series: pd.DataFrame, column: str, **where: str) -> dict[str, float]:
    for name, value in where.items():
        series = series[series[name] == value]
    kept = series[series[column].fillna(0) != 0]
    return {start.date().isoformat(): value for start, value in zip(kept["start"], kept[column], strict=True)}


def test_the_axis_is_complete_and_ignores_a_meeting_of_long_ago(corpus: Corpus) -> None:
    assert corpus.extent == (date(2023, 1, 9), date(2024, 12, 31))
    axis = measures.axis(corpus, EVERYTHING, "month")
    assert len(axis) == 24
    assert axis[0] == pd.Timestamp("2023-01-01")


def test_mentions_are_counted_at_their_publication(corpus: Corpus) -> None:
    series = measures.mentions_over_time(corpus, EVERYTHING)
    assert by_start(series, "mentions", actor_id="russie") == {
        "2023-01-01": 2,
        "2023-03-01": 3,
        "2024-02-01": 1,
    }  # a8 has no day: nowhere on the axis
    assert by_start(series, "mentions", actor_id="chine") == {"2023-01-01": 1, "2023-03-01": 2}
    assert len(series) == 24 * (measures.TOP_ACTORS + 1)
    assert series["mentions"].notna().all()


def test_all_mentions_are_there_whoever_is_named(corpus: Corpus) -> None:
    series = measures.mentions_over_time(corpus, EVERYTHING, "year")
    assert series["mentions"].sum() == 21 - 5 + 4  # without a8 (no day); a6, known to its year, is there


def test_only_the_chosen_actors_are_named_in_the_order_of_the_corpus(corpus: Corpus) -> None:
    series = measures.mentions_over_time(corpus, Selection(actors=("wang-yi", "chine")))
    assert series["actor_id"].unique().tolist() == ["chine", "wang-yi"]


@pytest.mark.parametrize(
    ("outlets", "expected"),
    [
        (("La Gazette",), {"2023-01-01": 1, "2023-03-01": 1}),
        (("",), {"2024-02-01": 1}),
        (("Le Canal", "Le Fil"), {"2023-03-01": 1, "2023-06-01": 1, "2024-11-01": 1}),
    ],
)
def test_coverage_by_outlet(corpus: Corpus, outlets: tuple[str, ...], expected: dict[str, int]) -> None:
    read = measures.coverage(corpus, Selection(outlets=outlets))
    assert {str(start)[:10]: count for start, count in read.items() if count} == expected


def test_each_meeting_counts_once_and_only_held_or_planned(corpus: Corpus) -> None:
    series = measures.meetings_over_time(corpus, EVERYTHING, "year")
    # m1 (two reports), m2, m4 and the vague m7 held; m3 planned; m5, m6 not; m8 undated; m9 long ago
    assert by_start(series, "dated", status="held") == {"2023-01-01": 3, "2024-01-01": 1}
    assert by_start(series, "dated", status="planned") == {"2023-01-01": 1}
    assert not series["spread"].any()


def test_a_vague_meeting_is_spread_by_days_and_never_put_on_a_first_day(corpus: Corpus) -> None:
    series = measures.meetings_over_time(corpus, EVERYTHING)
    spring = by_start(series, "spread", status="planned")
    assert spring == pytest.approx({"2023-03-01": 31 / 92, "2023-04-01": 30 / 92, "2023-05-01": 31 / 92})
    assert by_start(series, "dated", status="planned") == {}
    assert sum(by_start(series, "spread", status="held").values()) == pytest.approx(1)


def test_a_month_is_known_in_months_and_spread_in_weeks(corpus: Corpus) -> None:
    february = Selection(first=date(2023, 2, 1), last=date(2023, 2, 28))
    months = measures.meetings_over_time(corpus, february)
    assert by_start(months, "dated", status="held") == {"2023-02-01": 1}
    weeks = measures.meetings_over_time(corpus, february, "week")
    assert not weeks["dated"].any()
    assert weeks["spread"].sum() == pytest.approx(1)


def test_a_meeting_of_several_days_counts_where_it_begins(corpus: Corpus) -> None:
    series = measures.meetings_over_time(corpus, EVERYTHING)
    assert by_start(series, "dated", status="held")["2023-03-01"] == 1  # m4: 31 March to 2 April


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (EVERYTHING, {"m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9"}),
        (Selection(outlets=("La Gazette",)), {"m1", "m2"}),
        (Selection(outlets=("",)), {"m6", "m8"}),
        (Selection(actors=("wang-yi",)), {"m1", "m7"}),
        (Selection(actors=("russie",)), {"m1", "m2", "m3", "m6", "m8", "m9"}),  # a state brings who serves it
        (Selection(actors=("otan",)), {"m4", "m8"}),
        (Selection(first=date(2023, 4, 2), last=date(2023, 5, 1)), {"m3", "m4"}),
        (Selection(first=date(2024, 6, 1)), {"m7"}),
        (Selection(outlets=("Le Canal",), actors=("russie",)), {"m3"}),
        (Selection(outlets=("nulle part",)), set()),
    ],
)
def test_which_meetings_are_selected(corpus: Corpus, selection: Selection, expected: set[str]) -> None:
    assert set(measures.select_meetings(corpus, selection)["meeting_id"]) == expected


def test_what_the_charts_leave_out_is_counted(corpus: Corpus) -> None:
    assert measures.left_out(corpus, EVERYTHING) == measures.LeftOut(articles=2, undated=1, beyond=1, uncounted=2)
    assert measures.left_out(corpus, EVERYTHING, "year").articles == 1


def test_outlets_the_unknown_one_last(corpus: Corpus) -> None:
    assert measures.outlets(corpus).to_dict() == {"La Gazette": 2, "Le Canal": 2, "Le Fil": 2, "": 2}
    assert measures.outlets(corpus).index[-1] == ""


def test_the_list_of_meetings_tells_who_told_them(corpus: Corpus) -> None:
    found = measures.meeting_list(corpus, EVERYTHING).set_index("meeting_id")
    assert found.index[0] == "m6"
    assert found.index[-1] == "m8"  # without a date
    assert found.loc["m1", "told_by"] == "La Gazette"
    assert found.loc["m8", "told_by"] == ""


def test_reports_lead_back_to_the_sentence(corpus: Corpus) -> None:
    reports = measures.reports_of(corpus, "m1")
    assert reports["article_id"].tolist() == ["a1", "a2"]
    assert reports["text"].tolist() == ["La réunion a eu lieu."] * 2
    assert reports["published"].tolist() == ["2023-01-10", "2023-03-02"]


def test_without_texts_the_offsets_remain(frames: Mapping[str, pd.DataFrame]) -> None:
    bare = measures.index({**frames, "texts": tables.frame("texts")})
    reports = measures.reports_of(bare, "m1")
    assert reports["text"].tolist() == ["", ""]
    assert reports["end"].tolist() == [22, 22]


def test_an_empty_corpus_has_empty_series() -> None:
    empty = measures.index({name: tables.frame(name) for name in tables.TABLES})
    assert empty.extent is None
    assert measures.mentions_over_time(empty, EVERYTHING).empty
    assert not measures.meetings_over_time(empty, EVERYTHING)["dated"].any()
    assert not measures.tone_over_time(empty, EVERYTHING)["sentences"].any()
    assert measures.meeting_list(empty, EVERYTHING).empty


def test_a_row_of_no_article_is_an_error(frames: Mapping[str, pd.DataFrame]) -> None:
    with pytest.raises(tables.TableError, match="mentions: article 'a1'"):
        measures.index({**frames, "articles": frames["articles"].iloc[1:]})


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(list(measures.BINS)),
    st.dates(date(2022, 1, 1), date(2025, 12, 31)),
    st.dates(date(2022, 1, 1), date(2025, 12, 31)),
)
def test_no_measure_counts_more_than_there_is(corpus: Corpus, bin_: measures.Bin, one: date, two: date) -> None:
    selection = Selection(first=min(one, two), last=max(one, two))
    counted = measures.select_meetings(corpus, selection)["status"].isin(measures.COUNTED).sum()
    series = measures.meetings_over_time(corpus, selection, bin_)
    assert series["dated"].sum() + series["spread"].sum() <= counted + 1e-9
    tone = measures.tone_over_time(corpus, selection, bin_)
    assert ((tone["low"] <= tone["estimate"]) | tone["low"].isna()).all()
    assert np.isfinite(measures.mentions_over_time(corpus, selection, bin_)["mentions"]).all()
