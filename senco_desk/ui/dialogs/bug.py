"""What the person sees after a bug of ours: calm words, and a report to look at before it is saved."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from senco_desk.ui import ask
from senco_desk.ui.ask import Kind
from senco_desk.ui.dialogs.base import Dialog
from senco_desk.ui.widgets import Button, Field, MainButton, Words

_TEXT = Kind("Text", ("txt",))


class BugDialog(Dialog):
    """Says that the program will close, that the work is kept, and shows the report."""

    def __init__(self, parent: QWidget, report: str, *, settled: bool) -> None:
        super().__init__(parent, "SENCO Desk has to close", wide=640, high=520)
        self._report = report
        kept = (
            "What you typed is kept in your file, and is there when you open it again."
            if settled
            else "Everything up to the last “Saved” is in your file."
        )
        self.content.addWidget(Words(f"Something went wrong inside the program. {kept}", wrap=True))
        self.text = QPlainTextEdit(report)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.content.addWidget(
            Field("A report for those who mend it", self.text, help_words="It names no child and no file.")
        )
        self.said = Words("", "small", wrap=True)
        self.content.addWidget(self.said)
        keep = Button("Save the report")
        keep.clicked.connect(self.save)
        leave = MainButton("Close SENCO Desk")
        leave.clicked.connect(self.accept)
        self.add_button(keep)
        self.add_button(leave, main=True)

    def save(self) -> None:
        """Write the report where the person says."""
        path = ask.save_file(self, "Save the report", "SENCO Desk report.txt", _TEXT)
        if path is None:
            return
        try:
            path.write_text(self._report, encoding="utf-8")
        except OSError:
            self.said.setText("It could not be saved there. Choose another folder.")
        else:
            self.said.setText(f"Saved as {path.name}.")
