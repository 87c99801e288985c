"""From a damaged file into a new one: every row that still reads. The damaged file is only ever read.

SQLCipher gives nothing of a page whose HMAC does not hold, so what comes over is as it was written; what lay
on a damaged page is counted as lost where its number is known.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Table
from sqlcipher3 import dbapi2

from senco_desk.errors import Trouble
from senco_desk.store import drafts, pages, repair, vault
from senco_desk.store.connection import connect
from senco_desk.store.journal import Image, StepHeading
from senco_desk.store.opened import Store
from senco_desk.store.tables import METADATA, key_column, noun, typed_key, watched_tables

_SCRATCH: Final = ".salvaging"
_MOST_ROWS: Final = 5_000_000
"""No table of ours is ever this long; a damaged count must not keep us busy for ever."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What came over.

    Attributes:
        rows: how many rows of each kind came over, by what they are called.
        lost: how many are known to be missing, by what they are called.
        tables_lost: what nothing could be read of.
    """

    rows: dict[str, int]
    lost: dict[str, int]
    tables_lost: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing is known to be missing."""
        return not self.lost and not self.tables_lost


def salvage(damaged: Path, target: Path, raw_key: bytes, salt: bytes | None = None) -> Saved:
    """Make a new file with what can be read of a damaged one; the same passphrase and kit open it.

    The history of each record starts afresh: "bring over what could be read" is its first step.

    Args:
        damaged: the damaged file; its bytes stay as they are.
        target: the new file; its name must be free.
        raw_key: the key, from the passphrase or the recovery code.
        salt: the salt on the recovery kit, when the file's own first bytes are damaged; else None.

    Raises:
        Mistake: the name is taken.
        Trouble: nothing can be read with this key, or the disk refused.
    """
    salt = salt or pages.salt_of(damaged)
    scratch = target.with_name(f"{target.name}{_SCRATCH}")
    try:
        _copy_to_read(damaged, scratch, salt)
        if not pages.first_page_sound(scratch, raw_key) and not repair.journal_of(scratch).exists():
            raise _nothing()
        reader = _Reader(scratch, raw_key, salt)
        try:
            images = {table: reader.rows(table) for table in watched_tables()}
            typed = reader.plain("SELECT key, body FROM draft")
            choices = reader.plain("SELECT key, value FROM setting")
        finally:
            reader.close()
        if not any(images.values()):
            raise _nothing()
        store = vault.create_with_key(target, raw_key, salt)
        try:
            rows, orphans = _write(store, images)
            _write_aside(store, typed, choices)
        except BaseException:
            vault.take_back(store)  # its name would stand in the way of another try
            raise
        store.close()
    finally:
        for left in (scratch, repair.journal_of(scratch)):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)
    lost = {name: reader.lost.get(name, 0) + orphans.get(name, 0) for name in {*reader.lost, *orphans}}
    return Saved(rows, {noun(name): n for name, n in lost.items() if n}, tuple(map(noun, reader.gone)))


def _nothing() -> Trouble:
    return Trouble("Nothing could be read from this file.", "Go back to the newest copy that opens instead.")


