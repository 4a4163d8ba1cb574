"""Who meets whom, and where: a table of all against all, and a map."""

import json
import math
from collections.abc import Sequence
from functools import cache
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.frame import HELD, NEUTRAL, PLANNED, Trace, clear, drawn, safe
from analysis.words import FOLDER, Words

_CELL = 44  # pixels a row of the table of pairs
# The map keeps distances right along this parallel, which runs through Beijing, Ankara and Washington.
_PARALLEL = 40
_LEAST_WIDTH, _LEAST_HEIGHT = 70.0, 34.0  # degrees shown around a single place: enough to know where one is
_MARGIN = 0.15  # of what the places span, left free around them
_NEAR = 0.5  # degrees; places nearer than that are one dot (a palace and its city)
_VAGUE = ("country", "region")
# Where a name may stand beside its dot, in order; one that has no room is said where pointed at. Sizes in pixels: of
# the map on a phone and, at least, on a large screen, of a letter, of a line. On a wider map names only move apart.
_SPOTS = {
    "top center": (0.0, 1.0),
    "middle right": (1.0, 0.0),
    "middle left": (-1.0, 0.0),
    "bottom center": (0.0, -1.0),
}
_Box = tuple[float, float, float, float]  # left, low, right, high
_SMALL, _LARGE, _LETTER, _LINE = 350, 700, 6.6, 15
_FIRST, _SECOND = 12, 11  # pixels: names that every map has room for, names for a large one


