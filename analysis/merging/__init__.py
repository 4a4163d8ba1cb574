"""Reports of one encounter, in one article or many, become one meeting with its history.

Two reports tell of one meeting when their sides are the same, no side is represented by two different
persons, their days can be the same given their precision, neither mode nor country contradicts, and its article can
know of it: what is told as held is not still to come. The most precise reports are placed first, so that a vague one
(« au printemps ») joins what is known to the day; then meetings are put together that are one by what is known of
them as a whole (`joining`). Each report keeps the reasons, each meeting its doubts. The result does not depend on the
order of the articles.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from analysis import tables
from analysis.language.lasting import uncollected
from analysis.merging import choices
from analysis.merging.joining import join
from analysis.merging.meeting import Meeting
from analysis.merging.placing import place
from analysis.merging.rows import Row, meeting_rows
from analysis.merging.told import Told, told
from analysis.reading.corrections import Line
from analysis.reading.formats import Reject


class Merged(NamedTuple):
    """The tables of reports, with meeting_id and joined_by, and of meetings; the choices that could not be used."""

    reports: pd.DataFrame
    meetings: pd.DataFrame
    rejects: Sequence[Reject]


def merge(reports: pd.DataFrame, articles: pd.DataFrame, by_hand: Sequence[Line] = ()) -> Merged:
    """The meetings that `reports` tell of.

    `reports` and `articles` are tables of those names; `meeting_id` and `joined_by` of `reports` are not read.
    `by_hand`: lines of corrections.csv on meetings (see `choices`).
    """
    with uncollected():
        return _merged(reports, articles, by_hand)


def _merged(reports: pd.DataFrame, articles: pd.DataFrame, by_hand: Sequence[Line]) -> Merged:
    """A function of its own, so that what it made is gone when garbage is looked for again."""
    blocks: dict[frozenset[str], list[Told]] = defaultdict(list)
    for one in told(reports, articles):
        blocks[one.cast.between].append(one)
    placed = [meeting for sides in sorted(blocks, key=sorted) for meeting in place(blocks[sides])]
    meetings, rejects = choices.apply(join(placed), by_hand, _keys(reports, articles) if by_hand else {})
    return Merged(*_tables(reports, meetings), rejects)


def _keys(reports: pd.DataFrame, articles: pd.DataFrame) -> dict[str, list[str]]:
    """The report_ids under the key of each report."""
    sources = dict(zip(articles["article_id"].tolist(), articles["source_id"].tolist(), strict=True))
    found: dict[str, list[str]] = defaultdict(list)
    columns = (reports[name].tolist() for name in ("report_id", "article_id", "sentence", "cue"))
    for report, article, sentence, cue in zip(*columns, strict=True):
        found[tables.report_key(sources.get(article, ""), sentence, cue)].append(report)
    return found


def _tables(reports: pd.DataFrame, meetings: Sequence[Meeting]) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = list(meeting_rows(meetings))
    meeting_of: dict[str, str] = {}
    why_of: dict[str, str] = {}
    for meeting, (meeting_id, _) in zip(meetings, rows, strict=True):
        for one, why in zip(meeting.reports, meeting.joined, strict=True):
            meeting_of[one.report_id], why_of[one.report_id] = meeting_id, tables.join(why)
    rows.sort(key=lambda row: (row[1].start_date or "9999", row[0]))
    told_by = reports["report_id"].tolist()
    merged = reports.assign(meeting_id=[meeting_of[one] for one in told_by], joined_by=[why_of[one] for one in told_by])
    met = pd.DataFrame([row for _, row in rows], columns=Row._fields)
    met["meeting_id"] = [meeting_id for meeting_id, _ in rows]
    return tables.frame("reports", merged), tables.frame("meetings", met)
