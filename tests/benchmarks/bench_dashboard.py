"""What the dashboard costs a reader, beside a bare Streamlit page with one plotly chart, in the same run.

From nothing (no server, an empty browser) to the first chart drawn: the median of some tries, the two in
turn, so that a busy machine slows both. Server time of a filter change: the CPU time of the script, by AppTest; on a
quiet machine it is what the clock shows.
Fails above the limits of the project: 1.3 times the bare page, 100 ms.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from playwright.sync_api import Playwright, sync_playwright
from streamlit.testing.v1 import AppTest

from tests.browser import chromium
from tests.browser.conftest import ROOT, free_port, start

TRIES = 5
RATIO, SERVER_SECONDS = 1.3, 0.1
BARE = """import plotly.graph_objects as go
import streamlit as st
st.plotly_chart(go.Figure(go.Bar(x=[1, 2, 3], y=[3, 1, 2])))
"""
CHART = "[data-testid=stPlotlyChart] .js-plotly-plot .point"


def first_chart(playwright: Playwright, browser_path: Path, script: str) -> float:
    """Seconds from starting the server to the first chart drawn in a browser that was never used."""
    port = free_port()
    with tempfile.TemporaryFile("w") as log:
        begun = time.perf_counter()
        # Compiled modules are kept, as any reader's Python does, also where the variable asks for none.
        server = start(script, log, port, PYTHONDONTWRITEBYTECODE="")
        browser = playwright.chromium.launch(executable_path=browser_path)
        try:
            page = browser.new_page(viewport={"width": 1440, "height": 1000})
            page.goto(f"http://localhost:{port}")
            page.wait_for_selector(CHART, timeout=60_000, state="attached")
            return time.perf_counter() - begun
        finally:
            browser.close()
            server.terminate()
            server.wait(timeout=20)


def filter_change() -> tuple[float, float]:
    """Median seconds of the whole script after a change of outlet that no cache has seen: of CPU, of the clock."""
    sys.argv = ["dashboard.py"]
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    outlets = app.multiselect(key="outlets").options
    values = [label.rpartition(" (")[0] for label in outlets]
    values = ["" if value == "Inconnu" else value for value in values]
    taken, spent = [], []
    for count in range(1, len(values) + 1):
        app.multiselect(key="outlets").set_value(values[:count])
        begun, at_work = time.perf_counter(), time.process_time()
        app.run()
        taken.append(time.perf_counter() - begun)
        spent.append(time.process_time() - at_work)
    if app.exception:
        sys.exit(str(app.exception))
    return statistics.median(spent), statistics.median(taken)


def main() -> None:
    """Prints the figures; leaves with 1 where one is above its limit."""
    browser_path = chromium.find()
    if browser_path is None:
        sys.exit(chromium.HOW)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE, encoding="utf-8")
        for script in ("dashboard.py", str(bare)):  # fills the disk's cache for both
            first_chart(playwright, browser_path, script)
        times = [
            (first_chart(playwright, browser_path, "dashboard.py"), first_chart(playwright, browser_path, str(bare)))
            for _ in range(TRIES)
        ]
    ours, floor = (statistics.median(column) for column in zip(*times, strict=True))
    change, waited = filter_change()
    print(
        f"first chart, cold server and browser: {ours:.2f} s; bare page {floor:.2f} s; "
        f"ratio {ours / floor:.2f} (limit {RATIO}); median of {TRIES} in turn, "
        f"load {os.getloadavg()[0]:.1f}"
    )
    print(
        f"filter change, server: {change * 1000:.0f} ms of CPU (limit {SERVER_SECONDS * 1000:.0f}), "
        f"{waited * 1000:.0f} ms by the clock"
    )
    if ours / floor > RATIO or change > SERVER_SECONDS:
        sys.exit(1)


if __name__ == "__main__":
    main()
