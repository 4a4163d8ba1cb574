"""The tokens of textblob-fr, chunk by chunk: Pattern's tokeniser (BSD) as the package sets it up for French.

Everything here is the package's own behaviour, quirks included; `polarity` says why.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache

PIECES_KEPT = 40_000  # chunks whose tokens are remembered for the slow way

PUNCTUATION = ".,;:!?()[]{}`''\"@#$^&*+-|=~_"
_HEAD_MARKS = PUNCTUATION.replace(".", "")
_TAILS = tuple(PUNCTUATION)
PARAGRAPH_END = "END-OF-SENTENCE"
_SENTENCE_END = frozenset(("...", ".", "!", "?", PARAGRAPH_END))
_AFTER_END = _SENTENCE_END | frozenset((")", "'", '"', "”", "’"))
_ELIDED = ("l", "c", "d", "j", "m", "n", "qu", "s", "t", "jusqu", "lorsqu", "puisqu")
_ELISIONS = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (  # in the package's order
        *((f"{elided}'", f"{elided}' ") for elided in _ELIDED),
        (f"({'|'.join(_ELIDED)})’", r"\1&rsquo; "),
        *((f"{elided.upper()}'", f"{elided.upper()}' ") for elided in _ELIDED),
        (f"({'|'.join(_ELIDED).upper()})’", r"\1&RSQUO; "),
    )
]
_QUOTES = re.compile("([“”‘’'\"])")
_ABBREVIATIONS = frozenset(
    (
        "av.",
        "boul.",
        "C.-B.",
        "c.-à-d.",
        "ex.",
        "éd.",
        "fig.",
        "I.-P.-E.",
        "J.-C.",
        "Ltee.",
        "Ltée.",
        "M.",
        "Me.",
        "Mlle.",
        "Mlles.",
        "MM.",
        "N.-B.",
        "N.-É.",
        "p.",
        "S.B.E.",
        "Ste.",
        "T.-N.",
        "t.a.b.",
    )
)
_LONGEST = max(map(len, _ABBREVIATIONS)) + 1  # so that no ending of a longer piece is taken for one
# The package's « ^[A-Za-z]\.$|^([A-Za-z]\.)+$|^[A-Z][|b-z but vowels]+.$ », from the start of a piece.
_DOTTED = re.compile(r"(?:[A-Za-z]\.)*")
_CONSONANTS = re.compile(r"[A-Z][|bcdfghjklmnpqrstvwxz]+")
_SMILEYS = {  # as the package writes them; each group once
    1.0: ("<3", "♥", ">:D", ":-D", ":D", "=-D", "=D", "X-D", "x-D", "XD", "xD", "8-D"),
    0.75: (">:P", ":-P", ":P", ":-p", ":p", ":-b", ":b", ":c)", ":o)", ":^)"),
    0.5: (">:)", ":-)", ":)", "=)", "=]", ":]", ":}", ":>", ":3", "8)", "8-)"),
    0.25: (">;]", ";-)", ";)", ";-]", ";]", ";D", ";^)", "*-)", "*)"),
    0.05: (">:o", ":-O", ":O", ":o", ":-o", "o_O", "o.O", "°O°", "°o°"),
    -0.25: (">:/", ":-/", ":/", ":\\", ">:\\", ":-.", ":-s", ":s", ":S", ":-S", ">.>"),
    -0.75: (">:[", ":-(", ":(", "=(", ":-[", ":[", ":{", ":-<", ":c", ":-c", "=/"),
    -1.0: (":'(", ":'''(", ";'("),
}
SMILEY_VALUE = {smiley.lower(): value for value, group in reversed(_SMILEYS.items()) for smiley in group}
_SARCASM = re.compile(r"\( ?! ?\)")
# Chunks that could be part of a smiley or of « (!) » once joined to their neighbours, and texts in which they
# could. Both may be too wide (the slow way is right, only slow), never too narrow.
_SUSPECT = re.compile(r"[:=<>*°♥_;]|[xX8] ?-? ?[D)]|\.O|^[)!-]|^[DO]\b|&(?:rsquo|RSQUO)|END-OF")
ELISION_MARK = re.compile(r"&(?:rsquo|RSQUO) ;(?= ?[^\])D'^ -])")  # the package's own trace of « l’accord »
RISK = re.compile(
    r"""[:;=*’]\s*[]'"’^)}>/\\{[(<3*-]|[:;=]\s*[DPpbcoOsS](?![^\W_])|’\s*D|>\s*[:;.]|<\s*3|°\s*[oO]|o\s*[._]\s*O"""
    r"""|[xX8]\s*-?\s*[D)]|♥|\(\s*!|&(?:rsquo|RSQUO)|END-OF"""
)


