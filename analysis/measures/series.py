"""What is charted: mentions and meetings over time.

A series runs on a completed axis: every period between the first and the last is there, with zero where
nothing was counted.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.measures.axis import Bin, axis, placed
from analysis.measures.corpus import COUNTED, Corpus, Selection, select_articles
from analysis.measures.encounters import ALL, counted_meetings
from analysis.measures.frequency import shares, uncharted

TOP_ACTORS = 6  # more colours than this in one stack can no longer be told apart
OTHERS = "…"  # actor_id of all the actors that a chart does not name


def mentions_over_time(corpus: Corpus, selection: Selection, bin_: Bin = "month") -> pd.DataFrame:
    """Mentions by period and actor: `start` (first day of the period), `actor_id`, `mentions`.

    The selected actors, or the TOP_ACTORS most mentioned in the selection and OTHERS for all the rest.
    Articles whose publication is known less closely than the period are left out (see left_out).
    """
    starts, place = placed(corpus, selection, bin_)
    counts = corpus.counts
    bins = place[counts["article"].to_numpy()]
    grid = np.zeros((len(starts), len(corpus.actors)), dtype="int64")
    np.add.at(grid, (bins[bins >= 0], counts["actor"].to_numpy()[bins >= 0]), counts["mentions"].to_numpy()[bins >= 0])
    ids = corpus.actors["actor_id"].tolist()
    if selection.actors is not None:
        shown = [row for row, actor in enumerate(ids) if actor in set(selection.actors)]
        columns, names = grid[:, shown], [ids[row] for row in shown]
    else:
        totals = grid.sum(axis=0)
        ranked = [int(row) for row in np.argsort(-totals, kind="stable") if totals[row]]
        columns, names = grid[:, ranked[:TOP_ACTORS]], [ids[row] for row in ranked[:TOP_ACTORS]]
        if len(ranked) > TOP_ACTORS:
            columns = np.column_stack([columns, grid[:, ranked[TOP_ACTORS:]].sum(axis=1)])
            names.append(OTHERS)
    return pd.DataFrame(
        {
            "start": np.repeat(starts.to_numpy(), len(names)),
            "actor_id": names * len(starts),
            "mentions": columns.ravel(),
        }
    )


def coverage(corpus: Corpus, selection: Selection, bin_: Bin = "month") -> pd.Series:
    """Articles read by period (index: first day of the period): what a zero elsewhere rests on."""
    starts, place = placed(corpus, selection, bin_)
    return pd.Series(np.bincount(place[place >= 0], minlength=len(starts)), index=starts, name="articles")


def meetings_over_time(corpus: Corpus, selection: Selection, bin_: Bin = "month") -> pd.DataFrame:
    """Distinct meetings by period: `start`, `status` (held, planned), `dated` and `spread`; see frequency."""
    starts = axis(corpus, selection, bin_)
    meetings = counted_meetings(corpus, selection, ALL)[["status", "first", "last", "date_precision"]]
    meetings = meetings[meetings["first"].notna()]
    statuses = meetings["status"].map(COUNTED.index).to_numpy(dtype="int64")
    dated, spread = shares(starts, meetings, statuses, len(COUNTED), bin_)
    return pd.DataFrame(
        {
            "start": np.repeat(starts.to_numpy(), len(COUNTED)),
            "status": list(COUNTED) * len(starts),
            "dated": dated.ravel(),
            "spread": spread.ravel(),
        }
    )


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What the charts of a selection do not show, to be said in words."""

    articles: int  # published on a day known less closely than the period, or not at all
    undated: int  # meetings held or planned without any date
    beyond: int  # meetings held or planned before or after the axis
    uncounted: int  # meetings proposed, postponed, cancelled or denied


def left_out(corpus: Corpus, selection: Selection, bin_: Bin = "month") -> LeftOut:
    """What the charts of this selection leave out."""
    _, place = placed(corpus, selection, bin_)
    meetings = uncharted(corpus, selection)
    return LeftOut(
        articles=len(select_articles(corpus, selection)) - int((place >= 0).sum()),
        undated=meetings.undated,
        beyond=meetings.beyond,
        uncounted=meetings.uncounted,
    )
