"""Meetings that are one after all: a day that was given up, a day that papers tell otherwise, a list of guests that
each paper cuts elsewhere. And what is left in doubt.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import pairwise
from typing import TypeVar

from analysis import tables
from analysis.merging.meeting import NOBODY, Meeting, alive
from analysis.merging.told import Told, iso

Key = TypeVar("Key", bound=Hashable)
_MONTH_DAY = len("2024-")  # of an ISO day, what follows the year


def join(meetings: Sequence[Meeting]) -> list[Meeting]:
    """`meetings` with those put together that are one, and with the doubts that remain."""
    blocks: dict[frozenset[str], list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        blocks[meeting.first.cast.between].append(meeting)
    for block in blocks.values():
        _moved(block)
        _day_apart(block)
    _gatherings(list(alive(meetings)))
    for block in blocks.values():
        _other_year(block)
        _denied_too(block)
    return list(alive(meetings))


def _moved(block: Sequence[Meeting]) -> None:
    """What was announced for a day that was given up since is the meeting of the new day, unless it was held then."""
    if not any(told.given_up for meeting in block for told in meeting.reports):
        return
    by_day = _indexed((meeting.start, meeting) for meeting in block if meeting.exact)
    for meeting in block:
        given_up = [told for told in meeting.reports if told.given_up and told.exact and told.start != meeting.start]
        while given_up:
            day = given_up.pop()
            for other in by_day[day.start]:
                if other is meeting or not other.reports or other.held or not other.takes(day):
                    continue
                given_up += [told for told in other.reports if told.given_up and told.exact]
                meeting.absorb(other, "moved_date")


def _day_apart(block: Sequence[Meeting]) -> None:
    """The same persons in the same city, told on following days by articles of which none tells both."""
    by_city = _indexed((city, meeting) for meeting in alive(block) if _one_day(meeting) for city in meeting.cities)
    for found in by_city.values():
        # One that stands under two cities may have been absorbed under the first.
        meetings = sorted(alive(found), key=lambda meeting: (meeting.start or 0, meeting.first.order))
        for one, other in pairwise(meetings):
            if one.reports and other.reports and (other.start or 0) - (one.start or 0) == 1 and _alike(one, other):
                talks = all(told.kind == "negotiation" for told in (*one.reports, *other.reports))
                one.spans = one.spans or talks
                one.absorb(other, "next_day" if talks else "days_differ")
                if not talks:
                    one.doubts |= {"days_differ"}


def _one_day(meeting: Meeting) -> bool:
    return meeting.exact and meeting.start == meeting.end and not meeting.denied and meeting.mode not in tables.REMOTE


def _alike(one: Meeting, other: Meeting) -> bool:
    """Every side is represented by a person that both know, and no article tells of both."""
    if not one.articles.isdisjoint(other.articles):
        return False
    return all(
        not one.represented.get(side, NOBODY).isdisjoint(other.represented.get(side, NOBODY))
        for side in one.first.cast.between
    )


def _gatherings(meetings: Sequence[Meeting]) -> None:
    """Summits and talks of several sides: papers name some of those present, or leave out the host."""
    by_day = _indexed(
        ((day, meeting.first.kind, meeting.country), meeting)
        for meeting in meetings
        if meeting.exact and not meeting.denied and meeting.country and _only_gathering(meeting)
        for day in range(meeting.start or 0, (meeting.end or 0) + 1)
    )
    for (_, kind, _), found in sorted(by_day.items()):
        ranked = sorted(alive(found), key=lambda one: (-len(_between(one)), one.first.order))
        for place, other in enumerate(ranked):  # the fullest list first; it takes in the others
            hosts = [one for one in alive(ranked[:place]) if _same_gathering(one, other, kind)]
            if len(hosts) == 1:
                hosts[0].absorb(other, "same_summit")


def _only_gathering(meeting: Meeting) -> bool:
    kind = meeting.first.kind
    return kind in ("summit", "negotiation") and all(told.kind == kind for told in meeting.reports)


def _between(meeting: Meeting) -> frozenset[str]:
    return frozenset[str]().union(*{told.cast.between for told in meeting.reports})


def _same_gathering(one: Meeting, other: Meeting, kind: str) -> bool:
    """Of `one`, whose list is not the shorter: the same representatives, and guests in common."""
    if not one.may_be(other.mode):
        return False
    there, here = _between(one), _between(other)
    shared = there & here
    if there == here or not (here <= there or kind == "summit" and len(shared) > 1):
        return False
    known = [(one.represented.get(side), other.represented.get(side)) for side in shared]
    return all(not left or not right or not left.isdisjoint(right) for left, right in known)


def _other_year(block: Sequence[Meeting]) -> None:
    """The same persons in the same city on the same day of two years, in articles of which none tells both."""
    by_date = _indexed(
        ((iso(meeting.start)[_MONTH_DAY:], city), meeting)
        for meeting in alive(block)
        if meeting.exact and not meeting.denied
        for city in meeting.cities
    )
    for meetings in by_date.values():
        for place, one in enumerate(meetings):
            for other in meetings[place + 1 :]:
                if one.start != other.start and _alike(one, other):
                    one.doubts |= {"other_year"}
                    other.doubts |= {"other_year"}


def _denied_too(block: Sequence[Meeting]) -> None:
    """Told as held or planned by some, denied by others for the same day."""
    known = [meeting for meeting in alive(block) if meeting.exact]
    denied = _indexed((meeting.start, meeting) for meeting in known if meeting.denied)
    for meeting in known:
        if not meeting.denied and any(_could_be(meeting, other.first) for other in denied.get(meeting.start, ())):
            meeting.doubts |= {"denied_too"}


def _could_be(meeting: Meeting, told: Told) -> bool:
    return meeting.may_be(told.mode) and meeting.same_people(told)


def _indexed(items: Iterable[tuple[Key, Meeting]]) -> dict[Key, list[Meeting]]:
    found: dict[Key, list[Meeting]] = defaultdict(list)
    for key, meeting in items:
        found[key].append(meeting)
    return found
