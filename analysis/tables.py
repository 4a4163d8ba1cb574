"""The tables of a corpus: every column, its type, unit and meaning. The contract of the whole program.

All text is UTF-8; an unknown text is the empty string, an unknown number is NA. Days are ISO
texts (``2023-02-22``), so that a table reads the same in CSV and in Parquet. A cell that holds
several items joins them with ``"; "``. Offsets are 0-based character positions, end excluded.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # loaded where frames are made: `explain` makes none, and half its start would be pandas
    import pandas as pd

LIST_SEPARATOR = "; "


class TableError(ValueError):
    """A frame that does not keep the contract: which table, which column, what to do."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its pandas dtype, what it says, and the values allowed where they are few."""

    name: str
    dtype: str
    meaning: str
    values: tuple[str, ...] = ()


def _text(name: str, meaning: str, *values: str) -> Column:
    return Column(name, "str", meaning, values)


def _count(name: str, meaning: str) -> Column:
    return Column(name, "Int64", meaning)


def _number(name: str, meaning: str) -> Column:
    return Column(name, "Float64", meaning)


def _flag(name: str, meaning: str) -> Column:
    return Column(name, "boolean", meaning)


_SPAN = (
    _text("article_id", "the article"),
    _count("sentence", "number of the sentence in its article; 0 is the title"),
    _count("start", "offset in texts.text"),
    _count("end", "offset in texts.text, excluded"),
)
MODES = ("in_person", "phone", "video", "unknown")
REMOTE = ("phone", "video")  # no place to go to
STATUSES = ("held", "planned", "proposed", "postponed", "cancelled", "denied")
KINDS = ("bilateral", "summit", "negotiation", "visit", "call")
PRECISIONS = ("day", "week", "month", "season", "year", "unknown")
ACTOR_KINDS = ("person", "state", "organisation")
JOINED_BY = (
    "first", "same_persons", "same_sides", "same_days", "days_overlap", "same_article", "just_published", "undated",
    "same_place", "same_country", "taken_up", "moved_date", "next_day", "days_differ", "same_summit", "one_of_several",
    "by_hand",
)  # fmt: skip
DOUBTS = ("no_date", "days_differ", "other_year", "one_of_several", "denied_too")
HOWS = ("name", "title", "office", "nickname", "metonym", "anaphora")

_FIRST_DAY = "first day it can be, ISO; empty where unknown; of news that no words date, the eve of its article"

TABLES: Mapping[str, tuple[Column, ...]] = {
    "articles": (
        _text("article_id", "stable: hash of outlet, day and text"),
        _text("source_id", "the input's own name: file name, URL or row id"),
        _text("outlet", "the outlet that published it; empty where unknown"),
        _text("relayed_by", "aggregator or translator that carried it"),
        _flag("translated", "the text is a translation into French"),
        _text("title", "headline; empty where the source has none"),
        _text("author", "byline"),
        _text("published", "ISO day, or ISO month or year when no more is known"),
        _text("published_precision", "how much of it is known", "day", "month", "year", "unknown"),
        _text(
            "published_basis",
            "where the day comes from; empty where unknown",
            "metadata",
            "text",
            "filename",
            "user",
            "",
        ),
        _text("published_evidence", "the words or field that prove it"),
        _text("url", "address of the article"),
        _text("language", "ISO 639-1 code of the text"),
        _count("words", "words of title and body"),
        _number("polarity", "textblob-fr, −1…1, mean over sentences"),
        _number("subjectivity", "textblob-fr, 0…1, mean over sentences"),
        _number("tone", "ours, −1…1, mean over the sentences that carry one"),
        _count("tone_sentences", "sentences that carry our tone"),
        _text("copy_of", "article_id of the article it copies; empty for an original"),
    ),
    "texts": (
        _text("article_id", "the article"),
        _text("text", "the title, an empty line, then the cleaned body"),
        _text("removed", "JSON list of what was taken out: start, end in the page (−1: around it), why, text"),
    ),
    "sentences": (
        *_SPAN,
        _number("polarity", "textblob-fr, −1…1"),
        _number("subjectivity", "textblob-fr, 0…1"),
        _number("tone", "ours, −1…1; empty where nothing decides"),
        _number("relation", "−1 conflict … 1 cooperation; empty where no two sides"),
        _flag("quoted", "somebody's words, in quotation marks or reported; else the outlet's own voice"),
        _text("speaker", "French press name of who says them; empty for the outlet itself and where unknown"),
    ),
    "mentions": (
        *_SPAN,
        _text("surface", "the words of the mention"),
        _text("actor_id", "stable id of the actor"),
        _text("actor", "French press name of the actor"),
        _text("actor_kind", "kind of actor", *ACTOR_KINDS),
        _text("country", "French name of the actor's state; empty for organisations"),
        _text("how", "how the actor is named", *HOWS),
        _number("towards", "tone aimed at the actor here, −1…1; empty where it is no target"),
    ),
    "times": (
        *_SPAN,
        _text("surface", "the words of the expression"),
        _text("from_date", "first day, included; empty where unresolved"),
        _text("to_date", "last day, included; empty where unresolved"),
        _text("precision", "what the words tell", *PRECISIONS),
    ),
    "reports": (
        _text("report_id", "stable: article and number of the report in it"),
        _text("meeting_id", "the meeting it tells of"),
        _text("article_id", "the article"),
        _count("sentence", "number of the sentence in its article"),
        _text("participants", "French press names, `; ` between"),
        _text("mode", "how they met", *MODES),
        _text("status", "as of the article", *STATUSES),
        _text("start_date", _FIRST_DAY),
        _text("end_date", "last day it can be, ISO"),
        _text("date_precision", "what the words tell", *PRECISIONS),
        _text("place", "city or site, French"),
        _text("country", "French name of the state"),
        _text("cue", "the words that show it"),
        _text("sides", "state or organisation of each participant, in their order, `; ` between"),
        _text("kind", "kind of meeting", *KINDS),
        _text("same_as", "report_id of the earlier report of this article that it takes up"),
        _text("joined_by", "why it tells of its meeting: codes of JOINED_BY, `; ` between"),
    ),
    "meetings": (
        _text("meeting_id", "stable: hash of participants, dates and mode"),
        _text("start_date", _FIRST_DAY),
        _text("end_date", "last day it can be, ISO"),
        _text("date_precision", "the best known", *PRECISIONS),
        _text("participants", "French press names, `; ` between"),
        _text("countries", "their states, `; ` between"),
        _text("mode", "how they met", *MODES),
        _text("kind", "kind of meeting", *KINDS),
        _text("status", "the latest known", *STATUSES),
        _text("history", "what was reported when: `day status (days told)`, `; ` between"),
        _text("place", "city or site, French"),
        _text("country", "French name of the state"),
        _count("reports", "reports of it"),
        _count("articles", "articles that tell it"),
        _count("outlets", "known outlets that tell it"),
        _text("first_reported", "ISO day of the first article that tells it"),
        _text("plover", "PLOVER event type"),
        _text("cameo", "CAMEO event code"),
        _text("doubts", "what is uncertain about it: codes of DOUBTS, `; ` between"),
    ),
    "statements": (
        *_SPAN,
        _text("surface", "the words that give the number"),
        _text("participants", "French press names, `; ` between"),
        _text("sides", "state or organisation of each participant, in their order, `; ` between"),
        _count("count", "how often they have met, as the article states it"),
        _text("form", "a total (« 39 fois ») or a rank (« leur troisième rencontre »)", "total", "rank"),
        _text("since_date", "first day of the count, ISO; empty where none is told"),
        _text("until_date", "last day of the count, ISO; empty where none is told"),
    ),
    "rejects": (
        _text("source_id", "the input"),
        _text("reason", "one plain sentence"),
        _text("stage", "where it stopped", "open", "read", "extract"),
    ),
}


