"""Reports of one encounter, in one article or many, become one meeting with its history.

Two reports tell of one meeting when their sides are the same, no side is represented by two different persons,
their days can be the same given their precision, and neither mode nor country contradicts. The most precise reports
are placed first, so that a vague one (« au printemps ») joins what is known to the day. The result does not depend
on the order of the articles.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import blake2b

import pandas as pd

from analysis import tables
from analysis.language import words

_RANK = {"day": 0, "week": 1, "month": 2, "season": 3, "year": 4, "unknown": 5}
_KIND_RANK = ("summit", "visit", "negotiation", "bilateral", "call")
# An undated report joins a dated meeting this near to its publication: what is planned lies ahead,
# what is held just happened.
_AHEAD = timedelta(days=90)
_BEHIND = timedelta(days=4)
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


def merge(reports: pd.DataFrame, articles: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(reports with their meeting_id, meetings) of a corpus, both keeping the contract of `tables`.

    `reports` and `articles` are tables of those names; `meeting_id` of `reports` is not read.
    """
    told = list(_told(reports, articles))
    meeting_of: dict[str, str] = {}
    rows = []
    for meeting in _meetings(told):
        row = _row(meeting)
        rows.append(row)
        meeting_of |= {one.report_id: str(row["meeting_id"]) for one in meeting.reports}
    merged = reports.assign(meeting_id=reports["report_id"].map(meeting_of))
    rows.sort(key=lambda row: (row["start_date"] or "9999", row["meeting_id"]))
    return tables.frame("reports", merged), tables.frame("meetings", rows)


def _told(reports: pd.DataFrame, articles: pd.DataFrame) -> Iterator[Told]:
    known = articles.set_index("article_id")
    outlets, published = known["outlet"].to_dict(), known["published"].to_dict()
    for row in reports.to_dict("records"):
        article = row["article_id"]
        yield Told(
            row["report_id"],
            article,
            outlets.get(article, ""),
            published.get(article, ""),
            tuple(tables.split(row["participants"])),
            tuple(tables.split(row["sides"])),
            row["mode"],
            row["status"],
            _day(row["start_date"]),
            _day(row["end_date"]),
            row["date_precision"],
            row["place"],
            row["country"],
            row["kind"],
            row["same_as"],
        )


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _meetings(told: Iterable[Told]) -> list[Meeting]:
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
        yield sorted(group, key=lambda one: (_given_up(one), one.order))


def _given_up(one: Told) -> bool:
    """« initialement prévues pour le 1er »: the day is no longer the meeting's."""
    return bool(one.same_as) and one.status == "postponed"


class _Block:
    """The meetings of one set of sides, found again by month and by article."""

    def __init__(self) -> None:
        self.meetings: list[Meeting] = []
        self.by_month: dict[tuple[int, int], list[Meeting]] = defaultdict(list)
        self.by_article: dict[str, list[Meeting]] = defaultdict(list)

    def place(self, told: Sequence[Told]) -> list[Meeting]:
        """Places reports, most precise first; those that an article ties together go together."""
        for tied in sorted(_tied(told), key=lambda tied: tied[0].order):
            meeting = self._find(tied[0])
            if meeting is None:
                meeting = Meeting()
                self.meetings.append(meeting)
                for month in _months(tied[0].start, tied[0].end):
                    self.by_month[month].append(meeting)
            for one in tied:
                meeting.add(one)
            if meeting not in self.by_article[tied[0].article_id]:
                self.by_article[tied[0].article_id].append(meeting)
        return self.meetings

    def _find(self, one: Told) -> Meeting | None:
        candidates = [meeting for meeting in self._near(one) if meeting.takes(one)]
        return min(candidates, key=lambda meeting: _distance(meeting, one), default=None)

    def _near(self, one: Told) -> Iterator[Meeting]:
        if one.start is not None and one.end is not None:
            slack = _SLACK.get(one.precision, timedelta())
            first, last = one.start - slack, one.end + slack
            for meeting in _once(self.by_month, _months(first, last)):
                if meeting.start and meeting.end and meeting.start <= last and first <= meeting.end:
                    yield meeting
            return
        yield from self.by_article[one.article_id]
        if len(one.published) < len("2022-02-24"):
            return
        day = date.fromisoformat(one.published)
        first, last = (day, day + _AHEAD) if one.status != "held" else (day - _BEHIND, day)
        for meeting in _once(self.by_month, _months(first, last)):
            if meeting.start and first <= meeting.start <= last:
                yield meeting


def _once(by_month: dict[tuple[int, int], list[Meeting]], months: Iterable[tuple[int, int]]) -> Iterator[Meeting]:
    seen: set[int] = set()
    for month in months:
        for meeting in by_month.get(month, ()):
            if id(meeting) not in seen:
                seen.add(id(meeting))
                yield meeting


