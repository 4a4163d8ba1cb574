"""Reports of one encounter, in one article or many, become one meeting with its history.

Two reports tell of one meeting when their sides are the same, no side is represented by two different
persons, their days can be the same given their precision, and neither mode nor country contradicts. The most
precise reports are placed first, so that a vague one (« au printemps ») joins what is known to the day. The
result does not depend on the order of the articles.
"""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from analysis import tables
from analysis.merging.blocks import Told, meetings_of
from analysis.merging.rows import meeting_row


def merge(reports: pd.DataFrame, articles: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(reports with their meeting_id, meetings) of a corpus, both keeping the contract of `tables`.

    `reports` and `articles` are tables of those names; `meeting_id` of `reports` is not read.
    """
    meeting_of: dict[str, str] = {}
    rows = []
    for meeting in meetings_of(_told(reports, articles)):
        rows.append(meeting_row(meeting))
        meeting_of |= {told.report_id: str(rows[-1]["meeting_id"]) for told in meeting.reports}
    merged = reports.assign(meeting_id=reports["report_id"].map(meeting_of))
    rows.sort(key=lambda row: (row["start_date"] or "9999", row["meeting_id"]))
    return tables.frame("reports", merged), tables.frame("meetings", rows)


def _told(reports: pd.DataFrame, articles: pd.DataFrame) -> Iterator[Told]:
    known = articles.set_index("article_id")
    outlets, published = known["outlet"].to_dict(), known["published"].to_dict()
    for row in reports.to_dict("records"):
        article = row["article_id"]
        yield Told(
            row["report_id"],
            article,
            outlets.get(article, ""),
            published.get(article, ""),
            tuple(tables.split(row["participants"])),
            tuple(tables.split(row["sides"])),
            row["mode"],
            row["status"],
            _day(row["start_date"]),
            _day(row["end_date"]),
            row["date_precision"],
            row["place"],
            row["country"],
            row["kind"],
            row["same_as"],
        )


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None
