"""Measures the tables of the founding articles against the answer key and writes data/quality.json.

The interface shows these figures beside its charts. Run it from the project's folder, with the articles and
the key in ../shared: `python tools/measure_quality.py`.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from analysis import engine  # noqa: E402 - the project is run from its folder, not installed
from analysis.extraction import tone, tone_targets  # noqa: E402
from tests import scoring  # noqa: E402

SHARED = ROOT.parent / "shared"
# Measured at the first reading of press that is not ours to ship; written down by hand.
PRESS = ROOT / "data" / "quality_press.json"
# Below this, textblob-fr's polarity counts as neutral: the threshold that serves it best on the key.
POLARITY_FLOORS = [number / 20 for number in range(10)]


def quality(frames: Mapping[str, pd.DataFrame], shared: Path) -> dict[str, Any]:
    """Figures by part: `n` is what was compared; precision, recall, F1 and shares lie between 0 and 1."""
    key = scoring.Key.load(shared / "gold")
    founding = scoring.Founding(frames, shared / "seeds")
    articles = frames["articles"].set_index("source_id")
    wanted = key.facts["articles"]
    score, _, _ = scoring.mentions(founding.rows("mentions"), key)
    pairs, missed, extra = scoring.meetings(frames, founding.file, key)
    too_many = [row for row in extra if row["status"] != "denied"]
    sentences = founding.rows("sentences")
    return {
        "articles": {
            "n": len(wanted),
            "days": _share(articles.loc[one["file"], "published"] == one["published"] for one in wanted),
            "outlets": _share(articles.loc[one["file"], "outlet"] == (one["outlet"] or "") for one in wanted),
        },
        "mentions": {
            "n": score.right + score.missed,
            "precision": round(score.right / (score.right + score.wrong), 3),
            "recall": round(score.right / (score.right + score.missed), 3),
            "f1": round(score.f1, 3),
        },
        "meetings": {
            "n": len(pairs) + len(missed),
            "precision": round(len(pairs) / (len(pairs) + len(too_many)), 3),
            "recall": round(len(pairs) / (len(pairs) + len(missed)), 3),
        },
        "tone": {column: _tone(sentences, key, column) for column in ("tone", "relation", "polarity")},
        "tone_report": {**_tone_report(), "towards": _towards()},
        "press": json.loads(PRESS.read_text(encoding="utf-8")),
    }


def _tone(sentences: list[dict[str, Any]], key: scoring.Key, column: str) -> dict[str, Any]:
    floors = POLARITY_FLOORS if column == "polarity" else [0.0]
    pairs = [scoring.tone_pairs(sentences, key, column, floor) for floor in floors]
    return {"n": len(pairs[0]), "macro_f1": round(max(map(scoring.macro_f1, pairs)), 3)}


def _tone_report() -> dict[str, Any]:
    """Tone, relation and polarity of the sentences written for it and held back; an abstention counts as 0."""
    cases = json.loads((ROOT / "tests/cases/tone_report.json").read_text(encoding="utf-8"))
    read = [tone.reader().read(case["sentence"], 0 if case["relation"] is None else 2) for case in cases]
    found = {}
    for column in ("tone", "relation", "polarity"):
        label = "relation" if column == "relation" else "tone"
        rows = [
            (case[label], getattr(one, column) or 0.0)
            for case, one in zip(cases, read, strict=True)
            if case[label] is not None
        ]
        floors = POLARITY_FLOORS if column == "polarity" else [0.0]
        best = max(
            scoring.macro_f1([(wanted, (value > floor) - (value < -floor)) for wanted, value in rows])
            for floor in floors
        )
        found[column] = {"n": len(rows), "macro_f1": round(best, 3)}
    return found


def _towards() -> dict[str, Any]:
    """Who is aimed at, and with which sign, on the sentences written for it and held back: the key does not tell."""
    right = wrong = missed = 0
    for case in json.loads((ROOT / "tests/cases/tone_targets.json").read_text(encoding="utf-8"))["report"]:
        places = [(actor, case["sentence"].index(actor)) for actor in case["actors"]]
        mentions = [tone_targets.Named(start, start + len(actor), actor) for actor, start in places]
        aimed = tone_targets.targets(case["sentence"], mentions)
        found = {(one.actor_id, 1 if one.tone > 0 else -1) for one in aimed}
        wanted = {(actor, sign) for actor, sign, *_ in case["aimed"]}
        right, wrong, missed = right + len(found & wanted), wrong + len(found - wanted), missed + len(wanted - found)
    return {
        "n": right + missed,
        "precision": round(right / (right + wrong), 3),
        "recall": round(right / (right + missed), 3),
        "f1": round(2 * right / (2 * right + wrong + missed), 3),
    }


def _share(right: Any) -> float:
    found = list(right)
    return round(sum(map(bool, found)) / len(found), 3)


def main() -> int:
    """Writes data/quality.json; returns the exit code."""
    if not (SHARED / "gold").is_dir():
        print(f"error: no answer key in {SHARED / 'gold'}: it is not shipped with the project", file=sys.stderr)
        return 2
    found = quality(engine.build([SHARED / "seeds"]), SHARED)
    (ROOT / "data" / "quality.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(found, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
