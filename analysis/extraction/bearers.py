"""Whom a surname alone names: by a courtesy title, by the office beside it, by the state that the article speaks of."""

import re
from collections.abc import Iterable, Iterator

from analysis.extraction.firstnames import somebody
from analysis.extraction.lexicon import Lexicon
from analysis.extraction.marked import Draft
from analysis.extraction.offices import Office
from analysis.extraction.readings import Mark
from analysis.knowledge import Actor, Term
from analysis.language.text import normalise

_FIRST_OFFICES = frozenset(
    ("head_of_state", "head_of_government", "foreign_minister", "defence_minister")
    + ("army_chief", "crown_prince", "security_council", "supreme_leader")
)
_SURNAME = re.compile(r" ([A-ZÀ-ÖØ-Þ][\w’'-]*[^\W\d_])(?![\w’'-]| [A-ZÀ-ÖØ-Þ])")


class Bearers:
    """Tells which of the known persons of a surname is meant."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon, self._knowledge = lexicon, lexicon.knowledge

    def titled(self, draft: Draft, surname: str) -> Actor:
        """« M. Belousov » where the article names nobody so in full: the one known person of that surname who holds an
        office on the day, else somebody of this article alone."""
        namesakes = self._lexicon.namesakes.get(normalise(surname), ())
        bearers = namesakes or self._lexicon.bearers(normalise(surname))
        serving = [one for one in bearers if draft.day and self._knowledge.offices(one, draft.day)]
        if not namesakes:  # in another spelling, only who serves a state that is spoken of
            serving = [one for one in serving if self._is_spoken_of(draft, one)]
        if len(serving or namesakes) == 1:
            return self._knowledge.actors[(serving or namesakes)[0]]
        return somebody(draft, surname)

    def leader(self, draft: Draft, mark: Mark) -> Actor | None:
        """« Morrison » alone, where the article speaks of Australia: the one person of that surname who holds one of
        the first offices of a state on the day."""
        day, surname, lexicon = draft.day, draft.normal[mark.start : mark.end], self._lexicon
        if day is None or mark.reading.places or surname in lexicon.given_names or surname in lexicon.family_first:
            return None
        leading = [
            one
            for one in mark.reading.surnames
            if any(term.office in _FIRST_OFFICES for term in self._knowledge.offices(one, day))
        ]
        if len(leading) != 1 or not self._is_spoken_of(draft, leading[0]):
            return None
        return self._knowledge.actors[leading[0]]

    def beside(self, draft: Draft, offices: Iterable[Office]) -> Iterator[tuple[int, int, Actor]]:
        """« le ministre des Finances Siluanov »: each surname right after an office, with the one person who bears it,
        however it is spelled, and holds or held the office."""
        for office in offices:
            match = None if office.institution or office.plural else _SURNAME.match(draft.text, office.end)
            if match is None or draft.covered(*match.span(1)):
                continue
            bearers = self._lexicon.bearers(draft.normal[match.start(1) : match.end(1)])
            holding = {one for one in bearers if any(_is(term, office) for term in self._terms(draft, one, office))}
            if len(holding) == 1:
                yield *match.span(1), self._knowledge.actors[holding.pop()]

    def _terms(self, draft: Draft, person: str, office: Office) -> Iterable[Term]:
        if office.former:
            return self._knowledge.terms_by.get(person, ())
        return self._knowledge.offices(person, draft.day) if draft.day else ()

    def _is_spoken_of(self, draft: Draft, person: str) -> bool:
        return draft.speaks_of(self._lexicon.states.get(self._knowledge.actors[person].country, ""))


def _is(term: Term, office: Office) -> bool:
    return term.office in office.offices and (not office.of or term.of in office.of)
