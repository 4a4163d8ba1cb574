"""Tone over time and by outlet, actor and pair; its distribution; its extreme sentences.

A score is a column of the sentences, −1…1: `tone` (good or bad news), `relation` (conflict or cooperation of the
sides), `polarity` (textblob-fr); or `towards`, of the mentions: the tone aimed at an actor.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
import pandas as pd

from analysis import tables
from analysis.measures.axis import Bin, placed
from analysis.measures.corpus import Corpus, Selection, outlets, select_articles
from analysis.measures.pooling import Sums, estimates

Score = Literal["tone", "relation", "polarity", "towards"]
Voice = Literal["all", "paper", "quoted"]
OVER_TIME: tuple[Score, ...] = ("tone", "relation", "polarity")
BINS = 21  # of the distribution: about a tenth wide, the middle one around 0
MOST_SIDES = 6  # a sentence that names more sides is a list; nothing in it is between two of them
_STEADY = 1e-6  # of an outlet's effect: below, no figure on screen changes
_MOST_ROUNDS = 200


@dataclass(frozen=True, slots=True)
class Scored:
    """Scored sentences: row in corpus.sentences, article and value of each."""

    rows: np.ndarray
    articles: np.ndarray
    values: np.ndarray


def scores(corpus: Corpus) -> list[Score]:
    """The scores of sentences that the corpus carries, ours first."""
    return [name for name in OVER_TIME if corpus.sentences[name].notna().any()]


def tone_over_time(
    corpus: Corpus,
    selection: Selection,
    bin_: Bin = "month",
    score: Score = "tone",
    voice: Voice = "all",
    same_outlets: bool = False,
) -> pd.DataFrame:
    """Mean of `score` by period: `start`, `mean`, `estimate`, `low`, `high`, `sentences`, `articles`, `trend`.

    The columns of pooling.estimates, cut at −1 and 1, on the completed axis; `trend` is the estimate over a period and
    its two neighbours, only in periods that have sentences. With actors selected: the sentences that mention one of
    them.
    `same_outlets` corrects for the mix of outlets: each period as if all outlets of the selection wrote it (effects
    of outlet and period, added up, by least squares); outlets seen in one period alone can tell no change and
    are left out.
    """
    starts, place = placed(corpus, selection, bin_)
    chosen = _scored(corpus, selection, score, voice)
    values = chosen.values
    if same_outlets:
        place, effects = _without_mix(corpus, chosen, place, len(starts))
        values = values - effects[chosen.articles]
    found = _by_article(values, chosen.articles, place, len(starts))
    return pd.DataFrame({"start": starts, **found, "trend": _trend(found["estimate"], found["sentences"])})


def compared_outlets(corpus: Corpus, selection: Selection, bin_: Bin, score: Score, voice: Voice) -> tuple[int, int]:
    """How many outlets a comparison of the same outlets rests on, and of how many."""
    starts, place = placed(corpus, selection, bin_)
    chosen = _scored(corpus, selection, score, voice)
    kept, _ = _without_mix(corpus, chosen, place, len(starts))
    names = corpus.articles["outlet"].to_numpy()
    counts = (np.unique(names[np.unique(chosen.articles[of[chosen.articles] >= 0])]) for of in (kept, place))
    compared, seen = (len(found) for found in counts)
    return compared, seen


def tone_by_outlet(corpus: Corpus, selection: Selection, score: Score, voice: Voice = "all") -> pd.DataFrame:
    """The columns of pooling.estimates by outlet (`name`, "" for the unknown one), most favourable first."""
    chosen = _scored(corpus, selection, score, voice)
    names = outlets(corpus).index
    groups = names.get_indexer(pd.Index(corpus.articles["outlet"]))
    return _ranked(_by_article(chosen.values, chosen.articles, groups, len(names)), names)


def tone_by_actor(corpus: Corpus, selection: Selection, score: Score, voice: Voice = "all") -> pd.DataFrame:
    """The same by actor (`name`: actor_id): of the sentences that name it, or, for `towards`, that aim at it."""
    aimed = score == "towards"
    chosen = _scored(corpus, selection, "tone" if aimed else score, voice, unscored=aimed)
    of = corpus.aimed if aimed else corpus.present
    rows, actors = _rows(corpus, aimed), of["actor"].to_numpy()
    kept = np.isin(rows, chosen.rows)
    if selection.actors is not None:
        kept &= corpus.actors["actor_id"].isin(selection.actors).to_numpy()[actors]
    values = of["towards"].to_numpy() if aimed else _column(corpus, score)[rows]
    found = _by_group(values[kept], of["article"].to_numpy()[kept], actors[kept], len(corpus.actors))
    return _ranked(found, pd.Index(corpus.actors["actor_id"]))


def tone_by_pair(corpus: Corpus, selection: Selection, score: Score, voice: Voice = "all") -> pd.DataFrame:
    """The same by pair of sides (`name`: both, joined as in a cell) that a sentence names together."""
    chosen = _scored(corpus, selection, score, voice)
    rows, codes, names = _pairs(corpus)
    place = np.full(len(corpus.sentences) + 1, -1)  # one more: −1, of a mention in no sentence that is kept
    place[chosen.rows] = np.arange(len(chosen.rows))
    at = place[rows]
    kept = at >= 0
    found = _by_group(chosen.values[at[kept]], chosen.articles[at[kept]], codes[kept], len(names))
    return _ranked(found, names)


def distribution(corpus: Corpus, selection: Selection, score: Score, voice: Voice = "all") -> tuple[np.ndarray, int]:
    """Sentences in BINS equal parts of −1…1, and how many of the selection carry no such score."""
    chosen = _scored(corpus, selection, score, voice)
    everything = _scored(corpus, selection, score, voice, unscored=True)
    counts, _ = np.histogram(chosen.values, bins=BINS, range=(-1, 1))
    return counts, len(everything.rows) - len(chosen.rows)


def extremes(corpus: Corpus, selection: Selection, score: Score, voice: Voice, most: int, top: bool) -> pd.DataFrame:
    """The `most` highest (`top`) or lowest sentences: `value`, the columns of tables.sentences, and of their article
    `outlet`, `published`, `title`, `source_id`; `text` is the sentence, empty where the corpus has no texts.

    Only those on that side of 0; of equal ones the latest article first.
    """
    chosen = _scored(corpus, selection, score, voice)
    side = np.flatnonzero(chosen.values > 0 if top else chosen.values < 0)
    days = corpus.articles["first"].to_numpy()[chosen.articles[side]].astype("datetime64[D]").astype("int64")
    strength = np.abs(chosen.values[side]).round(6)
    order = side[np.lexsort((chosen.rows[side], -days, -strength))][:most]
    found = corpus.sentences.iloc[chosen.rows[order]].assign(value=chosen.values[order])
    about = corpus.articles.iloc[chosen.articles[order]]
    columns = {name: about[name].to_numpy() for name in ("outlet", "published", "title", "source_id")}
    texts = corpus.texts[corpus.texts["article_id"].isin(found["article_id"])]
    whole = dict(zip(texts["article_id"], texts["text"], strict=True))
    spans = zip(found["article_id"], found["start"], found["end"], strict=True)
    said = [str(whole.get(article, ""))[start:end] for article, start, end in spans]
    return found.assign(**columns, text=said).reset_index(drop=True)


@lru_cache(maxsize=8)
def _scored(corpus: Corpus, selection: Selection, score: Score, voice: Voice, unscored: bool = False) -> Scored:
    """The selected sentences that carry `score`, or all of them."""
    inside = np.zeros(len(corpus.articles), dtype=bool)
    inside[select_articles(corpus, selection).index] = True
    articles, values = corpus.sentences["article"].to_numpy(), _column(corpus, score)
    kept = inside[articles]
    if not unscored:
        kept &= ~np.isnan(values)
    if voice != "all":
        quoted = corpus.sentences["quoted"].to_numpy(dtype=bool, na_value=False)
        kept &= quoted if voice == "quoted" else ~quoted
    if selection.actors is not None:
        kept &= _names_one_of(corpus, selection.actors)
    rows = np.flatnonzero(kept)
    return Scored(rows, articles[rows], values[rows])


@lru_cache(maxsize=8)
def _column(corpus: Corpus, score: Score) -> np.ndarray:
    return np.asarray(corpus.sentences[score].to_numpy(dtype="float64", na_value=np.nan))


def _by_article(values: np.ndarray, articles: np.ndarray, group: np.ndarray, groups: int) -> pd.DataFrame:
    """Estimates of groups of whole articles; `group` is that of each article of the corpus."""
    return _bounded(estimates(Sums.of(values, articles, group), groups))


def _by_group(values: np.ndarray, articles: np.ndarray, group: np.ndarray, groups: int) -> pd.DataFrame:
    """Estimates of groups of sentences; an article can have sentences in several of them."""
    scored = ~np.isnan(values)
    values, articles, group = values[scored], articles[scored], group[scored]
    keys, cells = np.unique(group.astype("int64") * (1 + int(articles.max(initial=0))) + articles, return_inverse=True)
    return _bounded(estimates(Sums.of(values, cells, keys // (1 + int(articles.max(initial=0)))), groups))


def _bounded(found: pd.DataFrame) -> pd.DataFrame:
    low, high = (found[name].to_numpy() for name in ("low", "high"))
    return found.assign(low=np.maximum(low, -1), high=np.minimum(high, 1))


def _ranked(found: pd.DataFrame, names: pd.Index) -> pd.DataFrame:
    found = found.assign(name=names.to_numpy())[found["sentences"] > 0]
    return found.sort_values(["estimate", "name"], ascending=[False, True], ignore_index=True)


def _trend(estimate: pd.Series, sentences: pd.Series) -> np.ndarray:
    """Means over three periods by their sentences; NaN where the middle one has none."""
    weight = sentences.to_numpy(dtype="float64")
    total = np.where(weight > 0, estimate.to_numpy() * weight, 0.0)
    around, within = (np.convolve(np.pad(of, 1), np.ones(3), "valid") for of in (weight, total))
    return np.asarray(np.divide(within, around, out=np.full(len(weight), np.nan), where=weight > 0))


def _without_mix(corpus: Corpus, chosen: Scored, place: np.ndarray, periods: int) -> tuple[np.ndarray, np.ndarray]:
    """The place of each article, −1 where its outlet can tell no change; and the effect of its outlet."""
    codes, names = pd.factorize(corpus.articles["outlet"])
    bins, papers = place[chosen.articles], codes[chosen.articles]
    kept = bins >= 0
    count, total = np.zeros((len(names), periods)), np.zeros((len(names), periods))
    np.add.at(count, (papers[kept], bins[kept]), 1)
    np.add.at(total, (papers[kept], bins[kept]), chosen.values[kept])
    steady = (count > 0).sum(axis=1) > 1
    count[~steady], total[~steady] = 0, 0
    effects = _effects(count, total)
    return np.where(steady[codes], place, -1), effects[codes]


def _effects(count: np.ndarray, total: np.ndarray) -> np.ndarray:
    """The effect of each row beside that of its columns, 0 on average over what was counted: least squares."""
    rows, columns = count.sum(axis=1), count.sum(axis=0)
    effects = np.zeros(len(count))
    for _ in range(_MOST_ROUNDS):
        periods = _ratio(total.sum(axis=0) - effects @ count, columns)
        found = _ratio(total.sum(axis=1) - count @ periods, rows)
        found -= (found * rows).sum() / max(rows.sum(), 1)
        moved = np.abs(found - effects).max(initial=0)
        effects = np.where(rows > 0, found, 0.0)
        if moved < _STEADY:
            break
    return effects


def _ratio(over: np.ndarray, under: np.ndarray) -> np.ndarray:
    return np.asarray(np.divide(over, under, out=np.zeros(len(over)), where=under > 0))


def _names_one_of(corpus: Corpus, actors: tuple[str, ...]) -> np.ndarray:
    """For each sentence, whether it mentions one of the actors."""
    wanted = corpus.actors["actor_id"].isin(actors).to_numpy()[corpus.present["actor"].to_numpy()]
    found = np.zeros(len(corpus.sentences), dtype=bool)
    found[_rows(corpus, False)[wanted]] = True
    return found


@lru_cache(maxsize=4)  # holds its corpus
def _rows(corpus: Corpus, aimed: bool) -> np.ndarray:
    """The row in corpus.sentences of each row of corpus.aimed, or of corpus.present."""
    both = (corpus.sentences, corpus.aimed if aimed else corpus.present)
    wide = 1 + max(int(frame["sentence"].max()) if len(frame) else 0 for frame in both)
    known, asked = (frame["article"].to_numpy() * wide + frame["sentence"].to_numpy("int64") for frame in both)
    return np.asarray(pd.Index(known).get_indexer(pd.Index(asked)))


@lru_cache(maxsize=2)  # holds its corpus
def _pairs(corpus: Corpus) -> tuple[np.ndarray, np.ndarray, pd.Index]:
    """The row of a sentence and the pair of sides it names together, and the names of the pairs."""
    actors = corpus.actors
    stands_for_itself = (actors["country"] == "") | (actors["actor_kind"] == "organisation")
    sides = actors["actor"].where(stands_for_itself, actors["country"]).to_numpy()
    found = pd.DataFrame({"row": _rows(corpus, False), "side": sides[corpus.present["actor"].to_numpy()]})
    found = found.drop_duplicates()
    found = found[found.groupby("row")["side"].transform("size").between(2, MOST_SIDES)]
    both = found.merge(found, on="row", suffixes=("", "_other"))
    both = both[both["side"] < both["side_other"]]
    codes, names = pd.factorize(both["side"] + tables.LIST_SEPARATOR + both["side_other"])
    return both["row"].to_numpy(), codes, pd.Index(names)
