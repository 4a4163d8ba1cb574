"""Series go in, plotly figures come out. The only room that knows plotly."""

from analysis.charts.encounters import STATUS_COLOURS, frequency, timeline
from analysis.charts.frame import FEW_SENTENCES, HELD, NEUTRAL, PALETTE, PLANNED, TONE, colours, config, safe
from analysis.charts.overtime import meetings, mentions
from analysis.charts.together import matrix, places
from analysis.charts.tones import distribution, ranking, tone

__all__ = [
    "FEW_SENTENCES",
    "HELD",
    "NEUTRAL",
    "PALETTE",
    "PLANNED",
    "STATUS_COLOURS",
    "TONE",
    "colours",
    "config",
    "distribution",
    "frequency",
    "matrix",
    "meetings",
    "mentions",
    "places",
    "ranking",
    "safe",
    "timeline",
    "tone",
]
