"""Agency copy, reprints and updates: articles nearly the same word for word, found by MinHash (Broder 1997)."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b, shake_128

import numpy as np
import numpy.typing as npt

from analysis.language.text import normalise

# Two texts are copies when so much of their five-word runs is shared: an agency dispatch with another
# headline and a line cut keeps over 0.7; two articles that quote the same sentences stay below 0.3.
ALIKE = 0.7
_RUN = 5
_WORD = re.compile(r"\w+")
_PERMUTATIONS = 64
# Articles are held against each other where one of so many bands of their signatures is the same: at the threshold
# one pair in eighty shares none, and of pairs that share a quotation (0.3) one in eight is looked at for nothing.
_BANDS = 16
# An update is like the version before it more than like the first; so many versions of one story are looked
# at. Without a limit, ten thousand pages of one template would each be held against all the others.
_VERSIONS = 16

Signatures = npt.NDArray[np.uint32]  # of one article _PERMUTATIONS numbers, of several a row each
# Each permutation of all runs is a multiplication of their hashes by an odd number and an addition, modulo 2^64, of
# which the upper half counts (Dietzfelbinger 1997). Drawn by a hash: the same in all releases of all libraries.
_DRAWN = np.frombuffer(shake_128(b"entrevues").digest(2 * 8 * _PERMUTATIONS), dtype="<u8")
_FACTORS, _TERMS = _DRAWN[:_PERMUTATIONS] | np.uint64(1), _DRAWN[_PERMUTATIONS:]
_UPPER_HALF = np.uint64(32)


def signature(text: str) -> Signatures:
    """The MinHash of the five-word runs of a text, without accents, capitals and punctuation."""
    words = _WORD.findall(normalise(text))
    runs = {" ".join(words[at : at + _RUN]).encode() for at in range(max(1, len(words) - _RUN + 1))}
    hashes = np.frombuffer(b"".join(blake2b(run, digest_size=8).digest() for run in runs), dtype="<u8")
    least: Signatures = (hashes[:, None] * _FACTORS + _TERMS >> _UPPER_HALF).min(axis=0).astype(np.uint32)
    return least


def pack(signed: Signatures) -> bytes:
    """A signature as bytes to keep: four a permutation."""
    return signed.astype("<u4").tobytes()


def unpack(packed: Iterable[bytes]) -> Signatures:
    """Signatures that `pack` packed, a row each."""
    return np.frombuffer(b"".join(packed), dtype="<u4").reshape(-1, _PERMUTATIONS)


def copies(articles: Iterable[tuple[str, str, str]]) -> Mapping[str, str]:
    """article_id of each copy → article_id of its original.

    `articles`: (article_id, published, text). The original of a group is the first published, an unknown
    day last; the order in which articles come does not matter.
    """
    rows = list(articles)
    signatures = unpack(pack(signature(text)) for _, _, text in rows)
    return link([article_id for article_id, _, _ in rows], [published for _, published, _ in rows], signatures)


def link(article_ids: Sequence[str], published: Sequence[str], signatures: Signatures) -> Mapping[str, str]:
    """As `copies`, from the signatures of the articles."""
    order = sorted(range(len(article_ids)), key=lambda row: (published[row] or "9999", article_ids[row]))
    shelves = _shelves(signatures, order)
    leader: dict[int, int] = {}  # of each article seen, the first of its story, both as places in `order`
    seen: dict[int, list[int]] = defaultdict(list)
    versions: Counter[int] = Counter()
    for place in sorted(shelves):
        met = sorted({other for shelf in shelves[place] for other in seen[shelf]})
        shared = (signatures[[order[other] for other in met]] == signatures[order[place]]).mean(axis=1)
        first = min((leader[other] for other, share in zip(met, shared, strict=True) if share >= ALIKE), default=place)
        leader[place] = first
        if versions[first] < _VERSIONS:
            versions[first] += 1
            for shelf in shelves[place]:
                seen[shelf].append(place)
    return {article_ids[order[place]]: article_ids[order[first]] for place, first in leader.items() if first != place}


def _shelves(signatures: Signatures, order: Sequence[int]) -> Mapping[int, Sequence[int]]:
    """The bands that each article shares with another, as numbers; articles as places in `order`, without those that
    share none: most of a corpus, of which nothing more is held.
    """
    found: dict[int, list[int]] = defaultdict(list)
    width = signatures.shape[1] // _BANDS
    for band in range(_BANDS):
        own = np.ascontiguousarray(signatures[order, band * width : (band + 1) * width]).view(f"V{4 * width}")[:, 0]
        _, numbers, counts = np.unique(own, return_inverse=True, return_counts=True)
        for place in np.flatnonzero(counts[numbers] > 1).tolist():
            found[place].append(int(numbers[place]) * _BANDS + band)
    return found
