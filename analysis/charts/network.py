"""Actors as dots, the sentences that name two of them as lines between: a network that can be read on a phone.

Dots are placed by springs and repulsion (T. Fruchterman and E. Reingold, « Graph Drawing by Force-directed Placement »,
Software: Practice and Experience 21, 1991) from a fixed start, so that the same ties give the same picture; then dots
and names are moved apart on the narrowest screen. A wider one only leaves more room.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.charts.frame import NEUTRAL, PALETTE, Trace, clear, decimal, drawn, safe
from analysis.words import Words

KIND_COLOURS = dict(zip(("person", "state", "organisation"), PALETTE, strict=False))
_SYMBOLS = {"person": "circle", "state": "square", "organisation": "diamond"}  # told apart by more than the colour
_WIDTH = 340.0  # pixels of the chart on a phone
_LEAST_HEIGHT, _ROOM = 440, 24  # pixels: of the chart, and in height for each dot beyond what fits there
_LETTER, _LINE, _GAP = 6.4, 14.0, 3.0  # pixels of a name in 11 points: a letter, a line; free around each
_SMALLEST, _LARGEST = 10.0, 30.0  # pixels of a dot
_THICKEST = 8.0  # pixels of a line
_WIDTHS = 6  # classes of width; each costs a trace
_STEPS, _MOVES = 150, 600  # of the springs; at most, of moving apart: enough for 40 dots


def network(nodes: pd.DataFrame, ties: pd.DataFrame, within: str, words: Words) -> go.Figure:
    """`nodes`: actor_id, actor, actor_kind, named; `ties` between them: one, other, together, expected, npmi
    (measures.network); `within`: sentence or article. Each dot carries the actor_id.
    """
    lines = [_lines(name) for name in nodes["actor"]]
    sizes = _sizes(nodes["named"].to_numpy(dtype="float64"))
    place = {actor: row for row, actor in enumerate(nodes["actor_id"])}
    ends = [(place[one], place[other]) for one, other in zip(ties["one"], ties["other"], strict=True)]
    height = float(max(_LEAST_HEIGHT, _ROOM * len(nodes)))
    boxes = [(max(len(line) for line in name) * _LETTER, len(name) * _LINE) for name in lines]
    spots = _placed(tuple(ends), tuple(ties["together"].tolist()), tuple(boxes), tuple(sizes), height)
    names = dict(zip(nodes["actor_id"], nodes["actor"], strict=True))
    traces = [*_edges(ties, ends, spots, words), _middles(ties, ends, spots, names, within, words)]
    traces += _dots(nodes, spots, sizes, lines, within, words)
    axis = {"showgrid": False, "zeroline": False, "showticklabels": False, "fixedrange": True, "automargin": False}
    layout = {
        "height": height + 60,
        "margin": {"l": 4, "r": 4, "t": 56, "b": 4},
        "xaxis": {**axis, "range": [0, _WIDTH]},
        "yaxis": {**axis, "range": [height, 0]},
    }
    return drawn(words, traces, layout)


@lru_cache(maxsize=64)  # a hundredth of a second and more; the same for every reader
def _placed(
    ends: tuple[tuple[int, int], ...],
    weights: tuple[float, ...],
    boxes: tuple[tuple[float, float], ...],
    sizes: tuple[float, ...],
    height: float,
) -> np.ndarray:
    return apart(springs(len(boxes), ends, weights), boxes, sizes, height)


def springs(count: int, ends: Sequence[tuple[int, int]], weights: Sequence[float]) -> np.ndarray:
    """`count` points, −1…1 each way: those that `ends` ties, by `weights`, draw each other, and all repel all."""
    turn = 2 * np.pi * np.arange(count) / max(count, 1)
    spots = np.column_stack([np.cos(turn), np.sin(turn)])
    pull = np.zeros((count, count))
    heaviest = max(weights, default=1)
    for (one, other), weight in zip(ends, weights, strict=True):
        pull[one, other] = pull[other, one] = np.sqrt(weight / heaviest)
    ideal = 1 / np.sqrt(max(count, 1))
    for step in range(_STEPS):
        between = spots[:, None] - spots[None]
        length = np.maximum(np.sqrt((between**2).sum(axis=2)), 0.01)
        force = ideal**2 / length**2 - pull * length / ideal
        moves = (between * force[:, :, None]).sum(axis=1) - 0.1 * spots  # and all to the middle: none drifts off
        reach = np.maximum(np.sqrt((moves**2).sum(axis=1, keepdims=True)), 1e-9)
        spots = spots + moves / reach * np.minimum(reach, 0.1 * (1 - step / _STEPS))
    return _filling(spots)


def _filling(spots: np.ndarray) -> np.ndarray:
    """One third as far as the springs have them, two thirds in even steps: a few that are tied to nobody would else
    drive all others into a corner. Who is left, right, above or below of whom stays.
    """
    if len(spots) < 2:
        return np.zeros_like(spots)
    span = np.maximum(spots.max(axis=0) - spots.min(axis=0), 1e-9)
    even = spots.argsort(axis=0, kind="stable").argsort(axis=0) / (len(spots) - 1)
    return np.asarray(2 / 3 * ((spots - spots.min(axis=0)) / span + 2 * even) - 1)


def apart(spots: np.ndarray, names: Sequence[tuple[float, float]], sizes: Sequence[float], height: float) -> np.ndarray:
    """`spots` (−1…1) as pixels of a chart of a phone's width, such that no dot with the name below it touches another.

    `names`: width and height of each name; `sizes`: of each dot. Where they do not fit, they overlap as little as the
    moves bring them to.
    """
    above = np.array([size / 2 for size in sizes]) + _GAP
    below = np.array([size / 2 + tall for size, (_, tall) in zip(sizes, names, strict=True)]) + _GAP
    half = np.array([max(size, wide) / 2 for size, (wide, _) in zip(sizes, names, strict=True)]) + _GAP
    lowest, highest = np.column_stack([half, above]), np.column_stack([_WIDTH - half, height - below])
    found = lowest + (spots + 1) / 2 * (highest - lowest)
    middle = np.column_stack([np.zeros(len(half)), (below - above) / 2])  # of dot and name together
    extent = np.column_stack([half, (above + below) / 2])
    for _ in range(_MOVES):
        between = (found + middle)[:, None] - (found + middle)[None]
        overlap = extent[:, None] + extent[None] - np.abs(between)
        touching = (overlap > 0).all(axis=2) & ~np.eye(len(found), dtype=bool)
        if not touching.any():
            break
        sideways = (overlap[:, :, 0] < overlap[:, :, 1])[:, :, None] == np.array([True, False])
        order = np.sign(np.arange(len(found))[:, None] - np.arange(len(found))[None])[:, :, None]
        way = np.where(np.abs(between) > 1e-9, np.sign(between), order)
        moves = np.where(touching[:, :, None] & sideways, way * (overlap / 2 + 0.5), 0).sum(axis=1)
        found = np.clip(found + moves, lowest, highest)
    return np.asarray(found)


def _edges(ties: pd.DataFrame, ends: Sequence[tuple[int, int]], spots: np.ndarray, words: Words) -> list[Trace]:
    """Lines as wide as their sentences are many, dotted where chance alone would have as many."""
    most = max(ties["together"], default=1)
    classes = np.ceil(ties["together"].to_numpy() / most * _WIDTHS).astype(int).tolist()
    above = (ties["npmi"] > 0).tolist()
    traces: list[Trace] = []
    for beyond, dash, label in ((True, "solid", "beyond"), (False, "dot", "chance")):
        for width in range(1, _WIDTHS + 1):
            mine = [n for n in range(len(ends)) if classes[n] == width and above[n] == beyond]
            if not mine:
                continue
            xs, ys = [], []
            for number in mine:
                (x, y), (to_x, to_y) = spots[ends[number][0]], spots[ends[number][1]]
                xs += [x, to_x, None]
                ys += [y, to_y, None]
            first = not any(trace["legendgroup"] == label for trace in traces)
            line = {"color": clear(NEUTRAL, 0.4), "width": _THICKEST * width / _WIDTHS, "dash": dash}
            name = words(f"network.{label}")
            traces.append(
                {"type": "scatter", "mode": "lines", "x": xs, "y": ys, "line": line, "hoverinfo": "skip"}
                | {"name": name, "legendgroup": label, "showlegend": first}
            )
    return traces


def _middles(
    ties: pd.DataFrame,
    ends: Sequence[tuple[int, int]],
    spots: np.ndarray,
    names: Mapping[str, str],
    within: str,
    words: Words,
) -> Trace:
    """Something to point at in the middle of each line, which plotly's lines are not."""
    middles = [(spots[one] + spots[other]) / 2 for one, other in ends]
    hover = [
        words(
            "network.hover_tie",
            one=safe(names[row["one"]]),
            other=safe(names[row["other"]]),
            count=words(f"network.{within}s", n=int(row["together"])),
            expected=words.number(row["expected"], 1),
            npmi=decimal(words, row["npmi"]),
        )
        for row in ties.to_dict("records")
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x for x, _ in middles],
        "y": [y for _, y in middles],
        "marker": {"size": 14, "color": NEUTRAL, "opacity": 0},
        "hovertext": hover,
        "hoverinfo": "text",
        "showlegend": False,
    }


