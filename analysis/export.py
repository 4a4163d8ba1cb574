"""Frames go in, files come out: CSV of what is on screen, under a name that tells its filters."""

import re
import unicodedata
from collections.abc import Sequence

import pandas as pd

# A spreadsheet runs a cell that begins so as a formula (OWASP, CSV injection), full-width forms included.
_FORMULA = re.compile(r"\s*[=+\-@\t\r\n＝＋－＠]")
_RETURN = re.compile(r"\r\n?")  # alone, Python before 3.13 leaves it unquoted, and it breaks the row
_SLUG_LENGTH = 40  # of one part of a file name; whole names stay well under the 255 bytes of file systems


def csv(frame: pd.DataFrame) -> bytes:
    """`frame` as CSV: UTF-8, comma, header, empty for unknown.

    Text that a spreadsheet would run as a formula gets a quote before it; numbers stay as they are.
    """
    safe = frame.rename(columns=_harmless)
    for place, column in enumerate(safe.columns):
        if not pd.api.types.is_numeric_dtype(frame.dtypes.iloc[place]):
            safe[column] = [_harmless(value) if isinstance(value, str) else value for value in safe[column]]
    return safe.to_csv(index=False, lineterminator="\n").encode("utf-8")


def file_name(
    what: str,
    corpus: str,
    outlets: Sequence[str] | None = None,
    actors: Sequence[str] | None = None,
    period: Sequence[str] = (),
    extension: str = "csv",
) -> str:
    """`entrevues_mentions_founding_20-minutes_2022-12_2026-02.csv`: plain ASCII, bounded, safe everywhere.

    Outlets and actors are those chosen (None: all, left out of the name); where their names are too
    long together, their number stands for them.
    """
    parts = [
        "entrevues",
        slug(what),
        slug(corpus),
        _several(outlets, "outlets"),
        _several(actors, "actors"),
        *(slug(day) for day in period),
    ]
    return "_".join(part for part in parts if part) + f".{extension}"


def slug(text: str) -> str:
    """Letters, digits and hyphens: « Émirats arabes unis » → emirats-arabes-unis; "unknown" for nothing."""
    parts = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe"))
    plain = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_SLUG_LENGTH].strip("-") or "unknown"


def _several(names: Sequence[str] | None, kind: str) -> str:
    if names is None:
        return ""
    joined = "+".join(slug(name) for name in names)
    return joined if len(joined) <= _SLUG_LENGTH else f"{len(names)}-{kind}"


def _harmless(text: object) -> str:
    plain = _RETURN.sub("\n", str(text))
    return f"'{plain}" if _FORMULA.match(plain) else plain
