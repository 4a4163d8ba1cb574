"""Who is named with whom: ties between actors of one sentence or one article, and how far beyond chance.

The association is the normalised pointwise mutual information (G. Bouma, « Normalized (Pointwise) Mutual Information in
Collocation Extraction », GSCL 2009): −1 for two that never meet, 0 for two that meet as often as chance would have
it, 1 for two that are only ever named together. Chance: each named in as many sentences as it is, wherever they fall
among all the sentences read. It says nothing of what the sentence says of them.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import numpy as np
import pandas as pd

from analysis import tables
from analysis.measures.corpus import Corpus, Selection, select_articles

Within = Literal["sentence", "article"]
# Actors beyond these are named too rarely to be tied to anybody; in a large corpus they are thousands, and their
# pairs millions.
MOST_TIED = 300
_SENTENCES = 20  # bits that number the sentences of an article: a million


@dataclass(frozen=True, slots=True)
class Network:
    """Actors and the ties between them, both the strongest first."""

    nodes: pd.DataFrame  # actor_id, actor, actor_kind, country, named (in how many sentences or articles)
    ties: pd.DataFrame  # one, other (actor_ids; one is the more named), together, expected, npmi
    units: int  # sentences or articles read
    left_out: int  # actors named in the selection that are not among the nodes


def network(corpus: Corpus, selection: Selection, within: Within = "sentence", kinds: tuple[str, ...] = ()) -> Network:
    """The ties of the selected articles, among the MOST_TIED actors most named; of `kinds` alone (tables.ACTOR_KINDS).

    Where actors are selected: they first, then all who are tied to one of them, the closest first.
    """
    everyone = replace(selection, actors=None)
    present = present_in(corpus, everyone, within)
    wanted = corpus.actors["actor_kind"].isin(kinds or tables.ACTOR_KINDS).to_numpy()
    present = present[wanted[present["actor"].to_numpy()]]
    named = np.bincount(present["actor"], minlength=len(corpus.actors))
    ranked = np.argsort(-named, kind="stable")[:MOST_TIED]
    ranked = ranked[named[ranked] > 0]
    one, other, together = _pairs(present, ranked, len(corpus.actors))
    if selection.actors is not None:
        asked = corpus.actors["actor_id"].isin(selection.actors).to_numpy()
        kept = asked[one] | asked[other]
        one, other, together = one[kept], other[kept], together[kept]
        ranked = _near(asked, ranked, one, other, together)
    total = units(corpus, everyone, within)
    expected, npmi = strength(together, named[one], named[other], total)
    ids = corpus.actors["actor_id"].to_numpy()
    ties = pd.DataFrame(
        {"one": ids[one], "other": ids[other], "together": together, "expected": expected, "npmi": npmi}
    )
    nodes = corpus.actors.loc[ranked, ["actor_id", "actor", "actor_kind", "country"]]
    nodes = nodes.assign(named=named[ranked]).reset_index(drop=True)
    order = ["together", "npmi", "one", "other"]
    ties = ties.sort_values(order, ascending=[False, False, True, True], ignore_index=True)
    return Network(nodes, ties, total, int((named > 0).sum()) - len(nodes))


def _near(
    asked: np.ndarray, ranked: np.ndarray, one: np.ndarray, other: np.ndarray, together: np.ndarray
) -> np.ndarray:
    """Those of `ranked` that are asked for, then those tied to one of them, the closest first."""
    closest = np.zeros(len(asked), dtype="int64")
    for ends in (one, other):
        np.maximum.at(closest, ends, together)
    closest[asked] = np.iinfo("int64").max
    order = ranked[np.argsort(-closest[ranked], kind="stable")]
    return np.asarray(order[closest[order] > 0])


@lru_cache(maxsize=8)
def selected(corpus: Corpus, selection: Selection) -> np.ndarray:
    """For each article, whether it is selected."""
    chosen = np.zeros(len(corpus.articles), dtype=bool)
    chosen[select_articles(corpus, selection).index] = True
    return chosen


@lru_cache(maxsize=4)
def present_in(corpus: Corpus, selection: Selection, within: Within) -> pd.DataFrame:
    """Who is named where in the selected articles: `unit` (a number for each sentence or article), `actor`, once."""
    chosen = selected(corpus, selection)
    rows = corpus.present if within == "sentence" else corpus.counts
    article = rows["article"].to_numpy(dtype="int64")
    kept = chosen[article]
    unit = article[kept]
    if within == "sentence":
        unit = (unit << _SENTENCES) | rows["sentence"].to_numpy(dtype="int64")[kept]
    return pd.DataFrame({"unit": unit, "actor": rows["actor"].to_numpy()[kept]})


def units(corpus: Corpus, selection: Selection, within: Within) -> int:
    """How many sentences or articles the selection holds, whoever they name."""
    articles = select_articles(corpus, selection)
    if within == "article":
        return len(articles)
    return int(_sentences(corpus)[articles.index].sum())


@lru_cache(maxsize=2)  # holds its corpus
def _sentences(corpus: Corpus) -> np.ndarray:
    """Sentences of each article."""
    return np.bincount(corpus.sentences["article"], minlength=len(corpus.articles))


def strength(together: np.ndarray, one: np.ndarray, other: np.ndarray, total: int) -> tuple[np.ndarray, np.ndarray]:
    """(how often chance alone would bring each pair together, its NPMI) from the counts of both, of the one and of
    the other in `total` sentences or articles; NPMI is 1 where all of them name both, −1 where none does.
    """
    expected = one * other / max(total, 1)
    share = together / max(total, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi = np.log(together / expected) / -np.log(share)
    return expected, np.where(together == 0, -1.0, np.where(share >= 1, 1.0, npmi))


def _pairs(present: pd.DataFrame, ranked: np.ndarray, actors: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(one, other, how many units name both) of all pairs among `ranked` that some unit names.

    Neighbours in the order of units are compared, then those two apart, and so on as long as any share a unit: as
    many steps as the fullest unit has actors, each over the rows that are left.
    """
    place = np.full(actors, -1)
    place[ranked] = np.arange(len(ranked))
    rank, unit = place[present["actor"].to_numpy()], present["unit"].to_numpy()
    order = np.lexsort((rank, unit))
    order = order[rank[order] >= 0]
    rank, unit = rank[order], unit[order]
    width = len(ranked)
    counts = np.zeros(width * width, dtype="int64")
    at = np.arange(len(unit))
    step = 1
    while len(at := at[at + step < len(unit)]) and len(at := at[unit[at] == unit[at + step]]):
        counts += np.bincount(rank[at] * width + rank[at + step], minlength=len(counts))
        step += 1
    found = np.flatnonzero(counts)
    return ranked[found // max(width, 1)], ranked[found % max(width, 1)], counts[found]
