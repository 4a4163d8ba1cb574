"""The ways to the page of an actor: by a click on a chart or a row, by a link."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from analysis.views.filters import Choice

ADDRESS = "acteur"  # the actor_id in the address of the page
_OPENED = "actor-opened"  # in the session: the actor whose page a click asks for


def open_page(actor_id: str) -> None:
    """Asks for the page of an actor; it opens at the next run."""
    st.session_state[_OPENED] = actor_id


def opened_by_click(chart: str) -> None:
    """Asks for the page of the actor that the clicked mark of a chart carries."""
    points = st.session_state[chart]["selection"]["points"]
    carried = points[0].get("customdata") if points else None
    if carried:
        open_page(carried if isinstance(carried, str) else str(carried[0]))


def follow(page: Any) -> None:
    """Opens the page that was asked for."""
    if picked := st.session_state.pop(_OPENED, None):
        st.switch_page(page, query_params={ADDRESS: picked})


def links(choice: Choice, names: Sequence[str], page: Any) -> None:
    """A row of links to the pages of actors, by their names; those that no article names have none."""
    actors = choice.corpus.tables.actors
    # The first of two that bear one name. By hand: pandas takes five times as long for a few names.
    found = dict(zip(reversed(actors["actor"].tolist()), reversed(actors["actor_id"].tolist()), strict=True))
    with st.container(horizontal=True, gap="small"):
        for name in (name for name in dict.fromkeys(names) if name in found):
            label = name.replace("[", "").replace("]", "")
            st.page_link(page, label=label, icon=":material/person_search:", query_params={ADDRESS: found[name]})
