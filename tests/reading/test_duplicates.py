"""Agency copy and reprints."""

import itertools
import random

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
