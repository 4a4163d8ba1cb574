"""Furniture by repetition: what recurs on many pages of one outlet is said by its pages, not by its articles.

A page is surveyed once: a hash of each of its lines. The hashes of all pages of one place (an outlet where the
source names it, else a web site, else a folder) are counted, and each page is told which of its own lines recur.
Only hashes that may recur are held, never the lines; a page alone has nothing that recurs and is read as ever.

What is told does not change with every page that comes: a line is over the threshold or it is not, so that one
file more leaves the other pages as they were read.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt

from analysis.reading.formats import Page
from analysis.reading.lines import Line, split

# Headlines of teasers, links and buttons come back on a handful of pages. Four stories that share a subhead
# are still chance; five are a habit of the page.
OFTEN = 5
# Sentences are held to more: agencies end many stories with one and the same paragraph of background. That
# does not stand on half the pages of an outlet; a cookie notice does.
STANDING_SHARE = 0.5
# A page of which most sentences recur is a reprint, not furniture; but no story is reprinted this often.
CERTAIN = 30

# A first count is of so many buckets of lines: of a hundred thousand pages one in ten lines is held for nothing.
_BUCKETS = 2**24
# Hashes of one place are counted this many at a time.
_AT_ONCE = 2**14

Hashes = npt.NDArray[np.uint64]
_PROSE = np.uint64(1)  # lowest bit of a hash: the line is a whole sentence


@dataclass(frozen=True, slots=True)
class Recurring:
    """The lines of one page that recur, by hash.

    `loose`: links, headlines and the like; `prose`: sentences, of which `standing` are on most pages of the place;
    `certain`: those so often met that no reprint explains them.
    """

    loose: frozenset[int] = frozenset()
    prose: frozenset[int] = frozenset()
    standing: frozenset[int] = frozenset()
    certain: frozenset[int] = frozenset()

    def key(self) -> str:
        """Equal for pages of which the same lines recur."""
        return "|".join(
            " ".join(map(str, sorted(lines))) for lines in (self.loose, self.prose, self.standing, self.certain)
        )


NOTHING = Recurring()


def place(page: Page) -> str:
    """Where lines of `page` may recur: its outlet, else its site, else the folder of its source."""
    return page.outlet.strip() or urlsplit(page.url).netloc.lower() or page.source_id.rpartition("/")[0]


def survey(text: str) -> Hashes:
    """The hashes of the distinct lines of one page."""
    return np.array(sorted({hash_of(line) for line in split(text) if line.core}), dtype=np.uint64)


def hash_of(line: Line) -> int:
    """The same for lines that differ in capitals, accents and edges alone."""
    number = int.from_bytes(blake2b(line.core.encode(), digest_size=8).digest())
    return number | 1 if line.prose else number & ~1


@dataclass(frozen=True, slots=True)
class Common:
    """The lines that recur on the pages of one place: hashes, on how many pages, whether on most of them."""

    values: Hashes
    counts: npt.NDArray[np.int64]
    standing: npt.NDArray[np.bool_]

    def of(self, own: Hashes) -> Recurring:
        """Those among the lines `own` of one page. Made when it is needed: held for every page, it would weigh
        ten times what the hashes do.
        """
        here = np.isin(self.values, own, assume_unique=True)
        if not here.any():
            return NOTHING
        prose = (self.values & _PROSE).astype(bool)
        certain = here & (self.standing | ~prose) & (self.counts >= CERTAIN)
        return Recurring(
            *(
                frozenset(self.values[lines].tolist())
                for lines in (here & ~prose, here & prose, here & prose & self.standing, certain)
            )
        )


def common(pages: Callable[[], Iterable[tuple[str, Hashes]]]) -> dict[str, Common]:
    """Of each place among `pages` (place, hashes of its lines), the lines that recur there.

    `pages` are asked for twice: first lines are counted by bucket, then those alone whose bucket is full enough, so
    that what is held does not grow with all the lines of a corpus.
    """
    full = np.zeros(_BUCKETS, dtype=np.uint8)
    for where, lines in pages():
        buckets = _buckets(where, lines)
        full[buckets] += full[buckets] < OFTEN  # a page counts once, however many of its lines share the bucket
    of_place: dict[str, _Count] = {}
    for where, lines in pages():
        of_place.setdefault(where, _Count()).add(lines[full[_buckets(where, lines)] == OFTEN])
    return {where: count.common() for where, count in of_place.items()}


def _buckets(where: str, lines: Hashes) -> Hashes:
    return (lines // 2 ^ np.uint64(hash(where) % _BUCKETS)) % _BUCKETS


class _Count:
    """On how many pages of one place each line is."""

    def __init__(self) -> None:
        self._pages = 0
        self._values, self._counts = np.empty(0, np.uint64), np.empty(0, np.int64)
        self._new: list[Hashes] = []
        self._waiting = 0

    def add(self, lines: Hashes) -> None:
        """Counts the lines of one page more."""
        self._pages += 1
        self._new.append(lines)
        self._waiting += len(lines)
        if self._waiting >= _AT_ONCE:
            self._fold()

    def _fold(self) -> None:
        new = np.concatenate([np.empty(0, np.uint64), *self._new])
        self._values, which = np.unique(np.concatenate([self._values, new]), return_inverse=True)
        weights = np.concatenate([self._counts, np.ones(len(new), np.int64)])
        self._counts, self._new = np.bincount(which, weights, len(self._values)).astype(np.int64), []
        self._waiting = 0

    def common(self) -> Common:
        """Those that recur."""
        self._fold()
        often = self._counts >= OFTEN
        counts = self._counts[often]
        return Common(self._values[often], counts, counts >= STANDING_SHARE * self._pages)


def mark_sentences(lines: Sequence[Line], known: Recurring) -> None:
    """Write on the sentences that stand on most pages of the place that they do."""
    if known.standing:
        _mark(lines, known.standing, known, f"repeated on {STANDING_SHARE:.0%} of the pages or more")


def mark_loose(lines: Sequence[Line], known: Recurring, head: int | None) -> None:
    """Write on links and headlines that come back on many pages that they do; the title, at `head`, stays."""
    if known.loose:
        others = [line for number, line in enumerate(lines) if number != head]
        _mark(others, known.loose, known, f"repeated on {OFTEN} pages or more")


def _mark(lines: Sequence[Line], condemned: frozenset[int], known: Recurring, why: str) -> None:
    """Of a page that is mostly a reprint, only what is certain goes: the story itself recurs."""
    open_ = [(line, hash_of(line)) for line in lines if not line.why]
    own = sum(len(line.text) for line, number in open_ if line.prose and number not in known.prose)
    again = sum(len(line.text) for line, number in open_ if number in known.prose)
    for line, number in open_:
        if number in condemned and (own >= again or number in known.certain):
            line.why = why
