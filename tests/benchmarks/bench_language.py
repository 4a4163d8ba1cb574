"""Speed of the language room, MB of text per CPU-second: `python tests/benchmarks/bench_language.py [FILE…]`.

Without files it runs on the sentences written for the tests.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from analysis.language.sentences import split  # noqa: E402 — the path of the checkout comes first
from analysis.language.text import normalise  # noqa: E402
from analysis.language.times import find  # noqa: E402
from analysis.language.verbs import verbs  # noqa: E402

CASES = Path(__file__).resolve().parents[1] / "cases" / "times.json"
MEGABYTE = 1_000_000


def _text(paths: list[str]) -> str:
    if paths:
        return "\n\n".join(Path(path).read_text(encoding="utf-8") for path in paths)
    return " ".join(case["text"] for case in json.loads(CASES.read_text(encoding="utf-8")))


def _speed(name: str, size: float, work: Callable[[], object]) -> None:
    start = time.process_time()
    work()
    print(f"{name:12}{size / (time.process_time() - start):8.1f} MB/s")


def main() -> None:
    """Prints one line a function."""
    start = time.process_time()
    find("lundi")
    split("Un. Deux.")
    verbs("il dit")
    print(f"load        {time.process_time() - start:8.3f} s")
    sample = _text(sys.argv[1:])
    text = (sample + "\n\n") * max(1, MEGABYTE // len(sample))
    normal, size = normalise(text), len(text.encode()) / MEGABYTE
    _speed("normalise", size, lambda: normalise(text))
    _speed("sentences", size, lambda: split(text))
    _speed("times", size, lambda: find(text, normal))
    _speed("verbs", size, lambda: verbs(normal))


if __name__ == "__main__":
    main()
