"""What all charts share: colours, settings, the axis of time, and the putting together of a figure.

Colours are chosen for both themes: each keeps a contrast of 3:1 or more with the light and with the dark
page (WCAG 2.2, 1.4.11), and neighbours in the order stay apart for colour-blind readers.
"""

import math
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.measures import BINS, OTHERS, Bin
from analysis.words import Words

# Brick, blue, ochre, green, violet, rose, petrol, brown, steel, olive: the order of the actors of a corpus.
PALETTE = ("#c8452f", "#2f72b8", "#b07d10", "#2f8f6b", "#8b5fbf", "#c4568a", "#2b8797", "#96694a", "#6b7fa3", "#7d8a2e")
NEUTRAL = "#868d98"
HELD, PLANNED = "#2f72b8", "#b07d10"
TONE = "#8b5fbf"
FEW_SENTENCES = 10  # below, a mean of sentences scattered over −1…1 has an interval wider than half the scale
SPREAD_OPACITY = 0.4
PERIODS: Mapping[str, str | int] = {"week": 7 * 86_400_000, "month": "M1", "quarter": "M3", "year": "M12"}
# Milliseconds of a bar, 78 % of the shortest step between two periods. Said, for plotly measures it between
# neighbours: a bar that has none gets no width and is not seen.
_BAR_WIDTHS = {bin_: 0.78 * days * 86_400_000 for bin_, days in zip(PERIODS, (7, 29.5, 90.5, 365), strict=True)}
_FEW_PERIODS = 6  # whose names fit a phone; plotly would mark the days within them
_FORTNIGHT = 14 * 86_400_000  # the longest step in which plotly marks days
_DAY_FORMATS = [{"dtickrange": [None, _FORTNIGHT], "value": "%-d %b\n%Y"}]  # not « août 3 »
TWO_LINES = 44  # pixels below an axis of time, for a month with its year under it
HEIGHT = 354
MARGIN = {"l": 56, "r": 8, "t": 34, "b": 30}
HATCHED = {"shape": "/", "size": 6, "solidity": 0.35, "fgcolor": "#ffffff", "fgopacity": 0.7, "fillmode": "overlay"}
NO_BAR = ""  # a bar of no height has nothing to point at
_IMAGE = "Download plot"  # what plotly calls that button
Trace = dict[str, Any]


def colours(actor_ids: Sequence[str]) -> dict[str, str]:
    """A colour for each actor of a corpus by its rank, so that no filter changes it; grey for OTHERS."""
    return {**{actor: PALETTE[rank % len(PALETTE)] for rank, actor in enumerate(actor_ids)}, OTHERS: NEUTRAL}


def config(words: Words) -> dict[str, Any]:
    """Plotly's own settings: the months and separators of the language, one button, that keeps an image, no logo."""
    form = {
        "days": words.names("date.days"),
        "shortDays": words.names("date.short_days"),
        "months": words.names("date.months"),
        "shortMonths": words.names("date.short_months"),
        "decimal": words("number.decimal"),
        "thousands": words("number.thousands"),
        "grouping": [3],
        "currency": ["", ""],
        "date": "%d/%m/%Y",
        "dateTime": "%d/%m/%Y",
        "time": "%H:%M",
    }
    return {
        "displayModeBar": "hover",
        "modeBarButtons": [["toImage"]],
        "displaylogo": False,
        "scrollZoom": False,
        "doubleClick": "reset",
        "locale": words.language,
        "locales": {words.language: {"dictionary": {_IMAGE: words("table.image")}, "format": form}},
    }


def drawn(words: Words, traces: Sequence[Trace], layout: Trace) -> go.Figure:
    """Traces under the layout that every chart shares; `layout` is put over it.

    Plain dicts, given to plotly in one piece and unchecked: checking them takes it ten times as long as all the
    rest of the figure (23 of 25 ms a chart), at every click. The tests check every kind of figure instead.
    """
    return go.Figure(
        {
            "data": list(traces),
            "layout": {
                "hovermode": "closest",
                "dragmode": False,
                "separators": words("number.decimal") + words("number.thousands"),
                "margin": MARGIN,
                "paper_bgcolor": "rgba(0,0,0,0)",
                "plot_bgcolor": "rgba(0,0,0,0)",
                "legend": {
                    "orientation": "h",
                    "x": 0,
                    "xanchor": "left",
                    "y": 1.02,
                    "yanchor": "bottom",
                    "itemclick": "toggle",
                    "font": {"size": 13},
                    "traceorder": "normal",
                },
                "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": NEUTRAL, "activecolor": NEUTRAL},
                "hoverlabel": {"align": "left", "font": {"size": 13}},
                **layout,
            },
        },
        _validate=False,
    )


