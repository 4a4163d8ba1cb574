"""Lines that stand beside the article without being of it, known by their form: captions, foreign passages."""

import re

from analysis.language import verbs
from analysis.language.text import normalise
from analysis.reading.datewords import mentions
from analysis.reading.lines import SHORTEST_SENTENCE, Line
from analysis.reading.linewords import line_words
from analysis.reading.shapes import LONGEST_POST

# A credit longer than this has its caption in the same line.
_BARE_CREDIT = 70
# A caption in whole sentences, which ends in the day of the picture.
_LONGEST = 250
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
        if line.prose and len(line.text) >= _SHORTEST_PASSAGE and is_foreign(line.normal):
            line.why = "another language"
        elif len(line.text) <= _LONGEST and _dated_picture(line):
            line.why = "caption"
    for above, line in zip(lines, lines[1:], strict=False):
        if line.why == "caption" and not above.why and _is_pictured(above, line):
            above.why = "caption"
        elif (
            line.why == "embedded post"
            and not above.why
            and _POST_END.match(line.text)
            and len(above.text) <= LONGEST_POST
        ):
            above.why = line.why
    for above, line in zip(lines, lines[1:], strict=False):  # what a picture shows is said twice
        if line.why == "caption" and above.core == line.core:
            above.why = above.why or "caption"


def _is_pictured(above: Line, credit: Line) -> bool:
    """The short line above a bare credit is what the credit is of; so is the same text without it."""
    short = above.loose or len(above.text) <= _LONGEST and bool(_last_day(above.normal))
    bare = len(credit.text) <= _BARE_CREDIT and short and not above.item
    return bare or (above.words >= SHORTEST_SENTENCE and credit.core.startswith(above.core))


def _dated_picture(line: Line) -> bool:
    """« Les deux présidents à Pékin, le 6 avril 2023. »: no verb, and the day of the picture set off at its end."""
    if line.words < SHORTEST_SENTENCE or not (start := _last_day(line.normal)):
        return False
    before = line.normal[:start].removesuffix("le ").rstrip()
    return before.endswith(",") and not any(verb.tense for verb in verbs.verbs(line.normal, 0, start))


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


def ends_in_day(text: str) -> bool:
    """A line of authors and tags that ends in a full date: « … Politique 20 septembre 2024 »."""
    return bool(_last_day(normalise(text)))
