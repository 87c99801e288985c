"""The page on which one form is filled in, completed, amended or declined."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout

from senco_desk.errors import Mistake
from senco_desk.forms.answers import Answer, from_json, to_json
from senco_desk.forms.checking import check
from senco_desk.models.responses import ResponseState
from senco_desk.reports.theme import Look
from senco_desk.services import papers, response_lists, responses
from senco_desk.services.letting_out import Paper
from senco_desk.services.responses import ResponseView
from senco_desk.ui import theme
from senco_desk.ui.actions import Action, with_keys
from senco_desk.ui.desk import Desk, Message, keep_draft, next_undo, undoable
from senco_desk.ui.dialogs.form_end import CompleteDialog, DeclineDialog
from senco_desk.ui.form_editor import FormEditor, Position
from senco_desk.ui.form_editor.autosave import Autosave
from senco_desk.ui.pages.form_words import about_line, state_line
from senco_desk.ui.pages.page import Page
from senco_desk.ui.pages.pupil.forms import show_menu
from senco_desk.ui.widgets import Button, MainButton, Notice, Words

if TYPE_CHECKING:
    from senco_desk.ui.window import Window

_TITLE = 190
"""The room in which the longest word of a title, and so every title, can stand."""
_SIDE = 12
"""The list of sections stands this much further left than the page's words."""


