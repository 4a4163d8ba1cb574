"""What was found in a text and why: `python -m analysis explain [FILE] --on YYYY-MM-DD [--json | --lines]`."""

import argparse
import json
import os
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TextIO

from analysis import knowledge
from analysis.extraction.facts import FactReader, Facts

_SHOWN = 100  # characters of a sentence that people are shown; a table can be one sentence
# What each way of naming means, for people.
_HOWS = {
    "name": "a known name, or the shape of one",
    "title": "a courtesy title and a name",
    "office": "whoever holds that office, on the day or by the text",
    "nickname": "a known nickname or role",
    "metonym": "a capital or palace that acts, so its government",
    "anaphora": "actors spoken of before",
}


_FIGURES = ("tone", "relation", "polarity", "subjectivity")
_DIGITS = 4  # of a figure; more would be noise of the arithmetic
Found = dict[str, list[dict[str, Any]]]


class InputError(ValueError):
    """A text that cannot be read; the message says which and why."""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the command `explain` to the command line; its `run` is `explain.run`."""
    parser = commands.add_parser(
        "explain",
        help="show what is found in a text, and why",
        description="Shows what is found in a text: sentences, actors, times, reports of encounters, tone.",
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="a text in UTF-8 (default, or -: standard input)")
    parser.add_argument(
        "--on",
        required=True,
        type=_day,
        metavar="YYYY-MM-DD",
        help="the day of publication: offices and times are told from it",
    )
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="one JSON object")
    shape.add_argument("--lines", action="store_true", help="each line is a text of its own and gives one JSON line")
    parser.set_defaults(run=run)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; write it as 2024-05-31")
    return day


def run(given: argparse.Namespace, out: TextIO | None = None) -> int:
    """Explains the text of `given.file` on `out` (standard output); returns the exit code: 0, or 2 for no text."""
    out = sys.stdout if out is None else out
    try:
        text = _text(given.file)
    except InputError as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    reader = _reader()
    if given.lines:
        lines = text.removesuffix("\n").split("\n") if text else []
        shown: Iterable[str] = (_dumped(found(reader, line.removesuffix("\r"), given.on)) for line in lines)
    else:
        explained = found(reader, text, given.on)
        shown = [_dumped(explained)] if given.json else told(explained)
    try:
        for line in shown:
            out.write(line + "\n")
        out.flush()
    except BrokenPipeError:  # who reads has seen enough (`| head`); Python would complain again on leaving
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


@cache
def _reader() -> FactReader:
    return FactReader(knowledge.load())


def _text(file: str | None) -> str:
    """The text of `file`, or of standard input, with composed letters (NFC). Raises InputError."""
    name = "standard input" if file in (None, "-") else str(file)
    try:
        data = sys.stdin.buffer.read() if file in (None, "-") else Path(str(file)).read_bytes()
        return unicodedata.normalize("NFC", data.decode("utf-8-sig"))
    except OSError as error:
        raise InputError(f"{name}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: byte {error.start} is no UTF-8; save the text as UTF-8") from error


def _dumped(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False)


def found(reader: FactReader, text: str, day: date) -> Found:
    """What is found in `text`, published on `day`: sentences, mentions, times, reports, tone.

    `start` and `end` are character offsets in `text`, `sentence` counts from 0, `from` and `to` are ISO days, both
    included, empty where unknown; figures are those of the tables.
    """
    facts = reader.read("", text, True, day)
    return {
        "sentences": [
            {name: row[name] for name in ("sentence", "start", "end")} | {"text": text[row["start"] : row["end"]]}
            for row in facts.sentences
        ],
        "mentions": [{name: value for name, value in row.items() if name != "article_id"} for row in facts.mentions],
        "times": [_time(row) for row in facts.times],
        "reports": _reports(facts),
        "tone": [
            {name: row[name] for name in ("sentence", "start", "end")} | {name: _round(row[name]) for name in _FIGURES}
            for row in facts.sentences
        ],
    }


def _round(figure: float | None) -> float | None:
    return None if figure is None else round(figure, _DIGITS)


def _time(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "surface": row["surface"],
        "start": row["start"],
        "end": row["end"],
        "from": row["from_date"],
        "to": row["to_date"],
        "precision": row["precision"],
        "sentence": row["sentence"],
    }


def _reports(facts: Facts) -> list[dict[str, Any]]:
    """The reports, numbered; `same_as` is the number of the one that is taken up again, or None."""
    numbers = {row["report_id"]: number for number, row in enumerate(facts.reports)}
    return [
        {
            "report": number,
            **{name: row[name] for name in ("sentence", "mode", "status", "place", "country", "cue", "kind")},
            "participants": row["participants"].split("; "),
            "sides": row["sides"].split("; "),
            "from": row["start_date"],
            "to": row["end_date"],
            "precision": row["date_precision"],
            "same_as": numbers.get(row["same_as"]),
        }
        for number, row in enumerate(facts.reports)
    ]


def told(explained: Found) -> Iterator[str]:
    """What `found` gives, as lines for people: sentence by sentence, each finding with its reason."""
    mentions, times, reports = (_by_sentence(explained[name]) for name in ("mentions", "times", "reports"))
    for sentence, tone in zip(explained["sentences"], explained["tone"], strict=True):
        number = sentence["sentence"]
        words = " ".join(sentence["text"].split())
        yield f"[{number}] {words[:_SHOWN]}{'…' if len(words) > _SHOWN else ''}"
        yield from map(_told_mention, mentions[number])
        for time in times[number]:
            yield f"    time    « {time['surface']} » → {_days(time)}"
        yield from map(_told_report, reports[number])
        if tone["tone"] is not None:
            relation = "" if tone["relation"] is None else f", relation {tone['relation']:+.2f}"
            yield f"    tone    {tone['tone']:+.2f}{relation}"
    if not explained["sentences"]:
        yield "The text is empty."


def _by_sentence(rows: list[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    grouped: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        grouped[row["sentence"]].append(row)
    return grouped


def _told_mention(mention: dict[str, Any]) -> str:
    country = f", {mention['country']}" if mention["country"] not in ("", mention["actor"]) else ""
    return (
        f"    actor   « {mention['surface']} » → {mention['actor']} ({mention['actor_kind']}{country}): "
        f"{mention['how']}, {_HOWS[mention['how']]}"
    )


def _told_report(report: dict[str, Any]) -> str:
    place = ", ".join(part for part in (report["place"], report["country"]) if part)
    again = f"; the encounter of report {report['same_as']} again" if report["same_as"] is not None else ""
    return (
        f"    report  {report['report']}: {', '.join(report['participants'])}: {report['status']}, "
        f"{report['mode']}, {_days(report)}{f', at {place}' if place else ''}; by « {report['cue']} »{again}"
    )


def _days(row: dict[str, Any]) -> str:
    if not row["from"]:
        return "day unknown"
    days = row["from"] if row["from"] == row["to"] else f"{row['from']} to {row['to']}"
    return f"{days} ({row['precision']})"
