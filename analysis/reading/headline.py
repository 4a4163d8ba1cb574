"""The head of an article: which line is its title, what stands between the title and the first sentence."""

import re
from collections.abc import Collection

from analysis.language.text import normalise
from analysis.reading.lines import Line
from analysis.reading.words import bare

# Headlines of the French press: from a few words to two lines of a broadsheet.
_SHORTEST, _LONGEST = 12, 220
# A headline closed by a full stop is rare: it must be short and carry a kicker (« Guerre en Ukraine : »).
_LONGEST_CLOSED = 120
_KICKER = re.compile(r"^[^.:!?]{3,60}\s:\s")
# The words of a title come again in the first characters of its article; those of another's title do not.
_LOOK = 3_000
_STEM = 5
_WORD = re.compile(r"[a-z0-9]{4,}")
# Words without which French makes no sentence and no headline of more than a few words.
_SMALL = re.compile(
    r"\b(?:le|la|les|un|une|des|du|de|au|aux|en|dans|sur|pour|par|avec|sans|contre|et|ou|a|se|ne|est|sont|ont|il|elle|ils|elles|ce|cette|ces|qui|que|"
    r"vers|chez|entre|apres|avant|sous|son|sa|ses|leur|leurs)\b|\b[ldnsjcm]'"
)

_CITY = r"[A-ZÀ-ÝŒ][\w’'-]+(?:[ -](?:d[eu]s?|la|le|les|sur|en|[A-ZÀ-ÝŒ][\w’'-]*)){0,3}"
_DAY = r"(?:,?\s(?:le\s)?(?:\d{1,2}(?:er)?\s+[a-zéû]+\.?(?:\s+\d{4})?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}))"
_SIGNED = re.compile(
    rf"^(?P<cities>{_CITY}(?:\s?[,/]\s?{_CITY})*)?{_DAY}?,?\s*(?:[(\[](?P<agency>[^()\[\]]{{2,40}})[)\]])\s*{_DAY}?\s*(?:--?|–|—|:|\.)\s*(?=[«“\"A-ZÀ-ÝŒ])"
)
_SIGNED_ALONE = re.compile(rf"^{_CITY}(?:\s?[,/]\s?{_CITY})*{_DAY}?,?\s*[(\[][^()\[\]]{{2,40}}[)\]]\s*(?:--?|–|—)?$")
_DASHED = re.compile(rf"^(?P<cities>{_CITY}(?:\s?[,/]\s?{_CITY})*)(?P<day>{_DAY})?\s*(?:--?|–|—|:)\s+(?=[«“\"A-ZÀ-ÝŒ])")
_BARE = re.compile(
    rf"^(?P<cities>{_CITY}(?:\s?[,/]\s?{_CITY})*?)[.,]?\s+(?=(?:Le|La|Les|L[’']|Un|Une|Des|Du|Au|Aux|En|À|Dans|Il|Elle|Ils|Elles|Ce|Cette|Ces|Selon|Après|Pour|Plus|Deux|Trois|«)\b|«)"
)


def choose(lines: list[Line], known: str = "") -> int | None:
    """Number of the title's line, or None. `known`: the title as metadata gives it, if any."""
    if known:
        wanted = bare(known)
        return next((n for n, line in enumerate(lines) if line.core == wanted), None)
    first = _first_paragraph(lines)
    if first is None:
        return _only(lines)
    story = {
        word[:_STEM]
        for word in _WORD.findall(
            normalise(" ".join(line.text for line in lines[first : first + 20] if line.prose and not line.why)[:_LOOK])
        )
    }
    counts: dict[str, int] = {}
    for line in lines:
        core = line.core
        counts[core] = counts.get(core, 0) + 1
    best, top = None, 0.0
    for number in range(first):
        line = lines[number]
        if line.why or not could_be_title(line, number, lines):
            continue
        score = (
            _shared(line.text, story) + (counts[line.core] > 1) + 0.3 * (line.words >= 5) + 0.5 * (number + 1) / first
        )
        if score >= top:
            best, top = number, score
    return best


def _first_paragraph(lines: list[Line]) -> int | None:
    """The first paragraph that is no headline: where the article has begun at the latest."""
    return next(
        (n for n, line in enumerate(lines) if line.prose and not line.why and not could_be_title(line, n, lines)),
        None,
    )


def _only(lines: list[Line]) -> int | None:
    """On a page without a paragraph, the first headline above something else."""
    shown = [n for n, line in enumerate(lines) if not line.why]
    return shown[0] if len(shown) > 1 and could_be_title(lines[shown[0]], shown[0], lines) else None


def could_be_title(line: Line, number: int, lines: list[Line]) -> bool:
    """By its form alone."""
    if not _SHORTEST <= len(line.text) <= _LONGEST or line.words < 3 or line.lower or line.item:
        return False
    if line.text.endswith((".", ".»", ". »", ".”", '."')) and not line.cut:
        opens = not any(above.prose and not above.why for above in lines[:number])
        return opens and not line.several and len(line.text) <= _LONGEST_CLOSED and bool(_KICKER.match(line.text))
    if line.several and (line.punctuated or line.prose):
        return False
    return not line.text.endswith((",", ";", ":"))


def _shared(text: str, story: set[str]) -> float:
    """Share of the words of `text` that come again in the story, 0…1."""
    words = [word[:_STEM] for word in _WORD.findall(normalise(text))]
    return sum(word in story for word in words) / len(words) if words else 0.0


def is_sentence(text: str) -> bool:
    """It has the small words of French: a headline or a sentence, not a list of names or keywords."""
    return bool(_SMALL.search(normalise(text)))


def is_standfirst(line: Line, first: Line) -> bool:
    """An unpunctuated summary between the title and the first paragraph, of which it shares the words."""
    story = {word[:_STEM] for word in _WORD.findall(normalise(first.text))}
    return len(line.text) >= 60 and not line.lower and is_sentence(line.text) and _shared(line.text, story) >= 0.3


def dateline(text: str, places: Collection[str]) -> int:
    """Length of the dateline that opens `text` (« Kyiv, Pékin », « PÉKIN, 3 mars (Xinhua) -- ») or 0."""
    if (found := _SIGNED.match(text)) and (found["cities"] or found.end() <= 45):
        return found.end()
    if (found := _DASHED.match(text)) and (
        found["day"] or found["cities"].isupper() or _all_places(found["cities"], places)
    ):
        return found.end()
    if _SIGNED_ALONE.match(text):
        return len(text)
    if (found := _BARE.match(text)) and _all_places(found["cities"], places):
        return found.end()
    return 0


def _all_places(cities: str, places: Collection[str]) -> bool:
    return all(normalise(city).strip() in places for city in re.split(r"[,/]", cities))
