"""A pupil leaves: when, and for where. Everything about them is kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from senco_desk.errors import Mistake
from senco_desk.rules.dates_in_words import short_date
from senco_desk.services import pupils
from senco_desk.services.pupils import PupilView
from senco_desk.ui.desk import Desk
from senco_desk.ui.dialogs.entry import DAY_HELP, Entry, day, put_in, typed_in
from senco_desk.ui.dialogs.typed import TypedDialog
from senco_desk.ui.widgets import Line, Words


def mark_as_left(desk: Desk, parent: QWidget | None, pupil_id: int) -> bool:
    """Ask for the day and the next school, and mark the pupil as having left; says whether it was done."""
    seen = desk.run(pupils.view, pupil_id)
    return seen is not None and bool(Leave(desk, parent, seen).ask())


class Leave(TypedDialog):
    """The leaving day and where to."""

    def __init__(self, desk: Desk, parent: QWidget | None, seen: PupilView) -> None:
        super().__init__(desk, parent, "Mark as left", key=f"leave/{seen.id}", save="Mark as left", wide=520)
        self.pupil_id, self.today = seen.id, date.today()
        kept = f"Everything about {seen.forename} stays in the file, under Leavers. You can bring them back."
        self.body.column.addWidget(Words(kept, "quiet", wrap=True))
        on = Entry("Last day", Line(short_date(self.today)), key="left_on", help_words=DAY_HELP)
        to = Entry("Going to", Line(), key="left_to", help_words="The next school, if it is known")
        for entry in (on, to):
            self.body.column.addWidget(self.add(entry))
        self.begin(on.widget)

    def typed(self) -> dict[str, Any]:
        """Give each field's text."""
        return {key: typed_in(entry.widget) for key, entry in self.entries.items()}

    def put_back(self, typed: dict[str, Any]) -> None:
        """Put the fields back."""
        for key, value in typed.items():
            put_in(self.entries[key].widget, value)

    def save(self) -> None:
        """Mark the pupil as having left, as one step."""
        on = day(typed_in(self.entries["left_on"].widget), "Last day", field="left_on", today=self.today)
        if on is None:
            raise Mistake("Last day is empty.", "Type the last day.", field="left_on")
        to = typed_in(self.entries["left_to"].widget).strip()
        self.show_problems([])
        if self.desk.run(pupils.leave, self.pupil_id, on, to, refuse=self.refuse) is not None:
            self.finish(True)
