"""What the shape of a single line tells: a date line, a byline, a credit, a breadcrumb, left-over markup."""

import re

from analysis.reading.datewords import mentions
from analysis.reading.linewords import LineWords, line_words

_AD = re.compile(r"^\[?/?ads?(?:_\d+)?\]?$|^\[/?ad_\d+\]|adsbygoogle", re.I)
# A post of a network set into the page: its picture, or who sent it.
_POST = re.compile(r"pic\.(?:twitter|x)\.com/\w|^[—–-] ?[^()]{2,60}\(@\w+\)")
_HASHTAG, _HASHTAGS, LONGEST_POST = re.compile(r"(?:^|\s)#[^\W\d]\w+"), 2, 320
# A link that leads elsewhere; an item of a ticker, its hour glued to its rubric.
_POINTER = re.compile(r"^(?:>{1,3}|»|→|►|▶|▸|➜|➡)\s?\S")
_CUT = ("...", "…")
_ARROWS = ("→", "►", "▶", "➜", "➡")
_DATED_ITEM = re.compile(r"^[-–—•·*▪●]\s?\S.{20,}\s[-–—|]\s[\w ./-]*(?:19|20)\d\d$")
_TICKER = re.compile(r"^\d{1,2}[:h]\d\d[A-ZÀ-Ý]")
_MARKUP = re.compile(
    r'^[\[{]\s*["{\]}]|"@(?:context|type|graph)"|^[\]})]+[;,]?$|\bfunction\s*\(|\bwindow\.|\bdocument\.|'
    r"^(?:var|const|let)\s+\w+\s*=|!important|^[.#@]?[\w-]+\s*\{[^}]*(?:\}|$)|^</?\w+[^>]*>$|"
    r"^\[/?[\w-]+(?:\s[^\]]*)?=[^\]]*\]$|^\[(?:caption|embed|gallery|video|audio|playlist|vc_\w+|/\w+)[^\]]*\]|"
    r"^(?:data|aria)-[\w-]+=|&nbsp;$|^%\w+%$|^!?\[[^\]]*\]\(\S+\)$"
)
_LINK = re.compile(
    r"^(?:(?:[a-z][\w-]+\.)+[a-z]{2,6}|https?://\S+|www\.\S+|\S+@\S+\.\w{2,}|(?:[#@]\w[\w-]*[\s,]*)+|pic\.twitter\.com/\S+)$"
)
_BREADCRUMB = re.compile(r"^[^/>›»|→.]{2,32}(?:(?:\s/\s|\s?[>›»|→]\s?)[^/>›»|→]{2,160}){2,7}$")
_LINK_AT_END = re.compile(r"\shttps?://\S+$")
# The entries of a menu in one line, far apart.
_COLUMNS = re.compile(r"(?:\S+(?: \S+){0,3}[ \t\u00a0]{3,}){3,}\S+(?: \S+){0,3}")
_ORNAMENT = re.compile(r"^[\W_]+[^\W\d_]?[\W_]*$")  # « - A + » sets the size of the letters
_FILE_NAME = re.compile(r"(?<=[^\W_])_(?=[^\W_])")  # of a picture; no word of a text holds it
_STOP = re.compile(r"[.!?…][\s»”\"'’)\]]*$")
_COPYRIGHT = re.compile(r"^(?:©|\([cC]\)|copyright)\s*(?:copyright\s*)?(?:©\s*)?(?:\d{4}|\w)", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}([/.-])\d{1,2}\1\d\d\b")
_CLOCK = re.compile(r"^[\s,|•·–-]*(?:(?:a|at) )?\d{1,2} ?[h:] ?(?:\d\d)?\b")
# Between the day and the rest of a line such as « Xinhua | 23.07.2020 08h32 ».
_BAR = re.compile(r"[|•·]")
_BAR_AFTER, _BAR_BEFORE = re.compile(r"^ ?(?:[|•·]|- )"), re.compile(r"(?:[|•·:/]| -) ?$")
_NO_WORD = re.compile(r"^[^a-z0-9]*")
_TOKEN = re.compile(r"[a-z]+")
_ELIDED = re.compile(r"\b[a-z]'")  # « L'Humanité »
_DIGIT = re.compile(r"\d")
# A credit is short: a longer line with an agency at its end is a paragraph.
_LONGEST_CAPTION, _LONGEST_NOTE, _LONGEST_COUNT = 420, 160, 60
_LONGEST_SIGNED = 110
# Beside its day a date line says who and where in so many words; more are a headline or a caption.
_MOST_BESIDE, _MOST_NAMED, _CELLS = 8, 3, 3
_DAY_AT_END = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}(?:, ?[a-z0-9 ]{2,30})?$")
# What a site says of the article in short, then its day and at most the name of the outlet.
_SUMMARY, _ENDED, _MOST_AFTER = re.compile(r"(?:\.\.\.|…) ?$"), re.compile(r"[.…,!?»|] ?$"), 4
_OPEN_BRACKET = re.compile(r"[(\[][^()\[\]]*$")  # « (APS, 24/05/2018) » signs a headline
_CREDIT_REACH = 110  # characters at the end of a line in which its credit stands


