"""One sentence with everything found in it, and what it tells of an encounter."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.extraction.cues import Cue
from analysis.extraction.marked import Marked, PlaceMention
from analysis.extraction.phrases import Group, groups, offices_beside
from analysis.knowledge import Actor, Place
from analysis.language.times import Interval, TimeExpression
from analysis.language.verbs import Verb, verbs

# A text can be one sentence (a table, a list): it is read in pieces of this many characters.
_LONGEST = 4000


@dataclass(slots=True)
class Report:
    """An encounter as one sentence tells it. Dates are None where unknown; `same_as` is the number
    of the earlier report of this article that it takes up again (« ce rendez-vous », « elles »)."""

    sentence: int
    participants: tuple[Actor, ...]
    mode: str
    status: str
    when: Interval | None
    place: Place | None
    cue: str
    kind: str
    weak: bool = False
    same_as: int | None = None


@dataclass(slots=True)
class Scene:
    """One sentence with everything that was found in it."""

    number: int
    start: int
    end: int
    normal: str
    groups: list[Group]
    cues: list[Cue]
    times: list[TimeExpression]
    places: list[PlaceMention]
    _verbs: list[Verb] | None = None

    @property
    def verbs(self) -> list[Verb]:
        """The verbs of the sentence, looked for once, and only where a cue asks for them."""
        if self._verbs is None:
            self._verbs = verbs(self.normal, self.start, self.end)
        return self._verbs


def of_another(scene: Scene, cue: Cue, position: int) -> bool:
    """Does another verb or noun of meeting stand between `cue` and `position`?"""
    left, right = sorted((cue.start, position))
    return any(
        left < other.start < right and other.word.strength == "strong" and other is not cue for other in scene.cues
    )


def _pieces(sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """(number, start, end) of the sentences, those that are longer than any sentence cut."""
    for number, (start, end) in enumerate(sentences):
        for left in range(start, end, _LONGEST):
            yield number, left, min(end, left + _LONGEST)


def scenes(
    normal: str,
    sentences: Sequence[tuple[int, int]],
    marked: Marked,
    cues: Sequence[Cue],
    times: Sequence[TimeExpression],
) -> list[Scene]:
    """The sentences with what each holds; every list is walked once. A very long sentence gives several scenes."""
    starts = {
        name: [item.start for item in items]
        for name, items in (
            ("cues", cues),
            ("times", times),
            ("places", marked.places),
            ("mentions", marked.mentions),
        )
    }
    beside = offices_beside(marked)
    found = []
    for number, start, end in _pieces(sentences):

        def within(name: str, start: int = start, end: int = end) -> slice:
            return slice(bisect_left(starts[name], start), bisect_left(starts[name], end))

        found.append(
            Scene(
                number,
                start,
                end,
                normal,
                groups(beside, marked.mentions[within("mentions")], normal, start),
                list(cues[within("cues")]),
                list(times[within("times")]),
                list(marked.places[within("places")]),
            )
        )
    return found
