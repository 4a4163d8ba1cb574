"""One actor: how often and how it is named, beside whom, by which outlet, in which sentences."""

from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pandas as pd

from analysis import tables
from analysis.measures.corpus import Corpus, Selection, select_articles
from analysis.measures.encounters import ALL, counted_meetings
from analysis.measures.ties import Within, present_in, selected, strength, units


@dataclass(frozen=True, slots=True)
class Figures:
    """An actor in a selection, counted."""

    mentions: int
    sentences: int
    articles: int  # that name it
    read: int  # of so many that were read
    outlets: int  # known ones that name it
    first: pd.Timestamp  # first and last day of an article that names it; NaT where none is dated
    last: pd.Timestamp


def actor_list(corpus: Corpus, selection: Selection) -> pd.DataFrame:
    """A row an actor named in the selection: `actor_id`, `actor`, `actor_kind`, `country`, `mentions`, `articles`;
    the most mentioned first. Where actors are selected, those alone.
    """
    chosen = corpus.counts[selected(corpus, selection)[corpus.counts["article"].to_numpy()]]
    rows = chosen.groupby("actor").agg(mentions=("mentions", "sum"), articles=("article", "size"))
    found = corpus.actors.drop(columns="mentions").join(rows.rename_axis(None), how="inner")
    if selection.actors is not None:
        found = found[found["actor_id"].isin(selection.actors)]
    return found.sort_values(["mentions", "actor"], ascending=[False, True], ignore_index=True)


def figures(corpus: Corpus, selection: Selection, actor_id: str) -> Figures:
    """The counts of one actor in the selected articles."""
    mentions = mentions_of(corpus, selection, actor_id)
    articles = corpus.articles.loc[mentions["article"].unique()]
    return Figures(
        mentions=len(mentions),
        sentences=len(set(zip(mentions["article"].tolist(), mentions["sentence"].tolist(), strict=True))),
        articles=len(articles),
        read=len(select_articles(corpus, selection)),
        outlets=articles["outlet"][articles["outlet"] != ""].nunique(),
        first=articles["first"].min(),
        last=articles["last"].max(),
    )


@lru_cache(maxsize=8)
def mentions_of(corpus: Corpus, selection: Selection, actor_id: str) -> pd.DataFrame:
    """Rows of corpus.mentions that mean the actor, in the selected articles."""
    mine = corpus.mentions.loc[corpus.mentions["actor"].to_numpy() == _rank(corpus, actor_id)]
    found: pd.DataFrame = mine.loc[selected(corpus, selection)[mine["article"].to_numpy()]]
    return found


def namings(corpus: Corpus, selection: Selection, actor_id: str) -> pd.DataFrame:
    """How the press names an actor: `how`, `words`, `mentions`; the most frequent way first, in it the most frequent
    words. Words that differ in capitals alone are one, as most mentions write them.
    """
    mine = mentions_of(corpus, selection, actor_id)
    spelled: dict[tuple[str, str], Counter[str]] = {}
    for how, surface in zip(mine["how"].tolist(), mine["surface"].tolist(), strict=True):
        spelled.setdefault((how, surface.casefold()), Counter())[surface] += 1
    ways = Counter(mine["how"].tolist())
    rows = [
        (how, min(forms, key=lambda form: (-forms[form], form)), forms.total()) for (how, _), forms in spelled.items()
    ]
    rows.sort(key=lambda row: (-ways[row[0]], row[0], -row[2], row[1]))
    return pd.DataFrame(rows, columns=["how", "words", "mentions"])


def company(corpus: Corpus, selection: Selection, actor_id: str, within: Within = "sentence") -> pd.DataFrame:
    """With whom an actor is named, and whom it meets: a row each other actor, `actor_id`, `actor`, `actor_kind`,
    `together` (sentences or articles that name both), `expected` (by chance), `npmi` (see ties), `meetings`
    (distinct ones, held or planned, with it). The most frequent company first.
    """
    everyone = replace(selection, actors=None)
    present = present_in(corpus, everyone, within)
    rank, count = _rank(corpus, actor_id), len(corpus.actors)
    of_each = np.bincount(present["actor"], minlength=count)
    own = present["unit"].to_numpy()[present["actor"].to_numpy() == rank]
    together = np.bincount(present["actor"][np.isin(present["unit"], own)], minlength=count)
    met = _met(corpus, everyone, actor_id)
    meetings = corpus.actors["actor"].map(met).fillna(0).to_numpy(dtype="int64")
    others = np.flatnonzero(((together > 0) | (meetings > 0)) & (np.arange(count) != rank))
    expected, npmi = strength(together[others], of_each[others], np.array(len(own)), units(corpus, everyone, within))
    found = corpus.actors.loc[others, ["actor_id", "actor", "actor_kind"]].assign(
        together=together[others], expected=expected, npmi=npmi, meetings=meetings[others]
    )
    order = ["together", "meetings", "npmi", "actor"]
    return found.sort_values(order, ascending=[False, False, False, True], ignore_index=True)


