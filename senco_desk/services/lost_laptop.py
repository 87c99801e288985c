"""The lost laptop sheet, gathered from a copy of the file: counts and kinds of facts, and nobody's name."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from senco_desk.forms import reading
from senco_desk.forms.answers import from_json
from senco_desk.models.journal import JournalStep
from senco_desk.models.pupil import Contact, Meeting, Need, Pupil, StageSpell
from senco_desk.models.responses import FormDefinition, LetOut, Response
from senco_desk.reports.file_papers import pages_in
from senco_desk.reports.lost_laptop import LostLaptop, draw_sheet
from senco_desk.rules.dates_in_words import count
from senco_desk.services import school
from senco_desk.services.letting_out import Paper
from senco_desk.store import Store, copies, manifest
from senco_desk.store.key import STRONG
from senco_desk.store.restore import OpenFile, opened_aside

WHAT: Final = "lost laptop sheet"
_HEALTH_SECTIONS: Final = {"health", "growing_up"}
_HEALTH_QUESTIONS: Final = {"diagnosis", "assessments"}
"""Where the forms ask about health: sections, and questions of others."""


def sheet_of(copy: Path, open_file: OpenFile, folder: Path, *, now: datetime) -> Paper:
    """Draw the sheet from a copy, which stays as it is.

    Args:
        copy: the copy, or the file itself from another computer.
        open_file: opens it with what the person gave.
        folder: where a second, encrypted, may lie while it is read.
        now: this moment, aware.

    Raises:
        Mistake: the passphrase or code does not open it.
        Trouble: it is damaged, or there is no room.
    """
    with opened_aside(copy, open_file, folder) as store:
        return _sheet(gather(store, made=_made(copy), now=now))


def sheet_of_open(store: Store, *, now: datetime) -> Paper:
    """Draw the sheet from a file that is open: a copy of the lost one, on another computer, or to be ready.

    Raises:
        Trouble: the file is closed.
    """
    return _sheet(gather(store, made=_made(store.path), now=now))


def _sheet(facts: LostLaptop) -> Paper:
    pdf = draw_sheet(facts)
    return Paper(pdf, WHAT, pages=pages_in(pdf), copy_for="school")


def gather(store: Store, *, made: datetime | None, now: datetime) -> LostLaptop:
    """Count what an opened copy holds.

    Args:
        store: the copy.
        made: when it was made, if that is known.
        now: this moment.
    """
    with store.read() as session:
        held, not_held = _kinds(session)
        return LostLaptop(
            school_name=school.read(store).name,
            made_on=now.astimezone().date(),
            copy_made=made,
            newest=session.exec(select(JournalStep.at).order_by(col(JournalStep.id).desc()).limit(1)).first(),
            people=tuple(_people(session)),
            held=held,
            not_held=not_held,
            cipher=_cipher(),
            saved=_count(session, col(LetOut.how) == "saved", col(LetOut.removed_at).is_(None)),
            saved_open=_count(
                session,
                col(LetOut.how) == "saved",
                col(LetOut.removed_at).is_(None),
                col(LetOut.protected).is_(False),
            ),
        )


def _made(copy: Path) -> datetime | None:
    slip = manifest.read(copy)
    with contextlib.suppress(ValueError):  # a slip lies in the clear: anything may have written to it
        return datetime.fromisoformat(slip.made_at if slip else "")
    try:
        return copies.made_at(copy)
    except ValueError:
        return None


def _cipher() -> tuple[tuple[str, str], ...]:
    memory = STRONG.memory_kib // 1024
    return (
        ("The whole file", "AES-256 (SQLCipher), each page signed"),
        (
            "The key",
            f"Argon2id: {memory} MiB, {STRONG.passes} passes, {STRONG.lanes} lanes",
        ),
        ("One guess at it", "about a second of a laptop, and that memory"),
        ("The passphrase", "at least 12 characters or four words, judged"),
    )


def _count(session: Session, *where: ColumnElement[bool]) -> int:
    return session.exec(select(func.count()).where(*where)).one()


def _people(session: Session) -> Iterator[tuple[str, str]]:
    here = _count(session, col(Pupil.left_on).is_(None))
    left = _count(session, col(Pupil.left_on).is_not(None))
    yield "Pupils", f"{here + left}, of them {left} who have left" if left else str(here)
    yield "Parents, carers and others", str(_count(session, col(Contact.id).is_not(None)))


def _kinds(session: Session) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Give the kinds of facts that the file holds, with how much of each, and those it holds none of."""
    held: list[tuple[str, str]] = []
    none: list[str] = []
    for name, number, thing in (*_of_records(session), *_of_forms(session)):
        if number:
            held.append((name, count(number, thing) if thing != "people" else f"{number} people"))
        else:
            none.append(f"{name[:1].lower()}{name[1:]}" if name != "UPN" else name)
    return tuple(held), (*none, "photographs", "bank details")


