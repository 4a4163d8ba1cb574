"""RSS (0.9 to 2.0, RDF) and Atom feeds, saved as files: each item an article, short as they often are."""

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from analysis.reading.decoding import NotTextError, tidy
from analysis.reading.formats import days, markup
from analysis.reading.formats.model import FAULTS, Page, Reader, Reading, Recognised, Reject, Source, UnreadableError

# A feed of a year's items; what is larger is a dump that comes in other formats.
LARGEST_FEED = 100_000_000
# An item has a score of tags; a tree takes 100 bytes and more for each, however short.
MOST_TAGS = 2_000_000

_START = re.compile(
    rb"^(?>(?:<\?[^>]{0,300}+>|<!--(?>(?:[^-]|-(?!->))*)-->|<!DOCTYPE[^>\[]{0,300}+(?>(?:\[[^\]]{0,4000}+\]\s*+)?)>|\s++)*)"
    rb"<(?:rss|feed|(?:\w+:)?RDF|channel)\b",
    re.I | re.S,
)
_PUBLISHED = ("pubDate", "published", "date", "issued", "created", "updated", "modified")
_TEXTS = ("encoded", "content", "description", "summary", "subtitle")
_ITEMS = ("item", "entry")
_WORDS = re.compile(r"\w+")


def recognises(name: str, head: bytes) -> bool:
    """Its first tag is that of a feed."""
    return bool(_START.match(head))


def pages(source: Source, reading: Reading) -> Iterator[Page | Reject]:
    """The items of one feed."""
    try:
        if source.size > LARGEST_FEED:
            raise UnreadableError(f"The feed holds {source.size // 1_000_000} MB, too much for one.")
        data = source.read()
        if (tags := data.count(b"<")) > MOST_TAGS:
            raise UnreadableError(f"The feed holds {tags} tags, too many for one.")
        root, broken_off = _parsed(data)
    except UnreadableError as error:
        yield Reject(source.source_id, str(error), "open")
        return
    reading.notice(Recognised(source.source_id, READER.name))
    outlet = next((_text(node) for node in root.iter("{*}title") if not _inside_item(node)), "")
    language = next((_text(node) for node in root.iter("{*}language") if not _inside_item(node)), "")
    language = language or root.get("{http://www.w3.org/XML/1998/namespace}lang", "")
    number = 0
    for number, item in enumerate(root.iter(*(f"{{*}}{name}" for name in _ITEMS)), start=1):  # noqa: B007
        yield _page(Page(f"{source.source_id}#{number}", "", outlet=outlet, clean=True, language=language), item)
    if broken_off or not number:
        reason = "The feed breaks off: it is made to swell." if broken_off else "The feed holds no item."
        yield Reject(source.source_id, reason, "read")


def _parsed(data: bytes) -> tuple["etree._Element", bool]:
    """The tree, and whether a limit of libxml2 (depth, entities) cut it short."""
    # Entities stay unresolved and nothing is fetched; what follows a mistake is read on.
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, *FAULTS) as error:
        raise UnreadableError("The feed is no XML that can be read.") from error
    if root is None:
        raise UnreadableError("The feed is no XML that can be read.")
    return root, markup.cut_short(parser)


def _inside_item(node: "etree._Element") -> bool:
    return any(_local(above) in (*_ITEMS, "image", "textinput") for above in node.iterancestors())


def _page(page: Page, item: "etree._Element") -> Page | Reject:
    parts: dict[str, list[etree._Element]] = {}
    for node in item:
        if isinstance(node.tag, str):
            parts.setdefault(_local(node), []).append(node)
    try:
        texts = [markup.plain(_inner(node)) for name in _TEXTS for node in parts.get(name, ())]
        return _filled(page, parts, tidy(max(texts, key=len, default="")))
    except (UnreadableError, NotTextError) as error:
        return Reject(page.source_id, str(error), "read")


def _filled(page: Page, parts: dict[str, list["etree._Element"]], text: str) -> Page | Reject:
    def first(*names: str) -> str:
        found = (markup.plain(_text(node)) for name in names for node in parts.get(name, ()))
        return tidy(" ".join(next(filter(None, found), "").split()))

    outlet = first("source") or page.outlet
    title = first("title")
    if outlet:  # an aggregator's « Titre - Journal »
        title = re.sub(rf"\s+[-–—|]\s+{re.escape(outlet)}$", "", title)
    if text and _WORDS.findall(text) in (_WORDS.findall(title), _WORDS.findall(f"{title} {outlet}")):
        text = ""  # the title said again
    if not text and not title:
        return Reject(page.source_id, "The item holds neither text nor title.", "read")
    # An item of an aggregator names whom it took it from: a name (RSS) or another feed's head (Atom).
    return replace(
        page,
        text=text,
        title=title,
        author=first("creator", "author"),
        outlet=outlet,
        url=_link(parts),
        published=days.first(_text(node) for name in _PUBLISHED for node in parts.get(name, ())),
        language=first("language") or page.language,
    )


def _local(node: "etree._Element") -> str:
    """The name of a tag without its namespace; in a damaged feed it may be no name at all."""
    return str(node.tag).rpartition("}")[2]


def _text(node: "etree._Element") -> str:
    """The text of an element. An author or a source of Atom gives its name or title alone."""
    for inner in ("{*}name", "{*}title"):
        if (found := node.find(inner)) is not None:
            return " ".join("".join(found.itertext()).split())
    return " ".join("".join(node.itertext()).split())


def _inner(node: "etree._Element") -> str:
    """The content of an element: escaped HTML as it is, XHTML inside it written out."""
    if len(node) and any(isinstance(child.tag, str) for child in node):
        return str(etree.tostring(node, encoding="unicode", method="html", with_tail=False))
    return "".join(node.itertext())


def _link(parts: dict[str, list["etree._Element"]]) -> str:
    links = parts.get("link", [])
    for node in links:
        if node.get("href") and node.get("rel", "alternate") == "alternate":
            return str(node.get("href")).strip()
    named = [_text(node) for node in (*links, *parts.get("guid", ()), *parts.get("id", ()))]
    return next((text for text in named if text.startswith(("http://", "https://"))), "")


READER = Reader("feed (RSS, Atom)", recognises, pages)
