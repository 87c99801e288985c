"""What bringing in a list would do, line by line: the preview, and the plan that is carried out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, select

from senco_desk.exchange.gather import IncomingPupil, row_words
from senco_desk.exchange.headings import fields
from senco_desk.exchange.values import OLD_STATUSES
from senco_desk.models.codes import Stage
from senco_desk.models.keys import id_of
from senco_desk.models.pupil import Contact, Need, Pupil, StageSpell
from senco_desk.rules.dates_in_words import short_date
from senco_desk.rules.names import fold
from senco_desk.rules.year_groups import academic_year, unusual
from senco_desk.services.import_changes import (
    Change,
    Deeds,
    contact_change,
    merged_contacts,
    merged_needs,
    need_of,
    needs_change,
    said,
    same,
    tidied,
    words_of,
)
from senco_desk.services.import_matching import Matcher, Near


class Action(StrEnum):
    """What happens to a line."""

    ADD = "add"
    CHANGE = "change"
    LEAVE = "leave"


class What(StrEnum):
    """What the person can choose for a line."""

    SKIP = "skip"
    ADD = "add"
    """Add, though there may be such a pupil."""
    MATCH = "match"
    """It is this pupil."""


@dataclass(frozen=True)
class Choice:
    """The person's own word on a line. `keep` names fields that stay as they are here."""

    what: What | None = None
    pupil_id: int | None = None
    keep: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PreviewRow:
    """One pupil of the list and what would happen."""

    row_numbers: tuple[int, ...]
    name: str
    action: Action
    why: str
    changes: tuple[Change, ...]
    warnings: tuple[str, ...]
    pupil_id: int | None
    """The pupil of the file that it is, if any."""
    near: tuple[Near, ...] = ()
    """Those it may be, for the person to choose from."""
    deeds: Deeds = field(default=Deeds(), repr=False)

    @property
    def key(self) -> int:
        """The row by which a choice names it."""
        return self.row_numbers[0]


def plan(
    session: Session, listed: Iterable[IncomingPupil], choices: Mapping[int, Choice], *, today: date
) -> tuple[PreviewRow, ...]:
    """Say for every pupil of a list what would be added, changed or left alone, and why."""
    here = _Here(session, today)
    rows, taken, added = [], dict[int, tuple[int, ...]](), dict[str, IncomingPupil]()
    for incoming in listed:
        row = _decide(here, incoming, choices.get(incoming.rows[0], Choice()))
        if row.pupil_id is not None and row.action is not Action.ADD:
            row = _once(row, taken)
        elif row.action is Action.ADD and choices.get(row.key, Choice()).what is not What.ADD:
            row = _not_twice(row, incoming, added)
        if row.action is Action.ADD:
            added.setdefault(fold(incoming.name), incoming)
        rows.append(row)
    return tuple(rows)


class _Here:
    """What the file holds, read once."""

    def __init__(self, session: Session, today: date) -> None:
        self.today = today
        self.matcher = Matcher(session.exec(select(Pupil)).all())
        self.needs: dict[int, list[Need]] = {}
        self.contacts: dict[int, list[Contact]] = {}
        self.stages: dict[int, Stage] = {}
        for need in session.exec(select(Need).order_by(col(Need.rank), col(Need.id))):
            self.needs.setdefault(need.pupil_id, []).append(need)
        for contact in session.exec(select(Contact).order_by(col(Contact.rank), col(Contact.id))):
            self.contacts.setdefault(contact.pupil_id, []).append(contact)
        for spell in session.exec(select(StageSpell).where(col(StageSpell.ended_on).is_(None))):
            self.stages[spell.pupil_id] = spell.stage


def _decide(here: _Here, incoming: IncomingPupil, choice: Choice) -> PreviewRow:
    if choice.what is What.SKIP:
        return _left(incoming, "You chose to leave it.")
    if incoming.blocked:
        return _left(incoming, incoming.blocked)
    if choice.what is What.MATCH and choice.pupil_id is not None:
        pupil = here.matcher.pupil(choice.pupil_id)
        if pupil is None:
            return _left(incoming, "The pupil you chose is not in this file any more.")
        return _changed(here, incoming, pupil, "You said who it is", choice.keep)
    if choice.what is What.ADD:
        return _added(here, incoming, "You chose to add it.")
    found = here.matcher.find(incoming)
    if found.pupil is not None:
        kept = choice.keep | ({"upn"} if found.keep_upn else frozenset())
        return _changed(here, incoming, found.pupil, found.why, kept)
    if found.near:
        return replace(_left(incoming, found.why), near=found.near)
    return _added(here, incoming, "New here.")


def _left(incoming: IncomingPupil, why: str) -> PreviewRow:
    name = incoming.name or incoming.upn or row_words(incoming.rows).capitalize()
    return PreviewRow(incoming.rows, name, Action.LEAVE, why, (), incoming.warnings, None)


