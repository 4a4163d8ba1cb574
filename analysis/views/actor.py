"""One actor: who it is, how often and how it is named, beside whom, by which outlet, in which words."""

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from analysis import charts, measures
from analysis.measures.actors import figures
from analysis.measures.people import offices
from analysis.views import actor_links, actor_sentences, corpora, identify, meetings, naming, often, parts, wording
from analysis.views.filters import Choice

_MOST_OFFICES = 8  # the latest; of most persons that is all


def show(choice: Choice, list_page: Any, own_page: Any, meeting_page: Any) -> None:
    """The page; `list_page` is that of all actors, `own_page` this one, of another actor, `meeting_page` that of one
    meeting.
    """
    actor_links.follow(own_page)
    meetings.follow(meeting_page)
    words = choice.words
    st.page_link(list_page, label=words("actor.back"), icon=":material/arrow_back:")
    actors = choice.corpus.tables.actors
    picked = str(st.query_params.get(actor_links.ADDRESS, ""))
    found = actors[actors["actor_id"] == picked]
    if found.empty:
        parts.heading(words("page.actor"), level=1)
        identify.notice(choice)
        st.info(words("actor.missing" if picked else "actor.none"))
        return
    row = found.iloc[0]
    ignored = choice.selection.actors is not None
    choice = replace(choice, selection=replace(choice.selection, actors=None))
    _who(choice, row)
    identify.notice(choice)
    if ignored:
        st.caption(words("actor.ignored"))
    if not corpora.measured(figures, choice.corpus, choice.selection, picked).mentions:
        st.info(words("actor.empty"))
        return
    config = charts.config(words)
    _over_time(choice, row)
    naming.how(choice, row, config)
    naming.beside_whom(choice, row, config)
    _met(choice, row)
    naming.by_whom(choice, row, config)
    actor_sentences.show(choice, row)
    identify.known(choice, str(row["actor"]))


def _who(choice: Choice, row: pd.Series) -> None:
    words = choice.words
    with st.container(key="meeting-who"):
        st.text(row["actor"])
    counted = corpora.measured(figures, choice.corpus, choice.selection, row["actor_id"])
    kind = words(f"actors.one_{row['actor_kind']}")
    state = row["country"] if row["actor_kind"] == "person" else ""
    facts = {
        "kind": " · ".join(part for part in (kind, state) if part),
        "mentions": words.number(counted.mentions),
        "sentences": words.number(counted.sentences),
        "articles": words("actor.of_read", n=counted.articles, read=counted.read),
        "outlets": words.number(counted.outlets),
    }
    if pd.notna(counted.first):
        facts["named"] = words.span(counted.first.date(), counted.last.date(), "day")
    with st.container(border=True, key="meeting-detail"):
        with st.container(horizontal=True, key="meeting-facts"):
            for key, value in facts.items():
                with st.container(width="content", gap=None):
                    st.caption(words(f"actor.{key}"))
                    st.text(value)
        if row["actor_kind"] == "person":
            _offices(choice, row["actor_id"])


def _offices(choice: Choice, actor_id: str) -> None:
    """What the knowledge says: the offices, or that it holds none, or that it does not know the person."""
    words = choice.words
    known = identify.is_known(actor_id)
    if not known:
        st.caption(words("actor.stranger" if known is not None else "actor.broken"))
        return
    found = offices(actor_id)
    if found.empty:
        st.caption(words("actor.no_office"))
        return
    st.caption(words("actor.offices"))
    for title, of, body, start, end, sure in found.head(_MOST_OFFICES).itertuples(index=False):
        when = _span(choice, start, end)
        said = words("actor.office", title=title, of=body or of, when=when)
        st.text(said if sure else words("actor.unsure", office=said))


def _span(choice: Choice, start: str, end: str) -> str:
    words = choice.words
    first, last = (wording.day(words, day) if day else "" for day in (start, end))
    if first and last:
        return words("date.range", first=first, last=last)
    return words("actor.since", day=first) if first else words("actor.until", day=last) if last else ""


def _over_time(choice: Choice, row: pd.Series) -> None:
    words = choice.words
    parts.heading(words("actor_time.title"), words("actor_time.lead", bin=words(f"bin.{choice.bin}")))
    mine = replace(choice.selection, actors=(row["actor_id"],))
    series = corpora.measured(measures.mentions_over_time, choice.corpus, mine, choice.bin)
    palette = charts.colours(list(choice.corpus.tables.actors["actor_id"]))
    often.show(choice, "actor_time", series, row["actor"], palette[row["actor_id"]])


def _met(choice: Choice, row: pd.Series) -> None:
    words = choice.words
    mine = replace(choice.selection, actors=(row["actor_id"],))
    found = corpora.measured(measures.meeting_list, choice.corpus, mine)
    parts.heading(words("actor_met.title"), words("actor_met.lead", n=len(found)) if len(found) else "")
    if found.empty:
        st.info(words("actor_met.empty"))
        return
    meetings.listed(replace(choice, selection=mine), found, "actor-meetings")
