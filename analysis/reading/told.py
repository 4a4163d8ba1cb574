"""What all clues to the day of an article look at: its normal form, sentences, dates, tenses and names."""

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from analysis.knowledge import Knowledge
from analysis.language import sentences, verbs
from analysis.language.text import normalise
from analysis.language.verbs import Verb
from analysis.reading.datewords import DateMention, mentions
from analysis.reading.prepared import Prepared


@dataclass(frozen=True)
class Told:
    """An article's text, each view of it made when first asked for."""

    text: str
    known: Prepared
    _verbs: dict[int, list[Verb]] = field(default_factory=dict, repr=False)  # by number of the sentence

    @property
    def knowledge(self) -> Knowledge:
        """What is known of actors and offices."""
        return self.known.knowledge

    @cached_property
    def normal(self) -> str:
        """The text in normal form."""
        return normalise(self.text)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """(start, end) of each sentence."""
        return sentences.split(self.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    @cached_property
    def dates(self) -> list[DateMention]:
        """The dates it names."""
        return mentions(self.normal)

    @cached_property
    def _dates_by_sentence(self) -> dict[int, list[DateMention]]:
        found: dict[int, list[DateMention]] = {}
        for mention in self.dates:
            found.setdefault(self._number(mention.start), []).append(mention)
        return found

    def dates_of(self, number: int) -> list[DateMention]:
        """The dates that begin in a sentence, given by its number."""
        return self._dates_by_sentence.get(number, [])

    @cached_property
    def actors(self) -> list[tuple[int, int, str]]:
        """(start, end, actor_id) of each name."""
        return [(start, end, alias.actor_id) for start, end, alias in self.known.names.find(self.text, self.normal)]

    def _number(self, place: int) -> int:
        """Number of the sentence that holds an offset; -1 before the first."""
        return bisect_right(self._starts, place) - 1

    def sentence(self, place: int) -> tuple[int, int]:
        """The sentence that holds an offset."""
        number = self._number(place)
        return self.sentences[number] if number >= 0 else (0, len(self.text))

    def tense(self, place: int) -> str:
        """Tense of the verb that governs the words at an offset: past | future | present | …"""
        number, (start, end) = self._number(place), self.sentence(place)
        if number not in self._verbs:
            self._verbs[number] = verbs.verbs(self.normal, start, end)
        return verbs.tense_at(self.normal, place, start, end, self._verbs[number])
