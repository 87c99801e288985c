"""Bringing in a list of pupils: open it, look through what it would do, then do it as one step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlmodel import Session, col, select

from senco_desk.errors import Mistake
from senco_desk.exchange import columns
from senco_desk.exchange.columns import Mapping, Question
from senco_desk.exchange.gather import IncomingPupil, gather
from senco_desk.exchange.gather import row_words as numbers_words
from senco_desk.exchange.reading import read_list
from senco_desk.exchange.sheet import Sheet
from senco_desk.models.keys import id_of
from senco_desk.models.pupil import Contact, Need, Pupil
from senco_desk.models.school import ImportMapping
from senco_desk.services.import_changes import Change, Deeds, checked_contact, checked_pupil
from senco_desk.services.import_plan import Action, Choice, PreviewRow, What, plan
from senco_desk.store import Done, Store, Work

__all__ = [
    "Action",
    "Change",
    "Choice",
    "Counts",
    "Listed",
    "Preview",
    "PreviewRow",
    "What",
    "apply",
    "counts_words",
    "open_list",
    "preview",
    "preview_file",
    "row_words",
]


@dataclass(frozen=True)
class Listed:
    """A list that was opened, and how its columns are taken."""

    sheet: Sheet
    mapping: Mapping
    met_before: bool
    """Its headings were met before, and the columns are taken as they were then."""


@dataclass(frozen=True)
class Counts:
    """How many pupils of the list would be added, changed and left alone."""

    add: int
    change: int
    leave: int

    @property
    def words(self) -> str:
        """Give "40 to add, 3 to change, 2 left alone"."""
        return f"{self.add} to add, {self.change} to change, {self.leave} left alone"


@dataclass(frozen=True)
class Preview:
    """What bringing in a list would do. Nothing is changed by looking."""

    rows: tuple[PreviewRow, ...]
    counts: Counts
    questions: tuple[Question, ...]
    """To be answered first (`columns.answered`)."""
    notes: tuple[str, ...]
    """About the list as a whole."""
    listed: tuple[IncomingPupil, ...]
    choices: MappingOf[int, Choice]
    fingerprint: str
    mapping: Mapping
    today: date


def open_list(store: Store, path: Path, tab: str = "") -> Listed:
    """Open a list and say how its columns are taken: as last time for headings met before, else as they read.

    Args:
        store: the open file.
        path: the list, CSV or Excel workbook.
        tab: which sheet of a workbook; "" for the first with something in it.

    Raises:
        Mistake: it is not a sound list.
        Trouble: it cannot be opened.
    """
    sheet = read_list(path, tab)
    with store.read() as session:
        kept = session.get(ImportMapping, columns.fingerprint(sheet.headings))
        body = kept.body if kept else None
    if body is None:
        return Listed(sheet, columns.match(sheet), met_before=False)
    return Listed(sheet, columns.remembered(sheet, body), met_before=True)


def preview(
    store: Store,
    sheet: Sheet,
    mapping: Mapping,
    *,
    today: date,
    choices: MappingOf[int, Choice] | None = None,
) -> Preview:
    """Say, pupil by pupil, what bringing in would add, change or leave alone, and why.

    Args:
        store: the open file.
        sheet: the list.
        mapping: how its columns are taken.
        today: for two-figure years and usual year groups.
        choices: the person's own word on some pupils, by the first of their row numbers.

    Raises:
        Mistake: no column holds names or UPNs.
    """
    if mapping.lacking:
        raise Mistake(mapping.lacking, "Then look through the preview.", field="columns")
    listed = gather(sheet, mapping, today=today)
    given = dict(choices or {})
    with store.read() as session:
        rows = plan(session, listed, given, today=today)
    return Preview(
        rows=rows,
        counts=_counts(rows),
        questions=mapping.questions,
        notes=_notes(sheet, mapping),
        listed=listed,
        choices=given,
        fingerprint=columns.fingerprint(sheet.headings),
        mapping=mapping,
        today=today,
    )


def preview_file(store: Store, path: Path, *, today: date) -> Preview:
    """Open a list and preview it with its columns as they read, for the command line.

    Raises:
        Mistake: it is not a sound list, or no column holds names or UPNs.
        Trouble: it cannot be opened.
    """
    listed = open_list(store, path)
    return preview(store, listed.sheet, listed.mapping, today=today)


def row_words(row: PreviewRow) -> str:
    """Say one line of a preview in text, with its changes and warnings on lines of their own."""
    lines = [f"{row.action.value:<7} {row.name} ({numbers_words(row.row_numbers)}): {row.why}"]
    if row.action is Action.CHANGE:
        lines += [
            f"        {change.words}: {change.before or 'blank'} to {change.after}" for change in row.changes
        ]
    lines += [f"        perhaps {near.name}, {near.why}" for near in row.near]
    lines += [f"        look at: {warning}" for warning in row.warnings]
    return "\n".join(lines)


def counts_words(shown: Preview) -> str:
    """Say a preview's counts in text, with what to know of the list as a whole."""
    asked = [f"First answer: {question.said}" for question in shown.questions]
    return "\n".join([*shown.notes, *asked, f"{shown.counts.words}."])


