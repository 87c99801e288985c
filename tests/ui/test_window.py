"""The shell: rail, top bar, search, message bar, keys, locking and closing."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from senco_desk.errors import Mistake, Trouble
from senco_desk.models.school import SchoolInput
from senco_desk.services import school
from senco_desk.store import Store, copies, drafts
from senco_desk.ui import pages, settings, theme
from senco_desk.ui.copy_age import copy_words
from senco_desk.ui.desk import Message
from senco_desk.ui.dialogs.base import Dialog
from senco_desk.ui.dialogs.shortcuts import ShortcutSheet
from senco_desk.ui.pages.help import HelpPage
from senco_desk.ui.pages.unlock import UnlockScreen
from senco_desk.ui.shell.frame import Shell
from senco_desk.ui.widgets import Pick
from senco_desk.ui.window import Window
from tests.ui import walk
from tests.ui.conftest import reopen
from tests.ui_pages.pupil_steps import make_idris, press, show

CTRL = Qt.KeyboardModifier.ControlModifier


def _shell(window: Window) -> Shell:
    assert window.shell is not None
    return window.shell


# locking


def test_ctrl_l_locks_and_nothing_of_the_file_is_on_the_screen(open_window: Window, qtbot: QtBot):
    desk = open_window.desk
    store = desk.store
    with qtbot.waitSignal(desk.closed, timeout=10_000):
        started = time.monotonic()
        press(Qt.Key.Key_L, how=CTRL)
        assert time.monotonic() - started < 1.0
        assert open_window.shell is None
        assert isinstance(open_window.front, UnlockScreen)
        assert not desk.is_open
    assert store.closed


def test_ctrl_l_locks_within_a_second_with_a_dialog_open(open_window: Window, qtbot: QtBot):
    took: list[float] = []

    def press_in_dialog() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        started = time.monotonic()
        QTest.keyClick(dialog, Qt.Key.Key_L, CTRL)
        took.append(time.monotonic() - started)

    QTimer.singleShot(0, press_in_dialog)
    with qtbot.waitSignal(open_window.desk.closed, timeout=10_000):
        ShortcutSheet(open_window, open_window.actions_now()).exec()
    assert took[0] < 1.0
    assert QApplication.activeModalWidget() is None
    assert isinstance(open_window.front, UnlockScreen)


def test_ctrl_l_locks_with_a_drop_down_list_open(open_window: Window, qtbot: QtBot):
    page = open_window.go("settings")
    assert page is not None
    pick = page.findChild(Pick)
    assert pick is not None
    pick.showPopup()
    walk.settle()
    with qtbot.waitSignal(open_window.desk.closed, timeout=10_000):
        QTest.keyClick(pick.view(), Qt.Key.Key_L, CTRL)
    assert QApplication.activePopupWidget() is None
    assert isinstance(open_window.front, UnlockScreen)


def test_locking_keeps_what_is_being_typed_and_unlocking_finds_it(
    open_window: Window, vault: Path, qtbot: QtBot
):
    desk = open_window.desk
    desk.add_keeper(lambda: drafts.keep(desk.store, "form-1", "half a sentence"))
    with qtbot.waitSignal(desk.closed, timeout=10_000):
        desk.lock()
    store = reopen(vault)
    kept = drafts.read(store, "form-1")
    store.close()
    assert kept is not None
    assert kept.body == "half a sentence"


def test_unlocking_comes_back_to_the_same_page(open_window: Window, vault: Path, qtbot: QtBot):
    open_window.go("help", of="settings")
    with qtbot.waitSignal(open_window.desk.closed, timeout=10_000):
        open_window.lock()
    open_window.desk.take(reopen(vault))
    page = _shell(open_window).current
    assert isinstance(page, HelpPage)
    assert page.title == "Settings"


def test_a_job_that_runs_is_stopped_by_locking(open_window: Window, qtbot: QtBot):
    desk = open_window.desk
    steps: list[int] = []

    def work(report: Callable[..., None]) -> None:
        while True:
            report(len(steps), 0)
            steps.append(1)
            sum(range(20_000))  # some work

    desk.start(work, done=lambda _none: pytest.fail("it was cancelled"))
    qtbot.waitUntil(lambda: len(steps) > 3)
    with qtbot.waitSignal(desk.closed, timeout=10_000):
        desk.lock()
    qtbot.waitUntil(lambda: not desk.jobs.busy())


# closing


def test_closing_keeps_a_verified_copy_when_something_changed(open_window: Window, vault: Path):
    open_window.desk.run(school.save, SchoolInput(name="Fernhill Academy", phone="01632 960001"))
    open_window.close()
    kept = copies.copies_of(vault)
    assert len(kept) == 2
    store = reopen(kept[0])
    assert school.read(store).phone == "01632 960001"
    store.close()


def test_closing_makes_no_copy_when_nothing_changed(open_window: Window, vault: Path):
    before = copies.copies_of(vault)
    open_window.close()
    assert copies.copies_of(vault) == before


def test_the_window_remembers_its_look_and_its_file_and_nothing_else(open_window: Window, vault: Path):
    theme.current().choose("cream")
    open_window.enlarge(0.2)
    open_window.turn_rail()
    open_window.close()
    kept = settings.read()
    assert (kept.theme, kept.text_size, kept.rail_narrow) == ("cream", 1.2, True)
    assert kept.last_vault == str(vault)


# going about


def test_each_rail_page_has_its_key_and_is_lit(open_window: Window):
    for number, kind in enumerate((page for page in pages.PAGES if page.rail), start=1):
        press(Qt.Key(ord(str(number))), how=CTRL)
        assert _shell(open_window).key == kind.key
        lit = [item.key for item in _shell(open_window).rail.items.values() if item.lit]
        assert lit == [kind.key]


def test_f6_goes_round_the_parts_of_the_window(open_window: Window):
    open_window.go("settings")
    shell = _shell(open_window)
    seen: list[QWidget] = []
    for _ in range(3):
        press(Qt.Key.Key_F6)
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(next(part for part in shell.parts() if part.isAncestorOf(focused)))
    assert {type(part) for part in seen} == {type(part) for part in shell.parts()}


def test_the_rail_turns_narrow_in_a_narrow_window_and_with_very_large_text(open_window: Window):
    rail = _shell(open_window).rail
    assert not rail.is_narrow
    open_window.resize(900, 700)
    walk.settle()
    assert rail.is_narrow
    assert all(item.accessibleName() and item.toolTip() for item in rail.items.values())
    open_window.resize(1366, 768)
    walk.settle()
    assert not rail.is_narrow
    theme.current().enlarge(1.7)
    walk.settle()
    assert rail.is_narrow


def test_every_shortcut_is_used_once(open_window: Window):
    for kind in pages.PAGES:
        if kind.rail:
            open_window.go(kind.key)
            keys = [action.keys for action in open_window.actions_now() if action.keys]
            assert len(keys) == len(set(keys)), kind.key


def test_undo_takes_back_the_last_step_and_names_it(open_window: Window):
    desk = open_window.desk
    desk.run(school.save, SchoolInput(name="Renamed Academy"))
    open_window.go("settings")
    desk.undo()
    assert school.read(desk.store).name == "Fernhill Academy"
    bar = _shell(open_window).messages
    assert bar.words.text() == "Undone: change the school's details."
    bar.action.click()
    assert school.read(desk.store).name == "Renamed Academy"


# messages


def test_what_was_saved_is_shown_with_its_time(open_window: Window):
    open_window.desk.run(school.save, SchoolInput(name="Fernhill Academy", phone="01632 960002"))
    assert _shell(open_window).bar.saved.accessibleName().startswith("Saved ")


def test_a_refusal_goes_to_its_field_or_else_to_the_message_bar(open_window: Window):
    def refuse(store: Store) -> None:
        raise Mistake("The date is missing.", "Type a day.", field="date")

    def fail(store: Store) -> None:
        raise Trouble("The disk is full.", "Make some room.")

    desk, bar = open_window.desk, _shell(open_window).messages
    told: list[Mistake] = []
    assert desk.run(refuse, refuse=told.append) is None
    assert [mistake.field for mistake in told] == ["date"]
    assert not bar.isVisible()
    desk.run(refuse)
    assert bar.words.text() == "The date is missing. Type a day."
    desk.run(fail)
    assert bar.words.text() == "The disk is full. Make some room."
    assert bar.accessibleName() == bar.words.text()


def test_the_age_of_the_copy_is_said_in_words():
    from datetime import datetime, timedelta

    now = datetime(2026, 11, 22, 10, 0).astimezone()
    ages = [
        (timedelta(seconds=20), "Copy kept just now"),
        (timedelta(minutes=1), "Copy kept 1 minute ago"),
        (timedelta(hours=2, minutes=50), "Copy kept 2 hours ago"),
        (timedelta(days=3), "Copy kept 3 days ago"),
    ]
    assert [copy_words(now - age, now) for age, _ in ages] == [words for _, words in ages]
    assert copy_words(None, now) == ""


# every screen


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
@pytest.mark.parametrize("key", ["settings", "help"])
def test_nothing_is_clipped_at_any_text_size(
    open_window: Window, key: str, scale: float, size: tuple[int, int]
):
    open_window.resize(*size)
    theme.current().enlarge(scale)
    open_window.go(key)
    walk.settle()
    assert walk.clipped(_shell(open_window)) == []


@pytest.mark.parametrize("key", ["settings", "help"])
def test_every_widget_is_named_large_enough_and_in_order(open_window: Window, key: str):
    open_window.go(key)
    walk.settle()
    shell = _shell(open_window)
    assert walk.focusable(shell)
    assert walk.faults(shell) == []
    assert shell.current is not None
    assert walk.out_of_order(shell.current) == []


def test_the_shortcut_sheet_is_named_and_nothing_in_it_is_clipped(open_window: Window):
    sheet = ShortcutSheet(open_window, open_window.actions_now())
    sheet.show()
    walk.settle()
    assert walk.nameless(sheet) == []
    assert walk.clipped(sheet) == []
    sheet.reject()


def test_coming_back_to_another_tab_of_a_pupil_begins_at_that_tab(open_window: Window):
    idris = make_idris(open_window.desk.store)
    page = show(open_window, idris)
    assert QApplication.focusWidget() is page.tabs.chosen_tab()
    open_window.go("today")
    show(open_window, idris, "forms")
    assert QApplication.focusWidget() is page.tabs.chosen_tab()


def test_tab_leads_from_the_end_of_a_page_to_the_message_and_then_the_rail(open_window: Window):
    open_window.go("settings")
    open_window.desk.said.emit(Message("Something was done.", action="Undo", run=lambda: None))
    walk.settle()
    shell = _shell(open_window)
    assert shell.current is not None
    last = walk.focusable(shell.current)[-1]
    last.setFocus()
    QTest.keyClick(last, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is shell.messages.action
    press(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert shell.rail.isAncestorOf(focused)


def test_the_overviews_columns_are_as_wide_as_the_text_size_asks_whatever_it_was_before(open_window: Window):
    page = show(open_window, make_idris(open_window.desk.store))
    worn = theme.current()
    seen = []
    for scale in (1.3, 2.0, 1.3):
        worn.enlarge(scale)
        walk.settle()
        seen.append(page.overview.body.height())
    assert seen[0] == seen[2]


def test_what_a_page_refuses_when_it_is_shown_is_still_said(open_window: Window):
    open_window.go("form", response_id=999)
    assert open_window.shell is not None
    assert open_window.shell.messages.isVisible()
    assert open_window.shell.messages.words.text()
    open_window.go("today")
    assert not open_window.shell.messages.isVisible()
