"""Drafts: what is being typed, in the encrypted file within a moment, outside the journal.

Each call is its own small transaction; inside a `work` of the same thread it is part of that step instead,
so that "complete the form and drop its draft" happens together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from senco_desk.models.columns import now
from senco_desk.models.responses import Draft
from senco_desk.store.opened import Store


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One draft: the place it belongs to ("response/12"), what was typed, and when it was last kept."""

    key: str
    body: str
    saved_at: datetime


def keep(store: Store, key: str, body: str) -> None:
    """Write or replace the draft of a place; it is on the disk on return. Listeners hear of a new one only.

    Raises:
        Trouble: the disk refused, or the file is closed.
    """
    at = now().isoformat(timespec="milliseconds")
    is_new = read(store, key) is None
    with store.aside(*(["draft"] if is_new else [])) as connection:
        connection.exec_driver_sql(
            "INSERT INTO draft (key, body, saved_at) VALUES (?, ?, ?)"
            " ON CONFLICT (key) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at",
            (key, body, at),
        )


def read(store: Store, key: str) -> DraftRow | None:
    """Give the draft of a place, or None.

    Raises:
        Trouble: the disk refused, or the file is closed.
    """
    with store.read() as session:
        draft = session.get(Draft, key)
        return None if draft is None else DraftRow(draft.key, draft.body, draft.saved_at)


def drop(store: Store, key: str) -> None:
    """Take a draft away; none there does no harm.

    Raises:
        Trouble: the disk refused, or the file is closed.
    """
    if read(store, key) is not None:
        with store.aside("draft") as connection:
            connection.exec_driver_sql("DELETE FROM draft WHERE key = ?", (key,))


def all_drafts(store: Store) -> tuple[DraftRow, ...]:
    """Give every draft, the newest first.

    Raises:
        Trouble: the disk refused, or the file is closed.
    """
    with store.read() as session:
        rows = session.exec(select(Draft).order_by(col(Draft.saved_at).desc(), Draft.key)).all()
        return tuple(DraftRow(row.key, row.body, row.saved_at) for row in rows)
