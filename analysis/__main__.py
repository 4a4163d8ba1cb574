"""Command line: `python -m analysis build PATH… --out DIR`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from analysis import engine, store
from analysis.knowledge import KnowledgeError

# Progress is shown after this many inputs, where it is read by a person.
_STEP = 50


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit code: 0, or 2 where nothing could be done."""
    parser = argparse.ArgumentParser(prog="python -m analysis", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="read articles and write the tables of a corpus")
    build.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files or folders of articles")
    build.add_argument("--out", required=True, type=Path, metavar="DIR", help="folder for the tables")
    build.add_argument(
        "--without-text",
        action="store_true",
        help="leave out the words of the press (texts, titles): for corpora to be shared",
    )
    given = parser.parse_args(arguments)
    try:
        return _build(given.paths, given.out, given.without_text)
    except (KnowledgeError, store.StoreError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


def _build(paths: Sequence[Path], out: Path, without_text: bool) -> int:
    frames = engine.build(paths, _show_progress)
    rejects = frames["rejects"]
    if frames["articles"].empty:
        _print_rejects(rejects)
        print("error: no article could be read; nothing was written", file=sys.stderr)
        return 2
    store.write(engine.without_text(frames) if without_text else frames, out)
    print(summary(frames))
    _print_rejects(rejects)
    print(f"Tables written to {out}")
    return 0


def _show_progress(count: int, source: str) -> None:
    if sys.stderr.isatty() and count % _STEP == 0:
        print(f"\r{count} inputs read ({source[-40:]})\033[K", end="", file=sys.stderr, flush=True)


def _print_rejects(rejects: pd.DataFrame) -> None:
    if not rejects.empty:
        print(f"Rejected: {len(rejects)}", file=sys.stderr)
    for row in rejects.to_dict("records"):
        print(f"  {row['source_id']}: {row['reason']}", file=sys.stderr)


def summary(frames: dict[str, pd.DataFrame]) -> str:
    """What a corpus holds, in a few lines."""
    articles, mentions, meetings = frames["articles"], frames["mentions"], frames["meetings"]
    days = sorted(articles.loc[articles["published"] != "", "published"])
    outlets = articles["outlet"].replace("", "unknown outlet").value_counts()
    statuses = meetings["status"].value_counts()
    told = ", ".join(f"{count} {name}" for name, count in statuses.items())
    return "\n".join(
        (
            f"Articles: {len(articles)}" + (f", {days[0]} to {days[-1]}" if days else ""),
            "Outlets: " + ", ".join(f"{name} ({count})" for name, count in outlets.items()),
            f"Sentences: {len(frames['sentences'])}; mentions: {len(mentions)} "
            f"of {mentions['actor_id'].nunique()} actors; time expressions: {len(frames['times'])}",
            f"Meetings: {len(meetings)} ({told or 'none'}), told by {len(frames['reports'])} reports",
        )
    )


if __name__ == "__main__":
    sys.exit(main())
