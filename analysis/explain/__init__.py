"""What was found in a text and why: `python -m analysis explain [FILE] --on YYYY-MM-DD [--json | --lines]`."""

import argparse
import json
import multiprocessing
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any, TextIO

from analysis import knowledge
from analysis.explain.wording import WIDTH, Found, told
from analysis.extraction import ner
from analysis.extraction.facts import FactReader, Facts

_WIDEST = 120  # characters of a line for people
_MANY, _CHUNK = 2_000, 100  # lines from which more processes are worth their start; lines handed over at once
_FIRST = 200  # lines read before: most patterns are compiled for them, once for all processes
_ENCODER = json.JSONEncoder(ensure_ascii=False)
_FIGURES = ("tone", "relation", "polarity", "subjectivity")
_DIGITS = 4  # of a figure; more would be noise of the arithmetic


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
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--lines", action="store_true", help="each line is a text of its own and gives one JSON line")
    add_ner(parser)
    parser.set_defaults(run=run)


def add_ner(parser: argparse.ArgumentParser) -> None:
    """Adds the option `--ner` to a command."""
    parser.add_argument(
        "--ner",
        type=_ner,
        metavar="spacy[:MODEL]",
        help="let an installed spaCy model confirm names of persons that no list knows",
    )


def _ner(text: str) -> str:
    try:
        return ner.option(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


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
        text, reader = _text(given.file), _reader(given.ner)
    except (InputError, ner.NerError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    if given.lines:
        lines = text.removesuffix("\n").split("\n") if text else []
        shown: Iterable[str] = _each(lines, given.on, given.ner)
    else:
        explained = found(reader, text, given.on)
        shown = [_dumped(explained)] if given.json else told(explained, _screen(out))
    try:
        for line in shown:
            out.write(line + "\n")
        out.flush()
    except BrokenPipeError:  # who reads has seen enough (`| head`); Python would complain again on leaving
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _each(lines: Sequence[str], day: date, asked: str | None) -> Iterator[str]:
    """The JSON line of each of `lines`, in order; many are read on all cores."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
    explained = partial(_line, day=day, asked=asked)
    alone = len(lines) if cores == 1 or len(lines) < _MANY else _FIRST
    yield from map(explained, lines[:alone])
    if alone == len(lines):
        return
    # A forked process has all that is loaded already; where there is no fork, loading it again would cost more.
    with multiprocessing.get_context("fork").Pool(cores) as pool:
        yield from pool.imap(explained, lines[alone:], _CHUNK)


def _line(line: str, day: date, asked: str | None) -> str:
    return _dumped(found(_reader(asked), line.removesuffix("\r"), day))


def _screen(out: TextIO) -> int:
    """Characters of a line."""
    return min(shutil.get_terminal_size((WIDTH, 0)).columns, _WIDEST) if out.isatty() else WIDTH


@cache
def _reader(asked: str | None) -> FactReader:
    return FactReader(knowledge.load(), ner.load(asked))


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
    return _ENCODER.encode(content)


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
            {name: row[name] for name in ("sentence", "start", "end")}
            | {name: _round(row[name]) for name in _FIGURES}
            | {name: row[name] for name in ("quoted", "speaker")}
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
