"""What a time expression says, before it is told which days that are."""

from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.language.time_patterns import Values

_RELATIVE = frozenset({"sameday", "sameunit", "later"})
_FROM_BEFORE = frozenset({"follow", "ofweekprevious", "ofyearprevious"})
_YEARS = frozenset({"year", "year2", "oldyear", "decade", "century"})
# Kinds that name a place in the calendar of a year, which one end of a range can lend to the other.
CALENDAR = frozenset({"date", "dates", "month", "months", "season", "part", "quarter", "holiday", "nth", "year"})


@dataclass(frozen=True)
class Form:
    """A parsed expression: its kind, the values of its words, whether it is a deadline (« d'ici ») or a beginning
    (« depuis »), a range's ends."""

    kind: str
    values: Values
    until: bool = False
    since: bool = False
    ends: tuple["Form", "Form"] | None = None
    needs: str = field(init=False, repr=False, compare=False)  # to tell the days: nothing, anchor or previous

    def __post_init__(self) -> None:
        object.__setattr__(self, "needs", self._needs())

    def _needs(self) -> str:
        if self.ends:
            return _needs_of_range(*self.ends)
        values = self.values
        if (
            self.kind in _RELATIVE
            or _FROM_BEFORE & values.keys()
            or (self.kind == "around" and not {"month", "holiday"} & values.keys())
        ):
            return "previous"
        return "nothing" if _YEARS & values.keys() and not self.until else "anchor"


def _needs_of_range(first: Form, last: Form) -> str:
    needs = {first.needs, last.needs}
    if "previous" in needs:
        return "previous"
    return "nothing" if "nothing" in needs and {first.kind, last.kind} <= CALENDAR else "anchor"


class TimeExpression(NamedTuple):
    """A time expression, text[start:end] == surface.

    `needs` says what else must be known: nothing (it gives its year), anchor (the day of the article),
    previous (what was said before: « le lendemain »). `form` is for `times.resolve` alone.
    """

    start: int
    end: int
    surface: str
    needs: str
    form: Form
