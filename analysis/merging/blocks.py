"""Which reports tell of one encounter: placed one after the other, the most precise first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

_RANK = {"day": 0, "week": 1, "month": 2, "season": 3, "year": 4, "unknown": 5}
# An undated report joins a dated meeting this near to its publication: what is planned lies ahead,
# what is held just happened.
_AHEAD, _BEHIND = 90, 4  # days
# « au printemps » is said of the end of March as of May.
_SLACK = {"season": timedelta(days=15)}
_NEVER_MET = frozenset(("denied",))


@dataclass(frozen=True, slots=True)
class Told:
    """One row of the reports table with what its article adds."""

    report_id: str
    article_id: str
    outlet: str
    published: str
    participants: tuple[str, ...]
    sides: tuple[str, ...]
    mode: str
    status: str
    start: date | None
    end: date | None
    precision: str
    place: str
    country: str
    kind: str
    same_as: str

    @property
    def persons(self) -> frozenset[str]:
        """Participants that are not themselves a side."""
        return frozenset(name for name, side in zip(self.participants, self.sides, strict=True) if name != side)

    @property
    def order(self) -> tuple[int, int, str, str, tuple[str, ...], str]:
        """Most precise first; among days, the longest visit first."""
        days = (self.end - self.start).days if self.start and self.end else 0
        return (
            _RANK[self.precision],
            -days,
            str(self.start or ""),
            self.published,
            self.participants,
            self.report_id,
        )


@dataclass(slots=True)
class Meeting:
    """Reports taken to tell of one encounter, and why."""

    reports: list[Told] = field(default_factory=list)
    represented: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    start: date | None = None
    end: date | None = None
    mode: str = "unknown"
    country: str = ""

    def add(self, told: Told) -> None:
        """Takes `told` in; the first dated report sets the days."""
        self.reports.append(told)
        for name, side in zip(told.participants, told.sides, strict=True):
            if name != side:
                self.represented[side].add(name)
        if self.start is None:
            self.start, self.end = told.start, told.end
        self.mode = told.mode if self.mode == "unknown" else self.mode
        self.country = self.country or told.country

    def takes(self, told: Told) -> bool:
        """May `told` be of this meeting, days apart?"""
        if (told.status in _NEVER_MET) != (self.reports[0].status in _NEVER_MET):
            return False
        if "unknown" not in (told.mode, self.mode) and told.mode != self.mode:
            return False
        if told.country and self.country and told.country != self.country:
            return False
        return self._same_people(told)

    def _same_people(self, told: Told) -> bool:
        shared = False
        for name, side in zip(told.participants, told.sides, strict=True):
            known = self.represented.get(side)
            if name == side or not known:
                continue
            if not known & {one for one, of in zip(told.participants, told.sides, strict=True) if of == side}:
                return False
            shared = True
        if shared or not self.represented or not any(self.represented.values()) and not told.persons:
            return True
        # States on one hand, persons on the other: the same only where kind and place agree.
        return told.kind == self.reports[0].kind or bool(told.country and told.country == self.country)


def meetings_of(told: Iterable[Told]) -> list[Meeting]:
    """The meetings that `told` tells of; only reports of the same sides are compared."""
    blocks: dict[frozenset[str], list[Told]] = defaultdict(list)
    for one in told:
        blocks[frozenset(one.sides)].append(one)
    return [meeting for sides in sorted(blocks, key=sorted) for meeting in _Block().place(blocks[sides])]


def _tied(told: Sequence[Told]) -> Iterator[list[Told]]:
    """Reports that take up one another within an article, the most precise first; a date given up comes last."""
    groups: dict[str, list[Told]] = defaultdict(list)
    known = {one.report_id: one for one in told}
    for one in told:
        root = one
        while root.same_as in known:
            root = known[root.same_as]
        groups[root.report_id].append(one)
    for group in groups.values():
        yield sorted(group, key=lambda one: (given_up(one), one.order))


def given_up(one: Told) -> bool:
    """« initialement prévues pour le 1er »: the day is no longer the meeting's."""
    return bool(one.same_as) and one.status == "postponed"


