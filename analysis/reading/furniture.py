"""The body of a page told from its furniture: menus, teasers, captions, comment forms and the like.

Each line is judged by its words and its shape (`words`, `lines`), then by its place among the others:
what a box or the end of the article swallows, runs of links, repetitions, the title. Nothing vanishes:
what is taken out is returned with its place in the source and the reason.
"""

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass, field

from analysis.reading import captions, headline, placelines, repetition
from analysis.reading.lines import LONGEST_FOOT, SHORTEST_PROSE, SHORTEST_SENTENCE, Line, judge, split
from analysis.reading.repetition import NOTHING, Recurring
from analysis.reading.words import Furniture

# A box (« Lire aussi ») holds at most so many headlines; a longer one has ended without a sentence to say so.
_BOX_LINES = 12
# Excerpts under teasers are this short at most.
_EXCERPT = 350
# Words: a subhead above the paywall has fewer than a sentence that it breaks off.
_LONGEST_SUBHEAD = 9
_SHORTEST_LAST = 4
# So many teasers in a row are no accident.
_PAIRS = 2
# Readers may say up to three times as much as the article they comment on.
_COMMENTED = 0.25
# A list of further articles may stand within one, but not near its end; so many dated headlines make a list.
_LINKED, _LISTED = 0.6, 3
# A subhead of one word or two may be quoted; a rubric is not.
_QUOTES = ("«", "“", '"')
# An agency signs at the end of its dispatch; below so little of the text it may have signed one of several.
_SIGNED = 0.4


@dataclass(slots=True)
class Removed:
    """A piece taken out: its place in the decoded source, the reason and the words."""

    start: int
    end: int
    why: str
    text: str


@dataclass(slots=True)
class Body:
    """What a page says. `paragraphs` are spans of the source; the title, where found, is apart."""

    title: tuple[int, int] | None
    paragraphs: list[tuple[int, int]]
    removed: list[Removed] = field(default_factory=list)


def body(
    source: str, furniture: Furniture, places: Collection[str] = (), title: str = "", known: Recurring = NOTHING
) -> Body:
    """The title, the paragraphs and the furniture of one page of plain text.

    `places`: normalised names of cities, which tell a dateline (« Kyiv, Pékin ») from a sentence.
    `title`: the headline where it is known from elsewhere (a feed, a table).
    `known`: which lines of the page recur on others of its outlet (`repetition`).
    """
    lines = split(source)
    judge(lines, furniture)
    repetition.mark_sentences(lines, known)
    for line in lines:
        if (
            (line.loose or line.why == "caption")
            and line.words <= 8
            and placelines.length(line.text, places) == len(line.text)
        ):
            line.why = "dateline"
    captions.mark(lines)
    _boxes(lines)
    _tail(lines)
    head = headline.choose(lines, title)
    _before_and_after(lines, head, places)
    # After the title is found, which teasers of other pages repeat, and the lines around it, which may date it.
    repetition.mark_loose(lines, known, head)
    _repeated(lines, head)
    _runs(lines, head)
    _rescue(lines, head)
    return _cut(source, lines, head, places)


def _boxes(lines: list[Line]) -> None:
    """The short lines after « Lire aussi » or « Newsletter » belong to that box, up to the next sentence."""
    left, why, listing = 0, "", False
    for above, line in zip([None, *lines], lines, strict=False):
        listing = line.item and (listing or bool(above and above.mark and above.mark.box))
        if line.mark:
            left, why = (_BOX_LINES, line.mark.why) if line.mark.box else (left, why)
            left = 0 if line.punctuated and line.words >= SHORTEST_SENTENCE else left  # the box has said its sentence
        elif left and (line.loose or listing or _asks(line)):
            line.why, left = line.why or why, left - 1
        elif line.prose and not line.why:
            left = 0


def _asks(line: Line) -> bool:
    """A headline may end in a question mark."""
    return line.text.endswith("?") and not line.several and len(line.text) < LONGEST_FOOT


def _tail(lines: list[Line]) -> None:
    """After a comment form or a source notice the article is over, unless most of it is still to come."""
    weights = [len(line.text) if line.prose and not line.why else 0 for line in lines]
    before, total = 0, sum(weights)
    for number, line in enumerate(lines):
        before += weights[number]
        signed = line.prose and not line.why and number + 1 < len(lines) and lines[number + 1].loose and line.signed
        least = _COMMENTED if line.why == "comments" else _SIGNED if signed else 0.5
        if line.why == "teaser":
            least = _LINKED
        listed = all(other.why == "link list" for other in lines[number : number + _LISTED]) and line.item
        ends = (
            listed
            or signed
            or (line.mark.tail if line.mark else line.why == "comments" and not line.text.startswith("0"))
        )
        if ends and before and before >= least * total:
            _remove(lines[number + 1 :], "after the article")
            return


def _remove(lines: list[Line], why: str) -> None:
    for line in lines:
        line.why = line.why or why


def _before_and_after(lines: list[Line], head: int | None, places: Collection[str]) -> None:
    """Loose lines around the article: rubrics and headlines above it, teasers below it."""
    first = next((n for n, line in enumerate(lines) if line.prose and not line.why and n != head), None)
    if first is None:
        return
    if head is not None:
        _remove(lines[:head], "before the article")
    for number in range((head if head is not None else -1) + 1, first):
        line = lines[number]
        pictured = line.item or lines[number - 1].why == "caption"  # of what stands by a picture only a sentence counts
        says = headline.is_lead if pictured else headline.is_standfirst
        if line.loose and not says(line, lines[first]):
            line.why = "dateline" if line.core in places or line.words <= 3 else "before the article"
    last = _last_sentence(lines, first)
    below = lines[last + 1] if last + 1 < len(lines) else None
    if below and below.loose and headline.is_sentence(below.text):
        walled = last + 2 < len(lines) and lines[last + 2].why == "paywall" and below.words > _LONGEST_SUBHEAD
        short = below.words >= _SHORTEST_LAST and below.text.endswith((".", ".»", ". »", '."'))
        short = short and not below.text.split()[0].isupper()
        # A sentence broken off, one without its stop, a short last one.
        last += below.cut or walled or len(below.text) >= LONGEST_FOOT or short
    _remove(lines[_listed(lines, last) + 1 :], "after the article")


