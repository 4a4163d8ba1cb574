"""The dashboard: who is named, who meets, in what tone, over time."""

from typing import Any

import pandas as pd
import streamlit as st

from analysis import charts, measures
from analysis.views import actor_links, corpora, leading, parts, tone, wording
from analysis.views.filters import Choice
from analysis.words import Words


def show(choice: Choice, actor_page: Any = None) -> None:
    """The page; `actor_page` is that of one actor."""
    words = choice.words
    parts.heading(words("overview.title"), level=1)
    if not len(measures.select_articles(choice.corpus.tables, choice.selection)):
        st.info(words("overview.empty"))
        return
    with st.container(key="lead"):
        st.markdown(_lead(choice))
    answer = st.container()  # above the charts, but counted after the first of them has gone to the browser
    if choice.coarser:
        st.caption(words("bin.coarser", bin=words(f"bin.{choice.bin}")))
    config = charts.config(words)
    _mentions(choice, config, actor_page)
    with answer:
        leading.show(choice)
    _meetings(choice, config)
    tone.overview(choice)


def _lead(choice: Choice) -> str:
    words, tables = choice.words, choice.corpus.tables
    articles = measures.select_articles(tables, choice.selection)
    statuses = measures.select_meetings(tables, choice.selection)["status"].value_counts()
    held, planned = (int(statuses.get(status, 0)) for status in measures.COUNTED)
    known = articles["outlet"][articles["outlet"] != ""]
    sources = []
    if len(known):
        sources.append(
            words(
                "overview.known",
                articles=words("overview.articles", n=len(known)),
                outlets=words("overview.sources", n=known.nunique()),
            )
        )
    if len(known) < len(articles):
        sources.append(words("overview.unknown", n=len(articles) - len(known)))
    told = {"sources": words("overview.and").join(sources), "span": _span(words, articles)}
    if not held + planned:
        return words("overview.lead_none", **told)
    counts = {name: words(f"overview.{name}", n=n) for name, n in (("held", held), ("planned", planned))}
    return words("overview.lead", **told, **counts, meetings=words("overview.meetings", n=held + planned))


def _span(words: Words, articles: pd.DataFrame) -> str:
    first, last = articles["first"].min(), articles["last"].max()
    return words("date.unknown") if pd.isna(first) else words.span(first.date(), last.date(), "day")


def _mentions(choice: Choice, config: dict[str, object], actor_page: Any) -> None:
    words, tables = choice.words, choice.corpus.tables
    parts.heading(words("mentions.title"), words("mentions.lead", bin=words(f"bin.{choice.bin}")))
    series = corpora.measured(measures.mentions_over_time, choice.corpus, choice.selection, choice.bin)
    if not series["mentions"].any():
        st.info(words("mentions.empty"))
        return
    coverage = corpora.measured(measures.coverage, choice.corpus, choice.selection, choice.bin)
    named = {
        **dict(zip(tables.actors["actor_id"], tables.actors["actor"], strict=True)),
        measures.OTHERS: words("mentions.others"),
    }
    figure = charts.mentions(
        series, coverage, named, charts.colours(list(tables.actors["actor_id"])), words, choice.bin
    )
    actors = series["actor_id"].unique().tolist()
    wide = series["mentions"].to_numpy().reshape(-1, len(actors))  # a row a period, a column an actor
    frame = pd.DataFrame(
        {
            **wording.periods(words, choice.bin, coverage.index),
            words("table.articles"): coverage.to_numpy(),
            **{named[actor]: wide[:, place] for place, actor in enumerate(actors)},
        }
    )
    out = _left_out(choice).articles
    parts.chart(
        choice,
        "mentions",
        figure,
        config,
        frame,
        [
            *([words("mentions.top", n=measures.TOP_ACTORS)] if measures.OTHERS in actors else []),
            *([words("overview.articles_left_out", n=out)] if out else []),
        ],
    )
    if actor_page is not None:
        actor_links.links(choice, [named[actor] for actor in actors if actor != measures.OTHERS], actor_page)


def _meetings(choice: Choice, config: dict[str, object]) -> None:
    words = choice.words
    parts.heading(words("meetings.title"), words("meetings.lead", bin=words(f"bin.{choice.bin}")))
    series = corpora.measured(measures.meetings_over_time, choice.corpus, choice.selection, choice.bin)
    out = _left_out(choice)
    notes = [
        words(f"meetings.{key}", n=count)
        for key, count in (("undated", out.undated), ("beyond", out.beyond), ("uncounted", out.uncounted))
        if count
    ]
    if not (series["dated"].any() or series["spread"].any()):
        st.info(" ".join([words("meetings.empty"), *notes]))
        return
    columns = {
        words(f"table.{status}{suffix}"): series[column].to_numpy()[place :: len(measures.COUNTED)].round(3)
        for column, suffix in (("dated", ""), ("spread", "_spread"))
        for place, status in enumerate(measures.COUNTED)
    }
    frame = pd.DataFrame({**wording.periods(words, choice.bin, series["start"].unique()), **columns})
    if series["spread"].any():
        notes = [words("meetings.spread"), *notes]
    parts.chart(choice, "meetings", charts.meetings(series, words, choice.bin), config, frame, notes)


def _left_out(choice: Choice) -> measures.LeftOut:
    return corpora.measured(measures.left_out, choice.corpus, choice.selection, choice.bin)