class FormPage(Page):
    """One response: `window.go("form", response_id=7, question="feel")`."""

    title = "Form"
    help_id = "form"
    with_family = False

    def __init__(self, desk: Desk, window: Window) -> None:
        super().__init__(desk, window)
        self.view: ResponseView | None = None
        self.editor: FormEditor | None = None
        self._notice: Notice | None = None
        self._autosave = Autosave(self._keep_draft, self)
        self.line = Words("", "quiet", self, wrap=True)
        self.back = Button("", self, icon="chevron-left")
        self.back.clicked.connect(self.to_pupil)
        self.more = Button("More", self, menu=True)
        self.more.clicked.connect(self._open_menu)
        self.print_button = Button("Print", self, icon="printer")
        self.print_button.clicked.connect(self.print_form)
        self.main = MainButton("Complete the form", self)
        self.main.clicked.connect(self._do_main)
        self._ways = QHBoxLayout()
        self._ways.setSpacing(theme.S)
        for button in (self.back, self.more, self.print_button, self.main):
            self._ways.addWidget(button)
        self.title_row.addLayout(self._ways)
        whole = self.layout()
        whole.setSpacing(theme.XS)  # type: ignore[union-attr]
        whole.setContentsMargins(theme.XXL - _SIDE, theme.M, theme.XXL, theme.M)  # type: ignore[union-attr]
        self.title_row.setContentsMargins(_SIDE, 0, 0, 0)
        self.line.setContentsMargins(_SIDE, 0, 0, 0)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(theme.L + theme.XS)
        self.content.addWidget(self.line)
        theme.current().changed.connect(self._place_ways)
        desk.add_keeper(self._autosave.flush)

    # being shown

    def show_for(self, **wanted: Any) -> None:
        """Show a response; `question` goes to a field, `position` back to where the person was."""
        self._load(int(wanted["response_id"]))
        if self.editor is None:
            return
        if isinstance(wanted.get("position"), Position):
            self.editor.restore_position(wanted["position"])
        elif wanted.get("question"):
            self.editor.go_to(str(wanted["question"]))
        else:
            self.editor.go_to_first()

    def where(self) -> dict[str, Any]:
        """Which response, and where in it."""
        if self.view is None or self.editor is None:
            return {}
        return {"response_id": self.view.response_id, "position": self.editor.position()}

    def about(self) -> tuple[int, str] | None:
        """The pupil whose form it is."""
        return (self.view.pupil_id, self.view.pupil_forename) if self.view is not None else None

    def refresh(self, tables: frozenset[str]) -> None:
        """Show what an undo, or another page, has changed."""
        if self.view is None or (tables and not tables & {"response", "pupil"}):
            return
        if not self._all_kept():
            return  # the disk refused it: what stands here is all there is of it
        seen = self.desk.run(responses.open_response, self.view.response_id)
        if seen is None or self.editor is None:
            self._show_gone()
            return
        same = (
            self.editor.isEnabled()
            and seen.state is self.view.state
            and dict(seen.answers) == self.editor.answers()
        )
        if same and seen.pupil_line == self.view.pupil_line:
            return
        at = self.editor.position()
        self._show(seen)
        self.editor.restore_position(at)

    def keep(self) -> None:
        """Turn what was typed into one named step; called before the page is left."""
        view = self.view
        if view is None or view.state is not ResponseState.DRAFT or not self.desk.is_open:
            return
        if self.editor is None or not self.editor.isEnabled():
            return
        if self._all_kept():
            self.desk.run(responses.settle, view.response_id)

    def fit(self) -> None:
        """Find the buttons their place, and again once they have the new text themselves."""
        self._place_ways()
        QTimer.singleShot(0, self, self._place_ways)

    def _place_ways(self) -> None:
        """Put the buttons beside the title, or under it where large text leaves the title no room."""
        inside = self.width() - theme.XXL - theme.XXL
        tight = self._ways.sizeHint().width() + theme.px(_TITLE) > inside
        self.title_row.setDirection(
            QBoxLayout.Direction.TopToBottom if tight else QBoxLayout.Direction.LeftToRight
        )
        self.title_row.setAlignment(
            self._ways, Qt.AlignmentFlag.AlignLeft if tight else Qt.AlignmentFlag.AlignVCenter
        )

    def own_actions(self) -> Sequence[Action]:
        """What can be done with the form from the keyboard or the palette."""
        if self.view is None:
            return ()
        group = "This form"
        found = [Action("print-form", "Print the form", self.print_form, "Ctrl+P", "printer", group)]
        back = f"Go to {self.view.pupil_forename}’s page"
        found.append(Action("to-pupil", back, self.to_pupil, "Alt+Left", "chevron-left", group))
        found.append(Action("form-main", self.main.text(), self._do_main, "Ctrl+Return", "check", group))
        found += [Action(key, words, run, "", "file-text", group) for key, words, run in self._more()]
        return found

    def _show_gone(self) -> None:
        """The form was taken back while shown: nothing is typed into it until it is there again."""
        self._autosave.forget()
        if self.editor is not None:
            self.editor.setEnabled(False)
        self.main.hide()
        self.more.hide()

    def _load(self, response_id: int) -> None:
        seen = self.desk.run(responses.open_response, response_id)
        if seen is not None:
            held = self.desk.drafts.waiting(self.desk.store, responses.draft_key(response_id))
            self._show(seen if held is None else replace(seen, answers=from_json(held)))
            if held is not None:
                self._autosave.touch()

    def _show(self, seen: ResponseView) -> None:
        self.view = seen
        self._autosave.forget()
        self.back.setText(f"{seen.pupil_forename}’s page")
        self.back.setToolTip(with_keys(f"Go to {seen.pupil_forename}’s page", "Alt+Left"))
        self.retitle(seen.form.title + (f", {seen.form.variant}" if seen.form.variant else ""))
        self.line.setText(about_line(seen))
        self._say_state(seen)
        if self.editor is not None:
            self.content.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
        self.editor = FormEditor(
            seen.form,
            seen.answers,
            name=seen.pupil_forename,
            last_time=seen.last_time,
            read_only=seen.state is not ResponseState.DRAFT,
            with_family=self.with_family,
            parent=self,
        )
        self.editor.changed.connect(self._autosave.touch)
        self.editor.all_undone.connect(self._offer_undo)
        self.content.addWidget(self.editor, 1)
        self.editor.show()
        words = {
            ResponseState.DRAFT: "Complete the form",
            ResponseState.COMPLETED: "Amend",
            ResponseState.DECLINED: "Open it again",
        }
        self.main.setText(words.get(seen.state, ""))
        self.main.setVisible(seen.state in words)
        self.more.setVisible(bool(self._more()))
        self._place_ways()

    def _say_state(self, seen: ResponseView) -> None:
        if self._notice is not None:
            self.content.removeWidget(self._notice)
            self._notice.hide()
            self._notice.deleteLater()
            self._notice = None
        said = state_line(seen)
        if said:
            self._notice = Notice(said, self, icon="check" if seen.completed_on else "history")
            self.content.addWidget(self._notice)
            self._notice.show()

    # keeping

    def _keep_draft(self) -> bool:
        """Write what is typed into the file; "Saved" is said only when it lies there."""
        if self.view is None or self.editor is None or not self.desk.is_open:
            return True
        key, body = responses.draft_key(self.view.response_id), to_json(self.editor.answers())
        return keep_draft(self.desk, key, body)

    def _all_kept(self) -> bool:
        """Keep what is typed now; False when the disk refused it, which the message bar has said."""
        self._autosave.flush()
        return not self._autosave.waiting

    # doing

    def _do_main(self) -> None:
        if self.view is None:
            return
        act = {
            ResponseState.DRAFT: self.complete,
            ResponseState.COMPLETED: self.amend,
            ResponseState.DECLINED: self.open_again,
        }.get(self.view.state)
        if act:
            act()

    def complete(self) -> None:
        """Check the answers; say what stands in the way, or ask the day and complete."""
        view, editor = self.view, self.editor
        if view is None or editor is None:
            return
        if not self._all_kept():
            return
        slips = check(view.form, editor.answers())
        editor.show_slips(slips)
        if slips:
            return

        def finish(on: date, refuse: Callable[[Mistake], bool]) -> bool:
            done = self.desk.run(responses.complete, view.response_id, on, refuse=refuse)
            return done is not None

        on, key = _day_filled_in(editor.answers()), responses.draft_key(view.response_id)
        if CompleteDialog(self.desk, self, view.form.title, on, finish, key=key).exec():
            self._load(view.response_id)
            self._keyboard_back()
            self.desk.say(f"{view.form.title} is completed.")

    def _keyboard_back(self) -> None:
        """Take the keyboard to the way on: the field that had it went with the editor."""
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def amend(self) -> None:
        """Begin an amended copy and show it."""
        if self.view is not None:
            copy = self.desk.run(responses.amend, self.view.response_id)
            if copy is not None:
                self.frame.go("form", response_id=copy)

    def open_again(self) -> None:
        """Open a declined form again, as the draft that it was."""
        if self.view is None:
            return
        done = self.desk.run(responses.take_back_decline, self.view.response_id)
        if done is not None:
            self._load(self.view.response_id)

    def decline(self) -> None:
        """Record that the family or the pupil would rather not."""
        view = self.view
        if view is None or not self._all_kept():
            return

        def finish(by: str, on: date, reason: str, refuse: Callable[[Mistake], bool]) -> bool:
            done = self.desk.run(responses.decline, view.response_id, by, on, reason, refuse=refuse)
            return done is not None

        key = responses.draft_key(view.response_id)
        if DeclineDialog(self.desk, self, view.form.title, finish, key=key).exec():
            self._load(view.response_id)
            self._keyboard_back()
            self.desk.say("Recorded. It is not asked for again.")

    def start_from_last(self) -> None:
        """Fill what is not answered yet with last time's answers; Ctrl+Z takes it back."""
        if self.view is None or self.editor is None:
            return
        editor, before = self.editor, self.editor.answers()
        last = self.desk.run(responses.from_last_time, self.view.response_id)
        if last:
            count = editor.fill(last)
            said = "question was" if count == 1 else "questions were"
            words = f"{count} {said} filled from last time. Read them with the family."
            self.desk.said.emit(
                Message(words, holds=lambda: editor is self.editor and editor.answers() != before)
            )

    def _offer_undo(self) -> None:
        """Ctrl+Z with nothing typed to take back: say what went before, and take it back only if asked."""
        step = next_undo(self.desk)
        words = "Nothing was typed here that could be taken back."
        if step is None:
            self.desk.say(words)
        else:
            self.desk.said.emit(undoable(self.desk, f"{words} Before that: {step.name}.", step.id))

    def to_pupil(self) -> None:
        """Go back to the forms of the pupil that this one is about."""
        if self.view is not None:
            self.frame.go("pupil", pupil_id=self.view.pupil_id, tab="forms")

    def print_form(self) -> None:
        """Show the form as a paper, to print or save."""
        if self.view is None or self.editor is None:
            return
        self._autosave.flush()
        view, answers = self.view, self.editor.answers()
        look = Look(copy="staff")
        paper = self.desk.run(_paper, view, answers, look)
        if paper is None:
            return
        from senco_desk.ui.dialogs.paper import show_paper

        def redraw(look: Look) -> bytes:
            return _paper(self.desk.store, view, answers, look).pdf

        fixed = view.state in (ResponseState.COMPLETED, ResponseState.SUPERSEDED)
        show_paper(self.desk, self.frame, paper, redraw=None if fixed else redraw, look=look)

    def _more(self) -> list[tuple[str, str, Callable[[], None]]]:
        if self.view is None or self.view.state is not ResponseState.DRAFT:
            return []
        acts: list[tuple[str, str, Callable[[], None]]] = []
        if self.view.last_time:
            acts.append(("start-from-last", "Start from last time’s answers", self.start_from_last))
        acts.append(("decline-form", "They would rather not fill it in", self.decline))
        return acts

    def _open_menu(self) -> None:
        show_menu(self.more, [(words, run) for _key, words, run in self._more()])


def _paper(store: Any, view: ResponseView, answers: dict[str, Answer], look: Look) -> Paper:
    """The form on paper: as it was kept when it is completed, else as it stands now, marked a draft."""
    papers.refuse_without_agreement(view.form, answers)
    kept = response_lists.paper_of(store, view.response_id)
    pdf = kept or papers.filled(
        store, view.pupil_id, view.form, answers, look, today=date.today(), draft=True
    )
    return Paper(pdf, view.form.title, page_count(pdf), "staff" if kept else look.copy, view.pupil_id)


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    import pypdfium2

    return len(pypdfium2.PdfDocument(pdf))


def _day_filled_in(answers: dict[str, Answer]) -> date:
    """The day that the form itself names, if it is a whole one; else today."""
    answer = answers.get("completed_on")
    written = str(answer.value.get("date", "")) if answer and isinstance(answer.value, dict) else ""
    try:
        return date.fromisoformat(written) if len(written) == 10 else date.today()
    except ValueError:
        return date.today()
