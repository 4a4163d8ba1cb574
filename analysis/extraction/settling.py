"""What an article says of one encounter in several places, put together: hosts of visits, statuses, weak cues."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from analysis.extraction.phrases import sides
from analysis.extraction.scene import Report, Scene
from analysis.language.patterns import syntax
from analysis.language.times import Interval

_SYNTAX = syntax()

# A host is met within these days of an arrival, or of the last day told of a visit.
_STAY = timedelta(days=4)
_EVE = timedelta(days=1)  # « samedi et dimanche à Rome », where one was received on Friday
_TIED = 20  # reports of one cast that one is compared with; only a hostile text has more
_NEWS = timedelta(days=14)  # what took place longer ago is recalled
GIVEN_UP = ("cancelled", "postponed")
_REMOTE = ("phone", "video")
_OPEN = ("planned", "proposed")
_VAGUE = ("month", "season", "year")
_GOING_ON = {"held", "planned"}
_REMEMBERED = 200  # reports compared with each other; no article tells more, a hostile text might
_REFUSED = [("denied", status) for status in ("held", "planned", "postponed", "cancelled")]  # what denies no such visit


def meet(left: Interval | None, right: Interval | None) -> bool:
    """Can both be of one day? What is not known can be any day."""
    return left is None or right is None or (left.start <= right.end and right.start <= left.end)


def follow_journeys(scene: Scene, told: Sequence[Report]) -> None:
    """« X se rendra mardi à Genève pour y rencontrer Y »: of the reports of one sentence, the encounter takes day and
    place from the journey that is made for it, and stands for it."""
    for number, journey in enumerate(told):
        for meeting in told[number + 1 :] if journey.inferred else ():
            shared = {actor for actor in journey.participants if actor in meeting.participants}
            purpose = _SYNTAX["made_for"].search(scene.normal, _destination(scene, journey), meeting.at)
            there = _SYNTAX["done_there"].search(scene.normal, journey.at, meeting.at)
            if meeting.inferred or not shared or not (purpose or there) or meeting.status == "denied":
                continue
            if meeting.mode in ("phone", "video"):
                continue
            meeting.when, meeting.place = meeting.when or journey.when, meeting.place or journey.place
            meeting.mode = "in_person"
            if purpose or sides(journey.participants) == sides(meeting.participants):
                journey.replaced = True
            break


def _destination(scene: Scene, journey: Report) -> int:
    """Where the words of `journey` end, the place after « partir pour » included: that is no purpose."""
    first = next((place for place in scene.places if place.start > journey.at), None)
    leaving = first and _SYNTAX["leaving"].search(scene.normal, journey.at, first.start)
    return first.end if first and leaving else journey.at


def settled(found: list[Report], day: date | None) -> list[Report]:
    """The reports of an article of `day` in its order, made to agree; weak ones that nothing bears out go."""
    _name_hosts(found)
    _leave_venues(found)
    _told_apart(found)
    by_cast: dict[frozenset[str], list[int]] = defaultdict(list)
    for number, report in enumerate(found):
        by_cast[_cast(report)].append(number)
    for together in by_cast.values():
        _agree([found[number] for number in together])
        _lend_place([found[number] for number in together])
        _tie_undated(found, together, day)
        _at_home([found[number] for number in together])
    return _kept(found)


def _told_apart(found: list[Report]) -> None:
    """« X a parlé aux présidents russe et chinois », then of each: the first words sum up the two encounters."""
    casts = [_cast(report) for report in found[:_TIED]]
    for number, report in enumerate(found[:_TIED]):
        if len(casts[number]) != 3 or report.when or report.place or report.status != "held":
            continue
        parts = [cast for cast in casts[number + 1 :] if cast < casts[number]]
        if any(left | right == casts[number] for left in parts for right in parts if left != right):
            report.replaced = True


def _cast(report: Report) -> frozenset[str]:
    return frozenset(actor.actor_id for actor in report.participants)


def _name_hosts(found: list[Report]) -> None:
    """« X arrive en Chine … X s'est entretenu avec Wang Yi »: the visit is to the host that is named elsewhere."""
    hosts: dict[frozenset[str], list[int]] = defaultdict(list)  # sides → reports between persons
    for number, report in enumerate(found):
        if (
            any(actor.kind == "person" for actor in report.participants)
            and not report.inferred
            or all(actor.kind == "person" for actor in report.participants)
        ):
            hosts[frozenset(sides(report.participants))].append(number)
    for number, report in enumerate(found):
        kinds = {actor.kind for actor in report.participants}
        if kinds == {"person"} or "state" not in kinds or report.status == "denied":
            continue
        others = _around(hosts[frozenset(sides(report.participants))], number)
        dated = [found[other] for other in others if found[other].when]
        if report.when and dated and not any(_is_during(other, report) for other in dated):
            continue  # a visit of another time than all that is dated
        for other in others:
            if _is_part_of(found[other], report) and not _still_ahead(found[other], report):
                report.participants = found[other].participants
                if report.sentence == 0 and report.when is None:
                    report.status = found[other].status  # a title in the present
                if report.inferred and not meet(report.when, found[other].when):
                    report.replaced = True  # it tells the arrival
                later, earlier = max(number, other), min(number, other)
                found[later].same_as = earlier if found[later].same_as is None else found[later].same_as
                break


