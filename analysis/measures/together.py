"""Who meets whom: the pairs on a line of time, the table of all against all, and the tone between them."""

from collections import defaultdict

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
    rows = [
        (*pair, *(sum(status == name for status, _ in told) for name in COUNTED), len(told))
        for pair, told in _between(corpus, meetings, level).items()
    ]
    rows.sort(key=lambda row: (-row[-1], *row[:2]))
    return pd.DataFrame(rows, columns=["one", "other", *COUNTED, "meetings"])


def leading(corpus: Corpus, selection: Selection) -> pd.DataFrame:
    """Who meets whom, how often and in what tone: as `matrix` of sides, with the possible days `first`, `last` and the
    `date_precision` of the latest meeting held (NaT and "" without a dated one), and the tone of the sentences that
    name both (tone_by_pair: `estimate`, `low`, `high`, `sentences`; NaN and 0 without one).
    """
    found = matrix(corpus, selection, ALL)
    names = list(zip(found["one"], found["other"], strict=True))
    meetings = counted_meetings(corpus, selection, ALL)
    days = [meetings[name].tolist() for name in ("first", "last", "date_precision")]
    told = _between(corpus, meetings, "sides")
    held = [[place for status, place in told[pair] if status == "held" and pd.notna(days[0][place])] for pair in names]
    latest = [max(places, key=lambda place: (days[0][place], days[1][place]), default=None) for places in held]
    tone = tone_by_pair(corpus, selection, "tone")
    rows = {name: place for place, name in enumerate(tone["name"])}
    at = np.array([rows.get(tables.join(sorted(pair)), -1) for pair in names], dtype="int64")
    scored = {name: np.append(tone[name].to_numpy(), [np.nan])[at] for name in ("estimate", "low", "high")}
    return found.assign(
        **{
            name: [unknown if place is None else of[place] for place in latest]
            for name, of, unknown in zip(("first", "last", "date_precision"), days, (pd.NaT, pd.NaT, ""), strict=True)
        },
        **scored,
        sentences=np.append(tone["sentences"].to_numpy(), [0])[at],
    )


def _between(corpus: Corpus, meetings: pd.DataFrame, level: Level) -> dict[tuple[str, str], list[tuple[str, int]]]:
    """Pair → status and place in `meetings` of each of its meetings. By hand: pandas takes ten times as long."""
    statuses, found = meetings["status"].tolist(), pairs(corpus, meetings, level)
    told: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for place, one, other in zip(*(found[name].tolist() for name in ("meeting", "one", "other")), strict=True):
        told[one, other].append((statuses[place], place))
    return told
