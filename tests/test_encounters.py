"""Meetings measured and drawn: which, how often, between whom, where, and who told them."""

from collections.abc import Mapping
from datetime import date
from typing import get_args

import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import charts, measures, tables, words
from analysis.measures import ALL, Corpus, Facets, Selection
from tests.rows import row

FRENCH = words.load("fr")
EVERYTHING = Selection()


def ids(found: pd.DataFrame) -> set[str]:
    return set(found["meeting_id"])


@pytest.mark.parametrize(
    ("facets", "expected"),
    [
        (Facets(), {"m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9"}),
        (Facets(statuses=("denied", "postponed")), {"m5", "m6"}),
        (Facets(modes=("phone",), statuses=("held",)), {"m8"}),
        (Facets(kinds=("summit",)), set()),
        (Facets(participants=("Chine", "Russie")), {"m1", "m2", "m3", "m9"}),  # by whoever speaks for them
        (Facets(participants=("Xi Jinping", "Russie")), {"m2", "m3"}),
        (Facets(participants=("OTAN",)), {"m4", "m8"}),
    ],
)
def test_facets_keep_what_is_asked_for(corpus: Corpus, facets: Facets, expected: set[str]) -> None:
    assert ids(measures.find_meetings(corpus, EVERYTHING, facets)) == expected


def test_all_that_can_be_asked_for_finds_a_meeting(corpus: Corpus) -> None:
    offered = measures.participants(corpus, EVERYTHING)
    assert offered[:3] == ["Chine", "Russie", "Ukraine"]  # six meetings, six, four
    assert all(len(measures.find_meetings(corpus, EVERYTHING, Facets(participants=(name,)))) for name in offered)


@pytest.mark.parametrize("by", ["status", "mode", "kind"])
@pytest.mark.parametrize("bin_", get_args(measures.Bin))
def test_every_counted_meeting_is_in_one_group(corpus: Corpus, by: measures.By, bin_: measures.Bin) -> None:
    series = measures.frequency(corpus, EVERYTHING, ALL, bin_, by)
    totals = measures.totals(corpus, EVERYTHING, ALL, bin_)
    # m1 to m4 and m7; m5 and m6 are not counted, m8 has no date, m9 lies outside
    assert (series["dated"] + series["spread"]).sum() == pytest.approx(5)
    assert totals["meetings"].sum() == pytest.approx(5)
    assert len(series) == len(totals) * series["group"].nunique()


def test_statuses_that_are_asked_for_are_counted(corpus: Corpus) -> None:
    series = measures.frequency(corpus, EVERYTHING, Facets(statuses=("denied",)))
    assert series.loc[series["dated"] > 0, ["start", "group"]].to_numpy().tolist() == [
        [pd.Timestamp("2023-03-01"), "denied"]
    ]


def three_sided(pairs: int = 1) -> Corpus:
    """A meeting of three, and enough pairs of two to fill a chart."""
    who = ["Un; Deux; Trois", *(f"Un; Partie {number}" for number in range(pairs)), "Seul"]
    meetings = [
        row(
            "meetings",
            meeting_id=f"m{place}",
            participants=names,
            status="held",
            mode="in_person",
            start_date="2024-05-02",
            end_date="2024-05-02",
            date_precision="day",
        )
        for place, names in enumerate(who)
    ]
    frames = {name: tables.frame(name, meetings if name == "meetings" else ()) for name in tables.TABLES}
    return measures.index(frames)


def test_a_meeting_of_three_is_in_three_pairs_and_one_alone_in_none() -> None:
    corpus = three_sided()
    series = measures.frequency(corpus, EVERYTHING, ALL, "month", "pair")
    assert series.set_index("group")["dated"].to_dict() == {
        "Deux – Trois": 1,
        "Deux – Un": 1,
        "Partie 0 – Un": 1,
        "Trois – Un": 1,
        measures.OTHER_PAIRS: 1,
    }
    assert measures.paired(corpus, EVERYTHING, ALL, "sides") == 2
    assert measures.totals(corpus, EVERYTHING, ALL)["meetings"].tolist() == [3]


