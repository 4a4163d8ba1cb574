"""« Les deux dirigeants », « les deux pays », « son pays »: actors meant by what was said before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from analysis.extraction.lexicon import Lexicon, Words
from analysis.knowledge import Actor
from analysis.language.text import normalise
from analysis.language.words import alternatives

# A pair is looked for in this many sentences, the present one included.
_REACH = 6


@dataclass(slots=True)
class Seen:
    """An actor said at `start`; `subject`: it opens its clause, a verb follows."""

    start: int
    sentence: int
    actor: Actor
    subject: bool
    states: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Anaphor:
    """Words at [start, end) that mean `actor_ids`."""

    start: int
    end: int
    actor_ids: tuple[str, ...]


class Anaphora:
    """Resolves anaphors of a text from the actors seen before them."""

    def __init__(self, lexicon: Lexicon, words: Words) -> None:
        self._lexicon = lexicon
        self._offices = {key.removeprefix("pairs."): frozenset(offices)
                         for key, offices in words.lists.items() if key.startswith("pairs.")}
        self._keys = {normal: offices for key, offices in self._offices.items()
                      for normal in [normalise(key)]}
        persons, states = alternatives(self._keys), alternatives(words["state_pairs"])
        self._pattern = re.compile(
            rf"\b(?:(?P<pair>{alternatives(words['pair_openers'])}) (?:(?P<persons>{persons})|(?P<states>{states}))"
            rf"|(?P<possessive>{alternatives(words['possessive_states'])})"
            rf"|(?P<own>{alternatives(words['own_state'])})|(?P<state>{alternatives(words['the_state'])}))\b")

    def find(self, normal: str, sentences: Sequence[tuple[int, int]], seen: Sequence[Seen],
             day: date | None) -> list[Anaphor]:
        """The anaphors of a text that resolve; `seen` is in the order of the text."""
        found = []
        for number, (start, end) in enumerate(sentences):
            pair: list[str] = []  # « l'un des deux pays » after « ces deux pays » are the same two
            for match in self._pattern.finditer(normal, start, end):
                before = [one for one in seen
                          if one.start < match.start() and number - _REACH < one.sentence <= number]
                states = bool(match["states"] or match["possessive"])
                actors = pair if states and pair else self._resolve(match, before, number, day)
                if states:
                    pair = actors
                if actors:
                    found.append(Anaphor(match.start(), match.end(), tuple(actors)))
        return found

    def _resolve(self, match: re.Match[str], before: list[Seen], sentence: int, day: date | None) -> list[str]:
        if match["persons"]:
            offices = self._keys[match["persons"]]
            leaders = [one for one in before if self._leads(one.actor, day)] if "leader" in offices else []
            return _pair(leaders) or _pair([one for one in before if self._may_serve(one.actor, offices, day)])
        if match["states"] or match["possessive"]:
            return _two_states(before)
        if match["own"]:
            speakers = [one for one in before if one.actor.kind == "person" and one.states]
            here = [one for one in speakers if one.sentence == sentence]
            return list((here[0] if here else speakers[-1]).states[:1]) if speakers else []
        states = [one for one in before if one.actor.kind == "state"
                  and not (one.subject and one.sentence == sentence)]
        return [states[-1].actor.actor_id] if states else []

    def _leads(self, actor: Actor, day: date | None) -> bool:
        knowledge = self._lexicon.knowledge
        return any(day and knowledge.leader(of, day) == actor.actor_id for of in knowledge.leader_offices
                   if knowledge.actors[of].name == actor.side)

    def _may_serve(self, actor: Actor, offices: frozenset[str], day: date | None) -> bool:
        """Does a person hold one of `offices`? Where nothing is asked or known, they may."""
        knowledge = self._lexicon.knowledge
        if actor.kind != "person":
            return False
        if not offices or day is None or actor.actor_id not in knowledge.terms_by:
            return True
        terms = knowledge.offices(actor.actor_id, day)
        return any(term.office in offices for term in terms)


def _pair(before: list[Seen]) -> list[str]:
    """The two last persons of different states."""
    pair: dict[str, Seen] = {}
    for one in reversed(before):
        if one.actor.actor_id in pair or any(set(one.states) & set(other.states) for other in pair.values()):
            continue
        pair[one.actor.actor_id] = one
        if len(pair) == 2:
            return list(reversed(pair))
    return []


def _two_states(before: list[Seen]) -> list[str]:
    """The two states last spoken of: by name, or by a person of theirs."""
    states: dict[str, None] = {}
    for one in reversed(before):
        for state in one.states:
            states.setdefault(state)
            if len(states) == 2:
                return list(states)
    return []




