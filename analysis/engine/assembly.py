"""From parts to the tables of a corpus: doubles out, copies linked, reports merged, in the order of the sources.

Articles, reports, meetings and rejects are frames in memory. The long tables (texts, sentences, mentions, times)
are drawn from the parts chunk by chunk whenever they are asked for.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis import merging, tables
from analysis.engine.byhand import Renaming
from analysis.engine.parts import Parts, Slot
from analysis.engine.rows import valid
from analysis.reading import duplicates
from analysis.reading.articles import twin
from analysis.reading.corrections import Line
from analysis.reading.formats import Reject

# The frames of one table, one after the other; asked for again, the same again.
Chunks = Callable[[], Iterator[pd.DataFrame]]
_LONG = ("texts", "sentences", "mentions", "times")


@dataclass(slots=True)
class Corpus:
    """The tables of a corpus, as frames or in chunks, and what the build had to do for them."""

    tables: Mapping[str, pd.DataFrame | Chunks]
    files: int = 0
    files_opened: int = 0
    pages: int = 0
    pages_read: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)  # rows of each long table
    actors: int = 0
    recognised: Sequence[Mapping[str, Any]] = ()  # see formats.Recognised

    def frame(self, name: str) -> pd.DataFrame:
        """The whole table `name` in memory."""
        table = self.tables[name]
        if isinstance(table, pd.DataFrame):
            return table
        return tables.frame(name, pd.concat([tables.frame(name), *table()], ignore_index=True))

    def frames(self) -> dict[str, pd.DataFrame]:
        """Every table in memory."""
        return {name: self.frame(name) for name in self.tables}


def without_text(
    found: Mapping[str, pd.DataFrame | Chunks],
) -> dict[str, pd.DataFrame | Chunks]:
    """The same tables without the words of the press: no `texts`, no titles. Facts, figures and offsets stay."""
    kept = {name: table for name, table in found.items() if name != "texts"}
    articles = kept["articles"]
    if isinstance(articles, pd.DataFrame):
        kept["articles"] = articles.assign(title="")
    return kept


def assemble(found: Sequence[Slot | Reject], parts: Parts, renamed: Renaming, of_meetings: Sequence[Line]) -> Corpus:
    """The corpus of what was read at `found`, in that order; `parts` are those of the readings, `renamed` the known
    actors that are others, `of_meetings` the choices by hand of what is one meeting.
    """
    kept, rejects = _kept(found, parts)
    articles = _linked(_whole(parts, kept, "articles", renamed), parts, kept)
    told, met, unused = merging.merge(_whole(parts, kept, "reports", renamed), articles, of_meetings)
    known: dict[str, pd.DataFrame | Chunks] = {name: _chunks(parts, kept, name, renamed) for name in _LONG}
    counts, actors = _counts(parts, kept)
    rejects += [*renamed.unmet(actors), *unused]
    known |= {"articles": articles, "reports": told, "meetings": met, "rejects": _rejected(rejects)}
    known["statements"] = _whole(parts, kept, "statements", renamed)
    return Corpus({name: known[name] for name in tables.TABLES}, counts=counts, actors=len(renamed.ids(actors)))


def _kept(found: Sequence[Slot | Reject], parts: Parts) -> tuple[list[Slot], list[Reject]]:
    """Where the articles are, each once, and what became none."""
    slots = [item for item in found if isinstance(item, Slot)]
    columns = ["source_id", "reason", "stage", "articles.article_id"]
    read = (row for table in parts.take(slots, columns) for row in table.to_pylist())
    kept, rejects, seen = list[Slot](), list[Reject](), dict[str, str]()
    for item in found:
        if isinstance(item, Reject):
            rejects.append(item)
            continue
        row = next(read)
        if row["reason"] is not None:
            rejects.append(Reject(row["source_id"], row["reason"], row["stage"]))
        elif reject := twin(row["articles"]["article_id"], row["source_id"], seen):
            rejects.append(reject)
        else:
            kept.append(item)
    return kept, rejects


def _rejected(rejects: Iterable[Reject]) -> pd.DataFrame:
    return tables.frame(
        "rejects",
        [{"source_id": valid(one.source_id), "reason": valid(one.reason), "stage": one.stage} for one in rejects],
    )


def _linked(articles: pd.DataFrame, parts: Parts, kept: Sequence[Slot]) -> pd.DataFrame:
    """`articles` with the copies among them linked to their originals."""
    packed = (table["signature"].to_pylist() for table in parts.take(kept, ["signature"]))
    signatures = np.concatenate([duplicates.unpack(()), *map(duplicates.unpack, packed)])
    ids = articles["article_id"].tolist()
    originals = duplicates.link(ids, articles["published"].tolist(), signatures)
    return tables.frame("articles", articles.assign(copy_of=[originals.get(one, "") for one in ids]))


def _whole(parts: Parts, slots: Sequence[Slot], name: str, renamed: Renaming) -> pd.DataFrame:
    """A short table in one frame."""
    return tables.frame(
        name, pd.concat([tables.frame(name), *_chunks(parts, slots, name, renamed)()], ignore_index=True)
    )


def _chunks(parts: Parts, slots: Sequence[Slot], name: str, renamed: Renaming) -> Chunks:
    def chunks() -> Iterator[pd.DataFrame]:
        for table in parts.take(slots, [name]):
            yield tables.frame(name, renamed(name, _frame(table[name])))

    return chunks


def _frame(column: pa.ChunkedArray) -> pd.DataFrame:
    """The rows in a column of structs or of lists of structs."""
    rows = _flat(column)
    found: pd.DataFrame = pa.Table.from_batches([pa.RecordBatch.from_struct_array(rows)]).to_pandas()
    return found


def _flat(column: pa.ChunkedArray) -> pa.StructArray:
    whole = pa.concat_arrays(column.chunks)
    return whole.flatten() if pa.types.is_list(whole.type) else whole


def _counts(parts: Parts, slots: Iterable[Slot]) -> tuple[dict[str, int], set[str]]:
    """Rows of each long table; the actor_ids."""
    counts, actors = dict.fromkeys(_LONG, 0), set[str]()
    columns = {"sentences": "start", "mentions": "actor_id", "times": "start"}  # one is enough to count
    for table in parts.take(slots, [f"{name}.list.element.{column}" for name, column in columns.items()]):
        for name in columns:
            counts[name] += len(_flat(table[name]))
        actors.update(_flat(table["mentions"]).field("actor_id").unique().to_pylist())
    return counts, actors
