"""The day of publication: stated in many ways, or inferred from the text."""

from datetime import date
from typing import Any

import pytest

from analysis.reading import dating, stated
from analysis.reading.articles import Article, read_page
from analysis.reading.formats import Page
from tests.reading.helpers import TODAY, cases, known

BODY = "Le conseil a voté la loi après une longue nuit de débats et de suspensions de séance."


@pytest.mark.parametrize("case", cases("dating_texts"), ids=lambda case: case["name"])
def test_inferred_from_the_text(case: dict[str, Any]) -> None:
    found = dating.infer(case["text"], case.get("captions", []), known(), TODAY)
    if "published" in case:
        assert found.published == case["published"], found.evidence
    if "precision" in case:
        assert found.precision in case["precision"]
    if "between" in case and found.published:
        first, last = (edge[: len(found.published)] for edge in case["between"])
        assert first <= found.published[:7] <= last
    assert bool(found.published) == (found.precision != "unknown") == (found.basis == "text")


@pytest.mark.parametrize("case", cases("dating_texts"), ids=lambda case: case["name"])
def test_the_passing_of_time_changes_nothing(case: dict[str, Any]) -> None:
    now = dating.infer(case["text"], case.get("captions", []), known(), TODAY)
    later = dating.infer(case["text"], case.get("captions", []), known(), TODAY.replace(year=TODAY.year + 3))
    assert (later.published, later.precision) == (now.published, now.precision)


@pytest.mark.parametrize(("value", "day"), [(row["value"], row["day"]) for row in cases("dating_fields")])
def test_stated_in_a_field(value: str, day: str) -> None:
    found = stated.of_field(value)
    assert (found.isoformat() if found else "") == day


@pytest.mark.parametrize(("line", "day"), [(row["line"], row["day"]) for row in cases("dating_lines")])
def test_stated_on_the_page(line: str, day: str) -> None:
    article = read_page(
        Page("page", f"Un vote tard dans la nuit à la chambre haute\n{line}\n{BODY}\n{BODY[:-1]}, dit-on."),
        known(),
        TODAY,
    )
    assert isinstance(article, Article)
    assert article.published == day
    assert line not in article.text


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://www.exemple.fr/monde/2021/03/04/un-vote_123.html", "2021-03-04"),
        ("https://exemple.fr/2021-03-04-vote", "2021-03-04"),
        ("https://exemple.fr/20210304-vote", "2021-03-04"),
        ("https://exemple.fr/vote-04-03-2021.html", "2021-03-04"),
        ("https://exemple.fr/vote-6152563_3210.html", ""),
        ("https://exemple.fr/2021/13/45/vote", ""),
    ],
)
def test_stated_by_an_address(address: str, day: str) -> None:
    found = stated.of_name(address)
    assert (found.isoformat() if found else "") == day


def test_metadata_before_page_before_address_before_file_name() -> None:
    lines = f"Un vote tard dans la nuit à la chambre haute\nPublié le 5 mars 2021\n{BODY}"
    page = Page("page", lines, published="2021-03-06", url="https://exemple.fr/2021/03/04/vote", name="2021-03-03.txt")
    found = []
    for field in ("published", "text", "url", "name"):
        article = read_page(page, known(), TODAY)
        assert isinstance(article, Article)
        found.append((article.published, article.published_basis))
        setattr(page, field, BODY if field == "text" else "")
    assert found == [
        ("2021-03-06", "metadata"),
        ("2021-03-05", "text"),
        ("2021-03-04", "metadata"),
        ("2021-03-03", "filename"),
    ]


def test_no_day_after_today() -> None:
    article = read_page(Page("page", BODY, published="2031-01-01"), known(), TODAY)
    assert isinstance(article, Article)
    assert article.published == ""
    assert not dating.infer(
        "La séance a eu lieu mardi 3 mars 2026.", [], known(), date(2025, 1, 1)
    ).published.startswith("2026")


def test_a_younger_sidebar_does_not_win() -> None:
    page = (
        f"{BODY} La séance avait commencé mardi 3 mars 2020.\n\nLaissez un commentaire"
        "\n\nÀ lire aussi\n\nLe budget adopté le 7 juin 2023"
        "\n\nPublié le 8 juin 2023"
    )
    article = read_page(Page("page", page), known(), TODAY)
    assert isinstance(article, Article)
    assert article.published.startswith("2020-03")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Publié hier à 18h12", "2024-05-15"),
        ("il y a 3 heures", "2024-05-16"),
        ("Il y a 3 h", "2024-05-16"),
        ("Il y a 2 jours", "2024-05-14"),
        ("Aujourd’hui à 10h30", "2024-05-16"),
        ("Publié le 3 mars à 10h12", "2024-03-03"),
        ("Publié le 3 décembre à 10h12", "2023-12-03"),
        ("Publié le 3 mars 2022 à 10h12", "2022-03-03"),
    ],
)
def test_counted_back_from_the_capture(line: str, day: str) -> None:
    page = f"Un vote tard dans la nuit à la chambre haute\n{line}\n{BODY}"
    article = read_page(Page("page", page, captured="2024-05-16"), known(), TODAY)
    assert isinstance(article, Article)
    assert (article.published, article.published_precision) == (day, "day")
    assert line not in article.text


def test_weeks_ago_are_no_day() -> None:
    assert stated.of_line("il y a 3 semaines", date(2024, 5, 16)) is None


def test_nothing_is_published_after_its_capture() -> None:
    page = f"Un vote tard dans la nuit à la chambre haute\nPublié le 20 mai 2024\n{BODY}"
    article = read_page(Page("page", page, captured="2024-05-16"), known(), TODAY)
    assert isinstance(article, Article)
    assert article.published == ""
    assert article.published_evidence == "Publié le 20 mai 2024: impossible, after 2024-05-16"


def test_nothing_is_published_before_its_outlet_began() -> None:
    page = f"Un vote tard dans la nuit à la chambre haute\nPublié le 3 mars 1994\n{BODY}"
    young = read_page(Page("page", page, outlet="Mediapart"), known(), TODAY)
    old = read_page(Page("page", page, outlet="Le Monde"), known(), TODAY)
    assert isinstance(young, Article)
    assert isinstance(old, Article)
    assert (young.published, old.published) == ("", "1994-03-03")
    assert "impossible, before 2008" in young.published_evidence


def test_the_dateline_dates_an_article_whose_year_is_known() -> None:
    text = (
        "SÉOUL, 13 septembre (Agence Fictive) - Kim Jong-un a été reçu mercredi par Vladimir Poutine. "
        "La guerre en Ukraine et la mutinerie de Wagner étaient dans tous les esprits."
    )
    article = read_page(Page("page", f"Un train blindé au cosmodrome de Vostotchny\n\n{text}"), known(), TODAY)
    assert isinstance(article, Article)
    assert article.published == "2023-09-13"
