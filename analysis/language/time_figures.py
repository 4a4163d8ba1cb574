"""Times told in figures: dates (« 24/02/2022 », « 2022-02-24 », « le 24/2 ») and months (« 03/2015 », « 2015-03 »)."""

import re
from typing import NamedTuple

from analysis.language.time_patterns import Values

_MONTHS, _DAYS = 12, 31
_AFTER = r"(?![\w/-]|[.,]\d)"  # nothing that makes other figures of these
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_YEAR_MONTH = re.compile(r"(?P<year>(?:19|20)\d\d)[/-](?P<month>\d{1,2})" + _AFTER)
_FORMS = (
    re.compile(_YEAR + r"(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?:(?=t\d\d)|" + _AFTER + ")"),
    re.compile(r"(?P<day>\d{1,2})(?P<mark>[-/. ])(?P<month>\d{1,2})(?P=mark)" + _YEAR + _AFTER),
    re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<shortyear>\d\d)" + _AFTER),
    re.compile(r"(?P<day>\d\d)(?P<mark>[. ])(?P<month>\d\d)(?P=mark)(?P<shortyear>\d\d)(?! \d)" + _AFTER),
    re.compile(r"(?P<day>\d{1,2})-(?P<month>\d{1,2})-(?P<shortyear>\d\d)" + _AFTER),
    re.compile(r"(?<!n° )(?<!n°)(?P<month>\d{1,2}) ?[/-] ?(?P<year>(?:19|20)\d\d)" + _AFTER),
    _YEAR_MONTH,
    re.compile(r"(?P<day>\d\d)/(?P<month>[01]\d)" + _AFTER),
    re.compile(r"(?!24/7)(?P<day>1[3-9]|2\d|3[01])/(?P<month>[1-9])" + _AFTER),
)
# « 2/3 » is a fraction, « le 2/3 » a day, « le 2/3 des voix » a fraction again.
_NO_SHARE = _AFTER + r"(?! (?:\d|d[eu]\b|des\b|d'))"
_AFTER_ARTICLE = (
    re.compile(r"(?P<day>\d{1,2})(?P<mark>[-/. ])(?P<month>\d{1,2})(?P=mark)(?P<shortyear>\d\d)" + _NO_SHARE),
    re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})" + _NO_SHARE),
    re.compile(r"(?P<day>\d{1,2}) (?P<month>\d{1,2})(?! [a-z%€])" + _NO_SHARE),
)


class Figures(NamedTuple):
    """What the figures that end at `end` tell: a kind of time, its values."""

    end: int
    kind: str
    values: Values


def figures(normal: str, start: int, after_article: bool) -> Figures | None:
    """The time in figures at `start`, if there is one; `after_article`: « le » or the like stands before it."""
    for form in _FORMS + _AFTER_ARTICLE if after_article else _FORMS:
        found = form.match(normal, start)
        if not found:
            continue
        values = {name: int(text) for name, text in found.groupdict().items() if name != "mark"}
        school_year = form is _YEAR_MONTH and values["month"] == (values["year"] + 1) % 100  # « 2011-12 »
        if 1 <= values["month"] <= _MONTHS and 1 <= values.get("day", 1) <= _DAYS and not school_year:
            return Figures(found.end(), "date" if "day" in values else "month", values)
    return None
