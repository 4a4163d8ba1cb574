"""Reports taken to tell of one encounter, and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.merging.told import NEVER_MET, Told

_SLACK = 1  # day: late news, and capitals in other time zones
_UNKNOWN = "unknown"
NOBODY: frozenset[str] = frozenset()


@dataclass(eq=False, slots=True)
class Meeting:
    """Reports of one encounter, the one that founded it first; `joined` holds the reasons of each, as codes of
    tables.JOINED_BY. The days are those of the first dated report.
    """

    reports: list[Told] = field(default_factory=list)
    joined: list[tuple[str, ...]] = field(default_factory=list)
    represented: Mapping[str, frozenset[str]] = field(default_factory=dict)  # side → persons; never changed in place
    articles: set[str] = field(default_factory=set)
    cities: frozenset[str] = frozenset()
    start: int | None = None
    end: int | None = None
    exact: bool = False  # known to the day
    denied: bool = False  # told as not having taken place
    mode: str = _UNKNOWN
    country: str = ""
    held: bool = False
    held_since: int | None = None  # the day of the first article that tells it as held
    spans: bool = False  # told day by day: it lasts from the first of them to the last
    doubts: frozenset[str] = frozenset()

    @property
    def first(self) -> Told:
        """The report that founded it."""
        return self.reports[0]

    def add(self, told: Told, why: tuple[str, ...]) -> None:
        """Takes `told` in for the reasons `why`."""
        if not self.reports:
            self.exact, self.denied = told.exact, told.status == NEVER_MET
        self.reports.append(told)
        self.joined.append(why)
        self.articles.add(told.article_id)
        if told.city not in self.cities and told.city:
            self.cities |= {told.city}
        self._represent(told.cast.persons)
        if self.start is None:
            self.start, self.end = told.start, told.end
        if self.mode == _UNKNOWN:
            self.mode = told.mode
        self.country = self.country or told.country
        if told.status == "held":
            self.held = True
            if told.day is not None and (self.held_since is None or told.day < self.held_since):
                self.held_since = told.day

    def _represent(self, persons: Mapping[str, frozenset[str]]) -> None:
        known = self.represented
        if not known:
            self.represented = persons
        elif persons is not known:
            self.represented = {**known, **{side: names | known.get(side, names) for side, names in persons.items()}}

    def absorb(self, other: "Meeting", why: str) -> None:
        """Takes in the reports of `other`, which is then empty."""
        for told, reasons in zip(other.reports, other.joined, strict=True):
            kept = tuple(code for code in reasons if code != "first")
            self.add(told, (*who(self, told), why) if len(kept) < len(reasons) else (*kept, why))
        self.doubts |= other.doubts
        other.reports, other.joined = [], []

    def may_be(self, mode: str) -> bool:
        """Can it have been in this mode?"""
        return mode == self.mode or _UNKNOWN in (mode, self.mode)

    def takes(self, told: Told) -> bool:
        """May `told` be of this meeting, days apart?"""
        if (told.status == NEVER_MET) != self.denied or not self.may_be(told.mode):
            return False
        if told.country and self.country and told.country != self.country:
            return False
        return self.same_people(told)

    def same_people(self, told: Told) -> bool:
        """Is no side represented by two different persons?"""
        shared = False
        for side, names in told.cast.persons.items():
            known = self.represented.get(side)
            if known is not None:
                if known.isdisjoint(names):
                    return False
                shared = True
        if shared or not self.represented and not told.cast.persons:
            return True
        # States on one hand, persons on the other: the same only where something more than the states agrees.
        alike = told.kind == self.first.kind or bool(told.country and told.country == self.country)
        return alike or told.exact and (told.start, told.end) == (self.start, self.end)

    def can_be_known_to(self, told: Told) -> bool:
        """What is told as held has begun by then; what is told as planned is not over, nor told as held before."""
        if told.day is None or self.start is None or self.end is None:
            return True
        if told.status == "held":
            return self.start <= told.day + _SLACK
        if told.status not in ("planned", "proposed"):
            return True
        return self.end >= told.day and (self.held_since is None or self.held_since > told.day)


def who(meeting: Meeting, told: Told) -> tuple[str, ...]:
    """The reasons why `told` may be of `meeting`, days apart."""
    shared = any(
        not meeting.represented.get(side, NOBODY).isdisjoint(names) for side, names in told.cast.persons.items()
    )
    people = "same_persons" if shared else "same_sides"
    if told.city in meeting.cities:
        return people, "same_place"
    return (people, "same_country") if told.country and told.country == meeting.country else (people,)


def alive(meetings: Sequence[Meeting]) -> Iterator[Meeting]:
    """Those that no other has absorbed."""
    return (meeting for meeting in meetings if meeting.reports)
