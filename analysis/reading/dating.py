"""The day of publication: stated by the page or its metadata, address or file name; else inferred.

Inference collects clues (`clues`, `encounters`), each a score for every day, and gives the finest answer that
gathers enough of the odds (`timeline`): a day, else a month, a year, or nothing. Dates in page furniture
other than the article's own date line and captions are not looked at: a sidebar is often younger.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from analysis.knowledge import Knowledge
from analysis.reading import clues, events, stated
from analysis.reading.encounters import encounter_clues
from analysis.reading.formats import Page
from analysis.reading.furniture import Body
from analysis.reading.prepared import prepared
from analysis.reading.timeline import FIRST_DAY, judge, timeline

# A date line stands above the text, or under a standfirst and a caption or two.
_HEAD_PARAGRAPHS = 2
_DATED_LINES = frozenset(("date", "byline", "dateline", "agency", "reading time"))


@dataclass(frozen=True, slots=True)
class Dating:
    """`published`: ISO day, month or year, or ""; `precision`: day | month | year | unknown;
    `basis`: metadata | text | filename | ""; `evidence`: the words or field that prove it."""

    published: str = ""
    precision: str = "unknown"
    basis: str = ""
    evidence: str = ""


def date_of(page: Page, body: Body, text: str, knowledge: Knowledge, today: date | None = None) -> Dating:
    """When `page` was published. `text`: its title and body as kept; `today`: no answer lies after it."""
    today = today or date.today()
    for day, basis, evidence in _stated(page, body):
        if day <= today:
            return Dating(day.isoformat(), "day", basis, evidence)
    return infer(text, _captions(body), knowledge, today)


def _stated(page: Page, body: Body) -> Iterator[tuple[date, str, str]]:
    if day := stated.of_field(page.published):
        yield day, "metadata", page.published.strip()
    for line in _date_lines(body):
        if day := stated.of_line(line):
            yield day, "text", line
    for address, basis in ((page.url, "metadata"), (page.name, "filename")):
        if day := stated.of_name(address):
            yield day, basis, address


def _date_lines(body: Body) -> list[str]:
    """Date lines by the head of the article, then one right below it; never those of other boxes."""
    if not body.paragraphs:
        return []
    first = body.paragraphs[min(_HEAD_PARAGRAPHS, len(body.paragraphs) - 1)][0]
    last = body.paragraphs[-1][1]
    title = body.title[1] if body.title else 0
    lines = [
        piece
        for piece in body.removed
        if piece.why in _DATED_LINES or (piece.why == "before the article" and piece.start >= title > 0)
    ]
    above = [piece.text for piece in lines if piece.start < first]
    return above[::-1] + _right_below(body, last)


def _right_below(body: Body, last: int) -> list[str]:
    """The date line under the article, before any box begins."""
    for piece in body.removed:
        if piece.start >= last:
            if piece.why in _DATED_LINES:
                return [piece.text]
            if piece.why not in ("share", "copyright", "agency", "count"):
                break
    return []


def _captions(body: Body) -> list[str]:
    """Captions within the article, not those of boxes below it."""
    last = body.paragraphs[-1][1] if body.paragraphs else 0
    return [piece.text for piece in body.removed if piece.why == "caption" and piece.start < last]


def infer(text: str, captions: list[str], knowledge: Knowledge, today: date) -> Dating:
    """The day, month or year that the words of an article allow."""
    if today < FIRST_DAY:
        return Dating()
    line = timeline(today)
    told = clues.Told(text, prepared(knowledge))
    named, met = events.load()
    found = [
        *clues.weekday_clues(told, line),
        *clues.date_clues(told, line),
        *clues.caption_clues(captions, line),
        *clues.event_clues(told, line, named),
        *clues.office_clues(told, line),
        *encounter_clues(told, line, events.by_participant(met)),
    ]
    verdict = judge(line, found)
    return Dating(verdict.published, verdict.precision, "text" if verdict.published else "", "; ".join(verdict.clues))
