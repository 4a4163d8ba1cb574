"""What the count of meetings may miss, judged by the recall that was measured."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_Z = 1.959964  # 97.5 % quantile of the normal law


@dataclass(frozen=True, slots=True)
class Recall:
    """The share of meetings that is found, as measured on `of` annotated ones, with its 95 % interval."""

    found: int
    of: int
    low: float
    high: float


def wilson(found: int, of: int) -> tuple[float, float]:
    """95 % interval of a share, by Wilson's score (E. B. Wilson, JASA 22, 1927, 209-212).

    It stays inside 0…1 and does not shrink to nothing where all, or none, was found: 12 of 12 gives
    0.757…1. Raises ValueError for a share of nothing, or of more than all.
    """
    if not 0 <= found <= of or of == 0:
        raise ValueError(f"{found} of {of} is no share")
    share, spread = found / of, _Z**2 / of
    middle = share + spread / 2
    half = _Z * math.sqrt(share * (1 - share) / of + spread / (4 * of))
    # At the ends the formula gives 0 and 1, but for what floating point leaves of it.
    low = (middle - half) / (1 + spread) if found else 0.0
    return low, (middle + half) / (1 + spread) if found < of else 1.0


def recall(quality: Mapping[str, Any] | None) -> Recall | None:
    """The recall of meetings in data/quality.json (press → meetings → n, recall); None where it is not measured.

    That of press never seen: on the articles it was developed on, a program misses less than elsewhere.
    """
    press = (quality or {}).get("press")
    group = press.get("meetings") if isinstance(press, Mapping) else None
    if not isinstance(group, Mapping):
        return None
    of, share = group.get("n"), group.get("recall")
    if not isinstance(of, int) or not isinstance(share, int | float) or of < 1 or not 0 < share <= 1:
        return None
    found = round(share * of)
    low, high = wilson(found, of)
    return Recall(found, of, low, high)
