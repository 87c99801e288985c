"""A damaged or missing file: said as such, left as it is, and the newest sound copy offered first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from senco_desk.store import check, copies, recovery
from senco_desk.ui import theme
from senco_desk.ui.pages.first_run import FirstRun
from senco_desk.ui.pages.ways_in.damaged import FileDamaged, FileMissing, SavedSome
from senco_desk.ui.pages.ways_in.file_code import TypeFileCode
from senco_desk.ui.pages.ways_in.forgotten import TypeCode
from senco_desk.ui.pages.ways_in.go_back import ChooseCopy, Confirm, OpenCopy
from senco_desk.ui.window import Window
from tests.journeys.keyboard import Keyboard, focus
from tests.ui import walk
from tests.ui.answers import answering
from tests.ui.conftest import PASSPHRASE, reopen
from tests.ui.losing import go, hurt, opened, pupils, said, step, unlock, unlock_screen
from tests.vaults import add_pupil, make_keys_cheap, not_shown

Key = Qt.Key


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    make_keys_cheap(monkeypatch)


@pytest.fixture
def filled(vault: Path) -> Path:
    """The file with two pupils and a copy of each moment."""
    store = reopen(vault)
    for _ in range(2):
        add_pupil(store)
        copies.keep_copy(store)
    store.close()
    return vault


def words_of(shown: QWidget) -> str:
    return " ".join(label.text() for label in shown.findChildren(QLabel))


def test_a_damaged_file_offers_its_newest_sound_copy_with_its_age_and_goes_back_to_it(
    make_window: Callable[..., Window], filled: Path, qtbot: QtBot
):
    newest, sound = copies.copies_of(filled)[:2]
    hurt(newest, 4)
    left = hurt(filled, 30)
    window = make_window(filled)
    keys = unlock(window, qtbot)
    shown = step(window, qtbot, FileDamaged)
    assert "1 of its" in words_of(shown)
    assert "left exactly as it is" in words_of(shown)
    assert "just now" in words_of(shown)
    assert shown.choice is not None
    assert shown.choice.path == sound
    keys.press(Key.Key_Return)
    step(window, qtbot, Confirm)  # the passphrase is not asked for again
    assert filled.read_bytes() == left
    keys.press(Key.Key_Return)
    assert pupils(opened(window, qtbot)) == 1
    (aside,) = filled.parent.glob("*set aside*.senco")
    assert aside.read_bytes() == left


def test_what_can_be_read_is_saved_in_a_new_file_with_what_came_over_and_what_is_lost(
    make_window: Callable[..., Window], filled: Path, tmp_path: Path, qtbot: QtBot
):
    for copy in copies.copies_of(filled):
        copy.unlink()
    left = hurt(filled, 30)
    window = make_window(filled)
    keys = unlock(window, qtbot)
    shown = step(window, qtbot, FileDamaged)
    assert "no sound copy" in words_of(shown)
    target = tmp_path / "Saved.senco"
    with answering(target):
        keys.press(Key.Key_Return)  # the one way on that is left has the keyboard
        told = words_of(step(window, qtbot, SavedSome))
    assert "Pupil: 2" in told
    assert "What is lost" in told
    keys.press(Key.Key_Return)
    store = opened(window, qtbot)
    assert store.path == target
    assert check.findings(store) == []
    assert pupils(store) == 2
    assert filled.read_bytes() == left


def test_a_partial_upload_is_called_damaged_and_is_not_written_to(
    make_window: Callable[..., Window], filled: Path, qtbot: QtBot
):
    body = filled.read_bytes()
    for part in (body[: len(body) // 2], body[: 4096 * 20], bytes(len(body))):
        filled.write_bytes(part)
        window = make_window(filled)
        unlock(window, qtbot)
        step(window, qtbot, FileDamaged)
        assert filled.read_bytes() == part
        window.close()


def test_a_wrong_passphrase_on_a_damaged_file_stays_the_plain_sentence(
    make_window: Callable[..., Window], filled: Path, qtbot: QtBot
):
    hurt(filled, 30)
    window = make_window(filled)
    screen = unlock_screen(window, qtbot)
    Keyboard().types("not the right words").press(Key.Key_Return)
    qtbot.waitUntil(lambda: screen.field.wrong() != "", timeout=30_000)
    assert screen.field.wrong() == "That passphrase does not open this file. Look at capitals and spaces."


def test_a_file_that_has_gone_is_put_back_from_its_newest_copy(
    make_window: Callable[..., Window], filled: Path, qtbot: QtBot
):
    filled.unlink()
    window = make_window(filled)
    shown = step(window, qtbot, FileMissing)
    assert "is not in" in shown.title.text()
    keys = Keyboard().press(Key.Key_Return)
    step(window, qtbot, OpenCopy)
    keys.types(PASSPHRASE).press(Key.Key_Return)
    confirm = step(window, qtbot, Confirm)
    assert "where no file is now" in words_of(confirm)
    keys.press(Key.Key_Return)
    assert pupils(opened(window, qtbot)) == 2
    assert "set aside" not in said(window)


def test_a_file_that_has_gone_without_a_copy_leads_to_first_run(
    make_window: Callable[..., Window], tmp_path: Path
):
    window = make_window(tmp_path / "never.senco")
    assert isinstance(window.front, FirstRun)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_step_is_clipped_nameless_or_out_of_order(
    make_window: Callable[..., Window], filled: Path, tmp_path: Path, qtbot: QtBot, scale: float
):
    hurt(filled, 30)
    window = make_window(filled)
    theme.current().enlarge(scale)

    def look() -> None:
        walk.settle()
        assert window.front is not None
        assert walk.faults(window.front) == []
        assert walk.out_of_order(window.front) == []

    keys = unlock(window, qtbot)
    shown = step(window, qtbot, FileDamaged)
    look()
    with answering(tmp_path / "Saved.senco"):
        shown.save.setFocus()
        keys.press(Key.Key_Return)
        step(window, qtbot, SavedSome)
    look()
    window.show_front()
    assert window.desk.wait_closed()
    filled.unlink()
    window.show_front()
    step(window, qtbot, FileMissing)
    look()


def test_where_the_disk_does_not_show_the_copies_that_is_said_and_the_other_ways_stay_open(
    make_window: Callable[..., Window], filled: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    left = hurt(filled, 30)
    window = make_window(filled)
    not_shown(monkeypatch, copies.folder_for(filled))
    unlock(window, qtbot)
    shown = step(window, qtbot, FileDamaged)
    qtbot.waitUntil(lambda: "cannot be read" in shown.newest.text())
    assert shown.main is not None
    assert not shown.main.isVisible()
    assert shown.save.isEnabled()
    assert focus() is shown.save
    shown._others()
    listed = step(window, qtbot, ChooseCopy)
    qtbot.waitUntil(lambda: "The folder with the copies cannot be read." in words_of(listed))
    assert not listed.list.isVisible()
    assert filled.read_bytes() == left


def test_a_file_whose_beginning_is_damaged_is_saved_by_both_codes_of_its_kit_without_any_copy(
    make_window: Callable[..., Window], filled: Path, tmp_path: Path, qtbot: QtBot
):
    store = reopen(filled)
    kit = recovery.kit_of(store)
    store.close(copy=False)
    for copy in copies.copies_of(filled):
        copy.unlink()
    body = filled.read_bytes()
    filled.write_bytes(bytes(16) + body[16:])
    left = filled.read_bytes()
    window = make_window(filled)
    keys = go(window, qtbot, "I have forgotten the passphrase")
    shown = step(window, qtbot, TypeCode)
    assert not shown.by_both.isVisible()
    keys.types(kit.code).press(Key.Key_Return)
    qtbot.waitUntil(shown.by_both.isVisible, timeout=20_000)
    assert "belongs to another file" in shown.code.wrong()
    keys.tab_to("It is this file’s kit: use its file code").press(Key.Key_Return)
    both = step(window, qtbot, TypeFileCode)
    keys.types(f"{kit.file_code[:-1]}?").press(Key.Key_Return)
    assert both.fields["code"].wrong()
    both.line.clear()
    keys.types(kit.file_code)
    with answering(tmp_path / "Saved.senco"):
        keys.press(Key.Key_Return)
    step(window, qtbot, SavedSome)
    keys.press(Key.Key_Return)
    assert pupils(opened(window, qtbot)) == 2
    assert window.desk.store.path == tmp_path / "Saved.senco"
    assert filled.read_bytes() == left
