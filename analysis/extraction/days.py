"""To which encounter a day belongs: whether the words between a time and a cue tie them or part them."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from analysis.extraction.cues import Cue
from analysis.extraction.scene import FINITE, Scene
from analysis.extraction.status import hosted
from analysis.language.patterns import syntax
from analysis.language.times import Interval, TimeExpression, resolve

_SYNTAX = syntax()
BESIDE = 12  # characters: a time this near dates the encounter even where it cannot be resolved
LONGEST_VISIT = timedelta(days=14)  # a longer stay is no visit that one meets at
_OVER = ("apres", "au terme de", "a l'issue de")
_TOLD = FINITE | {"participle"}


def days_told(scene: Scene, cue: Cue) -> re.Match[str] | None:
    """« après trois jours d'entretiens »: how many days stand before it, and after what word."""
    return scene.finds("after_days", cue.start - 45, cue.start)


def closes(days: re.Match[str] | None) -> bool:
    """Of `days_told`: a day told before them is the last of them."""
    return days is not None and days["after"] in _OVER


def is_finite(scene: Scene, cue: Cue) -> bool:
    """Does a verb in the past say it: « a reçu », neither « pour rencontrer » nor « la rencontre »?"""
    own = scene.verb(cue)
    return own is not None and own.tense == "past"


def narrowed(
    when: Interval | None, time: TimeExpression, near: Sequence[TimeExpression], day: date | None, tense: str
) -> Interval | None:
    """« cette semaine …, du 21 au 23 mars »: the days within the week."""
    if when is None or when.precision == "day":
        return when
    days = (resolve(other, day, tense, when) for other in near if other.start > time.end)
    within = (one for one in days if one and one.precision == "day" and when.start <= one.start and one.end <= when.end)
    return next(within, when)


def on_leaving(scene: Scene, cue: Cue, time: TimeExpression) -> bool:
    """« a quitté Ankara mercredi après une tournée au cours de laquelle il a vu Y »: the last of its days."""
    if cue.word.frame == "noun" or time.end > cue.start or not scene.finds("within_it", time.end, cue.start):
        return False
    verb = next((verb for verb in reversed(scene.verbs) if verb.end <= time.end or verb.start < time.start), None)
    return verb is not None and _SYNTAX["leaves"].search(scene.normal, verb.start, verb.end) is not None


def apart(scene: Scene, cue: Cue, position: int) -> bool:
    """« X, qui se trouvait lundi à Bagdad, a rencontré Y », « X, qui a vu Y à Bali, a dit à Paris »: stands `position`
    in another clause than `cue`? What came before the encounter told in a main clause is in the imperfect."""
    for start, end, verb in scene.relatives:
        there, here = start < position < end, start < cue.start < end
        if here and not there and position > end:
            return True
        if there and not here and (position < cue.start or cue.word.frame != "noun"):
            if _SYNTAX["imperfect_verb"].match(scene.normal, verb.start):
                return True
            travelled = any(start < other.start < position and other.word.kind == "visit" for other in scene.cues)
            if position > cue.start and not travelled:
                return True
    return False


def of_noun(scene: Scene, time: TimeExpression) -> bool:
    """« le défilé du 14 juillet »: not the day of the verb; but « lors du sommet de mardi » is."""
    noun = _SYNTAX["of_noun"].search(scene.normal, max(scene.start, time.start - 40), time.start)
    return noun is not None and not any(cue.start < noun.end("noun") <= cue.end for cue in scene.cues)


def first_planned(scene: Scene, time: TimeExpression) -> bool:
    """« initialement prévue pour jeudi, la rencontre s'est tenue vendredi »: the Thursday that was given up."""
    if all(other.start <= time.start for other in scene.times):
        return False  # no other day is set
    return scene.finds("first_planned", time.start - 60, time.start) is not None


def put_off(scene: Scene, time: TimeExpression) -> bool:
    """« a été annulée vendredi », « reportée en mars »: the day that it was; « reportée à mars »: till then."""
    return _SYNTAX["put_off"].search(scene.normal, max(scene.start, time.start - 30), time.start) is not None


def on_the_way(scene: Scene, cue: Cue, time: TimeExpression) -> bool:
    """« est mardi à Berlin, où il rencontrera X »: the day of the journey is that of what it is made for."""
    return time.end <= cue.start and any(
        _SYNTAX[name].search(scene.normal, time.end, cue.start) for name in ("made_for", "done_there")
    )


def over(scene: Scene, cue: Cue, time: TimeExpression) -> bool:
    """« se sont parlé lundi et sont convenus de se voir »: the day of the talk, which is over when they will meet."""
    verb = scene.verb_before(time.start)
    if time.end > cue.start or verb is None or verb.tense != "past":
        return False
    return any(other.word.frame == "with" and 0 <= time.start - other.end <= BESIDE for other in scene.cues)


def was_to(scene: Scene, cue: Cue) -> bool:
    """« devait rencontrer Y mardi »: was that Tuesday, or is it to come?"""
    own = next((verb for verb in reversed(scene.verbs) if verb.start <= cue.start and verb.tense != "infinitive"), None)
    if own is None or _SYNTAX["was_to"].match(scene.normal, own.start) is None:
        return False
    return _SYNTAX["reporting"].search(scene.normal, scene.start, own.start) is None  # « a dit que X devait »: he will


def nearest(time: TimeExpression, day: date, before: Interval | None, late: timedelta | None) -> Interval | None:
    """« X, reçu mardi par Y »: the Tuesday nearest to `day`. `late`: of « X rencontre Y mardi », « X devait rencontrer
    Y mardi », the next one, unless the last was not longer ago."""
    found = [when for told in ("future", "past", "") if (when := resolve(time, day, told, before))]
    ahead = [when for when in found if late is None or when.end >= day - late]
    return min(ahead or found, key=lambda when: days_off(when, day), default=None)


