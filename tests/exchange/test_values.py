"""Cells read as values."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from senco_desk.exchange import values
from senco_desk.exchange.values import DateOrder
from senco_desk.models.codes import YEAR_GROUPS, NeedType, year_words

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(1990, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    "written",
    ["2016-03-04", "2016/3/4", "04/03/2016", "4.3.2016", "4-3-16", "4 Mar 2016", "4th March 2016",
     "04-Mar-16", "Fri, 4 Mar 2016", "Friday 4 March 2016", "Mar 4, 2016", "2016-03-04 00:00:00",
     "2016-03-04T00:00:00Z",
     "04/03/2016 00:00"],
)  # fmt: skip
def test_a_date_is_read_in_every_dress(written):
    assert values.read_date(written, DateOrder.DAY_FIRST, today=TODAY) == date(2016, 3, 4)


@pytest.mark.parametrize(
    "written", ["31/02/2016", "2016-13-01", "yesterday", "4 Foo 2016", "42430", "4 Mart 2016", "1/2/3"]
)
def test_what_is_no_date_is_not_read(written):
    assert values.read_date(written, DateOrder.DAY_FIRST, today=TODAY) is None


def test_without_an_order_only_certain_dates_are_read():
    assert values.read_date("04/03/2016", None, today=TODAY) is None
    assert values.read_date("04/04/2016", None, today=TODAY) == date(2016, 4, 4)
    assert values.read_date("03/04/2016", DateOrder.MONTH_FIRST, today=TODAY) == date(2016, 3, 4)


def test_two_figures_of_a_year_are_the_latest_that_can_be():
    assert values.read_date("01/09/27", DateOrder.DAY_FIRST, today=TODAY) == date(2027, 9, 1)
    assert values.read_date("01/09/84", DateOrder.DAY_FIRST, today=TODAY) == date(1984, 9, 1)


@given(DAYS)
def test_every_day_is_read_in_either_order(on):
    for order, written in (
        (DateOrder.DAY_FIRST, f"{on:%d/%m/%Y}"),
        (DateOrder.MONTH_FIRST, f"{on:%m/%d/%Y}"),
    ):
        assert values.read_date(written, order, today=TODAY) == on
    assert values.read_date(on.isoformat(), None, today=TODAY) == on


@given(st.lists(DAYS, max_size=20))
def test_the_order_of_a_column_always_holds_its_true_one(days):
    orders = values.date_orders(f"{on:%d/%m/%Y}" for on in days)
    assert orders is None or DateOrder.DAY_FIRST in orders
    if any(on.day > 12 for on in days):
        assert orders == frozenset({DateOrder.DAY_FIRST})


@pytest.mark.parametrize("code", [code for code in YEAR_GROUPS if code not in ("E1", "E2", "X")])
def test_year_groups_are_read_as_codes_and_as_words(code):
    assert values.read_year_group(code) == code
    assert values.read_year_group(year_words(code)) == code
    if code.isdigit():
        for written in (f"Y{code}", f"Yr {code}", f" {code}", f"year {code}", f"0{code}"[-2:]):
            assert values.read_year_group(written) == code


def test_what_is_no_year_group_is_not_read():
    for written in ("Year 15", "Sixth", "4W", "", "Y"):
        assert values.read_year_group(written) is None
    assert values.read_year_group("Nursery") == "N2"


def test_sex_flags_and_numbers():
    assert [values.read_sex(cell) for cell in ("Female", "M", "boy", "?")] == ["F", "M", "M", None]
    flags = ("Yes", "n", "TRUE", "0", "✓", "-", "Ever 6")
    assert [values.read_flag(cell) for cell in flags] == [True, False, True, False, True, False, None]
    assert [values.read_count(cell) for cell in ("38", "38.0", "-1", "1001", "1e3", "²")] == [
        38,
        38,
        None,
        None,
        None,
        None,
    ]
    assert [values.read_percent(cell) for cell in ("91.5%", "100", "101", "x")] == [91.5, 100.0, None, None]


@pytest.mark.parametrize(
    ("written", "code"),
    [("K", "K"), ("SEN Support", "K"), ("K - SEN support", "K"), ("SEN Support (K)", "K"), ("EHCP", "E"),
    ("E", "E"),
     ("Education, Health and Care Plan", "E"), ("Education Health & Care Plan", "E"), ("E - EHCP", "E"),
     ("N", "N"),
     ("No Special Educational Need", "N"), ("S", "S"), ("School Action Plus", "P"), ("A", "A"),
     ("Statement", "S"),
     ("Monitoring", None), ("Q", None)],
)  # fmt: skip
def test_sen_status_is_read_from_words_and_codes(written, code):
    assert values.read_status(written) == code


@pytest.mark.parametrize("need", list(NeedType))
def test_needs_are_read_by_code_and_by_name(need):
    for written in (
        need.value,
        need.value.lower(),
        need.words,
        need.words.upper(),
        f"{need.value} - {need.words}",
    ):
        assert values.read_need(written) is need


def test_other_words_for_needs():
    assert values.read_need("Autism") is NeedType.ASD
    assert values.read_need("Visual impairment") is NeedType.VI
    assert values.read_need("Speech, Language & Communication Needs") is NeedType.SLCN
    assert values.read_need("Down’s Syndrome") is NeedType.DS
    assert values.read_need("Hearing loss (HI)") is NeedType.HI
    assert values.read_need("BESD") is None
    assert values.read_need("Tired") is None
    assert values.is_besd("BESD")
    assert values.is_besd("Behaviour, Emotional & Social Difficulties")
