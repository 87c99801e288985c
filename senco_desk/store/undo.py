"""Take a step back, and do it again.

An undo is itself a step in the journal, so it lasts over a restart and never rewrites history. It is
refused when a row it would put back is no longer what the step made of it, or when newer work took its place
(`OnlyOne`): newer work is never harmed. New undoable work ends the line of steps that can be done again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, Table
from sqlmodel import col, select

from senco_desk.errors import Mistake
from senco_desk.models.columns import ONLY_ONE, OnlyOne
from senco_desk.models.journal import JournalStep
from senco_desk.store.history import HistoryRow, day_and_time, pupil_history
from senco_desk.store.journal import Change, Image, StepHeading, image_from_json, read_images
from senco_desk.store.opened import Store
from senco_desk.store.tables import METADATA, key_column, noun, typed_key, watched_tables
from senco_desk.store.work import Done, Work

__all__ = ["HistoryRow", "next_redo", "next_undo", "pupil_history", "redo", "stands", "steps", "undo"]

_OWN: Final = "s.undoable AND s.undoes_id IS NULL AND s.redoes_id IS NULL"
_LAST: Final = "(SELECT coalesce(max(x.id), 0) FROM journal_step x WHERE x.{against} = s.id)"
_UNDONE_AT: Final = _LAST.format(against="undoes_id")
_REDONE_AT: Final = _LAST.format(against="redoes_id")

# All three are made of the fixed parts above.
_NEXT_UNDO: Final = (
    f"SELECT s.id FROM journal_step s WHERE {_OWN} AND {_UNDONE_AT} <= {_REDONE_AT}"  # noqa: S608
    " ORDER BY s.id DESC LIMIT 1"
)
_LAST_UNDONE: Final = (
    f"SELECT s.id, {_UNDONE_AT} AS undone_at FROM journal_step s"  # noqa: S608
    f" WHERE {_OWN} AND s.id IN (SELECT undoes_id FROM journal_step) AND {_UNDONE_AT} > {_REDONE_AT}"
    " ORDER BY undone_at DESC LIMIT 1"
)
_NEWER_WORK: Final = f"SELECT 1 FROM journal_step s WHERE {_OWN} AND s.id > ? LIMIT 1"  # noqa: S608


def next_undo(store: Store) -> JournalStep | None:
    """Give the newest step that stands and can be taken back.

    Raises:
        Trouble: the disk refused, or the file is closed.
    """
    with store.read() as session:
        found = session.connection().exec_driver_sql(_NEXT_UNDO).scalar()
        return None if found is None else session.get(JournalStep, found)


def next_redo(store: Store) -> JournalStep | None:
    """Give the step taken back last, unless undoable work was done since.

    Raises:
        Trouble: the disk refused, or the file is closed.
    """
    with store.read() as session:
        connection = session.connection()
        last = connection.exec_driver_sql(_LAST_UNDONE).first()
        if last is None or connection.exec_driver_sql(_NEWER_WORK, (last[1],)).first() is not None:
            return None
        return session.get(JournalStep, last[0])


def stands(store: Store, step_id: int) -> bool:
    """Whether a step that can be taken back is done now, and not taken back.

    Raises:
        Trouble: the disk refused, or the file is closed.
    """
    query = f"SELECT s.id FROM journal_step s WHERE s.id = ? AND {_OWN} AND {_UNDONE_AT} <= {_REDONE_AT}"  # noqa: S608
    with store.read() as session:
        return session.connection().exec_driver_sql(query, (step_id,)).first() is not None


def steps(store: Store, limit: int = 100) -> list[JournalStep]:
    """Give the newest steps of the journal, newest first, undos and redos among them.

    Raises:
        Trouble: the disk refused, or the file is closed.
    """
    with store.read() as session:
        return list(session.exec(select(JournalStep).order_by(col(JournalStep.id).desc()).limit(limit)))


def undo(store: Store, step_id: int | None = None) -> Done:
    """Take a step back: the newest, or the one named (as from a message that still offers "Undo").

    Raises:
        Mistake: there is nothing to undo, or newer work stands on it; it says which, and where.
        Trouble: the disk refused; nothing was changed.
    """
    step = next_undo(store) if step_id is None else _standing(store, step_id)
    if step is None or step.id is None:
        raise Mistake("There is nothing to undo.")
    with store.step(StepHeading(step.name, undoes_id=step.id)) as work:
        _put_back(work, step.id, step.name, back=True)
        return work.done()


def redo(store: Store) -> Done:
    """Do again what was taken back last.

    Raises:
        Mistake: there is nothing to do again, or newer work stands in the way; it says which, and where.
        Trouble: the disk refused; nothing was changed.
    """
    step = next_redo(store)
    if step is None or step.id is None:
        raise Mistake("There is nothing to do again.")
    with store.step(StepHeading(step.name, redoes_id=step.id)) as work:
        _put_back(work, step.id, step.name, back=False)
        return work.done()


def _standing(store: Store, step_id: int) -> JournalStep | None:
    if not stands(store, step_id):
        raise Mistake("That has been undone already.", "Look at the pupil's history to see by whom and when.")
    with store.read() as session:
        return session.get(JournalStep, step_id)


def _put_back(work: Work, step_id: int, name: str, *, back: bool) -> None:
    connection = work.session.connection()
    wish = _Wish(connection, name, "undone" if back else "done again")
    was: dict[Table, dict[int | str, Image | None]] = {}
    wanted: dict[Table, dict[int | str, Image | None]] = {}
    for change in _changes_of(connection, step_id):
        was.setdefault(change.table, {})[change.key] = change.after if back else change.before
        wanted.setdefault(change.table, {})[change.key] = change.before if back else change.after
    for table, images in was.items():
        wish.must_be_as_left(table, images)
    # Rows may come and go in any order; the file itself checks again when the step is saved.
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    for table, images in wanted.items():
        work.put_back(table, {key: None for key, image in images.items() if image is None})
    for table, images in wanted.items():
        work.put_back(table, {key: image for key, image in images.items() if image is not None})
    for table, images in wanted.items():
        wish.must_have_nothing_on_it(table, [key for key, image in images.items() if image is None])
        wish.must_have_its_ground(table, [image for image in images.values() if image is not None])
        wish.must_stand_alone(table, {key: image for key, image in images.items() if image is not None})


def _changes_of(connection: Connection, step_id: int) -> list[Change]:
    rows = connection.exec_driver_sql(
        "SELECT table_name, row_key, before, after FROM journal_change WHERE step_id = ? ORDER BY id",
        (step_id,),
    ).all()
    changes = []
    for table_name, row_key, before, after in rows:
        table = METADATA.tables[table_name]
        images = image_from_json(connection, before), image_from_json(connection, after)
        changes.append(Change(table, typed_key(table, row_key), *images))
    return changes


class _Wish:
    """One wish to undo or redo, and the reasons to refuse it."""

    def __init__(self, connection: Connection, name: str, verb: str) -> None:
        self._connection = connection
        self._name = name
        self._verb = verb

    def must_be_as_left(self, table: Table, left: Mapping[int | str, Image | None]) -> None:
        """Refuse when a row is not what the step left."""
        present = read_images(self._connection, table, left)
        for key, wanted in left.items():
            if (key in present) != (wanted is not None) or not _same(present.get(key, {}), wanted or {}):
                self._refuse(table, key, "changed the same")

    def must_have_nothing_on_it(self, table: Table, gone: Sequence[int | str]) -> None:
        """Refuse when a row that is now gone is needed by another."""
        for child in watched_tables():
            for column in child.columns:
                if any(foreign.column.table is table for foreign in column.foreign_keys):
                    self._refuse_if_needed(child, column.name, gone)

    def _refuse_if_needed(self, child: Table, column: str, gone: Sequence[int | str]) -> None:
        # Names are our own metadata's.
        query = f'SELECT "{key_column(child).name}" FROM "{child.name}" WHERE "{column}" = ? LIMIT 1'  # noqa: S608
        for key in gone:
            found = self._connection.exec_driver_sql(query, (key,)).scalar()
            if found is not None:
                self._refuse(child, found, "needs it for the")

    def must_have_its_ground(self, table: Table, back: Sequence[Image]) -> None:
        """Refuse when a row that is now back points at something gone since."""
        for column in table.columns:
            for foreign in column.foreign_keys:
                parent = foreign.column.table
                needed = {image[column.name] for image in back if image.get(column.name) is not None}
                for missing in needed - read_images(self._connection, parent, needed).keys():
                    self._refuse(parent, missing, "took away the")

    def must_stand_alone(self, table: Table, back: Mapping[int | str, Image]) -> None:
        """Refuse when another row took the place of one that is now back: a second draft, a second review."""
        only: OnlyOne | None = table.info.get(ONLY_ONE)
        if only is None:
            return
        key_name = key_column(table).name
        same = " AND ".join(f'"{name}" IS ?' for name in (*only.by, *only.where, key_name))
        same = same.removesuffix("IS ?") + "IS NOT ?"
        query = f'SELECT "{key_name}" FROM "{table.name}" WHERE {same} LIMIT 1'  # noqa: S608 - our own names
        for key, image in back.items():
            if any(image.get(name) != value for name, value in only.where.items()):
                continue
            values = (*(image[name] for name in only.by), *only.where.values(), key)
            other = self._connection.exec_driver_sql(query, values).scalar()
            if other is not None:
                self._refuse(table, other, "made another")

    def _refuse(self, table: Table, key: int | str, how: str) -> None:
        newer = self._connection.exec_driver_sql(
            "SELECT s.name, s.at, s.undoable, c.pupil_id FROM journal_change c"
            " JOIN journal_step s ON s.id = c.step_id"
            " WHERE c.table_name = ? AND c.row_key = ? ORDER BY c.id DESC LIMIT 1",
            (table.name, str(key)),
        ).first()
        if newer is None:
            raise Mistake(
                f"“{self._name}” cannot be {self._verb}: the {noun(table.name)} is not as it was left."
            )
        name, at, undoable, pupil_id = newer
        what = "record" if table.name == "pupil" else noun(table.name)
        raise Mistake(
            f"“{self._name}” cannot be {self._verb}: “{name}” ({day_and_time(at)}) "
            f"{how} {what}{self._whose(pupil_id)}.",
            "Undo that first, or make the change by hand." if undoable else "Make the change by hand.",
        )

    def _whose(self, pupil_id: int | None) -> str:
        query = (
            "SELECT coalesce(nullif(preferred_forename, ''), legal_forename) || ' ' ||"
            " coalesce(nullif(preferred_surname, ''), legal_surname) FROM pupil WHERE id = ?"
        )
        name = self._connection.exec_driver_sql(query, (pupil_id,)).scalar()
        return f" of {name}" if name else ""


def _same(present: Image, wanted: Image) -> bool:
    """Whether two images agree in the columns that both have; a column may be younger than the image."""
    return all(present[name] == wanted[name] for name in present.keys() & wanted.keys())
