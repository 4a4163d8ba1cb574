"""Whose an office is that no words give a state: « le chef de l'État » of the state that the article speaks of."""

from analysis.extraction.holders import Holders
from analysis.extraction.lexicon import Lexicon
from analysis.extraction.marked import Draft
from analysis.extraction.offices import Office
from analysis.extraction.pointers import Words

_OWN = "heads_of."  # lists of titles that one state has, by its name


class Home:
    """Finds the state of titles that every state has, « le Premier ministre », or one alone, « le chancelier »."""

    def __init__(self, lexicon: Lexicon, words: Words, holders: Holders) -> None:
        self._lexicon, self._holders = lexicon, holders
        self._own = {
            title: lexicon.states[key.removeprefix(_OWN)]
            for key, titles in words.lists.items()
            if key.startswith(_OWN)
            for title in titles
        }
        self.national = frozenset((*words["national_heads"], *self._own))

    def is_whole(self, title: str) -> bool:
        """Does « de » belong to the title, « président de la République »?"""
        return title in self._own and " de " in title

    def holder(self, draft: Draft, office: Office) -> str:
        """actor_id of who holds `office` at home: in the state whose own title it is, where the article names that
        state at all; else where its ambassadors are sent to; else in the state it speaks of most. "" for nobody."""
        if draft.day is None or office.title not in self.national:
            return ""
        own = self._own.get(office.title, "")
        if not draft.speaks_of(own):
            hosts = (one.to for one in draft.offices if one.to in self._lexicon.knowledge.actors)
            own = next(hosts, "") or self._lexicon.states.get(draft.home(), "")
        return self._holders.serving(office.offices, office.title, own, "", draft.day) if own else ""
