"""How new a file is: its count of changes and its newest step; and the key of its journal.

Which file it is, its salt says: a copy has the same, and a new passphrase keeps it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

JOURNAL_KEY_BYTES: Final = 32
HEAD_QUERY: Final = (
    "SELECT i.generation, h.steps, h.chain FROM file_identity AS i, journal_head AS h"
    " WHERE i.id = 1 AND h.id = 1"
)


@dataclass(frozen=True, slots=True)
class Head:
    """How a file stood at one moment: enough to tell, later, an older or another file from this one."""

    generation: int
    steps: int
    chain: str


def write(connection: Connection, journal_key: bytes | None = None) -> bytes:
    """Give a file its identity, in a transaction under way; one that has it already keeps it.

    Args:
        connection: in a writing transaction.
        journal_key: the key that its journal is chained with so far; None makes one.

    Returns:
        The journal's key.
    """
    if known := key_of(connection):
        return known
    made = journal_key or secrets.token_bytes(JOURNAL_KEY_BYTES)
    connection.exec_driver_sql(
        "INSERT INTO file_identity (id, journal_key, generation, steps)"
        " VALUES (1, ?, 0, coalesce((SELECT steps FROM journal_head), 0))",
        (made,),
    )
    return made


def key_of(connection: Connection) -> bytes | None:
    """Read the journal's key; None when the row is missing."""
    found = connection.exec_driver_sql("SELECT journal_key FROM file_identity WHERE id = 1").scalar()
    return found if isinstance(found, bytes) else None


def head(connection: Connection) -> Head | None:
    """Read how the file stands now; None when the row that says it is missing."""
    found = connection.exec_driver_sql(HEAD_QUERY).one_or_none()
    return None if found is None else Head(int(found[0]), int(found[1]), str(found[2]))


def agrees(connection: Connection) -> bool:
    """Whether the count of changes was last written with the newest step."""
    query = "SELECT i.steps = h.steps FROM file_identity AS i, journal_head AS h"
    return bool(connection.exec_driver_sql(query).scalar())


def count_change(connection: Connection) -> None:
    """Count one more change, in the transaction that makes it."""
    connection.exec_driver_sql(
        "UPDATE file_identity SET generation = generation + 1, steps = (SELECT steps FROM journal_head)"
        " WHERE id = 1"
    )


def holds(connection: Connection, known: Head) -> bool:
    """Whether the file that stood as `known` once is this one, at that moment or later."""
    now = head(connection)
    if now is None or now.generation < known.generation or now.steps < known.steps:
        return False
    if known.steps == 0:
        return True
    link = connection.exec_driver_sql(
        "SELECT chain FROM journal_step ORDER BY id LIMIT 1 OFFSET ?", (known.steps - 1,)
    ).scalar()
    return link == known.chain
