"""Which outlet published an article, who relayed it, and whether it is a translation.

Evidence is weighed: an address or an archive's field is certain; a copyright line, « la rédaction de … »,
« Le Figaro avec AFP », « (Le Soir de mercredi) » or furniture that one outlet alone carries are strong; a name
standing alone by the dateline, at the head of the date line or right below the article is fair. A name in the
article's own sentences (« invité de … », « a déclaré à … ») is no evidence.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from analysis.language.text import normalise
from analysis.reading.datewords import mentions
from analysis.reading.formats import Page
from analysis.reading.furniture import Body, Removed
from analysis.reading.outlets import Outlet, Outlets

UNKNOWN_RELAY = "unknown aggregator"

# Weights of evidence. One strong sign is enough, two fair ones are; a lead of one over the next is asked.
CERTAIN, STRONG, FAIR, WEAK = 10, 4, 3, 1
_ENOUGH, _LEAD = 2, 1
# Longer furniture is a text of its own; a line that names its source and no more is short.
_LONGEST, _SHORT = 600, 60

# Lines at the head of a page that may be the banner of its site: « Tout sur l'Algérie - Actualités ».
_BANNER = 2

_RELAY_NAME = re.compile(r"\b[a-z]{2}\s?2\s?[a-z]{2}\b", re.I)
_WRAPPER = re.compile(r"^\[ad_\d+\]$")
_LINK = re.compile(r"https?://\S+|\bwww\.\S+", re.I)
_TITLE_TAIL = re.compile(r"\s+[-–—|•]\s+([^-–—|•]{2,40})$")
_IN_BRACKETS = re.compile(r"\(([^()]{4,60})\)")
_PLACE = re.compile(r"\s*\([^()]*\)$")
_ACRONYM = re.compile(r"[A-Z0-9][A-Z0-9+]|\d|[a-z][A-Z]")
# Words before the name of the owner: « Copyright », « Tous droits réservés ».
_WORD, _MOST_BEFORE = re.compile(r"[a-z]{2,}"), 4
_SHORT_LEAD = 5  # characters before the name in « (lire Le Soir de mardi) »
_EDGES = " .:()[]|-–—"
# Furniture in which a page speaks of itself; captions, teasers and menus speak of others.
_OWN_FURNITURE = frozenset(
    (
        "copyright",
        "legal",
        "newsletter",
        "share",
        "paywall",
        "cookies",
        "live greeting",
        "address to the reader",
        "comments",
    )
)
_OWNED = frozenset(("copyright", "legal"))
_SIGNED = frozenset(("byline", "agency"))
_OF_OTHERS = frozenset(("teaser", "caption", "after the article", "link list", "tags", "embedded post"))
_STANDS_ALONE = frozenset(("dateline", "before the article", "byline", "agency", "rubric"))


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose article it is: French press name or "", the relay's name or "", and why; the outlet's first year or 0."""

    outlet: str = ""
    relayed_by: str = ""
    translated: bool = False
    evidence: str = ""
    since: int = 0


def attribute(page: Page, body: Body, text: str, outlets: Outlets) -> Attribution:
    """Whose article `page` is. `text`: its title and body as they are kept."""
    scores: dict[str, float] = {}
    proofs: dict[str, str] = {}
    relayed, translated = _relay(page, body, outlets), _is_translation(body, outlets)
    # A page in French is of the French edition of whose furniture it carries, unless it was translated or reprinted.
    editions = {} if translated or relayed else outlets.french
    for row, weight, proof in _evidence(page, body, text, outlets, editions):
        if weight and row.kind != "aggregator":
            scores[row.name] = scores.get(row.name, 0) + weight
            proofs.setdefault(row.name, proof)
    _same_house(scores)
    ranked = sorted(scores, key=lambda name: (-scores[name], name))
    best = ranked[0] if ranked and scores[ranked[0]] >= _ENOUGH else ""
    if len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < _LEAD:
        best = ""
    # An archive, a table or the footer of a feed names an outlet we do not know: its word counts, its apostrophes not.
    if not best and (named := page.outlet.strip() or _first_published(body, outlets)):
        named = " ".join(named.split()).replace("'", "’")
        best, proofs[named] = named, "outlet field" if page.outlet else named
    known = outlets.row(best)
    foreign = known is not None and known.language not in ("fr", "")
    return Attribution(best, relayed, foreign or translated, proofs.get(best, ""), known.since if known else 0)


def _same_house(scores: dict[str, float]) -> None:
    """What speaks for « Sputnik » speaks for « Sputnik Afrique » too, where both are named."""
    for name in sorted(scores, key=len):
        longer = [other for other in scores if other != name and f" {name} " in f" {other} "]
        if len(longer) == 1:
            scores[longer[0]] += scores.pop(name)


