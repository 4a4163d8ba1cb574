"""Tables and a selection go in, series and lists come out. No state, no drawing."""

from analysis.measures.axis import BINS, Bin, axis, period
from analysis.measures.corpus import (
    COUNTED,
    Corpus,
    Selection,
    index,
    outlets,
    select_articles,
    select_meetings,
)
from analysis.measures.lists import meeting_list, reports_of
from analysis.measures.series import (
    OTHERS,
    TOP_ACTORS,
    LeftOut,
    coverage,
    left_out,
    meetings_over_time,
    mentions_over_time,
    tone_columns,
    tone_over_time,
)

__all__ = [
    "BINS",
    "COUNTED",
    "OTHERS",
    "TOP_ACTORS",
    "Bin",
    "Corpus",
    "LeftOut",
    "Selection",
    "axis",
    "coverage",
    "index",
    "left_out",
    "meeting_list",
    "meetings_over_time",
    "mentions_over_time",
    "outlets",
    "period",
    "reports_of",
    "select_articles",
    "select_meetings",
    "tone_columns",
    "tone_over_time",
]
