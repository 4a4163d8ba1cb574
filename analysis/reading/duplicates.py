"""Agency copy, reprints and updates: articles nearly the same word for word, found by MinHash."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np
from datasketch import MinHash, MinHashLSH

from analysis.language.text import normalise

# Two texts are copies when so much of their five-word runs is shared: an agency dispatch with another
# headline and a line cut keeps over 0.7; two articles that quote the same sentences stay below 0.3.
ALIKE = 0.7
_RUN = 5
_PERMUTATIONS = 64
_SEED = 20220224  # any number, once for all: the same text must give the same signature everywhere
_WORD = re.compile(r"\w+")
# An update is like the version before it more than like the first; so many versions of one story are looked
# at. Without a limit, ten thousand pages of one template would each be held against all the others.
_VERSIONS = 16
# Copied for every signature: drawing its permutations again takes longer than comparing two.
_BLANK = MinHash(num_perm=_PERMUTATIONS, seed=_SEED)


def signature(text: str) -> MinHash:
    """The MinHash of the five-word runs of a text, without accents, capitals and punctuation."""
    words = _WORD.findall(normalise(text))
    found = _BLANK.copy()
    runs = {" ".join(words[at : at + _RUN]).encode() for at in range(max(1, len(words) - _RUN + 1))}
    found.update_batch(sorted(runs))
    return found


def copies(articles: Iterable[tuple[str, str, str]]) -> Mapping[str, str]:
    """article_id of each copy → article_id of its original.

    `articles`: (article_id, published, text). The original of a group is the first published, an unknown
    day last; the order in which articles come does not matter.
    """
    return link((article_id, published, pack(signature(text))) for article_id, published, text in articles)


def pack(signed: MinHash) -> bytes:
    """A signature as bytes to keep: four a permutation."""
    return bytes(signed.hashvalues.astype("<u4"))


def _unpack(packed: bytes) -> MinHash:
    found = _BLANK.copy()
    found.hashvalues = np.frombuffer(packed, dtype="<u4").astype(found.hashvalues.dtype)
    return found


def link(articles: Iterable[tuple[str, str, bytes]]) -> Mapping[str, str]:
    """As `copies`, from signatures kept by `pack`: (article_id, published, signature)."""
    rows = sorted(((published or "9999", article_id, packed) for article_id, published, packed in articles))
    days = {article_id: day for day, article_id, _ in rows}
    index = MinHashLSH(threshold=ALIKE, num_perm=_PERMUTATIONS)
    leader: dict[str, str] = {}
    signatures: dict[str, MinHash] = {}
    versions: Counter[str] = Counter()
    for _, article_id, packed in rows:
        signed = _unpack(packed)
        alike = [other for other in index.query(signed) if signed.jaccard(signatures[other]) >= ALIKE]
        first = min((leader[other] for other in alike), key=lambda one: (days[one], one), default=article_id)
        leader[article_id] = first
        if versions[first] < _VERSIONS:
            versions[first] += 1
            signatures[article_id] = signed
            index.insert(article_id, signed)
    return {article_id: first for article_id, first in leader.items() if first != article_id}
