"""Actors meant by what they hold or are: « le président russe », « son homologue », « le gouvernement chinois »."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from analysis.extraction.bearers import Bearers
from analysis.extraction.gender import Gender
from analysis.extraction.holders import Bound, Holders, leader_met
from analysis.extraction.home import Home
from analysis.extraction.lexicon import Lexicon
from analysis.extraction.marked import Draft, Mention
from analysis.extraction.offices import Office, read
from analysis.extraction.owners import BARE_REACH, Owners, subject, subjects
from analysis.extraction.people import slug
from analysis.extraction.pointers import Words
from analysis.knowledge import Actor
from analysis.language.text import normalise
from analysis.language.words import alternatives

_ARTICLES, _CONTRACTED = ("le ", "la ", "l'"), (" au ", " du ")
_LEADING = ("head_of_state", "head_of_government", "supreme_leader")
_PORTFOLIO = re.compile(r" (?:de la |de l'|des |du |d'|delegue |deleguee |charge |chargee )")
_THEIR = " leurs "
_MATCHED = ("head_of_state", "head_of_government", "foreign_minister", "defence_minister")
_DEPENDENT_REACH = 60  # the longest words of a dependent, with one more
_ANY_DIPLOMAT, _ORG_HEAD = ("diplomat",), "org_head"
_MINISTER, _PRESIDENT = "ministre", "president"


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
        self._auxiliary = re.compile(rf" (?:{alternatives(words['auxiliaries'])})\b")
        self._holders, self._bearers = Holders(lexicon, words), Bearers(lexicon)
        self._home, self._gender = Home(lexicon, words, self._holders), Gender(lexicon, words)
        self._owners = Owners(lexicon, words, self._home.national)
        self._unions = frozenset(slug(name) for name in words["unions"])
        self._role_endings = tuple(f"{role} " for role in words["state_roles"])

    def read(self, draft: Draft) -> None:
        """Adds the mentions of `draft` by office, institution or role."""
        draft.offices = read(self._words, draft.normal, draft.marks)
        for start, end, bearer in self._bearers.beside(draft, draft.offices):
            draft.add(start, end, bearer, "name")
        persons = draft.persons()
        starts = [person.start for person in persons]
        beside = [self._beside(draft, office, persons, starts) for office in draft.offices]
        bound = Bound()
        for office, person in zip(draft.offices, beside, strict=True):
            if person is None:
                continue
            draft.beside[office.start] = person
            if not office.former and not office.plural and office.of:
                for kind in office.offices:
                    bound.add(kind, office.of[0], person.actor)
        for number, office in enumerate(draft.offices):
            if office.start not in draft.beside:
                self._alone(draft, self._owners.completed(draft, office, draft.offices[number + 1 : number + 2]), bound)
        self._learn(draft)
        self._recognise(draft)
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
                (after.how != "nickname" or after.start < office.end)
                and apposition.fullmatch(draft.normal, office.end, max(office.end, after.start))
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
            if (
                before.how != "nickname"  # « le chef du Pentagone, le chef de la CIA » are two
                and apposition.fullmatch(draft.normal, start, office.start)
                and not self._is_subject(draft, office)
                and self._serves(before.actor, office, draft.day, loose=True)
            ):
                return before
        return None

    def _is_subject(self, draft: Draft, office: Office) -> bool:
        """« Avec X, le président congolais a … »: the office opens a clause of its own."""
        after = self._auxiliary.match(draft.normal, office.end)
        return draft.text.startswith(" a ", office.end) or after is not None

    def _serves(self, person: Actor, office: Office, day: date | None, loose: bool) -> bool:
        """May `person` hold `office`? Across a comma its state must be theirs, and « un diplomate, X » is
        not X whose own offices are known."""
        if loose and office.indefinite and day:
            terms = self._knowledge.offices(person.actor_id, day)
            if terms and not any(term.office in office.offices for term in terms):
                return False
        if not office.of or not person.country or not loose:
            return True
        served = [self._knowledge.actors[of] for of in (office.of if office.plural else office.of[:1])]
        return any(of.kind != "state" or of.country == person.country for of in served)

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

    def _recognise(self, draft: Draft) -> None:
        """« M. Burns », of two known ones, is the one whom the article means by an office."""
        strangers = [
            one for one in draft.persons() if one.how == "title" and one.actor.actor_id not in self._knowledge.actors
        ]
        if not strangers:
            return
        meant = {one.actor.actor_id: one.actor for one in draft.persons() if one.how in ("office", "nickname")}
        for mention in strangers:
            namesakes = self._lexicon.namesakes.get(normalise(mention.actor.name), ())
            bearers = [meant[one] for one in namesakes if one in meant]
            if len(bearers) == 1:
                mention.actor = bearers[0]

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
        elif office.offices == _ANY_DIPLOMAT and not office.plural:
            self._add(draft, office, self._named_of(draft, office), office.of[0])
        else:
            for of in office.of if office.plural else office.of[:1]:
                other = self._is_other(draft, office, of)
                self._add(draft, office, "" if other else self._holder(draft, office, of, bound), of)

    def _is_other(self, draft: Draft, office: Office, of: str) -> bool:
        """« le ministre russe des Sports » where that portfolio is not known; « les dirigeants européens », of many
        states."""
        if office.plural and len(office.of) == 1:
            return True  # « les dirigeants chinois »: more than one
        if office.plural and self._knowledge.actors[of].kind == "organisation":
            return _ORG_HEAD not in office.offices
        if "leader" in office.offices and of in self._unions:
            return True
        told = "minister" in office.offices or "president" in office.offices  # « le président vietnamien de l'AN »
        match = _PORTFOLIO.match(draft.normal, office.end) if told else None
        if match is None:
            return False
        return "minister" in office.offices or draft.text[match.end() : match.end() + 1].isupper()

    def _add(self, draft: Draft, office: Office, actor_or_id: Actor | str, of: str = "") -> None:
        """Adds the holder; where none is known, the state `of` takes part (« son homologue koweïtien ») and is no
        mention."""
        known = self._knowledge.actors
        actor = known.get(actor_or_id) if isinstance(actor_or_id, str) else actor_or_id
        if actor is not None and self._gender.fits(draft, office, actor):
            draft.add_over(office.start, office.end, actor, "office")
        elif of and draft.day and known[of].kind == "state" and self._is_free(draft, office):
            draft.add(office.start, office.end, known[of], "office").listed = False

    @staticmethod
    def _is_free(draft: Draft, office: Office) -> bool:
        """Do its words name nobody else, or nobody but other holders of the office?"""
        return bool(draft.at(office.start)) or not draft.covered(office.start, office.end)

    def _holder(self, draft: Draft, office: Office, of: str, bound: Bound) -> Actor | str:
        """Whom the article itself names so, else whom the table of offices gives on the day, else who of several
        holders was named shortly before."""
        named = next((bound.holders[kind, of] for kind in office.offices if (kind, of) in bound.holders), None)
        if named is not None or draft.day is None:
            return named or ""
        # « le dirigeant vietnamien », said of the president; « le ministre vietnamien », of whichever was named
        loosely = _LEADING if "leader" in office.offices else office.offices if office.title == _MINISTER else ()
        if loosely and not office.plural and (told := self._named_before(draft, office.start, loosely, of)):
            return told
        if office.fallen and (fallen := self._holders.fallen(office.offices, of, draft.day)):
            return fallen
        if "leader" in office.offices and len(office.of) > 1:
            return leader_met(self._knowledge, of, draft.day)
        to = office.to or self._holders.destination(office.offices, of, draft.normal, office.end)
        to = to or self._holders.spoken_of(office, of, draft)
        holder = self._holders.charged(office, of, draft.normal, draft.day)
        holder = holder or self._holders.serving(office.offices, office.title, of, to, draft.day)
        return holder or self._named_before(draft, office.start, office.offices, of)

    def _named_before(self, draft: Draft, position: int, offices: tuple[str, ...], of: str) -> Actor | str:
        near = (person.actor for person in draft.persons_before(position, position - BARE_REACH))
        holding = (one for one in near if self._holders.holds(one.actor_id, offices, of, draft.day))
        return next((one for one in holding if self._holders.may_be(one.actor_id, _PRESIDENT, draft.day)), "")

    def _counterpart(self, draft: Draft, office: Office) -> None:
        """« son homologue chinois »: who holds there the office of the person named before."""
        own = {self._knowledge.actors[of].name for of in office.of}
        person = subject(draft, office.start, own)
        if person is None or draft.day is None:
            return
        here = subjects(draft, office.start, own)
        persons = [person.actor]
        if office.plural and len(office.of) == 1 and draft.normal.endswith(_THEIR, 0, office.start):
            # « X et Y … leurs homologues japonais »; other ministries do not match each other.
            persons = [one for one in here if self._holders.holds(one.actor_id, _MATCHED, "", draft.day)]
        elif not office.plural and self._gender.is_of_a_woman(draft, office):
            # « son homologue allemande »: of whom a woman is the counterpart
            of, women = office.of[0], self._gender.is_woman
            counterparts = {one: self._holders.counterpart(one.actor_id, of, draft.day) for one in (*persons, *here)}
            persons = [one for one, other in counterparts.items() if other and women(other)][:1] or persons
        for of in office.of if office.plural else office.of[:1]:
            for one in persons:
                self._add(draft, office, self._holders.counterpart(one.actor_id, of, draft.day), of)

    def _named_of(self, draft: Draft, office: Office) -> Actor | str:
        """« le diplomate russe »: who was named last of those who serve that state."""
        before = draft.persons_before(office.start, office.start - BARE_REACH)
        of = self._knowledge.actors[office.of[0]].name
        return next((one.actor for one in before if one.actor.side == of), "")

    def _bare(self, draft: Draft, office: Office, bound: Bound) -> None:
        """« le président », said again of somebody named shortly before who holds that office."""
        opens = draft.normal.startswith(_ARTICLES, office.start) or draft.normal.endswith(_CONTRACTED, 0, office.start)
        if office.plural or not opens or self._home.goes_on(draft, office):
            return  # « deux présidents », « le président du groupe »
        near: dict[str, Actor] = {}  # the last named first, each once
        for person in draft.persons_before(office.start, office.start - BARE_REACH):
            near.setdefault(person.actor.actor_id, person.actor)
        titled = (one for one in near.values() if self._holders.bears(one.actor_id, office.title, draft.day))
        holding = (one for one in near.values() if self._holds(one, office, draft.day, bound))
        actor: Actor | str = next((one for one in chain(titled, holding) if self._suits(draft, office, one)), "")
        if not actor or self._home.is_republic(office):
            actor = self._home.holder(draft, office) or actor
        self._add(draft, office, actor)

    def _suits(self, draft: Draft, office: Office, person: Actor) -> bool:
        may_be = self._holders.may_be(person.actor_id, office.title, draft.day)
        return may_be and self._gender.suits(draft, office, person)

    def _holds(self, person: Actor, office: Office, day: date | None, bound: Bound) -> bool:
        if not bound.kinds.get(person.actor_id, frozenset()).isdisjoint(office.offices):
            return True
        return self._holders.holds(person.actor_id, office.offices, "", day)

    def _roles(self, draft: Draft) -> None:
        """« son allié chinois »: the state under one of its roles."""
        for start, end, reading in draft.marks:
            if not reading.demonym or not draft.normal.endswith(self._role_endings, 0, start):
                continue
            match = self._role.search(draft.normal, max(0, start - 40), start)
            if not match or any(one.actor.kind == "person" for one in (*draft.at(end + 1), *draft.at(end + 2))):
                continue
            draft.add_over(match.start(), end, self._knowledge.actors[reading.demonym], "nickname")
