"""Bad input: bounded, one plain line each, everything good kept."""

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from analysis.reading import decoding
from analysis.reading.formats import Page, Reading, Reject, Source, archive, delimited, markup, objects, pages
from analysis.reading.formats.model import Budget

GOOD = "Le conseil a voté la loi mardi, après une nuit de débats."
OTHER = "La flotte est rentrée au port lundi, après six semaines de mer."


def run(name: str, data: bytes, reading: Reading | None = None) -> tuple[list[str], list[str]]:
    """(texts, reasons) of a file in memory; every reject is one plain sentence."""
    items = list(pages(Source(name, Path(name), data), reading))
    reasons = [item.reason for item in items if isinstance(item, Reject)]
    assert all(reason.endswith(".") and "\n" not in reason and len(reason) < 200 for reason in reasons)
    return [item.text for item in items if isinstance(item, Page)], reasons


def zipped(**members: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name.replace("__", "/").replace("_txt", ".txt"), data)
    return held.getvalue()


def test_a_bomb_in_a_zip_costs_itself_only() -> None:
    texts, reasons = run("a.zip", zipped(bombe_txt=b"0" * 20_000_000, bon_txt=GOOD.encode()))
    assert texts == [GOOD]
    assert reasons == [f"The file unfolds to {reasons[0].split()[4]} times its size, as a bomb does."]


def test_a_gzip_bomb() -> None:
    assert run("a.gz", gzip.compress(b"0" * 20_000_000)) == (
        [],
        ["The file unfolds to more than 200 times its size, as a bomb does."],
    )


def test_zips_inside_zips_end() -> None:
    data = zipped(bon_txt=GOOD.encode())
    for _ in range(5):
        data = zipped(dedans=data, bon_txt=GOOD.encode())
    texts, reasons = run("a.zip", data)
    assert texts == [GOOD] * archive.DEEPEST
    assert reasons == ["The archive lies inside 3 others, too deep."]


def test_an_archive_has_a_budget() -> None:
    data = zipped(a_txt=GOOD.encode(), b_txt=OTHER.encode())
    texts, reasons = run("a.zip", data, Reading(budget=Budget(len(GOOD.encode()))))
    assert texts == [GOOD]
    assert reasons == ["The archive unfolds to more than is read from one; the rest was left."]


def test_a_cut_zip_gives_what_is_whole() -> None:
    data = zipped(**{f"p{number}_txt": f"{number} {GOOD}".encode() for number in range(9)})
    texts, reasons = run("a.zip", data[: len(data) // 2])
    assert 1 <= len(texts) < 9
    assert texts[0] == f"0 {GOOD}"
    assert "The archive is cut off or damaged" in reasons[-1]


def test_a_damaged_member() -> None:
    data = bytearray(zipped(a_txt=GOOD.encode() * 40, b_txt=OTHER.encode()))
    data[60:64] = b"\xff\xff\xff\xff"
    texts, reasons = run("a.zip", bytes(data))
    assert texts == [OTHER]
    assert reasons == ["The file is damaged inside the archive."]


@pytest.mark.parametrize("name", ["../dehors.txt", "/etc/passwd", "a/../../b.txt", "C:/x.txt", "..\\x.txt"])
def test_names_that_lead_out(name: str) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        file.writestr(name, GOOD)
    assert run("a.zip", held.getvalue()) == ([], ["The name leads out of the archive."])


def test_large_members_go_through_a_file_that_vanishes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(archive, "_IN_MEMORY", 10)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert run("a.zip", zipped(bon_txt=GOOD.encode())) == ([GOOD], [])
    assert run("a.gz", gzip.compress(GOOD.encode())) == ([GOOD], [])
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "parts", "reason"),
    [
        ("a.docx", {"word__document.xml": b"<w/>"}, "The file is a Word document, not text."),
        ("a.ods", {"mimetype": b"application/vnd.oasis.opendocument"}, "The file is an OpenDocument file, not text."),
        ("a.xlsx", {"xl__workbook.xml": b"<x"}, "The workbook is damaged, or no workbook that can be read."),
        ("a.zip", {}, "The archive holds no file."),
        ("a.zip", {"__MACOSX__._a": b"x"}, "The archive holds no file."),
    ],
)
def test_other_zips(name: str, parts: dict[str, bytes], reason: str) -> None:
    assert run(name, zipped(**parts)) == ([], [reason])


def test_a_line_without_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (decoding, objects):
        monkeypatch.setattr(module, "LARGEST_TEXT", 2_000, raising=False)
    monkeypatch.setattr("analysis.reading.formats.streams.LARGEST_TEXT", 2_000)
    monkeypatch.setattr("analysis.reading.formats.text.LARGEST_TEXT", 2_000)
    monkeypatch.setattr(objects, "LARGEST_OBJECT", 2_000)
    endless = b"a b " * 100_000
    assert run("a.txt", endless)[0] == []
    texts, reasons = run("a.csv", f'titre,texte\nUn vote,"{GOOD}"\n'.encode() + endless)
    assert (texts, len(reasons)) == ([GOOD], 1)
    texts, reasons = run("a.json", f'[{{"titre": "Un vote", "texte": "{GOOD}"}}, {{"texte": "'.encode() + endless)
    assert (texts, len(reasons)) == ([GOOD], 1)


