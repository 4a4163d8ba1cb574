"""What a reader says of actors, replayed: only the pages that hold the words are read again."""

from pathlib import Path

import pandas as pd
import pytest

from analysis import engine, knowledge
from analysis.extraction.byhand import judgements
from analysis.reading import corrections
from analysis.reading.corrections import Line
from tests.test_engine import build, tables

PRESS = {
    "lac": "Sergueï Lavrov a reçu le diplomate Igor Zaretski lundi à Genève, selon la presse locale. M. Zaretski a "
    "parlé du transport maritime pendant deux heures.",
    "port": "Le port a rouvert mardi. Le directeur Igor Zaretsky a salué le travail des équipes du quai numéro sept.",
    "nord": "Le diplomate Anders Holm a visité le chantier de Port Neuf mercredi, et Holm reste au port jusqu'à lundi.",
    "voile": "Le vieux renard du Bosphore a reçu Wang Yi à Ankara jeudi, et la visite a duré toute la journée.",
    "ville": "La maire Claire Vasseur a ouvert le marché vendredi devant les habitants réunis sur la grande place.",
}


@pytest.fixture
def press(tmp_path: Path) -> Path:
    folder = tmp_path / "press"
    folder.mkdir()
    for name, text in PRESS.items():
        page = f"Les nouvelles : {name}\n\nPublié le 6 mai 2024\n\n{text}\n"
        (folder / f"{name}.txt").write_text(page, encoding="utf-8")
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def corrected(out: Path, press: Path, *lines: str) -> engine.Corpus:
    """The corpus built again with these corrections: the same as one built at once with them."""
    given = "\n".join(["kind,target,value,note", *lines]) + "\n"
    fresh = out.with_name("fresh")
    fresh.mkdir(exist_ok=True)
    for folder in (out, fresh):
        (folder / corrections.FILE).write_text(given, encoding="utf-8")
    build(fresh, press, fresh=True)
    corpus = build(out, press)
    assert tables(out) == tables(fresh)
    assert build(out, press).pages_read == 0
    return corpus


def named(corpus: engine.Corpus, source: str) -> dict[str, str]:
    """Words → actor_id of the mentions of one article."""
    articles = corpus.frame("articles").set_index("source_id")["article_id"]
    mentions = corpus.frame("mentions")
    mine = mentions[mentions["article_id"] == articles[f"{source}.txt"]]
    return dict(zip(mine["surface"], mine["actor_id"], strict=True))


def met(corpus: engine.Corpus) -> list[str]:
    return corpus.frame("meetings")["participants"].tolist()


def told(corpus: engine.Corpus) -> dict[str, str]:
    rejects = corpus.frame("rejects")
    return dict(zip(rejects["source_id"], rejects["reason"], strict=True))


def test_a_discovered_person_who_is_a_known_one_meets_and_can_be_taken_back(press: Path, out: Path) -> None:
    before = build(out, press)
    assert named(before, "lac")["M. Zaretski"] == "igor-zaretski"
    assert met(before) == []
    plain = tables(out)
    corpus = corrected(out, press, "same,Igor Zaretski,Ignazio Cassis,lu ailleurs")
    assert corpus.pages_read == 1
    assert named(corpus, "lac") == {
        "Sergueï Lavrov": "serguei-lavrov",
        "Igor Zaretski": "ignazio-cassis",
        "M. Zaretski": "ignazio-cassis",
    }
    assert met(corpus) == ["Sergueï Lavrov; Ignazio Cassis"]
    assert told(corpus) == {}
    (out / corrections.FILE).unlink()
    build(out, press)
    assert tables(out) == plain


def test_two_spellings_of_a_discovered_person_are_one(press: Path, out: Path) -> None:
    build(out, press)
    corpus = corrected(out, press, "same,Igor Zaretsky,Igor Zaretski,")
    assert corpus.pages_read == 1
    assert named(corpus, "port") == {"Igor Zaretsky": "igor-zaretski"}
    mentions = corpus.frame("mentions")
    assert set(mentions.loc[mentions["actor_id"] == "igor-zaretski", "actor"]) == {"Igor Zaretski"}


