"""How hard a passphrase is to guess: four bars, and the same in words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from senco_desk.ui import theme
from senco_desk.ui.widgets.base import Themed

_BARS, _GAP = 4, 4


class Strength(Themed, QWidget):
    """Four bars, filled as far as the passphrase is strong. The words beside it say the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filled = 0
        self.dress()

    def dress(self) -> None:
        self.setFixedHeight(theme.px(8))

    def show_strength(self, filled: int) -> None:
        """Fill this many bars, 0 to 4."""
        self._filled = filled
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = (self.width() - _GAP * (_BARS - 1)) / _BARS
        for number in range(_BARS):
            on = number < self._filled
            bar = QRectF(number * (wide + _GAP), 0, wide, self.height()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.setPen(Qt.PenStyle.NoPen if on else QPen(theme.colour("edge"), 1))
            painter.setBrush(theme.colour("teal" if on else "stone"))
            painter.drawRoundedRect(bar, 3, 3)
