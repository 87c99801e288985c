"""Windows in processes of their own, in each of which somebody types into a form until it is killed.

Run as `python -m tests.proof_ui.typist HOW`: Python and the program are read once, then each line on stdin,
the path of a vault, is typed into by a fork. Each line on stdout is one key typed: its number and when;
before them stands the fork's process id, and after them `end`. HOW is "as it is", or what is wrong with the
window on purpose: "keeps drafts an hour apart", or "loses a letter".
"""

from __future__ import annotations

import os
import sys
import time
import traceback
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from senco_desk import app as program
from senco_desk.forms.reading import variant_for
from senco_desk.services import responses, ways_in
from senco_desk.ui.form_editor import autosave
from senco_desk.ui.pages import form_page
from senco_desk.ui.window import Window
from tests.journeys.keyboard import Keyboard
from tests.ui import walk
from tests.ui.conftest import reopen

EVERY_MS = 25
"""Forty keys a second: faster than anybody types, so that a second lost is many keys lost."""
READ_BEFORE = (form_page, ways_in)
"""What the window reads when it is first needed."""
LOST_AT = 20
"""The key that is typed and goes nowhere, where a letter is lost."""


def _first_long_text(window: Window) -> QWidget:
    """Go from section to section until there is something long to write."""
    for _ in range(20):
        walk.settle()
        for field in window.findChildren(QPlainTextEdit):
            if field.isVisible() and not field.isReadOnly():
                return field
        Keyboard().chord("Ctrl+Down")
    raise LookupError("no long text in this form")


def _say(words: str) -> None:
    os.write(1, f"{words}\n".encode())


def _type(path: Path, how: str) -> None:
    """Open the file, start a form for its first pupil, and type."""
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
        if typed != LOST_AT or how != "loses a letter":
            QTest.keyClick(field, Qt.Key(ord("A") + typed % 26))
        typed += 1
        _say(f"{typed} {time.monotonic()}")

    timer = QTimer(interval=EVERY_MS)
    timer.timeout.connect(type_one)
    timer.start()
    app.exec()


def main() -> None:
    """Fork a window for each line, until there are no more."""
    how = sys.argv[1]
    if how == "keeps drafts an hour apart":
        for name in ("QUIET_MS", "LATEST_MS"):
            setattr(autosave, name, 3_600_000)
    variant_for("family_views", "8")
    _say("ready")
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _say(f"pid {os.getpid()}")
            try:
                _type(Path(line.rstrip("\n")), how)
            except BaseException:  # noqa: BLE001 - a fork never goes back to its parent's loop
                traceback.print_exc()
            os._exit(1)
        os.waitpid(child, 0)
        _say("end")


if __name__ == "__main__":
    main()
