"""Prints the oldest releases that requirements.txt allows, as constraints for pip (`make test-lowest`)."""

import re
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements.txt"


def lowest(text: str) -> list[str]:
    """`name>=1.2,<2` → `name==1.2`; raises ValueError for a line without a lower bound."""
    pinned = []
    for line in (line.partition("#")[0].strip() for line in text.splitlines()):
        if not line:
            continue
        match = re.match(r"([\w.-]+)>=([\w.]+)", line)
        if match is None:
            raise ValueError(f"{line!r} has no lower bound that could be tried")
        pinned.append(f"{match[1]}=={match[2]}")
    return pinned


if __name__ == "__main__":
    print("\n".join(lowest(REQUIREMENTS.read_text(encoding="utf-8"))))  # noqa: T201
