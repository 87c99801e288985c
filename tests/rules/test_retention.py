"""Which copies stay: enough of each age, the newest three whatever the clock says, and no more than fits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from senco_desk.rules.retention import DAILY, MONTHLY, NEVER_GO, WEEKLY, Kept, to_let_go

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def _left(copies: list[Kept], now: datetime = NOW, most_bytes: int | None = None) -> list[Kept]:
    gone = to_let_go(copies, now, most_bytes=most_bytes)
    return [copy for copy in copies if copy not in gone]


def _grown(days: int, each_day: int = 16) -> tuple[list[Kept], datetime]:
    """A file worked in every half hour of each school day, thinned after every copy, as the program does."""
    copies: list[Kept] = []
    at = datetime(2025, 9, 1, 8, tzinfo=UTC)
    order = 0
    for day in range(days):
        for half_hour in range(each_day):
            at = datetime(2025, 9, 1, 8, tzinfo=UTC) + timedelta(days=day, minutes=30 * half_hour)
            order += 1
            copies.append(Kept(f"{order}", at, order))
            copies = _left(copies, at)
    return copies, at


def test_after_a_year_of_work_there_is_one_for_each_day_week_and_month():
    copies, at = _grown(400)
    days = {(at.date() - copy.made.date()).days for copy in copies}
    assert set(range(DAILY)) <= days
    assert len({copy.made.isocalendar()[:2] for copy in copies}) >= WEEKLY
    assert len({(copy.made.year, copy.made.month) for copy in copies}) >= MONTHLY
    assert max(days) > 200
    assert len(copies) < 70


def test_all_of_today_stay():
    copies, at = _grown(3)
    assert len([copy for copy in copies if copy.made.date() == at.date()]) == 16


TIMES = st.integers(0, 60 * 365 * 24 * 60).map(
    lambda m: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(minutes=m)
)
HISTORIES = st.lists(st.tuples(TIMES, st.integers(0, 10_000_000)), max_size=80).map(
    lambda made: [Kept(f"{n}", at, n, size) for n, (at, size) in enumerate(made)]
)


@settings(max_examples=500)
@given(HISTORIES, TIMES, st.one_of(st.none(), st.integers(0, 50_000_000)))
def test_the_three_made_last_never_go_whatever_the_clock_said(
    copies: list[Kept], now: datetime, most: int | None
):
    assert not set(copies[-NEVER_GO:]) & set(to_let_go(copies, now, most_bytes=most))


@settings(max_examples=300)
@given(HISTORIES, TIMES)
def test_thinning_twice_takes_nothing_more(copies: list[Kept], now: datetime):
    left = _left(copies, now)
    assert _left(left, now) == left


@settings(max_examples=300)
@given(HISTORIES, TIMES)
def test_the_newest_copy_of_each_of_the_latest_days_stays(copies: list[Kept], now: datetime):
    left = _left(copies, now)
    for day in sorted({copy.made.date() for copy in copies}, reverse=True)[:DAILY]:
        assert max((c for c in copies if c.made.date() == day), key=lambda c: c.order) in left


@given(HISTORIES, TIMES, st.integers(0, 50_000_000))
def test_what_is_left_fits_its_room_or_is_three(copies: list[Kept], now: datetime, most: int):
    left = _left(copies, now, most)
    assert sum(copy.size for copy in left) <= most or len(left) <= NEVER_GO


STATES = st.lists(st.sampled_from("abcde"), max_size=30)


@given(STATES, st.integers(0, 50))
def test_what_the_file_held_at_the_newest_three_moments_that_differ_always_stays(
    states: list[str], most: int
):
    copies = [Kept(f"{n}", NOW - timedelta(days=900), n, 1, state) for n, state in enumerate(states)]
    held = list(dict.fromkeys(reversed(states)))
    left = _left(copies, most_bytes=most)
    assert {copy.state for copy in left} >= set(held[:NEVER_GO])
    assert len(left) <= max(most, 2 * NEVER_GO - 1)