def _months(start: date | None, end: date | None) -> list[tuple[int, int]]:
    if start is None or end is None:
        return []
    first, last = start.year * 12 + start.month - 1, end.year * 12 + end.month - 1
    return [divmod(number, 12) for number in range(first, last + 1)]


def _distance(meeting: Meeting, one: Told) -> tuple[int, int, int, int, str]:
    """How badly `one` fits `meeting`: article and place first, then status, then days, then a fixed order."""
    own = not any(told.article_id == one.article_id for told in meeting.reports)
    other = meeting.reports[0].status != one.status
    reference = one.start or (date.fromisoformat(one.published) if len(one.published) == 10 else None)
    days = abs((meeting.start - reference).days) if meeting.start and reference else 10_000
    place = bool(one.country) and one.country != meeting.country
    return (own and one.start is None, place, other, days, meeting.reports[0].report_id)


# One row of the meetings table -------------------------------------------------------------------------


def _row(meeting: Meeting) -> dict[str, object]:
    told = sorted(meeting.reports, key=lambda one: (one.published or "9999", one.report_id))
    current = [one for one in told if not _given_up(one)] or told
    start, end, precision = _days(current)
    participants = _participants(meeting)
    mode, status = _mode(told), _status(current)
    kind = min((one.kind for one in current), key=_KIND_RANK.index)
    if mode == "phone":
        kind = "call"
    elif kind == "call":
        kind = "bilateral"
    plover, cameo = _codes(status, mode, kind)
    place = _place(current)
    return {
        "meeting_id": _identity(participants, start, end, mode),
        "start_date": start,
        "end_date": end,
        "date_precision": precision,
        "participants": tables.join(participants),
        "countries": tables.join(sorted({side for one in told for side in one.sides})),
        "mode": mode,
        "kind": kind,
        "status": status,
        "history": tables.join(_history(told)),
        "place": place[0],
        "country": place[1],
        "reports": len(told),
        "articles": len({one.article_id for one in told}),
        "outlets": len({one.outlet for one in told if one.outlet}),
        "first_reported": told[0].published,
        "plover": plover,
        "cameo": cameo,
    }


def _identity(participants: Sequence[str], start: str, end: str, mode: str) -> str:
    key = "|".join((*sorted(participants), start, end, mode))
    return blake2b(key.encode(), digest_size=6).hexdigest()


def _days(told: Sequence[Told]) -> tuple[str, str, str]:
    """The best known days: the longest visit known to the day, else what the most precise report says."""
    dated = sorted((one for one in told if one.start and one.end), key=lambda one: one.order)
    if not dated:
        return "", "", "unknown"
    best = dated[0]
    return str(best.start), str(best.end), best.precision


def _participants(meeting: Meeting) -> list[str]:
    """Persons where known, else their side; as ordered by the fullest, then the first report."""
    told = sorted(meeting.reports, key=lambda one: (-len(one.persons), one.published, one.report_id))
    names: dict[str, None] = {}
    for one in told:
        for name, side in zip(one.participants, one.sides, strict=True):
            if name != side or not meeting.represented.get(side):
                names.setdefault(name)
    return list(names)


def _mode(told: Sequence[Told]) -> str:
    return next((one.mode for one in told if one.mode != "unknown"), "unknown")


def _status(told: Sequence[Told]) -> str:
    """The latest known; once held, it stays held."""
    if any(one.status == "held" for one in told):
        return "held"
    latest = told[-1].published
    last = [one.status for one in told if one.published == latest]
    return min(last, key=tables.STATUSES.index)


def _place(told: Sequence[Told]) -> tuple[str, str]:
    """(place, country): a place inside a country says more than the country's own name."""
    inside = [one for one in told if one.place and one.place != one.country]
    best = next(iter(inside), next((one for one in told if one.place), None))
    country = next((one.country for one in told if one.country), "")
    return (best.place if best else "", country)


def _history(told: Sequence[Told]) -> list[str]:
    """`day status (days told)`, each status once a day of publication, in order."""
    ordered = sorted(
        told,
        key=lambda one: (
            one.published or "9999",
            tables.STATUSES.index(one.status) if not one.same_as else -1,
        ),
    )
    lines = []
    for one in ordered:
        days = str(one.start or "?") if one.start == one.end else f"{one.start}/{one.end}"
        lines.append(f"{one.published or '?'} {one.status} ({days})")
    return list(dict.fromkeys(lines))


def _codes(status: str, mode: str, kind: str) -> tuple[str, str]:
    """PLOVER type and CAMEO code of the first row of meeting_codes.csv that fits."""
    for row in words.rows("meeting_codes.csv"):
        if row["status"] == status and row["mode"] in ("", mode) and row["kind"] in ("", kind):
            return row["plover"], row["cameo"]
    return "", ""
