"""The files of the knowledge base: read as they say, refused where they contradict themselves."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from analysis.knowledge import KnowledgeError, load
from analysis.knowledge.files import COLUMNS

# A world of two states, small enough to be read at one glance.
WORLD: dict[str, list[str]] = {
    "states.csv": [
        "AA,,Royaume d'Alpha,,=,head_of_state,alphan,alphane,alpho",
        "BB,,,,=,head_of_government,betan,betane,",
    ],
    "derived/territories.csv": ["AA,Alpha,Alphaville,1,2", "BB,Bêta,Betaburg,3,4"],
    "organisations.csv": ["Ligue,,org_head,liguiste,liguiste,", "Conseil,,,,,"],
    "persons.csv": ["Ana Aube,Alpha,Aube,yes,Anna Aube", "Bo Brun,Bêta,Brun,,", "Cy Cade,,Cade,,"],
    "title_words.csv": ["présidente,président"],
    "office_kinds.csv": ["head_of_state,one,x", "head_of_government,one,x", "spokesperson,many,x", "org_head,one,x"],
    "offices.csv": [
        "Ana Aube,head_of_state,présidente,Alpha,,2020-01-05,2021,low,memory",
        "Cy Cade,org_head,secrétaire,Conseil,,,,low,memory",
    ],
    "sides.csv": ["Conseil,Ligue,"],
    "metonyms.csv": ["Palais Gris,Alpha,"],
    "nicknames.csv": ["dame du Palais,,head_of_state,Alpha,", "royaume gris,Alpha,,,"],
    "never.csv": ["mer d'Alpha,phrase,", "avenue,before,", "gouvernement,government,"],
    "places.csv": ["Palais Gris,le Palais,Alpha,site,5,6", "les deux mers,,,region,,"],
    "cities.csv": ["Port-Aube,Aubeport,Alpha,AA,"],
    "derived/cities.csv": ["Port-Aube,AA,7,8"],
}


@pytest.fixture
def world(tmp_path: Path) -> Callable[..., Path]:
    """Writes the small world, some of its files replaced, and gives its folder."""

    def write(**changes: list[str]) -> Path:
        files = WORLD | {name.replace("__", "/") + ".csv": rows for name, rows in changes.items()}
        for file, rows in files.items():
            path = tmp_path / file
            path.parent.mkdir(exist_ok=True)
            path.write_text("\n".join([",".join(COLUMNS[file]), *rows]) + "\n", encoding="utf-8")
        return tmp_path

    return write


def test_a_small_world_is_read(world: Callable[..., Path]) -> None:
    small = load(world())
    assert [(alias.text, alias.actor_id, alias.how) for alias in small.aliases] == [
        ("Alpha", "alpha", "name"),
        ("Royaume d'Alpha", "alpha", "name"),
        ("Bêta", "beta", "name"),
        ("Ligue", "ligue", "name"),
        ("Conseil", "conseil", "name"),
        ("Ana Aube", "ana-aube", "name"),
        ("Anna Aube", "ana-aube", "name"),
        ("Aube", "ana-aube", "name"),
        ("Bo Brun", "bo-brun", "name"),
        ("Cy Cade", "cy-cade", "name"),
        ("Palais Gris", "alpha", "metonym"),
        ("Alphaville", "alpha", "metonym"),
        ("Betaburg", "beta", "metonym"),
        ("royaume gris", "alpha", "nickname"),
    ]
    assert small.surnames == {"ana-aube": ("Aube",), "bo-brun": ("Brun",), "cy-cade": ("Cade",)}
    assert [(nickname.text, nickname.office, nickname.of) for nickname in small.nicknames] == [
        ("dame du Palais", "head_of_state", "alpha")
    ]
    assert (small.never, small.never_before, small.government_before) == (
        ("mer d'alpha",),
        ("avenue",),
        ("gouvernement",),
    )


def test_adjectives_come_in_every_gender_and_number(world: Callable[..., Path]) -> None:
    small = load(world())
    assert small.demonyms == {
        "alphan": "alpha",
        "alphans": "alpha",
        "alphane": "alpha",
        "alphanes": "alpha",
        "betan": "beta",
        "betans": "beta",
        "betane": "beta",
        "betanes": "beta",
        "liguiste": "ligue",
        "liguistes": "ligue",
    }
    assert small.prefixes == {"alpho": "alpha"}


def test_every_actor_has_its_side(world: Callable[..., Path]) -> None:
    assert {actor.actor_id: actor.side for actor in load(world()).actors.values()} == {
        "alpha": "Alpha",
        "beta": "Bêta",
        "ligue": "Ligue",
        "conseil": "Ligue",
        "ana-aube": "Alpha",
        "bo-brun": "Bêta",
        "cy-cade": "Ligue",
    }


def test_places_come_from_all_files(world: Callable[..., Path]) -> None:
    assert {place.name: (place.kind, place.country, place.latitude) for place in load(world()).places} == {
        "Alpha": ("country", "Alpha", 1.0),
        "Bêta": ("country", "Bêta", 3.0),
        "Port-Aube": ("city", "Alpha", 7.0),
        "Alphaville": ("city", "Alpha", 1.0),
        "Betaburg": ("city", "Bêta", 3.0),
        "Palais Gris": ("site", "Alpha", 5.0),
        "les deux mers": ("region", "", None),
    }


@pytest.mark.parametrize(
    ("day", "holders"),
    [
        (date(2020, 1, 4), []),
        (date(2020, 1, 5), ["ana-aube"]),
        (date(2021, 12, 31), ["ana-aube"]),
        (date(2022, 1, 1), []),
    ],
)
def test_a_year_runs_to_its_last_day(world: Callable[..., Path], day: date, holders: list[str]) -> None:
    small = load(world())
    assert small.holders("head_of_state", "alpha", day) == holders
    assert small.titled("présidente", "alpha", day) == holders
    assert small.leader("alpha", day) == (holders[0] if holders else None)
    assert [term.title for term in small.offices("ana-aube", day)] == ["présidente"] * len(holders)


OVERLAP = [
    "Ana Aube,head_of_state,présidente,Alpha,,2020-01-05,2021-06-01,low,memory",
    "Bo Brun,head_of_state,président,Alpha,,2021-05-01,,low,memory",
]


CONTRADICTIONS = [
    (
        "persons",
        ["Ana Aube,Alpha,Aube,,", "Bo Brun,Alpha,Brun,,Ana Aubé"],
        r"persons\.csv, line 3: alias 'Ana Aubé' .* ana-aube \(persons\.csv, line 2\)",
    ),
    ("persons", ["Ana Aube,Alpha,Aube,,", "Ana  Aube,Alpha,Aube,,"], r"line 3: .* written twice"),
    ("persons", ["Ana Aube,Gamma,Aube,,"], r"persons\.csv, line 2: unknown state 'Gamma'"),
    ("persons", ["Ana Aube,Alpha,Aube,oui,"], r"persons\.csv, line 2: alone must be"),
    ("persons", ["Ana Aube,Alpha"], r"persons\.csv, line 2: 2 cells instead of 5"),
    ("metonyms", ["Palais Gris,Gamma,"], r"metonyms\.csv, line 2: unknown actor 'Gamma'"),
    ("metonyms", ["Ligue,Alpha,"], r"metonyms\.csv, line 2: alias 'Ligue' of alpha is already one of ligue"),
    ("sides", ["Conseil,Gamma,"], r"sides\.csv, line 2: unknown actor 'Gamma'"),
    (
        "offices",
        OVERLAP,
        r"offices\.csv, line 3: Bo Brun is head_of_state of Alpha from 2021-05-01, "
        r"while Ana Aube is until 2021-06-01 \(line 2\)",
    ),
    ("offices", [OVERLAP[0].replace("head_of_state", "spokesperson")] * 2, r"offices\.csv, line 3: Ana Aube"),
    ("offices", [OVERLAP[0].replace("2020-01-05", "5/1/2020")], r"line 2: from '5/1/2020' is not a day"),
    ("offices", [OVERLAP[0].replace("2020-01-05", "2020-02-30")], r"line 2: from '2020-02-30' is not a day"),
    ("offices", [OVERLAP[0].replace("2021-06-01", "2019")], r"line 2: the term ends \(2019\) before"),
    ("offices", [OVERLAP[0].replace("head_of_state", "boss")], r"line 2: unknown office 'boss'"),
    ("offices", [OVERLAP[0].replace("low", "sure")], r"line 2: confidence 'sure' is not one of"),
    ("offices", ["Dé,head_of_state,x,Alpha,,,,low,"], r"offices\.csv, line 2: unknown actor 'Dé'"),
    ("nicknames", ["le gris,Alpha,head_of_state,Alpha,"], r"nicknames\.csv, line 2: .* either an actor, or"),
    (
        "nicknames",
        ["le gris,,head_of_state,Alpha,", "Le Gris,,head_of_government,Bêta,"],
        r"nicknames\.csv, line 3: nickname 'Le Gris' already names head_of_state of alpha",
    ),
    ("never", ["avenue,after,"], r"never\.csv, line 2: where 'after' is not one of"),
    ("places", ["Alphaville,,Alpha,site,,"], r"places\.csv, line 2: place 'Alphaville' is already"),
    ("places", ["Cap,,Gamma,site,,"], r"places\.csv, line 2: unknown state 'Gamma'"),
    ("places", ["Cap,,Alpha,hill,,"], r"places\.csv, line 2: kind 'hill' is not one of"),
    ("places", ["Cap,,Alpha,site,north,"], r"places\.csv, line 2: latitude 'north' is not a number"),
    ("cities", ["Cap,,Alpha,AA,"], r"cities\.csv, line 2: .* run tools/derive_knowledge\.py"),
    ("derived__territories", ["AA,Alpha,Alphaville,1,2"], r"states\.csv, line 3: iso 'BB' is not in derived"),
    (
        "states",
        [WORLD["states.csv"][0], "BB,,,,=,head_of_state,alphan,betane,"],
        r"states\.csv, line 3: demonym 'alphan' is already that of alpha",
    ),
    ("states", [WORLD["states.csv"][0], "BB,,,,=,tsar,betan,betane,"], r"line 3: unknown office"),
]


@pytest.mark.parametrize(("file", "rows", "message"), CONTRADICTIONS)
def test_a_contradiction_is_told_with_file_and_line(
    world: Callable[..., Path], file: str, rows: list[str], message: str
) -> None:
    with pytest.raises(KnowledgeError, match=message):
        load(world(**{file: rows}))


def test_missing_file_and_wrong_columns_are_told(world: Callable[..., Path]) -> None:
    folder = world()
    (folder / "places.csv").write_text("name,kind\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"places\.csv, line 1: the columns must be name, aliases"):
        load(folder)
    (folder / "places.csv").unlink()
    with pytest.raises(KnowledgeError, match=r"places\.csv: this knowledge file is missing"):
        load(folder)


@pytest.mark.parametrize("second", ["2021-06-01,", "2021,", "2021-06,"])
def test_a_handover_and_an_imprecise_day_are_no_overlap(world: Callable[..., Path], second: str) -> None:
    rows = [OVERLAP[0], f"Bo Brun,head_of_state,président,Alpha,,{second},low,memory"]
    holders = load(world(offices=rows)).holders("head_of_state", "alpha", date(2021, 6, 1))
    assert holders == ["bo-brun", "ana-aube"]
