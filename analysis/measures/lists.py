"""What is listed: the meetings, and the reports that lead back to a sentence."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import pandas as pd

from analysis import tables
from analysis.measures.corpus import Corpus, Selection
from analysis.measures.encounters import ALL, Facets, find_meetings, parties, taking_part

# A daily tells a meeting on its day or the next; a weekly within the week. Three days on both sides of the reports
# leave an outlet that looks away time to have spoken, without reaching into other news.
NEWS_DAYS = 3
_PAIR = 2  # parties in common
_NEVER = "9999"  # sorts behind every day


def meeting_list(corpus: Corpus, selection: Selection, facets: Facets = ALL) -> pd.DataFrame:
    """The selected meetings, latest first and undated last, with `told_by`: their outlets, a line each."""
    found = find_meetings(corpus, selection, facets)
    found = found.assign(told_by=_told_by(corpus).reindex(found["meeting_id"]).fillna("").to_numpy())
    return found.sort_values(["first", "meeting_id"], ascending=[False, True], ignore_index=True)


@lru_cache(maxsize=2)  # holds its corpus
def _told_by(corpus: Corpus) -> pd.Series:
    """By meeting_id, the outlets that tell of it, a line each."""
    told = corpus.reports[["meeting_id", "outlet"]].drop_duplicates().sort_values("outlet")
    return told.groupby("meeting_id")["outlet"].agg("\n".join)


def reports_of(corpus: Corpus, meeting_id: str) -> pd.DataFrame:
    """The reports of a meeting in order of publication: as tables.reports, with their article's `outlet`,
    `published`, `title`, `source_id`, the offsets `start`, `end` of the sentence, its `text` ("" without) and
    the `key` under which a line by hand names it.
    """
    reports = corpus.reports[corpus.reports["meeting_id"] == meeting_id]
    articles = corpus.articles[["published", "title", "source_id"]]
    places = corpus.sentences[["article", "sentence", "start", "end"]]
    found = reports.join(articles, on="article").merge(places, on=["article", "sentence"], how="left")
    texts = corpus.texts.set_index("article_id")["text"].reindex(found["article_id"]).fillna("")
    found["text"] = [
        text[start:end].strip() if pd.notna(start) else ""
        for text, start, end in zip(texts, found["start"], found["end"], strict=True)
    ]
    found["key"] = _keys(found)
    return found.sort_values(["published", "article_id", "sentence"], ignore_index=True)


def _keys(reports: pd.DataFrame) -> list[str]:
    columns = (reports[name] for name in ("source_id", "sentence", "cue"))
    return [tables.report_key(*cells) for cells in zip(*columns, strict=True)]


def meeting_of(corpus: Corpus, key: str) -> str:
    """The meeting_id of the report that a line by hand names `key`; "" where there is none."""
    sources = corpus.articles["source_id"]
    articles = sources.index[[key.startswith(" ".join(source.split())) for source in sources]]
    near = corpus.reports[corpus.reports["article"].isin(articles)]
    near = near.assign(source_id=sources.reindex(near["article"]).to_numpy())
    return next((str(meeting) for meeting, own in zip(near["meeting_id"], _keys(near), strict=True) if own == key), "")


def near_meetings(corpus: Corpus, meeting_id: str, most: int = 60) -> pd.DataFrame:
    """Other meetings that share two parties with this one, the nearest days first; undated ones last."""
    meetings = corpus.meetings
    place = int(pd.Index(meetings["meeting_id"]).get_loc(meeting_id))
    (sides,) = parties(corpus, meetings.iloc[[place]], "sides")
    shared = np.zeros(len(meetings), dtype="int64")
    for side in sides:
        shared[taking_part(corpus)[side]] += 1
    shared[place] = 0
    found = meetings.loc[shared >= min(_PAIR, len(sides))]
    away = (found["first"] - meetings["first"].iloc[place]).abs()
    return found.assign(away=away).sort_values(["away", "meeting_id"]).drop(columns="away").head(most)


def tellers(corpus: Corpus, meeting_id: str) -> pd.DataFrame:
    """The outlets that tell of a meeting, the first first: `outlet`, `first` (ISO day it first did, "" where
    unknown), `articles`, `sentences`.
    """
    told = reports_of(corpus, meeting_id)
    told = told.assign(day=told["published"].where(told["published"] != "", _NEVER))
    outlets = told.groupby("outlet", as_index=False).agg(
        first=("day", "min"), articles=("article_id", "nunique"), sentences=("sentence", "size")
    )
    outlets = outlets.sort_values(["first", "outlet"], ignore_index=True)
    return outlets.assign(first=outlets["first"].replace(_NEVER, ""))


@dataclass(frozen=True, slots=True)
class Silence:
    """The outlets that published while a meeting was news and did not tell of it."""

    first: date | None  # the span looked at; None where no day is known
    last: date | None
    outlets: pd.DataFrame  # outlet, articles (published in the span), naming (of them, those that name a participant)


def silence(corpus: Corpus, meeting_id: str) -> Silence:
    """Who published between the first and the last report of a meeting, NEWS_DAYS more on both sides, and did
    not tell of it. The unknown outlet is left out: nobody knows whether it is one that did.
    """
    reports = corpus.reports[corpus.reports["meeting_id"] == meeting_id]
    telling = corpus.articles.loc[reports["article"].unique()]
    if telling["first"].isna().all():
        return Silence(None, None, pd.DataFrame({"outlet": [], "articles": [], "naming": []}))
    first = telling["first"].min() - pd.Timedelta(days=NEWS_DAYS)
    last = telling["last"].max() + pd.Timedelta(days=NEWS_DAYS)
    articles = corpus.articles
    within = articles[(articles["last"] >= first) & (articles["first"] <= last)]
    within = within[~within["outlet"].isin({*reports["outlet"], ""})]
    naming = within.index.isin(_naming(corpus, meeting_id))
    outlets = within.assign(naming=naming.astype("int64"), articles=1).groupby("outlet", as_index=False)
    found = outlets[["articles", "naming"]].sum()
    return Silence(
        first.date(),
        last.date(),
        found.sort_values(["naming", "articles", "outlet"], ascending=[False, False, True], ignore_index=True),
    )


def _naming(corpus: Corpus, meeting_id: str) -> pd.Series:
    """Numbers of the articles that name a participant of a meeting."""
    meeting = corpus.meetings[corpus.meetings["meeting_id"] == meeting_id]
    names = {name for who in meeting["participants"] for name in tables.split(who)}
    actors = corpus.actors.index[corpus.actors["actor"].isin(names)]
    return corpus.counts["article"][corpus.counts["actor"].isin(actors)]
