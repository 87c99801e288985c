"""One pupil's record as the facts that a form is filled from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from senco_desk.forms.bindings import Record
from senco_desk.models.codes import year_words
from senco_desk.models.pupil import Contact, PupilInput
from senco_desk.models.school import SchoolInput
from senco_desk.rules import attendance
from senco_desk.rules.dates_in_words import short_date
from senco_desk.services import school as schools
from senco_desk.services.pupil_voice import strengths_and_views
from senco_desk.services.pupils import PupilView, view
from senco_desk.store import Store


def of_pupil(store: Store, pupil_id: int) -> Record:
    """Gather what the file knows of a pupil.

    Raises:
        Mistake: the pupil is no longer in the file.
    """
    voice = strengths_and_views(store, pupil_id)
    return from_view(view(store, pupil_id), schools.read(store), voice=voice)


def from_view(seen: PupilView, school: SchoolInput, *, voice: str = "") -> Record:
    """The same from what was read already; `voice` is what the pupil said of themselves."""
    pupil = seen.pupil
    review = seen.next_review
    texts = {
        "pupil.full_name": full_name(pupil),
        "pupil.known_as": pupil.preferred_forename,
        "pupil.date_of_birth": _date(pupil.date_of_birth),
        "pupil.year_group": year_words(pupil.year_group),
        "pupil.year_and_form": year_and_form(pupil),
        "pupil.upn": pupil.upn,
        "pupil.pronouns": pupil.pronouns,
        "pupil.languages": ", ".join(part for part in (pupil.home_language, pupil.other_languages) if part),
        "pupil.home_language": pupil.home_language,
        "pupil.interpreter": "yes" if pupil.interpreter else "",
        "stage": seen.stage.words,
        "review_on": _date(review.on if review else None),
        "return_by": "",
        "school.name": school.name,
        "school.senco_contact": ", ".join(
            part
            for part in (school.senco_name, school.senco_phone or school.phone, school.senco_email)
            if part
        ),
        "school.sendiass": ", ".join(part for part in (school.sendiass_name, school.sendiass_phone) if part),
        "pupil_strengths": voice,
        "cycles_summary": _cycles(seen),
        "attendance": attendance.staff_words(pupil.sessions_possible, pupil.sessions_missed),
    }
    iso = {
        "pupil.date_of_birth": pupil.date_of_birth.isoformat() if pupil.date_of_birth else "",
        "review_on": review.on.isoformat() if review else "",
    }
    rows = tuple(_contact(contact) for contact in seen.contacts)
    return Record(texts=texts, iso=iso, tables={"contacts": rows})


def full_name(pupil: PupilInput) -> str:
    """The legal name, whole."""
    return " ".join(part for part in (pupil.legal_forename, pupil.middle_names, pupil.legal_surname) if part)


def year_and_form(pupil: PupilInput) -> str:
    """The year and the form: "Year 8, form 8H"."""
    form = f"form {pupil.form}" if pupil.form else ""
    return ", ".join(part for part in (year_words(pupil.year_group), form) if part)


def _date(on: date | None) -> str:
    return short_date(on) if on else ""


def _cycles(seen: PupilView) -> str:
    lines = []
    for spell in seen.spells:
        end = short_date(spell.ended_on) if spell.ended_on else "now"
        lines.append(f"{spell.stage.words}: {short_date(spell.started_on)} to {end}")
    held = sum(meeting.held for meeting in seen.meetings)
    if held:
        lines.append(f"Reviews held: {held}")
    return "\n".join(lines)


def _contact(contact: Contact) -> Mapping[str, str]:
    lives = {True: "yes", False: "no", None: ""}[contact.lives_with]
    return {
        "name": contact.name,
        "relationship": contact.relationship,
        "responsibility": contact.parental_responsibility,
        "same_address": lives,
        "phone": contact.phone,
        "email": contact.email,
        "best_time": contact.best_time,
        "lives_with": lives,
    }
