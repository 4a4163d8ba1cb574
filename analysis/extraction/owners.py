"""Whose an office is where its own words do not say: « son homologue », « son ministre », « dont le ministre »."""

from collections.abc import Collection, Sequence

from analysis.extraction.company import right_before
from analysis.extraction.lexicon import Lexicon
from analysis.extraction.marked import Draft, Mention
from analysis.extraction.offices import Office
from analysis.extraction.pointers import Words
from analysis.knowledge import Actor
from analysis.language.patterns import syntax

# « le président » alone means a holder named at most this many characters before.
BARE_REACH = 1500
_NAME_REACH = 60  # the longest name
_ADJECTIVE_REACH = 80  # from « responsables vietnamiens » to « dont le ministre »
_SPOKESPERSON, _AMBASSADOR, _COUNTERPART = "spokesperson", "ambassador", "counterpart"
_LEADING = frozenset(("head_of_state", "head_of_government"))
_STAFF = frozenset(("adviser", "envoy", "security_council", _SPOKESPERSON))  # who serves a person
_AND = frozenset((" et ", " et au ", " et du ", " et de ", " et a ", " et par "))
_OF = frozenset((" du ", " de "))
_PAIR, _THEIR = 2, " leurs "  # « Paris et Berlin ont envoyé leurs chefs de la diplomatie »
_SYNTAX = syntax()
COMPLEMENT = _SYNTAX["office_of"]  # « le président du groupe »
_MET_REACH = 20
_VISITED_BEFORE = 2  # sentences


class Owners:
    """Completes offices with the state that the words beside them give."""

    def __init__(self, lexicon: Lexicon, words: Words, national: Collection[str]) -> None:
        """`national`: titles that every state has, « ministre de la Défense »."""
        self._lexicon, self._national = lexicon, national
        self._bodies = {
            "head_of_state": words["presidencies"][0],
            "head_of_government": words["governments"][0],
            "foreign_minister": words["foreign_offices"][0],
        }
        self._states = frozenset(lexicon.states.values())
        self._among = tuple(f"{one} " for one in words["among"])
        self._possessives = right_before(words["possessives"])
        self._going_to = right_before(words["going_to"])

    def completed(self, draft: Draft, office: Office, following: Sequence[Office]) -> Office:
        """« le Premier ministre et le président du Laos », « son ministre de la Défense », « le conseiller diplomatique
        d'Emmanuel Macron »: the office with its state, or as it stands."""
        if office.of or office.institution or office.named_holder_only:
            return office
        if following and following[0].of:
            gap = draft.normal[office.end : following[0].start]
            if gap in _AND:
                return office._replace(of=following[0].of) if following[0].inner else office
            if gap in _OF and not _STAFF.isdisjoint(office.offices):
                return self._serving(office, following[0].offices, following[0].of[0]) or office
        if len(office.offices) == 1 and draft.normal.endswith(self._among, 0, office.start):
            spoken = adjective_before(draft, office.start)
            return office._replace(of=(spoken,)) if spoken else office
        if draft.normal.endswith(self._possessives, 0, office.start):
            return self._owned(draft, office) or office
        if office.plural and _COUNTERPART not in office.offices and draft.normal.endswith(_THEIR, 0, office.start):
            floor, _ = draft.bounds(office.start)
            here = (mark.reading.state for mark in draft.marks_in(floor, office.start))
            states = tuple(dict.fromkeys(one for one in here if one in self._states))
            return office._replace(of=states) if len(states) == _PAIR else office  # of a crowd, some may be meant
        return self._led(draft, office) or self._visited(draft, office) or office

    def _owned(self, draft: Draft, office: Office) -> Office | None:
        """« son ministre de la Défense », « son porte-parole », « son ambassadeur »."""
        owner = owner_of(draft, office.start)
        if _AMBASSADOR in office.offices:
            state = self._state_beside(draft, office)
        elif office.title not in self._national:
            return None if _STAFF.isdisjoint(office.offices) else self._of_person(draft, office, owner)
        else:
            state = ""
        state = state or (self._lexicon.states.get(owner.actor.country, "") if owner else "")
        return office._replace(of=(state,)) if state else None

    def _state_beside(self, draft: Draft, office: Office) -> str:
        """The state of the sentence said last before an ambassador, else the first after, that they are not sent to."""
        here = (mark for mark in draft.marks_in(*draft.bounds(office.start)) if mark.reading.state in self._states)
        others = [mark for mark in here if mark.reading.state != office.to]
        others.sort(key=lambda mark: (mark.start > office.start, abs(mark.start - office.start)))
        return others[0].reading.state if others else ""

    def _led(self, draft: Draft, office: Office) -> Office | None:
        """… of who leads a state."""
        match = _SYNTAX["of_name"].match(draft.normal, office.end)
        named = (self._of_person(draft, office, person) for person in (draft.at(match.end()) if match else ()))
        return next((one for one in named if one), None)

    def _of_person(self, draft: Draft, office: Office, person: Mention | None) -> Office | None:
        """… of `person`, who leads a state or its diplomacy."""
        knowledge = self._lexicon.knowledge
        terms = knowledge.offices(person.actor.actor_id, draft.day) if person and draft.day else ()
        served = (self._serving(office, (term.office,), term.of) for term in terms)
        return next((one for one in served if one), None)

    def _serving(self, office: Office, served: Sequence[str], of: str) -> Office | None:
        """`office` of who holds one of the offices `served` in `of`: for a spokesperson, with the body spoken for."""
        first = next((one for one in served if one in self._bodies), "")
        if not first or first not in _LEADING and _STAFF.isdisjoint(office.offices):
            return None
        body = self._bodies[first]
        title = f"{office.title} {body}" if _SPOKESPERSON in office.offices else office.title
        return office._replace(of=(of,), title=title)

    def _visited(self, draft: Draft, office: Office) -> Office | None:
        """« il s'est rendu au Kenya pour s'entretenir avec le président »: of where they meet."""
        met = _SYNTAX["met_there"].search(draft.normal, max(0, office.start - _MET_REACH), office.start)
        if office.plural or met is None or COMPLEMENT.match(draft.normal, office.end):
            return None
        floor, _ = draft.sentences[max(0, draft.sentence_of(office.start) - _VISITED_BEFORE)]
        gone = (
            mark.reading.state
            for mark in reversed(draft.marks_in(floor, office.start))
            if draft.normal.endswith(self._going_to, floor, mark.start)
        )
        state = next((of for of in gone if of in self._states), "")
        return office._replace(of=(state,)) if state else None


