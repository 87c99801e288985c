"""Before a PDF is saved: that it leaves the encrypted file, and a password for it if one is wanted."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from senco_desk.errors import Mistake
from senco_desk.rules.passphrase import advice
from senco_desk.ui import theme
from senco_desk.ui.dialogs.base import Dialog
from senco_desk.ui.widgets import Button, Check, Column, Field, MainButton, Passphrase, Small, Words
from senco_desk.ui.widgets.strength import Strength

_MOST_BYTES = 127
"""ISO 32000-2: a password longer than this is cut off where nobody sees it."""
_ADVISE_AFTER_MS = 250


def ask_password(parent: QWidget, what: str) -> str | None:
    """Ask whether a PDF is to be locked: its password, "" for none, None when the person leaves."""
    return LockPdf(parent, what).ask()


class LockPdf(Dialog):
    """One box to tick, and under it a password, typed twice."""

    def __init__(self, parent: QWidget, what: str) -> None:
        super().__init__(parent, "Save as PDF", wide=560)
        self.body = body = Column(spacing=theme.L)
        self.add_body(body)
        leaves = (
            f"The {what} is saved outside your SENCO Desk file. "
            "Without a password, anyone who has the file can read it."
        )
        body.column.addWidget(Words(leaves, wrap=True))
        self.wanted = Check("Lock it with a password")
        self.wanted.toggled.connect(self._turn)
        body.column.addWidget(self.wanted)
        self.password, self.again = Passphrase(), Passphrase()
        self.first = Field("Password", self.password, help_words=advice("").what_to_do, key="password")
        self.strength = Strength()
        cast("QVBoxLayout", self.first.layout()).insertWidget(2, self.strength)
        self.second = Field("The same password again", self.again, key="again")
        self.tell = Small(
            "Tell it to the person by phone, not in the message that brings the file. "
            "Nobody can open the file without it.",
            wrap=True,
        )
        for part in (self.first, self.second, self.tell):
            body.column.addWidget(part)
            part.hide()
        body.column.addStretch(1)
        leave = Button("Cancel")
        leave.clicked.connect(self.reject)
        self.main = MainButton("Choose where to save")
        self.main.clicked.connect(self._take)
        self.add_button(leave)
        self.add_button(self.main, main=True)
        self._later = QTimer(self, singleShot=True, interval=_ADVISE_AFTER_MS)
        self._later.timeout.connect(self._advise)
        self.password.textChanged.connect(lambda _text: self._typed())
        self.again.textChanged.connect(lambda _text: self.second.accept())
        self.wanted.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit_to(self.body)

    def ask(self) -> str | None:
        """Show it."""
        taken = self.exec() == QDialog.DialogCode.Accepted
        self._later.stop()
        if not taken:
            return None
        return self.password.text() if self.wanted.isChecked() else ""

    def _turn(self, on: bool) -> None:
        for part in (self.first, self.second, self.tell):
            part.setVisible(on)
        self.fit_to(self.body)
        if on:
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self) -> None:
        self.first.accept()
        self._later.start()

    def _advise(self) -> None:
        judged = advice(self.password.text())
        self.strength.show_strength(judged.strength if self.password.text() else 0)
        said = ": ".join(part for part in (judged.words, judged.what_to_do) if part)
        self.first.advise(said or judged.words)
        self.fit_to(self.body)

    def _take(self) -> None:
        if not self.wanted.isChecked():
            self.accept()
            return
        slip = self._slip()
        if slip is None:
            self.accept()
            return
        field = self.second if slip.field == "again" else self.first
        field.say_wrong(str(slip))
        self.body.show_all_of(field)

    def _slip(self) -> Mistake | None:
        typed = self.password.text()
        if not typed:
            return Mistake("The password is empty.", "Type one, or take the tick away.", field="password")
        if len(typed.encode()) > _MOST_BYTES:
            return Mistake("The password is too long for a PDF.", "Use a shorter one.", field="password")
        if typed != self.again.text():
            return Mistake("The two passwords differ.", "Type the second one again.", field="again")
        return None
