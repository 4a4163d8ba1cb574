"""Every form a word of the tone lexicon takes in a text, without accents."""

import re
from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from analysis.language.text import normalise

_STEM_ENDINGS = ("ons", "ez", "ent", "ais", "ait", "ions", "iez", "aient", "ant", "e", "es")
_FUTURE_ENDINGS = ("ai", "as", "a", "ons", "ez", "ont", "ais", "ait", "ions", "iez", "aient", "")
_PAST_ENDINGS = ("s", "t", "rent")
_PARTICIPLE_ENDINGS = ("", "s", "e", "es")


class InflectionError(ValueError):
    """A lemma no rule fits."""


class Inflection:
    """The rules of `tone_inflection.yaml`: lemma and class → forms."""

    def __init__(self, rules: Mapping[str, Mapping[str, Any]]) -> None:
        self._rules = rules
        self._links = frozenset(rules["links"])

    def forms(self, lemma: str, word_class: str) -> set[str]:
        """Forms of one word, normalised. `word_class`: noun | adjective | verb | adverb.

        Raises InflectionError for a verb whose ending is unknown.
        """
        word = normalise(lemma)
        if word_class == "adverb":
            return {word}
        if word_class == "verb":
            return set(self._verb(word))
        table = self._rules["nouns" if word_class == "noun" else "adjectives"]
        ending = _longest(word, table)
        stem = word[: len(word) - len(ending)]
        return {word, *(stem + new for new in table[ending])}

    def phrases(self, lemma: str, word_class: str) -> set[tuple[str, ...]]:
        """Forms of a lemma of one or several words, each as its words in order.

        A noun phrase agrees up to its first preposition: « traité de paix » → « traités de paix ».
        """
        words = tokens(normalise(lemma))
        if len(words) == 1:
            return {(form,) for form in self.forms(lemma, word_class)}
        if word_class == "verb":
            return {(form, *words[1:]) for form in self.forms(words[0], "verb")}
        if word_class == "adverb":
            return {tuple(words)}
        agreeing = next((place for place, word in enumerate(words) if word in self._links), len(words))
        heads = [self.forms(word, "noun") for word in words[:agreeing]]
        return {(*head, *words[agreeing:]) for head in product(*heads)}

    def participles(self, lemma: str) -> set[str]:
        """The past participles of a verb, normalised."""
        word = normalise(lemma)
        model = self._rules["verbs"][_longest(word, self._rules["verbs"])]
        if isinstance(model, Mapping):
            stem = word[: len(word) - len(_longest(word, self._rules["verbs"]))]
            return {stem + model["participle"] + ending for ending in _PARTICIPLE_ENDINGS}
        base = word[:-2] + ("e" if word.endswith("er") else "i")
        return {base + ending for ending in _PARTICIPLE_ENDINGS}

    def _verb(self, word: str) -> Sequence[str]:
        table = self._rules["verbs"]
        ending = _longest(word, table)
        model = table[ending] if ending else None
        if model is None:
            raise InflectionError(f"no conjugation fits the verb {word!r}")
        stem = word[: len(word) - len(ending)]
        if not isinstance(model, Mapping):
            return [stem + new for new in model]
        forms = [word, *(stem + odd for odd in model["odd"])]
        for part, endings in (
            ("stem", _STEM_ENDINGS),
            ("future", _FUTURE_ENDINGS),
            ("past", _PAST_ENDINGS),
            ("participle", _PARTICIPLE_ENDINGS),
        ):
            forms += [stem + model[part] + new for new in endings]
        return forms


_ELISION = re.compile(r"'(?=[a-z<{])")


def tokens(normalised: str) -> list[str]:
    """Words of a normalised text: elided ones keep their apostrophe, compounds their hyphens."""
    return _ELISION.sub("' ", normalised).split()


def _longest(word: str, endings: Mapping[str, Any]) -> str:
    """The longest ending of the table that `word` has; the empty one where none fits."""
    for start in range(len(word)):
        if word[start:] in endings:
            return word[start:]
    return ""
