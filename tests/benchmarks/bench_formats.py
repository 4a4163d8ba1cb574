"""How fast each format gives its pages, beside the library under it, and what memory it takes.

Run with `python -m tests.benchmarks.bench_formats` from the project's folder. Pages are made from the sentences of the
page shapes of tests/cases; files are written to a temporary folder.
"""

import csv
import io
import json
import random
import resource
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

import trafilatura
from trafilatura.metadata import extract_metadata

from analysis.reading.formats import Page, Source, pages

CASES = Path(__file__).resolve().parent.parent / "cases" / "furniture_pages.json"
PAGE_CHARACTERS = 13_000
ROWS, HTML_PAGES, ROUNDS = 3_000, 150, 3


def stories(count: int) -> list[dict[str, str]]:
    """Records of about PAGE_CHARACTERS, each different."""
    cases = json.loads(CASES.read_text(encoding="utf-8"))
    said = [line[2:] for case in cases for line in case["lines"] if line.startswith("B|")]
    dice, made = random.Random(1), []
    for number in range(count):
        lines: list[str] = []
        while sum(map(len, lines)) < PAGE_CHARACTERS:
            lines.append(f"{' '.join(dice.sample(said, 3))} Page {dice.random():.9f} lue hier.")
        made.append(
            {
                "titre": f"Un vote tardif à la chambre haute ({number})",
                "texte": "\n".join(lines),
                "date": f"{number % 28 + 1:02}/03/2022",
                "url": f"https://exemple.fr/{number}",
            }
        )
    return made


def page_of(story: dict[str, str]) -> str:
    """A story as a page of the web with its furniture."""
    menu = "".join(f'<li><a href="/r{place}">Rubrique numéro {place}</a></li>' for place in range(60))
    body = "".join(f"<p>{line}</p>" for line in story["texte"].split("\n"))
    facts = json.dumps(
        {"@type": "NewsArticle", "headline": story["titre"], "datePublished": "2022-03-04T18:00:00+01:00"}
    )
    return (
        f'<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>{story["titre"]}</title>'
        f'<meta property="og:site_name" content="La Gazette"><script type="application/ld+json">{facts}</script></head>'
        f"<body><nav><ul>{menu}</ul></nav><main><article><h1>{story['titre']}</h1>{body}</article></main>"
        f"<aside><ul>{menu}</ul></aside><footer><p>© La Gazette</p></footer></body></html>"
    )


def spent(work: Callable[[], int], rounds: int = ROUNDS) -> tuple[float, int]:
    """CPU seconds of the fastest of `rounds`, and what the work counted."""
    best, count = float("inf"), 0
    for _ in range(rounds):
        start = time.process_time()
        count = work()
        best = min(best, time.process_time() - start)
    return best, count


def read(path: Path) -> int:
    """Pages of one file."""
    return sum(isinstance(item, Page) for item in pages(Source(path.name, path)))


def library(made: list[str]) -> int:
    """trafilatura as it is called for body and metadata."""
    for page in made:
        trafilatura.bare_extraction(page, include_comments=False)
        extract_metadata(page, date_config={"extensive_search": False, "original_date": True}, extensive=False)
    return len(made)


def files(folder: Path, made: list[dict[str, str]]) -> list[Path]:
    """The same records in each format of tables."""
    table = io.StringIO(newline="")
    writer = csv.DictWriter(table, list(made[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(made)
    lines = "\n".join(json.dumps(story, ensure_ascii=False) for story in made)
    for name, text in (("a.csv", table.getvalue()), ("a.jsonl", lines), ("a.json", json.dumps(made))):
        (folder / name).write_text(text, encoding="utf-8")
    with zipfile.ZipFile(folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as file:
        for number, story in enumerate(made):
            file.writestr(f"{number}.txt", story["texte"])
    return [folder / name for name in ("a.csv", "a.jsonl", "a.json", "a.zip")]


def main() -> None:
    """Print MB and pages per CPU-second of each format, the overhead over trafilatura, and the peak of memory."""
    web = [page_of(story) for story in stories(HTML_PAGES)]
    sources = [Source(str(number), Path("page.html"), page.encode()) for number, page in enumerate(web)]
    size = sum(len(source.data or b"") for source in sources) / 1e6
    # One after the other in each round: on a machine that others share, a minute apart is another machine.
    rounds = [
        (
            spent(lambda: library(web), 1)[0],
            spent(lambda: sum(isinstance(item, Page) for source in sources for item in pages(source)), 1)[0],
        )
        for _ in range(ROUNDS + 2)
    ]
    alone, ours, count = min(first for first, _ in rounds), min(second for _, second in rounds), len(web)
    more = median(second / first for first, second in rounds) - 1
    print(f"{'trafilatura alone':<20}{size / alone:8.1f} MB/s{count / alone:8.0f} pages/s")
    print(f"{'HTML':<20}{size / ours:8.1f} MB/s{count / ours:8.0f} pages/s, {100 * more:+.0f} % CPU")
    with tempfile.TemporaryDirectory() as folder:
        for path in files(Path(folder), stories(ROWS)):
            size = path.stat().st_size / 1e6
            seconds, count = spent(lambda path=path: read(path))  # type: ignore[misc]
            print(f"{path.name:<20}{size / seconds:8.1f} MB/s{count / seconds:8.0f} pages/s")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
