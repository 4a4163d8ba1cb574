"""Four ways to look at the meetings: how often, on a line of time, who with whom, and where."""

from collections.abc import Callable, Mapping
from typing import get_args

import pandas as pd
import streamlit as st

from analysis import charts, measures, tables
from analysis.measures import By, Facets, Level
from analysis.views import corpora, facets, parts, stated, wording
from analysis.views.filters import Choice

Opener = Callable[[str], None]  # opens the page of a meeting
MOST_LANES = 12  # lanes that fit a tall screen; the rest is in the table and in words
MOST_NAMES = 14  # of the table of pairs, for the same reason
_EVERY_STATUS = Facets(statuses=tables.STATUSES)
_MAP_HOVER = 6  # meetings named at one place; more do not fit the note


def frequency(choice: Choice, wanted: Facets, _: Opener) -> None:
    """Distinct meetings over time by status, mode, kind or pair, beside the reports published."""
    words = choice.words
    parts.heading(words("frequency.title"), words("frequency.lead", bin=words(f"bin.{choice.bin}")))
    with st.container(horizontal=True):
        by = parts.switch(
            words("frequency.by"), get_args(By), "frequency-by", lambda name: words(f"frequency.by_{name}")
        )
        level: Level = _level(choice) if by == "pair" else "sides"
    asked = (choice.corpus, choice.selection, wanted)
    series = corpora.measured(measures.frequency, *asked, choice.bin, by, level)
    recall = measures.recall(corpora.quality())
    totals = corpora.measured(measures.totals, *asked, choice.bin, recall)
    notes = _left_out(choice, wanted)
    if series.empty or not totals["meetings"].any():
        st.info(" ".join([words("meetings.empty"), *notes]))
        return
    groups = series["group"].unique().tolist()
    names = {group: _group_name(choice, by, group) for group in groups}
    once = by != "pair"
    figure = charts.frequency(series, totals, names, _colours(choice, by, level), words, choice.bin, once=once)
    if once and recall:
        low, high = (words.number(round(100 * share)) for share in (recall.low, recall.high))
        notes.insert(0, words("frequency.interval", found=recall.found, of=recall.of, low=low, high=high))
    if not once:
        notes.insert(0, words("frequency.several"))
    if series["spread"].any():
        notes.insert(0, words("meetings.spread"))
    frame = _frequency_frame(choice, series, totals, names)
    config = charts.config(words)
    parts.chart(choice, "frequency", figure, config, frame, notes, facets=facets.names(choice, wanted))


def _frequency_frame(
    choice: Choice, series: pd.DataFrame, totals: pd.DataFrame, names: Mapping[str, str]
) -> pd.DataFrame:
    words = choice.words
    width = len(names)
    columns: dict[str, object] = {}
    for place, name in enumerate(names.values()):
        columns[name] = series["dated"].to_numpy()[place::width]
        if series["spread"].to_numpy()[place::width].any():
            columns[words("frequency.vague", name=name)] = series["spread"].to_numpy()[place::width].round(3)
    columns[words("table.meetings")] = totals["meetings"].round(3)
    columns[words("table.low_count")] = totals["low"].round(3)
    columns[words("table.high_count")] = totals["high"].round(3)
    columns[words("table.told")] = totals["reports"]
    return pd.DataFrame({**wording.periods(words, choice.bin, totals["start"]), **columns})


def timeline(choice: Choice, wanted: Facets, opener: Opener) -> None:
    """One lane a pair, its meetings as wide as their dates are vague."""
    words = choice.words
    parts.heading(words("timeline.title"), words("timeline.lead"))
    level = _level(choice)
    rows = corpora.measured(measures.lanes, choice.corpus, choice.selection, wanted, level)
    found = corpora.measured(measures.find_meetings, choice.corpus, choice.selection, wanted)
    undated = int(found["first"].isna().sum())
    alone = len(found) - corpora.measured(measures.paired, choice.corpus, choice.selection, wanted, level)
    notes = [words("timeline.undated", n=undated)] if undated else []
    notes += [words("timeline.alone", n=alone)] if alone else []
    if rows.empty:
        st.info(" ".join([words("timeline.empty"), *notes]))
        return
    lanes = rows["pair"].nunique()
    if lanes > MOST_LANES:
        notes.insert(0, words("timeline.top", n=MOST_LANES, more=lanes - MOST_LANES))
    first, last = (pd.Timestamp(day) for day in measures.period(choice.corpus.tables, choice.selection))
    shown = rows[rows["lane"] < MOST_LANES]
    titles = _hover(choice, shown)
    figure = charts.timeline(shown, first, last + pd.Timedelta(days=1), titles, words)
    outside = rows.loc[(rows["last"] < first) | (rows["first"] > last), "meeting_id"].nunique()
    notes += [words("meetings.beyond", n=outside)] if outside else []
    frame = wording.named(
        words,
        {
            "pair": rows["pair"],
            "date": [
                wording.days(words, *ends)
                for ends in zip(rows["first"], rows["last"], rows["date_precision"], strict=True)
            ],
            "start": rows["first"].dt.strftime("%Y-%m-%d"),
            "end": rows["last"].dt.strftime("%Y-%m-%d"),
            "status": [words(f"status.{value}") for value in rows["status"]],
            "mode": [words(f"mode.{value}") for value in rows["mode"]],
            "participants": rows["participants"],
        },
    )

    def clicked() -> None:
        points = st.session_state["chart-timeline"]["selection"]["points"]
        if points and points[0].get("customdata"):
            meeting = points[0]["customdata"]
            opener(meeting if isinstance(meeting, str) else str(meeting[0]))

    chosen = facets.names(choice, wanted)
    parts.chart(choice, "timeline", figure, charts.config(words), frame, notes, facets=chosen, on_select=clicked)


