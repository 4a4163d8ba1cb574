"""Series go in, plotly figures come out. The only room that knows plotly.

Colours are chosen for both themes: each keeps a contrast of 3:1 or more with the light and with the dark
page (WCAG 2.2, 1.4.11), and neighbours in the order stay apart for colour-blind readers.
"""

import math
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.measures import BINS, COUNTED, OTHERS, Bin
from analysis.words import Words

# Brick, blue, ochre, green, violet, rose, petrol, brown, steel, olive: the order of the actors of a corpus.
PALETTE = ("#c8452f", "#2f72b8", "#b07d10", "#2f8f6b", "#8b5fbf", "#c4568a", "#2b8797", "#96694a", "#6b7fa3", "#7d8a2e")
NEUTRAL = "#868d98"
HELD, PLANNED = "#2f72b8", "#b07d10"
TONE = "#8b5fbf"
FEW_SENTENCES = 10  # below, a mean of sentences scattered over −1…1 has an interval wider than half the scale
_SPREAD_OPACITY = 0.4
_PERIODS: Mapping[str, str | int] = {"week": 7 * 86_400_000, "month": "M1", "quarter": "M3", "year": "M12"}
_HEIGHT = 340
_HATCHED = {"shape": "/", "size": 6, "solidity": 0.35, "fgcolor": "#ffffff", "fgopacity": 0.7, "fillmode": "overlay"}
_NO_BAR = ""  # a bar of no height has nothing to point at
Trace = dict[str, Any]


def colours(actor_ids: Sequence[str]) -> dict[str, str]:
    """A colour for each actor of a corpus by its rank, so that no filter changes it; grey for OTHERS."""
    return {**{actor: PALETTE[rank % len(PALETTE)] for rank, actor in enumerate(actor_ids)}, OTHERS: NEUTRAL}


def config(words: Words) -> dict[str, Any]:
    """Plotly's own settings: the months and separators of the language, no mode bar, no logo."""
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
        "displayModeBar": False,
        "displaylogo": False,
        "scrollZoom": False,
        "doubleClick": "reset",
        "locale": words.language,
        "locales": {words.language: {"dictionary": {}, "format": form}},
    }


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
    periods = _periods(starts, words, bin_)
    traces = []
    for actor, mine in series.groupby("actor_id", sort=False)["mentions"]:
        name = _safe(names.get(str(actor), words("mentions.others")))
        counts = mine.tolist()
        hover = [
            words(
                "mentions.hover", actor=name, period=when, articles=articles, mentions=words("mentions.count", n=count)
            )
            if count
            else _NO_BAR
            for when, count, articles in zip(periods, counts, read, strict=True)
        ]
        traces.append(_bars(starts, counts, name, palette[str(actor)], hover, bin_))
    hover = [
        words("mentions.hover_articles", period=when, articles=articles) if count else _NO_BAR
        for when, articles, count in zip(periods, read, coverage, strict=True)
    ]
    strip = _bars(starts, coverage.tolist(), words("mentions.articles"), NEUTRAL, hover, bin_)
    traces.append({**strip, "yaxis": "y2", "showlegend": False, "opacity": 0.75})
    highest = float(series.groupby("start")["mentions"].sum().max()) if len(series) else 0
    return _figure(
        words,
        starts,
        bin_,
        traces,
        {
            "yaxis": {**_counts(words("mentions.axis"), highest), "domain": [0.24, 1]},
            "yaxis2": {
                "domain": [0, 0.12],
                "rangemode": "tozero",
                "fixedrange": True,
                "showgrid": False,
                "nticks": 2,
                "tickformat": ",d",
                "zeroline": True,
                "title": None,
                "automargin": False,
            },
            "height": _HEIGHT + 40,
            "annotations": [_note(words("mentions.articles"), 0.125, "bottom", "paper")],
        },
        below="y2",
    )


def meetings(series: pd.DataFrame, words: Words, bin_: Bin) -> go.Figure:
    """Stacked bars of distinct meetings, held and planned; paler where the date is vague.

    `series`: start, status, dated, spread (measures.meetings_over_time).
    """
    traces = []
    for status, colour in zip(COUNTED, (HELD, PLANNED), strict=True):
        mine = series[series["status"] == status]
        starts = list(mine["start"])
        for column, key in (("dated", f"meetings.{status}"), ("spread", f"meetings.{status}_spread")):
            counts = mine[column].tolist()
            if column == "spread" and not any(counts):
                continue
            hover = [
                words("meetings.hover", label=words(key), period=when, count=words("overview.meetings", n=count))
                if count
                else _NO_BAR
                for when, count in zip(_periods(starts, words, bin_), counts, strict=True)
            ]
            bars = _bars(starts, counts, words(key), colour, hover, bin_)
            if status == "planned":  # told apart by more than the colour
                bars["marker"]["pattern"] = _HATCHED
            traces.append({**bars, "opacity": _SPREAD_OPACITY if column == "spread" else 1})
    highest = float((series["dated"] + series["spread"]).groupby(series["start"]).sum().max())
    return _figure(words, starts, bin_, traces, {"yaxis": _counts(words("meetings.axis"), highest), "height": _HEIGHT})


