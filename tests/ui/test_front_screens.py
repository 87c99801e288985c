"""Unlock and first run: by keyboard, with the real file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from senco_desk.services import school
from senco_desk.store import open_vault
from senco_desk.ui import ask, theme
from senco_desk.ui.pages.first_run import FirstRun
from senco_desk.ui.pages.make_file import MakeFile
from senco_desk.ui.pages.unlock import CopyAge, UnlockScreen
from senco_desk.ui.window import Window
from tests.journeys.keyboard import in_dialog
from tests.ui import walk
from tests.ui.answers import answering
from tests.ui.conftest import PASSPHRASE

NEW_PASSPHRASE = "glacier teapot violin hedgehog"


def _type(text: str) -> None:
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    QTest.keyClicks(focused, text)


def _press(key: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, how)


def _tab_to(name: str) -> None:
    for _ in range(30):
        focused = QApplication.focusWidget()
        if focused is not None and walk.name_of(focused).startswith(name):
            return
        _press(Qt.Key.Key_Tab)
    pytest.fail(f"Tab never reaches {name}")


def _unlock_screen(window: Window) -> UnlockScreen:
    assert isinstance(window.front, UnlockScreen)
    return window.front


def test_the_passphrase_field_has_the_keyboard_at_once(locked_window: Window):
    assert QApplication.focusWidget() is _unlock_screen(locked_window).passphrase


def test_the_right_passphrase_and_enter_open_the_file(locked_window: Window, qtbot: QtBot):
    _type(PASSPHRASE)
    with qtbot.waitSignal(locked_window.desk.unlocked, timeout=10_000):
        _press(Qt.Key.Key_Return)
    assert locked_window.shell is not None
    assert locked_window.front is None


def test_a_wrong_passphrase_says_so_at_the_field_and_keeps_what_was_typed(
    locked_window: Window, qtbot: QtBot
):
    screen = _unlock_screen(locked_window)
    _type("not the right words")
    _press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.field.wrong() != "", timeout=10_000)
    assert "passphrase" in screen.field.wrong().lower()
    assert screen.passphrase.text() == "not the right words"
    assert QApplication.focusWidget() is screen.passphrase
    assert screen.passphrase.accessibleDescription().startswith(screen.field.wrong())
    assert not locked_window.desk.is_open


def test_the_age_of_the_copy_is_said_anew_while_the_window_stays_locked(qtbot: QtBot):
    shown = CopyAge()  # by itself: in the window, the copies found beside the file are told to it at any time
    qtbot.addWidget(shown)
    shown.show_age(datetime.now().astimezone())
    assert shown._age.text().startswith("Copy kept just now")
    shown._copied = datetime.now().astimezone() - timedelta(hours=3)
    shown._minute.setInterval(0)
    qtbot.waitUntil(lambda: shown._age.text().startswith("Copy kept 3 hours ago"))
    shown._minute.stop()


def test_no_passphrase_is_asked_for_in_words(locked_window: Window):
    _press(Qt.Key.Key_Return)
    assert _unlock_screen(locked_window).field.wrong() == "Passphrase is empty. Type or paste it."


def test_the_window_answers_while_the_key_is_made(locked_window: Window, qtbot: QtBot):
    screen = _unlock_screen(locked_window)
    _type(PASSPHRASE)
    with qtbot.waitSignal(locked_window.desk.unlocked, timeout=10_000):
        _press(Qt.Key.Key_Return)
        assert screen.button.text() == "Unlocking…"
        assert locked_window.desk.jobs.busy()


def test_ctrl_h_shows_the_passphrase_and_hides_it_again(locked_window: Window):
    field = _unlock_screen(locked_window).passphrase
    assert field.echoMode() == QLineEdit.EchoMode.Password
    _press(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert field.echoMode() == QLineEdit.EchoMode.Normal
    _press(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert field.echoMode() == QLineEdit.EchoMode.Password


def test_a_passphrase_can_be_pasted(locked_window: Window):
    QApplication.clipboard().setText(PASSPHRASE)
    _press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert _unlock_screen(locked_window).passphrase.text() == PASSPHRASE


def test_ctrl_o_opens_another_file(locked_window: Window, tmp_path: Path):
    other = tmp_path / "Hillside.senco"
    other.write_bytes(b"x" * 8192)
    with answering(other) as door:
        _press(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert door.asked == ["Open a SENCO Desk file"]
    assert locked_window.vault == other


def test_nothing_but_the_files_name_is_in_the_title_bar(open_window: Window):
    assert open_window.windowTitle() == "SENCO Desk"


def test_a_whole_first_run_by_keyboard(
    make_window: Callable[..., Window], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(ask, "documents", lambda: tmp_path)
    window = make_window(None)
    assert isinstance(window.front, FirstRun)
    _tab_to("Make my file")
    _press(Qt.Key.Key_Space)
    _type("St Wilfrid's Academy")
    _tab_to("Your name")
    _type("Ruth Amadi")
    _tab_to("Passphrase")
    _type(NEW_PASSPHRASE)
    _tab_to("The same passphrase again")
    _type(NEW_PASSPHRASE)
    in_dialog(lambda: _unlocked_by_return(window, qtbot), lambda kit: kit.later.click())
    assert window.shell is not None
    assert window.shell.key == "pupils"
    made = window.desk.store.path
    assert made == tmp_path / "St Wilfrids Academy.senco"
    assert school.read(window.desk.store).name == "St Wilfrid's Academy"
    assert school.read(window.desk.store).senco_name == "Ruth Amadi"
    window.close()
    open_vault(made, NEW_PASSPHRASE).close()


def _unlocked_by_return(window: Window, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.desk.unlocked, timeout=10_000):
        _press(Qt.Key.Key_Return)
    walk.settle()


def _making(window: Window) -> MakeFile:
    assert isinstance(window.front, FirstRun)
    window.front.make_mine()
    step = window.front.step
    assert isinstance(step, MakeFile)
    return step


@pytest.mark.parametrize(
    ("typed", "again", "field", "words"),
    [
        ("short one", "short one", "passphrase", "too short"),
        (NEW_PASSPHRASE, "glacier teapot violin", "again", "differ"),
        (NEW_PASSPHRASE, "", "again", "once more"),
        ("Fernhill Academy 1", "Fernhill Academy 1", "passphrase", "name that others know"),
    ],
)
def test_a_weak_or_mistyped_passphrase_is_refused_at_its_field(
    make_window: Callable[..., Window], typed: str, again: str, field: str, words: str
):
    step = _making(make_window(None))
    step.school.setText("Fernhill Academy")
    step.senco.setText("Ruth Amadi")
    step.passphrase.setText(typed)
    step.again.setText(again)
    step.make()
    assert words in step.fields[field].wrong()
    assert step.fields[field].wrong() not in step.fields[field].help.text()
    assert QApplication.focusWidget() is step.fields[field].widget


def test_tab_goes_from_the_passphrase_to_the_second_one_and_each_keeps_its_own_words(
    make_window: Callable[..., Window],
):
    step = _making(make_window(None))
    step.passphrase.setFocus()
    _type(NEW_PASSPHRASE)
    _press(Qt.Key.Key_Tab)
    _type("another")
    assert step.passphrase.text() == NEW_PASSPHRASE
    assert step.again.text() == "another"


def test_enter_in_any_field_says_what_is_still_empty(make_window: Callable[..., Window]):
    step = _making(make_window(None))
    step.school.setFocus()
    _type("Fernhill Academy")
    _press(Qt.Key.Key_Return)
    assert "empty" in step.fields["senco_name"].wrong()
    assert QApplication.focusWidget() is step.senco


def test_advice_comes_as_the_passphrase_is_typed(make_window: Callable[..., Window], qtbot: QtBot):
    step = _making(make_window(None))
    step.passphrase.setFocus()
    _type("heron")
    qtbot.waitUntil(lambda: "too short" in step.fields["passphrase"].help.text())
    _type(" lantern biscuit orchard")
    qtbot.waitUntil(lambda: "trong" in step.fields["passphrase"].help.text())


def test_mending_either_of_the_two_passphrases_takes_the_refusal_away(make_window: Callable[..., Window]):
    step = _making(make_window(None))
    step.school.setText("Fernhill Academy")
    step.senco.setText("Ruth Amadi")
    step.passphrase.setText(NEW_PASSPHRASE[:-1])
    step.again.setText(NEW_PASSPHRASE)
    step.make()
    assert "differ" in step.fields["again"].wrong()
    step.passphrase.setText(NEW_PASSPHRASE)
    assert step.fields["again"].wrong() == ""


def test_a_file_given_up_while_it_is_made_leaves_nothing_in_the_way(
    make_window: Callable[..., Window], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    own = tmp_path / "own"
    own.mkdir()
    monkeypatch.setattr(ask, "documents", lambda: own)
    window = make_window(None)
    step = _making(window)
    step.school.setText("Fernhill Academy")
    step.senco.setText("Ruth Amadi")
    step.passphrase.setText(NEW_PASSPHRASE)
    step.again.setText(NEW_PASSPHRASE)
    step.make()
    step.leave()
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=10_000)
    assert not window.desk.is_open
    assert list(own.iterdir()) == []


def test_a_file_that_is_there_already_is_never_written_over(
    make_window: Callable[..., Window], qtbot: QtBot, vault: Path
):
    before = vault.read_bytes()
    step = _making(make_window(None))
    step.school.setText("Fernhill Academy")
    step.senco.setText("Ruth Amadi")
    step.passphrase.setText(NEW_PASSPHRASE)
    step.again.setText(NEW_PASSPHRASE)
    with answering(vault):
        step.place.click()
    step.make()
    qtbot.waitUntil(lambda: step.fields["path"].wrong() != "", timeout=10_000)
    assert vault.read_bytes() == before
    assert QApplication.focusWidget() is step.place


def _front_screens(make_window: Callable[..., Window], vault: Path) -> dict[str, tuple[Window, QWidget]]:
    locked, first, making = make_window(vault), make_window(None), make_window(None)
    assert isinstance(making.front, FirstRun)
    making.front.make_mine()
    walk.settle()
    assert locked.front is not None
    assert first.front is not None
    return {
        "unlock": (locked, locked.front),
        "first run": (first, first.front),
        "make my file": (making, making.front),
    }


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (800, 600)])
def test_nothing_is_clipped_at_any_text_size(
    make_window: Callable[..., Window], vault: Path, scale: float, size: tuple[int, int]
):
    for name, (window, screen) in _front_screens(make_window, vault).items():
        window.resize(*size)
        theme.current().enlarge(scale)
        walk.settle()
        assert walk.clipped(screen) == [], name


def test_every_front_screen_is_named_large_enough_and_in_order(
    make_window: Callable[..., Window], vault: Path
):
    for name, (_window, screen) in _front_screens(make_window, vault).items():
        assert walk.focusable(screen), name
        assert walk.faults(screen) == [], name
        assert walk.out_of_order(screen) == [], name
