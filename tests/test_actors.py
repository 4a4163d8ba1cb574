"""Actors measured and drawn: how they are named, beside whom, by whom, and who nobody knows."""

import itertools
import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import export, measures, tables, words
from analysis.charts import network as drawing
from analysis.measures import Corpus, Selection, actors, people, ties
from tests.rows import article, row

FRENCH = words.load("fr")
EVERYTHING = Selection()
ACTORS = {
    "russie": ("Russie", "state", "Russie"),
    "chine": ("Chine", "state", "Chine"),
    "serguei-lavrov": ("Sergueï Lavrov", "person", "Russie"),
    "wang-yi": ("Wang Yi", "person", "Chine"),
    "igor-zaretski": ("Igor Zaretski", "person", ""),
    "otan": ("OTAN", "organisation", ""),
}
ARTICLES = [  # id, outlet, published, copy of
    ("a", "La Gazette", "2024-01-10", ""),
    ("b", "Le Canal", "2024-01-11", "a"),
    ("c", "Le Canal", "2024-03-02", ""),
    ("d", "", "2024-03", ""),
]
SAID = {  # article and sentence: who is named, in which words, how
    "a0": [("serguei-lavrov", "Sergueï Lavrov", "name"), ("wang-yi", "Wang Yi", "name")],
    "a1": [("serguei-lavrov", "M. Lavrov", "title"), ("serguei-lavrov", "le ministre russe", "office")],
    "a2": [],
    "b0": [("serguei-lavrov", "Sergueï Lavrov", "name"), ("wang-yi", "Wang Yi", "name")],
    "b1": [("serguei-lavrov", "M. Lavrov", "title")],
    "c0": [("serguei-lavrov", "SERGUEÏ LAVROV", "name"), ("russie", "Russie", "name"), ("otan", "OTAN", "name")],
    "c1": [("igor-zaretski", "Igor Zaretski", "name"), ("russie", "Moscou", "metonym")],
    "d0": [("igor-zaretski", "M. Zaretski", "title"), ("chine", "Chine", "name")],
    "d1": [],
}
MEETINGS = [  # id, participants, sides, status
    ("m1", "Sergueï Lavrov; Wang Yi", "Russie; Chine", "held"),
    ("m2", "Sergueï Lavrov; Chine", "Russie; Chine", "planned"),
    ("m3", "Sergueï Lavrov; OTAN", "Russie; OTAN", "denied"),
]


def mention(place: str, number: int, actor: str, surface: str, how: str) -> dict[str, Any]:
    name, kind, country = ACTORS[actor]
    given = {"article_id": place[0], "sentence": int(place[1]), "start": 10 * number, "end": 10 * number + 5}
    return row(
        "mentions", **given, surface=surface, actor_id=actor, actor=name, actor_kind=kind, country=country, how=how
    )


def frames() -> dict[str, pd.DataFrame]:
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in tables.TABLES}
    rows["articles"] = [
        article(ident, outlet=outlet, published=day, copy_of=copied, source_id=f"{ident}.txt", title="")
        for ident, outlet, day, copied in ARTICLES
    ]
    rows["texts"] = [row("texts", article_id="c", text="La phrase zéro. La phrase une.")]
    rows["sentences"] = [
        row(
            "sentences",
            article_id=place[0],
            sentence=int(place[1]),
            start=16 * int(place[1]),
            end=16 * int(place[1]) + 15,
        )
        for place in SAID
    ]
    rows["mentions"] = [mention(place, n, *said) for place, all_ in SAID.items() for n, said in enumerate(all_)]
    for ident, who, sides, status in MEETINGS:
        known = {"participants": who, "status": status, "start_date": "2024-01-09", "end_date": "2024-01-09"}
        rows["meetings"].append(row("meetings", meeting_id=ident, countries=sides, date_precision="day", **known))
        told = {"report_id": ident, "meeting_id": ident, "article_id": "a", "sentence": 0, "sides": sides}
        rows["reports"].append(row("reports", **told, **known))
    return {name: tables.frame(name, rows[name]) for name in tables.TABLES}


@pytest.fixture(scope="module")
def press() -> Corpus:
    return measures.index(frames())


def counted(found: pd.DataFrame, key: str, value: str) -> dict[str, Any]:
    return dict(zip(found[key], found[value], strict=True))


def test_the_figures_of_an_actor(press: Corpus) -> None:
    found = actors.figures(press, EVERYTHING, "serguei-lavrov")
    assert (found.mentions, found.sentences, found.articles, found.read, found.outlets) == (6, 5, 3, 4, 2)
    assert (found.first.date(), found.last.date()) == (date(2024, 1, 10), date(2024, 3, 2))


