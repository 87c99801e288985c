"""Papers that left the vault: saved where the SENCO said, or printed. The list remembers."""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlmodel import col, select

from senco_desk.errors import Mistake, Told, Trouble
from senco_desk.models.columns import now
from senco_desk.models.pupil import Pupil
from senco_desk.models.responses import LetOut
from senco_desk.services import left_overs
from senco_desk.store import Done, Store


@dataclass(frozen=True, slots=True)
class LetOutLine:
    """One paper that left."""

    id: int
    pupil_name: str
    what: str
    how: str
    path: str
    pages: int
    copy_for: str
    copies: int
    protected: bool
    at: datetime
    still_there: bool
    """The saved file lies where it was put, unchanged; False for prints."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished PDF in memory, and what the list should say of it."""

    pdf: bytes
    what: str
    pages: int
    copy_for: str
    pupil_id: int | None = None
    protected: bool = False


def save(store: Store, paper: Paper, path: Path) -> Done:
    """Write a paper where the SENCO said, and remember it.

    The file appears whole or not at all, and not without its line in the list.

    Raises:
        Trouble: it could not be written there, or not remembered; nothing is left there.
    """
    write_whole(path, paper.pdf, noted_in=store)
    try:
        return _remember(store, paper, how="saved", path=path, copies=1)
    except Told:
        with contextlib.suppress(OSError):
            path.unlink()
        raise


def write_whole(path: Path, content: bytes, *, noted_in: Store | None = None) -> None:
    """Write a file in one piece: beside its place first, then moved there.

    Args:
        path: where it is to stand.
        content: what it is to hold.
        noted_in: an open vault, which sees to it that half a file does not outlive a power cut.

    Raises:
        Trouble: the folder is missing, full or not to be written to.
    """
    if not path.parent.is_dir():
        raise _not_saved("the folder is not there")
    beside = left_overs.beside(path)
    with left_overs.noted(noted_in, beside) if noted_in else contextlib.nullcontext():
        wrong = _write(beside, content, path)
    if wrong is not None:
        raise _not_saved(wrong.strerror or "the folder cannot be written to") from wrong


def _not_saved(why: str) -> Trouble:
    return Trouble(f"The file could not be saved there: {why}.", "Choose another folder.")


def _write(beside: Path, content: bytes, path: Path) -> OSError | None:
    """Write `path` by way of `beside`; gives what stood in the way, when neither is left there."""
    try:
        # Nobody else may read it, and a name that is taken is never written over.
        number = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as wrong:
        with contextlib.suppress(OSError):
            beside.unlink()
        return wrong
    return None


def printed(store: Store, paper: Paper, copies: int) -> Done:
    """Remember that a paper was printed."""
    return _remember(store, paper, how="printed", path=None, copies=copies)


def _remember(store: Store, paper: Paper, *, how: str, path: Path | None, copies: int) -> Done:
    verb = "save" if how == "saved" else "print"
    with store.work(f"{verb} {paper.what}", undoable=False) as work:
        work.add(
            LetOut(
                pupil_id=paper.pupil_id,
                what=paper.what,
                how=how,
                # A name that is no Unicode (possible on Linux) is listed with marks for what cannot be read.
                path=os.fsencode(path.resolve()).decode(errors="replace") if path else "",
                pages=paper.pages,
                copy_for=paper.copy_for,
                copies=copies,
                protected=paper.protected,
                digest=hashlib.sha256(paper.pdf).hexdigest(),
            )
        )
        return work.done()


def all_let_out(store: Store, pupil_id: int | None = None) -> tuple[LetOutLine, ...]:
    """What has left, newest first; of one pupil when one is named."""
    with store.read() as session:
        statement = select(LetOut).order_by(col(LetOut.at).desc(), col(LetOut.id).desc())
        if pupil_id is not None:
            statement = statement.where(LetOut.pupil_id == pupil_id)
        rows = session.exec(statement).all()
        wanted = {row.pupil_id for row in rows}
        names = {
            pupil.id: pupil.name
            for pupil in session.exec(select(Pupil).where(col(Pupil.id).in_(wanted))).all()
        }
    # Each saved file is read to see whether it is the same: never while the vault waits.
    return tuple(_line(row, names.get(row.pupil_id, "")) for row in rows)


def _line(row: LetOut, name: str) -> LetOutLine:
    there = row.how == "saved" and row.removed_at is None and _is_there(row)
    return LetOutLine(
        row.id or 0,
        name,
        row.what,
        row.how,
        row.path,
        row.pages,
        row.copy_for,
        row.copies,
        row.protected,
        row.at,
        there,
    )


def _is_there(row: LetOut) -> bool:
    try:
        return hashlib.sha256(Path(row.path).read_bytes()).hexdigest() == row.digest
    except OSError:
        return False


def remove(store: Store, let_out_id: int) -> Done:
    """Delete a saved paper from where it was put, if it still lies there unchanged.

    Raises:
        Mistake: it is gone already, or another file lies there now.
        Trouble: it could not be deleted.
    """
    with store.read() as session:
        row = session.get(LetOut, let_out_id)
        if row is None or not _is_there(row):
            raise Mistake(
                "That file no longer lies where it was put, or has been changed.", "Nothing was deleted."
            )
        path = Path(row.path)
    try:
        path.unlink()
    except OSError as wrong:
        raise Trouble(
            f"The file could not be deleted: {wrong.strerror}.", "Close it in other programs and try again."
        ) from wrong
    with store.work("delete a saved paper", undoable=False) as work:
        work.change(work.get(LetOut, let_out_id), removed_at=now())
        return work.done()
