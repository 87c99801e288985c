"""What every painted widget shares: it dresses again when the look or the text size changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton as _Button
    from PySide6.QtWidgets import QWidget as _Widget
else:
    _Button = _Widget = object


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


class EnterPresses(_Button):
    """A button that Enter presses as Space does. Stands before the Qt class, as `Themed`.

    So Enter presses the button that has the keyboard, never a dialog's main one from under Cancel. Held
    down, it presses once: what comes next may have its main button in the same place.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)


class PressedOnce(_Button):
    """A button that a double click presses once. Stands before the Qt class, as `Themed`."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Let the second click go by: it would answer what came under the mouse, which was not read yet."""
        event.accept()
