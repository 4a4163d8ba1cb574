"""Which column of a table holds the title, the text, the day … of an article.

By its name first (data/knowledge/formats.yaml), else by what its cells hold; the user's word goes before both.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from statistics import mean

from analysis.reading.formats import names
from analysis.reading.formats.days import single
from analysis.reading.formats.model import UnreadableError
from analysis.reading.formats.names import FIELDS, plain

# A name that merely holds a known word (« article_title_fr ») ranks behind all that are known whole.
_PART = 1_000
# Cells of a column of texts hold so many characters on average, those of titles between these.
_TEXT, _TITLE_LEAST, _TITLE_MOST = 250, 20, 200
# What has more is a line of text that came first, not the name of a column.
_MOST_WORDS = 12
# Names that a message shows, and characters of each.
_SHOWN, _LONGEST_SHOWN = 12, 30
# So many of the filled cells must look alike for a column to be known by them.
_MOST = 0.8

Columns = dict[str, tuple[str, ...]]


class ColumnsError(ValueError):
    """A mapping of columns that cannot be meant; the message says what is allowed."""


def mapping(text: str) -> dict[str, str]:
    """« title=Titre de l'article,text=corps » → field → column. Raises ColumnsError."""
    found: dict[str, str] = {}
    for part in text.split(","):
        field, sign, column = (piece.strip() for piece in part.partition("="))
        if not sign or not column or field not in FIELDS:
            raise ColumnsError(f"{part.strip()!r} is not FIELD=COLUMN with a field among {', '.join(FIELDS)}")
        if field in found:
            raise ColumnsError(f"{field} is given twice")
        found[field] = column
    return found


def recognise(header: Sequence[str], chosen: Mapping[str, str], samples: Mapping[str, Sequence[str]]) -> Columns:
    """Field → its columns, the best first: a row takes the first that holds something.

    `chosen`: field → column by the user's word; `samples`: column → some of its cells. Raises UnreadableError
    where a chosen column is not there.
    """
    found: Columns = {field: (_chosen(column, header),) for field, column in chosen.items()}
    taken = {column for columns in found.values() for column in columns}
    ranked: dict[str, list[tuple[int, int, str]]] = {}
    for place, column in enumerate(header):
        if column not in taken and (match := _by_name(column)):
            ranked.setdefault(match[1], []).append((match[0], place, column))
    for field, columns in ranked.items():
        if field not in found:
            found[field] = tuple(column for _, _, column in sorted(columns))
    _addresses(found, samples)
    _by_cells(found, header, samples)
    return found


def known(header: Iterable[str]) -> set[str]:
    """The fields that the names of a header tell."""
    return {match[1] for column in header if (match := _by_name(column))}


def listed(header: Sequence[str]) -> str:
    """Names of columns as a message gives them."""
    shown = [" ".join(name.split())[:_LONGEST_SHOWN] for name in header[:_SHOWN]]
    return ", ".join(shown) + (" …" if len(header) > _SHOWN else "")


def is_aside(name: str) -> bool:
    """Whether a name is of something beside the article: its pictures, its comments, other articles."""
    return bool(set(plain(name).split()) & names.load().never["any"])


def _chosen(column: str, header: Sequence[str]) -> str:
    for name in header:
        if name == column:
            return name
    for name in header:
        if plain(name) == plain(column):
            return name
    raise UnreadableError(f"It has no column {column!r}; its columns are {listed(header)}.")


@lru_cache(maxsize=10_000)
def _by_name(column: str) -> tuple[int, str] | None:
    """(rank, field) of a name, the lower rank the surer."""
    lists = names.load()
    name = plain(column)
    whole = lists.ranks.get(name)
    if whole:
        return min((rank, field) for field, rank in whole.items())
    words = name.split()
    if len(words) > _MOST_WORDS or set(words) & lists.never["any"]:
        return None
    for size in range(len(words) - 1, 0, -1):  # the longest part that is known; of two, the last (« source.name »)
        for start in range(len(words) - size, -1, -1):
            part = " ".join(words[start : start + size])
            if part in lists.never.get("part", ()):
                continue
            for field, rank in sorted(lists.ranks.get(part, {}).items()):
                if not set(words) & lists.never.get(field, frozenset()):
                    return _PART * (len(words) - size) + rank, field
    return None


def _addresses(found: Columns, samples: Mapping[str, Sequence[str]]) -> None:
    """A « source » of addresses is where each article stands, not what published it."""
    pages = [
        column for column in found.get("outlet", ()) if _mostly(list(filter(None, samples.get(column, ()))), _page)
    ]
    if pages and "url" not in found:
        found["url"] = tuple(pages)
        sites = tuple(column for column in found.pop("outlet") if column not in pages)
        found |= {"outlet": sites} if sites else {}


def _by_cells(found: Columns, header: Sequence[str], samples: Mapping[str, Sequence[str]]) -> None:
    """Columns whose names tell nothing, by what their cells hold: addresses, days, long texts, titles."""
    taken = {column for columns in found.values() for column in columns}
    free = {column: [cell for cell in samples.get(column, ()) if cell] for column in header if column not in taken}
    free = {column: cells for column, cells in free.items() if cells}
    for field, looks in (("url", _address), ("date", _day)):
        column = next((column for column, cells in free.items() if _mostly(cells, looks)), None)
        if column and field not in found:
            found[field] = (column,)
            free.pop(column)
    lengths = {column: mean(map(len, cells)) for column, cells in free.items()}
    longest = max(lengths, key=lambda column: lengths[column], default=None)
    if "text" not in found and longest and lengths[longest] >= _TEXT and "description" not in found:
        found["text"] = (longest,)
        lengths.pop(longest)
    if "title" not in found and "text" in found:
        titles = [
            column
            for column, length in lengths.items()
            if _TITLE_LEAST <= length <= _TITLE_MOST and len(set(free[column])) > _MOST * len(free[column])
        ]
        if titles:
            found["title"] = (titles[0],)


def _mostly(cells: Sequence[str], looks: Callable[[str], bool]) -> bool:
    return bool(cells) and sum(map(looks, cells)) >= _MOST * len(cells)


def _page(cell: str) -> bool:
    return _address(cell) and "/" in cell.partition("://")[2].strip("/")


def _address(cell: str) -> bool:
    return cell.startswith(("http://", "https://", "www."))


def _day(cell: str) -> bool:
    return len(cell) <= 40 and any(map(str.isdigit, cell)) and bool(single(cell))


# A name of a column is short; what is longer, an address or a day is already a row.
_LONGEST_NAME = 60


def looks_like_a_name(cell: str) -> bool:
    """Whether a cell of the first row names a column, rather than being the first of its cells."""
    return len(cell) <= _LONGEST_NAME and not _address(cell) and not _day(cell) and not cell.strip().isdigit()
