"""Store: one open vault, given to one thread at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import ORMExecuteState
from sqlmodel import Session

from senco_desk.errors import NotSaved, Trouble
from senco_desk.store import identity
from senco_desk.store.connection import WRITES, Damaged, disk_in_words, rekey
from senco_desk.store.identity import Head
from senco_desk.store.journal import StepHeading
from senco_desk.store.lock import VaultLock
from senco_desk.store.work import Work

Listener = Callable[[frozenset[str]], None]


class Store:
    """One open vault. Any thread may use it; each `read` and `work` waits for its turn, so keep both short.

    Attributes:
        path: where the file lies.
        changed: something was saved since it was opened, or since the last copy.
        before_close: run, in order, while the file is still open; how the copy on close is made.
    """

    def __init__(self, path: Path, engine: Engine, raw_key: bytes, salt: bytes, lock: VaultLock) -> None:
        self.path: Final = path
        self.changed = False
        self.before_close: list[Callable[[Store], object]] = []
        self._engine = engine
        self._raw_key = bytearray(raw_key)
        self._salt: Final = salt
        # Read from the file at the first step.
        self._journal_key = bytearray()
        self._lock = lock
        self._listeners: list[Listener] = []
        self._place = _place_of(path)
        # How the file stood when this store last left it.
        self._head: Head | None = None
        self._turn = threading.RLock()
        self._closed = False
        # Set only while a thread holds its turn.
        self._current: Connection | None = None
        self._work: Work | None = None

    @property
    def closed(self) -> bool:
        """Whether `close` has been called."""
        return self._closed

    @property
    def moved(self) -> bool:
        """Whether the file was taken away, renamed or replaced since: this store is then its last hold."""
        return _place_of(self.path) != self._place

    @contextmanager
    def work(self, name: str, *, undoable: bool = True) -> Iterator[Work]:
        """Do one named step: one transaction, one entry in the journal; an exception leaves all as it was.

        When the block has ended without one, the step is on the disk.

        Args:
            name: as it reads after "Undo: ", such as "change the next review".
            undoable: False for what cannot be taken back, such as a paper that was printed.

        Raises:
            Trouble: the disk refused, or the file is closed; nothing was saved.
        """
        with self.step(StepHeading(name, undoable)) as work:
            yield work

    @contextmanager
    def step(self, heading: StepHeading) -> Iterator[Work]:
        """As `work`, for undo and redo, which say what they stand against."""
        with self._transaction(writes=True) as connection:
            work = Work(connection, heading, self._chain_key(connection))
            self._work = work
            try:
                yield work
                done = work.done()
            finally:
                self._work = None
                work.session.close()
        self._tell(done.tables)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a read-only session; inside this thread's own `work` or `read` it sees what that sees.

        Rows keep what was read after the block, but are not to be kept or changed.

        Raises:
            Trouble: the disk refused, or the file is closed.
        """
        with self._turn:
            if self._current is not None:
                if self._work is not None:
                    self._work.session.flush()
                with _reading(self._current) as session:
                    yield session
                return
            with self._transaction(writes=False) as connection, _reading(connection) as session:
                yield session

    @contextmanager
    def aside(self, *tables: str) -> Iterator[Connection]:
        """Write outside the journal (drafts, the search index); inside this thread's `work`, as part of it.

        Args:
            tables: what to tell the listeners.
        """
        with self._turn:
            if self._work is not None and self._current is not None:
                yield self._current
                return
        with self._transaction(writes=True) as connection:
            yield connection
        self.changed = True
        self._tell(frozenset(tables))

    @contextmanager
    def outside_transaction(self) -> Iterator[Any]:
        """Give the bare sqlcipher3 connection, for what SQLite runs only outside a transaction (VACUUM INTO).

        Raises:
            Trouble: the disk refused, or the file is closed.
        """
        with self._turn, disk_in_words():
            self._must_be_idle()
            bare = self._engine.raw_connection()
            try:
                yield bare.dbapi_connection
            finally:
                bare.close()

    def on_change(self, listener: Listener) -> Callable[[], None]:
        """Have `listener` called after each commit with the tables changed, on the thread that committed.

        Returns:
            A function that ends it.
        """
        self._listeners.append(listener)

        def end() -> None:
            with suppress(ValueError):  # closing has ended it already
                self._listeners.remove(listener)

        return end

    def keys(self) -> tuple[bytes, bytes]:
        """Give the raw key and the salt, for copies and checks in this room; never to be kept or shown."""
        self._must_be_open()
        return bytes(self._raw_key), self._salt

    def change_key(self, raw_key: bytes) -> None:
        """Write the whole file anew under another key, in one transaction of SQLCipher's own.

        Raises:
            Trouble: the disk refused. This store no longer reads the file: close it, then see which key does.
        """
        with self.outside_transaction() as bare:
            rekey(bare, raw_key, self._salt)
            if self._half_written():  # SQLCipher says nothing when the disk refuses the end of it
                raise NotSaved("The file could not be written anew.", "Look whether the disk is full.")
            self._raw_key[:] = raw_key
            self.changed = True

    def close(self, *, copy: bool = True) -> None:
        """Make the copy if something changed, drop the key and let the file go. Twice does no harm.

        Args:
            copy: False to lock at once, however large the file: the copy is made when it is next closed. A
                file that was taken away or replaced gets its copy now, as nothing else holds it.

        Raises:
            Trouble: the copy could not be made; the file is closed all the same, and nothing is lost.
        """
        with self._turn:
            if self._closed:
                return
            self._must_be_idle()
            try:
                for task in self.before_close if copy or self.moved else []:
                    task(self)
            finally:
                self._let_go()

    def _let_go(self) -> None:
        self._closed = True
        self._listeners.clear()
        try:
            bare = self._engine.raw_connection()
            if bare.dbapi_connection is not None:
                # TRUNCATE leaves an empty journal behind; DELETE takes it away: one file is all there is.
                with disk_in_words():
                    bare.dbapi_connection.cursor().execute("PRAGMA journal_mode = DELETE")
            bare.close()
        finally:
            self._engine.dispose()
            for secret in (self._raw_key, self._journal_key):
                secret[:] = bytes(len(secret))
            self._lock.release()

    @contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[Connection]:
        with self._turn, disk_in_words():
            self._must_be_idle()
            if writes and self.moved:
                raise _moved()
            left, whole = self._head, False
            try:
                with (
                    self._engine.connect().execution_options(**{WRITES: writes}) as connection,
                    connection.begin() as transaction,
                ):
                    self._current = connection
                    try:
                        left = self._as_left(connection) if writes or self._head is None else self._head
                        changes = _changes(connection)
                        yield connection
                        if writes:
                            if changed := _changes(connection) != changes:
                                identity.count_change(connection)
                            left = identity.head(connection)
                            whole = changed  # from here on, only the commit can be refused
                        else:  # whatever went on, a read leaves no trace
                            transaction.rollback()
                    finally:
                        self._current = None
            except DatabaseError:
                if not whole or (left := self._settled(left)) is None:
                    raise
            self._head = left

    def _settled(self, left: Head | None) -> Head | None:
        """After a commit that the disk refused, see whether it is in the file all the same.

        The last thing that SQLite asks of the disk comes when the step is in the file already. One more
        change, whose own commit is taken, then says that all before it is on the disk as well.

        Args:
            left: how the file stands if the step is in it.

        Returns:
            How it stands now; None when the step is not in it.

        Raises:
            Trouble: it is in it, and the disk still refuses.
        """
        if self._half_written():
            return None  # SQLite takes the step back
        self._head = None  # read anew by whoever comes next
        try:
            with (
                self._engine.connect().execution_options(**{WRITES: True}) as connection,
                connection.begin(),
            ):
                if left is None or identity.head(connection) != left:
                    return None
                identity.count_change(connection)
                return identity.head(connection)
        except DatabaseError as error:
            raise Trouble(
                "The disk refused at the very end of saving, so it is not certain that this was saved.",
                "Look whether the disk is full or its stick is loose. Then see whether your last change is"
                " there before you make it again.",
            ) from error

    def _half_written(self) -> bool:
        """Whether the journal holds what SQLite would put back."""
        try:
            return self.path.with_name(f"{self.path.name}-journal").stat().st_size > 0
        except OSError:
            return False

    def _chain_key(self, connection: Connection) -> bytes:
        if not self._journal_key:
            known = identity.key_of(connection)
            if known is None:
                raise Damaged(
                    "The journal's key is missing, so nothing was saved.",
                    "Close it, and open the newest copy from the folder of backups beside it.",
                )
            self._journal_key[:] = known
        return bytes(self._journal_key)

    def _as_left(self, connection: Connection) -> Head | None:
        """Read how the file stands, which nobody but this store moves while the file is open here.

        Raises:
            Trouble: somebody has, so the file is another version than the one that was shown.
        """
        now = identity.head(connection)
        if self._head is not None and now != self._head:
            raise Trouble(
                "This file was changed from outside while it was open, so nothing was saved.",
                "A sync program may have put another version in its place. Lock, look at the newest copy in"
                " the folder of backups, then unlock.",
            )
        return now

    def _must_be_open(self) -> None:
        if self._closed:
            raise Trouble("The file is locked.", "Unlock it to carry on.")

    def _must_be_idle(self) -> None:
        self._must_be_open()
        if self._current is not None:
            raise RuntimeError("a step cannot begin inside another step, or inside a read")

    def _tell(self, tables: frozenset[str]) -> None:
        if tables:
            self.changed = True
            with ExitStack() as each:  # all hear of it, whatever one of them does
                for listener in reversed(self._listeners):
                    each.callback(listener, tables)


def _changes(connection: Connection) -> int:
    bare: Any = connection.connection.dbapi_connection
    return int(bare.total_changes)


def _place_of(path: Path) -> tuple[int, int] | None:
    """Give what tells a file on this computer from any other; None when there is none at this path."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _moved() -> Trouble:
    return NotSaved(
        "The file was taken away or replaced while it was open, so nothing was saved.",
        "Put it back where it was. If you cannot, lock: all that was saved before is then kept in the"
        " folder of backups.",
    )


@contextmanager
def _reading(connection: Connection) -> Iterator[Session]:
    with Session(bind=connection, autoflush=False, join_transaction_mode="rollback_only") as session:
        event.listen(session, "before_flush", _refuse)
        event.listen(session, "do_orm_execute", _only_selects)
        yield session


def _refuse(*_: object) -> None:
    raise RuntimeError("a read cannot change anything: use Store.work")


def _only_selects(state: ORMExecuteState) -> None:
    if not state.is_select:
        _refuse()
