"""What others do to the file: said in the right words, nothing written over, and both versions kept."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from senco_desk.forms.answers import Answer
from senco_desk.services import responses
from senco_desk.store import check, copies, drafts, recovery, remembered
from senco_desk.store.connection import connect
from senco_desk.ui import ask, theme
from senco_desk.ui.dialogs.base import Dialog
from senco_desk.ui.message_bar import MessageBar
from senco_desk.ui.pages.form_page import FormPage
from senco_desk.ui.pages.ways_in.damaged import FileMissing
from senco_desk.ui.pages.ways_in.doubtful import Older, TwoVersions
from senco_desk.ui.pages.ways_in.go_back import ChooseCopy
from senco_desk.ui.pages.ways_in.opening import tell_of_clock
from senco_desk.ui.save_elsewhere import save_elsewhere
from senco_desk.ui.window import Window
from tests.journeys.keyboard import Keyboard
from tests.ui import walk
from tests.ui.answers import answering
from tests.ui.conftest import PASSPHRASE, QUICK, reopen
from tests.ui.losing import NEW, PATIENCE_MS, hurt, opened, pupils, said, step, unlock, unlock_screen
from tests.ui_pages.pupil_steps import in_dialog
from tests.vaults import add_pupil, make_keys_cheap

Key = Qt.Key
ELSEWHERE = "Save a copy elsewhere…"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    make_keys_cheap(monkeypatch)


@pytest.fixture
def older(vault: Path) -> bytes:
    """What the file was before its newest pupil, and this laptop last left it after."""
    before = vault.read_bytes()
    store = reopen(vault)
    add_pupil(store)
    remembered.note(store)
    store.close(copy=False)
    return before


def press_in_message(window: Window, words: str) -> None:
    """Press what the message offers, by keyboard."""
    keys = Keyboard()
    if window.shell is not None and window.shell.messages.action.text() == words:
        window.shell.messages.action.setFocus()
    else:
        keys.tab_to(words)
    keys.press(Key.Key_Return)


def test_an_older_file_put_in_place_is_said_before_it_is_shown_and_opened_all_the_same(
    make_window: Callable[..., Window], vault: Path, older: bytes, qtbot: QtBot
):
    vault.write_bytes(older)
    window = make_window(vault)
    unlock(window, qtbot)
    shown = step(window, qtbot, Older)
    assert "1 saved step is missing" in " ".join(label.text() for label in shown.findChildren(QLabel))
    assert window.shell is None
    assert vault.read_bytes() == older
    Keyboard().tab_to("Open it all the same").press(Key.Key_Return)
    assert pupils(opened(window, qtbot)) == 0
    window.lock()
    unlock(window, qtbot)
    opened(window, qtbot)  # and is not asked about again


def test_an_older_file_leads_to_its_copies_and_is_closed_first(
    make_window: Callable[..., Window], vault: Path, older: bytes, qtbot: QtBot
):
    vault.write_bytes(older)
    window = make_window(vault)
    keys = unlock(window, qtbot)
    step(window, qtbot, Older)
    keys.press(Key.Key_Return)
    step(window, qtbot, ChooseCopy)
    assert window.desk.wait_closed()
    reopen(vault).close(copy=False)
    keys.press(Key.Key_Escape)
    unlock_screen(window, qtbot)


def two_versions(vault: Path) -> Path:
    """Have a sync program keep a second version with one pupil less."""
    other = vault.with_name(f"{vault.stem}-LAPTOP7.senco")
    shutil.copy(vault, other)
    store = reopen(vault)
    add_pupil(store)
    store.close(copy=False)
    return other


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_second_version_is_shown_side_by_side_once_and_both_stay(
    make_window: Callable[..., Window], vault: Path, qtbot: QtBot, scale: float
):
    other = two_versions(vault)
    left = (vault.read_bytes(), other.read_bytes())
    window = make_window(vault)
    theme.current().enlarge(scale)
    keys = unlock(window, qtbot)
    shown = step(window, qtbot, TwoVersions)
    words = [label.text() for label in shown.findChildren(QLabel)]
    at = words.index("Pupils")
    assert words[at + 1 : at + 3] == ["1", "0"]
    assert window.front is not None
    assert walk.faults(window.front) == []
    assert walk.out_of_order(window.front) == []
    keys.press(Key.Key_Return)  # keep both, open this one
    assert pupils(opened(window, qtbot)) == 1
    window.lock()
    unlock(window, qtbot)
    opened(window, qtbot)
    window.close()
    assert (vault.read_bytes(), other.read_bytes()) == left


def test_the_other_version_is_opened_instead(make_window: Callable[..., Window], vault: Path, qtbot: QtBot):
    other = two_versions(vault)
    left = vault.read_bytes()
    window = make_window(vault)
    unlock(window, qtbot)
    step(window, qtbot, TwoVersions)
    Keyboard().tab_to("Open the other one").press(Key.Key_Return)
    store = opened(window, qtbot)
    assert (store.path, pupils(store)) == (other, 0)
    assert vault.read_bytes() == left


def test_where_the_other_version_does_not_open_this_one_still_does(
    make_window: Callable[..., Window], vault: Path, qtbot: QtBot
):
    other = two_versions(vault)
    window = make_window(vault)
    unlock(window, qtbot)
    step(window, qtbot, TwoVersions)
    other.unlink()
    Keyboard().tab_to("Open the other one").press(Key.Key_Return)
    step(window, qtbot, TwoVersions)
    assert said(window)
    Keyboard().tab_to("Keep both, open this one").press(Key.Key_Return)
    assert opened(window, qtbot).path == vault


def test_the_other_version_under_another_passphrase_is_asked_for_by_name(
    make_window: Callable[..., Window], vault: Path, qtbot: QtBot
):
    other = two_versions(vault)
    store = reopen(vault)
    recovery.change_passphrase(store, NEW, cost=QUICK)
    store.close(copy=False)
    window = make_window(vault)
    unlock(window, qtbot, NEW)
    shown = step(window, qtbot, TwoVersions)
    assert "Another passphrase opens it." in " ".join(label.text() for label in shown.findChildren(QLabel))
    Keyboard().tab_to("Open the other one").press(Key.Key_Return)
    unlock_screen(window, qtbot)
    assert window.vault == other


def test_a_file_replaced_while_open_is_not_written_to_and_all_of_it_is_saved_elsewhere(
    open_window: Window, vault: Path, tmp_path: Path, qtbot: QtBot
):
    store = open_window.desk.store
    add_pupil(store)
    replacement = vault.with_name("from elsewhere")
    replacement.write_bytes(b"another version " * 4096)
    left = replacement.read_bytes()
    replacement.replace(vault)
    assert open_window.desk.run(add_pupil) is None
    assert said(open_window).startswith("The file was taken away or replaced while it was open")
    target = tmp_path / "Elsewhere.senco"
    with answering(target):
        press_in_message(open_window, ELSEWHERE)
        qtbot.waitUntil(lambda: "All of it" in said(open_window), timeout=PATIENCE_MS)
    assert vault.read_bytes() == left
    copy = reopen(target)
    assert pupils(copy) == 1
    copy.close(copy=False)


def test_a_file_deleted_while_open_is_told_and_its_copy_is_offered_after_locking(
    open_window: Window, vault: Path, qtbot: QtBot
):
    add_pupil(open_window.desk.store)
    vault.unlink()
    assert open_window.desk.run(add_pupil) is None
    assert "taken away" in said(open_window)
    open_window.lock()
    shown = step(open_window, qtbot, FileMissing)
    assert shown.choice is not None
    copy = reopen(shown.choice.path)
    assert pupils(copy) == 1
    copy.close(copy=False)


def test_a_lock_held_by_another_program_is_told_and_the_next_save_goes_through(
    open_window: Window, vault: Path
):
    store = open_window.desk.store
    holder = connect(vault, *store.keys())
    holder.execute("BEGIN IMMEDIATE")
    assert open_window.desk.run(add_pupil) is None
    assert said(open_window).startswith("Another program is using the file")
    holder.execute("ROLLBACK")
    holder.close()
    assert open_window.desk.run(add_pupil) is not None
    assert check.findings(store) == []


def test_what_is_typed_where_nothing_can_be_saved_goes_on_in_a_copy_elsewhere(
    open_window: Window, vault: Path, tmp_path: Path, qtbot: QtBot
):
    desk = open_window.desk
    response_id = responses.start(desk.store, add_pupil(desk.store), "family_views")
    page = open_window.go("form", response_id=response_id)
    walk.settle()
    assert isinstance(page, FormPage)
    assert page.editor is not None
    left = vault.read_bytes()
    pulled_out = vault.rename(tmp_path / "pulled out")
    page.editor.fill({"worries": Answer("Playtimes.")})
    page._autosave.touch()
    page._autosave.flush()
    assert "nothing was saved" in said(open_window)
    target = tmp_path / "Elsewhere.senco"
    with answering(target):
        press_in_message(open_window, ELSEWHERE)
        qtbot.waitUntil(lambda: "with what you typed" in said(open_window), timeout=PATIENCE_MS)
    assert pulled_out.read_bytes() == left
    press_in_message(open_window, "Go on in that copy")
    qtbot.waitUntil(lambda: desk.is_open and desk.store.path == target, timeout=PATIENCE_MS)
    walk.settle()
    assert open_window.shell is not None
    again = open_window.shell.current
    assert isinstance(again, FormPage)
    assert again.editor is not None
    assert again.editor.answers()["worries"].value == "Playtimes."
    assert responses.open_response(desk.store, response_id).answers["worries"].value == "Playtimes."


def test_a_copy_that_cannot_be_gone_on_in_is_told(open_window: Window, tmp_path: Path, qtbot: QtBot):
    target = tmp_path / "Elsewhere.senco"
    with answering(target):
        save_elsewhere(open_window.desk, open_window)
        qtbot.waitUntil(lambda: "All of it" in said(open_window), timeout=PATIENCE_MS)
    hurt(target, 1)
    press_in_message(open_window, "Go on in that copy")
    qtbot.waitUntil(lambda: "damaged" in said(open_window), timeout=PATIENCE_MS)
    assert open_window.vault == target
    unlock_screen(open_window, qtbot)


def test_a_refusing_disk_is_told_in_the_dialog_and_what_is_typed_there_goes_into_a_copy(
    open_window: Window, vault: Path, tmp_path: Path, qtbot: QtBot
):
    keys = Keyboard()
    target = tmp_path / "Elsewhere.senco"
    pulled_out = tmp_path / "pulled out"
    keys.chord("Ctrl+2")

    def look(dialog: Dialog) -> None:
        keys.types("Idris").chord("Tab").types("Halloran")
        vault.rename(pulled_out)
        keys.chord("Ctrl+Return")
        (bar,) = dialog.findChildren(MessageBar)
        assert bar.isVisible()
        assert "nothing was saved" in bar.words.text()
        assert walk.faults(dialog) == []
        with answering(target):
            keys.tab_to(ELSEWHERE).press(Key.Key_Return)
            qtbot.waitUntil(lambda: "with what you typed" in bar.words.text(), timeout=PATIENCE_MS)
        pulled_out.rename(vault)  # the stick is in again
        keys.chord("Ctrl+Return")

    in_dialog(lambda: keys.chord("Ctrl+N"), look)
    assert pupils(open_window.desk.store) == 1
    copy = reopen(target)
    assert any("Halloran" in draft.body for draft in drafts.all_drafts(copy))
    copy.close(copy=False)


@contextmanager
def nobody_special() -> Iterator[None]:
    """Be held to a file's permissions, also where the tests run as root."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def shared(vault: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file and its copies in a folder that anybody may look into."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        (folder / "home").mkdir()
        monkeypatch.setenv("SENCO_DESK_HOME", str(folder / "home"))
        (folder / "share").mkdir()
        moved = Path(shutil.copy(vault, folder / "share" / vault.name))
        shutil.copytree(copies.folder_for(vault), copies.folder_for(moved))
        for each in folder.rglob("*"):
            each.chmod(0o777 if each.is_dir() else 0o666)
        yield moved
        for each in folder.rglob("*"):
            each.chmod(0o777 if each.is_dir() else 0o666)


