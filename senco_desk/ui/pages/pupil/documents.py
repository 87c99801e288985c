"""Documents: the papers kept with completed forms, and what was let out of the file about this pupil."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from senco_desk.models.responses import ResponseState
from senco_desk.rules.dates_in_words import count, short_date
from senco_desk.services import letting_out, response_lists
from senco_desk.services.letting_out import LetOutLine
from senco_desk.services.pupils import PupilView
from senco_desk.services.response_lists import ResponseLine
from senco_desk.ui import theme
from senco_desk.ui.desk import Desk
from senco_desk.ui.pages.pupil.doing import Papers
from senco_desk.ui.pages.pupil.sections import DoingRow, Lines, Section
from senco_desk.ui.widgets import Column

_KEPT = (ResponseState.COMPLETED, ResponseState.SUPERSEDED)


class DocumentsTab(Column):
    """Two lists: kept papers, and files let out."""

    def __init__(self, desk: Desk, doing: Papers) -> None:
        super().__init__(spacing=theme.XL)
        self._desk, self._doing = desk, doing
        self.kept = Section("Papers kept with completed forms")
        self.out = Section("Files I have let out")
        self.kept_rows: list[DoingRow] = []
        self.out_rows: list[DoingRow] = []
        self.column.setContentsMargins(0, theme.XS, theme.XS, theme.XS)
        self.column.addWidget(self.kept)
        self.column.addWidget(self.out)
        self.column.addStretch(1)

    def show_pupil(self, seen: PupilView) -> None:
        """Show a pupil's documents."""
        lines = self._desk.run(response_lists.of_pupil, seen.id) or ()
        self.kept_rows = [self._kept_row(line) for line in lines if line.state in _KEPT]
        none_kept: list[QWidget] = [
            Lines(
                "No form is completed yet.", "Each completed form keeps its paper here, as it was that day."
            )
        ]
        self.kept.fill(self.kept_rows or none_kept)
        out = self._desk.run(letting_out.all_let_out, seen.id) or ()
        self.out_rows = [self._out_row(line) for line in out]
        none_out: list[QWidget] = [
            Lines("Nothing about this pupil has left the file.", "What is printed or saved is listed here.")
        ]
        self.out.fill(self.out_rows or none_out)

    def _kept_row(self, line: ResponseLine) -> DoingRow:
        row = DoingRow()
        on = short_date(line.completed_on) if line.completed_on else ""
        amended = ", amended since" if line.state is ResponseState.SUPERSEDED else ""
        row.say("done", line.title, f"Completed {on}{amended}", "Open", partial(self._doing.kept, line))
        row.action.setAccessibleName(f"Open: {line.title}, completed {on}{amended}")
        return row

    def _out_row(self, line: LetOutLine) -> DoingRow:
        row = DoingRow()
        action = "Delete the file" if line.still_there else ""
        run = partial(self._doing.delete_let_out, line) if line.still_there else None
        row.say("soon" if line.still_there else "none", line.what, _out_words(line), action, run)
        row.action.setAccessibleName(f"{action}: {line.what}, {line.path}")
        return row


def _out_words(line: LetOutLine) -> str:
    on = short_date(line.at.astimezone().date())
    about = f"{count(line.pages, 'page')}, {line.copy_for} copy"
    if line.how == "printed":
        return f"Printed {on}, {'1 copy' if line.copies == 1 else f'{line.copies} copies'}, {about}"
    locked = ", with a password" if line.protected else ""
    there = "still there" if line.still_there else "no longer there, or changed"
    return f"Saved {on} as {line.path}, {there}. {about[:1].upper()}{about[1:]}{locked}"
