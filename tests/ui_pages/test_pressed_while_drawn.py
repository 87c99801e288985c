"""A paper that is being drawn is not drawn a second time by a second press."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senco_desk.errors import Trouble
from senco_desk.services import handover
from senco_desk.ui.dialogs.hand_over import HandOver
from senco_desk.ui.dialogs.hand_over.before import HeldStep
from senco_desk.ui.dialogs.paper import PaperDialog
from senco_desk.ui.pages.keeping_safe import KeepingSafePage
from senco_desk.ui.window import Window
from tests.journeys.keyboard import in_dialog
from tests.ui import walk
from tests.ui.conftest import QUICK
from tests.ui_pages.safe_steps import done


@pytest.fixture
def papers() -> list[PaperDialog]:
    """Every paper that was shown, left by Esc as soon as it is there."""
    return []


def leave_each(shown: list[PaperDialog], until: Callable[[], bool]) -> None:
    """Leave each paper that comes."""
    top = QApplication.activeModalWidget()
    if isinstance(top, PaperDialog):
        shown.append(top)
        top.reject()
    if not until():
        QTimer.singleShot(20, lambda: leave_each(shown, until))


def held(dialog: HandOver) -> HeldStep:
    dialog.main.click()
    walk.settle()
    assert isinstance(dialog.step, HeldStep)
    return dialog.step


def test_the_handover_report_comes_once_for_two_presses(
    open_window: Window, papers: list[PaperDialog], qtbot: QtBot
):
    def press(dialog: HandOver) -> None:
        step = held(dialog)
        done(qtbot, open_window)
        step.report.click()
        step.report.click()
        left: list[bool] = []
        leave_each(papers, lambda: bool(left))
        done(qtbot, open_window)
        left.append(True)
        dialog.reject()

    in_dialog(lambda: HandOver(open_window.desk, open_window, cost=QUICK).exec(), press)
    assert len(papers) == 1


def test_the_kit_and_the_lost_laptop_sheet_come_once_for_two_presses(
    open_window: Window, papers: list[PaperDialog], qtbot: QtBot
):
    page = open_window.go("safe")
    assert isinstance(page, KeepingSafePage)
    done(qtbot, open_window)
    left: list[bool] = []
    leave_each(papers, lambda: bool(left))
    for _ in range(2):
        page.kit.print.click()
    done(qtbot, open_window)
    for _ in range(2):
        page.lost_laptop.sheet.click()
    done(qtbot, open_window)
    left.append(True)
    assert len(papers) == 2


def test_what_is_held_is_looked_for_again_where_it_could_not_be_read(
    open_window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    real = handover.gather

    def refuse(*_args: object, **_named: object) -> None:
        raise Trouble("The disk refused.", "Try again.")

    def look(dialog: HandOver) -> None:
        monkeypatch.setattr(handover, "gather", refuse)
        step = held(dialog)
        done(qtbot, open_window)
        assert "The disk refused." in dialog.messages.words.text()
        assert not step._waiting.isVisible()
        dialog.go_back()
        monkeypatch.setattr(handover, "gather", real)
        dialog.go_on()
        done(qtbot, open_window)
        assert not step._waiting.isVisible()
        assert step.looked
        dialog.reject()

    in_dialog(lambda: HandOver(open_window.desk, open_window, cost=QUICK).exec(), look)
