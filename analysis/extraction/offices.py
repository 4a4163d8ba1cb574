"""Offices and institutions in a text: « le ministre russe des Affaires étrangères », « le gouvernement chinois »."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.extraction.pointers import Words
from analysis.extraction.readings import Head, Institution, Mark
from analysis.language.text import normalise

# What may stand between an office and its state: « président de la Russie ».
_OF = frozenset((" de ", " de la ", " de l'", " du ", " des ", " d'", " aux ", " a la ", " au "))
_ARTICLES = ("le ", "la ", "l'", "les ")
# An office is told within this many known phrases: head, portfolio, and as many states as a plural can have.
_LONGEST = 12
_WIDEST = 14  # letters between two of them: « auprès de la » with its blanks
_IN, _CHIEF = "en ", ("en chef ", "en cheffe ")  # « négociateur en chef » is no « chef »
_NO_MINISTER = frozenset(("deputy_minister", "spokesperson"))  # whatever the ministry
_FORMED = " de la "
_BESIDE = frozenset((" ", " et ", ", "))
_AND, _LIST = (" et ", "-"), (" et ", ", ", ", et ")
_LIST_OF = frozenset(f"{mark}{of}" for mark in (",", " et", ", et") for of in _OF)  # « d'Oman, du Qatar et d'Irak »
_LIST_THE = frozenset(f"{mark}{the}" for mark in _LIST for the in ("", "le ", "la ", "l'", "les "))
# Who is sent to somebody or for something, and what stands between: « ambassadeur de Chine en France ».
_SENT = frozenset(("ambassador", "envoy"))
_TO = frozenset(
    (" en ", " au ", " aux ", " a ", " a l'", " aupres de ", " aupres de l'", " aupres de la ", " aupres des ")
    + (" aupres du ", " pour ", " pour le ", " pour la ", " pour l'", " pour les ")
)
_SPOKESPERSON = "spokesperson"
_WITH_PORTFOLIO = frozenset(("minister", "deputy_minister", "portfolio"))
_PORTFOLIO = "portfolio"  # of a head that is an office with a portfolio alone: « secrétaire américain à la Défense »
_WORD_REACH = 20  # the longest words before an office, with their blank


class Office(NamedTuple):
    """An office or institution at [start, end), with its state where the words give it."""

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
    inner: bool  # words of it name an actor themselves
    to: str = ""  # of an ambassador or envoy: the actor_id of whom, or the place, they are sent to
    fallen: bool = False  # « le président renversé »: no more in office
    besides: tuple[tuple[str, str], ...] = ()  # « ministres des Finances et de la Défense »: the other (office, title)


def read(words: Words, normal: str, marks: Sequence[Mark]) -> list[Office]:
    """The offices and institutions among `marks`, in order."""
    found: list[Office] = []
    taken = 0
    for number, (start, _, reading) in enumerate(marks):
        head = reading.head or reading.institution
        if (
            head is None
            or start < taken
            or normal.startswith(_CHIEF, start - len(_IN))
            or isinstance(head, Head)
            and head.joined
            and start != taken + 1
        ):
            continue
        office = _read(words, normal, marks, number, head)
        if office is not None:
            found += _each(office)
            taken = office.end
            if other := _that_of(words, normal, marks[number + 1 : number + _LONGEST], office):
                found.append(other)
                taken = other.end
    return found


def _each(office: Office) -> list[Office]:
    """« ministres des Finances et de la Défense »: one office of each portfolio."""
    if not office.besides:
        return [office]
    first = (office.offices[0], office.title)
    return [
        office._replace(offices=(kind,), title=title, plural=len(office.of) > 1, besides=())
        for kind, title in (first, *office.besides)
    ]


def _that_of(words: Words, normal: str, marks: Sequence[Mark], office: Office) -> Office | None:
    """« le président gabonais et celui du Cameroun »: the same office elsewhere."""
    match = words.that_of.match(normal, office.end) if office.of and not office.institution else None
    other = next((mark for mark in marks if match and mark.start == match.end() and mark.reading.state), None)
    if match is None or other is None:
        return None
    return office._replace(start=match.start(1), end=other.end, of=(other.reading.state,), inner=True)


@dataclass(slots=True)
class _Words:
    """The words of an office or institution, taken one known phrase after the other."""

    head: Head | Institution
    end: int
    of: list[str]
    title: str
    ministry: bool  # a ministry is among the words
    portfolio: str = ""
    inner: bool = False
    to: str = ""
    besides: list[tuple[str, str]] = field(default_factory=list)  # other portfolios, each with its words
    each: bool = False  # « ministres turc et russe »: one of each state, by adjectives in the singular

    def take(self, words: Words, mark: Mark, normal: str) -> bool:
        """Adds `mark` if it belongs to the office."""
        start, end, reading = mark
        gap = normal[self.end : start]
        adjective = reading.demonym or (reading.adjective if gap in _BESIDE else "")
        state = reading.state or adjective
        if gap == " (" and state in self.of[-1:] and normal.startswith(")", end):
            self.end = end + 1  # « … de la République démocratique du Congo (RDC) »
            return True
        if len(gap) > _WIDEST:
            if not state or adjective or self.of or not words.state_form.fullmatch(gap):
                return False
            gap = _FORMED  # « de la République d'Irak »
        if charged := self._charged(words, mark, normal, gap):
            end = charged
        elif gap in _OF and reading.institution and not self.of:
            if not reading.institution.is_mention:
                return False  # « le chef de la délégation russe »
            # « porte-parole du ministère russe … »: the body it speaks for
            self.title += " " + (reading.institution.body or normal[self.end : end].strip())
        elif self.to and gap == " a " and reading.places:
            self.to += f" {normalise(reading.places[0].name)}"  # « … auprès de l'ONU à Vienne »: another one
        elif not self.to and gap in _TO and (state or reading.places) and self._is_sent():
            self.to, self.inner = state or normalise(reading.places[0].name), True
        elif state and (
            not self.of and (gap in _OF or adjective and gap == " ") or self._goes_on(bool(adjective), gap)
        ):
            if _SPOKESPERSON in self.head_offices and not adjective:
                self.title += normal[self.end : end]  # « porte-parole du département d'État »: the body is a state's
            self.each = self.each or bool(self.of and adjective and normal[end - 1] != "s")
            self.of.append(state)
            self.inner = self.inner or not adjective
        else:
            return False
        self.end = end
        self.ministry = self.ministry or reading.institution is not None
        return True

    def _charged(self, words: Words, mark: Mark, normal: str, gap: str) -> int:
        """Adds the portfolio that `mark` is, the first after the head or another of a plural; where its words end, 0
        for no portfolio."""
        start, end, reading = mark
        if reading.portfolio and gap == " " and not self.portfolio and self._has_portfolio():
            self.portfolio = reading.portfolio.office
            self.title += " " + normal[start:end]
            tail = None if self.is_plural() else words.portfolio_tail.match(normal, end)
            return tail.end() if tail else end
        if reading.portfolio and gap in _LIST and self.portfolio and self.is_plural():
            self.besides.append((reading.portfolio.office, normal[start:end]))
            return end
        return 0

    def _has_portfolio(self) -> bool:
        """« chef de la Défense » is no minister; a ministry, whoever speaks for it, has its portfolio."""
        return self.ministry or not _WITH_PORTFOLIO.isdisjoint(self.head_offices)

    def is_plural(self) -> bool:
        """« ministres »: of several states or portfolios."""
        return isinstance(self.head, Head) and self.head.plural

    def _is_sent(self) -> bool:
        return not _SENT.isdisjoint(self.head_offices)

    @property
    def head_offices(self) -> tuple[str, ...]:
        """What the head can name."""
        return self.head.offices if isinstance(self.head, Head) else ()

    def _goes_on(self, adjective: bool, gap: str) -> bool:
        """« … russe, turc et iranien »: one more state."""
        plural = self.is_plural()
        if plural and not adjective:
            return bool(self.of) and (gap in _LIST_OF or gap in _LIST_THE)
        return bool(self.of and adjective) and gap in (_LIST if plural else _AND)

    def offices(self) -> tuple[str, ...] | None:
        """The offices meant, in order; None where the words make no office or institution."""
        if isinstance(self.head, Institution):
            return None if not self.of or self.head.needs_portfolio and not self.portfolio else ()
        if self.portfolio and _NO_MINISTER.isdisjoint(self.head_offices):
            return (self.portfolio,)
        return None if _PORTFOLIO in self.head_offices else self.head_offices


def _read(words: Words, normal: str, marks: Sequence[Mark], number: int, head: Head | Institution) -> Office | None:
    first, end, reading = marks[number]
    found = _Words(head, end, [], normal[first:end], reading.institution is not None)
    if isinstance(head, Head) and head.of:
        found.of, found.title = [head.of], normalise(head.title)
    else:
        for mark in marks[number + 1 : number + _LONGEST]:
            if mark.start >= found.end and not found.take(words, mark, normal):
                break
    offices = found.offices()
    if offices is None:
        return None
    end = found.end
    if not found.of and (match := words.republic.match(normal, end)):
        end = match.end()
        found.title += match[0]
    if isinstance(head, Head) and head.joined:
        start, alone = first + len("et "), ""
    else:
        start, alone = _opening(words, normal, first, found.each)
    if words.not_now.match(normal, end):
        alone = "former"
    institution = isinstance(head, Institution)
    title = found.title
    if found.besides:  # one of each
        plural, _, portfolio = title.partition(" ")
        singular = plural.removesuffix("s")
        title = f"{singular} {portfolio}"
        found.besides = [(kind, f"{singular} {words_of}") for kind, words_of in found.besides]
    return Office(
        start=start,
        end=end,
        offices=offices,
        title=title,
        of=tuple(found.of),
        plural=found.is_plural(),
        institution=institution,
        named_holder_only=alone != "",
        former=alone == "former",
        indefinite=alone == "indefinite",
        is_mention=not isinstance(head, Institution) or head.is_mention,
        inner=found.inner,
        to=found.to,
        fallen=words.fallen.match(normal, end) is not None,
        besides=tuple(found.besides),
    )


def _opening(words: Words, normal: str, start: int, definite: bool) -> tuple[int, str]:
    """Where the phrase opens, its article included, and why it points at nobody on its own (or ""). `definite`: its
    words name each holder, so that « des » before it is « de les »."""
    alone = ""
    while True:
        if match := words.former(normal, start, _WORD_REACH):
            alone = "former"
        elif not (match := words.modifiers(normal, start, _WORD_REACH)):
            break
        start = match.start()
    article = ""
    if normal.endswith(_ARTICLES, 0, start):
        article = next(article for article in _ARTICLES if normal.endswith(article, 0, start))
    indefinite = None if definite else words.indefinite(normal, start, _WORD_REACH)
    said_of = start - len(indefinite[0] if indefinite else article)
    if words.attributive(normal, said_of, _WORD_REACH):
        alone = alone or "attributive"
    if indefinite:
        alone = alone or "indefinite"
    return start - len(article), alone
