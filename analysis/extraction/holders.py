"""Who holds an office on a day, by the table of offices."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from analysis.extraction.lexicon import Lexicon
from analysis.extraction.marked import Draft
from analysis.extraction.offices import Office
from analysis.extraction.pointers import Words
from analysis.knowledge import Actor, Knowledge, Term, plain_title, serves
from analysis.language.patterns import syntax
from analysis.language.text import normalise

_REMEMBERED = 10_000  # asked again within an article and by others of its day
# Of these a state has one, or few of whom one is known.
_FEW = frozenset(("intelligence_chief", "speaker"))
_SENT = frozenset(("ambassador", "envoy"))
_SPOKESPERSON, _HEAD_OF_STATE, _SUPREME = "spokesperson", "head_of_state", "supreme_leader"
_PRESIDENT = "president"
_LATELY = timedelta(days=730)  # as long as press calls an ousted president so
_CHARGE = " charge d"  # of titles in the table of offices
_SYNTAX = syntax()


@dataclass(slots=True)
class Bound:
    """Offices that the article gives to persons itself: (office, of) → holder, and the offices of each person."""

    holders: dict[tuple[str, str], Actor] = field(default_factory=dict)
    kinds: dict[str, set[str]] = field(default_factory=dict)

    def add(self, kind: str, of: str, person: Actor) -> None:
        """The first person named beside an office holds it."""
        if self.holders.setdefault((kind, of), person) is person:
            self.kinds.setdefault(person.actor_id, set()).add(kind)


class Holders:
    """The table of offices, asked by what an article says of an office. Every answer is an actor_id, "" for nobody."""

    def __init__(self, lexicon: Lexicon, words: Words) -> None:
        self._knowledge = lexicon.knowledge
        self._sent = _sent(lexicon)
        self._figureheads = {of for name, of in lexicon.states.items() if normalise(name) in words["figureheads"]}
        self._same_bodies = (words["presidencies"], words["foreign_offices"])
        self._title_only, self._loose = words["title_only"], words["loose_heads"]
        self._if_sent, self._monarchs = words["if_sent"], frozenset(words["monarchs"])
        self.serving = lru_cache(_REMEMBERED)(self._serving)
        self.bears = lru_cache(_REMEMBERED)(self._bears)

    def _serving(self, offices: tuple[str, ...], title: str, of: str, to: str, day: date) -> str:
        """Who holds the first of `offices` that has one holder known; `to`: whom an envoy is sent to."""
        if to:
            there = self._sent.get((of, to), ())
            return next((term.actor_id for term in there if term.office in offices and serves(term, day)), "")
        if title in self._if_sent:
            return ""
        if "leader" in offices or title in self._loose and of in self._figureheads:
            return self._knowledge.leader(of, day) or ""
        if _SPOKESPERSON in offices:
            return self._speaking(title, of, day)
        titled = self._knowledge.titled(title, of, day)
        if titled:
            return titled[0]
        if title.startswith(self._title_only):
            return ""
        serving = ((kind, self._knowledge.holders(kind, of, day)) for kind in offices)
        single = self._knowledge.single_offices
        return next(
            (them[0] for kind, them in serving if them and (kind in single or kind in _FEW and len(them) == 1)), ""
        )

    def fallen(self, offices: tuple[str, ...], of: str, day: date) -> str:
        """« le président nigérien renversé »: whose term ended last, and not long ago."""
        terms = (term for kind in offices for term in self._knowledge.terms_of.get((kind, of), ()))
        ended = [(term.end, term.actor_id) for term in terms if term.end and day - _LATELY <= term.end < day]
        return max(ended, default=(day, ""))[1]

    def spoken_of(self, office: Office, of: str, draft: Draft) -> str:
        """Where no words say whom an envoy is sent to: whom the sentence speaks of, else the article, if there is one
        such envoy."""
        if draft.day is None or _SENT.isdisjoint(office.offices):
            return ""
        known = self._knowledge.actors
        sent = ((to, term) for (whose, to), terms in self._sent.items() if whose == of for term in terms)
        serving = {to for to, term in sent if term.office in office.offices and serves(term, draft.day)}
        beside = serving & {mark.reading.state for mark in draft.marks_in(*draft.bounds(office.start))}
        spoken = beside or {to for to in serving if draft.speaks_of(to) or to not in known and to in draft.normal}
        return spoken.pop() if len(spoken) == 1 else ""

    def _speaking(self, title: str, of: str, day: date) -> str:
        """The spokesperson of the body that the title names."""
        terms = self._knowledge.terms_of.get((_SPOKESPERSON, of), ())
        speaking = [term for term in terms if serves(term, day)]
        titled = self._knowledge.titled(title, of, day) if " " in title else []
        told = title.replace("-", " ")
        for bodies in self._same_bodies:  # « porte-parole de la présidence américaine » speaks for the White House
            if any(body in told for body in bodies):
                told += " ".join(bodies)
        named = [term for term in speaking if term.body and normalise(term.body).replace("-", " ") in told]
        first = [term for term in named if term.body in term.title]  # the title of a deputy is « porte-parole » alone
        holders = {term.actor_id for term in first or named}
        return next(iter(titled), "") or (holders.pop() if len(holders) == 1 else "")

    def destination(self, offices: tuple[str, ...], of: str, normal: str, end: int) -> str:
        """Of the places that envoys of `of` are known to be sent to, the one named at `end`: « pour le Sahel »."""
        match = None if _SENT.isdisjoint(offices) else _SYNTAX["sent_to"].match(normal, end)
        known = (to for whose, to in self._sent if whose == of) if match else ()
        return next((to for to in known if match and normal.startswith(to, match.end())), "")

    def counterpart(self, actor_id: str, of: str, day: date) -> str:
        """Who holds in `of` the office that a person holds. A leader meets a leader: the counterpart of the French
        president is the German chancellor, as that of a prime minister is the president where there is no other."""
        knowledge = self._knowledge
        terms = knowledge.offices(actor_id, day)
        leads = any(knowledge.leader_offices.get(term.of) == term.office for term in terms)
        if leads and of in self._figureheads and any(term.office == _HEAD_OF_STATE for term in terms):
            return knowledge.leader(of, day) or ""
        kinds = [term.office for term in terms if term.office in knowledge.single_offices]
        holders = (holder for kind in kinds for holder in knowledge.holders(kind, of, day)[:1])
        return next(holders, "") or (leads and knowledge.leader(of, day) or "")

    def charged(self, office: Office, of: str, normal: str, day: date) -> str:
        """« le vice-Premier ministre russe chargé de l'Énergie »: of several, who has in charge what is told after."""
        told = _SYNTAX["in_charge"].match(normal, office.end)
        title = plain_title(office.title, self._knowledge.plain_words) + _CHARGE
        charges = (
            (known[len(title) :], term)
            for known, term in (self._knowledge.titles.get(of, ()) if told else ())
            if known.startswith(title) and serves(term, day)
        )
        return next((term.actor_id for what, term in charges if told and normal.startswith(what, told.end())), "")

    def holds(self, actor_id: str, offices: tuple[str, ...], of: str, day: date | None) -> bool:
        """Does a person hold one of `offices`, be it of anybody (`of` empty)?"""
        terms = self._knowledge.offices(actor_id, day) if day else ()
        return any(term.office in offices and of in ("", term.of) for term in terms)

    def may_be(self, actor_id: str, title: str, day: date | None) -> bool:
        """« le roi » is no president and « le président » no king; of who heads no state, nothing is said but that."""
        terms = self._knowledge.offices(actor_id, day) if day else ()
        titles = [normalise(term.title).split(" ")[0] for term in terms if term.office == _HEAD_OF_STATE]
        royal = not self._monarchs.isdisjoint(titles)
        return royal if title in self._monarchs else not (royal and title.startswith(_PRESIDENT))

    def _bears(self, actor_id: str, title: str, day: date | None) -> bool:
        """« le secrétaire d'État » is who bears that title before another foreign minister."""
        terms = self._knowledge.offices(actor_id, day) if day else ()
        return any(normalise(term.title).startswith(title) for term in terms)


def leader_met(knowledge: Knowledge, of: str, day: date) -> str:
    """actor_id of who leads a state where leaders meet: its president where a guide stands above him."""
    if knowledge.leader_offices.get(of) == _SUPREME:
        return next(iter(knowledge.holders(_HEAD_OF_STATE, of, day)), "")
    return knowledge.leader(of, day) or ""


def _sent(lexicon: Lexicon) -> Mapping[tuple[str, str], list[Term]]:
    """(of, whom or where to) → terms of ambassadors and envoys, the latest first: « émissaire pour la Syrie »."""
    knowledge = lexicon.knowledge
    actors = {normalise(alias.text): alias.actor_id for alias in knowledge.aliases}
    found: dict[tuple[str, str], list[Term]] = {}
    for (office, of), terms in knowledge.terms_of.items():
        for term in terms if office in _SENT else ():
            match = _SYNTAX["destination"].match(normalise(term.title))
            if match:
                found.setdefault((of, actors.get(match[1], match[1])), []).append(term)
    return found
