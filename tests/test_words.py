import ast
import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from analysis import tables, words

ROOT = Path(__file__).resolve().parent.parent
FRENCH, ENGLISH = words.load("fr"), words.load("en")
FIELD = re.compile(r"{(\w+)}")


def used() -> tuple[set[str], set[str]]:
    """Keys that the program asks for, and the beginnings of those that it puts together."""
    keys, beginnings = set(), set()
    analysis = ROOT / "analysis"
    for path in [ROOT / "dashboard.py", *analysis.rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                keys.add(node.value)
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                beginnings.add(str(node.values[0].value))
    return keys, {beginning for beginning in beginnings if re.fullmatch(r"[a-z]+\.[a-z_]*", beginning)}


def test_both_languages_say_the_same_things() -> None:
    assert FRENCH.texts.keys() == ENGLISH.texts.keys()
    for key in FRENCH.texts:
        one, other = (set(FIELD.findall(str(language.texts[key]))) for language in (FRENCH, ENGLISH))
        assert one == other, key
        assert type(FRENCH.texts[key]) is type(ENGLISH.texts[key]), key


def test_every_text_is_used() -> None:
    keys, beginnings = used()
    idle = [key for key in FRENCH.texts if key not in keys and not key.startswith(tuple(beginnings))]
    assert idle == []


@pytest.mark.parametrize(
    ("prefix", "values"),
    [("status", tables.STATUSES), ("mode", tables.MODES), ("kind", tables.KINDS), ("precision", tables.PRECISIONS)],
)
@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_value_of_the_tables_has_words(language: str, prefix: str, values: tuple[str, ...]) -> None:
    assert all(words.load(language)(f"{prefix}.{value}") for value in values)


def test_french_is_set_as_french() -> None:
    for key, text in FRENCH.texts.items():
        assert not re.search(r"\w'\w", str(text)), f"{key}: ’ and not '"
        assert not re.search(r"[^\u202f\u00a0\s{(]([;!?»])(?!\w)| [;!?:»]|« ", str(text)), key
        assert "..." not in str(text), key


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (0, "0", "0"),
        (5, "5", "5"),
        (1234567, "1\u202f234\u202f567", "1,234,567"),
        (0.25, "0,25", "0.25"),
        (-0.5, "−0,50", "−0.50"),
        (2.0, "2", "2"),
    ],
)
def test_numbers(value: float, french: str, english: str) -> None:
    assert FRENCH.number(value) == french
    assert ENGLISH.number(value) == english


@pytest.mark.parametrize(
    ("count", "french", "english"),
    [
        (0, "0 article lu", "0 articles read"),
        (1, "1 article lu", "1 article read"),
        (1.5, "1,50 article lu", "1.50 articles read"),
        (2, "2 articles lus", "2 articles read"),
    ],
)
def test_plurals(count: float, french: str, english: str) -> None:
    assert FRENCH("overview.articles", n=count) == french
    assert ENGLISH("overview.articles", n=count) == english


@pytest.mark.parametrize(
    ("first", "last", "precision", "expected"),
    [
        ("2023-02-22", "2023-02-22", "day", "22 février 2023"),
        ("2026-02-01", "2026-02-01", "day", "1er février 2026"),
        ("2023-03-20", "2023-03-22", "day", "du 20 au 22 mars 2023"),
        ("2023-03-31", "2023-04-02", "day", "du 31 mars 2023 au 2 avril 2023"),
        ("2024-05-06", "2024-05-12", "week", "du 6 au 12 mai 2024"),
        ("2024-06-01", "2024-06-30", "month", "juin 2024"),
        ("2024-06-01", "2024-07-31", "month", "du 1er juin 2024 au 31 juillet 2024"),
        ("2023-03-01", "2023-05-31", "season", "printemps 2023"),
        ("2023-03-20", "2023-06-20", "season", "printemps 2023"),
        ("2023-06-21", "2023-09-22", "season", "été 2023"),
        ("2023-09-01", "2023-11-30", "season", "automne 2023"),
        ("2022-12-01", "2023-02-28", "season", "hiver 2022–2023"),
        ("2022-12-21", "2023-03-19", "season", "hiver 2022–2023"),
        ("2024-01-01", "2024-12-31", "year", "année 2024"),
        ("2024-05-06", "2024-05-07", "unknown", "vers le 7 mai 2024"),
        ("", "", "unknown", "date inconnue"),
    ],
)
def test_dates_are_said_no_more_precisely_than_they_are_known(
    first: str, last: str, precision: str, expected: str
) -> None:
    days = [date.fromisoformat(day) if day else None for day in (first, last)]
    assert FRENCH.span(days[0], days[1], precision) == expected


@pytest.mark.parametrize(
    ("bin_", "expected"),
    [("week", "semaine du 1er janvier 2024"), ("month", "janvier 2024"), ("quarter", "T1 2024"), ("year", "2024")],
)
def test_periods(bin_: str, expected: str) -> None:
    assert FRENCH.period(date(2024, 1, 1), bin_) == expected


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(words.WordsError, match="no text 'no.such.key'"):
        FRENCH("no.such.key")
    with pytest.raises(words.WordsError, match="no list 'app.name'"):
        FRENCH.names("app.name")
    with pytest.raises(words.WordsError, match="cannot read"):
        words.load("de")
    (tmp_path / "fr.yaml").write_text("a: b: c", encoding="utf-8")
    with pytest.raises(words.WordsError, match="mapping values"):
        words.load("fr", tmp_path)


def test_the_catalogues_hold_no_key_twice() -> None:
    for language in words.LANGUAGES:
        node = yaml.compose((words.FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))
        stack = [node]
        while stack:
            current = stack.pop()
            if isinstance(current, yaml.MappingNode):
                names = [key.value for key, _ in current.value]
                assert len(names) == len(set(names)), (language, names)
                stack += [value for _, value in current.value]
