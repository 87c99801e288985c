"""The school: its name, people and terms, which every paper and due date leans on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlmodel import col, select

from senco_desk.errors import Mistake
from senco_desk.models.school import School, SchoolInput, Term, TermInput
from senco_desk.services.words import checked
from senco_desk.store import Done, Store

MOST_LOGO_BYTES = 400_000


def read(store: Store) -> SchoolInput:
    """What is known of the school; blank fields before it was filled in."""
    with store.read() as session:
        school = session.get(School, 1)
        return SchoolInput.model_validate(school.model_dump()) if school else SchoolInput()


def save(store: Store, school: SchoolInput) -> Done:
    """Change the school's details.

    Raises:
        Mistake: a field is too long, or the logo is too large.
    """
    fields = checked(SchoolInput, school.model_dump())
    if fields.logo is not None and len(fields.logo) > MOST_LOGO_BYTES:
        raise Mistake(
            "The logo is too large to print on every page.",
            "Choose a picture under 400 kB.",
            field="logo",
        )
    with store.work("change the school's details") as work:
        present = work.session.get(School, 1)
        if present is None:
            work.add(School(id=1, **fields.model_dump()))
        else:
            work.change(present, **fields.model_dump())
        return work.done()


def terms(store: Store) -> tuple[TermInput, ...]:
    """The school's terms, earliest first."""
    with store.read() as session:
        found = session.exec(select(Term).order_by(col(Term.starts_on)))
        return tuple(TermInput.model_validate(term.model_dump()) for term in found)


def save_terms(store: Store, wanted: Sequence[TermInput]) -> Done:
    """Put these terms in place of the present ones, as one step.

    Raises:
        Mistake: a term ends before it starts, or two overlap; the field names the term's place.
    """
    ordered = sorted(wanted, key=lambda term: term.starts_on)
    for place, term in enumerate(ordered):
        if term.ends_on <= term.starts_on:
            raise Mistake(
                f"{term.name} ends before it starts.", "Change one of its two dates.", field=f"term{place}"
            )
        if place and term.starts_on <= ordered[place - 1].ends_on:
            raise Mistake(
                f"{term.name} starts before {ordered[place - 1].name} has ended.",
                "Change one of the dates.",
                field=f"term{place}",
            )
    with store.work("change the term dates") as work:
        for old in work.session.exec(select(Term)).all():
            work.remove(old)
        for term in ordered:
            work.add(Term(**term.model_dump()))
        return work.done()


def usual_terms(academic_year: int) -> tuple[TermInput, ...]:
    """Likely terms of an academic year, to be corrected by the school.

    They are only a first proposal: most English schools differ by a few days.
    """
    nxt = academic_year + 1
    return (
        TermInput(
            academic_year=academic_year,
            name="Autumn term",
            starts_on=date(academic_year, 9, 2),
            ends_on=date(academic_year, 12, 18),
        ),
        TermInput(
            academic_year=academic_year,
            name="Spring term",
            starts_on=date(nxt, 1, 5),
            ends_on=date(nxt, 3, 27),
        ),
        TermInput(
            academic_year=academic_year,
            name="Summer term",
            starts_on=date(nxt, 4, 13),
            ends_on=date(nxt, 7, 21),
        ),
    )