def shape(text: str, normal: str) -> str:
    """Why the shape of a line makes it furniture; empty where it does not. `normal`: normalise(text)."""
    length = len(text)
    if length <= _LONGEST_COUNT and (_AD.search(text) or _ORNAMENT.match(text)):
        return "advertisement" if _AD.search(text) else "ornament"
    if _may_be_markup(text) and _MARKUP.search(text):
        return "markup residue"
    if " " not in text[:30] and _LINK.match(text):
        return "link"
    if ("#" in text or "(@" in text or "pic." in text) and (
        _POST.search(text) or (length <= LONGEST_POST and len(_HASHTAG.findall(text)) >= _HASHTAGS)
    ):
        # « 28 décembre 2023, rédigé par … publié dans #Politique, #Diplomatie »
        return "date" if length <= _LONGEST_NOTE and _names_day(text, normal) else "embedded post"
    if length > _LONGEST_CAPTION:
        return ""
    known = line_words()
    if text.endswith(_ARROWS):
        return "teaser"
    if text.endswith("|") and length > _LONGEST_COUNT:
        return "caption"  # a cell of a table set around a picture
    if text.endswith("|"):
        text, normal = text.rstrip(" |"), normal.rstrip(" |")
    if length <= _LONGEST_NOTE and (why := _note(text, normal, known)):
        return why
    if length > _LONGEST_NOTE and _DAY_AT_END.search(normal[-_LONGEST_COUNT:]) and _is_dated(text, normal, known):
        return "date"
    return "caption" if _is_credited(text, normal, known) else ""


def _may_be_markup(text: str) -> bool:
    """It holds a sign or a word of markup; one look after the other is faster than a pattern."""
    return (
        ("[" in text or "]" in text or "{" in text or "}" in text or "<" in text or ">" in text)
        or ("=" in text or "&" in text or "%" in text or "!" in text)
        or ("function" in text or "window." in text or "document." in text)
    )


def _is_credited(text: str, normal: str, known: LineWords) -> bool:
    """It ends in the name of who took the picture; a paragraph that an agency has signed does not."""
    tail = normal[-_CREDIT_REACH:]
    if (":" in tail or "©" in tail or "(c)" in tail) and (
        known.credits.credit.search(tail) or (known.told_by.search(tail) and not _STOP.search(text))
    ):
        return True
    last = text.rstrip(" .)]").rpartition(" ")[2]
    if "©" in text and known.credits.agency_sign.search(text):
        return True
    if not known.credits.names_and_agency.match(text) and (
        (last.islower() and "/" not in text[-_CREDIT_REACH:])
        or not known.credits.agency_credit.search(text[-_CREDIT_REACH:])
    ):
        return False
    return len(text) <= _LONGEST_SIGNED or not known.credits.signed_end.search(text[-_LONGEST_COUNT:])


def _note(text: str, normal: str, known: LineWords) -> str:
    """A short line of the page about the article: whose, when, by whom, how long."""
    if (text.isupper() and known.credits.shouted.match(text)) or (_FILE_NAME.search(text) and not _STOP.search(text)):
        return "caption"
    if _COPYRIGHT.match(text):
        return "caption" if known.credits.agency_sign.match(text) or known.told_by.search(normal) else "copyright"
    if why := _elsewhere(text, normal, known):
        return why
    if _names_day(text, normal):
        return "date"
    if len(text) <= _LONGEST_COUNT and known.count.match(normal):
        return "comments" if known.discussion.search(normal) else "count"
    if len(text) <= 60 and known.reading.match(normal):
        return "reading time"
    if _is_date(normal, known):
        return "date"
    if known.credits.signed.match(text):
        return "caption" if known.credits.pictured.search(text) else "agency"
    if _BREADCRUMB.match(text) or (known.crumbs.match(text) and (not _STOP.search(text) or text.endswith(_CUT))):
        return "breadcrumb"
    return "byline" if known.byline.match(normal) and not _STOP.search(text) else ""


