"""Words that take up an encounter told before: « la visite », « cet échange »: is it the same, or another?"""

import re

from analysis.extraction.cues import Cue
from analysis.extraction.journeys import GIVEN_UP, meet
from analysis.extraction.phrases import sides
from analysis.extraction.scene import Report, Scene
from analysis.knowledge import Actor, Place
from analysis.language.patterns import syntax

_SYNTAX = syntax()
_NEAR = 3  # sentences after which « cette rencontre » may be another
_LATEST = 50  # reports that are looked through; only a hostile text has more


def this_one(report: Report, before: str, found: list[Report]) -> int | None:
    """Number of the report that « cet échange avec les Américains » takes up: the last of the same sides; « cette
    rencontre avec Y », « ce tête-à-tête », that of the sentences before in which one of those told took part."""
    met = sides(report.participants)
    if not met or not _SYNTAX["this"].search(before):
        return None
    persons = {one for one in report.participants if one.kind == "person"}
    told = (
        number
        for number, one in enumerate(found[-_LATEST:], start=max(0, len(found) - _LATEST))
        if (
            persons & set(one.participants) and 0 <= report.sentence - one.sentence <= _NEAR
            if persons
            else sides(one.participants) == met
        )
        and (one.mode == "phone") == (report.mode == "phone")
        and one.status not in GIVEN_UP
    )
    return max((number for number in told if meet(found[number].when, report.when)), default=None)


def is_of_elsewhere(scene: Scene, cue: Cue, earlier: Report) -> bool:
    """« les pourparlers de Vienne »: not those that `earlier` tells of, unless they are there."""
    where = next((one for one in scene.places if one.start >= cue.end), None)
    if where is None or not _SYNTAX["of_place"].fullmatch(scene.normal, cue.end, where.start):
        return False
    return earlier.place is None or earlier.place.country != where.place.country


def root(found: list[Report], number: int) -> Report:
    """Report `number`, or the first that tells a day of those that it takes up."""
    report = found[number]
    while report.when is None and report.same_as is not None:
        report = found[report.same_as]
    return report


def refused(last: Report, report: Report, earlier: Report) -> bool:
    """« X n'a pas été reçu par Y lors du sommet »: that summit is not of X and Y."""
    return last.sentence == report.sentence and last.status == "denied" and last.participants == earlier.participants


def of_theirs(report: Report, earlier: Report) -> Place | None:
    """The place of `report`, if one of those who met is at home there."""
    return report.place if report.place and report.place.country in sides(earlier.participants) else None


def is_elsewhere(report: Report, earlier: Report) -> bool:
    """Of « un sommet », « une visite »: on a day or at a place that is not that of `earlier`."""
    other_day = report.when is not None and (earlier.when is None or not meet(earlier.when, report.when))
    other_place = report.place is not None and (earlier.place is None or earlier.place.country != report.place.country)
    return other_day or other_place


def is_another(report: Report, earlier: Report) -> bool:
    """« le sommet du 18 février » after « X a reçu Y »: of another kind, on a day of its own."""
    undated_summit = earlier.when is None and "summit" in (report.kind, earlier.kind)
    return report.kind != earlier.kind and (undated_summit or not meet(earlier.when, report.when))


def join(report: Report, earlier: Report, antecedent: int, dated: bool) -> None:
    """Ties `report` to `earlier`, report number `antecedent`, unless it is `dated` and that is not."""
    if report.when is None or meet(earlier.when, report.when) and not (dated and earlier.when is None):
        report.same_as = antecedent
        report.place = report.place or earlier.place
    if report.when is None and report.status in ("held", "planned", "proposed"):
        report.status = earlier.status


def their_other(scene: Scene, cue: Cue) -> re.Match[str] | None:
    """« leur dernier entretien », « leur seule rencontre »: the words before it that set it apart."""
    return scene.finds("their_other", cue.start - 30, cue.start)


def of_another_day(
    scene: Scene, cue: Cue, report: Report, found: list[Report], pair: tuple[Actor, ...]
) -> tuple[Actor, ...]:
    """Whose « leur dernier entretien remonte à avril » is: of `pair`, the two spoken of, on a day of its own."""
    other = their_other(scene, cue)
    if other is None or report.when is None or report.status != "held":
        return ()
    told = [earlier.when for earlier in found if set(earlier.participants) == set(pair)]
    same = any(meet(when, report.when) for when in told if when is not None or not other["past"])
    return () if same else pair


def put_ahead(earlier: Report, report: Report) -> None:
    """« X est arrivé mardi pour un sommet avec Y … la rencontre, prévue mercredi »: the day is that of the plan."""
    if earlier.purpose and report.status == "planned" and report.when is not None:
        earlier.when, earlier.status = report.when, report.status


def share_mode(report: Report, earlier: Report, antecedent: int) -> None:
    """« s'est entretenu avec Y … à l'issue de la rencontre »: one tells how the other was, too."""
    if report.mode == "unknown":
        report.mode = earlier.mode
    elif earlier.mode == "unknown" and report.same_as == antecedent:
        earlier.mode = report.mode
