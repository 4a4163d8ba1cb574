"""Rows of named cells → pages: what tables, workbooks and JSON share."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from analysis.reading.decoding import NotTextError, tidy
from analysis.reading.formats import columns as naming
from analysis.reading.formats import markup, names
from analysis.reading.formats.columns import Columns
from analysis.reading.formats.days import Days, single
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


_LISTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")
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
        # A later column has no samples: one whose name tells nothing changes nothing.
        if seen == _SAMPLES + 1 or naming.known(new):
            _decide(found, samples, chosen, waiting)
        _see(found, row)
    if waiting:
        _decide(found, samples, chosen, waiting)
    found.header = list(samples)
    return found


def _decide(found: Survey, samples: dict[str, list[str]], chosen: Mapping[str, str], waiting: list[Row]) -> None:
    """Names the columns known so far; the rows that waited for it show their days."""
    found.columns = naming.recognise(list(samples), chosen, samples)
    for row in waiting:
        _see(found, row)
    waiting.clear()


def _see(found: Survey, row: Row) -> None:
    for column in (*found.columns.get("date", ()), *found.columns.get("captured", ())):
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
            author=tidy(", ".join(_names(markup.plain(_first(row, survey, "author"))))),
            outlet=_line(row, survey, "outlet"),
            url=_first(row, survey, "url") or source.url,
            published=_day(row, survey, "date"),
            clean=not text,
            language=_first(row, survey, "language"),
            captured=_day(row, survey, "captured") or source.captured,
            outside=_aside(row, survey, text),
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


def _aside(row: Row, survey: Survey, text: str) -> str:
    """The summary beside a text that does not hold it."""
    summary = _longest(row, survey, "description") if text else ""
    return "" if summary in text else summary


def _names(cell: str) -> list[str]:
    """The lines of a cell, or the items of a list as Python writes it."""
    listed = _LISTED.findall(cell) if cell.startswith("[") and cell.endswith("]") else []
    return [one or other for one, other in listed] or cell.split("\n")


def _day(row: Row, survey: Survey, name: str) -> str:
    days = ((survey.days.get(column), row.cells.get(column, "")) for column in survey.columns.get(name, ()))
    day = next((day for known, value in days if known and (day := known.read(value))), "")
    return day or (_of_parts(row) if name == "date" else "")


def _of_parts(row: Row) -> str:
    """The day of a row that writes year, month and day apart, "" of another."""
    parts = [
        next((cell.strip() for column, cell in row.cells.items() if naming.plain(column) in known), "")
        for known in names.load().date_parts
    ]
    return single("-".join(parts)) if all(part.isdigit() for part in parts) else ""