def sets_frame(scene: Scene, cue: Cue, time: TimeExpression) -> bool:
    """« Mardi, X a reçu Y, puis s'est entretenu avec Z »: a day that opens the sentence is of all that it tells."""
    own = scene.verb(cue)
    if own is None or time.start - scene.start > BESIDE or time.end > cue.start or recalled(scene, cue):
        return False
    if _SYNTAX["subordinate"].search(scene.normal, time.end, cue.start):
        return False
    told = [verb for verb in scene.finite if verb.start <= own.start]
    return bool(told) and time.end <= told[0].start and own.tense in (told[0].tense, "infinitive")


def stay(scene: Scene, cue: Cue, when: Interval | None, day: date | None, tense: str) -> Interval | None:
    """`when`, or the days told of a visit: « depuis lundi », « jusqu'à samedi », « qui doit s'achever vendredi »."""
    if cue.word.kind != "visit" or day is None:
        return when
    first = last = None
    for time in scene.times:
        head = max(scene.start, time.start - 30)
        if tense == "past" and _SYNTAX["begun_on"].search(scene.normal, head, time.start):
            first = resolve(time, day, "past")
        elif time.start > cue.start and _SYNTAX["ends_on"].search(scene.normal, head, time.start):
            last = resolve(time, day, "future")
    if first is None and last is None:
        return when
    first = first or when or (Interval(day, day, "day") if tense == "past" else None)
    end = last.end if last and last.precision == "day" else day
    known = first is not None and first.precision == "day" and timedelta() <= end - first.start <= LONGEST_VISIT
    return Interval(first.start, end, "day") if first is not None and known else when


def days_off(when: Interval, day: date) -> int:
    """How many days `when` lies away from `day`; none where it holds it."""
    return max(0, (when.start - day).days, (day - when.end).days)


def of_another_clause(scene: Scene, cue: Cue, time: TimeExpression, floor: int) -> bool:
    """« la visite de X suite au vote de mardi », « X a critiqué lundi la visite »: the day of something else."""
    if time.start >= cue.end:
        away = _SYNTAX["elsewhere"].search(scene.normal, floor, time.start)
        return bool(away or _SYNTAX["after_it"].search(scene.normal, floor, time.start))
    between = scene.normal[time.end : cue.start]
    if cue.word.frame != "noun":
        return recalled(scene, cue) and bool(_SYNTAX["subclause"].search(between))
    verb = next((verb for verb in reversed(scene.verbs) if verb.end <= cue.start and verb.tense in _TOLD), None)
    if verb and verb.end <= time.start <= verb.end + BESIDE and _SYNTAX["said_that"].search(between):
        return True  # « X a minimisé mardi les chances qu'un sommet … »: the day of the words
    if _SYNTAX["had_announced"].search(scene.normal, time.end, cue.start):
        return True
    if verb is not None and _SYNTAX["set_for"].match(scene.normal, scene.start, time.start):
        return False
    if verb is None or verb.end < time.start and _SYNTAX["subclause"].search(scene.normal, verb.end, cue.start):
        return False
    return not hosted(scene, cue) and not _SYNTAX["subclause"].search(between)


def ahead(scene: Scene, cue: Cue) -> bool:
    """« ne se rendra pas mercredi à Rome »: is what is denied to come?"""
    told = [verb for verb in scene.finite if verb.start <= cue.start]
    told = [verb for verb in told if not scene.normal.endswith("comme ", 0, verb.start)]  # « comme prévu »
    return bool(told) and told[-1].tense == "future"


def goes_on(scene: Scene, cue: Cue) -> bool:
    """« effectue de mardi à jeudi une visite »: the days hold the one of the article."""
    verb = next((verb for verb in reversed(scene.verbs) if verb.start <= cue.start), None)
    return verb is not None and verb.tense == "present"


def recalled(scene: Scene, cue: Cue) -> bool:
    """« qui avait reçu X », « il avait alors rencontré Y »: before the rest; not « a dit qu'il avait reçu X »."""
    own = scene.verb(cue)
    return (
        cue.word.frame != "noun"
        and own is not None
        and _SYNTAX["pluperfect"].match(scene.normal, own.start) is not None
        and not _SYNTAX["reporting"].search(scene.normal, scene.start, own.start)
    )


def dates_itself(scene: Scene, cue: Cue) -> bool:
    """« la rencontre de mardi », « en mai 2016, leur rencontre »: the day is part of what the noun means."""
    for time in scene.times:
        if time.start >= cue.end:
            takes_place = any(
                cue.end <= verb.start < time.start and _SYNTAX["hosts"].search(scene.normal, verb.start, verb.end)
                for verb in scene.verbs
            )
            return takes_place or bool(_SYNTAX["own_day"].fullmatch(scene.normal, cue.end, time.start))
        if not any(time.end <= verb.start < cue.start for verb in scene.verbs) and time.start - scene.start < BESIDE:
            return True
    return False


def beside_another(scene: Scene, cue: Cue, time: TimeExpression) -> bool:
    """« s'est entretenu vendredi avec X, a évoqué une visite »: the day of the verb before it, not of the visit."""
    return any(
        other.word.strength == "strong" and 0 <= time.start - other.end <= BESIDE < cue.start - time.end
        for other in scene.cues
        if other is not cue
    ) and not _SYNTAX["without_subject"].search(scene.normal, max(scene.start, cue.start - 30), cue.start)
