"""How often two sides have met, as an article states it: « 39 fois », « leur troisième rencontre cette année ».

A statement is kept beside our own count and never added to it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from analysis.extraction.cues import Cue, Cues
from analysis.extraction.marked import Marked, Mention
from analysis.knowledge import Actor
from analysis.language import words
from analysis.language.text import normalise
from analysis.language.times import Interval, TimeExpression, resolve
from analysis.language.verbs import verbs
from analysis.language.word_files import read
from analysis.language.words import alternatives

_SECTIONS = (
    "numbers", "about", "ordinals", "times", "not_after", "between", "totalled", "met", "both", "sport", "planned",
    "since", "spans", "hints",
)  # fmt: skip
_REACH = 130  # characters between a total and the verb that it counts
_EARLIER = 3  # sentences in which « ils » are looked for
_SINCE = len("depuis la fin de ")
_PAIR = 2
_WINDOWS = ("week", "month", "season", "year")  # a day dates a meeting, it is no window of a count
_FOLLOWING = re.compile(r" depuis(?: [\w'-]+){1,3}")
_JOINED = re.compile(r"-|(?:, )?[\w' -]{0,50}\b(?:et|avec)\b[\w' -]{0,50}")  # « X et le président chinois Y »
_LISTED = re.compile(r", (?:l'|la |le |les )?")  # « A, B et C »: no pair
_CLAUSE = re.compile(r"[;:«»]| mais | tandis que | alors que ")


@dataclass(frozen=True, slots=True)
class Total:
    """A stated number of meetings at [start, end), in sentence number `sentence`.

    `form`: total (so many meetings) or rank (the so-manieth). `since`, `until`: the days it counts over, None where
    they are not told.
    """

    sentence: int
    start: int
    end: int
    participants: tuple[Actor, ...]
    count: int
    form: str
    since: date | None = None
    until: date | None = None


class TotalReader:
    """Finds stated totals. Built once a process; holds no state of any article."""

    def __init__(self, cues: Cues) -> None:
        """`cues`: the words of meetings. Raises KnowledgeError where the words of totals are badly written."""
        self._cues = cues
        content = read("total_words.yaml", _SECTIONS)
        self._values = _values(content["numbers"]) | _values(content["ordinals"])
        lists = {name: alternatives(content[name]) for name in _SECTIONS}
        number = rf"(?<![\d.,/])\d{{1,3}}(?![\d.,/])|(?:{lists['numbers']})\b"
        ordinal = rf"\d{{1,3}} ?(?:e|eme|ieme|er|ere|nd|nde)\b|(?:{lists['ordinals']})\b"
        about = rf"(?:(?:{lists['about']}) )*"
        self._hints = re.compile(lists["hints"])
        self._times = re.compile(
            rf"\b{about}(?:(?P<total>{number})|(?P<rank>{ordinal})) (?:{lists['times']})\b"
            rf"(?! (?:{lists['not_after']})\b)"
        )
        self._nouns = re.compile(
            rf"\b(?:(?:{lists['totalled']}) {about}(?P<total>{number})|(?P<rank>{ordinal}))"
            rf" (?:(?:{lists['between']}) )?(?:{alternatives(_nouns())})\b"
        )
        self._met, self._both, self._sport, self._planned, self._since = (
            re.compile(rf"\b(?:{lists[name]})\b") for name in ("met", "both", "sport", "planned", "since")
        )
        # « la première en plus d'un mois », « en trois ans »
        self._within = re.compile(rf"[^,;]{{0,40}}\ben (?:[\w']+ ?){{1,4}}(?:{lists['spans']})\b")

    def read(
        self,
        text: str,
        normal: str,
        sentences: Sequence[tuple[int, int]],
        marked: Marked,
        times: Sequence[TimeExpression],
        day: date | None,
    ) -> list[Total]:
        """The totals that an article states, in its order; `day` is its publication day."""
        if not self._hints.search(normal):
            return []
        found: list[Total] = []
        for number, (start, end) in enumerate(sentences):
            if not self._hints.search(normal, start, end) or self._sport.search(normal, start, end):
                continue
            for match in self._stated(text, normal, start, end):
                participants = self._pair(normal, number, match, marked, sentences)
                if len(participants) == _PAIR:
                    total = self._total(normal, number, end, match, participants)
                    found += self._dated(total, normal, start, end, times, day)
        return found

    def _stated(self, text: str, normal: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The numbers in a sentence that count meetings which took place."""
        for match in self._nouns.finditer(normal, start, end):
            if not self._to_come(text, normal, match, start, _CLAUSE.split(normal[match.end() : end])[0]):
                yield match
        counted = list(self._times.finditer(normal, start, end))
        cues = self._cues.find(text[start:end], normal[start:end]) if counted else []
        for match in counted:
            met = self._met.search(normal, max(start, match.start() - _REACH), min(end, match.end() + _REACH))
            right = _CLAUSE.split(normal[match.end() : end])[0].split(",")[0]
            if (met or self._verb(cues, match, start)) and not self._to_come(text, normal, match, start, right):
                yield match

    @staticmethod
    def _verb(cues: Sequence[Cue], match: re.Match[str], start: int) -> bool:
        """Is the verb nearest to the number one of meeting? Of going somewhere is not."""
        near = [
            (min(abs(start + cue.start - match.end()), abs(match.start() - start - cue.end)), cue)
            for cue in cues
            if cue.word.frame != "noun"
        ]
        distance, cue = min(near, key=lambda found: found[0], default=(_REACH, None))
        return (
            cue is not None and distance < _REACH and cue.word.frame in ("object", "with") and cue.word.kind != "visit"
        )

    def _to_come(self, text: str, normal: str, match: re.Match[str], start: int, right: str) -> bool:
        """Planned, proposed or denied in the clause of `match`, which goes on with `right`: not so often yet."""
        left = _CLAUSE.split(normal[start : match.start()])[-1]
        if self._planned.search(left[-_REACH:]) or self._planned.search(right[:_REACH]):
            return True
        clause = verbs(normal, match.start() - len(left), match.end() + len(right))
        # « Narendra » ends as a verb of the future does.
        return any(verb.tense in ("future", "conditional") and text[verb.start].islower() for verb in clause)

    def _pair(
        self, normal: str, number: int, match: re.Match[str], marked: Marked, sentences: Sequence[tuple[int, int]]
    ) -> tuple[Actor, ...]:
        """Who has met: the two sides that the sentence names; « ils », « leur »: those of a sentence before."""
        of_sentence = _by_sentence(marked.mentions, number - _EARLIER, number)
        here, joined = _sides(normal, of_sentence.get(number, ()), match.start())
        both = bool(self._both.search(normal, *sentences[number]))
        # « la troisième réunion du conseil », « le 29e sommet de l'Union »: a series of its own.
        own = both or joined or match.re is self._times
        if len(here) >= _PAIR or not both:
            return here if own else ()
        for earlier in range(number - 1, number - _EARLIER - 1, -1):
            there, _ = _sides(normal, of_sentence.get(earlier, ()), match.start())
            if len(there) == _PAIR and {actor.side for actor in here} <= {actor.side for actor in there}:
                return there
        return ()

    def _total(
        self, normal: str, number: int, end: int, match: re.Match[str], participants: tuple[Actor, ...]
    ) -> Total:
        form = "rank" if match["rank"] else "total"
        figures = re.match(r"\d+", match[form])
        count = int(figures[0]) if figures else self._values[match[form]]
        return Total(number, match.start(), _with_since(normal, match.end(), end), participants, count, form)

    def _dated(
        self, total: Total, normal: str, start: int, end: int, times: Sequence[TimeExpression], day: date | None
    ) -> Iterator[Total]:
        """`total` with the days that it counts over. « La première depuis … » says nothing without its day."""
        for time in times:
            if not start <= time.start < end or abs(time.start - total.end) > _REACH:
                continue
            open_ended = bool(self._since.search(normal, max(start, time.start - _SINCE), time.end))
            when = resolve(time, day, "past", None)
            if when is None or not open_ended and (when.precision not in _WINDOWS or _dates(total, when, day)):
                continue
            yield replace(total, since=when.start, until=None if open_ended else when.end)
            return
        since = self._since.search(normal, start, end) or self._within.match(normal, total.end, end)
        if total.count > 1 or since is None:
            yield total