def matrix(choice: Choice, wanted: Facets, _: Opener) -> None:
    """Who meets whom, counted."""
    words = choice.words
    parts.heading(words("matrix.title"), words("matrix.lead"))
    level = _level(choice)
    pairs = corpora.measured(measures.matrix, choice.corpus, choice.selection, wanted, level)
    if pairs.empty:
        st.info(words("matrix.empty"))
        return
    sums = pd.concat([pairs.set_index("one")["meetings"], pairs.set_index("other")["meetings"]])
    ranked = sums.groupby(level=0).sum().sort_values(ascending=False, kind="stable").index.tolist()
    notes = [words("matrix.cells")]
    if len(ranked) > MOST_NAMES:
        notes.append(words("matrix.top", n=MOST_NAMES, more=len(ranked) - MOST_NAMES))
    frame = wording.named(
        words,
        {
            "one": pairs["one"],
            "other": pairs["other"],
            **{key: pairs[key] for key in ("meetings", "held", "planned")},
        },
    )
    figure = charts.matrix(pairs, ranked[:MOST_NAMES], words)
    chosen = facets.names(choice, wanted)
    parts.chart(choice, "matrix", figure, charts.config(words), frame, notes, facets=chosen)
    stated.show(choice, corpora.measured(measures.stated, choice.corpus, choice.selection, wanted), "stated", chosen)


def places(choice: Choice, wanted: Facets, _: Opener) -> None:
    """Where they meet."""
    from analysis.knowledge import KnowledgeError

    words = choice.words
    parts.heading(words("map.title"), words("map.lead"))
    try:
        found = corpora.measured(measures.meeting_places, choice.corpus, choice.selection, wanted)
    except KnowledgeError as error:
        st.info(words("map.broken"))
        st.text(str(error))
        return
    distant, unknown = corpora.measured(measures.nowhere, choice.corpus, choice.selection, wanted)
    located = found[found["latitude"].notna()]
    lost = found.loc[found["latitude"].isna(), "place"].tolist()
    notes = [words(f"map.{key}", n=count) for key, count in (("distant", distant), ("unknown", unknown)) if count]
    if located.empty:
        st.info(" ".join([words("map.empty"), *notes]))
    frame = wording.named(
        words,
        {key: found[key] for key in ("place", "country", "meetings", "held", "planned", "latitude", "longitude")},
    )
    if not located.empty:
        notes.insert(0, words("map.hollow"))
        figure = charts.places(located, [_place_hover(choice, row) for _, row in located.iterrows()], words)
        parts.chart(choice, "map", figure, charts.config(words), frame, notes, facets=facets.names(choice, wanted))
    if lost:
        st.text(words("map.lost", places=", ".join(lost)))


SECTIONS: Mapping[str, Callable[[Choice, Facets, Opener], None]] = {
    "frequency": frequency,
    "timeline": timeline,
    "matrix": matrix,
    "map": places,
}


def _level(choice: Choice) -> Level:
    words = choice.words
    level: Level = parts.switch(words("level.label"), get_args(Level), "level", lambda name: words(f"level.{name}"))
    return level


def _group_name(choice: Choice, by: str, group: str) -> str:
    if by == "pair":
        return choice.words("frequency.other_pairs") if group == measures.OTHER_PAIRS else group
    return choice.words(f"{by}.{group}").capitalize()


def _colours(choice: Choice, by: str, level: str) -> Mapping[str, str]:
    """A colour for each group, that no filter changes: of a pair, by its rank in the whole corpus."""
    if by == "status":
        return charts.STATUS_COLOURS
    if by != "pair":
        return charts.colours(facets.VALUES[by])
    whole = corpora.measured(measures.matrix, choice.corpus, measures.Selection(), _EVERY_STATUS, level)
    return charts.colours((whole["one"] + measures.BETWEEN + whole["other"]).tolist())


def _hover(choice: Choice, rows: pd.DataFrame) -> dict[str, str]:
    words = choice.words
    return {
        str(row["meeting_id"]): words(
            "timeline.hover",
            who=charts.safe(wording.who(row["participants"])),
            when=wording.days(words, row["first"], row["last"], row["date_precision"]),
            status=words(f"status.{row['status']}"),
            mode=words(f"mode.{row['mode']}"),
        )
        for row in rows.drop_duplicates("meeting_id").to_dict("records")
    }


def _place_hover(choice: Choice, row: pd.Series) -> str:
    words = choice.words
    told = [charts.safe(wording.who(line)) for line in row["who"].split("\n")]
    more = [words("map.more", n=len(told) - _MAP_HOVER)] if len(told) > _MAP_HOVER else []
    where = charts.safe(wording.where(words, row["place"], row["country"]))
    head = f"<b>{where}</b><br>{words('overview.meetings', n=int(row['meetings']))}"
    return "<br>".join([head, *told[:_MAP_HOVER], *more])


def _left_out(choice: Choice, wanted: Facets) -> list[str]:
    """What the frequency does not show, in words."""
    out = corpora.measured(measures.uncharted, choice.corpus, choice.selection, wanted)
    counts = (("undated", out.undated), ("beyond", out.beyond), ("uncounted", out.uncounted))
    return [choice.words(f"meetings.{key}", n=count) for key, count in counts if count]
