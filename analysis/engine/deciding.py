"""What is to be read: each page under the key of all that its reading depends on.

What deciding needs of a page is drawn from the parts whenever it is needed, and weighs ten times what is held of it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from analysis.engine import keys, work
from analysis.engine.parts import Parts, Slot
from analysis.extraction import ner
from analysis.extraction.byhand import Judgement
from analysis.reading import repetition
from analysis.reading.corrections import Corrections
from analysis.reading.formats import Reject


class Wanted(NamedTuple):
    """A page of `size` characters that is wanted, under the key of its reading."""

    key: str
    slot: Slot
    size: int
    judged: tuple[Judgement, ...]


@dataclass(slots=True)
class Decided:
    """The pages of a corpus in their order, and what is known of them from elsewhere."""

    pages: Parts
    wanted: Sequence[Wanted]
    common: Mapping[str, repetition.Common]
    given: Corrections
    today: date
    ner: str | None

    def task(self, wanted: Sequence[Wanted]) -> work.ReadTask:
        """The reading of some of the pages."""
        slots = tuple(one.slot for one in wanted)
        rows = list(_rows(self.pages, slots, ["source_id", "place", "lines"]))
        return work.ReadTask(
            folder=self.pages.folder,
            keys=tuple(one.key for one in wanted),
            slots=slots,
            recurring=tuple(self.common[row["place"]].of(_lines(row)) for row in rows),
            corrected=tuple(self.given.of_source.get(row["source_id"]) for row in rows),
            judged=tuple(one.judged for one in wanted),
            today=self.today,
            ner=self.ner,
        )


def opened(pages: Parts, slots: Sequence[Slot | Reject]) -> tuple[list[Slot | Reject], list[Mapping[str, Any]]]:
    """`slots` with the rejects that some of them hold in their stead, and how the files were understood."""
    rows = _rows(
        pages, (slot for slot in slots if isinstance(slot, Slot)), ["source_id", "reason", "stage", "recognised"]
    )
    found: list[Slot | Reject] = []
    recognised: list[Mapping[str, Any]] = []
    for slot in slots:
        row = next(rows) if isinstance(slot, Slot) else {"reason": None}
        recognised += [one for one in json.loads(row.pop("recognised", None) or "[]") if one["columns"]]
        found.append(slot if row["reason"] is None else Reject(**row))
    return found, recognised


def corrected(pages: Parts, found: Sequence[Slot | Reject], given: Corrections) -> set[str]:
    """The source_ids that `given` corrects and that are among those `found`."""
    if not given.of_source:
        return set()
    slots = [item for item in found if isinstance(item, Slot)]
    names = {item.source_id for item in found if isinstance(item, Reject)}
    return names.union(*(table["source_id"].to_pylist() for table in pages.take(slots, ["source_id"])))


def decide(
    pages: Parts,
    found: Iterable[Slot | Reject],
    given: Corrections,
    judged: Sequence[tuple[Judgement, ...]],
    today: date,
    asked: str | None,
) -> Decided:
    """The pages among those `found`. `judged`: what was said by hand of names in each; `asked`: see extraction.ner."""
    slots = [slot for slot in found if isinstance(slot, Slot)]
    common = repetition.common(lambda: ((row["place"], _lines(row)) for row in _rows(pages, slots, ["place", "lines"])))
    namer = ner.load(asked)
    identity = namer.identity if namer else ""
    rows = _rows(pages, slots, ["source_id", "digest", "place", "lines", "size"])
    wanted = [
        Wanted(keys.of_page(row["digest"], recurring, by_hand, names, identity), slot, row["size"], names)
        for row, slot, names in zip(rows, slots, judged, strict=True)
        for recurring in (common[row["place"]].of(_lines(row)),)
        for by_hand in (given.of_source.get(row["source_id"]),)
    ]
    return Decided(pages, wanted, common, given, today, asked)


def _rows(pages: Parts, slots: Iterable[Slot], columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    for table in pages.take(slots, columns):
        yield from table.to_pylist()


def _lines(row: Mapping[str, Any]) -> repetition.Hashes:
    return np.frombuffer(row["lines"] or b"", dtype=np.uint64)
