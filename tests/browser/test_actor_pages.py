"""The actors in a real browser: from the network to the page of one, and to the files."""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from analysis import store
from tests.browser.conftest import served

pytestmark = pytest.mark.browser

IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
MINUTE = 60_000


@pytest.fixture(scope="module")
def named_together(frames: Mapping[str, pd.DataFrame], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a dashboard on the invented corpus, all whose sentences are its first."""
    folder = tmp_path_factory.mktemp("together") / "ensemble"
    store.write({**frames, "mentions": frames["mentions"].assign(sentence=0)}, folder)
    with served(folder.parent / "log.txt", ENTREVUES_CORPUS=str(folder)) as address:
        yield address


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(IDLE, timeout=MINUTE)


def downloaded(page: Page, key: str) -> tuple[str, str]:
    with page.expect_download() as waiting:
        page.locator(f".st-key-download-{key} button").click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes().decode("utf-8")


def test_a_click_in_the_network_opens_the_actor(page: Page, named_together: str) -> None:
    opened(page, f"{named_together}/acteurs?outlets=La+Gazette+(2)")
    chart = page.locator(".st-key-chart-network .js-plotly-plot")
    expect(chart).to_have_count(1, timeout=MINUTE)
    name, content = downloaded(page, "network")
    assert name == "entrevues_network_ensemble_la-gazette_la-phrase_2023-01_2024-12.csv"
    rows = list(csv.reader(io.StringIO(content)))
    assert rows[0] == ["Acteur", "Autre acteur", "Phrases communes", "Attendues par hasard", "Association (NPMI)"]
    assert {frozenset(row[:2]) for row in rows[1:]} == {
        frozenset(("Russie", "Chine")),
        frozenset(("Russie", "Wang Yi")),
        frozenset(("Chine", "Wang Yi")),
        frozenset(("Russie", "Vladimir Poutine")),
    }
    name, content = downloaded(page, "gexf")
    assert name.endswith(".gexf")
    assert len(ElementTree.fromstring(content).findall(".//{http://gexf.net/1.3}edge")) == 4

    page.locator(".st-key-chart-network .scatterlayer .point").last.click(force=True)
    expect(page.get_by_text("Dans quelles phrases")).to_be_visible(timeout=MINUTE)
    page.wait_for_selector(IDLE)
    assert "acteur=" in page.url
    assert "outlets=" in page.url  # the filters go along

    page.locator(".st-key-chart-company .barlayer .point path").first.click(force=True)
    before = page.url
    page.wait_for_function("before => location.href !== before", arg=before, timeout=MINUTE)
    page.wait_for_selector(IDLE)
    page.get_by_text("Tous les acteurs").click()
    expect(chart).to_have_count(1, timeout=MINUTE)
    assert "outlets=" in page.url


def test_the_page_of_an_actor_and_its_files(page: Page, named_together: str) -> None:
    opened(page, f"{named_together}/acteur?acteur=russie")
    expect(page.locator(".st-key-chart-naming_outlets .js-plotly-plot")).to_have_count(1, timeout=MINUTE)
    page.wait_for_selector(IDLE)
    heads = {}
    for key in ("actor_time", "naming", "company", "naming_outlets", "actor-sentences"):
        name, content = downloaded(page, key)
        assert "russie" in name
        heads[key] = content.splitlines()[0]
    assert heads["naming"] == "Façon de nommer,Mots,Mentions,Part"
    assert heads["company"].startswith("Acteur,Nature,Phrases communes,")
    assert heads["actor-sentences"].endswith("Fichier,Texte de la phrase")


def test_a_meeting_leads_to_its_participants(page: Page, named_together: str) -> None:
    opened(page, f"{named_together}/rencontre?rencontre=m1")
    page.get_by_role("link", name="Wang Yi").click()
    expect(page.get_by_text("Sous quels noms")).to_be_visible(timeout=MINUTE)
    assert "acteur=wang-yi" in page.url


@pytest.mark.parametrize("path", ["acteurs", "acteurs?actors-view=La+liste", "acteur?acteur=russie", "acteur?acteur=x"])
def test_no_sideways_scrolling_on_a_phone(page: Page, named_together: str, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, f"{named_together}/{path}")
    page.wait_for_timeout(500)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
