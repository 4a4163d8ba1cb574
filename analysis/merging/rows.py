"""One row of the meetings table from the reports that tell of a meeting."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import blake2b

from analysis import tables
from analysis.language import words
from analysis.merging.meeting import Meeting
from analysis.merging.told import Told, iso

_KIND_RANK = {kind: rank for rank, kind in enumerate(("summit", "visit", "negotiation", "bilateral", "call"))}
_STATUS_RANK = {status: rank for rank, status in enumerate(tables.STATUSES)}
_LAST = "9999"  # sorts behind every day of publication


def meeting_rows(meetings: Sequence[Meeting]) -> Iterator[dict[str, object]]:
    """The row of each meeting in the table of meetings. Two that say the same of themselves have two identities."""
    seen: Counter[str] = Counter()
    for meeting in meetings:
        row = _row(meeting)
        who = "|".join(sorted(tables.split(str(row["participants"]))))
        key = f"{who}|{row['start_date']}|{row['end_date']}|{row['mode']}{'|denied' if meeting.denied else ''}"
        seen[key] += 1
        key += f"|{seen[key]}" if seen[key] > 1 else ""
        row["meeting_id"] = blake2b(key.encode(), digest_size=6).hexdigest()
        yield row


def _row(meeting: Meeting) -> dict[str, object]:
    told = meeting.reports
    if len(told) > 1:
        told = sorted(told, key=lambda one: (one.published or _LAST, one.report_id))
    current = _current(told)
    start, end, precision = _days(current, meeting.spans)
    mode, status = _mode(told), _status(current)
    kind = _kind(current, mode)
    plover, cameo = _codes(status, mode, kind)
    place, country = _place(current)
    return {
        "start_date": start,
        "end_date": end,
        "date_precision": precision,
        "participants": tables.join(_participants(meeting, told)),
        "countries": tables.join(sorted({side for one in told for side in one.cast.sides})),
        "mode": mode,
        "kind": kind,
        "status": status,
        "history": tables.join(_history(told)),
        "place": place,
        "country": country,
        "reports": len(told),
        "articles": len(meeting.articles),
        "outlets": len({one.outlet for one in told if one.outlet}),
        "first_reported": told[0].published,
        "plover": plover,
        "cameo": cameo,
        "doubts": tables.join(_doubts(meeting, start)),
    }


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
        return "", "", "unknown"
    exact = [one for one in dated if one.exact]
    if spans and exact:
        return iso(min(one.start or 0 for one in exact)), iso(max(one.end or 0 for one in exact)), "day"
    if len({(one.start, one.end) for one in exact}) > 1:
        backing = Counter(days for days, _ in {((one.start, one.end), one.article_id) for one in exact})
        start, end = min(backing, key=lambda days: ((days[0] or 0) - (days[1] or 0), -backing[days], days[0]))
        return iso(start), iso(end), "day"
    best = min(dated, key=lambda one: one.order)
    return iso(best.start), iso(best.end), best.precision


def _participants(meeting: Meeting, told: Sequence[Told]) -> list[str]:
    """Persons where known, else their side; as ordered by the fullest, then the first report."""
    if len(told) == 1:
        return list(told[0].cast.participants)
    names: dict[str, None] = {}
    casts = dict.fromkeys(one.cast for one in sorted(told, key=lambda one: (-one.cast.known, one.published)))
    for cast in casts:
        for name, side in zip(cast.participants, cast.sides, strict=True):
            if name != side or side not in meeting.represented:
                names.setdefault(name)
    return list(names)


def _mode(told: Sequence[Told]) -> str:
    return next((one.mode for one in told if one.mode != "unknown"), "unknown")


def _kind(told: Sequence[Told], mode: str) -> str:
    kind = min((one.kind for one in told), key=_KIND_RANK.__getitem__)
    if mode == "phone":
        return "call"
    return "bilateral" if kind == "call" else kind


def _status(told: Sequence[Told]) -> str:
    """The latest known; once held, it stays held. An article without a date is no late one."""
    if any(one.status == "held" for one in told):
        return "held"
    latest = max(one.published for one in told)
    return min((one.status for one in told if one.published == latest), key=_STATUS_RANK.__getitem__)


def _place(told: Sequence[Told]) -> tuple[str, str]:
    """(place, country): a place inside a country says more than the country's own name."""
    place = next((one.city for one in told if one.city), "") or next((one.place for one in told if one.place), "")
    return place, next((one.country for one in told if one.country), "")


def _history(told: Sequence[Told]) -> list[str]:
    """`day status (days told)`, each status once a day of publication, in order."""
    ordered = told
    if len(told) > 1:
        ordered = sorted(
            told, key=lambda one: (one.published or _LAST, -1 if one.same_as else _STATUS_RANK[one.status])
        )
    dated = {(one.published, one.status) for one in told if one.start is not None}
    lines = []
    for one in ordered:
        if one.start is None and (one.published, one.status) in dated:
            continue  # told with its day beside
        days = iso(one.start) or "?" if one.start == one.end else f"{iso(one.start)}/{iso(one.end)}"
        lines.append(f"{one.published or '?'} {one.status} ({days})")
    return list(dict.fromkeys(lines))


def _doubts(meeting: Meeting, start: str) -> list[str]:
    """Codes of tables.DOUBTS, in their order."""
    found = set(meeting.doubts)
    if not start:
        found.add("no_date")
    if any("one_of_several" in why for why in meeting.joined):
        found.add("one_of_several")
    return [doubt for doubt in tables.DOUBTS if doubt in found]


@cache
def _codes(status: str, mode: str, kind: str) -> tuple[str, str]:
    """PLOVER type and CAMEO code of the first row of meeting_codes.csv that fits."""
    for row in words.rows("meeting_codes.csv"):
        if row["status"] == status and row["mode"] in ("", mode) and row["kind"] in ("", kind):
            return row["plover"], row["cameo"]
    return "", ""
