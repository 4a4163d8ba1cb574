"""Who is named and who meets, over time."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.frame import (
    HATCHED,
    HEIGHT,
    HELD,
    NEUTRAL,
    NO_BAR,
    PLANNED,
    SPREAD_OPACITY,
    bar_trace,
    count_axis,
    iso_days,
    note,
    over_time,
    period_names,
    safe,
    strip_axis,
)
from analysis.measures import COUNTED, Bin
from analysis.words import Words


def mentions(
    series: pd.DataFrame,
    coverage: pd.Series,
    names: Mapping[str, str],
    palette: Mapping[str, str],
    words: Words,
    bin_: Bin,
) -> go.Figure:
    """Stacked bars of mentions by actor over a strip of the articles read.

    `series`: start, actor_id, mentions (measures.mentions_over_time); `coverage`: articles by start.
    """
    starts = list(coverage.index)
    read = [words("overview.articles", n=int(count)) for count in coverage]
    periods, days = period_names(starts, words, bin_), iso_days(starts)
    traces = []
    for actor, mine in series.groupby("actor_id", sort=False)["mentions"]:
        name = safe(names.get(str(actor), words("mentions.others")))
        counts = mine.tolist()
        hover = [
            words(
                "mentions.hover", actor=name, period=when, articles=articles, mentions=words("mentions.count", n=count)
            )
            if count
            else NO_BAR
            for when, count, articles in zip(periods, counts, read, strict=True)
        ]
        traces.append(bar_trace(days, counts, name, palette[str(actor)], hover, bin_))
    hover = [
        words("mentions.hover_articles", period=when, articles=articles) if count else NO_BAR
        for when, articles, count in zip(periods, read, coverage, strict=True)
    ]
    strip = bar_trace(days, coverage.tolist(), words("mentions.articles"), NEUTRAL, hover, bin_)
    traces.append({**strip, "yaxis": "y2", "showlegend": False, "opacity": 0.75})
    highest = float(series.groupby("start")["mentions"].sum().max()) if len(series) else 0
    return over_time(
        words,
        starts,
        bin_,
        traces,
        {
            "yaxis": {**count_axis(words("mentions.axis"), highest), "domain": [0.24, 1]},
            "yaxis2": strip_axis(0.12),
            "height": HEIGHT + 40,
            "annotations": [note(words("mentions.articles"), 0.125, "bottom", "paper")],
        },
        below="y2",
    )


def meetings(series: pd.DataFrame, words: Words, bin_: Bin) -> go.Figure:
    """Stacked bars of distinct meetings, held and planned; paler where the date is vague.

    `series`: start, status, dated, spread (measures.meetings_over_time).
    """
    traces = []
    starts = list(series["start"].unique())
    periods, days = period_names(starts, words, bin_), iso_days(starts)
    for status, colour in zip(COUNTED, (HELD, PLANNED), strict=True):
        mine = series[series["status"] == status]
        for column, key in (("dated", f"meetings.{status}"), ("spread", f"meetings.{status}_spread")):
            counts = mine[column].tolist()
            if column == "spread" and not any(counts):
                continue
            hover = [
                words("meetings.hover", label=words(key), period=when, count=words("overview.meetings", n=count))
                if count
                else NO_BAR
                for when, count in zip(periods, counts, strict=True)
            ]
            bars = bar_trace(days, counts, words(key), colour, hover, bin_)
            if status == "planned":  # told apart by more than the colour
                bars["marker"]["pattern"] = HATCHED
            traces.append({**bars, "opacity": SPREAD_OPACITY if column == "spread" else 1})
    highest = float((series["dated"] + series["spread"]).groupby(series["start"]).sum().max())
    return over_time(
        words, starts, bin_, traces, {"yaxis": count_axis(words("meetings.axis"), highest), "height": HEIGHT}
    )
