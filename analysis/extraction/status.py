"""Did it take place, will it, might it, did it not: read from tense, mood and the words around a cue."""

import re
from dataclasses import dataclass

from analysis.extraction.cues import Cue
from analysis.language import words
from analysis.language.patterns import syntax
from analysis.language.verbs import Verb

# How far words that set the status may stand from the cue, in characters.
_BEFORE = 70
_AFTER = 110
# Words allowed between a word that sets the status and the cue.
_BETWEEN = r"(?:[\w'-]+ ?){0,4}"
_SYNTAX = syntax()


@dataclass(frozen=True, slots=True)
class Standing:
    """`status` of an encounter; `repeated`: the words give a total, no occasion."""

    status: str
    repeated: bool = False


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
        self.last_time = _compiled(rf"\b(?:{words.alternatives(lists['last_time'])})\b")

    def verb(self, normal: str, cue: Cue, verbs: list[Verb], floor: int, ceiling: int) -> Standing:
        """Standing of a verb cue in the sentence [floor, ceiling)."""
        left, right = _around(normal, cue, floor, ceiling)
        if self._counted(left[-40:] + normal[cue.start : cue.end] + right):
            return Standing("held", True)
        own = _own(verbs, cue)
        if own is not None and own.negated or _negated(left, right):
            return Standing("denied")
        if cue.word.frame == "expect":
            return Standing("planned")
        if cue.start == floor and (own is None or own.tense == "participle"):
            return Standing("held")  # « Reçu lundi à Paris, X … »
        unfinished = own is None or own.tense in ("infinitive", "participle", "")
        if unfinished or _is_infinitive(normal, cue):
            found = self._first(self._before, left, ("denied", "cancelled", "postponed", "proposed", "planned", "held"))
            if found or unfinished:
                return Standing(found or self._of_main(verbs, cue))
        assert own is not None
        if own.tense == "conditional" or _SYNTAX["might"].search(normal[own.start : own.end]):
            return Standing(_conditional(normal, own, cue, floor))
        return Standing("planned" if own.tense == "future" else "held")

    def noun(self, normal: str, cue: Cue, verbs: list[Verb], floor: int, ceiling: int, end: int) -> Standing:
        """Standing of a noun cue whose participants end at `end`."""
        left, _ = _around(normal, cue, floor, ceiling)
        right = _SYNTAX["clause"].split(normal[cue.end : min(ceiling, end + _AFTER)])[0]
        if self._counted(left[-30:] + normal[cue.start : cue.end] + right[:40]):
            return Standing("held", True)
        if _negated(left, "") or _SYNTAX["none_of"].search(left):
            return Standing("denied")
        for status in ("denied", "cancelled", "postponed", "proposed"):
            if self._before[status].search(left) or self._after[status].search(right):
                return Standing(status)
        held = bool(self._before["held"].search(left))
        if self._after["planned"].search(right):
            return Standing("planned")
        if self._after["held"].search(right):
            return Standing("held")
        if held:
            return Standing("planned" if self._of_main(verbs, cue) == "planned" else "held")
        if self._before["planned"].search(left):
            return Standing("planned")
        return Standing(self._of_main(verbs, cue))

    def _first(self, patterns: dict[str, re.Pattern[str]], words_before: str, order: tuple[str, ...]) -> str:
        return next((status for status in order if patterns[status].search(words_before)), "")

    def _counted(self, around: str) -> bool:
        return bool(self._repeated.search(around) or _SYNTAX["hardly_ever"].search(around))

    @staticmethod
    def _of_main(verbs: list[Verb], cue: Cue) -> str:
        """The tense of the verb that governs: the last finite one before the cue, else the first after."""
        finite = [verb for verb in verbs if verb.tense in ("past", "present", "future", "conditional")]
        before = [verb for verb in finite if verb.end <= cue.start]
        after = [verb for verb in finite if verb.start >= cue.end]
        main = before[-1] if before else after[0] if after else None
        if main is None:
            return "held"
        return {"future": "planned", "conditional": "proposed"}.get(main.tense, "held")


def _is_infinitive(normal: str, cue: Cue) -> bool:
    return normal[cue.start : cue.end] == re.split(r"[ ']", cue.word.lemma)[-1]


def _conditional(normal: str, own: Verb, cue: Cue, floor: int) -> str:
    """« aurait rencontré »: said to have; « a dit qu'il rencontrerait »: will; else might."""
    group = normal[own.start : cue.end]
    if _SYNTAX["would_have"].search(group):
        return "held"
    if _SYNTAX["should"].search(group):
        return "planned"
    reported = _SYNTAX["reported"].search(normal[max(floor, own.start - 60) : own.start])
    return "planned" if reported and not _SYNTAX["might"].search(group) else "proposed"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _around(normal: str, cue: Cue, floor: int, ceiling: int) -> tuple[str, str]:
    """The words of the clause before and after a cue."""
    left = _SYNTAX["clause"].split(normal[max(floor, cue.start - _BEFORE) : cue.start])[-1]
    right = _SYNTAX["clause"].split(normal[cue.end : min(ceiling, cue.end + _AFTER)])[0]
    return _unquoted(left), _unquoted(right)


def _unquoted(clause: str) -> str:
    """« ouvert » à un sommet: the marks of a quotation do not part words."""
    return clause.replace("« ", "").replace(" »", "")


def _own(verbs: list[Verb], cue: Cue) -> Verb | None:
    """The verb group that the cue belongs to."""
    return next((verb for verb in verbs if verb.start <= cue.start < verb.end), None)


def _negated(left: str, right: str) -> bool:
    """« ne rencontrera pas », « n'a pas rencontré », « ne pas rencontrer »."""
    if _SYNTAX["not_before"].search(left):
        return True
    return bool(_SYNTAX["not_open"].search(left) and _SYNTAX["not_close"].match(right))
