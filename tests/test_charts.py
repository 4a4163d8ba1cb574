import json
from datetime import date
from typing import get_args

import pytest

from analysis import charts, measures, words
from analysis.measures import Corpus, Selection

FRENCH = words.load("fr")
BACKGROUNDS = {"light": "#fbfaf6", "dark": "#14161b"}  # .streamlit/config.toml


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", BACKGROUNDS)
@pytest.mark.parametrize("colour", sorted({*charts.PALETTE, charts.NEUTRAL, charts.HELD, charts.PLANNED}))
def test_every_colour_can_be_seen_on_both_themes(colour: str, theme: str) -> None:
    assert contrast(colour, BACKGROUNDS[theme]) >= 3


def test_colours_do_not_depend_on_what_is_selected() -> None:
    everyone = [f"actor-{number}" for number in range(25)]
    palette = charts.colours(everyone)
    assert len({palette[actor] for actor in everyone[:10]}) == 10
    assert palette[measures.OTHERS] == charts.NEUTRAL
    assert charts.colours(everyone[:12]).items() <= palette.items()


@pytest.mark.parametrize("bin_", get_args(measures.Bin))
def test_mentions_are_drawn_as_measured(corpus: Corpus, bin_: measures.Bin) -> None:
    series = measures.mentions_over_time(corpus, Selection(), bin_)
    coverage = measures.coverage(corpus, Selection(), bin_)
    names = dict(zip(corpus.actors["actor_id"], corpus.actors["actor"], strict=True))
    figure = charts.mentions(series, coverage, names, charts.colours(list(names)), FRENCH, bin_)
    drawn = {trace.name: sum(trace.y) for trace in figure.data}
    assert drawn.pop("articles lus") == coverage.sum()
    assert sum(drawn.values()) == series["mentions"].sum()
    assert "Autres acteurs" in drawn
    russia = next(trace for trace in figure.data if trace.name == "Russie")
    assert russia.marker.color == charts.PALETTE[0]
    assert len(russia.x) == len(coverage)


def test_the_hover_tells_the_numbers_in_french(corpus: Corpus) -> None:
    series = measures.mentions_over_time(corpus, Selection())
    coverage = measures.coverage(corpus, Selection())
    names = dict(zip(corpus.actors["actor_id"], corpus.actors["actor"], strict=True))
    figure = charts.mentions(series, coverage, names, charts.colours(list(names)), FRENCH, "month")
    russia = next(trace for trace in figure.data if trace.name == "Russie")
    assert russia.hovertext[0] == "<b>Russie</b><br>janvier 2023<br>2 mentions, 1 article lu"


def test_names_from_outside_cannot_bring_markup(corpus: Corpus) -> None:
    series = measures.mentions_over_time(corpus, Selection())
    names = dict.fromkeys(corpus.actors["actor_id"], "<img src=x> & <b>")
    figure = charts.mentions(
        series, measures.coverage(corpus, Selection()), names, charts.colours(list(names)), FRENCH, "month"
    )
    assert all("<img" not in trace.name and "<img" not in trace.hovertext[0] for trace in figure.data)
    assert figure.data[0].name == "&lt;img src=x&gt; &amp; &lt;b&gt;"


def test_vague_meetings_are_paler_and_appear_only_where_there_are_any(corpus: Corpus) -> None:
    months = charts.meetings(measures.meetings_over_time(corpus, Selection()), FRENCH, "month")
    assert [trace.name for trace in months.data] == ["Tenues", "Tenues, date vague", "Prévues", "Prévues, date vague"]
    assert months.data[1].opacity < months.data[0].opacity == 1
    years = charts.meetings(measures.meetings_over_time(corpus, Selection(), "year"), FRENCH, "year")
    assert [trace.name for trace in years.data] == ["Tenues", "Prévues"]