def columns(table: str) -> list[str]:
    """Names of the columns of `table`, in order. Raises TableError for an unknown table."""
    if table not in TABLES:
        raise TableError(f"unknown table {table!r}; the tables are {', '.join(TABLES)}")
    return [column.name for column in TABLES[table]]


def frame(table: str, rows: "Iterable[Mapping[str, Any]] | pd.DataFrame" = ()) -> "pd.DataFrame":
    """`rows` as a frame that keeps the contract of `table`: its columns in order, its dtypes.

    Raises TableError where a column is missing or unknown, or a value cannot be of its type.
    """
    import pandas as pd

    names = columns(table)
    given = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(list(rows))
    if given.empty and not len(given.columns):
        given = pd.DataFrame(columns=names)
    _check_names(table, names, list(given.columns))
    found = dict(given.items())
    cast = {column.name: _cast(table, column, found[column.name]) for column in TABLES[table]}
    # A table that was kept right is not put together again: the first chart waits for nine of them.
    kept = list(found) == names and all(cast[name] is found[name] for name in names)
    return given.copy(deep=False) if kept else pd.DataFrame(cast)


def _check_names(table: str, expected: Sequence[str], found: Sequence[str]) -> None:
    missing = [name for name in expected if name not in found]
    unknown = [name for name in found if name not in expected]
    if missing or unknown:
        raise TableError(f"table {table}: missing columns {missing}, unknown columns {unknown}")


def _cast(table: str, column: Column, values: "pd.Series[Any]") -> "pd.Series[Any]":
    import pandas as pd

    dtype = pd.api.types.pandas_dtype(column.dtype)
    known = values.fillna("") if column.dtype == "str" and values.hasnans else values
    try:
        cast: pd.Series[Any] = known if known.dtype == dtype else known.astype(dtype)
    except (TypeError, ValueError) as error:
        raise TableError(f"table {table}, column {column.name}: {error}") from error
    wrong = set(cast.unique()) - set(column.values) if column.values else set()
    if wrong:
        raise TableError(f"table {table}, column {column.name}: {sorted(wrong)} not among {list(column.values)}")
    return cast


def report_key(source_id: str, sentence: int, cue: str) -> str:
    """How a line by hand names a report: by its source, not by ids that change with an outlet or a day."""
    return " ".join(f"{source_id} | {sentence} | {cue}".split())


def join(items: Iterable[str]) -> str:
    """Items as one cell."""
    return LIST_SEPARATOR.join(items)


def split(cell: str) -> list[str]:
    """The items of one cell; none for an empty one."""
    return cell.split(LIST_SEPARATOR) if cell else []
