"""Runs reading, extraction and merging over any number of files and gives the tables of a corpus."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import knowledge, merging, tables
from analysis.extraction.facts import FactReader
from analysis.reading import articles as reading
from analysis.reading.articles import Article

FACTS = ("sentences", "mentions", "times", "reports")


def build(
    paths: Sequence[Path], progress: Callable[[int, str], None] = lambda count, source: None
) -> dict[str, pd.DataFrame]:
    """The tables of the articles found at `paths` (files or folders).

    `progress` is called after each input with the number read so far and its source_id. Bad inputs become rows of
    `rejects`; only a missing or contradictory knowledge file raises (KnowledgeError).
    """
    known = knowledge.load()
    facts = FactReader(known)
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in tables.TABLES}
    for count, item in enumerate(reading.read(paths, known), start=1):
        if isinstance(item, Article):
            _extract(item, facts, rows)
        else:
            rows["rejects"].append(asdict(item))
        progress(count, item.source_id)
    frames = {name: tables.frame(name, found) for name, found in rows.items() if name != "meetings"}
    frames["reports"], frames["meetings"] = merging.merge(frames["reports"], frames["articles"])
    return {name: frames[name] for name in tables.TABLES}


def _extract(article: Article, reader: FactReader, rows: dict[str, list[dict[str, Any]]]) -> None:
    day = date.fromisoformat(article.published) if article.published_precision == "day" else None
    facts = reader.read(article.article_id, article.text, bool(article.title), day)
    row = asdict(article)
    text, removed = row.pop("text"), row.pop("removed")
    rows["articles"].append(row | facts.figures)
    rows["texts"].append(
        {"article_id": article.article_id, "text": text, "removed": json.dumps(removed, ensure_ascii=False)}
    )
    for name in FACTS:
        rows[name] += getattr(facts, name)


def without_text(frames: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The same tables without the words of the press: no `texts`, no titles. Facts, figures and offsets stay."""
    kept = {name: frame for name, frame in frames.items() if name != "texts"}
    return kept | {"articles": frames["articles"].assign(title="")}
