"""Which meetings a reader asks for, and between which parties they are."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Literal, get_args
from unicodedata import normalize

import numpy as np
import pandas as pd

from analysis import tables
from analysis.measures.corpus import COUNTED, Corpus, Selection, select_meetings

Level = Literal["sides", "actors"]  # states and organisations, or the persons that the press names


@dataclass(frozen=True, slots=True)
class Facets:
    """What kind of meetings is asked for, beside the selection of the whole page. Empty: no limit."""

    statuses: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()  # names; a meeting is kept where all of them take part


ALL = Facets()
_NOBODY = np.array([], dtype="int64")


@lru_cache(maxsize=8)
def find_meetings(corpus: Corpus, selection: Selection, facets: Facets) -> pd.DataFrame:
    """Rows of corpus.meetings that the selection and the facets keep.

    A participant is a person, or a side: a state keeps the meetings of those who speak for it.
    """
    chosen = select_meetings(corpus, selection)
    for column, values in (("status", facets.statuses), ("mode", facets.modes), ("kind", facets.kinds)):
        if values:
            chosen = chosen[chosen[column].isin(values)]
    for name in facets.participants:
        chosen = chosen.loc[_marked(corpus, taking_part(corpus).get(name, _NOBODY))[_places(corpus, chosen)]]
    return chosen


@lru_cache(maxsize=8)
def counted_meetings(corpus: Corpus, selection: Selection, facets: Facets) -> pd.DataFrame:
    """find_meetings, of the statuses that a frequency counts: those asked for, else held and planned."""
    found = find_meetings(corpus, selection, facets)
    return found if facets.statuses else found[found["status"].isin(COUNTED)]


def participants(corpus: Corpus, selection: Selection) -> list[str]:
    """Names that can be asked for: of persons and sides of the selected meetings, the most frequent first."""
    selected = _marked(corpus, _places(corpus, select_meetings(corpus, selection)))
    counts = {name: int(selected[places].sum()) for name, places in taking_part(corpus).items()}
    return sorted((name for name, count in counts.items() if count), key=lambda name: (-counts[name], name))


@lru_cache(maxsize=2)  # holds its corpus
def taking_part(corpus: Corpus) -> Mapping[str, np.ndarray]:
    """name → places in corpus.meetings of those in which it takes part, itself or by who speaks for it."""
    found: dict[str, list[int]] = defaultdict(list)
    of_each = zip(*(parties(corpus, corpus.meetings, level) for level in get_args(Level)), strict=True)
    for place, (sides, actors) in enumerate(of_each):
        for name in {*sides, *actors}:
            found[name].append(place)
    return {name: np.array(places) for name, places in found.items()}


def _places(corpus: Corpus, meetings: pd.DataFrame) -> np.ndarray:
    return corpus.meetings.index.get_indexer(meetings.index)


def _marked(corpus: Corpus, places: np.ndarray) -> np.ndarray:
    """Of each meeting of the corpus, whether it is at one of these places."""
    marked = np.zeros(len(corpus.meetings), dtype=bool)
    marked[places] = True
    return marked


def parties(corpus: Corpus, meetings: pd.DataFrame, level: Level) -> list[tuple[str, ...]]:
    """Of each of the meetings, who takes part in it, each once in the order of the press."""
    if level == "actors":
        return [tuple(dict.fromkeys(tables.split(who))) for who in meetings["participants"]]
    sides = _sides(corpus)
    return [sides[meeting] for meeting in meetings["meeting_id"]]


def pairs(corpus: Corpus, meetings: pd.DataFrame, level: Level) -> pd.DataFrame:
    """A row a meeting and pair of its parties: `meeting` (place in `meetings`), `one`, `other` (in
    alphabetical order). A meeting of three has three pairs; one with a single known party has none.
    """
    rows = list(each_pair(corpus, meetings, level))
    return pd.DataFrame(rows, columns=["meeting", "one", "other"])


def paired(corpus: Corpus, selection: Selection, facets: Facets, level: Level) -> int:
    """How many of the meetings asked for have a pair of known parties."""
    return int(pairs(corpus, find_meetings(corpus, selection, facets), level)["meeting"].nunique())


def each_pair(corpus: Corpus, meetings: pd.DataFrame, level: Level) -> Iterator[tuple[int, str, str]]:
    """The rows of `pairs`, one by one."""
    for place, names in enumerate(parties(corpus, meetings, level)):
        for one, other in combinations(sorted(names, key=_as_in_a_dictionary), 2):
            yield place, one, other


def _as_in_a_dictionary(name: str) -> tuple[str, str]:
    """Sorts « États-Unis » under E."""
    return normalize("NFKD", name).casefold(), name


@lru_cache(maxsize=2)  # holds its corpus
def _sides(corpus: Corpus) -> dict[str, tuple[str, ...]]:
    """meeting_id → its sides. A side is what the reports say the participant stands for; where none says it,
    the actor's state, and of an organisation or an unknown actor, itself.
    """
    told: dict[tuple[str, str], str] = {}
    reports = corpus.reports
    for meeting, who, stand_for in zip(reports["meeting_id"], reports["participants"], reports["sides"], strict=True):
        names, sides = tables.split(who), tables.split(stand_for)
        if len(names) == len(sides):
            told.update({(meeting, name): side for name, side in zip(names, sides, strict=True) if side})
    actors = corpus.actors
    known = {
        name: country
        for name, kind, country in zip(actors["actor"], actors["actor_kind"], actors["country"], strict=True)
        if kind != "organisation" and country
    }
    return {
        meeting: tuple(dict.fromkeys(told.get((meeting, name)) or known.get(name, name) for name in tables.split(who)))
        for meeting, who in zip(corpus.meetings["meeting_id"], corpus.meetings["participants"], strict=True)
    }
