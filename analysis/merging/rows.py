"""One row of the meetings table from the reports that tell of a meeting."""

from collections.abc import Sequence
from hashlib import blake2b

from analysis import tables
from analysis.language import words
from analysis.merging.blocks import Meeting, Told, given_up

_KIND_RANK = ("summit", "visit", "negotiation", "bilateral", "call")


def meeting_row(meeting: Meeting) -> dict[str, object]:
    """The row of `meeting` in the table of meetings."""
    told = sorted(meeting.reports, key=lambda one: (one.published or "9999", one.report_id))
    current = [one for one in told if not given_up(one)] or told
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
