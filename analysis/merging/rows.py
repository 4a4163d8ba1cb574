"""One row of the meetings table from the reports that tell of a meeting."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from hashlib import blake2b
from typing import NamedTuple

from analysis import tables
from analysis.language import words
from analysis.merging.meeting import Meeting
from analysis.merging.told import NOT_TOLD, Told, iso

_KIND_RANK = {kind: rank for rank, kind in enumerate(("summit", "visit", "negotiation", "bilateral", "call"))}
_STATUS_RANK = {status: rank for rank, status in enumerate(tables.STATUSES)}
_LAST = "9999"  # sorts behind every day of publication
_KNOWN_CASTS = 50_000  # kept sorted; a large corpus has some thousands


class Row(NamedTuple):
    """What the table of meetings says of one, but for its meeting_id."""

    start_date: str
    end_date: str
    date_precision: str
    participants: str
    countries: str
    mode: str
    kind: str
    status: str
    history: str
    place: str
    country: str
    reports: int
    articles: int
    outlets: int
    first_reported: str
    plover: str
    cameo: str
    doubts: str


def meeting_rows(meetings: Sequence[Meeting]) -> Iterator[tuple[str, Row]]:
    """(meeting_id, row) of each meeting. Two that say the same of themselves have two identities."""
    seen: Counter[str] = Counter()
    for meeting in meetings:
        row = told_once(meeting) if len(meeting.reports) == 1 else told_often(meeting)
        denied = "|denied" if meeting.denied else ""
        key = f"{_sorted(row.participants)}|{row.start_date}|{row.end_date}|{row.mode}{denied}"
        seen[key] += 1
        key += f"|{seen[key]}" if seen[key] > 1 else ""
        yield blake2b(key.encode(), digest_size=6).hexdigest(), row


@lru_cache(maxsize=_KNOWN_CASTS)
def _sorted(participants: str) -> str:
    return "|".join(sorted(tables.split(participants)))


def told_often(meeting: Meeting) -> Row:
    """The row of a meeting from all of its reports."""
    told = sorted(meeting.reports, key=lambda one: (one.published or _LAST, one.report_id))
    current = _current(told)
    start, end, precision = _days(current, meeting.spans)
    mode, status = _mode(told), _status(current)
    kind = _kind((one.kind for one in current), mode)
    plover, cameo = _codes(status, mode, kind)
    place, country = _place(current)
    return Row(
        start_date=start,
        end_date=end,
        date_precision=precision,
        participants=tables.join(_participants(meeting, told)),
        countries=tables.join(sorted({side for one in told for side in one.cast.sides})),
        mode=mode,
        kind=kind,
        status=status,
        history=tables.join(_history(told)),
        place=place,
        country=country,
        reports=len(told),
        articles=len(meeting.articles),
        outlets=len({one.outlet for one in told if one.outlet}),
        first_reported=told[0].published,
        plover=plover,
        cameo=cameo,
        doubts=_doubts(meeting, precision),
    )


def told_once(meeting: Meeting) -> Row:
    """The same row where there is one report, as for most meetings of a large corpus: nothing is to be weighed."""
    one = meeting.first
    dated = one.start is not None
    start, end, precision = (iso(one.start), iso(one.end), one.precision) if dated else (*_bounds((one,)), NOT_TOLD)
    kind = _kind((one.kind,), one.mode)
    plover, cameo = _codes(one.status, one.mode, kind)
    return Row(
        start_date=start,
        end_date=end,
        date_precision=precision,
        participants=tables.join(one.cast.participants),
        countries=one.cast.states,
        mode=one.mode,
        kind=kind,
        status=one.status,
        history=_told_as(one),
        place=one.place,
        country=one.country,
        reports=1,
        articles=1,
        outlets=1 if one.outlet else 0,
        first_reported=one.published,
        plover=plover,
        cameo=cameo,
        doubts=_doubts(meeting, precision),
    )


def _current(told: Sequence[Told]) -> Sequence[Told]:
    """Without the reports of a day that was given up since."""
    moved = {one.start for one in told if one.given_up}
    if not moved:
        return told
    rest = [one for one in told if not one.given_up and (one.start is None or one.start not in moved)]
    return rest if any(one.start is not None for one in rest) else told  # given up, and no other set


def _days(told: Sequence[Told], spans: bool) -> tuple[str, str, str]:
    """The best known days: the longest visit known to the day, of two the one that more articles tell."""
    dated = [one for one in told if one.start is not None]
    if not dated:
        return *_bounds(told), NOT_TOLD
    exact = [one for one in dated if one.exact]
    if spans and exact:
        return iso(min(one.start or 0 for one in exact)), iso(max(one.end or 0 for one in exact)), "day"
    if len({(one.start, one.end) for one in exact}) > 1:
        backing = Counter(days for days, _ in {((one.start, one.end), one.article_id) for one in exact})
        start, end = min(backing, key=lambda days: ((days[0] or 0) - (days[1] or 0), -backing[days], days[0]))
        return iso(start), iso(end), "day"
    best = min(dated, key=lambda one: one.order)
    return iso(best.start), iso(best.end), best.precision


def _bounds(told: Sequence[Told]) -> tuple[str, str]:
    """The days it can have been as the news of the first article: of what is told as held, and no words date."""
    first = next((one.bounds for one in told if one.bounds), None)
    return (iso(first[0]), iso(first[1])) if first else ("", "")


def _participants(meeting: Meeting, told: Sequence[Told]) -> list[str]:
    """Persons where known, else their side; as ordered by the fullest, then the first report."""
    names: dict[str, None] = {}
    casts = dict.fromkeys(one.cast for one in sorted(told, key=lambda one: (-one.cast.known, one.published)))
    for cast in casts:
        for name, side in zip(cast.participants, cast.sides, strict=True):
            if name != side or side not in meeting.represented:
                names.setdefault(name)
    return list(names)


def _mode(told: Sequence[Told]) -> str:
    return next((one.mode for one in told if one.mode != "unknown"), "unknown")


def _kind(kinds: Iterable[str], mode: str) -> str:
    kind = min(kinds, key=_KIND_RANK.__getitem__)
    if mode == "phone":
        return "call"
    return "bilateral" if kind == "call" else kind


def _status(told: Sequence[Told]) -> str:
    """The latest known; once held, it stays held. An article without a date is no late one."""
    if any(one.status == "held" for one in told):
        return "held"
    latest = max(one.published for one in told)
    said = {one.status for one in told if one.published == latest}
    # What is called off on a day was planned until then, and is mostly told so in one breath.
    return "cancelled" if "cancelled" in said else min(said, key=_STATUS_RANK.__getitem__)


def _place(told: Sequence[Told]) -> tuple[str, str]:
    """(place, country): a place inside a country says more than the country's own name."""
    place = next((one.city for one in told if one.city), "") or next((one.place for one in told if one.place), "")
    return place, next((one.country for one in told if one.country), "")


