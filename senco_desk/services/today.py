"""Today: what is late, what is coming, what is owed, and what to carry on with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from senco_desk.forms.answers import from_json
from senco_desk.models.codes import Stage
from senco_desk.models.keys import id_of
from senco_desk.models.pupil import Pupil
from senco_desk.models.responses import Response, ResponseState
from senco_desk.services import response_lists, stage3
from senco_desk.services.response_lists import ResponseLine, to_talk_about
from senco_desk.services.responses import form_of
from senco_desk.store import Done, Store
from senco_desk.store.queries import register as queries
from senco_desk.store.queries.register import RegisterQuery, RegisterRow


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """A review that is late or near."""

    pupil_id: int
    name: str
    form: str
    what: str
    on: date
    at: str
    place: str


@dataclass(frozen=True, slots=True)
class PapersMissing:
    """A Stage 3 pupil with papers still to come."""

    pupil_id: int
    name: str
    form: str
    missing: tuple[str, ...]
    done: int


@dataclass(frozen=True, slots=True)
class CallOwed:
    """Somebody would rather talk about a question than write about it."""

    pupil_id: int
    name: str
    form: str
    response_id: int
    title: str
    questions: tuple[str, ...]
    first: str
    """The key of the first of them."""


@dataclass(frozen=True, slots=True)
class CarryOn:
    """A draft, and whose it is."""

    line: ResponseLine
    name: str
    form: str


@dataclass(frozen=True, slots=True)
class Today:
    """Everything on the page, read at one moment."""

    overdue: tuple[ReviewDue, ...]
    soon: tuple[ReviewDue, ...]
    papers: tuple[PapersMissing, ...]
    calls: tuple[CallOwed, ...]
    carry_on: tuple[CarryOn, ...]
    pupils: int
    """How many pupils the file holds, leavers left out."""


def today(store: Store, *, on: date) -> Today:
    """What there is to do on a day."""
    with store.read() as session:
        due = queries.rows(session, RegisterQuery(due_by=queries.due_by(on), sort="review"))
        incomplete = queries.rows(session, RegisterQuery(papers_incomplete=True))
        pupils = queries.count(session, RegisterQuery())
    reviews = tuple(_review(row, row.review_on) for row in due if row.review_on is not None)
    return Today(
        overdue=tuple(review for review in reviews if review.on < on),
        soon=tuple(review for review in reviews if review.on >= on),
        papers=_papers_missing(store, incomplete),
        calls=_calls(store),
        carry_on=_carry_on(store),
        pupils=pupils,
    )


def _review(row: RegisterRow, review_on: date) -> ReviewDue:
    what = {
        Stage.NONE: "Review",
        Stage.CONCERN: "Record of Concern review",
        Stage.EHCP: "EHCP annual review",
        Stage.EHC_ASSESSMENT: "EHC assessment review",
    }.get(row.stage, f"{row.stage.words} review")
    return ReviewDue(
        row.id, f"{row.forename} {row.surname}", row.form, what, review_on, row.review_at, row.review_place
    )


def _papers_missing(store: Store, rows: tuple[RegisterRow, ...]) -> tuple[PapersMissing, ...]:
    settled: dict[int, set[str]] = {row.id: set() for row in rows}
    with store.read() as session:
        found = session.exec(
            select(Response.pupil_id, Response.paper).where(
                col(Response.pupil_id).in_(settled),
                col(Response.state).in_([ResponseState.COMPLETED, ResponseState.DECLINED]),
            )
        )
        for pupil_id, paper in found:
            settled[pupil_id].add(paper)
    return tuple(
        PapersMissing(
            row.id,
            f"{row.forename} {row.surname}",
            row.form,
            tuple(stage3.TITLES[paper] for paper in stage3.PAPERS if paper not in settled[row.id]),
            row.papers_done,
        )
        for row in rows
    )


def _calls(store: Store) -> tuple[CallOwed, ...]:
    owed = []
    with store.read() as session:
        found = session.exec(
            select(Response, Pupil)
            .join(Pupil, col(Pupil.id) == col(Response.pupil_id))
            .where(
                col(Response.answers).contains('"talk":true'),
                col(Response.state).in_([ResponseState.COMPLETED, ResponseState.DRAFT]),
                col(Response.talked_on).is_(None),
                col(Pupil.left_on).is_(None),
            )
            .order_by(col(Response.changed_at))
        ).all()
        for row, pupil in found:
            form = form_of(session, row)
            asked = to_talk_about(form, from_json(row.answers))
            if asked:
                labels = tuple(question.label.replace("{name}", pupil.forename) for question in asked)
                owed.append(
                    CallOwed(
                        row.pupil_id, pupil.name, pupil.form, id_of(row), form.title, labels, asked[0].key
                    )
                )
    return tuple(owed)


def _carry_on(store: Store) -> tuple[CarryOn, ...]:
    lines = response_lists.begun(store)
    with store.read() as session:
        wanted = col(Pupil.id).in_({line.pupil_id for line in lines})
        people = {pupil.id: (pupil.name, pupil.form) for pupil in session.exec(select(Pupil).where(wanted))}
    return tuple(CarryOn(line, *people[line.pupil_id]) for line in lines)


def talked(store: Store, response_id: int, on: date) -> Done:
    """Say that what they would rather not write was talked about.

    Raises:
        Mistake: the form is no longer in the file.
    """
    with store.work("mark as talked about") as work:
        work.change(work.get(Response, response_id), talked_on=on)
        return work.done()
