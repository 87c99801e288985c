"""Year groups and ages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from senco_desk.models.codes import YEAR_GROUPS
from senco_desk.rules import year_groups


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (date(2015, 9, 1), "6"), (date(2016, 8, 31), "6"), (date(2016, 9, 1), "5"), (date(2022, 8, 31), "R"),
        (date(2022, 9, 1), "N2"), (date(2023, 9, 1), "N1"), (date(2025, 1, 1), ""), (date(2000, 1, 1), ""),
    ],
)  # fmt: skip
def test_the_known_cases_of_2026_come_out(born, expected):
    assert year_groups.expected_year_group(born, 2026) == expected


def test_an_academic_year_turns_on_the_first_of_september():
    assert year_groups.academic_year(date(2026, 8, 31)) == 2025
    assert year_groups.academic_year(date(2026, 9, 1)) == 2026


@given(st.dates(date(2005, 1, 1), date(2024, 1, 1)))
def test_a_year_later_a_pupil_is_one_year_group_up(born):
    now, later = (year_groups.expected_year_group(born, year) for year in (2026, 2027))
    if now and later:
        assert year_groups.sort_key(later) == year_groups.sort_key(now) + 1


def test_ages_turn_on_the_birthday():
    assert year_groups.age_on(date(2014, 11, 22), date(2026, 11, 21)) == 11
    assert year_groups.age_on(date(2014, 11, 22), date(2026, 11, 22)) == 12
    assert year_groups.age_on(date(2012, 2, 29), date(2025, 2, 28)) == 12
    assert year_groups.age_on(date(2012, 2, 29), date(2025, 3, 1)) == 13


def test_year_groups_sort_from_nursery_up_and_blanks_last():
    shuffled = ["10", "", "R", "2", "N1", "1", "X"]
    assert sorted(shuffled, key=year_groups.sort_key) == ["N1", "R", "1", "2", "10", "X", ""]
    assert [year_groups.sort_key(code) for code in YEAR_GROUPS] == list(range(len(YEAR_GROUPS)))


def test_an_unusual_year_group_is_told_and_a_usual_one_is_not():
    assert year_groups.unusual("6", date(2015, 9, 1), 2026) is None
    assert "Year 6 is usual, not Year 7" in str(year_groups.unusual("7", date(2015, 9, 1), 2026))
    assert "unusual" in str(year_groups.unusual("7", date(2025, 9, 1), 2026))
    assert year_groups.unusual("X", date(2015, 9, 1), 2026) is None
    assert year_groups.unusual("7", None, 2026) is None