def _evidence(
    page: Page, body: Body, text: str, outlets: Outlets, editions: Mapping[str, Outlet]
) -> Iterator[tuple[Outlet, float, str]]:
    if page.outlet and (row := outlets.called(page.outlet)):
        yield row, 2 * CERTAIN, page.outlet
    if page.url and (row := outlets.of_site(page.url)):
        yield row, CERTAIN, page.url
    if page.name and (row := _of_file(page.name, outlets)):
        yield row, STRONG, page.name
    if (tail := _TITLE_TAIL.search(page.title or text.partition("\n")[0])) and (
        row := outlets.by_name.get(normalise(tail[1])) or outlets.of_site(tail[1])
    ):
        yield row, STRONG, tail[0].strip()
    seen: set[tuple[str, str]] = set()
    for piece in body.removed:
        for row, weight in _of_piece(piece, outlets):
            row = editions.get(row.name, row) if piece.why != "source notice" else row
            if (row.name, piece.text) not in seen:
                seen.add((row.name, piece.text))
                yield row, weight, piece.text
    if row := _signed_below(body, outlets):
        yield row, FAIR, row.name
    for piece in body.removed[:_BANNER]:
        if piece.why == "before the article" and _distinct(piece.text) and (row := outlets.opening(piece.text)):
            yield row, _ENOUGH, piece.text
    yield from _of_text(text, outlets)


def _of_text(text: str, outlets: Outlets) -> Iterator[tuple[Outlet, float, str]]:
    """What the article itself says of its outlet: « la rédaction de X », « (X de mercredi) »."""
    normal = normalise(text)
    said = any(word in normal for word in outlets.newsroom_words)
    for cue in outlets.newsroom.finditer(normal) if said else ():
        window = text[cue.start() : cue.end() + 40]
        for start, _, row in outlets.named(window):
            if start <= cue.end() - cue.start() + 3:
                yield row, STRONG, window
    yield from ((row, STRONG, row.name) for row in _own_site(normal, outlets))
    for found in _IN_BRACKETS.finditer(text):
        for start, end, row in outlets.named(found[1]):
            dated = any(said.day or said.weekday is not None for said in mentions(normalise(found[1][end:])))
            if dated and start <= _SHORT_LEAD:
                yield row, STRONG, found[0]


def _of_file(name: str, outlets: Outlets) -> Outlet | None:
    """A domain anywhere in a file name, or the outlet's slug at its beginning."""
    for part in re.split(r"[_\s]+|-(?=\d)", name.lower()):
        if row := outlets.of_site(part):
            return row
    stem = re.sub(r"[^a-z0-9]+", "-", normalise(name.rpartition(".")[0]))
    slugs = [row for row in outlets.rows if stem.startswith(row.outlet_id + "-") and len(row.outlet_id) >= 5]
    return max(slugs, key=lambda row: len(row.outlet_id), default=None)


def _of_piece(piece: Removed, outlets: Outlets) -> Iterator[tuple[Outlet, float]]:
    text, normal = piece.text, normalise(piece.text)
    yield from ((match.items[0], STRONG) for match in outlets.signatures.find(normal))
    yield from ((row, STRONG) for row in _own_site(normal, outlets))
    if piece.why in ("link", "source notice"):
        links = [link[0] for link in _LINK.finditer(text)] or [text] * (piece.why == "link")
        sites = map(outlets.of_site, links)
        yield from ((row, FAIR if piece.why == "link" else STRONG) for row in sites if row)
    if len(text) <= _SHORT and (row := _named_source(normal, outlets)):
        yield row, STRONG
    if len(text) <= _LONGEST and piece.why not in _OF_OTHERS:
        yield from _of_own_line(piece.why, text, normal, outlets)


def _of_own_line(why: str, text: str, normal: str, outlets: Outlets) -> Iterator[tuple[Outlet, float]]:
    """A line in which a page may speak of itself."""
    core = normal.strip(_EDGES)
    if why == "date":
        if row := _dating(text, outlets):
            # « Publié le 3 mars 2022 | L'Opinion »: what a portal says of whom it reprints outweighs its own name.
            yield row, STRONG + WEAK if outlets.by_name.get(_last_part(normal)) is row else FAIR
    elif core in outlets.headings:
        return
    elif (
        why in _STANDS_ALONE
        and _distinct(text)
        and (
            row := outlets.by_name.get(core)
            or _placed(normal, outlets)
            or (None if " " in core else outlets.of_site(core))
        )
    ):
        yield row, FAIR if why != "agency" or row.kind != "agency" else 0
    elif why in _SIGNED and (sites := [row for word in text.split() if (row := outlets.of_site(word))]):
        yield sites[0], STRONG
    else:
        for start, end, named in outlets.named(text):
            if why not in _OWNED or normal[start:end] in outlets.by_name:  # « Ministère des Affaires » owns no paper
                yield named, _weight(why, normal[:start], named, outlets)


