"""A really started dashboard and a really running browser."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import chromium

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 60  # a cold start takes 2 to 4; a loaded machine is allowed much more


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(script: str, log: TextIO, port: int, **environment: str) -> subprocess.Popen[bytes]:
    """Streamlit serving `script` on `port`; returns when it answers. Raises TimeoutError when it does not."""
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)],
        cwd=ROOT,
        stdout=log,
        stderr=subprocess.STDOUT,
        env={**os.environ, **environment},
    )
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=2):
                return server
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    server.terminate()
    raise TimeoutError(f"Streamlit did not answer on port {port}; see {log.name}")


@contextmanager
def served(log_path: Path, **variables: str) -> Iterator[str]:
    """Address of a dashboard with these environment variables; at its end, the log must hold no traceback."""
    port = free_port()
    with log_path.open("w") as log:
        server = start("dashboard.py", log, port, **variables)
        try:
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)
    assert "Traceback" not in log_path.read_text(), log_path.read_text()


@pytest.fixture(scope="session")
def address(corpus_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a dashboard that opens on the invented corpus."""
    with served(tmp_path_factory.mktemp("server") / "log.txt", ENTREVUES_CORPUS=str(corpus_folder)) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    found = chromium.find()
    if found is None:
        pytest.skip(chromium.HOW)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page; the test fails on any request beyond this machine and on any error in the page."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="fr-FR")
    opened = context.new_page()
    asked: list[str] = []
    errors: list[str] = []
    local = ("http://localhost:", "ws://localhost:", "data:", "blob:")
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert [url for url in asked if not url.startswith(local)] == []
    assert errors == []
