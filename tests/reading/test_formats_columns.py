"""Columns by their names, French and English, and by what they hold."""

from pathlib import Path

import pytest

from analysis.knowledge import KnowledgeError
from analysis.reading.formats import names
from analysis.reading.formats.columns import ColumnsError, mapping, recognise


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        (["Titre", "Texte", "Date", "Source", "URL", "Auteur"], ["title", "text", "date", "outlet", "url", "author"]),
        (["headline", "maintext", "date_publish", "source_domain"], ["title", "text", "date", "outlet"]),
        (["Title", "Body", "Published At", "Publisher", "Link"], ["title", "text", "date", "outlet", "url"]),
        (["TITRE_ARTICLE", "Corps du texte", "datePublication", "Média"], ["title", "text", "date", "outlet"]),
        (["title.rendered", "content.rendered", "date", "link"], ["title", "text", "date", "url"]),
        (["article_title", "article_text", "pub_date", "newspaper"], ["title", "text", "date", "outlet"]),
        (["Chapô", "Résumé", "Journaliste"], ["description", "description", "author"]),
        (["date de collecte", "updated_at", "image_url", "source_id", "langue", "nb_mots"], [""] * 6),
        (["author.name", "source.name"], ["author", "outlet"]),
        (["texte\u00a0intégral", " Date de\nparution "], ["text", "date"]),
    ],
)
def test_names(header: list[str], fields: list[str]) -> None:
    found = recognise(header, {}, {})
    by_column = {column: field for field, columns in found.items() for column in columns}
    assert [by_column.get(column, "") for column in header] == fields


def test_the_better_name_goes_first() -> None:
    found = recognise(["date", "date de publication", "contenu", "texte"], {}, {})
    assert found == {"date": ("date de publication", "date"), "text": ("texte", "contenu")}


def test_what_the_cells_hold() -> None:
    cells = {
        "v1": [f"https://exemple.fr/{number}" for number in range(9)],
        "v2": [f"Un titre de bonne longueur, le {number}e" for number in range(9)],
        "v3": ["Une phrase de la ville. " * 20] * 9,
        "v4": ["2022-03-04"] * 9,
        "v5": ["FR"] * 9,
    }
    found = recognise(list(cells), {}, cells)
    assert found == {"url": ("v1",), "date": ("v4",), "text": ("v3",), "title": ("v2",)}


def test_the_users_mapping() -> None:
    assert mapping("title=Titre de l'article, text = corps") == {"title": "Titre de l'article", "text": "corps"}
    for wrong in ("title", "titre=x", "title=", "title=a,title=b", ""):
        with pytest.raises(ColumnsError):
            mapping(wrong)


@pytest.mark.parametrize(
    ("section", "error"),
    [
        ("columns: {title: [a]}", "`columns` must have"),
        ("never: {titel: [a]}", "`never` is of a field"),
        ("page_dates: date", "`page_dates` is a list of names"),
    ],
)
def test_a_wrong_file_of_names(tmp_path: Path, section: str, error: str) -> None:
    kept = {
        "columns": f"columns: {{{', '.join(f'{field}: [{field}]' for field in names.FIELDS)}}}",
        "never": "never: {any: [id]}",
        **{name: f"{name}: [x]" for name in ("page_dates", "archive_lines", "archive_counts", "archive_origin")},
    }
    kept[section.partition(":")[0]] = section
    (tmp_path / "formats.yaml").write_text("\n".join(kept.values()), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=error):
        names.load(tmp_path)
