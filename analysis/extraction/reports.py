"""Reports of encounters: who meets whom, how, when, where and whether it happened, as one article tells it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from analysis import tables
from analysis.extraction.arranging import arranged, telling
from analysis.extraction.circumstances import Circumstances, signs
from analysis.extraction.cues import Cue, Cues, is_infinitive
from analysis.extraction.days import dates_itself, recalled, was_to
from analysis.extraction.discourse import Discourse
from analysis.extraction.journeys import GIVEN_UP, follow_journeys, meet
from analysis.extraction.marked import Marked
from analysis.extraction.news import bounded, is_news, on_arrival
from analysis.extraction.participants import Participants, is_lasting
from analysis.extraction.phrases import Peoples
from analysis.extraction.retelling import (
    is_another,
    is_elsewhere,
    is_of_elsewhere,
    join,
    of_another_day,
    of_theirs,
    put_ahead,
    refused,
    root,
    share_mode,
    their_other,
    this_one,
)
from analysis.extraction.scene import Found, Report, Scene
from analysis.extraction.settling import settled
from analysis.extraction.status import Standing, Statuses
from analysis.extraction.venues import JOURNEYS, Venues
from analysis.extraction.visits import Cast, further, in_turn
from analysis.knowledge import Knowledge, Place
from analysis.language import words
from analysis.language.patterns import syntax
from analysis.language.times import Interval, TimeExpression, resolve

_SYNTAX = syntax()
_CUE_WORDS = 7  # the words that show an encounter, not its sentence


class ReportReader:
    """Finds reports of encounters in articles whose actors and times are marked."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._states = {actor.name: actor.actor_id for actor in knowledge.actors.values() if actor.kind == "state"}
        self.peoples = Peoples(knowledge)
        states_of = {word: knowledge.actors[state] for word, state in knowledge.demonyms.items()}
        self._arrange = partial(arranged, peoples=states_of)
        self._countries = {place.country: place for place in knowledge.places if place.kind == "country"}
        self.cues = Cues()
        self.statuses = Statuses()
        self.circumstances = Circumstances()
        self.venues = Venues(self._countries)
        self.participants = Participants(knowledge, self.peoples)
        lists = words.lists("meeting_words.yaml")
        self.signs = signs()
        self._rounds = re.compile(rf"\b(?:{words.alternatives(lists['rounds'])})\b")
        self._initially = re.compile(rf"\b(?:{words.alternatives(lists['initially'])})\b")
        self._pronouns = lists["resumed"]
        self._resumed = re.compile(
            rf"^(?:{words.alternatives(lists['resumed'])}) "
            rf".{{0,60}}?\b(?:{words.alternatives(lists['planned_after'])})\b"
        )

    def read(
        self,
        text: str,
        normal: str,
        sentences: Sequence[tuple[int, int]],
        marked: Marked,
        times: Sequence[TimeExpression],
        day: date | None,
    ) -> list[Report]:
        """The reports of one article, in its order; `day` is its publication day."""
        cues = self.cues.find(text, normal) if self.participants.possible(normal, marked) else []
        if not cues:
            return []
        article = Found(normal, sentences, marked, cues, times, self.peoples, self.signs, self._arrange)
        discourse = Discourse(self.knowledge, self._states, article, day)
        found: list[Report] = []
        for scene in article.told(self._pronouns):
            discourse.goes_on(scene)
            if scene.cues and not self.participants.silent(scene, discourse):
                self._read_sentence(scene, found, discourse, text, day)
            if found and normal.startswith(self._pronouns, scene.start):
                self._resume(scene, found, discourse, text, day)
        reports = settled(found, day)
        bounded(reports, day)
        return reports

    def _read_sentence(
        self, scene: Scene, found: list[Report], discourse: Discourse, text: str, day: date | None
    ) -> None:
        """Adds to `found` what the cues of `scene` tell."""
        first = len(found)
        scene.cues = telling(scene)
        if text[scene.start : scene.end].rstrip(" »").endswith("?"):
            return
        beside = self.venues.gathering(scene) if scene.places else None
        if beside:
            discourse.beside(scene.number, beside)
        for cue in scene.cues:
            report = self._report(scene, cue, found, discourse, text, day)
            if report is not None:
                for one in in_turn(scene, cue, report):
                    self._tie(one, scene, cue, found, discourse)
                found += further(report, scene, discourse)
            if cue.word.kind == "summit" and cue.word.frame == "noun":
                discourse.gathered(scene.number, *self._setting(scene, cue, discourse, day))
        if len(found) > first + 1:
            follow_journeys(scene, found[first:])
        for report in found[first:]:
            discourse.set_there(report)

    def _setting(
        self, scene: Scene, cue: Cue, discourse: Discourse, day: date | None
    ) -> tuple[Interval | None, Place | None]:
        """When and where a summit is, whoever meets there; what was spoken of before stays what it was."""
        previous = discourse.previous
        when = self.circumstances.when(scene, cue, "coming", discourse, day, None) if scene.times else None
        discourse.previous = previous
        return when, self.venues.place(scene, cue, None) if scene.places else None

    # One cue ----------------------------------------------------------------------------------------

    def _report(
        self, scene: Scene, cue: Cue, found: Sequence[Report], discourse: Discourse, text: str, day: date | None
    ) -> Report | None:
        cast = self.participants.of(scene, cue, discourse)
        if cast is None:
            return None
        idle = not (cast.actors or discourse.has_alike(found, cue.word.kind) or their_other(scene, cue))
        if idle and not scene.dates_others:
            return None  # nothing that it could take up
        standing = self._standing(scene, cue, cast.end)
        if standing.status == "denied" and (cast.inferred or is_lasting(scene, cue)):
            return None  # « X n'ira pas à Paris »: nobody is named who would have received X
        floor = None  # of a total (« 39 fois »), only the occasion after « le plus récemment » counts
        if standing.repeated:
            last_time = self.statuses.last_time.search(scene.normal, cue.end, scene.end)
            if last_time is None:
                return None
            floor = last_time.start()
        status = "proposed" if cast.asked and standing.status == "held" else standing.status
        bare = cue.word.frame == "object" and not cue.active and not is_infinitive(scene.normal, cue)
        verbless = (standing.guessed or bare) and not scene.finite
        tense = "present" if cast.present else "coming" if verbless else "held"
        tense = tense if status == "held" else "due" if was_to(scene, cue) else status
        when = self.circumstances.when(scene, cue, tense, discourse, day, floor)
        if idle:
            return None
        if status == "held" and when and day and when.start > day:
            status = "planned"
        place = cast.place or self.venues.place(scene, cue, floor)
        mode = self.venues.mode(scene, cue, place)
        if mode in tables.REMOTE:
            place = None
        return Report(
            scene.number,
            cast.actors,
            mode,
            status,
            when,
            place,
            _words(text[cue.start : max(cue.end, cast.end)]),
            "call" if mode == "phone" else cue.word.kind,
            self._is_weak(scene, cue, cast, standing, when, place),
            status == "held" and (standing.guessed or scene.number == 0 and not scene.finite),
            at=cue.start,
            inferred=cast.inferred,
            recalled=recalled(scene, cue),
            home=self._home(cast),
            journey=cue.word.kind == "visit" and cue.word.frame in ("noun", *JOURNEYS),
            purpose=on_arrival(scene, cue),
            news=not standing.guessed and is_news(scene, cue),
            said=self.circumstances.said(scene, cue, day),
        )

    def _home(self, cast: Cast) -> Place | None:
        """The state of who receives."""
        return self._countries.get(cast.host.side) if cast.host and cast.host.kind == "person" else None

    def _standing(self, scene: Scene, cue: Cue, end: int) -> Standing:
        if cue.word.frame == "noun":
            return self.statuses.noun(scene, cue, end)
        standing = self.statuses.verb(scene, cue)
        before = [other for other in scene.cues if other.end <= cue.start and other.word.frame == "noun"]
        if not before or not scene.finds("within_it", before[-1].end, cue.start):
            return standing
        # « l'annulation du sommet au cours duquel X devait rencontrer Y »: what the noun says is said of both.
        of_noun = self._standing(scene, before[-1], before[-1].end)
        return of_noun if of_noun.status in GIVEN_UP else standing

    def _is_weak(
        self, scene: Scene, cue: Cue, cast: Cast, standing: Standing, when: Interval | None, place: Place | None
    ) -> bool:
        """Does it need another report to bear it out? A verb like « voir » does, unless it is told of a day, a place or
        what is to come (« verra X », « doit voir X à Paris », not « veut voir X quitter Paris »)."""
        if cast.weak and cue.word.frame != "tell":
            own = scene.verb(cue)
            told = place is not None or own is not None and own.tense in ("future", "conditional")
            dated = when is not None and when.precision == "day"
            if dated or told and not _SYNTAX["sees_do"].match(scene.normal, cast.end, scene.end):
                return False
        unsure = standing.guessed or standing.status == "proposed"
        return cast.weak or unsure and self._no_occasion(scene, cue, when, cast.place)

    def _no_occasion(self, scene: Scene, cue: Cue, when: Interval | None, place: Place | None) -> bool:
        """« les négociations entre X et Y »: without round, day or place, no encounter but a state of affairs."""
        return (
            (cue.word.kind == "negotiation" or cue.word.frame == "noun" and cue.word.strength == "weak")
            and when is None
            and place is None
            and self.venues.place(scene, cue, cue.end) is None
            and not self._rounds.search(scene.normal, max(scene.start, cue.start - 40), cue.end)
        )

    # Discourse --------------------------------------------------------------------------------------

    def _tie(self, report: Report, scene: Scene, cue: Cue, found: list[Report], discourse: Discourse) -> None:
        """Adds `report`; a noun without participants of its own takes up what was told before."""
        before = scene.normal[max(scene.start, cue.start - 30) : cue.start]
        this = this_one(report, before, found) if cue.word.frame == "noun" else None
        if this is not None:
            report.participants, report.same_as = found[this].participants, this
            report.status = found[this].status
        elif not report.participants:
            if not self._take_up(report, scene, cue, found, discourse):
                return
        elif not (report.weak or report.recalled or scene.finds("earlier_one", cue.start - 30, cue.start)):
            discourse.carry_on(found, report)
        discourse.reported(scene.number, report.participants)
        found.append(report)

    def _take_up(self, report: Report, scene: Scene, cue: Cue, found: list[Report], discourse: Discourse) -> bool:
        """Gives `report` (« la visite ») the participants of what it takes up; False where it takes up nothing."""
        antecedent = discourse.antecedent(found, report)
        pair = of_another_day(scene, cue, report, found, discourse.pair(scene.number))
        if pair:
            report.participants, report.recalled = pair, True
            return True
        if antecedent is None:
            return False
        earlier = root(found, antecedent)
        head = max(scene.start, cue.start - 30)
        if _SYNTAX["this"].search(scene.normal, head, cue.start):
            earlier.place = earlier.place or of_theirs(report, earlier)  # « Ce déplacement en Chine … »
        some = _SYNTAX["some"].search(scene.normal, head, cue.start) and is_elsewhere(report, earlier)
        if some or refused(found[-1], report, earlier) or is_of_elsewhere(scene, cue, earlier):
            return False
        report.participants, report.weak = earlier.participants, report.weak or earlier.weak
        put_ahead(earlier, report)
        own_round = self._rounds.search(scene.normal, max(scene.start, cue.start - 40), cue.end)
        if report.when is not None and not own_round:
            own_day = dates_itself(scene, cue)
            if not own_day and not meet(earlier.when, report.when):
                report.when = None  # « l'Élysée a salué mardi la visite »: the same visit
            elif own_day and is_another(report, earlier):
                return False
        if not own_round or report.when is None:
            other_day = report.when is not None and not meet(earlier.when, report.when)
            unsure = report.status in ("denied", "proposed") and not self.statuses.undone(scene, cue)
            if unsure and earlier.status in ("planned", "held") and not other_day:
                return False
            join(report, earlier, antecedent, dated=report.when is not None and dates_itself(scene, cue))
        share_mode(report, earlier, antecedent)
        return True

    def _resume(self, scene: Scene, found: list[Report], discourse: Discourse, text: str, day: date | None) -> None:
        """« Elles étaient initialement prévues pour le 1er février »: an earlier date of what was just told."""
        match = self._resumed.match(scene.normal[scene.start : scene.end])
        if match is None or not scene.times:
            return
        antecedent = max(
            (number for number, report in enumerate(found) if report.status in ("planned", "postponed")),
            default=None,
        )
        if antecedent is None:
            return
        earlier = found[antecedent]
        initially = self._initially.search(scene.normal, scene.start, scene.end)
        status = "postponed" if initially else "planned"
        when = resolve(scene.times[0], day, "" if initially else "future", discourse.previous)
        if when is None:
            return
        cue = _words(text[scene.start : scene.start + match.end()])
        told = replace(earlier, sentence=scene.number, status=status, when=when, place=None, cue=cue)
        found.append(replace(told, same_as=antecedent))


def _words(told: str) -> str:
    return " ".join(told.split()[:_CUE_WORDS])
