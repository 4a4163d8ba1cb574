"""One sentence with everything found in it, and what it tells of an encounter."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter

from analysis.extraction.cues import Cue
from analysis.extraction.marked import Marked, Mention, PlaceMention
from analysis.extraction.phrases import Beside, Group, Peoples, groups, offices_beside
from analysis.knowledge import Actor, Place
from analysis.language.patterns import syntax
from analysis.language.signs import Signs
from analysis.language.times import Interval, TimeExpression
from analysis.language.verbs import Verb, verbs

_SYNTAX = syntax()
FINITE = frozenset(("past", "present", "future", "conditional"))
_start = attrgetter("start")
# A text can be one sentence (a table, a list): it is read in pieces of this many characters.
_LONGEST = 4000
_FAR = 400  # characters: what « alors » means stands in the sentence before


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
    guessed: bool = False  # the status is what nothing speaks against
    same_as: int | None = None
    at: int = 0  # offset of the cue
    inferred: bool = False  # the host is who leads there, not named by these words
    recalled: bool = False  # « il avait alors rencontré X »: before what the article tells
    home: Place | None = None  # the state of who receives: where it is, unless another place is told
    news: bool = False  # told as what the article is about, not as what was before
    said: date | None = None  # the day of « a annoncé mardi que », where that tells it
    replaced: bool = False  # what it tells is told better by another report


class Found:
    """Everything found in one article, looked up by where it stands."""

    def __init__(
        self,
        normal: str,
        marked: Marked,
        cues: Sequence[Cue],
        times: Sequence[TimeExpression],
        peoples: Peoples,
        signs: Signs,
    ) -> None:
        self.normal, self.peoples, self.signs = normal, peoples, signs
        self.cues, self.times, self.mentions = cues, times, marked.mentions
        self._marked = marked

    @cached_property
    def beside(self) -> Beside:
        """The offices that stand beside a person."""
        return offices_beside(self._marked)

    def places(self, start: int, end: int) -> Sequence[PlaceMention]:
        """The places that begin in [start, end)."""
        places = self._marked.places
        first = bisect_left(places, start, key=_start)
        return places[first : bisect_left(places, end, first, key=_start)]


class Scene:
    """One sentence with everything that was found in it, looked for once, and only where a cue asks for it."""

    def __init__(
        self,
        span: tuple[int, int, int],
        found: Found,
        cues: Sequence[Cue],
        mentions: Sequence[Mention],
        times: Sequence[TimeExpression],
    ) -> None:
        self.number, self.start, self.end = span
        self.normal, self._found = found.normal, found
        self.cues, self.mentions, self.times = cues, mentions, times

    @cached_property
    def signs(self) -> Set[str]:
        """Names of the lists of words of which one may stand here."""
        return self._found.signs.of(self.normal, self.start, self.end)

    def is_titled(self, mention: Mention) -> bool:
        """Does an office stand beside the name?"""
        return mention.start in self._found.beside

    @cached_property
    def names_peoples(self) -> bool:
        """May « Russes et Ukrainiens » stand here?"""
        return self._found.peoples.named(self.normal, self.start, self.end)

    @cached_property
    def groups(self) -> list[Group]:
        """The groups of participants, in order."""
        peoples = self._found.peoples
        found = groups(self._found.beside, self.mentions, self.normal, self.start, peoples.demonyms)
        return peoples.add(found, self.normal, self.start, self.end) if self.names_peoples else found

    @property
    def time_before(self) -> TimeExpression | None:
        """The last time expression before the sentence, not farther than a few sentences."""
        times = self._found.times
        place = bisect_left(times, self.start, key=_start)
        return times[place - 1] if place and times[place - 1].start >= self.start - _FAR else None

    @cached_property
    def places(self) -> Sequence[PlaceMention]:
        """The places, in order."""
        return self._found.places(self.start, self.end)

    @cached_property
    def verbs(self) -> list[Verb]:
        """The verbs, in order."""
        return verbs(self.normal, self.start, self.end)


def of_another(scene: Scene, cue: Cue, position: int, ignored: tuple[str, ...] = ()) -> bool:
    """Does another verb or noun of meeting, of a frame not `ignored`, stand between `cue` and `position`?

    Not « en marge d'un sommet », « pour des discussions »: that is where and when the encounter is, too.
    """
    left, right = sorted((cue.start, position))
    return any(
        left < other.start < right
        and other.word.strength == "strong"
        and other is not cue
        and other.word.frame not in ignored
        and not (other.word.frame == "expect" and other.start - cue.end <= 1)  # « sa rencontre attendue mardi »
        and not (
            other.word.frame == "noun"
            and left == cue.start
            and _SYNTAX["for_it"].search(scene.normal, cue.end, other.start)
            and not any(cue.end <= verb.start < other.start and verb.tense in FINITE for verb in scene.verbs)
        )
        for other in scene.cues
    )


def _pieces(sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """(number, start, end) of the sentences, those that are longer than any sentence cut."""
    for number, (start, end) in enumerate(sentences):
        if end - start <= _LONGEST:
            yield number, start, end
        else:
            for left in range(start, end, _LONGEST):
                yield number, left, min(end, left + _LONGEST)


def scenes(sentences: Sequence[tuple[int, int]], found: Found) -> Iterator[Scene]:
    """The sentences that hold a cue, a mention or a time, with what each holds; several scenes of a very long one."""
    cues, mentions, times = found.cues, found.mentions, found.times
    of_cues, of_mentions, of_times = ([one.start for one in items] for items in (cues, mentions, times))
    last_cue = last_mention = last_time = 0
    for span in _pieces(sentences):
        end = span[2]
        cue, last_cue = last_cue, bisect_left(of_cues, end, last_cue)
        mention, last_mention = last_mention, bisect_left(of_mentions, end, last_mention)
        time, last_time = last_time, bisect_left(of_times, end, last_time)
        if cue < last_cue or mention < last_mention or time < last_time:
            yield Scene(span, found, cues[cue:last_cue], mentions[mention:last_mention], times[time:last_time])
