"""What several pages show alike: a heading, a chart with its figures and download, a notice."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from analysis import export, measures
from analysis.views.filters import Choice
from analysis.words import FOLDER

_ROWS_SHOWN, _ROW_HEIGHT = 10, 35  # of a table before it scrolls; Streamlit's own height of a row


def style() -> None:
    """The few rules of typography that the theme cannot say."""
    st.html(FOLDER / "style.css")


def heading(title: str, lead: str = "", *, level: int = 2) -> None:
    """A title and the line that says what is below it. Both from the catalogue, not from outside."""
    (st.title if level == 1 else st.header if level == 2 else st.subheader)(title, anchor=False)
    if lead:
        st.markdown(lead)


def chart(
    choice: Choice, key: str, figure: Any, config: dict[str, Any], frame: pd.DataFrame, notes: Sequence[str]
) -> None:
    """A figure, what it does not show, the table behind it, and that table as a file."""
    st.plotly_chart(figure, config=config, key=f"chart-{key}", alt=choice.words(f"{key}.title"))
    for note in notes:
        st.caption(note)
    with st.container(horizontal=True, vertical_alignment="top"):
        # Only an open table is sent: three grids that nobody sees would delay the first chart.
        figures = st.expander(choice.words("table.open"), key=f"figures-{key}", on_change="rerun")
        if figures.open:
            with figures:
                table(frame)
        download(choice, key, frame)


def table(frame: pd.DataFrame, unknown: str = "") -> None:
    """A frame as a grid of plain text and numbers, `unknown` in the cells that have none."""
    height = _ROW_HEIGHT * (min(len(frame), _ROWS_SHOWN) + 1) + 2
    st.dataframe(frame, hide_index=True, height=height, placeholder=unknown)


def download(choice: Choice, what: str, frame: pd.DataFrame) -> None:
    """A button that gives `frame` as CSV under a name that tells the filters."""
    selection, words, tables = choice.selection, choice.words, choice.corpus.tables
    first, last = measures.period(tables, selection)
    whole = selection.first is None and selection.last is None
    named = dict(zip(tables.actors["actor_id"], tables.actors["actor"], strict=True))
    name = export.file_name(
        what,
        choice.corpus.name,
        None if selection.outlets is None else [choice.outlet(outlet) for outlet in selection.outlets],
        None if selection.actors is None else [named[actor] for actor in selection.actors],
        [day.isoformat()[: 7 if whole else 10] for day in (first, last)],
    )
    st.download_button(
        words("table.download"),
        data=lambda: export.csv(frame),
        file_name=name,
        mime="text/csv",
        on_click="ignore",
        key=f"download-{what}",
        icon=":material/download:",
    )
