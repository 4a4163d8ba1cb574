"""A reader's own file, from the page that takes it to its correction by hand, in a real browser."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from analysis import store
from tests.browser.conftest import served

pytestmark = pytest.mark.browser

IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
MINUTE = 60_000
BUILD = 3 * MINUTE  # eight seconds on a quiet machine, most of them to load what is known; a loaded one is slower
ARTICLE = """La Feuille du Rhône
Accueil > Monde
Deux ministres parlent du gaz à Ankara

Hakan Fidan a reçu Sergueï Lavrov à Ankara le 4 mars 2024, a indiqué la diplomatie turque. Les deux ministres ont \
parlé du gaz et du transport maritime pendant deux heures, sans conférence de presse.

Le ministre <script>document.title = "pris"</script> ![vu](http://example.org/vu.png) est reparti dans la soirée, \
selon ses services, qui n'ont annoncé aucun accord ni aucune date pour la suite des discussions.

Lire aussi : le prix du gaz en trois questions
"""

VOTE = "Le conseil a voté la loi mardi, après une nuit de débats que les deux camps ont trouvée longue."
ENGLISH = "The council passed the law on Tuesday after a night of debate that both sides found rather too long. " * 3


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Address of a dashboard, and the folder in which it keeps the reader's corpora."""
    folder = tmp_path / "own"
    with served(tmp_path / "log.txt", ENTREVUES_DATA=str(folder), ENTREVUES_CORPUS="") as address:
        yield f"{address}/corpus", folder


def test_a_dropped_file_is_read_and_its_outlet_corrected(page: Page, own: tuple[str, Path], tmp_path: Path) -> None:
    address, home = own
    file = tmp_path / "ankara.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    page.goto(address)
    page.wait_for_selector(IDLE, timeout=MINUTE)
    expect(page.get_by_text("livré avec le programme")).to_be_visible(timeout=MINUTE)

    page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files([file])
    expect(page.get_by_text("ankara.txt")).to_be_visible()
    page.get_by_role("textbox", name="Nom du corpus").fill("Mes Articles")
    page.get_by_role("button", name="Construire").click()
    expect(page.get_by_text("mes-articles est construit et ouvert")).to_be_visible(timeout=BUILD)
    page.wait_for_selector(IDLE, timeout=MINUTE)
    assert "corpus=mes-articles" in page.url
    expect(page.locator(".st-key-article-title")).to_contain_text("Deux ministres parlent du gaz à Ankara")
    expect(page.locator(".st-key-article-kept")).to_contain_text("du gaz et du transport maritime")
    removed = page.locator(".st-key-article-removed")
    expect(removed).to_contain_text("le prix du gaz en trois questions")
    expect(removed).to_contain_text("![vu](http://example.org/vu.png)")  # as text: nothing is loaded, nothing runs
    assert page.title() != "pris"

    page.get_by_text("Corriger le journal ou le jour").click()
    page.get_by_role("textbox", name="Journal", exact=True).fill("La Feuille de Genève")
    page.get_by_role("textbox", name="Publié le", exact=True).fill("2024-03-05")
    page.get_by_role("button", name="Corriger", exact=True).click()
    expect(page.get_by_text("C’est fait")).to_be_visible(timeout=BUILD)
    page.wait_for_selector(IDLE, timeout=MINUTE)
    expect(page.locator(".st-key-article-facts")).to_contain_text("La Feuille de Genève")
    expect(page.locator(".st-key-article-facts")).to_contain_text(re.compile("5 mars 2024.*corrigé à la main", re.S))
    articles = store.read(home / "mes-articles")["articles"]
    assert articles[["outlet", "published", "published_basis"]].to_numpy().tolist() == [
        ["La Feuille de Genève", "2024-03-05", "user"]
    ]
    assert [path.name for path in (home / "mes-articles" / "source").iterdir()] == ["ankara.txt"]


def test_a_dropped_zip_is_read_and_what_it_holds_besides_is_told(
    page: Page, own: tuple[str, Path], tmp_path: Path
) -> None:
    address, home = own
    with zipfile.ZipFile(tmp_path / "presse.zip", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mars/ankara.txt", ARTICLE)
        file.writestr("mars/table.csv", f'titre;texte;date;média\nUn vote;"{VOTE}";25/03/2024;Le Phare\n')
        file.writestr("mars/notice.pdf", b"%PDF-1.7 rien")
        file.writestr("../dehors.txt", ARTICLE)
        file.writestr("english.txt", ENGLISH)
    page.goto(address)
    page.wait_for_selector(IDLE, timeout=MINUTE)
    page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files([tmp_path / "presse.zip"])
    expect(page.get_by_text("presse.zip")).to_be_visible(timeout=MINUTE)
    page.get_by_role("textbox", name="Nom du corpus").fill("Presse zippée")
    page.get_by_role("button", name="Construire").click()
    expect(page.get_by_text("presse-zippee est construit et ouvert")).to_be_visible(timeout=BUILD)
    page.wait_for_selector(IDLE, timeout=MINUTE)
    expect(page.get_by_text("2 articles lus, 3 entrées écartées.")).to_be_visible(timeout=MINUTE)
    with page.expect_download() as found:
        page.locator(".st-key-download-rejects button").click()
    told = Path(found.value.path()).read_text(encoding="utf-8")
    assert 'presse.zip/mars/notice.pdf,"C’est un document PDF, pas du texte."' in told
    assert "presse.zip/../dehors.txt,Le nom mène hors de l’archive." in told
    assert "presse.zip/english.txt,L’article n’est pas en français" in told
    tables = store.read(home / "presse-zippee")
    assert set(tables["articles"]["source_id"]) == {"presse.zip/mars/ankara.txt", "presse.zip/mars/table.csv#2"}
    assert set(tables["articles"]["published"]) >= {"2024-03-25"}
    assert not list(home.rglob("dehors.txt"))
