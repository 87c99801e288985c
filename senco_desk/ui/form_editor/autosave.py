"""When to keep what is typed: soon after the typing stops, and never long after it began."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

QUIET_MS: Final = 700
"""Keep this long after the last key."""
LATEST_MS: Final = 1_500
"""Keep at the latest this long after the first key not kept yet: a draft lies in the file within 2 s."""
AGAIN_MS: Final = 10_000
"""Try again after this long when it could not be kept, as on a full disk."""


class Autosave(QObject):
    """Calls `keep` when there is something new, debounced.

    Args:
        keep: writes what stands now; False says that it could not be kept, and it is tried again.
        parent: its owner.
    """

    def __init__(self, keep: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._keep = keep
        self._quiet = self._timer(QUIET_MS)
        self._latest = self._timer(LATEST_MS)

    def _timer(self, after_ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after_ms)
        timer.timeout.connect(self._due)
        return timer

    @property
    def waiting(self) -> bool:
        """Whether something is typed that is not kept yet."""
        return self._latest.isActive()

    def touch(self) -> None:
        """Something was typed."""
        self._quiet.start()
        if not self._latest.isActive():
            self._latest.start(LATEST_MS)

    def flush(self) -> None:
        """Keep now, if there is anything new."""
        if self.waiting:
            self._due()

    def _due(self) -> None:
        # A timer that has just run out is not active any more, so `waiting` does not tell here.
        self.forget()
        if self._keep() is False:
            self._latest.start(AGAIN_MS)

    def forget(self) -> None:
        """There is nothing to keep any more."""
        self._quiet.stop()
        self._latest.stop()
