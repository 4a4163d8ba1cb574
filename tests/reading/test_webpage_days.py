"""The day of a web page, in the places where pages write it; the page around it was written for this project."""

from datetime import date
from pathlib import Path

import pytest

from analysis.reading.articles import Article, Source, read_source
from tests.reading.helpers import known

TITLE = "La mairesse reçoit les pilotes de la rade"
BODY = """<p>La mairesse de la ville a reçu jeudi les pilotes de la rade, qui demandaient depuis un an deux bouées
neuves et un phare plus haut que l'ancien.</p><p>Elle leur a promis une réponse avant la fin du mois, et une visite du
chantier avec les ingénieurs de la ville.</p><p>« Nous attendons encore », a dit le doyen des pilotes, qui navigue
depuis trente ans dans cette rade et ses abords.</p>"""
ASIDE = "<aside><h2>Les plus lus</h2><p>Publié le 12 mai 2025</p><time datetime='2025-05-12'>12/5</time></aside>"


@pytest.mark.parametrize(
    ("head", "line", "day"),
    [
        ('<meta property="og:pubdate" content="2024-03-07T10:00:00+01:00">', "", "2024-03-07"),
        ('<meta name="cXenseParse:recs:publishtime" content="2024-03-07T10:00:00+01:00">', "", "2024-03-07"),
        ("", '<time datetime="2024-03-07T10:00">il y a 2 jours</time>', "2024-03-07"),
        ("", "<p>Par Jean Fictif, <time>7 mars 2024</time></p>", "2024-03-07"),
        ("", '<abbr class="published" title="2024-03-07T10:00">7/3</abbr>', "2024-03-07"),
        ("", '<span itemprop="datePublished" content="2024-03-07T10:00">hier</span>', "2024-03-07"),
        ("", "<p>JEUDI 7 MARS 2024 | 10H12</p>", "2024-03-07"),
        ("", "<p>Publié: 07.03.2024, 18h23</p>", "2024-03-07"),
        ('<link rel="canonical" href="https://exemple.fr/2024/03/07/mairesse">', "", "2024-03-07"),
        ('<meta property="article:modified_time" content="2024-03-10">', "<p>Publié le 7 mars 2024</p>", "2024-03-07"),
        (
            '<script type="application/ld+json">{"@graph":[{"@type":"WebPage","datePublished":"2024-03-07"}]}</script>',
            "",
            "2024-03-07",
        ),
        ('<meta name="citation_publication_date" content="2024/03/07">', "", "2024-03-07"),
        (
            "",
            '<time class="updated" datetime="2024-03-10">10/3</time><time datetime="2024-03-07">7/3</time>',
            "2024-03-07",
        ),
        ("", '<span class="date" data-date="2024-03-07">hier</span>', "2024-03-07"),
        ("", '<span data-timestamp="1709802000">hier</span>', "2024-03-07"),
        ("", "", ""),
    ],
)
def test_the_day_of_a_page(head: str, line: str, day: str, tmp_path: Path) -> None:
    """Where the page says it; never that of a box."""
    article = f"<article><h1>{TITLE}</h1>{line}{BODY}</article>"
    path = tmp_path / "page.html"
    shown = f"<head><title>{TITLE}</title>{head}</head><body>{article}{ASIDE}</body>"
    path.write_text(f"<html lang='fr'>{shown}</html>", encoding="utf-8")
    (found,) = read_source(Source(path.name, path), known(), date(2026, 11, 1))
    assert isinstance(found, Article)
    assert (found.published, found.title, found.text.count("\n\n")) == (day, TITLE, 3)


def test_the_day_below_the_text(tmp_path: Path) -> None:
    """Right below the body, where the line says that it is that of publication."""
    path = tmp_path / "page.html"
    article = f"<article><h1>{TITLE}</h1>{BODY}<footer>Mis en ligne le 7 mars 2024</footer></article>"
    path.write_text(f"<html lang='fr'><body>{article}{ASIDE}</body></html>", encoding="utf-8")
    (found,) = read_source(Source(path.name, path), known(), date(2026, 11, 1))
    assert isinstance(found, Article)
    assert found.published == "2024-03-07"
