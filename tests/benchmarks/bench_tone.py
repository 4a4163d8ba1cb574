"""Speed of the tone, MB of text per CPU-second: `python tests/benchmarks/bench_tone.py [FILE…]`.

textblob-fr's own analyser, our equal of it, and both scores together, in turns in one run. Without files it
runs on the sentences written for the tests, which are shorter and fuller of tone than the press.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from textblob_fr import PatternAnalyzer  # noqa: E402 — the path of the checkout comes first

from analysis.extraction.polarity import PolarityReader  # noqa: E402
from analysis.extraction.tone import ToneReader  # noqa: E402
from analysis.language.sentences import split  # noqa: E402

CASES = Path(__file__).resolve().parents[1] / "cases"
ROUNDS = 9
TURN = 500  # sentences read by one before the next reads them: what else the machine does slows all of them alike


def _sentences(paths: list[str]) -> list[str]:
    if not paths:
        return [
            case["sentence"]
            for part in ("dev", "report")
            for case in json.loads((CASES / f"tone_{part}.json").read_text(encoding="utf-8"))
        ]
    texts = [Path(path).read_text(encoding="utf-8") for path in paths]
    return [text[start:end] for text in texts for start, end in split(text)]


def _seconds(work: Callable[[str], object], sentences: list[str]) -> float:
    start = time.process_time()
    for sentence in sentences:
        work(sentence)
    return time.process_time() - start


def main() -> None:
    """Prints one line a reader: its best round."""
    sentences = _sentences(sys.argv[1:])
    size = sum(len(sentence.encode()) for sentence in sentences) / 1e6
    start = time.process_time()
    tones = ToneReader()
    gc.freeze()  # as every build does: what is loaded is no garbage
    print(f"{'load':20}{time.process_time() - start:8.2f} s")
    works: dict[str, Callable[[str], object]] = {
        "textblob-fr": PatternAnalyzer().analyze,
        "polarity": PolarityReader().read,
        "polarity and tone": lambda sentence: tones.read(sentence, 2),
    }
    best = dict.fromkeys(works, 0.0)
    for start in range(0, len(sentences), TURN):
        part = sentences[start : start + TURN]
        rounds = [[_seconds(work, part) for work in works.values()] for _ in range(ROUNDS)]
        for name, taken in zip(works, zip(*rounds, strict=True), strict=True):
            best[name] += min(taken)
    for name, seconds in best.items():
        print(f"{name:20}{size / seconds:8.2f} MB/s{best['textblob-fr'] / seconds:8.1f} times textblob-fr")


if __name__ == "__main__":
    main()
