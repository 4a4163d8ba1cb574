"""The days of what is told as news, without a day of its own: that of the article, or the one before it."""

from collections.abc import Sequence
from datetime import date, timedelta

from analysis.extraction.cues import Cue
from analysis.extraction.scene import FINITE, Report, Scene
from analysis.language.patterns import syntax
from analysis.language.times import Interval

_SYNTAX = syntax()
_LEAD = 1  # sentences after the title: a noun that opens an article is its news, one farther down recalls
_NEWS = 6  # sentences: what a verb tells farther down is background
_LATE = timedelta(days=1)  # a paper tells on one day what was on the day before
NOT_TOLD = "unknown"  # the precision of days that no words tell


def is_news(scene: Scene, cue: Cue) -> bool:
    """Is it told as news: by a verb in the perfect or present near the head, or by a noun that opens the article?"""
    own = scene.verb(cue)
    if cue.word.frame == "noun" or own is None or own.tense not in FINITE:
        if scene.number > _LEAD or scene.finds("since_one", cue.start - 30, cue.start):
            return False
        return _SYNTAX["dates_back"].match(scene.normal, cue.end, scene.end) is None
    return scene.number <= _NEWS and _SYNTAX["pluperfect"].match(scene.normal, own.start) is None


def on_arrival(scene: Scene, cue: Cue) -> bool:
    """« est arrivé mardi à Moscou pour un sommet avec Y »: what the journey is made for, and may be still to come."""
    gone = next((other for other in reversed(scene.cues) if other.end <= cue.start and other.word.frame == "go"), None)
    if gone is None or cue.word.frame != "noun":
        return False
    own = scene.verb(gone)
    arrived = own is None or own.tense in ("past", "present", "participle")
    return arrived and _SYNTAX["made_for"].search(scene.normal, gone.end, cue.start) is not None


def bounded(found: Sequence[Report], day: date | None) -> None:
    """Gives each report of an article of `day` that is told as news, and without a day, those that it can have been."""
    for report in found:
        last = report.said or (day if report.news else None)
        if last is not None and report.when is None and report.status == "held" and not report.recalled:
            report.when = Interval(last - _LATE, last, NOT_TOLD)
