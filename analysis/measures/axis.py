"""The axis of time: its periods, and where on it a day, or a span of days, lies."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Literal

import numpy as np
import pandas as pd

from analysis.measures.corpus import Corpus, Selection, select_articles

Bin = Literal["week", "month", "quarter", "year"]
BINS: Mapping[Bin, str] = {"week": "W-SUN", "month": "M", "quarter": "Q-DEC", "year": "Y-DEC"}


def period(corpus: Corpus, selection: Selection) -> tuple[date, date]:
    """First and last day of the axis: as selected, else the extent of the corpus (today without one)."""
    first, last = corpus.extent or (date.today(), date.today())
    return selection.first or first, selection.last or last


@lru_cache(maxsize=8)
def axis(corpus: Corpus, selection: Selection, bin_: Bin) -> pd.DatetimeIndex:
    """The first days of all periods from the first to the last of the selection."""
    first, last = period(corpus, selection)
    periods = pd.period_range(pd.Timestamp(first), pd.Timestamp(max(first, last)), freq=BINS[bin_])
    return pd.DatetimeIndex(periods.start_time, name="start").as_unit("us")


def edges(starts: pd.DatetimeIndex, bin_: Bin) -> np.ndarray:
    """The starts of all periods and the end of the last, as days."""
    end = (pd.Period(starts[-1], BINS[bin_]) + 1).start_time
    return np.append(starts.to_numpy(dtype="datetime64[D]"), np.datetime64(end.date()))


def positions(starts: pd.DatetimeIndex, days: "pd.Series[pd.Timestamp]", bin_: Bin) -> np.ndarray:
    """The place of each day on the axis: −1 before it, the length of the axis after it and for NaT."""
    found = np.searchsorted(edges(starts, bin_), days.to_numpy().astype("datetime64[D]"), side="right")
    return np.asarray(np.minimum(found - 1, len(starts)))


@lru_cache(maxsize=8)
def placed(corpus: Corpus, selection: Selection, bin_: Bin) -> tuple[pd.DatetimeIndex, np.ndarray]:
    """The axis, and for each row of corpus.articles its place there: −1 where it is not selected or its day
    of publication is known less closely than the period.
    """
    starts = axis(corpus, selection, bin_)
    chosen = select_articles(corpus, selection)
    first, last = (positions(starts, chosen[day], bin_) for day in ("first", "last"))
    known = (first == last) & (first >= 0) & (first < len(starts))
    place = np.full(len(corpus.articles), -1)
    place[chosen.index[known]] = first[known]
    return starts, place


def spread_over(
    starts: pd.DatetimeIndex, first: np.ndarray, last: np.ndarray, groups: np.ndarray, width: int, bin_: Bin
) -> np.ndarray:
    """Shares by period and group: of each meeting, the part of its possible days that each period has.

    `first`, `last`: its possible days, both included; `groups`: its group, a number below `width`.
    """
    bounds = edges(starts, bin_)
    grid = np.zeros((len(starts), width))
    begins, ends = (first.astype("datetime64[D]"), last.astype("datetime64[D]") + np.timedelta64(1, "D"))
    alike = Counter(zip(begins.tolist(), ends.tolist(), groups.tolist(), strict=True))
    for (first_day, end_day, group), same in alike.items():
        begin, end = np.datetime64(first_day), np.datetime64(end_day)
        common = np.minimum(bounds[1:], end) - np.maximum(bounds[:-1], begin)
        grid[:, group] += np.maximum(common / (end - begin), 0) * same
    return grid
