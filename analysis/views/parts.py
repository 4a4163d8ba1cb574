"""What several pages show alike: a heading, a chart with its figures and download, a notice."""

from collections.abc import Callable, Iterable, Sequence
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


def switch(label: str, options: Iterable[Any], key: str, named: Callable[[str], str]) -> Any:
    """One of `options`, picked on a switch; the first by default."""
    options = list(options)
    picked = st.segmented_control(
        label, options, default=options[0], required=True, format_func=named, key=key, bind="query-params"
    )
    return picked or options[0]


def chart(
    choice: Choice,
    key: str,
    figure: Any,
    config: dict[str, Any],
    frame: pd.DataFrame,
    notes: Sequence[str],
    *,
    facets: Sequence[str] | None = None,
    on_select: Callable[[], None] | None = None,
) -> None:
    """A figure, what it does not show, the table behind it, and both as files.

    `facets` are filters of the page, for the name of the file; `on_select` is called where a mark is clicked,
    with the selection in the session under `chart-{key}`.
    """
    clicks: dict[str, Any] = {"on_select": on_select, "selection_mode": "points"} if on_select else {}
    image = {"format": "svg", "filename": file_name(choice, key, "svg", facets).removesuffix(".svg")}
    config = {**config, "toImageButtonOptions": image}
    st.plotly_chart(figure, config=config, key=f"chart-{key}", alt=choice.words(f"{key}.title"), **clicks)
    for note in notes:
        st.caption(note)
    with st.container(horizontal=True, vertical_alignment="top"):
        # Only an open table is sent: three grids that nobody sees would delay the first chart.
        figures = st.expander(choice.words("table.open"), key=f"figures-{key}", on_change="rerun")
        if figures.open:
            with figures:
                table(frame)
        download(choice, key, frame, facets)


def table(
    frame: pd.DataFrame,
    unknown: str = "",
    *,
    key: str | None = None,
    on_select: Callable[[], None] | None = None,
    rows: int | None = None,
) -> None:
    """A frame as a grid of plain text and numbers, `unknown` in the cells that have none.

    `rows` of it are in sight without scrolling.
    `on_select` is called where a row is picked, with the selection in the session under `key`.
    """
    height = _ROW_HEIGHT * (min(len(frame), rows or _ROWS_SHOWN) + 1) + 2
    picks: dict[str, Any] = {"on_select": on_select, "selection_mode": "single-row"} if on_select else {}
    st.dataframe(frame, hide_index=True, height=height, placeholder=unknown, key=key, **picks)


def download(choice: Choice, what: str, frame: pd.DataFrame, facets: Sequence[str] | None = None) -> None:
    """A button that gives `frame` as CSV under a name that tells the filters."""
    name = file_name(choice, what, "csv", facets)
    file(choice.words("table.download"), what, name, "text/csv", lambda: export.csv(frame))


def file(label: str, key: str, name: str, mime: str, made: Callable[[], bytes], icon: str = "download") -> None:
    """A button that gives a file, made when it is asked for."""
    st.download_button(
        label,
        data=made,
        file_name=name,
        mime=mime,
        on_click="ignore",
        key=f"download-{key}",
        icon=f":material/{icon}:",
    )


def file_name(choice: Choice, what: str, extension: str, facets: Sequence[str] | None = None) -> str:
    """The name of a file that tells what it holds and with what filters."""
    selection, tables = choice.selection, choice.corpus.tables
    first, last = measures.period(tables, selection)
    whole = selection.first is None and selection.last is None
    asked = [*(facets or ()), *(() if selection.copies else (choice.words("filters.once_file"),))]
    named = dict(zip(tables.actors["actor_id"], tables.actors["actor"], strict=True))
    return export.file_name(
        what,
        choice.corpus.name,
        None if selection.outlets is None else [choice.outlet(outlet) for outlet in selection.outlets],
        None if selection.actors is None else [named[actor] for actor in selection.actors],
        [day.isoformat()[: 7 if whole else 10] for day in (first, last)],
        extension,
        asked or None,
    )
