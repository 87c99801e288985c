"""While a list comes in nothing leads away from it: it cannot be stopped, and its last step is shown."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from senco_desk.services import imports
from senco_desk.ui.pages.bring_in import BringInPage
from senco_desk.ui.window import Window
from tests.journeys.keyboard import Keyboard
from tests.ui import walk
from tests.ui.answers import answering
from tests.ui_pages.pupil_steps import CTRL, press

COLUMNS, CHECK, DONE = 1, 2, 3
LIST = "Legal forename,Legal surname,UPN,Date of birth,Year,Reg group\nAnwen,Locke,,2021-09-09,R,RA"


def wait_for(page: BringInPage, step: int, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.stack.currentIndex() == step and page._job is None, timeout=10_000)
    walk.settle()


def test_neither_back_nor_another_list_leaves_a_list_that_comes_in(
    open_window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    gate, real = threading.Event(), imports.apply

    def held_up(*args: Any) -> Any:
        gate.wait(20)
        return real(*args)

    monkeypatch.setattr(imports, "apply", held_up)
    path = tmp_path / "pupils.csv"
    path.write_text(LIST, encoding="utf-8")
    page = open_window.go("bring_in")
    assert isinstance(page, BringInPage)
    walk.settle()
    with answering(path):
        press(Qt.Key.Key_Return)
    for step in (COLUMNS, CHECK):
        wait_for(page, step, qtbot)
        press(Qt.Key.Key_Return, how=CTRL)
    assert page._job is not None
    Keyboard().chord("Alt+Left")
    page.back.click()
    Keyboard().chord("Ctrl+O")  # nothing is asked
    assert page.stack.currentIndex() == CHECK
    assert not page.back.isEnabled()
    gate.set()
    qtbot.waitUntil(lambda: page.stack.currentIndex() == DONE, timeout=10_000)
    assert page.finished.said.text() == "1 pupil is brought in: 1 added, 0 changed."
    assert page.back.isEnabled()
