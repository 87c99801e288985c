"""What can be done on a pupil's page, whichever tab asks for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from senco_desk.errors import Mistake
from senco_desk.forms import reading
from senco_desk.forms.definition import Form
from senco_desk.reports.theme import Look
from senco_desk.services import letting_out, papers, pupils, response_lists, responses, stages
from senco_desk.services.letting_out import LetOutLine, Paper
from senco_desk.services.response_lists import ResponseLine
from senco_desk.services.stage3 import PaperState
from senco_desk.ui import ask
from senco_desk.ui.desk import Desk, undoable
from senco_desk.ui.dialogs.contacts import edit_contacts
from senco_desk.ui.dialogs.form_end import DeclineDialog
from senco_desk.ui.dialogs.leave import mark_as_left
from senco_desk.ui.dialogs.needs import edit_needs
from senco_desk.ui.dialogs.pupil_details import edit_pupil
from senco_desk.ui.dialogs.review import change_review
from senco_desk.ui.dialogs.stage import place_on_stage

if TYPE_CHECKING:
    from senco_desk.ui.window import Window


class Changing:
    """The dialogs that change a pupil, and the pack. Each is one step that can be undone."""

    def __init__(self, desk: Desk, window: Window) -> None:
        self._desk, self._window = desk, window
        self.pupil_id = 0

    def details(self) -> None:
        """Change what is known of the pupil."""
        edit_pupil(self._desk, self._window, self.pupil_id)

    def family(self) -> None:
        """Change the contacts."""
        edit_contacts(self._desk, self._window, self.pupil_id)

    def needs(self) -> None:
        """Change the needs."""
        edit_needs(self._desk, self._window, self.pupil_id)

    def stage(self) -> None:
        """Place the pupil on a stage."""
        place_on_stage(self._desk, self._window, self.pupil_id)

    def review(self) -> None:
        """Plan the next review, or move it."""
        change_review(self._desk, self._window, self.pupil_id)

    def review_held(self) -> None:
        """Say that the planned review was held."""
        done = self._desk.run(stages.mark_held, self.pupil_id)
        if done is not None:
            words = "The review is marked as held. Plan the next one with Ctrl+R."
            self._desk.said.emit(undoable(self._desk, words, done.step_id))

    def leave(self) -> None:
        """Mark the pupil as having left."""
        mark_as_left(self._desk, self._window, self.pupil_id)

    def come_back(self) -> None:
        """Take a leaver back on to the roll."""
        self._desk.run(pupils.come_back, self.pupil_id)

    def pack(self) -> None:
        """Open the pack dialog."""
        from senco_desk.ui.dialogs.pack import open_pack

        open_pack(self._desk, self._window, self.pupil_id)


class Papers:
    """What is done with the pupil's forms and papers."""

    def __init__(self, desk: Desk, window: Window) -> None:
        self._desk, self._window = desk, window
        self.pupil_id = 0

    def start(self, form_id: str, *, from_last: bool = False) -> None:
        """Begin a form and go there."""
        made = self._desk.run(responses.start, self.pupil_id, form_id, from_last=from_last)
        if made is not None:
            self.go(made)

    def go(self, response_id: int) -> None:
        """Go to a form."""
        self._window.go("form", response_id=response_id)

    def open_again(self, response_id: int) -> None:
        """Open a declined form again, and go there."""
        if self._desk.run(responses.take_back_decline, response_id) is not None:
            self.go(response_id)

    def amend(self, response_id: int) -> None:
        """Begin an amended copy, and go there."""
        made = self._desk.run(responses.amend, response_id)
        if made is not None:
            self.go(made)

    def throw_away(self, response_id: int) -> None:
        """Throw a draft away; undo brings it back."""
        done = self._desk.run(responses.throw_away, response_id)
        if done is not None:
            self._desk.said.emit(undoable(self._desk, "The draft is thrown away.", done.step_id))

    def main_action(self, state: PaperState) -> tuple[str, Callable[[], object]]:
        """Give the one action of a paper: its words, and what it does."""
        line = state.line
        if line is None:
            return "Start", lambda: self.start(state.form_id)
        if state.state == "declined":
            return "Open again", lambda: self.open_again(line.id)
        return ("Carry on" if state.state == "begun" else "Read"), lambda: self.go(line.id)

    def blank(self, form_id: str) -> None:
        """Show a blank copy with what the record knows printed in, to print and send home."""
        form = reading.form(form_id)
        look = Look(copy="family")
        pdf = self._desk.run(papers.blank_for, self.pupil_id, form, look, today=date.today())
        if pdf is None:
            return
        pupil_id = self.pupil_id

        def redraw(other: Look) -> bytes:
            return papers.blank_for(self._desk.store, pupil_id, form, other, today=date.today())

        self._show(Paper(pdf, f"{_title(form)}, blank", _pages(pdf), "family", pupil_id), redraw)

    def kept(self, line: ResponseLine) -> None:
        """Show the paper kept when a form was completed."""
        pdf = self._desk.run(response_lists.paper_of, line.id)
        if pdf is None:
            self._desk.say("No paper was kept for that form.", "soon")
        else:
            self._show(Paper(pdf, line.title, _pages(pdf), "staff", self.pupil_id))

    def rather_not(self, form_id: str, title: str, response_id: int | None) -> None:
        """Record that the family or the pupil would rather not; a form not begun is begun for it."""
        begun = [response_id]

        def decline(by: str, on: date, reason: str, refuse: Callable[[Mistake], bool]) -> bool:
            if not by.strip():
                refuse(Mistake("Who said so is empty.", "Type who would rather not.", field="declined_by"))
                return False
            if begun[0] is None:
                begun[0] = self._desk.run(responses.start, self.pupil_id, form_id)
            return begun[0] is not None and (
                self._desk.run(responses.decline, begun[0], by, on, reason, refuse=refuse) is not None
            )

        key = f"pupil/{self.pupil_id}/{form_id}"
        DeclineDialog(self._desk, self._window, title, decline, key=key).exec()

    def delete_let_out(self, line: LetOutLine) -> None:
        """Delete a saved file from where it was put, after asking: it cannot be undone."""
        sure = ask.confirm(
            self._window,
            "Delete this file?",
            f"{line.path} is deleted from this computer. The form itself stays in SENCO Desk.",
            yes="Delete the file",
            no="Keep the file",
        )
        if sure and self._desk.run(letting_out.remove, line.id) is not None:
            self._desk.say("The file is deleted.")

    def _show(self, paper: Paper, redraw: Callable[[Look], bytes] | None = None) -> None:
        from senco_desk.ui.dialogs.paper import show_paper

        show_paper(self._desk, self._window, paper, redraw=redraw)


def _title(form: Form) -> str:
    return form.title + (f", {form.variant}" if form.variant else "")


def _pages(pdf: bytes) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()
