"""The day of publication: stated by the page or its metadata, address or file name; else inferred.

Inference collects clues (`clues`, `encounters`), each a score for every day, and gives the finest answer that
gathers enough of the odds (`timeline`): a day, else a month, a year, or nothing. Dates in page furniture
other than the article's own date line and captions are not looked at: a sidebar is often younger.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from analysis.knowledge import Knowledge
from analysis.reading import clues, landmarks, stated
from analysis.reading.captions import ends_in_day
from analysis.reading.encounters import encounter_clues
from analysis.reading.formats import Page
from analysis.reading.furniture import Body, Removed
from analysis.reading.lines import SHORTEST_PROSE
from analysis.reading.prepared import prepared
from analysis.reading.timeline import FIRST_DAY, judge, timeline
from analysis.reading.told import Told

# A date line stands above the text, or under a standfirst and a caption or two.
_HEAD_PARAGRAPHS = 2
# Between the article and a date line below it: lines of these kinds, and labels (« Author : »).
_PASSED = frozenset(
    ("share", "copyright", "agency", "count", "source notice", "byline", "date", "reading time", "paywall")
)
# Words of such a label, and of a line that says when under the title; more are a standfirst or a caption.
_LABEL, _NOTE = 2, 12
_WITHIN = frozenset(("caption", "date"))
_DATED_LINES = frozenset(("date", "byline", "dateline", "agency", "reading time"))


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
    found = infer(text, _captions(body), knowledge, today, _date_lines(body))
    if found.published and int(found.published[:4]) < since:
        found = Dating()
    return found if found.published or not impossible else replace(found, evidence=impossible)


def _stated(page: Page, body: Body, text: str, captured: date | None) -> Iterator[tuple[date, str, str]]:
    if day := stated.of_field(page.published):
        yield day, "metadata", page.published.strip()
    for line in (*_date_lines(body), *stated.signed(text)):
        if day := stated.of_line(line, captured):
            yield day, "text", line
    for address, basis in ((page.url, "metadata"), (page.name, "filename")):
        if day := stated.of_name(address):
            yield day, basis, address


def _date_lines(body: Body) -> list[str]:
    """Date lines by the head of the article, then one right below it; never those of other boxes."""
    if not body.paragraphs:
        return [piece.text for piece in body.removed if piece.why in _DATED_LINES]
    first = body.paragraphs[min(_HEAD_PARAGRAPHS, len(body.paragraphs) - 1)][0]
    last = body.paragraphs[-1][1]
    title = body.title[1] if body.title else 0
    lines = [
        piece
        for piece in body.removed
        if piece.why in _DATED_LINES
        or (piece.why == "before the article" and piece.start >= title > 0 and len(piece.text.split()) <= _NOTE)
    ]
    above = [piece.text for piece in lines if piece.start < first]
    return above[::-1] + _right_below(body, last) + _by_its_excerpt(body)


def _right_below(body: Body, last: int) -> list[str]:
    """The date line under the article, before any box begins."""
    below = [piece for piece in body.removed if piece.start >= last]
    for piece in below:
        if piece.why in _DATED_LINES and stated.of_line(piece.text):
            return [piece.text]
        if piece.why not in _PASSED and len(piece.text.split()) > _LABEL:
            break
    return [piece.text for piece in below[:1] if piece.why == "after the article" and ends_in_day(piece.text)]


def _by_its_excerpt(body: Body) -> list[str]:
    """The date line beside a line that says the title or the beginning of the article again."""
    pairs = list(zip(body.removed, body.removed[1:], strict=False))
    beside = [(line, again) for line, again in (*pairs, *((below, above) for above, below in pairs))]
    return [line.text for line, again in beside if line.why in _DATED_LINES and _says_again(again)]


def _says_again(piece: Removed) -> bool:
    return piece.why == "title repeated" or (piece.why == "repeated" and len(piece.text) >= SHORTEST_PROSE)


def _captions(body: Body) -> list[str]:
    """Captions within the article, and the dates of the posts of a live page; not those of boxes below it."""
    last = body.paragraphs[-1][1] if body.paragraphs else 0
    return [piece.text for piece in body.removed if piece.why in _WITHIN and piece.start < last]


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
