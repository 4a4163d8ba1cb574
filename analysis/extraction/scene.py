"""One sentence with everything found in it, and what it tells of an encounter."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date

from analysis.extraction.cues import Cue
from analysis.extraction.marked import Marked, Mention, PlaceMention
from analysis.extraction.phrases import Beside, Group, Peoples, groups, offices_beside
from analysis.knowledge import Actor, Place
from analysis.language.once import once
from analysis.language.patterns import syntax
from analysis.language.signs import Signs
from analysis.language.times import Interval, TimeExpression, looks_back
from analysis.language.verbs import Tokens, Verb, verbs_of

_SYNTAX = syntax()
FINITE = frozenset(("past", "present", "future", "conditional"))
# A text can be one sentence (a table, a list): it is read in pieces of this many characters.
_LONGEST = 4000
_FEW = 3
_FAR = 400  # characters: what « alors » means stands in the sentence before
Span = tuple[int, int, int]  # number, start, end of a sentence, or of a piece of a very long one


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
    journey: bool = False  # « est arrivé à Paris », « sa visite »: that somebody came, not that anybody was met there
    purpose: bool = False  # « est arrivé pour un sommet »: what the journey is made for
    news: bool = False  # told as what the article is about, not as what was before
    said: date | None = None  # the day of « a annoncé mardi que », where that tells it
    replaced: bool = False  # what it tells is told better by another report


class Found:
    """Everything found in one article, looked up by where it stands."""

    def __init__(
        self,
        normal: str,
        sentences: Sequence[tuple[int, int]],
        marked: Marked,
        cues: Sequence[Cue],
        times: Sequence[TimeExpression],
        peoples: Peoples,
        signs: Signs,
        arrange: Callable[["Scene"], list[Group]],
    ) -> None:
        """`arrange`: the groups of a sentence that holds a cue, as its grammar has them."""
        self.normal, self.sentences, self.peoples, self.signs, self.arrange = normal, sentences, peoples, signs, arrange
        self.cues, self.mentions, self.times, self.marked = cues, marked.mentions, times, marked
        self._cues, self._mentions, self.starts_of_times = _starts(cues), _starts(self.mentions), _starts(times)

    @once
    def beside(self) -> Beside:
        """The offices that stand beside a person."""
        return offices_beside(self.marked)

    @once
    def persons(self) -> tuple[list[Mention], list[int]]:
        """The mentions of persons and where they start."""
        persons = [mention for mention in self.mentions if mention.actor.kind == "person"]
        return persons, _starts(persons)

    @once
    def sided(self) -> tuple[list[Mention], list[int]]:
        """Those of them who stand for a state or an organisation, and where they start."""
        sided = [mention for mention in self.persons[0] if mention.actor.side]
        return sided, _starts(sided)

    @once
    def looks_back(self) -> bool:
        """Does a day hang on one that was told before?"""
        return looks_back(self.times)

    @once
    def _places(self) -> list[int]:
        return _starts(self.marked.places)

    def places_in(self, start: int, end: int) -> Sequence[PlaceMention]:
        """The places that begin in [start, end)."""
        return self.marked.places[slice(*_between(self._places, start, end))]

    def span(self, position: int) -> Span:
        """The sentence that holds `position`; of one longer than any sentence, the piece."""
        number = bisect_right(self.sentences, (position, len(self.normal))) - 1
        start, end = self.sentences[max(0, number)]
        if end - start > _LONGEST:
            start += max(0, position - start) // _LONGEST * _LONGEST
            end = min(end, start + _LONGEST)
        return max(0, number), start, end

    def told(self, openings: tuple[str, ...]) -> Iterator["Scene"]:
        """The sentences that hold a cue or begin with one of `openings`, in order; long ones piece by piece."""
        first, last = 0, len(self.cues)
        for number, (start, end) in enumerate(self.sentences):
            place = first
            while place < last and self.cues[place].start < end:
                place += 1
            if place > first or self.normal.startswith(openings, start):
                if end - start <= _LONGEST:
                    yield Scene((number, start, end), self, self.cues[first:place])
                else:
                    pieces = {self.span(position) for position in (start, *self._cues[first:place])}
                    yield from map(self.scene, sorted(pieces))
                first = place

    def scene(self, span: Span) -> "Scene":
        """The sentence with what it holds."""
        return Scene(span, self, self.cues[slice(*_between(self._cues, *span[1:]))])

    def mentions_in(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions that begin in [start, end)."""
        return self.mentions[slice(*_between(self._mentions, start, end))]

    def times_in(self, start: int, end: int) -> Sequence[TimeExpression]:
        """The time expressions that begin in [start, end)."""
        return self.times[slice(*_between(self.starts_of_times, start, end))]


def _starts(items: Iterable[Cue | Mention | PlaceMention | TimeExpression]) -> list[int]:
    return [item.start for item in items]


