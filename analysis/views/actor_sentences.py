"""The sentences that name an actor: their text where the corpus has it, else where to find them."""

from collections.abc import Iterable
from functools import partial

import pandas as pd
import streamlit as st

from analysis import export, tables
from analysis.measures import actors as measures
from analysis.views import corpora, parts, wording
from analysis.views.filters import Choice

_MOST_READ, _MOST_LISTED = 8, 500  # set as text; in the grid. The file holds all


def show(choice: Choice, row: pd.Series) -> None:
    """The sentences, narrowed by how the actor is named and beside whom."""
    words = choice.words
    parts.heading(words("actor.sentences_title"), words("actor.sentences_lead"))
    how, beside = _filters(choice, row)
    found = corpora.measured(measures.sentences_of, choice.corpus, choice.selection, row["actor_id"], how, beside)
    if found.empty:
        st.info(words("actor.no_sentence"))
        return
    shown = found.head(_MOST_LISTED)
    frame = _frame(choice, shown)
    told = words("table.text") in frame
    if told:
        _read(choice, shown.head(_MOST_READ))
    st.caption(words("actor.sentences_n", n=len(found)) if told else words("meetings.no_text"))
    parts.table(frame, words("unknown.cell"))
    if len(found) > len(shown):
        st.caption(words("actor.sentences_cut", n=len(found) - len(shown), shown=len(shown)))
    names = choice.corpus.tables.actors.set_index("actor_id")["actor"]
    asked = [row["actor"], *(words(f"way.{way}") for way in how), *([names[beside]] if beside else [])]
    name = parts.file_name(choice, "actor-sentences", "csv", asked)
    made = partial(_csv, choice, found)  # thousands of sentences: only set where they are asked for
    parts.file(words("table.download"), "actor-sentences", name, "text/csv", made)


def _csv(choice: Choice, found: pd.DataFrame) -> bytes:
    return export.csv(_frame(choice, found))


def _read(choice: Choice, found: pd.DataFrame) -> None:
    """Sentences set as text, each with where it stands."""
    words = choice.words
    texts = measures.texts_of(choice.corpus.tables, found)
    columns = (found[name] for name in ("outlet", "published", "words", "how"))
    for text, outlet, published, said, ways in zip(texts, *columns, strict=True):
        source = words(
            "actor.source",
            outlet=choice.outlet(outlet),
            day=wording.day(words, published),
            words=said.replace("\n", ", "),
            how=_ways(choice, ways),
        )
        with st.container(border=True, gap="small"):
            st.text(text or words("meeting.no_sentence"))
            st.text(source)


def _frame(choice: Choice, found: pd.DataFrame) -> pd.DataFrame:
    """The table as shown and as downloaded."""
    words = choice.words
    texts = measures.texts_of(choice.corpus.tables, found)
    places = zip(found["start"], found["end"], strict=True)
    columns: dict[str, Iterable[object]] = {
        "table.outlet": [choice.outlet(outlet) for outlet in found["outlet"]],
        "table.published": found["published"],
        "table.sentence": found["sentence"],
        "actors.col_words": found["words"].str.replace("\n", ", "),
        "actors.col_how": [_ways(choice, ways) for ways in found["how"]],
        "table.position": [f"{start}–{end}" if pd.notna(start) else "" for start, end in places],
        "table.source": found["source_id"],
        **({"table.text": texts} if any(texts) else {}),
    }
    return pd.DataFrame(
        {words(name): [cell if cell != "" else None for cell in cells] for name, cells in columns.items()}
    )


def _ways(choice: Choice, ways: str) -> str:
    return ", ".join(dict.fromkeys(choice.words(f"way.{way}").lower() for way in ways.split("\n")))


def _filters(choice: Choice, row: pd.Series) -> tuple[tuple[str, ...], str]:
    """How the actor is named, and beside whom."""
    words = choice.words
    namings = corpora.measured(measures.namings, choice.corpus, choice.selection, row["actor_id"])
    company = corpora.measured(measures.company, choice.corpus, choice.selection, row["actor_id"])
    near = company[company["together"] > 0]
    names = dict(zip(near["actor_id"], near["actor"], strict=True))
    if st.session_state.get("beside") not in (None, *names):  # chosen on another actor's page
        st.session_state["beside"] = None
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        picked = st.pills(
            words("actor.how"),
            [way for way in tables.HOWS if way in set(namings["how"])],
            selection_mode="multi",
            format_func=lambda way: words(f"way.{way}"),
            key="how",
            bind="query-params",
        )
        beside = st.selectbox(
            words("actor.beside"),
            list(names),
            index=None,
            key="beside",
            bind="query-params",
            format_func=lambda actor: names.get(actor, actor),
            placeholder=words("actor.anybody"),
        )
    return tuple(way for way in tables.HOWS if way in (picked or ())), beside or ""
