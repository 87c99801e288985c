"""Which copies stay: a day's worth of all, then one a day, a week, a month; the newest three whatever comes.

Source: the design paper on safety, R13 (12 daily, 10 weekly, 9 monthly; the newest three never go). Copies
may hold the same; of what the file held at the newest three moments that differ, one each stays too.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

NEVER_GO: Final = 3
DAILY, WEEKLY, MONTHLY = 12, 10, 9
_ALL_WITHIN: Final = timedelta(hours=24)
_MOST_OF_A_DAY: Final = 48
"""Half-hourly for 24 hours."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One copy as thinning sees it.

    Attributes:
        name: which it is.
        made: when, by the clock of that moment, which may have been wrong.
        order: counts up with every copy, whatever the clock said.
        size: bytes.
        state: what it holds; copies of one state hold the same. Empty when that is not known.
    """

    name: str
    made: datetime
    order: int
    size: int = 0
    state: str = ""


def to_let_go(copies: Iterable[Kept], now: datetime, *, most_bytes: int | None = None) -> tuple[Kept, ...]:
    """Give the copies that may go, oldest first.

    Args:
        copies: all that there are.
        now: this moment, aware.
        most_bytes: room for all together; over it more go, the oldest first, but none that never does.
    """
    newest_first = sorted(copies, key=lambda copy: (copy.order, copy.made, copy.name), reverse=True)
    never = _never_go(newest_first)
    staying = set(never)
    today = [copy for copy in newest_first if timedelta(0) <= now - copy.made <= _ALL_WITHIN]
    staying.update(today[:_MOST_OF_A_DAY])
    staying.update(_newest_of_each(newest_first, lambda at: at.date(), DAILY))
    staying.update(_newest_of_each(newest_first, lambda at: at.isocalendar()[:2], WEEKLY))
    staying.update(_newest_of_each(newest_first, lambda at: (at.year, at.month), MONTHLY))
    going = [copy for copy in newest_first if copy not in staying]
    if most_bytes is not None:
        over = _over(most_bytes, [copy for copy in newest_first if copy in staying])
        going += [copy for copy in over if copy not in never]
    return tuple(sorted(going, key=lambda copy: (copy.order, copy.made, copy.name)))


def _never_go(newest_first: Sequence[Kept]) -> set[Kept]:
    """Give the newest three, and the newest of each of the newest three states."""
    states: dict[str, Kept] = {}
    for copy in newest_first:
        states.setdefault(copy.state or copy.name, copy)
    return {*newest_first[:NEVER_GO], *list(states.values())[:NEVER_GO]}


def _newest_of_each(
    newest_first: Sequence[Kept], period: Callable[[datetime], Hashable], most: int
) -> list[Kept]:
    """Give the newest copy of each of the latest `most` periods that have any."""
    found: dict[Hashable, Kept] = {}
    for copy in newest_first:
        found.setdefault(period(copy.made), copy)
    return sorted(found.values(), key=lambda copy: copy.made, reverse=True)[:most]


def _over(most_bytes: int, newest_first: Sequence[Kept]) -> list[Kept]:
    total = 0
    over = []
    for copy in newest_first:
        total += copy.size
        if total > most_bytes:
            over.append(copy)
    return over
