"""Putting the made-up school into a vault: most in few steps, the rest as a SENCO would have done it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TypeVar

from sqlmodel import SQLModel, col, select

from senco_desk.forms.answers import to_json
from senco_desk.models.columns import now
from senco_desk.models.pupil import Contact, Meeting, Need, Pupil, StageSpell
from senco_desk.models.responses import Response
from senco_desk.services import responses, school, stages, today
from senco_desk.services.demo.cast import setting
from senco_desk.services.demo.days import Days
from senco_desk.services.demo.pupils import Whole
from senco_desk.services.demo.voices import Scribe, Voice, voices
from senco_desk.store import Store, Work

STEP = "make the made-up school"
STEP_BY_STEP = 14
"""So many pupils are moved and have their review planned by a step of its own, so that there is a history."""
_AT_ONCE = 500
_AFTERNOON = time(15, 40, tzinfo=UTC)

Row = TypeVar("Row", bound=SQLModel)
Heard = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Placed:
    """A pupil in the file."""

    id: int
    whole: Whole


def write_school(store: Store, days: Days) -> None:
    """The school and its terms."""
    school.save(store, setting().school)
    school.save_terms(store, days.kept_terms)


def write_pupils(store: Store, whole: Sequence[Whole], days: Days, heard: Heard) -> list[Placed]:
    """All pupils, many at once; then the last move and the next review of the first ones."""
    placed: list[Placed] = []
    for first in range(0, len(whole), _AT_ONCE):
        with store.work(STEP, undoable=False) as work:
            placed += _at_once(work, whole[first : first + _AT_ONCE], step_by_step=first == 0)
        heard(len(placed) / len(whole))
    for pupil in placed[:STEP_BY_STEP]:
        _move_on(store, pupil, days)
    return placed


def _at_once(work: Work, whole: Sequence[Whole], *, step_by_step: bool) -> list[Placed]:
    rows = [_pupil_row(one) for one in whole]
    work.add_all(rows)
    placed = [Placed(_id(row), one) for row, one in zip(rows, whole, strict=True)]
    apart = STEP_BY_STEP if step_by_step else 0
    work.add_all(child for n, pupil in enumerate(placed) for child in _children(pupil, moves_later=n < apart))
    return placed


def _pupil_row(whole: Whole) -> Pupil:
    row = Pupil.model_validate(whole.pupil.model_dump())
    row.added_at = _moment(whole.pupil.joined_on or date.min)
    return row


def _id(row: Pupil) -> int:
    assert row.id is not None  # noqa: S101 - given by the flush
    return row.id


def _children(placed: Placed, *, moves_later: bool) -> list[SQLModel]:
    whole = placed.whole
    spells, meetings = list(whole.spells), list(whole.meetings)
    if moves_later:
        meetings = [meeting for meeting in meetings if meeting.held]
        spells = spells[:-1]
        if spells:
            spells[-1] = spells[-1].model_copy(update={"ended_on": None})
    children = [
        *(_row(Contact, placed, contact) for contact in whole.contacts),
        *(_row(Need, placed, need) for need in whole.needs),
        *(_row(Meeting, placed, meeting) for meeting in meetings),
    ]
    for spell in spells:
        row = _row(StageSpell, placed, spell)
        row.entered_at = _moment(spell.started_on)
        children.append(row)
    return children


def _row(table: type[Row], placed: Placed, fields: SQLModel) -> Row:
    return table.model_validate({"pupil_id": placed.id, **fields.model_dump()})


def _moment(day: date) -> datetime:
    """The afternoon of a day, but never later than now."""
    return min(datetime.combine(day, _AFTERNOON), now())


def _move_on(store: Store, placed: Placed, days: Days) -> None:
    whole = placed.whole
    for spell in whole.spells[-1:]:
        stages.place_on_stage(
            store, placed.id, spell.stage, spell.started_on, today=days.today, reason=spell.reason
        )
    for meeting in whole.meetings:
        if not meeting.held:
            stages.plan_review(store, placed.id, meeting)


def write_voices(store: Store, placed: Sequence[Placed], days: Days, heard: Heard) -> None:
    """Every form that was filled in by or with the pupils in the file, oldest first."""
    known = {pupil.whole.person.known_as: pupil for pupil in placed}
    mine = [voice for voice in voices() if voice.pupil in known]
    completed: dict[int, Voice] = {}
    for done, voice in enumerate(mine, start=1):
        response_id = _write(store, known[voice.pupil], voice, days)
        if voice.outcome == "completed":
            completed[response_id] = voice
        heard(done / len(mine))
    with store.work(STEP, undoable=False) as work:
        for response_id, voice in completed.items():
            work.change(work.get(Response, response_id), completed_at=_moment(days.back(voice.on)))


def _write(store: Store, placed: Placed, voice: Voice, days: Days) -> int:
    scribe = Scribe(days, voice, placed.whole)
    if voice.amends:
        response_id = responses.amend(store, _latest(store, placed.id, voice.form))
    else:
        response_id = responses.start(store, placed.id, voice.form, from_last=voice.from_last)
    _fill(store, response_id, scribe)
    if voice.outcome == "completed":
        responses.complete(store, response_id, scribe.on, today=days.today)
    elif voice.outcome == "declined":
        responses.decline(store, response_id, voice.by, scribe.on, voice.reason)
    if voice.talked is not None:
        today.talked(store, response_id, days.back(voice.talked))
    return response_id


def _fill(store: Store, response_id: int, scribe: Scribe) -> None:
    """As filling it in on the screen ends, but dated as of the day that it was."""
    seen = responses.open_response(store, response_id)
    moment = _moment(scribe.on)
    with store.work(f"fill in {seen.form.title}") as work:
        answers = to_json(scribe.answers(seen.form, seen.answers))
        row = work.get(Response, response_id)
        work.change(row, answers=answers, started_at=moment, changed_at=moment)


def _latest(store: Store, pupil_id: int, form_id: str) -> int:
    with store.read() as session:
        found = session.exec(
            select(Response.id)
            .where(Response.pupil_id == pupil_id, Response.form_id == form_id)
            .order_by(col(Response.id).desc())
        ).first()
    if found is None:
        raise ValueError(f"there is no {form_id} to amend")
    return found