def over_time(
    words: Words, starts: Sequence[pd.Timestamp], bin_: Bin, traces: Sequence[Trace], layout: Trace, below: str = "y"
) -> go.Figure:
    """A chart whose axis of time runs from the first to the last period, as on every chart of a page."""
    return drawn(
        words,
        traces,
        {
            "barmode": "stack",
            "margin": {**MARGIN, "b": TWO_LINES},
            "xaxis": {
                **time_axis(starts[0], pd.Period(starts[-1], BINS[bin_]).end_time, below),
                **names_below(words, starts, bin_),
            },
            **layout,
        },
    )


def names_below(words: Words, starts: Sequence[pd.Timestamp], bin_: Bin) -> Trace:
    """The names of few periods, each in the middle of its own."""
    if len(starts) > _FEW_PERIODS:
        return {}
    middles = [start + (pd.Period(start, BINS[bin_]).end_time - start) / 2 for start in starts]
    return {
        "tickvals": [middle.isoformat() for middle in middles],
        "ticktext": [_name_below(words, start, bin_) for start in starts],
    }


def _name_below(words: Words, start: pd.Timestamp, bin_: Bin) -> str:
    """The name of a period in two short lines."""
    if bin_ in ("quarter", "year"):
        return words.period(start.date(), bin_).replace(" ", "<br>")
    month = words.names("date.short_months")[start.month - 1]
    return f"{start.day} {month}<br>{start.year}" if bin_ == "week" else f"{month}<br>{start.year}"


def time_axis(first: pd.Timestamp, last: pd.Timestamp, below: str = "y") -> Trace:
    """The axis of time from `first` to `last`, under the axis `below`."""
    return {
        "showgrid": False,
        "fixedrange": True,
        "automargin": False,
        "type": "date",
        "range": [first.isoformat(), last.isoformat()],
        "tickformatstops": _DAY_FORMATS,
        "anchor": below,
    }


def bar_trace(
    days: Sequence[str], heights: Sequence[float], name: str, colour: str, hover: Sequence[str], bin_: Bin
) -> Trace:
    """Bars, one for each period that begins on one of `days`, in the middle of it; `hover` is said where one is
    pointed at.
    """
    return {
        "type": "bar",
        "x": days,
        "y": heights,
        "name": name,
        "xperiod": PERIODS[bin_],
        "xperiodalignment": "middle",
        "width": _BAR_WIDTHS[bin_],
        "marker": {"color": colour, "line": {"width": 0}},
        "hovertext": hover,
        "hoverinfo": "text",
        "textposition": "none",
    }


def note(text: str, y: float, anchor: str, reference: str) -> Trace:
    """A word written at the left of the chart, at `y` of the axis `reference`."""
    return {
        "text": text,
        "xref": "paper",
        "yref": reference,
        "x": 0.005,
        "y": y,
        "xanchor": "left",
        "yanchor": anchor,
        "showarrow": False,
        "font": {"size": 11, "color": NEUTRAL},
    }


def strip_axis(top: float) -> dict[str, object]:
    """The axis of the narrow strip of counts below a chart, up to `top` of its height."""
    return {
        "domain": [0, top],
        "rangemode": "tozero",
        "fixedrange": True,
        "showgrid": False,
        "nticks": 2,
        "tickformat": ",d",
        "zeroline": True,
        "automargin": False,
    }


def count_axis(title: str, highest: float) -> dict[str, Any]:
    """An axis of whole numbers: with a few, a tick for each."""
    step = {"dtick": 1} if highest <= 5 else {}
    return {
        "rangemode": "tozero",
        "fixedrange": True,
        "automargin": False,
        "tickformat": ",d",
        "zeroline": True,
        **step,
        "title": {"text": title, "standoff": 6, "font": {"size": 12}},
    }


def period_names(starts: Sequence[pd.Timestamp], words: Words, bin_: Bin) -> list[str]:
    """What the periods are called."""
    return [words.period(start.date(), bin_) for start in starts]


def iso_days(starts: Sequence[pd.Timestamp]) -> list[str]:
    """Days as plotly reads them."""
    return [start.date().isoformat() for start in starts]  # five times as fast as strftime


def decimal(words: Words, value: float) -> str:
    """A figure with two places after the point; "?" where there is none."""
    return "?" if math.isnan(value) else words.number(value, 2)


def clear(colour: str, opacity: float) -> str:
    """A colour made transparent."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def safe(text: str) -> str:
    """Text from outside, for plotly, which reads a little HTML."""
    return escape(text, quote=False)
