"""Did it take place, will it, might it, did it not: read from tense, mood and the words around a cue."""

import re
from collections.abc import Set
from dataclasses import dataclass

from analysis.extraction.cues import Cue, is_infinitive
from analysis.extraction.scene import FINITE, Scene
from analysis.language import words
from analysis.language.patterns import syntax
from analysis.language.verbs import Verb

# How far words that set the status may stand from the cue, in characters.
_BEFORE = 70
_AFTER = 110
# Words allowed between a word that sets the status and the cue.
_BETWEEN = r"(?:[\w'-]+ ?){0,4}"
_ORDER = ("denied", "cancelled", "postponed", "proposed", "planned", "held")  # the most telling first
# Of « souhaite que X rencontre Y », « exclut que … », « prévoit que … ».
_THAT = (("wished_that", "proposed"), ("denied_that", "denied"), ("expected_that", "planned"))
_QUOTES = re.compile(r"« ?| ?»|[\"“”]")
_ASIDE = re.compile(r" ?\([^()]{1,30}\)")
_SYNTAX = syntax()


@dataclass(frozen=True, slots=True)
class Standing:
    """`status` of an encounter. `repeated`: the words give a total, no occasion. `guessed`: no word says that it
    took place, only nothing says that it did not (« il a salué la visite de X »)."""

    status: str
    repeated: bool = False
    guessed: bool = False


