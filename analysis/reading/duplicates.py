"""Agency copy, reprints and updates: articles nearly the same word for word, found by MinHash."""

import re
from collections.abc import Iterable, Mapping

from datasketch import MinHash, MinHashLSH

from analysis.language.text import normalise

# Two texts are copies when so much of their five-word runs is shared: an agency dispatch with another
# headline and a line cut keeps over 0.7; two articles that quote the same sentences stay below 0.3.
ALIKE = 0.7
_RUN = 5
_PERMUTATIONS = 64
_SEED = 20220224  # any number, once for all: the same text must give the same signature everywhere
_WORD = re.compile(r"\w+")


def signature(text: str) -> MinHash:
    """The MinHash of the five-word runs of a text, without accents, capitals and punctuation."""
    words = _WORD.findall(normalise(text))
    found = MinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    runs = {" ".join(words[at : at + _RUN]).encode() for at in range(max(1, len(words) - _RUN + 1))}
    found.update_batch(sorted(runs))
    return found


def copies(articles: Iterable[tuple[str, str, str]]) -> Mapping[str, str]:
    """article_id of each copy → article_id of its original.

    `articles`: (article_id, published, text). The original of a group is the first published, an unknown
    day last; the order in which articles come does not matter.
    """
    days: dict[str, str] = {}
    signatures: dict[str, MinHash] = {}
    for article_id, published, text in articles:
        days[article_id], signatures[article_id] = published or "9999", signature(text)
    index = MinHashLSH(threshold=ALIKE, num_perm=_PERMUTATIONS)
    leader = {article_id: article_id for article_id in days}
    for article_id in sorted(days, key=lambda one: (days[one], one)):
        alike = [
            other
            for other in index.query(signatures[article_id])
            if signatures[article_id].jaccard(signatures[other]) >= ALIKE
        ]
        if alike:
            leader[article_id] = min((leader[other] for other in alike), key=lambda one: (days[one], one))
        index.insert(article_id, signatures[article_id])
    return {article_id: first for article_id, first in leader.items() if first != article_id}
