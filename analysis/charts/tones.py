"""Tone: over time with its interval, by outlet, actor or pair, and how it is distributed."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.charts.frame import (
    FEW_SENTENCES,
    HEIGHT,
    NEUTRAL,
    NO_BAR,
    PERIODS,
    TONE,
    Trace,
    clear,
    count_axis,
    decimal,
    drawn,
    iso_days,
    note,
    over_time,
    period_names,
    safe,
)
from analysis.measures import Bin
from analysis.words import Words

GOOD, BAD = "#2f8f6b", "#c8452f"  # beside the sign, which says the same
_FADED = 0.45
_HALF_STEP = 0.01  # the middle bar of a distribution, whose middle is 0
_TICKS = (-1, -0.5, 0, 0.5, 1)
_ROW_HEIGHT, _ROWS_FRAME = 30, 84  # pixels of a row of a ranking, and of what stands around the rows


def tone(series: pd.DataFrame, words: Words, bin_: Bin, score: str = "tone") -> go.Figure:
    """Points of mean tone with their 95 % interval, as large as they rest on sentences, and the trend through them.

    `series`: measures.tone_over_time. Nothing is drawn between two periods that are not neighbours.
    """
    return over_time(
        words,
        list(series["start"]),
        bin_,
        [*_bands(series, bin_), _trend(series, words, bin_), _points(series, words, bin_)],
        {
            "height": HEIGHT,
            "yaxis": {**_scale(words, 1.05), "automargin": False},
            "annotations": [
                note(words(f"tone.{score}_high"), 1.04, "top", "y"),
                note(words(f"tone.{score}_low"), -1.04, "bottom", "y"),
            ],
        },
    )


def ranking(found: pd.DataFrame, names: Sequence[str], words: Words, score: str) -> go.Figure:
    """A row for each group with its estimate and interval, the most favourable on top.

    `found`: measures.tone_by_outlet, …_actor or …_pair; `names`: of the same rows, on screen.
    """
    places = list(range(len(found)))[::-1]
    hover = [_hover(words, safe(name), row) for name, row in zip(names, found.to_dict("records"), strict=True)]
    points = {
        "type": "scatter",
        "mode": "markers",
        "x": found["estimate"].tolist(),
        "y": places,
        "showlegend": False,
        "hovertext": hover,
        "hoverinfo": "text",
        "error_x": _whiskers(found),
        "marker": _marker(found),
    }
    return drawn(
        words,
        [points],
        {
            "height": _ROWS_FRAME + _ROW_HEIGHT * max(len(found), 1),
            "margin": {"l": 8, "r": 16, "t": 30, "b": 30},
            "xaxis": {**_scale(words, 1.05), "side": "bottom"},
            "yaxis": {
                "tickvals": places,
                "ticktext": [
                    f"{safe(name)} ({words.number(count)})"
                    for name, count in zip(names, found["sentences"].tolist(), strict=True)
                ],
                "range": [-0.6, len(found) - 0.4],
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
                "automargin": True,
            },
            "annotations": [
                _end(words(f"tone.{score}_low"), -1.04, "left"),
                _end(words(f"tone.{score}_high"), 1.04, "right"),
            ],
        },
    )


def distribution(counts: np.ndarray, words: Words) -> go.Figure:
    """Bars of sentences over the scale of tone. `counts`: measures.distribution."""
    width = 2 / len(counts)
    middles = [round(-1 + width * (place + 0.5), 3) for place in range(len(counts))]
    hover = [
        words(
            "share.hover",
            low=words.number(middle - width / 2, 2),
            high=words.number(middle + width / 2, 2),
            sentences=words("tone.sentences", n=int(count)),
        )
        if count
        else NO_BAR
        for middle, count in zip(middles, counts, strict=True)
    ]
    bars = {
        "type": "bar",
        "x": middles,
        "y": counts.tolist(),
        "width": width * 0.88,
        "marker": {"color": [_side(middle) for middle in middles], "line": {"width": 0}},
        "hovertext": hover,
        "hoverinfo": "text",
        "textposition": "none",
        "showlegend": False,
    }
    highest = float(counts.max(initial=0))
    return drawn(
        words,
        [bars],
        {
            "height": 260,
            "xaxis": {**_scale(words, 1), "automargin": False, "zeroline": False, "showgrid": False},
            "yaxis": count_axis(words("share.axis"), highest),
        },
    )


def _scale(words: Words, reach: float) -> Trace:
    return {
        "range": [-reach, reach],
        "fixedrange": True,
        "zeroline": True,
        "zerolinewidth": 1.5,
        "tickvals": _TICKS,
        "ticktext": [words.number(value, 1 if value % 1 else 0) for value in _TICKS],
    }


def _side(value: float) -> str:
    return NEUTRAL if abs(value) < _HALF_STEP else GOOD if value > 0 else BAD


def _end(text: str, x: float, anchor: str) -> Trace:
    """What an end of the scale means, written above it."""
    return {
        "text": text,
        "xref": "x",
        "yref": "paper",
        "x": x,
        "y": 1,
        "xanchor": anchor,
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 11, "color": NEUTRAL},
    }


def _points(series: pd.DataFrame, words: Words, bin_: Bin) -> Trace:
    periods = period_names(list(series["start"]), words, bin_)
    rows = zip(periods, series.to_dict("records"), strict=True)
    return {
        "type": "scatter",
        "x": iso_days(list(series["start"])),
        "y": series["estimate"].tolist(),
        "name": words("tone.series"),
        "mode": "markers",
        "xperiod": PERIODS[bin_],
        "xperiodalignment": "middle",
        "hovertext": [_hover(words, name, row) if row["sentences"] else "" for name, row in rows],
        "hoverinfo": "text",
        "error_y": _whiskers(series),
        "marker": _marker(series),
    }


def _trend(series: pd.DataFrame, words: Words, bin_: Bin) -> Trace:
    return {
        "type": "scatter",
        "x": iso_days(list(series["start"])),
        "y": series["trend"].tolist(),
        "name": words("tone.trend"),
        "mode": "lines",
        "connectgaps": False,
        "xperiod": PERIODS[bin_],
        "xperiodalignment": "middle",
        "hoverinfo": "skip",
        "line": {"color": TONE, "width": 1.5},
    }


def _bands(series: pd.DataFrame, bin_: Bin) -> list[Trace]:
    """The interval as a band over each run of neighbouring periods that have one."""
    known = series["low"].notna()
    runs = series[known].groupby((~known).cumsum()[known])
    return [
        {
            "type": "scatter",
            "x": days + days[::-1],
            "y": run["low"].tolist() + run["high"].tolist()[::-1],
            "mode": "lines",
            "fill": "toself",
            "fillcolor": clear(TONE, 0.12),
            "line": {"width": 0},
            "hoverinfo": "skip",
            "showlegend": False,
            "xperiod": PERIODS[bin_],
            "xperiodalignment": "middle",
        }
        for _, run in runs
        if len(run) > 1
        for days in [iso_days(list(run["start"]))]
    ]


def _whiskers(found: pd.DataFrame) -> Trace:
    return {
        "array": (found["high"] - found["estimate"]).tolist(),
        "arrayminus": (found["estimate"] - found["low"]).tolist(),
        "thickness": 1.5,
        "width": 0,
        "color": clear(TONE, _FADED),
    }


def _marker(found: pd.DataFrame) -> Trace:
    """As large as it rests on sentences; hollow and pale on few."""
    sentences = found["sentences"].tolist()
    return {
        "size": [min(22, 5 + count**0.5 * 1.6) for count in sentences],
        "color": TONE,
        "opacity": [_FADED if count < FEW_SENTENCES else 1 for count in sentences],
        "symbol": ["circle-open" if count < FEW_SENTENCES else "circle" for count in sentences],
        "line": {"width": 1.5, "color": TONE},
    }


def _hover(words: Words, name: str, row: Mapping[Hashable, Any]) -> str:
    return words(
        "tone.hover",
        name=name,
        estimate=decimal(words, row["estimate"]),
        mean=decimal(words, row["mean"]),
        low=decimal(words, row["low"]),
        high=decimal(words, row["high"]),
        sentences=words("tone.sentences", n=int(row["sentences"])),
        articles=words("overview.articles", n=int(row["articles"])),
    )
