"""Which lists of words a sentence holds a word of: a pattern made of a list can match nowhere else."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set

from analysis.language.text import normalise

_WORD = re.compile(r"\w+")


class Signs:
    """Told in one pass over the words of a sentence, in place of one search for each list."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        """`lists`: phrases by the name of their list, each known by its longest word."""
        names: dict[str, set[str]] = defaultdict(set)
        for name, phrases in lists.items():
            for phrase in phrases:
                names[max(_WORD.findall(normalise(phrase)), key=len)].add(name)
        self._names = {word: frozenset(found) for word, found in names.items()}
        self._words = frozenset(names)

    def of(self, tokens: Iterable[str]) -> Set[str]:
        """Names of the lists of which a phrase may stand among `tokens`, words in normal form."""
        found: set[str] = set()
        for word in self._words.intersection(tokens):
            found |= self._names[word]
        return found
