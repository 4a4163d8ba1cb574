"""What is listed: the meetings, and the reports that lead back to a sentence."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pandas as pd

from analysis import tables
from analysis.measures.corpus import Corpus, Selection
from analysis.measures.encounters import ALL, Facets, find_meetings

# A daily tells a meeting on its day or the next; a weekly within the week. Three days on both sides of the reports
# leave an outlet that looks away time to have spoken, without reaching into other news.
NEWS_DAYS = 3
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
    `published`, `title`, `source_id`, the offsets `start`, `end` of the sentence and its `text` ("" without).
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
    return found.sort_values(["published", "article_id", "sentence"], ignore_index=True)


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
