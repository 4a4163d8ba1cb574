"""What reading makes of the knowledge, made once: the automaton of names, cities, actors by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from analysis.knowledge import Knowledge
from analysis.language.matching import Names
from analysis.language.text import normalise


@dataclass(frozen=True, eq=False)
class Prepared:
    """Views of one knowledge, each made when first asked for."""

    knowledge: Knowledge

    @cached_property
    def names(self) -> Names:
        """Finds names of actors in a text."""
        return Names(self.knowledge)

    @cached_property
    def places(self) -> frozenset[str]:
        """Normalised names of all places, by which datelines are known."""
        return frozenset(normalise(name) for place in self.knowledge.places for name in (place.name, *place.aliases))

    @cached_property
    def cities(self) -> frozenset[str]:
        """Normalised names of cities."""
        return frozenset(
            normalise(name)
            for place in self.knowledge.places
            if place.kind == "city"
            for name in (place.name, *place.aliases)
        )

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """French press name → actor_id."""
        return {actor.name: actor.actor_id for actor in self.knowledge.actors.values()}


_LAST: list[Prepared] = []


def prepared(knowledge: Knowledge) -> Prepared:
    """The views of `knowledge`; those of the last one asked for are kept (a process has one)."""
    if not _LAST or _LAST[0].knowledge is not knowledge:
        _LAST[:] = [Prepared(knowledge)]
    return _LAST[0]
