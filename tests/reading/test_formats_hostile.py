"""One broken article among a hundred in every format that holds many, and files made to be read for ever."""

import gzip
import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.reading.formats import exports, feed
from tests.reading.test_formats_bad import GOOD, run, zipped

MANY = range(100)
STORIES = [f"{number} {GOOD}" for number in MANY]
EUROPRESSE = (
    '<article><header><span class="DocPublicationName">Le Phare</span>'
    '<div class="titreArticle"><p class="titreArticleVisu">Titre</p></div></header>'
    '<section><div class="docOcurrContainer"><p>{}</p></div></section></article>'
)
FACTIVA = (
    '<div class="article frArticle"><div id="hd"><span class="frHeadline">Titre</span></div>'
    '<p class="articleParagraph frarticleParagraph">{}</p></div>'
)
PAGE = (
    "<!DOCTYPE html><html><head><title>Titre</title></head><body><article><p>{0}</p><p>{0}</p></article></body></html>"
)


def in_the_middle(pieces: list[str], broken: str) -> str:
    return "\n".join([*pieces[:50], broken, *pieces[50:]])


@pytest.mark.parametrize("broken", ["<article><p>Sans journal", "<article>", "<article>" + "<div>" * 3_000])
def test_europresse(broken: str) -> None:
    texts, reasons = run("a.html", in_the_middle([EUROPRESSE.format(story) for story in STORIES], broken).encode())
    assert (texts, len(reasons)) == (STORIES, 1)


@pytest.mark.parametrize("inside", ["", "<p>Sans titre</p>", "<div>" * 3_000])
def test_factiva(inside: str) -> None:
    made = in_the_middle([FACTIVA.format(story) for story in STORIES], f'<div class="article frArticle">{inside}')
    texts, reasons = run("a.html", f"<title>Factiva</title>{made}".encode())
    assert (texts, len(reasons)) == (STORIES, 1)


@pytest.mark.parametrize(
    "broken", ["<item></item>", "<item><title></item>", "<item><description>&</description></item>"]
)
def test_feed(broken: str) -> None:
    items = [f"<item><title>Titre</title><description>{story}</description></item>" for story in STORIES]
    texts, reasons = run("a.xml", f"<rss><channel>{in_the_middle(items, broken)}</channel></rss>".encode())
    assert texts == STORIES
    assert len(reasons) <= 1


def test_zip() -> None:
    members = {f"p{number:03}_txt": story.encode() for number, story in enumerate(STORIES)}
    texts, reasons = run("a.zip", zipped(**members, p050b_txt=b"\x00\x01\x02" * 500))
    assert (texts, reasons) == (STORIES, ["The file is binary, not text."])


def test_workbook() -> None:
    book, held = openpyxl.Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    sheet.append(["titre", "texte"])
    for number, story in enumerate(STORIES):
        sheet.append(["Titre", story])
        if number == 50:
            sheet.append([None, None, "de trop"])
    book.save(held)
    texts, reasons = run("a.xlsx", held.getvalue())
    assert texts == STORIES
    assert reasons == ["The row holds neither text nor title."]


def record(number: int, body: bytes) -> bytes:
    """An answer of a server as a WARC file has it, gzipped alone."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://exemple.fr/{number}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + answer + b"\r\n\r\n")


def test_web_archive() -> None:
    bodies = [PAGE.format(story).encode() for story in STORIES]
    bodies[50] = b"\xff\xd8\xff picture"
    whole = b"".join(record(number, body) for number, body in enumerate(bodies))
    texts, reasons = run("a.warc.gz", whole)
    assert (len(texts), reasons) == (99, ["The file is an image, not text."])
    cut, reasons = run("a.warc.gz", whole[:-100])
    assert cut[:98] == texts[:98]
    assert len(reasons) == 2


def test_exports_and_feeds_of_too_many_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "MOST_ARTICLES", 9)
    monkeypatch.setattr(feed, "MOST_TAGS", 9)
    made = "".join(map(EUROPRESSE.format, STORIES)).encode()
    assert run("a.html", made) == ([], ["The export holds 100 articles, more than 9."])
    assert run("a.xml", b"<rss><channel>" + b"<item/>" * 20) == ([], ["The feed holds 22 tags, too many for one."])


# Each kind of repetition made the pattern that knows a format try every way to cut it.
@pytest.mark.parametrize(
    "piece",
    ["<!-- x -->", "<!--", "-->", "<?xml ", "<?xml ?>", "<!DOCTYPE x [", "]", "<!DOCTYPE x>", " \n", "<a ", "<p "],
)
@pytest.mark.parametrize("name", ["a.html", "a.xml", "a", "a.csv", "a.json"])
def test_repetition_takes_no_time(piece: str, name: str) -> None:
    texts, reasons = run(name, piece.encode() * 20_000)
    assert len(texts) + len(reasons) == 1


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(["<!--", "-->", "<?xml", "?>", "<!DOCTYPE", "[", "]", ">", "<rss>", "<p>", " ", "x", '"']))
)
def test_any_beginning_is_known_at_once(pieces: list[str]) -> None:
    run("a.xml", ("".join(pieces) * 50 or "x").encode())


def test_many_gzip_members_and_a_record_after_a_long_one() -> None:
    assert run("a.gz", gzip.compress(b"") * 20_000 + gzip.compress(GOOD.encode()))[0] == [GOOD]
    long = '{"titre": "Long", "texte": "' + "mot " * 100_000 + '"}'
    short = '{"titre": "Court", "texte": "un mot"}'
    texts, reasons = run("a.json", f"[{','.join([long, *[short] * 2_000])}]".encode())
    assert (len(texts), reasons) == (2_001, [])