def is_suspect(joined: str) -> bool:
    """Whether a chunk, as its tokens joined, could be part of a smiley or of « (!) »."""
    if _SUSPECT.search(joined):
        return True
    if "!" not in joined:
        return False
    brackets = [joined.find(mark) for mark in "()" if mark in joined]
    last = max(joined.rfind("("), joined.rfind(")"))
    return bool(brackets) and (min(brackets) < joined.rfind("!") or joined.find("!") < last)


@cache
def _smiley_pattern() -> re.Pattern[str]:
    # The package's groups are sets, whose order changes between runs; no smiley is decided by it except a
    # prefix of another followed by a space, and the space is part of the pattern.
    spaced = [r" ?".join(map(re.escape, smiley)) for group in _SMILEYS.values() for smiley in group]
    return re.compile(rf"({'|'.join(spaced)})($|\s)")


@lru_cache(maxsize=PIECES_KEPT)
def pieces_of(chunk: str) -> list[str]:
    """The tokens of one chunk, before any smiley is put together."""
    if chunk.isalpha():
        return [chunk]
    if "'" in chunk or "’" in chunk:
        for pattern, replacement in _ELISIONS:
            chunk = pattern.sub(replacement, chunk)
    pieces = _QUOTES.sub(r" \1 ", chunk).split()
    return [token for piece in pieces for token in _split_punctuation(piece)]


def _initials(piece: str, start: int) -> Callable[[int], bool]:
    """Whether piece[start:end], which ends with a stop, is initials or consonants: « U.E. », « Mr. »."""
    dotted = _DOTTED.match(piece, start)
    consonants = _CONSONANTS.match(piece, start)
    last_dotted = dotted.end() if dotted else start
    last_consonant = consonants.end() if consonants else start
    return lambda end: (end <= last_dotted and (end - start) % 2 == 0) or start + 2 <= end - 1 <= last_consonant


def _split_punctuation(piece: str) -> list[str]:
    """The marks before a word, the word, the marks after it; in time that grows no faster than the piece."""
    start = len(piece) - len(piece.lstrip(_HEAD_MARKS))
    end, tail = len(piece), list[str]()
    initials = _initials(piece, start)
    while end > start and piece.endswith(_TAILS, start, end):
        while end > start and piece[end - 1] in _HEAD_MARKS:
            end -= 1
            tail.append(piece[end])
        if piece.endswith("...", start, end):
            tail.append("...")
            end -= 3
            while end > start and piece[end - 1] == ".":
                end -= 1
        if piece.endswith(".", start, end):
            if piece[max(start, end - _LONGEST) : end] in _ABBREVIATIONS or initials(end):
                break
            tail.append(".")
            end -= 1
    return [*piece[:start], *([piece[start:end]] if end > start else []), *reversed(tail)]


def sentences_of(tokens: list[str]) -> list[str]:
    """Tokens joined sentence by sentence, smileys and « (!) » put together, elisions closed again."""
    groups: list[list[str]] = [[]]
    start = place = 0
    while place < len(tokens):
        if tokens[place] in _SENTENCE_END:
            while place < len(tokens) and tokens[place] in _AFTER_END:
                place += 1
            groups[-1] += [token for token in tokens[start:place] if token != PARAGRAPH_END]
            groups.append([])
            start = place
        place += 1
    groups[-1] += tokens[start:place]
    sentences = (_SARCASM.sub("(!)", " ".join(group)) for group in groups)
    closed = (_smiley_pattern().sub(lambda m: m[1].replace(" ", "") + m[2], each) for each in sentences)
    return [each.replace("&rsquo ;", "’") for each in closed]
