"""Who the actors are: what the knowledge says of them, and those of whom it knows nothing."""

from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.measures.actors import actor_list
from analysis.measures.corpus import Corpus, Selection
from analysis.measures.ties import selected

if TYPE_CHECKING:  # a quarter of a second to load: only the pages of actors wait for it
    from analysis.knowledge import Knowledge

# Two spellings of one name in the press (Zaretski, Zaretsky, Zarecki) share three quarters of their letters or more.
_ALIKE = 0.75
MOST_ALIKE = 6  # proposals that one looks through at a glance
SPELLINGS = 8  # of a discovered person; more are of a name that is not one


@cache
def known() -> "Knowledge":
    """The knowledge. Raises KnowledgeError where its files are bad."""
    from analysis import knowledge

    return knowledge.load()


def offices(actor_id: str) -> pd.DataFrame:
    """The offices of a person: `title`, `of` (state or organisation), `body`, `start`, `end` (ISO days, "" where not
    known or not ended), `sure` (a source was seen); the latest first. None for other actors. Raises KnowledgeError.
    """
    facts = known()
    rows = [
        (
            term.title,
            facts.actors[term.of].name,
            term.body,
            term.start.isoformat() if term.start else "",
            term.end.isoformat() if term.end else "",
            term.confidence == "high",
        )
        for term in facts.terms_by.get(actor_id, ())
    ]
    return pd.DataFrame(rows, columns=["title", "of", "body", "start", "end", "sure"])


def is_known(actor_id: str) -> bool:
    """Whether the knowledge holds the actor. Raises KnowledgeError."""
    return actor_id in known().actors


def strangers(corpus: Corpus, selection: Selection) -> pd.DataFrame:
    """The persons named in the selection whom the knowledge does not hold: `actor_id`, `actor`, `mentions`, `articles`,
    `outlets` (known ones), `first` (day of the first article that names them, NaT where undated), `spellings` (a line
    each, the most frequent first); those in most articles first. Raises KnowledgeError.
    """
    listed, facts = actor_list(corpus, selection), known()
    persons = zip(listed["actor_kind"], listed["actor_id"], strict=True)
    listed = listed.loc[[kind == "person" and actor not in facts.actors for kind, actor in persons]]
    ranks = pd.Index(corpus.actors["actor_id"]).get_indexer(pd.Index(listed["actor_id"]))
    wanted = np.zeros(len(corpus.actors), dtype=bool)
    wanted[ranks] = True
    mine = corpus.mentions[wanted[corpus.mentions["actor"].to_numpy()]]
    mine = mine[selected(corpus, selection)[mine["article"].to_numpy()]]
    spelled: dict[int, Counter[str]] = {}
    for actor, surface in zip(mine["actor"].tolist(), mine["surface"].tolist(), strict=True):
        spelled.setdefault(actor, Counter())[surface] += 1
    told = mine[["actor", "article"]].drop_duplicates().join(corpus.articles[["outlet", "first"]], on="article")
    told = told.assign(outlet=told["outlet"].where(told["outlet"] != "")).groupby("actor")
    found = listed[["actor_id", "actor", "mentions", "articles"]].assign(
        outlets=told["outlet"].nunique().reindex(ranks).to_numpy(dtype="int64"),
        first=told["first"].min().reindex(ranks).to_numpy(),
        spellings=["\n".join(form for form, _ in _most(spelled[rank])) for rank in ranks.tolist()],
    )
    order = ["articles", "mentions", "actor"]
    return found.sort_values(order, ascending=[False, False, True], ignore_index=True)


def _most(spelled: Counter[str]) -> list[tuple[str, int]]:
    return sorted(spelled.items(), key=lambda form: (-form[1], form[0]))[:SPELLINGS]


def candidates(corpus: Corpus, name: str) -> tuple[list[str], list[str]]:
    """(the likeliest, all) of the persons of the corpus and of the knowledge that `name` may be another name of; the
    likeliest first, then those of the corpus. Raises KnowledgeError.
    """
    named = corpus.actors.loc[corpus.actors["actor_kind"] == "person", "actor"]
    others = sorted(actor.name for actor in known().actors.values() if actor.kind == "person")
    everybody = [other for other in dict.fromkeys([*named, *others]) if other != name]
    likely = alike(name, everybody)
    return likely, list(dict.fromkeys([*likely, *everybody]))


def plain(text: str) -> str:
    """In small letters without accents, as names are looked for."""
    from analysis.language.text import normalise

    return normalise(text)


def alike(name: str, others: Iterable[str]) -> list[str]:
    """Those of `others` that may be another way to write `name`, the likeliest first, MOST_ALIKE at most.

    Their last words are compared, then the whole: Ratcliff and Obershelp's ratio of the letters in common (difflib).
    """
    from analysis.language.text import normalise

    wanted = normalise(name)
    letters = SequenceMatcher(b=wanted.split()[-1], autojunk=False)
    found = []
    for other in others:
        if other == name:
            continue
        candidate = normalise(other)
        letters.set_seq1(candidate.split()[-1])
        if min(letters.real_quick_ratio(), letters.quick_ratio()) >= _ALIKE and letters.ratio() >= _ALIKE:
            whole = SequenceMatcher(None, candidate, wanted, autojunk=False).ratio()
            found.append((-letters.ratio() - whole, other))
    return [other for _, other in sorted(found)[:MOST_ALIKE]]
