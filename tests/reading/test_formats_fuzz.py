"""Whatever bytes come, each reader gives pages and rejects, and raises nothing."""

import json
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.reading.formats import READERS, Page, Reader, Reading, Recognised, Reject, Source, pages
from tests.reading.test_formats import SAMPLES, sample

DATA = {folder.name: sample(folder).read_bytes() for folder in SAMPLES}
# Pages of one damaged file that are looked at: no damage of ours makes more.
_MOST = 2_000


def read(name: str, data: bytes, reader: Reader | None = None) -> list[Page | Reject]:
    told: list[Recognised] = []
    source, reading = Source(name, Path(name), data), Reading(notice=told.append, inner=pages)
    found: Iterator[Page | Reject] = reader.pages(source, reading) if reader else pages(source, reading)
    items = list(islice(found, _MOST))
    for item in items:
        assert item.source_id.startswith(name)
        if isinstance(item, Reject):
            assert item.reason.endswith(".")
            assert "\n" not in item.reason
            assert item.stage in ("open", "read")
        else:
            assert item.text or item.title or not item.clean  # a page may prove empty when its body is sought
            (item.text + item.title + item.author + item.outlet + item.published).encode("utf-8")
    return items


@pytest.mark.parametrize("name", DATA)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), hits=st.integers(1, 40))
def test_damaged_samples(name: str, seed: int, hits: int) -> None:
    """Bytes changed, dropped, doubled, cut off."""
    dice, data = random.Random(seed), bytearray(DATA[name])
    for _ in range(hits):
        place = dice.randrange(len(data) or 1)
        match dice.randrange(4):
            case 0:
                data[place : place + 1] = bytes((dice.randrange(256),))
            case 1:
                del data[place : place + dice.randrange(1, 30)]
            case 2:
                data[place:place] = data[place : place + dice.randrange(1, 200)]
            case _:
                data[place:place] = dice.choice(
                    (b'"', b"\n", b"<", b">", b"{", b"]", b"\x00", b"\xff", b"&", b",", b";")
                )
    cut = bytes(data[: dice.randrange(len(data)) + 1]) if data and seed % 3 == 0 else bytes(data)
    read("x", cut or b"x")


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.binary(min_size=1, max_size=400), name=st.sampled_from(sorted(DATA)), place=st.floats(0, 1))
def test_every_reader_bears_what_another_format_holds(reader: Reader, data: bytes, name: str, place: float) -> None:
    """A file that was recognised wrongly: bytes of chance, alone and inside a sample."""
    read("x", data, reader)
    whole = DATA[name]
    at = int(place * len(whole))
    read("x", whole[:at] + data + whole[at:], reader)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300), st.sampled_from(("", ".html", ".csv", ".json", ".xml", ".txt", ".tsv")))
def test_any_text_under_any_name(text: str, suffix: str) -> None:
    read(f"x{suffix}", text.encode("utf-8", errors="surrogatepass") or b"x")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.sampled_from(("titre", "text", "date", "data", "items", "source", "x", "$date")), inner)
    ),
    max_leaves=25,
)


@settings(max_examples=200, deadline=None)
@given(json_values)
def test_any_json(value: object) -> None:
    read("x.json", json.dumps(value).encode())
