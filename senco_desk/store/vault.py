"""Make a vault, and open one: from a path and a passphrase to a Store, or to words that say why not."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine

from senco_desk.errors import Mistake, NotSaved, Trouble
from senco_desk.places import real
from senco_desk.store import copies, identity, journal, key, migrate, pages, repair
from senco_desk.store.connection import WRITES, Damaged, disk_in_words, engine_for
from senco_desk.store.folders import sync_folder
from senco_desk.store.key import KNOWN_COSTS, STRONG, Cost
from senco_desk.store.lock import VaultLock
from senco_desk.store.opened import Store

SUFFIX: Final = ".senco"


def create(path: Path, passphrase: str, *, cost: Cost = STRONG) -> Store:
    """Make a new vault and open it. Slow by intention (the key): run it off the window's thread.

    Args:
        path: where; the folder must be there.
        passphrase: as typed; how good it is, the caller has judged.
        cost: of one guess at the passphrase; anything but the default is for tests.

    Raises:
        Mistake: a file of that name is there already, or there is no passphrase.
        Trouble: the folder cannot be written to, or the disk is full.
    """
    if not passphrase:
        raise Mistake(
            "The file needs a passphrase.", "Think of four words, and type them.", field="passphrase"
        )
    salt = os.urandom(key.SALT_BYTES)
    return create_with_key(path, key.derive(passphrase, salt, cost), salt)


def create_with_key(path: Path, raw_key: bytes, salt: bytes) -> Store:
    """Make a new vault with the key and salt of another: what opens that one opens this.

    Raises:
        Mistake: a file of that name is there already.
        Trouble: the folder cannot be written to, or the disk is full.
    """
    path = real(path)
    with ExitStack() as if_it_fails:
        lock = _lock(path)
        if_it_fails.callback(lock.release)
        _must_be_free(path)
        # Made whole under another name first: a crash leaves no half-made vault in its place.
        unfinished = path.with_name(f"{path.name}.unfinished")
        with ExitStack() as afterwards:
            afterwards.callback(_take_away, unfinished)
            _make_empty(unfinished)
            _fill(unfinished, raw_key, salt)
            _take_place(unfinished, path)
        engine = engine_for(path, raw_key, salt)
        if_it_fails.callback(engine.dispose)
        _revisions_had(engine)  # the connection is there from now on, whatever becomes of the name
        store = Store(path, engine, raw_key, salt, lock)
        if_it_fails.pop_all()
    store.before_close.append(copies.keep_if_changed)
    return store


def take_back(store: Store) -> None:
    """Close a vault that was only just made and is not wanted after all, and take it away, with no copy."""
    path, is_it = store.path, not store.moved
    store.before_close.clear()
    store.close(copy=False)
    if is_it:
        _take_away(path)


def open_vault(path: Path, passphrase: str, *, costs: Sequence[Cost] = KNOWN_COSTS) -> Store:
    """Open a vault, bringing it to this version's form first if it is older (a verified copy is kept before).

    Slow by intention (the key): run it off the window's thread.

    Args:
        path: the file.
        passphrase: as typed.
        costs: what a derivation may have cost; anything but the default is for tests.

    Raises:
        Mistake: the passphrase does not open it.
        Damaged: it is damaged; it was left as it is.
        Trouble: it is not there, no vault, from a newer version, open elsewhere, or unreadable.
    """
    return _open(path, lambda: _key_that_fits(path, passphrase, costs))


def open_with_key(path: Path, raw_key: bytes) -> Store:
    """Open a vault by its raw key, as a recovery code or a keyring gives it.

    Raises:
        Mistake: the key belongs to another file, or to this one before its passphrase was changed.
        Trouble: as `open_vault`.
    """
    return _open(path, lambda: _key_if_it_fits(path, raw_key))


def find_key(path: Path, passphrase: str, *, costs: Sequence[Cost] = KNOWN_COSTS) -> bytes:
    """Give the raw key that a passphrase makes for a file, however damaged, if it fits any of its pages.

    Slow by intention (the key): run it off the window's thread.

    Raises:
        Mistake: the passphrase does not open it.
        Trouble: the file cannot be read, or is too short to be one of ours.
    """
    path = real(path)
    _must_be_a_vault(path)
    with _reading():
        salt = pages.salt_of(path)
        for cost in costs:
            raw_key = key.derive(passphrase, salt, cost)
            if pages.check_pages(path, raw_key).sound:
                return raw_key
    raise _wrong_passphrase()


def _open(path: Path, find_key: Callable[[], bytes]) -> Store:
    path = real(path)
    _must_be_a_vault(path)
    _must_take_writing(path)
    with ExitStack() as if_it_fails:
        lock = _lock(path)
        if_it_fails.callback(lock.release)
        with _reading():
            raw_key, salt = find_key(), pages.salt_of(path)
            if repair.interrupted(path):
                repair.put_back(path, raw_key, salt)
            _must_be_whole(path, raw_key)
            repair.tidy(path)
        engine = engine_for(path, raw_key, salt)
        if_it_fails.callback(engine.dispose)
        _revisions_had(engine)  # the connection is there from now on, whatever becomes of the name
        store = Store(path, engine, raw_key, salt, lock)
        _bring_up_to_date(store, engine, raw_key)
        if_it_fails.pop_all()
    store.before_close.append(copies.keep_if_changed)
    return store


def _lock(path: Path) -> VaultLock:
    if not path.parent.is_dir():
        raise Trouble(
            "The folder for this file is not there.", "Choose another folder, or connect its drive."
        )
    return VaultLock(path)


def _must_be_free(path: Path) -> None:
    if path.exists():
        raise Mistake(
            "There is a file of that name already.", "Choose another name, or open that file.", field="path"
        )


def _make_empty(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)  # left by a crash
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise _not_in_that_folder() from error


def _fill(path: Path, raw_key: bytes, salt: bytes) -> None:
    engine = engine_for(path, raw_key, salt)
    try:
        with _migrating(engine) as connection:
            migrate.upgrade(connection)
            journal.start_chain(connection, identity.write(connection))
    finally:
        engine.dispose()


def _take_place(made: Path, path: Path) -> None:
    """Give a file its name, unless another has taken that meanwhile."""
    try:
        os.link(made, path)  # unlike renaming, it never replaces
    except FileExistsError:
        _must_be_free(path)
    except OSError:  # a memory stick knows no second names
        _must_be_free(path)
        try:
            made.rename(path)
        except OSError as error:
            raise _not_in_that_folder() from error
    sync_folder(path.parent)


def _not_in_that_folder() -> Trouble:
    return Trouble(
        "The file could not be made in that folder.", "Choose a folder of your own, such as Documents."
    )


def _take_away(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
        repair.journal_of(path).unlink(missing_ok=True)


def _must_be_a_vault(path: Path) -> None:
    with _reading():
        if not path.is_file():
            raise Trouble(
                "There is no such file any more.", "Look for it where you keep your files, and open it there."
            )
        if not pages.looks_encrypted(path):
            if _has_copies(path):
                raise Damaged(
                    "This file is damaged: what is in it now is no SENCO Desk file.",
                    "It was left as it is. Open the newest copy from the folder of backups beside it.",
                )
            raise Trouble(
                "This is not a SENCO Desk file.", "Choose a file whose name ends in .senco, or a copy of one."
            )


def _has_copies(path: Path) -> bool:
    try:
        return bool(copies.copies_of(path))
    except copies.NotListed:
        return False


@contextmanager
def _reading() -> Iterator[None]:
    """Say in words that the file's bytes cannot be had."""
    try:
        yield
    except OSError as error:
        raise Trouble(
            "The file cannot be read.",
            "Connect its drive, or copy it to a folder of your own, and try again.",
        ) from error


