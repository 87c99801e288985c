"""What happened to a pupil's record: who, when, which step, each field before and after, in words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Boolean, Column, Date, Enum, Table
from sqlmodel import col, select

from senco_desk.models.columns import Moment
from senco_desk.models.journal import JournalChange, JournalStep
from senco_desk.store.opened import Store
from senco_desk.store.tables import METADATA, key_column, noun

_WHOSE: Final = "pupil_id"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field: its column, and its value before and after in words ("14 Nov 2026", "Yes"; "" for none)."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One row changed by one step."""

    at: datetime
    who: str
    step_id: int
    name: str
    """The step's name, as it reads after "Undo: "."""
    kind: str
    """"done", "undone" (the step took it back) or "redone"."""
    table: str
    row_key: str
    what: str
    """What such a row is called: "contact", "review meeting"."""
    happened: str
    """"added", "changed" or "removed"."""
    fields: tuple[FieldChange, ...]


def pupil_history(
    store: Store, pupil_id: int, limit: int = 500, *, before_step: int | None = None
) -> list[HistoryRow]:
    """Give what happened to a pupil's record, the newest first; with `before_step`, only what is older.

    Raises:
        Trouble: the disk refused, or the file is closed.
    """
    query = (
        select(JournalChange, JournalStep)
        .join(JournalStep, col(JournalStep.id) == col(JournalChange.step_id))
        .where(JournalChange.pupil_id == pupil_id)
        # By the change's own key, which the index on the pupil holds in order: nothing is read in vain.
        .order_by(col(JournalChange.id).desc())
        .limit(limit)
    )
    if before_step is not None:
        query = query.where(JournalChange.step_id < before_step)
    with store.read() as session:
        found = [(change.step_id, change.id or 0, _row(change, step)) for change, step in session.exec(query)]
    return [row for *_, row in sorted(found, key=lambda one: (-one[0], one[1]))]


def day_and_time(at: str | datetime) -> str:
    """Say a moment as people do here: "14 Nov 2026, 10:32"."""
    moment = (datetime.fromisoformat(at) if isinstance(at, str) else at).astimezone()
    return f"{moment.day} {moment:%b %Y, %H:%M}"


def _row(change: JournalChange, step: JournalStep) -> HistoryRow:
    table = METADATA.tables[change.table_name]
    before: dict[str, Any] = json.loads(change.before) if change.before else {}
    after: dict[str, Any] = json.loads(change.after) if change.after else {}
    happened = "changed" if before and after else "added" if after else "removed"
    kind = "undone" if step.undoes_id else "redone" if step.redoes_id else "done"
    return HistoryRow(
        at=step.at,
        who=step.who,
        step_id=change.step_id,
        name=step.name,
        kind=kind,
        table=change.table_name,
        row_key=change.row_key,
        what=noun(change.table_name),
        happened=happened,
        fields=_fields(table, before, after),
    )


def _fields(table: Table, before: dict[str, Any], after: dict[str, Any]) -> tuple[FieldChange, ...]:
    passed_over = {key_column(table).name, _WHOSE}
    changes = (
        FieldChange(c.name, _plain(c, before.get(c.name)), _plain(c, after.get(c.name)))
        for c in table.columns
        if c.name not in passed_over and before.get(c.name) != after.get(c.name)
    )
    if not before:  # a new row: what was left at nothing is not worth a line
        return tuple(change for change in changes if change.after not in ("", "No"))
    return tuple(change for change in changes if change.before != change.after)


def _plain(column: Column[Any], value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return "a file"
    if isinstance(column.type, Boolean):
        return "Yes" if value else "No"
    if isinstance(column.type, Enum) and column.type.enum_class is not None:
        member = column.type.enum_class[value]
        return str(getattr(member, "words", member.value))
    if isinstance(column.type, Date):
        day = date.fromisoformat(value)
        return f"{day.day} {day:%b %Y}"
    if isinstance(column.type, Moment):
        return day_and_time(value)
    return str(value)
