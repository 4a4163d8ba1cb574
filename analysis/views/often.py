"""How often one thing is mentioned, over the articles that were read: an actor, or words looked for."""

import pandas as pd
import streamlit as st

from analysis import charts, measures
from analysis.views import corpora, parts, wording
from analysis.views.filters import Choice


def show(choice: Choice, key: str, series: pd.DataFrame, name: str, colour: str) -> None:
    """The chart of `series` (as measures.mentions_over_time, of one actor_id), `name` in its legend and its file."""
    words = choice.words
    if not series["mentions"].any():
        st.info(words("mentions.empty"))
        return
    coverage = corpora.measured(measures.coverage, choice.corpus, choice.selection, choice.bin)
    only = str(series["actor_id"].iloc[0])
    figure = charts.mentions(series, coverage, {only: name}, {only: colour}, words, choice.bin)
    frame = pd.DataFrame(
        {
            **wording.periods(words, choice.bin, coverage.index),
            words("table.articles"): coverage.to_numpy(),
            words("actors.col_mentions"): series["mentions"].to_numpy(),
        }
    )
    out = len(measures.select_articles(choice.corpus.tables, choice.selection)) - int(coverage.sum())
    notes = [words("overview.articles_left_out", n=out)] if out else []
    parts.chart(choice, key, figure, charts.config(words), frame, notes, facets=[name])
