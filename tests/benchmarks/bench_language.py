"""Speed of reading, MB of text per CPU-second: `python tests/benchmarks/bench_language.py [FILE…]`.

Each part alone and all together, with as many aliases as the project promises, beside the bare automaton on the
same text; then hostile texts, a megabyte each. Without files it runs on three texts (see texts.py): the sentences
written for the tests, the founding articles where they are at hand, a mix as a scraped corpus has it. What surrounds
a time is remembered; « first reading » forgets it before every article.
"""

import dataclasses
import resource
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from ahocorasick_rs import AhoCorasick, MatchKind  # noqa: E402 — the path of the checkout comes first

from analysis import knowledge  # noqa: E402
from analysis.extraction.actors import ActorReader  # noqa: E402
from analysis.extraction.reports import ReportReader  # noqa: E402
from analysis.knowledge import Actor, Alias, Knowledge  # noqa: E402
from analysis.language.sentences import split  # noqa: E402
from analysis.language.text import normalise  # noqa: E402
from analysis.language.time_grammar import grammar  # noqa: E402
from analysis.language.times import find  # noqa: E402
from analysis.language.verbs import verbs  # noqa: E402
from tests.benchmarks import texts  # noqa: E402

DAY = date(2024, 5, 15)
MEGABYTE = 1_000_000
MEASURED = MEGABYTE // 2  # characters of each text, about
ALIASES = 20_000
ROUNDS = 5  # the best of these is shown
HOSTILE = ("le 3 ", "Vladimir Poutine ", "« Oui. » ", "les deux pays ", "selon Jean Duval, ", "A. ", "a")


def _texts(paths: Sequence[str]) -> dict[str, list[str]]:
    """The articles of each text by its name, as long as is measured."""
    if paths:
        return {"files": _long([Path(path).read_text(encoding="utf-8") for path in paths])}
    found = {"dense": _long(texts.dense()), "mix": texts.mixed(MEASURED // texts.ARTICLE)}
    return found | ({"founding": _long(articles)} if (articles := texts.founding()) else {})


def _long(articles: list[str]) -> list[str]:
    return articles * max(1, MEASURED // sum(map(len, articles)))


def _with_aliases(known: Knowledge, count: int) -> Knowledge:
    """`known` with invented persons, up to `count` aliases."""
    aliases, actors = list(known.aliases), dict(known.actors)
    for number in range(len(aliases), count):
        name = f"{_word(number)} {_word(number * 7 + 3)}"
        actors[name] = Actor(name, name, "person", "")
        aliases.append(Alias(name, name, "name"))
    return dataclasses.replace(known, aliases=tuple(aliases), actors=actors)


def _word(number: int) -> str:
    syllables = ("ba", "ko", "ri", "mel", "tou", "zan", "vi", "dor", "pe", "lak")
    return "".join(syllables[int(digit)] for digit in str(number)).capitalize()


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _show(name: str, size: float, work: Callable[[], object], bare: float = 0) -> float:
    """Prints the speed of `work` on `size` MB, beside the automaton's seconds; returns the best seconds."""
    best = min(_seconds(work) for _ in range(ROUNDS))
    beside = f", {best / bare:5.1f} times the automaton" if bare else ""
    print(f"{name:28}{size / best:8.1f} MB/s, {1000 * best / size:6.0f} ms a MB{beside}")
    return best


def _first_reading(read: list[tuple[str, str]]) -> None:
    for text, normal in read:
        grammar().memory.clear()
        find(text, normal)


def _together(reader: ActorReader, text: str) -> None:
    normal = normalise(text)
    reader.read(text, normal, split(text, normal), DAY)
    find(text, normal)


def _all(reader: ActorReader, articles: Sequence[str]) -> None:
    for text in articles:
        _together(reader, text)


def _measure(name: str, articles: Sequence[str], known: Knowledge, reader: ActorReader, bare: AhoCorasick) -> None:
    """Prints one line a part."""
    size = sum(len(text.encode()) for text in articles) / MEGABYTE
    print(f"{name}: {len(articles)} articles, {size:.1f} MB")
    read = [(text, normal := normalise(text), split(text, normal)) for text in articles]
    floor = _show("bare automaton", size, lambda: [bare.find_matches_as_indexes(normal) for _, normal, _ in read])
    _show("normal form", size, lambda: [normalise(text) for text in articles], floor)
    _show("sentences", size, lambda: [split(text, normal) for text, normal, _ in read], floor)
    _show("actors", size, lambda: [reader.read(text, normal, spans, DAY) for text, normal, spans in read], floor)
    _show("times", size, lambda: [find(text, normal) for text, normal, _ in read], floor)
    _show("times, first reading", size, partial(_first_reading, [(text, normal) for text, normal, _ in read]), floor)
    _show("sentences, actors and times", size, partial(_all, reader, articles), floor)
    _show("verbs", size, lambda: [verbs(normal, *span) for _, normal, spans in read for span in spans], floor)
    meetings = ReportReader(known)
    marked = [(*article, reader.read(*article, DAY), find(*article[:2]), DAY) for article in read]
    _show("reports, on text marked", size, lambda: [meetings.read(*article) for article in marked], floor)


def main() -> None:
    """Prints the parts on each text, then one line a hostile text."""
    print(f"{'load of the knowledge':28}{_seconds(knowledge.load):8.2f} s")
    known = _with_aliases(knowledge.load(), ALIASES)
    reader = ActorReader(known)
    phrases = sorted({normalise(alias.text) for alias in known.aliases})
    bare = AhoCorasick(phrases, matchkind=MatchKind.LeftmostLongest)
    print(f"{len(phrases)} different aliases")
    for name, articles in _texts(sys.argv[1:]).items():
        _measure(name, articles, known, reader, bare)
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    for piece in HOSTILE:
        text = piece * (MEGABYTE // len(piece))
        half = _seconds(partial(_together, reader, text[: len(text) // 2]))
        whole = _seconds(partial(_together, reader, text))
        print(f"1 MB of {piece!r:22}{whole:7.2f} s, {whole / half:.1f} times what half of it costs")


if __name__ == "__main__":
    main()