def _dots(
    nodes: pd.DataFrame,
    spots: np.ndarray,
    sizes: Sequence[float],
    lines: Sequence[Sequence[str]],
    within: str,
    words: Words,
) -> list[Trace]:
    traces: list[Trace] = []
    rows = nodes.to_dict("records")
    for kind, colour in KIND_COLOURS.items():
        mine = [row for row, node in enumerate(rows) if node["actor_kind"] == kind]
        if not mine:
            continue
        dots: dict[str, Any] = {
            "size": [sizes[row] for row in mine],
            "color": colour,
            "opacity": 1,
            "symbol": _SYMBOLS[kind],
            "line": {"width": 0},
        }
        traces.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "name": words(f"actors.kind_{kind}"),
                "x": [spots[row][0] for row in mine],
                "y": [spots[row][1] for row in mine],
                "customdata": [[rows[row]["actor_id"]] for row in mine],
                "text": ["<br>".join(safe(line) for line in lines[row]) for row in mine],
                "textposition": "bottom center",
                "textfont": {"size": 11},
                "cliponaxis": False,
                "hovertext": [
                    words(
                        "network.hover_actor",
                        actor=safe(rows[row]["actor"]),
                        count=words(f"network.named_{within}s", n=int(rows[row]["named"])),
                    )
                    for row in mine
                ],
                "hoverinfo": "text",
                "marker": dots,
            }
        )
    return traces


def _sizes(named: np.ndarray) -> list[float]:
    """Of each dot: its surface as its sentences, within what can be seen and what leaves room."""
    most = max(named.max(initial=0), 1)
    return [float(size) for size in np.maximum(_SMALLEST, _LARGEST * np.sqrt(named / most))]


def _lines(name: str) -> list[str]:
    """A name on the one or two lines that make it narrowest."""
    words = name.split(" ")
    breaks = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return list(min(breaks, key=lambda two: max(map(len, two)))) if breaks else [name]