def _of_records(session: Session) -> Iterator[tuple[str, int, str]]:
    def given(column: object) -> ColumnElement[bool]:
        return col(column) != ""

    def pupils(*where: ColumnElement[bool]) -> int:
        return _count(session, *where)

    told = (
        col(Pupil.looked_after),
        col(Pupil.previously_looked_after),
        col(Pupil.social_worker),
        col(Pupil.young_carer),
    )
    yield "Names", pupils(col(Pupil.id).is_not(None)), "pupil"
    yield "Dates of birth", pupils(col(Pupil.date_of_birth).is_not(None)), "pupil"
    yield "UPN", pupils(given(Pupil.upn)), "pupil"
    yield "Ethnicity or language", pupils(given(Pupil.ethnicity) | given(Pupil.home_language)), "pupil"
    yield "In care, social worker, young carer", pupils(told[0] | told[1] | told[2] | told[3]), "pupil"
    yield (
        "Free meals or pupil premium",
        pupils(col(Pupil.free_school_meals) | col(Pupil.pupil_premium)),
        "pupil",
    )
    yield "Attendance", pupils(col(Pupil.sessions_possible).is_not(None)), "pupil"
    yield "Special educational needs by type", _pupils_with(session, Need.pupil_id), "pupil"
    yield "Stages of support and their reasons", _pupils_with(session, StageSpell.pupil_id), "pupil"
    yield "Review meetings", _pupils_with(session, Meeting.pupil_id), "pupil"
    yield "Health notes", pupils(given(Pupil.medical_note)), "pupil"
    yield "Addresses of families", pupils(given(Contact.address)), "people"
    yield "Phone numbers and emails", pupils(given(Contact.phone) | given(Contact.email)), "people"


def _pupils_with(session: Session, column: object) -> int:
    return session.exec(select(func.count(func.distinct(col(column))))).one()


_PAPERS: Final = {
    "parent_information": "Family information",
    "story_so_far": "The child’s story, as the family tell it",
    "family_views": "Views of the family",
    "pupil_views": "Views of the child",
    "outside_agency": "Reports of outside agencies",
    "consent": "Consents",
}


def _of_forms(session: Session) -> Iterator[tuple[str, int, str]]:
    """Count the forms with anything in them, by paper, and those that say something about health."""
    of_paper: Counter[str] = Counter()
    health = 0
    asked = {row.id: _about_health(row.body) for row in session.exec(select(FormDefinition))}
    told = session.exec(select(Response.paper, Response.definition_id, Response.answers))
    for paper, definition_id, answers in told:
        said = from_json(answers)
        if not said:
            continue
        of_paper[paper] += 1
        health += any(not said[key].empty for key in asked[definition_id] & said.keys())
    yield "Health, diagnoses and growing up, in forms", health, "form"
    for paper, name in _PAPERS.items():
        yield name, of_paper[paper], "form"
    others = sum(number for paper, number in of_paper.items() if paper not in _PAPERS)
    if others:
        yield "Other forms", others, "form"


def _about_health(body: str) -> set[str]:
    form = reading.form_from_json(body)
    return {
        question.key
        for section in form.sections
        for question in section.questions
        if question.takes_answer and (section.key in _HEALTH_SECTIONS or question.key in _HEALTH_QUESTIONS)
    }
