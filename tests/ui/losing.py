"""What the tests of the ways in share: the step that is shown, by keyboard, and files gone wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from senco_desk.store import Store, pages
from senco_desk.ui.pages.unlock import UnlockScreen
from senco_desk.ui.pages.ways_in.step import Step, WayIn
from senco_desk.ui.window import Window
from tests.journeys.keyboard import Keyboard
from tests.ui import walk
from tests.ui.conftest import PASSPHRASE

PATIENCE_MS = 30_000
NEW = "seven quiet otters juggling"
Wanted = TypeVar("Wanted", bound=Step)


def step(window: Window, qtbot: QtBot, kind: type[Wanted]) -> Wanted:
    """Wait until this step is shown and nothing runs; give it."""

    def there() -> bool:
        front = window.front
        return isinstance(front, WayIn) and bool(front.steps) and isinstance(front.step, kind)

    qtbot.waitUntil(there, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=PATIENCE_MS)
    walk.settle()
    assert isinstance(window.front, WayIn)
    shown = window.front.step
    assert isinstance(shown, kind)
    return shown


def unlock_screen(window: Window, qtbot: QtBot) -> UnlockScreen:
    """Wait until the unlock screen is shown and has looked about; give it."""
    qtbot.waitUntil(lambda: isinstance(window.front, UnlockScreen), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=PATIENCE_MS)
    walk.settle()
    assert isinstance(window.front, UnlockScreen)
    return window.front


def go(window: Window, qtbot: QtBot, words: str) -> Keyboard:
    """Press one of the unlock screen's other ways by keyboard."""
    unlock_screen(window, qtbot)
    return Keyboard().tab_to(words).press(Qt.Key.Key_Return)


def unlock(window: Window, qtbot: QtBot, passphrase: str = PASSPHRASE) -> Keyboard:
    """Type the passphrase and press Enter."""
    unlock_screen(window, qtbot)
    return Keyboard().types(passphrase).press(Qt.Key.Key_Return)


def opened(window: Window, qtbot: QtBot) -> Store:
    """Wait until a file is open in the window; give it."""
    qtbot.waitUntil(lambda: window.shell is not None, timeout=PATIENCE_MS)
    walk.settle()
    return window.desk.store


def said(window: Window) -> str:
    """What the message bar says, of whichever screen is shown."""
    bar = window.shell.messages if window.shell is not None else getattr(window.front, "messages", None)
    return bar.words.text() if bar is not None and bar.isVisible() else ""


def pupils(store: Store) -> int:
    """How many pupils an open file holds."""
    with store.read() as session:
        return int(session.connection().exec_driver_sql("SELECT count(*) FROM pupil").scalar_one())


def hurt(path: Path, page: int) -> bytes:
    """Damage one page of a file; gives what it is now."""
    body = bytearray(path.read_bytes())
    body[(page - 1) * pages.PAGE_BYTES + 100] ^= 0xFF
    path.write_bytes(body)
    return bytes(body)
