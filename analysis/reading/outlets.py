"""The outlets that are known: names, addresses, country, kind; data/knowledge/outlets.csv and attribution.yaml."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from analysis.knowledge import FOLDER, KnowledgeError
from analysis.language.matching import Matcher, is_proper
from analysis.language.text import normalise
from analysis.language.word_files import values
from analysis.language.words import alternatives as any_of

KINDS = ("agency", "daily", "weekly", "magazine", "radio-tv", "pure player", "state media", "aggregator")
_SITE = re.compile(r"(?:https?://)?(?:www\.|m\.|amp\.)?((?:[\w-]+\.)+[a-z]{2,})(/[^\s?#]*)?", re.I)
_SPLIT = re.compile(r"\s*;\s*")


@dataclass(frozen=True, slots=True)
class Outlet:
    """One row of outlets.csv. `language`: ISO 639-1 code it publishes in; `signatures`: its own furniture;
    `since`: the year it began, 0 where not noted."""

    outlet_id: str
    name: str
    aliases: tuple[str, ...]
    domains: tuple[str, ...]
    country: str
    kind: str
    language: str
    signatures: tuple[str, ...]
    since: int = 0


@dataclass(frozen=True)
class Outlets:
    """Every known outlet, by the ways in which a page can name it."""

    rows: tuple[Outlet, ...]
    own: tuple[str, ...]  # words before « de X » by which X speaks of itself
    first: tuple[str, ...]  # words before the outlet the page was taken from
    translated: tuple[str, ...]
    headings: frozenset[str]  # names that head a box of any page when they stand alone
    newsroom: re.Pattern[str]  # « la rédaction de », before its own name
    particle: re.Pattern[str]  # « du », « de la » at the end of what stands before a name
    own_site: re.Pattern[str]  # « notre site », (1) its address
    own_words: tuple[str, ...]  # those of `own_site`, quickly looked for
    newsroom_words: tuple[str, ...]
    field_tail: re.Pattern[str]  # what an archive or a feed writes after a name, (1) a place
    footer: re.Pattern[str]  # the footer of a feed, (1) the name of the outlet

    def row(self, name: str) -> Outlet | None:
        """The outlet of this name, letter for letter."""
        return self._by_exact_name.get(name)

    @cached_property
    def _by_exact_name(self) -> Mapping[str, Outlet]:
        return {row.name: row for row in sorted(self.rows, key=lambda row: row.language == "fr")}

    @cached_property
    def by_domain(self) -> Mapping[str, Outlet]:
        """Domain, with the head of a path where editions share one → outlet."""
        return {domain: row for row in self.rows for domain in row.domains}

    @cached_property
    def french(self) -> Mapping[str, Outlet]:
        """Name of an outlet in another language → its French edition: the one whose site lies within the other's."""
        whole = {domain: row.name for row in self.rows if row.language != "fr" for domain in row.domains}
        found: dict[str, Outlet] = {}
        for row in (row for row in self.rows if row.language == "fr"):
            for host, _, path in (domain.partition("/") for domain in row.domains):
                if name := whole.get(host if path else host.partition(".")[2]):
                    found[name] = row
        several = [name for name in found if sum(row.name.startswith(f"{name} ") for row in self.rows) > 1]
        return {name: row for name, row in found.items() if name not in several}

    @cached_property
    def by_name(self) -> Mapping[str, Outlet]:
        """Normalised name or alias; the French edition first where a name has several."""
        found: dict[str, Outlet] = {}
        for row in sorted(self.rows, key=lambda row: row.language != "fr"):
            for name in (row.name, *row.aliases):
                found.setdefault(normalise(name), row)
        return found

    @cached_property
    def by_key(self) -> Mapping[str, Outlet]:
        """As `by_name`, of the words of the name alone."""
        found: dict[str, Outlet] = {}
        for name, row in self.by_name.items():
            found.setdefault(_key(name), row)
            found.setdefault(_key(name).replace(" ", ""), row)
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

    def called(self, field: str) -> Outlet | None:
        """The outlet that a field names: a name or an address, with what archives and feeds write after it
        (« Le Figaro.fr », « AFP - Journal Internet », « Le Temps (Genève, Suisse) »). Another place is another paper.
        """
        whole = self.by_name.get(normalise(field.strip())) or self.of_site(field) or self.by_key.get(_key(field))
        if whole or not (tail := self.field_tail.search(normalise(field))):
            return whole
        row = self.by_key.get(_key(field[: tail.start()]))
        place = tail[1] or ""
        return row if row and (not place or _key(row.country) in _key(place)) else None

    def named(self, text: str) -> Iterator[tuple[int, int, Outlet]]:
        """(start, end, outlet) of each name in `text`."""
        for match in self.matcher.find(normalise(text)):
            words = text[match.start : match.end]
            if is_proper(text, match.start) or any(map(str.isupper, words)) or words in self.small:
                yield match.start, match.end, match.items[0]

    def opening(self, text: str) -> Outlet | None:
        """The outlet at the head of a line: « Xinhua | 23.07.2020 », « French.news.cn 2024-05-16 »."""
        first = text.split()[0]
        for start, _, row in self.named(text):
            return row if not any(map(str.isalnum, text[:start])) else self.of_site(first)
        return self.of_site(first)


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", normalise(name)).strip()


def _forms(name: str) -> Iterator[str]:
    """« le figaro » is also met as « du figaro », « au figaro »."""
    yield name
    for article, contracted in (("le ", ("du ", "au ")), ("les ", ("des ", "aux "))):
        if name.startswith(article):
            yield from (form + name[len(article) :] for form in contracted)


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
    words = values(folder / "attribution.yaml")
    return Outlets(
        rows,
        own=tuple(map(normalise, words["own"])),
        first=tuple(map(normalise, words["first"])),
        translated=tuple(map(normalise, words["translated"])),
        headings=frozenset(map(normalise, words["headings"])),
        newsroom=re.compile(rf"\b(?:{any_of(words['newsroom'])}) d"),
        particle=re.compile(rf"[\s:«]*(?:\b(?:{any_of(words['particles'])}))?[\s:«]*$"),
        own_site=re.compile(
            rf"\b(?:{any_of(words['own_site'])})\s?:?\s((?:https?://|www\.)\S+|[a-z0-9-]+\.[a-z]{{2,3}}\b)"
        ),
        own_words=tuple(map(normalise, words["own_site"])),
        newsroom_words=tuple(map(normalise, words["newsroom"])),
        field_tail=re.compile(
            rf"\s[-–—|:]\s|\.(?:fr|com|be|ch|ca|net|org)\b|\s+(?:{any_of(words['after_name'])})\b"
            rf"|\s*\((?:{any_of(words['in_brackets'])})|\s*\((.*)\)",
            re.I,
        ),
        footer=re.compile(rf"(?:{any_of(words['footer'])})\s+([^\n]{{2,60}}?)\s*\.?\s*$"),
    )


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
        _year(row["since"], where),
    )


def _year(cell: str, where: str) -> int:
    if cell and not re.fullmatch(r"1[6-9]\d\d|20\d\d", cell):
        raise KnowledgeError(f"{where}: {cell!r} is no year")
    return int(cell or 0)


def _items(cell: str) -> tuple[str, ...]:
    return tuple(item for item in _SPLIT.split(cell.strip()) if item)


def _check_unique(path: Path, entries: Iterable[tuple[str, Outlet]]) -> None:
    owners: dict[str, Outlet] = {}
    for key, row in entries:
        if owners.setdefault(key, row) is not row:
            raise KnowledgeError(f"{path}: {key} belongs to {owners[key].name} and to {row.name}")
