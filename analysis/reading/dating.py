"""The day of publication: stated by the page or its metadata, address or file name; else inferred.

Inference collects clues (`clues`, `encounters`), each a score for every day, and gives the finest answer that
gathers enough of the odds (`timeline`): a day, else a month, a year, or nothing. Dates in page furniture
other than the article's own date line and captions are not looked at: a sidebar is often younger.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from analysis.knowledge import Knowledge
from analysis.reading import clues, datelines, landmarks, stated
from analysis.reading.encounters import encounter_clues
from analysis.reading.formats import Page
from analysis.reading.furniture import Body
from analysis.reading.prepared import prepared
from analysis.reading.timeline import FIRST_DAY, judge, timeline
from analysis.reading.told import Told


@dataclass(frozen=True, slots=True)
class Dating:
    """`published`: ISO day, month or year, or ""; `precision`: day | month | year | unknown;
    `basis`: metadata | text | filename | ""; `evidence`: the words or field that prove it."""

    published: str = ""
    precision: str = "unknown"
    basis: str = ""
    evidence: str = ""


def date_of(
    page: Page, body: Body, text: str, knowledge: Knowledge, today: date | None = None, since: int = 0
) -> Dating:
    """When `page` was published. `text`: its title and body as kept.

    No answer lies after `today` or the day on which the page was captured, nor before the year `since` in which
    its outlet began; a day stated outside them is told in `evidence` where no other answer is found.
    """
    captured = stated.of_field(page.captured)
    today = min(filter(None, (captured, today or date.today())))
    impossible = ""
    for day, basis, evidence in _stated(page, body, text, captured):
        if since <= day.year and day <= today:
            return Dating(day.isoformat(), "day", basis, evidence)
        limit = f"{since}, the outlet's first year" if day.year < since else today.isoformat()
        impossible = impossible or f"{evidence}: impossible, {'before' if day.year < since else 'after'} {limit}"
    found = infer(text, datelines.within(body), knowledge, today, datelines.of_page(body, text))
    if found.published and int(found.published[:4]) < since:
        found = Dating()
    return found if found.published or not impossible else replace(found, evidence=impossible)


def _stated(page: Page, body: Body, text: str, captured: date | None) -> Iterator[tuple[date, str, str]]:
    if day := stated.of_field(page.published):
        yield day, "metadata", page.published.strip()
    for line in (*datelines.of_page(body, text), *stated.signed(text)):
        if day := stated.of_line(line, captured):
            yield day, "text", line
    for address, basis in ((page.url, "metadata"), (page.name, "filename")):
        if day := stated.of_name(address):
            yield day, basis, address


def infer(text: str, captions: list[str], knowledge: Knowledge, today: date, datelines: Sequence[str] = ()) -> Dating:
    """The day, month or year that the words of an article allow. `datelines`: what stands by its head."""
    if today < FIRST_DAY:
        return Dating()
    line = timeline(today)
    told = Told(text, prepared(knowledge))
    found = [
        *clues.weekday_clues(told, line),
        *clues.date_clues(told, line),
        *clues.dateline_clues(datelines, line),
        *clues.caption_clues(captions, line),
        *landmarks.event_clues(told, line),
        *landmarks.office_clues(told, line),
        *encounter_clues(told, line),
    ]
    verdict = judge(line, found)
    return Dating(verdict.published, verdict.precision, "text" if verdict.published else "", "; ".join(verdict.clues))
