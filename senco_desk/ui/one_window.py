"""A second start for the same file brings the first window to the front, and goes.

Who has the window holds a lock in the settings folder, named by a digest: the operating system takes it back
when the process ends, however it ends. A second start lays a note beside it, which the first takes away
when it has come forward. No socket is opened for it, and the note is empty.
"""

from __future__ import annotations

import hashlib
import platform
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout
from PySide6.QtCore import QDeadlineTimer, QFileSystemWatcher, QObject, Qt, QThread, Signal
from PySide6.QtWidgets import QApplication, QWidget

from senco_desk.places import settings_folder

_PATIENCE_MS: Final = 3_000
"""How long a second start waits for the first to answer, before it opens a window of its own."""
_LOOK_EACH_MS: Final = 20


class OneWindow(QObject):
    """The right to be the window of a file on this computer, for this person.

    Signals:
        called: somebody started the program again for this file.
    """

    called = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock: FileLock | None = None
        self._note = Path()
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._look)

    def hold(self, vault: Path) -> bool:
        """Be the window of this file from now on, and of no other; False when another window is.

        Where the settings folder cannot be written to, nobody is told apart and this is True.
        """
        try:
            place = _place(vault)
            if self._lock is not None and Path(self._lock.lock_file) == place:
                return True
            self.let_go()
            lock = FileLock(place, mode=0o600, thread_local=False, fallback_to_soft=False)
            lock.acquire(blocking=False)
        except Timeout:
            return False
        except OSError:
            return True
        self._lock, self._note = lock, _note(place)
        self.answer()  # of a start that nobody answered, a note may lie there
        self._watcher.addPath(str(place.parent))
        return True

    def answer(self) -> None:
        """Tell whoever called that the window has come forward."""
        with suppress(OSError):
            self._note.unlink(missing_ok=True)

    def let_go(self) -> None:
        """Be no file's window any more; more than once does no harm."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())

    def _look(self) -> None:
        if self._lock is not None and self._note.exists():
            self.called.emit()


def call(vault: Path, patience_ms: int = _PATIENCE_MS) -> bool:
    """Ask the window of this file to come to the front; False when none did in time."""
    try:
        note = _note(_place(vault))
        note.unlink(missing_ok=True)  # so that it is new, and noticed, if a start before this one left it
        note.touch(mode=0o600)
    except OSError:
        return False
    _let_it_come()
    until = QDeadlineTimer(patience_ms)
    while not until.hasExpired():
        if not note.exists():
            return True
        QThread.msleep(_LOOK_EACH_MS)
    with suppress(OSError):
        note.unlink(missing_ok=True)
    return False


def come_forward(window: QWidget) -> None:
    """Show a window over all others, with whatever question is open in it on top."""
    window.setWindowState(
        (window.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive
    )
    over = QApplication.activeModalWidget()
    for shown in (window, over):
        if shown is not None:
            shown.raise_()
            shown.activateWindow()


def _place(vault: Path) -> Path:
    """Give where the lock lies. A home folder may be shared by computers; each has windows of its own."""
    named = hashlib.sha256(f"{platform.node()}\n{vault.resolve()}".encode()).hexdigest()[:16]
    folder = settings_folder() / "windows"
    folder.mkdir(exist_ok=True)
    return folder / f"{named}.lock"


def _note(place: Path) -> Path:
    return place.with_suffix(".call")


def _let_it_come() -> None:
    """Let another program take the front. On Windows only the program just started may give it away."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
