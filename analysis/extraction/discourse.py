"""What an article has said so far: whom « il » and « ils » mean, which encounter « cette visite » takes up."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date
from operator import attrgetter, itemgetter

from analysis import tables
from analysis.extraction.arranging import apposed
from analysis.extraction.journeys import meet
from analysis.extraction.phrases import sides
from analysis.extraction.scene import Found, Report, Scene, Span
from analysis.knowledge import Actor, Knowledge, Place
from analysis.language.once import once
from analysis.language.patterns import syntax
from analysis.language.times import Interval

_SYNTAX = syntax()
# « ils » means two persons of different states named within this many sentences.
_REACH = 4
_AT_SUMMIT = 10  # sentences: those who meet at a summit are told of soon after it
_STAY = 2  # days that one stays with a host
_GOING_ON = ("held", "planned")
_REMEMBERED = 200  # reports that words can take up again: no article tells more, a hostile text might


class Discourse:
    """The state of an article as it is read, sentence after sentence."""

    def __init__(self, knowledge: Knowledge, states: Mapping[str, str], article: Found, day: date | None) -> None:
        """`states`: actor_id of each state by name."""
        self.knowledge = knowledge
        self.day = day
        self.previous: Interval | None = None  # the last date resolved
        self._article = article
        self._subject: Actor | None = None
        self._scenes: dict[int, Scene] = {}  # the sentences that a cue was read in, by their start
        self._said = 0  # what stands before it has been said
        self._caught_up = 0  # how many mentions of persons have been read
        self._cast: tuple[int, tuple[Actor, ...]] = (-_REACH, ())  # of the last report
        self._recent: list[tuple[int, Actor]] = []
        self._state_ids = states
        self._setting: tuple[int, Interval | None, Place | None] | None = None  # sentence, days, place of a summit
        self._beside: tuple[int, Place] | None = None  # sentence and place of a gathering of others

    @once
    def _named(self) -> dict[str, Actor]:
        return {mention.actor.actor_id: mention.actor for mention in self._article.mentions}

    def goes_on(self, scene: Scene) -> None:
        """The article is read up to `scene`."""
        self._said = scene.start
        self._scenes[scene.start] = scene

    @property
    def subject(self) -> Actor | None:
        """Whom the last sentence that names a person speaks of."""
        self._catch_up()
        return self._subject

    @property
    def subjects(self) -> tuple[Actor, ...]:
        """`subject`, if there is one."""
        return (self.subject,) if self.subject else ()

    @property
    def latest(self) -> tuple[Actor, ...]:
        """Whom the last sentence that names a person names last."""
        self._catch_up()
        return tuple(actor for _, actor in self._recent[-1:])

    def _catch_up(self) -> None:
        """Reads the sentences that name a person since the last question; those that nobody asks for any more are
        left."""
        article, (_, starts) = self._article, self._article.persons
        done, self._caught_up = self._caught_up, bisect_left(starts, self._said, self._caught_up)
        unread = list(dict.fromkeys(map(article.span, starts[done : self._caught_up])))
        if not unread:
            return
        first = bisect_left(unread, unread[-1][0] - _REACH, key=itemgetter(0))
        while first and _goes_on(article.normal, unread[first]):
            first -= 1  # whom « il » means stands farther back
        for span in unread[first:]:
            scene = self._scenes.get(span[1]) or article.scene(span)
            self._read(scene, _goes_on(article.normal, span))

    def _read(self, scene: Scene, resumes: bool) -> None:
        persons = [(group, actor) for group in apposed(scene, scene.groups) for actor in group.persons]
        self._recent += [(scene.number, actor) for _, actor in persons]
        free = [actor for group, actor in persons if not group.preposition]
        told = [actor for group, actor in persons if group.preposition == "que" and actor.side]
        goes_on = self._subject and not told and not free and resumes
        if persons and not goes_on:  # « le porte-parole a dit que X … »: of whom the next sentence goes on to speak
            self._subject = (told or free or [persons[0][1]])[0]

    def reported(self, sentence: int, participants: tuple[Actor, ...]) -> None:
        """A report was told: its participants are in focus."""
        self._cast = (sentence, participants)

    def pair(self, sentence: int) -> tuple[Actor, ...]:
        """Whom « ils » means: those who met in the last report, else the two persons of different states last named."""
        told, cast = self._cast
        persons = tuple(actor for actor in cast if actor.kind == "person") if sentence - told < _REACH else ()
        if len(sides(persons)) > 1:
            return persons
        if len(self._heard(sentence - _REACH)) < 2:
            return ()
        self._catch_up()
        found: list[Actor] = []
        for number, actor in reversed(self._recent):
            if number < sentence - _REACH:
                break
            if actor not in found and len(sides([*found, actor])) > len(found):
                found.append(actor)
            if len(found) == 2:
                return (found[1], found[0])
        return ()

    def they(self, sentence: int) -> tuple[Actor, ...]:
        """Whom « ils » means who meet somebody else: several whom the sentence before names, else `pair`."""
        self._catch_up()
        before = tuple(dict.fromkeys(actor for number, actor in self._recent if number == sentence - 1))
        together = len(before) > 1 and len(sides(before)) == 1 and self._cast[0] < sentence - 1
        return before if together else self.pair(sentence)

    def _heard(self, sentence: int) -> set[str]:
        """The sides of the persons named so far, from `sentence` on."""
        sided, starts = self._article.sided
        last = bisect_left(starts, self._said)
        first = bisect_left(sided, sentence, 0, last, key=attrgetter("sentence"))
        return {mention.actor.side for mention in sided[first:last]}

    def host(self, country: str, guest: Actor, leader: bool = True) -> Actor | None:
        """Who receives `guest` in `country`: its leader where the article names them, else the state."""
        state = self._state_ids.get(country)
        if state is None:
            return None
        leads = self.knowledge.leader(state, self.day) if self.day and leader else None
        if leads in self._named and self.leads(guest) and not self._reigns(leads):
            return self._named[leads]
        return self.knowledge.actors[state]

    def states(self, actors: Sequence[Actor]) -> tuple[Actor, ...]:
        """`actors`, each person as the state it stands for."""
        known = self.knowledge.actors
        return tuple(known[self._state_ids.get(actor.side, actor.actor_id)] for actor in actors)

    def leads(self, person: Actor) -> bool:
        """Does `person` lead a state on the day? Only those are taken to meet the leader of another."""
        state = self._state_ids.get(person.side)
        return bool(state and self.day and self.knowledge.leader(state, self.day) == person.actor_id)

    def _reigns(self, person: str) -> bool:
        """Is `person` above who governs? Guests of the state are not theirs."""
        return self.day is not None and any(
            term.office == "supreme_leader" for term in self.knowledge.offices(person, self.day)
        )

    def serves(self, person: Actor) -> bool:
        """Does `person` hold an office on the day? Others may be abroad for themselves."""
        return bool(person.side and self.day and self.knowledge.offices(person.actor_id, self.day))

    def named_leader(self, country: str) -> Actor | None:
        """The leader of `country`, where the article names them."""
        state = self._state_ids.get(country)
        leader = self.knowledge.leader(state, self.day) if state and self.day else None
        return self._named.get(leader) if leader else None

    def _in_turn(self, earlier: Report, report: Report) -> bool:
        """May `report` be a part of what `earlier` tells of? What is to come, too, of a journey just begun."""
        if earlier.status == report.status:
            return True
        news = earlier.when is not None and self.day is not None and abs((earlier.when.end - self.day).days) <= _STAY
        return earlier.status == "held" and report.status != "held" and news

    @staticmethod
    def antecedent(found: Sequence[Report], report: Report) -> int | None:
        """Number of the report that a bare « la visite », « les négociations » takes up: the last of its kind,
        one that took place for words of the past."""
        alike = [
            number
            for number, earlier in enumerate(found[-_REMEMBERED:], start=max(0, len(found) - _REMEMBERED))
            if _alike(earlier.kind, report.kind)
            and (earlier.kind == report.kind or report.kind != "negotiation" or report.sentence - earlier.sentence < 2)
            and earlier.status != "denied"
            and not (report.place and earlier.place and report.place.country != earlier.place.country)
        ]
        same = [number for number in alike if (found[number].status == "held") == (report.status == "held")]
        fitting = same or alike
        return fitting[-1] if fitting else None

    @staticmethod
    def has_alike(found: Sequence[Report], kind: str) -> bool:
        """Was anything told that a bare noun of this `kind`, or a call, could take up?"""
        kinds = {earlier.kind for earlier in found[-_REMEMBERED:]}
        return "call" in kinds or any(_alike(earlier, kind) for earlier in kinds)

    def gathered(self, sentence: int, when: Interval | None, place: Place | None) -> None:
        """A summit was told of: those who go on to meet do so there, unless they are said to elsewhere."""
        if when is not None or place is not None:
            told = self._setting if self._setting and sentence - self._setting[0] < _REACH else None
            self._setting = (sentence, when or told and told[1], place or told and told[2])

    def beside(self, sentence: int, place: Place) -> None:
        """« en marge du G20 à Bali »: those who meet in these words do so there; all, where an article opens so."""
        self._beside = sentence, place

    def _set_beside(self, report: Report) -> None:
        sentence, place = self._beside or (-_AT_SUMMIT, None)
        opens = sentence <= 1 and report.sentence - sentence <= _REACH
        if place is None or report.place or report.recalled or report.mode in tables.REMOTE:
            return
        if report.status in _GOING_ON and (report.sentence == sentence or opens and report.same_as is None):
            report.place, report.mode = place, "in_person"

    def set_there(self, report: Report) -> None:
        """Gives `report`, where it tells neither day nor place, those of the summit that was told of."""
        self._set_beside(report)
        told_before = report.weak or report.recalled or report.same_as is not None
        if self._setting is None or told_before or report.when or report.place or report.mode in tables.REMOTE:
            return
        sentence, when, place = self._setting
        day, going_on = self.day, report.status in _GOING_ON
        if not going_on or day is None or report.sentence - sentence > _AT_SUMMIT or report.kind == "negotiation":
            return
        if when and (
            when.precision != "day" or (report.status == "planned") != (when.end >= day) and when.start != day
        ):
            return
        report.when, report.place, report.mode = when, place, "in_person" if place else report.mode

    def carry_on(self, found: Sequence[Report], report: Report) -> None:
        """Gives `report`, where it tells no day, the day of what was told before of the same guest in the same country;
        where it tells no place, the country, if it is that of whom the guest met there."""
        if (
            report.when is not None
            and report.place is not None
            or report.status not in (*_GOING_ON, "proposed")
            or report.mode in tables.REMOTE
        ):
            return
        hosts = sides(report.participants)
        for earlier in reversed(found[-_REMEMBERED:]):
            there = earlier.place or _home(earlier, report)
            if there is None or earlier.recalled or not self._in_turn(earlier, report):
                continue
            country = there.country
            shared = {actor.actor_id for actor in earlier.participants} & {
                actor.actor_id
                for actor in report.participants
                if earlier.status == report.status or actor.side != country  # of what is to come, only the guest's
            }
            here = report.place.country == country if report.place else _there_too(report, earlier, country in hosts)
            if shared and here and _near(report.when, earlier.when):
                report.when, report.place = report.when or earlier.when, report.place or there
                report.mode = "in_person" if report.mode == "unknown" else report.mode
                if report.when is not None:
                    return


def _goes_on(normal: str, span: Span) -> bool:
    """« Il … », « Lundi, elle … »: of whom the sentence before it spoke of."""
    return _SYNTAX["he"].match(normal, *span[1:]) is not None


def _home(earlier: Report, report: Report) -> Place | None:
    """Where `earlier` was, told only by who received: there is who was received, too."""
    guests = {actor for actor in earlier.participants if earlier.home and actor.side != earlier.home.country}
    return earlier.home if guests & set(report.participants) else None


def _there_too(report: Report, earlier: Report, host: bool) -> bool:
    """Is `report` of where `earlier` was? `host`: one of those who meet is at home there; others meet where one of
    them is told to be on the same day, or in the same words with the servants of an organisation."""
    apart = report.sentence - earlier.sentence
    same_days = report.when is not None and earlier.when is not None and report.when.precision == "day"
    same_days = same_days and meet(report.when, earlier.when) and earlier.status in _GOING_ON
    if host:
        return apart < (_AT_SUMMIT if same_days else _REACH)
    abroad = all(actor.country == "" or actor in earlier.participants for actor in report.participants)
    return report.mode == "in_person" and (same_days and apart < _REACH or apart == 0 and abroad)


def _near(when: Interval | None, earlier: Interval | None) -> bool:
    """Can an encounter on `when` be of the stay told of as `earlier`?"""
    if earlier is None:
        return when is None
    return earlier.precision == "day" and (when is None or abs((when.start - earlier.end).days) <= _STAY)


def _alike(left: str, right: str) -> bool:
    """May nouns of these kinds name one encounter? A call is no visit, a visit no round of negotiations."""
    return (
        left == right
        or {left, right} <= {"bilateral", "visit", "summit"}
        or {left, right} <= {"bilateral", "negotiation"}
    )
