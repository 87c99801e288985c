"""Sealing the recovery kit to the trust's public key: a file that only the trust can read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from senco_desk.errors import Mistake
from senco_desk.services import letting_out, recovery_kit
from senco_desk.services.letting_out import Paper
from senco_desk.ui import ask
from senco_desk.ui.desk import Desk
from senco_desk.ui.dialogs import outlet
from senco_desk.ui.dialogs.columned import ColumnDialog
from senco_desk.ui.widgets import Button, Field, Line, MainButton, Words

if TYPE_CHECKING:
    from senco_desk.ui.window import Window

SEALED: Final = ask.Kind("Sealed file", ("age",))
_WHAT: Final = "Recovery kit, sealed to the trust"


def seal_kit(desk: Desk, window: Window) -> bool:
    """Ask for the trust's key, seal the kit to it, and save it; says whether it was done."""
    dialog = SealKit(desk, window)
    if dialog.exec() != QDialog.DialogCode.Accepted or not desk.is_open:
        return False
    path = ask.save_file(window, "Save the sealed kit", "recovery-kit.age", SEALED)
    if path is None or not desk.is_open:
        return False
    paper = Paper(dialog.sealed, _WHAT, pages=1, copy_for="trust")
    if desk.run(letting_out.save, paper, path) is None:
        return False
    outlet.say(desk, window, f"Saved as {path.name} in {path.parent}. Only the trust’s own key opens it.")
    return True


class SealKit(ColumnDialog):
    """One line for the key. `sealed` holds the kit once it is accepted."""

    def __init__(self, desk: Desk, window: Window) -> None:
        super().__init__(window, "Seal the kit to the trust", wide=600)
        self.desk = desk
        self.sealed = b""
        self.body.column.addWidget(
            Words(
                "The trust can then open your file if the paper kit is lost too. The sealed kit can be sent "
                "by email: nobody else can read it. On the day it is needed, the trust’s IT people open it "
                "and give you what is in it, to paste under “I have forgotten the passphrase”.",
                wrap=True,
            )
        )
        self.key = Line(hint="age1…")
        self.field = Field(
            "The trust’s public key",
            self.key,
            help_words="It begins with age1. The trust’s IT people have it; it is no secret.",
            key="trust_key",
        )
        self.key.textEdited.connect(lambda _text: self.field.accept())
        self.body.column.addWidget(self.field)
        self.body.column.addStretch(1)
        leave = Button("Cancel")
        leave.clicked.connect(self.reject)
        self.main = MainButton("Choose where to save")
        self.main.clicked.connect(self._seal)
        self.add_button(leave)
        self.add_button(self.main, main=True)
        self.key.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit_to(self.body)

    def _seal(self) -> None:
        sealed = self.desk.run(recovery_kit.sealed_kit, self.key.text(), refuse=self._refuse)
        if sealed is not None:
            self.sealed = sealed
            self.accept()

    def _refuse(self, mistake: Mistake) -> bool:
        self.say_wrong(self.field, str(mistake))
        return True
