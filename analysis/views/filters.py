"""The side panel: corpus, outlets, period, actors, time step, language. What is chosen is in the address."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import get_args

import streamlit as st

from analysis import measures, words
from analysis.views import corpora
from analysis.words import Words

# Below this many bars the periods are still apart on a wide screen; more draw slowly and show a carpet.
MOST_PERIODS = 400
_FIRST, _LAST = date(1900, 1, 1), date(2100, 12, 31)
# Keys that mean nothing in another corpus. The browser keeps showing the old value of a widget that is only
# forgotten: those of the side panel, which stay on screen, are set.
_WHOLE = "whole"  # in the session: the extent of the corpus at the last run
_UNKNOWN = "unknown"  # in the session: filter → what the address asks of it and this corpus has not
_CHOSEN, _PERIOD, _ELSEWHERE = ("outlets", "actors"), ("from", "to"), ("meeting", "article", "find", "only")


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader chose; `name` gives an outlet its name on screen."""

    words: Words
    corpus: corpora.Open
    selection: measures.Selection
    bin: measures.Bin
    coarser: bool  # the asked time step was too fine for the period

    def outlet(self, name: str) -> str:
        """The name of an outlet on screen."""
        return name or self.words("filters.unknown_outlet")


def language() -> Words:
    """The language switch, at the head of the side panel."""
    chosen = st.session_state.get("lang") or st.query_params.get("lang")
    label = words.load(chosen if chosen in words.LANGUAGES else words.LANGUAGES[0])("filters.language")
    with st.sidebar:
        picked = st.segmented_control(
            label,
            words.LANGUAGES,
            default=words.LANGUAGES[0],
            required=True,
            format_func=str.upper,
            key="lang",
            bind="query-params",
            label_visibility="collapsed",
        )
    return words.load(picked or words.LANGUAGES[0])


def corpus_name(text: Words, names: Sequence[str]) -> str:
    """Which of the corpora to open; one that was just built is opened by itself."""
    built = st.session_state.pop(corpora.NEXT, None)
    if built in names and built != st.session_state.get("corpus"):
        st.session_state["corpus"] = built
        _forget()
    _heal_corpus(names)
    with st.sidebar:
        return st.selectbox(
            text("filters.corpus"),
            names,
            key="corpus",
            bind="query-params",
            format_func=lambda name: _corpus_label(text, name),
            on_change=_forget,
        )


def choose(text: Words, corpus: corpora.Open) -> Choice:
    """The filters of an open corpus."""
    tables = corpus.tables
    counts = measures.outlets(tables)
    named = dict(zip(tables.actors["actor_id"], tables.actors["actor"], strict=True))
    labels = {
        outlet: f"{outlet or text('filters.unknown_outlet')} ({text.number(int(count))})"
        for outlet, count in zip(counts.index.astype(str), counts, strict=True)
    }
    _heal("outlets", labels)
    _heal("actors", named)
    with st.sidebar:
        outlets = st.multiselect(
            text("filters.outlets"),
            list(labels),
            key="outlets",
            bind="query-params",
            format_func=lambda outlet: labels.get(outlet, outlet),
            placeholder=text("filters.outlets_all"),
            help=text("filters.outlets_help"),
            on_change=_told,
        )
        actors = st.multiselect(
            text("filters.actors"),
            list(named),
            key="actors",
            bind="query-params",
            format_func=lambda actor: named.get(actor, actor),
            placeholder=text("filters.actors_all"),
            help=text("filters.actors_help"),
            on_change=_told,
        )
        first, last = _period(text, tables)
        asked = st.selectbox(
            text("bin.label"),
            get_args(measures.Bin),
            index=1,
            key="bin",
            bind="query-params",
            format_func=lambda step: text(f"bin.{step}"),
        )
        chosen = measures.Selection(tuple(sorted(outlets)) or None, tuple(sorted(actors)) or None, first, last)
        selection = _copies(text, tables, chosen)
        st.caption(text("filters.share"))
    fitting = _fitting(tables, selection, asked)
    return Choice(text, corpus, selection, fitting, fitting != asked)


def address(choice: Choice) -> list[tuple[str, str]]:
    """The filters as an address has them, for a link that opens a page anew."""
    text, chosen, actors = choice.words, choice.selection, choice.corpus.tables.actors
    named = dict(zip(actors["actor_id"], actors["actor"], strict=True))
    return [
        ("lang", text.language.upper()),
        ("corpus", _corpus_label(text, choice.corpus.name)),  # its folder would be healed, and leave the address
        *(("outlets", choice.outlet(outlet)) for outlet in chosen.outlets or ()),
        *(("actors", named[actor]) for actor in chosen.actors or ()),
        *((key, day.isoformat()) for key, day in zip(_PERIOD, (chosen.first, chosen.last), strict=True) if day),
        ("bin", text(f"bin.{choice.bin}")),
        *([] if chosen.copies else [("once", "true")]),
    ]


