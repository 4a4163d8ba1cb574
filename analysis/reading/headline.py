"""The head of an article: which line is its title, what stands between the title and the first sentence."""

import re

from analysis.language.text import normalise
from analysis.reading.lines import LONGEST_FOOT, SHORTEST_SENTENCE, Line
from analysis.reading.linewords import line_words
from analysis.reading.shapes import shape
from analysis.reading.words import bare

# Headlines of the French press: from a few words to two lines of a broadsheet.
_SHORTEST, _LONGEST = 12, 220
_HEADLINE = 5  # words; rubrics and kickers have fewer
# A headline closed by a full stop is rare: it must be short and carry a kicker (« Guerre en Ukraine : »).
_LONGEST_CLOSED = 120
_KICKER = re.compile(r"^[^.:!?]{3,60}\s:\s")
# The words of a title come again in the first characters of its article; those of another's title do not.
_LOOK = 3_000
_STEM = 5
# Share of its words that a headline has from its story at least; those of other stories share fewer.
_SAME_STORY, _AKIN = 0.5, 0.3
# Right under another headline a shorter one will do.
_SHORTEST_STANDFIRST, _SHORTEST_UNDER = 60, 50
# So many lines below a title its date stands at the latest; the name of an author has so many words.
_DATED_WITHIN, _NAME = 5, 3
_OVER_DATE = frozenset(("byline", "agency", "caption", "reading time", "paywall", "share", "author box", "player"))
# A kicker has few words, all of the story; of a headline's words so many count for it.
_LONGEST_TOLD = 6
# A shorter line above another headline is its kicker, unless that one is too long to be a title.
_LONG_KICKER, _LONG_TITLE = 45, 100
_TAKEN = frozenset(("teaser", "newsletter", "jobs", "tags", "caption"))
_WORD = re.compile(r"[a-z0-9]{4,}")
# « LeFaso.net, l'actualité … », « … | exemple.com : le site » say whose page it is.
_BANNER = re.compile(r"(?:^|[|–—-]\s)(?:www\.)?[\w-]+\.[a-z]{2,4}\s?[,:]\s")
# « Gabon : "la France n'a plus … C'est Bruxelles … " »: a headline that quotes may quote two sentences.
_QUOTES = re.compile(r"^[^.:!?]{3,80}\s?:\s?[«“\"][^«»“”\"]+[»”\"]$")
_OPENING = "«“\"‘'’([…¿¡#@€$"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")  # captions say when
_PART = re.compile(r"\w+")


def choose(lines: list[Line], known: str = "") -> int | None:
    """Number of the title's line, or None. `known`: the title as metadata gives it, if any."""
    if known:
        wanted = bare(known)
        return next((n for n, line in enumerate(lines) if line.core == wanted), None)
    first = _first_paragraph(lines)
    if first is None:
        return _only(lines)
    story = _story(lines, first)
    top, candidates = lines[0], _candidates(lines, first, story)
    if 0 in candidates and _is_headline(top, 0, lines) and _shared(top.text, story) >= _AKIN and not _is_kicker(lines):
        return 0  # a page scraped from its title on; menus do not begin so
    best, top_score = None, 0.0
    for number in candidates:
        line = lines[number]
        score = (
            _shared(line.text, story) * (1.0 if line.words >= _HEADLINE else 0.5)
            + _said_again(lines, line.core) * (1.0 if line.words >= _HEADLINE else 0.5)
            + 0.3 * (line.words >= _HEADLINE)
            + 0.3 * is_sentence(line.text)
            + 0.05 * min(_LONGEST_TOLD, _told(line.text, story))
            + 0.4 * _stands_over_date(lines, number)
            + 0.5 * (number + 1) / first
            - 0.3 * (number > 0 and lines[number - 1].why == "caption")
        )
        if score >= top_score:
            best, top_score = number, score
    if best is None:
        return _boxed(lines[:first], lines, story)
    best -= bool(best) and _is_under_title(lines, best, first, story)
    lines[best].why = ""
    return best


def _candidates(lines: list[Line], first: int, story: set[str]) -> list[int]:
    """The lines above paragraph `first` that can be the title, among them those of its story that a box above has
    swallowed, right over the date line. Of two, one of which says the other with a rubric or a site around it, the
    shorter.
    """
    found = [
        number
        for number, line in enumerate(lines[:first])
        if not line.why
        or (line.why in _TAKEN and not line.mark and _is_dated(lines, number))
        and _shared(line.text, story) >= _SAME_STORY
        if could_be_title(line, number, lines)
    ]
    cores = {lines[number].core for number in found if lines[number].words >= _HEADLINE}
    return [number for number in found if not any(frames(lines[number].core, core) for core in cores)]


def frames(core: str, inner: str) -> bool:
    """« Image - X », « X | exemple.com », where X stands alone elsewhere."""
    if len(core) <= len(inner):
        return False
    return core.endswith((f"- {inner}", f"| {inner}")) or core.startswith((f"{inner} - ", f"{inner} | "))


def _is_dated(lines: list[Line], number: int) -> bool:
    """The next line says when."""
    return number + 1 < len(lines) and lines[number + 1].why == "date"


def _stands_over_date(lines: list[Line], number: int) -> bool:
    """Its date line comes before any other headline: below who wrote it and what pictures show."""
    for line in lines[number + 1 : number + 1 + _DATED_WITHIN]:
        if line.why == "date":
            return True
        if line.why not in _OVER_DATE and not (line.loose and line.words <= _NAME):
            return False
    return False


