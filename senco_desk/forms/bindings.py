"""What a question may be filled from: the record's facts, by name.

A definition says `binds = "pupil.full_name"`; a service gathers the facts of one pupil as a
`Record`, and `prefill` turns them into the first answers of a new response.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from senco_desk.forms.answers import Answer
from senco_desk.forms.definition import ColumnKind, Form, Kind, Question

#: Facts that are one piece of text.
TEXTS = frozenset(
    {
        "pupil.full_name",
        "pupil.known_as",
        "pupil.date_of_birth",
        "pupil.year_group",
        "pupil.year_and_form",
        "pupil.upn",
        "pupil.pronouns",
        "pupil.languages",
        "pupil.home_language",
        "pupil.interpreter",
        "stage",
        "review_on",
        "return_by",
        "school.name",
        "school.senco_contact",
        "school.sendiass",
        "cycles_summary",
        "pupil_strengths",
        "attendance",
    }
)
#: Facts that are rows of a table, by column key.
TABLES = frozenset({"contacts", "professionals", "help_given"})
BINDINGS = TEXTS | TABLES


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of one pupil, ready to be written into a form.

    A date is written twice: in words for reading, and in `iso` for a date question.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    iso: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)


def prefill(form: Form, record: Record) -> dict[str, Answer]:
    """The answers that the record already knows; a question it knows nothing for is left out."""
    filled = {}
    for question in form.questions():
        answer = _from_record(question, record) if question.binds else None
        if answer is not None and not answer.empty:
            filled[question.key] = answer
    return filled


def _from_record(question: Question, record: Record) -> Answer | None:
    if question.kind is Kind.TABLE:
        rows = [_row(question, row) for row in record.tables.get(question.binds, ())]
        return Answer([row for row in rows if row])
    text = record.texts.get(question.binds, "")
    if question.kind is Kind.PREFILLED:
        return Answer({"shown": text, "correction": ""})
    if question.kind in (Kind.SHORT_TEXT, Kind.LONG_TEXT):
        return Answer(text)
    if question.kind is Kind.DATE:
        return Answer({"date": record.iso.get(question.binds, ""), "about": False})
    if question.kind is Kind.YES_NO:
        return Answer(text.lower()) if text.lower() in ("yes", "no", "not_sure") else None
    return None


def _row(question: Question, known: Mapping[str, str]) -> dict[str, str | bool]:
    row: dict[str, str | bool] = {}
    for column in question.columns:
        value = known.get(column.key, "")
        if column.kind is ColumnKind.TICK:
            if value == "yes":
                row[column.key] = True
        elif column.kind is ColumnKind.CHOICE:
            if value in {choice.key for choice in column.choices}:
                row[column.key] = value
        elif value:
            row[column.key] = value
    return row
