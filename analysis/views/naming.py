"""How an actor is named, beside whom, by whom: three charts of bars on its page."""

from typing import Any

import pandas as pd
import streamlit as st

from analysis import charts
from analysis.charts.actors import bars
from analysis.charts.network import KIND_COLOURS
from analysis.measures.actors import company, naming_outlets, namings
from analysis.views import actor_links, corpora, parts
from analysis.views.filters import Choice

_MOST_BARS = 10  # that one screen holds; the rest is in the table
_WORDS = 3  # ways to write an actor that are said beside a bar


def how(choice: Choice, row: pd.Series, config: dict[str, Any]) -> None:
    """The ways in which the press names the actor, and the words it has for it."""
    words = choice.words
    parts.heading(words("naming.title"), words("naming.lead"))
    found = corpora.measured(namings, choice.corpus, choice.selection, row["actor_id"])
    total = int(found["mentions"].sum())
    names, values, said = [], [], []
    for how, mine in found.groupby("how", sort=False):
        count = int(mine["mentions"].sum())
        top = [words("naming.words", words=text, n=n) for text, n in zip(mine["words"], mine["mentions"], strict=True)]
        names.append(words(f"way.{how}"))
        values.append(count)
        more = [words("naming.more", n=len(top) - _WORDS)] if len(top) > _WORDS else []
        said.append(f"{count} ({_percent(choice, count, total)}) — {', '.join([*top[:_WORDS], *more])}")
    colour = KIND_COLOURS[row["actor_kind"]]
    hover = [f"<b>{name}</b><br>{words('mentions.count', n=n)}" for name, n in zip(names, values, strict=True)]
    figure = bars(names, values, said, hover, colour, words)
    frame = pd.DataFrame(
        {
            words("actors.col_how"): [words(f"way.{how}") for how in found["how"]],
            words("actors.col_words"): found["words"],
            words("actors.col_mentions"): found["mentions"],
            words("actors.col_share"): (found["mentions"] / max(total, 1)).round(3),
        }
    )
    parts.chart(choice, "naming", figure, config, frame, [words("naming.note")], facets=[row["actor"]])


def _percent(choice: Choice, part: int, whole: int) -> str:
    return choice.words("actors.percent", share=choice.words.number(100 * part / max(whole, 1), 0))


def beside_whom(choice: Choice, row: pd.Series, config: dict[str, Any]) -> None:
    """Who else its sentences name, beside the meetings."""
    words = choice.words
    parts.heading(words("company.title"), words("company.lead"))
    found = corpora.measured(company, choice.corpus, choice.selection, row["actor_id"])
    if found.empty:
        st.info(words("company.empty"))
        return
    top = found.head(_MOST_BARS)
    said = [
        words("company.said", sentences=words("network.sentences", n=int(n)), expected=words.number(expected, 1))
        + (words("company.met", n=int(met)) if met else "")
        for n, expected, met in zip(top["together"], top["expected"], top["meetings"], strict=True)
    ]
    hover = [words("company.hover", actor=charts.safe(name)) for name in top["actor"]]
    colour = KIND_COLOURS[row["actor_kind"]]
    figure = bars(top["actor"].tolist(), top["together"].tolist(), said, hover, colour, words, top["actor_id"].tolist())
    notes = [words("company.note")]
    if len(found) > _MOST_BARS:
        notes.append(words("company.top", n=len(found) - _MOST_BARS, shown=_MOST_BARS))
    frame = pd.DataFrame(
        {
            words("actors.col_actor"): found["actor"],
            words("actors.col_kind"): [words(f"actors.one_{kind}") for kind in found["actor_kind"]],
            words("actors.col_together_sentence"): found["together"],
            words("actors.col_expected"): found["expected"].round(2),
            words("actors.col_npmi"): found["npmi"].round(3),
            words("table.meetings"): found["meetings"],
        }
    )

    def clicked() -> None:
        actor_links.opened_by_click("chart-company")

    parts.chart(choice, "company", figure, config, frame, notes, facets=[row["actor"]], on_select=clicked)


def by_whom(choice: Choice, row: pd.Series, config: dict[str, Any]) -> None:
    """Which outlets name it, and which do not."""
    words = choice.words
    parts.heading(words("naming_outlets.title"), words("naming_outlets.lead"))
    found = corpora.measured(naming_outlets, choice.corpus, choice.selection, row["actor_id"])
    naming = found[found["mentions"] > 0]
    top = naming.head(_MOST_BARS)
    names = [choice.outlet(outlet) for outlet in top["outlet"]]
    said = [
        words("naming_outlets.said", mentions=words("mentions.count", n=int(n)), n=int(some), read=int(read))
        for n, some, read in zip(top["mentions"], top["naming"], top["articles"], strict=True)
    ]
    colour = KIND_COLOURS[row["actor_kind"]]
    hover = [f"<b>{charts.safe(name)}</b><br>{more}" for name, more in zip(names, said, strict=True)]
    figure = bars(names, top["mentions"].tolist(), said, hover, colour, words)
    notes = []
    if len(naming) > _MOST_BARS:
        notes.append(words("naming_outlets.top", n=len(naming) - _MOST_BARS, shown=_MOST_BARS))
    if len(found) > len(naming):
        notes.append(words("naming_outlets.silent", n=len(found) - len(naming)))
    frame = pd.DataFrame(
        {
            words("table.outlet"): [choice.outlet(outlet) for outlet in found["outlet"]],
            words("actors.col_mentions"): found["mentions"],
            words("actors.col_naming"): found["naming"],
            words("actors.col_read"): found["articles"],
            words("actors.col_first"): found["first"].where(found["first"] != "", None),
        }
    )
    parts.chart(choice, "naming_outlets", figure, config, frame, notes, facets=[row["actor"]])