def _between(starts: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """Which of `starts` lie in [start, end)."""
    first = bisect_left(starts, start)
    return first, bisect_left(starts, end, first)


class Scene:
    """One sentence with everything that was found in it, looked for once, and only where a cue asks for it."""

    def __init__(self, span: Span, found: Found, cues: Sequence[Cue]) -> None:
        self.number, self.start, self.end = span
        self.normal, self._found, self.cues = found.normal, found, cues

    @once
    def mentions(self) -> Sequence[Mention]:
        """The mentions of actors, in order."""
        return self._found.mentions_in(self.start, self.end)

    @once
    def times(self) -> Sequence[TimeExpression]:
        """The time expressions, in order."""
        return self._found.times_in(self.start, self.end)

    @once
    def _tokens(self) -> Tokens:
        return Tokens(self.normal, self.start, self.end)

    @once
    def signs(self) -> Set[str]:
        """Names of the lists of words of which one may stand here."""
        return self._found.signs.of(self._tokens.words)

    def finds(self, name: str, start: int, end: int) -> re.Match[str] | None:
        """Pattern `name` of the grammar in [start, end) of the sentence, looked for only where a word of it stands."""
        return _SYNTAX[name].search(self.normal, max(start, self.start), end) if name in self.signs else None

    @once
    def persons(self) -> list[Mention]:
        """The mentions of persons, in order."""
        return [mention for mention in self.mentions if mention.actor.kind == "person"]

    def is_titled(self, mention: Mention) -> bool:
        """Does an office stand beside the name?"""
        return mention.start in self._found.beside

    @once
    def names_peoples(self) -> bool:
        """May « Russes et Ukrainiens » stand here?"""
        return self._found.peoples.named(self.normal, self.start, self.end)

    def state_of(self, people: str) -> str:
        """The state of « français », by name; empty for other words."""
        return self._found.peoples.state(people)

    @once
    def named(self) -> list[Group]:
        """The groups of participants as they are named, in order."""
        peoples = self._found.peoples
        found = groups(self._found.beside, self.mentions, self.normal, self.start, peoples.demonyms)
        return peoples.add(found, self.normal, self.start, self.end) if self.names_peoples else found

    @once
    def groups(self) -> list[Group]:
        """The groups of participants, in order; beside a cue as the grammar has them."""
        if not self.mentions and not self.names_peoples:
            return []
        return self._found.arrange(self) if self.cues else self.named

    def at(self, position: int) -> "Scene":
        """The sentence that holds `position`: this one or one after it."""
        return self if position < self.end else self._found.scene(self._found.span(position))

    @property
    def dates_others(self) -> bool:
        """May a day told here be what days of the article are told from?"""
        return bool(self.times) and self._found.looks_back

    @property
    def times_before(self) -> list[TimeExpression]:
        """The time expressions before the sentence, the last first, none farther than a few sentences."""
        place = bisect_left(self._found.starts_of_times, self.start)
        before = reversed(self._found.times[max(0, place - _FEW) : place])
        return [time for time in before if time.start >= self.start - _FAR]

    @once
    def places(self) -> Sequence[PlaceMention]:
        """The places, in order."""
        return self._found.places_in(self.start, self.end)

    @once
    def verbs(self) -> list[Verb]:
        """The verbs, in order."""
        return verbs_of(self._tokens)

    @once
    def relatives(self) -> list[tuple[int, int, Verb]]:
        """« …, qui se trouvait à Bagdad, a été … »: where each relative clause begins and ends, and its verb."""
        found: list[tuple[int, int, Verb]] = []
        start = self.normal.find(" qui ", self.start, self.end)
        while start >= 0:
            own = next((verb for verb in self.finite if verb.start > start), None)
            if own is not None:
                closed = _SYNTAX["goes_on"].search(self.normal, own.end, self.end)
                found.append((start, closed.start() if closed else self.end, own))
            start = self.normal.find(" qui ", start + 1, self.end)
        return found

    @once
    def finite(self) -> list[Verb]:
        """Those of the verbs that have a subject, in order."""
        return [verb for verb in self.verbs if verb.tense in FINITE]

    @once
    def _ends(self) -> list[int]:
        return [verb.end for verb in self.verbs]

    def verb_before(self, position: int) -> Verb | None:
        """The last verb that ends before `position`."""
        place = bisect_right(self._ends, position)
        return self.verbs[place - 1] if place else None

    def verb(self, cue: Cue) -> Verb | None:
        """The verb group that `cue` belongs to."""
        place = bisect_right(self._ends, cue.start)
        found = self.verbs[place] if place < len(self.verbs) else None
        return found if found and found.start <= cue.start else None


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
        and not (other.word.frame == "expect" and _is_of_noun(scene, cue, other))
        and not (
            other.word.frame == "noun"
            and left == cue.start
            and _SYNTAX["for_it"].search(scene.normal, cue.end, other.start)
            and not any(cue.end <= verb.start < other.start for verb in scene.finite)
        )
        for other in scene.cues
    )


def _is_of_noun(scene: Scene, cue: Cue, expected: Cue) -> bool:
    """« sa rencontre attendue mardi », « une rencontre entre X et Y est attendue mardi »."""
    return expected.start - cue.end <= 1 or (
        cue.word.frame == "noun" and _SYNTAX["is_awaited"].fullmatch(scene.normal, cue.end, expected.start) is not None
    )
