"""What wiping memory costs (PRAGMA cipher_memory_security): the same keystrokes and saves with and without.

SQLCipher does not let a process turn it off again, so each side has a process of its own:
`python -m benchmarks.security with|without`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from benchmarks.ground import TODAY, Ground, names
from benchmarks.measure import Figure, median, timed
from benchmarks.search import keystrokes
from senco_desk.models.pupil import Pupil, PupilInput
from senco_desk.services import pupils, register
from senco_desk.services.register import RegisterFilter
from senco_desk.store import Store

PUPILS = 3_000
SAVES = 60
_ROOT = Path(__file__).resolve().parent.parent
_PRAGMA = "PRAGMA cipher_memory_security = ON"


def measure(_ground: Ground) -> Iterator[Figure]:
    """Run both sides, and set them beside each other."""
    taken = {side: _child(side) for side in ("with", "without")}
    for key, what in (("keystrokes", f"A keystroke, {PUPILS:,} pupils"), ("saves", "A save")):
        yield Figure(
            f"{what}, wiping memory after use",
            median(taken["with"][key]),
            "ms",
            "the same without wiping",
            median(taken["without"][key]),
            len(taken["with"][key]),
        )


def _child(side: str) -> dict[str, list[float]]:
    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks.security", side],
        cwd=_ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    given: dict[str, list[float]] = json.loads(ended.stdout)
    return given


class _Unwiped(dbapi2.Connection):  # type: ignore[misc]  # it ships no types
    """A connection that turns the one pragma round."""

    def execute(self, text: str, *given: Any) -> Any:
        """Run everything else."""
        return super().execute(_PRAGMA.replace("ON", "OFF") if text == _PRAGMA else text, *given)


def _side(side: str) -> None:
    if side == "without":
        dbapi2.connect = partial(dbapi2.connect, factory=_Unwiped)
    with tempfile.TemporaryDirectory(prefix="senco-desk-bench-") as folder:
        os.environ["SENCO_DESK_HOME"] = folder
        store = Ground(Path(folder)).crowd(PUPILS)
        _must_be(store, wiping=side == "with")
        taken = {"keystrokes": _typed(store), "saves": _saved(store)}
        store.close(copy=False)
    print(json.dumps(taken))


def _must_be(store: Store, *, wiping: bool) -> None:
    with store.outside_transaction() as connection:
        says = connection.execute("PRAGMA cipher_memory_security").fetchone()
    if bool(int(says[0])) is not wiping:
        raise RuntimeError("memory is not wiped as this side should")


def _typed(store: Store) -> list[float]:
    texts = list(keystrokes(names(store, 40)))
    register.rows(store, RegisterFilter(list="all", text="a"), today=TODAY)
    return [
        timed(partial(register.rows, store, RegisterFilter(list="all", text=text), today=TODAY))
        for text in texts
    ]


def _saved(store: Store) -> list[float]:
    with store.read() as session:
        row = session.get_one(Pupil, 1)
        fields = PupilInput.model_validate(row.model_dump(include=set(PupilInput.model_fields)))
    changed = [fields.model_copy(update={"key_adult": f"Made-up adult {number}"}) for number in range(SAVES)]
    return [timed(partial(pupils.change, store, 1, wanted)) for wanted in changed]


if __name__ == "__main__":
    _side(sys.argv[1])
