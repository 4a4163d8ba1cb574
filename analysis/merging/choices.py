"""Choices made by hand: two meetings are one, a report tells of another meeting. Replayed after all that is automatic.

They are lines of corrections.csv. A report is named by tables.report_key, which outlasts a build:

- ``merge``: the meetings of the reports `target` and `value` are one;
- ``split``: the report `target` leaves its meeting. Reports that leave with the same `value` go on together; with an
  empty one each is a meeting of its own.

All splits come first, then all merges, each in the order of the file.
"""

from collections.abc import Mapping, Sequence

from analysis.merging.meeting import Meeting, alive
from analysis.merging.told import Told
from analysis.reading.corrections import Line
from analysis.reading.formats import Reject

_BY_HAND = "by_hand"


def apply(
    meetings: Sequence[Meeting], lines: Sequence[Line], keys: Mapping[str, Sequence[str]]
) -> tuple[list[Meeting], list[Reject]]:
    """`meetings` after the choices in `lines`, and a Reject for each line that names no report of the corpus.

    `keys`: the report_ids under each key.
    """
    usable = [line for line in lines if not _unusable(line, keys)]
    rejects = [line.reject(why) for line in lines if (why := _unusable(line, keys))]
    found = _split(meetings, [line for line in usable if line.kind == "split"], keys)
    meeting_of = {told.report_id: meeting for meeting in found for told in meeting.reports}
    for line in usable:
        if line.kind == "merge":
            one, other = (meeting_of[keys[key][0]] for key in (line.target, line.value))
            if one is not other:
                meeting_of |= {told.report_id: one for told in other.reports}
                one.absorb(other, _BY_HAND)
    return list(alive(found)), rejects


def _unusable(line: Line, keys: Mapping[str, Sequence[str]]) -> str:
    """Why a line cannot be used; "" where it can."""
    if line.kind == "merge" and not line.value:
        return "The value is empty; it is a report of the other meeting."
    for key in (line.target, *([line.value] if line.kind == "merge" else [])):
        if key not in keys:
            return f"No report is called {key!r}."
    return ""


def _split(meetings: Sequence[Meeting], lines: Sequence[Line], keys: Mapping[str, Sequence[str]]) -> list[Meeting]:
    group_of = {report: line.value or line.target for line in lines for report in keys[line.target]}
    if not group_of:
        return list(meetings)
    found: list[Meeting] = []
    leaving: dict[str, list[Told]] = {}
    for meeting in meetings:
        stay = [
            (told, why)
            for told, why in zip(meeting.reports, meeting.joined, strict=True)
            if told.report_id not in group_of
        ]
        for told in meeting.reports:
            if told.report_id in group_of:
                leaving.setdefault(group_of[told.report_id], []).append(told)
        found += [meeting] if len(stay) == len(meeting.reports) else [_made(stay)] if stay else []
    for _, group in sorted(leaving.items()):
        found.append(_made([(told, (_BY_HAND,)) for told in group]))
    return found


def _made(reports: Sequence[tuple[Told, tuple[str, ...]]]) -> Meeting:
    """A meeting of `reports` with their reasons; without its founder, the most precise report stands for it."""
    ordered = sorted(reports, key=lambda one: ("first" not in one[1], one[0].order))
    meeting = Meeting()
    for told, why in ordered:
        meeting.add(told, why if meeting.reports or "first" in why else ("first", *why))
    return meeting