def _elsewhere(text: str, normal: str, known: LineWords) -> str:
    """A line that leads to other pages."""
    if "://" in text and _LINK_AT_END.search(text):
        return "link"
    if _TICKER.match(text):
        return "link list"
    if _STOP.search(text):
        return ""
    if "   " in text and _COLUMNS.fullmatch(text):
        return "menu"
    if _POINTER.match(text) and not _is_date(normal, known):
        return "teaser"
    return "link list" if _DATED_ITEM.match(text) else ""


def _is_date(normal: str, known: LineWords) -> bool:
    """The line says when the page was published, and hardly anything more."""
    if not (_DIGIT.search(normal) or known.says_day.search(normal)):
        return False
    if all(token in known.date_words for token in _TOKEN.findall(normal)):
        return True
    says_so = any(part.lstrip().startswith(known.date_starts) for part in _BAR.split(normal))
    return (says_so and not _STOP.search(normal)) or _is_cell(normal, known)


def _names_day(text: str, normal: str) -> bool:
    return bool(_YEAR.search(normal)) and not _STOP.search(text) and _is_dated(text, normal, line_words())


def _is_cell(normal: str, known: LineWords) -> bool:
    """« Par : La Rédaction | 8 déc., 2023 à 09:12 | Lu 12 fois »: the day alone between bars, among short cells."""
    cells = _BAR.split(normal)
    return (
        len(cells) >= _CELLS
        and all(cell.count(" ") <= _MOST_BESIDE for cell in cells)
        and any(_YEAR.search(cell) and known.date_words.issuperset(_TOKEN.findall(cell)) for cell in cells)
    )


def _is_dated(text: str, normal: str, known: LineWords) -> bool:
    """A full date, with the hour or set apart from the little that stands beside it."""
    dates = [mention for mention in mentions(normal) if mention.on()]
    if not dates:
        return False
    found = dates[-1] if _DAY_AT_END.search(normal) else dates[0]
    left, right = normal[: found.start], normal[found.end :]
    before, after = _TOKEN.findall(_ELIDED.sub(" ", left)), _TOKEN.findall(right)
    numeric = not _TOKEN.search(normal[found.start : found.end])
    ended = (_ENDED if numeric else _SUMMARY).search(left)
    if ended and len(after) <= _MOST_AFTER and not _OPEN_BRACKET.search(left):
        return True
    if not before and known.byline.match(right.lstrip(" ,")):
        return True
    if len(before) + len(after) > _MOST_BESIDE:
        return False
    if not after and (known.led_in.search(left) or known.sourced.match(normal)):
        return True
    last = before[-1] if before else ""
    while before and before[-1] in known.date_words:
        before.pop()
    if numeric and not after and len(before) <= _MOST_NAMED and last not in known.within_headline:
        return True  # « BFMTV 2023-02-27 »
    if not before and (not after or _BAR_AFTER.match(right) or known.byline.match(right.lstrip(" ,"))):
        return True
    if _CLOCK.match(right):
        return last not in known.within_headline
    rest = left
    if before:
        stop = left.rfind(before[-1]) + len(before[-1])
        opening = text[stop : found.end].lstrip()[:1]
        if opening.isupper() and not text.isupper() and before[-1] not in known.broken_after:
            return True  # « Coulisses Publié le 3 mars 2022 »
        rest = left[:stop] + _NO_WORD.findall(left[stop:])[0]
    # « International14 juin 2023 », « @jfictif · 14 juin 2023 »
    glued = (rest[-1:].isalpha() or rest.startswith("@")) and len(before) == 1
    barred = _BAR_BEFORE.search(rest) or _BAR_BEFORE.search(left)
    apart = (barred or glued) and known.broken_after.isdisjoint(before)
    return bool(apart or known.byline.match(rest))
