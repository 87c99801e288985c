"""What every painted widget shares: it dresses again when the look or the text size changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as _Widget
else:
    _Widget = object


class Themed(_Widget):
    """A widget that takes its measures in `dress`, and again each time the look changes.

    Stands before the Qt class: `class Button(Themed, QPushButton)`. Call `self.dress()` at the end of
    `__init__`.
    """

    def dress(self) -> None:
        """Take measures, icons and colours from the theme again."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.dress()
            self.updateGeometry()
            self.update()
