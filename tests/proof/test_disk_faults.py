"""A disk that refuses at every call: told in words, never a false "saved", well again after (figure R4)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, product
from typing import Final

import pytest

from tests.proof import strace
from tests.proof.children import Bench
from tests.proof.figures import DEEP, Measured
from tests.proof.operations import OPERATIONS

ERRORS: Final = ("ENOSPC", "EIO", "EDQUOT", "EROFS", "EACCES")
FAULTS: Final = tuple(product(ERRORS, (False, True)))
"""Which error, and whether for good."""
SAYS_NOT_DONE: Final = (
    "nothing was saved", "nothing was changed", "could not be changed", "has the passphrase that it had",
)  # fmt: skip
SAYS_DONE: Final = ("The passphrase was changed", "The file opens with the new passphrase")
TRIED: Final = tuple(OPERATIONS) if DEEP else ("draft", "edit", "backup", "restore")


def _tries(points: list[strace.Point]) -> Iterator[tuple[strace.Point, str, bool]]:
    """Every point: with every fault at the goal, with the next fault of the row at the floor."""
    row = cycle(FAULTS)
    for point in points:
        for error, for_good in FAULTS if DEEP else (next(row),):
            yield point, error, for_good


def _is_true(told: str, between: str, bench: Bench) -> bool:
    """Whether what the person was told agrees with what was then in the files."""
    if bench.before.vault == bench.after.vault and bench.before.opens_with == bench.after.opens_with:
        return True  # such as a copy: there is no telling one from the other
    if any(words in told for words in SAYS_NOT_DONE):
        return between == "before"
    return between == "after" or not any(words in told for words in SAYS_DONE)


@pytest.mark.parametrize("bench", TRIED, indirect=True)
def test_a_refusal_at_any_point_is_told_and_costs_nothing(bench: Bench):
    measured = Measured("R4", f"the disk refuses at each point of: {bench.name}")
    tried = told = 0
    wrong = []
    for point, error, for_good in _tries(bench.points(opening=True)):
        went, between, end = bench.refused(point, error, for_good=for_good)
        tried += 1
        told += went.said[:1] != ("ack",)
        in_words = went.said and all(said == "ack" or said.startswith("told ") for said in went.said)
        well = went.said[-1:] == ("ack",) or (len(went.said) == 1 and "not certain" in went.said[0])
        true = between in ("", "before", "after") and (not between or _is_true(went.said[0], between, bench))
        if not (in_words and well and true and end == "after"):
            wrong.append((point.said, error, for_good, went, between, end))
    assert wrong == [], bench.children.errors()[-3000:]
    assert told > tried / 2
    measured.reached(tried, f"{told} told in words, 0 other exceptions, 0 false acknowledgements")


@pytest.mark.parametrize("bench", ["deaf"], indirect=True)
def test_an_operation_that_does_not_hear_a_refusal_is_caught(bench: Bench):
    ends = [bench.refused(point, "ENOSPC", for_good=True) for point in bench.points()[::4]]
    assert any(went.acknowledged and end.startswith("lost") for went, _, end in ends)
