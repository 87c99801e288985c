"""The journal: every named step, with before and after images, in a keyed hash chain."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from senco_desk.models.columns import NEVER_REUSED, Moment, now


class JournalStep(SQLModel, table=True):
    """One named change, one transaction."""

    __tablename__ = "journal_step"
    __table_args__ = NEVER_REUSED

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=120)
    """As it reads after "Undo: " ("change the next review")."""
    who: str = Field(default="", max_length=120)
    at: datetime = Field(default_factory=now, sa_type=Moment)
    undoes_id: int | None = Field(default=None, foreign_key="journal_step.id", index=True)
    """The step that this one takes back (an undo), or None."""
    redoes_id: int | None = Field(default=None, foreign_key="journal_step.id", index=True)
    """The step that this one does again (a redo), or None."""
    undoable: bool = True
    chain: str = Field(default="", max_length=64)
    """HMAC-SHA-256 over the previous step's chain, this row and its changes, in hex."""


class JournalChange(SQLModel, table=True):
    """One row changed by a step."""

    __tablename__ = "journal_change"
    __table_args__ = NEVER_REUSED

    id: int | None = Field(default=None, primary_key=True)
    step_id: int = Field(foreign_key="journal_step.id", index=True)
    table_name: str = Field(max_length=60)
    row_key: str = Field(max_length=80)
    """The primary key, as text."""
    pupil_id: int | None = Field(default=None, index=True)
    """Whose history it belongs to; not a foreign key, so that history outlives an erased pupil."""
    before: str | None = None
    after: str | None = None
    """JSON images of the row as the file holds it; None before an insert, or after a delete."""


class JournalBlob(SQLModel, table=True):
    """Bytes that images name by their digest (a finished PDF, a logo), kept once however often used."""

    __tablename__ = "journal_blob"

    digest: str = Field(primary_key=True, max_length=64)
    """SHA-256 of `body`, in hex."""
    body: bytes


class JournalHead(SQLModel, table=True):
    """Where the chain ends, so that a journal with its newest steps cut off is found out. One row, id 1."""

    __tablename__ = "journal_head"

    id: int | None = Field(default=None, primary_key=True)
    steps: int
    chain: str = Field(max_length=64)
    seal: str = Field(max_length=64)
    """HMAC-SHA-256 over `steps` and `chain`, in hex."""


class FileIdentity(SQLModel, table=True):
    """How new this file is, and the key of its journal, which outlives a new passphrase. One row, id 1."""

    __tablename__ = "file_identity"

    id: int | None = Field(default=None, primary_key=True)
    journal_key: bytes
    """The key of the journal's chain: random, so that the chain holds over a new passphrase."""
    generation: int = 0
    """Counts every transaction that changed anything, drafts included."""
    steps: int = 0
    """How many steps the journal had at that count: an old page put back here, or there, shows."""
