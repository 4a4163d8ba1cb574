"""Bars beside names: how an actor is named, beside whom, by whom."""

from collections.abc import Sequence

import plotly.graph_objects as go

from analysis.charts.frame import drawn, safe
from analysis.words import Words

_BAR, _LINE = 38, 16  # pixels: of a bar with its name above it; more where a second line stands there
_NARROW = 50  # signs in a line on a phone


def bars(
    names: Sequence[str],
    values: Sequence[float],
    said: Sequence[str],
    hover: Sequence[str],
    colour: str,
    words: Words,
    carried: Sequence[str] = (),
) -> go.Figure:
    """A bar for each of `names`, from the top; `said` behind its name, `hover` where it is pointed at, `carried` what
    a click on it gives (customdata).
    """
    rows = list(range(len(names)))
    tall = any(len(name) + len(more) > _NARROW for name, more in zip(names, said, strict=True))
    row_height = _BAR + _LINE * tall
    trace = {
        "type": "bar",
        "orientation": "h",
        "y": rows,
        "x": list(values),
        "width": 10 / row_height,
        "marker": {"color": colour, "opacity": 0.85, "line": {"width": 0}},
        "hovertext": list(hover),
        "hoverinfo": "text",
        "textposition": "none",
        "showlegend": False,
        "customdata": [[one] for one in carried],
    }
    labels = [
        {
            "text": f"<b>{safe(name)}</b>{'<br>' if tall else '  '}{safe(more)}",
            "align": "left",
            "x": 0,
            "y": row - 5 / row_height,
            "xref": "paper",
            "yref": "y",
            "xanchor": "left",
            "yanchor": "bottom",
            "showarrow": False,
            "font": {"size": 13},
        }
        for row, name, more in zip(rows, names, said, strict=True)
    ]
    layout = {
        "height": row_height * len(rows) + 20,
        "margin": {"l": 4, "r": 8, "t": 4, "b": 8},
        "xaxis": {"visible": False, "fixedrange": True, "range": [0, max(values, default=1) or 1]},
        "yaxis": {"visible": False, "fixedrange": True, "range": [len(rows) - 0.7, -1]},
        "annotations": labels,
    }
    return drawn(words, [trace], layout)
