"""What was read: dropped files, coverage, the articles with what was kept and removed, what was rejected."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from analysis import charts
from analysis.charts import coverage as drawing
from analysis.measures import articles as measures
from analysis.views import corpora, correct, drop, local, parts, reasons, understood
from analysis.views.filters import Choice

_MOST_LISTED = 500  # articles offered on screen; with more, the list alone would weigh megabytes a click


def show(choice: Choice) -> None:
    """The page."""
    words = choice.words
    folder = corpora.available().get(choice.corpus.name)
    parts.heading(words("corpus.title"), level=1)
    with st.container(key="lead"):
        st.markdown(_lead(choice))
    drop.show(words, folder if folder and local.editable(folder) else None)
    understood.show(choice, folder)
    _coverage(choice)
    _articles(choice, folder)
    _rejects(choice)


def _lead(choice: Choice) -> str:
    words, tables = choice.words, choice.corpus.tables
    said = words("overview.articles", n=len(tables.articles))
    if copies := int((tables.articles["copy_of"] != "").sum()):
        said = words("corpus.of_which", articles=said, copies=words("corpus.copies", n=copies))
    return words("corpus.lead", articles=said, rejects=words("corpus.rejects", n=len(tables.rejects)))


def _coverage(choice: Choice) -> None:
    words = choice.words
    parts.heading(words("coverage.title"), words("coverage.lead", bin=words(f"bin.{choice.bin}")))
    found = corpora.measured(measures.outlet_coverage, choice.corpus, choice.selection, choice.bin)
    notes = _coverage_notes(choice, found)
    if not (found["state"] != "").any():
        st.info(" ".join([words("coverage.empty"), *notes]))
        return
    shown = found[found["state"] != ""]
    frame = pd.DataFrame(
        {
            words("table.outlet"): [choice.outlet(outlet) for outlet in shown["outlet"]],
            words("table.from"): shown["start"].dt.strftime("%Y-%m-%d"),
            words("table.period"): [words.period(start.date(), choice.bin) for start in shown["start"]],
            words("table.articles"): shown["articles"],
            words("coverage.vague"): shown["vague"],
            words("coverage.state"): [words(f"coverage.state_{state}") for state in shown["state"]],
        }
    )
    figure = drawing.outlet_coverage(found, words, choice.bin)
    parts.chart(choice, "coverage", figure, charts.config(words), frame, notes)


def _coverage_notes(choice: Choice, found: pd.DataFrame) -> list[str]:
    """What the map cannot show, in words."""
    words = choice.words
    articles = corpora.measured(measures.article_list, choice.corpus, choice.selection)
    undated = articles["first"].isna()
    counts = {
        "gaps": int((found["state"] == "gap").sum()),
        "undated": int(undated.sum()),
        "month": int((articles["published_precision"] == "month").sum()),
        "year": int((articles["published_precision"] == "year").sum()),
        "hidden": found["outlet"].nunique() - drawing.MOST_OUTLETS,
    }
    return [words(f"coverage.note_{key}", n=count) for key, count in counts.items() if count > 0]


def _articles(choice: Choice, folder: Path | None) -> None:
    words = choice.words
    parts.heading(words("corpus.articles"), words("corpus.articles_lead"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        asked = st.text_input(words("corpus.find"), key="find", bind="query-params", help=words("corpus.find_help"))
        subset = st.pills(
            words("corpus.only"),
            measures.SUBSETS,
            format_func=lambda name: words(f"corpus.only_{name}"),
            key="only",
            bind="query-params",
        )
    found = corpora.measured(measures.article_list, choice.corpus, choice.selection, subset or "")
    found = _matching(found, asked)
    if found.empty:
        st.info(words("corpus.none"))
        return
    frame = _frame(choice, found)
    listed = found["article_id"].head(_MOST_LISTED).tolist()

    def clicked() -> None:
        if rows := st.session_state["articles-grid"]["selection"]["rows"]:
            st.session_state["article"] = listed[rows[0]]

    parts.table(frame.head(_MOST_LISTED), words("unknown.cell"), key="articles-grid", on_select=clicked)
    if len(found) > _MOST_LISTED:
        st.caption(words("corpus.more", n=len(found) - _MOST_LISTED, shown=_MOST_LISTED))
    parts.download(choice, "articles", frame)
    _one(choice, found.head(_MOST_LISTED), folder)


def _matching(found: pd.DataFrame, asked: str) -> pd.DataFrame:
    """The rows of which the file, the outlet or the title holds what was asked for."""
    if not asked.strip():
        return found
    hits = [
        found[column].str.contains(asked.strip(), case=False, regex=False)
        for column in ("source_id", "outlet", "title")
    ]
    return found[hits[0] | hits[1] | hits[2]]


def _frame(choice: Choice, found: pd.DataFrame) -> pd.DataFrame:
    """The table as shown and as downloaded; what is unknown is missing, not an empty text."""
    words = choice.words
    precisions = {value: words(f"precision.{value}") for value in found["published_precision"].unique() if value}
    bases = {value: words(f"basis.{value}") for value in found["published_basis"].unique() if value}
    columns = {
        "table.published": _known(found["published"]),
        "table.precision": found["published_precision"].map(precisions).where(found["published"] != "", None),
        "table.outlet": _known(found["outlet"]),
        "table.title": _known(found["title"]),
        "corpus.words": found["words"],
        "corpus.basis": found["published_basis"].map(bases),
        "corpus.evidence": _known(found["published_evidence"]),
        "corpus.copied": found["copied"],  # empty in most rows, and then not unknown
        "corpus.relay": found["relayed_by"],
        "table.source": found["source_id"],
    }
    return pd.DataFrame({words(name): values for name, values in columns.items()})


def _known(texts: pd.Series) -> pd.Series:
    return texts.where(texts != "", None)


def _one(choice: Choice, found: pd.DataFrame, folder: Path | None) -> None:
    """One article: what was recognised of it, what was kept and removed, and the form to correct it."""
    words = choice.words
    labels = {
        ident: " · ".join((source, choice.outlet(outlet), day or words("unknown.day")))
        for ident, source, outlet, day in found[["article_id", "source_id", "outlet", "published"]].itertuples(
            index=False
        )
    }
    _reopen(found)
    if st.session_state.get("article") not in labels:  # set, not forgotten: the browser would keep the old one
        st.session_state["article"] = next(iter(labels))
    picked = st.selectbox(
        words("corpus.choose"), list(labels), key="article", format_func=lambda ident: labels.get(ident, ident)
    )
    article = found[found["article_id"] == picked].iloc[0]
    _facts(choice, article)
    correct.show(choice, article, folder)
    _texts(choice, str(article["article_id"]))


def _reopen(found: pd.DataFrame) -> None:
    """The article that was just corrected is shown again, though its id is another."""
    source = st.session_state.pop(drop.ARTICLE_NEXT, "")
    same = found.loc[found["source_id"] == source, "article_id"]
    if source and len(same):
        st.session_state["article"] = str(same.iloc[0])


def _facts(choice: Choice, article: pd.Series) -> None:
    words = choice.words
    basis = str(article["published_basis"])
    facts = {
        "table.outlet": choice.outlet(str(article["outlet"])),
        "table.published": _day(choice, article),
        "corpus.basis": words(f"basis.{basis}") if basis else words("unknown.cell"),
        "corpus.evidence": str(article["published_evidence"]) or words("unknown.cell"),
        "corpus.words": words.number(int(article["words"])) if pd.notna(article["words"]) else words("unknown.cell"),
        "corpus.copied": str(article["copied"]),
        "corpus.relay": str(article["relayed_by"]),
    }
    with st.container(border=True, key="article-detail"):
        with st.container(key="article-title"):
            st.text(str(article["title"]) or str(article["source_id"]))
        with st.container(horizontal=True, key="article-facts"):
            for key, value in facts.items():
                if value:
                    with st.container(width="content", gap=None):
                        st.caption(words(key))
                        st.text(value)


def _day(choice: Choice, article: pd.Series) -> str:
    if pd.isna(article["first"]):
        return choice.words("date.unknown")
    return choice.words.span(article["first"].date(), article["last"].date(), str(article["published_precision"]))


def _texts(choice: Choice, article_id: str) -> None:
    words = choice.words
    text, removed = measures.text_of(choice.corpus.tables, article_id)
    if not text:
        st.caption(words("corpus.no_text"))
        return
    left, right = st.columns(2, gap="medium")
    with left:
        parts.heading(words("corpus.kept"), level=3)
        with st.container(border=True, key="article-kept"):
            st.text(text)
    with right:
        parts.heading(words("corpus.removed"), level=3)
        with st.container(border=True, key="article-removed"):
            pieces = _pieces(removed)
            if not pieces:
                st.text(words("corpus.nothing_removed"))
            for piece in pieces:
                with st.container(gap=None):
                    st.caption(_why(choice, str(piece.get("why", ""))))
                    st.text(str(piece.get("text", "")))


def _pieces(removed: str) -> list[dict[str, Any]]:
    """What was removed, in the order of the source; none where the cell is empty or not as agreed."""
    try:
        found = json.loads(removed or "[]")
    except ValueError:
        return []
    return [piece for piece in found if isinstance(piece, dict)] if isinstance(found, list) else []


def _why(choice: Choice, why: str) -> str:
    """The reason in the words of the interface; one that they do not know, as it stands and as code."""
    key = "why.repeated_on" if why.startswith("repeated on") else f"why.{why.replace(' ', '_')}"
    return choice.words(key) if key in choice.words.texts else f"`{why.replace('`', '')}`"


def _rejects(choice: Choice) -> None:
    words, rejects = choice.words, choice.corpus.tables.rejects
    parts.heading(words("method.rejects"))
    if rejects.empty:
        st.text(words("method.no_rejects"))
        return
    frame = reasons.table(words, rejects)
    parts.table(frame)
    parts.download(choice, "rejects", frame)