def matrix(pairs: pd.DataFrame, names: Sequence[str], words: Words) -> go.Figure:
    """Cells of names by names, as dark as their meetings are many, with the counts of held and planned.

    `pairs`: one, other, held, planned, meetings (measures.matrix); `names`: who is shown, in order.
    """
    counts = {
        ends: row
        for row in pairs.itertuples()
        for ends in ((row.one, row.other), (row.other, row.one))
        if row.one in names and row.other in names
    }
    found = [[counts.get((row, column)) for column in names] for row in names]
    labels = [safe(name) for name in names]
    cells: Trace = {
        "type": "heatmap",
        "x": labels,
        "y": labels,
        "z": [[cell.meetings if cell else None for cell in row] for row in found],
        "hovertext": [[_pair_hover(cell, words) if cell else "" for cell in row] for row in found],
        "hoverinfo": "text",
        "hoverongaps": False,
        "xgap": 2,
        "ygap": 2,
        "showscale": False,
        "zmin": 0,
        "colorscale": [[0, clear(HELD, 0.12)], [1, clear(HELD, 0.6)]],
    }
    written = [(x, y, cell) for y, row in zip(labels, found, strict=True) for x, cell in zip(labels, row, strict=True)]
    # A trace of its own: in a cell plotly would choose black or white by its colour, deaf to what shines through.
    counted: Trace = {
        "type": "scatter",
        "mode": "text",
        "x": [x for x, _, cell in written if cell],
        "y": [y for _, y, cell in written if cell],
        "text": [_counts(cell, words) for _, _, cell in written if cell],
        "textfont": {"size": 14},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    axis = {"fixedrange": True, "showgrid": False, "type": "category", "automargin": True, "zeroline": False}
    layout = {
        "height": _CELL * len(names) + 130,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "xaxis": {**axis, "side": "top", "tickangle": -40},
        "yaxis": {**axis, "autorange": "reversed"},
    }
    return drawn(words, [cells, counted], layout)


def _counts(cell: Any, words: Words) -> str:
    if cell.planned and cell.held:
        return words("matrix.both", held=cell.held, planned=cell.planned)
    return words("matrix.planned", planned=cell.planned) if cell.planned else words.number(int(cell.meetings))


def _pair_hover(cell: Any, words: Words) -> str:
    return words(
        "matrix.hover",
        one=safe(str(cell.one)),
        other=safe(str(cell.other)),
        meetings=words("overview.meetings", n=int(cell.meetings)),
        held=words("overview.held", n=int(cell.held)),
        planned=words("overview.planned", n=int(cell.planned)),
    )


def places(found: pd.DataFrame, hover: Sequence[str], words: Words) -> go.Figure:
    """Dots on the land of the Earth, as large as the meetings there are many; hollow where only the country or
    the region is known. Nothing is fetched: the outlines come with the program.

    `found`: place, kind, latitude, longitude, held, planned, meetings (measures.meeting_places), every row with
    degrees; `hover`: what is said of each.
    """
    dots = _near(found, hover)
    only_planned = (dots["planned"] > 0) & (dots["held"] == 0)
    dots = dots.assign(**_labels(dots))
    traces = [
        _dots(dots[only_planned == planned], label, colour)
        for planned, label, colour in (
            (False, words("meetings.held"), HELD),
            (True, words("meetings.planned"), PLANNED),
        )
        if (only_planned == planned).any()
    ]
    for trace in traces[:1]:
        trace["name"] = words("map.held") if len(traces) > 1 else trace["name"]
    if dots["wide"].any():
        traces.append(_wide_names(dots[dots["wide"]]))
    return drawn(words, traces, _map_layout(dots))


def _labels(dots: pd.DataFrame) -> dict[str, list[Any]]:
    """`label` and `spot` of each dot, and whether it is `wide`, for a large screen alone. The most frequent places are
    named first, where no other name or dot is.
    """
    named: dict[int, tuple[str, str, bool]] = {}
    for width in (_SMALL, _LARGE):
        _name_more(dots, width, named)
    found = [named.get(number, ("", "top center", False)) for number in range(len(dots))]
    return dict(zip(("label", "spot", "wide"), map(list, zip(*found, strict=True)), strict=True))


def _name_more(dots: pd.DataFrame, width: int, named: dict[int, tuple[str, str, bool]]) -> None:
    """Puts into `named` (label, spot, wide) the dots whose names have room too on a map of `width` pixels."""
    low, high = _around(dots["longitude"], _LEAST_WIDTH)
    scale = width / (high - low)  # pixels a degree
    across = [scale * (degrees - low) for degrees in dots["longitude"]]
    up = [scale * degrees / math.cos(math.radians(_PARALLEL)) for degrees in dots["latitude"]]
    away = [_dot_size(count) / 2 for count in dots["meetings"]]

    def beside(number: int, name: str) -> dict[str, _Box]:
        return _boxes(across[number], up[number], away[number], _LETTER * len(name))

    taken = [(x - r, y - r, x + r, y + r) for x, y, r in zip(across, up, away, strict=True)]
    taken += [beside(number, name)[spot] for number, (name, spot, _) in named.items()]
    for number, names in enumerate(dots["names"]):
        if number in named:
            continue
        others = [box for place, box in enumerate(taken) if place != number]
        for name in dict.fromkeys((", ".join(names), names[0])):  # of several, the most frequent stands for all
            free = [
                (spot, box)
                for spot, box in beside(number, name).items()
                if box[0] >= 0 and box[2] <= width and not any(_overlap(box, one) for one in others)
            ]
            if free:
                named[number] = name, free[0][0], width == _LARGE
                taken.append(free[0][1])
                break


def _boxes(x: float, y: float, away: float, width: float) -> dict[str, _Box]:
    """Where the name of a dot at x, y would stand, at each spot beside it."""
    middles = {
        spot: (x + right * (away + 2 + width / 2), y + above * (away + 2 + _LINE / 2))
        for spot, (right, above) in _SPOTS.items()
    }
    return {
        spot: (left - width / 2, low - _LINE / 2, left + width / 2, low + _LINE / 2)
        for spot, (left, low) in middles.items()
    }


def _overlap(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _dot_size(count: int) -> float:
    return min(40.0, 8 + 4 * math.sqrt(count))


def _near(found: pd.DataFrame, hover: Sequence[str]) -> pd.DataFrame:
    """Places that lie within _NEAR of each other, as one dot: latitude, longitude, names, said, vague, and the
    counts; the most frequent first. By hand: an aggregation of pandas takes ten times as long for a few places.
    """
    near: dict[tuple[int, int], list[tuple[Any, str]]] = {}
    for row, said in zip(found.to_dict("records"), hover, strict=True):
        near.setdefault((round(row["latitude"] / _NEAR), round(row["longitude"] / _NEAR)), []).append((row, said))
    dots: list[dict[str, Any]] = [
        {
            "latitude": rows[0][0]["latitude"],
            "longitude": rows[0][0]["longitude"],
            "names": list(dict.fromkeys(row["place"] for row, _ in rows)),
            "said": "<br><br>".join(said for _, said in rows),
            "vague": all(row["kind"] in _VAGUE for row, _ in rows),
            **{count: sum(row[count] for row, _ in rows) for count in ("held", "planned", "meetings")},
        }
        for rows in near.values()
    ]
    return pd.DataFrame(dots).sort_values("meetings", ascending=False, kind="stable")


def _dots(dots: pd.DataFrame, name: str, colour: str) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": name,
        "x": dots["longitude"].tolist(),
        "y": dots["latitude"].tolist(),
        "text": ["" if wide else safe(label) for label, wide in zip(dots["label"], dots["wide"], strict=True)],
        "hovertext": dots["said"].tolist(),
        "hoverinfo": "text",
        **_names(dots, _FIRST),
        "marker": {
            "size": [_dot_size(count) for count in dots["meetings"]],
            "color": [clear(colour, 0.0 if vague else 0.75) for vague in dots["vague"]],
            "opacity": 1,
            "line": {"color": colour, "width": 2},
        },
    }


def _names(dots: pd.DataFrame, size: int) -> Trace:
    return {"textposition": dots["spot"].tolist(), "textfont": {"size": size}, "cliponaxis": False}


def _wide_names(dots: pd.DataFrame) -> Trace:
    """Names that only a large map has room for: style.css knows them by their size, and hides them on a small one."""
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": dots["longitude"].tolist(),
        "y": dots["latitude"].tolist(),
        "text": [safe(label) for label in dots["label"]],
        "hoverinfo": "skip",
        "showlegend": False,
        "marker": {
            "size": [_dot_size(count) for count in dots["meetings"]],
            "opacity": 0,
        },  # keeps the name off its dot
        **_names(dots, _SECOND),
    }


