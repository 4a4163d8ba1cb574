"""What an article says of one encounter in several places, put together: hosts of visits, statuses, weak cues."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from analysis.extraction.journeys import (
    GIVEN_UP,
    TIED,
    await_hosts,
    is_recent,
    leave_venues,
    meet,
    name_hosts,
)
from analysis.extraction.phrases import sides
from analysis.extraction.scene import Report

_OPEN = ("planned", "proposed")
_VAGUE = ("month", "season", "year")


def settled(found: list[Report], day: date | None) -> list[Report]:
    """The reports of an article of `day` in its order, made to agree; weak ones that nothing bears out go."""
    name_hosts(found)
    leave_venues(found)
    _told_apart(found)
    _mistaken(found)
    by_cast: dict[frozenset[str], list[int]] = defaultdict(list)
    for number, report in enumerate(found):
        by_cast[_cast(report)].append(number)
    for together in by_cast.values():
        await_hosts(found, together, day)
        _agree([found[number] for number in together])
        _lend_place([found[number] for number in together])
        _tie_undated(found, together, day)
        _at_home([found[number] for number in together])
    return _kept(found)


def _told_apart(found: list[Report]) -> None:
    """« X a parlé aux présidents russe et chinois », then of each: the first words sum up the two encounters."""
    casts = [_cast(report) for report in found[:TIED]]
    for number, report in enumerate(found[:TIED]):
        if len(casts[number]) != 3 or report.when or report.place or report.status != "held":
            continue
        parts = [cast for cast in casts[number + 1 :] if cast < casts[number]]
        if any(left | right == casts[number] for left in parts for right in parts if left != right):
            report.replaced = True
            for other, cast in zip(found[number + 1 : TIED], casts[number + 1 :], strict=True):
                other.weak = other.weak and cast not in parts


def _mistaken(found: list[Report]) -> None:
    """« X a vu A et B. A se félicite … Lors de son entretien avec B »: X's, told already, though A was spoken of."""
    pairs = [_cast(report) for report in found[:TIED]]
    for number, report in enumerate(found[:TIED]):
        if len(pairs[number]) != 2 or report.when or report.place or report.status != "held":
            continue
        before = [
            pair for pair, one in zip(pairs[:number], found, strict=False) if len(pair) == 2 and one.status == "held"
        ]
        met = [set().union(*(pair - {one} for pair in before if one in pair)) for one in pairs[number]]
        report.replaced = report.replaced or pairs[number] not in before and bool(set.intersection(*met))


def _cast(report: Report) -> frozenset[str]:
    return frozenset(actor.actor_id for actor in report.participants)


def _agree(reports: Sequence[Report]) -> None:
    """Reports of the same participants: a guess gives way to what is told, a plan to its end."""
    sure = [report for report in reports if not report.guessed and not report.weak]
    refused = any(report.status == "denied" and report.when is None for report in sure)
    given_up = [report for report in sure if report.status in GIVEN_UP]
    sure, given_up = sure[:TIED], given_up[:TIED]
    planned = [report for report in sure if report.status == "planned" and report.when and not report.purpose]
    for report in reports:
        for other in planned[:1] if report.purpose and report.status == "held" else ():
            report.status, report.when = other.status, other.when  # « est arrivé mardi pour un sommet prévu mercredi »
    for report in reports:
        for other in _beside(report, sure) if report.guessed else ():
            report.status = other.status
            break
        if report.status == "proposed" and report.when is None and refused:
            report.status = "denied"
        if report.status in (*_OPEN, "denied"):
            for other in _beside(report, given_up):
                report.status = other.status
                break


def _lend_place(reports: Sequence[Report]) -> None:
    """What is denied is an encounter where it was told to be."""
    places = [report.place for report in reports if report.status in (*_OPEN, *GIVEN_UP) and report.place]
    for report in reports if len({place.country for place in places}) == 1 else ():
        if report.status == "denied" and not (report.place or report.when) and report.mode == "in_person":
            report.place = places[0]


def _tie_undated(found: list[Report], together: Sequence[int], day: date | None) -> None:
    """A report without a day is of the encounter of the same participants told last before it, else next after it;
    not of one long past, which an article recalls."""
    for place, number in enumerate(together):
        report = found[number]
        if report.when or report.same_as is not None or report.recalled or report.status == "denied":
            continue
        for other in (*reversed(together[max(0, place - TIED) : place]), *together[place + 1 : place + 1 + TIED]):
            later, earlier = found[max(number, other)], min(number, other)
            if (
                later.same_as is None
                and not later.recalled
                and _alike(report, found[other], day)
                and is_recent(found[other], day)
            ):
                later.same_as = earlier
                report.place = report.place or found[other].place
                break


def _at_home(reports: Sequence[Report]) -> None:
    """« X reçoit Y »: in the state of X, unless another place is told of the same encounter."""
    for report in reports:
        elsewhere = any(other.place for other in reports[:TIED] if _same_time(report, other))
        if report.home and report.place is None and report.status in ("held", "planned") and not elsewhere:
            report.place = report.home


def _same_time(report: Report, other: Report) -> bool:
    """Can they be of one occasion? One without a day is not what is recalled of a month or year."""
    vague = other.when is not None and other.when.precision in _VAGUE
    return meet(report.when, other.when) and not (report.when is None and (vague or other.recalled))


def _alike(left: Report, right: Report, day: date | None) -> bool:
    """Nothing that is told of them tells them apart; what is to come of an encounter of the day is part of it."""
    today = right.when is not None and day is not None and right.when.end >= day - timedelta(days=1)
    return (
        (left.status == right.status or today and _comes_of(left, right))
        and (left.mode == right.mode or "unknown" in (left.mode, right.mode))
        and not (left.place and right.place and left.place.country != right.place.country)
    )


def _comes_of(left: Report, right: Report) -> bool:
    """Is `left` still to come of `right`, which has begun? Not « se sont parlé et ont convenu de se rencontrer »."""
    return (left.status, right.status) == ("planned", "held") and (left.mode, right.mode) != ("in_person", "unknown")


def _beside(report: Report, others: Sequence[Report]) -> Iterator[Report]:
    """Those of `others` that can be of the same encounter as `report`."""
    return (
        other
        for other in others
        if other.status != "denied"
        and meet(report.when, other.when)
        and not (report.place and other.place and report.place.country != other.place.country)
    )


def _kept(found: list[Report]) -> list[Report]:
    """Weak cues count only beside a report that is sure of itself: same participants in the same article."""
    strong = {_cast(report) for report in found if not report.weak}
    keep = [
        number
        for number, report in enumerate(found)
        if not report.replaced
        and (not report.weak or report.status == "denied" or _cast(report) in strong)
        and len(sides(report.participants)) > 1
    ]
    renumbered = {old: new for new, old in enumerate(keep)}
    kept = [found[number] for number in keep]
    for report in kept:
        report.same_as = renumbered.get(report.same_as) if report.same_as is not None else None
    return kept