def apply(store: Store, shown: Preview, choices: MappingOf[int, Choice] | None = None) -> Done:
    """Bring in what a preview showed, as one step that can be undone. No stage is changed by it.

    Args:
        store: the open file.
        shown: the preview that the person looked through.
        choices: the person's word on some pupils, on top of those the preview was made with.

    Raises:
        Mistake: a question is unanswered, there is nothing to bring in, or the file has changed since.
    """
    if shown.questions:
        question = shown.questions[0]
        raise Mistake(question.said, "Answer it, then look through the preview.", field=question.key)
    given = {**shown.choices, **(choices or {})}
    rows = shown.rows
    if given != shown.choices:
        with store.read() as session:
            rows = plan(session, shown.listed, given, today=shown.today)
    count = sum(row.action is not Action.LEAVE for row in rows)
    if not count:
        raise Mistake(
            "There is nothing in this list to bring in.",
            "See beside each pupil why it is left alone.",
        )
    pupils = "1 pupil" if count == 1 else f"{count} pupils"
    with store.work(f"bring in {pupils} from a list") as work:
        rows = _still_so(work.session, shown, given)
        _add_new(work, [row.deeds for row in rows if row.action is Action.ADD])
        for row in rows:
            if row.action is Action.CHANGE and row.pupil_id is not None:
                _carry_out(work, row.pupil_id, row.deeds)
        _remember(work, shown)
        return work.done()


def _still_so(session: Session, shown: Preview, given: MappingOf[int, Choice]) -> tuple[PreviewRow, ...]:
    """Plan again on the file as it is now, and make sure that it is what the person saw."""
    again = plan(session, shown.listed, shown.choices, today=shown.today)
    if again != shown.rows:
        raise Mistake(
            "Something in this file has changed since the preview.",
            "Look through the preview again, then bring it in.",
        )
    return again if given == shown.choices else plan(session, shown.listed, given, today=shown.today)


def _add_new(work: Work, deeds: list[Deeds]) -> None:
    pupils = [Pupil(**checked_pupil(deed.fields).model_dump()) for deed in deeds]
    work.add_all(pupils)
    work.add_all(
        Need(**need.model_dump(), pupil_id=id_of(pupil))
        for pupil, deed in zip(pupils, deeds, strict=True)
        for need in deed.needs or ()
    )
    work.add_all(
        Contact(**checked_contact(contact).model_dump(), pupil_id=id_of(pupil))
        for pupil, deed in zip(pupils, deeds, strict=True)
        for _, contact in deed.contacts
    )


def _carry_out(work: Work, pupil_id: int, deeds: Deeds) -> None:
    pupil = work.get(Pupil, pupil_id)
    if deeds.fields:
        kept = checked_pupil({name: getattr(pupil, name) for name in type(pupil).model_fields} | deeds.fields)
        work.change(pupil, **{name: getattr(kept, name) for name in deeds.fields})
    if deeds.needs is not None:
        held = {
            need.code: need for need in work.session.exec(select(Need).where(col(Need.pupil_id) == pupil_id))
        }
        for need in deeds.needs:
            if need.code in held:
                work.change(held[need.code], rank=need.rank, since=need.since, note=need.note)
            else:
                work.add(Need(**need.model_dump(), pupil_id=pupil_id))
    for contact_id, listed in deeds.contacts:
        if contact_id is None:
            work.add(Contact(**checked_contact(listed).model_dump(), pupil_id=pupil_id))
        else:
            work.change(work.get(Contact, contact_id), **listed)


def _remember(work: Work, shown: Preview) -> None:
    body = columns.mapping_to_json(shown.mapping)
    kept = work.session.get(ImportMapping, shown.fingerprint)
    if kept is None:
        work.add(ImportMapping(fingerprint=shown.fingerprint, body=body))
    elif kept.body != body:
        work.change(kept, body=body)


def _counts(rows: tuple[PreviewRow, ...]) -> Counts:
    counted = Counter(row.action for row in rows)
    return Counts(counted[Action.ADD], counted[Action.CHANGE], counted[Action.LEAVE])


def _notes(sheet: Sheet, mapping: Mapping) -> tuple[str, ...]:
    notes = list(sheet.notes)
    left = [f"“{column.heading}”" for column in mapping.columns if not column.field and column.heading]
    if left:
        notes.append(f"Columns left out: {', '.join(left)}.")
    if mapping.number("attendance_percent") is not None and mapping.number("sessions_possible") is None:
        notes.append(
            "Attendance is counted from sessions possible and missed, which a percentage does not give."
        )
    if sheet.other_tabs:
        others = ", ".join(f"“{tab}”" for tab in sheet.other_tabs)
        notes.append(f"This is the sheet “{sheet.tab}”. The workbook also has {others}.")
    return tuple(notes)
