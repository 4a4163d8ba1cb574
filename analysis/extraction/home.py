"""Whose an office is that no words give a state: « le chef de l'État » of the state that the article speaks of."""

from analysis.extraction.holders import Holders
from analysis.extraction.lexicon import Lexicon
from analysis.extraction.marked import Draft
from analysis.extraction.offices import Office
from analysis.extraction.owners import COMPLEMENT
from analysis.extraction.pointers import Words
from analysis.language.patterns import syntax

_OWN = "heads_of."  # lists of titles that one state has, by its name
_WITHIN = " en "
_SYNTAX = syntax()


class Home:
    """Finds the state of titles that every state has, « le Premier ministre », or one alone, « le chancelier »."""

    def __init__(self, lexicon: Lexicon, words: Words, holders: Holders) -> None:
        self._lexicon, self._holders = lexicon, holders
        bodies = {actor.name: actor.actor_id for actor in lexicon.knowledge.actors.values() if actor.kind != "person"}
        self._own = {
            title: bodies[key.removeprefix(_OWN)]
            for key, titles in words.lists.items()
            if key.startswith(_OWN)
            for title in titles
        }
        self._republic, self._charged = frozenset(words["heads_of_republics"]), frozenset(words["charged"])
        self.national = frozenset((*words["national_heads"], *words["monarchs"], *self._republic, *self._own))

    def is_republic(self, office: Office) -> bool:
        """« Le président de la République » is the one at home, be another one named before."""
        return office.title in self._republic

    def goes_on(self, draft: Draft, office: Office) -> bool:
        """Do the words after it make it another office: « le président du groupe », « le secrétaire d'État à … »?"""
        if office.title in self._charged and _SYNTAX["in_charge_of"].match(draft.normal, office.end):
            return True
        return COMPLEMENT.match(draft.normal, office.end) is not None and office.title not in self._republic

    def holder(self, draft: Draft, office: Office) -> str:
        """actor_id of who holds `office` at home: in the state whose own title it is, where the article names that
        state at all; else where its ambassadors are sent to; else in the state it speaks of most. "" for nobody."""
        if draft.day is None or office.title not in self.national:
            return ""
        own = self._own.get(office.title, "")
        if not draft.speaks_of(own):
            hosts = (one.to for one in draft.offices if one.of and one.to in self._lexicon.knowledge.actors)
            own = next(hosts, "") or self._lexicon.states.get(draft.home(), "") or self._french(draft, office)
        holder = self._holders.serving(office.offices, office.title, own, "", draft.day) if own else ""
        return holder if self._holders.may_be(holder, office.title, draft.day) else ""

    def _french(self, draft: Draft, office: Office) -> str:
        """« le président de la République » is the French one where France is spoken of, be it not as a place alone."""
        france = self._lexicon.states["France"]
        if not draft.speaks_of(france):
            return ""
        said = (mark.start for mark in draft.marks if mark.reading.state == france)
        spoken = office.title in self._republic and any(not draft.normal.endswith(_WITHIN, 0, start) for start in said)
        return france if spoken else ""
