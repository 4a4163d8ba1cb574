"""The dashboard as a reader meets it: a real server, a real browser, real files."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
BARS = """() => [...document.querySelectorAll('[data-testid=stPlotlyChart] .js-plotly-plot')]
          .map(chart => chart.data.filter(trace => trace.yaxis !== 'y2')
          .map(trace => [trace.name, Array.from(trace.y)]))"""


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(IDLE, timeout=60_000)
    expect(page.locator("[data-testid=stPlotlyChart] .js-plotly-plot")).to_have_count(3, timeout=60_000)


def download(page: Page, key: str) -> tuple[str, list[list[str]]]:
    name, lines = text_of_download(page, key)
    return name, list(csv.reader(io.StringIO("\n".join(lines))))


def text_of_download(page: Page, key: str) -> tuple[str, list[str]]:
    with page.expect_download() as waiting:
        page.locator(f".st-key-download-{key} button").click()
    text = Path(waiting.value.path()).read_bytes().decode("utf-8")
    return waiting.value.suggested_filename, text.splitlines()


def choose(page: Page, label: str, option: str) -> None:
    box = page.locator("[data-testid=stMultiSelect]").filter(has_text=label)
    box.locator("input").click()
    page.get_by_role("option", name=option).click()
    page.keyboard.press("Escape")


def test_filtering_by_an_outlet_changes_the_charts_and_the_file(page: Page, address: str) -> None:
    opened(page, address)
    before = page.evaluate(BARS)
    name, rows = download(page, "mentions")
    assert name == "entrevues_mentions_essai_2023-01_2024-12.csv"
    assert rows[0][:3] == ["Début", "Période", "Articles"]
    assert len(rows) == 1 + 24
    russia = rows[0].index("Russie")
    assert [int(row[russia]) for row in rows[1:4]] == [2, 0, 3]

    page.locator("[data-testid=stExpander]").first.click()
    expect(page.locator("[data-testid=stDataFrame]")).to_have_count(1, timeout=30_000)

    choose(page, "Journaux", "Le Canal (2)")
    page.wait_for_function(f"before => JSON.stringify(({BARS})()) !== before", arg=_json(page, before))
    page.wait_for_selector(IDLE)
    name, rows = download(page, "mentions")
    assert name == "entrevues_mentions_essai_le-canal_2023-01_2024-12.csv"
    assert "Russie" not in rows[0]
    total = sum(int(cell) for row in rows[1:] for cell in row[3:])
    assert total == 5  # two of China, two of Xi Jinping, one of Ukraine
    drawn = page.evaluate(BARS)[0]
    assert sum(sum(heights) for _, heights in drawn) == total
    assert "outlets=Le+Canal" in page.url or "outlets=Le%20Canal" in page.url


def test_a_single_month_has_bars_that_are_seen(page: Page, address: str) -> None:
    opened(page, f"{address}/?from=2023-01-01&to=2023-01-31")
    bar = page.locator(".st-key-chart-mentions .barlayer path").first
    box = bar.bounding_box()
    assert box is not None
    assert box["width"] > 100
    expect(page.locator(".st-key-chart-mentions .xtick, .st-key-chart-mentions .x2tick").first).to_contain_text("janv.")


def test_an_address_brings_its_filters_back(page: Page, address: str) -> None:
    opened(page, f"{address}/?outlets=Le+Canal+(1)&lang=EN")  # the count was another when it was copied
    expect(page.locator("h1").filter(has_text="Who meets whom")).to_be_visible()
    expect(page.locator("[data-testid=stMultiSelect]").first).to_contain_text("Le Canal (2)")
    name, _ = download(page, "meetings")
    assert name == "entrevues_meetings_essai_le-canal_2023-01_2024-12.csv"
    page.get_by_role("radio", name="textblob-fr").click()
    page.wait_for_url(re.compile("outlets=Le(%20|\\+)Canal"))  # healed, it is one to share again


def test_a_chart_is_kept_as_an_image(page: Page, address: str) -> None:
    opened(page, f"{address}/?outlets=Le+Canal+(2)")
    page.locator(".st-key-chart-meetings .js-plotly-plot").hover()
    with page.expect_download() as waiting:
        page.locator(".st-key-chart-meetings .modebar-btn").click()
    assert waiting.value.suggested_filename == "entrevues_meetings_essai_le-canal_2023-01_2024-12.svg"
    assert "Tenues" in Path(waiting.value.path()).read_text(encoding="utf-8")


def test_the_answer_leads_to_the_meetings_of_a_pair(page: Page, address: str) -> None:
    opened(page, f"{address}/?outlets=La+Gazette+(2)")
    page.get_by_role("link", name="Chine – Russie").click()
    expect(page.get_by_text("2 rencontres répondent à ce choix.")).to_be_visible(timeout=60_000)


def test_the_meetings_lead_to_the_page_of_each(page: Page, address: str) -> None:
    page.goto(f"{address}/rencontres?outlets=Le+Canal+(2)")
    page.wait_for_selector(IDLE, timeout=60_000)
    name, rows = download(page, "meetings-list")
    assert name == "entrevues_meetings-list_essai_le-canal_2023-01_2024-12.csv"
    assert rows[0][:4] == ["Date", "Précision", "Participants", "Statut"]
    assert [row[3] for row in rows[1:]] == ["tenue", "démentie", "prévue"]
    name, lines = text_of_download(page, "calendar")
    assert name == "entrevues_planned_essai_le-canal_2023-01_2024-12.ics"
    assert {"DTSTART;VALUE=DATE:20230301", "DTEND;VALUE=DATE:20230601", "STATUS:TENTATIVE"} <= set(lines)

    for view in ("Qui avec qui", "Carte", "Frise"):  # nothing of the map is fetched: the page fixture sees to it
        page.get_by_role("radio", name=view).click()
        page.wait_for_selector(IDLE)
    chart = page.locator(".st-key-chart-timeline .js-plotly-plot")
    expect(chart).to_have_count(1, timeout=30_000)
    page.locator(".st-key-chart-timeline .scatterlayer .point").first.click(force=True)
    expect(page.get_by_text("Comment la presse l’a racontée")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Ukraine, OTAN")).to_be_visible()
    told = page.get_by_test_id("stText").filter(has_text="La réunion a eu lieu.")  # not the cells of the grid above
    expect(told.first).to_be_visible()
    assert "rencontre=m4" in page.url
    assert "outlets=" in page.url  # the filters go along
    page.get_by_text("Toutes les rencontres").click()
    expect(page.locator(".st-key-chart-timeline")).to_have_count(1, timeout=30_000)


def test_no_sideways_scrolling_on_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.locator("h1").filter(has_text=re.compile("Qui rencontre qui"))).to_be_visible()


def _json(page: Page, value: object) -> str:
    return str(page.evaluate("value => JSON.stringify(value)", value))


def test_names_of_the_second_rank_leave_a_small_map(page: Page, address: str) -> None:
    page.goto(f"{address}/rencontres?corpus=Démonstration&view=Carte")
    second = page.locator('.st-key-chart-map .textpoint text[style*="font-size: 11px"]').first
    expect(second).to_be_visible(timeout=60_000)
    page.set_viewport_size({"width": 390, "height": 844})
    expect(second).to_be_hidden()
