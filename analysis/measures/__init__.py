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
from analysis.measures.encounters import ALL, Facets, Level, find_meetings, paired, participants
from analysis.measures.frequency import BETWEEN, OTHER_PAIRS, TOP_PAIRS, By, frequency, totals, uncharted
from analysis.measures.lists import NEWS_DAYS, Silence, meeting_list, reports_of, silence, tellers
from analysis.measures.missed import Recall, recall, wilson
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
from analysis.measures.together import lanes, matrix
from analysis.measures.whereabouts import meeting_places, nowhere

__all__ = [
    "ALL",
    "BETWEEN",
    "BINS",
    "COUNTED",
    "NEWS_DAYS",
    "OTHERS",
    "OTHER_PAIRS",
    "TOP_ACTORS",
    "TOP_PAIRS",
    "Bin",
    "By",
    "Corpus",
    "Facets",
    "LeftOut",
    "Level",
    "Recall",
    "Selection",
    "Silence",
    "axis",
    "coverage",
    "find_meetings",
    "frequency",
    "index",
    "lanes",
    "left_out",
    "matrix",
    "meeting_list",
    "meeting_places",
    "meetings_over_time",
    "mentions_over_time",
    "nowhere",
    "outlets",
    "paired",
    "participants",
    "period",
    "recall",
    "reports_of",
    "select_articles",
    "select_meetings",
    "silence",
    "tellers",
    "tone_columns",
    "tone_over_time",
    "totals",
    "uncharted",
    "wilson",
]
