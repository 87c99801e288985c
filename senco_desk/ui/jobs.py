"""Long work off the window's thread, with progress and cancel; what it gives comes back on that thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QDeadlineTimer, QObject, QThread, Signal

_PATIENCE_MS: Final = 700
"""How long a job may take to stop when the file is locked: locking is done within a second."""


class Cancelled(Exception):
    """Raised inside the work, at its next report of progress, once the person has cancelled it."""


class Job(QObject):
    """One piece of work in a thread of its own.

    `work` is called with the job's `report`: `report(done, of, words)` says how far it is, and raises
    `Cancelled` once the job is cancelled. All signals are sent on the thread that made the job.

    Signals:
        progressed: done, of, words.
        finished: what the work gave.
        unwanted: what the work gave, where the job was cancelled meanwhile.
        failed: the exception that ended it.
        ended: in every case, after the thread has stopped.
    """

    progressed = Signal(int, int, str)
    finished = Signal(object)
    unwanted = Signal(object)
    failed = Signal(object)
    ended = Signal()
    _reported = Signal(int, int, str)

    def __init__(self, work: Callable[[Callable[..., None]], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cancelled = False
        self._thread = _Thread(self, work)
        self._reported.connect(self._on_reported)
        self._thread.finished.connect(self._on_stopped)

    def start(self) -> Job:
        """Begin."""
        self._thread.start()
        return self

    def cancel(self) -> None:
        """Ask the work to stop at its next report; `finished` will not be sent."""
        self._cancelled = True

    def wait(self, after_ms: int = _PATIENCE_MS) -> bool:
        """Wait until the thread has stopped; False when it has not by then."""
        return bool(self._thread.wait(after_ms))

    @property
    def cancelled(self) -> bool:
        """Whether the person has cancelled it."""
        return self._cancelled

    @property
    def running(self) -> bool:
        """Whether its thread still runs."""
        return bool(self._thread.isRunning())

    def report(self, done: int = 0, of: int = 0, words: str = "") -> None:
        """Say how far the work is; called by the work, in its own thread.

        Raises:
            Cancelled: the person has cancelled the job.
        """
        if self._cancelled:
            raise Cancelled
        self._reported.emit(done, of, words)

    def _on_reported(self, done: int, of: int, words: str) -> None:
        if not self._cancelled:
            self.progressed.emit(done, of, words)

    def _on_stopped(self) -> None:
        self._thread.wait()
        error, result = self._thread.error, self._thread.result
        if error is not None and not isinstance(error, Cancelled):
            self.failed.emit(error)
        elif error is None:
            (self.unwanted if self._cancelled else self.finished).emit(result)
        self.ended.emit()


class _Thread(QThread):
    """Runs the work and keeps what came of it."""

    def __init__(self, job: Job, work: Callable[[Callable[..., None]], Any]) -> None:
        super().__init__(job)
        self._job = job
        self._work = work
        self.result: Any = None
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.result = self._work(self._job.report)
        except Exception as error:
            self.error = error


class Jobs(QObject):
    """The jobs that run now, so that locking and closing can stop them all."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: list[Job] = []
        self._once: dict[Job, object] = {}

    def start(self, work: Callable[[Callable[..., None]], Any], *, once: object = None) -> Job:
        """Make and begin a job; connect to its signals at once, they are sent from the event loop."""
        job = Job(work, self)
        self._running.append(job)
        if once is not None:
            self._once[job] = once
        # Only this one: another whose thread has just stopped has yet to say so.
        job.ended.connect(lambda: self._drop(job))
        return job.start()

    def under_way(self, once: object) -> Job | None:
        """Give the job that was started for this and has not ended."""
        return next((job for job, known in self._once.items() if known == once), None)

    def busy(self) -> bool:
        """Whether any job runs."""
        return any(job.running for job in self._running)

    def stop_all(self, after_ms: int = _PATIENCE_MS) -> bool:
        """Cancel every job and wait for them; False when one has not stopped in time."""
        for job in self._running:
            job.cancel()
        until = QDeadlineTimer(after_ms)  # for all of them together
        stopped = [job.wait(int(until.remainingTime())) for job in self._running]
        return all(stopped)

    def _drop(self, job: Job) -> None:
        self._running.remove(job)
        self._once.pop(job, None)
        job.deleteLater()
