"""The end: what was brought in, and the way to take it back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from senco_desk.rules.dates_in_words import count
from senco_desk.services.imports import Counts
from senco_desk.ui import theme
from senco_desk.ui.widgets import Button, Head, MainButton, Mark, Words


class DoneStep(QWidget):
    """What was done, with Undo, the way to the pupils, and another list."""

    def __init__(
        self,
        take_back: Callable[[], object],
        to_pupils: Callable[[], object],
        again: Callable[[], object],
    ) -> None:
        super().__init__()
        self.said = Head("", wrap=True)
        self.more = Words("", "quiet", wrap=True)
        self.mark = Mark("done", size=20)
        self.pupils = MainButton("Go to Pupils")
        self.pupils.clicked.connect(lambda _on=False: to_pupils())
        self.undo = Button("Undo", icon="undo-2")
        self.undo.clicked.connect(lambda _on=False: take_back())
        self.again = Button("Bring in another list")
        self.again.clicked.connect(lambda _on=False: again())
        line = QHBoxLayout()
        line.setSpacing(theme.M)
        line.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.said, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.S)
        for button in (self.pupils, self.undo, self.again):
            buttons.addWidget(button)
        buttons.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, theme.L, 0, 0)
        whole.setSpacing(theme.L)
        whole.addLayout(line)
        whole.addWidget(self.more)
        whole.addLayout(buttons)
        whole.addStretch(1)

    def show_done(self, counts: Counts) -> None:
        """Say what was brought in."""
        self._counts = counts

    def begin(self) -> None:
        """Take the keyboard."""
        self.pupils.setFocus(Qt.FocusReason.OtherFocusReason)

    def allow(self, *, taken_back: bool, reason: str) -> None:
        """Say how it stands, and whether it can be taken back from here."""
        counts = self._counts
        if taken_back:
            self.said.setText("The list is taken back. All is as it was before.")
            self.more.setText("Ctrl+Shift+Z brings it in again.")
        else:
            whole = count(counts.add + counts.change, "pupil")
            verb = "is" if counts.add + counts.change == 1 else "are"
            self.said.setText(f"{whole} {verb} brought in: {counts.add} added, {counts.change} changed.")
            self.more.setText(
                "It was one step: Undo, or Ctrl+Z, takes all of it back. "
                "No stage was changed; place pupils on their stage from their own page."
            )
        held = self.undo.hasFocus()
        self.mark.setVisible(not taken_back)
        self.undo.setVisible(not taken_back)
        if held and taken_back:
            self.again.setFocus(Qt.FocusReason.OtherFocusReason)
        self.undo.because(reason)
