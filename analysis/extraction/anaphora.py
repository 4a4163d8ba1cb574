"""« Les deux dirigeants », « les deux pays », « son pays »: actors meant by what was said before."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from analysis.extraction.lexicon import Lexicon, Words
from analysis.extraction.marked import Draft
from analysis.knowledge import Actor
from analysis.language.patterns import syntax
from analysis.language.text import normalise
from analysis.language.words import alternatives

# A pair is looked for in this many sentences, the present one included.
_REACH = 6
_SYNTAX = syntax()


@dataclass(slots=True)
class Seen:
    """An actor said at `start`; `subject`: it opens its clause, a verb follows."""

    start: int
    sentence: int
    actor: Actor
    subject: bool
    states: tuple[str, ...] = field(default=())


class Anaphora:
    """Resolves anaphors of a text from the actors seen before them."""

    def __init__(self, lexicon: Lexicon, words: Words) -> None:
        self._lexicon = lexicon
        self._offices = {
            key.removeprefix("pairs."): frozenset(offices)
            for key, offices in words.lists.items()
            if key.startswith("pairs.")
        }
        self._keys = {normal: offices for key, offices in self._offices.items() for normal in [normalise(key)]}
        persons, states = alternatives(self._keys), alternatives(words["state_pairs"])
        self._pattern = re.compile(
            rf"\b(?:(?P<pair>{alternatives(words['pair_openers'])}) (?:(?P<persons>{persons})|(?P<states>{states}))"
            rf"|(?P<possessive>{alternatives(words['possessive_states'])})"
            rf"|(?P<own>{alternatives(words['own_state'])})|(?P<state>{alternatives(words['the_state'])}))\b"
        )

    def read(self, draft: Draft) -> None:
        """Adds the mentions of `draft` by words that mean what was said before."""
        seen = self._seen(draft)
        positions = [one.start for one in seen]
        for number, (start, end) in enumerate(draft.sentences):
            pair: list[Actor] = []  # « l'un des deux pays » after « ces deux pays » are the same two
            for match in self._pattern.finditer(draft.normal, start, end):
                floor = draft.sentences[max(0, number - _REACH + 1)][0]
                before = seen[bisect_left(positions, floor) : bisect_left(positions, match.start())]
                states = bool(match["states"] or match["possessive"])
                actors = pair if states and pair else self._resolve(match, before, number, draft.day)
                pair = actors if states else pair
                for actor in actors:
                    draft.add_over(match.start(), match.end(), actor, "anaphora")

    def _resolve(self, match: re.Match[str], before: Sequence[Seen], sentence: int, day: date | None) -> list[Actor]:
        if match["persons"]:
            offices = self._keys[match["persons"]]
            leaders = [one for one in before if self._leads(one.actor, day)] if "leader" in offices else []
            return _pair(leaders) or _pair([one for one in before if self._may_serve(one.actor, offices, day)])
        if match["states"] or match["possessive"]:
            return self._two_states(before)
        if match["own"]:
            speakers = [one for one in before if one.actor.kind == "person" and one.states]
            here = [one for one in speakers if one.sentence == sentence]
            return self._actors((here[0] if here else speakers[-1]).states[:1]) if speakers else []
        states = [one for one in before if one.actor.kind == "state" and not (one.subject and one.sentence == sentence)]
        return [states[-1].actor] if states else []

    def _actors(self, state_ids: Iterable[str]) -> list[Actor]:
        return [self._lexicon.knowledge.actors[state_id] for state_id in state_ids]

    def _seen(self, draft: Draft) -> list[Seen]:
        """The actors said, and the capitals that are mere places but bring their state to mind."""
        seen = [
            Seen(
                one.start,
                one.sentence,
                one.actor,
                self._opens_clause(draft, one.start),
                self._state(one.actor.country),
            )
            for one in draft.mentions()
        ]
        seen += [
            Seen(
                one.start,
                one.sentence,
                Actor("", one.place.name, "place", one.place.country),
                False,
                self._state(one.place.country),
            )
            for one in draft.places
            if one.place.kind != "country" and not draft.covered(one.start, one.end)
        ]
        return sorted(seen, key=lambda one: one.start)

    def _state(self, country: str) -> tuple[str, ...]:
        state = self._lexicon.states.get(country)
        return (state,) if state else ()

    @staticmethod
    def _opens_clause(draft: Draft, start: int) -> bool:
        return bool(_SYNTAX["clause_start"].search(draft.normal, max(0, start - 15), start))

    def _two_states(self, before: Sequence[Seen]) -> list[Actor]:
        """The two states last spoken of: by name, or by a person of theirs."""
        states = dict.fromkeys(state for one in reversed(before) for state in one.states)
        return self._actors(list(states)[:2]) if len(states) > 1 else []

    def _leads(self, actor: Actor, day: date | None) -> bool:
        knowledge = self._lexicon.knowledge
        return any(
            day and knowledge.leader(of, day) == actor.actor_id
            for of in knowledge.leader_offices
            if knowledge.actors[of].name == actor.side
        )

    def _may_serve(self, actor: Actor, offices: frozenset[str], day: date | None) -> bool:
        """Does a person hold one of `offices`? Where nothing is asked or known, they may."""
        knowledge = self._lexicon.knowledge
        if actor.kind != "person":
            return False
        if not offices or day is None or actor.actor_id not in knowledge.terms_by:
            return True
        terms = knowledge.offices(actor.actor_id, day)
        return any(term.office in offices for term in terms)


def _pair(before: Sequence[Seen]) -> list[Actor]:
    """The two last persons of different states."""
    pair: dict[str, Seen] = {}
    for one in reversed(before):
        if one.actor.actor_id in pair or any(set(one.states) & set(other.states) for other in pair.values()):
            continue
        pair[one.actor.actor_id] = one
        if len(pair) == 2:
            return [one.actor for one in reversed(pair.values())]
    return []
