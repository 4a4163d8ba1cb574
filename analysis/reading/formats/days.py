"""The days of one column, never with day and month swapped.

« 03/04/2022 » is 3 April in one export and 4 March in another: only the column tells, where one of its values can be
read in a single order. The orders that every value bears stay; a value on which they disagree has no day.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from dateutil.parser import parserinfo

from analysis.reading import stated
from analysis.reading.datewords import day_of
from analysis.reading.formats.names import plain

ORDERS = {"dmy": (0, 1, 2), "mdy": (1, 0, 2), "ymd": (2, 1, 0)}  # where day, month, year stand
TOLD = {"dmy": "day first", "mdy": "month first", "ymd": "year first"}
# A year of two figures is one of the web's, up to the next.
_FIRST_SHORT = 1970

_YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?([-/._])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"^\s*((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?:T?\d{4,6}Z?)?\s*$")
_NUMBERS = re.compile(r"(?<![\d/.-])(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d\d)(?![\d/-])")
_EPOCH = re.compile(r"^\s*(\d{10}|\d{13}|\d{16}|\d{19})(?:[.,]\d+)?\s*$")
_SCIENTIFIC = re.compile(r"^\s*(\d[.,]\d{4,}[eE]\+?(?:9|09|12|15|18))\s*$")
_SERIAL = re.compile(r"^\s*([2-7]\d{4})(?:[.,]\d+)?\s*$")
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[\s.-]+(?:of\s+)?([a-z]{3,9})\.?,?[\s-]+(\d{4}|\d\d)(?![\d:])", re.I
)
_MONTH_DAY = re.compile(r"\b([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)", re.I)
_DECLARED = (
    ("dmy", re.compile(r"\b(?:jj?|dd?) ?mm? ?(?:aa|yy)")),
    ("mdy", re.compile(r"\bmm? ?(?:jj?|dd?) ?(?:aa|yy)")),
)
_SERIAL_ZERO = date(1899, 12, 30)  # the day 0 of spreadsheets, their 29 February 1900 included
_MONTHS = parserinfo()


class Days:
    """The days of one column: first `see` all its values, then `read` each.

    `header`: the column's name, which may say the order (« date (jj/mm/aaaa) »).
    """

    def __init__(self, header: str = "") -> None:
        name = plain(header)
        self._left = {order for order, pattern in _DECLARED if pattern.search(name)} or {"dmy", "mdy"}
        self._years_first = True  # every value so far can be read with a year of two figures first
        self._contradicted = False

    def see(self, value: str) -> None:
        """One value of the column."""
        found = _readings(value)
        if not found or self._contradicted:
            return
        self._left &= set(found)
        self._years_first = self._years_first and "ymd" in found
        if not self._left and self._years_first:  # rare enough to be thought of only where nothing else holds
            self._left = {"ymd"}
        self._contradicted = not self._left

    @property
    def told(self) -> str:
        """How the column writes its days, where that had to be decided."""
        if self._contradicted:
            return "in several orders"
        return TOLD[min(self._left)] if len(self._left) == 1 else ""

    def read(self, value: str) -> str:
        """The ISO day of one value, or ""."""
        found = _readings(value)
        if not found:
            day = _certain(value)
        else:
            days = {found[order] for order in (found if self._contradicted else self._left) if order in found}
            day = days.pop() if len(days) == 1 else None
        return day.isoformat() if day and day >= stated.EARLIEST else ""


def single(value: str) -> str:
    """The ISO day of a value that stands alone (a tag of a page, a field of a feed), or ""."""
    days = Days()
    days.see(value)
    return days.read(value)


def first(values: Iterable[str]) -> str:
    """The ISO day of the first value that has one, or ""."""
    return next((day for day in map(single, values) if day), "")


def _readings(value: str) -> dict[str, date]:
    """Order → day, for a value written in figures that can be read in several orders; else nothing."""
    if _YEAR_FIRST.search(value) or not (found := _NUMBERS.search(value)):
        return {}
    parts = (found[1], found[3], found[4])
    orders = ["dmy"] if found[2] == "." else ["dmy", "mdy"]  # full stops are not used where the month comes first
    days = {}
    for order in [*orders, "ymd"] if len(found[4]) == 2 else orders:
        day, month, year = (int(parts[place]) for place in ORDERS[order])
        full = _full(year)
        if full and (made := day_of(full, month, day)):
            days[order] = made
    return days


def _full(year: int) -> int:
    """The year that its last two figures mean, 0 where they mean none."""
    if year > 99:
        return year
    near = year + 2000 if year + 2000 <= date.today().year + 1 else year + 1900
    return near if near >= _FIRST_SHORT else 0


def _certain(value: str) -> date | None:
    """The day of a value that has one reading."""
    if found := _COMPACT.match(value) or _YEAR_FIRST.search(value):
        year, month, day = (int(part) for part in found.groups() if part.isdigit())
        return day_of(year, month, day)
    if found := _EPOCH.match(value):
        return _seconds(float(found[1][:10]))
    if found := _SCIENTIFIC.match(value):
        return _seconds(float(f"{float(found[1].replace(',', '.')):.0f}"[:10]))
    if found := _SERIAL.match(value):
        return _SERIAL_ZERO + timedelta(days=int(found[1]))
    if _NUMBERS.search(value):
        return None  # figures that make no day in any order
    return _worded(value)


def _seconds(seconds: float) -> date | None:
    try:
        return datetime.fromtimestamp(seconds, UTC).date()
    except (OverflowError, OSError, ValueError):
        return None


def _worded(value: str) -> date | None:
    """A month by its name, English (RFC 822 whatever follows the year, « March 4, 2022 ») or French."""
    for pattern, day, month in ((_DAY_MONTH, 1, 2), (_MONTH_DAY, 2, 1)):
        for found in pattern.finditer(value):
            number = _MONTHS.month(found[month])
            year = _full(int(found[3]))
            if number and year and (made := day_of(year, number, int(found[day]))):
                return made
    # What stated adds is French words; figures were dealt with above.
    return stated.of_field(value) if any(map(str.isalpha, value)) else None
