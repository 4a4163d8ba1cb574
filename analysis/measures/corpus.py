"""A corpus made ready to be measured, and the rows of it that a reader selects."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pandas as pd

from analysis import tables

COUNTED = ("held", "planned")  # what the frequency of meetings counts; the rest may never take place
# A meeting recalled from decades ago must not stretch the axis of the corpus: by default the axis
# reaches this far beyond the publications; the rest is listed and counted in words.
REACH = pd.DateOffset(years=1)


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
    meetings = meetings.assign(
        first=_days_of(meetings["start_date"])["first"],
        last=_days_of(meetings["end_date"].where(meetings["end_date"] != "", meetings["start_date"]))["last"],
    )
    kinds = ["actor_id", "actor", "actor_kind", "country"]
    actors = mentions.groupby(kinds, as_index=False, sort=False).size().rename(columns={"size": "mentions"})
    actors = actors.sort_values(["mentions", "actor"], ascending=[False, True], ignore_index=True)
    mentions = mentions.assign(actor=pd.Index(actors["actor_id"]).get_indexer(pd.Index(mentions["actor_id"])))
    return Corpus(
        articles=articles,
        actors=actors,
        counts=mentions.groupby(["article", "actor"], as_index=False).size().rename(columns={"size": "mentions"}),
        sentences=_with_article(frames, "sentences", articles),
        present=mentions[["article", "sentence", "actor"]].drop_duplicates(ignore_index=True),
        meetings=meetings,
        reports=reports.assign(outlet=articles["outlet"].reindex(reports["article"]).to_numpy()),
        texts=frames["texts"],
        rejects=frames["rejects"],
        extent=_extent(articles, meetings),
    )


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
        chosen = chosen[
            [
                not (names.isdisjoint(tables.split(who)) and states.isdisjoint(tables.split(where)))
                for who, where in sides
            ]
        ]
    return chosen


@lru_cache(maxsize=4)
def outlets(corpus: Corpus) -> pd.Series:
    """Articles of each outlet, most first, the unknown one ("") last."""
    counts = corpus.articles.groupby("outlet").size().sort_values(ascending=False, kind="stable")
    return pd.concat([counts[counts.index != ""], counts[counts.index == ""]])


def _with_article(frames: Mapping[str, pd.DataFrame], table: str, articles: pd.DataFrame) -> pd.DataFrame:
    rows = pd.Index(articles["article_id"]).get_indexer(pd.Index(frames[table]["article_id"]))
    if (rows < 0).any():
        lost = frames[table]["article_id"][rows < 0].iloc[0]
        raise tables.TableError(f"table {table}: article {lost!r} is not in the table articles")
    return frames[table].assign(article=rows)


def _days_of(text: pd.Series) -> dict[str, pd.Series]:
    """First and last day of ISO days, months or years; NaT for the rest."""
    length = text.str.len()
    first = pd.to_datetime(
        text.where(length != 4, text + "-01-01").where(length != 7, text + "-01"), format="%Y-%m-%d", errors="coerce"
    ).astype("datetime64[us]")
    last = first.mask(length == 4, first + pd.offsets.YearEnd(0)).mask(length == 7, first + pd.offsets.MonthEnd(0))
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
