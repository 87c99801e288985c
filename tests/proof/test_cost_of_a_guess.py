"""What one guess at a passphrase costs whoever has the file (figure R9)."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable

from senco_desk.store.key import KNOWN_COSTS, STRONG, derive
from tests.proof.figures import Measured


def test_every_cost_that_a_file_may_have_is_well_above_the_least_advised():
    measured = Measured("R9", "one guess at the passphrase")
    assert STRONG in KNOWN_COSTS
    # OWASP's least for Argon2id is 46 MiB with one pass; the figure asks for 128 MiB and three.
    assert all(cost.memory_kib >= 128 * 1024 and cost.passes >= 3 for cost in KNOWN_COSTS)
    ours = _seconds(lambda: derive("a guess that is wrong", bytes(16)))
    usual = _seconds(lambda: hashlib.pbkdf2_hmac("sha512", b"a guess that is wrong", bytes(16), 256_000))
    said = f"{STRONG.memory_kib // 1024} MiB, {STRONG.passes} passes, {STRONG.lanes} lanes"
    measured.reached(1, f"{said}; {ours / usual:.1f} × the work of SQLCipher's own")


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
