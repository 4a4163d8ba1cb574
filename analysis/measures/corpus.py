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
    copies: bool = True  # each copy counts as an article; False: of an article and its copies, one


@dataclass(frozen=True, eq=False)
class Corpus:
    """The tables of a corpus, with what every measure needs worked out once.

    `article` and `actor` are numbers of rows of `articles` and `actors`.
    """

    articles: pd.DataFrame  # as tables.articles, with first and last: the days it can have been published,
    # and story: the article_id of what it copies, its own where it copies nothing
    actors: pd.DataFrame  # actor_id, actor, actor_kind, country, mentions; the most mentioned first
    mentions: pd.DataFrame  # article, sentence, start, end, surface, actor, how: as tables.mentions
    counts: pd.DataFrame  # article, actor, mentions
    sentences: pd.DataFrame  # as tables.sentences, with article
    present: pd.DataFrame  # article, sentence, actor: who is mentioned in which sentence, once each
    aimed: pd.DataFrame  # article, sentence, actor, towards: the tone that a sentence aims at an actor
    meetings: pd.DataFrame  # as tables.meetings, with first and last: the days it can have taken place
    reports: pd.DataFrame  # as tables.reports, with article and its outlet
    statements: pd.DataFrame  # as tables.statements, with article
    texts: pd.DataFrame
    rejects: pd.DataFrame
    extent: tuple[date, date] | None  # the period to show when none is asked for; None without any date


def index(frames: Mapping[str, pd.DataFrame]) -> Corpus:
    """A Corpus from tables that keep the contract. Raises TableError where a row names no known article."""
    articles = frames["articles"].reset_index(drop=True)
    story = articles["copy_of"].where(articles["copy_of"] != "", articles["article_id"])
    articles = articles.assign(**_days_of(articles["published"]), story=story)
    mentions, reports = (_with_article(frames, table, articles) for table in ("mentions", "reports"))
    meetings = frames["meetings"]
    meetings = meetings.assign(
        first=_days_of(meetings["start_date"])["first"],
        last=_days_of(meetings["end_date"].where(meetings["end_date"] != "", meetings["start_date"]))["last"],
    )
    actors = _actors(mentions)
    mentions = mentions.assign(actor=pd.Index(actors["actor_id"]).get_indexer(pd.Index(mentions["actor_id"])))
    return Corpus(
        articles=articles,
        actors=actors,
        mentions=mentions[["article", "sentence", "start", "end", "surface", "actor", "how"]],
        counts=mentions.groupby(["article", "actor"], as_index=False).size().rename(columns={"size": "mentions"}),
        sentences=_with_article(frames, "sentences", articles),
        present=mentions[["article", "sentence", "actor"]].drop_duplicates(ignore_index=True),
        aimed=_aimed(mentions),
        meetings=meetings,
        reports=reports.assign(outlet=articles["outlet"].reindex(reports["article"]).to_numpy()),
        statements=_with_article(frames, "statements", articles),
        texts=frames["texts"],
        rejects=frames["rejects"],
        extent=_extent(articles, meetings),
    )


def _actors(mentions: pd.DataFrame) -> pd.DataFrame:
    """A row an actor_id. A discovered person is called as most mentions have it: articles may write « Le Goff » and
    « Le GOFF ».
    """
    kinds = ["actor_id", "actor", "actor_kind", "country"]
    found = mentions.groupby(kinds, as_index=False, sort=False).size().rename(columns={"size": "mentions"})
    found = found.sort_values(["mentions", "actor"], ascending=[False, True])
    totals = found.groupby("actor_id")["mentions"].sum()
    found = found.drop_duplicates("actor_id")
    found = found.assign(mentions=totals.reindex(found["actor_id"]).to_numpy())
    return found.sort_values(["mentions", "actor"], ascending=[False, True], ignore_index=True)


# The measures of one page ask for the same rows again and again. Few are kept: each holds its corpus.
@lru_cache(maxsize=8)
def select_articles(corpus: Corpus, selection: Selection) -> pd.DataFrame:
    """Rows of corpus.articles of the selected outlets that can have been published in the period.

    Where copies count once, the one that is kept of a story is its original or, where that is not selected, the
    first published of its copies that are: an outlet that only reprints has not fallen silent.
    """
    chosen = _within(corpus.articles, selection)
    if selection.outlets is not None:
        chosen = chosen[chosen["outlet"].isin(selection.outlets)]
    return chosen if selection.copies else chosen.loc[_once(chosen)]


@lru_cache(maxsize=8)
def select_meetings(corpus: Corpus, selection: Selection) -> pd.DataFrame:
    """Rows of corpus.meetings told by a selected outlet, of any status, that can lie in the period.

    An actor selects the meetings it takes part in; a state also those of the persons who serve it. A meeting counts
    once either way; where copies count once, its `reports` and `articles` are those of the stories that tell it.
    """
    chosen = _within(corpus.meetings, selection)
    if selection.outlets is not None:
        told = corpus.reports["meeting_id"][corpus.reports["outlet"].isin(selection.outlets)]
        chosen = chosen[chosen["meeting_id"].isin(told)]
    if selection.actors is not None:
        actors = corpus.actors[corpus.actors["actor_id"].isin(selection.actors)]
        names, states = set(actors["actor"]), set(actors.loc[actors["actor_kind"] == "state", "actor"])
        sides = zip(chosen["participants"], chosen["countries"], strict=True)
        chosen = chosen.loc[  # of no meeting at all, an empty list is one of labels, and keeps the columns
            [
                not (names.isdisjoint(tables.split(who)) and states.isdisjoint(tables.split(where)))
                for who, where in sides
            ]
        ]
    return chosen if selection.copies else _told_once(corpus, chosen)


@lru_cache(maxsize=4)
def outlets(corpus: Corpus) -> pd.Series:
    """Articles of each outlet, most first, the unknown one ("") last."""
    counts = corpus.articles.groupby("outlet").size().sort_values(ascending=False, kind="stable")
    return pd.concat([counts[counts.index != ""], counts[counts.index == ""]])


def _once(articles: pd.DataFrame) -> pd.Index:
    """The rows that stand for their stories, in the order of `articles`."""
    ranked = articles.assign(copy=articles["copy_of"] != "").sort_values(["copy", "first", "article_id"])
    return articles.index[~ranked["story"].duplicated().reindex(articles.index)]


def _told_once(corpus: Corpus, meetings: pd.DataFrame) -> pd.DataFrame:
    """`meetings` with the counts that copies swell taken over one article of each story."""
    told = corpus.reports[["meeting_id", "article"]].join(corpus.articles[["story", "copy_of"]], on="article")
    told = told.assign(copy=told["copy_of"] != "").sort_values(["copy", "article"], kind="stable")
    first = told.groupby(["meeting_id", "story"])["article"].transform("first")
    kept = told[told["article"] == first].groupby("meeting_id")["article"].agg(reports="size", articles="nunique")
    counts = kept.reindex(meetings["meeting_id"], fill_value=0).set_axis(meetings.index).astype("Int64")
    return meetings.assign(reports=counts["reports"], articles=counts["articles"])


def _aimed(mentions: pd.DataFrame) -> pd.DataFrame:
    aimed = mentions.loc[mentions["towards"].notna(), ["article", "sentence", "actor", "towards"]]
    return aimed.groupby(["article", "sentence", "actor"])["towards"].mean().reset_index()


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
