"""The heat map of what was read: outlets by periods, with the gaps that no article fills."""

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.charts.frame import TWO_LINES, Trace, drawn, iso_days, names_below, safe, time_axis
from analysis.measures import BINS, Bin
from analysis.words import Words

# Forty rows fill a tall screen; the table below holds them all.
MOST_OUTLETS = 40
# Beyond, the numbers no longer fit into their cells, and the colour tells alone.
_MOST_NUMBERS_ACROSS, _MOST_NUMBERS = 30, 400
_LONGEST_NAME, _LONGEST_SAID = 22, 60  # characters; a phone leaves half its width to the map
_ROW, _MARGINS = 30, 98  # pixels
# One blue, from pale to deep; none of the colours lets the page through, so that the numbers, which plotly writes in
# black or in white, stand out from their cell on a light page and on a dark one.
_SCALE = ((0, "#c3d9f0"), (0.5, "#8fb4dc"), (1, "#1b4c84"))
# A period that is covered, though nothing counts in it: copies count once, with their original.
_NONE = {"read": "only_copies"}
READ, GAP, VAGUE = "#8fb4dc", "#e3a093", "#b9bdc4"


def outlet_coverage(found: pd.DataFrame, words: Words, bin_: Bin) -> go.Figure:
    """`found`: outlet, start, articles, vague, state (measures.articles.outlet_coverage), not empty."""
    starts = sorted(found["start"].unique())
    names = found["outlet"].unique()[:MOST_OUTLETS]
    shape = (len(names), len(starts))
    cells = found.iloc[: len(names) * len(starts)]
    counts = cells["articles"].to_numpy().reshape(shape)
    states = cells["state"].to_numpy().reshape(shape)
    hover = np.array(_hover(cells, words, bin_), dtype=object).reshape(shape)
    edges = [*iso_days(starts), f"{pd.Period(starts[-1], BINS[bin_]).end_time + pd.Timedelta('1ns'):%Y-%m-%d}"]
    heights = np.log(np.maximum(counts, 1)) / math.log(max(2, int(counts.max())))
    traces = [_map(edges, heights, states == "read", hover, _SCALE, words("coverage.read"))]
    for state, colour in (("gap", GAP), ("vague", VAGUE)):
        if (states == state).any():
            flat = [[0, colour], [1, colour]]
            traces.append(_map(edges, np.zeros(shape), states == state, hover, flat, words(f"coverage.{state}")))
    if len(starts) <= _MOST_NUMBERS_ACROSS and np.count_nonzero(counts) <= _MOST_NUMBERS:
        traces[0] |= _numbers(counts, words)
    labels = [safe(_short(str(name) or words("filters.unknown_outlet"))) for name in names]
    return drawn(
        words,
        [*traces, *_legend(traces, words)],
        {
            "height": _MARGINS + _ROW * len(names),
            "margin": {"l": 8, "r": 8, "t": 44, "b": TWO_LINES},
            "xaxis": {
                **time_axis(pd.Timestamp(starts[0]), pd.Timestamp(edges[-1])),
                **names_below(words, starts, bin_),
            },
            "yaxis": {
                "tickvals": list(range(len(names))),
                "ticktext": labels,
                "range": [len(names) - 0.5, -0.5],
                "fixedrange": True,
                "automargin": True,
                "showgrid": False,
                "zeroline": False,
                "ticks": "",
                "tickfont": {"size": 12},
            },
            "legend": {
                "orientation": "h",
                "x": 0,
                "y": 1,
                "yanchor": "bottom",
                "itemclick": False,
                "font": {"size": 13},
            },
        },
    )


def _map(
    edges: Sequence[str], values: np.ndarray, shown: np.ndarray, hover: np.ndarray, scale: Sequence[object], name: str
) -> Trace:
    return {
        "type": "heatmap",
        "name": name,
        "x": list(edges),
        "y": list(range(len(values))),
        "z": [
            [float(value) if here else None for value, here in zip(*row, strict=True)]
            for row in zip(values, shown, strict=True)
        ],
        "zmin": 0,
        "zmax": 1,
        "colorscale": scale,
        "showscale": False,
        "hovertext": hover.tolist(),
        "hoverinfo": "text",
        "hoverongaps": False,
        "xgap": 1,
        "ygap": 3,
    }


def _numbers(counts: np.ndarray, words: Words) -> Trace:
    """The counts written in their cells."""
    return {
        "text": [[words.number(int(count)) if count else "" for count in row] for row in counts],
        "texttemplate": "%{text}",
        "textfont": {"size": 12},
    }


def _legend(traces: Sequence[Trace], words: Words) -> list[Trace]:
    """Squares that name the colours: a heat map has no entry of its own in the legend."""
    colours = {words("coverage.read"): READ, words("coverage.gap"): GAP, words("coverage.vague"): VAGUE}
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [None],
            "y": [None],
            "name": trace["name"],
            "marker": {"symbol": "square", "size": 12, "color": colours[trace["name"]]},
        }
        for trace in traces
        if trace["type"] == "heatmap"
    ]


def _hover(cells: pd.DataFrame, words: Words, bin_: Bin) -> list[str]:
    """What each cell says, in the order of `cells`; most of what there is to say is said of many."""
    periods = {start: words.period(start.date(), bin_) for start in cells["start"].unique()}
    names = {
        name: safe(_short(name or words("filters.unknown_outlet"), _LONGEST_SAID)) for name in cells["outlet"].unique()
    }
    kinds = cells[["articles", "vague", "state"]].drop_duplicates().itertuples(index=False, name=None)
    said = {(count, vague, state): _said(count, vague, state, words) for count, vague, state in kinds}
    return [
        words("coverage.hover", outlet=names[outlet], period=periods[start], said=said[kind]) if kind[2] else ""
        for outlet, start, *found in cells.itertuples(index=False, name=None)
        for kind in (tuple(found),)
    ]


def _said(count: int, vague: int, state: str, words: Words) -> str:
    if not state:
        return ""
    told = words("overview.articles", n=count) if count else words(f"coverage.{_NONE.get(state, state)}")
    return f"{told}, {words('coverage.maybe', n=vague)}" if vague else told


def _short(name: str, longest: int = _LONGEST_NAME) -> str:
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"
