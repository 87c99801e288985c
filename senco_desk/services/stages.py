"""Moving a pupil along the pathway, and planning the next review."""

from __future__ import annotations

from datetime import date

from sqlmodel import col, select

from senco_desk.errors import Mistake
from senco_desk.models.codes import Stage
from senco_desk.models.pupil import Meeting, MeetingInput, Pupil, StageSpell, StageSpellInput
from senco_desk.rules.dates_in_words import short_date
from senco_desk.services.words import checked
from senco_desk.store import Done, Store, Work


def place_on_stage(
    store: Store, pupil_id: int, stage: Stage, on: date, *, today: date, reason: str = ""
) -> Done:
    """Put a pupil on a stage from a day on; the spell before it ends that day.

    Raises:
        Mistake: the day lies ahead, or before the present stage began; the pupil is there already.
    """
    wanted = checked(StageSpellInput, {"stage": stage, "started_on": on, "reason": reason})
    if on > today:
        raise Mistake(
            "The start date lies in the future.", "Use today or an earlier day.", field="started_on"
        )
    with store.work(f"move to {stage.words}" if stage is not Stage.NONE else "take off the pathway") as work:
        work.get(Pupil, pupil_id)
        present = work.session.exec(
            select(StageSpell).where(StageSpell.pupil_id == pupil_id, col(StageSpell.ended_on).is_(None))
        ).one_or_none()
        if present is None and stage is Stage.NONE:
            raise Mistake("This pupil is not on the pathway.", "There is nothing to take off.", field="stage")
        if present is not None:
            if present.stage is stage:
                raise Mistake(
                    f"This pupil is on {stage.words} already.", "Choose another stage.", field="stage"
                )
            if on < present.started_on:
                raise Mistake(
                    f"{present.stage.words} began on {short_date(present.started_on)}, after that day.",
                    "Use that day or a later one.",
                    field="started_on",
                )
            work.change(present, ended_on=on)
        # Off the pathway is a spell too, so that the history always has one open row.
        work.add(StageSpell(pupil_id=pupil_id, **wanted.model_dump()))
        return work.done()


def plan_review(store: Store, pupil_id: int, meeting: MeetingInput) -> Done:
    """Set the pupil's next review, or move the one that is planned.

    Raises:
        Mistake: the pupil is gone, or the time is not one.
    """
    wanted = checked(MeetingInput, meeting.model_dump())
    if wanted.at and not _is_time(wanted.at):
        raise Mistake("The time is not one.", "Type it like 10:00 or 14:30.", field="at")
    with store.work("change the next review") as work:
        work.get(Pupil, pupil_id)
        planned = _planned(work, pupil_id)
        if planned is None:
            work.add(Meeting(pupil_id=pupil_id, **wanted.model_dump()))
        else:
            work.change(planned, **wanted.model_dump())
        return work.done()


def _planned(work: Work, pupil_id: int) -> Meeting | None:
    """The first review not yet held."""
    return work.session.exec(
        select(Meeting)
        .where(Meeting.pupil_id == pupil_id, col(Meeting.held).is_(False))
        .order_by(col(Meeting.on))
    ).first()


def _is_time(text: str) -> bool:
    hours, _, minutes = text.partition(":")
    return (
        hours.isdigit() and minutes.isdigit() and len(minutes) == 2 and int(hours) < 24 and int(minutes) < 60
    )


def mark_held(store: Store, pupil_id: int, *, today: date | None = None) -> Done:
    """Say that the planned review was held.

    Raises:
        Mistake: no review is planned, or its day lies ahead.
    """
    with store.work("mark the review as held") as work:
        work.get(Pupil, pupil_id)
        planned = _planned(work, pupil_id)
        if planned is None:
            raise Mistake("No review is planned.", "Plan one first.")
        if planned.on > (today or date.today()):
            raise Mistake(
                f"The review is planned for {short_date(planned.on)}, which has not come yet.",
                "If it was held earlier, change its date first.",
            )
        work.change(planned, held=True)
        return work.done()
