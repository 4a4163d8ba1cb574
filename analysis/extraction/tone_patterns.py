"""Patterns of words, as the tone files write them: « <mettre> ... fin a|de », « signes de détente|d'espoir »."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, product

from analysis.extraction.tone_forms import Inflection, InflectionError, tokens
from analysis.knowledge import KnowledgeError
from analysis.language.text import normalise

VOWELS = "aeiouyh"  # before which a word is elided
GAP = "..."
GAP_REACH = 3  # words a gap may hold: « mis officiellement et définitivement fin à »
Pattern = tuple[frozenset[str] | None, ...]  # sets of forms, None for a gap


def patterns_of(where: str, text: str, inflection: Inflection) -> Iterator[tuple[str, Pattern, bool]]:
    """Each form the first element of a pattern takes, what must follow, and whether the form is a participle.

    An element is a word, a verb in all its forms ``<lever>``, a noun in singular and plural ``{accord}``, several of
    these with ``|`` between, or a gap ``...``. Raises KnowledgeError, with `where`, for one badly written.
    """
    for elements in _variants(normalise(text)):
        try:
            rest = tuple(_element(element, inflection) for element in elements[1:])
            firsts = _element(elements[0], inflection)
            verbs = [part[1:-1] for part in elements[0].split("|") if part.startswith("<")]
            participles = {form for verb in verbs for form in inflection.participles(verb)}
        except InflectionError as error:
            raise KnowledgeError(f"{where}: {error}") from error
        if firsts is None or (rest and rest[-1] is None) or (None, None) in pairwise(rest):
            raise KnowledgeError(f"{where}: a gap stands between two words")
        for form in firsts:
            yield form, rest, form in participles


def _variants(pattern: str) -> Iterator[list[str]]:
    """The elements of a pattern; several times where an elided word is a choice: « signes de détente|d'espoir »."""
    choices: list[list[list[str]]] = []
    for chunk in pattern.split():
        parts = [tokens(part) for part in chunk.split("|")]
        elided: dict[str, list[str]] = {}
        for first, *second in parts:
            if second:
                elided.setdefault(first, []).extend(second)
        plain = [part[0] for part in parts if len(part) == 1]
        if len(parts[0]) > 1:  # « d'agression|usure »
            elided[parts[0][0]] += [word for word in plain if word[0] in VOWELS]
        variants = [[first, "|".join(words)] for first, words in elided.items()]
        choices.append([["|".join(plain)], *variants] if plain else variants)
    for choice in product(*choices):
        yield [element for elements in choice for element in elements]


def _element(element: str, inflection: Inflection) -> frozenset[str] | None:
    if element == GAP:
        return None
    forms: set[str] = set()
    for part in element.split("|"):
        if part.startswith("<"):
            forms |= inflection.forms(part[1:-1], "verb")
        elif part.startswith("{"):
            forms |= inflection.forms(part[1:-1], "noun")
        else:
            forms.add(part)
    return frozenset(forms)


def fit(pattern: Pattern, text: Sequence[str], place: int) -> int:
    """Where the match of `pattern` ends; 0 where it does not fit at `place`."""
    size = len(text)
    for forms in pattern:
        if forms is None:
            return _resume(pattern[pattern.index(None) + 1 :], text, place)
        if place >= size or text[place] not in forms:
            return 0
        place += 1
    return place


def _resume(pattern: Pattern, text: Sequence[str], place: int) -> int:
    """Where the match of what follows a gap at `place` ends; 0 where nothing fits."""
    resumed = pattern[0] or frozenset()
    window = text[place : place + GAP_REACH + 1]
    if not resumed.isdisjoint(window):
        for after, word in enumerate(window, place + 1):
            end = fit(pattern[1:], text, after) if word in resumed else 0
            if end:
                return end
    return 0
