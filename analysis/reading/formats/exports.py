"""Exports of press archives: many articles a file. What the readers of their different markups share.

Each article is cut out and parsed alone, so that a broken one costs itself only.
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from lxml import html

from analysis.language.text import normalise
from analysis.reading.decoding import NotTextError
from analysis.reading.formats import markup, names
from analysis.reading.formats.model import FAULTS, Page, Reading, Recognised, Reject, Source, UnreadableError
from analysis.reading.formats.streams import opened

_COUNT = re.compile(r"^[\d\s.,']+$")
# A thousand articles with their style sheets make 20 MB; archives hand out no more at once.
LARGEST_EXPORT, MOST_ARTICLES = 100_000_000, 50_000


def pages(
    source: Source,
    reading: Reading,
    format_name: str,
    starts: tuple[re.Pattern[str], ...],
    read: Callable[[html.HtmlElement, Page], None],
) -> Iterator[Page | Reject]:
    """The articles of one export.

    `starts`: before what an article begins; the first pattern that is found at all counts. `read` fills the page
    from the tree of one article; it may raise UnreadableError.
    """
    if source.size > LARGEST_EXPORT:
        yield Reject(source.source_id, f"The export holds {source.size // 1_000_000} MB, too much at once.", "open")
        return
    with opened(source.open()) as file:
        text = file.read()
    reading.notice(Recognised(source.source_id, format_name))
    places = next((found for found in ([hit.start() for hit in start.finditer(text)] for start in starts) if found), [])
    if len(places) > MOST_ARTICLES:
        reason = f"The export holds {len(places)} articles, more than {MOST_ARTICLES}."
        yield Reject(source.source_id, reason, "open")
        return
    if not places:
        yield Reject(source.source_id, f"The file is an export of {format_name} without an article.", "read")
    for number, (start, end) in enumerate(pairwise([*places, len(text)]), start=1):
        yield _page(Page(f"{source.source_id}#{number}", "", clean=True), text[start:end], read)


def _page(page: Page, piece: str, read: Callable[[html.HtmlElement, Page], None]) -> Page | Reject:
    try:
        tree = markup.parsed(piece)
        whole = markup.text_of(tree)
        read(tree, page)
        page.outside = markup.left_out(whole, page.title, page.author, page.text)
    except (UnreadableError, NotTextError) as error:
        return Reject(page.source_id, str(error), "read")
    except FAULTS:
        return Reject(page.source_id, "The article's markup is not the one that its archive uses.", "read")
    if not page.text and not page.title:
        return Reject(page.source_id, "The article holds no text.", "read")
    return page


def of_class(element: html.HtmlElement, *names: str) -> list[html.HtmlElement]:
    """The elements below `element` that bear one of the classes, whatever their case, in order."""
    wanted = {name.lower() for name in names}
    return [node for node in element.iter() if wanted & set((node.get("class") or "").lower().split())]


def line_of(element: html.HtmlElement | None) -> str:
    """The text of an element in one line."""
    return " ".join(markup.text_of(element).split()) if element is not None else ""


def drop(element: html.HtmlElement) -> None:
    """Takes an element out of its tree, the text after it stays."""
    if element.getparent() is not None:
        element.drop_tree()


def own_line(line: str) -> bool:
    """Whether the archive added a line: rights, number of the document, certificate."""
    return normalise(line).strip().startswith(names.load().archive_lines)


def is_count(line: str) -> bool:
    """« 295 mots »."""
    count, _, word = normalise(line).strip().rpartition(" ")
    return bool(_COUNT.match(count)) and word in names.load().archive_counts