def _period(text: Words, tables: measures.Corpus) -> tuple[date | None, date | None]:
    """First and last day, None where the reader left them at the extent of the corpus."""
    whole = measures.period(tables, measures.Selection())
    for key, was, now in zip(_PERIOD, st.session_state.get(_WHOLE, whole), whole, strict=True):
        if was != now and st.session_state.get(key) == was:  # another corpus, or another build of this one
            st.session_state[key] = now
    st.session_state[_WHOLE] = whole
    first = st.date_input(
        text("filters.from"),
        whole[0],
        _FIRST,
        _LAST,
        key="from",
        bind="query-params",
        format="DD/MM/YYYY",
        help=text("filters.period_help"),
    )
    last = st.date_input(
        text("filters.to"), whole[1], _FIRST, _LAST, key="to", bind="query-params", format="DD/MM/YYYY"
    )
    if first > last:
        st.caption(text("filters.reversed"))
        first, last = last, first
    return (None if first == whole[0] else first), (None if last == whole[1] else last)


def _copies(text: Words, tables: measures.Corpus, chosen: measures.Selection) -> measures.Selection:
    """The selection with copies counted once, where there are any and the reader asks for it."""
    if not (tables.articles["copy_of"] != "").any():
        return chosen
    if not st.toggle(text("filters.once"), key="once", bind="query-params", help=text("filters.once_help")):
        return chosen
    once = replace(chosen, copies=False)
    out = len(measures.select_articles(tables, chosen)) - len(measures.select_articles(tables, once))
    st.caption(text("filters.once_out", n=out))
    return once


def _fitting(tables: measures.Corpus, selection: measures.Selection, asked: measures.Bin) -> measures.Bin:
    steps: tuple[measures.Bin, ...] = get_args(measures.Bin)
    for step in steps[steps.index(asked) :]:
        if len(measures.axis(tables, selection, step)) <= MOST_PERIODS:
            return step
    return steps[-1]


def _corpus_label(text: Words, name: str) -> str:
    return text(f"filters.corpus_{name}") if name in corpora.FIRST else name


def _forget() -> None:
    """Another corpus has other outlets, actors and days."""
    for key in _CHOSEN:
        st.session_state[key] = []
    for key in (*_ELSEWHERE, _UNKNOWN):
        st.session_state.pop(key, None)
    st.session_state.update(zip(_PERIOD, st.session_state.get(_WHOLE, ()), strict=False))


def notice(text: Words) -> None:
    """Says what the address asks for and is not here: another corpus opens in its place, other articles count."""
    unknown: dict[str, list[str]] = st.session_state.get(_UNKNOWN, {})
    if unknown:
        st.info(text("error.unknown"), icon=":material/link_off:")
        lines = [text("error.asked", what=text(f"filters.{key}"), names=", ".join(unknown[key])) for key in unknown]
        st.text("\n".join(lines))


def _heal_corpus(names: Sequence[str]) -> None:
    """Lets an address name a corpus as either language does, or by its folder."""
    _back_in_address("corpus")
    given = st.query_params.get("corpus")
    if given is None or "corpus" in st.session_state:
        return
    known = {_corpus_label(words.load(language), name): name for language in words.LANGUAGES for name in names}
    if found := {**known, **{name: name for name in names}}.get(given):
        st.session_state["corpus"] = found
    else:
        st.session_state[_UNKNOWN] = {"corpus": [given]}


def _heal(key: str, labels: Mapping[str, str]) -> None:
    """Lets an older address work, whose labels carry the article counts of the day it was copied; what it asks for
    and `labels` (option → label) do not have is kept for the notice.
    """
    _back_in_address(key)
    given = st.query_params.get_all(key)
    if key in st.session_state or set(given) <= set(labels.values()):
        return
    now = {_stem(label): option for option, label in labels.items()}
    asked = [_stem(label) for label in given]
    st.session_state[key] = [now[stem] for stem in asked if stem in now]
    if lost := [stem for stem in asked if stem not in now]:
        st.session_state[_UNKNOWN] = {**st.session_state.get(_UNKNOWN, {}), key: lost}


def _back_in_address(key: str) -> None:
    """Streamlit takes what was healed out of the address, and puts it back where a later run sets it."""
    if st.session_state.get(key) and key not in st.query_params:
        st.session_state[key] = st.session_state[key]


def _told() -> None:
    """The reader chooses anew: what the address asked for is past."""
    st.session_state.pop(_UNKNOWN, None)


def _stem(label: str) -> str:
    return re.sub(r" \([^()]*\)$", "", label)
