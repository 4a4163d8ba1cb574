"""The outlet or the day of an article put right by hand; see local.py for where that is kept."""

from pathlib import Path

import pandas as pd
import streamlit as st

from analysis.views import corpora, drop, local
from analysis.views.filters import Choice


def show(choice: Choice, article: pd.Series, folder: Path | None) -> None:
    """The form for `article`, or why there is none."""
    words, source = choice.words, str(article["source_id"])
    if folder is None or not local.editable(folder):
        shipped = folder is not None and folder.resolve().parent == corpora.DATA.resolve()
        st.caption(words("correct.shipped" if shipped else "correct.elsewhere"))
        return
    drop.notice(words, source)
    job = drop.current()
    if job:
        if job.source_id == source:
            drop.watch(words, job)
        return
    try:
        made = local.corrections(folder, source)
    except local.LocalError as error:
        st.text(str(error))
        return
    with st.expander(words("correct.title"), expanded=bool(made), icon=":material/edit:"):
        _form(choice, article, folder)
        if made:
            _made(choice, folder, source, made)


def _form(choice: Choice, article: pd.Series, folder: Path) -> None:
    words, ident = choice.words, str(article["article_id"])
    with st.form(f"correct-{ident}"), st.container(horizontal=True, vertical_alignment="bottom"):
        outlet = st.text_input(
            words("table.outlet"),
            str(article["outlet"]),
            key=f"correct-outlet-{ident}",
            max_chars=80,
            placeholder=words("unknown.cell"),
            help=words("correct.outlet_help"),
        )
        day = st.text_input(
            words("table.published"),
            str(article["published"]),
            key=f"correct-date-{ident}",
            max_chars=10,
            placeholder=words("correct.day_form"),
            help=words("correct.day_help"),
        )
        note = st.text_input(words("correct.note"), key=f"correct-note-{ident}", max_chars=200)
        asked = st.form_submit_button(words("correct.save"), type="primary", icon=":material/check:")
    if not asked:
        return
    given = {"outlet": " ".join(outlet.split()), "date": day.strip()}
    before = {"outlet": str(article["outlet"]), "date": str(article["published"])}
    changed = {kind: value for kind, value in given.items() if value != before[kind]}
    if not local.is_day(given["date"]):
        st.warning(words("correct.bad_day"))
    elif not changed:
        st.warning(words("correct.unchanged"))
    else:
        _keep(choice, folder, str(article["source_id"]), changed, note)


def _made(choice: Choice, folder: Path, source: str, made: list[list[str]]) -> None:
    """The corrections of this article, and the button that takes them back."""
    words = choice.words
    for kind, _, value, *note in made:
        label = words("table.outlet" if kind == "outlet" else "table.published")
        said = f"{label} → {value or words('unknown.cell')}"
        st.text(f"{said} ({note[0]})" if note and note[0] else said)
    if st.button(words("correct.withdraw"), icon=":material/undo:", key=f"withdraw-{source}"):
        _keep(choice, folder, source, {}, "")


def _keep(choice: Choice, folder: Path, source: str, changed: dict[str, str], note: str) -> None:
    """Writes the correction, or withdraws those of the article, and builds the corpus again."""

    def make() -> None:
        if changed:
            local.correct(folder, source, changed, note)
        else:
            local.withdraw(folder, source)

    drop.change(choice.words, folder, make, source)
