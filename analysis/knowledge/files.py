"""The files of a knowledge folder: their columns, their rows, the names they give."""

from collections.abc import Iterator
from pathlib import Path

from analysis.knowledge.rows import Row, read

COLUMNS = {
    "states.csv": ("iso", "name", "aliases", "capital", "metonyms", "leader", "masculine", "feminine", "prefixes"),
    "organisations.csv": ("name", "aliases", "leader", "masculine", "feminine", "prefixes"),
    "persons.csv": ("name", "country", "surnames", "alone", "aliases"),
    "offices.csv": ("person", "office", "title", "of", "body", "from", "to", "confidence", "source"),
    "title_words.csv": ("word", "plain"),
    "office_kinds.csv": ("office", "holders", "meaning"),
    "sides.csv": ("organisation", "side", "note"),
    "metonyms.csv": ("text", "actor", "note"),
    "nicknames.csv": ("text", "actor", "office", "of", "note"),
    "never.csv": ("phrase", "where", "note"),
    "places.csv": ("name", "aliases", "state", "kind", "latitude", "longitude"),
    "cities.csv": ("name", "aliases", "state", "iso", "geonames"),
    "derived/territories.csv": ("iso", "name", "capital", "latitude", "longitude"),
    "derived/cities.csv": ("name", "iso", "latitude", "longitude"),
}


class Files:
    """Every row of a knowledge folder; raises KnowledgeError for a missing file or a wrong column."""

    def __init__(self, folder: Path) -> None:
        self._rows = {file: read(folder, file, columns) for file, columns in COLUMNS.items()}
        self.territories = {row["iso"]: row for row in self["derived/territories.csv"]}
        self.cities = {(row["name"], row["iso"]): row for row in self["derived/cities.csv"]}
        self.kinds = {
            row["office"]: row.one_of("holders", ("one", "many")) == "one" for row in self["office_kinds.csv"]
        }

    def __getitem__(self, file: str) -> list[Row]:
        return self._rows[file]

    def territory(self, state: Row) -> Row:
        """The derived row of a state."""
        if state["iso"] not in self.territories:
            raise state.error(f"iso {state['iso']!r} is not in derived/territories.csv: run tools/derive_knowledge.py")
        return self.territories[state["iso"]]

    def states(self) -> Iterator[tuple[Row, str]]:
        """Rows of states.csv with their French names: ours where the press differs from CLDR."""
        for row in self["states.csv"]:
            yield row, row["name"] or self.territory(row)["name"]

    def collectives(self) -> Iterator[tuple[Row, str]]:
        """States, then organisations, with their names."""
        yield from self.states()
        for row in self["organisations.csv"]:
            yield row, row["name"]

    def office(self, row: Row, column: str) -> str:
        """A cell that must hold an office of office_kinds.csv."""
        if row[column] not in self.kinds:
            raise row.error(f"unknown office {row[column]!r}; the offices are in office_kinds.csv")
        return row[column]


def known(row: Row, column: str, ids: dict[str, str]) -> str:
    """The actor_id of the actor a cell names. Raises KnowledgeError for an unknown one."""
    if row[column] not in ids:
        raise row.error(f"unknown actor {row[column]!r}")
    return ids[row[column]]
