"""Filled copies of forms: started, drafted, completed, amended, declined."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from senco_desk.errors import Mistake
from senco_desk.forms import reading
from senco_desk.forms.answers import Answer, Answers, from_json, to_json
from senco_desk.forms.bindings import prefill
from senco_desk.forms.checking import check
from senco_desk.forms.definition import Form, Kind
from senco_desk.forms.wording import words
from senco_desk.models.columns import now
from senco_desk.models.keys import id_of
from senco_desk.models.pupil import Pupil
from senco_desk.models.responses import FormDefinition, Response, ResponsePaper, ResponseState
from senco_desk.services import papers, record
from senco_desk.store import Done, Store, Work, drafts

#: What is asked afresh each time, whatever the last answer was.
_NEVER_CARRIED = frozenset({Kind.SIGNATURE, Kind.CONSENT, Kind.PREFILLED})


@dataclass(frozen=True, slots=True)
class LastTime:
    """What was said to the same question in the last completed copy."""

    on: date
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResponseView:
    """One response with its form, as an editor shows it."""

    response_id: int
    pupil_id: int
    pupil_name: str
    pupil_forename: str
    pupil_line: str
    """"Idris Halloran, 8H"."""
    form: Form
    answers: Mapping[str, Answer]
    state: ResponseState
    last_time: Mapping[str, LastTime]
    draft_saved_at: datetime | None
    completed_on: date | None
    completed_at: datetime | None
    amends_id: int | None
    declined_by: str
    declined_on: date | None
    declined_reason: str


def draft_key(response_id: int) -> str:
    """Where a response's draft lies."""
    return f"response/{response_id}"


def start(store: Store, pupil_id: int, form_id: str, *, from_last: bool = False) -> int:
    """Begin a form for a pupil, filled with what the record knows; gives the response's id.

    With `from_last`, it also starts from the answers of the last completed copy.

    Raises:
        Mistake: the pupil is gone, there is no such form, or one is begun already.
    """
    form = _known(form_id)
    answers = prefill(form, record.of_pupil(store, pupil_id))
    with store.work(f"start {form.title}") as work:
        _refuse_second(work.session, pupil_id, form_id, form.title)
        last = _last_completed(work.session, pupil_id, form)
        if from_last and last is not None:
            answers = carried(form, from_json(last.answers)) | answers
        row = Response(
            pupil_id=pupil_id,
            definition_id=_definition_id(work, form),
            form_id=form.id,
            paper=form.paper,
            answers=to_json(answers),
            based_on_id=last.id if last else None,
        )
        work.add(row)
        work.done()
        return id_of(row)


def _refuse_second(session: Session, pupil_id: int, form_id: str, title: str) -> None:
    begun = session.exec(
        select(Response.id).where(
            Response.pupil_id == pupil_id,
            Response.form_id == form_id,
            Response.state == ResponseState.DRAFT,
        )
    ).first()
    if begun is not None:
        raise Mistake(f"{title} is begun already for this pupil.", "Carry on with that one.")


def _known(form_id: str) -> Form:
    try:
        return reading.form(form_id)
    except KeyError:
        raise Mistake(f"There is no form called “{form_id}”.", "Choose one of the forms listed.") from None


def carried(form: Form, answers: Answers) -> dict[str, Answer]:
    """Answers that a new copy may start from: not signatures, consents or what is asked afresh."""
    kept = {}
    for question in form.questions():
        answer = answers.get(question.key)
        if answer is not None and question.carry and question.kind not in _NEVER_CARRIED:
            kept[question.key] = Answer(answer.value, answer.note)
    return kept


def _definition_id(work: Work, form: Form) -> int:
    body = reading.form_to_json(form)
    digest = hashlib.sha256(body.encode()).hexdigest()
    known = work.session.exec(select(FormDefinition).where(FormDefinition.digest == digest)).first()
    if known is None:
        known = FormDefinition(form_id=form.id, version=form.version, digest=digest, body=body)
        work.add(known)
    return id_of(known)