def _leave_venues(found: list[Report]) -> None:
    """« X se rend mardi à Genève … X a vu Y à Genève »: Geneva is where they met, its state receives nobody."""
    met = [report for report in found[:_REMEMBERED] if not report.inferred and not report.weak and report.place]
    for journey in found[:_REMEMBERED] if met else ():
        there = next((report for report in met if journey.inferred and _was_made_for(journey, report)), None)
        if there is not None:
            there.when, journey.replaced = there.when or journey.when, True


def _was_made_for(journey: Report, report: Report) -> bool:
    """Did who travelled meet somebody there who is not of that country?"""
    there, country = report.place, journey.place.country if journey.place else ""
    met = set(report.participants)
    guests = {actor for actor in journey.participants if actor.side != country}
    envoys = {actor.side for actor in guests if actor.kind != "person"}  # « la délégation russe »: anybody of Russia
    return (
        there is not None
        and there.country == country
        and country not in sides(report.participants)
        and {actor for actor in guests if actor.kind == "person"} <= met
        and envoys <= sides(report.participants)
        and (report.status == journey.status or {report.status, journey.status} <= _GOING_ON)
        and _is_during(report, journey)
    )


def _around(numbers: Sequence[int], number: int) -> Sequence[int]:
    """Those of `numbers`, which ascend, that are nearest to `number`."""
    place = bisect_left(numbers, number)
    return numbers[max(0, place - _TIED) : place + _TIED]


def _is_part_of(meeting: Report, visit: Report) -> bool:
    """Is the encounter of two persons what the report of a person and a state, or of two states, tells of?"""
    guests = {actor for actor in visit.participants if actor.kind == "person"}
    if not guests <= set(meeting.participants) or (meeting.status, visit.status) in _REFUSED:
        return False
    if "unknown" not in (meeting.mode, visit.mode) and (meeting.mode in _REMOTE) != (visit.mode in _REMOTE):
        return False
    if meeting.place and visit.place and meeting.place.country != visit.place.country:
        return False
    if not guests:
        if visit.inferred:  # « une délégation du Hamas se rend au Caire »
            return visit.status == meeting.status and meet(meeting.when, visit.when)
        title = visit.sentence == 0 and {visit.status, meeting.status} <= _GOING_ON
        same = (title or visit.status == meeting.status) and visit.kind != "negotiation"
        return same and visit.when is None and (visit.place is None or title and meeting.place is not None)
    if (meeting.status in GIVEN_UP) != (visit.status in GIVEN_UP):
        return False
    return _is_during(meeting, visit)


def _is_during(meeting: Report, visit: Report) -> bool:
    """Can it be of the days of the visit?"""
    if meeting.when is None or visit.when is None:
        return True
    return meeting.when.start <= visit.when.end + _STAY and visit.when.start - _EVE <= meeting.when.end


def _still_ahead(meeting: Report, visit: Report) -> bool:
    """« X est arrivé samedi à Paris … il s'entretiendra dimanche avec Y »: the visit is under way, Y not met yet."""
    if (meeting.status, visit.status) != ("planned", "held") or meeting.when is None:
        return False
    if visit.sentence == 0 and not visit.inferred and visit.when is None:
        return False  # a title in the present: « Américains et Chinois se rencontrent à Genève »
    return visit.when is None or meeting.when.start > visit.when.end


def _agree(reports: Sequence[Report]) -> None:
    """Reports of the same participants: a guess gives way to what is told, a plan to its end."""
    sure = [report for report in reports if not report.guessed and not report.weak]
    refused = any(report.status == "denied" and report.when is None for report in sure)
    given_up = [report for report in sure if report.status in GIVEN_UP]
    sure, given_up = sure[:_TIED], given_up[:_TIED]
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
        for other in (*reversed(together[max(0, place - _TIED) : place]), *together[place + 1 : place + 1 + _TIED]):
            later, earlier = found[max(number, other)], min(number, other)
            if (
                later.same_as is None
                and not later.recalled
                and _alike(report, found[other], day)
                and _is_news(found[other], day)
            ):
                later.same_as = earlier
                report.place = report.place or found[other].place
                break


def _at_home(reports: Sequence[Report]) -> None:
    """« X reçoit Y »: in the state of X, unless another place is told of the same encounter."""
    for report in reports:
        elsewhere = any(other.place for other in reports[:_TIED] if _same_time(report, other))
        if report.home and report.place is None and report.status in ("held", "planned") and not elsewhere:
            report.place = report.home


def _same_time(report: Report, other: Report) -> bool:
    """Can they be of one occasion? One without a day is not what is recalled of a month or year."""
    vague = other.when is not None and other.when.precision in _VAGUE
    return meet(report.when, other.when) and not (report.when is None and (vague or other.recalled))


def _is_news(report: Report, day: date | None) -> bool:
    return report.when is None or day is not None and report.when.end >= day - _NEWS


def _alike(left: Report, right: Report, day: date | None) -> bool:
    """Nothing that is told of them tells them apart; what is to come of an encounter of the day is part of it."""
    today = right.when is not None and day is not None and right.when.end >= day - timedelta(days=1)
    return (
        (left.status == right.status or today and (left.status, right.status) == ("planned", "held"))
        and (left.mode == right.mode or "unknown" in (left.mode, right.mode))
        and not (left.place and right.place and left.place.country != right.place.country)
    )


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
