"""Which outlet published an article, who relayed it, and whether it is a translation.

Evidence is weighed: an address or an archive's field is certain; a copyright line, « la rédaction de … »,
« Le Figaro avec AFP » or furniture that one outlet alone carries are strong; a name standing alone by the
dateline is fair. A name in the article's own sentences (« invité de … », « a déclaré à … ») is no evidence.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import yaml

from analysis.knowledge import FOLDER, KnowledgeError
from analysis.language.matching import Matcher, is_proper
from analysis.language.text import normalise
from analysis.reading.formats import Page
from analysis.reading.furniture import Body, Removed

KINDS = ("agency", "daily", "weekly", "magazine", "radio-tv", "pure player", "state media", "aggregator")
UNKNOWN_RELAY = "unknown aggregator"

# Weights of evidence. One strong sign is enough, two fair ones are; a lead of one over the next is asked.
CERTAIN, STRONG, FAIR, WEAK = 10, 4, 3, 1
_ENOUGH, _LEAD = 2, 1

_SITE = re.compile(r"(?:https?://)?(?:www\.|m\.|amp\.)?((?:[\w-]+\.)+[a-z]{2,})(/[^\s?#]*)?", re.I)
_RELAY_NAME = re.compile(r"\b[a-z]{2}\s?2\s?[a-z]{2}\b", re.I)
_WRAPPER = re.compile(r"^\[ad_\d+\]$")
_SPLIT = re.compile(r"\s*;\s*")
_TITLE_TAIL = re.compile(r"\s+[-–—|•]\s+([^-–—|•]{2,40})$")
_OWN_CUE = re.compile(r"\br[ée]daction d", re.I)
_ACRONYM = re.compile(r"[A-Z0-9][A-Z0-9+]|\d|[a-z][A-Z]")
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


@dataclass(frozen=True, slots=True)
class Outlet:
    """One row of outlets.csv. `language`: ISO 639-1 code it publishes in; `signatures`: its own furniture."""

    outlet_id: str
    name: str
    aliases: tuple[str, ...]
    domains: tuple[str, ...]
    country: str
    kind: str
    language: str
    signatures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose article it is: French press name or "", the relay's name or "", and why."""

    outlet: str = ""
    relayed_by: str = ""
    translated: bool = False
    evidence: str = ""


@dataclass(frozen=True)
class Outlets:
    """Every known outlet, by the ways in which a page can name it."""

    rows: tuple[Outlet, ...]
    own: tuple[str, ...]  # words before « de X » by which X speaks of itself
    first: tuple[str, ...]  # words before the outlet the page was taken from
    translated: tuple[str, ...]

    @cached_property
    def by_domain(self) -> Mapping[str, Outlet]:
        """Domain, with the head of a path where editions share one → outlet."""
        return {domain: row for row in self.rows for domain in row.domains}

    @cached_property
    def by_name(self) -> Mapping[str, Outlet]:
        """Normalised name or alias; the French edition first where a name has several."""
        found: dict[str, Outlet] = {}
        for row in sorted(self.rows, key=lambda row: row.language != "fr"):
            for name in (row.name, *row.aliases):
                found.setdefault(normalise(name), row)
        return found

    @cached_property
    def small(self) -> frozenset[str]:
        """Names that are written without a capital: « franceinfo »."""
        return frozenset(name for row in self.rows for name in (row.name, *row.aliases) if name.islower())

    @cached_property
    def matcher(self) -> Matcher[Outlet]:
        """Finds names in a text."""
        return Matcher((form, row) for name, row in self.by_name.items() for form in _forms(name))

    @cached_property
    def signatures(self) -> Matcher[Outlet]:
        """Finds the furniture that one outlet alone carries."""
        return Matcher((phrase, row) for row in self.rows for phrase in row.signatures)

    def of_site(self, address: str) -> Outlet | None:
        """The outlet of an address, a domain, or a file name that begins with one."""
        match = _SITE.match(address.strip())
        if not match:
            return None
        host, path = match[1].lower(), match[2] or ""
        parts = path.strip("/").lower().split("/")
        for depth in (2, 1, 0):
            tail = "/".join(parts[:depth])
            for begin in range(host.count(".")):
                domain = host.split(".", begin)[-1]
                row = self.by_domain.get(f"{domain}/{tail}" if tail else domain)
                if row:
                    return row
        return None

    def named(self, text: str) -> Iterator[tuple[int, int, Outlet]]:
        """(start, end, outlet) of each name in `text`."""
        for match in self.matcher.find(normalise(text)):
            words = text[match.start : match.end]
            if is_proper(text, match.start) or any(map(str.isupper, words)) or words in self.small:
                yield match.start, match.end, match.items[0]


