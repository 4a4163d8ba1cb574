"""Whose article it is: evidence accepted and evidence refused."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from analysis.knowledge import FOLDER, KnowledgeError
from analysis.reading import outlets
from analysis.reading.articles import Article, read_page
from analysis.reading.formats import Page
from tests.reading.helpers import TODAY, cases, known

TITLE = "Trafic : la compagnie annonce un retour à la normale"


@pytest.mark.parametrize("case", cases("outlets_evidence"), ids=lambda case: case["name"])
def test_evidence(case: dict[str, Any]) -> None:
    lines = [case.get("title", TITLE), *case.get("above", []), case["body"], *case.get("below", [])]
    page = Page(
        "case",
        "\n\n".join(lines),
        outlet=case.get("field", ""),
        url=case.get("url", ""),
        name=case.get("file", ""),
    )
    article = read_page(page, known(), TODAY)
    assert isinstance(article, Article)
    assert (article.outlet, article.relayed_by) == (case["outlet"], case.get("relayed_by", ""))
    assert article.translated == case.get("translated", False)


def test_two_hundred_french_outlets_of_every_region_and_kind() -> None:
    french = [row for row in outlets.load().rows if row.language == "fr"]
    assert len(french) >= 200
    countries = Counter(row.country for row in french)
    for country in (
        "France",
        "Belgique",
        "Suisse",
        "Canada",
        "Luxembourg",
        "Algérie",
        "Maroc",
        "Tunisie",
        "Sénégal",
        "Mali",
    ):
        assert countries[country] >= 3, country
    assert {row.kind for row in french} >= set(outlets.KINDS) - {"aggregator"}


def broken(tmp_path: Path, row: str) -> Path:
    text = (FOLDER / "outlets.csv").read_text(encoding="utf-8")
    (tmp_path / "outlets.csv").write_text(f"{text}{row}\n", encoding="utf-8")
    (tmp_path / "attribution.yaml").write_text(
        (FOLDER / "attribution.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    return tmp_path


@pytest.mark.parametrize(
    ("row", "error"),
    [
        ("x,X,,x.example,France,gazette,fr,", "kinds"),
        ("x,X,,lemonde.fr,France,daily,fr,", "lemonde.fr belongs to Le Monde"),
        ("x,Le Soir,,x.example,France,daily,fr,", "le soir belongs to"),
    ],
)
def test_a_file_that_contradicts_itself(tmp_path: Path, row: str, error: str) -> None:
    with pytest.raises(KnowledgeError, match=error):
        outlets.load(broken(tmp_path, row))
