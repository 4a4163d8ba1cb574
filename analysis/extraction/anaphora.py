"""« Les deux dirigeants », « les deux pays », « son pays »: actors meant by what was said before."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from analysis.extraction.holders import leader_met
from analysis.extraction.lexicon import Lexicon
from analysis.extraction.marked import Draft, Mention, PlaceMention
from analysis.extraction.pointers import Words
from analysis.knowledge import Actor
from analysis.language.matching import Automaton
from analysis.language.patterns import syntax
from analysis.language.text import normalise
from analysis.language.words import alternatives

# A pair is looked for in this many sentences, the present one included.
_REACH = 6
_OPENING = 60  # letters of « les ministres des Affaires étrangères » before « des deux pays »
_MOST = 300  # … and among this many actors: a sentence can be as long as a text
_TOLD = ("head_of_state", "head_of_government", "foreign_minister")  # « ministres » alone tells of none
_SYNTAX = syntax()


class Seen(NamedTuple):
    """An actor said at `start`, with the state it stands for."""

    start: int
    sentence: int
    actor: Actor
    states: tuple[str, ...]


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
        self._phrases = Automaton(
            [
                *(
                    f"{opener} {pair}"
                    for opener in words["pair_openers"]
                    for pair in (*self._keys, *words["state_pairs"])
                ),
                *(phrase for key in ("possessive_states", "own_state", "the_state") for phrase in words[key]),
            ]
        )
        self._states = {country: (state,) for country, state in lexicon.states.items()}
        self._city = cache(lambda country: Actor("", "", "place", country))  # a city stands for its state alone
        self._leading: dict[str, list[str]] = {}  # side of a leader → actor_ids of what it leads
        for of in lexicon.knowledge.leader_offices:
            self._leading.setdefault(lexicon.knowledge.actors[of].name, []).append(of)
        persons, states = alternatives(self._keys), alternatives(words["state_pairs"])
        self._pattern = re.compile(
            rf"\b(?:les (?P<both>{persons}) (?:{alternatives(words['of_both'])}) (?:{states})"
            rf"|(?P<pair>{alternatives(words['pair_openers'])}) (?:(?P<persons>{persons})|(?P<states>{states}))"
            rf"|(?P<possessive>{alternatives(words['possessive_states'])})"
            rf"|(?P<own>{alternatives(words['own_state'])})|(?P<state>{alternatives(words['the_state'])}))\b(?!-)"
        )

    def read(self, draft: Draft) -> None:
        """Adds the mentions of `draft` by words that mean what was said before."""
        firsts = self._firsts(draft)
        if not firsts:
            return
        said = _said(draft)
        positions = [one.start for one in said]
        for number, first in firsts:
            pair: list[Actor] = []  # « l'un des deux pays » after « ces deux pays » are the same two
            floor = bisect_left(positions, draft.sentences[max(0, number - _REACH + 1)][0])
            start, end = draft.sentences[number]
            for match in self._pattern.finditer(draft.normal, max(first - _OPENING, start), end):
                ceiling = bisect_left(positions, match.start())
                before = [self._seen(one) for one in said[max(floor, ceiling - _MOST) : ceiling]]
                states = bool(match["states"] or match["possessive"])
                actors = pair if states and pair else self._resolve(match, before, number, draft)
                pair = actors if states else pair
                for actor in actors:
                    draft.add_over(match.start(), match.end(), actor, "anaphora")

    def _firsts(self, draft: Draft) -> list[tuple[int, int]]:
        """Numbers of the sentences that hold one of the phrases, or a piece of one, and where the first begins: few
        sentences do."""
        firsts: dict[int, int] = {}
        for _, start, end in self._phrases.find(draft.normal):
            for edge in (start, end - 1):
                firsts.setdefault(draft.sentence_of(edge), start)
        return sorted(firsts.items())

    def _resolve(self, match: re.Match[str], before: Sequence[Seen], sentence: int, draft: Draft) -> list[Actor]:
        day = draft.day
        told = match["persons"] or match["both"]
        if told:
            offices = self._keys[told]
            leading = "leader" in offices
            serving = [one for one in before if self._may_serve(one.actor, offices, day)]
            return (
                _pair([one for one in before if self._leads(one.actor, day)] if leading else [])
                or _pair(serving)
                or _pair([one for one in before if one.actor.kind == "person"] if leading else [])
                or (self._holders(offices, before, day) if leading or not serving else [])
            )
        if match["states"] or match["possessive"]:
            return self._two_states(before)
        if match["own"]:
            speakers = [one for one in before if one.actor.kind == "person" and one.states]
            here = [one for one in speakers if one.sentence == sentence]
            return self._actors((here[0] if here else speakers[-1]).states[:1]) if speakers else []
        for one in reversed(before):
            if one.actor.kind == "state" and not (one.sentence == sentence and _opens_clause(draft, one.start)):
                return [one.actor]
        return []

    def _actors(self, state_ids: Iterable[str]) -> list[Actor]:
        return [self._lexicon.knowledge.actors[state_id] for state_id in state_ids]

    def _seen(self, said: Mention | PlaceMention) -> Seen:
        actor = self._city(said.place.country) if isinstance(said, PlaceMention) else said.actor
        return Seen(said.start, said.sentence, actor, self._states.get(actor.side or actor.country, ()))

    def _two_states(self, before: Sequence[Seen]) -> list[Actor]:
        """The two states last spoken of: by name, or by a person of theirs."""
        states = dict.fromkeys(state for one in reversed(before) for state in one.states)
        return self._actors(list(states)[:2]) if len(states) > 1 else []

    def _holders(self, offices: frozenset[str], before: Sequence[Seen], day: date | None) -> list[Actor]:
        """« Paris et Alger … les deux présidents »: who holds that office in the two states last spoken of."""
        knowledge, states = self._lexicon.knowledge, self._two_states(before)
        if day is None or not offices:
            return []
        if "leader" in offices:
            found = [leader_met(knowledge, state.actor_id, day) for state in states]
        else:
            single = [office for office in _TOLD if office in offices]
            found = [
                next((who for office in single for who in knowledge.holders(office, state.actor_id, day)), "")
                for state in states
            ]
        return self._actors(one for one in found if one) if all(found) else []

    def _leads(self, actor: Actor, day: date | None) -> bool:
        knowledge = self._lexicon.knowledge
        return day is not None and any(
            knowledge.leader(of, day) == actor.actor_id for of in self._leading.get(actor.side, ())
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


def _said(draft: Draft) -> list[Mention | PlaceMention]:
    """The actors said, and the capitals that are mere places but bring their state to mind, in order."""
    cities = (one for one in draft.places if one.place.kind != "country" and not draft.covered(one.start, one.end))
    return sorted((*draft.mentions(), *cities), key=lambda one: one.start)


def _opens_clause(draft: Draft, start: int) -> bool:
    """Does what stands at `start` open its clause? A verb follows: it is the subject."""
    return bool(_SYNTAX["clause_start"].search(draft.normal, max(0, start - 15), start))


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
