"""A pupil's history as a SENCO reads it: who did what and when, and each field before and after, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlmodel import Session

from senco_desk.forms.answers import from_json
from senco_desk.forms.definition import Form
from senco_desk.forms.wording import words
from senco_desk.models.responses import Response
from senco_desk.rules.names import fold
from senco_desk.services.responses import form_of
from senco_desk.services.words import label
from senco_desk.store import Store
from senco_desk.store.history import FieldChange, HistoryRow, pupil_history

NOBODY = "Not named"
"""Who did it, while the school's details do not name the SENCO."""

_UNSAID = frozenset(
    {
        "added_at", "amends_id", "based_on_id", "changed_at", "completed_at", "definition_id", "digest",
        "entered_at", "paper", "form_id", "pdf", "rank", "response_id", "started_at",
    }
)  # fmt: skip
"""Fields that say nothing to a reader, or say again what stands beside them."""

_LABELS = {
    "code": "Need",
    "on": "Review",
    "at": "Time",
    "started_on": "Began",
    "ended_on": "Ended",
    "how": "How it left",
    "copy_for": "Copy for",
    "eal": "English as an additional language",
    "part_time": "Not in school full time",
    "form": "Form",
}
_STATES = {"draft": "Begun", "completed": "Completed", "superseded": "Amended since", "declined": "Declined"}


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One step in a pupil's history.

    `words` is the step as a line ("Change the next review"), `lines` what changed ("Place: before → after").
    """

    step_id: int
    at: datetime
    who: str
    words: str
    lines: tuple[str, ...]

    @property
    def on(self) -> date:
        """The local day."""
        return self.at.astimezone().date()

    def says(self, folded: str) -> bool:
        """Whether every word of a folded text stands in the step."""
        text = fold(" ".join((self.words, self.who, *self.lines)))
        return all(word in text for word in folded.split())


def of_pupil(
    store: Store, pupil_id: int, *, limit: int = 400, before_step: int | None = None
) -> tuple[HistoryStep, ...]:
    """What happened to a pupil's record, newest first, from `limit` changed rows on; whole steps only.

    With `before_step`, what is older than that step. `older` reads on to the end.

    Raises:
        Trouble: the disk refused, or the file is closed.
    """
    rows = pupil_history(store, pupil_id, limit=limit, before_step=before_step)
    if len(rows) == limit and rows[0].step_id != rows[-1].step_id:
        rows = [row for row in rows if row.step_id != rows[-1].step_id]
    with store.read() as session:
        forms = _Forms(session)
        return tuple(
            _step(list(together), forms) for _, together in groupby(rows, key=lambda row: row.step_id)
        )


def older(store: Store, pupil_id: int, before_step: int) -> Iterator[tuple[HistoryStep, ...]]:
    """What is older than a step, in pieces, so that reading a long history can be stopped between two.

    Raises:
        Trouble: the disk refused, or the file is closed.
    """
    while piece := of_pupil(store, pupil_id, before_step=before_step):
        yield piece
        before_step = piece[-1].step_id


class _Forms:
    """The forms of the responses in a history, each read once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._read: dict[str, Form | None] = {}

    def of(self, response_key: str) -> Form | None:
        """Give the form a response was filled under; None when the response is gone."""
        if response_key not in self._read:
            row = self._session.get(Response, int(response_key))
            self._read[response_key] = form_of(self._session, row) if row is not None else None
        return self._read[response_key]


def _step(rows: Sequence[HistoryRow], forms: _Forms) -> HistoryStep:
    first = rows[0]
    said = {"done": "", "undone": "Undone: ", "redone": "Done again: "}[first.kind] + first.name
    lines = [line for row in rows for line in _lines(row, forms)]
    return HistoryStep(
        first.step_id, first.at, first.who or NOBODY, said[:1].upper() + said[1:], tuple(lines)
    )


def _lines(row: HistoryRow, forms: _Forms) -> Iterator[str]:
    if row.table in ("response_paper", "form_definition"):
        return
    if row.happened == "removed":
        gone = next((change.before for change in row.fields if change.field in _NAMES_A_ROW), "")
        yield f"{_capital(row.what)} taken out" + (f": {gone}" if gone else "")
        return
    for change in row.fields:
        if change.field == "answers" and row.table == "response":
            yield from _answers(change, forms.of(row.row_key))
        elif change.field not in _UNSAID:
            yield _line(change, added=row.happened == "added")


_NAMES_A_ROW = ("name", "code", "stage", "on", "legal_surname", "what")


def _line(change: FieldChange, *, added: bool) -> str:
    before, after = (_STATES.get(value, value) for value in (change.before, change.after))
    said = _LABELS.get(change.field) or label(change.field)
    if added or not before:
        return f"{said}: {after}"
    return f"{said}: {before} → {after or 'nothing'}"


def _answers(change: FieldChange, form: Form | None) -> Iterator[str]:
    """Each question whose answer changed, before and after."""
    if form is None:
        yield "Answers changed"
        return
    before, after = from_json(change.before or "{}"), from_json(change.after or "{}")
    for question in form.questions():
        was, now = before.get(question.key), after.get(question.key)
        if was == now:
            continue
        old, new = ("; ".join(map(str, words(question, answer))) if answer else "" for answer in (was, now))
        asked = question.label.replace("{name}", "they")
        yield f"{asked}: {old} → {new or 'nothing'}" if old else f"{asked}: {new}"


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]