def test_words_as_written_are_an_actor(press: Path, out: Path) -> None:
    assert met(build(out, press)) == []
    corpus = corrected(out, press, "alias,vieux renard  du Bosphore,Recep Tayyip Erdogan,surnom")
    assert corpus.pages_read == 1
    assert named(corpus, "voile")["vieux renard du Bosphore"] == "recep-tayyip-erdogan"
    mentions = corpus.frame("mentions").set_index("surface")
    assert mentions.loc["vieux renard du Bosphore", "how"] == "nickname"
    assert met(corpus) == ["Recep Tayyip Erdogan; Wang Yi"]


def test_words_that_the_knowledge_has_may_be_somebody_else(press: Path, out: Path) -> None:
    corpus = corrected(out, press, "alias,Wang Yi,Claire Vasseur,une homonyme")
    assert named(corpus, "voile") == {"Wang Yi": "claire-vasseur"}


def test_a_name_is_nobody(press: Path, out: Path) -> None:
    assert named(build(out, press), "nord") == {"Anders Holm": "anders-holm", "Holm": "anders-holm"}
    corpus = corrected(out, press, "nobody,Anders Holm,,un navire")
    assert corpus.pages_read == 1
    assert named(corpus, "nord") == {}


def test_a_known_actor_is_another_without_reading_again(press: Path, out: Path) -> None:
    build(out, press)
    corpus = corrected(out, press, "same,wang-yi,Li Qiang,", "alias,vieux renard du Bosphore,Wang Yi,")
    assert corpus.pages_read == 1  # for the alias
    assert set(named(corpus, "voile").values()) == {"li-qiang"}
    assert met(corpus) == []  # one does not meet oneself
    assert set(corpus.frame("mentions").set_index("actor_id").loc[["li-qiang"], "country"]) == {"Chine"}


def test_a_known_actor_is_another_in_meetings_too(press: Path, out: Path) -> None:
    lines = ("alias,vieux renard du Bosphore,Recep Tayyip Erdogan,", "same,Wang Yi,Ignazio Cassis,")
    reports = corrected(out, press, *lines).frame("reports")
    assert set(zip(reports["participants"], reports["sides"], strict=True)) == {
        ("Recep Tayyip Erdogan; Ignazio Cassis", "Turquie; Suisse")
    }


def test_a_chain_ends_at_its_last(press: Path, out: Path) -> None:
    corpus = corrected(out, press, "same,Igor Zaretsky,Igor Zaretski,", "same,igor zaretski,ignazio-cassis,")
    assert named(corpus, "port") == {"Igor Zaretsky": "ignazio-cassis"}


UNUSABLE = {
    "alias,le lion du désert,Wang Yi,": "No article has the words 'le lion du désert'.",
    "same,Igor Zaretski,Zoé Perdue,": "No actor is called 'Zoé Perdue', and no article has that name.",
    "same,Emmanuel Macron,Wang Yi,": "No article names 'Emmanuel Macron'.",
    "nobody,Jean Perdu,,": "No article has the words 'Jean Perdu'.",
    "nobody,Wang Yi,,": "'Wang Yi' is Wang Yi, whom the knowledge holds; correct it there.",
    "same,Wang Yi,wang-yi,": "'Wang Yi' is 'wang-yi' already.",
    "alias,« »,Wang Yi,": "'« »' holds no letter or digit.",
    "alias,Igor Zaretski,?,": "'?' is no name of an actor.",
}


def test_a_line_that_reaches_nothing_is_one_reject(press: Path, out: Path) -> None:
    plain = build(out, press)
    corpus = corrected(out, press, *UNUSABLE)
    lines = {f"corrections.csv, line {number}": said for number, said in enumerate(UNUSABLE.values(), start=2)}
    # Of two lines on one name the later counts: the others on Igor Zaretski and Wang Yi are passed over.
    assert told(corpus) == {line: said for line, said in lines.items() if line[-1] not in "36"}
    pd.testing.assert_frame_equal(corpus.frame("mentions"), plain.frame("mentions"))


def test_who_is_who_in_a_circle_is_told() -> None:
    lines = [Line(2, "same", "Wang Yi", "Li Qiang"), Line(3, "same", "Li Qiang", "Wang Yi")]
    found = judgements(lines, knowledge.load())
    assert [reject.reason for reject in found.rejects] == [
        "The lines that say who 'Li Qiang' is lead in a circle.",
        "The lines that say who 'Wang Yi' is lead in a circle.",
    ]
    assert not found.renamed
