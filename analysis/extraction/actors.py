"""Who is meant: every mention of a person, state or organisation in an article, and the places named."""

from collections.abc import Sequence
from datetime import date

from analysis.extraction.anaphora import Anaphora
from analysis.extraction.byhand import ByHand, Judgement
from analysis.extraction.firstnames import FirstNames
from analysis.extraction.holding import Holding
from analysis.extraction.lexicon import Lexicon
from analysis.extraction.marked import Draft, Marked
from analysis.extraction.naming import Naming
from analysis.extraction.ner import Namer
from analysis.extraction.people import People
from analysis.extraction.pointers import Words
from analysis.knowledge import Knowledge
from analysis.language.lasting import for_good


class ActorReader:
    """Finds the actors of articles. Built once from the knowledge; holds no state of any article."""

    def __init__(self, knowledge: Knowledge, namer: Namer | None = None) -> None:
        """`namer`: what else tells that a name is a person's."""
        with for_good():
            words = Words()
            self._lexicon = Lexicon(knowledge)
            people = People(words, self._lexicon)
            self._steps = (
                Naming(self._lexicon, words, people, namer),
                FirstNames(self._lexicon, words, people),
                Holding(self._lexicon, words),
                Anaphora(self._lexicon, words),
            )

    def read(
        self,
        text: str,
        normal: str,
        sentences: Sequence[tuple[int, int]],
        day: date | None,
        judged: Sequence[Judgement] = (),
    ) -> Marked:
        """Mentions and places of `text`, whose normal form is `normal`, as of its publication `day` (None where
        unknown: then nothing is resolved that depends on the day). `judged`: what was said by hand of its names."""
        by_hand = ByHand(judged)
        draft = Draft(
            text, normal, sentences, day, self._lexicon.marks(text, normal), self._lexicon.servants(day) | by_hand.same
        )
        for step in (by_hand, *self._steps):
            step.read(draft)
        return draft.done()
