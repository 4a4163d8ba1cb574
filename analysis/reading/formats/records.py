"""Rows of named cells → pages: what tables, workbooks and JSON share."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from analysis.reading.decoding import NotTextError, tidy
from analysis.reading.formats import columns as naming
from analysis.reading.formats import markup
from analysis.reading.formats.columns import Columns
from analysis.reading.formats.days import Days
from analysis.reading.formats.model import Page, Reading, Recognised, Reject, Source, UnreadableError

# Rows whose cells are looked at to know a column by what it holds.
_SAMPLES = 100
# A table of more columns is no table of articles; the rest is not looked at.
_MOST_COLUMNS = 500


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `label`: its number, by which the source is found again."""

    label: str
    cells: Mapping[str, str]


Rows = Callable[[], Iterator[Row | Reject]]


@dataclass(slots=True)
class Survey:
    """What a first walk over all rows tells."""

    columns: Columns = field(default_factory=dict)
    header: list[str] = field(default_factory=list)
    days: dict[str, Days] = field(default_factory=dict)


def pages(source: Source, reading: Reading, format_name: str, rows: Rows) -> Iterator[Page | Reject]:
    """A page for each row. `rows` gives them anew each time: the first walk decides how days are written."""
    try:
        survey = _survey(rows, reading.columns)
    except UnreadableError as error:
        yield Reject(source.source_id, str(error), "open")
        return
    found = survey.columns
    used = {column for columns in found.values() for column in columns}
    told = "; ".join(sorted({days.told for days in survey.days.values() if days.told}))
    unused = tuple(column for column in survey.header if column not in used)
    reading.notice(Recognised(source.source_id, format_name, found, unused, told))
    if survey.header and not {"text", "title", "description"} & set(found):
        names = naming.listed(survey.header)
        yield Reject(source.source_id, f"No column of texts or titles was recognised among: {names}.", "open")
        return
    some = False
    for row in rows():
        some = True
        yield row if isinstance(row, Reject) else _page(source, row, survey)
    if not some:
        yield Reject(source.source_id, "The file holds no row.", "open")


def _survey(rows: Rows, chosen: Mapping[str, str]) -> Survey:
    found, samples, seen = Survey(), dict[str, list[str]](), 0
    waiting: list[Row] = []
    for row in rows():
        if isinstance(row, Reject):
            continue
        seen += 1
        room = _MOST_COLUMNS - len(samples)
        new = [column for column in row.cells if column not in samples][:room] if room > 0 else []
        samples |= {column: [] for column in new}
        if seen <= _SAMPLES:
            for column, cells in samples.items():
                cells.append(row.cells.get(column, ""))
            waiting.append(row)
            continue
        if new or seen == _SAMPLES + 1:
            _decide(found, samples, chosen, waiting)
        _see(found, row)
    if waiting:
        _decide(found, samples, chosen, waiting)
    return found


def _decide(found: Survey, samples: dict[str, list[str]], chosen: Mapping[str, str], waiting: list[Row]) -> None:
    """Names the columns known so far; the rows that waited for it show their days."""
    found.header = list(samples)
    found.columns = naming.recognise(found.header, chosen, samples)
    for row in waiting:
        _see(found, row)
    waiting.clear()


def _see(found: Survey, row: Row) -> None:
    for column in found.columns.get("date", ()):
        found.days.setdefault(column, Days(column)).see(row.cells.get(column, ""))


def _page(source: Source, row: Row, survey: Survey) -> Page | Reject:
    source_id = f"{source.source_id}#{row.label}"
    try:
        text, title = _longest(row, survey, "text"), _line(row, survey, "title")
        summary = "" if text else _longest(row, survey, "description")
        page = Page(
            source_id,
            text or summary,
            title=title,
            author=tidy(", ".join(markup.plain(_first(row, survey, "author")).split("\n"))),
            outlet=_line(row, survey, "outlet"),
            url=_first(row, survey, "url") or source.url,
            published=_day(row, survey),
            clean=not text,
        )
    except (UnreadableError, NotTextError) as error:
        return Reject(source_id, str(error), "read")
    if not page.text and not page.title:
        return Reject(source_id, "The row holds neither text nor title.", "read")
    return page


def _cells(row: Row, survey: Survey, name: str) -> Iterator[str]:
    return (cell for column in survey.columns.get(name, ()) if (cell := row.cells.get(column, "").strip()))


def _first(row: Row, survey: Survey, name: str) -> str:
    return next(_cells(row, survey, name), "")


def _line(row: Row, survey: Survey, name: str) -> str:
    return " ".join(tidy(markup.plain(_first(row, survey, name))).split())


def _longest(row: Row, survey: Survey, name: str) -> str:
    """The text of a row. Where several columns hold one (a summary called « content »), the longest is the article."""
    return tidy(markup.plain(max(_cells(row, survey, name), key=len, default="")))


def _day(row: Row, survey: Survey) -> str:
    days = ((survey.days.get(column), row.cells.get(column, "")) for column in survey.columns.get("date", ()))
    return next((day for known, value in days if known and (day := known.read(value))), "")
