"""Look a vault over: pages, structure, links between rows, the journal, and the rows against the journal."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from senco_desk.errors import Trouble
from senco_desk.store import identity, journal, pages, search_index
from senco_desk.store.connection import Damaged
from senco_desk.store.opened import Store
from senco_desk.store.tables import METADATA, key_column, noun, watched_tables


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be, and what to do about it."""

    said: str
    advice: str = "Keep this file as it is, and open the newest copy from the folder of backups beside it."

    def __str__(self) -> str:
        return f"{self.said} {self.advice}"


def findings(store: Store) -> list[Finding]:
    """Look the whole file over; an empty list means that it is sound. It changes nothing of yours.

    A search index that went wrong is simply made anew, and said.

    Raises:
        Trouble: the disk refused, or the file is closed.
    """
    found = _pages(store)
    if found:
        return found  # what lies on damaged pages cannot be judged
    try:
        with store.read() as session:
            connection = session.connection()
            found += _structure(connection)
            found += _links(connection)
            found += _chain(connection)
            found += _rows_against_journal(connection)
            found += _numbers(connection)
            index_right = search_index.is_right(connection)
    except Damaged:
        return [*found, Finding("The file's structure is damaged.")]
    if not index_right:
        with store.aside() as connection:
            search_index.rebuild(connection)
        found.append(
            Finding("The search did not know every name.", "It has been put right; nothing else to do.")
        )
    return found


def _pages(store: Store) -> list[Finding]:
    raw_key, _ = store.keys()
    with store.outside_transaction() as bare:
        try:
            check = pages.check_pages(store.path, raw_key)
        except OSError as error:
            raise Trouble(
                "The file cannot be read any more.",
                "If it is on a memory stick or a shared drive, connect that again. Then try again.",
            ) from error
        # SQLCipher's own opinion comes as one row for each page it doubts.
        doubted = len(bare.execute("PRAGMA cipher_integrity_check").fetchall())
    if check.whole and not doubted:
        return []
    hurt = max(check.pages - check.sound, doubted)
    return [Finding(f"{hurt} of the file's {check.pages} pages are damaged.")]


def _structure(connection: Connection) -> list[Finding]:
    said = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
    return [] if said == ["ok"] else [Finding(f"The file's structure is damaged in {len(said)} places.")]


def _links(connection: Connection) -> list[Finding]:
    torn: dict[str, int] = {}
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        torn[row[0]] = torn.get(row[0], 0) + 1
    return [
        Finding(f"{n} × {noun(table)}: what it belongs to is missing.") for table, n in sorted(torn.items())
    ]


def _chain(connection: Connection) -> list[Finding]:
    key = identity.key_of(connection)
    if key is None:
        return [Finding("The journal's key is missing, so the journal cannot be checked.")]
    broken = journal.broken_link(connection, key)
    if broken is None:
        told = "The file's count of changes is older than its newest step."
        return [] if identity.agrees(connection) else [Finding(told)]
    where = "" if broken.step_id is None else f" at step {broken.step_id}"
    return [Finding(f"The journal was altered{where}: {broken.said}.")]


def _rows_against_journal(connection: Connection) -> list[Finding]:
    """Compare each row with what the journal last made of it: a page put back from an old file shows."""
    found = []
    for table in watched_tables():
        key_name = key_column(table).name
        # One row for each key: the last word of the journal about it. The name is our own table's.
        last = connection.exec_driver_sql(
            "SELECT row_key, after FROM journal_change WHERE id IN"
            " (SELECT max(id) FROM journal_change WHERE table_name = ? GROUP BY row_key)",
            (table.name,),
        )
        wanted = {str(row_key): _image_said(after) for row_key, after in last if after is not None}
        keys = list(connection.exec_driver_sql(f'SELECT "{key_name}" FROM "{table.name}"').scalars())  # noqa: S608
        present = journal.read_images(connection, table, keys)
        differing = len(wanted.keys() ^ {str(key) for key in keys})
        differing += sum(
            not _agrees(present.get(key), wanted[str(key)]) for key in keys if str(key) in wanted
        )
        if differing:
            found.append(
                Finding(f"{differing} × {noun(table.name)}: not what the journal says was last saved.")
            )
    return found


def _numbers(connection: Connection) -> list[Finding]:
    """Look whether each table remembers the highest number it gave, so that none is given twice."""
    for name, given in connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence").all():
        table = METADATA.tables.get(str(name))
        if table is None:
            continue
        key_name = key_column(table).name
        highest = connection.exec_driver_sql(f'SELECT max("{key_name}") FROM "{name}"').scalar()  # noqa: S608
        if not isinstance(given, int) or (highest or 0) > given:
            return [Finding("The file has forgotten which numbers it gave.")]
    return []


def _image_said(text: object) -> dict[str, Any] | None:
    """Read an image of the journal; None for one that somebody made unreadable."""
    try:
        said = json.loads(str(text))
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def _agrees(present: journal.Image | None, wanted: dict[str, Any] | None) -> bool:
    if present is None or wanted is None:
        return False
    text = journal.image_to_json(present)
    held = json.loads(text) if text else {}
    return all(held[name] == wanted[name] for name in held.keys() & wanted.keys())
