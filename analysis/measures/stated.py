"""How often two parties have met as the press states it, beside how often the corpus tells of it."""

from functools import reduce

import numpy as np
import pandas as pd

from analysis import tables
from analysis.measures.corpus import Corpus, Selection, select_articles
from analysis.measures.encounters import Facets, parties, taking_part

_NONE = np.array([], dtype="int64")


def stated(corpus: Corpus, selection: Selection, facets: Facets) -> pd.DataFrame:
    """The totals that the selected articles state, of the participants asked for; the most recent first.

    As tables.statements, with `outlet`, `published` and `source_id` of the article, and `ours`: held meetings of the
    same parties in the corpus, of known days within those that are counted, up to the publication. Never added up.
    """
    found = corpus.statements
    found = found[found["article"].isin(select_articles(corpus, selection).index)]
    if facets.participants:
        wanted = set(facets.participants)
        who = zip(found["participants"], found["sides"], strict=True)
        found = found.loc[[wanted <= {*tables.split(names), *tables.split(sides)} for names, sides in who]]
    return _beside(corpus, found)


def stated_of(corpus: Corpus, meeting_id: str) -> pd.DataFrame:
    """As `stated`, of the parties of one meeting."""
    meeting = corpus.meetings[corpus.meetings["meeting_id"] == meeting_id]
    present = {name for level in ("actors", "sides") for who in parties(corpus, meeting, level) for name in who}
    found = corpus.statements
    return _beside(corpus, found.loc[[present.issuperset(tables.split(who)) for who in found["participants"]]])


def _beside(corpus: Corpus, found: pd.DataFrame) -> pd.DataFrame:
    articles = corpus.articles.loc[found["article"], ["outlet", "published", "source_id", "last"]]
    found = found.assign(**{str(name): articles[name].to_numpy() for name in articles})
    part = taking_part(corpus)
    first, last, status = (corpus.meetings[name].to_numpy() for name in ("first", "last", "status"))
    ours = []
    for who, since, until, told in zip(
        found["participants"], found["since_date"], found["until_date"], found["last"], strict=True
    ):
        together = reduce(np.intersect1d, (part.get(name, _NONE) for name in tables.split(who)))
        both = together[status[together] == "held"]
        begin, end = pd.Timestamp(since or "1000-01-01"), pd.Timestamp(until or "2999-12-31")
        end = end if pd.isna(told) else min(end, told)
        ours.append(int(((first[both] >= begin) & (last[both] <= end)).sum()))
    found = found.assign(ours=pd.array(ours, dtype="Int64")).drop(columns="last")
    return found.sort_values(["published", "article_id", "start"], ascending=[False, True, True], ignore_index=True)
