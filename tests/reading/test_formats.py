"""Every format: a sample each, and the rows it must give."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from analysis.reading.articles import Article, Reading, Reject, read, sources
from analysis.reading.formats import READERS, Page, Recognised, Source, pages
from tests.reading.helpers import TODAY, known

SAMPLES = sorted(folder for folder in (Path(__file__).resolve().parents[1] / "samples").iterdir() if folder.is_dir())
STORY = "Le conseil a voté la loi mardi 3 mars 2020 après une nuit de débats. Les opposants sont sortis."


def sample(folder: Path) -> Path:
    return next(path for path in folder.iterdir() if path.name != "expected.json")


def run(path: Path, **options: Any) -> tuple[list[Page | Reject], list[Recognised]]:
    told: list[Recognised] = []
    return list(pages(Source(path.name, path), Reading(notice=told.append, **options))), told


def rows(items: list[Any]) -> list[dict[str, Any]]:
    """What is not empty, as JSON has it."""
    filled = [{key: value for key, value in dataclasses.asdict(item).items() if value} for item in items]
    made: list[dict[str, Any]] = json.loads(json.dumps(filled))
    return made


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_each_sample_gives_its_rows(folder: Path) -> None:
    items, told = run(sample(folder))
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    assert rows(told) == expected["recognised"]
    assert rows(items) == expected["rows"]


def test_each_reader_has_a_sample() -> None:
    told = {recognised.format for folder in SAMPLES for recognised in run(sample(folder))[1]}
    assert told == {reader.name for reader in READERS}


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_content_tells_the_format_under_any_name(folder: Path, tmp_path: Path) -> None:
    if folder.name in ("csv-unknown-names", "text"):
        pytest.skip("a table whose names tell nothing is known by its file name alone")
    (tmp_path / "donnees").write_bytes(sample(folder).read_bytes())
    assert [told.format for told in run(tmp_path / "donnees")[1]] == [told.format for told in run(sample(folder))[1]]


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_reading_twice_gives_the_same(folder: Path) -> None:
    assert run(sample(folder)) == run(sample(folder))


def test_articles_of_every_sample() -> None:
    """The whole way: each page of each sample becomes an article or a reject, and no id comes twice."""
    items = list(read([sample(folder) for folder in SAMPLES], known(), TODAY))
    articles = {item.source_id: item for item in items if isinstance(item, Article)}
    assert len({article.article_id for article in articles.values()}) == len(articles)
    page = articles["page.htm"]
    assert (page.title, page.published) == ("Un œil sur le détroit", "2018-05-05")
    assert "70 €" in page.text
    assert "Publié" not in page.text
    web = next(article for name, article in articles.items() if "article.html" in name or "capture" in name)
    assert (web.published, web.published_basis) == ("2023-02-14", "metadata")
    assert web.text.count(web.title) == 1
    assert articles["export.HTML#1"].outlet == "La Gazette des ports"
    assert articles["export.HTML#1"].text.startswith("Deux pêcheurs russes reçus à la mairie\n\nLe maire")


def test_columns_by_the_users_word(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(f"texte,verbatim,quand\nUn résumé,{STORY},2020-03-04\n", encoding="utf-8")
    items, told = run(table, columns={"text": "Verbatim", "date": "quand"})
    assert told[0].columns == {"text": ("verbatim",), "date": ("quand",)}
    assert rows(items) == [{"source_id": "table.csv#2", "text": STORY, "published": "2020-03-04"}]
    items, _ = run(table, columns={"text": "corps"})
    assert rows(items) == [
        {
            "source_id": "table.csv",
            "reason": "It has no column 'corps'; its columns are texte, verbatim, quand.",
            "stage": "open",
        }
    ]


def test_patterns_find_files(tmp_path: Path) -> None:
    for name in ("a/un.html", "a/b/deux.html", "a/trois.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(STORY, encoding="utf-8")
    assert [source.source_id for source in sources([tmp_path / "a/**/*.html"])] == ["deux.html", "un.html"]
    (missing,) = sources([tmp_path / "*.csv"])
    assert isinstance(missing, Reject)


def test_a_title_or_a_text_alone_makes_an_article(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(f"titre;texte\nUn vote tardif;\n;{STORY}\n;\n", encoding="utf-8")
    items = list(read([table], known(), TODAY))
    assert [item.text if isinstance(item, Article) else item.reason for item in items] == [
        "Un vote tardif",
        STORY,
    ]
