"""Names that only sign: the author of an article, of a photograph, of a translation. They are nobody's news."""

import re

from analysis.extraction.pointers import Words
from analysis.language.words import alternatives

_REACH = 60  # characters of a credit before the name
_BYLINE = 100  # characters of a line that only says who wrote
_STOP = re.compile(r"[.!?…»:]")


class Credits:
    """Tells names that stand in a credit or a byline."""

    def __init__(self, words: Words) -> None:
        self._agency = re.compile(rf"(?: ?/ ?(?:via )?|, )(?:{alternatives(words['agencies'])})\b")
        self._before = re.compile(rf"(?:©|\(c\)|\b(?:{alternatives(words['credits'])})) ?[:/]? ?$")
        self._byline = re.compile(rf"(?:{alternatives(words['bylines'])}) (?:: )?")
        # « … selon le Kremlin. À Washington, Paul Dupont. »: who reports signs at the end of the paragraph.
        self._sign_off = re.compile(r"(?<=\w{3})\. (?:(?:correspondance )?a [\w-]+(?: [\w-]+)?, )?$")

    def __call__(self, text: str, normal: str, start: int, end: int) -> bool:
        """Does the name at [start, end) of `text`, whose normal form is `normal`, only sign?"""
        # A line longer than this on either side is no byline: it is not walked through.
        head, tail = max(0, start - 2 * _BYLINE), min(len(text), end + 2 * _BYLINE)
        line, close = text.rfind("\n", head, start) + 1 or head, text.find("\n", end, tail)
        close = close if close >= 0 else tail
        agency = self._agency.match(normal, end) if text.startswith(("/", " /", ","), end) else None
        if agency and (text[end] != "," or line == start and agency.end() == close):
            return True  # « Paul Dupont/AFP », « Paul Dupont, La Presse Canadienne » on a line of its own
        begins = line < start and (line == 0 or text[line - 1] == "\n")
        opening = self._byline.match(normal, line, start) if begins else None
        if opening and (opening.end() == start or self._is_short(normal[opening.end() : close])):
            return True
        floor = max(line, start - _REACH)
        if text[end:close].rstrip(" .)") == "" and self._sign_off.search(normal, floor, start):
            return True
        return self._before.search(normal, floor, start) is not None

    def _is_short(self, line: str) -> bool:
        """« Paul Dupont et Anne Durand »: no sentence."""
        return len(line) < _BYLINE and not _STOP.search(line)
