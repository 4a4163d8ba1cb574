"""Names that only sign: the author of an article, of a photograph, of a translation. They are nobody's news."""

import re

from analysis.extraction.pointers import Words
from analysis.language.words import alternatives

_REACH = 60  # characters of a credit before the name
_BYLINE = 100  # characters of a line that only says who wrote


class Credits:
    """Tells names that stand in a credit or a byline."""

    def __init__(self, words: Words) -> None:
        self._agency = re.compile(rf" ?/ ?(?:via )?(?:{alternatives(words['agencies'])})\b")
        self._before = re.compile(rf"(?:©|\(c\)|\b(?:{alternatives(words['credits'])})) ?:? ?$")
        self._byline = re.compile(rf"(?:{alternatives(words['bylines'])}) ?:? ?[^.!?…»:]*")
        # « … selon le Kremlin. À Washington, Paul Dupont. »: who reports signs at the end of the paragraph.
        self._sign_off = re.compile(r"(?:(?<=\w{3})\.|[!?»\"]) (?:(?:correspondance )?a [\w-]+(?: [\w-]+)?, )?$")

    def __call__(self, text: str, normal: str, start: int, end: int) -> bool:
        """Does the name at [start, end) of `text`, whose normal form is `normal`, only sign?"""
        if text.startswith(("/", " /"), end) and self._agency.match(normal, end):
            return True
        line, close = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        close = close if close >= 0 else len(text)
        if line < start and close - line < _BYLINE and self._byline.fullmatch(normal[line:close]):
            return True
        floor = max(line, start - _REACH)
        if text[end:close].rstrip(" .)") == "" and self._sign_off.search(normal, floor, start):
            return True
        return self._before.search(normal, floor, start) is not None
