"""Dates and times as people read them."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from senco_desk.rules import dates_in_words as words

TODAY = date(2026, 11, 17)
DAYS = st.dates(date(1990, 1, 1), date(2060, 1, 1))


def test_days_read_as_in_the_pictures():
    review = date(2026, 11, 26)
    assert words.short_date(date(2026, 11, 14)) == "14 Nov 2026"
    assert words.full_date(review) == "26 November 2026"
    assert words.long_day(review) == "Thursday 26 November"
    assert words.long_day(review, year=True) == "Thursday 26 November 2026"
    assert words.short_day(review) == "Thu 26 Nov"
    assert words.short_day(date(2027, 9, 1), today=TODAY) == "Wed 1 Sep 2027"
    assert words.month_and_year(review) == "November 2026"
    assert words.span(date(2026, 1, 13), date(2026, 3, 10)) == "13 Jan to 10 Mar 2026"
    assert words.span(date(2025, 12, 1), date(2026, 3, 10)) == "1 Dec 2025 to 10 Mar 2026"


def test_how_soon_and_how_late():
    assert words.due_words(date(2026, 11, 26), today=TODAY) == "in 9 days"
    assert words.due_words(TODAY, today=TODAY) == "today"
    assert words.due_words(date(2026, 11, 18), today=TODAY) == "tomorrow"
    assert words.due_words(date(2026, 11, 16), today=TODAY) == "1 day late"
    assert words.due_words(date(2026, 11, 12), today=TODAY) == "5 days late"
    assert words.ago_words(date(2026, 11, 9), today=TODAY) == "8 days ago"
    assert words.ago_words(date(2026, 11, 16), today=TODAY) == "yesterday"
    assert words.ago_words(date(2026, 11, 19), today=TODAY) == "in 2 days"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("15:30", "3.30 pm"), ("14:15", "2.15 pm"), ("09:00", "9 am"), ("12:00", "12 noon"),
        ("12:30", "12.30 pm"), ("00:05", "12.05 am"), ("16:05", "4.05 pm"), ("", ""),
    ],
)  # fmt: skip
def test_times_read_as_a_family_says_them(at, said):
    assert words.clock_words(at) == said


def test_what_is_no_time_is_our_own_mistake():
    with pytest.raises(ValueError, match="half past"):
        words.clock_words("half past")


def test_when_and_where_in_one_line():
    on = date(2026, 11, 26)
    assert words.when_and_where(on, "10:00", "Room 12") == "Thursday 26 November 2026 at 10 am, Room 12"
    assert words.when_and_where(on) == "Thursday 26 November 2026"


def test_lengths_of_time_stay_honest():
    assert words.duration(date(2026, 1, 13), date(2026, 3, 10)) == "8 weeks"
    assert words.duration(TODAY, TODAY) == "0 days"
    assert words.duration(date(2026, 11, 4), TODAY) == "13 days"
    assert words.duration(date(2025, 11, 18), TODAY) == "52 weeks"
    assert words.duration(date(2025, 11, 17), TODAY) == "1 year"
    assert words.duration(date(2024, 8, 20), TODAY) == "2 years 2 months"
    with pytest.raises(ValueError, match="before the start"):
        words.duration(TODAY, TODAY - timedelta(days=1))


def test_a_date_can_be_kept_on_one_line():
    assert words.unbroken("7 December") == "7\u00a0December"


@given(DAYS)
def test_every_day_reads_back(on):
    day, month, year = words.full_date(on).split()
    assert date(int(year), words.MONTHS.index(month) + 1, int(day)) == on
    assert words.long_day(on).split()[0] == words.WEEKDAYS[on.weekday()]


@given(st.times())
def test_every_time_reads_back(at):
    said = words.clock_words(at)
    if said == "12 noon":
        assert (at.hour, at.minute) == (12, 0)
        return
    clock, half = said.split()
    hour, _, minute = clock.partition(".")
    assert time(int(hour) % 12 + 12 * (half == "pm"), int(minute or 0)) == at.replace(second=0, microsecond=0)


@given(DAYS, st.integers(0, 4000))
def test_a_length_of_time_is_never_more_than_it_was(start, days):
    number, unit = words.duration(start, start + timedelta(days=days)).split()[:2]
    assert int(number) * {"d": 1, "w": 7, "y": 365}[unit[0]] <= days