@pytest.mark.parametrize("data", [b"[" * 100_000, b'{"a":' * 100_000, b'[{"texte":' * 100_000])
def test_deep_json(data: bytes) -> None:
    assert run("a.json", data) == ([], ["The value nests too deeply."])


def test_one_broken_record_among_a_hundred() -> None:
    records = [json.dumps({"titre": f"Titre {number}", "texte": f"{GOOD} {number}"}) for number in range(100)]
    for broken in ('{"titre": "Coupé", "texte": "sans fin', '{"titre": }', "n'importe quoi"):
        lines = [*records[:50], broken, *records[50:]]
        for data in ("\n".join(lines), "[" + ",\n".join(lines) + "]"):
            texts, reasons = run("a.json", data.encode())
            assert (len(texts), len(reasons)) == (100, 1), (broken, data[0])


def test_one_broken_row_among_a_hundred() -> None:
    rows = [f"Titre {number},{number} {GOOD.replace(',', '')},2022-03-04" for number in range(100)]
    for broken in ("trop,de,cellules,ici", 'Coupé,"une citation ouverte'):
        table = "\n".join(["titre,texte,date", *rows[:50], broken, *rows[50:]])
        texts, reasons = run("a.csv", table.encode())
        assert (len(texts), len(reasons)) == (100, 1), broken


def test_rows_of_two_encodings() -> None:
    table = b"titre;texte;date\n" + "Été;À Nîmes;x\n".encode() + "Été;À Nîmes;x\n".encode("cp1252")
    assert run("a.csv", table)[0] == ["À Nîmes", "À Nîmes"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters_of_tables(encoding: str, delimiter: str) -> None:
    rows = [["Titre", "Texte", "Média"], ["L'été", "« Déjà », dit-il.".replace(",", ""), "Le Rhône"]]
    table = "\r\n".join(delimiter.join(row) for row in rows)
    (page,) = pages(Source("a", Path("a"), table.encode(encoding)))
    assert isinstance(page, Page)
    assert (page.title, page.text, page.outlet) == ("L'été", "« Déjà » dit-il.", "Le Rhône")


def test_a_page_of_too_many_tags(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("a.html", b"<html><body>" + b"<p>x" * (markup.MOST_TAGS + 1))[0] == []
    monkeypatch.setattr(markup, "LARGEST_PAGE", 1_000)
    assert run("a.html", b"<html><body>" + b"x " * 1_000) == ([], ["The page holds 0 MB, too much for one page."])


def test_deep_pages() -> None:
    assert run("a.html", b"<html><body>" + b"<div>" * 5_000 + GOOD.encode()) == (
        [],
        ["The page nests its tags too deeply."],
    )
    unclosed = "<html><body>" + "<font><b>" * 5_000 + f"<p>{GOOD}</p><p>{OTHER}</p>"
    texts, reasons = run("a.html", unclosed.encode())
    assert not reasons
    assert GOOD in texts[0]
    assert OTHER in texts[0]


def test_a_feed_made_to_swell() -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "a"}">' for n in range(12))
    feed = (
        f"<!DOCTYPE rss [{entities}]><rss><channel><item><title>Un vote</title></item><item><title>&a11;</title></item>"
    )
    texts, _ = run("a.xml", feed.encode())
    assert sum(map(len, texts)) < 100


def test_no_file_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("mot de passe", encoding="utf-8")
    entity = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    feed = f"{entity}<rss><channel><item><title>Un vote</title><description>&x; lu</description></item></channel></rss>"
    items = list(pages(Source("a.xml", Path("a.xml"), feed.encode())))
    assert "mot de passe" not in str(items)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.csv", b"a,b,c\n1,2,3\n", "No column of texts or titles was recognised among: a, b, c."),
        ("a.csv", b"titre,texte\n", "The file holds no row."),
        ("a.json", b"[]", "The file holds no row."),
        ("a.rss", b"<rss><channel><title>x</title></channel></rss>", "The feed holds no item."),
        ("a.warc", b"WARC/1.0\r\n", "The web archive holds no page."),
        ("a.gz", b"\x1f\x8b\x08broken", "The gzip archive is cut off or damaged."),
        ("a.html", b"<title>Factiva</title>", "The file is an export of Factiva without an article."),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "The file is an old Office document, not text."),
    ],
)
def test_what_holds_no_article(name: str, data: bytes, reason: str) -> None:
    assert run(name, data) == ([], [reason])


def test_prose_is_no_table() -> None:
    prose = "Le vote, la loi, le texte\nUn titre, une date, un lieu\n\nLe président est venu; il est reparti.\n"
    assert delimited.shape(prose, named=False) is None
    assert run("a.txt", prose.encode())[0] == [prose]
    assert run("a.txt", "[AFP] Le président est venu.".encode())[0] == ["[AFP] Le président est venu."]
