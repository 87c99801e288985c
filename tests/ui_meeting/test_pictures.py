"""In the meeting view every window of the program asks to be left out of screen pictures."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QDialog, QMenu

from senco_desk.ui import capture, settings
from senco_desk.ui.meeting.leave import LeaveMeeting
from senco_desk.ui.widgets import Pick
from senco_desk.ui.window import Window
from tests.ui import walk


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[int, bool]:
    """Which windows, by their handles, were asked to stay out of screen pictures, or to be in them again."""
    asked: dict[int, bool] = {}

    def refuse(window: int, wanted: bool) -> bool:
        asked[window] = wanted
        return True

    monkeypatch.setattr(capture, "refuse", refuse)
    monkeypatch.setattr(capture, "can_refuse", lambda: True)
    return asked


def test_screen_pictures_are_refused_only_where_that_is_chosen(
    open_window: Window, others: list[int], asked: dict[int, bool]
):
    open_window.meeting.begin(1)
    assert asked == {int(open_window.winId()): True}
    open_window.meeting._over()
    assert asked == {int(open_window.winId()): False}
    asked.clear()
    open_window.settings.hide_from_pictures = False
    open_window.meeting.begin(1)
    assert asked == {}


def test_every_window_over_the_meeting_view_is_kept_out_of_pictures_too(
    open_window: Window, others: list[int], asked: dict[int, bool]
):
    open_window.meeting.begin(1)
    walk.settle()
    dialog = LeaveMeeting(open_window.desk, open_window)
    menu, pick = QMenu(open_window), Pick()
    menu.addAction("Copy")
    pick.addItems(["One", "Two"])
    pick.setParent(dialog)
    dialog.show()
    menu.popup(dialog.pos())
    menu_id = int(menu.winId())
    menu.hide()
    pick.show()
    pick.showPopup()
    assert asked[int(dialog.winId())]
    assert asked[menu_id]
    assert asked[int(pick.view().window().winId())]
    pick.hidePopup()
    assert len(asked) == 4
    assert all(asked.values())
    open_window.meeting._over()
    assert not any(asked.values())
    asked.clear()
    other = QDialog(open_window)
    other.show()
    assert asked == {}
    for top in (dialog, menu, other):
        top.close()
        top.deleteLater()
    walk.settle()


def test_the_choice_about_screen_pictures_is_kept_where_the_system_can(
    open_window: Window, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(capture, "can_refuse", lambda: True)
    page: Any = open_window.go("settings")
    page.meeting.hide_it.click()
    assert settings.read().hide_from_pictures is False


def test_elsewhere_the_settings_say_that_it_cannot_be_done(open_window: Window):
    page: Any = open_window.go("settings")
    if capture.can_refuse():
        return
    assert "cannot" in page.meeting.words.text()
    assert not capture.refuse(int(open_window.winId()), True)
