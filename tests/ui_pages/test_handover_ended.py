"""A handover ends when it is finished, and not before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from senco_desk.services import handing_over, quick_unlock
from senco_desk.store import copies, open_vault, remembered
from senco_desk.ui.dialogs.hand_over import HandOver
from senco_desk.ui.pages.unlock import UnlockScreen
from senco_desk.ui.window import Window
from tests.journeys.keyboard import in_dialog
from tests.ui import walk
from tests.ui.conftest import QUICK
from tests.ui_forms.test_refused_by_the_disk import refuse_writing
from tests.ui_pages.test_handover import HERS, change, place, type_back, words_on

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def hand(open_window: Window) -> Callable[[Callable[[HandOver], object]], None]:
    """Open the dialog and act in it."""

    def go(act: Callable[[HandOver], object]) -> None:
        in_dialog(lambda: HandOver(open_window.desk, open_window, cost=QUICK).exec(), act)

    return go


def test_a_lock_on_the_last_step_leaves_the_handover_to_be_finished(
    hand: Any, open_window: Window, until: Any, vault: Path
):
    old = copies.copies_of(vault)

    def lock(dialog: HandOver) -> None:
        change(dialog, until)
        type_back(dialog, until)
        step: Any = dialog.step
        step.take.click()
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_L, CTRL)
        walk.settle()
        assert not dialog.isVisible()

    hand(lock)
    assert isinstance(open_window.front, UnlockScreen)
    assert "handed over" not in open_window.front.messages.words.text()
    assert open_window.desk.wait_closed()
    open_window.desk.take(open_vault(vault, HERS, costs=(QUICK,)))
    walk.settle()
    successor = handing_over.begun(open_window.desk.store)
    assert successor is not None
    assert successor.name == "Rae Whitlock"
    assert set(old) < set(copies.copies_of(vault))

    def finish(dialog: HandOver) -> None:
        until(lambda: dialog._job is None)
        assert place(dialog) == "Step 6 of 6"
        assert dialog.step.begins() is not None
        dialog.reject()

    hand(finish)
    assert handing_over.begun(open_window.desk.store) is None


def test_a_handover_whose_end_the_disk_refuses_stays_and_is_not_said_to_be_done(
    hand: Any, open_window: Window, until: Any
):
    store = open_window.desk.store
    said: list[str] = []
    open_window.desk.said.connect(lambda message: said.append(message.words))

    def finish(dialog: HandOver) -> None:
        change(dialog, until)
        type_back(dialog, until)
        refuse_writing(store)
        dialog.main.click()
        walk.settle()
        assert dialog.isVisible()
        assert dialog.messages.isVisible()
        assert place(dialog) == "Step 6 of 6"
        assert not any("handed over" in words for words in said)
        dialog.reject()

    hand(finish)
    assert handing_over.begun(store) is not None
    refuse_writing(store, False)

    def finish_again(dialog: HandOver) -> None:
        until(lambda: dialog._job is None)
        assert place(dialog) == "Step 6 of 6"
        dialog.main.click()

    hand(finish_again)
    assert handing_over.begun(store) is None
    assert said[-1] == "The file is handed over to Rae Whitlock."


def test_a_key_that_stays_in_the_keyring_is_named_on_the_last_step(
    hand: Any, open_window: Window, until: Any
):
    now = quick_unlock.this_moment()
    ends = datetime.fromtimestamp(now.at + 3600).astimezone()
    salt = open_window.desk.store.keys()[1]
    remembered.write_down(salt, quick=True, quick_until=ends, quick_start=now.boot)

    def look(dialog: HandOver) -> None:
        change(dialog, until)  # no keyring answers here
        type_back(dialog, until)
        assert "could not be taken out of this computer’s keyring" in words_on(dialog)
        dialog.main.click()

    hand(look)