@pytest.mark.parametrize(
    ("bin_", "name"),
    [("week", "30 janv.<br>2023"), ("month", "févr.<br>2023"), ("quarter", "T1<br>2023"), ("year", "2023")],
)
def test_one_period_alone_has_its_bar_and_its_name(corpus: Corpus, bin_: measures.Bin, name: str) -> None:
    day = date(2023, 2, 1)
    chosen = Selection(first=day, last=day)
    figure = charts.meetings(measures.meetings_over_time(corpus, chosen, bin_), FRENCH, bin_)
    assert all(trace.width > 0 for trace in figure.data)  # plotly gives a bar without neighbours none
    assert list(figure.layout.xaxis.ticktext) == [name]
    assert figure.layout.xaxis.range[0] < figure.layout.xaxis.tickvals[0] < figure.layout.xaxis.range[1]


def test_many_periods_are_named_by_the_browser(corpus: Corpus) -> None:
    figure = charts.meetings(measures.meetings_over_time(corpus, Selection()), FRENCH, "month")
    assert figure.layout.xaxis.ticktext is None
    assert figure.layout.xaxis.tickformatstops[0].value == "%-d %b\n%Y"


def test_tone_points_grow_with_their_sentences_and_gaps_stay_gaps(corpus: Corpus) -> None:
    series = measures.tone_over_time(corpus, Selection())
    *_, trend, points = charts.tone(series, FRENCH, "month").data
    assert trend.connectgaps is False
    assert points.marker.size[0] > points.marker.size[1]
    assert points.marker.symbol[0] == "circle-open"  # three sentences are few
    assert points.hovertext[0].startswith("<b>janvier 2023\u00a0: −0,02</b> (95\u202f%\u00a0: −")
    assert json.loads(charts.tone(series, FRENCH, "month").to_json())["data"][-1]["y"][1] is None


def test_the_band_of_tone_covers_runs_of_periods_and_no_gap(corpus: Corpus) -> None:
    series = measures.tone_over_time(corpus, Selection(), "quarter")
    bands = [trace for trace in charts.tone(series, FRENCH, "quarter").data if trace.fill == "toself"]
    assert [len(band.x) for band in bands] == [4]  # two quarters, there and back; the others stand alone


def test_a_ranking_has_a_row_for_each_name_and_no_markup_from_outside(corpus: Corpus) -> None:
    found = measures.tone_by_outlet(corpus, Selection(), "tone")
    figure = charts.ranking(found, ["<img src=x>"] * len(found), FRENCH, "tone")
    assert list(figure.data[0].y) == [3, 2, 1, 0]
    assert figure.layout.yaxis.ticktext[0] == f"&lt;img src=x&gt; ({found['sentences'][0]})"
    assert "<img" not in figure.data[0].hovertext[0]


def test_the_bars_of_a_distribution_are_coloured_by_their_side(corpus: Corpus) -> None:
    counts, _ = measures.distribution(corpus, Selection(), "tone")
    bars = charts.distribution(counts, FRENCH).data[0]
    left, middle, right = bars.marker.color[0], bars.marker.color[len(counts) // 2], bars.marker.color[-1]
    assert len({left, middle, right}) == 3
    assert bars.x[len(counts) // 2] == 0


def test_the_three_charts_share_one_axis_of_time(corpus: Corpus) -> None:
    chosen = Selection(outlets=("Le Canal",))
    ranges = {
        tuple(figure.layout.xaxis.range)
        for figure in (
            charts.meetings(measures.meetings_over_time(corpus, chosen), FRENCH, "month"),
            charts.tone(measures.tone_over_time(corpus, chosen), FRENCH, "month"),
        )
    }
    assert len(ranges) == 1


def test_plotly_speaks_the_language() -> None:
    settings = charts.config(FRENCH)
    assert settings["locale"] == "fr"
    assert settings["locales"]["fr"]["format"]["months"][1] == "février"
    assert settings["locales"]["fr"]["format"]["decimal"] == ","
