"""Who is meant: every mention of a person, state or organisation in an article, and the places named."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from analysis.extraction import offices as office_reading
from analysis.extraction.anaphora import Anaphora, Seen
from analysis.extraction.capitals import Capitals
from analysis.extraction.lexicon import Lexicon, Mark, Words
from analysis.extraction.offices import Office
from analysis.extraction.people import People, slug
from analysis.knowledge import Actor, Knowledge, Place

# « le président » alone means a holder named at most this many characters before.
_BARE_REACH = 1500
_SUBJECT = re.compile(r"(?:^|[\n,;:.«»(–-] ?|\b(?:et|que|qu'|si|lorsque|alors que|mais|car|quand|ou) )(?:le |la |l'|les )?$")


@dataclass(slots=True)
class Mention:
    """An actor at [start, end) of a text, in sentence number `sentence`, and how it is named."""

    start: int
    end: int
    sentence: int
    actor: Actor
    how: str


@dataclass(slots=True)
class PlaceMention:
    """A place at [start, end) of a text."""

    start: int
    end: int
    sentence: int
    place: Place


@dataclass(slots=True)
class Marked:
    """What an article names: mentions and places in the order of the text, and its offices."""

    mentions: list[Mention] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    offices: list[Office] = field(default_factory=list)
    beside: dict[int, Mention] = field(default_factory=dict)  # start of an office → the person named beside it


class ActorReader:
    """Finds the actors of articles. Built once from the knowledge; holds no state of any article."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.words = Words()
        self.lexicon = Lexicon(knowledge)
        self.capitals = Capitals(self.words)
        self.people = People(self.words, self.lexicon.given_names)
        self.anaphora = Anaphora(self.lexicon, self.words)
        self.state_ids = {actor.name: actor.actor_id
                          for actor in knowledge.actors.values() if actor.kind == "state"}

    def read(self, text: str, normal: str, sentences: Sequence[tuple[int, int]], day: date | None) -> Marked:
        """Mentions and places of `text` as of its publication `day` (None where unknown)."""
        return _Article(self, text, normal, sentences, day).read()


