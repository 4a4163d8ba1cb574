"""How fast pages become articles: body extraction, attribution, dating; memory that stays flat.

Run with `python -m tests.benchmarks.bench_reading` from the project's folder. Pages are made from the page
shapes of tests/cases, the body of each made as long as a scraped newspaper page (13 kB).
"""

import json
import random
import time
import tracemalloc
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from analysis import knowledge
from analysis.reading import outlets, words
from analysis.reading.articles import Article, read_page
from analysis.reading.attribution import attribute
from analysis.reading.decoding import decode
from analysis.reading.formats import Page
from analysis.reading.furniture import body
from analysis.reading.prepared import prepared

CASES = Path(__file__).resolve().parent.parent / "cases" / "furniture_pages.json"
PAGE_BYTES = 13_000
PAGES = 400
FLAT_PAGES = 400


def pages(count: int) -> Iterator[bytes]:
    """Pages of about PAGE_BYTES, each different: a case's furniture around sentences of all cases."""
    cases = json.loads(CASES.read_text(encoding="utf-8"))
    said = [line[2:] for case in cases for line in case["lines"] if line.startswith("B|")]
    dice = random.Random(1)
    for number in range(count):
        lines = [line[2:] for line in cases[number % len(cases)]["lines"]]
        while sum(map(len, lines)) < PAGE_BYTES:
            lines.insert(len(lines) // 2, f"{' '.join(dice.sample(said, 3))} Page {dice.random():.9f} lue hier.")
        yield "\n\n".join(lines).encode()


def main() -> None:
    """Print MB and pages per CPU-second of each step, and how memory grows."""
    known, made = knowledge.load(), list(pages(PAGES))
    views, size = prepared(known), sum(map(len, made)) / 1e6
    furniture, house = words.load(), outlets.load()
    texts = [decode(page) for page in made]
    read_page(Page("warm", texts[0]), known, date(2026, 1, 1))

    def timed(name: str, start: float) -> None:
        spent = time.process_time() - start
        print(f"{name:<28}{size / spent:8.1f} MB/s{PAGES / spent:10.0f} pages/s")

    start = time.process_time()
    for text in texts:
        text.split()
    timed("str.split", start)
    start = time.process_time()
    for page in made:
        decode(page)
    timed("decoding", start)
    start = time.process_time()
    bodies = [body(text, furniture, views.places) for text in texts]
    timed("body", start)
    start = time.process_time()
    for text, found in zip(texts, bodies, strict=True):
        attribute(Page("page", text), found, text, house)
    timed("outlet", start)
    start = time.process_time()
    for text in texts:
        read_page(Page("page", text), known, date(2026, 1, 1))
    timed("whole, with dating", start)
    _memory(known)


def _memory(known: knowledge.Knowledge) -> None:
    tracemalloc.start()
    seen = 0
    for number, page in enumerate(pages(FLAT_PAGES), start=1):
        seen += isinstance(read_page(Page("page", decode(page)), known, date(2026, 1, 1)), Article)
        if number in (FLAT_PAGES // 4, FLAT_PAGES):
            print(f"after {number} pages: {tracemalloc.get_traced_memory()[0] / 1e6:.1f} MB held")
    tracemalloc.stop()


if __name__ == "__main__":
    main()
