"""What the knowledge base knows, on the real files: names, offices on a day, places, what must not match."""

import csv
import importlib.util
import re
from datetime import date
from pathlib import Path

import pytest

from analysis.knowledge import FOLDER, Knowledge, load
from analysis.language.text import normalise

ROOT = Path(__file__).resolve().parent.parent.parent
FACTS = ROOT.parent / "shared" / "facts" / "offices.csv"


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return load()


def owners(knowledge: Knowledge) -> dict[str, tuple[str, str]]:
    return {normalise(alias.text): (alias.actor_id, alias.how) for alias in knowledge.aliases}


def test_every_state_of_the_united_nations_is_there(known: Knowledge) -> None:
    states = {actor.name for actor in known.actors.values() if actor.kind == "state"}
    assert len(states) == 193 + len({"Taïwan", "Palestine", "Kosovo", "Vatican"})
    assert {
        "Taïwan",
        "Palestine",
        "Kosovo",
        "Vatican",
        "États-Unis",
        "Émirats arabes unis",
        "Corée du Nord",
        "Royaume-Uni",
        "Russie",
        "Côte d'Ivoire",
    } <= states


@pytest.mark.parametrize(
    ("text", "actor", "how"),
    [
        ("Etats-Unis", "etats-unis", "name"),
        ("USA", "etats-unis", "name"),
        ("Fédération de Russie", "russie", "name"),
        ("République populaire de Chine", "chine", "name"),
        ("Grande-Bretagne", "royaume-uni", "name"),
        ("Biélorussie", "belarus", "name"),
        ("Otan", "otan", "name"),
        ("Union européenne", "union-europeenne", "name"),
        ("Brics", "brics", "name"),
        ("Kouleba", "dmytro-kuleba", "name"),
        ("Zelenskiy", "volodymyr-zelensky", "name"),
        ("Shoigu", "serguei-choigou", "name"),
        ("Loukachenko", "alexandre-loukachenko", "name"),
        ("Xi", "xi-jinping", "name"),
        ("pape Léon XIV", "pape-leon-xiv", "name"),
        ("Kremlin", "russie", "metonym"),
        ("Maison-Blanche", "etats-unis", "metonym"),
        ("Pékin", "chine", "metonym"),
        ("Kyiv", "ukraine", "metonym"),
        ("Téhéran", "iran", "metonym"),
        ("Bruxelles", "union-europeenne", "metonym"),
        ("Quai d'Orsay", "france", "metonym"),
        ("empire du Milieu", "chine", "nickname"),
        ("Oncle Sam", "etats-unis", "nickname"),
    ],
)
def test_an_alias_leads_to_its_actor(known: Knowledge, text: str, actor: str, how: str) -> None:
    assert owners(known)[normalise(text)] == (actor, how)


@pytest.mark.parametrize(
    "text",
    ["Wang", "Li", "Michel", "Costa", "May", "Cameron", "Hollande", "Male", "Singapour-Ville", "Johnson", "Khamenei"],
)
def test_a_surname_of_many_or_a_common_word_is_no_alias(known: Knowledge, text: str) -> None:
    assert owners(known).get(normalise(text), ("", ""))[0] in ("", "maldives")


@pytest.mark.parametrize(
    ("title", "of", "day", "person"),
    [
        ("président", "russie", date(2023, 3, 17), "vladimir-poutine"),
        ("président", "etats-unis", date(2020, 6, 1), "donald-trump"),
        ("président", "etats-unis", date(2022, 6, 1), "joe-biden"),
        ("président", "iran", date(2022, 6, 1), "ebrahim-raissi"),
        ("guide suprême", "iran", date(2022, 6, 1), "ali-khamenei"),
        ("chancelier", "allemagne", date(2022, 6, 1), "olaf-scholz"),
        ("président", "allemagne", date(2022, 6, 1), "frank-walter-steinmeier"),
        ("premier ministre", "japon", date(2022, 6, 1), "fumio-kishida"),
        ("président", "coree-du-sud", date(2025, 1, 10), "yoon-suk-yeol"),
        ("président", "suisse", date(2023, 6, 1), "alain-berset"),
        ("présidente", "commission-europeenne", date(2023, 6, 1), "ursula-von-der-leyen"),
        ("roi", "arabie-saoudite", date(2023, 6, 1), "salmane-ben-abdelaziz"),
    ],
)
def test_a_title_leads_to_who_bore_it_on_the_day(known: Knowledge, title: str, of: str, day: date, person: str) -> None:
    assert known.titled(title, of, day)[0] == person


@pytest.mark.parametrize(
    ("title", "of"),
    [
        ("ambassadeur", "russie"),
        ("porte-parole", "chine"),
        ("vice-premier ministre", "russie"),
        ("président", "royaume-uni"),
    ],
)
def test_a_title_of_several_tells_nobody(known: Knowledge, title: str, of: str) -> None:
    assert known.titled(title, of, date(2023, 6, 1)) == []