def test_pairs_beyond_the_colours_are_counted_together() -> None:
    series = measures.frequency(three_sided(pairs=9), EVERYTHING, ALL, "month", "pair")
    named = series.set_index("group")["dated"]
    assert len(named) == measures.TOP_PAIRS + 1
    assert named[measures.OTHER_PAIRS] == 6  # of eleven, without the one of three and four of two


@pytest.mark.parametrize(
    ("found", "of", "low", "high"),
    [(12, 12, 0.757, 1), (0, 12, 0, 0.243), (8, 10, 0.490, 0.943), (81, 263, 0.255, 0.366)],  # Newcombe 1998, table I
)
def test_wilson(found: int, of: int, low: float, high: float) -> None:
    assert measures.wilson(found, of) == pytest.approx((low, high), abs=0.001)


@given(st.integers(1, 10_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_wilson_holds_the_share_and_is_never_empty(counts: tuple[int, int]) -> None:
    low, high = measures.wilson(*counts)
    assert 0 <= low <= counts[0] / counts[1] <= high + 1e-12 <= 1 + 1e-9
    assert low < high


@pytest.mark.parametrize("counts", [(1, 0), (-1, 3), (4, 3)])
def test_no_share_no_interval(counts: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="is no share"):
        measures.wilson(*counts)


@pytest.mark.parametrize(
    "quality",
    [None, {}, {"press": 3}, {"press": {"meetings": 3}}, {"press": {"meetings": {"n": 12}}},
     {"press": {"meetings": {"n": "12", "recall": 1}}}, {"press": {"meetings": {"n": 12, "recall": 0}}},
     {"press": {"meetings": {"n": 0, "recall": 1.0}}}, {"meetings": {"n": 12, "recall": 1.0}}],
)  # fmt: skip
def test_an_unmeasured_recall_gives_no_interval(corpus: Corpus, quality: dict[str, object] | None) -> None:
    assert measures.recall(quality) is None
    assert measures.totals(corpus, EVERYTHING, ALL)["high"].isna().all()


def test_the_interval_runs_from_the_count_over_the_recall(corpus: Corpus) -> None:
    recall = measures.recall({"press": {"meetings": {"n": 100, "recall": 0.8}}})
    assert recall is not None
    assert (recall.found, recall.of) == (80, 100)
    totals = measures.totals(corpus, EVERYTHING, ALL, "year", recall)
    assert (totals["high"] / totals["meetings"]).dropna().tolist() == pytest.approx([1 / recall.low] * 2)
    assert (totals["low"] > totals["meetings"]).all()  # even the best recall that is plausible misses some


def test_reports_stand_where_they_were_published_once_an_article(corpus: Corpus) -> None:
    totals = measures.totals(corpus, EVERYTHING, ALL).set_index("start")["reports"]
    told = {f"{start:%Y-%m}": count for start, count in totals.items() if count}
    assert told == {"2023-01": 1, "2023-03": 4, "2024-11": 1}  # a6 and a8 have no month


def test_lanes_are_ordered_by_how_often_a_pair_meets(corpus: Corpus) -> None:
    lanes = measures.lanes(corpus, EVERYTHING, ALL)
    assert lanes.groupby("lane")["pair"].first().tolist() == [
        "Chine – Russie", "Chine – Ukraine", "OTAN – Ukraine", "Russie – Ukraine",
    ]  # fmt: skip
    assert lanes.loc[lanes["lane"] == 0, "meeting_id"].tolist() == ["m9", "m1", "m2", "m3"]
    assert "m8" not in ids(lanes)  # it has no date


def test_the_matrix_counts_held_and_planned(corpus: Corpus) -> None:
    pairs = measures.matrix(corpus, EVERYTHING, ALL, "actors")
    both = pairs[(pairs["one"] == "Vladimir Poutine") & (pairs["other"] == "Xi Jinping")]
    assert both[["held", "planned", "meetings"]].to_numpy().tolist() == [[1, 1, 2]]
    assert not ((pairs["one"] == "Ukraine") & (pairs["other"] == "Xi Jinping")).any()  # denied


def test_the_leading_pairs_carry_their_last_meeting_and_their_tone(frames: Mapping[str, pd.DataFrame]) -> None:
    both = [row("mentions", article_id="a1", sentence=0, actor_id="chine", actor="Chine", country="Chine")]
    mentions = pd.concat([frames["mentions"], tables.frame("mentions", both)], ignore_index=True)
    found = measures.leading(measures.index({**frames, "mentions": mentions}), EVERYTHING)
    assert (found["one"] + found["other"]).tolist() == ["ChineRussie", "ChineUkraine", "OTANRussie", "OTANUkraine"]
    assert found[["held", "planned"]].to_numpy().tolist() == [[3, 1], [1, 0], [1, 0], [1, 0]]
    days = found["first"].dt.strftime("%Y-%m-%d").fillna("").tolist()
    assert days == ["2023-02-01", "2024-01-01", "", "2023-03-31"]  # of a planned one, and without a date, none
    assert found["date_precision"].tolist() == ["month", "year", "", "day"]
    assert found["sentences"].tolist() == [1, 0, 0, 0]
    assert found["estimate"][0] == -0.5
    assert found["estimate"][1:].isna().all()


def at(place: str, country: str, mode: str = "in_person") -> dict[str, object]:
    return row("meetings", meeting_id=place + country + mode, participants="Un; Deux", place=place, country=country,
               status="held", mode=mode, date_precision="unknown")  # fmt: skip


def test_places_are_found_at_their_city_else_at_their_country() -> None:
    meetings = [at("Pékin", "Chine"), at("Zzyzx", "Chine"), at("", "Turquie"), at("Zzyzx", ""), at("", ""),
                at("Moscou", "Russie", "phone")]  # fmt: skip
    frames = {name: tables.frame(name, meetings if name == "meetings" else ()) for name in tables.TABLES}
    corpus = measures.index(frames)
    found = measures.meeting_places(corpus, EVERYTHING, ALL)
    kinds = dict(zip(zip(found["place"], found["country"], strict=True), found["kind"], strict=True))
    assert kinds == {
        ("Pékin", "Chine"): "city",
        ("Zzyzx", "Chine"): "country",
        ("Turquie", "Turquie"): "country",
        ("Zzyzx", ""): "",
    }
    north = dict(zip(found["place"], found["latitude"], strict=True))
    assert north["Pékin"] == pytest.approx(39.9, abs=0.1)
    assert found.loc[found["kind"] == "", "latitude"].isna().all()
    assert measures.nowhere(corpus, EVERYTHING, ALL) == (1, 1)


def test_who_told_first_and_who_kept_silent(corpus: Corpus) -> None:
    told = measures.tellers(corpus, "m4")
    assert told.to_dict("records") == [{"outlet": "Le Canal", "first": "2023-03-20", "articles": 1, "sentences": 1}]
    silent = measures.silence(corpus, "m1")  # told on 10 January and 2 March
    assert (silent.first, silent.last) == (date(2023, 1, 7), date(2023, 3, 5))
    assert silent.outlets.empty
    silent = measures.silence(corpus, "m7")  # told by an article of 2024, which one knows no closer
    assert silent.outlets.empty  # the other article of 2024 is of an unknown outlet, or of the teller
    undated = measures.silence(corpus, "m8")
    assert undated.first is None


def test_silence_counts_what_was_published_meanwhile() -> None:
    articles = [
        row("articles", article_id=name, outlet=outlet, published=day, published_precision="day")
        for name, outlet, day in (
            ("a1", "Conteur", "2024-05-02"), ("a2", "Muet", "2024-05-05"), ("a3", "Muet", "2024-05-04"),
            ("a4", "Tardif", "2024-05-06"), ("a5", "", "2024-05-02"),
        )
    ]  # fmt: skip
    frames = {name: tables.frame(name) for name in tables.TABLES} | {
        "articles": tables.frame("articles", articles),
        "meetings": tables.frame("meetings", [row("meetings", meeting_id="m", participants="Un; Deux")]),
        "reports": tables.frame("reports", [row("reports", report_id="r", meeting_id="m", article_id="a1")]),
        "mentions": tables.frame("mentions", [row("mentions", article_id="a3", actor_id="un", actor="Un")]),
    }
    silent = measures.silence(measures.index(frames), "m")
    assert silent.outlets.to_dict("records") == [{"outlet": "Muet", "articles": 2, "naming": 1}]


def figures(corpus: Corpus) -> dict[str, go.Figure]:
    totals = measures.totals(corpus, EVERYTHING, ALL, "month", measures.Recall(12, 12, 0.76, 1))
    series = measures.frequency(corpus, EVERYTHING, ALL)
    names = dict(zip(tables.STATUSES, tables.STATUSES, strict=True))
    lanes = measures.lanes(corpus, EVERYTHING, ALL)
    titles = dict.fromkeys(lanes["meeting_id"], "titre")
    ends = pd.Timestamp("2023-01-01"), pd.Timestamp("2024-12-31")
    places = measures.meeting_places(corpus, EVERYTHING, ALL)
    pairs = measures.matrix(corpus, EVERYTHING, ALL)
    return {
        "frequency": charts.frequency(series, totals, names, charts.STATUS_COLOURS, FRENCH, "month", once=True),
        "timeline": charts.timeline(lanes, *ends, titles, FRENCH),
        "matrix": charts.matrix(pairs, ["Russie", "Chine"], FRENCH),
        "places": charts.places(places, ["dit"] * len(places), FRENCH),
        "mentions": charts.mentions(
            measures.mentions_over_time(corpus, EVERYTHING),
            measures.coverage(corpus, EVERYTHING),
            dict(zip(corpus.actors["actor_id"], corpus.actors["actor"], strict=True)),
            charts.colours(corpus.actors["actor_id"].tolist()),
            FRENCH,
            "month",
        ),
        "meetings": charts.meetings(measures.meetings_over_time(corpus, EVERYTHING), FRENCH, "month"),
        "tone": charts.tone(measures.tone_over_time(corpus, EVERYTHING), FRENCH, "month"),
    }


def test_plotly_accepts_every_figure(corpus: Corpus) -> None:
    """Figures are put together unchecked, for speed; here plotly checks each property."""
    for name, figure in figures(corpus).items():
        checked = go.Figure(figure.to_dict())
        assert len(checked.data) == len(figure.data) > 0, name


def test_the_frequency_carries_what_may_be_missed(corpus: Corpus) -> None:
    line = figures(corpus)["frequency"].data[-2]
    assert line.name == "Ce qui a pu échapper"
    assert all(high > 0 for high in line.error_y.array)
    assert all(low == 0 for low in line.error_y.arrayminus)


def test_the_matrix_is_the_same_read_either_way(corpus: Corpus) -> None:
    cells, counts = figures(corpus)["matrix"].data
    assert [list(row) for row in cells.z] == [[None, 4], [4, None]]
    assert set(counts.text) == {"3 + 1"}


def test_a_vague_meeting_is_a_bar_and_a_known_one_a_dot(corpus: Corpus) -> None:
    traces = figures(corpus)["timeline"].data
    bars = {meeting for trace in traces if trace.type == "bar" for meeting in trace.customdata}
    dots = {meeting for trace in traces if trace.type == "scatter" for meeting in trace.customdata}
    assert bars == {"m2", "m3", "m4", "m7"}  # m4 takes three known days
    assert dots == {"m1", "m4", "m5", "m6", "m9"}


def test_the_map_asks_for_nothing_outside(corpus: Corpus) -> None:
    figure = figures(corpus)["places"]
    assert {trace.type for trace in figure.data} == {"scatter"}  # plotly's own maps fetch their outlines
    assert figure.layout.shapes[0].path.startswith("M")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(
    statuses=st.sets(st.sampled_from(tables.STATUSES)),
    modes=st.sets(st.sampled_from(tables.MODES)),
    by=st.sampled_from(get_args(measures.By)),
    level=st.sampled_from(get_args(measures.Level)),
)
def test_no_choice_of_facets_breaks_a_measure(
    corpus: Corpus, statuses: set[str], modes: set[str], by: measures.By, level: measures.Level
) -> None:
    facets = Facets(statuses=tuple(sorted(statuses)), modes=tuple(sorted(modes)))
    series = measures.frequency(corpus, EVERYTHING, facets, "quarter", by, level)
    totals = measures.totals(corpus, EVERYTHING, facets, "quarter")
    assert (series["dated"] + series["spread"]).sum() >= totals["meetings"].sum() - 1e-9
    assert set(measures.lanes(corpus, EVERYTHING, facets, level)["status"]) <= (statuses or set(tables.STATUSES))
    assert (measures.matrix(corpus, EVERYTHING, facets, level)["meetings"] > 0).all()


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize(
    ("prefix", "codes"), [("joined", tables.JOINED_BY), ("doubt", tables.DOUBTS), ("doubtful", tables.DOUBTS)]
)
def test_every_code_of_merging_has_words(language: str, prefix: str, codes: tuple[str, ...]) -> None:
    assert all(words.load(language)(f"{prefix}.{code}") for code in codes)


def test_meetings_of_the_same_parties_are_offered_the_nearest_first(corpus: Corpus) -> None:
    assert measures.near_meetings(corpus, "m1")["meeting_id"].tolist() == ["m2", "m3", "m9"]
    assert measures.near_meetings(corpus, "m1", most=1)["meeting_id"].tolist() == ["m2"]


def test_a_report_is_found_again_by_its_key(corpus: Corpus) -> None:
    key = measures.reports_of(corpus, "m4")["key"].iloc[0]
    assert key == "a3.txt | 0 | a rencontré"  # the sample tells three meetings in these words
    assert measures.meeting_of(corpus, key) in {"m3", "m4", "m5"}
    assert measures.meeting_of(corpus, "a9.txt | 0 | a rencontré") == ""


def stating(*said: tuple[str, str, str, str], copies: bool = True) -> pd.DataFrame:
    """Totals (article, participants, since, until) beside three meetings of Un and Deux, one of them planned."""
    days = ("2024-02-01", "2024-05-02", "2024-08-03")
    meetings = [
        row("meetings", meeting_id=day, participants="Un; Deux", start_date=day, end_date=day, date_precision="day",
            status="planned" if day == days[-1] else "held")
        for day in days
    ]  # fmt: skip
    articles = [
        row("articles", article_id="a", published="2024-06-01", outlet="Le Fil"),
        row("articles", article_id="b", published="2024-03-01", outlet="La Gazette"),
        row("articles", article_id="c", published="2024-06-02", outlet="Le Fil", copy_of="a"),
    ]
    statements = [
        row("statements", article_id=article, participants=who, sides=who, count=9, form="total", start=number,
            since_date=since, until_date=until)
        for number, (article, who, since, until) in enumerate(said)
    ]  # fmt: skip
    frames = {name: tables.frame(name) for name in tables.TABLES} | {
        "meetings": tables.frame("meetings", meetings),
        "articles": tables.frame("articles", articles),
        "statements": tables.frame("statements", statements),
    }
    corpus = measures.index(frames)
    assert len(measures.stated_of(corpus, days[0])) == sum("Trois" not in who for _, who, _, _ in said)
    return measures.stated(corpus, Selection(copies=copies), ALL)


@pytest.mark.parametrize(
    ("said", "ours"),
    [
        (("a", "Un; Deux", "", ""), 2),  # held until the article was published
        (("b", "Un; Deux", "", ""), 1),
        (("a", "Deux; Un", "2024-03-01", ""), 1),
        (("a", "Un; Deux", "2024-01-01", "2024-02-29"), 1),
        (("a", "Un; Trois", "", ""), 0),
    ],
)
def test_a_stated_total_stands_beside_our_count(said: tuple[str, str, str, str], ours: int) -> None:
    found = stating(said)
    assert found[["count", "ours"]].to_numpy().tolist() == [[9, ours]]


def test_stated_totals_come_with_their_article_and_without_its_copies() -> None:
    said = ("b", "Un; Deux", "", ""), ("c", "Un; Deux", "", ""), ("a", "Un; Deux", "", "")
    assert stating(*said)["outlet"].tolist() == ["Le Fil", "Le Fil", "La Gazette"]
    assert stating(*said, copies=False)["published"].tolist() == ["2024-06-01", "2024-03-01"]


def test_names_on_the_map_never_lie_on_one_another() -> None:
    cities = [("Bruxelles", 50.8, 4.4), ("Paris", 48.9, 2.4), ("La Haye", 52.1, 4.3), ("Berlin", 52.5, 13.4),
              ("Genève", 46.2, 6.1), ("Pékin", 39.9, 116.4)]  # fmt: skip
    found = pd.DataFrame(cities, columns=["place", "latitude", "longitude"])
    found = found.assign(kind="city", held=9, planned=0, meetings=9)
    trace, wide = charts.places(found, found["place"].tolist(), FRENCH).data
    named = [name for name in trace.text if name]
    assert "Pékin" in named
    assert 2 < len(named) < len(cities)  # five capitals in a corner of a small screen: some are named where pointed at
    assert len({spot for spot, name in zip(trace.textposition, trace.text, strict=True) if name}) > 1
    assert (trace.textfont.size, wide.textfont.size) == (12, 11)  # style.css hides the smaller on a small screen
    assert set(wide.text).isdisjoint(named)


def test_a_name_on_the_map_stays_on_it_and_a_dot_of_several_places_is_named_by_the_first() -> None:
    places = [("Pékin", 39.9, 116.4, 9), ("Palais au très long nom dans la ville de Pékin", 39.9, 116.4, 1),
              ("Petropavlovsk-Kamtchatski", 53.0, 158.6, 1), ("Paris", 48.9, 2.4, 1)]  # fmt: skip
    found = pd.DataFrame(places, columns=["place", "latitude", "longitude", "meetings"])
    found = found.assign(kind="city", held=found["meetings"], planned=0)
    traces = charts.places(found, found["place"].tolist(), FRENCH).data
    spots = {name: spot for one in traces for name, spot in zip(one.text, one.textposition, strict=True) if name}
    assert set(spots) == {"Pékin", "Petropavlovsk-Kamtchatski", "Paris"}
    assert (
        spots["Petropavlovsk-Kamtchatski"] == "middle left"
    )  # at the edge of the map, and too long to stand above its dot


def test_meetings_that_are_near_are_drawn_beside_each_other() -> None:
    days = pd.to_datetime(["2024-05-01", "2024-05-02", "2024-05-03", "2024-11-01"])
    rows = pd.DataFrame(
        {"pair": "Un – Deux", "lane": 0, "meeting_id": list("abcd"), "first": days, "last": days,
         "date_precision": "day", "status": "held"}
    )  # fmt: skip
    ends = pd.Timestamp("2024-01-01"), pd.Timestamp("2024-12-31")
    (trace,) = charts.timeline(rows, *ends, dict.fromkeys("abcd", "titre"), FRENCH).data
    assert len(set(trace.y[:3])) == 3
    assert trace.y[3] == trace.y[0]
