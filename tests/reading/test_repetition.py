"""What recurs on many pages of one place is furniture there; what is reprinted, or is background, is not."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest

from analysis.reading import repetition
from analysis.reading.articles import Article, read_page
from analysis.reading.formats import Page
from tests.reading.helpers import TODAY, known

NOTICE = "Notre maison dépose des fichiers sur votre appareil, afin de mesurer ses visites et de payer ses pages."
TEASER = "Les plus belles granges de la vallée"


def sentence(number: int) -> str:
    return f"Le dossier numéro {number} a été lu hier devant le conseil, qui l'a renvoyé à la commission du budget."


def text(number: int, *more: str) -> str:
    """An invented article of four paragraphs with `more` lines in its midst."""
    own = [f"Le conseil examine le dossier {number}", *(f"{sentence(10 * number + n)}" for n in range(4))]
    return "\n\n".join([*own[:3], *more, *own[3:]])


def recurring(pages: Sequence[tuple[str, repetition.Hashes]]) -> list[repetition.Recurring]:
    common = repetition.common(lambda: pages)
    return [common[place].of(lines) for place, lines in pages]


def read(texts: Sequence[str], sources: Sequence[str] = ()) -> list[Article]:
    names = sources or [f"page-{number}.txt" for number in range(len(texts))]
    pages = [Page(name, body) for name, body in zip(names, texts, strict=True)]
    told = recurring([(repetition.place(page), repetition.survey(page.text)) for page in pages])
    found = [read_page(page, known(), TODAY, again) for page, again in zip(pages, told, strict=True)]
    articles = [item for item in found if isinstance(item, Article)]
    assert len(articles) == len(texts)
    return articles


def test_a_line_on_many_pages_goes_and_says_why() -> None:
    for article in read([text(number, TEASER) for number in range(6)]):
        assert TEASER not in article.text
        assert [piece.why for piece in article.removed if piece.text == TEASER] == ["repeated on 5 pages or more"]
        assert article.text.count("\n\n") == 4


def test_a_standing_sentence_goes_and_says_why() -> None:
    for article in read([text(number, NOTICE) for number in range(6)]):
        assert NOTICE not in article.text
        assert [piece.why for piece in article.removed] == ["repeated on 50% of the pages or more"]


@pytest.mark.parametrize("pages", [1, repetition.OFTEN - 1])
def test_few_pages_are_read_as_ever(pages: int) -> None:
    assert all(NOTICE in article.text for article in read([text(number, NOTICE) for number in range(pages)]))


def test_so_often_no_story_is_reprinted() -> None:
    texts = [f"Le conseil en bref {number}\n\n{sentence(number)}\n\n{NOTICE} {NOTICE}" for number in range(30)]
    assert not any(NOTICE in article.text for article in read(texts))
    assert all(NOTICE in article.text for article in read(texts[:29]))


def test_background_that_ends_some_stories_stays() -> None:
    texts = [text(number, NOTICE) if number < 6 else text(number) for number in range(20)]
    assert sum(NOTICE in article.text for article in read(texts)) == 6


def test_a_reprint_is_no_furniture() -> None:
    dispatch = [sentence(number) for number in range(1000, 1006)]
    dispatch.insert(3, "Ce que dit le texte")
    articles = read(["\n\n".join([f"Titre du journal {number}", *dispatch]) for number in range(8)])
    assert all(line in article.text for article in articles for line in dispatch)


def test_the_title_that_teasers_repeat_stays_on_its_own_page() -> None:
    title = "Le conseil examine le dossier 0"
    articles = read([text(0), *(text(number, title) for number in range(1, 9))])
    assert articles[0].title == title
    assert all(title not in article.text for article in articles[1:])


def test_places_are_kept_apart() -> None:
    names = [f"{'ab'[number % 2]}/page-{number}.txt" for number in range(2 * repetition.OFTEN - 2)]
    assert all(TEASER in one.text for one in read([text(number, TEASER) for number in range(len(names))], names))


def test_the_place_is_the_outlet_the_site_or_the_folder() -> None:
    assert repetition.place(Page("d/x.txt", "", outlet="Le Fil", url="https://fil.example/1")) == "Le Fil"
    assert repetition.place(Page("d/x.txt", "", url="https://WWW.fil.example/1")) == "www.fil.example"
    assert repetition.place(Page("d/e/x.txt", "")) == "d/e"


def test_capitals_accents_and_edges_do_not_tell_lines_apart() -> None:
    assert np.array_equal(repetition.survey("À lire aussi :\n\nMétéo"), repetition.survey("> A LIRE AUSSI\n\nMeteo"))


def test_one_page_more_changes_nothing_for_the_others() -> None:
    pages = [("", repetition.survey(text(number, TEASER, NOTICE))) for number in range(9)]
    keys = [found.key() for found in recurring(pages)]
    more = [found.key() for found in recurring([*pages, ("", repetition.survey(text(99)))])]
    assert more[:9] == keys


@pytest.mark.parametrize("buckets", [2, 64, repetition._BUCKETS])
def test_counted_exactly_however_many_lines_share_a_bucket(buckets: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repetition, "_BUCKETS", buckets)
    monkeypatch.setattr(repetition, "_AT_ONCE", 40)
    dice = np.random.default_rng(1)
    drawn = [(f"site {n % 3}", np.unique(dice.integers(0, 90, 12, dtype=np.uint64) ** 2)) for n in range(60)]
    found = repetition.common(lambda: drawn)
    for place in ("site 0", "site 1", "site 2"):
        pages = [lines.tolist() for where, lines in drawn if where == place]
        counts = Counter(line for lines in pages for line in lines)
        often = {line: count for line, count in sorted(counts.items()) if count >= repetition.OFTEN}
        assert dict(zip(found[place].values.tolist(), found[place].counts.tolist(), strict=True)) == often
        standing = [count >= repetition.STANDING_SHARE * len(pages) for count in often.values()]
        assert found[place].standing.tolist() == standing