def _forms(name: str) -> Iterator[str]:
    """« le figaro » is also met as « du figaro », « au figaro »."""
    yield name
    for article, contracted in (("le ", ("du ", "au ")), ("les ", ("des ", "aux "))):
        if name.startswith(article):
            yield from (form + name[len(article) :] for form in contracted)


def attribute(page: Page, body: Body, text: str, outlets: Outlets) -> Attribution:
    """Whose article `page` is. `text`: its title and body as they are kept."""
    scores: dict[str, float] = {}
    proofs: dict[str, str] = {}
    for row, weight, proof in _evidence(page, body, text, outlets):
        if row.kind != "aggregator":
            scores[row.name] = scores.get(row.name, 0) + weight
            proofs.setdefault(row.name, proof)
    _same_house(scores)
    ranked = sorted(scores, key=lambda name: (-scores[name], name))
    best = ranked[0] if ranked and scores[ranked[0]] >= _ENOUGH else ""
    if len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < _LEAD:
        best = ""
    if not best and page.outlet:
        best = page.outlet.strip()  # an archive or a table names an outlet we do not know: its word counts
    foreign = any(row.name == best and row.language not in ("fr", "") for row in outlets.rows)
    relay = _relay(page, body, outlets)
    translated = foreign or _is_translation(body, outlets)
    return Attribution(best, relay, translated, proofs.get(best, best and "outlet field"))


def _same_house(scores: dict[str, float]) -> None:
    """What speaks for « Sputnik » speaks for « Sputnik Afrique » too, where both are named."""
    for name in sorted(scores, key=len):
        longer = [other for other in scores if other != name and f" {name} " in f" {other} "]
        if len(longer) == 1:
            scores[longer[0]] += scores.pop(name)


def _evidence(page: Page, body: Body, text: str, outlets: Outlets) -> Iterator[tuple[Outlet, float, str]]:
    if page.outlet and (row := outlets.by_name.get(normalise(page.outlet.strip())) or outlets.of_site(page.outlet)):
        yield row, 2 * CERTAIN, page.outlet
    if page.url and (row := outlets.of_site(page.url)):
        yield row, CERTAIN, page.url
    if page.name and (row := _of_file(page.name, outlets)):
        yield row, STRONG, page.name
    if (tail := _TITLE_TAIL.search(page.title or text.partition("\n")[0])) and (
        row := outlets.by_name.get(normalise(tail[1]))
    ):
        yield row, STRONG, tail[0].strip()
    seen: set[tuple[str, str]] = set()
    for piece in body.removed:
        for row, weight in _of_piece(piece, outlets):
            if (row.name, piece.text) not in seen:
                seen.add((row.name, piece.text))
                yield row, weight, piece.text
    for cue in _OWN_CUE.finditer(text):
        window = text[cue.start() : cue.end() + 40]
        for start, _, row in outlets.named(window):
            if start <= cue.end() - cue.start() + 3:
                yield row, STRONG, window


def _of_file(name: str, outlets: Outlets) -> Outlet | None:
    """A domain anywhere in a file name, or the outlet's slug at its beginning."""
    for part in re.split(r"[_\s]+|-(?=\d)", name.lower()):
        if row := outlets.of_site(part):
            return row
    stem = re.sub(r"[^a-z0-9]+", "-", normalise(name.rpartition(".")[0]))
    slugs = [row for row in outlets.rows if stem.startswith(row.outlet_id + "-") and len(row.outlet_id) >= 5]
    return max(slugs, key=lambda row: len(row.outlet_id), default=None)


