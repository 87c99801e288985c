"""What is measured in a process of its own: `python -m benchmarks.child WHAT [VAULT]`.

`window VAULT` and `bare` say "painted" once their window is on the screen, then give the memory they hold;
`register VAULT` opens the file in the real window again and again and says how long each time took.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

UNLOCKS = 4


class FirstPaint(QObject):
    """Calls `then` when a widget has been painted for the first time from now, and is on the screen."""

    def __init__(self, widget: QWidget, then: Callable[[], object]) -> None:
        super().__init__(widget)
        self._then = then
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """Look for the paint; the window is flushed to the screen before the next event is taken."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False


def say(what: str, value: Any = None) -> None:
    """Tell whoever measures."""
    print(json.dumps([what, value]), flush=True)


def memory_mb() -> float | None:
    """Give the memory this process holds now (RSS); None where the system does not say it so."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    held = next(line for line in lines if line.startswith("VmRSS:"))
    return int(held.split()[1]) / 1024


def bare() -> None:
    """Show a window with nothing in it."""
    app = QApplication(["bare"])
    window = QWidget()
    window.resize(1366, 768)

    def painted() -> None:
        say("painted")
        say("memory", memory_mb())
        app.quit()

    FirstPaint(window, painted)
    window.show()
    app.exec()


def real(vault: Path, begun: Callable[[Any], None]) -> None:
    """Start the program as a person does, and hand its window to `begun` before it is shown."""
    from senco_desk import app

    make = app.make_window

    def watched(*given: Any) -> Any:
        window = make(*given)
        begun(window)
        return window

    app.make_window = watched  # type: ignore[assignment]  # it hands on whatever it is given
    app.run_window([str(vault)])


def start(window: Any) -> None:
    """Say when the unlock screen is on the screen."""

    def painted() -> None:
        say("painted")
        QTimer.singleShot(0, window.close)

    FirstPaint(window.front, painted)


def open_and_open(window: Any) -> None:
    """Unlock, go to the pupils, lock, and unlock again: each time until the register is on the screen."""
    FirstPaint(window.front, lambda: _unlock_often(window))


def _unlock_often(window: Any) -> None:
    from senco_desk.ui import reading

    # The program may still be reading its parts in a thread of its own, and two at once do not go.
    with reading.alone():
        from benchmarks.ground import PASSPHRASE
        from senco_desk.store.key import derive

    say("first", _unlock(window, PASSPHRASE))
    _show_pupils(window)
    say("memory", memory_mb())
    for number in range(UNLOCKS):
        window.lock()
        window.desk.wait_closed()
        begun = perf_counter()
        derive(PASSPHRASE, bytes([number] * 16))
        say("key", (perf_counter() - begun) * 1000)
        say("again", _unlock(window, PASSPHRASE))
    window.close()


def _unlock(window: Any, passphrase: str) -> float:
    """Type the passphrase and press Enter; gives the milliseconds until the page is on the screen."""
    loop = QEventLoop()
    unlocked = window.desk.unlocked.connect(lambda: FirstPaint(window.shell.current, loop.quit))
    window.front.passphrase.setText(passphrase)
    begun = perf_counter()
    window.front.unlock()
    loop.exec()
    took = (perf_counter() - begun) * 1000
    window.desk.disconnect(unlocked)
    return took


def _show_pupils(window: Any) -> None:
    from senco_desk.services.register import RegisterFilter

    loop = QEventLoop()
    page = window.go("pupils", filter=RegisterFilter(list="all"))
    FirstPaint(page, loop.quit)
    page.update()
    loop.exec()


def main() -> None:
    """Do what was asked."""
    what, *where = sys.argv[1:]
    if what == "bare":
        bare()
    else:
        real(Path(where[0]), {"window": start, "register": open_and_open}[what])


if __name__ == "__main__":
    main()
