"""Tables and a selection go in, series come out: mentions, meetings and tone over time. No state, no drawing.

A series runs on a completed axis: every period between the first and the last is there, with zero where
nothing was counted and NA where nothing could be averaged.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

import numpy as np
import pandas as pd

from analysis import tables

Bin = Literal["week", "month", "quarter", "year"]
BINS: Mapping[Bin, str] = {"week": "W-SUN", "month": "M", "quarter": "Q-DEC", "year": "Y-DEC"}
COUNTED = ("held", "planned")  # what the frequency of meetings counts; the rest may never take place
TOP_ACTORS = 6  # more colours than this in one stack can no longer be told apart
OTHERS = "…"  # actor_id of all the actors that a chart does not name
# A meeting recalled from decades ago must not stretch the axis of the corpus: by default the axis
# reaches this far beyond the publications; the rest is listed and counted in words.
REACH = pd.DateOffset(years=1)
# 97.5 % quantile of Student's t for 1, 2, 3 degrees of freedom (tables); beyond, the expansion in _t.
_SMALL_T = {1: 12.706, 2: 4.303, 3: 3.182}
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Selection:
    """What the reader asked for. None: no limit. Hashable, so that it can be the key of a cache."""

    outlets: tuple[str, ...] | None = None  # "" is the unknown outlet
    actors: tuple[str, ...] | None = None  # actor_ids
    first: date | None = None  # of the publication; of a meeting, the day it took place
    last: date | None = None  # included


@dataclass(frozen=True, eq=False)
class Corpus:
    """The tables of a corpus, with what every measure needs worked out once.

    `article` and `actor` are numbers of rows of `articles` and `actors`.
    """

    articles: pd.DataFrame  # as tables.articles, with first and last: the days it can have been published
    actors: pd.DataFrame  # actor_id, actor, actor_kind, country, mentions; the most mentioned first
    counts: pd.DataFrame  # article, actor, mentions
    sentences: pd.DataFrame  # as tables.sentences, with article
    present: pd.DataFrame  # article, sentence, actor: who is mentioned in which sentence, once each
    meetings: pd.DataFrame  # as tables.meetings, with first and last: the days it can have taken place
    reports: pd.DataFrame  # as tables.reports, with article and its outlet
    texts: pd.DataFrame
    rejects: pd.DataFrame
    extent: tuple[date, date] | None  # the period to show when none is asked for; None without any date


def index(frames: Mapping[str, pd.DataFrame]) -> Corpus:
    """A Corpus from tables that keep the contract. Raises TableError where a row names no known article."""
    articles = frames["articles"].reset_index(drop=True)
    articles = articles.assign(**_days_of(articles["published"]))
    mentions, reports = (_with_article(frames, table, articles) for table in ("mentions", "reports"))
    meetings = frames["meetings"]
    meetings = meetings.assign(first=_days_of(meetings["start_date"])["first"],
                               last=_days_of(meetings["end_date"].where(meetings["end_date"] != "",
                                                                        meetings["start_date"]))["last"])
    kinds = ["actor_id", "actor", "actor_kind", "country"]
    actors = mentions.groupby(kinds, as_index=False, sort=False).size().rename(columns={"size": "mentions"})
    actors = actors.sort_values(["mentions", "actor"], ascending=[False, True], ignore_index=True)
    mentions = mentions.assign(actor=pd.Index(actors["actor_id"]).get_indexer(pd.Index(mentions["actor_id"])))
    return Corpus(
        articles=articles,
        actors=actors,
        counts=mentions.groupby(["article", "actor"], as_index=False).size()
        .rename(columns={"size": "mentions"}),
        sentences=_with_article(frames, "sentences", articles),
        present=mentions[["article", "sentence", "actor"]].drop_duplicates(ignore_index=True),
        meetings=meetings,
        reports=reports.assign(outlet=articles["outlet"].reindex(reports["article"]).to_numpy()),
        texts=frames["texts"], rejects=frames["rejects"],
        extent=_extent(articles, meetings))


def mentions_over_time(corpus: Corpus, selection: Selection, bin_: Bin = "month") -> pd.DataFrame:
    """Mentions by period and actor: `start` (first day of the period), `actor_id`, `mentions`.

    The selected actors, or the TOP_ACTORS most mentioned in the selection and OTHERS for all the rest.
    Articles whose publication is known less closely than the period are left out (see left_out).
    """
    starts, place = _placed(corpus, selection, bin_)
    counts = corpus.counts
    bins = place[counts["article"].to_numpy()]
    grid = np.zeros((len(starts), len(corpus.actors)), dtype="int64")
    np.add.at(grid, (bins[bins >= 0], counts["actor"].to_numpy()[bins >= 0]),
              counts["mentions"].to_numpy()[bins >= 0])
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
    return pd.DataFrame({"start": np.repeat(starts.to_numpy(), len(names)), "actor_id": names * len(starts),
                         "mentions": columns.ravel()})


def coverage(corpus: Corpus, selection: Selection, bin_: Bin = "month") -> pd.Series:
    """Articles read by period (index: first day of the period): what a zero elsewhere rests on."""
    starts, place = _placed(corpus, selection, bin_)
    return pd.Series(np.bincount(place[place >= 0], minlength=len(starts)), index=starts, name="articles")


def meetings_over_time(corpus: Corpus, selection: Selection, bin_: Bin = "month") -> pd.DataFrame:
    """Distinct meetings by period: `start`, `status` (held, planned), `dated` and `spread`.

    A meeting known closely enough adds one to `dated` in its period (of several days: that of the first).
    One known less closely adds to `spread`, in each period the share of its possible days that lie there.
    """
    starts = axis(corpus, selection, bin_)
    meetings = select_meetings(corpus, selection)
    meetings = meetings[meetings["status"].isin(COUNTED) & meetings["first"].notna()]
    first, last = (_positions(starts, meetings[day], bin_) for day in ("first", "last"))
    whole = ((meetings["date_precision"] == "day") | (first == last)).to_numpy()
    dated = np.zeros((len(starts), len(COUNTED)), dtype="int64")
    rows = meetings["status"].map(COUNTED.index).to_numpy(dtype="int64")
    inside = whole & (first >= 0) & (first < len(starts))
    np.add.at(dated, (first[inside], rows[inside]), 1)
    spread = _spread(starts, meetings[~whole], bin_)
    return pd.DataFrame({"start": np.repeat(starts.to_numpy(), len(COUNTED)),
                         "status": list(COUNTED) * len(starts),
                         "dated": dated.ravel(), "spread": spread.ravel()})


def tone_over_time(corpus: Corpus, selection: Selection, bin_: Bin = "month",
                   column: str = "tone") -> pd.DataFrame:
    """Mean tone of sentences by period: `start`, `mean`, `low`, `high`, `sentences`, `articles`.

    `column` is tone or polarity, both −1…1. Low and high: 95 % by Student's t, cut at −1 and 1, with one
    deviation pooled over the periods (one-way analysis of variance), so that two sentences that happen to
    agree do not pass for certainty. With actors selected: the sentences that mention one of them.
    """
    starts, place = _placed(corpus, selection, bin_)
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
    return pd.DataFrame({"start": starts, "mean": mean, "low": np.maximum(mean - half, -1),
                         "high": np.minimum(mean + half, 1), "sentences": sentences, "articles": told})


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
    articles = select_articles(corpus, selection)
    _, place = _placed(corpus, selection, bin_)
    meetings = select_meetings(corpus, selection)
    counted = meetings[meetings["status"].isin(COUNTED)]
    first, last = period(corpus, selection)
    outside = (counted["last"] < pd.Timestamp(first)) | (counted["first"] > pd.Timestamp(last))
    return LeftOut(articles=len(articles) - int((place >= 0).sum()),
                   undated=int(counted["first"].isna().sum()), beyond=int(outside.sum()),
                   uncounted=len(meetings) - len(counted))


# The measures of one page ask for the same rows again and again. Few are kept: each holds its corpus.
@lru_cache(maxsize=8)
def select_articles(corpus: Corpus, selection: Selection) -> pd.DataFrame:
    """Rows of corpus.articles of the selected outlets that can have been published in the period."""
    chosen = _within(corpus.articles, selection)
    return chosen if selection.outlets is None else chosen[chosen["outlet"].isin(selection.outlets)]


@lru_cache(maxsize=8)
def select_meetings(corpus: Corpus, selection: Selection) -> pd.DataFrame:
    """Rows of corpus.meetings told by a selected outlet, of any status, that can lie in the period.

    An actor selects the meetings it takes part in; a state also those of the persons who serve it.
    """
    chosen = _within(corpus.meetings, selection)
    if selection.outlets is not None:
        told = corpus.reports["meeting_id"][corpus.reports["outlet"].isin(selection.outlets)]
        chosen = chosen[chosen["meeting_id"].isin(told)]
    if selection.actors is not None:
        actors = corpus.actors[corpus.actors["actor_id"].isin(selection.actors)]
        names, states = set(actors["actor"]), set(actors.loc[actors["actor_kind"] == "state", "actor"])
        sides = zip(chosen["participants"], chosen["countries"], strict=True)
        chosen = chosen[[not (names.isdisjoint(tables.split(who)) and states.isdisjoint(tables.split(where)))
                         for who, where in sides]]
    return chosen


def outlets(corpus: Corpus) -> pd.Series:
    """Articles of each outlet, most first, the unknown one ("") last."""
    counts = corpus.articles.groupby("outlet").size().sort_values(ascending=False, kind="stable")
    return pd.concat([counts[counts.index != ""], counts[counts.index == ""]])


def period(corpus: Corpus, selection: Selection) -> tuple[date, date]:
    """First and last day of the axis: as selected, else the extent of the corpus (today without one)."""
    first, last = corpus.extent or (date.today(), date.today())
    return selection.first or first, selection.last or last


def axis(corpus: Corpus, selection: Selection, bin_: Bin) -> pd.DatetimeIndex:
    """The first days of all periods from the first to the last of the selection."""
    first, last = period(corpus, selection)
    periods = pd.period_range(pd.Timestamp(first), pd.Timestamp(max(first, last)), freq=BINS[bin_])
    return pd.DatetimeIndex(periods.start_time, name="start").as_unit("us")


def _with_article(frames: Mapping[str, pd.DataFrame], table: str, articles: pd.DataFrame) -> pd.DataFrame:
    rows = pd.Index(articles["article_id"]).get_indexer(pd.Index(frames[table]["article_id"]))
    if (rows < 0).any():
        lost = frames[table]["article_id"][rows < 0].iloc[0]
        raise tables.TableError(f"table {table}: article {lost!r} is not in the table articles")
    return frames[table].assign(article=rows)


def _days_of(text: pd.Series) -> dict[str, pd.Series]:
    """First and last day of ISO days, months or years; NaT for the rest."""
    length = text.str.len()
    first = pd.to_datetime(text.where(length != 4, text + "-01-01").where(length != 7, text + "-01"),
                           format="%Y-%m-%d", errors="coerce").astype("datetime64[us]")
    last = first.mask(length == 4, first + pd.offsets.YearEnd(0)).mask(
        length == 7, first + pd.offsets.MonthEnd(0))
    return {"first": first, "last": last}


def _extent(articles: pd.DataFrame, meetings: pd.DataFrame) -> tuple[date, date] | None:
    counted = meetings[meetings["status"].isin(COUNTED)]
    first, last = articles["first"].min(), articles["last"].max()
    if pd.isna(first):
        first, last = counted["first"].min(), counted["last"].max()
        return None if pd.isna(first) else (first.date(), last.date())
    near = counted[(counted["first"] >= first - REACH) & (counted["last"] <= last + REACH)]
    return (min([first, *near["first"]]).date(), max([last, *near["last"]]).date())


def _within(rows: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    if selection.first is not None:
        rows = rows[rows["last"] >= pd.Timestamp(selection.first)]
    if selection.last is not None:
        rows = rows[rows["first"] <= pd.Timestamp(selection.last)]
    return rows


def _edges(starts: pd.DatetimeIndex, bin_: Bin) -> np.ndarray:
    """The starts of all periods and the end of the last, as days."""
    end = (pd.Period(starts[-1], BINS[bin_]) + 1).start_time
    return np.append(starts.to_numpy(dtype="datetime64[D]"), np.datetime64(end.date()))


def _positions(starts: pd.DatetimeIndex, days: pd.Series, bin_: Bin) -> np.ndarray:
    """The place of each day on the axis: −1 before it, the length of the axis after it and for NaT."""
    found = np.searchsorted(_edges(starts, bin_), days.to_numpy(dtype="datetime64[D]"), side="right")
    return np.asarray(np.minimum(found - 1, len(starts)))


def _placed(corpus: Corpus, selection: Selection, bin_: Bin) -> tuple[pd.DatetimeIndex, np.ndarray]:
    """The axis, and for each row of corpus.articles its place there: −1 where it is not selected or its day
    of publication is known less closely than the period.
    """
    starts = axis(corpus, selection, bin_)
    chosen = select_articles(corpus, selection)
    first, last = (_positions(starts, chosen[day], bin_) for day in ("first", "last"))
    known = (first == last) & (first >= 0) & (first < len(starts))
    place = np.full(len(corpus.articles), -1)
    place[chosen.index[known]] = first[known]
    return starts, place


def _names_one_of(corpus: Corpus, actors: tuple[str, ...]) -> np.ndarray:
    """For each sentence, whether it mentions one of the actors."""
    ranks = corpus.actors.index[corpus.actors["actor_id"].isin(actors)]
    present = corpus.present[corpus.present["actor"].isin(ranks)]
    wanted = pd.MultiIndex.from_frame(present[["article", "sentence"]])
    found: np.ndarray = pd.MultiIndex.from_frame(corpus.sentences[["article", "sentence"]]).isin(wanted)
    return found


def _spread(starts: pd.DatetimeIndex, meetings: pd.DataFrame, bin_: Bin) -> np.ndarray:
    """Shares by period and status: of each meeting, the part of its possible days that each period has."""
    edges = _edges(starts, bin_)
    grid = np.zeros((len(starts), len(COUNTED)))
    if meetings.empty:
        return grid
    alike = meetings.groupby(["first", "last", "status"], as_index=False).size()
    begins = alike["first"].to_numpy(dtype="datetime64[D]")
    ends = alike["last"].to_numpy(dtype="datetime64[D]") + np.timedelta64(1, "D")
    for begin, end, status, same in zip(begins, ends, alike["status"], alike["size"], strict=True):
        days = (np.minimum(edges[1:], end) - np.maximum(edges[:-1], begin)).astype("int64")
        grid[:, COUNTED.index(status)] += np.maximum(days, 0) / (end - begin).astype("int64") * same
    return grid


def _t(freedom: int) -> float:
    """97.5 % quantile of Student's t; NaN below one degree of freedom.

    Cornish-Fisher expansion (Abramowitz and Stegun 26.7.5); within 0.001 from 4 degrees of freedom on.
    """
    if freedom < 1:
        return math.nan
    if freedom in _SMALL_T:
        return _SMALL_T[freedom]
    z = _Z
    terms = ((z**3 + z) / 4, (5 * z**5 + 16 * z**3 + 3 * z) / 96,
             (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
             (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160)
    return z + sum(terms[power] / float(freedom) ** (power + 1) for power in range(4))


def meeting_list(corpus: Corpus, selection: Selection) -> pd.DataFrame:
    """The selected meetings, latest first and undated last, with `told_by`: their outlets, a line each."""
    told = corpus.reports[["meeting_id", "outlet"]]
    outlets_of = told.drop_duplicates().sort_values("outlet").groupby("meeting_id")["outlet"].agg("\n".join)
    found = select_meetings(corpus, selection)
    found = found.assign(told_by=outlets_of.reindex(found["meeting_id"]).fillna("").to_numpy())
    return found.sort_values(["first", "meeting_id"], ascending=[False, True], ignore_index=True)


def reports_of(corpus: Corpus, meeting_id: str) -> pd.DataFrame:
    """The reports of a meeting in order of publication: as tables.reports, with their article's `outlet`,
    `published`, `title`, `source_id`, the offsets `start`, `end` of the sentence and its `text` ("" without).
    """
    reports = corpus.reports[corpus.reports["meeting_id"] == meeting_id]
    articles = corpus.articles[["published", "title", "source_id"]]
    places = corpus.sentences[["article", "sentence", "start", "end"]]
    found = reports.join(articles, on="article").merge(places, on=["article", "sentence"], how="left")
    texts = corpus.texts.set_index("article_id")["text"].reindex(found["article_id"]).fillna("")
    found["text"] = [text[start:end].strip() if pd.notna(start) else ""
                     for text, start, end in zip(texts, found["start"], found["end"], strict=True)]
    return found.sort_values(["published", "article_id", "sentence"], ignore_index=True)
