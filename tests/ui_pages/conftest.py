"""The window of `tests.ui`, for the tests of single pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

import pytest
from pytestqt.qtbot import QtBot

from senco_desk.store import Store
from senco_desk.ui.pages.keeping_safe import KeepingSafePage
from senco_desk.ui.window import Window
from tests.ui import walk
from tests.ui.conftest import *  # noqa: F403 - its fixtures, as its `__all__` lists them

Until: TypeAlias = Callable[[Callable[[], Any]], None]
_PATIENCE_MS: Final = 30_000


@pytest.fixture
def until(qtbot: QtBot) -> Until:
    """Wait until something is so."""

    def wait(so: Callable[[], Any]) -> None:
        qtbot.waitUntil(lambda: bool(so()), timeout=_PATIENCE_MS)
        walk.settle()

    return wait


@pytest.fixture
def store(open_window: Window) -> Store:
    """The file that the window has open."""
    return open_window.desk.store


@pytest.fixture
def show_safe(open_window: Window, until: Until) -> Callable[..., KeepingSafePage]:
    """Go to the page and wait until it has looked at the copies."""

    def go(**wanted: str) -> KeepingSafePage:
        page = open_window.go("safe", **wanted)
        assert isinstance(page, KeepingSafePage)
        until(lambda: page.copies.seen is not None and page.copies._looking is None)
        return page

    return go
