"""The days of a column: every way of writing, and never with day and month swapped."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reading.formats.days import Days, single


def read(*values: str, header: str = "") -> list[str]:
    days = Days(header)
    for value in values:
        days.see(value)
    return [days.read(value) for value in values]


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2022-03-04", "2022-03-04"),
        ("2022-03-04T23:30:00+01:00", "2022-03-04"),
        ("2022/3/4 18:00", "2022-03-04"),
        ("20220304", "2022-03-04"),
        ("20220304T183000Z", "2022-03-04"),
        ("1646352000", "2022-03-04"),
        ("1646352000.0", "2022-03-04"),
        ("1646352000,5", "2022-03-04"),
        ("1646352000000", "2022-03-04"),
        ("1,646352E+09", "2022-03-04"),
        ("1.646352e12", "2022-03-04"),
        ("44624", "2022-03-04"),
        ("44624,75", "2022-03-04"),
        ("Fri, 04 Mar 2022 23:30:00 +0100", "2022-03-04"),
        ("Fri, 04 Mar 2022 23:30:00 CEST", "2022-03-04"),
        ("Fri, 4 Mar 22 23:30 +2", "2022-03-04"),
        ("Fri, 04 March 2022 23:30:00 Europe/Paris", "2022-03-04"),
        ("04-Mar-2022", "2022-03-04"),
        ("March 4, 2022", "2022-03-04"),
        ("Mar 4th, 2022 5:30 PM", "2022-03-04"),
        ("ven., 04 mars 2022 23:30:00 +0100", "2022-03-04"),
        ("vendredi 4 mars 2022 à 18h", "2022-03-04"),
        ("1er août 2022", "2022-08-01"),
        ("04.03.2022", "2022-03-04"),
        ("le 25/03/2022 à 8h", "2022-03-25"),
        ("3/28/2022 8:00 PM", "2022-03-28"),
        ("05/05/2022", "2022-05-05"),
        ("04/03/2022", ""),
        ("04-03-2022", ""),
        ("04/03/22", ""),
        ("31/02/2022", ""),
        ("2022-13-45", ""),
        ("hier", ""),
        ("n.d.", ""),
        ("", ""),
        ("3,5", ""),
        ("0", ""),
        ("99999999999999999999", ""),
        ("04/03/0022", ""),
    ],
)
def test_a_value_alone(value: str, day: str) -> None:
    assert single(value) == day


def test_one_value_decides_for_its_column() -> None:
    assert read("04/03/2022", "25/03/2022") == ["2022-03-04", "2022-03-25"]
    assert read("04/03/2022", "03/25/2022") == ["2022-04-03", "2022-03-25"]
    assert read("04/03/22", "25/03/22", "") == ["2022-03-04", "2022-03-25", ""]
    assert read("22/03/04", "22/03/32", "99/12/31") == ["2022-03-04", "", "1999-12-31"]


def test_the_name_of_the_column_may_decide() -> None:
    assert read("04/03/2022", header="Date (jj/mm/aaaa)") == ["2022-03-04"]
    assert read("04/03/2022", header="date_mm_dd_yyyy") == ["2022-04-03"]


def test_a_column_of_two_orders_keeps_what_is_certain() -> None:
    assert read("04/03/2022", "25/03/2022", "03/25/2022", "05/05/2022") == [
        "",
        "2022-03-25",
        "2022-03-25",
        "2022-05-05",
    ]


def test_a_misprint_does_not_decide() -> None:
    assert read("04/03/2022", "25/03/2022", "31/02/2022", "inconnue") == ["2022-03-04", "2022-03-25", "", ""]


_ORDERS = {"dmy": "%d/%m/%Y", "mdy": "%m/%d/%Y", "dmy short": "%d/%m/%y", "mdy short": "%m/%d/%y"}


@given(
    st.lists(st.dates(date(1970, 1, 1), date(2026, 12, 31)), min_size=1, max_size=30),
    st.sampled_from(sorted(_ORDERS)),
)
def test_no_column_is_ever_swapped(days: list[date], order: str) -> None:
    """Whatever a column of one order holds, each value has its day or none."""
    for day, found in zip(days, read(*(day.strftime(_ORDERS[order]) for day in days)), strict=True):
        assert found in ("", day.isoformat())


@given(st.lists(st.dates(date(1970, 1, 1), date(2068, 12, 31)), min_size=1, max_size=20))
def test_a_column_with_a_late_day_is_read_whole(days: list[date]) -> None:
    written = [day.strftime("%d/%m/%Y") for day in [*days, date(2022, 3, 31)]]
    assert read(*written)[:-1] == [day.isoformat() for day in days]


@given(st.text(max_size=60))
def test_any_text_is_a_day_or_none(value: str) -> None:
    found = single(value)
    assert found == "" or date.fromisoformat(found) >= date(1800, 1, 1)
