"""Locking: after how many idle minutes the file locks by itself."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from senco_desk.rules.dates_in_words import count
from senco_desk.ui import theme
from senco_desk.ui.idle import FEWEST_MINUTES, MOST_MINUTES
from senco_desk.ui.widgets import Field, Head, Pick

if TYPE_CHECKING:
    from senco_desk.ui.window import Window

_HELP = (
    "It locks at once with Ctrl+L. Before you close the lid of a Mac, lock it yourself."
    if sys.platform == "darwin"
    else "It locks at once when this computer locks or goes to sleep, and with Ctrl+L."
)


class LockingSection(QWidget):
    """The idle minutes, 1 to 15. There is no never."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self._window = window
        self.minutes = Pick()
        for number in range(FEWEST_MINUTES, MOST_MINUTES + 1):
            self.minutes.addItem(count(number, "minute"), number)
        self.minutes.setCurrentIndex(self.minutes.findData(window.locking.minutes))
        self.minutes.activated.connect(self._choose)
        self.minutes.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.M)
        column.addWidget(Head("Locking"))
        column.addWidget(Field("Lock when nobody has touched it for", self.minutes, help_words=_HELP))

    def _choose(self, place: int) -> None:
        self._window.locking.set_minutes(self.minutes.itemData(place))
