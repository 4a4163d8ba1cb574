"""Which of the lines taken out of a page are the article's own date lines, the surest first."""

from analysis.reading import headline, stated
from analysis.reading.captions import ends_in_day
from analysis.reading.furniture import Body, Removed
from analysis.reading.lines import SHORTEST_PROSE

# A date line stands above the text, or under a standfirst and a caption or two.
_HEAD_PARAGRAPHS = 2
_DATED = frozenset(("date", "byline", "dateline", "agency", "reading time", "copyright"))
# Between the title and the text a short line of these kinds may say when as well: « 11/01/2020 Commentaires fermés ».
_NOTES = frozenset(
    ("before the article", "comments", "count", "share", "breadcrumb", "tags", "source notice", "paywall")
)
# Between the article and a date line below it: lines of these kinds, and labels (« Author : »).
_PASSED = frozenset(
    ("share", "copyright", "agency", "count", "source notice", "byline", "date", "reading time", "paywall", "tags")
)
# Words of such a label, and of a line that says when under the title; more are a standfirst or a caption.
_LABEL, _NOTE = 2, 12
# « septembre 2024 » on a line of its own.
_LEAF = 14
# « Dernière mise à jour » alone on a line.
_UPDATED = 4
# Share of the words of a headline under the text that come again in it; a teaser of another story has fewer.
_ITS_HEADLINE = 0.5
# A live page dates its posts, and pictures have their day: both tell of the article's, none states it.
_WITHIN = frozenset(("caption", "date"))


def of_page(body: Body, text: str) -> list[str]:
    """Date lines by the head of the article, then one right below it; never those of other boxes.

    `text`: its title and body as kept.
    """
    if not body.paragraphs:
        return [piece.text for piece in body.removed if piece.why in _DATED]
    first = body.paragraphs[min(_HEAD_PARAGRAPHS, len(body.paragraphs) - 1)][0]
    title = _end_of_title(body, text)
    above = [piece for piece in body.removed if piece.start < first]
    lines = [
        _labelled(before, piece)
        for before, piece in zip([None, *above], above, strict=False)
        if piece.why in _DATED or (piece.start >= title > 0 and _is_note(piece))
    ]
    found = lines[::-1] + _right_below(body, text) + _by_its_excerpt(body) + _stacked(above)
    return sorted(found, key=stated.is_update)


def _stacked(above: list[Removed]) -> list[str]:
    """« 07 », « mars », « 2024 » on three lines, or on two: a leaf of a calendar beside the title."""
    leaves = zip(above, above[1:], [*above[2:], None], strict=False)
    parts = ([piece.text for piece in leaf if piece and len(piece.text) <= _LEAF] for leaf in leaves)
    return [" ".join(leaf[:size]) for leaf in parts for size in (2, 3) if len(leaf) >= size]


def _labelled(above: Removed | None, piece: Removed) -> str:
    """« Mis à jour », alone on the line above, belongs to its day."""
    short = above and len(above.text.split()) <= _UPDATED and above.end + 1 >= piece.start
    return f"{above.text} {piece.text}" if above and short and stated.is_update(above.text) else piece.text


def _end_of_title(body: Body, text: str) -> int:
    """Where the title ends that the page says first; 0 where it has none."""
    said = text.partition("\n")[0]
    return min([body.title[1], *(piece.end for piece in body.removed if piece.text == said)]) if body.title else 0


def within(body: Body) -> list[str]:
    """Captions within the article, and the dates of the posts of a live page; not those of boxes below it."""
    last = body.paragraphs[-1][1] if body.paragraphs else 0
    return [piece.text for piece in body.removed if piece.why in _WITHIN and piece.start < last]


def _is_note(piece: Removed) -> bool:
    return piece.why in _NOTES and (len(piece.text.split()) <= _NOTE or piece.why == "comments")


def _right_below(body: Body, text: str) -> list[str]:
    """The date line under the article, before any box begins; some pages write the headline down there, too."""
    last = body.paragraphs[-1][1]
    below = [piece for piece in body.removed if piece.start >= last]
    for number, piece in enumerate(below):
        if (piece.why in _DATED or piece.why == "source notice") and stated.of_line(piece.text):
            return [piece.text]
        its_own = number == 0 and headline.shared(piece.text, text) >= _ITS_HEADLINE
        if piece.why not in _PASSED and len(piece.text.split()) > _LABEL and not its_own:
            break
    return [piece.text for piece in below[:1] if piece.why == "after the article" and ends_in_day(piece.text)]


def _by_its_excerpt(body: Body) -> list[str]:
    """The date line beside a line that says the title or the beginning of the article again."""
    pairs = list(zip(body.removed, body.removed[1:], strict=False))
    beside = [(line, again) for line, again in (*pairs, *((below, above) for above, below in pairs))]
    return [line.text for line, again in beside if line.why in _DATED and _says_again(again)]


def _says_again(piece: Removed) -> bool:
    return piece.why == "title repeated" or (piece.why == "repeated" and len(piece.text) >= SHORTEST_PROSE)
