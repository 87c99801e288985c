"""The number of a row that has one."""

from __future__ import annotations

from typing import Protocol


class Numbered(Protocol):
    """A row of a table with a number of its own."""

    id: int | None


def id_of(row: Numbered) -> int:
    """Give a row's number; RuntimeError before it was added, which is our own bug."""
    if row.id is None:
        raise RuntimeError("this row has not been added yet")
    return row.id
