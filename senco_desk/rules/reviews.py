"""When a review is due: windows by stage (pathway.md, `my-learning-pathway`), urgency, weeks at a stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from senco_desk.models.codes import Stage
from senco_desk.rules.dates_in_words import long_day
from senco_desk.rules.terms import TermDates, last_school_day
from senco_desk.rules.year_groups import age_on

NOTICE = timedelta(weeks=2)


class Due(StrEnum):
    """How urgent something is."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"

    @property
    def words(self) -> str:
        """As a chip says it."""
        return {"overdue": "late", "soon": "soon", "later": ""}[self.value]


@dataclass(frozen=True)
class ReviewWindow:
    """The days between which a review is held, both included."""

    opens_on: date
    closes_on: date
    moved_from: date | None = None
    """The day it would have closed on, had that not been a weekend or a holiday."""


_WEEKS: dict[Stage, tuple[int, int]] = {
    Stage.CONCERN: (6, 12),
    Stage.MY_PLAN: (0, 6),
    Stage.MY_PLAN_PLUS: (6, 12),
}
"""Weeks from the start of the cycle to the first and the last day of its review."""


def review_window(
    stage: Stage, cycle_started: date, *, terms: Sequence[TermDates] = (), date_of_birth: date | None = None
) -> ReviewWindow | None:
    """Give the window of a cycle's review; None for a stage without one.

    The EHC assessment has a statutory clock of its own.

    Args:
        stage: where the pupil stands.
        cycle_started: the day the stage began, or its last review, or the day the EHCP was issued.
        terms: the school's terms; a window that ends in a holiday or weekend closes on the last
            school day before.
        date_of_birth: an EHCP is reviewed within 12 months, and within 6 while the child is under five.
    """
    if stage is Stage.EHCP:
        under_five = date_of_birth is not None and age_on(date_of_birth, cycle_started) < 5
        opens, closes = cycle_started, cycle_started + relativedelta(months=6 if under_five else 12)
    elif stage in _WEEKS:
        first, last = _WEEKS[stage]
        opens, closes = cycle_started + timedelta(weeks=first), cycle_started + timedelta(weeks=last)
    else:
        return None
    moved = last_school_day(closes, terms)
    if moved < cycle_started:  # the whole window lies in one holiday: better late than before the start
        moved = closes
    return ReviewWindow(min(opens, moved), moved, closes if moved != closes else None)


def review_status(review_by: date, *, today: date, notice: timedelta = NOTICE) -> Due:
    """Say how urgent a review is.

    A review due today is SOON, not OVERDUE: the meeting may be this afternoon.
    """
    if review_by < today:
        return Due.OVERDUE
    return Due.SOON if review_by <= today + notice else Due.LATER


def outside_window(window: ReviewWindow, on: date) -> str | None:
    """Say that a review day lies outside the window, or None. It is allowed with a reason, which is kept."""
    if on < window.opens_on:
        return f"The window opens on {long_day(window.opens_on)}. Say why this review is earlier."
    if on > window.closes_on:
        return f"The window closes on {long_day(window.closes_on)}. Say why this review is later."
    return None


def weeks_at(since: date, today: date) -> int:
    """Give the full weeks since a day; 0 for a day to come."""
    return max(0, (today - since).days // 7)


def week_number(since: date, today: date) -> int:
    """Give the week of a stage or cycle, the first being 1."""
    return weeks_at(since, today) + 1


def cycle_words(cycle: int, since: date, today: date) -> str:
    """Give "second cycle, week 8"."""
    named = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth"}
    which = f"{named[cycle]} cycle" if cycle in named else f"cycle {cycle}"
    return f"{which}, week {week_number(since, today)}"
