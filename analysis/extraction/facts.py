"""One article → its rows in every table of facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from hashlib import blake2b
from typing import Any

from analysis import tables
from analysis.extraction.actors import ActorReader
from analysis.extraction.byhand import Judgement
from analysis.extraction.marked import Marked
from analysis.extraction.ner import Namer
from analysis.extraction.reports import Report, ReportReader
from analysis.extraction.tone import SentenceTone
from analysis.extraction.tone import reader as tone_reader
from analysis.extraction.tone_sides import SideReader
from analysis.extraction.tone_targets import towards
from analysis.extraction.tone_voice import voices
from analysis.extraction.totals import Total, TotalReader
from analysis.knowledge import Knowledge
from analysis.language import sentences as sentence_reading
from analysis.language.lasting import for_good
from analysis.language.text import normalise
from analysis.language.times import Interval, TimeExpression, find, resolve
from analysis.language.verbs import Verb, tense_at, verbs

Row = dict[str, Any]
# A text can be one sentence (a table, a list): its verbs are looked for in pieces of this many characters.
_LONGEST = 4000


@dataclass(slots=True)
class Facts:
    """Rows of one article for the tables of facts, and the figures of its row in `articles`."""

    sentences: list[Row] = field(default_factory=list)
    mentions: list[Row] = field(default_factory=list)
    times: list[Row] = field(default_factory=list)
    reports: list[Row] = field(default_factory=list)
    statements: list[Row] = field(default_factory=list)
    figures: Row = field(default_factory=dict)


class FactReader:
    """Reads the facts of articles. Built once a process from the knowledge; holds no state of any article."""

    def __init__(self, knowledge: Knowledge, namer: Namer | None = None) -> None:
        with for_good():
            self._actors = ActorReader(knowledge, namer)
            self._reports = ReportReader(knowledge)
            self._totals = TotalReader(self._reports.cues)
            self._tone = tone_reader()
            self._sides = SideReader(knowledge)

    def read(
        self, article_id: str, text: str, has_title: bool, day: date | None, judged: Sequence[Judgement] = ()
    ) -> Facts:
        """The facts of `text`, whose first sentence is a title if `has_title`; `day` is its publication day,
        `judged` what was said by hand of the names in it.
        """
        normal = normalise(text)
        spans = sentence_reading.split(text, normal)
        first = 0 if has_title else 1  # sentence 0 is the title; without one, counting starts at 1
        marked = self._actors.read(text, normal, spans, day, judged)
        times = find(text, normal)
        reports = self._reports.read(text, normal, spans, marked, times, day)
        counts = self._sides.count(normal, spans, marked)
        tones = [self._tone.read(text[start:end], count) for (start, end), count in zip(spans, counts, strict=True)]
        said = voices(normal, spans, marked.mentions)
        facts = Facts()
        facts.sentences = [
            {
                "article_id": article_id,
                "sentence": number + first,
                "start": start,
                "end": end,
                "polarity": tone.polarity,
                "subjectivity": tone.subjectivity,
                "tone": tone.tone,
                "relation": tone.relation,
                "quoted": voice.quoted,
                "speaker": voice.speaker,
            }
            for number, ((start, end), tone, voice) in enumerate(zip(spans, tones, said, strict=True))
        ]
        facts.mentions = _mention_rows(article_id, text, marked, towards(text, spans, marked.mentions), first)
        facts.times = _time_rows(article_id, text, normal, spans, times, day, first)
        facts.reports = _report_rows(article_id, reports, first)
        facts.statements = _statement_rows(
            article_id, text, self._totals.read(text, normal, spans, marked, times, day), first
        )
        facts.figures = _figures(text, tones)
        return facts


def _mention_rows(
    article_id: str, text: str, marked: Marked, aimed: Mapping[tuple[int, int, str], float], first: int
) -> list[Row]:
    return [
        {
            "article_id": article_id,
            "sentence": mention.sentence + first,
            "start": mention.start,
            "end": mention.end,
            "surface": text[mention.start : mention.end],
            "actor_id": mention.actor.actor_id,
            "actor": mention.actor.name,
            "actor_kind": mention.actor.kind,
            "country": mention.actor.country,
            "how": mention.how,
            "towards": aimed.get((mention.start, mention.end, mention.actor.actor_id)),
        }
        for mention in marked.mentions
        if mention.listed
    ]


def _time_rows(
    article_id: str,
    text: str,
    normal: str,
    spans: Sequence[tuple[int, int]],
    times: Sequence[TimeExpression],
    day: date | None,
    first: int,
) -> list[Row]:
    rows = []
    previous: Interval | None = None
    number, tenses = 0, _Tenses(text, normal)
    for time in times:
        while number + 1 < len(spans) and spans[number + 1][0] <= time.start:
            number += 1
        when = resolve(time, day, partial(tenses.at, time.start, *_piece(*spans[number], time.start)), previous)
        previous = when or previous
        rows.append(
            {
                "article_id": article_id,
                "sentence": number + first,
                "start": time.start,
                "end": time.end,
                "surface": time.surface,
                **_interval(when, "from_date", "to_date", "precision"),
            }
        )
    return rows


class _Tenses:
    """Tenses of a text, its verbs looked for where one is asked for: most times tell their day without."""

    def __init__(self, text: str, normal: str) -> None:
        self._text, self._normal = text, normal
        self._read, self._verbs = -1, list[Verb]()  # of the piece asked for last

    def at(self, position: int, start: int, end: int) -> str:
        """The tense that governs what stands at `position` in the sentence, or piece of one, at [start, end)."""
        if self._read != start:
            self._read, self._verbs = start, verbs(self._normal, start, end, self._text)
        return tense_at(self._normal, position, start, end, self._verbs, self._text)


def _piece(start: int, end: int, position: int) -> tuple[int, int]:
    """The sentence at [start, end), or of a very long one the piece that holds `position`."""
    start += (position - start) // _LONGEST * _LONGEST
    return start, min(end, start + _LONGEST)


def _interval(when: Interval | None, start: str, end: str, precision: str) -> Row:
    if when is None:
        return {start: "", end: "", precision: "unknown"}
    return {start: when.start.isoformat(), end: when.end.isoformat(), precision: when.precision}


def _report_rows(article_id: str, reports: Sequence[Report], first: int) -> list[Row]:
    ids = [_report_id(article_id, report, number) for number, report in enumerate(reports)]
    return [
        {
            "report_id": ids[number],
            "meeting_id": "",
            "article_id": article_id,
            "sentence": report.sentence + first,
            "participants": tables.join(actor.name for actor in report.participants),
            "mode": report.mode,
            "status": report.status,
            **_interval(report.when, "start_date", "end_date", "date_precision"),
            "place": report.place.name if report.place else "",
            "country": report.place.country if report.place else "",
            "cue": report.cue,
            "sides": tables.join(actor.side for actor in report.participants),
            "kind": report.kind,
            "same_as": ids[report.same_as] if report.same_as is not None else "",
            "joined_by": "",
        }
        for number, report in enumerate(reports)
    ]


def _statement_rows(article_id: str, text: str, totals: Sequence[Total], first: int) -> list[Row]:
    return [
        {
            "article_id": article_id,
            "sentence": total.sentence + first,
            "start": total.start,
            "end": total.end,
            "surface": text[total.start : total.end],
            "participants": tables.join(actor.name for actor in total.participants),
            "sides": tables.join(actor.side for actor in total.participants),
            "count": total.count,
            "form": total.form,
            "since_date": total.since.isoformat() if total.since else "",
            "until_date": total.until.isoformat() if total.until else "",
        }
        for total in totals
    ]


def _report_id(article_id: str, report: Report, number: int) -> str:
    key = f"{article_id}|{number}|{report.sentence}|{report.cue}"
    return blake2b(key.encode(), digest_size=6).hexdigest()


def _figures(text: str, tones: Sequence[SentenceTone]) -> Row:
    """Columns of `articles` that come from its sentences: means over sentences, and counts."""
    own = [tone.tone for tone in tones if tone.tone is not None]
    return {
        "words": len(text.split()),
        "polarity": _mean([tone.polarity for tone in tones]),
        "subjectivity": _mean([tone.subjectivity for tone in tones]),
        "tone": _mean(own),
        "tone_sentences": len(own),
    }


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
