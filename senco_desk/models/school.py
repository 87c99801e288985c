"""The school, its terms, and the settings kept in the vault."""

from __future__ import annotations

from datetime import date

from sqlmodel import Field, SQLModel

from senco_desk.models.columns import NEVER_REUSED


class SchoolInput(SQLModel):
    """What is known of the school; papers take its name, mark and words from here."""

    name: str = Field(default="", max_length=120)
    address: str = Field(default="", max_length=400)
    phone: str = Field(default="", max_length=40)
    email: str = Field(default="", max_length=120)
    website: str = Field(default="", max_length=200)
    trust: str = Field(default="", max_length=120)
    trust_words: str = Field(default="", max_length=200)
    headteacher: str = Field(default="", max_length=120)
    senco_name: str = Field(default="", max_length=120)
    senco_phone: str = Field(default="", max_length=40)
    senco_email: str = Field(default="", max_length=120)
    sendiass_name: str = Field(default="", max_length=120)
    sendiass_phone: str = Field(default="", max_length=40)
    logo: bytes | None = None
    """PNG or JPEG, already made small."""
    pathway: str = Field(default="my-learning-pathway", max_length=60)
    made_up: bool = False
    """The made-up school to try things on."""


class School(SchoolInput, table=True):
    """One row, id 1."""

    __table_args__ = NEVER_REUSED

    id: int | None = Field(default=None, primary_key=True)


class TermInput(SQLModel):
    """One term of an academic year; both days are school days."""

    academic_year: int
    """The year it starts in: 2026 for 2026/27."""
    name: str = Field(max_length=40)
    starts_on: date
    ends_on: date


class Term(TermInput, table=True):
    """The school's own table of terms."""

    __table_args__ = NEVER_REUSED

    id: int | None = Field(default=None, primary_key=True)


class Setting(SQLModel, table=True):
    """A choice kept with the vault (columns chosen, text size per vault, print look)."""

    key: str = Field(primary_key=True, max_length=80)
    value: str
    """JSON."""


class SavedFilter(SQLModel, table=True):
    """A register filter that the SENCO keeps by name."""

    __table_args__ = NEVER_REUSED

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=60)
    body: str
    """JSON of `services.register.RegisterFilter`."""
    position: int = 0


class ImportMapping(SQLModel, table=True):
    """How a file's columns were read last time, by the fingerprint of its headings."""

    fingerprint: str = Field(primary_key=True, max_length=64)
    body: str
    """JSON: heading number to field key, date order."""