class Statuses:
    """The words that set a status, compiled."""

    def __init__(self) -> None:
        lists = words.lists("meeting_words.yaml")
        self._before = {
            name: _compiled(rf"(?:^|[\W])(?:{words.alternatives(lists[f'{name}_before'])})(?: |(?<=')){_BETWEEN}$")
            for name in ("denied", "cancelled", "postponed", "proposed", "planned", "held")
        }
        self._after = {
            name: _compiled(rf"\b(?:{words.alternatives(lists[f'{name}_after'])})\b")
            for name in ("cancelled", "denied", "postponed", "planned", "held", "proposed")
        }
        self._repeated = _compiled(rf"\b(?:\d+ fois|{words.alternatives(lists['repeated'])})\b")
        self._realised, self._journey, self._departure = (
            _compiled(rf"\b(?:{words.alternatives(lists[name])})(?!\w)")
            for name in ("realised", "journey", "departure")
        )
        self.last_time = _compiled(rf"\b(?:{words.alternatives(lists['last_time'])})\b")

    def verb(self, scene: Scene, cue: Cue) -> Standing:
        """Standing of a verb cue."""
        normal, signs = scene.normal, scene.signs
        left, right = _left(scene, cue.start), _unquoted(_right(normal, cue.end, min(scene.end, cue.end + _AFTER)))
        if self._counted(left[-40:] + normal[cue.start : cue.end] + right, signs):
            return Standing("held", True)
        own = scene.verb(cue)
        negated = "denied" if own is not None and own.negated else ""
        if "negating" in signs:
            negated = _negated(left, right) or negated
        if negated:
            return Standing(negated, repeated=negated == "denied" and _how_long(scene, cue, own))
        if "denying" in signs and _denied(scene, cue):
            return Standing("denied")
        if cue.word.frame == "expect":
            return Standing("planned")
        if cue.start == scene.start and (own is None or own.tense == "participle"):
            return Standing("held")  # « Reçu lundi à Paris, X … »
        unfinished = own is None or own.tense in ("infinitive", "participle", "")
        if own is None and _SYNTAX["to_come"].fullmatch(normal, cue.start, cue.end):
            return Standing("planned")
        if unfinished or is_infinitive(normal, cue):
            found = self._said(left, signs)
            if found or own is None or unfinished:
                guessed = not found and cue.word.frame == "object" and not scene.finite
                ahead = is_infinitive(normal, cue)
                status = found or (self._infinitive(scene, left, own or cue) if ahead else self._of_main(scene, cue))
                return Standing(status, guessed=guessed and status == "held")  # « X reçu par Y lundi »: a headline
        assert own is not None  # else it was unfinished
        return Standing(_finite(scene, own, cue))

    def noun(self, scene: Scene, cue: Cue, end: int) -> Standing:
        """Standing of a noun cue whose participants end at `end`."""
        normal, signs = scene.normal, scene.signs
        left = _left(scene, cue.start)
        right = _right(normal, cue.end, min(scene.end, end + _AFTER))
        if self._counted(left[-30:] + normal[cue.start : cue.end] + right[:40], signs):
            return Standing("held", True)
        if sure := _beyond_doubt(scene, cue, left):
            return Standing(sure)
        held = self._is_said("held", left, signs)
        for status in ("denied", "cancelled", "postponed", "proposed"):
            if self._is_said(status, left, signs) or not held and self._told_after(status, right, signs):
                return Standing(self._resumed(status, right))
        if not held and "hypothetical" in signs and _SYNTAX["hypothetical"].search(left):
            return Standing("proposed")
        if self._is_ahead(scene, cue, right):
            return Standing("planned")
        if self._told_after("held", right, signs):
            return Standing("held")
        if held:
            return Standing("planned" if self._of_main(scene, cue) == "planned" else "held")
        opening = scene.verb_before(cue.start)
        if self._is_said("planned", left, signs):
            kept_up = opening and _SYNTAX["keeps_up"].match(normal, opening.start, opening.end)
            return Standing("planned", guessed=kept_up is not None)  # « ont convenu de poursuivre le dialogue »
        if opening and opening.tense == "infinitive" and _SYNTAX["to_object"].fullmatch(normal, opening.end, cue.start):
            return Standing(self._opened(scene, opening))
        status = self._of_main(scene, cue)
        return Standing(status, guessed=status == "held" and not hosted(scene, cue))

    def _is_ahead(self, scene: Scene, cue: Cue, right: str) -> bool:
        """« la rencontre prévue mardi »; not « ont débuté leur entretien, très attendu »."""
        opening = scene.verb_before(cue.start)
        if opening and opening.tense == "past" and _SYNTAX["begun"].search(scene.normal, opening.start, opening.end):
            return False
        next_one = _SYNTAX["next_one"].match(scene.normal, cue.end)
        return self._told_after("planned", right, scene.signs) or next_one is not None

    def _opened(self, scene: Scene, opening: Verb) -> str:
        """Of « organiser une rencontre »: what the words before the infinitive say."""
        left = _left(scene, opening.start)
        return self._said(left, scene.signs) or self._infinitive(scene, left, opening)

    def undone(self, scene: Scene, cue: Cue) -> bool:
        """« l'entretien n'a pas eu lieu »: do the words right after a noun say so?"""
        return self._after["denied"].match(scene.normal, cue.end + 1) is not None

    def _told_after(self, status: str, right: str, signs: Set[str]) -> bool:
        """Do the words after a noun say it of the noun: « évoquée », not « où ils ont évoqué »?"""
        return f"{status}_after" in signs and any(
            not _SYNTAX["active"].search(right, 0, match.start()) and not _SYNTAX["to_end"].match(right, match.end())
            for match in self._after[status].finditer(right)
        )

    def _resumed(self, status: str, right: str) -> str:
        """`status`, but of what was put off and takes place after all: « les discussions, suspendues depuis mars, ont
        repris », « la visite, reportée en mars, aura lieu mardi »."""
        last = max((match.end() for match in self._after[status].finditer(right)), default=len(right))
        if status != "postponed":
            return status
        if self._after["held"].search(right, last):
            return "held"
        return "planned" if _SYNTAX["will_be"].search(right, last) else status

    def _is_said(self, status: str, left: str, signs: Set[str]) -> bool:
        """Do the words before a cue say it?"""
        if f"{status}_before" not in signs or self._before[status].search(left) is None:
            return False
        if status == "denied" and _SYNTAX["untold"].search(left):
            return False
        return status not in ("planned", "proposed") or _SYNTAX["since_it"].search(left) is None

    def _said(self, left: str, signs: Set[str]) -> str:
        """The most telling status that the words before a cue say, if any."""
        return next((status for status in _ORDER if self._is_said(status, left, signs)), "")

    def _counted(self, around: str, signs: Set[str]) -> bool:
        return bool(
            "repeated" in signs
            and self._repeated.search(around)
            or "negating" in signs
            and _SYNTAX["hardly_ever"].search(around)
        )

    def _infinitive(self, scene: Scene, left: str, it: Verb | Cue) -> str:
        """What no word before it settles: a purpose is as sure as the journey, anything else is only wished for."""
        normal, main = scene.normal, self._of_main(scene, it)
        done = _SYNTAX["done"].search(left)
        if done or self._realised.search(left):
            return main if done and done["first"] else "held"
        if not _SYNTAX["purpose"].search(left):
            return "planned" if main == "planned" else "proposed"
        finite = [verb for verb in scene.finite if verb.end <= it.start]
        finite = [verb for verb in finite if not normal.endswith("comme ", 0, verb.start)]  # « comme prévu »
        told = normal[finite[-1].start : finite[-1].end] if finite else ""
        if going := _SYNTAX["gerund"].search(left):
            told = going["verb"]  # « a surpris en se rendant à … pour rencontrer X »
        if finite and finite[-1].negated and _SYNTAX["not_close"].match(normal, finite[-1].end):
            return "denied"  # « ne se rendra pas à … pour rencontrer X »
        if not told:
            return "planned"  # « X à Londres pour rencontrer Y »: a headline
        if main != "held" or self._journey.search(told) or _SYNTAX["travelling"].search(left):
            return main
        return "planned" if self._departure.search(told) else "proposed"

    @staticmethod
    def _of_main(scene: Scene, it: Verb | Cue) -> str:
        """The tense of the verb that governs `it`: the last finite one before it, else the first after."""
        finite = [verb for verb in scene.verbs if verb.tense in FINITE or not verb.tense]  # « devait se rendre »
        before = [verb for verb in finite if verb.end <= it.start]
        after = [verb for verb in finite if verb.start >= it.end]
        main = before[-1] if before else after[0] if after else None
        if main is None:
            return "held"
        if main.tense == "conditional":
            return _conditional(scene, main, main.end)
        return "planned" if main.tense in ("future", "") else "held"


