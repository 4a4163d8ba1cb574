"""What is on screen goes in, files come out: CSV, iCalendar and GEXF, under a name that tells the filters."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pandas as pd

# A spreadsheet runs a cell that begins so as a formula (OWASP, CSV injection), full-width forms included.
_FORMULA = re.compile(r"\s*[=+\-@\t\r\n＝＋－＠]")
_RETURN = re.compile(r"\r\n?")  # alone, Python before 3.13 leaves it unquoted, and it breaks the row
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # characters that XML 1.0 forbids
_GEXF = "http://gexf.net/1.3"
_SLUG_LENGTH = 40  # of one part of a file name; whole names stay well under the 255 bytes of file systems


def csv(frame: pd.DataFrame) -> bytes:
    """`frame` as CSV: UTF-8, comma, header, empty for unknown.

    Text that a spreadsheet would run as a formula gets a quote before it; numbers stay as they are.
    """
    safe = frame.rename(columns=_harmless)
    for place, column in enumerate(safe.columns):
        if not pd.api.types.is_numeric_dtype(frame.dtypes.iloc[place]):
            safe[column] = [_harmless(value) if isinstance(value, str) else value for value in safe[column]]
    return safe.to_csv(index=False, lineterminator="\n").encode("utf-8")


@dataclass(frozen=True, slots=True)
class Event:
    """A planned meeting for a calendar: whole days, in words where they are vague."""

    uid: str
    first: date
    last: date  # included
    summary: str
    place: str  # "" where unknown
    description: str
    vague: bool  # the days are those it may fall on, not those it takes
    stamp: date  # the day of what is known of it


def calendar(events: Sequence[Event], name: str, language: str) -> bytes:
    """`events` as iCalendar (RFC 5545): whole days, DTEND the day after the last. A vague one is TENTATIVE and
    blocks no time. The same events give the same bytes.
    """
    from icalendar import Calendar  # a seventh of a second to import; only a download needs it
    from icalendar import Event as Entry

    made = Calendar()
    made.add("prodid", f"-//Entrevues//{language.upper()}")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("x-wr-calname", name)
    for event in events:
        entry = Entry()
        entry.add("uid", event.uid)
        entry.add("dtstamp", datetime(event.stamp.year, event.stamp.month, event.stamp.day, tzinfo=UTC))
        entry.add("dtstart", event.first)
        entry.add("dtend", event.last + timedelta(days=1))
        entry.add("summary", _printable(event.summary))
        if event.place:
            entry.add("location", _printable(event.place))
        entry.add("description", _printable(event.description))
        if event.vague:
            entry.add("status", "TENTATIVE")
        entry.add("transp", "TRANSPARENT" if event.vague else "OPAQUE")
        made.add_component(entry)
    return bytes(made.to_ical())


def _printable(text: str) -> str:
    """Without the control characters that RFC 5545 forbids; ends of lines stay."""
    return "".join(sign for sign in _RETURN.sub("\n", text) if sign == "\n" or unicodedata.category(sign) != "Cc")


def gexf(nodes: pd.DataFrame, edges: pd.DataFrame) -> bytes:
    """A network as GEXF 1.3 (gexf.net), which Gephi and other programs open. The same network, the same bytes.

    `nodes`: the first column identifies, the second names, the others describe; `edges`: the first two columns are the
    ends, the third the weight, the others describe. Edges have no direction.
    """
    root = ElementTree.Element("gexf", xmlns=_GEXF, version="1.3")
    meta = ElementTree.SubElement(root, "meta")
    ElementTree.SubElement(meta, "creator").text = "Entrevues"
    graph = ElementTree.SubElement(root, "graph", defaultedgetype="undirected", mode="static")
    for kind, frame, given in (("node", nodes, ("id", "label")), ("edge", edges, ("source", "target", "weight"))):
        described = list(frame.columns[len(given) :])
        attributes = ElementTree.SubElement(graph, "attributes", {"class": kind})
        for number, column in enumerate(described):
            type_ = "double" if pd.api.types.is_numeric_dtype(frame[column]) else "string"
            ElementTree.SubElement(attributes, "attribute", id=str(number), title=_in_xml(column), type=type_)
        several = ElementTree.SubElement(graph, f"{kind}s")
        for number, row in enumerate(frame.itertuples(index=False, name=None)):
            own = {"id": str(number)} if kind == "edge" else {}
            own |= {name: _in_xml(value) for name, value in zip(given, row, strict=False)}
            values = ElementTree.SubElement(ElementTree.SubElement(several, kind, own), "attvalues")
            for place, value in enumerate(row[len(given) :]):
                ElementTree.SubElement(values, "attvalue", {"for": str(place), "value": _in_xml(value)})
    ElementTree.indent(root)
    made: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _in_xml(value: object) -> str:
    return _NO_XML.sub("", str(value))


def file_name(
    what: str,
    corpus: str,
    outlets: Sequence[str] | None = None,
    actors: Sequence[str] | None = None,
    period: Sequence[str] = (),
    extension: str = "csv",
    facets: Sequence[str] | None = None,
) -> str:
    """`entrevues_mentions_founding_20-minutes_2022-12_2026-02.csv`: plain ASCII, bounded, safe everywhere.

    Outlets, actors and facets (what kind of meetings) are those chosen (None: all, left out of the name); where
    their names are too long together, their number stands for them.
    """
    parts = [
        "entrevues",
        slug(what),
        slug(corpus),
        _several(outlets, "outlets"),
        _several(actors, "actors"),
        _several(facets, "filters"),
        *(slug(day) for day in period),
    ]
    return "_".join(part for part in parts if part) + f".{extension}"


def slug(text: str) -> str:
    """Letters, digits and hyphens: « Émirats arabes unis » → emirats-arabes-unis; "unknown" for nothing."""
    parts = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe"))
    plain = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_SLUG_LENGTH].strip("-") or "unknown"


def _several(names: Sequence[str] | None, kind: str) -> str:
    if names is None:
        return ""
    joined = "+".join(slug(name) for name in names)
    return joined if len(joined) <= _SLUG_LENGTH else f"{len(names)}-{kind}"


def _harmless(text: object) -> str:
    plain = _RETURN.sub("\n", str(text))
    return f"'{plain}" if _FORMULA.match(plain) else plain
