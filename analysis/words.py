"""The words of the interface: one catalogue a language in data/interface, with its numbers and dates."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

try:  # ten times as fast, which the first chart waits for; absent where libyaml is
    from yaml import CSafeLoader as Loader
except ImportError:
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

FOLDER = Path(__file__).resolve().parent.parent / "data" / "interface"
LANGUAGES = ("fr", "en")
# The month in the middle of a span of months tells its season, whether seasons are counted by the sun or
# by whole months: the two differ by three weeks at most.
_SEASONS = (
    "winter",
    "winter",
    "spring",
    "spring",
    "spring",
    "summer",
    "summer",
    "summer",
    "autumn",
    "autumn",
    "autumn",
    "winter",
)


class WordsError(ValueError):
    """A catalogue that lacks a word or is badly written: which file, which key."""


class Words:
    """One language: `words("key", n=3)` gives the text, with its values put in and its plural chosen."""

    def __init__(self, language: str, texts: Mapping[str, object]) -> None:
        self.language = language
        self.texts = texts
        marks = ((",", texts.get("number.thousands")), (".", texts.get("number.decimal")), ("-", "−"))
        self._marks = {ord(english): str(ours) for english, ours in marks}  # of a number as Python writes it

    def __call__(self, key: str, **values: object) -> str:
        """The text of `key`. A value that is a number is written as the language writes it; `n` picks the
        plural where the catalogue has `one` and `other`. Raises WordsError for an unknown key.
        """
        found = self.texts.get(key)
        if isinstance(found, dict):
            count = values.get("n", 0)
            found = found["one" if self._is_one(count) else "other"]
        if not isinstance(found, str):
            raise WordsError(f"no text {key!r} in {FOLDER / self.language}.yaml")
        written = {
            name: self.number(value) if isinstance(value, int | float) else value for name, value in values.items()
        }
        return found.format(**written) if written else found

    def names(self, key: str) -> list[str]:
        """A list of the catalogue, as the months. Raises WordsError for an unknown key."""
        found = self.texts.get(key)
        if not isinstance(found, list):
            raise WordsError(f"no list {key!r} in {FOLDER / self.language}.yaml")
        return found

    def number(self, value: float, digits: int | None = None) -> str:
        """A number with the separators of the language; `digits` after the point (0 for a whole number)."""
        if digits is None:
            digits = 0 if float(value).is_integer() else 2
        return f"{value:,.{digits}f}".translate(self._marks)

    def day(self, day: date) -> str:
        """A day in words: « 22 février 2023 »."""
        month = self.names("date.months")[day.month - 1]
        return self("date.day", day=self._number(day), month=month, year=str(day.year))

    def span(self, first: date | None, last: date | None, precision: str) -> str:
        """The days a meeting can have taken place, in words, no more precise than `precision`."""
        if first is None or last is None:
            return self("date.unknown")
        if precision == "unknown":  # no words tell it: the days of the news
            return self("date.news", day=self.day(last))
        months, middle = self.names("date.months"), first + (last - first) / 2
        if precision == "year":
            return self("date.year", year=_years(first, last))
        if precision == "season":
            return self("date.season", season=self(f"date.{_SEASONS[middle.month - 1]}"), year=_years(first, last))
        if precision == "month" and (first.year, first.month) == (last.year, last.month):
            return self("date.month", month=months[first.month - 1], year=str(first.year))
        if first == last:
            return self.day(first)
        same_month = (first.year, first.month) == (last.year, last.month)
        return self("date.range", first=self._number(first) if same_month else self.day(first), last=self.day(last))

    def period(self, start: date, bin_: str) -> str:
        """The name of the week, month, quarter or year that begins on `start`."""
        if bin_ == "month":
            return self("date.month", month=self.names("date.months")[start.month - 1], year=str(start.year))
        return self(f"bin.name_{bin_}", day=self.day(start), year=str(start.year), quarter=str((start.month + 2) // 3))

    def _number(self, day: date) -> str:
        return self("date.first_day") if day.day == 1 else str(day.day)

    def _is_one(self, count: object) -> bool:
        """French says « 0 article », English "0 articles"."""
        return isinstance(count, int | float) and (abs(count) < 2 if self.language == "fr" else count == 1)


@cache
def load(language: str, folder: Path = FOLDER) -> Words:
    """The words of `language`. Raises WordsError for a language or a catalogue that is not there."""
    typeset = french_spaces if language == "fr" else str
    tree = read(folder / f"{language}.yaml")
    return Words(language, {key: _each_text(value, typeset) for key, value in _flat(tree, "")})


def read(path: Path) -> Any:
    """What a YAML file of the interface holds. Raises WordsError where it cannot be read."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)
    except OSError as error:
        raise WordsError(f"cannot read {path}: {error.strerror}") from error
    except yaml.YAMLError as error:
        raise WordsError(f"{path}: {error}") from error


def _flat(tree: Mapping[str, object], prefix: str) -> list[tuple[str, object]]:
    pairs: list[tuple[str, object]] = []
    for key, value in tree.items():
        if isinstance(value, dict) and set(value) != {"one", "other"}:
            pairs += _flat(value, f"{prefix}{key}.")
        else:
            pairs.append((f"{prefix}{key}", value))
    return pairs


def _each_text(value: object, change: Callable[[str], str]) -> object:
    if isinstance(value, dict):
        return {form: _each_text(text, change) for form, text in value.items()}
    return change(value) if isinstance(value, str) else value


def french_spaces(text: str) -> str:
    """The spaces of French typography, so that the catalogue can be written with plain ones."""
    text = re.sub(r" ([;!?%])", "\u202f\\1", text)
    text = re.sub(r" ([:»])", "\u00a0\\1", text)
    return text.replace("« ", "«\u00a0")


def _years(first: date, last: date) -> str:
    return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
