"""Does an office that is written of a man or a woman, « la ministre », fit a person?"""

from analysis.extraction.lexicon import Lexicon
from analysis.extraction.marked import Draft
from analysis.extraction.offices import Office
from analysis.extraction.pointers import Words
from analysis.knowledge import Actor
from analysis.language.text import normalise

_OF_A_MAN, _OF_A_MAN_BEFORE = "le ", (" au ", " du ")


class Gender:
    """Tells by their names whether known persons are men or women."""

    def __init__(self, lexicon: Lexicon, words: Words) -> None:
        self._known, self._women = lexicon.knowledge.actors, frozenset(words["women"])
        forms = lexicon.knowledge.demonyms
        self._feminine = frozenset(
            form for form in forms if form.endswith("e") and {form[:-1], form[:-2]} & forms.keys()
        )

    def fits(self, draft: Draft, office: Office, actor: Actor) -> bool:
        """« La ministre » is no man; « le ministre » may be a woman."""
        if not draft.normal.startswith("la ", office.start):
            return True
        return actor.actor_id not in self._known or self.is_woman(actor.actor_id)

    def suits(self, draft: Draft, office: Office, actor: Actor) -> bool:
        """… and where several persons may be meant, « le ministre » is no woman."""
        normal = draft.normal
        of_a_man = normal.startswith(_OF_A_MAN, office.start) or normal.endswith(_OF_A_MAN_BEFORE, 0, office.start)
        return self.fits(draft, office, actor) and not (of_a_man and self.is_woman(actor.actor_id))

    def is_of_a_woman(self, draft: Draft, office: Office) -> bool:
        """Does the phrase end with the adjective of a woman, « homologue allemande »?"""
        return draft.normal[office.start : office.end].rpartition(" ")[2] in self._feminine

    def is_woman(self, actor_id: str) -> bool:
        """Is a known person a woman, by her name?"""
        name = normalise(self._known[actor_id].name) if actor_id in self._known else ""
        return name in self._women or name.partition(" ")[0] in self._women
