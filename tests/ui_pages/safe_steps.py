"""Steps on the page for safety: wait for its jobs, and hear what was said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pytestqt.qtbot import QtBot

from senco_desk.ui.window import Window
from tests.ui import walk

PATIENCE_MS: Final = 20_000


def until(qtbot: QtBot, so: Callable[[], bool]) -> None:
    qtbot.waitUntil(so, timeout=PATIENCE_MS)
    walk.settle()


def done(qtbot: QtBot, window: Window) -> None:
    """Wait until no job runs and the page has shown what they gave."""
    until(qtbot, lambda: not window.desk.jobs._running)


def said(window: Window) -> str:
    assert window.shell is not None
    return window.shell.messages.words.text()