def _is_kicker(lines: list[Line]) -> bool:
    """The first line is in capitals and the headline below it is not."""
    return lines[0].text.isupper() and not lines[1].text.isupper() and _is_headline(lines[1], 1, lines)


def _said_again(lines: list[Line], core: str) -> bool:
    """A page says its title here and there; twice on end it says what a picture shows."""
    places = [number for number, line in enumerate(lines) if line.core == core]
    return places[-1] - places[0] >= len(places)


def _is_under_title(lines: list[Line], number: int, first: int, story: set[str]) -> bool:
    """A standfirst without a full stop, right under a headline of the same story."""
    above, line = lines[number - 1], lines[number]
    return (
        (len(above.text) >= _LONG_KICKER or len(line.text) >= _LONG_TITLE)
        and _is_headline(above, number - 1, lines)
        and _shared(above.text, story) >= _SAME_STORY
        and is_standfirst(line, lines[first], _SHORTEST_UNDER)
    )


def _is_headline(line: Line, number: int, lines: list[Line]) -> bool:
    """Not only could it be one: it is long enough to be no rubric."""
    return not line.why and len(_PART.findall(line.text)) >= _HEADLINE and could_be_title(line, number, lines)


def _boxed(above: list[Line], lines: list[Line], story: set[str]) -> int | None:
    """The headline that a box above it, or a credit below it, has swallowed: the one of this story, or the only one."""
    taken = [
        number
        for number, line in enumerate(above)
        if line.why in _TAKEN and not line.mark and line.words >= SHORTEST_SENTENCE
        if could_be_title(line, number, lines) and not shape(line.text, line.normal) and not _YEAR.search(line.text)
    ]
    akin = [number for number in taken if _shared(lines[number].text, story) >= _AKIN]
    found = akin[-1:] or (taken if len(taken) == 1 else [])
    for number in found:
        lines[number].why = ""
    return found[0] if found else None


def _first_paragraph(lines: list[Line]) -> int | None:
    """The first paragraph that is no headline: where the article has begun at the latest.

    The items of a list above it open no article, nor does a saying of the day between the site's banner and a
    headline that has its date.
    """
    found = [n for n, line in enumerate(lines) if line.prose and not line.why and not could_be_title(line, n, lines)]
    if not found:
        return None
    chosen, *after = [n for n in found if not lines[n].item] or found
    late = (
        n for n in range(chosen, after[0] if after else 0) if _is_dated(lines, n) and _is_headline(lines[n], n, lines)
    )
    if next(late, None) is not None:
        chosen = after[0]
    titled = chosen != found[0] and any(_is_headline(lines[n], n, lines) for n in range(found[0]))
    return found[0] if titled else chosen


def _story(lines: list[Line], first: int) -> set[str]:
    """The stems of the words with which the article begins at paragraph `first`."""
    return _stems(" ".join(line.normal for line in lines[first : first + 20] if line.prose and not line.why))


def _only(lines: list[Line]) -> int | None:
    """On a page without a paragraph, the first headline beside something else."""
    alone = sum(not line.why for line in lines) < 2
    return None if alone else next(iter(_candidates(lines, len(lines), set())), None)


def could_be_title(line: Line, number: int, lines: list[Line]) -> bool:
    """By its form alone."""
    if not _SHORTEST <= len(line.text) <= _LONGEST or len(_PART.findall(line.text)) < 3 or line.lower or line.item:
        return False
    if not (line.text[0].isalnum() or line.text[0] in _OPENING):  # « >> » points elsewhere
        return False
    if _BANNER.search(line.text) or (line.text.endswith("?") and len(line.text) > _LONGEST_CLOSED):
        return False  # a long question opens an interview
    if line.text.endswith((".", ".»", ". »", ".”", '."')) and not line.cut:
        opens = not any(above.prose and not above.why for above in lines[:number])
        return opens and not line.several and len(line.text) <= _LONGEST_CLOSED and bool(_KICKER.match(line.text))
    if line.several and (line.punctuated or line.prose or len(line.text) >= LONGEST_FOOT):
        asks = line.text.endswith("?") and len(line.text) <= _LONGEST_CLOSED
        return asks or (bool(_QUOTES.match(line.text)) and len(line.text) < LONGEST_FOOT)
    return not line.text.endswith((",", ";", ":", " -"))


def shared(text: str, story: str) -> float:
    """Share of the words of `text` that come again in the beginning of a story, 0…1."""
    return _shared(text, _stems(normalise(story[:_LOOK])))


def _stems(normal: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(normal[:_LOOK])}


def _shared(text: str, story: set[str]) -> float:
    """The same, of a story by the stems of its words."""
    words = _WORD.findall(normalise(text))
    return _told(text, story) / len(words) if words else 0.0


def _told(text: str, story: set[str]) -> int:
    """How many words of `text` come again in the story."""
    return sum(word[:_STEM] in story for word in _WORD.findall(normalise(text)))


def is_sentence(text: str) -> bool:
    """It has the small words of French: a headline or a sentence, not a list of names or keywords."""
    return bool(line_words().small.search(normalise(text)))


def is_standfirst(line: Line, first: Line, shortest: int = _SHORTEST_STANDFIRST) -> bool:
    """An unpunctuated summary between the title and the first paragraph, of which it shares the words."""
    story = _stems(first.normal)
    return (
        (len(line.text) >= shortest or line.item)
        and not line.lower
        and is_sentence(line.text)
        and (_shared(line.text, story) >= _AKIN or len(line.text) >= LONGEST_FOOT)
    )


def is_lead(line: Line, first: Line) -> bool:
    """A standfirst that says something."""
    return is_standfirst(line, first) and line.has_verb
