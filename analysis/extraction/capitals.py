"""Is « Moscou » the Russian government or a city? The words around decide; when unsure, it is a place."""

import re

from analysis.extraction.pointers import Words
from analysis.knowledge import Knowledge, Place
from analysis.language.patterns import syntax
from analysis.language.words import alternatives

# How many words before the preposition can make it a dative: « a fourni un large soutien à … ».
_REACH = 5
_SYNTAX = syntax()
_CLAUSE_END = re.compile(r"[,;:.()«»\"]")
_WORD = re.compile(r"\w+")
_HEADING = re.compile(r"(?:, [A-ZÀ-Þ][\w-]+)? *(?:[(–—-]|, (?:le )?\d|[A-ZÀ-Þ])")
_WHERE = (", où ", " où ")  # somebody is there
_ARTICLE = r"(?:le |la |l'|les )?"


class Capitals:
    """Decides from the words around whether a capital or palace stands for its government."""

    def __init__(self, words: Words) -> None:
        prepositions = [*words["place_prepositions"], "de", "du", "sur", "pour", "aux", "a", "d'"]
        self._preposition = re.compile(rf"(?:^|\W)({alternatives(prepositions)}) ?{_ARTICLE}$")
        self._reach = max(map(len, prepositions)) + len(" les ") + 2
        self._place_noun = re.compile(
            rf"(?:^|\W)(?:{alternatives(words['place_nouns'])}) (?:\w+ )?(?:de |du |d'){_ARTICLE}$"
        )
        self._triggers = {key: frozenset(words[key]) for key in ("dative", "press_on", "strike_on", "leave_for")}

    def is_government(self, text: str, normal: str, start: int, end: int, floor: int, ceiling: int) -> bool:
        """Does the capital or palace at [start, end) act? The sentence is [floor, ceiling)."""
        before = normal[max(floor, start - 120) : start]
        if start == floor and _is_dateline(text, end, ceiling):
            return False
        if before.endswith("(") or text.startswith(_WHERE, end):
            return False
        match = self._preposition.search(before, max(0, len(before) - self._reach))
        if match is None:
            return True
        preposition, left = match[1], before[: match.start() + 1]
        if preposition in ("de", "du", "d'"):
            return not (self._place_noun.search(before) or _SYNTAX["coming_from"].search(before))
        if preposition in ("a", "au", "aux"):
            return self._near(left, "dative")
        if preposition == "sur":
            return self._near(left, "press_on") and not self._near(left, "strike_on")
        if preposition == "pour":
            return not self._near(left, "leave_for")
        return False

    def _near(self, left: str, key: str) -> bool:
        """Does one of the words of `key` stand among the last words of `left`, in the same clause?"""
        near = _WORD.findall(_CLAUSE_END.split(left)[-1])[-_REACH:]
        if self._triggers[key].isdisjoint(near):
            return False
        last = max(number for number, word in enumerate(near) if word in self._triggers[key])
        between = " ".join(near[last + 1 :])
        return not (_SYNTAX["infinitive"].search(between) or _SYNTAX["gerund"].search(between))


def _is_dateline(text: str, end: int, ceiling: int) -> bool:
    """« Moscou (AFP) – … », « Kiev, Pékin Le … »: a heading, not a subject."""
    after = text[end : min(ceiling, end + 40)]
    return not after.strip() or bool(_HEADING.match(after))


def seats(knowledge: Knowledge) -> dict[str, Place]:
    """The capital of each state by actor_id: the city that stands for its government."""
    cities = {
        name: place for place in knowledge.places if place.kind == "city" for name in (place.name, *place.aliases)
    }
    found: dict[str, Place] = {}
    for alias in knowledge.aliases:
        if alias.how == "metonym" and alias.text in cities:
            found.setdefault(alias.actor_id, cities[alias.text])
    return found
