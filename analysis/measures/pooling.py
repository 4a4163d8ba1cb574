"""Means of sentences by group, each with an interval that knows its sentences come in articles.

The sentences of one article are alike, so that an article counts for less than its sentences; and of many small
groups the extreme ones are extreme by luck. Both are answered by one model: a group has a mean, its articles scatter
around it, their sentences around them. The variances are those of the nested analysis of variance (Searle, Casella
and McCulloch, Variance Components, 1992, chapter 3); the means are drawn to their common mean as far as their own
noise explains their distance (Morris, Parametric Empirical Bayes Inference, JASA 78, 1983, section 5).
"""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

EXACT = 1e-12  # variance of a mean of figures between −1 and 1 that says no more than how they are rounded
FEWEST_TO_SHRINK = 4  # Morris's factor (k − 3)/(k − 1) leaves fewer groups where they are
# 97.5 % quantile of Student's t for 1, 2, 3 degrees of freedom (tables); beyond, the expansion in student.
_SMALL_T = {1: 12.706, 2: 4.303, 3: 3.182}
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Sums:
    """Sentences summed by cell, the sentences of one article in one group; `group` is the group of each cell."""

    group: np.ndarray
    count: np.ndarray
    total: np.ndarray
    square: float  # sum of the squares of all values

    @classmethod
    def of(cls, values: np.ndarray, cells: np.ndarray, group: np.ndarray) -> "Sums":
        """Sums of `values`, the cell of each in `cells`, the group of each cell in `group` (−1: none)."""
        count = np.bincount(cells, minlength=len(group))
        total = np.bincount(cells, weights=values, minlength=len(group))
        kept = (count > 0) & (group >= 0)
        return cls(group[kept], count[kept], total[kept], float((values[kept[cells]] ** 2).sum()))


def estimates(sums: Sums, groups: int) -> pd.DataFrame:
    """A row for each of the `groups`: `mean`, `estimate`, `low`, `high`, `sentences`, `articles`.

    `mean` is that of the sentences; `estimate` the same drawn to the mean of all groups where few sentences or
    articles stand behind it; `low` to `high` its interval at 95 %. NaN for a group without sentences; the interval
    is NaN where no two sentences tell how they scatter.
    """
    sentences = np.bincount(sums.group, weights=sums.count, minlength=groups)
    articles = np.bincount(sums.group, minlength=groups)
    some = sentences > 0
    total = np.bincount(sums.group, weights=sums.total, minlength=groups)
    mean = np.divide(total, sentences, out=np.full(groups, np.nan), where=some)
    noise, freedom = _noise(sums, sentences, mean)
    estimate, variance = mean.copy(), noise.copy()
    if some.sum() >= FEWEST_TO_SHRINK and not np.isnan(noise[some]).any() and (noise[some] > EXACT).all():
        estimate[some], variance[some] = _shrunk(mean[some], noise[some])
    half = student(freedom) * np.sqrt(variance)
    return pd.DataFrame(
        {
            "mean": mean,
            "estimate": estimate,
            "low": estimate - half,
            "high": estimate + half,
            "sentences": sentences.astype("int64"),
            "articles": articles,
        }
    )


def _noise(sums: Sums, sentences: np.ndarray, mean: np.ndarray) -> tuple[np.ndarray, int]:
    """The variance of each mean, and the degrees of freedom it rests on."""
    cells, groups, everything = len(sums.group), int((sentences > 0).sum()), int(sentences.sum())
    inside = float(sums.square - (sums.total**2 / sums.count).sum())  # sum of squares within articles
    between = float((sums.count * (sums.total / sums.count - mean[sums.group]) ** 2).sum())
    squares = np.bincount(sums.group, weights=sums.count.astype(float) ** 2, minlength=len(sentences))
    some = sentences > 0
    noise = np.full(len(sentences), np.nan)
    if everything == groups:  # a single sentence each: nothing tells how sentences scatter
        return noise, 0
    if everything > cells and cells > groups:
        sentence = max(inside, 0.0) / (everything - cells)
        size = (everything - (squares[some] / sentences[some]).sum()) / (cells - groups)
        article = max(0.0, (between / (cells - groups) - sentence) / size)
        # Articles that differ no more than their sentences tell no more than these do.
        freedom = cells - groups if article else everything - groups
    else:  # one article a group, or one sentence an article: the two cannot be told apart
        sentence, article, freedom = (max(inside, 0.0) + between) / (everything - groups), 0.0, everything - groups
    noise[some] = sentence / sentences[some] + article * squares[some] / sentences[some] ** 2
    return noise, freedom


def _shrunk(mean: np.ndarray, noise: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Morris's estimates of the means, and their variances."""
    k = len(mean)
    spread = _spread(mean, noise)
    weight = 1 / (noise + spread)
    centre = (weight * mean).sum() / weight.sum()
    pull = (k - 3) / (k - 1) * noise * weight
    typical = (weight * noise).sum() / weight.sum()
    doubt = 2 / (k - 3) * pull**2 * (typical + spread) * weight
    variance = noise * (1 - (k - 1) / k * pull) + doubt * (mean - centre) ** 2
    return mean - pull * (mean - centre), variance


def _spread(mean: np.ndarray, noise: np.ndarray) -> float:
    """The variance of the true means (DerSimonian and Laird, Controlled Clinical Trials 7, 1986)."""
    weight = 1 / noise
    centre = (weight * mean).sum() / weight.sum()
    excess = (weight * (mean - centre) ** 2).sum() - (len(mean) - 1)
    return float(max(0.0, excess / (weight.sum() - (weight**2).sum() / weight.sum())))


def student(freedom: int) -> float:
    """97.5 % quantile of Student's t; NaN below one degree of freedom.

    Cornish-Fisher expansion (Abramowitz and Stegun 26.7.5); within 0.001 from 4 degrees of freedom on.
    """
    if freedom < 1:
        return math.nan
    if freedom in _SMALL_T:
        return _SMALL_T[freedom]
    z = _Z
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(terms[power] / float(freedom) ** (power + 1) for power in range(4))
