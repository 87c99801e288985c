"""What is due for the file's safety, on Today: a calm line each, with the one thing to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from senco_desk.services.safekeeping import Nudge
from senco_desk.ui import theme
from senco_desk.ui.widgets import BareButton, Hairline, Head, Picture, Words

if TYPE_CHECKING:
    from senco_desk.ui.window import Window

_DOES: Final = {
    "handover": ("Carry on with the handover", "users", "handover"),
    "kit": ("Print and type back", "shield-check", ""),
    "elsewhere": ("See to a second place", "hard-drive", "place"),
    "practise": ("Practise now", "history", "practise"),
}
"""For each kind of reminder its button, its icon, and what the page for it begins with."""


class Reminders(QWidget):
    """A head and a line for each reminder."""

    def __init__(self, due: Sequence[Nudge], window: Window, title: str = "Keeping it safe") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Head(title))
        column.addSpacing(6)
        self.buttons: list[BareButton] = []
        for nudge in due:
            words, icon, begin = _DOES[nudge.what]
            button = BareButton(words)
            button.setAccessibleName(f"{nudge.said} {words}")
            button.clicked.connect(lambda _on=False, begin=begin: window.go("safe", do=begin))
            self.buttons.append(button)
            said = Words(nudge.said, wrap=True)
            said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            row = QHBoxLayout()
            row.setContentsMargins(0, theme.XS, 0, theme.XS)
            row.setSpacing(theme.S)
            row.addWidget(Picture(icon, size=16), 0, Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(said, 1, Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            column.addWidget(Hairline())
            column.addLayout(row)
