"""A window in a process of its own, in which somebody types into a form until the process is killed.

Run as `python -m tests.proof_ui.typist VAULT`; each line on stdout is one key typed: its number and when.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from senco_desk import app as program
from senco_desk.forms.reading import variant_for
from senco_desk.services import responses
from senco_desk.ui.window import Window
from tests.journeys.keyboard import Keyboard
from tests.ui import walk
from tests.ui.conftest import reopen

EVERY_MS = 25
"""Forty keys a second: faster than anybody types, so that a second lost is many keys lost."""


def _first_long_text(window: Window) -> QWidget:
    """Go from section to section until there is something long to write."""
    for _ in range(20):
        walk.settle()
        for field in window.findChildren(QPlainTextEdit):
            if field.isVisible() and not field.isReadOnly():
                return field
        Keyboard().chord("Ctrl+Down")
    raise LookupError("no long text in this form")


def main() -> None:
    """Open the file, start a form for its first pupil, and type."""
    path = Path(sys.argv[1])
    app = program.make_application()
    window = program.make_window(app, path)
    window.resize(1366, 768)
    window.show()
    store = reopen(path)
    window.desk.take(store)
    response = responses.start(store, 1, variant_for("family_views", "8").id)
    window.go("form", response_id=response)
    walk.settle()
    field = _first_long_text(window)
    field.setFocus()
    typed = 0

    def type_one() -> None:
        nonlocal typed
        QTest.keyClick(field, Qt.Key(ord("A") + typed % 26))
        typed += 1
        sys.stdout.write(f"{typed} {time.monotonic()}\n")
        sys.stdout.flush()

    timer = QTimer(interval=EVERY_MS)
    timer.timeout.connect(type_one)
    timer.start()
    app.exec()


if __name__ == "__main__":
    main()
