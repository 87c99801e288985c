"""The three small questions behind `ui/ask.py`."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QWidget

from senco_desk.ui.dialogs.base import Dialog
from senco_desk.ui.widgets import Button, Field, Line, MainButton, Pick, Words


class Question(Dialog):
    """A question with two verbs for answers; the safe one has the focus."""

    def __init__(self, parent: QWidget | None, question: str, detail: str, *, yes: str, no: str) -> None:
        super().__init__(parent, question)
        if detail:
            self.content.addWidget(Words(detail, wrap=True))
        doing = Button(yes)
        doing.clicked.connect(self.accept)
        keeping = MainButton(no)
        keeping.clicked.connect(self.reject)
        self.add_button(doing)
        self.add_button(keeping, main=True)

    def ask(self) -> bool:
        """Show it; True for the first verb."""
        return self.exec() == QDialog.DialogCode.Accepted


class LineQuestion(Dialog):
    """A question answered with a line of text."""

    def __init__(self, parent: QWidget | None, question: str, label: str, start: str) -> None:
        super().__init__(parent, question)
        self.line = Line(start)
        self.line.selectAll()
        self.content.addWidget(Field(label, self.line))
        leave = Button("Cancel")
        leave.clicked.connect(self.reject)
        take = MainButton("Keep")
        take.clicked.connect(self.accept)
        self.add_button(leave)
        self.add_button(take, main=True)
        self.line.setFocus()

    def ask_line(self) -> str | None:
        """Show it; None when the person leaves it."""
        taken = self.exec() == QDialog.DialogCode.Accepted
        return self.line.text().strip() if taken else None


class PickQuestion(Dialog):
    """A question answered with one of a few."""

    def __init__(self, parent: QWidget | None, question: str, label: str, choices: Sequence[str]) -> None:
        super().__init__(parent, question)
        self.choice = Pick()
        self.choice.addItems(list(choices))
        self.content.addWidget(Field(label, self.choice))
        leave = Button("Cancel")
        leave.clicked.connect(self.reject)
        take = MainButton("Choose")
        take.clicked.connect(self.accept)
        self.add_button(leave)
        self.add_button(take, main=True)
        self.choice.setFocus()

    def ask_pick(self) -> int | None:
        """Show it; None when the person leaves it."""
        taken = self.exec() == QDialog.DialogCode.Accepted
        return self.choice.currentIndex() if taken else None
