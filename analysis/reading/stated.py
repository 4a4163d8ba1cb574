"""The day of publication where it is stated: metadata, an address, a file name, a date line of the page."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from analysis.language import times
from analysis.language.text import normalise
from analysis.reading.datewords import day_of, mentions
from analysis.reading.linewords import line_words

# Newspapers before this are scans, not pages; a day before it is a misreading.
EARLIEST = date(1800, 1, 1)

_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_PATH_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_.-](\d{1,2})[/_.-](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(20\d\d|19[89]\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)\d\d)(?!\d)")
_RFC = re.compile(r"^(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3,9}\.?\s+\d{2,4}\b")
_EPOCH = re.compile(r"^\d{10}(?:\d{3})?(?:\.\d+)?$")
# « il y a 3 h », where the hour is not that of a clock.
_HOURS = re.compile(r"(?<=\d) ?h\b(?! ?\d)")
_SIGNED = re.compile(r"\(([^()]{2,30}[/,] ?[^()]{6,40})\)\s*$")
_OPENING, _CLOSING = re.compile(r"[(\[]([^()\[\]]{6,30}\d{4})[)\]]\s"), re.compile(r"\(([^()]{6,30}\d{4})\)\s*$")
_WORD = re.compile(r"[a-z]+")
# A page whose breaks were lost has its date line so early at the latest.
_HEAD = 400
_SET_APART, _NEW_SENTENCE = re.compile(r"\s?[:|–—-]\s"), re.compile(r" [«“\"]?\s?[A-ZÀ-ÝŒ]")
_ENDED = re.compile(r"[.!?…»”\"]$")
_DAY_AT_END = re.compile(r"[.…,!?»|] ?\d{1,2}[./-]\d{1,2}[./-]\d{4}(?:, ?[a-z0-9 ]{2,30})?$")


def of_field(value: str) -> date | None:
    """The day of a metadata field: ISO, RFC 822 (any zone), Unix time, dd/mm/yyyy or French words."""
    value = value.strip()
    if not value:
        return None
    if _EPOCH.match(value):
        seconds = float(value) / (1000 if len(value.split(".")[0]) == 13 else 1)
        return datetime.fromtimestamp(seconds, UTC).date()
    if found := _ISO.search(value):
        return _day(found[1], found[2], found[3])
    if _RFC.match(value) and (day := _rfc(value)):
        return day
    return next(_full(value), None) or of_name(value)


def _rfc(value: str) -> date | None:
    try:
        return parsedate_to_datetime(value).date()
    except ValueError:
        short = re.match(r"^(?:[A-Za-z]{3,9},?\s+)?(\d{1,2}\s+[A-Za-z]{3})[a-z]*\.?(\s+\d{2,4})", value)
    try:
        return parsedate_to_datetime(f"{short[1]}{short[2]} 00:00:00 +0000").date() if short else None
    except ValueError:
        return None


def of_name(value: str) -> date | None:
    """The day in an address or a file name: 2022/03/04, 2022-03-04, 20220304, 04-03-2022."""
    for pattern in (_PATH_DAY, _COMPACT):
        for found in pattern.finditer(value):
            if day := _day(found[1], found[2], found[3]):
                return day
    for found in _DAY_FIRST.finditer(value):
        if day := _day(found[3], found[2], found[1]):
            return day
    return None


def of_line(text: str, captured: date | None = None) -> date | None:
    """The day of a date line: « Publié le 3 mars 2022 à 11h12 - Mis à jour le 4 mars 2022 » is 3 March.

    « Publié hier à 18h », « il y a 3 heures » are counted back from the day on which the page was `captured`.
    """
    normal = normalise(text)
    days = [(found.start, day) for found in mentions(normal) if not found.last_day and (day := found.on())]
    if not days and captured:
        days = [*_without_year(normal, captured), *_counted_back(text, captured)]
    if not days:
        return None
    if len(days) > 1 and _DAY_AT_END.search(normal):
        return days[-1][1]  # of a summary that names days of its own
    update = line_words().updated.search(normal)
    first = [day for start, day in days if not update or start < update.start()]
    return first[0] if first else min(day for _, day in days)


def signed(text: str) -> list[str]:
    """What stands in brackets with a day at the very end of an article or of its title, or opens it:
    « (©AFP / 30 avril 2018 20h47) », « (Paris, 9 décembre 2021) », « (28 mars 2022) Le 7 mars … »; and a date line that
    has lost the break after it: « 16/09/2016 : La ministre … », « … en Crimée Publié le 28 mai 2024 par … ».
    """
    title, _, rest = text.partition("\n\n")
    ends = [found[1] for part in (text, title) if (found := _SIGNED.search(part))]
    days = [found for part in (title, rest) for found in (_OPENING.match(part), _CLOSING.search(part)) if found]
    ends += [found[1] for found in days if _says_day_alone(found[1])]
    ends += [line for part in (title, rest) if (line := _glued(part[:_HEAD]))]
    # « Conférence de presse du 26 octobre 2016 », « Entretien avec une radio le 3 mars 2014 » are of their day.
    return ends + [title] * bool(rest and line_words().document.match(normalise(title)))


def _glued(head: str) -> str:
    """The full date in the first words of a text that stands between the end of a sentence and a capital, that opens
    it before a colon or a dash, or that words with a capital of their own lead in."""
    normal = normalise(head)
    for mention in mentions(normal):
        if not mention.on() or mention.last_day:
            continue
        before, after = head[: mention.start].rstrip(), head[mention.end :]
        if (not before and _SET_APART.match(after)) or (
            _ENDED.search(before) and head[mention.start].islower() and _NEW_SENTENCE.match(after)
        ):
            return head[mention.start : mention.end]
        if (lead := line_words().led_in.search(normal[: mention.start])) and head[lead.start()].isupper():
            above = head[: lead.start()].rstrip()
            if above and not _ENDED.search(above):
                return head[lead.start() : mention.end]
    return ""


def _says_day_alone(text: str) -> bool:
    return all(word in line_words().date_words for word in _WORD.findall(normalise(text)))


def _without_year(normal: str, captured: date) -> Iterator[tuple[int, date]]:
    """« Publié le 3 mars à 10h » on a page captured within the year."""
    for mention in mentions(normal):
        if mention.day and mention.month and not mention.year:
            days = (day_of(captured.year - back, mention.month, mention.day) for back in (0, 1))
            if day := next((day for day in days if day and day <= captured), None):
                yield mention.start, day


def _counted_back(text: str, captured: date) -> Iterator[tuple[int, date]]:
    for found in times.find(_HOURS.sub(" heures", text)):
        meant = times.resolve(found, captured, "past")
        if meant and meant.precision == "day" and meant.start == meant.end <= captured:
            yield found.start, meant.start


def _full(text: str) -> Iterator[date]:
    return (day for mention in mentions(normalise(text)) if (day := mention.on()))


def _day(year: str, month: str, day: str) -> date | None:
    found = day_of(int(year), int(month), int(day))
    return found if found and found >= EARLIEST else None


def is_update(text: str) -> bool:
    """« Mis à jour le 4 mars 2022 »: no day of publication is said before that of the change."""
    normal = normalise(text)
    if not (update := line_words().updated.search(normal)):
        return False
    return not any(found.on() for found in mentions(normal[: update.start()]))
