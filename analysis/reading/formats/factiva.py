"""Exports of Factiva (Dow Jones): many articles a file, in one of the two forms in which its pages are saved.

« Full article plus indexing »: a table whose rows bear codes (HD headline, BY author, PD day, SN source, LP, TD text).
« Full article »: a headline and unnamed lines (words, day, hour, source, code, language, rights) before the paragraphs.
"""

import re
from collections.abc import Iterator

from lxml import html

from analysis.reading.formats import days, exports, markup
from analysis.reading.formats.exports import line_of, of_class
from analysis.reading.formats.model import Page, Reader, Reading, Reject, Source, UnreadableError

_SIGNS = re.compile(
    rb"<title>\s*Factiva\b|class=[\"']article [a-z]{2,4}Article[\"']|articleParagraph [a-z]{2,4}articleParagraph", re.I
)
# Looked for first: a tenth of the time of the pattern, on every page of the web.
_WORDS = (b"<title>Factiva", b"articleParagraph", b'class="article ', b"class='article ")
_STARTS = (re.compile(r"<div[^<>]{0,120}class=[\"']article [a-z]{2,4}Article[\"']", re.I),)
_CODE = re.compile(r"^[A-Z]{2,3}$")
_HOUR = re.compile(r"^\d{1,2}[:h]\d\d\b")
_NUMBER = re.compile(r"^(?:Document|Dokument|Documento)\s+[A-Za-z]+\d{6,}\w*$")


def recognises(name: str, head: bytes) -> bool:
    """Its title, or the classes of its paragraphs."""
    return head.startswith(b"<") and any(word in head for word in _WORDS) and bool(_SIGNS.search(head))


def pages(source: Source, reading: Reading) -> Iterator[Page | Reject]:
    """The articles of one export."""
    return exports.pages(source, reading, READER.name, _STARTS, _read)


def _read(tree: html.HtmlElement, page: Page) -> None:
    fields = _coded(tree)
    if fields:
        for code, name in (("HD", "title"), ("BY", "author"), ("SN", "outlet")):
            setattr(page, name, line_of(fields.get(code)))
        page.published = days.single(line_of(fields.get("PD")))
        page.language = line_of(fields.get("LA"))
        texts = [fields[code] for code in ("LP", "TD") if code in fields]
        page.text = _kept("\n".join(map(markup.text_of, texts)))
    else:
        _uncoded(tree, page)


def _coded(tree: html.HtmlElement) -> dict[str, html.HtmlElement]:
    """Code → cell."""
    found: dict[str, html.HtmlElement] = {}
    for row in tree.iter("tr"):
        cells = [cell for cell in row if cell.tag == "td"]
        if len(cells) >= 2 and _CODE.match(code := line_of(cells[0]).strip("\xa0 ")):
            found.setdefault(code, cells[1])
    return found if "HD" in found else {}


def _uncoded(tree: html.HtmlElement, page: Page) -> None:
    headlines = [node for node in tree.iter("span", "b") if (node.get("class") or "").endswith("Headline")]
    if not headlines:
        raise UnreadableError("The article has no headline where Factiva puts it.")
    page.title = line_of(headlines[0])
    authors = of_class(tree, "author")
    page.author = line_of(authors[0]) if authors else ""
    paragraphs = of_class(tree, "articleParagraph")
    page.text = _kept("\n".join(map(markup.text_of, paragraphs)))
    unnamed = [line_of(node) for node in tree.iter("div") if not node.attrib and node.find(".//div") is None]
    place = next((number for number, line in enumerate(unnamed) if exports.is_count(line)), None)
    if place is None:
        return
    after = unnamed[place + 1 :]
    if after and (day := days.single(after[0])):
        page.published, after = day, after[1:]
    after = after[1:] if after and _HOUR.match(after[0]) else after
    page.outlet = after[0] if after and not exports.own_line(after[0]) else ""


def _kept(text: str) -> str:
    """The text without the archive's own lines."""
    lines = [line.strip() for line in text.split("\n")]
    return "\n".join(line for line in lines if line and not _NUMBER.match(line) and not exports.own_line(line))


READER = Reader("Factiva", recognises, pages)
