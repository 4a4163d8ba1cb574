"""Where and how an encounter took place: the place and the mode that belong to its cue."""

import re
from collections.abc import Mapping

from analysis import tables
from analysis.extraction.cues import Cue
from analysis.extraction.days import BESIDE, apart
from analysis.extraction.marked import PlaceMention
from analysis.extraction.scene import Scene, of_another
from analysis.knowledge import Place
from analysis.language import words
from analysis.language.patterns import syntax

_SYNTAX = syntax()
# An encounter is told in this many characters around its cue: places farther away are another's.
_REACH = 170
_BESIDE_OTHERS = 110  # characters: the words for where many meet
JOURNEYS = ("go", "goto", "at")  # where somebody came to is where they met
_IN = "(?:en|au|aux|a|dans)"
MODES = (*tables.REMOTE, "in_person")


class Venues:
    """Reads place and mode of cues."""

    def __init__(self, countries: Mapping[str, Place]) -> None:
        """`countries`: the place of each state by name."""
        self._countries = countries
        lists = words.lists("meeting_words.yaml")
        self._modes = {mode: re.compile(rf"\b(?:{words.alternatives(lists[mode])})\b") for mode in MODES}
        self._subjects = re.compile(
            rf"\b(?:{words.alternatives(lists['subjects'])}) (?:(?!{_IN} )\w+ ){{0,3}}{_IN} (?:le |la |l'|les )?$"
        )

    def place(self, scene: Scene, cue: Cue, floor: int | None) -> Place | None:
        """The nearest place where something happens, those after the cue first; not before `floor`."""
        if there := _named_before(scene, cue):
            return there
        total = floor is not None  # « 39 fois …, le plus récemment lors d'un sommet à … »: all that follows is of it
        if scene.finds("earlier", cue.start - 30, cue.start):
            floor = max(floor or 0, cue.start)  # « à Kiev, six semaines après avoir rencontré »: elsewhere
        near = [
            place
            for place in scene.places
            if abs(place.start - cue.start) <= _REACH
            and (total or not of_another(scene, cue, place.start, JOURNEYS))
            and not _awaited(scene, cue, place)
            and (floor is None or place.start >= floor)
            and (self._is_venue(scene.normal, place) or _heads(scene, place))
            and not _is_topic(scene, cue, place)
            and not _of_others(scene, cue, place)
            and not apart(scene, cue, place.start)
            and not (place.end < cue.start and _SYNTAX["but"].search(scene.normal, place.end, cue.start))
            and not (
                place.start > cue.end
                and (
                    _SYNTAX["elsewhere"].search(scene.normal, max(cue.end, floor or 0), place.start)
                    or _SYNTAX["before_it"].search(scene.normal, cue.end, place.start)
                )
            )
        ]
        near.sort(key=lambda place: _place_distance(scene, cue, place))
        return near[0].place if near else self._holding(scene, cue)

    def gathering(self, scene: Scene) -> Place | None:
        """« en marge de la conférence … en Jordanie »: where those who meet beside others do so."""
        at = (place for place in scene.places if scene.finds("gathering_at", place.start - _BESIDE_OTHERS, place.start))
        return next((mention.place for mention in at), None)

    def _holding(self, scene: Scene, cue: Cue) -> Place | None:
        """« Istanbul a accueilli des négociations », « Paris sera le théâtre d'une rencontre »."""
        if cue.word.frame != "noun":
            return None
        before = ((place.end, place.place) for place in reversed(scene.places) if place.end <= cue.start)
        seats = [mention for mention in reversed(scene.mentions) if mention.how == "metonym"]
        acting = ((seat.end, self._countries.get(seat.actor.country)) for seat in seats if seat.end <= cue.start)
        held = (
            place for end, place in (*before, *acting) if _SYNTAX["venue_holds"].fullmatch(scene.normal, end, cue.start)
        )
        return next(held, None)

    def _is_venue(self, normal: str, mention: PlaceMention) -> bool:
        """Does something happen there: « à Moscou », neither « la guerre en Ukraine » nor « donné à l'Ukraine »?"""
        before = normal[max(0, mention.start - 40) : mention.start]
        if mention.place.kind == "country" and _SYNTAX["given_to"].search(before):
            return False
        return bool(_SYNTAX["venue"].search(before)) and not self._subjects.search(before)

    def mode(self, scene: Scene, cue: Cue, place: Place | None) -> str:
        """phone, video, in_person or unknown: from the cue, the words around, a place where both were."""
        if cue.word.mode in tables.REMOTE:
            return cue.word.mode
        around = max(scene.start, cue.start - 70), min(scene.end, cue.end + 110)
        told = [
            mode
            for mode in MODES
            if mode in scene.signs
            and any(
                not _is_of_another(scene, cue, match.start())
                for match in self._modes[mode].finditer(scene.normal, *around)
            )
        ]
        if told:  # « virtuellement ou en personne »: either
            either = len(told) > 1 and _SYNTAX["either"].search(scene.normal, *around)
            return "unknown" if either else told[0]
        if cue.word.mode == "unknown" and place is not None:
            return "in_person"
        return cue.word.mode