@pytest.mark.parametrize(
    ("selection", "mentions"),
    [
        (EVERYTHING, 6),
        (Selection(copies=False), 4),
        (Selection(outlets=("Le Canal",)), 3),
        (Selection(outlets=("",)), 0),
        (Selection(first=date(2024, 2, 1)), 1),
        (Selection(actors=("otan",)), 6),  # who is on the page does not depend on who is picked elsewhere
    ],
)
def test_every_measure_of_an_actor_obeys_the_selection(press: Corpus, selection: Selection, mentions: int) -> None:
    found = actors.figures(press, selection, "serguei-lavrov")
    assert found.mentions == mentions
    assert actors.namings(press, selection, "serguei-lavrov")["mentions"].sum() == mentions
    assert actors.naming_outlets(press, selection, "serguei-lavrov")["mentions"].sum() == mentions
    assert len(actors.sentences_of(press, selection, "serguei-lavrov")) == found.sentences


def test_how_it_is_named_most_frequent_way_first(press: Corpus) -> None:
    found = actors.namings(press, EVERYTHING, "serguei-lavrov")
    assert found.to_numpy().tolist() == [
        ["name", "Sergueï Lavrov", 3],  # capitals or not
        ["title", "M. Lavrov", 2],
        ["office", "le ministre russe", 1],
    ]


def test_beside_whom_and_whom_it_meets(press: Corpus) -> None:
    found = actors.company(press, EVERYTHING, "serguei-lavrov")
    assert counted(found, "actor_id", "together") == {"wang-yi": 2, "russie": 1, "otan": 1, "chine": 0}
    # Not Russia, for which he speaks; not NATO, where the meeting is denied.
    assert counted(found, "actor_id", "meetings") == {"wang-yi": 1, "russie": 0, "otan": 0, "chine": 2}
    known = found.set_index("actor_id")
    assert known.loc["wang-yi", "expected"] == pytest.approx(5 * 2 / 9)
    assert known.loc["wang-yi", "npmi"] == pytest.approx(math.log(2 * 9 / (5 * 2)) / -math.log(2 / 9))
    assert known.loc["chine", "npmi"] == -1
    state = actors.company(press, EVERYTHING, "russie")
    assert counted(state, "actor_id", "meetings") == {
        "serguei-lavrov": 0,
        "wang-yi": 1,
        "otan": 0,
        "igor-zaretski": 0,
        "chine": 2,
    }


def test_the_outlets_that_name_it_and_those_that_do_not(press: Corpus) -> None:
    found = actors.naming_outlets(press, EVERYTHING, "serguei-lavrov")
    assert found.to_numpy().tolist() == [
        ["Le Canal", 3, 2, 2, "2024-01-11"],
        ["La Gazette", 3, 1, 1, "2024-01-10"],
        ["", 0, 0, 1, ""],
    ]


def test_the_sentences_and_their_filters(press: Corpus) -> None:
    found = actors.sentences_of(press, EVERYTHING, "serguei-lavrov")
    assert (found["article_id"] + found["sentence"].astype(str)).tolist() == ["c0", "b0", "b1", "a0", "a1"]
    assert found["words"].tolist()[-1] == "M. Lavrov\nle ministre russe"
    assert actors.texts_of(press, found) == ["La phrase zéro.", "", "", "", ""]
    office = actors.sentences_of(press, EVERYTHING, "serguei-lavrov", ("office", "metonym"))
    assert office["words"].tolist() == ["le ministre russe"]
    beside = actors.sentences_of(press, EVERYTHING, "serguei-lavrov", (), "wang-yi")
    assert beside["article_id"].tolist() == ["b", "a"]
    assert actors.sentences_of(press, EVERYTHING, "serguei-lavrov", ("nickname",), "chine").empty


def test_the_list_of_actors(press: Corpus) -> None:
    found = actors.actor_list(press, EVERYTHING)
    assert found[["actor_id", "mentions", "articles"]].to_numpy().tolist()[:2] == [
        ["serguei-lavrov", 6, 3],
        ["igor-zaretski", 2, 2],
    ]
    assert actors.actor_list(press, Selection(actors=("otan",)))["actor"].tolist() == ["OTAN"]
    assert actors.actor_list(press, Selection(first=date(2030, 1, 1))).empty


def test_two_spellings_in_capitals_are_one_actor() -> None:
    given = frames()
    shouted = mention("d1", 0, "igor-zaretski", "Igor ZARETSKI", "name") | {"actor": "Igor ZARETSKI"}
    mentions = pd.concat([given["mentions"], tables.frame("mentions", [shouted])], ignore_index=True)
    corpus = measures.index({**given, "mentions": mentions})
    assert corpus.actors["actor_id"].is_unique
    assert counted(corpus.actors, "actor", "mentions")["Igor Zaretski"] == 3


