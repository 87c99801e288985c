"""SQLCipher without its locked memory: it touches nothing on the disk and is most of what these tests cost.

Bringing in 300 pupils makes 38,000 calls to lock and unlock memory, and strace stops at each.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from sqlcipher3 import dbapi2


class _Quick(dbapi2.Connection):  # type: ignore[misc] # it ships no types
    def execute(self, sql: str, *values: Any) -> Any:
        if sql.startswith("PRAGMA cipher_memory_security"):
            sql = "PRAGMA cipher_memory_security"  # only reads it: it cannot be turned off again
        return super().execute(sql, *values)


def without_locked_memory() -> None:
    """From now on, in this process, connections leave `cipher_memory_security` as it is."""
    dbapi2.connect = partial(_REAL, factory=_Quick)


def with_locked_memory() -> None:
    """As the program has it."""
    dbapi2.connect = _REAL


_REAL = dbapi2.connect
