"""How often they meet: distinct meetings by period, in groups, beside what the press published about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
import pandas as pd

from analysis import tables
from analysis.measures.axis import Bin, axis, period, placed, positions, spread_over
from analysis.measures.corpus import Corpus, Selection
from analysis.measures.encounters import ALL, Facets, Level, counted_meetings, find_meetings, pairs
from analysis.measures.missed import Recall

By = Literal["status", "mode", "kind", "pair"]
TOP_PAIRS = 6  # more colours than this in one stack can no longer be told apart
OTHER_PAIRS = "…"  # group of the meetings that belong to none of the pairs named
BETWEEN = " – "
_VALUES = {"status": tables.STATUSES, "mode": tables.MODES, "kind": tables.KINDS}


def frequency(
    corpus: Corpus, selection: Selection, facets: Facets, bin_: Bin = "month", by: By = "status", level: Level = "sides"
) -> pd.DataFrame:
    """Distinct meetings by period and group: `start`, `group`, `dated`, `spread`; every period is there.

    A meeting known closely enough adds one to `dated` in its period (of several days: that of the first).
    One known less closely adds to `spread`, in each period the share of its possible days that lie there.
    By pair, the TOP_PAIRS most frequent are named; a meeting of three counts in each of its pairs, and those
    in none of the pairs named count once in OTHER_PAIRS. Otherwise each meeting counts once.
    """
    meetings = counted_meetings(corpus, selection, facets)
    meetings = meetings[meetings["first"].notna()]
    if by == "pair":
        rows, groups, names = _by_pair(corpus, meetings, level)
    else:
        present = set(meetings[by])
        names = [value for value in _VALUES[by] if value in present]
        rows, groups = np.arange(len(meetings)), meetings[by].map({name: n for n, name in enumerate(names)}).to_numpy()
    starts = axis(corpus, selection, bin_)
    dated, spread = shares(starts, meetings.iloc[rows], groups.astype("int64"), len(names), bin_)
    return pd.DataFrame(
        {
            "start": np.repeat(starts.to_numpy(), len(names)),
            "group": names * len(starts),
            "dated": dated.ravel(),
            "spread": spread.ravel(),
        }
    )


def totals(
    corpus: Corpus, selection: Selection, facets: Facets, bin_: Bin = "month", recall: Recall | None = None
) -> pd.DataFrame:
    """By period: `start`, `meetings` (each once, vague dates in their shares), `low`, `high`, `reports`.

    Low to high is how many there may have been: the count over the highest and over the lowest recall that
    the measurement allows (NaN without one). It supposes that what is missed is spread like what is found,
    and knows nothing of a meeting that no article tells. `reports`: articles published in the period that
    tell one of these meetings, once for each meeting they tell.
    """
    meetings = counted_meetings(corpus, selection, facets)
    known = meetings[meetings["first"].notna()]
    starts = axis(corpus, selection, bin_)
    dated, spread = shares(starts, known, np.zeros(len(known), dtype="int64"), 1, bin_)
    count = (dated + spread).ravel()
    _, place = placed(corpus, selection, bin_)
    told = _told(corpus)
    when = place[told["article"].to_numpy()[np.isin(told["meeting"], meetings.index)]]
    return pd.DataFrame(
        {
            "start": starts,
            "meetings": count,
            "low": count / recall.high if recall else np.nan,
            "high": count / recall.low if recall else np.nan,
            "reports": np.bincount(when[when >= 0], minlength=len(starts)),
        }
    )


@lru_cache(maxsize=2)  # holds its corpus
def _told(corpus: Corpus) -> pd.DataFrame:
    """`meeting` (its row in corpus.meetings) and `article` of each that tells it, once."""
    rows = pd.Index(corpus.meetings["meeting_id"]).get_indexer(pd.Index(corpus.reports["meeting_id"]))
    told = pd.DataFrame({"meeting": rows, "article": corpus.reports["article"].to_numpy()})
    return told.drop_duplicates(ignore_index=True)


@dataclass(frozen=True, slots=True)
class Uncharted:
    """Meetings that a chart over time does not show."""

    undated: int  # counted, but without any date
    beyond: int  # counted, but before or after the axis
    uncounted: int  # of a status that is not counted: proposed, postponed, cancelled or denied


def uncharted(corpus: Corpus, selection: Selection, facets: Facets = ALL) -> Uncharted:
    """What the chart of these meetings leaves out."""
    meetings = counted_meetings(corpus, selection, facets)
    first, last = period(corpus, selection)
    outside = (meetings["last"] < pd.Timestamp(first)) | (meetings["first"] > pd.Timestamp(last))
    return Uncharted(
        undated=int(meetings["first"].isna().sum()),
        beyond=int(outside.sum()),
        uncounted=len(find_meetings(corpus, selection, facets)) - len(meetings),
    )


def shares(
    starts: pd.DatetimeIndex, meetings: pd.DataFrame, groups: np.ndarray, width: int, bin_: Bin
) -> tuple[np.ndarray, np.ndarray]:
    """Grids of period by group: the meetings of a known period, and the shares of the others.

    `groups`: the group of each meeting, a number below `width`.
    """
    first, last = (positions(starts, meetings[day], bin_) for day in ("first", "last"))
    whole = (meetings["date_precision"] == "day").to_numpy(dtype=bool) | (first == last)
    dated = np.zeros((len(starts), width), dtype="int64")
    inside = whole & (first >= 0) & (first < len(starts))
    np.add.at(dated, (first[inside], groups[inside]), 1)
    begins, ends = (meetings[day].to_numpy()[~whole] for day in ("first", "last"))
    return dated, spread_over(starts, begins, ends, groups[~whole], width, bin_)


def _by_pair(corpus: Corpus, meetings: pd.DataFrame, level: Level) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Places of meetings, the group of each, and the names of the groups."""
    found = pairs(corpus, meetings, level)
    named = found["one"] + BETWEEN + found["other"]
    names: Sequence[str] = (
        named.value_counts()
        .rename_axis("pair")
        .reset_index(name="n")
        .sort_values(["n", "pair"], ascending=[False, True])["pair"]
        .tolist()[:TOP_PAIRS]
    )
    kept = found[named.isin(names)]
    groups = named[named.isin(names)].map({name: number for number, name in enumerate(names)}).to_numpy(dtype="int64")
    rest = np.setdiff1d(np.arange(len(meetings)), kept["meeting"].to_numpy(dtype="int64"))
    if not len(rest):
        return kept["meeting"].to_numpy(dtype="int64"), groups, list(names)
    rows = np.concatenate([kept["meeting"].to_numpy(dtype="int64"), rest])
    return rows, np.concatenate([groups, np.full(len(rest), len(names))]), [*names, OTHER_PAIRS]
