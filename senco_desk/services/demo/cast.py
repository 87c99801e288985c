"""Who is in the made-up school, as its data files say it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from senco_desk.models.school import SchoolInput
from senco_desk.places import resource


@dataclass(frozen=True, slots=True)
class Person:
    """A pupil, in the short hand of `resources/demo/pupils.toml` (its head explains each field)."""

    name: str
    sex: str
    form: str
    born: str
    middle: str = ""
    legal: str = ""
    """The legal forename, where it is not the one before the stroke in `name`."""
    preferred: str = ""
    former: str = ""
    surname_used: str = ""
    pronouns: str = ""
    path: str = ""
    reasons: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    attend: int = 95
    family: tuple[str, ...] = ()
    lang: str = "English"
    other_lang: str = ""
    flags: tuple[str, ...] = ()
    helps: str = ""
    adult: str = ""
    medical: str = ""
    held: tuple[int, ...] = ()
    """Days since each review that was held."""
    review: int | None = None
    at: str = ""
    place: str = ""
    left: int | None = None
    """Weeks since the pupil left."""
    left_to: str = ""
    leaver_year: bool = False
    """Left at the end of last year, so was born a year earlier than the year group says."""

    @property
    def forename(self) -> str:
        """The forename as `name` gives it."""
        return self.name.split(" / ")[0]

    @property
    def surname(self) -> str:
        """The legal surname."""
        return self.name.split(" / ")[1]

    @property
    def known_as(self) -> str:
        """Forename and surname as used; what the voices call them by."""
        return f"{self.preferred or self.forename} {self.surname_used or self.surname}"

    @property
    def year_group(self) -> str:
        """The year that the form's name starts with: "8" for 8H, "R" for R Willow."""
        return "".join(letter for letter in self.form if letter.isdigit()) or "R"


@dataclass(frozen=True, slots=True)
class Group:
    """Names that go together."""

    weight: int
    language: str
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    mothers: tuple[str, ...]
    fathers: tuple[str, ...]
    surnames: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """Where people live and meet, and when they can be rung."""

    rooms: tuple[str, ...]
    times: tuple[str, ...]
    streets: tuple[str, ...]
    postcodes: tuple[str, ...]
    best_times: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Staff:
    """Who works at the school and with it."""

    psychologist: str
    specialist_teacher: str
    speech_therapist: str
    social_worker: str
    key_adults: tuple[str, ...]
    key_adults_primary: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """The school and what is said there."""

    school: SchoolInput
    staff: Staff
    places: Places
    reasons: dict[str, tuple[str, ...]]
    helps: tuple[str, ...]


_PEOPLE = TypeAdapter(tuple[Person, ...])
_GROUPS = TypeAdapter(tuple[Group, ...])
_STAFF = TypeAdapter(Staff)
_PLACES = TypeAdapter(Places)
_REASONS = TypeAdapter(dict[str, tuple[str, ...]])
_LINES = TypeAdapter(tuple[str, ...])


def read(name: str) -> dict[str, Any]:
    """One of the data files of the made-up school, as it stands."""
    return tomllib.loads(resource("demo", *name.split("/")).read_text(encoding="utf-8"))


@cache
def people() -> tuple[Person, ...]:
    """The hand-written pupils; those of the pictures and of the filled forms come first."""
    return _PEOPLE.validate_python(read("pupils.toml")["pupil"])


@cache
def groups() -> tuple[Group, ...]:
    """Names for everybody else."""
    return _GROUPS.validate_python(read("names.toml")["group"])


@cache
def setting() -> Setting:
    """The school, its staff and its rooms."""
    raw = read("school.toml")
    return Setting(
        school=SchoolInput.model_validate(raw["school"] | {"made_up": True}),
        staff=_STAFF.validate_python(raw["staff"]),
        places=_PLACES.validate_python(raw["places"]),
        reasons=_REASONS.validate_python(raw["reasons"]),
        helps=_LINES.validate_python(raw["helps"]["lines"]),
    )
