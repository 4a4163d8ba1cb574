"""Where they meet: the places of the meetings, with what is known of where those are."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import pandas as pd

from analysis import tables
from analysis.measures.corpus import COUNTED, Corpus, Selection
from analysis.measures.encounters import Facets, counted_meetings


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on Earth, degrees north and east."""

    latitude: float
    longitude: float
    kind: str  # city | site | region | country


@cache
def spots() -> Mapping[str, Spot]:
    """The places that the knowledge holds, by normalised name. Raises KnowledgeError where its files are bad."""
    from analysis.knowledge import FOLDER, files, places  # only the map needs them: a tenth of a second
    from analysis.language.text import normalise

    return {
        normalise(name): Spot(place.latitude, place.longitude, place.kind)
        for place in places.places(files.Files(FOLDER))
        for name in (place.name, *place.aliases)
        if place.latitude is not None and place.longitude is not None
    }


def meeting_places(corpus: Corpus, selection: Selection, facets: Facets) -> pd.DataFrame:
    """A row a place: `place`, `country`, `kind` (city, site, region, country), `latitude`, `longitude`,
    the counts `held`, `planned`, `meetings`, and `who` (pairs of names, a line a meeting).

    Where no place is known but the country is, the country is the place. Meetings at a distance and of
    unknown place are not here (see nowhere); a place that the knowledge does not hold has no degrees.
    """
    found = counted_meetings(corpus, selection, facets)
    found = found[_somewhere(found)]
    named = found.assign(place=found["place"].where(found["place"] != "", found["country"]))
    tallied = named.assign(
        **{name: (named["status"] == name).astype("int64") for name in COUNTED}, meetings=1, who=named["participants"]
    )
    places = tallied.groupby(["place", "country"], as_index=False).agg(
        {**dict.fromkeys([*COUNTED, "meetings"], "sum"), "who": "\n".join}
    )
    known = [_spot(place, country) for place, country in zip(places["place"], places["country"], strict=True)]
    places = places.assign(
        kind=[spot.kind if spot else "" for spot in known],
        latitude=[spot.latitude if spot else float("nan") for spot in known],
        longitude=[spot.longitude if spot else float("nan") for spot in known],
    )
    return places.sort_values(["meetings", "place"], ascending=[False, True], ignore_index=True)


def nowhere(corpus: Corpus, selection: Selection, facets: Facets) -> tuple[int, int]:
    """How many meetings are at a distance, and how many others are of unknown place."""
    found = counted_meetings(corpus, selection, facets)
    lost = found[~_somewhere(found)]
    distant = int(lost["mode"].isin(tables.REMOTE).sum())
    return distant, len(lost) - distant


def _somewhere(meetings: pd.DataFrame) -> "pd.Series[bool]":
    named = (meetings["place"] != "") | (meetings["country"] != "")
    return named & ~meetings["mode"].isin(tables.REMOTE)


def _spot(place: str, country: str) -> Spot | None:
    """Where a place is; one that is not known by name, somewhere in its country: at the capital, so marked."""
    from analysis.language.text import normalise

    known = spots().get(normalise(place))
    if known is None and country:
        state = spots().get(normalise(country))
        return Spot(state.latitude, state.longitude, "country") if state else None
    return known
