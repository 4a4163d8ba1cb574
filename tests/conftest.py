"""A small corpus, invented for the tests: four outlets (one unknown), eight articles, nine meetings."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from analysis import measures, store, tables

ACTORS = {  # actor_id: name, kind, country
    "russie": ("Russie", "state", "Russie"),
    "chine": ("Chine", "state", "Chine"),
    "ukraine": ("Ukraine", "state", "Ukraine"),
    "otan": ("OTAN", "organisation", ""),
    "wang-yi": ("Wang Yi", "person", "Chine"),
    "sergueï-lavrov": ("Sergueï Lavrov", "person", "Russie"),
    "xi-jinping": ("Xi Jinping", "person", "Chine"),
    "vladimir-poutine": ("Vladimir Poutine", "person", "Russie"),
}
ARTICLES = [  # article_id, outlet, published, precision
    ("a1", "La Gazette", "2023-01-10", "day"),
    ("a2", "La Gazette", "2023-03-02", "day"),
    ("a3", "Le Canal", "2023-03-20", "day"),
    ("a4", "Le Canal", "2023-06", "month"),
    ("a5", "", "2024-02-05", "day"),
    ("a6", "Le Fil", "2024", "year"),
    ("a7", "Le Fil", "2024-11-30", "day"),
    ("a8", "", "", "unknown"),
]
MENTIONS = [  # article, sentence, actor, how often
    ("a1", 0, "russie", 2),
    ("a1", 1, "chine", 1),
    ("a1", 2, "wang-yi", 1),
    ("a2", 0, "russie", 3),
    ("a2", 1, "vladimir-poutine", 1),
    ("a3", 0, "chine", 2),
    ("a3", 1, "xi-jinping", 2),
    ("a4", 0, "ukraine", 1),
    ("a5", 0, "russie", 1),
    ("a5", 1, "sergueï-lavrov", 1),
    ("a6", 0, "chine", 4),
    ("a7", 0, "otan", 1),
    ("a8", 0, "russie", 5),
]
TONES = [  # article, sentence, tone, polarity
    ("a1", 0, -0.5, 0.1),
    ("a1", 1, 0.5, 0.0),
    ("a1", 2, 0.0, 0.2),
    ("a2", 0, -1.0, None),
    ("a2", 1, None, 0.3),
    ("a3", 0, 0.25, 0.0),
    ("a3", 1, 0.75, 0.0),
    ("a4", 0, -0.25, 0.0),
    ("a5", 0, 0.5, 0.0),
    ("a5", 1, 0.5, 0.0),
    ("a6", 0, 1.0, 0.0),
    ("a7", 0, -0.5, 0.0),
    ("a8", 0, 0.0, 0.0),
]
MEETINGS = [  # id, first, last, precision, participants, countries, mode, status, told by
    ("m1", "2023-01-09", "2023-01-09", "day", "Wang Yi; Sergueï Lavrov", "Chine; Russie", "in_person", "held", "a1 a2"),
    ("m2", "2023-02-01", "2023-02-28", "month", "Xi Jinping; Vladimir Poutine", "Chine; Russie", "video", "held", "a2"),
    (
        "m3",
        "2023-03-01",
        "2023-05-31",
        "season",
        "Xi Jinping; Vladimir Poutine",
        "Chine; Russie",
        "in_person",
        "planned",
        "a3",
    ),
    ("m4", "2023-03-31", "2023-04-02", "day", "Ukraine; OTAN", "Ukraine", "in_person", "held", "a3"),
    ("m5", "2023-03-15", "2023-03-15", "day", "Xi Jinping; Ukraine", "Chine; Ukraine", "phone", "denied", "a3"),
    ("m6", "2024-02-10", "2024-02-10", "day", "Russie; Ukraine", "Russie; Ukraine", "unknown", "postponed", "a5"),
    ("m7", "2024-01-01", "2024-12-31", "year", "Wang Yi; Ukraine", "Chine; Ukraine", "in_person", "held", "a6"),
    ("m8", "", "", "unknown", "Russie; OTAN", "Russie", "phone", "held", "a8"),
    ("m9", "1998-11-23", "1998-11-23", "day", "Russie; Chine", "Russie; Chine", "in_person", "held", "a7"),
]
SENTENCES = "La réunion a eu lieu. ", "Le ministre est reparti content. ", "=Rien n’a été signé. "


def _fill(table: str, **known: object) -> dict[str, object]:
    """A row with what is known; for the rest the empty value, or the first that the contract allows."""
    blank = {"str": "", "Int64": None, "Float64": None, "boolean": None}
    return {
        column.name: known.get(column.name, column.values[0] if column.values else blank[column.dtype])
        for column in tables.TABLES[table]
    }


def _mentions() -> list[dict[str, object]]:
    return [
        _fill(
            "mentions",
            article_id=article,
            sentence=sentence,
            start=place,
            end=place + 1,
            surface="x",
            actor_id=actor,
            actor=ACTORS[actor][0],
            actor_kind=ACTORS[actor][1],
            country=ACTORS[actor][2],
            how="name",
        )
        for article, sentence, actor, often in MENTIONS
        for place in range(often)
    ]


def _meetings() -> list[dict[str, object]]:
    return [
        _fill(
            "meetings",
            meeting_id=ident,
            start_date=first,
            end_date=last,
            date_precision=precision,
            participants=who,
            countries=where,
            mode=mode,
            status=status,
            kind="bilateral",
            place="Moscou",
            country="Russie",
            history=f"2023-01-10 {status}",
            reports=len(told.split()),
            articles=len(told.split()),
            outlets=1,
        )
        for ident, first, last, precision, who, where, mode, status, told in MEETINGS
    ]


def _reports() -> list[dict[str, object]]:
    return [
        _fill(
            "reports",
            report_id=f"{article}-{ident}",
            meeting_id=ident,
            article_id=article,
            sentence=0,
            participants=who,
            mode=mode,
            status=status,
            start_date=first,
            end_date=last,
            date_precision=precision,
            place="Moscou",
            country="Russie",
            cue="a rencontré",
        )
        for ident, first, last, precision, who, _, mode, status, told in MEETINGS
        for article in told.split()
    ]


@pytest.fixture(scope="session")
def frames() -> Mapping[str, pd.DataFrame]:
    """Every table of the invented corpus."""
    offsets = [sum(map(len, SENTENCES[:number])) for number in range(4)]
    rows = {
        "articles": [
            _fill(
                "articles",
                article_id=ident,
                source_id=f"{ident}.txt",
                outlet=outlet,
                published=published,
                published_precision=precision,
                language="fr",
                title=f"Article {ident}",
                published_basis="text" if published else "",
            )
            for ident, outlet, published, precision in ARTICLES
        ],
        "texts": [_fill("texts", article_id=article[0], text="".join(SENTENCES), removed="[]") for article in ARTICLES],
        "sentences": [
            _fill(
                "sentences",
                article_id=article,
                sentence=sentence,
                start=offsets[sentence],
                end=offsets[sentence + 1],
                tone=tone,
                polarity=polarity,
            )
            for article, sentence, tone, polarity in TONES
        ],
        "mentions": _mentions(),
        "times": [],
        "reports": _reports(),
        "meetings": _meetings(),
        "rejects": [_fill("rejects", source_id="vide.txt", reason="The file is empty.", stage="open")],
    }
    return {table: tables.frame(table, rows.get(table, ())) for table in tables.TABLES}


@pytest.fixture(scope="session")
def corpus(frames: Mapping[str, pd.DataFrame]) -> measures.Corpus:
    """The invented corpus, indexed."""
    return measures.index(frames)


@pytest.fixture(scope="session")
def corpus_folder(frames: Mapping[str, pd.DataFrame], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented corpus on disk, its texts included."""
    folder = tmp_path_factory.mktemp("corpora") / "essai"
    store.write(frames, folder)
    return folder
