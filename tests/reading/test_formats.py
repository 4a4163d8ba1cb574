"""Every format: a sample each, and the rows it must give."""

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import pytest

from analysis.reading.articles import Article, Reading, Reject, read, sources
from analysis.reading.formats import READERS, Page, Recognised, Source, markup, pages
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


@pytest.mark.parametrize(
    "name", ["webpage", "webpage-latin", "europresse", "europresse-2015", "factiva", "factiva-plain"]
)
def test_nothing_of_a_page_disappears_without_a_trace(name: str) -> None:
    """Every word that a page shows is in the article or among what was left out of it."""
    (path,) = (sample(folder) for folder in SAMPLES if folder.name == name)
    shown = set(re.findall(r"\w+", markup.text_of(markup.parsed(markup.decoded(path.read_bytes())))))
    items, _ = run(path)
    pages = [item for item in items if isinstance(item, Page)]
    held = " ".join(" ".join((page.title, page.author, page.text, page.outside)) for page in pages)
    lost = shown - set(re.findall(r"\w+", held))
    rejected = len(items) - len(pages)
    assert not lost or rejected, lost
    removed = [
        piece.text
        for item in read([path], known(), TODAY)
        if isinstance(item, Article)
        for piece in item.removed
        if piece.why == "outside the article"
    ]
    assert removed == [lot for page in pages for lot in page.outside.split("\n\n") if lot]


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ({"@type": "Person", "name": "Awa Sarr"}, "Awa Sarr"),
        ([{"name": "Awa Sarr"}, {"name": " Jean Petit "}], "Awa Sarr, Jean Petit"),
        ("Awa Sarr", "Awa Sarr"),
        (["https://exemple.fr/awa", None, 3], ""),
        (None, ""),
    ],
)
def test_what_a_page_declares_of_itself(author: object, expected: str, tmp_path: Path) -> None:
    told = {"@type": "NewsArticle", "headline": "Un vote", "publisher": {"name": "Le Phare"}, "author": author}
    (tmp_path / "page.html").write_text(
        "<!DOCTYPE html><html lang='fr'><head><title>Autre titre</title><link rel='canonical' href='https://exemple.fr/a'>"
        f"<script type='application/ld+json'>{json.dumps(told)}</script></head>"
        f"<body><article><p>{STORY}</p><p>{STORY}</p></article></body></html>",
        encoding="utf-8",
    )
    ((page,), _) = run(tmp_path / "page.html")
    assert isinstance(page, Page)
    assert (page.title, page.outlet, page.author, page.url, page.language) == (
        "Un vote",
        "Le Phare",
        expected,
        "https://exemple.fr/a",
        "fr",
    )


def test_a_summary_beside_a_text_is_kept_apart(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(f"titre,chapo,texte\nA,Un résumé,{STORY}\nB,{STORY[:20]},{STORY}\n", encoding="utf-8")
    items, _ = run(table)
    assert [item.outside for item in items if isinstance(item, Page)] == ["Un résumé", ""]


def test_an_aggregator_s_feed_says_a_title_once(tmp_path: Path) -> None:
    item = (
        "<item><title>Un vote tardif - Le Phare</title><source url='x'>Le Phare</source><description>"
        "&lt;a href='x'&gt;Un vote tardif&lt;/a&gt;&amp;nbsp;&lt;font&gt;Le Phare&lt;/font&gt;</description></item>"
    )
    (tmp_path / "flux.xml").write_text(
        f"<rss><channel><title>Recherche</title><language>fr</language>{item}</channel></rss>", encoding="utf-8"
    )
    ((page,), _) = run(tmp_path / "flux.xml")
    assert isinstance(page, Page)
    assert (page.title, page.text, page.outlet, page.language) == ("Un vote tardif", "", "Le Phare", "fr")


def test_a_day_in_three_columns(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    rows = f"4,3,2024,A,{STORY}\n31,2,2024,B,{STORY}\n,3,2024,C,{STORY}"
    table.write_text(f"Jour,Mois,Année,titre,texte\n{rows}\n", encoding="utf-8")
    items, _ = run(table)
    assert [item.published for item in items if isinstance(item, Page)] == ["2024-03-04", "", ""]


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