def subject(draft: Draft, position: int, own: Collection[str] = ()) -> Mention | None:
    """Of the persons of the sentence the last before `position` that no preposition governs, else the first; of those
    before the sentence the last. Who stands for one of `own` is passed by: nobody is the counterpart of their own."""
    floor, _ = draft.bounds(position)
    here = [one for one in draft.persons_before(position, floor) if one.actor.side not in own]
    free = (one for one in here if not _SYNTAX["person_governed"].search(draft.normal, floor, _opening(draft, one)))
    before = draft.persons_before(floor, floor - BARE_REACH)
    return next(free, None) or (here[-1] if here else next(before, None))


def subjects(draft: Draft, position: int, own: Collection[str]) -> list[Actor]:
    """Of « leurs homologues » at `position`: the persons of the sentence before it, each once, in order."""
    floor, _ = draft.bounds(position)
    here = {one.actor.actor_id: one.actor for one in draft.persons_before(position, floor) if one.actor.side not in own}
    return list(reversed(here.values()))


def owner_of(draft: Draft, position: int) -> Mention | None:
    """Whose « son ministre » at `position` is: of « X et son ministre » X, else the subject."""
    beside = position - len(" et son ")
    named = (one for one in draft.persons_before(beside, beside - _NAME_REACH) if one.end >= beside)
    return next(named, None) or subject(draft, position)


def adjective_before(draft: Draft, position: int) -> str:
    """actor_id of the state whose adjective stands last before `position`, near by; "" for none."""
    near = reversed(draft.marks_in(position - _ADJECTIVE_REACH + 1, position))
    return next((mark.reading.demonym for mark in near if mark.reading.demonym), "")


def _opening(draft: Draft, person: Mention) -> int:
    """Where a person begins, the office before the name included."""
    return next((start for start, one in draft.beside.items() if one is person and start < person.start), person.start)
