"""Finds a Chromium for the browser tests, else installs one, else says how.

`python tests/browser/chromium.py` does so before the tests are run.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

VARIABLE = "ENTREVUES_CHROMIUM"
COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
APPLICATIONS = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "Brave Browser.app/Contents/MacOS/Brave Browser",
)
HOW = (
    "No Chromium was found and none could be installed. Debian: apt-get install chromium. macOS: install "
    f"Google Chrome. Or give the path of one in the variable {VARIABLE}."
)


def find() -> Path | None:
    """The Chromium to drive: the one named in ENTREVUES_CHROMIUM, an installed one, or Playwright's own."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    for command in COMMANDS:
        path = shutil.which(command)
        if path:
            return Path(path)
    for folder in (Path("/Applications"), Path.home() / "Applications"):
        for application in APPLICATIONS:
            if (folder / application).exists():
                return folder / application
    return _of_playwright()


def install() -> Path | None:
    """Installs one where that is allowed, and finds it."""
    for command in _commands():
        print("Installing a Chromium for the browser tests:", " ".join(command), flush=True)  # noqa: T201
        if subprocess.run(command, check=False).returncode == 0 and find():
            break
    return find()


def _commands() -> list[list[str]]:
    commands = []
    if shutil.which("apt-get"):
        root = [] if os.geteuid() == 0 else ["sudo", "-n"]  # -n: never waits for a password
        if not root or shutil.which("sudo"):
            commands += [[*root, "sh", "-c", "apt-get update -qq && apt-get install -y -qq chromium"]]
    return [*commands, [sys.executable, "-m", "playwright", "install", "chromium"]]


def _of_playwright() -> Path | None:
    try:
        with sync_playwright() as playwright:
            path = Path(playwright.chromium.executable_path)
    except Error:
        return None
    return path if path.exists() else None


if __name__ == "__main__":
    if not (find() or install()):
        sys.exit(HOW)
