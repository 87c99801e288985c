"""What one guess at a passphrase costs whoever has the file (figure R9)."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from typing import Final

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from senco_desk.store.key import KEY_BYTES, KNOWN_COSTS, STRONG, Cost, derive
from tests.proof.figures import Measured

GUESS: Final = "a guess that is wrong"
SALT: Final = bytes(16)
OWASPS_LEAST: Final = Cost(memory_kib=46 * 1024, passes=1, lanes=1)
"""For Argon2id; the figure asks for 128 MiB and three passes."""
Derive = Callable[[str, bytes, Cost], bytes]


def _too_low(costs: Sequence[Cost]) -> list[Cost]:
    return [cost for cost in costs if cost.memory_kib < 128 * 1024 or cost.passes < 3]


def _is_made_at(cost: Cost, derives: Derive) -> bool:
    """Whether a key is what Argon2id, asked by itself, makes at this cost."""
    made = Argon2id(
        salt=SALT, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    return derives(GUESS, SALT, cost) == made.derive(GUESS.encode())


def test_every_cost_that_a_file_may_have_is_well_above_the_least_advised():
    measured = Measured("R9", "one guess at the passphrase")
    assert STRONG in KNOWN_COSTS
    assert _too_low(KNOWN_COSTS) == []
    assert _is_made_at(STRONG, derive)
    ours = _seconds(lambda: derive(GUESS, SALT))
    usual = _seconds(lambda: hashlib.pbkdf2_hmac("sha512", GUESS.encode(), SALT, 256_000))
    said = f"{STRONG.memory_kib // 1024} MiB, {STRONG.passes} passes, {STRONG.lanes} lanes"
    measured.reached(1, f"{said}; {ours / usual:.1f} × the work of SQLCipher's own")


@pytest.mark.parametrize(
    "cheaper",
    [OWASPS_LEAST, Cost(127 * 1024, 3, 4), Cost(256 * 1024, 2, 4)],
    ids=["both", "memory", "passes"],
)
def test_a_cheaper_cost_is_caught(cheaper: Cost):
    assert _too_low((STRONG, cheaper)) == [cheaper]


def test_a_key_made_more_cheaply_than_is_said_is_caught():
    named = Cost(memory_kib=128, passes=3, lanes=4)
    assert _is_made_at(named, derive)
    assert not _is_made_at(named, lambda guess, salt, _cost: derive(guess, salt, Cost(64, 3, 4)))


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
