"""How many sides a sentence names: what the relation of a sentence stands on.

A side is a state, an organisation or a bloc, named by itself, by somebody who stands for it, by its palace, by an
adjective (« l'armée russe ») or by its nationals (« les Russes »). A pronoun or a mere city names none.
"""

from collections import defaultdict
from collections.abc import Sequence

from analysis.extraction.marked import Marked
from analysis.extraction.tone_lexicon import grammar_of
from analysis.knowledge import Knowledge
from analysis.language.words import rows


class SideReader:
    """Counts the sides of sentences. Built once a process."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._sides = {actor_id: actor.side or actor.name for actor_id, actor in knowledge.actors.items()}
        self._nationals = {
            form: self._sides[actor_id] for form, actor_id in knowledge.demonyms.items() if " " not in form
        }
        self._nationals |= dict.fromkeys(grammar_of()["west"], "west")
        self._palaces = {row["text"] for row in rows("metonyms.csv")}

    def count(self, normal: str, spans: Sequence[tuple[int, int]], marked: Marked) -> list[int]:
        """The number of distinct sides in each sentence at `spans` of a text in normal form."""
        sides: dict[int, set[str]] = defaultdict(set)
        for mention in marked.mentions:
            sides[mention.sentence].add(mention.actor.side or mention.actor.name)
        for sentence, actor_id in marked.adjectives:
            sides[sentence].add(self._sides[actor_id])
        for place in marked.places:
            if place.place.name in self._palaces:
                sides[place.sentence].add(place.place.country)
        return [
            len(sides[number]) if len(sides[number]) > 1 else len(sides[number] | self._named(normal[start:end]))
            for number, (start, end) in enumerate(spans)
        ]

    def _named(self, sentence: str) -> set[str]:
        """The sides that nationals name."""
        words = sentence.replace("'", " ").replace(",", " ").replace(".", " ").split()
        return {self._nationals[word] for word in words if word in self._nationals}
