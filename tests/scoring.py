"""Scores the tables of the founding articles against the answer key, as its README says."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import tables

Row = dict[str, Any]


@dataclass(frozen=True)
class Key:
    """The answer key: `facts` (articles, meetings …) and one list of rows a file of lines."""

    facts: dict[str, Any]
    sentences: list[Row]
    mentions: list[Row]
    places: list[Row]

    @classmethod
    def load(cls, folder: Path) -> "Key":
        lines = {
            name: [
                json.loads(line)
                for line in (folder / f"founding_{name}.jsonl").read_text(encoding="utf-8").splitlines()
            ]
            for name in ("sentences", "mentions", "places")
        }
        return cls(json.loads((folder / "founding.json").read_text(encoding="utf-8")), **lines)


@dataclass(frozen=True)
class Score:
    """Right, wrong and missed predictions."""

    right: int
    wrong: int
    missed: int

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.wrong + self.missed)


def source_offsets(source: str, text: str, removed: Iterable[Mapping[str, Any]]) -> list[int]:
    """For each character of `text`, where it stood in `source`: what is kept stands in the same order in both."""
    taken = bytearray(len(source))
    for piece in removed:
        taken[piece["start"] : piece["end"]] = b"\1" * (piece["end"] - piece["start"])
    kept = (position for position, letter in enumerate(source) if not taken[position] and not letter.isspace())
    offsets: list[int] = []
    for letter in text:
        offsets.append(offsets[-1] if letter.isspace() and offsets else next(kept))
    return offsets


class Founding:
    """The built tables of the founding articles, with offsets of their raw files."""

    def __init__(self, frames: Mapping[str, pd.DataFrame], seeds: Path) -> None:
        self.frames = frames
        self.file = {row["article_id"]: row["source_id"] for row in _records(frames["articles"])}
        texts = frames["texts"].set_index("article_id")
        self._offsets = {
            article: source_offsets(
                (seeds / self.file[article]).read_text(encoding="utf-8"),
                row["text"],
                json.loads(row["removed"]),
            )
            for article, row in texts.iterrows()
        }

    def rows(self, table: str) -> list[Row]:
        """Rows of `table` with `file` and, for spans, `start` and `end` in the raw file."""
        rows = []
        for row in _records(self.frames[table]):
            offsets = self._offsets[row["article_id"]]
            rows.append(
                row
                | {"file": self.file[row["article_id"]]}
                | ({"start": offsets[row["start"]], "end": offsets[row["end"] - 1] + 1} if "start" in row else {})
            )
        return rows


def _records(frame: pd.DataFrame) -> list[Row]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _overlap(left: Row, right: Row) -> int:
    if left["file"] != right["file"]:
        return 0
    shared: int = min(left["end"], right["end"]) - max(left["start"], right["start"])
    return max(0, shared)


def mentions(found: list[Row], key: Key) -> tuple[Score, dict[str, float], list[Row]]:
    """Score over the listed sentences, recall for each `how`, and predictions on mere places."""
    wrong_places = [row for row in found if any(_overlap(row, place) for place in key.places)]
    inside = [row for row in found if any(_overlap(row, sentence) for sentence in key.sentences)]
    free = list(key.mentions)
    matched: Counter[str] = Counter()
    right = 0
    for row in inside:
        hit = next((other for other in free if other["actor"] == row["actor"] and _overlap(row, other)), None)
        if hit is not None:
            free.remove(hit)
            matched[hit["how"]] += 1
            right += 1
    asked = Counter(row["how"] for row in key.mentions)
    recall = {how: matched[how] / count for how, count in asked.items()}
    return Score(right, len(inside) - right, len(free)), recall, wrong_places


def meetings(
    frames: Mapping[str, pd.DataFrame], file: Mapping[str, str], key: Key
) -> tuple[list[tuple[Row, Row]], list[Row], list[Row]]:
    """(key, found) pairs of the same participants and dates; key meetings missed; found ones too many."""
    left = _records(frames["meetings"])
    told: dict[str, set[str]] = {}
    for report in _records(frames["reports"]):
        told.setdefault(report["meeting_id"], set()).add(file[report["article_id"]])
    pairs, missed = [], []
    for wanted in key.facts["meetings"]:
        hit = next((row for row in left if _same(row, wanted)), None)
        if hit is None:
            missed.append(wanted)
        else:
            left.remove(hit)
            pairs.append((wanted, hit | {"files": sorted(told[hit["meeting_id"]])}))
    return pairs, missed, left


def _same(row: Row, wanted: Row) -> bool:
    length = {"day": 10, "month": 7}[wanted["precision"]]
    return (
        set(tables.split(row["participants"])) == set(wanted["who"])
        and row["date_precision"] == wanted["precision"]
        and row["start_date"][:length] == wanted["start"]
        and row["end_date"][:length] == wanted["end"]
    )


def macro_f1(pairs: Iterable[tuple[int, int]]) -> float:
    """Mean of the F1 of −1, 0 and 1 over (label, prediction) pairs."""
    pairs = list(pairs)
    scores = []
    for value in (-1, 0, 1):
        right = sum(label == guess == value for label, guess in pairs)
        total = sum(label == value for label, _ in pairs) + sum(guess == value for _, guess in pairs)
        scores.append(2 * right / total if total else 0.0)
    return sum(scores) / 3


def tone_pairs(found: list[Row], key: Key, column: str, floor: float = 0.0) -> list[tuple[int, int]]:
    """(label, prediction) of each labelled sentence, matched by largest overlap; an abstention counts as 0."""
    pairs = []
    for sentence in key.sentences:
        label = sentence["relation" if column == "relation" else "tone"]
        if label is None:
            continue
        best = max(found, key=lambda row: _overlap(row, sentence))
        known = bool(_overlap(best, sentence)) and not bool(pd.isna(best[column]))
        value = float(best[column]) if known else 0.0
        pairs.append((label, (value > floor) - (value < -floor)))
    return pairs
