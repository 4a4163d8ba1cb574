"""Signs of words: where a list is not signed, none of its phrases and no pattern of its words may match."""

import json
import re
from pathlib import Path

import pytest

from analysis.language import words
from analysis.language.patterns import signs_of_patterns, syntax, word_lists
from analysis.language.signs import Signs
from analysis.language.text import normalise

CASES = Path(__file__).resolve().parents[1] / "cases"
# Patterns of which every match holds a word of the list.
NEEDED = {
    "negating": ("not_before", "not_close", "none_of", "hardly_ever"),
    "denying": ("deny",),
    "delegates": ("delegates",),
    "sent": ("headed_by",),
} | {name: (name,) for name in signs_of_patterns()}


def _texts() -> list[str]:
    cases = [case for name in ("meetings", "times", "actors") for case in json.loads(_path(name).read_text("utf-8"))]
    return [normalise(case["text"]) for case in cases]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _path(name: str) -> Path:
    return CASES / f"{name}.json"


@pytest.mark.parametrize("name", sorted(words.lists("meeting_words.yaml")))
def test_a_list_without_sign_matches_nowhere(name: str) -> None:
    phrases = words.lists("meeting_words.yaml")[name]
    signs, pattern = Signs({name: phrases}), re.compile(rf"\b(?:{words.alternatives(phrases)})(?!\w)")
    missed = [text for text in _texts() if pattern.search(text) and name not in signs.of(_words(text))]
    assert not missed


@pytest.mark.parametrize("name", sorted(NEEDED))
def test_a_pattern_without_sign_matches_nowhere(name: str) -> None:
    signs = Signs({name: signs_of_patterns().get(name) or word_lists()[name]})
    for pattern in NEEDED[name]:
        # Cut after each word, as the patterns are used: most of them end where the text does.
        for text in _texts():
            cuts = [match.end() for match in re.finditer(r"\W+", text)]
            found = next((cut for cut in cuts if syntax()[pattern].search(text, 0, cut)), None)
            assert found is None or name in signs.of(_words(text)), (pattern, text)


def test_what_is_looked_for_by_its_signs_has_some() -> None:
    sources = (path.read_text("utf-8") for path in (CASES.parents[1] / "analysis" / "extraction").glob("*.py"))
    asked = {name for source in sources for name in re.findall(r"\bfinds\(\s*\"(\w+)", source)}
    assert asked
    assert asked <= signs_of_patterns().keys()


def test_signs_are_of_the_words_given() -> None:
    signs = Signs({"far": ["à distance"], "near": ["en face", "tout près"]})
    text = _words(normalise("Ils parlent à distance, puis tout près l'un de l'autre."))
    assert signs.of(text) == {"far", "near"}
    assert signs.of(text[: text.index("puis")]) == {"far"}
    assert signs.of(text[text.index("l") :]) == set()
