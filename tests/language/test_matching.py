"""Matching: leftmost, longest, whole words only."""

from analysis import knowledge
from analysis.language.matching import Matcher, Names
from analysis.language.text import normalise


def test_the_longest_phrase_wins_and_words_stay_whole() -> None:
    matcher = Matcher([("Chine", 1), ("mer de Chine", 2), ("Xi", 3), ("XI", 4)])
    found = matcher.find(normalise("La mer de Chine, la Chine, la machine et Xi l’indochine"))
    assert [match.items for match in found] == [(2,), (1,), (3, 4)]


def test_names_begin_with_a_capital_and_keep_their_place() -> None:
    text = "À Pékin, Émmanuel parle de Zelenskyy, pas de « l'union » ; l’Ukraine, elle, attend."
    names = Names(knowledge.load()).find(text)
    assert [(text[start:end], alias.actor_id) for start, end, alias in names] == [
        ("Pékin", "chine"),
        ("Zelenskyy", "volodymyr-zelensky"),
        ("Ukraine", "ukraine"),
    ]
