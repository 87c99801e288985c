"""Ctrl+L wherever the keyboard is: dialogs and drop-down lists keep the window itself from hearing it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_lock: list[Callable[[], object]] = []


def on_lock_keys(lock: Callable[[], object]) -> None:
    """Say what Ctrl+L does."""
    _lock[:] = [lock]


def hear_lock(widget: QWidget) -> None:
    """Have a dialog, menu or drop-down list lock the file on Ctrl+L."""
    widget.installEventFilter(_Listener(widget))


class _Listener(QObject):
    """Watches one widget's keys."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() != Qt.Key.Key_L or event.modifiers() != Qt.KeyboardModifier.ControlModifier:
            return False
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        for lock in tuple(_lock):
            lock()
        return True
