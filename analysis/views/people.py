"""Who is it? The persons that the press names and the knowledge does not hold, to be told apart or recognised."""

import pandas as pd
import streamlit as st

from analysis.measures.actors import sentences_of, texts_of
from analysis.measures.people import candidates, strangers
from analysis.views import actor_links, corpora, identify, parts, wording
from analysis.views.filters import Choice

_MOST_LISTED = 500  # more names than anyone looks through; the file holds all
_SENTENCES = 5  # enough to see who is meant
_PICKED = "stranger"


def show(choice: Choice) -> None:
    """The section."""
    from analysis.knowledge import KnowledgeError

    words = choice.words
    parts.heading(words("people.title"), words("people.lead"))
    identify.notice(choice)
    try:
        found = corpora.measured(strangers, choice.corpus, choice.selection)
    except KnowledgeError as error:
        st.info(words("people.broken"))
        st.text(str(error))
        return
    if found.empty:
        st.info(words("people.none"))
    else:
        _table(choice, found)
        _one(choice, found.head(_MOST_LISTED))
    if folder := identify.folder_of(choice):
        parts.heading(words("identify.made"), words("identify.made_lead"), level=3)
        identify.made(choice, folder)


def _table(choice: Choice, found: pd.DataFrame) -> None:
    words = choice.words
    frame = pd.DataFrame(
        {
            words("actors.col_actor"): found["actor"],
            words("table.articles"): found["articles"],
            words("actors.col_mentions"): found["mentions"],
            words("table.outlets"): found["outlets"],
            words("people.first"): found["first"].dt.strftime("%Y-%m-%d"),
            words("people.spellings"): found["spellings"].str.replace("\n", ", "),
        }
    )
    ids = found["actor_id"].tolist()

    def picked() -> None:
        rows = st.session_state["people-grid"]["selection"]["rows"]
        if rows:
            st.session_state[_PICKED] = ids[rows[0]]

    parts.table(frame.head(_MOST_LISTED), words("unknown.cell"), key="people-grid", on_select=picked)
    if len(frame) > _MOST_LISTED:
        st.caption(words("actors.cut", n=len(frame) - _MOST_LISTED, shown=_MOST_LISTED))
    parts.download(choice, "people", frame)


def _one(choice: Choice, found: pd.DataFrame) -> None:
    """One of them: the words around, and the form that says who it is."""
    words = choice.words
    names = dict(zip(found["actor_id"], found["actor"], strict=True))
    if st.session_state.get(_PICKED) not in names:  # set, not forgotten: the browser would keep the old one
        st.session_state[_PICKED] = next(iter(names))
    picked = st.selectbox(
        words("people.choose"), list(names), key=_PICKED, format_func=lambda actor: names.get(actor, actor)
    )
    row = found[found["actor_id"] == picked].iloc[0]
    with st.container(border=True):
        with st.container(key="meeting-who"):
            st.text(row["actor"])
        first = words("people.since", day=words.day(row["first"].date())) if pd.notna(row["first"]) else ""
        st.text(
            words(
                "people.said",
                articles=words("people.articles", n=int(row["articles"])),
                since=first,
                spellings=row["spellings"].replace("\n", ", "),
            )
        )
        _around(choice, str(row["actor_id"]))
        if st.button(words("people.open"), icon=":material/person_search:"):
            actor_links.open_page(str(row["actor_id"]))
            st.rerun()
        _form(choice, str(row["actor"]))


def _around(choice: Choice, actor_id: str) -> None:
    """Its first sentences, the words around the name; where the corpus has no text, where they are."""
    words = choice.words
    found = corpora.measured(sentences_of, choice.corpus, choice.selection, actor_id).tail(_SENTENCES)[::-1]
    texts = texts_of(choice.corpus.tables, found)
    rows = zip(texts, found["outlet"], found["published"], found["sentence"], strict=True)
    for text, outlet, published, sentence in rows:
        where = words(
            "people.where", outlet=choice.outlet(outlet), day=wording.day(words, published), sentence=int(sentence)
        )
        with st.container(gap=None):
            if text:
                st.text(text)
            st.caption(where.replace("[", "\\["))
    if not any(texts):
        st.caption(words("meetings.no_text"))


def _form(choice: Choice, name: str) -> None:
    words, folder = choice.words, identify.folder_of(choice)
    if why := identify.unavailable(choice):
        st.caption(why)
        return
    assert folder is not None
    likely, everybody = corpora.measured(candidates, choice.corpus, name)
    with st.form(f"identify-{name}", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        who = st.selectbox(
            words("people.who"),
            everybody,
            index=None,
            placeholder=words("people.likely", names=", ".join(likely)) if likely else words("identify.choose"),
            help=words("people.who_help"),
            key=f"who-{name}",
        )
        note = st.text_input(words("correct.note"), max_chars=200, key=f"who-note-{name}")
        same = st.form_submit_button(words("people.same"), type="primary", icon=":material/check:")
        nobody = st.form_submit_button(words("people.nobody"), icon=":material/block:")
    if nobody:
        identify.keep(choice, folder, "nobody", name, "", note)
    elif same and who:
        identify.keep(choice, folder, "same", name, who, note)
    elif same:
        st.warning(words("people.no_choice"))
