"""A double click and a key held down answer one step, never the next one that was not read yet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from senco_desk.services import handing_over
from senco_desk.store import recovery
from senco_desk.ui.dialogs.hand_over import HandOver
from senco_desk.ui.dialogs.hand_over.after import KitStep
from senco_desk.ui.window import Window
from tests.journeys.keyboard import in_dialog
from tests.ui import walk
from tests.ui.conftest import QUICK

LEFT = Qt.MouseButton.LeftButton


def click_twice(button: QWidget) -> None:
    """As a mouse does it, so fast that it counts as a double click."""
    QTest.mouseClick(button, LEFT)
    walk.settle()
    QTest.mouseDClick(button, LEFT)
    QTest.mouseRelease(button, LEFT)
    walk.settle()


def hold_enter(times: int = 5) -> None:
    """Enter held down, in whatever has the keyboard."""
    for held in range(times):
        focused = QApplication.focusWidget()
        assert focused is not None
        key = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", held > 0, 1
        )
        QApplication.sendEvent(focused, key)
        walk.settle()


def act_in(window: Window, act: Callable[[HandOver], object]) -> None:
    def acted(dialog: HandOver) -> None:
        try:
            act(dialog)
        finally:
            dialog.hide()

    in_dialog(lambda: HandOver(window.desk, window, cost=QUICK).exec(), acted)


@pytest.mark.parametrize("press", [lambda dialog: click_twice(dialog.main), lambda _dialog: hold_enter()])
def test_next_goes_one_step_however_it_is_pressed(open_window: Window, press: Callable[[HandOver], object]):
    def look(dialog: HandOver) -> None:
        dialog.main.setFocus(Qt.FocusReason.OtherFocusReason)
        press(dialog)
        assert dialog.where.text() == "Step 2 of 6"
        dialog.main.setFocus(Qt.FocusReason.OtherFocusReason)
        click_twice(dialog.main)
        assert dialog.where.text() == "Step 3 of 6"
        assert not dialog.step.fields["present"].wrong()

    act_in(open_window, look)


def test_enter_held_down_in_a_field_presses_the_main_button_once(open_window: Window):
    def look(dialog: HandOver) -> None:
        pressed: list[str] = []
        dialog.forward()
        dialog.forward()
        walk.settle()
        dialog.main.clicked.connect(lambda _on=False: pressed.append(dialog.where.text()))
        hold_enter()
        assert pressed == ["Step 3 of 6"]

    act_in(open_window, look)


def test_a_double_click_on_check_the_code_still_shows_what_the_old_passphrase_opens(open_window: Window):
    store = open_window.desk.store

    def look(dialog: HandOver) -> None:
        dialog._show(dialog._place(KitStep))
        walk.settle()
        dialog.step.fields["code"].area.setPlainText(recovery.kit_of(store).code)  # type: ignore[attr-defined]
        click_twice(dialog.main)
        assert dialog.isVisible()
        assert dialog.where.text() == "Step 6 of 6"
        while dialog._job is not None:
            walk.settle()

    act_in(open_window, look)
    assert handing_over.begun(store) is None