def _added(here: _Here, incoming: IncomingPupil, why: str) -> PreviewRow:
    lacking = [p for p in ("legal_forename", "legal_surname") if not incoming.fields.get(p)]
    if lacking:
        words = " and ".join(fields()[part].words.lower() for part in lacking)
        return _left(
            incoming,
            f"No pupil here has its UPN, and it has no {words}." if incoming.upn else f"It has no {words}.",
        )
    values = tidied(incoming.fields)
    deeds = Deeds(
        values,
        tuple(need_of(n.code, rank, n.since, n.note) for rank, n in enumerate(incoming.needs, start=1))
        or None,
        tuple((None, contact) for contact in incoming.contacts),
    )
    changes = [Change(words_of(key), "", said(key, value), key) for key, value in values.items()]
    if deeds.needs:
        changes.append(needs_change((), deeds.needs))
    changes += [contact_change(None, contact, "name") for contact in incoming.contacts]
    warnings = incoming.warnings + _warnings(here, incoming, values, None)
    return PreviewRow(
        incoming.rows, incoming.name, Action.ADD, why, tuple(changes), warnings, None, deeds=deeds
    )


def _changed(
    here: _Here, incoming: IncomingPupil, pupil: Pupil, why: str, keep: frozenset[str]
) -> PreviewRow:
    number = id_of(pupil)
    values = {
        key: value
        for key, value in tidied(incoming.fields).items()
        if key not in keep and not same(key, getattr(pupil, key), value)
    }
    changes = [
        Change(words_of(key), said(key, getattr(pupil, key)), said(key, value), key)
        for key, value in values.items()
    ]
    held = here.needs.get(number, [])
    needs = None if "needs" in keep else merged_needs(held, incoming)
    if needs is not None:
        changes.append(needs_change(held, needs))
    contacts, told = merged_contacts(here.contacts.get(number, []), incoming, keep)
    changes += told
    deeds = Deeds(values, needs, contacts)
    warnings = incoming.warnings + _warnings(here, incoming, pupil.model_dump() | values, pupil)
    if "upn" in keep and incoming.upn and incoming.upn != pupil.upn:
        warnings += (f"The UPN in the list, {incoming.upn}, is not taken: {pupil.upn} is kept.",)
    action, reason = (
        (Action.LEAVE, f"{why}. Nothing new in the list.") if deeds.nothing else (Action.CHANGE, f"{why}.")
    )
    return PreviewRow(
        incoming.rows, pupil.name, action, reason, tuple(changes), warnings, number, deeds=deeds
    )


def _once(row: PreviewRow, taken: dict[int, tuple[int, ...]]) -> PreviewRow:
    """Two lines of a list cannot be one pupil: the first is, and the second is left for the person."""
    if row.pupil_id is None or row.pupil_id not in taken:
        taken[row.pupil_id or 0] = row.row_numbers
        return row
    why = f"{row.name} was found for {row_words(taken[row.pupil_id])} already."
    return replace(row, action=Action.LEAVE, why=why, changes=(), deeds=Deeds(), pupil_id=None)


def _not_twice(row: PreviewRow, incoming: IncomingPupil, added: dict[str, IncomingPupil]) -> PreviewRow:
    """A second new pupil of the same name waits for the person's word, unless birthdays tell them apart."""
    first = added.get(fold(incoming.name))
    if first is None:
        return row
    days = {first.fields.get("date_of_birth"), incoming.fields.get("date_of_birth")}
    if len(days) == 2 and None not in days:
        return row
    why = f"It has the name of {row_words(first.rows)}. If they are two children, add it all the same."
    return replace(row, action=Action.LEAVE, why=why, changes=(), deeds=Deeds())


def _warnings(
    here: _Here, incoming: IncomingPupil, values: Mapping[str, Any], pupil: Pupil | None
) -> tuple[str, ...]:
    found = []
    if incoming.leaver and (pupil is None or pupil.left_on is None):
        found.append(
            "The list has no year group for this pupil: perhaps a leaver. Nothing is changed because of it."
        )
    if pupil is not None and pupil.left_on is not None and not incoming.leaver:
        found.append(f"Left on {short_date(pupil.left_on)}; bringing in a list does not put a leaver back.")
    odd = unusual(values.get("year_group", ""), values.get("date_of_birth"), academic_year(here.today))
    if odd:
        found.append(odd)
    stage = here.stages.get(id_of(pupil), Stage.NONE) if pupil is not None else Stage.NONE
    return (*found, *_stage_warning(incoming.provision, stage))


def _stage_warning(provision: str, stage: Stage) -> tuple[str, ...]:
    """Bringing in never changes a stage: where the list and the file differ, the person is told."""
    if provision in OLD_STATUSES:
        return (
            f"SEN status {provision} ({OLD_STATUSES[provision]}) in the list is from before 2014: not used.",
        )
    if not provision or provision == stage.provision_code:
        return ()
    if stage is Stage.NONE:
        return (f"SEN status {provision} in the list: place on a stage after bringing in.",)
    return (
        f"SEN status {provision} in the list; {stage.words} ({stage.provision_code}) here. The stage stays.",
    )