def _placed(normal: str, outlets: Outlets) -> Outlet | None:
    """« Midi Madagasikara (Antananarivo) »: the place tells nothing where no other outlet is called so."""
    name = _PLACE.sub("", normal) if normal.endswith(")") else ""
    alike = {row.name for known, row in outlets.by_name.items() if known.startswith(name)} if name else set()
    return outlets.by_name.get(name) if len(alike) == 1 else None


def _last_part(normal: str) -> str:
    """What stands behind the last bar of a line; "" where there is none."""
    return normal.rpartition("|")[2].strip(_EDGES) if "|" in normal else ""


def _named_source(normal: str, outlets: Outlets) -> Outlet | None:
    """« Source APS », « Lire l'article original sur Jeune Afrique »: the words and a name, no more."""
    named = (normal.removeprefix(phrase).strip(_EDGES) for phrase in outlets.first if normal.startswith(phrase))
    return next((row for name in named if (row := outlets.called(name))), None)


def _dating(text: str, outlets: Outlets) -> Outlet | None:
    """The outlet in a date line: at its head, or behind: one that is no agency, or any that has supplied the text;
    in « Diplomatie Publié le 3 mars 2022 » it is a rubric.
    """
    supplied = normalise(text).startswith(outlets.first)
    named = [row for _, _, row in outlets.named(text) if supplied or row.kind != "agency"]
    head = outlets.opening(text)
    if head and " " not in head.name and normalise(head.name) in outlets.headings:
        return next((row for row in named[::-1] if row is not head), None)
    return head or (named[-1] if named else None)


def _own_site(normal: str, outlets: Outlets) -> Iterator[Outlet]:
    """« … sur notre site : https://… »"""
    if not any(word in normal for word in outlets.own_words):
        return
    for found in outlets.own_site.finditer(normal):
        if row := outlets.of_site(found[1]):
            yield row


def _signed_below(body: Body, outlets: Outlets) -> Outlet | None:
    """The outlet whose name alone is the line right below the article; agencies sign what others print."""
    last = body.paragraphs[-1][1] if body.paragraphs else 0
    below = next((piece.text for piece in body.removed if piece.start >= last), "")
    row = outlets.by_name.get(normalise(below).strip(_EDGES + "/"))
    return row if row and row.kind not in ("agency", "state media", "aggregator") and _distinct(below) else None


def _distinct(text: str) -> bool:
    """A name that is no ordinary word when it stands alone: « CNN », « Le Figaro », not « Capital »."""
    return bool(_ACRONYM.search(text)) or " " in text.strip() or "-" in text.strip()


def _weight(why: str, before: str, row: Outlet, outlets: Outlets) -> float:
    lead = outlets.particle.sub("", before)
    if any(lead.endswith(phrase) for phrase in outlets.first) and why == "source notice":
        return STRONG + WEAK
    if any(lead.endswith(phrase) for phrase in outlets.own):
        return STRONG
    if why in ("agency", "byline"):
        return 0 if row.kind == "agency" else STRONG
    if why == "dateline":
        return FAIR if row.kind in ("agency", "state media") else 0
    if why in _OWNED:
        return STRONG if len(_WORD.findall(before)) <= _MOST_BEFORE else 0
    return 2 if why in _OWN_FURNITURE else 0


def _first_published(body: Body, outlets: Outlets) -> str:
    """The name that the footer of a feed gives: « … est apparu en premier sur X. »"""
    for piece in body.removed:
        if piece.why == "source notice" and (found := outlets.footer.search(normalise(piece.text))):
            return piece.text[slice(*found.span(1))]
    return ""


def _relay(page: Page, body: Body, outlets: Outlets) -> str:
    """The name of the relay where the page gives one; UNKNOWN_RELAY where only its wrapper shows."""
    site = outlets.of_site(page.url) if page.url else None
    if site and site.kind == "aggregator":
        return site.name
    for piece in body.removed:
        if len(piece.text) <= _SHORT and _RELAY_NAME.search(piece.text):
            return piece.text.strip()
    shown = any(piece.why in ("source notice", "relay notice") or _WRAPPER.match(piece.text) for piece in body.removed)
    return UNKNOWN_RELAY if shown and not page.url else ""


def _is_translation(body: Body, outlets: Outlets) -> bool:
    notices = (normalise(piece.text) for piece in body.removed if piece.why in ("relay notice", "source notice"))
    return any(re.search(rf"\b{word}\b", notice) for notice in notices for word in outlets.translated)
