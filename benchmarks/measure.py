"""Measuring honestly: ours and the reference turn about in one run, the medians put side by side."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from time import perf_counter
from typing import Any

Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure beside its reference.

    `value` and `reference` are in `unit`: "ms", "s" or "MB". `goal` is in words, as `met` was judged by it.
    """

    what: str
    value: float
    unit: str
    reference_is: str
    reference: float
    tries: int
    goal: str = ""
    met: bool | None = None
    note: str = ""

    @property
    def ratio(self) -> float:
        """How many times the reference."""
        return self.value / self.reference

    def plain(self) -> dict[str, Any]:
        """Give it as JSON holds it."""
        return {**asdict(self), "ratio": round(self.ratio, 3)}


def timed(act: Act) -> float:
    """Run it once; gives milliseconds."""
    begun = perf_counter()
    act()
    return (perf_counter() - begun) * 1000


def in_turn(
    ours: Act, reference: Act, tries: int, *, warm_up: bool = True
) -> tuple[list[float], list[float]]:
    """Run both by turns, each going first every other time; gives the milliseconds of each."""
    mine: list[float] = []
    theirs: list[float] = []
    if warm_up:
        ours()
        reference()
    for number in range(tries):
        pairs = [(ours, mine), (reference, theirs)]
        for act, kept in pairs if number % 2 == 0 else reversed(pairs):
            kept.append(timed(act))
    return mine, theirs


def median(values: Sequence[float]) -> float:
    """Give the middle one."""
    return statistics.median(values)


def at_percent(values: Sequence[float], percent: int) -> float:
    """Give the value below which so many percent lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]
