"""The actors of a corpus: who is named with whom, the list of them, and those whom nobody knows yet."""

from collections import Counter
from typing import Any, get_args

import numpy as np
import pandas as pd
import streamlit as st

from analysis import charts, export, measures, tables
from analysis.charts.network import network as draw_network
from analysis.measures.actors import actor_list
from analysis.measures.people import plain
from analysis.measures.ties import Network, Within, network
from analysis.views import actor_links, corpora, parts, people
from analysis.views.filters import Choice

VIEWS = ("network", "list", "people")
MOST_LISTED = 1000  # more rows than anyone scrolls through slow every click; the file holds them all
_DOTS = (10, 20, 30, 40)  # actors on the chart; more have no room for their names on a phone
_LINES_A_DOT, _CLOSEST = 2, 2  # on the chart, where more are a tangle; of each dot, whatever the others have


def show(choice: Choice, actor_page: Any) -> None:
    """The page; `actor_page` is that of one actor."""
    actor_links.follow(actor_page)
    words = choice.words
    parts.heading(words("page.actors"), level=1)
    view = st.segmented_control(
        words("actors.view"),
        VIEWS,
        default=VIEWS[0],
        required=True,
        format_func=lambda name: words(f"actors.view_{name}"),
        key="actors-view",
        bind="query-params",
        label_visibility="collapsed",
    )
    {"network": _network, "list": _list, "people": people.show}[str(view or VIEWS[0])](choice)


def _kinds(choice: Choice) -> tuple[str, ...]:
    """Persons, states, organisations: those asked for; none is all."""
    words = choice.words
    picked = st.pills(
        words("actors.kinds"),
        tables.ACTOR_KINDS,
        selection_mode="multi",
        format_func=lambda kind: words(f"actors.kind_{kind}"),
        key="actor-kinds",
        bind="query-params",
    )
    return tuple(kind for kind in tables.ACTOR_KINDS if kind in (picked or ()))


def _network(choice: Choice) -> None:
    words = choice.words
    parts.heading(words("network.title"), words("network.lead"))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        within: Within = parts.switch(
            words("network.within"), get_args(Within), "within", lambda name: words(f"network.within_{name}")
        )
        kinds = _kinds(choice)
        most = st.segmented_control(
            words("network.most"), _DOTS, default=_DOTS[1], required=True, key="dots", bind="query-params"
        )
    found = corpora.measured(network, choice.corpus, choice.selection, within, kinds)
    if found.ties.empty:
        st.info(words("network.empty"))
        return
    nodes, ties = _shown(found, most or _DOTS[1])
    named = dict(zip(found.nodes["actor_id"], found.nodes["actor"], strict=True))
    figure = draw_network(nodes, ties, within, words)
    notes = _network_notes(choice, found, len(nodes), len(ties), within)
    asked = [words(f"network.within_{within}"), *(words(f"actors.kind_{kind}") for kind in kinds)]
    frame = _ties_frame(choice, found.ties, named, within)

    def clicked() -> None:
        actor_links.opened_by_click("chart-network")

    config = charts.config(words)
    parts.chart(choice, "network", figure, config, frame, notes, facets=asked, on_select=clicked)
    name = parts.file_name(choice, "network", "gexf", asked)
    parts.file(words("network.gexf"), "gexf", name, "application/gexf+xml", lambda: _gexf(choice, found), "hub")


def _shown(found: Network, most: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The dots and lines that can be told apart: of each dot its closest ties, then the most frequent of all."""
    nodes = found.nodes.head(most)
    ties = found.ties
    ties = ties[ties["one"].isin(nodes["actor_id"]) & ties["other"].isin(nodes["actor_id"])].reset_index(drop=True)
    seen: Counter[str] = Counter()
    far = []
    for one, other in zip(ties["one"], ties["other"], strict=True):
        far.append(min(seen[one], seen[other]) >= _CLOSEST)
        seen.update((one, other))
    order = np.argsort(far, kind="stable")
    return nodes, ties.iloc[sorted(order[: _LINES_A_DOT * len(nodes)])]


def _network_notes(choice: Choice, found: Network, dots: int, lines: int, within: Within) -> list[str]:
    words = choice.words
    notes = [words("network.read", units=words(f"network.{within}s_read", n=found.units))]
    if (more := len(found.nodes) + found.left_out - dots) > 0:
        near = "dots" if choice.selection.actors is None else "near"
        notes.append(words(f"network.{near}", n=more, shown=dots))
    if (more := len(found.ties) - lines) > 0:
        notes.append(words("network.lines", n=more, shown=lines))
    copies = int((measures.select_articles(choice.corpus.tables, choice.selection)["copy_of"] != "").sum())
    if copies and choice.selection.copies:
        notes.append(words("actors.copies", n=copies))
    return notes


def _ties_frame(choice: Choice, ties: pd.DataFrame, named: dict[str, str], within: Within) -> pd.DataFrame:
    words = choice.words
    return pd.DataFrame(
        {
            words("actors.col_one"): ties["one"].map(named),
            words("actors.col_other"): ties["other"].map(named),
            words(f"actors.col_together_{within}"): ties["together"],
            words("actors.col_expected"): ties["expected"].round(2),
            words("actors.col_npmi"): ties["npmi"].round(3),
        }
    )


def _gexf(choice: Choice, found: Network) -> bytes:
    """All dots and lines, those too that the chart has no room for."""
    nodes = found.nodes[["actor_id", "actor", "actor_kind", "country", "named"]]
    return export.gexf(nodes, found.ties[["one", "other", "together", "expected", "npmi"]].round(4))


def _list(choice: Choice) -> None:
    words = choice.words
    parts.heading(words("actors.list"), words("actors.list_lead"))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        asked = st.text_input(words("actors.find"), key="find-actor", bind="query-params")
        kinds = _kinds(choice)
    found = corpora.measured(actor_list, choice.corpus, choice.selection)
    found = found[found["actor_kind"].isin(kinds or tables.ACTOR_KINDS)]
    if asked.strip():
        wanted = plain(asked.strip())
        found = found[[wanted in plain(name) for name in found["actor"]]]
    if found.empty:
        st.info(words("actors.none"))
        return
    frame = pd.DataFrame(
        {
            words("actors.col_actor"): found["actor"],
            words("actors.col_kind"): [words(f"actors.one_{kind}") for kind in found["actor_kind"]],
            words("actors.col_country"): found["country"].where(found["country"] != "", None),
            words("actors.col_mentions"): found["mentions"],
            words("actors.col_articles"): found["articles"],
        }
    )
    ids = found["actor_id"].tolist()

    def picked() -> None:
        rows = st.session_state["actors-grid"]["selection"]["rows"]
        if rows:
            actor_links.open_page(ids[rows[0]])

    parts.table(frame.head(MOST_LISTED), "—", key="actors-grid", on_select=picked, rows=20)
    if len(frame) > MOST_LISTED:
        st.caption(words("actors.cut", n=len(frame) - MOST_LISTED, shown=MOST_LISTED))
    parts.download(choice, "actors", frame, [words(f"actors.kind_{kind}") for kind in kinds] or None)
