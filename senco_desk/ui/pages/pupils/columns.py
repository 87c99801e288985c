"""The columns of the pupils' table: what each says, how it sorts, how wide it wants to be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from senco_desk.models.codes import year_words
from senco_desk.rules import attendance
from senco_desk.rules.dates_in_words import short_date, short_day
from senco_desk.rules.reviews import Due, review_status
from senco_desk.rules.stage3 import PAPERS
from senco_desk.store.queries.register import RegisterRow
from senco_desk.ui.widgets import State

Words = Callable[[RegisterRow, date], str]


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        key: what the register sorts by; also its name in the settings.
        weight: its share of the room that is left over; 0 keeps to `wide`.
        wide: its least width at the usual text size, in pixels.
    """

    key: str
    words: str
    say: Words
    wide: int
    weight: int = 0
    right: bool = False
    strong: bool = False
    sorts: bool = True


def sort_name(row: RegisterRow) -> str:
    """Surname first, as a register is read."""
    return ", ".join(part for part in (row.surname, row.forename) if part)


def review_state(row: RegisterRow, today: date) -> State | None:
    """The mark beside the next review, or None when it is far off or not planned."""
    if row.review_on is None:
        return None
    due = review_status(row.review_on, today=today)
    return {Due.OVERDUE: "late", Due.SOON: "soon"}.get(due)  # type: ignore[return-value]


def review_word(row: RegisterRow, today: date) -> str:
    """The word that goes with the mark."""
    return {"late": "late", "soon": "soon"}.get(review_state(row, today) or "", "")


def _review(row: RegisterRow, today: date) -> str:
    if row.review_on is None:
        return ""
    if row.review_on == today:
        return f"Today {row.review_at}".strip()
    return short_day(row.review_on, today=today)


def _papers(row: RegisterRow, today: date) -> str:
    return f"{row.papers_done} of {len(PAPERS)}" if row.stage.value == "my_plan_plus" else ""


def _attendance(row: RegisterRow, today: date) -> str:
    return attendance.percent_words(row.sessions_possible, row.sessions_missed)


COLUMNS: tuple[Column, ...] = (
    Column("name", "Name", lambda row, _: sort_name(row), 158, weight=0, strong=True),
    Column("form", "Form", lambda row, _: row.form, 70),
    Column("stage", "Stage", lambda row, _: "" if row.stage.value == "none" else row.stage.words, 127),
    Column("need", "Main need", lambda row, _: row.need.short if row.need else "", 150, weight=3),
    Column("review", "Next review", _review, 152),
    Column("attendance", "Attendance", _attendance, 88, right=True),
    Column("papers", "Stage 3 papers", _papers, 104),
    Column("year", "Year", lambda row, _: year_words(row.year_group), 84),
    Column(
        "born",
        "Date of birth",
        lambda row, _: short_date(row.date_of_birth) if row.date_of_birth else "",
        104,
    ),
    Column("key_adult", "Key adult", lambda row, _: row.key_adult, 110, weight=1),
    Column("code", "SEN code", lambda row, _: row.stage.provision_code, 80, sorts=False),
    Column("upn", "UPN", lambda row, _: row.upn, 124, sorts=False),
)
USUAL = ("name", "form", "stage", "need", "review", "attendance")


def chosen(keys: Sequence[str]) -> tuple[Column, ...]:
    """The columns of these keys in their usual order; the name is always there."""
    return tuple(column for column in COLUMNS if column.key in keys or column.key == "name")


def shown_in(columns: Sequence[Column], room: int, px: Callable[[float], int]) -> tuple[Column, ...]:
    """The columns that fit, the last ones left out first; the name, and at least one more, always stay."""
    fitting = list(columns)
    while len(fitting) > 2 and sum(px(column.wide) for column in fitting) > room:
        fitting.pop()
    return tuple(fitting)