def _with_since(normal: str, position: int, end: int) -> int:
    """The end of a total with the words « depuis … » that follow it."""
    match = _FOLLOWING.match(normal, position, end)
    return match.end() if match else position


def _dates(total: Total, when: Interval, day: date | None) -> bool:
    """« pour la deuxième fois en 2019 » dates that meeting; « leur deuxième cette année » counts."""
    now = day is not None and when.start <= day <= when.end
    return total.form == "rank" and not (now and total.count > 1)


def _values(content: Mapping[str, str]) -> dict[str, int]:
    return {normalise(word): int(value) for word, value in content.items()}


def _nouns() -> Iterator[str]:
    for row in words.rows("meeting_nouns.csv"):
        if row["kind"] != "visit":
            yield row["noun"]
            if row["plural"]:
                yield row["plural"]


def _by_sentence(mentions: Sequence[Mention], first: int, last: int) -> dict[int, list[Mention]]:
    found: dict[int, list[Mention]] = {}
    for mention in mentions:
        if first <= mention.sentence <= last and mention.actor.side:
            found.setdefault(mention.sentence, []).append(mention)
    return found


def _sides(normal: str, mentions: Sequence[Mention], position: int) -> tuple[tuple[Actor, ...], bool]:
    """Those joined by « et » or « avec » nearest to `position`, and True; else of each side who is named nearest, of
    the persons if they are of two sides, else of all.
    """
    pairs = [
        (left, right)
        for left, right in pairwise(sorted(mentions, key=lambda one: one.start))
        if left.actor.side != right.actor.side and _JOINED.fullmatch(normal[left.end : right.start])
    ]
    if pairs:
        left, right = min(pairs, key=lambda pair: abs(pair[1].end - position))
        listed = any(_LISTED.fullmatch(normal[one.end : left.start]) for one in mentions if one.end < left.start)
        return (() if listed else (left.actor, right.actor)), True
    persons = [mention for mention in mentions if mention.actor.kind == "person"]
    two = len({mention.actor.side for mention in persons}) == _PAIR
    nearest: dict[str, Actor] = {}
    for mention in sorted(persons if two else mentions, key=lambda one: abs(one.start - position)):
        known = nearest.get(mention.actor.side)
        if known is None or known.kind != "person" and mention.actor.kind == "person":
            nearest[mention.actor.side] = mention.actor
    order = {mention.actor.actor_id: mention.start for mention in reversed(mentions)}
    return tuple(sorted(nearest.values(), key=lambda actor: order[actor.actor_id])), False
