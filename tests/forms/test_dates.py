"""Dates as people type them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from senco_desk.forms.checking import wrong_date
from senco_desk.forms.dates import TypedDate, read_date
from senco_desk.forms.wording import iso_words

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("14/3/2019", "2019-03-14"),
        ("14.03.2019", "2019-03-14"),
        ("14-3-19", "2019-03-14"),
        ("14 3 2019", "2019-03-14"),
        ("3/4/2019", "2019-04-03"),
        ("14 Mar 2019", "2019-03-14"),
        ("14th march, 2019", "2019-03-14"),
        ("14th of March 2019", "2019-03-14"),
        ("March 14, 2019", "2019-03-14"),
        ("14mar2019", "2019-03-14"),
        ("7 Sept 2024", "2024-09-07"),
        ("Thursday 14 March 2019", "2019-03-14"),
        ("2019-03-14", "2019-03-14"),
        ("march 2019", "2019-03"),
        ("3/2019", "2019-03"),
        ("  2019 ", "2019"),
        ("today", "2026-11-22"),
        ("Tomorrow", "2026-11-23"),
        ("yesterday", "2026-11-21"),
        ("in 6 weeks", "2027-01-03"),
        ("in six weeks", "2027-01-03"),
        ("six weeks' time", "2027-01-03"),
        ("in a month", "2026-12-22"),
        ("2 years ago", "2024-11-22"),
        ("14/3/98", "1998-03-14"),
    ],
)
def test_a_date_is_read_as_a_person_types_it(typed: str, iso: str) -> None:
    assert read_date(typed, today=TODAY) == TypedDate(iso)


@pytest.mark.parametrize("typed", ["about March 2019", "around march 2019", "c. March 2019"])
def test_about_in_the_words_is_heard(typed: str) -> None:
    assert read_date(typed, today=TODAY) == TypedDate("2019-03", about=True)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "at Easter",
        "3/14/2019",
        "31 Feb 2019",
        "March",
        "14 March",
        "march 19",
        "Monday 14 March 2019",
        "6 weeks",
        "in 0 weeks",
        "19",
        "99999",
        "ma 2019",
        "about",
        "in lots weeks",
        "in 999 years ago",
    ],
)
def test_what_is_not_certain_is_not_guessed(typed: str) -> None:
    assert read_date(typed, today=TODAY) is None


@given(DAYS)
def test_every_day_is_read_back_from_the_words_it_is_shown_in(day: date) -> None:
    for iso in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
        assert read_date(iso_words(iso), today=TODAY) == TypedDate(iso)


@given(DAYS)
def test_day_comes_before_month_in_figures(day: date) -> None:
    assert read_date(f"{day.day}/{day.month}/{day.year}", today=TODAY) == TypedDate(day.isoformat())


@given(st.integers(1, 200), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_weeks_ahead_are_counted_from_today(weeks: int, today: date) -> None:
    assert read_date(f"in {weeks} weeks", today=today) == TypedDate(
        (today + timedelta(weeks=weeks)).isoformat()
    )


@given(st.text(max_size=30))
def test_whatever_is_typed_gives_a_real_date_or_nothing(text: str) -> None:
    read = read_date(text, today=TODAY)
    assert read is None or wrong_date(read.iso, "When") is None
