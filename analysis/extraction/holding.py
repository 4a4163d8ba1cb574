"""Actors meant by what they hold or are: « le président russe », « son homologue », « le gouvernement chinois »."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from analysis.extraction.lexicon import Lexicon
from analysis.extraction.marked import Draft, Mention
from analysis.extraction.offices import Office, read
from analysis.extraction.pointers import Words
from analysis.knowledge import Actor
from analysis.language.text import normalise
from analysis.language.words import alternatives

# « le président » alone means a holder named at most this many characters before.
_BARE_REACH = 1500
_REMEMBERED = 10_000  # who holds an office on a day: asked again within an article and by others of its day
_ARTICLES = ("le ", "la ", "l'")
_COMPLEMENT = re.compile(r" (?:du|de la|des|d'une?|de l'|de (?!son\b|sa\b|leur\b|nouveau\b))\b")
_PORTFOLIO = re.compile(r" (?:de la |de l'|des |du |d'|delegue |deleguee |charge |chargee )")
_DEPENDENT_REACH = 60  # the longest words of a dependent, with one more
# Of these a state has one, or few of whom one is known.
_FEW = frozenset(("intelligence_chief", "speaker"))


@dataclass(slots=True)
class Bound:
    """Offices that the article gives to persons itself: (office, of) → holder, and the offices of each person."""

    holders: dict[tuple[str, str], Actor] = field(default_factory=dict)
    kinds: dict[str, set[str]] = field(default_factory=dict)

    def add(self, kind: str, of: str, person: Actor) -> None:
        """The first person named beside an office holds it."""
        if self.holders.setdefault((kind, of), person) is person:
            self.kinds.setdefault(person.actor_id, set()).add(kind)


class Holding:
    """Reads offices, institutions and roles; the article's own words come before the table of offices."""

    def __init__(self, lexicon: Lexicon, words: Words) -> None:
        self._lexicon, self._words = lexicon, words
        self._knowledge = lexicon.knowledge
        self._role = re.compile(
            rf"\b(?:son|sa|leur|notre|le|l') ?(?:(?:{alternatives(words['role_adjectives'])}) )?"
            rf"(?:{alternatives(words['state_roles'])}) $"
        )
        dependents = alternatives((*words["dependents"], *words["kin"]))
        self._dependent = re.compile(rf"\b(?:{dependents}) (?:[\w'-]+ )?(?:aupres )?(?:du |de |de la |de l'|d')$")
        self._french = frozenset(words["french_head"])
        self._serving = lru_cache(_REMEMBERED)(self._who_serves)
        self._is_titled = lru_cache(_REMEMBERED)(self._bears)
        self._role_endings = tuple(f"{role} " for role in words["state_roles"])

    def read(self, draft: Draft) -> None:
        """Adds the mentions of `draft` by office, institution or role."""
        draft.offices = read(self._words, draft.normal, draft.marks)
        persons = draft.persons()
        starts = [person.start for person in persons]
        beside = [self._beside(draft, office, persons, starts) for office in draft.offices]
        bound = Bound()
        for office, person in zip(draft.offices, beside, strict=True):
            if person is None:
                continue
            draft.beside[office.start] = person
            if not office.former and office.of:
                for kind in office.offices:
                    bound.add(kind, office.of[0], person.actor)
        for office in draft.offices:
            if office.start not in draft.beside:
                self._alone(draft, office, bound)
        self._learn(draft)
        self._roles(draft)

    # Beside a name ----------------------------------------------------------------------------------

    def _beside(
        self, draft: Draft, office: Office, persons: Sequence[Mention], starts: Sequence[int]
    ) -> Mention | None:
        """The person named beside `office`: « le président russe Vladimir Poutine », « Wang Yi, le … »."""
        if office.institution:
            return None
        apposition = self._words.apposition
        position = bisect_right(starts, office.start)
        if position < len(persons):
            after = persons[position]
            loose = draft.normal.startswith(",", office.end)  # a comma can stand nowhere else in an apposition
            if (
                apposition.fullmatch(draft.normal, office.end, max(office.end, after.start))
                and self._serves(after.actor, office, draft.day, loose)
                and not (loose and self._is_dependent(draft, office, after.actor))
            ):
                return after
        if position:
            before = persons[position - 1]
            start = before.end
            if draft.normal.startswith(" (", start):
                start += 2
            elif not draft.normal.startswith(",", start):
                return None
            if apposition.fullmatch(draft.normal, start, office.start) and self._serves(
                before.actor, office, draft.day, loose=True
            ):
                return before
        return None

    def _serves(self, person: Actor, office: Office, day: date | None, loose: bool) -> bool:
        """May `person` hold `office`? Across a comma its state must be theirs, and « un diplomate, X » is
        not X whose own offices are known."""
        if loose and office.indefinite and day:
            terms = self._knowledge.offices(person.actor_id, day)
            if terms and not any(term.office in office.offices for term in terms):
                return False
        if not office.of or not person.country or not loose:
            return True
        of = self._knowledge.actors[office.of[0]]
        return of.kind != "state" or of.country == person.country

    def _learn(self, draft: Draft) -> None:
        """A stranger beside an office serves its state, wherever the article names them."""
        served: dict[str, Actor] = {}
        for office in draft.offices:
            person = draft.beside.get(office.start)
            if person and office.of and not person.actor.side:
                served.setdefault(person.actor.actor_id, self._knowledge.actors[office.of[0]])
        for mention in draft.persons() if served else ():
            of = served.get(mention.actor.actor_id)
            if of:
                mention.actor = replace(mention.actor, country=of.country, side=of.side)

    def _is_dependent(self, draft: Draft, office: Office, person: Actor) -> bool:
        """« l'émissaire du président américain, X »: X is the envoy, the president stands alone."""
        return self._dependent.search(
            draft.normal, max(0, office.start - _DEPENDENT_REACH), office.start
        ) is not None and not self._holds(person, office, draft.day, Bound())

    # On its own -------------------------------------------------------------------------------------

    def _alone(self, draft: Draft, office: Office, bound: Bound) -> None:
        if office.institution:
            for of in office.of if office.is_mention or not office.inner else ():
                mention = draft.add_over(office.start, office.end, self._knowledge.actors[of], "office")
                mention.listed = office.is_mention
        elif office.named_holder_only:
            return
        elif not office.of:
            self._bare(draft, office, bound)
        elif "counterpart" in office.offices:
            self._counterpart(draft, office)
        elif not self._is_other(draft, office):
            for of in office.of if office.plural else office.of[:1]:
                self._add(draft, office, self._holder(office, of, draft.day, bound))

    def _is_other(self, draft: Draft, office: Office) -> bool:
        """« le ministre russe des Sports » where that portfolio is not known; « les dirigeants européens », of many
        states."""
        if office.plural and office.of and self._knowledge.actors[office.of[0]].kind == "organisation":
            return not office.inner
        match = _PORTFOLIO.match(draft.normal, office.end) if "minister" in office.offices else None
        return match is not None and draft.text[match.end() : match.end() + 1].isupper()

    def _add(self, draft: Draft, office: Office, actor_or_id: Actor | str) -> None:
        actor = self._knowledge.actors.get(actor_or_id) if isinstance(actor_or_id, str) else actor_or_id
        if actor is not None:
            draft.add_over(office.start, office.end, actor, "office")

    def _holder(self, office: Office, of: str, day: date | None, bound: Bound) -> Actor | str:
        """Whom the article itself names so, else whom the table of offices gives on `day`."""
        named = next((bound.holders[kind, of] for kind in office.offices if (kind, of) in bound.holders), None)
        if named is not None or day is None:
            return named or ""
        return self._serving(office.offices, office.title, of, day)

    def _who_serves(self, offices: tuple[str, ...], title: str, of: str, day: date) -> str:
        """actor_id of whom the table gives; "" for nobody."""
        if "leader" in offices:
            return self._knowledge.leader(of, day) or ""
        titled = self._knowledge.titled(title, of, day)
        if titled:
            return titled[0]
        serving = ((kind, self._knowledge.holders(kind, of, day)) for kind in offices)
        single = self._knowledge.single_offices
        return next(
            (them[0] for kind, them in serving if them and (kind in single or kind in _FEW and len(them) == 1)), ""
        )

    def _counterpart(self, draft: Draft, office: Office) -> None:
        """« son homologue chinois »: who holds there the office of the person named before."""
        floor, _ = draft.bounds(office.start)
        before = draft.persons_before(office.start, floor - _BARE_REACH + 1)
        person = draft.first_person(floor, office.start) or next(before, None)
        if person is None or draft.day is None:
            return
        kinds = [
            term.office
            for term in self._knowledge.offices(person.actor.actor_id, draft.day)
            if term.office in self._knowledge.single_offices
        ]
        for of in office.of if office.plural else office.of[:1]:
            holders = (holder for kind in kinds for holder in self._knowledge.holders(kind, of, draft.day)[:1])
            self._add(draft, office, next(holders, ""))

    def _bare(self, draft: Draft, office: Office, bound: Bound) -> None:
        """« le président », said again of somebody named shortly before who holds that office."""
        national = office.title in self._french
        opens = draft.normal.startswith(_ARTICLES, office.start)
        if not national and (office.plural or not opens or _COMPLEMENT.match(draft.normal, office.end)):
            return  # « deux présidents », « le président du groupe »
        near: dict[str, Actor] = {}  # the last named first, each once
        for person in draft.persons_before(office.start, office.start - _BARE_REACH):
            near.setdefault(person.actor.actor_id, person.actor)
        titled = (one for one in near.values() if self._is_titled(one.actor_id, office.title, draft.day))
        holding = (one for one in near.values() if self._holds(one, office, draft.day, bound))
        actor = next(titled, None) or next(holding, None)
        self._add(draft, office, actor or (self._french_head(draft) if national else ""))

    def _french_head(self, draft: Draft) -> str:
        """« le président de la République » said by an article that speaks of France and named no other."""
        france = self._lexicon.states["France"]
        if draft.day is None or not draft.speaks_of(france):
            return ""
        return self._knowledge.leader(france, draft.day) or ""

    def _bears(self, actor_id: str, title: str, day: date | None) -> bool:
        """« le secrétaire d'État » is who bears that title before another foreign minister."""
        terms = self._knowledge.offices(actor_id, day) if day else ()
        return any(normalise(term.title).startswith(title) for term in terms)

    def _holds(self, person: Actor, office: Office, day: date | None, bound: Bound) -> bool:
        if not bound.kinds.get(person.actor_id, frozenset()).isdisjoint(office.offices):
            return True
        terms = self._knowledge.offices(person.actor_id, day) if day else ()
        return any(term.office in office.offices for term in terms)

    def _roles(self, draft: Draft) -> None:
        """« son allié chinois »: the state under one of its roles."""
        for start, end, reading in draft.marks:
            if not reading.demonym or not draft.normal.endswith(self._role_endings, 0, start):
                continue
            match = self._role.search(draft.normal, max(0, start - 40), start)
            if not match or any(one.actor.kind == "person" for one in (*draft.at(end + 1), *draft.at(end + 2))):
                continue
            draft.add_over(match.start(), end, self._knowledge.actors[reading.demonym], "nickname")
