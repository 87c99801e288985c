"""Locks after a while without a key or the mouse, by a clock that a laptop's sleep does not stop."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

FEWEST_MINUTES: Final = 1
MOST_MINUTES: Final = 15
USUAL_MINUTES: Final = 5

_SIGNS_OF_LIFE: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletMove,
        QEvent.Type.InputMethod,
    }
)


def awake_clock() -> float:
    """Give seconds that go on while the laptop sleeps, and that no change of the clock moves.

    Python's own `monotonic` stands still meanwhile on Linux and macOS; on Windows it goes on. Apple's
    clock_gettime(3): CLOCK_MONOTONIC goes on while the system is asleep, and …_RAW does so unadjusted.
    """
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC_RAW)
    return time.monotonic()


def minutes_allowed(minutes: int) -> int:
    """Bring a number of minutes into 1 to 15; there is no "never"."""
    return max(FEWEST_MINUTES, min(MOST_MINUTES, minutes))


class IdleWatch(QObject):
    """Says when nobody has touched the program for some minutes, from `start` until `stop`.

    Signals:
        idle: the time is up; sent once until the next sign of life.
    """

    idle = Signal()

    def __init__(
        self,
        app: QApplication,
        minutes: int = USUAL_MINUTES,
        *,
        clock: Callable[[], float] = awake_clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent or app)
        self._app, self._clock = app, clock
        self._watching = False
        self._seconds = 60 * minutes_allowed(minutes)
        self._last = clock()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Count from now."""
        self._watching = True
        self._app.installEventFilter(self)
        self.touched()
        self._wait()

    def stop(self) -> None:
        """Count no more, until the next `start`."""
        self._watching = False
        self._app.removeEventFilter(self)
        self._timer.stop()

    @property
    def minutes(self) -> int:
        """How many minutes without a sign of life it waits."""
        return self._seconds // 60

    def set_minutes(self, minutes: int) -> None:
        """Wait this long from the last sign of life, between 1 and 15 minutes."""
        self._seconds = 60 * minutes_allowed(minutes)
        if self._watching:
            self._wait()

    def touched(self) -> None:
        """Count this moment as a sign of life."""
        self._last = self._clock()
        if not self._timer.isActive():
            self._wait()

    def look(self) -> None:
        """Say `idle` if the time is up, else wait for the rest of it."""
        if self._late():
            self.idle.emit()
        else:
            self._wait()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's: every event of the program passes here; only a touch that comes too late is held back."""
        if event.type() in _SIGNS_OF_LIFE:
            # The first touch after a sleep may come before the timer, which slept as well. What it was
            # meant for is about to go.
            late = self._late()
            self.touched()
            if late:
                self.idle.emit()
                return True
        elif event.type() == QEvent.Type.ApplicationActivate:
            self.look()  # the laptop may have slept: the timer did too
        return False

    def _late(self) -> bool:
        return self._clock() - self._last >= self._seconds

    def _wait(self) -> None:
        left = self._seconds - (self._clock() - self._last)
        self._timer.start(max(0, round(left * 1000)))