def naming_outlets(corpus: Corpus, selection: Selection, actor_id: str) -> pd.DataFrame:
    """By outlet: `outlet`, `mentions`, `naming` (articles that name the actor), `articles` (read), `first` (ISO day of
    the first that does, "" without one); those that name it most first, and those that do not at all last.
    """
    chosen = select_articles(corpus, selection)
    mine = mentions_of(corpus, selection, actor_id)
    counts = mine.groupby("article").size().reindex(chosen.index).fillna(0).astype("int64")
    rows = chosen[["outlet", "first"]].assign(mentions=counts, naming=(counts > 0).astype("int64"), articles=1)
    rows["first"] = rows["first"].where(counts > 0)
    found = rows.groupby("outlet", as_index=False).agg(
        {"mentions": "sum", "naming": "sum", "articles": "sum", "first": "min"}
    )
    found["first"] = found["first"].dt.strftime("%Y-%m-%d").fillna("")
    return found.sort_values(["mentions", "articles", "outlet"], ascending=[False, False, True], ignore_index=True)


def sentences_of(
    corpus: Corpus, selection: Selection, actor_id: str, how: tuple[str, ...] = (), beside: str = ""
) -> pd.DataFrame:
    """The sentences that name an actor, latest first: `article`, `article_id`, `source_id`, `outlet`, `published`,
    `sentence`, `start`, `end` (offsets in texts.text), `words` (those that name it, a line each), `how` (likewise).

    `how`: only these ways of naming (tables.HOWS); `beside`: only sentences that name this actor too.
    """
    mine = mentions_of(corpus, selection, actor_id)
    if how:
        mine = mine[mine["how"].isin(how)]
    place = ["article", "sentence"]
    if beside:
        other = mentions_of(corpus, selection, beside)[place].drop_duplicates()
        mine = mine.merge(other, on=place)
    said: dict[tuple[int, int], tuple[list[str], list[str]]] = {}
    mine = mine.sort_values([*place, "start"])
    for article, sentence, text, way in zip(*(mine[name].tolist() for name in (*place, "surface", "how")), strict=True):
        texts, ways = said.setdefault((article, sentence), ([], []))
        texts.append(text)
        ways.append(way)
    rows = pd.DataFrame(list(said), columns=place)
    rows["words"], rows["how"] = (["\n".join(both[part]) for both in said.values()] for part in (0, 1))
    rows = rows.join(corpus.articles[["article_id", "source_id", "outlet", "published", "first"]], on="article")
    rows = rows.merge(corpus.sentences[[*place, "start", "end"]], on=place, how="left")
    order = ["first", "article", "sentence"]
    return rows.sort_values(order, ascending=[False, True, True], ignore_index=True).drop(columns="first")


def texts_of(corpus: Corpus, sentences: pd.DataFrame) -> list[str]:
    """The words of `sentences` (article_id, start, end); "" where the corpus holds no text."""
    texts = _texts(corpus)
    rows = zip(sentences["article_id"], sentences["start"], sentences["end"], strict=True)
    return [texts.get(article, "")[start:end].strip() if pd.notna(start) else "" for article, start, end in rows]


@lru_cache(maxsize=2)  # holds its corpus
def _texts(corpus: Corpus) -> dict[str, str]:
    return dict(zip(corpus.texts["article_id"], corpus.texts["text"], strict=True))


def _met(corpus: Corpus, selection: Selection, actor_id: str) -> dict[str, int]:
    """By name, the meetings with an actor, held or planned; a state is at those of the persons who serve it, and meets
    none of them there.
    """
    actors = corpus.actors
    name, state = (str(cell) for cell in actors.loc[_rank(corpus, actor_id), ["actor", "country"]])
    served = actors["country"].where(actors["actor_kind"] == "person", "")
    kin = {name, state, *actors.loc[served == name, "actor"]}
    meetings = counted_meetings(corpus, selection, ALL)
    cells = [meetings[column] for column in ("participants", "countries")]
    near = np.logical_or.reduce([cell.str.contains(name, regex=False) for cell in cells])
    parties = [
        {*tables.split(who), *tables.split(sides)}
        for who, sides in zip(*(cell[near].tolist() for cell in cells), strict=True)
    ]
    return Counter(other for party in parties if name in party for other in party - kin)


def _rank(corpus: Corpus, actor_id: str) -> int:
    """The row of an actor; −1 where the corpus does not name it."""
    return int(pd.Index(corpus.actors["actor_id"]).get_indexer([actor_id])[0])
