"""HTML → text, block by block: what the readers of marked-up text share."""

import re
from contextlib import suppress
from functools import cache

from lxml import etree, html

from analysis.reading.decoding import NotTextError, tidy
from analysis.reading.formats.model import FAULTS, UnreadableError
from analysis.reading.formats.streams import encoding_of, whole

# A large page of the press has 10,000 tags in 3 MB. Beyond these a file is made to harm, or is no page.
LARGEST_PAGE = 20_000_000
MOST_TAGS = 100_000

_LIMITS = ("Excessive depth", "entity amplification", "entity reference loop")
# fmt: off
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav",
    "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))
_SILENT = frozenset((
    "audio", "canvas", "head", "iframe", "noscript", "object", "script", "style", "svg", "template", "title", "video",
))
# fmt: on
_CHARSET = re.compile(
    rb"""<(?:meta[^<>]{0,200}?charset\s*=\s*["']?|\?xml[^>]{0,100}?encoding\s*=\s*["'])([\w.:-]{2,40})""", re.I
)
_INLINE = re.compile(r"</?(?:a|abbr|b|big|center|em|font|i|small|span|strong|u)\b[^<>]{0,5000}>", re.I)
_MARKED = re.compile(
    r"<(?:p|br|div|span|a|b|i|em|strong|h[1-6]|ul|li|blockquote|figure|img|html|body)\b[^<>]{0,2000}>", re.I
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
# Stands where a block begins or ends: a character that is nobody's.
_BREAK = "\ue000"
# A shorter line (« Monde ») stands in a long text by chance.
_ITSELF = 30
_WIDE, _FIXED = "\t\r\n\f", "\xa0\u202f\u2009"


def decoded(data: bytes) -> str:
    """The text of a page, in the encoding it is in or declares. Raises UnreadableError."""
    if len(data) > LARGEST_PAGE:
        raise UnreadableError(f"The page holds {len(data) // 1_000_000} MB, too much for one page.")
    if encoding_of(data) == "utf-8":
        with suppress(UnicodeDecodeError):
            return data.decode("utf-8")  # tidied where it has become text
    found = _CHARSET.search(data[:4_096])
    try:
        return whole(data, found[1].decode("ascii") if found else "")
    except NotTextError as error:
        raise UnreadableError(str(error)) from error


def parsed(text: str) -> html.HtmlElement:
    """The tree of a page or of a piece of one. Raises UnreadableError for what is too large, or no page."""
    if text.count("<") > MOST_TAGS:
        raise UnreadableError(f"The page holds {text.count('<')} tags, too many for one page.")
    tree, deep = _tree(text)
    if deep:  # a thousand tags that were opened and never closed: without them the text is whole again
        tree, deep = _tree(_INLINE.sub("", text))
    if deep or tree is None:
        raise UnreadableError(
            "The page nests its tags too deeply." if deep else "The page holds no HTML that can be read."
        )
    return tree


def _tree(text: str) -> tuple[html.HtmlElement | None, bool]:
    """The tree, and whether it is deeper than libxml2 goes (256 tags): it loses the text from there on."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (etree.LxmlError, *FAULTS):
        return None, False
    return tree, cut_short(parser)


def cut_short(parser: "etree._BaseParser") -> bool:
    """Whether a limit of libxml2 on depth or on entities stopped it; the codes of these differ by release."""
    return any(sign in entry.message for entry in parser.error_log for sign in _LIMITS)


def text_of(element: html.HtmlElement) -> str:
    """The text of `element`, a line for each block, blanks made single."""
    lines = (line.strip() for line in _single(str(_lined()(element))).split(_BREAK))
    return tidy("\n".join(filter(None, lines)))


def _single(text: str) -> str:
    """Blanks made single; one that holds two words together stays where it stands alone."""
    for blank in _WIDE:
        text = text.replace(blank, " ")
    for blank in _FIXED:
        text = text.replace(f"{blank} ", " ").replace(f" {blank}", " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text


@cache
def _lined() -> etree.XSLT:
    """Writes out the text of a tree with a mark where a block begins and ends: walking it in Python takes ten times
    as long.
    """
    silent, blocks = "|".join(sorted(_SILENT)), "|".join(sorted(_BLOCKS - {"br"}))
    return etree.XSLT(
        etree.XML(
            '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">'
            f'<xsl:output method="text"/><xsl:template match="{silent}|comment()|processing-instruction()"/>'
            f'<xsl:template match="br">{_BREAK}</xsl:template>'
            f'<xsl:template match="{blocks}">{_BREAK}<xsl:apply-templates/>{_BREAK}</xsl:template></xsl:stylesheet>'
        )
    )


def left_out(whole: str, *kept: str) -> str:
    """The lines of `whole` that are not in `kept`: neighbours together, an empty line between one lot and the next.

    A line broken in other places is found all the same where it is long enough to be itself.
    """
    held = "\n".join(kept).split("\n")
    cells = "|".join(held).split("|")  # trafilatura writes the row of a table so
    same, lines, flat = set(held), set(map(_core, cells)), " ".join(" ".join(held).split())
    lots: list[list[str]] = [[]]
    for line in whole.split("\n"):
        if line not in same and (core := _core(line)) not in lines and not (len(core) >= _ITSELF and core in flat):
            lots[-1].append(line)
        elif lots[-1]:
            lots.append([])
    return "\n\n".join("\n".join(lot) for lot in lots if lot)


def _core(line: str) -> str:
    return " ".join(line.split()).strip("-•*·– ")


def plain(cell: str) -> str:
    """A cell of a table or a field of a feed as text: its HTML, where it holds any, becomes lines.

    Raises UnreadableError for HTML too large to be an article.
    """
    if _MARKED.search(cell) or _ENTITY.search(cell):
        cell = text_of(parsed(f"<div>{cell}</div>"))
    return cell.strip()