def _copy_to_read(damaged: Path, scratch: Path, salt: bytes) -> None:
    """Copy file and journal to where SQLite may finish what a crash interrupted."""
    try:
        for source, target in ((damaged, scratch), (repair.journal_of(damaged), repair.journal_of(scratch))):
            if source.exists():
                os.close(os.open(target, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
                shutil.copyfile(source, target)
        with scratch.open("rb+") as file:
            file.write(salt)
    except OSError as error:
        raise Trouble(
            "There is no room to save what can be read.", "Make some room on the disk, then try again."
        ) from error


def _write(
    store: Store, images: dict[Table, dict[int | str, Image]]
) -> tuple[dict[str, int], dict[str, int]]:
    """Bring rows over, parents first; one whose parent is lost is counted, not kept hanging."""
    rows: dict[str, int] = {}
    orphans: dict[str, int] = {}
    with store.step(StepHeading("bring over what could be read", undoable=False)) as work:
        for table, found in images.items():
            held = {
                key: image for key, image in found.items() if _has_parents(table, image, images) or not image
            }
            if len(held) < len(found):
                orphans[table.name] = len(found) - len(held)
            images[table] = held = {key: _of_those_held(table, image, held) for key, image in held.items()}
            if held:
                rows[noun(table.name)] = len(held)
                work.put_back(table, dict(held))
    return rows, orphans


def _of_those_held(table: Table, image: Image, held: dict[int | str, Image]) -> Image:
    """Drop what a row refers to in its own table where that was lost: a form is one without it."""
    own = [
        column.name
        for column in table.columns
        for foreign in column.foreign_keys
        if foreign.column.table is table and image.get(column.name) not in held
    ]
    return {**image, **dict.fromkeys(own)} if own else image


def _has_parents(table: Table, image: Image, images: dict[Table, dict[int | str, Image]]) -> bool:
    return all(
        image.get(column.name) is None or image[column.name] in images.get(foreign.column.table, {})
        for column in table.columns
        for foreign in column.foreign_keys
        if foreign.column.table is not table
    )


def _write_aside(store: Store, typed: list[tuple[Any, ...]], choices: list[tuple[Any, ...]]) -> None:
    for key, body in typed:
        drafts.keep(store, key, body)
    with store.aside("setting") as connection:
        for choice in choices:
            connection.exec_driver_sql("INSERT OR IGNORE INTO setting (key, value) VALUES (?, ?)", choice)


class _Reader:
    """Reads row by row; after each damaged page it opens anew, since SQLCipher then gives nothing more.

    Attributes:
        lost: how many rows of a table are known to be missing.
        gone: tables of which nothing could be read.
    """

    def __init__(self, scratch: Path, raw_key: bytes, salt: bytes) -> None:
        self._where = (scratch, raw_key, salt)
        self._connection: Any = self._open()
        self.lost: dict[str, int] = {}
        self.gone: list[str] = []

    def _open(self) -> Any:
        try:
            return connect(*self._where)
        except dbapi2.DatabaseError:
            raise _nothing() from None

    def close(self) -> None:
        """Let the scratch file go."""
        self._connection.close()

    def plain(self, query: str) -> list[tuple[Any, ...]]:
        """Give what a query gives, or nothing where it cannot be read."""
        return self._ask(query) or []

    def rows(self, table: Table) -> dict[int | str, Image]:
        """Give every row of a table that reads, by key."""
        keys = self._keys(table)
        found: dict[int | str, Image] = {}
        for some in self._readable(table, keys):
            found.update(some)
        if missing := len(keys) - len(found):
            self.lost[table.name] = missing
        return found

    def _keys(self, table: Table) -> list[Any]:
        """Give the keys of a table: from its pages, else from the journal, else by trying each number."""
        name, key = table.name, key_column(table).name
        whole = self._ask(f'SELECT "{key}" FROM "{name}" ORDER BY "{key}"')  # noqa: S608 - our own names
        if whole is not None:
            return [row[0] for row in whole]
        if known := self._keys_in_journal(table):
            return known
        highest = self._ask("SELECT seq FROM sqlite_sequence WHERE name = ?", (name,))
        if highest and highest[0][0] <= _MOST_ROWS:
            return list(range(1, highest[0][0] + 1))
        self.gone.append(name)
        return []

    def _keys_in_journal(self, table: Table) -> list[Any]:
        query = (
            "SELECT row_key FROM journal_change WHERE id IN"
            " (SELECT max(id) FROM journal_change WHERE table_name = ? GROUP BY row_key)"
            " AND after IS NOT NULL"
        )
        return sorted(typed_key(table, row[0]) for row in self._ask(query, (table.name,)) or [])

    def _readable(self, table: Table, keys: list[Any]) -> Iterator[dict[int | str, Image]]:
        """Read rows in ever smaller lots around what does not read."""
        if not keys:
            return
        some = self._images(table, keys)
        if some is not None:
            yield some
        elif len(keys) > 1:
            half = len(keys) // 2
            yield from self._readable(table, keys[:half])
            yield from self._readable(table, keys[half:])

    def _images(self, table: Table, keys: list[Any]) -> dict[int | str, Image] | None:
        key = key_column(table).name
        held = {row[1] for row in self.plain(f'PRAGMA table_info("{table.name}")')}
        names = [column.name for column in METADATA.tables[table.name].columns if column.name in held]
        columns = ", ".join(f'"{name}"' for name in names)
        found: dict[int | str, Image] = {}
        for start in range(0, len(keys), 500):
            lot = tuple(keys[start : start + 500])
            marks = ", ".join("?" * len(lot))
            rows = self._ask(f'SELECT {columns} FROM "{table.name}" WHERE "{key}" IN ({marks})', lot)  # noqa: S608
            if rows is None:
                return None
            for row in rows:
                image = dict(zip(names, row, strict=True))
                found[image[key]] = image
        return found

    def _ask(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]] | None:
        try:
            return list(self._connection.execute(query, values).fetchall())
        except dbapi2.DatabaseError:
            self._connection.close()
            self._connection = self._open()
            return None
