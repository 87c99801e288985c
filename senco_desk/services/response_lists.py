"""Responses as lists: a pupil's forms, and what there is to carry on with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import select
from sqlmodel.sql.expression import SelectOfScalar

from senco_desk.forms.answers import Answers, from_json
from senco_desk.forms.checking import shown
from senco_desk.forms.definition import Form, Question
from senco_desk.forms.progress import total
from senco_desk.models.keys import id_of
from senco_desk.models.responses import Response, ResponsePaper, ResponseState
from senco_desk.reports.theme import Look
from senco_desk.services import papers
from senco_desk.services.responses import draft_key, form_of, open_response
from senco_desk.store import Store, drafts


@dataclass(frozen=True, slots=True)
class ResponseLine:
    """One response in a list."""

    id: int
    pupil_id: int
    form_id: str
    paper: str
    title: str
    state: ResponseState
    answered: int
    asked: int
    changed_at: datetime
    completed_on: date | None
    declined_by: str
    declined_on: date | None
    declined_reason: str


def paper_of(store: Store, response_id: int) -> bytes | None:
    """The PDF kept when a response was completed."""
    with store.read() as session:
        kept = session.get(ResponsePaper, response_id)
        return kept.pdf if kept else None


def family_paper_of(store: Store, response_id: int) -> bytes:
    """Draw a completed response as the family may see it: without what is private, and without the UPN.

    Raises:
        Mistake: it is no longer in the file, or is shared only with an agreement that is not written down.
    """
    seen = open_response(store, response_id)
    papers.refuse_without_agreement(seen.form, seen.answers)
    day = seen.completed_on or date.today()
    return papers.filled(store, seen.pupil_id, seen.form, seen.answers, Look(copy="family"), today=day)


def of_pupil(store: Store, pupil_id: int) -> tuple[ResponseLine, ...]:
    """All responses about a pupil, newest first."""
    return _lines(store, select(Response).where(Response.pupil_id == pupil_id))


def begun(store: Store) -> tuple[ResponseLine, ...]:
    """All drafts in the file, last touched first: what there is to carry on with."""
    return _lines(store, select(Response).where(Response.state == ResponseState.DRAFT))


def _lines(store: Store, statement: SelectOfScalar[Response]) -> tuple[ResponseLine, ...]:
    typed = {draft.key: draft for draft in drafts.all_drafts(store)}
    lines = []
    forms: dict[int, Form] = {}
    with store.read() as session:
        for row in session.exec(statement).all():
            if row.definition_id not in forms:
                forms[row.definition_id] = form_of(session, row)
            form = forms[row.definition_id]
            draft = typed.get(draft_key(id_of(row))) if row.state is ResponseState.DRAFT else None
            answered, asked = total(form, from_json(draft.body if draft else row.answers))
            lines.append(_line(row, form, answered, asked, draft.saved_at if draft else row.changed_at))
    return tuple(sorted(lines, key=lambda line: line.changed_at, reverse=True))


def _line(row: Response, form: Form, answered: int, asked: int, changed_at: datetime) -> ResponseLine:
    return ResponseLine(
        id=id_of(row),
        pupil_id=row.pupil_id,
        form_id=row.form_id,
        paper=row.paper,
        title=form.title + (f", {form.variant}" if form.variant else ""),
        state=row.state,
        answered=answered,
        asked=asked,
        changed_at=max(changed_at, row.completed_at or changed_at),
        completed_on=row.completed_on,
        declined_by=row.declined_by,
        declined_on=row.declined_on,
        declined_reason=row.declined_reason,
    )


def to_talk_about(form: Form, answers: Answers) -> tuple[Question, ...]:
    """The questions that somebody would rather talk about."""
    return tuple(
        question
        for question in form.questions()
        if question.key in answers and answers[question.key].talk and shown(question, answers)
    )
