"""The word files of reading: what they must not do, and how they fail."""

from pathlib import Path

import pytest

from analysis.knowledge import KnowledgeError
from analysis.language.text import normalise
from analysis.reading import events, words
from analysis.reading.linewords import line_words

PROSE = [
    "Pour réagir à ces frappes, le président a réuni un conseil de défense jeudi matin.",
    "Voir les deux rivaux côte à côte a surpris les diplomates présents dans la salle.",
    "Des commentaires hostiles ont suivi l’annonce, et la Bourse a perdu deux pour cent.",
    "Partager le fardeau reste le maître mot des alliés, selon plusieurs ministres.",
    "La suite des négociations dépendra du vote, a prévenu la cheffe de la délégation.",
    "Abonnés absents depuis des mois, les observateurs sont revenus sur la ligne de front.",
    "Accueillir le sommet coûtera cher à la ville, qui attend deux mille délégués.",
    "Le direct entre les deux capitales, coupé depuis mai, a été rétabli mercredi.",
    "Photo à l’appui, l’état-major a démenti la perte du navire dans le détroit.",
    "Par deux fois, le ministre a refusé de répondre aux questions des députés.",
    "Lire entre les lignes du communiqué est devenu un art dans cette capitale.",
    "Soutenir l’effort de guerre coûte dix milliards par an, selon le Trésor.",
]


@pytest.mark.parametrize("sentence", PROSE)
def test_sentences_that_begin_like_furniture_are_kept(sentence: str) -> None:
    assert words.load().judge(normalise(sentence), prose=True, punctuated=True) is None


def test_bad_entries_name_file_and_entry(tmp_path: Path) -> None:
    path = tmp_path / "furniture.yaml"
    for text, error in (
        ("- line: [a]", "entry 1: an entry needs `why`"),
        ("- why: x\n  lines: [a]", "unknown key lines"),
        ("- why: x\n  line: [on]", "`line` is a list of phrases"),
        ("why: x", "a list of entries"),
        ("- [", "furniture.yaml"),
    ):
        path.write_text(text, encoding="utf-8")
        words.load.cache_clear()
        with pytest.raises(KnowledgeError, match=error):
            words.load(path)
    words.load.cache_clear()


def test_page_lines_lacking_a_list(tmp_path: Path) -> None:
    path = tmp_path / "page_lines.yaml"
    path.write_text("date_words: [le]", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="agencies"):
        line_words(path)


@pytest.mark.parametrize(
    ("row", "error"),
    [
        ("x,y,2022-02-30,,,,,,", "line 2: '2022-02-30' is no ISO day"),
        (",,2022-02-03,,,,,,", "line 2: give name"),
    ],
)
def test_bad_events(tmp_path: Path, row: str, error: str) -> None:
    path = tmp_path / "events.csv"
    path.write_text(f"name,patterns,start,end,lasting,participants,mode,place,country\n{row}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=error):
        events.load(path)
