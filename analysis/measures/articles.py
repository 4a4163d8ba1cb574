"""What was read: the articles, and how far those of each outlet cover the axis of time."""

from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.measures.axis import Bin, axis, placed, positions
from analysis.measures.corpus import Corpus, Selection, outlets, select_articles

# What a list of articles can be narrowed to: those that may want a correction, or that had one.
SUBSETS = ("unknown_outlet", "vague_day", "copies", "corrected")


def article_list(corpus: Corpus, selection: Selection, subset: str = "") -> pd.DataFrame:
    """The selected articles, latest first and undated last, with `copied`: source_id of the one each copies.

    `subset` is one of SUBSETS, or empty for all. Copies are listed where they are what is asked for, though they count
    once.
    """
    found = select_articles(corpus, replace(selection, copies=True) if subset == "copies" else selection)
    if subset:
        found = found[_in_subset(found, subset)]
    sources = corpus.articles.set_index("article_id")["source_id"]
    found = found.assign(copied=sources.reindex(found["copy_of"]).fillna("").to_numpy())
    return found.sort_values(["first", "source_id"], ascending=[False, True], ignore_index=True)


def text_of(corpus: Corpus, article_id: str) -> tuple[str, str]:
    """The text of an article and what was taken out of it (JSON, see tables.texts); empty without texts."""
    found = corpus.texts[corpus.texts["article_id"] == article_id]
    return ("", "") if found.empty else (str(found["text"].iloc[0]), str(found["removed"].iloc[0]))


def outlet_coverage(corpus: Corpus, selection: Selection, bin_: Bin = "month") -> pd.DataFrame:
    """Articles of each outlet by period: `outlet`, `start`, `articles`, `vague`, `state`, a row for every
    outlet and period of the axis; outlets with most articles first, the unknown one ("") last.

    `vague` counts the articles that may have been published in the period but are dated less closely.
    `state`: "read", "vague" (only such), "gap" (none, between the first and the last article of the outlet
    in the corpus), "" (none, before or after them, or of the unknown outlet, which is many). A copy is read as
    any article: where copies count once, a period of which all articles are copies is "read", with none counted.
    """
    starts = axis(corpus, selection, bin_)
    every = replace(selection, copies=True)
    names = outlets(corpus).index
    names = names[names.isin(select_articles(corpus, every)["outlet"].unique())]
    read, vague = all_read, all_vague = _counts(corpus, every, names, bin_)
    if not selection.copies:
        read, vague = _counts(corpus, selection, names, bin_)
    inside = _spans(corpus, names, starts, bin_)
    state = np.select([all_read > 0, all_vague > 0, inside], ["read", "vague", "gap"], "")
    return pd.DataFrame(
        {
            "outlet": np.repeat(names.to_numpy(), len(starts)),
            "start": np.tile(starts.to_numpy(), len(names)),
            "articles": read.ravel(),
            "vague": vague.ravel(),
            "state": state.ravel(),
        }
    )


def _counts(corpus: Corpus, selection: Selection, names: pd.Index, bin_: Bin) -> tuple[np.ndarray, np.ndarray]:
    """By outlet and period, the articles published in it, and those that may have been."""
    starts, places = placed(corpus, selection, bin_)
    chosen = select_articles(corpus, selection)
    rows, place = names.get_indexer(pd.Index(chosen["outlet"])), places[chosen.index]
    read = np.zeros((len(names), len(starts)), dtype="int64")
    np.add.at(read, (rows[place >= 0], place[place >= 0]), 1)
    dim = (place < 0) & chosen["first"].notna().to_numpy()
    return read, _spread(starts, chosen[dim], rows[dim], len(names), bin_)


def _in_subset(articles: pd.DataFrame, subset: str) -> pd.Series:
    return {
        "unknown_outlet": articles["outlet"] == "",
        "vague_day": articles["published_precision"] != "day",
        "copies": articles["copy_of"] != "",
        "corrected": articles["published_basis"] == "user",
    }[subset]


def _spread(starts: pd.DatetimeIndex, articles: pd.DataFrame, rows: np.ndarray, height: int, bin_: Bin) -> np.ndarray:
    """By row and period, the articles whose possible days touch the period."""
    first, last = (positions(starts, articles[day], bin_) for day in ("first", "last"))
    touched = (last >= 0) & (first < len(starts))
    steps = np.zeros((height, len(starts) + 1), dtype="int64")
    np.add.at(steps, (rows[touched], np.maximum(first[touched], 0)), 1)
    np.add.at(steps, (rows[touched], np.minimum(last[touched], len(starts) - 1) + 1), -1)
    return np.asarray(steps.cumsum(axis=1)[:, :-1])


def _spans(corpus: Corpus, names: pd.Index, starts: pd.DatetimeIndex, bin_: Bin) -> np.ndarray:
    """By known outlet and period, whether the period lies between its first and its last article."""
    dated = corpus.articles.dropna(subset="first").groupby("outlet").agg({"first": "min", "last": "max"})
    dated = dated.drop(index="", errors="ignore").reindex(names)
    first, last = (positions(starts, dated[day], bin_) for day in ("first", "last"))
    columns = np.arange(len(starts))
    inside = (columns >= first[:, None]) & (columns <= last[:, None])
    return np.asarray(inside & dated["first"].notna().to_numpy()[:, None])
