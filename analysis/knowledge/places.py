"""Places: countries, capitals, cities, sites, regions, each with its French names and coordinates."""

from analysis.knowledge.files import Files
from analysis.knowledge.model import Place
from analysis.knowledge.rows import Row
from analysis.language.text import normalise

KINDS = ("city", "site", "region")


def places(files: Files) -> tuple[Place, ...]:
    """Countries (at the coordinates of their capitals), capitals, cities, then sites and regions.

    A capital named like its country (Luxembourg, Singapour) is that country.
    """
    shelf = _Shelf()
    countries = {name for _, name in files.states()}
    for row, name in files.states():
        territory = files.territory(row)
        shelf.add(Place(name, tuple(row.items("aliases")), name, *_where(territory), "country"), row)
    for row in files["cities.csv"]:
        where = _derived(files, row)
        if row["state"] not in countries:
            raise row.error(f"unknown state {row['state']!r}")
        shelf.add(Place(row["name"], tuple(row.items("aliases")), row["state"], *_where(where), "city"), row)
    for row, name in files.states():
        territory = files.territory(row)
        capital = row["capital"] or territory["capital"]
        if not shelf.knows(capital):
            shelf.add(Place(capital, (), name, *_where(territory), "city"), row)
    for row in files["places.csv"]:
        if row["state"] and row["state"] not in countries:
            raise row.error(f"unknown state {row['state']!r}")
        shelf.add(
            Place(row["name"], tuple(row.items("aliases")), row["state"], *_where(row), row.one_of("kind", KINDS)), row
        )
    return tuple(shelf.places)


class _Shelf:
    """Places as they are found; raises KnowledgeError where two share a name."""

    def __init__(self) -> None:
        self._owners: dict[str, tuple[str, Row]] = {}
        self.places: list[Place] = []

    def knows(self, name: str) -> bool:
        return normalise(name) in self._owners

    def add(self, place: Place, row: Row) -> None:
        for text in (place.name, *place.aliases):
            owner, there = self._owners.setdefault(normalise(text), (place.name, row))
            if there is not row:
                raise row.error(f"place {text!r} is already {owner} ({there.file}, line {there.line})")
        self.places.append(place)


def _where(row: Row) -> tuple[float | None, float | None]:
    return row.number("latitude"), row.number("longitude")


def _derived(files: Files, city: Row) -> Row:
    key = (city["name"], city["iso"])
    if key not in files.cities:
        raise city.error(f"{city['name']!r} is not in derived/cities.csv: run tools/derive_knowledge.py")
    return files.cities[key]