@pytest.mark.parametrize("what", ["folder", "file"])
def test_a_read_only_folder_or_file_is_told_and_copied_to_a_folder_of_ones_own(
    make_window: Callable[..., Window],
    shared: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
):
    left = shared.read_bytes()
    if what == "file":
        shared.chmod(0o444)
    else:
        shared.parent.chmod(0o555)
    monkeypatch.setattr(ask, "documents", lambda: shared.parent.parent)  # not root’s
    window = make_window(shared)
    with nobody_special():
        keys = unlock(window, qtbot)
        qtbot.waitUntil(lambda: said(window) != "", timeout=PATIENCE_MS)
        assert ("read only" if what == "file" else "folder cannot be written to") in said(window)
        bar = unlock_screen(window, qtbot).messages
        assert bar.action.y() > bar.words.y()  # beneath, or the words would have no room
        target = shared.parent.parent / "My own.senco"
        with answering(target):
            press_in_message(window, "Copy it to a folder of my own…")
            qtbot.waitUntil(lambda: window.vault == target, timeout=PATIENCE_MS)
        unlock_screen(window, qtbot)
        assert "Unlock it here" in said(window)
        keys.types(PASSPHRASE).press(Key.Key_Return)
        add_pupil(opened(window, qtbot))
        window.close()
    assert shared.read_bytes() == left


def test_a_clock_that_stands_before_the_newest_change_is_told(open_window: Window):
    add_pupil(open_window.desk.store)
    now = datetime.now().astimezone()
    tell_of_clock(open_window.desk, now - timedelta(hours=20))
    assert said(open_window) == ""
    tell_of_clock(open_window.desk, now - timedelta(days=400))
    assert "Put the clock right" in said(open_window)
