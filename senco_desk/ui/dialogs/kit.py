"""The recovery kit: printed or saved, then typed back from the paper, so that it is known to be readable."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from senco_desk.errors import Mistake
from senco_desk.services import recovery_kit, safekeeping
from senco_desk.services.letting_out import Paper
from senco_desk.store import Store
from senco_desk.ui import theme
from senco_desk.ui.desk import Desk
from senco_desk.ui.dialogs import outlet
from senco_desk.ui.dialogs.columned import ColumnDialog
from senco_desk.ui.dialogs.paper import show_paper
from senco_desk.ui.widgets import Button, Flow, Head, MainButton, Small, Words
from senco_desk.ui.widgets.code_field import CodeField

if TYPE_CHECKING:
    from senco_desk.ui.window import Window

FIRST_PUPIL: Final = (
    "Before the first real pupil comes in, print the way back into your file: if the passphrase is "
    "forgotten, nothing but this kit opens it."
)
NEW_FILE: Final = (
    "Your file is made. Print the way back into it now: if the passphrase is forgotten, nothing but this "
    "kit opens it."
)
AFTER_A_CHANGE: Final = (
    "The passphrase is another, so the code on the old kit opens older copies only. Print a new kit."
)
_USUAL: Final = "The kit opens your file when the passphrase is forgotten. Nothing else does."
TYPED_BACK: Final = "The recovery kit is typed back. Put the paper in the school safe."


def kit_first(desk: Desk, window: Window) -> bool:
    """Have the kit typed back before a real pupil comes in; says whether one may come in now."""
    if not desk.run(safekeeping.kit_wanted):
        return True
    KitDialog(desk, window, FIRST_PUPIL).exec()
    return desk.is_open and desk.run(safekeeping.kit_wanted) is False


def print_kit(desk: Desk, parent: QWidget, window: Window) -> None:
    """Show the kit as it will be printed, with its ways out."""
    _drawn(desk, parent, lambda paper: show_paper(desk, window, paper))


def save_kit(desk: Desk, parent: QWidget, window: Window) -> None:
    """Save the kit as a PDF where the person says."""
    _drawn(desk, parent, lambda paper: outlet.save(desk, parent, window, paper, "recovery-kit.pdf"))


def _drawn(desk: Desk, owner: QWidget, done: Callable[[Paper], object]) -> None:
    store = desk.store
    desk.start(lambda report: recovery_kit.kit_pdf(store), done=done, once="kit", owner=owner)


class KitDialog(ColumnDialog):
    """Two steps: on paper, and back.

    Args:
        why: why it comes now, in a sentence.
        leave: what the button that leaves it is called.
    """

    help_id = "keeping-safe"

    def __init__(self, desk: Desk, window: Window, why: str = _USUAL, *, leave: str = "Later") -> None:
        super().__init__(window, "The recovery kit", wide=640)
        self.desk, self.frame = desk, window
        self.body.column.addWidget(Words(why, wrap=True))
        self._add_paper()
        self._add_code()
        self.body.column.addStretch(1)
        self.later = Button(leave)
        self.later.clicked.connect(self.reject)
        self.main = MainButton("Check the code")
        self.main.clicked.connect(self.check)
        self.add_button(self.later)
        self.add_button(self.main)
        self.main.setDefault(True)
        self.print.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit_to(self.body)

    def _add_paper(self) -> None:
        self.print = Button("Print the kit", icon="printer")
        self.print.clicked.connect(lambda: print_kit(self.desk, self, self.frame))
        self.save = Button("Save it as a PDF", icon="file-text")
        self.save.clicked.connect(lambda: save_kit(self.desk, self, self.frame))
        ways = Flow(gap=theme.S)
        ways.add(self.print)
        ways.add(self.save)
        for part in (
            Head("1. On paper"),
            Small(
                "One page. Keep it in the school safe, never with the laptop: whoever holds it can open "
                "the file.",
                wrap=True,
            ),
            ways,
        ):
            self.body.column.addWidget(part)

    def _add_code(self) -> None:
        self.field = CodeField()
        self.code = self.field.area
        self.field.entered.connect(self.check)
        self.field.grown.connect(self.fit_soon)
        self.body.column.addWidget(Head("2. Typed back"))
        self.body.column.addWidget(
            Small("So that you know it can be read on the day it is needed. It can be pasted.", wrap=True)
        )
        self.body.column.addWidget(self.field)

    def begin_typing(self) -> None:
        """Give the keyboard to the code: the paper is there already."""
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def check(self) -> None:
        """Look whether it is the code of this file, and remember that it was typed back."""
        if self.desk.run(_confirm, self.field.typed(), refuse=self._refuse):
            self.desk.say(TYPED_BACK)
            self.accept()

    def _refuse(self, mistake: Mistake) -> bool:
        self.say_wrong(self.field, str(mistake))
        return True


def _confirm(store: Store, typed: str) -> bool:
    safekeeping.confirm_kit(store, typed)
    return True
