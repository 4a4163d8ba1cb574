"""How often they meet, and when: bars of frequency, and a line of time with one lane a pair."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.frame import (
    HATCHED,
    HEIGHT,
    HELD,
    MARGIN,
    NEUTRAL,
    NO_BAR,
    PALETTE,
    PERIODS,
    PLANNED,
    SPREAD_OPACITY,
    TWO_LINES,
    Trace,
    bar_trace,
    clear,
    count_axis,
    decimal,
    drawn,
    iso_days,
    note,
    over_time,
    period_names,
    safe,
    strip_axis,
    time_axis,
)
from analysis.measures import Bin
from analysis.words import Words

# Held and planned as on every chart; what may not take place, in the quieter colours.
STATUS_COLOURS: Mapping[str, str] = {
    "held": HELD,
    "planned": PLANNED,
    "proposed": PALETTE[9],
    "postponed": PALETTE[7],
    "cancelled": NEUTRAL,
    "denied": NEUTRAL,
}
_SYMBOLS: Mapping[str, str] = {  # told apart by more than the colour
    "held": "circle",
    "planned": "circle-open-dot",
    "proposed": "diamond-open",
    "postponed": "triangle-right-open",
    "cancelled": "x-thin",
    "denied": "x-thin",
}
_PADDING = 0.015  # of the axis of time, so that a dot of its first or last day is whole
_SHORTEST = pd.Timedelta(days=14)  # of it; on a shorter one plotly marks hours
LANE_HEIGHT = 52  # pixels: the name of the pair, and below it its bars
_BAR, _STEP = 0.3, 0.16  # of a lane: the height of a bar, and how far a second meeting of those days is moved
_STEPS = 3  # meetings that fit above one another in a lane
_NEAR = 0.012  # of the line of time: a dot is as wide
_DAY = 86_400_000  # milliseconds, in which plotly counts the length of a bar of time


def frequency(
    series: pd.DataFrame,
    totals: pd.DataFrame,
    names: Mapping[str, str],
    palette: Mapping[str, str],
    words: Words,
    bin_: Bin,
    *,
    once: bool,
) -> go.Figure:
    """Stacked bars of distinct meetings by group over a strip of the reports published.

    `series`: start, group, dated, spread (measures.frequency); `totals`: start, meetings, low, high, reports
    (measures.totals); `names`, `palette`: what a group is called, and its colour. `once`: each meeting is in
    one group, so that a stack is a total and can carry the line of what may have been missed.
    """
    starts = list(totals["start"])
    traces = [
        trace
        for group, mine in series.groupby("group", sort=False)
        for trace in _group(mine, str(group), safe(names[str(group)]), palette[str(group)], words, bin_)
    ]
    if once and totals["high"].notna().any():
        traces.append(_missed(totals, words, bin_))
    reports = totals["reports"].tolist()
    hover = [
        words("frequency.hover_reports", period=when, reports=words("frequency.reports_of", n=count))
        if count
        else NO_BAR
        for when, count in zip(period_names(starts, words, bin_), reports, strict=True)
    ]
    strip = bar_trace(iso_days(starts), reports, words("frequency.reports"), NEUTRAL, hover, bin_)
    traces.append({**strip, "yaxis": "y2", "showlegend": False, "opacity": 0.75})
    stacks = (series["dated"] + series["spread"]).groupby(series["start"]).sum()
    highest = max(float(stacks.max()), float(totals["high"].max()) if once else 0)
    layout = {
        "yaxis": {**count_axis(words("meetings.axis"), highest), "domain": [0.26, 1]},
        "yaxis2": strip_axis(0.13),
        "height": HEIGHT + 60,
        "annotations": [note(words("frequency.reports"), 0.135, "bottom", "paper")],
    }
    return over_time(words, starts, bin_, traces, layout, below="y2")


def _group(mine: pd.DataFrame, group: str, name: str, colour: str, words: Words, bin_: Bin) -> list[Trace]:
    """The bars of one group: full where the period is known, paler where meetings are spread over it."""
    starts, traces = list(mine["start"]), []
    periods, days = period_names(starts, words, bin_), iso_days(starts)
    for column in ("dated", "spread"):
        counts = mine[column].tolist()
        if not any(counts):
            continue
        label = name if column == "dated" else words("frequency.vague", name=name)
        hover = [
            words("meetings.hover", label=label, period=when, count=words("overview.meetings", n=count))
            if count
            else NO_BAR
            for when, count in zip(periods, counts, strict=True)
        ]
        bars = bar_trace(days, counts, label, colour, hover, bin_)
        if group == "planned":  # told apart by more than the colour
            bars["marker"]["pattern"] = HATCHED
        traces.append({**bars, "opacity": 1 if column == "dated" else SPREAD_OPACITY})
    return traces


def _missed(totals: pd.DataFrame, words: Words, bin_: Bin) -> Trace:
    """A line up from each bar, to how many meetings there may have been."""
    known = totals[totals["meetings"] > 0]
    starts = list(known["start"])
    hover = [
        words("frequency.hover_missed", period=when, low=decimal(words, low), high=decimal(words, high))
        for when, low, high in zip(period_names(starts, words, bin_), known["low"], known["high"], strict=True)
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": words("frequency.missed"),
        "x": iso_days(starts),
        "xperiod": PERIODS[bin_],
        "xperiodalignment": "middle",
        "y": known["meetings"].tolist(),
        "error_y": {
            "array": (known["high"] - known["meetings"]).tolist(),
            "arrayminus": (known["meetings"] - known["low"]).clip(lower=0).tolist(),
            "thickness": 1.5,
            "width": 4,
            "color": NEUTRAL,
        },
        "marker": {"size": 5, "color": NEUTRAL, "symbol": "line-ew", "line": {"width": 1.5, "color": NEUTRAL}},
        "hovertext": hover,
        "hoverinfo": "text",
    }


def timeline(
    rows: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp, titles: Mapping[str, str], words: Words
) -> go.Figure:
    """One lane a pair; a bar as wide as the days a meeting can have taken place, a dot where the day is known.

    `rows`: pair, lane, meeting_id, first, last, date_precision, status (measures.lanes); `titles`: what is said
    of each meeting where it is pointed at. The dots and bars carry the meeting_id.
    """
    lanes = rows.drop_duplicates("lane").sort_values("lane")
    padding = max((last - first) * _PADDING, (_SHORTEST - (last - first)) / 2)
    placed = rows.assign(height=_heights(rows, (last - first) * _NEAR))
    traces = [
        trace
        for status in STATUS_COLOURS
        for trace in _lane_marks(placed[placed["status"] == status], status, titles, words)
    ]
    names = [
        {**note(safe(pair), -lane + 0.46, "top", "y"), "font": {"size": 12}, "xref": "paper", "x": 0}
        for pair, lane in zip(lanes["pair"], lanes["lane"], strict=True)
    ]
    return drawn(
        words,
        traces,
        {
            "barmode": "overlay",
            "height": LANE_HEIGHT * len(lanes) + 84,
            "margin": {**MARGIN, "l": 8, "b": TWO_LINES},
            "xaxis": {**time_axis(first - padding, last + padding), "showgrid": True},
            "yaxis": {
                "range": [-len(lanes) + 0.45, 0.5],
                "fixedrange": True,
                "showticklabels": False,
                "showgrid": False,
                "zeroline": False,
            },
            "shapes": [_rule(-int(lane) + 0.5) for lane in lanes["lane"]],
            "annotations": names,
        },
    )


def _heights(rows: pd.DataFrame, near: pd.Timedelta) -> list[float]:
    """Where in its lane each meeting is drawn: below the name, and beside others less than `near` away.

    `rows` are in the order of lanes and days.
    """
    free: dict[tuple[int, int], pd.Timestamp] = {}  # lane and step → from when on it is free
    heights = []
    for lane, first, last in zip(rows["lane"], rows["first"], rows["last"], strict=True):
        free_again = [free.get((lane, step), pd.Timestamp.min) for step in range(_STEPS)]
        # Where none is free, the one that is soonest: more lie on one another.
        step = next((step for step, when in enumerate(free_again) if when <= first), None)
        step = free_again.index(min(free_again)) if step is None else step
        free[lane, step] = last + near
        heights.append(-lane - 0.2 + _STEP * step)
    return heights


def _lane_marks(rows: pd.DataFrame, status: str, titles: Mapping[str, str], words: Words) -> list[Trace]:
    """The bars of the meetings of one status that may lie on several days, and the dots of those of known days."""
    if rows.empty:
        return []
    name = words(f"status.{status}").capitalize()
    several = rows["last"] > rows["first"]
    wide, exact = rows[several], rows[~several | (rows["date_precision"] == "day")]
    marks = [(made(shown, status), shown) for made, shown in ((_dots, exact), (_spans, wide)) if len(shown)]
    for place, (trace, shown) in enumerate(marks):
        trace |= {
            "name": name,
            "legendgroup": status,
            "showlegend": place == 0,
            "hovertext": [titles[meeting] for meeting in shown["meeting_id"]],
            "hoverinfo": "text",
            "customdata": shown["meeting_id"].tolist(),
        }
    return [trace for trace, _ in marks]


def _spans(rows: pd.DataFrame, status: str) -> Trace:
    colour = STATUS_COLOURS[status]
    hatched = {"pattern": HATCHED} if status == "planned" else {}
    return {
        "type": "bar",
        "orientation": "h",
        "base": iso_days(list(rows["first"])),
        "x": [((last - first).days + 1) * _DAY for first, last in zip(rows["first"], rows["last"], strict=True)],
        "y": rows["height"].tolist(),
        "width": _BAR,
        "marker": {"color": clear(colour, 0.4), "line": {"color": colour, "width": 1.5}, **hatched},
    }


def _dots(rows: pd.DataFrame, status: str) -> Trace:
    middle = [first + (last - first) / 2 for first, last in zip(rows["first"], rows["last"], strict=True)]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": iso_days(middle),
        "y": rows["height"].tolist(),
        "marker": {
            "size": 12,
            "color": STATUS_COLOURS[status],
            "opacity": 1,
            "symbol": _SYMBOLS[status],
            "line": {"color": STATUS_COLOURS[status], "width": 2},
        },
    }


def _rule(height: float) -> Trace:
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": height,
        "y1": height,
        "line": {"color": clear(NEUTRAL, 0.35), "width": 1},
    }
