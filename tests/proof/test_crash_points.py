"""A crash at every call that changes the disk: what was done is wholly there or wholly not (figure R2)."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.proof.children import Bench, Went
from tests.proof.figures import Measured, every
from tests.proof.operations import OPERATIONS


@pytest.mark.parametrize("bench", OPERATIONS, indirect=True)
def test_a_crash_at_any_point_leaves_all_of_it_or_nothing_of_it(bench: Bench):
    measured = Measured("R2", f"kill -9 at each point of: {bench.name}")
    found: Counter[str] = Counter()
    wrong = []

    def look(went: Went, where: object) -> Went:
        state = bench.judge(acknowledged=went.acknowledged)
        found[state] += went.killed
        # No two runs make quite the same calls; one that was not killed has come to its end.
        if state not in ("before", "after") or not (went.killed or went.acknowledged):
            wrong.append((where, went, state))
        return went

    for point in every(bench.points(), 5):
        look(bench.cut_off(point), point.said)
    more = 1
    while look(bench.cut_off_beyond(more), f"{more} beyond").killed:
        more += 1
    assert wrong == []
    measured.reached(found.total(), f"{found['before']} before, {found['after']} after, 0 mixed, 0 lost")


@pytest.mark.parametrize("bench", ["careless"], indirect=True)
def test_an_operation_that_saves_in_two_steps_is_caught(bench: Bench):
    states = {bench.judge(acknowledged=bench.cut_off(point).acknowledged) for point in bench.points()[::3]}
    assert "mixed: neither before nor after" in states


@pytest.mark.parametrize("bench", ["hasty"], indirect=True)
def test_an_operation_that_acknowledges_before_it_has_saved_is_caught(bench: Bench):
    went = [(bench.cut_off(point), bench.judge(acknowledged=True)) for point in bench.points()[::3]]
    assert any(each.acknowledged and state.startswith("lost") for each, state in went)
