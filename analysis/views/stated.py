"""How often two parties have met as the press states it, shown beside our count and never added to it."""

import pandas as pd

from analysis.views import parts, wording
from analysis.views.filters import Choice


def show(choice: Choice, found: pd.DataFrame, key: str, names: list[str] | None = None) -> None:
    """The totals in `found` (measures.stated) under a heading, as a table with its file; nothing without any."""
    if found.empty:
        return
    words = choice.words
    parts.heading(words("stated.title"), words("stated.lead"), level=3)
    frame = wording.named(
        words,
        {
            "participants": found["participants"],
            "stated": [
                words(f"stated.{form}", n=int(count)) for form, count in zip(found["form"], found["count"], strict=True)
            ],
            "counted": [
                _window(choice, since, until)
                for since, until in zip(found["since_date"], found["until_date"], strict=True)
            ],
            "ours": found["ours"],
            "surface": found["surface"],
            "outlet": [choice.outlet(outlet) for outlet in found["outlet"]],
            "published": found["published"],
            "source": found["source_id"],
            "sentence": found["sentence"],
        },
    )
    parts.table(frame, words("unknown.cell"))
    parts.download(choice, key, frame, names)


def _window(choice: Choice, since: str, until: str) -> str:
    """The days over which the article counts, in words."""
    words = choice.words
    if since and until:
        return words("date.range", first=wording.day(words, since), last=wording.day(words, until))
    return words("stated.since", day=wording.day(words, since)) if since else words("stated.ever")
