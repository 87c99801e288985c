"""The one connection to the encrypted file, and what the disk's refusals mean in words.

There is one connection for reading and writing alike, and `Store` gives it to one thread at a time: its
page cache stays decrypted and warm, a reader never meets a half-written page, and "database is locked"
cannot happen.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from senco_desk.errors import NotSaved, Trouble
from senco_desk.store.key import KEY_BYTES, SALT_BYTES

WRITES: Final = "senco_writes"
"""The execution option of a connection whose transaction may change the file."""

_PRAGMAS: Final = (
    "journal_mode = TRUNCATE",  # with FULL: loses no acknowledged save on power loss, also on Windows
    "synchronous = FULL",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "foreign_keys = ON",
    "trusted_schema = OFF",
)

# SQLCipher would take a raw key of the wrong length for a passphrase, and say nothing.
_WRONG_LENGTH: Final = "the raw key has 32 bytes and the salt 16"


def connect(path: Path, raw_key: bytes, salt: bytes) -> Any:
    """Open the file with SQLCipher; extension loading is off, as it is from the start.

    Returns:
        A `sqlcipher3.dbapi2.Connection` in autocommit: every BEGIN is ours.
    """
    if len(raw_key) != KEY_BYTES or len(salt) != SALT_BYTES:
        raise ValueError(_WRONG_LENGTH)
    connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA cipher_memory_security = ON")
        connection.execute("PRAGMA cipher_log_level = NONE")  # it would print on a wrong key
        connection.execute(f"PRAGMA key = \"x'{raw_key.hex()}{salt.hex()}'\"")
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def rekey(connection: Any, raw_key: bytes, salt: bytes) -> None:
    """Have SQLCipher write every page anew under another key, in one transaction of its own.

    The salt stays: after a crash in the middle, the old passphrase must still give the old key.

    Raises:
        NotSaved: the disk refused; the connection is of no more use.
    """
    if len(raw_key) != KEY_BYTES or len(salt) != SALT_BYTES:
        raise ValueError(_WRONG_LENGTH)
    try:
        connection.execute(f"PRAGMA rekey = \"x'{raw_key.hex()}{salt.hex()}'\"")
    except dbapi2.DatabaseError as error:  # in one and the same words, whatever the disk refused
        raise NotSaved("The file could not be written anew.", "Look whether the disk is full.") from error


def engine_for(path: Path, raw_key: bytes, salt: bytes) -> Engine:
    """Give an engine of exactly one connection, whose transactions take the write lock only with `WRITES`.

    The engine knows the key until the connection is there, and not afterwards.
    """
    secret = [raw_key]
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: connect(path, secret.pop(), salt),
        poolclass=StaticPool,
        hide_parameters=True,  # a traceback must not name a child
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    plain: Any = connection.connection.dbapi_connection
    plain.execute("BEGIN IMMEDIATE" if writes else "BEGIN")


_DISK_SAYS: Final = {
    "database or disk is full": NotSaved(
        "The disk is full, so nothing was saved.",
        "Make some room on the disk: as much as the file itself takes is enough. Then save again.",
    ),
    "disk i/o error": NotSaved(
        "The disk could not be read or written, so nothing was saved.",
        "If the file is on a memory stick, put the stick back in. Then try again.",
    ),
    "readonly database": NotSaved(
        "The file cannot be written to, so nothing was saved.",
        "Copy the file to a folder of your own, such as Documents, and open it there.",
    ),
    "unable to open database file": NotSaved(
        "The file cannot be reached any more.",
        "If it is on a memory stick or a shared drive, connect that again. Then try again.",
    ),
    "database is locked": NotSaved(
        "Another program is using the file, so nothing was saved.",
        "Wait until it has finished (it may be a backup or a virus scan), then try again.",
    ),
}
_DAMAGE: Final = ("malformed", "not a database")


class Damaged(Trouble):
    """There is something in the file that cannot be; it is left as it is."""


@contextmanager
def disk_in_words() -> Iterator[None]:
    """Turn what the disk refuses into a Trouble; a wrong statement of ours stays the bug it is.

    Raises:
        Trouble: the disk is full, gone, read-only or damaged.
    """
    try:
        yield
    except (DatabaseError, dbapi2.DatabaseError) as error:
        said = str(error).lower()
        for part, trouble in _DISK_SAYS.items():
            if part in said:
                raise NotSaved(trouble.said, trouble.advice) from error
        if any(part in said for part in _DAMAGE):
            raise Damaged(
                "The file is damaged.",
                "Close it, and open the newest copy from the folder of backups beside it.",
            ) from error
        raise
