"""How much is tried: the floor in every run of the tests, the goal under `python3 dev.py prove`."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final, TypeVar

DEEP: Final = os.environ.get("SENCO_DESK_PROOF") == "deep"
"""Whether the goal is wanted."""
_TABLE: Final = os.environ.get("SENCO_DESK_PROOF_TABLE")
"""Where `dev.py prove` gathers what was reached."""

Some = TypeVar("Some")


def count(floor: int, goal: int) -> int:
    """Give how many to try now."""
    return goal if DEEP else floor


def every(some: Sequence[Some], step: int) -> Sequence[Some]:
    """Give each `step`-th at the floor, from the first on, and all at the goal."""
    return some if DEEP else some[::step]


class Measured:
    """One row of the table: made when the test begins, told at its end.

    Args:
        figure: as docs/security.md has it, such as "R2".
        what: what was tried, in a few words.
    """

    def __init__(self, figure: str, what: str) -> None:
        self._figure = figure
        self._what = what
        self._began = time.monotonic()

    def reached(self, number: int, said: str) -> None:
        """Tell how many were tried and what came of it."""
        row = {
            "id": self._figure,
            "what": self._what,
            "count": number,
            "result": said,
            "seconds": round(time.monotonic() - self._began, 1),
        }
        if _TABLE:
            with Path(_TABLE).open("a", encoding="utf-8") as table:
                table.write(json.dumps(row) + "\n")
