"""Words looked for: how often over time, and the sentences in which they stand."""

from collections.abc import Iterable
from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from analysis import charts, export
from analysis.language.text import normalise
from analysis.measures import search
from analysis.measures.actors import texts_of
from analysis.views import corpora, often, parts, wording
from analysis.views.filters import Choice

_MOST_READ = 40  # sentences set as text; the file holds all


def show(choice: Choice) -> None:
    """The page."""
    words = choice.words
    parts.heading(words("search.title"), words("search.lead"), level=1)
    if choice.corpus.tables.texts.empty:
        st.info(words("search.no_text"))
        return
    asked = " ".join(
        st.text_input(
            words("search.asked"), key="words", bind="query-params", placeholder=words("search.example")
        ).split()
    )
    if search.pattern(asked) is None:
        return
    found = corpora.measured(search.sentences_with, choice.corpus, choice.selection, asked)
    if found.empty:
        st.info(words("search.none"))
        return
    _over_time(choice, found, asked)
    _sentences(choice, found, asked)


def _over_time(choice: Choice, found: pd.DataFrame, asked: str) -> None:
    words = choice.words
    parts.heading(words("search.over_time"), words("actor_time.lead", bin=words(f"bin.{choice.bin}")))
    series = search.words_over_time(choice.corpus.tables, choice.selection, found, choice.bin)
    often.show(choice, "search", series, asked, charts.HELD)


def _sentences(choice: Choice, found: pd.DataFrame, asked: str) -> None:
    words = choice.words
    sentences = words("network.sentences", n=len(found))
    articles = words("network.articles", n=found["article"].nunique())
    parts.heading(words("search.told"), words("search.counted", sentences=sentences, articles=articles))
    shown = found.head(_MOST_READ)
    texts = texts_of(choice.corpus.tables, shown)
    for text, outlet, published in zip(texts, shown["outlet"], shown["published"], strict=True):
        with st.container(border=True, gap="small"):
            st.html(f'<p class="told">{marked(text, asked)}</p>')
            st.text(f"— {choice.outlet(outlet)}, {wording.day(words, published)}")
    if len(found) > len(shown):
        st.caption(words("actor.sentences_cut", n=len(found) - len(shown), shown=len(shown)))
    name = parts.file_name(choice, "sentences", "csv", [asked])
    parts.file(words("table.download"), "sentences", name, "text/csv", partial(_csv, choice, found))


def marked(text: str, asked: str) -> str:
    """`text` as HTML with the words marked; outside text is escaped piece by piece."""
    wanted, done, pieces = search.pattern(asked), 0, []
    for match in wanted.finditer(normalise(text)) if wanted else ():
        pieces += [escape(text[done : match.start()]), f"<mark>{escape(text[match.start() : match.end()])}</mark>"]
        done = match.end()
    return "".join([*pieces, escape(text[done:])])


def _csv(choice: Choice, found: pd.DataFrame) -> bytes:
    columns: dict[str, Iterable[object]] = {
        "outlet": [choice.outlet(outlet) for outlet in found["outlet"]],
        **{name: found[name] for name in ("published", "sentence", "start", "end")},
        "source": found["source_id"],
        "text": texts_of(choice.corpus.tables, found),
    }
    return export.csv(wording.named(choice.words, columns))
