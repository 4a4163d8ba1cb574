"""Offices and institutions in a text: « le ministre russe des Affaires étrangères », « le gouvernement chinois »."""

from collections.abc import Sequence
from typing import NamedTuple

from analysis.extraction.lexicon import Head, Institution, Lexicon, Mark, Words

# What may stand between an office and its state: « président de la Russie ».
_OF = frozenset((" de ", " de la ", " de l'", " du ", " des ", " d'", " aux ", " a la ", " au "))
_ARTICLES = ("le ", "la ", "l'", "les ")
# An office is told within this many known phrases: head, portfolio, two adjectives.
_LONGEST = 5
_WORD_REACH = 20  # the longest words before an office, with their blank


class Office(NamedTuple):
    """An office or institution at [start, end), with its state where the words give it.

    `marks` are the known phrases it is made of; `inner` those of them that name an actor themselves.
    """

    start: int
    end: int
    offices: tuple[str, ...]
    title: str
    of: tuple[str, ...]
    plural: bool
    institution: bool
    named_holder_only: bool  # indefinite, former or attributive: it points at nobody on its own
    former: bool
    indefinite: bool
    is_mention: bool
    marks: tuple[Mark, ...]
    inner: tuple[Mark, ...]


def read(lexicon: Lexicon, words: Words, normal: str, marks: Sequence[Mark]) -> list[Office]:
    """The offices and institutions among `marks`, in order."""
    found: list[Office] = []
    for number, mark in enumerate(marks):
        taken = found[-1].end if found else 0
        head = mark.head or mark.institution
        if head is None or mark.start < taken:
            continue
        office = _read(lexicon, words, normal, marks[number : number + _LONGEST], head)
        if office is not None:
            found.append(office)
    return found


def _read(
    lexicon: Lexicon, words: Words, normal: str, marks: Sequence[Mark], head: Head | Institution
) -> Office | None:
    first = marks[0]
    of: list[str] = []
    used, inner = [first], []
    title = normal[first.start : first.end]
    offices = head.offices if isinstance(head, Head) else ()
    portfolio = ""
    for mark in marks[1:]:
        gap = normal[used[-1].end : mark.start]
        state = mark.demonym or _state(lexicon, mark)
        if gap in _OF and mark.institution and not of:
            pass  # « porte-parole du ministère russe … »: the body it speaks for
        elif gap == " " and mark.portfolio and not portfolio:
            portfolio = mark.portfolio.office
            title += " " + normal[mark.start : mark.end]
        elif (
            state
            and (mark.demonym and gap == " " or gap in _OF)
            and not of
            or of
            and gap in (" et ", "-")
            and mark.demonym
        ):
            of.append(state)
            inner += [] if mark.demonym else [mark]
        else:
            break
        used.append(mark)
    if isinstance(head, Institution):
        if not of or head.needs_portfolio and not portfolio:
            return None
    elif portfolio and "minister" in offices:
        offices = (portfolio,)
    start, alone = _opening(words, normal, first.start)
    return Office(
        start,
        used[-1].end,
        offices,
        title,
        tuple(of),
        isinstance(head, Head) and head.plural,
        isinstance(head, Institution),
        alone != "",
        alone == "former",
        alone == "indefinite",
        not isinstance(head, Institution) or head.is_mention,
        tuple(used),
        tuple(inner),
    )


def _state(lexicon: Lexicon, mark: Mark) -> str:
    """The state or organisation that `mark` names, if it does."""
    if mark.alias is None or lexicon.knowledge.actors[mark.alias.actor_id].kind == "person":
        return ""
    return mark.alias.actor_id


def _opening(words: Words, normal: str, start: int) -> tuple[int, str]:
    """Where the phrase opens, its article included, and why it points at nobody on its own (or "")."""
    alone = ""
    while True:
        if match := words.former(normal, start, _WORD_REACH):
            alone = "former"
        elif not (match := words.modifiers(normal, start, _WORD_REACH)):
            break
        start = match.start()
    before = normal[max(0, start - 30) : start]
    if words.attributive.search(before):
        alone = alone or "attributive"
    if words.indefinite(normal, start, _WORD_REACH):
        alone = alone or "indefinite"
    article = next((article for article in _ARTICLES if before.endswith(article)), "")
    return start - len(article), alone