# The network ------------------------------------------------------------------------------------------


def ends(found: ties.Network) -> dict[frozenset[str], int]:
    pairs = map(frozenset[str], zip(found.ties["one"], found.ties["other"], strict=True))
    return dict(zip(pairs, found.ties["together"].tolist(), strict=True))


def by_hand(places: Mapping[str, Sequence[Any]], unit: slice, kept: set[str]) -> dict[frozenset[str], int]:
    """Pairs counted the slow way."""
    named: dict[str, set[str]] = {}
    for place, said in places.items():
        named.setdefault(place[unit], set()).update(actor for actor, *_ in said if actor in kept)
    pairs = [frozenset(pair) for who in named.values() for pair in itertools.combinations(who, 2)]
    return {pair: pairs.count(pair) for pair in pairs}


@pytest.mark.parametrize(("within", "unit"), [("sentence", slice(2)), ("article", slice(1))])
@pytest.mark.parametrize("kinds", [(), ("person",), ("person", "state")])
def test_ties_are_pairs_of_one_sentence_or_article(
    press: Corpus, within: ties.Within, unit: slice, kinds: tuple[str, ...]
) -> None:
    found = ties.network(press, EVERYTHING, within, kinds)
    kept = {actor for actor, (_, kind, _) in ACTORS.items() if kind in (kinds or tables.ACTOR_KINDS)}
    assert ends(found) == by_hand(SAID, unit, kept)
    assert found.units == (9 if within == "sentence" else 4)
    assert set(found.nodes["actor_id"]) == kept
    assert found.left_out == 0


def test_asked_for_an_actor_it_and_its_ties_alone(press: Corpus) -> None:
    found = ties.network(press, Selection(actors=("chine",)), "article")
    assert ends(found) == {frozenset(("chine", "igor-zaretski")): 1}
    assert found.nodes["actor_id"].tolist() == ["chine", "igor-zaretski"]
    assert found.left_out == 4


def test_copies_can_count_once_in_the_network(press: Corpus) -> None:
    pair = frozenset(("serguei-lavrov", "wang-yi"))
    assert ends(ties.network(press, EVERYTHING))[pair] == 2
    assert ends(ties.network(press, Selection(copies=False)))[pair] == 1


def test_an_empty_choice_has_no_network(press: Corpus) -> None:
    found = ties.network(press, Selection(first=date(2030, 1, 1)))
    assert found.nodes.empty
    assert found.ties.empty


def test_association_is_between_never_and_always() -> None:
    together, one, other = np.array([0, 5, 10, 4]), np.array([5, 5, 10, 20]), np.array([5, 5, 10, 20])
    expected, npmi = ties.strength(together, one, other, 100)
    assert expected.tolist() == [0.25, 0.25, 1, 4]
    assert npmi.tolist() == pytest.approx([-1, 1, 1, 0])
    assert ties.strength(np.array([3]), np.array([3]), np.array([3]), 3)[1].tolist() == [1]  # in all there are


NAMED = st.lists(
    st.sampled_from(["Xi Jinping", "Corée du Nord", "OTAN", "Ursula von der Leyen", "États-Unis"]),
    min_size=2,
    max_size=20,
)


@settings(deadline=None, max_examples=25)
@given(NAMED, st.randoms(use_true_random=False))
def test_no_name_of_the_network_lies_on_another(names: list[str], chance: Any) -> None:
    nodes, lines = made(names, chance)
    figure = drawing.network(nodes, lines, "sentence", FRENCH)
    assert go.Figure(figure.to_dict()).to_dict() == drawing.network(nodes, lines, "sentence", FRENCH).to_dict()
    boxes = [
        (x - half, x + half, y - size / 2, y + size / 2 + drawing._LINE * (1 + text.count("<br>")))
        for trace in figure.data
        if trace.mode == "markers+text"
        for x, y, size, text in zip(trace.x, trace.y, trace.marker.size, trace.text, strict=True)
        for half in (max(size, max(map(len, text.split("<br>"))) * drawing._LETTER) / 2,)
    ]
    assert len(boxes) == len(names)
    for one, other in itertools.combinations(boxes, 2):
        apart = one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]
        assert apart, (one, other)
    assert all(left >= 0 and right <= drawing._WIDTH for left, right, _, _ in boxes)