def _last_completed(
    session: Session, pupil_id: int, form: Form, before: Response | None = None
) -> Response | None:
    statement = (
        select(Response)
        .where(
            Response.pupil_id == pupil_id,
            Response.form_id == form.id,
            Response.state == ResponseState.COMPLETED,
        )
        .order_by(col(Response.completed_at).desc(), col(Response.id).desc())
    )
    if before is not None:
        statement = statement.where(Response.id != before.id)
        if before.completed_at is not None:
            statement = statement.where(col(Response.completed_at) < before.completed_at)
    return session.exec(statement).first()


def _get(session: Session, response_id: int) -> Response:
    row = session.get(Response, response_id)
    if row is None:
        raise Mistake(
            "That form is no longer in this file.", "Go back to the pupil's forms and choose again."
        )
    return row


def form_of(session: Session, row: Response) -> Form:
    """The definition that a response was filled under."""
    definition = session.get_one(FormDefinition, row.definition_id)
    return reading.form_from_json(definition.body)


def open_response(store: Store, response_id: int) -> ResponseView:
    """A response with its form and answers; what is in its draft stands over what was settled.

    Raises:
        Mistake: it is no longer in the file.
    """
    draft = drafts.read(store, draft_key(response_id))
    with store.read() as session:
        row = _get(session, response_id)
        form = form_of(session, row)
        pupil = session.get_one(Pupil, row.pupil_id)
        last = _last_completed(session, row.pupil_id, form, before=row)
        use_draft = draft is not None and row.state is ResponseState.DRAFT
        return ResponseView(
            response_id=response_id,
            pupil_id=row.pupil_id,
            pupil_name=pupil.name,
            pupil_forename=pupil.forename,
            pupil_line=", ".join(part for part in (pupil.name, pupil.form) if part),
            form=form,
            answers=from_json(draft.body if draft and use_draft else row.answers),
            state=row.state,
            last_time=_last_words(form, last),
            draft_saved_at=draft.saved_at if draft and use_draft else row.changed_at,
            completed_on=row.completed_on,
            completed_at=row.completed_at,
            amends_id=row.amends_id,
            declined_by=row.declined_by,
            declined_on=row.declined_on,
            declined_reason=row.declined_reason,
        )


def _last_words(form: Form, last: Response | None) -> dict[str, LastTime]:
    if last is None or last.completed_on is None:
        return {}
    answers = from_json(last.answers)
    said = {}
    for question in form.questions():
        if question.key in answers and question.kind not in _NEVER_CARRIED:
            lines = tuple(str(line) for line in words(question, answers[question.key]))
            if lines:
                said[question.key] = LastTime(last.completed_on, lines)
    return said


def keep_draft(store: Store, response_id: int, answers: Answers) -> datetime:
    """Write what is being typed into the encrypted file, outside the journal; gives the moment."""
    drafts.keep(store, draft_key(response_id), to_json(answers))
    return now()


def settle(store: Store, response_id: int) -> Done | None:
    """Turn a response's draft into one named step; None when there was nothing new in it.

    A draft of a form that is fixed by now (completed again by a redo) waits until the form is open again.

    Raises:
        Mistake: the response is no longer in the file.
    """
    draft = drafts.read(store, draft_key(response_id))
    if draft is None:
        return None
    with store.read() as session:
        row = _get(session, response_id)
        if row.state is not ResponseState.DRAFT:
            return None
        same = row.answers == draft.body
        title = form_of(session, row).title
    if same:
        drafts.drop(store, draft_key(response_id))
        return None
    with store.work(f"fill in {title}") as work:
        work.change(_draft(work.session, response_id), answers=draft.body, changed_at=now())
        drafts.drop(store, draft_key(response_id))
        return work.done()


