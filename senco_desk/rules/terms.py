"""The school's terms: which week it is, and which days are school days as far as they tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Protocol

from senco_desk.rules.dates_in_words import long_day
from senco_desk.rules.names import fold


class TermDates(Protocol):
    """A term as the table of terms holds it; two rows of one name are the halves of one term."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def starts_on(self) -> date:
        """Its first school day."""

    @property
    def ends_on(self) -> date:
        """Its last school day."""


def problems(terms: Iterable[TermDates]) -> tuple[str, ...]:
    """Say what is wrong with a table of terms: ends before starts, or overlaps."""
    ordered = _in_order(terms)
    backwards = (
        f"{term.name} ends before it starts. Check both days."
        for term in ordered
        if term.ends_on < term.starts_on
    )
    overlapping = (
        f"{later.name} starts before {earlier.name} has ended. Check both days."
        for earlier, later in pairwise(ordered)
        if later.starts_on <= earlier.ends_on
    )
    return (*backwards, *overlapping)


def in_term(on: date, terms: Iterable[TermDates]) -> bool:
    """Whether a day lies inside one of the terms (weekends included)."""
    return any(term.starts_on <= on <= term.ends_on for term in terms)


def in_holiday(on: date, terms: Sequence[TermDates]) -> bool:
    """Whether a day lies between two known terms. Before the first and after the last nothing is known."""
    if in_term(on, terms):
        return False
    return any(t.ends_on < on for t in terms) and any(t.starts_on > on for t in terms)


def last_school_day(on: date, terms: Sequence[TermDates]) -> date:
    """Give the day itself, or the last school day before it: out of a weekend, out of a known holiday."""
    day = on
    if in_holiday(day, terms):
        day = max(term.ends_on for term in terms if term.ends_on < day)
    while day.weekday() >= 5:
        day -= timedelta(days=1)
        if in_holiday(day, terms):
            day = max(term.ends_on for term in terms if term.ends_on < day)
    return day


def week_of_term(on: date, terms: Sequence[TermDates]) -> tuple[str, int, int] | None:
    """Give (name, week, weeks) for a day in term, or None.

    Weeks run from Monday; a week counts when at least one day of it lies in the term. Two rows with one name
    count on across the half-term holiday, which does not count.
    """
    for name, halves in _joined(terms):
        if not in_term(on, halves):
            continue
        mondays = sorted({monday for half in halves for monday in _mondays(half)})
        return name, mondays.index(_monday(on)) + 1, len(mondays)
    return None


def term_words(on: date, terms: Sequence[TermDates]) -> str:
    """Give "Autumn term, week 11 of 15", "Holiday until Monday 4 January", or "" if unknown."""
    found = week_of_term(on, terms)
    if found:
        name, week, weeks = found
        return f"{_term_name(name)}, week {week} of {weeks}"
    if in_holiday(on, terms):
        back = min(term.starts_on for term in terms if term.starts_on > on)
        return f"Holiday until {long_day(back)}"
    return ""


def _term_name(name: str) -> str:
    return name if "term" in name.casefold() else f"{name} term"


def _in_order(terms: Iterable[TermDates]) -> list[TermDates]:
    return sorted(terms, key=lambda term: (term.starts_on, term.ends_on))


def _joined(terms: Iterable[TermDates]) -> list[tuple[str, list[TermDates]]]:
    """Neighbouring rows of one name, as one term; next year's term of the same name stays apart."""
    grouped = groupby(_in_order(terms), key=lambda term: fold(term.name))
    return [(halves[0].name.strip(), halves) for halves in (list(rows) for _, rows in grouped)]


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())


def _mondays(term: TermDates) -> list[date]:
    first = _monday(term.starts_on)
    return [first + timedelta(weeks=week) for week in range((_monday(term.ends_on) - first).days // 7 + 1)]