def tone(series: pd.DataFrame, words: Words, bin_: Bin) -> go.Figure:
    """Points of mean tone with their 95 % interval, as large as they rest on sentences.

    `series`: start, mean, low, high, sentences, articles (measures.tone_over_time). Nothing is drawn
    between two points that are not neighbours.
    """
    ticks = (-1, -0.5, 0, 0.5, 1)
    return _figure(
        words,
        list(series["start"]),
        bin_,
        [_points(series, words, bin_)],
        {
            "height": _HEIGHT,
            "yaxis": {
                "range": [-1.05, 1.05],
                "fixedrange": True,
                "automargin": False,
                "title": None,
                "zeroline": True,
                "zerolinewidth": 1.5,
                "tickvals": ticks,
                "ticktext": [words.number(value, 1 if value % 1 else 0) for value in ticks],
            },
            "annotations": [
                _note(words("tone.favourable"), 1.04, "top", "y"),
                _note(words("tone.unfavourable"), -1.04, "bottom", "y"),
            ],
        },
    )


def _points(series: pd.DataFrame, words: Words, bin_: Bin) -> Trace:
    sentences = series["sentences"].tolist()
    return {
        "type": "scatter",
        "x": _days(list(series["start"])),
        "y": series["mean"].tolist(),
        "name": words("tone.series"),
        "mode": "lines+markers",
        "connectgaps": False,
        "xperiod": _PERIODS[bin_],
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
            "color": _clear(TONE, 0.45),
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
            mean=_number(words, mean),
            low=_number(words, low),
            high=_number(words, high),
            sentences=words("tone.sentences", n=count),
            articles=words("overview.articles", n=articles),
        )
        if count
        else ""
        for when, mean, low, high, count, articles in zip(
            _periods(list(series["start"]), words, bin_),
            *(series[name].tolist() for name in series.columns[1:]),
            strict=True,
        )
    ]


def _figure(
    words: Words, starts: Sequence[pd.Timestamp], bin_: Bin, traces: Sequence[Trace], layout: Trace, below: str = "y"
) -> go.Figure:
    """Traces under the common layout; the axis of time runs from the first to the last period on every chart.

    Put together as plain dicts and given to plotly in one piece: its piecewise way costs five times as much.
    """
    last = pd.Period(starts[-1], BINS[bin_]).end_time
    return go.Figure(
        {
            "data": list(traces),
            "layout": {
                "barmode": "stack",
                "bargap": 0.22,
                "hovermode": "closest",
                "dragmode": False,
                "separators": words("number.decimal") + words("number.thousands"),
                "margin": {"l": 56, "r": 8, "t": 34, "b": 30},
                "paper_bgcolor": "rgba(0,0,0,0)",
                "plot_bgcolor": "rgba(0,0,0,0)",
                "legend": {
                    "orientation": "h",
                    "x": 0,
                    "xanchor": "left",
                    "y": 1.02,
                    "yanchor": "bottom",
                    "title": None,
                    "itemclick": "toggle",
                    "font": {"size": 13},
                    "traceorder": "normal",
                },
                "xaxis": {
                    "showgrid": False,
                    "fixedrange": True,
                    "title": None,
                    "automargin": False,
                    "type": "date",
                    "range": [starts[0].isoformat(), last.isoformat()],
                    "anchor": below,
                },
                "hoverlabel": {"align": "left", "font": {"size": 13}},
                **layout,
            },
        }
    )


def _bars(
    starts: Sequence[pd.Timestamp], heights: Sequence[float], name: str, colour: str, hover: Sequence[str], bin_: Bin
) -> Trace:
    return {
        "type": "bar",
        "x": _days(starts),
        "y": heights,
        "name": name,
        "xperiod": _PERIODS[bin_],
        "xperiodalignment": "middle",
        "marker": {"color": colour, "line": {"width": 0}},
        "hovertext": hover,
        "hoverinfo": "text",
        "textposition": "none",
    }


def _note(text: str, y: float, anchor: str, reference: str) -> Trace:
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


def _counts(title: str, highest: float) -> dict[str, Any]:
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


def _periods(starts: Sequence[pd.Timestamp], words: Words, bin_: Bin) -> list[str]:
    return [words.period(start.date(), bin_) for start in starts]


def _days(starts: Sequence[pd.Timestamp]) -> list[str]:
    return [f"{start:%Y-%m-%d}" for start in starts]


def _number(words: Words, value: float) -> str:
    return "?" if math.isnan(value) else words.number(value, 2)


def _clear(colour: str, opacity: float) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def _safe(text: str) -> str:
    """Text from outside, for plotly, which reads a little HTML."""
    return escape(text, quote=False)
