"""The window's beginning and its last resort: settings, theme, the one window, and what happens to a bug.

Whatever takes long to read (the tables, the forms) is read after the unlock screen is on the screen.
"""

from __future__ import annotations

import logging
import platform
import re
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from PySide6.QtCore import QMessageLogContext, QObject, QTimer, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from senco_desk import __version__
from senco_desk.hardening import keep_memory_private, print_on_this_computer
from senco_desk.places import log_folder
from senco_desk.ui import ask, pages, reading, settings, theme
from senco_desk.ui.desk import Desk, Message
from senco_desk.ui.dialogs.question import Dialogs
from senco_desk.ui.focus import FocusRings
from senco_desk.ui.one_window import OneWindow, call, come_forward
from senco_desk.ui.pages.front import ClosingScreen
from senco_desk.ui.window import Window

LOG: Final = logging.getLogger("senco_desk")
_MISUSED: Final = 2
BUG_EXIT: Final = 70
"""What the program ends with after a bug of its own (sysexits.h: EX_SOFTWARE)."""

_QUOTED = re.compile(r"(\"[^\"]*\"|'[^']*'|/\S+|[A-Za-z]:\\\S+)")


def run_window(arguments: Sequence[str] = ()) -> int:
    """Open the window and stay until it is closed.

    Args:
        arguments: none, or one: the file to unlock.

    Returns:
        What the process should end with: 0; 2 when the arguments are not understood; 70 after a bug.
    """
    strange = [given for given in arguments if given.startswith("-")]
    if strange or len(arguments) > 1:
        sys.stderr.write("The window takes one file at most: senco-desk [VAULT]. See senco-desk --help.\n")
        return _MISUSED
    keep_memory_private()
    app = make_application()
    start_log()
    named = arguments[0] if arguments else settings.read().last_vault
    alone = OneWindow(app)
    if named and not alone.hold(Path(named)) and call(Path(named)):
        return 0
    window = make_window(app, Path(named) if named else None)
    answer_calls(window, alone)
    LastResort(window).install()
    window.show()
    QTimer.singleShot(0, lambda: warm_up(window.desk))
    return app.exec()


def make_application() -> QApplication:
    """Make the one application of the process."""
    print_on_this_computer()
    return QApplication(["senco-desk"])


def make_window(app: QApplication, vault: Path | None = None) -> Window:
    """Dress the application and make its window, with nothing read that can wait."""
    app.setApplicationName("SENCO Desk")
    app.setApplicationVersion(__version__)
    kept = settings.read()
    worn = theme.current()
    if kept.theme in theme.CHOICES:
        worn.choose(kept.theme)
    worn.enlarge(kept.text_size)
    worn.wear()
    if app.findChild(FocusRings) is None:
        FocusRings(app)
    if not ask.has_door():
        ask.use(Dialogs())
    desk = Desk(app)
    return Window(desk, kept, vault)


def answer_calls(window: Window, alone: OneWindow) -> None:
    """Come to the front whenever the program is started again for the file that this window shows."""

    def called() -> None:
        if not isinstance(window.front, ClosingScreen):  # what is started while the last one closes is wanted
            come_forward(window)
            alone.answer()

    alone.called.connect(called)
    window.desk.unlocked.connect(lambda: alone.hold(window.desk.store.path))


def warm_up(desk: Desk) -> None:
    """Read the slow parts in a thread while the passphrase is being typed."""

    def read(report: Any) -> None:
        reading.read("zxcvbn")  # its word lists take 0.1 s
        for kind in pages.PAGES:
            report()
            with reading.alone():
                kind.read()

    desk.jobs.start(read)


def start_log() -> None:
    """Write the log to this person's log folder: where in the program, never what about whom."""
    if LOG.handlers:
        return
    LOG.setLevel(logging.INFO)
    try:
        kept = RotatingFileHandler(
            log_folder() / "senco-desk.log", maxBytes=200_000, backupCount=1, encoding="utf-8", delay=True
        )
    except OSError:
        return
    kept.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOG.addHandler(kept)
    qInstallMessageHandler(_note_qt)


class LastResort(QObject):
    """What happens to a bug: drafts are settled, a calm window shows a report, and the program ends.

    A bug in a job's or another thread is brought to this thread first.

    Args:
        window: the window to take down.
        end: ends the program with a number.
    """

    _elsewhere = Signal(object)

    def __init__(self, window: Window, end: Callable[[int], object] = QApplication.exit) -> None:
        super().__init__(window)
        self._end = end
        self._window = window
        self._shown = False
        self._elsewhere.connect(self.show_bug)

    def install(self) -> None:
        """Catch whatever nobody caught."""
        sys.excepthook = self._hook
        threading.excepthook = lambda given: self._elsewhere.emit(given.exc_value)

    def show_bug(self, error: BaseException) -> None:
        """Settle the drafts, show the report, and end, unless the person stays to save what is not yet."""
        LOG.error("%s", report(error))
        if self._shown:
            return
        self._shown = True
        settled = self._settle()
        from senco_desk.ui.dialogs.bug import BugDialog

        BugDialog(self._window, report(error), settled=settled).exec()
        if self._window.close():
            self._end(BUG_EXIT)
        else:
            self._shown = False  # locked, to save first what the disk refused

    def _settle(self) -> bool:
        """Keep what is typed; False when not all of it is in the file."""
        desk = self._window.desk
        told: list[Message] = []
        desk.said.connect(told.append)
        try:
            desk.keep_all()
        except Exception as second:
            LOG.error("%s", report(second))
            return False
        finally:
            desk.said.disconnect(told.append)
        return not desk.drafts.any_waiting() and all(message.tone != "late" for message in told)

    def _hook(self, kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        if threading.current_thread() is threading.main_thread():
            self.show_bug(error)
        else:
            self._elsewhere.emit(error)


def report(error: BaseException) -> str:
    """Describe a bug by where it happened: kinds of error, files, lines. What it was about is left out.

    An exception's own words may hold what was typed, so only its kind is given.
    """
    lines = [f"SENCO Desk {__version__}, Python {platform.python_version()}, {platform.system()}"]
    step: BaseException | None = error
    while step is not None:
        lines.append(type(step).__name__)
        lines.extend(
            f"  {Path(frame.filename).name}, line {frame.lineno}, in {frame.name}"
            for frame in traceback.extract_tb(step.__traceback__)
        )
        step = step.__cause__ or (None if step.__suppress_context__ else step.__context__)
        if step is not None:
            lines.append("after")
    return "\n".join(lines)


def _note_qt(kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
    """Note what Qt says, without file names or quoted words: they might name a child."""
    if kind in {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg}:
        return
    LOG.warning("Qt: %s", _QUOTED.sub("…", words))