def complete(store: Store, response_id: int, completed_on: date, *, today: date | None = None) -> Done:
    """Complete a response: fixed from now on, kept with its paper as it was that day.

    A response that amends another makes that one superseded.

    Raises:
        Mistake: an answer does not fit (its field named), the day lies ahead, it is not a draft, or what it
            amends has been amended by another copy.
    """
    settle(store, response_id)
    if completed_on > (today or date.today()):
        raise Mistake(
            "The day it was filled in lies in the future.",
            "Use today or an earlier day.",
            field="completed_on",
        )
    with store.read() as session:
        row = _draft(session, response_id)
        form = form_of(session, row)
    slips = check(form, from_json(row.answers))
    if slips:
        raise Mistake(slips[0].said, slips[0].advice, field=slips[0].question)
    pdf = papers.fixed_paper(store, row.pupil_id, form, from_json(row.answers), completed_on)
    with store.work(f"complete {form.title}") as work:
        row = _draft(work.session, response_id)
        work.change(row, state=ResponseState.COMPLETED, completed_on=completed_on, completed_at=now())
        work.add(ResponsePaper(response_id=response_id, pdf=pdf, digest=hashlib.sha256(pdf).hexdigest()))
        if row.amends_id is not None:
            amended = work.session.get_one(Response, row.amends_id)
            if amended.state is not ResponseState.COMPLETED:
                raise Mistake(
                    f"The {form.title} that this copy amends has been amended already.",
                    "Throw this draft away, and amend the newest copy.",
                )
            work.change(amended, state=ResponseState.SUPERSEDED)
        return work.done()


def _draft(session: Session, response_id: int) -> Response:
    row = _get(session, response_id)
    if row.state is not ResponseState.DRAFT:
        raise Mistake("This form is not open for changes.", "Amend it to make a new copy.")
    return row


def amend(store: Store, response_id: int) -> int:
    """Begin an amended copy of a completed response; gives the new response's id.

    The completed one stays as it is until the copy is completed.

    Raises:
        Mistake: it is not completed, or an amended copy is begun already.
    """
    with store.read() as session:
        row = _get(session, response_id)
        title = form_of(session, row).title
    with store.work(f"amend {title}") as work:
        row = _get(work.session, response_id)
        if row.state is not ResponseState.COMPLETED:
            raise Mistake("Only a completed form is amended.", "Carry on with the draft instead.")
        _refuse_second(work.session, row.pupil_id, row.form_id, title)
        copy = Response(
            pupil_id=row.pupil_id,
            definition_id=row.definition_id,
            form_id=row.form_id,
            paper=row.paper,
            answers=row.answers,
            amends_id=row.id,
            based_on_id=row.id,
        )
        work.add(copy)
        work.done()
        return id_of(copy)


def decline(store: Store, response_id: int, by: str, on: date, reason: str = "") -> Done:
    """Record that the family or the pupil would rather not fill this form; it is not nagged about.

    Raises:
        Mistake: nobody is named, or the response is not a draft.
    """
    if not by.strip():
        raise Mistake(
            "“Who said so” is empty.", "Type who would rather not fill in this form.", field="declined_by"
        )
    settle(store, response_id)
    with store.read() as session:
        title = form_of(session, _draft(session, response_id)).title
    with store.work(f"record that {title} was declined") as work:
        row = _draft(work.session, response_id)
        work.change(
            row,
            state=ResponseState.DECLINED,
            declined_by=by.strip(),
            declined_on=on,
            declined_reason=reason.strip(),
        )
        return work.done()


def take_back_decline(store: Store, response_id: int) -> Done:
    """Open a declined form again, as the draft that it was.

    Raises:
        Mistake: it was not declined, or another copy is begun since.
    """
    with store.work("open a declined form again") as work:
        row = _get(work.session, response_id)
        if row.state is not ResponseState.DECLINED:
            raise Mistake("This form was not declined.", "Open it from the pupil's forms.")
        _refuse_second(work.session, row.pupil_id, row.form_id, form_of(work.session, row).title)
        work.change(row, state=ResponseState.DRAFT, declined_by="", declined_on=None, declined_reason="")
        return work.done()


def throw_away(store: Store, response_id: int) -> Done:
    """Throw a draft away; undo brings it back.

    Raises:
        Mistake: it is not a draft.
    """
    settle(store, response_id)
    with store.read() as session:
        title = form_of(session, _draft(session, response_id)).title
    with store.work(f"throw away the draft of {title}") as work:
        work.remove(_draft(work.session, response_id))
        return work.done()


def from_last_time(store: Store, response_id: int) -> dict[str, Answer]:
    """The answers of the last completed copy that a draft may start from; empty when there is none.

    Raises:
        Mistake: the response is no longer in the file.
    """
    with store.read() as session:
        row = _get(session, response_id)
        form = form_of(session, row)
        last = _last_completed(session, row.pupil_id, form, before=row)
        return carried(form, from_json(last.answers)) if last else {}
