"""A process that has loaded what a build needs before there is one: of four seconds, a short build then takes one.

It is started where a page shows a form that can ask for a build, and waits for its command: `python -m analysis ready`.
"""

import atexit
import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent.parent
_lock = threading.Lock()
_waiting: list[subprocess.Popen[str]] = []  # none or one


def prepare() -> None:
    """Starts the process that will wait, where none does."""
    with _lock:
        _waiting[:] = [_taken() or _started()]


def run(arguments: Sequence[str]) -> subprocess.Popen[str]:
    """The process that runs this command: the one that waits, else a new one."""
    with _lock:
        process = _taken() or _started()
    try:
        if process.stdin:
            process.stdin.write(json.dumps(arguments) + "\n")
            process.stdin.close()
    except BrokenPipeError:
        pass  # it ended while it loaded, and says why on stderr
    process.stdin = None  # told once; a closed one would be flushed again
    return process


def _taken() -> subprocess.Popen[str] | None:
    """The process that waits, no longer kept here; None where there is none, or it lost patience."""
    process = _waiting.pop() if _waiting else None
    if process is None or process.poll() is None:
        return process
    process.communicate()
    return None


def _started() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "analysis", "ready"],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def waiting() -> subprocess.Popen[str] | None:
    """The process that waits, if any."""
    return _waiting[0] if _waiting else None


@atexit.register
def dismiss() -> None:
    """Ends what waits: nothing does for a program that has ended."""
    while _waiting:
        process = _waiting.pop()
        process.kill()
        process.communicate()
