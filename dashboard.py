"""Entrevues in the browser: `streamlit run dashboard.py [-- FOLDER…]`."""

import logging

import streamlit as st

from analysis import store, tables, words
from analysis.views import corpora, filters, parts
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
        _drop(text)
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


def _drop(text: Words) -> None:
    from analysis.views import drop

    drop.show(text, None)


def _pages(choice: filters.Choice, text: Words) -> None:
    def overview() -> None:
        from analysis.views import overview as page

        page.show(choice, who)

    def meetings() -> None:
        from analysis.views import meetings as page

        page.show(choice, one)

    def meeting() -> None:
        from analysis.views import meeting as page

        page.show(choice, every, who)

    def actors() -> None:
        from analysis.views import actors as page

        page.show(choice, who)

    def actor() -> None:
        from analysis.views import actor as page

        page.show(choice, cast, who, one)

    def tone() -> None:
        from analysis.views import tone as page

        page.show(choice)

    def corpus() -> None:
        from analysis.views import corpus as page

        page.show(choice)

    def method() -> None:
        from analysis.views import method as page

        page.show(choice)

    every = st.Page(meetings, title=text("page.meetings"), url_path="rencontres", icon=":material/groups:")
    one = st.Page(meeting, title=text("page.meeting"), url_path="rencontre", visibility="hidden")
    cast = st.Page(actors, title=text("page.actors"), url_path="acteurs", icon=":material/hub:")
    who = st.Page(actor, title=text("page.actor"), url_path="acteur", visibility="hidden")
    st.navigation(
        [
            st.Page(
                overview, title=text("page.overview"), url_path="tableau", default=True, icon=":material/bar_chart:"
            ),
            every,
            one,
            cast,
            who,
            st.Page(tone, title=text("page.tone"), url_path="ton", icon=":material/sentiment_neutral:"),
            st.Page(corpus, title=text("page.corpus"), url_path="corpus", icon=":material/library_books:"),
            st.Page(method, title=text("page.method"), url_path="methode", icon=":material/fact_check:"),
        ],
        position="top",
    ).run()


main()
