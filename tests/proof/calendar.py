"""The calendar again, counted day by day from the papers' own words; nothing here is the program's.

Sources: the trust's My Learning Pathway ("6-12 Weeks", "Review within 6 weeks", "Review within 6- 12 weeks"),
and standards.md 2.4 and 3.1 (EHCP: 12 months, 6 months if under 5; the academic year begins on 1 September).
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from typing import Final

from senco_desk.models.codes import Stage

_FRIDAY: Final = 4
_WEEKS: Final = {Stage.CONCERN: (6, 12), Stage.MY_PLAN: (0, 6), Stage.MY_PLAN_PLUS: (6, 12)}
_EDGES: Final = (
    (2, 28),
    (2, 29),
    (3, 1),
    (8, 31),
    (9, 1),
    (12, 31),
    (1, 1),
    (3, 29),
    (10, 25),
    (5, 31),
    (11, 30),
)


@dataclass(frozen=True)
class Term:
    """A term as the papers give it."""

    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Plan:
    """A pupil's plan: where, since when, whose, in which school year, and the day it is looked at."""

    stage: Stage
    started: date
    born: date
    terms: tuple[Term, ...]
    today: date


def _some_day(dice: random.Random, first: int, last: int) -> date:
    year = dice.randint(first, last)
    if dice.random() < 0.4:
        month, day = dice.choice(_EDGES)
        return date(year, month, min(day, 29 if _leap(year) else 28) if month == 2 else day)
    return date.fromordinal(date(year, 1, 1).toordinal() + dice.randrange(365))


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def plan(number: int) -> Plan:
    """Make up a plan; the same number gives the same plan."""
    dice = random.Random(number)
    started = _some_day(dice, 2015, 2045)
    terms: list[Term] = []
    day = date(started.year - 1, 8, 20).toordinal() + dice.randrange(40)
    for half in range(dice.choice((0, 2, 6, 18))):
        last = day + dice.randrange(1, 60)
        name = ("Autumn", "Spring", "Summer")[half // 2 % 3]
        terms.append(Term(name, date.fromordinal(day), date.fromordinal(last)))
        day = last + dice.choice((1, 3, 10, 17, 45))
    today = date.fromordinal(started.toordinal() + dice.randrange(-3, 400))
    return Plan(
        dice.choice(list(Stage)),
        started,
        _some_day(dice, started.year - 19, started.year),
        tuple(terms),
        today,
    )


def months_later(day: date, months: int) -> date:
    """Give the same day of a later month, or its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    long = (31, 29 if _leap(year) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month]
    return date(year, month + 1, min(day.day, long))


def birthday(born: date, age: int) -> date:
    """Give the day on which somebody is so old; who was born on 29 February waits until 1 March."""
    if (born.month, born.day) == (2, 29) and not _leap(born.year + age):
        return date(born.year + age, 3, 1)
    return date(born.year + age, born.month, born.day)


def in_term(day: date, terms: tuple[Term, ...]) -> bool:
    """Whether school is on."""
    return any(term.starts_on <= day <= term.ends_on for term in terms)


def is_school_day(day: date, terms: tuple[Term, ...]) -> bool:
    """Whether a review could be held; outside of all that is known, every weekday is."""
    if day.weekday() > _FRIDAY:
        return False
    known = terms and min(t.starts_on for t in terms) <= day <= max(t.ends_on for t in terms)
    return in_term(day, terms) or not known


def window(of: Plan) -> tuple[date, date] | None:
    """Give the first and the last day of the review, or None where the papers set none."""
    first, last = of.started.toordinal(), of.started.toordinal()
    if of.stage is Stage.EHCP:
        last = months_later(of.started, 6 if of.started < birthday(of.born, 5) else 12).toordinal()
    elif of.stage in _WEEKS:
        first, last = (of.started.toordinal() + 7 * weeks for weeks in _WEEKS[of.stage])
    else:
        return None
    closes = last
    while not is_school_day(date.fromordinal(closes), of.terms):
        closes -= 1
    if closes < of.started.toordinal():
        closes = last
    return date.fromordinal(min(first, closes)), date.fromordinal(closes)


def week_of_term(day: date, terms: tuple[Term, ...]) -> tuple[int, int] | None:
    """Give which week of its term a day is in and how many that has, counting weeks with a day of school."""
    halves: list[list[Term]] = []
    for term in terms:
        if halves and halves[-1][0].name == term.name:
            halves[-1].append(term)
        else:
            halves.append([term])
    for whole in halves:
        if not in_term(day, tuple(whole)):
            continue
        days = [n for half in whole for n in range(half.starts_on.toordinal(), half.ends_on.toordinal() + 1)]
        weeks = sorted({(n - 1) // 7 for n in days})
        return weeks.index((day.toordinal() - 1) // 7) + 1, len(weeks)
    return None


def school_year(day: date) -> int:
    """Give the year in which the academic year of a day began, on its first of September."""
    return max(year for year in (day.year - 1, day.year) if date(year, 9, 1) <= day)


def year_group(born: date, year: int) -> str:
    """Give the usual year group: Reception in the school year of the fifth birthday."""
    turns_five = school_year(birthday(born, 5))
    return {-2: "N1", -1: "N2", 0: "R"}.get(
        year - turns_five, str(year - turns_five) if 1 <= year - turns_five <= 14 else ""
    )