@pytest.mark.parametrize(
    ("of", "person"),
    [
        ("russie", "vladimir-poutine"),
        ("chine", "xi-jinping"),
        ("allemagne", "olaf-scholz"),
        ("japon", "fumio-kishida"),
        ("italie", "giorgia-meloni"),
        ("iran", "ali-khamenei"),
        ("royaume-uni", "rishi-sunak"),
        ("vietnam", "nguyen-phu-trong"),
        ("coree-du-nord", "kim-jong-un"),
        ("otan", "jens-stoltenberg"),
        ("union-europeenne", "ursula-von-der-leyen"),
        ("g7", None),
    ],
)
def test_the_leader_is_whom_the_press_calls_so(known: Knowledge, of: str, person: str | None) -> None:
    assert known.leader(of, date(2023, 6, 1)) == person


@pytest.mark.parametrize(
    ("day", "minister"),
    [(date(2022, 12, 29), "wang-yi"), (date(2023, 3, 17), "qin-gang"), (date(2024, 11, 12), "wang-yi")],
)
def test_an_office_changes_hands(known: Knowledge, day: date, minister: str) -> None:
    assert known.holders("foreign_minister", "chine", day) == [minister]


def test_adjectives_and_prefixes_of_states(known: Knowledge) -> None:
    assert {
        word: known.demonyms[normalise(word)]
        for word in ("russe", "chinoises", "ukrainien", "sud-coréenne", "étatsunien", "européenne", "onusiens")
    } == {
        "russe": "russie",
        "chinoises": "chine",
        "ukrainien": "ukraine",
        "sud-coréenne": "coree-du-sud",
        "étatsunien": "etats-unis",
        "européenne": "union-europeenne",
        "onusiens": "onu",
    }
    assert [known.prefixes[prefix] for prefix in ("russo", "sino", "americano", "euro")] == [
        "russie",
        "chine",
        "etats-unis",
        "union-europeenne",
    ]


def test_what_must_not_match_stands_against_something_that_would(known: Knowledge) -> None:
    """A phrase of never.csv without a known word in it would guard nothing."""
    texts = (
        set(owners(known))
        | set(known.demonyms)
        | {normalise(text) for place in known.places for text in (place.name, *place.aliases)}
    )
    texts |= {normalise(name) for names in known.surnames.values() for name in names}
    idle = [phrase for phrase in known.never if not texts & set(runs(phrase))]
    assert idle == []


def runs(phrase: str) -> list[str]:
    """Every run of words of `phrase` but the whole."""
    words = re.split(r"([ '-])", phrase)
    return [
        "".join(words[start:end])
        for start in range(0, len(words), 2)
        for end in range(start + 1, len(words) + 1, 2)
        if end - start < len(words)
    ]


def test_places_know_country_and_coordinates(known: Knowledge) -> None:
    places = {normalise(text): place for place in known.places for text in (place.name, *place.aliases)}
    assert places["pekin"].country == places["beijing"].country == "Chine"
    assert places["kremlin"].kind == "site"
    assert places["asie centrale"].country == ""
    assert places["russie"].kind == "country"
    assert places["samarcande"].latitude == pytest.approx(39.65, abs=0.1)
    assert places["samarcande"].longitude == pytest.approx(66.96, abs=0.1)
    assert all(place.latitude is not None for place in known.places if place.kind in ("city", "country"))


def test_every_person_has_a_surname_written_in_a_spelling_of_theirs(known: Knowledge) -> None:
    persons = [actor for actor in known.actors.values() if actor.kind == "person"]
    assert len(persons) >= 1500
    assert [actor.name for actor in persons if not known.surnames[actor.actor_id]] == []


@pytest.mark.skipif(not FACTS.is_file(), reason="the fact tables of ../shared are not here")
def test_the_fact_table_is_known(known: Knowledge) -> None:
    """Every person of it, and for a row that is sure and dated to the day an office held on that day."""
    aliases = owners(known)
    lost = []
    with FACTS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            person = aliases.get(normalise(row["person"].removeprefix("le ")))
            if person is None:
                lost.append(row["person"])
            elif (
                row["confidence"] == "high"
                and len(row["from"]) == 10
                and not known.offices(person[0], date.fromisoformat(row["from"]))
            ):
                lost.append(f"{row['person']}, {row['from']}")
    assert lost == []


def test_derived_files_are_what_the_packages_say(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("derive_knowledge", ROOT / "tools" / "derive_knowledge.py")
    assert spec is not None
    assert spec.loader is not None
    derive = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(derive)
    derive.main(tmp_path / "derived")
    for name in ("territories.csv", "cities.csv", "given_names.csv"):
        assert (tmp_path / "derived" / name).read_text(encoding="utf-8") == (FOLDER / "derived" / name).read_text(
            encoding="utf-8"
        )