class _Block:
    """The meetings of one set of sides, found again by day, by month and by article."""

    def __init__(self) -> None:
        self.meetings: list[Meeting] = []
        self.by_day: dict[int, list[Meeting]] = defaultdict(list)  # those known to some days
        self.by_month: dict[int, list[Meeting]] = defaultdict(list)  # all that are dated
        self.by_article: dict[str, list[Meeting]] = defaultdict(list)

    def place(self, told: Sequence[Told]) -> list[Meeting]:
        """Places reports, most precise first; those that an article ties together go together."""
        for tied in sorted(_tied(told), key=lambda tied: tied[0].order):
            meeting = self._find(tied[0]) or self._new(tied[0])
            for one in tied:
                meeting.add(one)
            if meeting not in self.by_article[tied[0].article_id]:
                self.by_article[tied[0].article_id].append(meeting)
        return self.meetings

    def _new(self, one: Told) -> Meeting:
        meeting = Meeting()
        self.meetings.append(meeting)
        for month in _months(one.start, one.end):
            self.by_month[month].append(meeting)
        if one.precision == "day":
            for day in _days(one.start, one.end):
                self.by_day[day].append(meeting)
        return meeting

    def _find(self, one: Told) -> Meeting | None:
        """The meeting that `one` fits best, among the first candidates that it fits at all."""
        for candidates in self._near(one):
            fitting = [meeting for meeting in candidates if meeting.takes(one)]
            if fitting:
                return min(fitting, key=lambda meeting: _distance(meeting, one))
        return None

    def _near(self, one: Told) -> Iterator[Iterable[Meeting]]:
        """Meetings that can be on the days of `one`; for an undated report its article's, then the nearest days'."""
        if one.precision == "day":  # placed before all that are vaguer: only days are there yet
            yield _once(self.by_day, _days(one.start, one.end))
        elif one.start is not None and one.end is not None:
            slack = _SLACK.get(one.precision, timedelta())
            first, last = one.start - slack, one.end + slack
            yield [
                meeting
                for meeting in _once(self.by_month, _months(first, last))
                if meeting.start and meeting.end and meeting.start <= last and first <= meeting.end
            ]
        else:
            yield self.by_article[one.article_id]
            if len(one.published) == len("2022-02-24"):
                day = date.fromisoformat(one.published).toordinal()
                for near in range(0, -_BEHIND - 1, -1) if one.status == "held" else range(_AHEAD + 1):
                    yield [meeting for meeting in self.by_day.get(day + near, ()) if _begins(meeting, day + near)]


def _begins(meeting: Meeting, day: int) -> bool:
    return meeting.start is not None and meeting.start.toordinal() == day


def _once(index: Mapping[int, list[Meeting]], keys: Iterable[int]) -> list[Meeting]:
    found = {id(meeting): meeting for key in keys for meeting in index.get(key, ())}
    return list(found.values())


def _days(start: date | None, end: date | None) -> range:
    return range(start.toordinal(), end.toordinal() + 1) if start and end else range(0)


def _months(start: date | None, end: date | None) -> range:
    """Months as numbers that follow one another over the years."""
    return range(start.year * 12 + start.month, end.year * 12 + end.month + 1) if start and end else range(0)


def _distance(meeting: Meeting, one: Told) -> tuple[int, int, int, int, str]:
    """How badly `one` fits `meeting`: article and place first, then status, then days, then a fixed order."""
    own = not any(told.article_id == one.article_id for told in meeting.reports)
    other = meeting.reports[0].status != one.status
    reference = one.start or (date.fromisoformat(one.published) if len(one.published) == 10 else None)
    days = abs((meeting.start - reference).days) if meeting.start and reference else 10_000
    place = bool(one.country) and one.country != meeting.country
    return (own and one.start is None, place, other, days, meeting.reports[0].report_id)
