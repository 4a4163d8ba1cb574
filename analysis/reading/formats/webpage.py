"""Pages of the web, as saved: trafilatura finds body and metadata; what the page declares of itself goes first."""

import json
import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import trafilatura
from lxml import html
from trafilatura.metadata import extract_metadata

from analysis.language.text import normalise
from analysis.reading import stated
from analysis.reading.decoding import NotTextError, tidy
from analysis.reading.formats import days, markup, names
from analysis.reading.formats.model import FAULTS, Page, Reader, Reading, Recognised, Reject, Source, UnreadableError
from analysis.reading.linewords import line_words

# The libraries report each odd page; what matters of it is a Reject here.
for _name in ("trafilatura", "htmldate", "justext", "charset_normalizer"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

_NEWS = re.compile("Article|Posting|Report|Review|Broadcast")
_PAGE = re.compile("WebPage|VideoObject")  # what else tells the day of a page where no article is described
_IN_SCRIPT = "application/ld+json"
# A body in the JSON-LD is taken where the page shows less than this share of it (a paywall, a script).
_SHOWN = 0.5
# A date line is short and stands between headline and body, with a share box or a standfirst at most.
_LONGEST_DATE_LINE, _ABOVE, _OPENING = 120, 12, 30
# So many characters make an article; a teaser in the JSON-LD is no body.
_SHORTEST_BODY = 400
# Atomic groups, not possessive ones: those of groups match wrongly before Python 3.11.5 (gh-106052).
_START = re.compile(
    rb"^(?>(?:<\?xml[^>]{0,200}+>\s*+|<!--(?>(?:[^-]|-(?!->))*)-->\s*+)*)"
    rb"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|div|article|section|main|header|table|p|h1|h2|span|nav)\b",
    re.I | re.S,
)
_LIKE_HTML = re.compile(rb"<(?:html|body|div|p|br|h1)\b", re.I)
# What is marked as the day of publication; and a time in the element of the title or the one around it.
_MARKED = './/*[@itemprop="datePublished" or self::time[@pubdate] or self::abbr[@class="published"]]'
_BESIDE_TITLE = (
    ".//h1[1]/ancestor::*[not(self::body or self::html)][position() <= 2]"
    "//*[self::time[@datetime] or @data-date or @data-published or @data-publish-date or @data-timestamp]"
    "[not(ancestor::aside or ancestor::nav or ancestor::footer or ancestor::li)]"
    "[not(contains(@class, 'updated') or contains(@class, 'modified'))]"
)
_DAY_OF = ("datetime", "content", "title", "data-date", "data-published", "data-publish-date", "data-timestamp")


def recognises(name: str, head: bytes) -> bool:
    """A page or a piece of one: it begins with a tag of HTML, or is named so and holds some."""
    if _START.match(head):
        return True
    return name.endswith((".html", ".htm", ".xhtml", ".shtml")) and bool(_LIKE_HTML.search(head))


def pages(source: Source, reading: Reading) -> Iterator[Page | Reject]:
    """The article of one page."""
    try:
        if source.size > markup.LARGEST_PAGE:
            raise UnreadableError(f"The page holds {source.size // 1_000_000} MB, too much for one page.")
        page = page_of(source, markup.decoded(source.read()))
    except UnreadableError as error:
        yield Reject(source.source_id, str(error), "open")
        return
    reading.notice(Recognised(source.source_id, READER.name))
    yield page


def page_of(source: Source, text: str) -> Page:
    """One page of HTML → its article. Raises UnreadableError."""
    tree = markup.parsed(text)
    told = _declared(tree)
    # The search for them takes as long as that for the body: where the page declares them, it is left out.
    meta = None if told.get("headline") and told.get("publisher") else _metadata(tree)
    url = source.url or _text(meta, "url") or _canonical(tree)
    lines = markup.text_of(tree)
    shown = _body(tree, url) or lines
    whole = told.get("articleBody", "")
    if len(whole) >= _SHORTEST_BODY and len(shown) < _SHOWN * len(whole):
        shown = whole
    try:
        shown = tidy(shown)
    except NotTextError as error:
        raise UnreadableError(str(error)) from error
    title = _line(told.get("headline", "") or _text(meta, "title"))
    return Page(
        source.source_id,
        shown,
        title=title,
        author=_line(told.get("author", "") or _text(meta, "author")),
        outlet=_line(told.get("publisher", "") or _text(meta, "sitename")),
        url=url,
        published=_day(tree, told) or _date_line(lines.split("\n"), shown),
        name=source.file_name if not source.url else "",
        language=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
        captured=source.captured,
        outside=markup.left_out(lines, title, shown),
    )


def _metadata(tree: html.HtmlElement) -> Any:
    """What trafilatura finds; its search for a date is left out, it takes dates of other articles too."""
    try:
        return extract_metadata(tree, date_config={"extensive_search": False, "original_date": True}, extensive=False)
    except FAULTS:
        return None


def _canonical(tree: html.HtmlElement) -> str:
    """The address that the page says is its own."""
    links = [link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    return next((link for link in links if link.startswith(("http://", "https://"))), "")


def _text(meta: Any, field: str) -> str:
    return str(getattr(meta, field, None) or "")


def _line(text: str) -> str:
    return " ".join(text.split())


def _body(tree: html.HtmlElement, url: str) -> str:
    """The body that trafilatura finds, or "" where it finds none."""
    with suppress(*FAULTS):
        found = trafilatura.bare_extraction(tree, url=url or None, include_comments=False, with_metadata=False)
        if found is not None and not isinstance(found, dict):
            return str(found.text or "")
    return ""


def _day(tree: html.HtmlElement, told: dict[str, str]) -> str:
    """The day of publication that the page declares: JSON-LD, meta tags, a marked-up time; else ""."""
    if day := days.first([told.get("datePublished", "")]):
        return day
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        metas.setdefault(key.strip().lower(), meta.get("content") or "")
    if day := days.first(metas.get(key, "") for key in names.load().page_dates):
        return day
    marked = [*tree.xpath(_MARKED), *tree.xpath(_BESIDE_TITLE)]
    return days.first(next((element.get(key) for key in _DAY_OF if element.get(key)), "") for element in marked)


def _date_line(lines: list[str], shown: str) -> str:
    """The day of the date line: the last short line with a day that stands shortly above the body, and not in it; else
    that of the line right below, where it says that it is."""
    shown_lines = shown.strip().split("\n")
    start = next((line for line in shown_lines if len(line) > _LONGEST_DATE_LINE), shown_lines[0])[:_OPENING]
    body = next((number for number, line in enumerate(lines) if start and line.startswith(start)), 0)
    for line in reversed(lines[max(0, body - _ABOVE) : body]):
        if len(line) <= _LONGEST_DATE_LINE and line not in shown_lines and (day := stated.of_line(line)):
            return day.isoformat()
    last = next((number for number, line in reversed([*enumerate(lines)]) if line == shown_lines[-1]), len(lines))
    below = "".join(lines[last + 1 : last + 2])
    says_so = len(below) <= _LONGEST_DATE_LINE and normalise(below).startswith(line_words().date_starts)
    day = stated.of_line(below) if says_so and below not in shown_lines else None
    return day.isoformat() if day else ""


def _declared(tree: html.HtmlElement) -> dict[str, str]:
    """What the JSON-LD of the page says of the article: headline, datePublished, articleBody, publisher; at least the
    day of a page or a film that is not described as an article."""
    of_page = ""
    for script in tree.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() != _IN_SCRIPT or not script.text:
            continue
        try:
            found = json.loads(script.text.strip().strip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(found):
            if _NEWS.search(str(node.get("@type", ""))) and (node.get("headline") or node.get("datePublished")):
                return _fields(node)
            if _PAGE.search(str(node.get("@type", ""))):
                of_page = of_page or str(node.get("datePublished") or node.get("uploadDate") or "")
    return {"datePublished": of_page} if of_page else {}


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD block: alone, in a list, in a @graph, as the main entity of a page."""
    if isinstance(value, list) and depth < 4:
        for item in value[:200]:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if depth < 4:
                yield from _nodes(value.get(key), depth + 1)


def _fields(node: dict[str, Any]) -> dict[str, str]:
    publisher = node.get("publisher")
    if isinstance(publisher, list):
        publisher = publisher[0] if publisher else ""
    values = {
        "headline": node.get("headline"),
        "datePublished": node.get("datePublished") or node.get("dateCreated"),
        "articleBody": node.get("articleBody"),
        "publisher": publisher.get("name") if isinstance(publisher, dict) else publisher,
        "author": _authors(node.get("author")),
    }
    texts = {key: value for key, value in values.items() if isinstance(value, str)}
    for key in ("headline", "articleBody", "publisher", "author"):
        if key in texts:
            with suppress(UnreadableError, NotTextError):
                texts[key] = markup.plain(texts[key])
    return texts


def _authors(value: Any) -> str:
    """The names of one author or several; an address is none."""
    names = [
        one.get("name") if isinstance(one, dict) else one for one in (value if isinstance(value, list) else [value])
    ]
    return ", ".join(name.strip() for name in names if isinstance(name, str) and name.strip() and "://" not in name)


READER = Reader("HTML page", recognises, pages)
