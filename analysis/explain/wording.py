"""What was found in a text, as lines for people."""

import textwrap
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

Found = dict[str, list[dict[str, Any]]]  # rows by the name of what they are: sentences, mentions, times, reports, tone

WIDTH = 100  # characters of a line where the screen does not say
_MARGIN = 9  # characters of the labels before what is told
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# What each way of naming means.
HOWS = {
    "name": "a known name, or the shape of one",
    "title": "a courtesy title and a name",
    "office": "whoever holds that office, on the day or by the text",
    "nickname": "a known nickname or role",
    "metonym": "a capital or palace that acts, so its government",
    "anaphora": "actors spoken of before",
}


def told(explained: Found, width: int = WIDTH) -> Iterator[str]:
    """What `found` gives, as lines for people: each sentence with what was found in it and why, then the encounters."""
    mentions, times, reports = (_by_sentence(explained[name]) for name in ("mentions", "times", "reports"))
    for sentence, tone in zip(explained["sentences"], explained["tone"], strict=True):
        number = sentence["sentence"]
        yield from _wrapped(f"[{number}]", " ".join(sentence["text"].split()), width)
        for mention in mentions[number]:
            yield from _wrapped("    who", _told_mention(mention), width)
        for time in times[number]:
            yield from _wrapped("    when", f"« {time['surface']} » → {_days(time)}", width)
        for report in reports[number]:
            yield from _wrapped("    met", _told_report(report), width)
        if tone["tone"] is not None:
            yield from _wrapped("    tone", _told_tone(tone), width)
    yield from _together(explained, width) if explained["sentences"] else ("The text is empty.",)


def _wrapped(label: str, text: str, width: int) -> Iterator[str]:
    first = f"{label:{_MARGIN}}"
    yield from textwrap.wrap(
        text, max(width, 2 * _MARGIN), initial_indent=first, subsequent_indent=" " * _MARGIN, break_on_hyphens=False
    )


def _by_sentence(rows: list[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    grouped: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        grouped[row["sentence"]].append(row)
    return grouped


def _told_mention(mention: dict[str, Any]) -> str:
    country = f", {mention['country']}" if mention["country"] not in ("", mention["actor"]) else ""
    return (
        f"« {mention['surface']} » → {mention['actor']} ({mention['actor_kind']}{country}): "
        f"{mention['how']}, {HOWS[mention['how']]}"
    )


def _told_report(report: dict[str, Any]) -> str:
    again = f", the encounter of report {report['same_as']} again" if report["same_as"] is not None else ""
    return f"report {report['report']}{again}: {_encounter(report)}; told by « {report['cue']} »"


def _encounter(report: dict[str, Any]) -> str:
    place = ", ".join(dict.fromkeys(part for part in (report["place"], report["country"]) if part))
    mode = "" if report["mode"] == "unknown" else f", {report['mode'].replace('_', ' ')}"
    where = f", {place}" if place else ""
    return f"{' + '.join(report['participants'])}: {report['status']}{mode}, {_days(report)}{where}"


def _told_tone(tone: dict[str, Any]) -> str:
    figure = f"{tone['tone']:+.2f} ({_side(tone['tone'], 'unfavourable', 'favourable')})"
    if tone["relation"] is not None:
        figure += f"; relation {tone['relation']:+.2f} ({_side(tone['relation'], 'conflict', 'cooperation')})"
    return figure + (f"; in the words of {tone['speaker'] or 'somebody'}" if tone["quoted"] else "")


def _side(figure: float, low: str, high: str) -> str:
    return low if figure < 0 else high if figure > 0 else "neutral"


def _together(explained: Found, width: int) -> Iterator[str]:
    """How much was found, and each encounter once, as the last report of it leaves it."""
    last: dict[int, dict[str, Any]] = {}  # by the number of the first report of the encounter
    first: dict[int, int] = {}
    for report in explained["reports"]:
        root: int = report["report"] if report["same_as"] is None else first[report["same_as"]]
        first[report["report"]] = root
        last[root] = _carried(last.get(root, report), report)
    actors = {mention["actor_id"] for mention in explained["mentions"]}
    yield ""
    yield (
        f"Together: {_count(len(actors), 'actor')}, {_count(len(explained['times']), 'time')}, "
        f"{_count(len(last), 'encounter')} in {_count(len(first), 'report')}"
    )
    for report in last.values():
        yield from _wrapped("    met", _encounter(report), width)


def _carried(before: dict[str, Any], report: dict[str, Any]) -> dict[str, Any]:
    """`report` with the days and the place that it need not repeat."""
    told = [names for names in (("from", "to", "precision"), ("place", "country")) if not report[names[0]]]
    return report | {name: before[name] for names in told for name in names}


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _days(row: dict[str, Any]) -> str:
    if not row["from"]:
        return "day unknown"
    if row["from"] == row["to"]:
        weekday = _WEEKDAYS[date.fromisoformat(row["from"]).weekday()]
        return f"{row['from']}, {weekday}" + ("" if row["precision"] == "day" else f" (to the {row['precision']})")
    return f"{row['from']} to {row['to']}" + ("" if row["precision"] == "day" else f" ({row['precision']})")
