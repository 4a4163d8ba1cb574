"""Lines that stand beside the article without being of it, known by their form: captions, foreign passages."""

import re

from analysis.language import verbs
from analysis.language.text import normalise
from analysis.reading import languages, outlets
from analysis.reading.datewords import mentions
from analysis.reading.lines import SHORTEST_SENTENCE, Line
from analysis.reading.linewords import line_words
from analysis.reading.shapes import LONGEST_POST

# A credit longer than this has its caption in the same line.
_BARE_CREDIT = 70
# What stands under a picture: its credit, or the name of the agency alone.
_CREDITS = frozenset(("caption", "agency"))
_NAME_AND_OFFICE = re.compile(r"(?:[A-ZÀ-Ý][\w’'-]+ ){1,3}[A-ZÀ-Ý][\w’'-]+, [a-zà-ÿœ][^.!?:]{3,80}$")
# A caption in whole sentences, which ends in the day of the picture.
_LONGEST = 250
# Words of an outlet, its day and its page.
_LONGEST_REFERENCE = 14
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# A shorter passage may be all names.
_SHORTEST_PASSAGE = 60
# Of the words of French sentences a fifth and more are small ones; « Kim Jong-un » puts one in an English sentence.
_FRENCH_SHARE = 0.06
_WORD = re.compile(r"[a-z]+")
# The last line of a post is its links and who sent it; what it says stands above.
_POST_END = re.compile(r"(?:[\W_]*(?:https?://\S+|pic\.\S+))*\s*[—–-] ?[^()]{2,60}\(@\w+\)")


def mark(lines: list[Line]) -> None:
    """Write on captions and on passages in another language that they are no part of the article."""
    for line in lines:
        if line.why:
            continue
        if (
            line.prose
            and len(line.text) >= _SHORTEST_PASSAGE
            and is_foreign(line.normal)
            and not _tells_in_french(line)
        ):
            line.why = "another language"
        elif len(line.text) <= _LONGEST and _is_reference(line):
            line.why = "date"
        elif len(line.text) <= _LONGEST and _dated_picture(line):
            line.why = "caption"
    opened = False  # the first line that says something may be the title, over the picture of the article
    for above, line in zip(lines, lines[1:], strict=False):
        says = not opened and not above.why and above.words >= SHORTEST_SENTENCE and above.has_verb
        free = opened or not says and (above is not lines[0] or above.words < SHORTEST_SENTENCE)
        if line.why in _CREDITS and not above.why and free and _is_pictured(above, line):
            above.why = "caption"
        elif (
            line.why == "embedded post"
            and not above.why
            and _POST_END.match(line.text)
            and len(above.text) <= LONGEST_POST
        ):
            above.why = line.why
        opened = opened or says
    for above, line, below in zip(lines, lines[1:], [*lines[2:], None], strict=False):  # a picture says it twice
        if above.core == line.core and (line.why == "caption" or below and below.why in _CREDITS):
            above.why, line.why = above.why or "caption", line.why or "caption"


def _is_pictured(above: Line, credit: Line) -> bool:
    """The short line above a bare credit is what the credit is of; so is the same text without it."""
    short = len(above.text) <= _LONGEST and (bool(_last_day(above.normal)) or not above.has_verb)
    bare = len(credit.text) <= _BARE_CREDIT and not above.item
    if credit.why != "caption":  # an agency alone signs the dispatch above it, too
        return bare and above.prose and short
    return bare and (above.loose or short) or (above.words >= SHORTEST_SENTENCE and credit.core.startswith(above.core))


def _dated_picture(line: Line) -> bool:
    """« Les deux présidents à Pékin, le 6 avril 2023. »: no verb but in the present, and the day set off at its end."""
    if line.words < SHORTEST_SENTENCE or not (start := _last_day(line.normal)):
        return False
    before = line.normal[:start].removesuffix("le ").rstrip()
    told = any(verb.tense not in ("", "present") for verb in verbs.verbs(line.normal, 0, start))
    return before.endswith(",") and not told


def names_who(line: Line) -> bool:
    """« Jeanne Fictif, présidente du conseil »: a name and an office, no verb: who is seen, not a subhead."""
    return bool(_NAME_AND_OFFICE.match(line.text)) and not line.item and not line.has_verb


def _is_reference(line: Line) -> bool:
    """« Le Devoir, lundi 3 mars 2025, cahier A, p. 3 »: an outlet and its day, as archives write them; no verb."""
    day = next((found.start for found in mentions(line.normal) if found.on()), 0) if _YEAR.search(line.normal) else 0
    known = outlets.load()
    if not day or line.words > _LONGEST_REFERENCE or not (row := known.opening(line.text)):
        return False
    rubric = line.normal[:day].removesuffix("du ").strip() in known.headings  # « Arrêt sur images du 8 octobre 2025 »
    return row.kind != "agency" and not rubric and not line.has_verb


def _last_day(normal: str) -> int:
    """Where the full date begins that ends the line; 0 where none does."""
    stripped = normal.rstrip(" .|-")
    if not stripped[-4:].isdigit():
        return 0
    return next((found.start for found in mentions(stripped) if found.end == len(stripped) and found.on()), 0)


def is_foreign(normal: str) -> bool:
    """Hardly any of the small words without which French makes no sentence."""
    often = 0
    for word in line_words().often:
        often += word in normal
        if often > 1:
            return False
    words = _WORD.findall(normal)
    return sum(word in line_words().french for word in words) < _FRENCH_SHARE * len(words)


def _tells_in_french(line: Line) -> bool:
    """« X a reçu mardi à Moscou Y »: names and a French verb are a sentence; a language asked for costs more."""
    return line.has_verb and languages.language_of("", line.text) == languages.FRENCH


def ends_in_day(text: str) -> bool:
    """A line of authors and tags that ends in a full date: « … Politique 20 septembre 2024 »."""
    return bool(_last_day(normalise(text)))