def _map_layout(dots: pd.DataFrame) -> Trace:
    axis = {"showgrid": False, "zeroline": False, "showticklabels": False, "fixedrange": True, "automargin": False}
    return {
        "height": 420,
        "margin": {"l": 0, "r": 0, "t": 34, "b": 0},
        "xaxis": {**axis, "range": _around(dots["longitude"], _LEAST_WIDTH)},
        "yaxis": {
            **axis,
            "range": _around(dots["latitude"], _LEAST_HEIGHT),
            "scaleanchor": "x",
            "scaleratio": 1 / math.cos(math.radians(_PARALLEL)),
        },
        "shapes": [
            {
                "type": "path",
                "path": _land(),
                "layer": "below",
                "fillcolor": clear(NEUTRAL, 0.22),
                "fillrule": "evenodd",
                "line": {"color": clear(NEUTRAL, 0.5), "width": 0.75},
            }
        ],
    }


def _around(degrees: "pd.Series[float]", least: float) -> list[float]:
    low, high = float(degrees.min()), float(degrees.max())
    margin = max((least - (high - low)) / 2, (high - low) * _MARGIN)
    return [low - margin, high + margin]


@cache
def _land() -> str:
    """The outlines of the land as one SVG path, in degrees; made by tools/derive_land.py."""
    rings = json.loads((FOLDER / "land.json").read_text(encoding="utf-8"))["rings"]
    return "".join(
        "M" + "L".join(f"{x / 10},{y / 10}" for x, y in zip(ring[::2], ring[1::2], strict=True)) + "Z" for ring in rings
    )
