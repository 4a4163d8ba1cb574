"""Command line: `python -m analysis build PATH… --out DIR`, `python -m analysis explain [FILE] --on DAY`.

What `build` alone needs is imported where it runs: it takes seconds, and `explain` should start at once.
"""

import argparse
import json
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis import explain
from analysis.extraction.ner import NerError
from analysis.knowledge import KnowledgeError

if TYPE_CHECKING:
    import pandas as pd

    from analysis.engine import Corpus

# Seconds between two signs of life: on a screen, where one replaces the other, and in a log.
_ON_SCREEN, _IN_A_LOG = 0.5, 15.0
_INTERRUPTED = 130  # as shells have it
_PATIENCE = 600.0  # seconds that a ready process waits: a reader has then gone, and it holds 240 MB


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit code: 0, 2 where nothing could be done, 130 when interrupted."""
    given = _parser().parse_args(arguments)
    try:
        run: Callable[[argparse.Namespace], int] = given.run
        return run(given)
    except KnowledgeError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"error: {error.filename or given.out}: {error.strerror or error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped; the same command goes on from here.", file=sys.stderr)
        return _INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m analysis", description="Reads French-language press: who meets whom."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser(
        "build",
        help="read articles and write the tables of a corpus",
        description="Reads articles and writes the tables of a corpus. In an existing corpus, only what is new is "
        "read. Corrections made by hand in DIR/corrections.csv are applied.",
    )
    build.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files or folders of articles")
    build.add_argument("--out", required=True, type=Path, metavar="DIR", help="folder for the tables")
    build.add_argument(
        "--without-text",
        action="store_true",
        help="leave out the words of the press (texts, titles): for corpora to be shared",
    )
    build.add_argument("--fresh", action="store_true", help="read everything again, whatever was read before")
    build.add_argument(
        "--columns",
        type=_columns,
        default={},
        metavar="FIELD=NAME,…",
        help="which columns hold title, text, date … where they are not recognised: title=Titre,text=Corps",
    )
    explain.add_ner(build)
    build.set_defaults(run=_build)
    explain.register(commands)
    build.add_argument("--progress", type=_seconds, metavar="SECONDS", help="time between two lines on how far it is")
    build.add_argument("--workers", type=_workers, metavar="N", help="processes at work (default: all cores)")
    ready = commands.add_parser(
        "ready",
        help="load what a build needs, then run the command told on standard input",
        description="Loads what a build needs, then runs one command: a line of JSON on standard input, the list of "
        "its arguments. What waits so builds a few articles in a second. It ends where no command comes.",
    )
    ready.set_defaults(run=_ready, out="")
    return parser


def _columns(text: str) -> dict[str, str]:
    from analysis.reading.formats import columns

    try:
        return columns.mapping(text)
    except columns.ColumnsError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _workers(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes, 1 or more")
    return int(text)


def _seconds(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds") from None


def _ready(_: argparse.Namespace) -> int:
    from analysis.engine import keys, work

    loaded = keys.program()
    work.prepare()
    waiting = threading.Timer(_PATIENCE, os._exit, (0,))
    waiting.daemon = True
    waiting.start()
    line = sys.stdin.readline()
    waiting.cancel()
    if not line:
        return 0
    arguments = json.loads(line)
    if keys.program.__wrapped__() != loaded:  # the knowledge was edited meanwhile: load it again
        os.execv(sys.executable, [sys.executable, "-m", "analysis", *arguments])
    return main(arguments)


def _build(given: argparse.Namespace) -> int:
    from analysis import engine, store

    try:
        return _built(given)
    except (engine.WorkerLostError, store.StoreError, NerError) as error:
        print(f"error: {error}", file=sys.stderr)
    except OSError as error:
        where = f"{error.filename or given.out}: {store.files.why(error)}"
        print(f"error: {where}; what was read is kept, the same command goes on from there", file=sys.stderr)
    return 2


def _built(given: argparse.Namespace) -> int:
    from analysis import engine, store
    from analysis.reading import corrections

    out: Path = given.out
    there = out.exists()
    with store.writing(out):
        settings = engine.Settings(out / corrections.FILE, given.columns, given.fresh, given.workers, given.ner)
        progress = _Progress(given.progress)
        corpus = engine.stream(given.paths, out / store.PARTS, settings, progress)
        progress.end()
        rejects = corpus.frame("rejects")
        if corpus.frame("articles").empty:
            _print_rejects(rejects)
            nothing = "no article could be read" if corpus.files else "no file was found"
            print(f"error: {nothing}; nothing was written", file=sys.stderr)
            shutil.rmtree(out if not there else out / store.PARTS)
            return 2
        store.write(engine.without_text(corpus.tables) if given.without_text else corpus.tables, out)
        if given.without_text:
            shutil.rmtree(out / store.PARTS)  # it holds what is to be left out
    _print_recognised(corpus.recognised)
    print(summary(corpus))
    _print_rejects(rejects)
    print(f"Tables written to {out}")
    return 0


class _Progress:
    """Signs of life on stderr: on a screen one line that changes, in a log a line now and then."""

    def __init__(self, pause: float | None = None) -> None:
        self._screen = sys.stderr.isatty()
        self._pause = (_ON_SCREEN if self._screen else _IN_A_LOG) if pause is None else pause
        self._step, self._began, self._shown = "", 0.0, time.monotonic()

    def __call__(self, step: str, done: int, total: int) -> None:
        now = time.monotonic()
        if step != self._step:
            self._step, self._began = step, now
        if now - self._shown < self._pause:
            return
        self._shown = now
        noun = "files" if step == "opened" else "pages"
        line = f"{done} of {total} {noun} {step}{self._left(now, done, total)}"
        print(
            f"\r{line}\033[K" if self._screen else line, end="" if self._screen else "\n", file=sys.stderr, flush=True
        )

    def _left(self, now: float, done: int, total: int) -> str:
        seconds = (now - self._began) * (total - done) / done if done else 0
        return f", {seconds / 60:.0f} min left" if seconds >= 90 else ""

    def end(self) -> None:
        """Clears the line on a screen."""
        if self._screen:
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def _print_recognised(recognised: Sequence[Mapping[str, Any]]) -> None:
    """How the columns of tables were understood: a misreading is seen here first."""
    for one in recognised:
        fields = ", ".join(f"{field}={'+'.join(names)}" for field, names in one["columns"].items())
        unused = f"; not used: {', '.join(one['unused'])}" if one["unused"] else ""
        days = f"; days: {one['days']}" if one["days"] else ""
        print(f"{one['source_id']} ({one['format']}): {fields}{days}{unused}")


def _print_rejects(rejects: "pd.DataFrame") -> None:
    if not rejects.empty:
        print(f"Rejected: {len(rejects)}", file=sys.stderr)
    for row in rejects.to_dict("records"):
        print(f"  {row['source_id']}: {row['reason']}", file=sys.stderr)


def summary(corpus: "Corpus") -> str:
    """What a corpus holds, in a few lines."""
    articles, meetings = corpus.frame("articles"), corpus.frame("meetings")
    days = sorted(articles.loc[articles["published"] != "", "published"])
    outlets = articles["outlet"].replace("", "unknown outlet").value_counts()
    statuses = meetings["status"].value_counts()
    told = ", ".join(f"{count} {name}" for name, count in statuses.items())
    copies = int((articles["copy_of"] != "").sum())
    counts = corpus.counts
    return "\n".join(
        (
            f"Input: {_many(corpus.files, 'file')}, {corpus.files_opened} of them new; "
            f"{_many(corpus.pages_read, 'page')} read now",
            f"Articles: {len(articles)}"
            + (f", {days[0]} to {days[-1]}" if days else "")
            + (f"; {_many(copies, 'copy', 'copies')} among them" if copies else ""),
            "Outlets: " + ", ".join(f"{name} ({count})" for name, count in outlets.items()),
            f"Sentences: {counts['sentences']}; mentions: {counts['mentions']} "
            f"of {corpus.actors} actors; time expressions: {counts['times']}",
            f"Meetings: {len(meetings)} ({told or 'none'}), told by {_many(len(corpus.frame('reports')), 'report')}",
        )
    )


def _many(count: int, noun: str, plural: str = "") -> str:
    return f"{count} {noun if count == 1 else plural or noun + 's'}"


if __name__ == "__main__":
    sys.exit(main())