def _history(told: Sequence[Told]) -> list[str]:
    """`day status (days told)`, each status once a day of publication, in order."""
    ordered = sorted(told, key=lambda one: (one.published or _LAST, -1 if one.same_as else _STATUS_RANK[one.status]))
    dated = {(one.published, one.status) for one in told if one.start is not None}
    # One without a day is told with its day beside, where there is one.
    kept = (one for one in ordered if one.start is not None or (one.published, one.status) not in dated)
    return list(dict.fromkeys(map(_told_as, kept)))


def _told_as(one: Told) -> str:
    days = iso(one.start) or "?" if one.start == one.end else f"{iso(one.start)}/{iso(one.end)}"
    return f"{one.published or '?'} {one.status} ({days})"


def _doubts(meeting: Meeting, precision: str) -> str:
    """Codes of tables.DOUBTS, in their order."""
    several = any("one_of_several" in why for why in meeting.joined)
    told = precision != NOT_TOLD
    if told and not several and not meeting.doubts:
        return ""
    found = meeting.doubts | ({"one_of_several"} if several else set()) | (set() if told else {"no_date"})
    return tables.join(doubt for doubt in tables.DOUBTS if doubt in found)


@cache
def _codes(status: str, mode: str, kind: str) -> tuple[str, str]:
    """PLOVER type and CAMEO code of the first row of meeting_codes.csv that fits."""
    for row in words.rows("meeting_codes.csv"):
        if row["status"] == status and row["mode"] in ("", mode) and row["kind"] in ("", kind):
            return row["plover"], row["cameo"]
    return "", ""
