"""Waiting in a window that has a process of its own: for something to be so, and for a dialog to come."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from tests.ui import walk

_PATIENCE_MS: Final = 60_000
_EACH_MS: Final = 10


def until(so: Callable[[], object]) -> None:
    """Let the window live until this is so.

    Raises:
        TimeoutError: it never was.
    """
    end = QDeadlineTimer(_PATIENCE_MS)
    while not so():
        if end.hasExpired():
            raise TimeoutError("what was waited for never came")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
    walk.settle()


def within(kind: type[QDialog], act: Callable[[Any], object], open_it: Callable[[], object]) -> None:
    """Do what opens a dialog of this kind, at once or after a while; act in it, and wait until it is left.

    What goes wrong in it ends the process, for in Qt's loop nobody would hear of it.
    """
    left: list[bool] = []
    end = QDeadlineTimer(_PATIENCE_MS)

    def look() -> None:
        try:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, kind):
                dialog.finished.connect(lambda _how: left.append(True))
                dialog.activateWindow()
                walk.settle()
                act(dialog)
            elif end.hasExpired():
                raise TimeoutError(f"no {kind.__name__} came")
            else:
                QTimer.singleShot(_EACH_MS, look)
        except BaseException:  # noqa: BLE001 - see above
            traceback.print_exc()
            os._exit(1)

    QTimer.singleShot(0, look)
    open_it()
    until(lambda: left)
