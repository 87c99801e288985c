"""Keeping a window out of screen pictures, recordings and shared screens, where the system lets us."""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

# https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-setwindowdisplayaffinity
_SHOW: Final = 0x00
_BLACK: Final = 0x01
"""WDA_MONITOR: black in a picture; all that Windows before 10, version 2004, knows."""
_LEFT_OUT: Final = 0x11
"""WDA_EXCLUDEFROMCAPTURE."""


def can_refuse() -> bool:
    """Whether this system lets a window be kept out of screen pictures: Windows does, others do not."""
    return sys.platform == "win32"


def refuse(window: int, wanted: bool) -> bool:
    """Keep a window out of screen pictures, or let it be in them again.

    Args:
        window: its handle.
        wanted: whether it is kept out.

    Returns:
        Whether the system did it; elsewhere than on Windows nothing is done.
    """
    if sys.platform != "win32":
        return False
    import ctypes

    tried = (_LEFT_OUT, _BLACK) if wanted else (_SHOW,)
    return any(ctypes.windll.user32.SetWindowDisplayAffinity(window, how) for how in tried)


class KeptOut(QObject):
    """Keeps every window of the program out of screen pictures for a while.

    Dialogs, menus and drop-down lists are windows of their own: each that opens meanwhile is kept out too.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asked: list[QWidget] = []

    def begin(self) -> None:
        """Keep them out from now on; nothing to do where the system cannot."""
        app = QCoreApplication.instance()
        if not can_refuse() or app is None:
            return
        for top in QApplication.topLevelWidgets():
            if top.isVisible():
                self._keep_out(top)
        app.installEventFilter(self)

    def end(self) -> None:
        """Let those that are still there be in pictures again."""
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        for top in self._asked:
            if isValid(top):
                refuse(int(top.winId()), False)
        self._asked = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's: a window is made when this comes, and not on the screen yet. Nothing is held back."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self._keep_out(watched)
        return False

    def _keep_out(self, top: QWidget) -> None:
        refuse(int(top.winId()), True)
        self._asked = [other for other in self._asked if isValid(other) and other is not top] + [top]
