"""Who is named, who meets, in what tone, over time."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.frame import (
    FEW_SENTENCES,
    HATCHED,
    HEIGHT,
    HELD,
    NEUTRAL,
    NO_BAR,
    PERIODS,
    PLANNED,
    SPREAD_OPACITY,
    TONE,
    Trace,
    bar_trace,
    clear,
    count_axis,
    decimal,
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


def tone(series: pd.DataFrame, words: Words, bin_: Bin) -> go.Figure:
    """Points of mean tone with their 95 % interval, as large as they rest on sentences.

    `series`: start, mean, low, high, sentences, articles (measures.tone_over_time). Nothing is drawn
    between two points that are not neighbours.
    """
    ticks = (-1, -0.5, 0, 0.5, 1)
    return over_time(
        words,
        list(series["start"]),
        bin_,
        [_points(series, words, bin_)],
        {
            "height": HEIGHT,
            "yaxis": {
                "range": [-1.05, 1.05],
                "fixedrange": True,
                "automargin": False,
                "zeroline": True,
                "zerolinewidth": 1.5,
                "tickvals": ticks,
                "ticktext": [words.number(value, 1 if value % 1 else 0) for value in ticks],
            },
            "annotations": [
                note(words("tone.favourable"), 1.04, "top", "y"),
                note(words("tone.unfavourable"), -1.04, "bottom", "y"),
            ],
        },
    )


def _points(series: pd.DataFrame, words: Words, bin_: Bin) -> Trace:
    sentences = series["sentences"].tolist()
    return {
        "type": "scatter",
        "x": iso_days(list(series["start"])),
        "y": series["mean"].tolist(),
        "name": words("tone.series"),
        "mode": "lines+markers",
        "connectgaps": False,
        "xperiod": PERIODS[bin_],
        "xperiodalignment": "middle",
        "showlegend": False,
        "hovertext": _tone_hover(series, words, bin_),
        "hoverinfo": "text",
        "line": {"color": TONE, "width": 1.5},
        "error_y": {
            "array": (series["high"] - series["mean"]).tolist(),
            "thickness": 1.5,
            "width": 0,
            "arrayminus": (series["mean"] - series["low"]).tolist(),
            "color": clear(TONE, 0.45),
        },
        "marker": {
            "size": [min(22, 5 + count**0.5 * 1.6) for count in sentences],
            "color": TONE,
            "opacity": 1,
            "symbol": ["circle-open" if count < FEW_SENTENCES else "circle" for count in sentences],
            "line": {"width": 1.5, "color": TONE},
        },
    }


def _tone_hover(series: pd.DataFrame, words: Words, bin_: Bin) -> list[str]:
    return [
        words(
            "tone.hover",
            period=when,
            mean=decimal(words, mean),
            low=decimal(words, low),
            high=decimal(words, high),
            sentences=words("tone.sentences", n=count),
            articles=words("overview.articles", n=articles),
        )
        if count
        else ""
        for when, mean, low, high, count, articles in zip(
            period_names(list(series["start"]), words, bin_),
            *(series[name].tolist() for name in series.columns[1:]),
            strict=True,
        )
    ]
