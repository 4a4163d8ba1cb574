"""Exports of Europresse (Cision, earlier CEDROM-SNi): many articles a file, each with outlet, date and author.

Two generations of markup are met in researchers' folders: since about 2015 one <article> each, with a <header>; before,
tables whose spans name the parts, each ended by a certificate.
"""

import re
from collections.abc import Iterator

from lxml import html

from analysis.language.text import normalise
from analysis.reading.formats import days, exports, markup, names
from analysis.reading.formats.exports import line_of, of_class
from analysis.reading.formats.model import Page, Reader, Reading, Reject, Source, UnreadableError
from analysis.reading.stated import of_line

_SIGNS = (b"DocPublicationName", b"rdp__articletitle", b"itreArticleVisu", b"www.cedrom-sni.com")
_STARTS = (re.compile(r"<article[\s>]", re.I), re.compile(r"<span[^<>]{0,80}class=[\"']?DocPublicationName", re.I))
# « La Gazette, no. 43018 », « La Gazette.fr (site web) », « La Gazette  Vol. 3 »: what follows the name.
_ISSUE = re.compile(
    r"(?:,?\s+n[o°º]\.?\s*\d|,\s*vol\b|\s+\((?:site\s+web|web\s*site|réf\b|blog)|\s{3,}|\s+[-–]\s+\d).*$", re.I | re.S
)
_ENGLISH_DAY = re.compile(r"\b[A-Z][a-z]{2,8}\s+\d{1,2},\s+\d{4}")
_NUMBER = re.compile(r"\bnews[·.](\d{4})(\d\d)(\d\d)[·.]")
# An author has this class, or none (until 2016) and stands behind the box of the title.
_AUTHOR = "sm-margin-bottomNews"
_POSTS = ("twitter", "tweet", "socialNetworkPost")
# An author's line in the old markup is short and holds no sentence.
_LONGEST_AUTHOR = 80


def recognises(name: str, head: bytes) -> bool:
    """Its classes are in no other page."""
    return head.startswith(b"<") and any(sign in head for sign in _SIGNS)


def pages(source: Source, reading: Reading) -> Iterator[Page | Reject]:
    """The articles of one export."""
    return exports.pages(source, reading, READER.name, _STARTS, _read)


def _read(tree: html.HtmlElement, page: Page) -> None:
    named = of_class(tree, "DocPublicationName")
    if not named:
        raise UnreadableError("The article does not name its outlet: it is not from the press.")
    page.outlet = _ISSUE.sub("", markup.text_of(named[0]).partition("\n")[0]).strip(" ,-")
    if of_class(tree, *_POSTS) or normalise(page.outlet).startswith(names.load().archive_others):
        raise UnreadableError("It is a post or a report, not an article of the press.")
    head = " ".join(line_of(element) for element in of_class(tree, "DocHeader"))
    page.published = _day(head) or _day(line_of(next(tree.iter("header"), None)))
    if not page.published and (number := _NUMBER.search(line_of(tree))):
        page.published = days.single("-".join(number.groups()))
    page.url = next((link.get("href", "") for link in tree.iter("a") if _is_origin(link)), "")
    if next(tree.iter("header"), None) is not None:
        _new(tree, page)
    else:
        _old(tree, page)


def _day(text: str) -> str:
    """« France, mercredi 11 septembre 2024 134 mots, p. 11 », « World, Friday, November 13, 2015 »."""
    if day := of_line(text):
        return day.isoformat()
    return days.first(found[0] for found in _ENGLISH_DAY.finditer(text))


def _is_origin(link: html.HtmlElement) -> bool:
    return normalise(line_of(link)).startswith(names.load().archive_origin)


def _new(tree: html.HtmlElement, page: Page) -> None:
    """<article><header> … </header><section><div class="DocText clearfix"><div class="docOcurrContainer">."""
    titles = of_class(tree, "rdp__articletitle") or of_class(tree, "titreArticleVisu") or of_class(tree, "titreArticle")
    page.title = line_of(titles[0]) if titles else ""
    authors = of_class(tree, "docAuthors") or [
        element
        for box in of_class(tree, "titreArticle")
        if (element := box.getnext()) is not None and not (set((element.get("class") or "").split()) - {_AUTHOR})
    ]
    page.author = line_of(authors[0])[:_LONGEST_AUTHOR] if authors else ""
    standfirst = [line_of(element) for element in of_class(tree, "rdp__subtitle")]
    bodies = of_class(tree, "docOcurrContainer") or of_class(tree, "DocText") or list(tree.iter("section"))
    for element in [node for body in bodies for node in body.iter("aside", "footer", "figure", "header")]:
        exports.drop(element)
    text = "\n".join(markup.text_of(body) for body in bodies[:1])
    page.text = _kept("\n".join([*standfirst, text]), page)


def _old(tree: html.HtmlElement, page: Page) -> None:
    """<span class="TitreArticleVisu"> between the head and the text, which is parted by <br> and <p>."""
    titles = of_class(tree, "TitreArticleVisu")
    if not titles:
        raise UnreadableError("The article has no title where Europresse puts it.")
    page.title = line_of(titles[0])
    for table in list(tree.iter("table")):  # the certificate
        exports.drop(table)
    lines = markup.text_of(tree).split("\n")
    place = next((number for number, line in enumerate(lines) if line.strip() == page.title), -1)
    text = [line for line in lines[place + 1 :] if line.strip()]
    if text and len(text[0]) <= _LONGEST_AUTHOR and not re.search(r"[.!?:]$", text[0]) and len(text) > 1:
        page.author, text = text[0], text[1:]
    page.text = _kept("\n".join(text), page)


def _kept(text: str, page: Page) -> str:
    """The text without the archive's own lines, and without the title said again."""
    lines = [line.strip() for line in text.split("\n")]
    return "\n".join(
        line for line in lines if line and not exports.own_line(line) and line not in (page.title, page.author)
    )


READER = Reader("Europresse", recognises, pages)
