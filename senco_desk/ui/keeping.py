"""Copies without being asked: every half hour while something changes, and in the second place on closing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from senco_desk.ui import reading
from senco_desk.ui.idle import awake_clock

if TYPE_CHECKING:
    from senco_desk.services.safekeeping import Kept
    from senco_desk.store.manifest import Why
    from senco_desk.ui.desk import Desk
    from senco_desk.ui.jobs import Job

EVERY_S: Final = 30 * 60
_LOOK_EACH_MS: Final = 60_000
"""A timer sleeps with the laptop and a clock does not: the time is looked at each minute."""


class Keeping(QObject):
    """Keeps copies of the file that the desk has open.

    Signals:
        copied: the newest copy is another one.

    Args:
        desk: whose file is kept.
        clock: seconds that go on while the laptop sleeps, whatever is done to its time of day.
    """

    copied = Signal()

    def __init__(self, desk: Desk, *, clock: Callable[[], float] = awake_clock) -> None:
        super().__init__(desk)
        self._desk, self._clock = desk, clock
        self._last = clock()
        self._job: Job | None = None
        self._told_away = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EACH_MS)
        self._timer.timeout.connect(self.look)
        desk.unlocked.connect(self._begin)
        desk.locking.connect(self._timer.stop)

    def look(self) -> None:
        """Keep a copy if half an hour has gone and something was changed in it."""
        if self._desk.is_open and self._job is None and self._clock() - self._last >= EVERY_S:
            self.keep("half an hour", only_if_changed=True)

    def keep(self, why: Why, *, only_if_changed: bool = False) -> Job:
        """Keep a copy in a thread, and in the second place too; a place that is away is said once."""
        from senco_desk.services import safekeeping

        store = self._desk.store
        self._last = self._clock()
        self._told_away = self._told_away and why != "asked"
        self._job = self._desk.start(
            lambda report: safekeeping.keep_copy(store, why, only_if_changed=only_if_changed), done=self.kept
        )
        self._job.ended.connect(self._ended)
        return self._job

    def kept(self, kept: Kept) -> None:
        """Tell what keeping a copy came to, where it was done by somebody else too."""
        if kept.copy is not None:
            self.copied.emit()
        if kept.trouble is None:
            self._told_away = False
        elif not self._told_away:
            self._told_away = True
            self._desk.say(str(kept.trouble), "soon")

    def _begin(self) -> None:
        reading.read("senco_desk.services.safekeeping")
        from senco_desk.services import safekeeping

        self._desk.store.before_close.append(safekeeping.settle)
        self._desk.run(safekeeping.seen)
        self._last, self._told_away = self._clock(), False
        self._timer.start()

    def _ended(self) -> None:
        self._job = None
