"""Forms on paper: blank, filled, and as they were on the day they were completed."""

from __future__ import annotations

from datetime import date

from senco_desk.errors import Mistake
from senco_desk.forms.answers import Answers
from senco_desk.forms.bindings import prefill
from senco_desk.forms.checking import may_be_printed
from senco_desk.forms.definition import Form
from senco_desk.models.school import SchoolInput
from senco_desk.reports.form_paper import draw_form
from senco_desk.reports.theme import Look, PaperFacts
from senco_desk.rules.names import initials
from senco_desk.services import record
from senco_desk.services import school as schools
from senco_desk.services.pupils import PupilView, view
from senco_desk.store import Store


def facts(seen: PupilView, school: SchoolInput, *, today: date, draft: bool = False) -> PaperFacts:
    """Whose paper it is, from what the file knows."""
    pupil = seen.pupil
    return PaperFacts(
        display_name=seen.forename,
        full_name=seen.name,
        initials=initials(
            pupil.preferred_forename or pupil.legal_forename, pupil.preferred_surname or pupil.legal_surname
        ),
        birth_year=pupil.date_of_birth.year if pupil.date_of_birth else None,
        upn=pupil.upn,
        school_name=school.name,
        logo=school.logo,
        stage=seen.stage.words,
        printed_on=today,
        draft=draft,
    )


def filled(
    store: Store, pupil_id: int, form: Form, answers: Answers, look: Look, *, today: date, draft: bool = False
) -> bytes:
    """A form with what was answered about one pupil.

    Raises:
        Mistake: the pupil is no longer in the file.
    """
    seen = view(store, pupil_id)
    return draw_form(form, answers, facts(seen, schools.read(store), today=today, draft=draft), look)


def refuse_without_agreement(form: Form, answers: Answers) -> None:
    """Stop a form from leaving that is shared only with somebody's agreement (forms.md 4.9, A3).

    Raises:
        Mistake: neither the agreement nor a reason to send it without one is written down.
    """
    if not may_be_printed(form, answers):
        raise Mistake(
            "This form is shared only with the parent’s agreement.",
            "Write down who agreed and when, or why it is sent without.",
            field=form.print_needs[0],
        )


def blank_for(store: Store, pupil_id: int, form: Form, look: Look, *, today: date) -> bytes:
    """A form to fill in about one pupil, with the facts that the record knows printed for correction.

    A form that needs an agreement before it is printed names nobody.

    Raises:
        Mistake: the pupil is no longer in the file.
    """
    if form.print_needs:
        return draw_form(form, None, None, look)
    seen, school = view(store, pupil_id), schools.read(store)
    known = prefill(form, record.from_view(seen, school))
    return draw_form(form, None, facts(seen, school, today=today), look, printed=known)


def blank(form: Form, *, large: bool = False, cream: bool = False) -> bytes:
    """A form to fill in about nobody in particular; needs no vault."""
    return draw_form(form, None, None, Look(size="large" if large else "standard", cream=cream))


def fixed_paper(store: Store, pupil_id: int, form: Form, answers: Answers, on: date) -> bytes:
    """The paper kept with a completed response: the staff copy, whole, at its usual size."""
    return filled(store, pupil_id, form, answers, Look(copy="staff"), today=on)