def _beyond_doubt(scene: Scene, cue: Cue, left: str) -> str:
    """Of a noun, what the words before it leave no doubt of, whatever else is said."""
    if "negating" in scene.signs and (status := _negated(left, "") or _SYNTAX["none_of"].search(left) and "denied"):
        return status
    if "denying" in scene.signs and _denied(scene, cue):
        return "denied"
    return "held" if _SYNTAX["so_long_after"].search(left) else ""


def hosted(scene: Scene, cue: Cue) -> bool:
    """Does the verb before a noun make it happen: « X a eu, tenu, organisé une rencontre »?"""
    normal = scene.normal
    if normal.endswith(" en ", 0, cue.start) or scene.finds("theatre", cue.start - 40, cue.start):
        return True  # « est en visite », « a été le théâtre d'une rencontre »
    before = scene.verb_before(cue.start)
    if before is None or before.tense == "infinitive" and normal[before.start : before.end] != "avoir":
        return False
    return _SYNTAX["hosts"].search(normal, before.start, before.end) is not None


def _finite(scene: Scene, own: Verb, cue: Cue) -> str:
    """What the tense and mood of the verb `own` say."""
    normal, floor = scene.normal, scene.start
    if own.tense in ("present", "future"):
        for name, status in _THAT:
            if _SYNTAX[name].search(normal, max(floor, own.start - 2 * _BEFORE), own.start):
                return status
    if own.tense == "past" and _SYNTAX["supposed"].search(normal, max(floor, own.start - _BEFORE), own.start):
        return "proposed" if _SYNTAX["imperfect"].match(normal, own.start, own.end) else "held"
    if own.tense == "conditional" or _SYNTAX["might"].search(normal[own.start : own.end]):
        return _conditional(scene, own, cue.end)
    return "planned" if own.tense == "future" else "held"


def _conditional(scene: Scene, own: Verb, end: int) -> str:
    """« aurait rencontré »: said to have; « a dit qu'il rencontrerait »: will; else might."""
    group = scene.normal[own.start : end]
    if _SYNTAX["would_have"].search(group):
        return "held"
    if _SYNTAX["should"].search(group):
        return "planned"
    reported = _SYNTAX["reported"].search(scene.normal[max(scene.start, own.start - _AFTER) : own.start])
    return "planned" if reported and not _SYNTAX["might"].search(group) else "proposed"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _right(normal: str, start: int, end: int) -> str:
    """The words of the clause from `start`, not beyond `end`, over « (Russie) »."""
    right = normal[start:end]
    right = _ASIDE.sub("", right) if "(" in right else right
    cut = _SYNTAX["clause"].search(right)
    return right[: cut.start()] if cut else right


def _left(scene: Scene, end: int) -> str:
    """The words of the clause before `end`."""
    return _unquoted(_SYNTAX["clause"].split(scene.normal[max(scene.start, end - _BEFORE) : end])[-1])


def _unquoted(clause: str) -> str:
    """« ouvert » à un sommet: the marks of a quotation do not part words."""
    return clause if clause.isascii() and '"' not in clause else _QUOTES.sub("", clause)


def _denied(scene: Scene, cue: Cue) -> bool:
    """« a démenti les informations selon lesquelles X aurait rencontré Y »."""
    return _SYNTAX["deny"].search(scene.normal, max(scene.start, cue.start - 3 * _BEFORE), cue.start) is not None


def _how_long(scene: Scene, cue: Cue, own: Verb | None) -> bool:
    """Do the negated words only say since when they have not met?"""
    return bool(
        _SYNTAX["how_long"].search(scene.normal, max(scene.start, cue.start - 2 * _BEFORE), cue.start)
        or own is not None
        and _SYNTAX["pluperfect"].match(scene.normal, own.start)
        and _SYNTAX["since_when"].match(scene.normal, cue.end, scene.end)
    )


def _negated(left: str, right: str) -> str:
    """« denied » for « ne rencontrera pas », « n'a pas rencontré », « ne pas rencontrer »; « proposed » for « n'exclut
    pas de rencontrer »."""
    if _SYNTAX["not_refused"].search(left):
        return "proposed"
    negated = (
        _SYNTAX["not_before"].search(left) or _SYNTAX["not_open"].search(left) and _SYNTAX["not_close"].match(right)
    )
    return "denied" if negated else ""
