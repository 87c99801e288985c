"""Locks the file from anywhere: on Ctrl+L, after some minutes without a key or the mouse, with the system."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from senco_desk.hardening import overwrite_freed_memory
from senco_desk.ui.clipboard import ClipboardGuard
from senco_desk.ui.idle import IdleWatch
from senco_desk.ui.system_lock import SystemLock

if TYPE_CHECKING:
    from senco_desk.ui.desk import Desk
    from senco_desk.ui.settings import Settings

_FORGET_AFTER_MS: Final = 1_000
"""The unlock screen comes first; then what was shown is wiped."""


class _Watch(IdleWatch):
    """Hears Ctrl+L as well: dialogs, menus and drop-down lists keep it from the window.

    Signals:
        asked: the keys were pressed.
    """

    asked = Signal()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's: of all that passes here only these keys, and a touch that comes too late, are held back."""
        if super().eventFilter(watched, event):
            return True
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() != Qt.Key.Key_L or event.modifiers() != Qt.KeyboardModifier.ControlModifier:
            return False
        self.asked.emit()
        return True


class Locking(QObject):
    """What locks the file, whatever is open, and what goes with every lock.

    Args:
        desk: whose file is locked.
        settings: how many idle minutes there are.
        window: the one window; Windows tells it of the system's own lock.
    """

    def __init__(self, desk: Desk, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        app = cast("QApplication", QApplication.instance())
        self._desk, self._settings, self._window = desk, settings, window
        self.idle = _Watch(app, settings.idle_minutes, parent=self)
        self.system = SystemLock(app, self)
        self.clipboard = ClipboardGuard(QGuiApplication.clipboard(), parent=self)
        self._forgetting = QTimer(self)
        self._forgetting.setSingleShot(True)
        self._forgetting.setInterval(_FORGET_AFTER_MS)
        self._forgetting.timeout.connect(self.forget)
        self._told = False
        self.idle.idle.connect(desk.lock)
        self.idle.asked.connect(desk.lock)
        self.system.locked.connect(desk.lock)
        desk.unlocked.connect(self._begin)
        desk.locking.connect(self.clipboard.clear)
        desk.locked.connect(self._end)

    @property
    def minutes(self) -> int:
        """How many idle minutes lock the file."""
        return self.idle.minutes

    def set_minutes(self, minutes: int) -> None:
        """Lock after so many idle minutes, 1 to 15; kept for the next time."""
        self.idle.set_minutes(minutes)
        self._settings.idle_minutes = self.idle.minutes
        self._settings.keep()

    def forget(self) -> None:
        """Have Python let go of what was shown, and write over the memory it stood in."""
        if not self._desk.is_open:
            gc.collect()
            overwrite_freed_memory()

    def _begin(self) -> None:
        self._forgetting.stop()
        if not self._told:
            self._told = True
            self.system.watch_window(int(self._window.winId()))
        self.idle.start()

    def _end(self) -> None:
        self.idle.stop()
        self._forgetting.start()