def _of_piece(piece: Removed, outlets: Outlets) -> Iterator[tuple[Outlet, float]]:
    text = piece.text
    normal = normalise(text)
    for match in outlets.signatures.find(normal):
        yield match.items[0], STRONG
    if piece.why == "link" and (row := outlets.of_site(text)):
        yield row, FAIR
    if len(text) > 600 or piece.why in ("teaser", "caption", "after the article", "link list", "tags"):
        return
    core = normal.strip(" .:()[]|-–—")
    row = outlets.by_name.get(core)
    if row and piece.why in ("dateline", "before the article", "byline", "agency") and _distinct(text):
        yield row, FAIR if piece.why != "agency" or row.kind != "agency" else 0
        return
    for start, end, named in outlets.named(text):
        yield named, _weight(piece.why, normal[:start], normal[end:], named, outlets)


def _distinct(text: str) -> bool:
    """A name that is no ordinary word when it stands alone: « CNN », « Le Figaro », not « Capital »."""
    return bool(_ACRONYM.search(text)) or " " in text.strip() or "-" in text.strip()


def _weight(why: str, before: str, after: str, row: Outlet, outlets: Outlets) -> float:
    lead = re.sub(r"[\s:«]*(?:de la|de l'|de|du|des|d'|a|au|le|la)?[\s:«]*$", "", before)
    if any(lead.endswith(phrase) for phrase in outlets.first) and why == "source notice":
        return STRONG + WEAK
    if any(lead.endswith(phrase) for phrase in outlets.own):
        return STRONG
    if why in ("agency", "byline"):
        return 0 if row.kind == "agency" else STRONG
    if why == "dateline":
        return FAIR if row.kind in ("agency", "state media") else 0
    if why in ("copyright", "legal"):
        return STRONG
    return 2 if why in _OWN_FURNITURE else 0


def _relay(page: Page, body: Body, outlets: Outlets) -> str:
    """The name of the relay where the page gives one; UNKNOWN_RELAY where only its wrapper shows."""
    site = outlets.of_site(page.url) if page.url else None
    if site and site.kind == "aggregator":
        return site.name
    for piece in body.removed:
        if len(piece.text) <= 60 and _RELAY_NAME.search(piece.text):
            return piece.text.strip()
    shown = any(piece.why in ("source notice", "relay notice") or _WRAPPER.match(piece.text) for piece in body.removed)
    return UNKNOWN_RELAY if shown and not page.url else ""


def _is_translation(body: Body, outlets: Outlets) -> bool:
    notices = (normalise(piece.text) for piece in body.removed if piece.why in ("relay notice", "source notice"))
    return any(re.search(rf"\b{word}\b", notice) for notice in notices for word in outlets.translated)


@cache
def load(folder: Path = FOLDER) -> Outlets:
    """outlets.csv and attribution.yaml, read once per process.

    Raises KnowledgeError, with file and line, for an unknown kind, a domain of two outlets, a name that
    two outlets of one language bear.
    """
    path = folder / "outlets.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = tuple(_row(row, f"{path}, line {number}") for number, row in enumerate(csv.DictReader(file), start=2))
    _check_unique(path, ((domain, row) for row in rows for domain in row.domains))
    _check_unique(
        path,
        ((f"{row.language}:{normalise(name)}", row) for row in rows for name in {row.name, *row.aliases}),
    )
    words = yaml.safe_load((folder / "attribution.yaml").read_text(encoding="utf-8"))
    return Outlets(rows, *(tuple(map(normalise, words[key])) for key in ("own", "first", "translated")))


def _row(row: Mapping[str, str], where: str) -> Outlet:
    if not row["id"] or not row["name"] or row["kind"] not in KINDS:
        raise KnowledgeError(f"{where}: an outlet needs an id, a name and one of the kinds {', '.join(KINDS)}")
    return Outlet(
        row["id"],
        row["name"],
        _items(row["aliases"]),
        _items(row["domains"]),
        row["country"],
        row["kind"],
        row["language"],
        _items(row["signatures"]),
    )


def _items(cell: str) -> tuple[str, ...]:
    return tuple(item for item in _SPLIT.split(cell.strip()) if item)


def _check_unique(path: Path, entries: Iterable[tuple[str, Outlet]]) -> None:
    owners: dict[str, Outlet] = {}
    for key, row in entries:
        if owners.setdefault(key, row) is not row:
            raise KnowledgeError(f"{path}: {key} belongs to {owners[key].name} and to {row.name}")
