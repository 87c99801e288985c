"""What should hold of a pupil on the register (standards.md 2.1). Warnings all: a SENCO may know better."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from senco_desk.models.codes import NeedType, Stage

CENSUS_NEEDS = 2
"""The census takes a primary and a secondary need; more are kept here, ranked."""


class RankedNeed(Protocol):
    """A need as the register holds it."""

    @property
    def code(self) -> NeedType:
        """Its DfE type."""

    @property
    def rank(self) -> int:
        """1 is the main need."""


def needs_warnings(needs: Sequence[RankedNeed], stage: Stage) -> tuple[str, ...]:
    """Say what to look at in a pupil's needs: one primary, ranks and types not repeated, NSA not with E."""
    found = []
    ranks = Counter(need.rank for need in needs)
    primary = ranks[1]
    if stage.on_register and not needs:
        found.append(f"{stage.words} needs a main need for the census. Add one.")
    if needs and primary == 0:
        found.append("No need is the main one. Rank one of them 1.")
    if primary > 1:
        found.append(f"{primary} needs are ranked 1. Only one can be the main need.")
    for rank, times in sorted(ranks.items()):
        if rank != 1 and times > 1:
            found.append(f"{times} needs are ranked {rank}. Give each its own rank.")
    for code, times in Counter(need.code for need in needs).items():
        if times > 1:
            found.append(f"{code.words} stands {times} times. Keep one of them.")
    if stage.provision_code == "E" and any(need.code is NeedType.NSA for need in needs):
        found.append(
            "“No specialist assessment” cannot stand beside an EHCP. Record the need that the plan names."
        )
    return tuple(found)


def census_needs(needs: Sequence[RankedNeed]) -> tuple[NeedType, ...]:
    """Give the types that go to the census, main need first: at most two."""
    return tuple(need.code for need in sorted(needs, key=lambda need: need.rank))[:CENSUS_NEEDS]
