"""Filled copies of forms, drafts of what is being typed, and papers that left the vault."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from senco_desk.models.columns import NEVER_REUSED, Moment, kept_alone, now


class ResponseState(StrEnum):
    """A response is a draft until completed, then fixed."""

    DRAFT = "draft"
    COMPLETED = "completed"
    SUPERSEDED = "superseded"
    DECLINED = "declined"


class FormDefinition(SQLModel, table=True):
    """A form as it was when a response was filled under it; shared by responses, never edited."""

    __tablename__ = "form_definition"
    __table_args__ = NEVER_REUSED

    id: int | None = Field(default=None, primary_key=True)
    form_id: str = Field(max_length=60, index=True)
    version: int
    digest: str = Field(max_length=64, unique=True)
    """SHA-256 of `body`."""
    body: str
    """JSON, as `senco_desk.forms.reading.form_to_json` writes it."""


class Response(SQLModel, table=True):
    """One filled copy of a form about one pupil; one draft of a form at a time."""

    __table_args__ = kept_alone("pupil_id", "form_id", state=ResponseState.DRAFT.name)

    id: int | None = Field(default=None, primary_key=True)
    pupil_id: int = Field(foreign_key="pupil.id", index=True)
    definition_id: int = Field(foreign_key="form_definition.id")
    form_id: str = Field(max_length=60, index=True)
    paper: str = Field(default="", max_length=60, index=True)
    """Which Stage 3 paper it counts as, from the definition."""
    state: ResponseState = ResponseState.DRAFT
    answers: str = "{}"
    """JSON, as `senco_desk.forms.answers.to_json` writes it."""
    started_at: datetime = Field(default_factory=now, sa_type=Moment)
    changed_at: datetime = Field(default_factory=now, sa_type=Moment)
    completed_at: datetime | None = Field(default=None, sa_type=Moment)
    completed_on: date | None = None
    """The event date: when the family or the pupil filled it."""
    declined_by: str = Field(default="", max_length=150)
    declined_on: date | None = None
    declined_reason: str = Field(default="", max_length=600)
    talked_on: date | None = None
    """When the SENCO talked about what they would rather not write; None while a call is owed."""
    amends_id: int | None = Field(default=None, foreign_key="response.id")
    """The completed response that this one amends; that one becomes superseded."""
    based_on_id: int | None = Field(default=None, foreign_key="response.id")
    """The response whose answers this one started from ("last time")."""


class ResponsePaper(SQLModel, table=True):
    """The PDF of a completed response as it was on that day."""

    __tablename__ = "response_paper"

    response_id: int = Field(primary_key=True, foreign_key="response.id")
    pdf: bytes
    digest: str = Field(max_length=64)


class Draft(SQLModel, table=True):
    """What is being typed, not yet a change: outside the journal, inside the encrypted file.

    `key` names the place ("response/12", "pupil/7", "pupil/new").
    """

    key: str = Field(primary_key=True, max_length=80)
    body: str
    saved_at: datetime = Field(default_factory=now, sa_type=Moment)


class LetOut(SQLModel, table=True):
    """A paper that left the vault: a PDF saved where the SENCO said, or a print."""

    __tablename__ = "let_out"
    __table_args__ = NEVER_REUSED

    id: int | None = Field(default=None, primary_key=True)
    pupil_id: int | None = Field(default=None, foreign_key="pupil.id", index=True)
    what: str = Field(max_length=200)
    how: str = Field(max_length=10)
    """"saved" or "printed"."""
    path: str = Field(default="", max_length=1000)
    pages: int = 0
    copy_for: str = Field(default="family", max_length=10)
    copies: int = 1
    protected: bool = False
    """The saved PDF has a password."""
    digest: str = Field(default="", max_length=64)
    at: datetime = Field(default_factory=now, sa_type=Moment)
    removed_at: datetime | None = Field(default=None, sa_type=Moment)
