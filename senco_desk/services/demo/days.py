"""The made-up school's calendar: every date in it hangs on the day it is made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from senco_desk.models.school import TermInput
from senco_desk.rules.terms import in_term
from senco_desk.rules.year_groups import academic_year, age_on

YEARS_BACK = 7
"""How many academic years before this one have terms that dates can fall in."""
_BORN = re.compile(r"\{born\+(\d+)\}")


def year_terms(year: int) -> tuple[TermInput, ...]:
    """The made-up school's terms in one academic year, each in two halves around its holiday week."""
    following = year + 1
    autumn = _last_monday(year, 10)
    winter = _monday_on_or_after(date(following, 2, 13))
    summer = _last_monday(following, 5)
    halves = (
        ("Autumn term", date(year, 9, 2), autumn),
        ("Autumn term", autumn + timedelta(days=7), date(year, 12, 21)),
        ("Spring term", date(following, 1, 5), winter),
        ("Spring term", winter + timedelta(days=7), date(following, 3, 29)),
        ("Summer term", date(following, 4, 13), summer),
        ("Summer term", summer + timedelta(days=7), date(following, 7, 22)),
    )
    return tuple(
        TermInput(
            academic_year=year, name=name, starts_on=_weekday_from(first), ends_on=_weekday_before(holiday)
        )
        for name, first, holiday in halves
    )


def _monday_on_or_after(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _last_monday(year: int, month: int) -> date:
    end = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return end - timedelta(days=end.weekday())


def _weekday_from(day: date) -> date:
    return day if day.weekday() < 5 else day + timedelta(days=7 - day.weekday())


def _weekday_before(day: date) -> date:
    last = day - timedelta(days=1)
    return last if last.weekday() < 5 else last - timedelta(days=last.weekday() - 4)


@dataclass(frozen=True)
class Days:
    """The calendar around `today`."""

    today: date

    @cached_property
    def year(self) -> int:
        """The academic year of today, by the year it starts in."""
        return academic_year(self.today)

    @cached_property
    def known_terms(self) -> Sequence[TermInput]:
        """Terms of the years that any date of the made-up school falls in."""
        years = range(self.year - YEARS_BACK, self.year + 3)
        return tuple(term for year in years for term in year_terms(year))

    @cached_property
    def kept_terms(self) -> Sequence[TermInput]:
        """The terms that go into the file: last year's, this year's and next year's."""
        return tuple(term for year in range(self.year - 1, self.year + 2) for term in year_terms(year))

    def is_school_day(self, day: date) -> bool:
        """Whether school is open: a weekday in term."""
        return day.weekday() < 5 and in_term(day, self.known_terms)

    def back(self, days: int) -> date:
        """The school day that lies `days` before today, or the last one before that."""
        day = self.today - timedelta(days=days)
        while not self.is_school_day(day):
            day -= timedelta(days=1)
        return day

    def ahead(self, days: int) -> date:
        """The school day that lies `days` after today, or the first one after that."""
        day = self.today + timedelta(days=days)
        while not self.is_school_day(day):
            day += timedelta(days=1)
        return day

    def about(self, days: int) -> date:
        """`back`, but out of the summer into the first day of the new year where that is past already."""
        before, after = self.back(days), self.ahead(-days)
        long_ago = before < self.today - timedelta(days=days + 10)
        return after if long_ago and after <= self.today else before

    def near(self, days: int) -> date:
        """`ahead` for 0 and more, `back` for less."""
        return self.ahead(days) if days >= 0 else self.back(-days)

    @cached_property
    def sessions(self) -> int:
        """Half days of school this academic year before today."""
        first = date(self.year, 9, 1)
        return 2 * sum(
            self.is_school_day(first + timedelta(days=n)) for n in range((self.today - first).days)
        )

    def born(self, year_group: str, month_and_day: str, *, years_older: int = 0) -> date:
        """A birthday ("03-14") that leads to a year group this academic year."""
        month, day = (int(part) for part in month_and_day.split("-"))
        place = 0 if year_group == "R" else int(year_group)
        year = self.year - place - 5 - years_older + (1 if month < 9 else 0)
        leap = month == 2 and day == 29 and not (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
        return date(year, month, 28 if leap else day)

    def written(self, text: str, born: date) -> str:
        """A text with its `{born+N}` turned into the year in which the child was N."""
        return _BORN.sub(lambda found: str(born.year + int(found[1])), text)

    def age(self, born: date) -> int:
        """Age today, in whole years."""
        return age_on(born, self.today)
