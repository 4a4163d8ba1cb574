"""The rows of parts: a page as its source has it, and what was read in it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date
from hashlib import blake2b
from typing import Any

import pyarrow as pa

from analysis import tables
from analysis.extraction.byhand import Judgement
from analysis.extraction.facts import FactReader
from analysis.reading import duplicates, repetition
from analysis.reading.articles import Article
from analysis.reading.formats import Page, Reject

FACTS = ("sentences", "mentions", "times", "reports", "statements")
_PAGE = tuple(field.name for field in fields(Page))

_TYPES = {"str": pa.string(), "bool": pa.bool_(), "Int64": pa.int64(), "Float64": pa.float64(), "boolean": pa.bool_()}


def _struct(table: str) -> pa.DataType:
    return pa.struct([(column.name, _TYPES[column.dtype]) for column in tables.TABLES[table]])


# `reason`, `stage`: filled where the page or the article is a reject. `size`: characters.
# `place`, `lines`: see repetition.
# `recognised`: on the last row of a file, how the file was understood, as JSON.
PAGES = pa.schema(
    [
        *((field.name, _TYPES[getattr(field.type, "__name__", str(field.type))]) for field in fields(Page)),
        ("reason", pa.string()),
        ("stage", pa.string()),
        ("digest", pa.string()),
        ("size", pa.int64()),
        ("place", pa.string()),
        ("lines", pa.binary()),
        ("recognised", pa.string()),
    ]
)
READ = pa.schema(
    [
        ("source_id", pa.string()),
        ("reason", pa.string()),
        ("stage", pa.string()),
        ("articles", _struct("articles")),
        ("texts", _struct("texts")),
        *((name, pa.list_(_struct(name))) for name in FACTS),
        ("signature", pa.binary()),
    ]
)


def of_page(page: Page | Reject) -> dict[str, Any]:
    """A row of PAGES."""
    row = {name: valid(value) if isinstance(value, str) else value for name, value in asdict(page).items()}
    content = json.dumps(row, sort_keys=True).encode()
    row |= {"digest": blake2b(content, digest_size=16).hexdigest(), "size": 0, "place": ""}
    if isinstance(page, Page):
        lines = repetition.survey(row["text"])
        row |= {"size": len(page.text), "place": valid(repetition.place(page)), "lines": lines.tobytes()}
    return row


def valid(text: str) -> str:
    """`text` with a question mark for each half of a character, as broken file names and JSON escapes have them."""
    return text.encode("utf-8", "replace").decode("utf-8")


def page(row: Mapping[str, Any]) -> Page:
    """The page that `of_page` made a row of."""
    return Page(**{name: row[name] for name in _PAGE})


def of_reject(reject: Reject) -> dict[str, Any]:
    """A row of READ for what became no article."""
    return asdict(reject)


def of_article(article: Article, reader: FactReader, judged: Sequence[Judgement] = ()) -> dict[str, Any]:
    """A row of READ: the article with the rows that it gives to every table."""
    day = date.fromisoformat(article.published) if article.published_precision == "day" else None
    facts = reader.read(article.article_id, article.text, bool(article.title), day, judged)
    own = asdict(article)
    text, removed = own.pop("text"), own.pop("removed")
    return {
        "source_id": article.source_id,
        "articles": own | facts.figures,
        "texts": {
            "article_id": article.article_id,
            "text": text,
            "removed": json.dumps(removed, ensure_ascii=False),
        },
        "signature": duplicates.pack(duplicates.signature(text)),
        **{name: getattr(facts, name) for name in FACTS},
    }
