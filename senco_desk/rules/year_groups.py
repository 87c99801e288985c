"""Academic years, the year group that a birthday leads to, and ages.

Source: standards.md 2.4, checked against known cases. A check only: pupils can be taught out of their year.
"""

from __future__ import annotations

from datetime import date

from senco_desk.models.codes import YEAR_GROUPS, year_words

_BEFORE_YEAR_1 = {0: "R", -1: "N2", -2: "N1"}


def academic_year(on: date) -> int:
    """Give the academic year of a day by the year it starts in: 2026 for 1 Sep 2026 to 31 Aug 2027."""
    return on.year if on.month >= 9 else on.year - 1


def expected_year_group(date_of_birth: date, academic_year: int) -> str:
    """Give the usual year group in that academic year, or "" below Nursery 1 and past Year 14."""
    born_in = date_of_birth.year if date_of_birth.month >= 9 else date_of_birth.year - 1
    year = academic_year - born_in - 5
    if 1 <= year <= 14:
        return str(year)
    return _BEFORE_YEAR_1.get(year, "")


def age_on(date_of_birth: date, on: date) -> int:
    """Give the age in whole years. Someone born on 29 February is a year older on 1 March."""
    return on.year - date_of_birth.year - ((on.month, on.day) < (date_of_birth.month, date_of_birth.day))


def sort_key(year_group: str) -> int:
    """Give a number that sorts year groups from nursery up; unknown ones and blanks come last."""
    return YEAR_GROUPS.index(year_group) if year_group in YEAR_GROUPS else len(YEAR_GROUPS)


def unusual(year_group: str, date_of_birth: date | None, academic_year: int) -> str | None:
    """Say that a year group is not the usual one for the birthday, or None. Never a reason to refuse."""
    if date_of_birth is None or year_group in ("", "X", "E1", "E2"):
        return None
    usual = expected_year_group(date_of_birth, academic_year)
    if usual == year_group:
        return None
    if not usual:
        return f"{year_words(year_group)} is unusual for this date of birth. Check both."
    return f"With this date of birth {year_words(usual)} is usual, not {year_words(year_group)}. Check both."