def _is_of_another(scene: Scene, cue: Cue, position: int) -> bool:
    """« X a vu Y après un entretien téléphonique »: how that other encounter was; not « lors d'un entretien … »."""
    if _is_of_talk_before(scene, cue, position):
        return True
    if position > cue.end and of_another(scene, cue, position, ("noun", *JOURNEYS)):
        return True
    other = next((other for other in scene.cues if other.start <= position < other.end and other is not cue), None)
    if other is None or other.word.frame != "noun":
        return False
    if other.start > cue.end:
        return not _SYNTAX["for_it"].search(scene.normal, cue.end, other.start)
    return not scene.finds("during", other.start - 40, other.start)


def _is_of_talk_before(scene: Scene, cue: Cue, position: int) -> bool:
    """« se sont parlé par téléphone et sont convenus de se rencontrer »: on the telephone they only spoke."""
    return cue.word.mode == "in_person" and any(
        other.end <= position < cue.start and other.word.mode in ("unknown", "phone") and other.word.frame == "with"
        for other in scene.cues
    )


def _place_distance(scene: Scene, cue: Cue, place: PlaceMention) -> int:
    """Letters to the cue, more for a place before it, most for one in words set off from its verb by a comma."""
    if place.start >= cue.start:
        return place.start - cue.start
    aside = place.start - scene.start > BESIDE and "," in scene.normal[place.end : cue.start]
    return cue.start - place.start + (60 if aside else 20)


def _awaited(scene: Scene, cue: Cue, place: PlaceMention) -> bool:
    """« X, attendu lundi à Moscou, a rencontré Y »: the place of what is to come."""
    there = " ou " in scene.normal[place.end : cue.start]  # « attendu à Paris, où il dînera »
    return not there and any(
        other.word.frame == "expect" and other.end <= place.start < cue.start
        for other in scene.cues
        if other is not cue
    )


def _named_before(scene: Scene, cue: Cue) -> Place | None:
    """« en route pour La Haye, afin d'y rencontrer Y », « dans la capitale des Pays-Bas, où il est reçu »."""
    before = next((place for place in reversed(scene.places) if place.end <= cue.start), None)
    if before is None or cue.word.frame == "noun" or not before.place.country:
        return None
    there = _SYNTAX["where"].fullmatch(scene.normal, before.end, cue.start)
    return before.place if there and not of_another(scene, cue, before.start, (*JOURNEYS, "noun", "expect")) else None


def _heads(scene: Scene, place: PlaceMention) -> bool:
    """« Genève : X rencontre Y »: the city that heads a title."""
    at_head = place.start == scene.start and place.place.kind == "city"
    return at_head and _SYNTAX["head_place"].match(scene.normal, place.end) is not None


def _of_others(scene: Scene, cue: Cue, place: PlaceMention) -> bool:
    """« Alors que des experts négociaient à Genève, X a parlé à Y »: there were others."""
    if place.end > cue.start or "," not in scene.normal[place.end : cue.start]:
        return False
    return _SYNTAX["while_others"].search(scene.normal, scene.start, place.start) is not None


def _is_topic(scene: Scene, cue: Cue, place: PlaceMention) -> bool:
    """« ont discuté des combats en Syrie »: a country that is spoken of."""
    if cue.word.frame != "with" or place.place.kind not in ("country", "region") or place.start < cue.end:
        return False
    ends = [cue.end, *(group.end for group in scene.groups if cue.end < group.end <= place.start)]
    return any(_SYNTAX["topic"].match(scene.normal, end, place.start) for end in ends)