class _Article:
    """One article while it is read: each step adds mentions."""

    def __init__(self, reader: ActorReader, text: str, normal: str,
                 sentences: Sequence[tuple[int, int]], day: date | None) -> None:
        self.reader, self.text, self.normal, self.day = reader, text, normal, day
        self.sentences = sentences
        self.starts = [start for start, _ in sentences]
        self.marks = reader.lexicon.marks(text, normal)
        self.result = Marked()
        self.bound: dict[tuple[str, str], Actor] = {}  # (office words' kind, state) → person named beside it

    def read(self) -> Marked:
        self.result.offices = office_reading.read(self.reader.lexicon, self.reader.words, self.normal, self.marks)
        self._names()
        self._strangers()
        self._surnames()
        self._offices()
        self.result.mentions.sort(key=lambda mention: (mention.start, mention.end))
        self._roles()
        self._anaphors()
        self.result.mentions.sort(key=lambda mention: (mention.start, mention.end))
        self.result.places.sort(key=lambda place: place.start)
        return self.result

    # What the lexicon names -------------------------------------------------------------------------

    def _names(self) -> None:
        siblings: tuple[int, bool] = (-1, False)  # where the last capital ended, and whether it acted
        for mark in self.marks:
            if self._taken_away(mark):
                continue
            if mark.alias is None:
                if mark.nickname:
                    self._nickname(mark)
                elif mark.places and not mark.surnames:
                    self._place(mark)
                continue
            actor = self.reader.knowledge.actors[mark.alias.actor_id]
            if mark.alias.how == "metonym":
                acts = self._acts(mark, siblings)
                siblings = (mark.end, acts)
                if acts:
                    self._add(mark.start, mark.end, actor, "metonym")
                else:
                    self._place(mark)
            elif actor.kind != "person" or self._stands_alone(mark):
                self._add(mark.start, mark.end, actor, mark.alias.how)
                if actor.kind == "state":
                    self._place(mark)

    def _taken_away(self, mark: Mark) -> bool:
        """« avenue Macron »: a word before says that the name is not the actor."""
        before = self.normal[max(0, mark.start - 25):mark.start].rstrip()
        word = re.split(r"[\s']", before)[-1] if before else ""
        return bool(mark.alias) and word in self.reader.knowledge.never_before

    def _acts(self, mark: Mark, siblings: tuple[int, bool]) -> bool:
        end, acted = siblings
        if 0 <= end < mark.start and self.normal[end:mark.start] in (", ", " et ", "/", " ou ", "-"):
            return acted
        floor, ceiling = self._sentence_at(mark.start)
        return self.reader.capitals.is_government(self.text, self.normal, mark.start, mark.end, floor, ceiling)

    def _stands_alone(self, mark: Mark) -> bool:
        """A name of one word is not that person inside a longer name: « Hunter Biden », « Biden Institute »."""
        if " " in self.text[mark.start:mark.end]:
            return True
        before = re.search(r"([\w-]+)[ ]$", self.text[max(0, mark.start - 30):mark.start])
        after = re.match(r" ([A-ZÀ-Þ][\w-]+)", self.text[mark.end:mark.end + 30])
        first = mark.surnames and after  # « Wang Chuanfu » is not Wang Yi
        return not first and not (before and self._is_given_name(before[1], mark.start - len(before[0])))

    def _is_given_name(self, word: str, start: int) -> bool:
        if not word[0].isupper() or self.reader.people.is_no_name(word):
            return False
        return start not in self.starts or word in self.reader.lexicon.given_names

    def _nickname(self, mark: Mark) -> None:
        assert mark.nickname is not None
        nickname = mark.nickname
        holder = self._holder_of(nickname.office, nickname.of)
        if holder:
            self._add(mark.start, mark.end, self.reader.knowledge.actors[holder], "nickname")

    def _holder_of(self, office: str, of: str) -> str:
        if self.day is None:
            return ""
        if office == "leader":
            return self.reader.knowledge.leader(of, self.day) or ""
        holders = self.reader.knowledge.holders(office, of, self.day)
        return holders[0] if holders else ""

    def _place(self, mark: Mark) -> None:
        if mark.places:
            self.result.places.append(PlaceMention(mark.start, mark.end, self._number(mark.start), mark.places[0]))

    # Persons of this article ------------------------------------------------------------------------

    def _strangers(self) -> None:
        taken = [(mention.start, mention.end) for mention in self.result.mentions]
        taken += [(place.start, place.end) for place in self.result.places]
        self.strangers: dict[str, Actor] = {}
        for stranger in self.reader.people.find(self.text, self.normal, taken):
            actor = self.strangers.setdefault(
                stranger.name, Actor(slug(stranger.name), stranger.name, "person", ""))
            self._add(stranger.start, stranger.end, actor, "name")

    def _surnames(self) -> None:
        """« Lavrov » after « Sergueï Lavrov », « M. Xi »: surnames of the persons this article names in full."""
        named = {mention.actor.actor_id: mention for mention in self.result.mentions
                 if mention.actor.kind == "person"}
        for mark in self.marks:
            if mark.alias is not None:
                self._title(mark.start, mark.end)
                continue
            known = [named[actor_id] for actor_id in mark.surnames if actor_id in named]
            if known and self._stands_alone(mark) and not self._covered(mark.start, mark.end):
                earlier = [mention for mention in known if mention.start < mark.start]
                mention = max(earlier, key=lambda one: one.start) if earlier else known[0]
                self._add(mark.start, mark.end, mention.actor, "name")
                self._title(mark.start, mark.end)
            elif mark.places and mark.surnames and not known:
                self._place(mark)
        for actor in self.strangers.values():
            self._stranger_surname(actor)

    def _stranger_surname(self, actor: Actor) -> None:
        surname = actor.name.split()[-1]
        for match in re.finditer(rf"(?<![\w-]){re.escape(surname)}(?![\w-])", self.text):
            if not self._covered(match.start(), match.end()):
                self._add(match.start(), match.end(), actor, "name")
                self._title(match.start(), match.end())

    def _title(self, start: int, end: int) -> None:
        """A courtesy title before a name belongs to the mention: « M. Xi »."""
        match = self.reader.words.title.search(self.normal[max(0, start - 8):start])
        mention = self.result.mentions[-1] if self.result.mentions else None
        if match is None:
            return
        for mention in reversed(self.result.mentions):
            if (mention.start, mention.end) == (start, end):
                mention.start -= len(self.normal[max(0, start - 8):start]) - match.start()
                if " " not in self.text[start:end]:
                    mention.how = "title"
                return

    # Offices ----------------------------------------------------------------------------------------

    def _offices(self) -> None:
        persons = sorted((mention for mention in self.result.mentions if mention.actor.kind == "person"),
                         key=lambda mention: mention.start)
        beside = [self._beside(office, persons) for office in self.result.offices]
        self.result.beside = {office.start: person for office, person in zip(self.result.offices, beside, strict=True)
                              if person is not None}
        for office, person in zip(self.result.offices, beside, strict=True):
            if person and not office.former:
                for kind in office.offices:
                    for of in office.of[:1]:
                        self.bound.setdefault((kind, of), person.actor)
        for office, person in zip(self.result.offices, beside, strict=True):
            if person is None:
                self._office(office, persons)
            elif office.of and not person.actor.country:
                self._learn(person.actor, office.of[0])

    def _learn(self, stranger: Actor, of: str) -> None:
        """A stranger beside an office serves its state."""
        served = self.reader.knowledge.actors[of]
        learned = Actor(stranger.actor_id, stranger.name, "person", served.country, served.side)
        for mention in self.result.mentions:
            if mention.actor == stranger:
                mention.actor = learned

    def _beside(self, office: Office, persons: Sequence[Mention]) -> Mention | None:
        """The person named beside `office`: « le président russe Vladimir Poutine », « Wang Yi, le … »."""
        if office.institution:
            return None
        position = bisect_right([person.start for person in persons], office.start)
        apposition = self.reader.words.apposition
        if position < len(persons):
            after = persons[position]
            gap = self.normal[office.end:after.start]
            if apposition.fullmatch(gap) and self._serves(after.actor, office, "," in gap):
                return after
        if position:
            before = persons[position - 1]
            gap = self.normal[before.end:office.start]
            if gap.startswith((",", " (")) and apposition.fullmatch(gap.replace(" (", ", ")) \
                    and self._serves(before.actor, office, True):
                return before
        return None

    def _serves(self, person: Actor, office: Office, loose: bool) -> bool:
        """May `person` hold `office`? Where the words only stand side by side, the state must be theirs."""
        if loose and office.indefinite and not self._may_hold(person, office):
            return False
        if not office.of or not person.country:
            return True
        of = self.reader.knowledge.actors[office.of[0]]
        if of.kind != "state":
            return True
        return of.country == person.country or not loose

    def _may_hold(self, person: Actor, office: Office) -> bool:
        """« selon un diplomate, X … »: X, whose offices are known, is not that diplomat."""
        terms = self.reader.knowledge.offices(person.actor_id, self.day) if self.day else ()
        return not terms or any(term.office in office.offices for term in terms)

    def _office(self, office: Office, persons: Sequence[Mention]) -> None:
        if office.institution:
            for of in office.of:
                self._add(office.start, office.end, self.reader.knowledge.actors[of], "office", inside=True)
            return
        if office.named_holder_only:
            return
        if not office.of:
            self._bare(office, persons)
            return
        if "counterpart" in office.offices:
            self._counterpart(office)
            return
        for of in office.of if office.plural else office.of[:1]:
            actor = self._holder(office, of)
            if actor:
                self._add(office.start, office.end, actor, "office", inside=True)

    def _holder(self, office: Office, of: str) -> Actor | None:
        for kind in office.offices:
            if (kind, of) in self.bound:
                return self.bound[kind, of]
        holder = office_reading.holder(self.reader.lexicon, office, of, self.day)
        return self.reader.knowledge.actors[holder] if holder else None

    def _bare(self, office: Office, persons: Sequence[Mention]) -> None:
        """« le président », said again of somebody named shortly before who holds that office."""
        if self.normal[office.start:office.start + 2] not in ("le", "la", "l'") or office.plural:
            return
        before = [person for person in persons
                  if office.start - _BARE_REACH < person.start < office.start]
        for person in reversed(before):
            if self._holds(person.actor, office):
                self._add(office.start, office.end, person.actor, "office", inside=True)
                return

    def _counterpart(self, office: Office) -> None:
        """« son homologue chinois »: who holds there the office of the person named before."""
        floor, _ = self._sentence_at(office.start)
        before = sorted((person for person in self.result.mentions if person.actor.kind == "person"
                         and floor - _BARE_REACH < person.start < office.start), key=lambda person: person.start)
        if not before or self.day is None:
            return
        person = next((person for person in before if person.start >= floor), before[-1])
        for of in office.of if office.plural else office.of[:1]:
            holders = (self._holder_of(term.office, of)
                       for term in self.reader.knowledge.offices(person.actor.actor_id, self.day)
                       if term.office not in office_reading.MANY)
            holder = next(filter(None, holders), "")
            if holder:
                self._add(office.start, office.end, self.reader.knowledge.actors[holder], "office", inside=True)

    def _holds(self, person: Actor, office: Office) -> bool:
        if any(kind in office.offices and actor == person for (kind, _), actor in self.bound.items()):
            return True
        if self.day is None:
            return False
        terms = self.reader.knowledge.offices(person.actor_id, self.day)
        return any(term.office in office.offices for term in terms)

    # What was said before ---------------------------------------------------------------------------

    def _roles(self) -> None:
        """« son allié chinois »: the state under one of its roles."""
        roles = frozenset(self.reader.words["state_roles"])
        for mark in self.marks:
            if not mark.demonym or mark.demonym not in self.reader.knowledge.actors:
                continue
            match = re.search(r"\b(?:son|sa|leur|notre|le|l')(?: (?:grand|puissant|proche|vieil|plus proche))? ?([\w]+) $",
                              self.normal[max(0, mark.start - 30):mark.start])
            if match and match[1] in roles and not self._followed_by_person(mark.end):
                start = mark.start - len(match[0])
                self._add(start, mark.end, self.reader.knowledge.actors[mark.demonym], "nickname", inside=True)

    def _followed_by_person(self, end: int) -> bool:
        return any(end < mention.start <= end + 2 for mention in self.result.mentions
                   if mention.actor.kind == "person")

    def _anaphors(self) -> None:
        seen = [self._seen(mention) for mention in self.result.mentions]
        seen += [self._seen_place(place) for place in self.result.places if place.place.kind != "country"]
        seen = sorted((one for one in seen if one is not None), key=lambda one: one.start)
        for anaphor in self.reader.anaphora.find(self.normal, self.sentences, seen, self.day):
            for actor_id in anaphor.actor_ids:
                actor = self._actor(actor_id)
                if not self._covered(anaphor.start, anaphor.end, same=actor):
                    self._add(anaphor.start, anaphor.end, actor, "anaphora", inside=True)

    def _actor(self, actor_id: str) -> Actor:
        known = self.reader.knowledge.actors.get(actor_id)
        if known is not None:
            return known
        return next(mention.actor for mention in self.result.mentions if mention.actor.actor_id == actor_id)

    def _seen(self, mention: Mention) -> Seen | None:
        state = self.reader.state_ids.get(mention.actor.country, "")
        before = self.normal[max(0, mention.start - 15):mention.start]
        return Seen(mention.start, mention.sentence, mention.actor, bool(_SUBJECT.search(before)),
                    (state,) if state else ())

    def _seen_place(self, place: PlaceMention) -> Seen | None:
        """A capital that is a mere place still brings its state to mind."""
        state = self.reader.state_ids.get(place.place.country)
        if state is None or self._covered(place.start, place.end):
            return None
        return Seen(place.start, place.sentence, Actor("", place.place.name, "place", place.place.country), False,
                    (state,))

    # Tools ------------------------------------------------------------------------------------------

    def _add(self, start: int, end: int, actor: Actor, how: str, inside: bool = False) -> None:
        """Adds a mention; with `inside`, the mentions within it give way to it."""
        if inside:
            self.result.mentions = [mention for mention in self.result.mentions
                                    if not (start <= mention.start and mention.end <= end)
                                    or (mention.start, mention.end) == (start, end)]
        self.result.mentions.append(Mention(start, end, self._number(start), actor, how))

    def _covered(self, start: int, end: int, same: Actor | None = None) -> bool:
        return any(mention.start < end and start < mention.end and (same is None or mention.actor == same)
                   for mention in self.result.mentions)

    def _number(self, position: int) -> int:
        """Index of the sentence that holds `position`."""
        return max(0, bisect_right(self.starts, position) - 1)

    def _sentence_at(self, position: int) -> tuple[int, int]:
        return self.sentences[self._number(position)]


