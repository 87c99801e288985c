"""Shows 500 made-up pupils in the window, locks, waits, and then stays for its memory to be read.

Run as `python -m tests.proof_ui.memory VAULT`; says "open" and "locked", and stays until it is killed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from senco_desk import app as program
from senco_desk.store import open_vault
from senco_desk.ui.window import Window
from tests.ui.conftest import PASSPHRASE, QUICK

_LOOK_MS = 6_000
"""How long all of it stays on the screen, so that the open file can be looked into too."""
_SETTLED_MS = 10_000


def _walk(window: Window, steps: list[tuple[str, dict[str, object]]]) -> None:
    """Go to each page, then lock."""
    if steps:
        key, wanted = steps.pop(0)
        window.go(key, **wanted)
        QTimer.singleShot(100, lambda: _walk(window, steps))
    else:
        window.search("Canary")
        _say("open")
        QTimer.singleShot(_LOOK_MS, window.lock)
        QTimer.singleShot(_LOOK_MS + _SETTLED_MS, lambda: _say("locked"))


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main() -> None:
    """Open, show, lock, stay."""
    app = QApplication([])
    vault = Path(sys.argv[1])
    window = program.make_window(app, vault)
    window.show()
    window.desk.take(open_vault(vault, PASSPHRASE, costs=(QUICK,)))
    pages: list[tuple[str, dict[str, object]]] = [("today", {}), ("pupils", {})]
    pages += [("pupil", {"pupil_id": number}) for number in range(1, 21)]
    QTimer.singleShot(0, lambda: _walk(window, pages))
    app.exec()


if __name__ == "__main__":
    main()
