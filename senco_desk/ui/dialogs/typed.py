"""The dialog behind every change to a pupil: what is typed is kept as a draft, and refused at its field."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from senco_desk.errors import Mistake
from senco_desk.store import drafts
from senco_desk.ui import theme
from senco_desk.ui.desk import Desk
from senco_desk.ui.dialogs.base import Dialog
from senco_desk.ui.dialogs.entry import Entry, on_edit
from senco_desk.ui.form_editor.problems import ProblemSummary
from senco_desk.ui.widgets import BareButton, Button, Column, Ground, MainButton, Picture, Words

T = TypeVar("T")

_KEEP_AFTER_MS: Final = 1000
"""A pause in typing, after which the draft is in the file: well under the two seconds promised."""


class TypedDialog(Dialog):
    """Fields, a summary of what is wrong, Cancel and Save.

    A subclass makes its fields with `add`, fills them, calls `begin`, and says in `typed`, `put_back` and
    `save` what stands in them, how it is put back, and what saving does. What is typed is in the encrypted
    file a second later, and at once when the file is locked; it stands there again when the dialog is next
    opened. Cancel lets it go.

    Attributes:
        given: what the dialog came to, for its caller; None when it was left.
    """

    def __init__(
        self, desk: Desk, parent: QWidget | None, title: str, *, key: str, save: str = "Save",
        wide: int = 640, high: int = 0,
    ) -> None:  # fmt: skip
        super().__init__(parent, title, wide=wide, high=high)
        self.desk = desk
        self.given: Any = None
        self.entries: dict[str, Entry] = {}
        self._key = key
        self._at_first: Any = None
        self._for_lock = self._ready = False
        self.body = Column(spacing=theme.L)
        self.body.column.setContentsMargins(theme.XS, theme.XS, theme.M, theme.XS)
        self.summary = ProblemSummary(self.body.body)
        self.summary.chosen.connect(self.go_to)
        self.restored = _Restored(self._start_again)
        for part in (self.summary, self.restored):
            self.body.column.addWidget(part)
        self.content.addWidget(self.body, 1)
        self.cancel = Button("Cancel")
        self.cancel.clicked.connect(self.leave)
        self.main = MainButton(save)
        self.main.clicked.connect(self._save)
        self.add_button(self.cancel)
        self.add_button(self.main, main=True)
        self._clock = QTimer(self, singleShot=True, interval=_KEEP_AFTER_MS)
        self._clock.timeout.connect(self.keep_draft)
        desk.add_keeper(self._keep_for_lock)

    # what a subclass says

    def typed(self) -> Any:
        """Give what stands in the fields, ready for JSON."""
        raise NotImplementedError

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
        self._at_first = self.typed()
        self._ready = True
        kept = self.desk.run(drafts.read, self._key)
        if kept is not None:
            self.put_back(json.loads(kept.body))
            self.restored.setVisible(self.typed() != self._at_first)
        self.body.column.addStretch(1)
        self._buttons_last()
        self.touched()
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def touched(self) -> None:
        """Something was typed: keep it soon."""
        if self._ready:
            self._for_lock = False
            self._clock.start()
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

    # keeping and leaving

    def keep_draft(self) -> None:
        """Write what is typed into the file; what was not changed needs no draft."""
        self._clock.stop()
        if not self.desk.is_open:
            return
        typed = self.typed()
        if typed == self._at_first:
            self.desk.run(drafts.drop, self._key)
        else:
            self.desk.run(drafts.keep, self._key, json.dumps(typed))

    def leave(self) -> None:
        """Leave all as it was; what was typed is let go."""
        self._clock.stop()
        self.desk.run(drafts.drop, self._key)
        super().reject()

    def reject(self) -> None:
        """Leave; when the file is being locked, what is typed stays kept."""
        if self._for_lock or not self.desk.is_open:
            super().reject()
        else:
            self.leave()

    def finish(self, given: Any) -> None:
        """End with what the dialog came to."""
        self.given = given
        self.desk.run(drafts.drop, self._key)
        self.accept()

    def done(self, result: int) -> None:
        self._clock.stop()
        self.desk.remove_keeper(self._keep_for_lock)
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reject()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self._save()
            return
        super().keyPressEvent(event)

    def ask(self) -> Any:
        """Show the dialog; gives what it came to, or None when it was left."""
        taken = self.exec() == QDialog.DialogCode.Accepted
        return self.given if taken else None

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
        self._clock.stop()
        try:
            self.save()
        except Mistake as mistake:
            self.desk.tell(mistake, self.refuse)

    def _keep_for_lock(self) -> None:
        self.keep_draft()
        self._for_lock = True

    def _start_again(self) -> None:
        self.put_back(self._at_first)
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


def gather(*readers: Callable[[], T]) -> tuple[list[T], list[Mistake]]:
    """Run each reader; give what they gave, and every mistake they raised, so that all are shown at once."""
    given: list[T] = []
    mistakes: list[Mistake] = []
    for reader in readers:
        try:
            given.append(reader())
        except Mistake as mistake:
            mistakes.append(mistake)
    return given, mistakes
