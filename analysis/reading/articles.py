"""Raw files → clean, dated, attributed articles."""

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from analysis.knowledge import Knowledge
from analysis.reading import dating, formats, languages, outlets, words
from analysis.reading.attribution import Attribution, attribute
from analysis.reading.corrections import FILE as CORRECTIONS
from analysis.reading.corrections import Correction
from analysis.reading.dating import Dating
from analysis.reading.formats import Page, Reading, Recognised, Reject, Source
from analysis.reading.furniture import Body, Removed, body
from analysis.reading.prepared import prepared
from analysis.reading.repetition import NOTHING, Recurring

__all__ = ["Article", "Reading", "Recognised", "Reject", "Removed", "Source", "read", "read_source", "sources"]

# Hexadecimal digits of an article_id: 64 bits, no two of ten million articles alike by chance.
_ID_DIGITS = 16
# A paragraph of a clean text: a line without the blanks around it.
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_PATTERN = re.compile(r"[*?\[]")


@dataclass(slots=True)
class Article:
    """One article: the columns of `articles` that reading knows, and those of `texts`. See tables.py."""

    article_id: str
    source_id: str
    outlet: str
    relayed_by: str
    translated: bool
    title: str
    author: str
    published: str
    published_precision: str
    published_basis: str
    published_evidence: str
    url: str
    language: str
    text: str
    removed: list[Removed] = field(default_factory=list)
    copy_of: str = ""


def read(
    paths: Sequence[Path], knowledge: Knowledge, today: date | None = None, reading: Reading | None = None
) -> Iterator[Article | Reject]:
    """The articles of `paths` (files, patterns, or folders walked in sorted order), and what became none.

    `reading`: the columns of tables by the user's word, and who is told how each file was understood. The same
    text a second time is rejected. Neither the order of `paths` nor the other files change an article or its
    id. Raises nothing for bad input: it comes as a Reject with one plain sentence.
    """
    seen: dict[str, str] = {}
    for source in sources(paths):
        if isinstance(source, Reject):
            yield source
            continue
        for item in read_source(source, knowledge, today, reading):
            known = twin(item.article_id, item.source_id, seen) if isinstance(item, Article) else None
            yield known or item


def twin(article_id: str, source_id: str, seen: dict[str, str]) -> Reject | None:
    """The Reject of an article that came before; `seen` (article_id → source_id) takes in one that did not."""
    if article_id in seen:
        return Reject(source_id, f"The same article as {seen[article_id]}.", "read")
    seen[article_id] = source_id
    return None


def read_source(
    source: Source, knowledge: Knowledge, today: date | None = None, reading: Reading | None = None
) -> Iterator[Article | Reject]:
    """The articles of one file: what one worker of the engine does."""
    for page in formats.pages(source, reading):
        yield page if isinstance(page, Reject) else read_page(page, knowledge, today)


def sources(paths: Sequence[Path]) -> list[Source | Reject]:
    """The files of `paths` sorted by their source_id, each once; loops of links are walked once.

    A path that is not there and holds `*`, `?` or `[` is a pattern: `press/**/*.html`.
    """
    found: dict[str, Source | Reject] = {}
    for path in (match for given in paths for match in _matches(given)):
        if path.is_dir():
            for source in _walk(path):
                found.setdefault(_real(source.path), source)
        elif path.exists():
            found.setdefault(_real(path), Source(path.name, path))
        else:
            found.setdefault(str(path), Reject(str(path), "There is no such file or folder.", "open"))
    return sorted(found.values(), key=lambda item: (item.source_id, str(getattr(item, "path", ""))))


def _matches(path: Path) -> list[Path]:
    if path.exists() or path.is_symlink() or not _PATTERN.search(str(path)):
        return [path]
    try:
        return sorted(Path(path.anchor).glob(str(path.relative_to(path.anchor)))) or [path]
    except ValueError:  # « **.html » is no pattern
        return [path]


def _real(path: Path) -> str:
    """Where links lead; unlike Path.resolve it bears a link to itself."""
    return os.path.realpath(path)


def _walk(folder: Path) -> Iterator[Source]:
    """Files below `folder`; hidden ones left aside, a folder reached twice through links walked once."""
    walked: set[str] = set()
    for where, folders, names in os.walk(folder, followlinks=True):
        here = Path(where)
        if _real(here) in walked:
            folders.clear()
            continue
        walked.add(_real(here))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                path = here / name
                yield Source(path.relative_to(folder).as_posix(), path)


def read_page(
    page: Page,
    knowledge: Knowledge,
    today: date | None = None,
    known: Recurring = NOTHING,
    corrected: Correction | None = None,
) -> Article | Reject:
    """One page → its article, or why it is none.

    `known`: which of its lines recur on other pages; `corrected`: what was put right by hand.
    """
    if not page.text.strip() and not page.title:
        return Reject(page.source_id, "The file holds no text.", "read")
    if (language := languages.language_of(page.title, page.text, page.language)) != languages.FRENCH:
        return Reject(page.source_id, languages.refusal(language), "read")
    if page.clean:  # an archive's or a feed's own text: there is no page around it
        found = Body(None, [line.span() for line in _LINE.finditer(page.text)])
    else:
        found = body(page.text, words.load(), prepared(knowledge).places, page.title, known)
    title = page.title or _piece(page.text, found.title)
    paragraphs = [_piece(page.text, span) for span in found.paragraphs]
    if not paragraphs and not title:
        return Reject(page.source_id, "No article text: only page furniture.", "read")
    text = "\n\n".join(([title] if title else []) + paragraphs)
    whose = attribute(page, found, text, outlets.load())
    when = dating.date_of(page, found, text, knowledge, today, whose.since)
    return _article(page, found, title, text, *_corrected(whose, when, corrected or Correction()))


def _piece(source: str, span: tuple[int, int] | None) -> str:
    """A span as one line: a wrapped line's break becomes a blank, one character for one."""
    return source[slice(*span)].replace("\n", " ") if span else ""


def _outside(page: Page) -> list[Removed]:
    """What the reader of the format left out; where it stood is no place in the text that was handed on."""
    pieces = page.outside.split("\n\n") if page.outside else []
    return [Removed(-1, -1, "outside the article", piece) for piece in pieces]


def _corrected(whose: Attribution, when: Dating, by_hand: Correction) -> tuple[Attribution, Dating]:
    if by_hand.outlet is not None:
        whose = replace(whose, outlet=by_hand.outlet)
    if by_hand.published is not None:
        basis = ("user", CORRECTIONS) if by_hand.published else ("", "")
        when = Dating(by_hand.published, by_hand.precision, *basis)
    return whose, when


def _article(page: Page, found: Body, title: str, text: str, whose: Attribution, when: Dating) -> Article:
    digest = hashlib.blake2b(f"{whose.outlet}\n{when.published}\n{text}".encode(), digest_size=_ID_DIGITS // 2)
    return Article(
        article_id=digest.hexdigest(),
        source_id=page.source_id,
        outlet=whose.outlet,
        relayed_by=whose.relayed_by,
        translated=whose.translated,
        title=title,
        author=page.author,
        published=when.published,
        published_precision=when.precision,
        published_basis=when.basis,
        published_evidence=when.evidence,
        url=page.url,
        language=languages.FRENCH,
        text=text,
        removed=[*found.removed, *_outside(page)],
    )
