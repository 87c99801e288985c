"""The real door of `ui/ask.py`: the system's dialogs for files, and three small questions of our own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from senco_desk.ui import ask
from senco_desk.ui.ask import Kind
from senco_desk.ui.dialogs.base import Dialog
from senco_desk.ui.widgets import Button, Field, Line, MainButton, Pick, Words

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class Question(Dialog):
    """A question with two verbs for answers; the safe one has the focus. With no `yes` it only tells."""

    def __init__(self, parent: QWidget | None, question: str, detail: str, *, yes: str, no: str) -> None:
        super().__init__(parent, question)
        if detail:
            self.content.addWidget(Words(detail, wrap=True))
        keeping = MainButton(no)
        keeping.clicked.connect(self.reject)
        if yes:
            doing = Button(yes)
            doing.clicked.connect(self.accept)
            self.add_button(doing)
        self.add_button(keeping, main=True)

    def ask(self) -> bool:
        """Show it; True for the first verb."""
        return self.exec() == QDialog.DialogCode.Accepted

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        whole = cast("QVBoxLayout", self.layout())
        # Qt asks how high long words are at the width that they would like, which is more than this one.
        needed = whole.totalHeightForWidth(self.width()) if whole.hasHeightForWidth() else 0
        if needed > self.height():
            self.resize(self.width(), min(needed, self.maximumHeight()))


class LineQuestion(Dialog):
    """A question answered with a line of text."""

    def __init__(self, parent: QWidget | None, question: str, label: str, yes: str) -> None:
        super().__init__(parent, question)
        self.line = Line()
        self.content.addWidget(Field(label, self.line))
        leave = Button("Cancel")
        leave.clicked.connect(self.reject)
        take = MainButton(yes)
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


class Dialogs:
    """The real door: the system's file dialogs, and our own for the rest."""

    def open_file(self, parent: QWidget | None, title: str, kind: Kind) -> Path | None:
        """Ask for a file that is there."""
        chosen, _ = QFileDialog.getOpenFileName(parent, title, str(ask.documents()), kind.pattern())
        return Path(chosen) if chosen else None

    def save_file(self, parent: QWidget | None, title: str, suggested: Path, kind: Kind) -> Path | None:
        """Ask where to write a file."""
        chosen, _ = QFileDialog.getSaveFileName(parent, title, str(suggested), kind.pattern())
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix else path.with_suffix(f".{kind.endings[0]}")

    def folder(self, parent: QWidget | None, title: str) -> Path | None:
        """Ask for a folder to write into."""
        chosen = QFileDialog.getExistingDirectory(parent, title, str(ask.documents()))
        return Path(chosen) if chosen else None

    def printer(self, parent: QWidget | None, title: str, printer: QPrinter) -> bool:
        """Ask which printer, how many copies and which pages."""
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinterInfo

        if not QPrinterInfo.availablePrinterNames():
            told = "Set one up in this computer's own settings, or save the paper as a PDF."
            Question(parent, "This computer has no printer.", told, yes="", no="Go back").ask()
            return False
        dialog = QPrintDialog(printer, parent)
        # A file comes from "Save as PDF": small, tagged, and remembered among the files let out.
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
        dialog.setWindowTitle(title)
        return dialog.exec() == QDialog.DialogCode.Accepted

    def confirm(self, parent: QWidget | None, question: str, detail: str, yes: str, no: str) -> bool:
        """Ask a question that has two verbs for answers."""
        return Question(parent, question, detail, yes=yes, no=no).ask()

    def text(self, parent: QWidget | None, question: str, label: str, yes: str) -> str | None:
        """Ask for a line of text; `yes` is the verb on the main button."""
        return LineQuestion(parent, question, label, yes).ask_line()

    def pick(self, parent: QWidget | None, question: str, label: str, choices: Sequence[str]) -> int | None:
        """Ask for one of a few."""
        return PickQuestion(parent, question, label, choices).ask_pick()
