"""Whose an office is where its own words do not say: « son homologue », « son ministre », « dont le ministre »."""

import re
from collections.abc import Collection
from itertools import chain

from analysis.extraction.marked import Draft, Mention

# « le président » alone means a holder named at most this many characters before.
BARE_REACH = 1500
_NAME_REACH = 60  # the longest name
_ADJECTIVE_REACH = 80  # from « responsables vietnamiens » to « dont le ministre »
_GOVERNED = re.compile(r"\b(?:de|du|des|d'|avec|a|au|aux|par|pour|contre|chez|selon|et)(?: l[ae]| l'|) ?$")


def subject(draft: Draft, position: int, own: Collection[str] = ()) -> Mention | None:
    """Of the persons of the sentence the last before `position` that no preposition governs, else the first; of those
    before the sentence the last. Who stands for one of `own` is passed by: nobody is the counterpart of their own."""
    floor, _ = draft.bounds(position)
    here = [one for one in draft.persons_before(position, floor) if one.actor.side not in own]
    free = (one for one in here if not _GOVERNED.search(draft.normal, floor, _opening(draft, one)))
    before = draft.persons_before(floor, floor - BARE_REACH)
    return next(free, None) or (here[-1] if here else next(before, None))


def owner_of(draft: Draft, position: int) -> Mention | None:
    """Whose « son ministre » at `position` is: of « X et son ministre » X, else the subject."""
    beside = position - len(" et son ")
    named = (one for one in draft.persons_before(beside, beside - _NAME_REACH) if one.end >= beside)
    return next(named, None) or subject(draft, position)


def adjective_before(draft: Draft, position: int) -> str:
    """actor_id of the state whose adjective stands last before `position`, near by; "" for none."""
    near = (mark for mark in draft.marks if position - _ADJECTIVE_REACH < mark.start < position)
    return next(chain(reversed([mark.reading.demonym for mark in near if mark.reading.demonym]), ("",)))


def _opening(draft: Draft, person: Mention) -> int:
    """Where a person begins, the office before the name included."""
    return next((start for start, one in draft.beside.items() if one is person and start < person.start), person.start)
