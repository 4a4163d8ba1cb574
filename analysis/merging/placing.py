"""Reports of the same sides are placed one after the other, the most precise first, each with the meeting it fits."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from analysis.merging.meeting import NOBODY, Meeting, who
from analysis.merging.told import NEVER_MET, Told, month

# An undated report joins a dated meeting this near to its publication: what is planned lies ahead,
# what is held just happened.
_AHEAD, _BEHIND = 90, 4  # days
# Undated reports of the same participants tell of one meeting where this little time lies between them: news lasts
# days, a plan without a date is told again for weeks.
_HELD_AGAIN, _PLANNED_AGAIN = 4, 30  # days
# « au printemps » is said of the end of March as of May.
_SLACK = {"season": 15}  # days

_NO_MEETING: Sequence[Meeting] = ()

# How badly a report fits: article, place, kind, days.
_Fit = tuple[bool, bool, bool, int]
_Plan = tuple[frozenset[str], bool]  # participants; held


def place(told: Sequence[Told]) -> list[Meeting]:
    """The meetings that `told`, all of the same sides, tell of. Does not depend on their order."""
    block = _Block()
    for tied in sorted(_tied(told), key=lambda tied: tied[0].order):
        block.place(tied)
    return block.meetings


def _tied(told: Sequence[Told]) -> Iterator[list[Told]]:
    """Reports that take up one another within an article, the most precise first; a date given up comes last."""
    taken_up = {one.same_as for one in told if one.same_as}
    linked = [one for one in told if one.same_as or one.report_id in taken_up]
    yield from ([one] for one in told if not one.same_as and one.report_id not in taken_up)
    groups: dict[str, list[Told]] = defaultdict(list)
    known = {one.report_id: one for one in linked}
    roots: dict[str, str] = {}
    for one in linked:
        groups[_root(one, known, roots)].append(one)
    for group in groups.values():
        if len(group) > 1:
            set_again = any(one.start is not None and not one.given_up for one in group)
            group.sort(key=lambda one: (set_again and one.given_up, one.order))
        yield group


def _root(one: Told, known: Mapping[str, Told], roots: dict[str, str]) -> str:
    """The report that `one` takes up in the end. `roots`: those found before, so that a long chain is walked once."""
    path: dict[str, None] = {}
    while one.report_id not in roots and one.report_id not in path:
        path[one.report_id] = None
        one = known.get(one.same_as, one)
    root = roots.get(one.report_id, one.report_id)
    roots.update(dict.fromkeys(path, root))
    return root


class _Index:
    """Meetings under numbers (days or months), found by who takes part: a report of a person can only be of those
    that know this person, or nobody of that side."""

    def __init__(self) -> None:
        self._found: dict[str, dict[int, list[Meeting]]] = {}

    def add(self, numbers: Iterable[int], faces: Sequence[str], meeting: Meeting) -> None:
        """Puts `meeting` under each of `numbers`, for each of `faces`."""
        for face in faces:
            shelves = self._found.get(face)
            if shelves is None:
                shelves = self._found[face] = {}
            for number in numbers:
                shelf = shelves.get(number)
                if shelf is None:
                    shelves[number] = [meeting]
                else:
                    shelf.append(meeting)

    def find(self, numbers: Iterable[int], one: Told) -> Sequence[Meeting]:
        """The meetings under any of `numbers` that may know the participants of `one`, each once."""
        there = [self._found[face] for face in one.cast.sought if face in self._found]
        shelves = [shelves[number] for number in numbers for shelves in there if number in shelves]
        if len(shelves) < 2:
            return shelves[0] if shelves else _NO_MEETING
        return list(dict.fromkeys(chain.from_iterable(shelves)))


class _Block:
    """The meetings of one set of sides, found again by day, by month, by article and by place."""

    def __init__(self) -> None:
        self.meetings: list[Meeting] = []
        self._by_day = _Index()  # those known to some days
        self._by_month = _Index()  # all that are dated
        self._vague = _Index()  # by month, those known less closely
        self._first_days: set[int] = set()
        self._by_article: dict[str, dict[Meeting, None]] = defaultdict(dict)
        self._by_city: dict[tuple[str, frozenset[str]], list[Meeting]] = defaultdict(list)  # known to days, by the last
        self._undated: dict[_Plan, Meeting] = {}  # the last one of the same participants
        self._alike: dict[tuple[object, ...], tuple[Meeting, tuple[str, ...]]] = {}
        self._starts: list[int] = []  # _first_days, sorted

    def place(self, tied: Sequence[Told]) -> None:
        """Places reports that go together."""
        one = tied[0]
        meeting, why = self._find(one) or (self._new(one), ("first",))
        self._add(meeting, one, why)
        for other in tied[1:]:
            self._add(meeting, other, (*who(meeting, other), "taken_up"))
        self._by_article[one.article_id][meeting] = None
        if meeting.start is None:
            self._undated[_plan(one)] = meeting

    def _new(self, one: Told) -> Meeting:
        meeting = Meeting()
        self.meetings.append(meeting)
        if one.exact and one.start is not None:
            self._first_days.add(one.start)
        self._shelve(meeting, one, one.cast.faces)
        return meeting

    def _shelve(self, meeting: Meeting, dated: Told, faces: Sequence[str]) -> None:
        if dated.start is None or dated.end is None:
            return
        months = range(month(dated.start), month(dated.end) + 1)
        self._by_month.add(months, faces, meeting)
        if dated.exact:
            self._by_day.add(range(dated.start, dated.end + 1), faces, meeting)
        else:
            self._vague.add(months, faces, meeting)

    def _add(self, meeting: Meeting, one: Told, why: tuple[str, ...]) -> None:
        known = meeting.represented
        if meeting.reports and one.cast.persons is not known:
            new = [names - known.get(side, NOBODY) for side, names in one.cast.persons.items()]
            if any(new):
                self._shelve(meeting, meeting.first, [name for names in new for name in sorted(names)])
        meeting.add(one, why)
        if one.city and meeting.exact:
            there = self._by_city[one.city, one.cast.who]
            place = bisect_right(there, _ends(meeting), key=_ends)
            if not place or there[place - 1] is not meeting:
                there.insert(place, meeting)

    def _find(self, one: Told) -> tuple[Meeting, tuple[str, ...]] | None:
        """The meeting that `one` fits best and why, among the first candidates that it fits at all."""
        key = _key(one)
        if key in self._alike:
            return self._alike[key]
        for why, candidates in self._near(one):
            fitting = [
                meeting for meeting in candidates if meeting.takes(one) and (one.exact or meeting.can_be_known_to(one))
            ]
            if fitting:
                meeting, several = _best(fitting, one) if len(fitting) > 1 else (fitting[0], False)
                reasons = (*who(meeting, one), why, *(("one_of_several",) if several else ()))
                if key is not None:
                    self._alike[key] = meeting, reasons
                return meeting, reasons
        return None

    def _near(self, one: Told) -> Iterator[tuple[str, Iterable[Meeting]]]:
        """Meetings that can be on the days of `one`, under the reason that makes them so."""
        if one.start is None or one.end is None:
            yield from self._near_undated(one)
        elif one.exact:  # placed before all that are vaguer: only days are there yet
            yield "same_days", self._by_day.find(range(one.start, one.end + 1), one)
        else:
            slack = _SLACK.get(one.precision, 0)
            yield "days_overlap", _overlapping(self._by_month, one.start - slack, one.end + slack, one)

    def _near_undated(self, one: Told) -> Iterator[tuple[str, Iterable[Meeting]]]:
        """Its article's, then the nearest days', then what its place recalls, then others without a date."""
        yield "same_article", self._by_article[one.article_id]
        if one.day is None:
            return
        for meetings in self._nearest(one, one.day):
            yield "just_published", meetings
        held = one.status == "held"
        span = (one.day - _BEHIND, one.day) if held else (one.day, one.day + _AHEAD)
        yield "just_published", _overlapping(self._vague, *span, one)
        if held and one.city:
            yield "same_place", self._recalled(one, one.day)
        last = self._undated.get(_plan(one))  # placed in the order of publication: no other is nearer
        if last and one.day - (last.reports[-1].day or 0) <= (_HELD_AGAIN if held else _PLANNED_AGAIN):
            yield "undated", [last]

    def _recalled(self, one: Told, day: int) -> list[Meeting]:
        """The last meeting of the same participants in the same city before `day`."""
        known = self._by_city.get((one.city, one.cast.who), [])
        place = bisect_left(known, day, key=_ends)
        return known[place - 1 : place]

    def _nearest(self, one: Told, day: int) -> Iterator[list[Meeting]]:
        """Meetings that begin on a known day, the nearest day first: before `day` if held, else after."""
        held = one.status == "held"
        if len(self._starts) != len(self._first_days):
            self._starts = sorted(self._first_days)
        place = bisect_left(self._starts, day + held)
        before = self._starts[max(0, place - _BEHIND - 1) : place]
        for known in reversed(before) if held else self._starts[place : place + _AHEAD + 1]:
            if abs(known - day) > (_BEHIND if held else _AHEAD):
                return
            yield [meeting for meeting in self._by_day.find((known,), one) if meeting.start == known]


def _overlapping(index: _Index, first: int, last: int, one: Told) -> list[Meeting]:
    return [
        meeting
        for meeting in index.find(range(month(first), month(last) + 1), one)
        if meeting.start is not None and meeting.end is not None and meeting.start <= last and first <= meeting.end
    ]


def _ends(meeting: Meeting) -> int:
    return meeting.end or 0


def _plan(one: Told) -> _Plan:
    return one.cast.who, one.status == "held"


def _key(one: Told) -> tuple[object, ...] | None:
    """What makes reports of persons on known days alike: they go together, without looking again."""
    if not one.exact or _loose(one):
        return None
    return (one.cast, one.start, one.end, one.mode, one.status == NEVER_MET, one.place, one.country, one.kind)


def _fit(meeting: Meeting, one: Told) -> _Fit:
    """How badly `one` fits `meeting`. Who names states alone, or no day, means the meeting of the same article."""
    elsewhere = _loose(one) and one.article_id not in meeting.articles
    displaced = (
        bool(one.country) and one.country != meeting.country or bool(one.city) and one.city not in meeting.cities
    )
    return elsewhere, displaced, one.kind != meeting.first.kind, _days_between(meeting, one)


def _best(fitting: Sequence[Meeting], one: Told) -> tuple[Meeting, bool]:
    """The first of those that `one` fits best; are there several as far as its words tell, which give no day?"""
    fits = [_fit(meeting, one) for meeting in fitting]
    best = min(fits)
    several = not one.exact and sum(fit[:3] == best[:3] for fit in fits) > 1
    return fitting[fits.index(best)], several


def _loose(one: Told) -> bool:
    """May it be of several meetings of a day, as far as its words tell?"""
    return one.start is None or not one.cast.persons or one.mode == "unknown"


def _days_between(meeting: Meeting, one: Told) -> int:
    """From the day that `one` most likely means: what is held, the last before it was published; else the next."""
    if meeting.start is None:
        return 0
    if one.start is None or one.end is None:
        return abs(meeting.start - (one.day or 0))
    if one.exact:
        return abs(meeting.start - one.start)
    likely = min(max(one.day if one.day is not None else one.end, one.start), one.end)
    return abs(meeting.start - likely)
