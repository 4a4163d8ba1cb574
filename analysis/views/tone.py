"""In what tone: over time, its distribution, by outlet, actor and pair, and the sentences behind it."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from html import escape
from typing import Any, get_args

import pandas as pd
import streamlit as st

from analysis import charts, measures, tables
from analysis.measures import Score, Voice
from analysis.views import corpora, parts, wording
from analysis.views.filters import Choice
from analysis.words import Words

WEAK_F1 = 0.60  # below, three sentences in ten or more are misjudged: the chart carries a warning
MOST_ROWS = 15  # of a ranking, those with most sentences; the file holds all
MOST_SENTENCES = 8  # on each side
_GROUPS = ("outlet", "actor", "pair")
# Of quality.json: measured on the founding articles, on sentences written for the trial, on press never seen.
_PARTS = ("tone", "tone_report", "press")


def show(choice: Choice) -> None:
    """The page."""
    words = choice.words
    parts.heading(words("tone.page"), level=1)
    if not measures.scores(choice.corpus.tables):
        st.info(words("tone.empty"))
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        score = _score(choice)
        voice: Voice = parts.switch(
            words("tone.voice"), get_args(Voice), "voice", lambda name: words(f"tone.voice_{name}")
        )
        same = st.toggle(
            words("tone.same_outlets"), key="same-outlets", bind="query-params", help=words("tone.same_outlets_help")
        )
    st.markdown(words(f"tone.{score}_meaning"))
    reliability(words, score)
    over_time(choice, score, voice, same)
    _distribution(choice, score, voice)
    _compared(choice, score, voice)
    _sentences(choice, score, voice)


def overview(choice: Choice) -> None:
    """Tone over time with its switch, for the first page."""
    words = choice.words
    if not measures.scores(choice.corpus.tables):
        parts.heading(words("tone.title"))
        st.info(words("tone.empty"))
        return
    over_time(choice, None, "all", False)


def over_time(choice: Choice, score: Score | None, voice: Voice, same: bool) -> None:
    """The curve of a score; with None, its switch stands below the title and its accuracy in the notes."""
    words = choice.words
    lead = words("tone.lead", bin=words(f"bin.{choice.bin}"), few=charts.FEW_SENTENCES)
    parts.heading(words("tone.over_time" if score else "tone.title"), lead)
    asked = score or _score(choice)
    series = corpora.measured(measures.tone_over_time, choice.corpus, choice.selection, choice.bin, asked, voice, same)
    if not series["sentences"].any():
        st.info(words("tone.empty"))
        return
    notes = [words("tone.interval")]
    if score is None:
        notes.insert(0, " ".join(_accuracy_said(words, asked)))
    if same:
        compared, seen = corpora.measured(
            measures.compared_outlets, choice.corpus, choice.selection, choice.bin, asked, voice
        )
        notes.insert(0, words("tone.compared", n=compared, seen=seen))
    if choice.selection.actors is not None:
        notes.append(words("tone.actors"))
    frame = pd.DataFrame({**wording.periods(words, choice.bin, series["start"]), **_columns(words, series, "trend")})
    figure = charts.tone(series, words, choice.bin, asked)
    parts.chart(choice, "tone", figure, charts.config(words), frame, notes, facets=_facets(choice, asked, voice, same))


def accuracy(words: Words, score: Score) -> tuple[str, bool]:
    """What quality.json knows of the accuracy of a score (part → score → figure, n), and whether it is weak."""
    quality = corpora.quality() or {}
    said, weak = [], False
    for part in _PARTS:
        found = (quality.get(part) or {}).get(score)
        if found:
            f1 = found[_figure(score)]
            said.append(words(f"tone.measured_{part}", f1=words.number(f1, 2), n=found["n"]))
            weak = weak or f1 < WEAK_F1
    if not said:
        return words("tone.unmeasured"), False
    return words(f"tone.measured_{_figure(score)}", figures=words("tone.measured_and").join(said)), weak


def _figure(score: Score) -> str:
    """How the accuracy of a score is told: of three signs, or of targets found and their sign."""
    return "f1" if score == "towards" else "macro_f1"


def _accuracy_said(words: Words, score: Score) -> list[str]:
    said, weak = accuracy(words, score)
    return [said, words("tone.weak")] if weak else [said]


def reliability(words: Words, score: Score) -> None:
    """The measured accuracy of what is on screen; a warning where it is weak."""
    said, weak = accuracy(words, score)
    with st.container(border=True, key="reliability", gap="small"):
        st.markdown(f"**{words('tone.reliability')}** {said}")
        if weak:
            st.warning(words("tone.weak"), icon=":material/warning:")


def _distribution(choice: Choice, score: Score, voice: Voice) -> None:
    words = choice.words
    parts.heading(words("share.title"), words("share.lead"))
    counts, without = corpora.measured(measures.distribution, choice.corpus, choice.selection, score, voice)
    if not counts.sum():
        st.info(words("tone.empty"))
        return
    width = 2 / len(counts)
    edges = [round(-1 + width * place, 3) for place in range(len(counts) + 1)]
    frame = pd.DataFrame(
        {
            words("table.from_value"): edges[:-1],
            words("table.to_value"): edges[1:],
            words("table.sentences"): counts,
        }
    )
    total = int(counts.sum()) + without
    share = words.number(round(100 * without / total))
    notes = [words(f"tone.without_{score}", n=without, total=words.number(total), share=share)]
    figure, config = charts.distribution(counts, words), charts.config(words)
    parts.chart(choice, "share", figure, config, frame, notes, facets=_facets(choice, score, voice, False))


def _compared(choice: Choice, score: Score, voice: Voice) -> None:
    """Outlets, actors or pairs beside each other."""
    words = choice.words
    parts.heading(words("ranking.title"), words("ranking.lead"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by = parts.switch(words("tone.by"), _GROUPS, "tone-by", lambda name: words(f"tone.by_{name}"))
        if by == "actor" and score == "tone":
            sense = parts.switch(words("tone.sense"), ("named", "towards"), "sense", lambda name: words(f"tone.{name}"))
            score = "towards" if sense == "towards" else score
    if score == "towards":
        st.markdown(words("tone.towards_meaning"))
        reliability(words, score)
    found = corpora.measured(_MEASURES[by], choice.corpus, choice.selection, score, voice)
    if found.empty:
        st.info(words("tone.empty"))
        return
    names = _names(choice, by, found["name"])
    frame = pd.DataFrame({words(f"tone.by_{by}"): names, **_columns(words, found)})
    shown = found["sentences"].rank(method="first", ascending=False) <= MOST_ROWS
    notes = [words("ranking.ranked")]
    if len(found) > MOST_ROWS:
        notes.insert(0, words("ranking.top", n=MOST_ROWS, more=len(found) - MOST_ROWS))
    figure = charts.ranking(found[shown], [name for name, kept in zip(names, shown, strict=True) if kept], words, score)
    facets = [*_facets(choice, score, voice, False), words(f"tone.by_{by}")]
    parts.chart(choice, "ranking", figure, charts.config(words), frame, notes, facets=facets)


def _names(choice: Choice, by: str, names: Iterable[str]) -> list[str]:
    if by == "outlet":
        return [choice.outlet(name) for name in names]
    if by == "actor":
        actors = choice.corpus.tables.actors
        named = dict(zip(actors["actor_id"], actors["actor"], strict=True))
        return [named[name] for name in names]
    return [" – ".join(tables.split(name)) for name in names]


_MEASURES: Mapping[str, Callable[..., pd.DataFrame]] = {
    "outlet": measures.tone_by_outlet,
    "actor": measures.tone_by_actor,
    "pair": measures.tone_by_pair,
}


def _sentences(choice: Choice, score: Score, voice: Voice) -> None:
    """The most negative and the most positive sentences, with the words that decided."""
    words = choice.words
    parts.heading(words("tone.sentences_title"), words("tone.sentences_lead"))
    with_text = len(choice.corpus.tables.texts) > 0
    for column, top in zip(st.columns(2, gap="medium"), (False, True), strict=True):
        found = corpora.measured(measures.extremes, choice.corpus, choice.selection, score, voice, MOST_SENTENCES, top)
        with column:
            parts.heading(words(f"tone.{score}_{'high' if top else 'low'}").capitalize(), level=3)
            if found.empty:
                st.text(words("tone.no_sentence"))
            for row in found.to_dict("records"):
                _sentence(choice, row, score)
            parts.download(choice, f"tone-{'high' if top else 'low'}", _sentence_frame(choice, found, with_text))
    if not with_text:
        st.caption(words("meetings.no_text"))


def _sentence(choice: Choice, row: Mapping[Hashable, Any], score: Score) -> None:
    words = choice.words
    with st.container(border=True, gap="small"):
        if row["text"]:
            st.html(_marked(row["text"], score))
        day = wording.day(words, row["published"])
        where = words("tone.where", n=int(row["sentence"]), start=int(row["start"]), end=int(row["end"]))
        st.text(f"{words.number(row['value'], 2)} — {choice.outlet(row['outlet'])}, {day}")
        st.caption(where)


def _marked(sentence: str, score: Score) -> str:
    """The sentence as HTML, with the words that decided its score marked; outside text is escaped piece by piece."""
    from analysis.extraction.tone import reader  # its lexicon takes half a second, and only sentences need it

    done, pieces = 0, []
    for word in reader().explain(sentence, sides=2) if score != "polarity" else []:
        weight = word.relation if score == "relation" else word.tone
        if not weight:
            continue
        side = "good" if weight > 0 else "bad"
        pieces += [
            escape(sentence[done : word.start]),
            f'<mark class="{side}">',
            escape(sentence[word.start : word.end]),
        ]
        pieces.append("</mark>")
        done = word.end
    return f'<p class="told">{"".join(pieces)}{escape(sentence[done:])}</p>'


def _sentence_frame(choice: Choice, found: pd.DataFrame, with_text: bool) -> pd.DataFrame:
    columns: dict[str, Iterable[object]] = {
        "value": found["value"].round(3),
        "outlet": [choice.outlet(outlet) for outlet in found["outlet"]],
        **{name: found[name] for name in ("published", "title", "sentence", "start", "end")},
        "source": found["source_id"],
        **({"text": found["text"]} if with_text else {}),
    }
    return wording.named(choice.words, columns)


def _columns(words: Words, found: pd.DataFrame, *more: str) -> dict[str, Any]:
    names = ("mean", "estimate", "low", "high", *more, "sentences", "articles")
    return {words(f"table.{name}"): found[name].round(3).to_numpy() for name in names}


def _facets(choice: Choice, score: Score, voice: Voice, same: bool) -> list[str]:
    """What is asked for, in words, for the name of a file."""
    words = choice.words
    voiced = [] if voice == "all" else [words(f"tone.voice_{voice}")]
    return [words(f"tone.method_{score}"), *voiced, *([words("tone.same_outlets")] if same else [])]


def _score(choice: Choice) -> Score:
    words, scores = choice.words, measures.scores(choice.corpus.tables)
    picked: Score = parts.switch(words("tone.method"), scores, "tone", lambda name: words(f"tone.method_{name}"))
    return picked
