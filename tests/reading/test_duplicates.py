"""Agency copy and reprints."""

import itertools
import random

import pytest

from analysis.reading.duplicates import copies

WORDS = [f"mot{number}" for number in range(400)]


def story(seed: int, length: int = 220) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length)).capitalize() + "."


def test_a_reprint_with_another_headline_and_a_line_cut() -> None:
    dispatch = story(1)
    reprint = "Un tout autre titre\n\n" + " ".join(dispatch.split()[:200]).upper()
    assert copies([("b", "2022-03-04", reprint), ("a", "2022-03-03", dispatch), ("c", "", story(2))]) == {"b": "a"}


def test_sharing_a_quotation_makes_no_copy() -> None:
    quotation = " ".join(story(9).split()[:40])
    assert (
        copies([("a", "2022-03-03", f"{story(1)} {quotation}"), ("b", "2022-03-03", f"{quotation} {story(2)}")]) == {}
    )


def test_the_original_is_the_first_published_in_any_order() -> None:
    rows = [
        ("x", "", story(1)),
        ("y", "2022-03-04", story(1)),
        ("z", "2022-03-03", story(1)),
        ("w", "2022-03-03", story(3)),
    ]
    for order in itertools.permutations(rows):
        assert copies(order) == {"x": "z", "y": "z"}


def test_very_short_and_empty_texts() -> None:
    assert copies([("a", "2022-01-01", ""), ("b", "2022-01-01", "Bref."), ("c", "2022-01-02", "Bref !")]) == {"c": "b"}


def changed(text: str, words: int, version: int = 0) -> str:
    """`text` with so many words, far from each other, put in the place of others: each is in five runs."""
    found = text.split()
    for number in range(words):
        found[10 + version + number * (len(found) - 20) // words] = f"autre{version}x{number}"
    return " ".join(found)


# Of 996 runs, w changed words leave 996 - 5w; as a share of all runs of both, the likeness is (996 - 5w) / (996 + 5w).
@pytest.mark.parametrize(("words", "least", "most"), [(5, 40, 40), (20, 37, 40), (60, 0, 3), (120, 0, 0)])
def test_copies_are_told_by_their_likeness(words: int, least: int, most: int) -> None:
    """0.95 and 0.82 are over the threshold of 0.7, 0.54 and 0.25 below."""
    stories = [story(number, 1000) for number in range(40)]
    rows = [(f"a{number}", "2022-03-03", text) for number, text in enumerate(stories)]
    rows += [(f"b{number}", "2022-03-04", changed(text, words)) for number, text in enumerate(stories)]
    found = copies(rows)
    assert least <= len(found) <= most
    assert all(original == f"a{copy[1:]}" for copy, original in found.items())


def test_of_many_versions_each_is_like_the_one_before() -> None:
    versions = [story(1, 1000)]
    for version in range(8):
        versions.append(changed(versions[-1], 12, 6 * version))
    rows = [(f"v{number}", f"2022-03-{number + 1:02}", text) for number, text in enumerate(versions)]
    assert copies(rows) == {f"v{number}": "v0" for number in range(1, 9)}