def _listed(lines: list[Line], last: int) -> int:
    """Number of the last line of the article where its last sentence, at `last`, or the next line announces a list."""
    below = lines[last + 1 : last + 2]
    opening = last + bool(below and below[0].loose and below[0].text.endswith(":"))
    number = opening
    while lines[opening].text.endswith(":") and number + 1 < len(lines) and lines[number + 1].item:
        number += 1
    return number if number > opening else last


def _last_sentence(lines: list[Line], first: int) -> int:
    """Number of the last sentence of the article: excerpts under headlines at the foot are teasers."""
    last = max(n for n, line in enumerate(lines) if line.prose and not line.why)
    foot, pairs, certain = last, 0, True
    while foot > first and ((listed := _is_listed(lines, foot)) or _is_excerpt(lines, foot)):
        pairs, certain = pairs + 1, certain and (listed or lines[foot].cut)
        above = [n for n in range(foot) if lines[n].prose and not lines[n].why]
        if not above:
            break
        foot = above[-1]
    return foot if (pairs and certain) or pairs > _PAIRS else last


def _is_excerpt(lines: list[Line], number: int) -> bool:
    """A short single sentence, under a headline of its own; not the last one before a paywall."""
    line, above = lines[number], lines[number - 1]
    short = len(line.text) <= (_EXCERPT if line.cut else _EXCERPT // 2) and (line.cut or not line.several)
    walled = number + 1 < len(lines) and lines[number + 1].why == "paywall"
    return short and not walled and above.words >= 3 and (above.loose or above.why == "caption" and not above.prose)


def _is_listed(lines: list[Line], number: int) -> bool:
    """One of several excerpts in a row, all broken off, or of several headlines in a list."""
    line, around = lines[number], (lines[number - 1], *lines[number + 1 : number + 2])
    if line.cut and len(line.text) <= _EXCERPT and any(o.cut and o.prose and not o.mark for o in around):
        return True
    headline_like = not line.several and (line.cut or line.text.endswith("?"))
    if line.item:
        return headline_like and any(other.item for other in around)
    return headline_like and all(lines[n].why == "ornament" for n in (number - 1, number - 3) if n >= 0)


def _repeated(lines: list[Line], head: int | None) -> None:
    """A line said again, whole or broken off, is said by the page, not by the article."""
    seen = {lines[head].core} if head is not None else set()
    whole = sorted(line.core for line in lines if line.prose and not line.why)
    for number, line in enumerate(lines):
        if line.why or number == head:
            continue
        core = line.core
        if core in seen and number - 1 != head and line.loose and lines[number - 1].core == core:
            lines[number - 1].why = lines[number - 1].why or "caption"
            line.why = "caption"
        elif core in seen:
            line.why = "title repeated" if head is not None and core == lines[head].core else "repeated"
        elif head is not None and line.loose and headline.frames(core, lines[head].core):
            line.why = "title repeated"
        elif len(core) >= SHORTEST_PROSE and (line.cut or line.prose) and _goes_on(core, whole):
            line.why = "repeated"
        seen.add(core)


def _goes_on(core: str, whole: list[str]) -> bool:
    """A paragraph among `whole`, which are sorted, says the same and more."""
    after = bisect_right(whole, core)
    return after < len(whole) and whole[after].startswith(core)


def _runs(lines: list[Line], head: int | None) -> None:
    """Between two paragraphs one loose line is a subhead; several are links or the caption of a film."""
    run: list[Line] = []
    opened = False
    for number, line in enumerate(lines):
        if number == head or line.prose and not line.why:
            if run and number != head and not opened and headline.is_lead(run[-1], line):
                run = run[: -1 if len(run) > 2 else 0]  # captions may stand between the title and the standfirst
                _remove(run, "caption")
            opened = opened or number != head
            _end_run(run)
            run = []
        elif line.loose and not line.item:
            run.append(line)
    _end_run(run)


def _end_run(run: list[Line]) -> None:
    if len(run) == 1 and captions.names_who(run[0]):
        _remove(run, "caption")
    if len(run) >= 2 and (len(run) > 2 or not headline.is_sentence(run[0].text)):
        _remove(run, "caption" if len(run) == 2 else "link list")
    for line in run:
        if line.words <= 2 and not line.item and not line.text.startswith(_QUOTES):
            line.why = line.why or "rubric"


def _rescue(lines: list[Line], head: int | None) -> None:
    """A page without a sentence (a flash, a headline alone) keeps what is not furniture by its words."""
    if any(not line.why for number, line in enumerate(lines) if number != head):
        return
    for line in lines:
        if line.why in ("before the article", "after the article", "link list", "rubric") and line.words >= 4:
            line.why = ""


def _cut(source: str, lines: list[Line], head: int | None, places: Collection[str]) -> Body:
    found = Body(None, [])
    for number, line in enumerate(lines):
        if line.why:
            found.removed.append(Removed(line.start, line.end, line.why, source[line.start : line.end]))
        elif number == head:
            found.title = (line.start, line.end)
        else:
            start = line.start
            if not found.paragraphs:
                start += placelines.length(line.text, places)
                if start > line.start:
                    found.removed.append(Removed(line.start, start, "dateline", source[line.start : start]))
            found.paragraphs.append((start, line.end))
    return found
