"""The window of `tests.ui`, for the tests of single pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest
from pytestqt.qtbot import QtBot

from tests.ui import walk
from tests.ui.conftest import *  # noqa: F403 - its fixtures, as its `__all__` lists them

_PATIENCE_MS: Final = 30_000


@pytest.fixture
def until(qtbot: QtBot) -> Callable[[Callable[[], Any]], None]:
    """Wait until something is so."""

    def wait(so: Callable[[], Any]) -> None:
        qtbot.waitUntil(lambda: bool(so()), timeout=_PATIENCE_MS)
        walk.settle()

    return wait
