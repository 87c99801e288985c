"""Pupils: adding, changing, leaving; their contacts and needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from senco_desk.errors import Mistake
from senco_desk.models.codes import Stage
from senco_desk.models.keys import id_of
from senco_desk.models.pupil import (
    Contact,
    ContactInput,
    Meeting,
    Need,
    NeedInput,
    Pupil,
    PupilInput,
    StageSpell,
)
from senco_desk.services.words import checked
from senco_desk.store import Done, Store, Work


@dataclass(frozen=True, slots=True)
class PupilView:
    """Everything a page about one pupil shows, read at one moment."""

    id: int
    pupil: PupilInput
    name: str
    forename: str
    contacts: tuple[Contact, ...]
    needs: tuple[Need, ...]
    spells: tuple[StageSpell, ...]
    """Stage history, earliest first."""
    meetings: tuple[Meeting, ...]
    """Reviews held and planned, earliest first."""

    @property
    def stage(self) -> Stage:
        """Where the pupil stands now."""
        return next((spell.stage for spell in reversed(self.spells) if spell.ended_on is None), Stage.NONE)

    @property
    def stage_since(self) -> date | None:
        """The day the present stage began."""
        return next((spell.started_on for spell in reversed(self.spells) if spell.ended_on is None), None)

    @property
    def next_review(self) -> Meeting | None:
        """The first review not yet held."""
        return next((meeting for meeting in self.meetings if not meeting.held), None)


def view(store: Store, pupil_id: int) -> PupilView:
    """One pupil, whole.

    Raises:
        Mistake: the pupil is no longer in the file.
    """
    with store.read() as session:
        pupil = session.get(Pupil, pupil_id)
        if pupil is None:
            raise Mistake("That pupil is no longer in this file.", "Go back to Pupils and choose again.")
        seen = PupilView(
            id=pupil_id,
            pupil=PupilInput.model_validate(pupil.model_dump()),
            name=pupil.name,
            forename=pupil.forename,
            contacts=tuple(_of(session, Contact, pupil_id, Contact.rank)),
            needs=tuple(_of(session, Need, pupil_id, Need.rank)),
            spells=tuple(_of(session, StageSpell, pupil_id, StageSpell.started_on)),
            meetings=tuple(_of(session, Meeting, pupil_id, Meeting.on)),
        )
        session.expunge_all()
        return seen


def _of(session: Session, table: Any, pupil_id: int, order: Any) -> Sequence[Any]:
    return session.exec(
        select(table).where(table.pupil_id == pupil_id).order_by(col(order), col(table.id))
    ).all()


def add(
    store: Store,
    pupil: PupilInput,
    *,
    contacts: Sequence[ContactInput] = (),
    needs: Sequence[NeedInput] = (),
) -> tuple[int, Done]:
    """Add a pupil; gives the new pupil's id.

    Raises:
        Mistake: a name is missing, a field does not fit, or needs share a rank.
    """
    fields = _fitting(pupil)
    with store.work(f"add {_called(fields)}") as work:
        row = Pupil(**fields.model_dump())
        work.add(row)
        pupil_id = id_of(row)
        _replace(work, Contact, pupil_id, contacts)
        _replace(work, Need, pupil_id, _ranked(needs))
        return pupil_id, work.done()


def change(store: Store, pupil_id: int, pupil: PupilInput) -> Done:
    """Change what is known of a pupil.

    Raises:
        Mistake: the pupil is gone, a name is missing, or a field does not fit.
    """
    fields = _fitting(pupil)
    with store.work(f"change {_called(fields)}'s details") as work:
        work.change(work.get(Pupil, pupil_id), **fields.model_dump())
        return work.done()


def _fitting(pupil: PupilInput) -> PupilInput:
    fields = checked(PupilInput, pupil.model_dump())
    possible, missed = fields.sessions_possible, fields.sessions_missed
    if possible is not None and missed is not None and missed > possible:
        raise Mistake(
            f"Sessions missed ({missed}) is more than sessions possible ({possible}).",
            "Check the two numbers.",
            field="sessions_missed",
        )
    if fields.joined_on and fields.left_on and fields.left_on < fields.joined_on:
        raise Mistake("The leaving date is before the joining date.", "Check the two dates.", field="left_on")
    return fields


def _called(pupil: PupilInput) -> str:
    return (
        f"{pupil.preferred_forename or pupil.legal_forename} {pupil.preferred_surname or pupil.legal_surname}"
    )


def set_contacts(store: Store, pupil_id: int, contacts: Sequence[ContactInput]) -> Done:
    """Put these contacts, in this order, in place of the present ones.

    Raises:
        Mistake: the pupil is gone, or a contact has no name.
    """
    fitting = [checked(ContactInput, contact.model_dump()) for contact in contacts]
    with store.work("change the family's details") as work:
        work.get(Pupil, pupil_id)
        _replace(work, Contact, pupil_id, fitting)
        return work.done()


def set_needs(store: Store, pupil_id: int, needs: Sequence[NeedInput]) -> Done:
    """Put these needs in place of the present ones.

    Raises:
        Mistake: the pupil is gone, two needs share a rank, or a code stands twice.
    """
    fitting = _ranked(needs)
    with store.work("change the needs") as work:
        work.get(Pupil, pupil_id)
        _replace(work, Need, pupil_id, fitting)
        return work.done()


def _ranked(needs: Sequence[NeedInput]) -> list[NeedInput]:
    """Needs by rank, one of each code, one primary (standards.md 2.1)."""
    ordered = sorted(needs, key=lambda need: need.rank)
    codes = [need.code for need in ordered]
    doubled = next((code for code in codes if codes.count(code) > 1), None)
    if doubled is not None:
        raise Mistake(f"{doubled.words} stands twice.", "Take one of the two out.", field="needs")
    return [need.model_copy(update={"rank": place}) for place, need in enumerate(ordered, start=1)]


def _replace(work: Work, table: Any, pupil_id: int, wanted: Sequence[Any]) -> None:
    """Make a pupil's rows of a table these, changing in place what stands at the same position."""
    present = list(_of(work.session, table, pupil_id, table.rank))
    for place, row in enumerate(wanted, start=1):
        fields = row.model_dump() | {"rank": place}
        if place <= len(present):
            work.change(present[place - 1], **fields)
        else:
            work.add(table(pupil_id=pupil_id, **fields))
    for extra in present[len(wanted) :]:
        work.remove(extra)


def leave(store: Store, pupil_id: int, on: date, to: str = "") -> Done:
    """Mark a pupil as having left; everything about them is kept.

    Raises:
        Mistake: the pupil is gone, or left before joining.
    """
    with store.work("mark a pupil as having left") as work:
        pupil = work.get(Pupil, pupil_id)
        if pupil.joined_on and on < pupil.joined_on:
            raise Mistake("The leaving date is before the joining date.", "Check the date.", field="left_on")
        work.change(pupil, left_on=on, left_to=to)
        return work.done()


def come_back(store: Store, pupil_id: int) -> Done:
    """Take a leaver back on to the roll.

    Raises:
        Mistake: the pupil is gone.
    """
    with store.work("bring a leaver back") as work:
        work.change(work.get(Pupil, pupil_id), left_on=None, left_to="")
        return work.done()
