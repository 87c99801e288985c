"""Work: one named step in one transaction, every changed row journalled by SQLAlchemy's flush events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

from sqlalchemy import Connection, Table, event, inspect
from sqlalchemy.orm import ORMExecuteState
from sqlmodel import Session, SQLModel

from senco_desk.errors import Mistake
from senco_desk.store import search_index
from senco_desk.store.journal import Change, Image, StepHeading, read_images, write_step
from senco_desk.store.tables import METADATA, key_column, noun, watched

Row = TypeVar("Row", bound=SQLModel)
Place = tuple[str, int | str]
"""Table name and key."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a step did; `step_id` is None when nothing watched by the journal changed."""

    step_id: int | None
    name: str
    tables: frozenset[str]
    """Every table with a changed row."""
    made: tuple[tuple[str, int], ...]
    """Table and id of each new row, in the order they were added."""


class WorkSession(Session):
    """A session whose transaction is its Work's: it flushes, never commits, never goes round the journal."""

    def commit(self) -> NoReturn:
        """Refused: the step is saved when its `with` block ends."""
        raise RuntimeError("a step is saved when its with block ends")

    def bulk_save_objects(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refused: the journal cannot see it."""
        raise RuntimeError("the journal cannot see bulk changes")

    bulk_insert_mappings = bulk_update_mappings = bulk_save_objects


class Work:
    """One named step under way. Made by `Store.work`; everything in it is saved together or not at all.

    Attributes:
        session: for reading with `select`; it sees the step's own changes. Only selects run in it.
    """

    def __init__(self, connection: Connection, heading: StepHeading, journal_key: bytes) -> None:
        self.session: Session = WorkSession(bind=connection, join_transaction_mode="rollback_only")
        self._connection = connection
        self._heading = heading
        self._journal_key = journal_key
        self._before: dict[Place, Image | None] = {}
        self._others: set[str] = set()
        self._done: Done | None = None
        event.listen(self.session, "before_flush", self._look_before)
        event.listen(self.session, "after_flush", self._look_at_new)
        event.listen(self.session, "do_orm_execute", _only_selects)

    def add(self, row: Row) -> Row:
        """Add a row; it has its id on return."""
        self.session.add(row)
        self.session.flush()
        return row

    def add_all(self, rows: Iterable[SQLModel]) -> None:
        """Add many rows at once; they have their ids on return."""
        self.session.add_all(list(rows))
        self.session.flush()

    def get(self, table: type[Row], key: int | str) -> Row:
        """Give a row to read or change.

        Raises:
            Mistake: it is not there any more.
        """
        row = self.session.get(table, key)
        if row is None:
            word = noun(str(table.__tablename__))
            raise Mistake(
                f"That {word} is not there any more.", "It may have been taken back. Go back and look again."
            )
        return row

    def change(self, row: Row, **fields: object) -> Row:
        """Set fields of a row that this step gave. Check the values with the …Input first."""
        if row not in self.session:
            raise RuntimeError("change a row that this step gave, not one from an earlier read")
        for name, value in fields.items():
            if name not in type(row).model_fields:
                raise AttributeError(f"{type(row).__name__} has no field {name}")
            setattr(row, name, value)
        return row

    def remove(self, row: SQLModel) -> None:
        """Take a row out."""
        self.session.delete(row)
        self.session.flush()

    def done(self) -> Done:
        """Write the step to the journal and say what it did. Nothing can be changed afterwards."""
        if self._done is None:
            self.session.flush()
            changes = self._changes()
            step_id = None
            if changes:
                owned = [(change, self._pupil_of(change)) for change in changes]
                step_id = write_step(self._connection, self._journal_key, self._heading, owned)
                search_index.follow(self._connection, changes)
            self._done = Done(
                step_id,
                self._heading.name,
                frozenset({change.table.name for change in changes} | self._others),
                tuple((c.table.name, c.key) for c in changes if c.before is None and isinstance(c.key, int)),
            )
        return self._done

    def put_back(self, table: Table, images: Mapping[int | str, Image | None]) -> None:
        """Make rows be what images say, None for not there; for undo and redo only."""
        self._remember(table, images)
        present = read_images(self._connection, table, images)
        key_name = key_column(table).name
        # A column that came after an image was taken keeps its default. All names are our own metadata's.
        for key, image in images.items():
            names = [column.name for column in table.columns if column.name in (image or {})]
            values = tuple(image[name] for name in names) if image else ()
            if image is None:
                query = f'DELETE FROM "{table.name}" WHERE "{key_name}" = ?'  # noqa: S608
                self._connection.exec_driver_sql(query, (key,))
            elif key in present:
                sets = ", ".join(f'"{name}" = ?' for name in names)
                query = f'UPDATE "{table.name}" SET {sets} WHERE "{key_name}" = ?'  # noqa: S608
                self._connection.exec_driver_sql(query, (*values, key))
            else:
                columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
                query = f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})'  # noqa: S608
                self._connection.exec_driver_sql(query, values)

    def _changes(self) -> list[Change]:
        keys: dict[str, list[int | str]] = {}
        for table_name, key in self._before:
            keys.setdefault(table_name, []).append(key)
        after = {
            name: read_images(self._connection, METADATA.tables[name], some) for name, some in keys.items()
        }
        changes = [
            Change(METADATA.tables[name], key, before, after[name].get(key))
            for (name, key), before in self._before.items()
        ]
        return [change for change in changes if change.before != change.after]

    def _remember(self, table: Table, keys: Iterable[int | str]) -> None:
        unknown = [key for key in keys if (table.name, key) not in self._before]
        images = read_images(self._connection, table, unknown)
        for key in unknown:
            self._before[table.name, key] = images.get(key)

    def _look_before(self, session: Session, _context: object, _instances: object) -> None:
        moved: dict[str, list[int | str]] = {}
        for row in [*session.deleted, *(row for row in session.dirty if session.is_modified(row))]:
            state = inspect(row)
            table = _table_of(row)
            key = state.identity[0]
            if row not in session.deleted and state.mapper.primary_key_from_instance(row)[0] != key:
                raise RuntimeError("a row keeps its key: remove it and add another")
            moved.setdefault(table.name, []).append(key)
        if self._done is not None and (moved or session.new):
            raise RuntimeError("the step is already done: nothing can be changed after done()")
        for name, keys in moved.items():
            if watched(name):
                self._remember(METADATA.tables[name], keys)
            else:
                self._others.add(name)

    def _look_at_new(self, session: Session, _context: object) -> None:
        for row in session.new:
            table = _table_of(row)
            if watched(table.name):
                key = inspect(row).mapper.primary_key_from_instance(row)[0]
                self._before.setdefault((table.name, key), None)
            else:
                self._others.add(table.name)

    def _pupil_of(self, change: Change) -> int | None:
        """Whose history a change belongs to: its own `pupil_id`, or that of the row it hangs on."""
        image: Image = change.after or change.before or {}
        if change.table.name == "pupil":
            return int(change.key)
        if "pupil_id" in image:
            return None if image["pupil_id"] is None else int(image["pupil_id"])
        for column in change.table.columns:
            for foreign in column.foreign_keys:
                parent = foreign.column.table
                if "pupil_id" in parent.columns and image[column.name] is not None:
                    return self._pupil_of_parent(parent, image[column.name])
        return None

    def _pupil_of_parent(self, parent: Table, key: int) -> int | None:
        image = read_images(self._connection, parent, [key]).get(key) or self._before.get((parent.name, key))
        return None if image is None else image["pupil_id"]


def _table_of(row: SQLModel) -> Table:
    table = inspect(row).mapper.local_table
    assert isinstance(table, Table)  # noqa: S101 - tells the type checker what every mapped class here is
    return table


def _only_selects(state: ORMExecuteState) -> None:
    if not state.is_select:
        raise RuntimeError("the journal cannot see bulk changes: get the rows and change them one by one")
