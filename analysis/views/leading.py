"""The answer in one table, above the charts: who meets whom, how often, and in what tone."""

from collections.abc import Hashable, Mapping
from html import escape
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from analysis import charts, measures
from analysis.views import corpora, filters, parts, wording
from analysis.views.filters import Choice

_MOST = 5  # pairs that leave the first chart on the first screen
_LIST, _PARTICIPANTS = "rencontres", "meeting-who"  # the page of all meetings and its filter, in an address


def show(choice: Choice) -> None:
    """The pairs that meet most; nothing where none is known. All of them are in the file."""
    words = choice.words
    found = corpora.measured(measures.leading, choice.corpus, choice.selection)
    if found.empty:
        return
    shown = found.head(_MOST)
    most = int(shown["meetings"].max())
    heads = "".join(f'<th scope="col">{words(f"leading.{key}")}</th>' for key in ("who", "often", "last", "tone"))
    filtered = filters.address(choice)
    rows = "".join(_row(choice, row, most, filtered) for row in shown.to_dict("records"))
    st.html(f'<table class="leading"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>')
    more = len(found) - len(shown)
    with st.container(horizontal=True, vertical_alignment="center"):
        note = words("leading.note", few=charts.FEW_SENTENCES)
        st.caption(f"{words('leading.more', n=more)} {note}" if more else note)
        parts.download(choice, "pairs", _frame(choice, found))


def _row(choice: Choice, row: Mapping[Hashable, Any], most: int, filtered: list[tuple[str, str]]) -> str:
    words = choice.words
    held, planned = int(row["held"]), int(row["planned"])
    bars = "".join(
        f'<i class="{name}" style="width:{100 * count / most:.0f}%"></i>'
        for name, count in (("held", held), ("planned", planned))
        if count
    )
    counts = [words(f"overview.{name}", n=n) for name, n in (("held", held), ("planned", planned)) if n]
    last = wording.days(words, row["first"], row["last"], row["date_precision"]) if row["date_precision"] else "—"
    address = urlencode([*filtered, (_PARTICIPANTS, row["one"]), (_PARTICIPANTS, row["other"])])
    name = escape(f"{row['one']}{measures.BETWEEN}{row['other']}")
    return (
        f'<tr><th scope="row"><a href="{_LIST}?{escape(address)}">{name}</a></th>'
        f'<td><span class="bars" aria-hidden="true">{bars}</span>{", ".join(counts)}</td>'
        f"<td>{last}</td><td>{_tone(choice, row)}</td></tr>"
    )


def _tone(choice: Choice, row: Mapping[Hashable, Any]) -> str:
    """A point with its interval on a scale of −1…1, and the figures."""
    words, sentences = choice.words, int(row["sentences"])
    if not sentences:
        return f"<small>{words('leading.no_tone')}</small>"
    line = ""
    if pd.notna(row["low"]):
        line = f'<i class="span" style="left:{_place(row["low"])};right:calc(100% - {_place(row["high"])})"></i>'
    few = " few" if sentences < charts.FEW_SENTENCES else ""
    point = f'<i class="point{few}" style="left:{_place(row["estimate"])}"></i>'
    return (
        f'<span class="scale" aria-hidden="true">{line}{point}</span>{words.number(row["estimate"], 2)}'
        f" <small>({words('network.sentences', n=sentences)})</small>"
    )


def _place(value: float) -> str:
    return f"{50 * (1 + value):.0f}%"


def _frame(choice: Choice, found: pd.DataFrame) -> pd.DataFrame:
    """The table as downloaded: all pairs."""
    days = zip(found["first"], found["last"], found["date_precision"], strict=True)
    return wording.named(
        choice.words,
        {
            **{name: found[name] for name in ("one", "other", "meetings", "held", "planned")},
            "latest": [wording.days(choice.words, *known) if known[-1] else "" for known in days],
            **{name: found[name].round(3) for name in ("estimate", "low", "high")},
            "sentences": found["sentences"],
        },
    )