def made(names: Sequence[str], chance: Any) -> tuple[pd.DataFrame, pd.DataFrame]:
    kinds = [chance.choice(tables.ACTOR_KINDS) for _ in names]
    ids = [f"actor-{number}" for number in range(len(names))]
    nodes = pd.DataFrame(
        {"actor_id": ids, "actor": names, "actor_kind": kinds, "named": [chance.randint(1, 90) for _ in ids]}
    )
    pairs = [pair for pair in itertools.combinations(ids, 2) if chance.random() < 0.3]
    return nodes, pd.DataFrame(pairs, columns=["one", "other"]).assign(together=1, expected=0.5, npmi=0.2)


def test_the_dots_carry_their_actor_and_the_lines_their_figures(press: Corpus) -> None:
    found = ties.network(press, EVERYTHING)
    figure = drawing.network(found.nodes, found.ties, "sentence", FRENCH)
    carried = {one[0] for trace in figure.data if trace.customdata is not None for one in trace.customdata}
    assert carried == set(ACTORS)
    said = [text for trace in figure.data if trace.hovertext is not None for text in trace.hovertext]
    tie = "<b>Sergueï Lavrov – Wang Yi</b><br>2 phrases\u202f; le hasard en donnerait 1,1<br>association 0,39"
    assert tie in said
    assert "<b>OTAN</b><br>nommé dans 1 phrase" in said


def test_the_network_as_a_file_that_gephi_reads(press: Corpus) -> None:
    found = ties.network(press, EVERYTHING)
    nodes = found.nodes.assign(actor=["=1+1 <b>\x00&", *found.nodes["actor"][1:]])
    content = export.gexf(nodes, found.ties)
    assert content == export.gexf(nodes, found.ties)
    space = "{http://gexf.net/1.3}"
    root = ElementTree.fromstring(content)
    points = root.findall(f".//{space}node")
    assert [(point.get("id"), point.get("label")) for point in points][:2] == [
        ("serguei-lavrov", "=1+1 <b>&"),
        ("igor-zaretski", "Igor Zaretski"),
    ]
    titles = [one.get("title") for one in root.findall(f".//{space}attributes[@class='node']/{space}attribute")]
    assert titles == ["actor_kind", "country", "named"]
    edges = root.findall(f".//{space}edge")
    assert len(edges) == len(found.ties)
    assert (edges[0].get("source"), edges[0].get("target"), edges[0].get("weight")) == (
        "serguei-lavrov",
        "wang-yi",
        "2",
    )
    known = {point.get("id") for point in points}
    assert all({edge.get("source"), edge.get("target")} <= known for edge in edges)


# Who is it? -------------------------------------------------------------------------------------------


def test_strangers_are_persons_whom_the_knowledge_does_not_hold(press: Corpus) -> None:
    found = people.strangers(press, EVERYTHING)
    assert found.drop(columns="first").to_numpy().tolist() == [
        ["igor-zaretski", "Igor Zaretski", 2, 2, 1, "Igor Zaretski\nM. Zaretski"]
    ]
    assert found["first"].dt.strftime("%Y-%m-%d").tolist() == ["2024-03-01"]
    assert people.strangers(press, Selection(outlets=("La Gazette",))).empty


@pytest.mark.parametrize(
    ("name", "others", "likely"),
    [
        ("Igor Zaretsky", ["Igor Zaretski", "Igor Petrov", "Zoé Martin"], ["Igor Zaretski"]),
        ("Lavroff", ["Wang Yi", "Sergueï Lavrov", "Lavroff"], ["Sergueï Lavrov"]),
        ("Volodymyr Zelenskyi", ["Olena Zelenska", "Volodymyr Zelensky"], ["Volodymyr Zelensky", "Olena Zelenska"]),
        ("Paul Martin", [], []),
    ],
)
def test_likely_spellings_of_one_name(name: str, others: list[str], likely: list[str]) -> None:
    assert people.alike(name, others) == likely


def test_whom_a_name_can_be_given_to(press: Corpus) -> None:
    likely, everybody = people.candidates(press, "Igor Zaretsky")
    assert likely[0] == "Igor Zaretski"
    assert everybody[: len(likely)] == likely
    assert {"Wang Yi", "Emmanuel Macron"} <= set(everybody)  # of the corpus, of the knowledge
    assert "Russie" not in everybody


def test_offices_come_with_their_days() -> None:
    found = people.offices("serguei-lavrov")
    assert ("ministre des Affaires étrangères", "Russie", "2004-03-09") in zip(
        found["title"], found["of"], found["start"], strict=True
    )
    assert people.offices("igor-zaretski").empty


def test_without_any_meeting_an_actor_selects_none(press: Corpus) -> None:
    empty = {**frames(), **{name: tables.frame(name) for name in ("meetings", "reports")}}
    assert measures.select_meetings(measures.index(empty), Selection(actors=("russie",))).empty
    assert measures.left_out(measures.index(empty), Selection(actors=("russie",))).uncounted == 0
