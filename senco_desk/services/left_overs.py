"""Half-written files outside the vault: each is noted in the vault first, so that none outlives a crash.

A note lies in the encrypted file, for a folder's name may tell of a child. It goes when the file stands
whole, or was given up; one that is still there when the vault is next opened tells of a crash.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from sqlmodel import col, select

from senco_desk.errors import Told
from senco_desk.models.school import Setting
from senco_desk.store import Store

_NOTE: Final = "half-written/"
_BEFORE, _AFTER = ".senco-desk-", ".part"


def beside(path: Path) -> Path:
    """Give a name nobody has, in the folder of `path`, for its content while it is written."""
    return path.with_name(f"{_BEFORE}{secrets.token_hex(8)}{_AFTER}")


@contextlib.contextmanager
def noted(store: Store, part: Path) -> Iterator[None]:
    """Keep a note of a file while it is being written.

    Raises:
        Trouble: the note could not be kept; nothing is to be written then.
    """
    key = f"{_NOTE}{part.name}"
    with store.aside() as connection:
        connection.exec_driver_sql(
            "INSERT INTO setting (key, value) VALUES (?, ?)", (key, str(part.absolute()))
        )
    yield
    # Reached when the file is whole or was given up, not when the program was killed. A note that stays does
    # no harm: it is looked into when the vault is next opened.
    with contextlib.suppress(Told):
        clear(store, [part])


def waiting(store: Store) -> tuple[Path, ...]:
    """Files that were being written when the program last ended; ask before anything else is written.

    Raises:
        Trouble: the vault cannot be read.
    """
    with store.read() as session:
        notes = session.exec(select(Setting).where(col(Setting.key).startswith(_NOTE))).all()
        paths = [Path(note.value) for note in notes]
    return tuple(path for path in paths if path.name.startswith(_BEFORE) and path.suffix == _AFTER)


def clear(store: Store, parts: Sequence[Path]) -> None:
    """Delete these, and forget them. One in a folder that is away (a memory stick) waits for the next time.

    Raises:
        Trouble: the vault cannot be written to.
    """
    gone = [part for part in parts if _removed(part)]
    if gone:
        _forget(store, gone)


def _removed(part: Path) -> bool:
    try:
        part.unlink(missing_ok=True)
        return part.parent.is_dir()
    except OSError:
        return False


def _forget(store: Store, parts: Sequence[Path]) -> None:
    with store.aside() as connection:
        for part in parts:
            connection.exec_driver_sql("DELETE FROM setting WHERE key = ?", (f"{_NOTE}{part.name}",))
