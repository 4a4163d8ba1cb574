"""Who meets whom: the pairs on a line of time, the table of all against all, and the tone between them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis import tables
from analysis.measures.corpus import COUNTED, Corpus, Selection
from analysis.measures.encounters import ALL, Facets, Level, counted_meetings, each_pair, find_meetings, pairs
from analysis.measures.frequency import BETWEEN
from analysis.measures.tone import tone_by_pair

Told = list[tuple[str, int]]  # of each meeting of a pair, its status and its place among the meetings asked for


def lanes(corpus: Corpus, selection: Selection, facets: Facets, level: Level = "sides") -> pd.DataFrame:
    """A row a dated meeting and pair: `pair`, `lane` (0 for the pair that meets most), `meeting_id`, `first`,
    `last`, `date_precision`, `status`, `mode`, `participants`; in the order of lanes and days.
    """
    meetings = find_meetings(corpus, selection, facets)
    meetings = meetings[meetings["first"].notna()].reset_index(drop=True)
    found = pairs(corpus, meetings, level)
    shown = ["meeting_id", "first", "last", "date_precision", "status", "mode", "participants"]
    rows = found.join(meetings[shown], on="meeting")
    rows["pair"] = rows["one"] + BETWEEN + rows["other"]
    sizes = rows.groupby("pair").size().reset_index(name="n").sort_values(["n", "pair"], ascending=[False, True])
    rows["lane"] = rows["pair"].map({pair: lane for lane, pair in enumerate(sizes["pair"])}).astype("int64")
    return rows.sort_values(["lane", "first", "meeting_id"], ignore_index=True)[["pair", "lane", *shown]]


def matrix(corpus: Corpus, selection: Selection, facets: Facets, level: Level = "sides") -> pd.DataFrame:
    """A row a pair that meets: `one`, `other`, the counts `held`, `planned`, `meetings` (of every status
    that is counted); the most frequent first. Undated meetings count too.
    """
    return _counted(_between(corpus, counted_meetings(corpus, selection, facets), level))


def leading(corpus: Corpus, selection: Selection) -> pd.DataFrame:
    """Who meets whom, how often and in what tone: as `matrix` of sides, with the possible days `first`, `last` and the
    `date_precision` of the latest meeting held (NaT and "" without a dated one), and the tone of the sentences that
    name both (tone_by_pair: `estimate`, `low`, `high`, `sentences`; NaN and 0 without one).
    """
    meetings = counted_meetings(corpus, selection, ALL)
    told = _between(corpus, meetings, "sides")
    found = _counted(told)
    names = list(zip(found["one"], found["other"], strict=True))
    return found.assign(**_last_held(meetings, [told[pair] for pair in names]), **_tones(corpus, selection, names))


def _counted(told: Mapping[tuple[str, str], Told]) -> pd.DataFrame:
    """A row a pair, the most frequent first."""
    rows = [
        (*pair, *([status for status, _ in told[pair]].count(name) for name in COUNTED), len(told[pair]))
        for pair in sorted(told, key=lambda pair: (-len(told[pair]), pair))
    ]
    return pd.DataFrame(rows, columns=["one", "other", *COUNTED, "meetings"])


def _last_held(meetings: pd.DataFrame, told: Sequence[Told]) -> dict[str, list[Any]]:
    """The days of the latest meeting held of each pair."""
    unknown = {"first": pd.NaT, "last": pd.NaT, "date_precision": ""}
    days = {name: meetings[name].tolist() for name in unknown}
    dated = meetings["first"].notna().tolist()
    held = [[place for status, place in of if status == "held" and dated[place]] for of in told]
    latest = [max(places, key=lambda place: (days["first"][place], days["last"][place]), default=-1) for places in held]
    return {name: [days[name][place] if place >= 0 else none for place in latest] for name, none in unknown.items()}


def _tones(corpus: Corpus, selection: Selection, names: list[tuple[str, str]]) -> dict[str, np.ndarray]:
    """The tone of the sentences that name both sides of each of these pairs."""
    found = tone_by_pair(corpus, selection, "tone")
    rows = {name: place for place, name in enumerate(found["name"])}
    at = np.array([rows.get(tables.join(sorted(pair)), -1) for pair in names], dtype="int64")
    unknown = {"estimate": np.nan, "low": np.nan, "high": np.nan, "sentences": 0}
    return {name: np.append(found[name].to_numpy(), [none])[at] for name, none in unknown.items()}


def _between(corpus: Corpus, meetings: pd.DataFrame, level: Level) -> dict[tuple[str, str], Told]:
    """Of each pair, its meetings. By hand: pandas takes ten times as long for a few."""
    statuses = meetings["status"].tolist()
    told: dict[tuple[str, str], Told] = defaultdict(list)
    for place, one, other in each_pair(corpus, meetings, level):
        told[one, other].append((statuses[place], place))
    return told
