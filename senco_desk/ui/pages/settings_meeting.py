"""The meeting view: whether it is kept out of screen pictures, where this system can do that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from senco_desk.ui import capture, theme
from senco_desk.ui.widgets import Check, Head, Words

if TYPE_CHECKING:
    from senco_desk.ui.window import Window

_CAN = "Switch it off if a magnifier or another aid shows nothing of the meeting view."
_CANNOT = "This computer cannot keep a window out of screen pictures. Mind what records the screen."


class MeetingSection(QWidget):
    """One box to tick, or a sentence that says why there is none."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self._window = window
        self.hide_it = Check("Keep it out of screen pictures, recordings and shared screens")
        self.hide_it.setChecked(window.settings.hide_from_pictures)
        self.hide_it.toggled.connect(self._choose)
        self.hide_it.setVisible(capture.can_refuse())
        self.words = Words(_CAN if capture.can_refuse() else _CANNOT, "quiet", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S)
        for part in (Head("Meeting view"), self.hide_it, self.words):
            column.addWidget(part)

    def _choose(self, wanted: bool) -> None:
        self._window.settings.hide_from_pictures = wanted
        self._window.settings.keep()
