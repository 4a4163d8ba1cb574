"""Words looked for in the texts: in which sentences they stand, and how often over time."""

import re

import numpy as np
import pandas as pd

from analysis.language.text import normalise
from analysis.measures.axis import Bin, placed
from analysis.measures.corpus import Corpus, Selection, select_articles


def pattern(asked: str) -> re.Pattern[str] | None:
    """What finds the words `asked` one after the other in a text in normal form (language.text.normalise): capitals
    and accents do not matter, `*` stands for any letters. None where there is no letter or figure to look for.
    """
    words = r"\s+".join(re.escape(word).replace(r"\*", r"\w*") for word in normalise(asked).split())
    return re.compile(rf"(?<!\w){words}(?!\w)") if any(map(str.isalnum, asked)) else None


def sentences_with(corpus: Corpus, selection: Selection, asked: str) -> pd.DataFrame:
    """The sentences of the selected articles in which the words stand, latest first: `article`, `article_id`,
    `source_id`, `outlet`, `published`, `sentence`, `start`, `end` (offsets in texts.text) and `hits`, how often.
    Of selected actors, only sentences that name one of them.
    """
    chosen = select_articles(corpus, selection)
    articles, places = _hits(corpus, chosen, asked)
    near = corpus.sentences[corpus.sentences["article"].isin(articles)].sort_values(["article", "start"])
    if selection.actors is not None:
        near = near.merge(_naming(corpus, selection.actors), on=["article", "sentence"])
    wide = 1 + max(int(places.max(initial=0)), int(near["end"].max() or 0) if len(near) else 0)
    begins = near["article"].to_numpy() * wide + near["start"].to_numpy(dtype="int64")
    row = np.searchsorted(begins, articles * wide + places, side="right") - 1
    within = (row >= 0) & (near["article"].to_numpy()[row] == articles) if len(near) else np.zeros(len(row), bool)
    within[within] &= places[within] < near["end"].to_numpy(dtype="int64")[row[within]]
    found, hits = np.unique(row[within], return_counts=True)
    rows = near.iloc[found][["article", "article_id", "sentence", "start", "end"]].assign(hits=hits)
    rows = rows.join(chosen[["source_id", "outlet", "published", "first"]], on="article")
    order = ["first", "article", "sentence"]
    return rows.sort_values(order, ascending=[False, True, True], ignore_index=True).drop(columns="first")


def words_over_time(corpus: Corpus, selection: Selection, found: pd.DataFrame, bin_: Bin = "month") -> pd.DataFrame:
    """How often the words of `found` (sentences_with of the same selection) stand there by period: `start`,
    `actor_id` (""), `mentions`, as series.mentions_over_time.
    """
    starts, place = placed(corpus, selection, bin_)
    bins = place[found["article"].to_numpy(dtype="int64")]
    counts = np.bincount(bins[bins >= 0], weights=found["hits"][bins >= 0], minlength=len(starts))
    return pd.DataFrame({"start": starts, "actor_id": "", "mentions": counts.astype("int64")})


def _hits(corpus: Corpus, chosen: pd.DataFrame, asked: str) -> tuple[np.ndarray, np.ndarray]:
    """Article and offset of each place where the words stand."""
    wanted, number = pattern(asked), dict(zip(chosen["article_id"], chosen.index, strict=True))
    found = [
        (number[article], match.start())
        for article, text in zip(corpus.texts["article_id"], corpus.texts["text"], strict=True)
        if wanted and article in number
        for match in wanted.finditer(normalise(text))
    ]
    articles, places = np.array(found, dtype="int64").reshape(-1, 2).T
    return articles, places


def _naming(corpus: Corpus, actors: tuple[str, ...]) -> pd.DataFrame:
    """Article and sentence of the sentences that name one of these actors."""
    wanted = corpus.actors.index[corpus.actors["actor_id"].isin(actors)]
    named = corpus.present[corpus.present["actor"].isin(wanted)]
    return named[["article", "sentence"]].drop_duplicates()
