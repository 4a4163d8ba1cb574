"""Who meets whom: the pairs on a line of time, the table of all against all, and the tone between them."""

from collections import defaultdict
from typing import Any

import numpy as np
import pandas as pd

from analysis import tables
from analysis.measures.corpus import COUNTED, Corpus, Selection
from analysis.measures.encounters import ALL, Facets, Level, counted_meetings, find_meetings, pairs
from analysis.measures.frequency import BETWEEN
from analysis.measures.tone import tone_by_pair


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
    meetings = counted_meetings(corpus, selection, facets)
    told = _between(corpus, meetings, level)
    rows = [(*pair, *([status for status, _ in told[pair]].count(name) for name in COUNTED)) for pair in sorted(told)]
    found = pd.DataFrame(rows, columns=["one", "other", *COUNTED])
    counted = found.assign(meetings=[len(told[pair]) for pair in sorted(told)])
    return counted.sort_values("meetings", ascending=False, kind="stable", ignore_index=True)


def leading(corpus: Corpus, selection: Selection) -> pd.DataFrame:
    """Who meets whom, how often and in what tone: as `matrix` of sides, with the possible days `first`, `last` and the
    `date_precision` of the latest meeting held (NaT and "" without a dated one), and the tone of the sentences that
    name both (tone_by_pair: `estimate`, `low`, `high`, `sentences`; NaN and 0 without one).
    """
    found = matrix(corpus, selection, ALL)
    names = list(zip(found["one"], found["other"], strict=True))
    return found.assign(**_last_held(corpus, selection, names), **_tones(corpus, selection, names))


def _last_held(corpus: Corpus, selection: Selection, names: list[tuple[str, str]]) -> dict[str, list[Any]]:
    """The days of the latest meeting held of each of these pairs."""
    unknown = {"first": pd.NaT, "last": pd.NaT, "date_precision": ""}
    meetings = counted_meetings(corpus, selection, ALL)
    days = {name: meetings[name].tolist() for name in unknown}
    dated = meetings["first"].notna().tolist()
    told = _between(corpus, meetings, "sides")
    held = [[place for status, place in told[pair] if status == "held" and dated[place]] for pair in names]
    latest = [max(places, key=lambda place: (days["first"][place], days["last"][place]), default=-1) for places in held]
    return {name: [days[name][place] if place >= 0 else none for place in latest] for name, none in unknown.items()}


def _tones(corpus: Corpus, selection: Selection, names: list[tuple[str, str]]) -> dict[str, np.ndarray]:
    """The tone of the sentences that name both sides of each of these pairs."""
    found = tone_by_pair(corpus, selection, "tone")
    rows = {name: place for place, name in enumerate(found["name"])}
    at = np.array([rows.get(tables.join(sorted(pair)), -1) for pair in names], dtype="int64")
    unknown = {"estimate": np.nan, "low": np.nan, "high": np.nan, "sentences": 0}
    return {name: np.append(found[name].to_numpy(), [none])[at] for name, none in unknown.items()}


def _between(corpus: Corpus, meetings: pd.DataFrame, level: Level) -> dict[tuple[str, str], list[tuple[str, int]]]:
    """Pair → status and place in `meetings` of each of its meetings. By hand: pandas takes ten times as long."""
    statuses, found = meetings["status"].tolist(), pairs(corpus, meetings, level)
    told: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for place, one, other in zip(*(found[name].tolist() for name in ("meeting", "one", "other")), strict=True):
        told[one, other].append((statuses[place], place))
    return told
