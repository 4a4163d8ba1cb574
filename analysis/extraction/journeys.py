"""Journeys of an article: who is met there, where the article tells it elsewhere, and whether they have met yet."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from analysis import tables
from analysis.extraction.phrases import sides
from analysis.extraction.scene import Report, Scene
from analysis.language.patterns import syntax
from analysis.language.times import Interval

_SYNTAX = syntax()
# A host is met within these days of an arrival, or of the last day told of a visit.
_STAY = timedelta(days=4)
_EVE = timedelta(days=1)  # « samedi et dimanche à Rome », where one was received on Friday
_NEWS = timedelta(days=14)  # what took place longer ago is recalled
TIED = 20  # reports of one cast that one is compared with; only a hostile text has more
_REMEMBERED = 200  # reports compared with each other; no article tells more, a hostile text might
GIVEN_UP = ("cancelled", "postponed")
_GOING_ON = {"held", "planned"}
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
            if meeting.mode in tables.REMOTE:
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


def name_hosts(found: list[Report]) -> None:
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
        for other in sorted(others, key=lambda other: found[other].participants == report.participants):
            if other != number and _is_part_of(found[other], report) and not _still_ahead(found[other], report):
                report.participants = found[other].participants
                if report.sentence == 0 and report.when is None:
                    report.status = found[other].status  # a title in the present
                if report.inferred and not meet(report.when, found[other].when):
                    report.replaced = True  # it tells the arrival
                later, earlier = max(number, other), min(number, other)
                found[later].same_as = earlier if found[later].same_as is None else found[later].same_as
                break


def leave_venues(found: list[Report]) -> None:
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
    return numbers[max(0, place - TIED) : place + TIED]


def _is_part_of(meeting: Report, visit: Report) -> bool:
    """Is the encounter of two persons what the report of a person and a state, or of two states, tells of?"""
    guests = {actor for actor in visit.participants if actor.kind == "person"}
    if not guests <= set(meeting.participants) or (meeting.status, visit.status) in _REFUSED:
        return False
    if "unknown" not in (meeting.mode, visit.mode) and (meeting.mode in tables.REMOTE) != (visit.mode in tables.REMOTE):
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


def await_hosts(found: Sequence[Report], together: Sequence[int], day: date | None) -> None:
    """« X est arrivé lundi à Paris … il rencontrera mardi Y »: of a visit under way, Y is still to be met, unless the
    article tells that both have met."""
    reports = [found[number] for number in together[:_REMEMBERED]]
    sure = [one for one in reports if not (one.guessed or one.weak or one.inferred or one.journey)][:TIED]
    ahead = [one for one in sure if one.status == "planned"]
    met = [one for one in sure if one.status == "held" and not (one.recalled or one.purpose)]
    for report in reports if ahead else ():
        earlier = report
        for _ in range(TIED):
            earlier = found[earlier.same_as] if earlier.same_as is not None else earlier
        if report.status != "held" or not (report.inferred or report.journey) or not is_recent(earlier, day):
            continue
        to_come = [one for one in ahead if _is_during(one, earlier)]
        if to_come and not any(_is_during(one, earlier) for one in met):
            report.status, report.when = "planned", next((one.when for one in to_come if one.when), report.when)


def is_recent(report: Report, day: date | None) -> bool:
    """Was it lately, for an article of `day`? What no words date is taken to be."""
    return report.when is None or day is not None and report.when.end >= day - _NEWS
