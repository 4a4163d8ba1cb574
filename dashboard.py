"""Entrevues in the browser: `streamlit run dashboard.py [-- FOLDER…]`."""

import logging
from importlib import import_module
from typing import Any

import streamlit as st

from analysis import store, tables, words
from analysis.views import corpora, drop, filters, parts
from analysis.words import Words


def main() -> None:
    """The frame of every page: language, corpus, filters, then the page that is asked for."""
    st.set_page_config(page_title="Entrevues", page_icon=str(words.FOLDER / "mark.svg"), layout="wide")
    parts.style()
    with st.sidebar:
        title = st.empty()
    text = filters.language()
    title.markdown(f"# {text('app.name')}\n{text('app.tagline')}")
    found = corpora.available()
    if not found:
        st.title(text("app.name"), anchor=False)
        st.info(text("error.none"))
        drop.show(text, None)
        return
    name = filters.corpus_name(text, list(found))
    try:
        corpus = corpora.open_corpus(name, found[name])
    except (store.StoreError, tables.TableError) as error:
        logging.getLogger("entrevues").warning("%s", error)
        st.title(text("error.title"), anchor=False)
        st.text(str(error))
        st.info(text("error.next"))
        return
    if corpus.tables.articles.empty:
        st.info(text("error.empty"))
        return
    choice = filters.choose(text, corpus)
    filters.notice(text)
    _pages(choice, text)


def _pages(choice: filters.Choice, text: Words) -> None:
    pages: dict[str, Any] = {}

    def page(view: str, address: str, *leads_to: str, icon: str | None = None, **how: Any) -> None:
        """A page of analysis.views, which is loaded when it is asked for, and the pages it leads to."""

        def show() -> None:
            import_module(f"analysis.views.{view}").show(choice, *(pages[name] for name in leads_to))

        how["visibility"] = "visible" if icon else "hidden"
        sign = f":material/{icon}:" if icon else None
        pages[view] = st.Page(show, title=text(f"page.{view}"), url_path=address, icon=sign, **how)

    page("overview", "tableau", "actor", icon="bar_chart", default=True)
    page("meetings", "rencontres", "meeting", icon="groups")
    page("meeting", "rencontre", "meetings", "actor")
    page("actors", "acteurs", "actor", icon="hub")
    page("actor", "acteur", "actors", "actor", "meeting")
    page("tone", "ton", icon="sentiment_neutral")
    page("search", "chercher", icon="search")
    page("corpus", "corpus", icon="library_books")
    page("method", "methode", icon="fact_check")
    st.navigation(list(pages.values()), position="top").run()


main()
drop.told()
