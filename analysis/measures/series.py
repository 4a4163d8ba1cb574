"""What is charted: mentions, meetings and tone over time.

A series runs on a completed axis: every period between the first and the last is there, with zero where
nothing was counted and NA where nothing could be averaged.
"""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.measures.axis import Bin, axis, placed
from analysis.measures.corpus import COUNTED, Corpus, Selection, select_articles
from analysis.measures.encounters import ALL, counted_meetings
from analysis.measures.frequency import shares, uncharted

TOP_ACTORS = 6  # more colours than this in one stack can no longer be told apart
OTHERS = "…"  # actor_id of all the actors that a chart does not name
# 97.5 % quantile of Student's t for 1, 2, 3 degrees of freedom (tables); beyond, the expansion in _t.
_SMALL_T = {1: 12.706, 2: 4.303, 3: 3.182}
_Z = 1.959964


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


def tone_over_time(corpus: Corpus, selection: Selection, bin_: Bin = "month", column: str = "tone") -> pd.DataFrame:
    """Mean tone of sentences by period: `start`, `mean`, `low`, `high`, `sentences`, `articles`.

    `column` is tone or polarity, both −1…1. Low and high: 95 % by Student's t, cut at −1 and 1, with one
    deviation pooled over the periods (one-way analysis of variance), so that two sentences that happen to
    agree do not pass for certainty. With actors selected: the sentences that mention one of them.
    """
    starts, place = placed(corpus, selection, bin_)
    values = corpus.sentences[column].to_numpy(dtype="float64", na_value=np.nan)
    articles = corpus.sentences["article"].to_numpy()
    bins = place[articles]
    kept = (bins >= 0) & ~np.isnan(values)
    if selection.actors is not None:
        kept &= _names_one_of(corpus, selection.actors)
    bins, values, articles = bins[kept], values[kept], articles[kept]
    sentences = np.bincount(bins, minlength=len(starts))
    sums = np.bincount(bins, weights=values, minlength=len(starts))
    mean = np.divide(sums, sentences, out=np.full(len(starts), np.nan), where=sentences > 0)
    freedom = len(values) - int((sentences > 0).sum())
    deviation = math.sqrt(((values - mean[bins]) ** 2).sum() / freedom) if freedom > 0 else math.nan
    half = _t(freedom) * deviation / np.sqrt(np.maximum(sentences, 1))
    told = np.bincount(place[np.unique(articles)], minlength=len(starts))
    return pd.DataFrame(
        {
            "start": starts,
            "mean": mean,
            "low": np.maximum(mean - half, -1),
            "high": np.minimum(mean + half, 1),
            "sentences": sentences,
            "articles": told,
        }
    )


def tone_columns(corpus: Corpus) -> list[str]:
    """The tones that the corpus carries, ours first."""
    return [name for name in ("tone", "polarity") if corpus.sentences[name].notna().any()]


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


def _names_one_of(corpus: Corpus, actors: tuple[str, ...]) -> np.ndarray:
    """For each sentence, whether it mentions one of the actors."""
    ranks = corpus.actors.index[corpus.actors["actor_id"].isin(actors)]
    present = corpus.present[corpus.present["actor"].isin(ranks)]
    wanted = pd.MultiIndex.from_frame(present[["article", "sentence"]])
    found: np.ndarray = pd.MultiIndex.from_frame(corpus.sentences[["article", "sentence"]]).isin(wanted)
    return found


def _t(freedom: int) -> float:
    """97.5 % quantile of Student's t; NaN below one degree of freedom.

    Cornish-Fisher expansion (Abramowitz and Stegun 26.7.5); within 0.001 from 4 degrees of freedom on.
    """
    if freedom < 1:
        return math.nan
    if freedom in _SMALL_T:
        return _SMALL_T[freedom]
    z = _Z
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(terms[power] / float(freedom) ** (power + 1) for power in range(4))
