"""Matching: leftmost, longest, whole words only, whatever the letters."""

import re

from hypothesis import given
from hypothesis import strategies as st

from analysis import knowledge
from analysis.language.matching import Automaton, Matcher, Names
from analysis.language.text import normalise
from analysis.language.words import alternatives

LETTERS = st.text(alphabet="abé1 -'œжλ.", max_size=30)
PHRASES = st.lists(st.text(alphabet="abé1 -'œж", min_size=1, max_size=4), min_size=1, max_size=6)


def test_the_longest_phrase_wins_and_words_stay_whole() -> None:
    matcher = Matcher([("Chine", 1), ("mer de Chine", 2), ("Xi", 3), ("XI", 4)])
    found = matcher.find(normalise("La mer de Chine, la Chine, la machine et Xi l’indochine"))
    assert [match.items for match in found] == [(2,), (1,), (3, 4)]


def test_a_phrase_inside_a_word_hides_none_that_is_whole() -> None:
    matcher = Matcher([("ran c", 1), ("Cuba", 2)])
    assert [match.items for match in matcher.find(normalise("L’Iran, Téhéran Cuba"))] == [(2,)]
    matcher = Matcher([("appel à", 1), ("appel", 2)])
    for other in ("", "ж "):  # of one byte a letter, or more
        text = normalise(f"{other}Son appel avec Xi, un appel à la paix")
        assert [match.items for match in matcher.find(text)] == [(2,), (1,)]


def test_other_alphabets_are_read_with_true_offsets() -> None:
    matcher = Matcher([("Киев", 1), ("Xi", 2)])
    text = normalise("Путин, Xi et Киев ; Αθήνα, Xi.")
    assert [(text[match.start : match.end], match.items) for match in matcher.find(text)] == [
        ("xi", (2,)),
        (normalise("Киев"), (1,)),
        ("xi", (2,)),
    ]


@given(PHRASES, LETTERS)
def test_only_whole_words_are_found(phrases: list[str], text: str) -> None:
    normal = normalise(text)
    for match in Matcher((phrase, phrase) for phrase in phrases).find(normal):
        assert normal[match.start : match.end] in {normalise(phrase) for phrase in phrases}
        assert not (match.start and normal[match.start - 1].isalnum() and normal[match.start].isalnum())
        assert not (normal[match.end - 1].isalnum() and normal[match.end : match.end + 1].isalnum())


@given(st.lists(st.sampled_from(["ab", "a b", "b", "ba a", "aœ"]), min_size=1, unique=True), LETTERS)
def test_one_byte_a_letter_or_more_the_same_is_found(phrases: list[str], text: str) -> None:
    normal = normalise(text)
    western = "".join(letter if letter not in "жλ" else "." for letter in normal)
    wide = western.replace(".", "→")
    automaton = Automaton(phrases)
    assert automaton.find(western) == automaton.find(wide)


def test_names_begin_with_a_capital_and_keep_their_place() -> None:
    text = "À Pékin, Émmanuel parle de Zelenskyy, pas de « l'union » ; l’Ukraine, elle, attend."
    names = Names(knowledge.load()).find(text)
    assert [(text[start:end], alias.actor_id) for start, end, alias in names] == [
        ("Pékin", "chine"),
        ("Zelenskyy", "volodymyr-zelensky"),
        ("Ukraine", "ukraine"),
    ]


@given(st.lists(st.text(alphabet="ab '", max_size=4), min_size=1, max_size=8), st.text(alphabet="ab '", max_size=10))
def test_alternatives_match_what_a_plain_list_matches(words: list[str], text: str) -> None:
    plain = "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))
    for pattern in ("(?:{})", "(?:{})b?$", "a(?:{})a"):
        long, short = re.search(pattern.format(plain), text), re.search(pattern.format(alternatives(words)), text)
        assert (long and long.span()) == (short and short.span())
