"""A pupil, their contacts, their needs and where they have stood on the pathway."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from senco_desk.models.codes import Area, IdentifiedBy, NeedType, Stage
from senco_desk.models.columns import NEVER_REUSED, Moment, kept_alone, now


class PupilInput(SQLModel):
    """What a SENCO types or brings in about a pupil.

    `sessions_possible` and `sessions_missed` are half days this academic year (standards.md 2.7).
    """

    upn: str = Field(default="", max_length=20)
    legal_forename: str = Field(min_length=1, max_length=100)
    legal_surname: str = Field(min_length=1, max_length=100)
    middle_names: str = Field(default="", max_length=150)
    preferred_forename: str = Field(default="", max_length=100)
    preferred_surname: str = Field(default="", max_length=100)
    former_surname: str = Field(default="", max_length=100)
    date_of_birth: date | None = None
    sex: str = Field(default="", max_length=1)
    """"F", "M" or ""."""
    pronouns: str = Field(default="", max_length=40)
    year_group: str = Field(default="", max_length=2)
    form: str = Field(default="", max_length=40)
    key_adult: str = Field(default="", max_length=120)
    ethnicity: str = Field(default="", max_length=60)
    home_language: str = Field(default="", max_length=60)
    other_languages: str = Field(default="", max_length=120)
    eal: bool = False
    interpreter: bool = False
    large_print: bool = False
    pupil_premium: bool = False
    free_school_meals: bool = False
    looked_after: bool = False
    previously_looked_after: bool = False
    social_worker: bool = False
    young_carer: bool = False
    service_child: bool = False
    medical_note: str = Field(default="", max_length=400)
    sessions_possible: int | None = Field(default=None, ge=0, le=1000)
    sessions_missed: int | None = Field(default=None, ge=0, le=1000)
    part_time: bool = False
    """Not in school full time."""
    what_helps: str = Field(default="", max_length=600)
    joined_on: date | None = None
    left_on: date | None = None
    left_to: str = Field(default="", max_length=120)


class Pupil(PupilInput, table=True):
    """A pupil; leavers are kept, with `left_on` set."""

    __table_args__ = NEVER_REUSED

    id: int | None = Field(default=None, primary_key=True)
    added_at: datetime = Field(default_factory=now, sa_type=Moment)

    @property
    def forename(self) -> str:
        """The name they like, else the legal one."""
        return self.preferred_forename or self.legal_forename

    @property
    def surname(self) -> str:
        """The surname they use."""
        return self.preferred_surname or self.legal_surname

    @property
    def name(self) -> str:
        """As people say it."""
        return f"{self.forename} {self.surname}".strip()


class ContactInput(SQLModel):
    """A parent, carer or other person at home."""

    name: str = Field(min_length=1, max_length=150)
    relationship: str = Field(default="", max_length=60)
    parental_responsibility: str = Field(default="", max_length=8)
    """"yes", "no", "not_sure" or ""."""
    lives_with: bool | None = None
    address: str = Field(default="", max_length=400)
    phone: str = Field(default="", max_length=60)
    other_phone: str = Field(default="", max_length=60)
    email: str = Field(default="", max_length=150)
    best_time: str = Field(default="", max_length=120)
    rank: int = 1


class Contact(ContactInput, table=True):
    """One contact of one pupil, first to be called first."""

    __table_args__ = NEVER_REUSED

    id: int | None = Field(default=None, primary_key=True)
    pupil_id: int = Field(foreign_key="pupil.id", index=True)


class NeedInput(SQLModel):
    """One SEN need type; rank 1 is primary (standards.md 2.2)."""

    code: NeedType
    rank: int = Field(default=1, ge=1, le=9)
    area: Area
    identified_by: IdentifiedBy | None = None
    since: date | None = None
    note: str = Field(default="", max_length=400)


class Need(NeedInput, table=True):
    """A need of a pupil."""

    __table_args__ = NEVER_REUSED

    id: int | None = Field(default=None, primary_key=True)
    pupil_id: int = Field(foreign_key="pupil.id", index=True)


class StageSpellInput(SQLModel):
    """A spell at one stage: when it began (event) and what for."""

    stage: Stage
    started_on: date
    ended_on: date | None = None
    reason: str = Field(default="", max_length=600)


class StageSpell(StageSpellInput, table=True):
    """A row of stage history; exactly one open row (no `ended_on`) for a pupil who has any."""

    __tablename__ = "stage_spell"
    __table_args__ = kept_alone("pupil_id", ended_on=None)

    id: int | None = Field(default=None, primary_key=True)
    pupil_id: int = Field(foreign_key="pupil.id", index=True)
    entered_at: datetime = Field(default_factory=now, sa_type=Moment)


class MeetingInput(SQLModel):
    """A review meeting: when, where, who is invited."""

    on: date
    at: str = Field(default="", max_length=5)
    """"10:00", or ""."""
    place: str = Field(default="", max_length=120)
    led_by: str = Field(default="", max_length=120)
    invited: str = Field(default="", max_length=2000)
    """One person a line: "Name, role"."""
    reason: str = Field(default="", max_length=400)
    """Why it lies outside the stage's window (pathway.md); "" when it does not."""
    held: bool = False
    """Gone by and held; the next review is the first that is not."""


class Meeting(MeetingInput, table=True):
    """The pupil's next review, or one gone by."""

    __table_args__ = kept_alone("pupil_id", held=0)

    id: int | None = Field(default=None, primary_key=True)
    pupil_id: int = Field(foreign_key="pupil.id", index=True)