def _must_take_writing(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_RDWR))
    except OSError as error:
        raise NotSaved(
            "This file is set to be read only, so nothing could be saved in it.",
            "Copy it to a folder of your own, such as Documents, and open it there.",
        ) from error


def _bring_up_to_date(store: Store, engine: Engine, raw_key: bytes) -> None:
    had = _revisions_had(engine)
    if not had:
        raise Trouble(
            "There is nothing in this file: making it was cut off.", "Make a new one, under another name."
        )
    if had > migrate.count():
        raise Trouble(
            "This file was made by a newer version of SENCO Desk.",
            "Bring this computer's version up to date.",
        )
    if had < migrate.count():
        copies.keep_copy(store, "new version")
        with _migrating(engine) as connection:
            migrate.upgrade(connection)
            identity.write(connection, key.first_journal_key(raw_key))


def _key_that_fits(path: Path, passphrase: str, costs: Sequence[Cost]) -> bytes:
    salt = pages.salt_of(path)
    for cost in costs:
        raw_key = key.derive(passphrase, salt, cost)
        if _fits(path, raw_key):
            return raw_key
    raise _wrong_passphrase()


def _wrong_passphrase() -> Mistake:
    return Mistake(
        "That passphrase does not open this file.", "Look at capitals and spaces.", field="passphrase"
    )


def _key_if_it_fits(path: Path, raw_key: bytes) -> bytes:
    if _fits(path, raw_key):
        return raw_key
    raise Mistake(
        "That recovery code belongs to another file, or to this one before its passphrase was changed.",
        "Look for the newest recovery kit. An older copy from the folder of backups may open with this one.",
        field="code",
    )


def _fits(path: Path, raw_key: bytes) -> bool:
    if pages.first_page_sound(path, raw_key):
        return True
    check = pages.check_pages(path, raw_key)
    if check.sound and not repair.interrupted(path):
        raise _damaged(check)
    return check.sound > 0  # the first page may be half written; SQLite puts it back from the journal


def _must_be_whole(path: Path, raw_key: bytes) -> None:
    check = pages.check_pages(path, raw_key)
    if not check.whole:
        raise _damaged(check)


def _damaged(check: pages.PageCheck) -> Damaged:
    hurt = check.pages - check.sound
    are = "is" if hurt == 1 else "are"
    return Damaged(
        f"This file is damaged: {hurt} of its {check.pages} pages {are} not as written.",
        "It was left as it is. Open the newest copy from the folder of backups beside it.",
    )


def _revisions_had(engine: Engine) -> int:
    """Read how many revisions the file has had; reading also lets SQLite finish what a crash interrupted."""
    with disk_in_words(), engine.connect() as connection:
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


@contextmanager
def _migrating(engine: Engine) -> Iterator[Any]:
    """One writing transaction with foreign keys off, which SQLite only changes between transactions."""
    with disk_in_words(), engine.connect().execution_options(**{WRITES: True}) as connection:
        bare: Any = connection.connection.dbapi_connection
        bare.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                yield connection
        finally:
            bare.execute("PRAGMA foreign_keys = ON")
