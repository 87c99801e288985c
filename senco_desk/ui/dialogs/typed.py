"""The dialog behind every change to a pupil: what is typed is kept as a draft, and refused at its field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from senco_desk.errors import Mistake
from senco_desk.ui import theme
from senco_desk.ui.desk import Desk
from senco_desk.ui.dialogs.entry import Entry, on_edit
from senco_desk.ui.dialogs.kept import KeptDialog
from senco_desk.ui.form_editor.problems import ProblemSummary
from senco_desk.ui.widgets import BareButton, Button, Column, Ground, MainButton, Picture, Words


class TypedDialog(KeptDialog):
    """Fields, a summary of what is wrong, Cancel and Save.

    A subclass makes its fields with `add`, fills them, calls `begin`, and says in `typed`, `put_back` and
    `save` what stands in them, how it is put back, and what saving does. What is typed is in the encrypted
    file within two seconds, and at once when the file is locked; it stands there again when the dialog is
    next opened. Cancel lets it go.
    """

    def __init__(
        self, desk: Desk, parent: QWidget | None, title: str, *, key: str, save: str = "Save",
        wide: int = 640,
    ) -> None:  # fmt: skip
        super().__init__(desk, parent, title, key=key, wide=wide)
        self.entries: dict[str, Entry] = {}
        self._ready = False
        self.body = Column(spacing=theme.L)
        self.body.column.setContentsMargins(theme.XS, theme.XS, theme.M, theme.XS)
        self.summary = ProblemSummary(self.body.body)
        self.summary.chosen.connect(self.go_to)
        self.restored = _Restored(self._start_again)
        for part in (self.summary, self.restored):
            self.body.column.addWidget(part)
        self.add_body(self.body)
        self.cancel = Button("Cancel")
        self.cancel.clicked.connect(self.leave)
        self.main = MainButton(save)
        self.main.clicked.connect(self._save)
        self.add_button(self.cancel)
        self.add_button(self.main, main=True)

    # what a subclass says

    def put_back(self, typed: Any) -> None:
        """Put back what `typed` gave."""
        raise NotImplementedError

    def save(self) -> None:
        """Read the fields, run the service, and `self.finish(given)`.

        Raises:
            Mistake: what is typed does not fit.
        """
        raise NotImplementedError

    # fields

    def add(self, entry: Entry) -> Entry:
        """Know a field by its key, so that what is wrong with it stands beside it."""
        self.entries[entry.key] = entry
        on_edit(entry.widget, self.touched)
        return entry

    def begin(self, focus: QWidget) -> None:
        """Note how the fields stand, bring back what was typed before, and give the keyboard to a field."""
        self.at_first = self.typed()
        self._ready = True
        kept = self.kept()
        if kept is not None:
            self.put_back(kept)
            self.restored.setVisible(self.typed() != self.at_first)
        self.body.column.addStretch(1)
        self._buttons_last()
        self.touched()
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def touched(self) -> None:
        """Something was typed: keep it soon."""
        if self._ready:
            self.keep_soon()
            self.look()

    def look(self) -> None:
        """Show what follows from what is typed: warnings, what saving does."""

    def refuse(self, mistake: Mistake) -> bool:
        """Say what is wrong at its field and in the summary; False when no field is named."""
        if mistake.field not in self.entries:
            return False
        self.show_problems([mistake])
        return True

    def show_problems(self, mistakes: Sequence[Mistake]) -> None:
        """Say what is wrong, at the fields and in the summary, and give the summary the keyboard."""
        said = {mistake.field: str(mistake) for mistake in mistakes}
        for key, entry in self.entries.items():
            entry.refuse(said[key]) if key in said else entry.accept()
        self.summary.show_lines(list(said.items()))
        if said:
            self.body.verticalScrollBar().setValue(0)
            self.summary.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, key: str) -> None:
        """Give the keyboard to a field."""
        if key in self.entries:
            self.entries[key].widget.setFocus(Qt.FocusReason.OtherFocusReason)
            self.body.ensureWidgetVisible(self.entries[key])

    def finish(self, given: Any) -> None:
        """End with what the dialog came to."""
        self.given = given
        self.let_go()
        self.accept()

    def showEvent(self, event: QShowEvent) -> None:
        self.fit_to(self.body)
        super().showEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self._save()
            return
        super().keyPressEvent(event)

    # inside

    def _buttons_last(self) -> None:
        """Have Tab reach Cancel and Save after the fields."""
        last, step = None, self.nextInFocusChain()
        while step is not None and step is not self:
            takes = bool(step.focusPolicy() & Qt.FocusPolicy.TabFocus)
            last = step if takes and self.body.isAncestorOf(step) else last
            step = step.nextInFocusChain()
        if last is not None:
            QWidget.setTabOrder(last, self.cancel)
            QWidget.setTabOrder(self.cancel, self.main)

    def _save(self) -> None:
        try:
            self.save()
        except Mistake as mistake:
            self.desk.tell(mistake, self.refuse)

    def _start_again(self) -> None:
        self.put_back(self.at_first)
        self.show_problems([])
        self.restored.hide()
        self.main.setFocus(Qt.FocusReason.OtherFocusReason)


class _Restored(Ground):
    """Says that what was typed before stands here again."""

    def __init__(self, again: Callable[[], object]) -> None:
        super().__init__("teal-soft")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.L, theme.S, theme.S, theme.S)
        row.setSpacing(theme.M)
        row.addWidget(Picture("history", role="teal-deep", size=20))
        row.addWidget(Words("What you typed before is here again. It is not saved yet.", wrap=True), 1)
        button = BareButton("Start again")
        button.clicked.connect(again)
        row.addWidget(button)
        self.hide()
