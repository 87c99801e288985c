"""Back to a copy: put it in the vault's place with the present file set aside, or only practise it."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlmodel import select

from senco_desk.errors import Mistake, Trouble
from senco_desk.models.journal import JournalStep
from senco_desk.models.pupil import Pupil
from senco_desk.models.responses import Response
from senco_desk.places import real
from senco_desk.store import check, copies, manifest, pages, remembered, repair
from senco_desk.store.folders import sync_folder, write_through
from senco_desk.store.lock import VaultLock
from senco_desk.store.opened import Store

_WAITING: Final = ".restoring"
_SCRATCH: Final = ".senco-desk-"
OpenFile = Callable[[Path], Store]
"""How the person opens a file: by passphrase, recovery code or keyring, already given."""


@dataclass(frozen=True, slots=True)
class Practice:
    """What practising a restore found in the copy.

    Attributes:
        copy: which.
        pupils, forms: how many it holds.
        newest: when its newest step was, or None.
        took_s: seconds, from the copy's bytes to everything checked.
    """

    copy: Path
    pupils: int
    forms: int
    newest: datetime | None
    took_s: float


def must_be_sound(copy: Path) -> None:
    """Look whether a copy is byte for byte what its slip says; one without a slip is judged on opening.

    Raises:
        Trouble: it is not, or it cannot be read.
    """
    slip = manifest.read(copy)
    try:
        if slip is not None and manifest.digest(copy) != slip.sha256:
            raise Trouble(
                "This copy is not as it was made.", "Choose another: the next older one, for example."
            )
    except OSError as error:
        raise Trouble("This copy cannot be read.", "Connect its drive, or choose another copy.") from error


@contextlib.contextmanager
def opened_aside(copy: Path, open_file: OpenFile, folder: Path) -> Iterator[Store]:
    """Open what a copy holds, and leave the copy byte for byte as it is, even one of an older version.

    A second, encrypted, is opened in a folder of its own inside `folder`, and goes with that.

    Raises:
        Mistake: the passphrase or code does not open it.
        Trouble: the copy is damaged, or there is no room.
    """
    try:
        scratch = tempfile.TemporaryDirectory(prefix=_SCRATCH, dir=folder, ignore_cleanup_errors=True)
    except OSError as error:
        raise _refused() from error
    with scratch as name:
        second = Path(name) / copy.name
        write_copy(copy, second)
        store = open_file(second)
        try:
            yield store
        finally:
            store.before_close.clear()
            store.close()


def practise(copy: Path, open_file: OpenFile) -> Practice:
    """Restore a copy to a scratch file beside it, look it all over, and take the scratch file away again.

    Nothing else changes.

    Raises:
        Mistake: the passphrase or code does not open it.
        Trouble: the copy is not sound, or there is no room.
    """
    began = time.monotonic()
    must_be_sound(copy)
    with opened_aside(copy, open_file, copy.parent) as store:
        if found := check.findings(store):
            raise Trouble(f"This copy opens, but: {found[0].said}", "Choose another copy.")
        pupils, forms, newest = _holds(store)
    return Practice(copy, pupils, forms, newest, time.monotonic() - began)


def restore(copy: Path, path: Path, open_file: OpenFile, *, now: datetime) -> Path | None:
    """Put a copy in the place of a vault, which is closed; the file that is there is set aside first.

    The copy is written beside the vault, opened there and looked over before anything is moved; then it takes
    the place in one step, so that a crash leaves the one or the other.

    Args:
        copy: the copy; it stays where it is.
        path: the vault's place.
        open_file: opens what was written, with what the person gave.
        now: names the file that is set aside.

    Returns:
        Where the present file lies now; None when there was none.

    Raises:
        Mistake: the passphrase or code does not open the copy.
        Trouble: the vault is open, the copy is not sound, or the disk refused; the vault is as it was.
    """
    must_be_sound(copy)
    path = real(path)
    waiting = path.with_name(f"{path.stem}{_WAITING}{path.suffix}")
    lock = VaultLock(path)
    try:
        try:
            write_copy(copy, waiting)
            _must_open_whole(waiting, open_file)
            salt = pages.salt_of(waiting)
            aside = _set_aside(path, now)
            try:
                waiting.replace(path)
            except OSError:
                _keep_in_place(aside)
                raise
            sync_folder(path.parent)
            _take_journal_away(path)
        except OSError as error:
            raise _refused() from error
        finally:
            with contextlib.suppress(OSError):
                waiting.unlink(missing_ok=True)
                repair.journal_of(waiting).unlink(missing_ok=True)
            # Opening a copy of an older version keeps a copy of its own first.
            shutil.rmtree(copies.folder_for(waiting), ignore_errors=True)
        remembered.forget(salt)
    finally:
        lock.release()
    return aside


def aside_name(path: Path, now: datetime) -> str:
    """Give the name of the file that would be set aside now."""
    return f"{path.stem} set aside {now:%Y-%m-%d %H.%M.%S}{path.suffix}"


def _must_open_whole(file: Path, open_file: OpenFile) -> None:
    store = open_file(file)
    try:
        if found := check.findings(store):
            raise Trouble(f"This copy opens, but: {found[0].said}", "Choose another copy.")
    finally:
        store.before_close.clear()
        store.close()


def write_copy(source: Path, target: Path) -> None:
    """Copy a file byte for byte to the disk, readable by its owner only.

    Raises:
        Trouble: the disk refused.
    """
    try:
        write_through(source, target)
    except OSError as error:
        raise _refused() from error


def _refused() -> Trouble:
    return Trouble(
        "The copy could not be written, so nothing was changed.",
        "Make some room on the disk, or connect the copy's drive again. Then try again.",
    )


def _set_aside(path: Path, now: datetime) -> Path | None:
    """Give the present file a second name, its journal too; it keeps its place until it is replaced.

    The name is a free one: what was set aside before may be the only one there is.
    """
    if not path.exists():
        return None
    aside = _free(path.with_name(aside_name(path, now)))
    for source, target in ((path, aside), (repair.journal_of(path), repair.journal_of(aside))):
        if not source.exists():
            continue
        try:
            os.link(source, target)
        except FileExistsError:
            raise
        except OSError:  # a memory stick knows no second names
            write_copy(source, target)
    return aside


def _free(wanted: Path) -> Path:
    aside, again = wanted, 2
    while aside.exists() or repair.journal_of(aside).exists():
        aside, again = wanted.with_stem(f"{wanted.stem}-{again}"), again + 1
    return aside


def _keep_in_place(aside: Path | None) -> None:
    """Take the second name away again: the file has kept its place."""
    if aside is not None:
        for name in (aside, repair.journal_of(aside)):
            with contextlib.suppress(OSError):
                name.unlink(missing_ok=True)


def _take_journal_away(path: Path) -> None:
    """Take away what a crash left of the file before: it does not belong to the copy that is there now."""
    left = repair.journal_of(path)
    try:
        left.unlink(missing_ok=True)
    except OSError as error:
        if left.exists():
            raise Trouble(
                "The copy is in its place now, but something of the file before could not be taken away.",
                "Make some room on the disk, or connect its drive again. Then go back to this copy again.",
            ) from error


def _holds(store: Store) -> tuple[int, int, datetime | None]:
    with store.read() as session:
        pupils = len(session.exec(select(Pupil.id)).all())
        forms = len(session.exec(select(Response.id)).all())
        newest = session.exec(select(JournalStep.at).order_by(JournalStep.id.desc()).limit(1)).first()  # type: ignore[union-attr] # a mapped column
    return pupils, forms, newest


def choices(path: Path) -> tuple[Path, ...]:
    """Give the copies that a vault can go back to, newest first: beside it, and in its second place if known.

    Raises:
        Mistake: there are none.
        Trouble: the disk does not show them.
    """
    found = copies.copies_of(path)
    if not found:
        raise Mistake(
            "There is no copy beside this file.",
            "If you keep copies in another place, such as a stick, choose one there.",
        )
    return found
