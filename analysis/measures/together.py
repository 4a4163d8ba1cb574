"""Who meets whom: the pairs on a line of time, and the table of all against all."""

import pandas as pd

from analysis.measures.corpus import COUNTED, Corpus, Selection
from analysis.measures.encounters import Facets, Level, counted_meetings, find_meetings, pairs
from analysis.measures.frequency import BETWEEN


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
    found = pairs(corpus, meetings, level)
    status = meetings["status"].to_numpy()[found["meeting"].to_numpy(dtype="int64")]
    by_status = found.assign(**{name: (status == name).astype("int64") for name in COUNTED}, meetings=1)
    counts = by_status.groupby(["one", "other"], as_index=False)[[*COUNTED, "meetings"]].sum()
    return counts.sort_values(["meetings", "one", "other"], ascending=[False, True, True], ignore_index=True)
