"""The passphrase is forgotten, or an older copy is wanted: every step by keyboard, and nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from senco_desk.services import recovery_kit
from senco_desk.store import check, copies, recovery
from senco_desk.ui import theme
from senco_desk.ui.pages.first_run import FirstRun
from senco_desk.ui.pages.unlock import UnlockScreen
from senco_desk.ui.pages.ways_in.forgotten import Changed, GivePassphrase, OlderCode, TypeCode
from senco_desk.ui.pages.ways_in.go_back import ChooseCopy, Confirm, OpenCopy
from senco_desk.ui.window import Window
from tests.journeys.keyboard import Keyboard
from tests.ui import walk
from tests.ui.answers import answering
from tests.ui.conftest import PASSPHRASE, QUICK, reopen
from tests.ui.losing import NEW, PATIENCE_MS, go, hurt, opened, pupils, said, step, unlock_screen
from tests.vaults import add_pupil, make_keys_cheap

Key = Qt.Key


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    make_keys_cheap(monkeypatch)


@pytest.fixture
def code(vault: Path) -> str:
    """What stands on the recovery kit of the file."""
    store = reopen(vault)
    written = recovery.kit_of(store).code
    store.close()
    return written


@pytest.fixture
def newer(vault: Path) -> bytes:
    """The file with a pupil more than its copy; gives its bytes."""
    store = reopen(vault)
    add_pupil(store)
    store.close(copy=False)
    return vault.read_bytes()


def test_the_code_opens_the_file_and_a_new_passphrase_is_given_at_once(
    make_window: Callable[..., Window], vault: Path, code: str, qtbot: QtBot
):
    window = make_window(vault)
    keys = go(window, qtbot, "I have forgotten the passphrase")
    assert QApplication.focusWidget() is step(window, qtbot, TypeCode).code.area
    keys.types(code.lower().replace("-", " ")).press(Key.Key_Return)
    given = step(window, qtbot, GivePassphrase)
    assert QApplication.focusWidget() is given.new.first_line
    assert window.shell is None
    keys.types(NEW).tab_to("The new passphrase again").types(NEW).press(Key.Key_Return)
    words = " ".join(label.text() for label in step(window, qtbot, Changed).findChildren(QLabel))
    assert "Print a new recovery kit" in words
    assert f"{len(copies.copies_of(vault))} copies beside the file still open with the old" in words
    keys.tab_to("Open the file, the kit later").press(Key.Key_Return)
    store = opened(window, qtbot)
    assert check.findings(store) == []
    window.close()
    again = make_window(vault)
    keys.types(NEW).press(Key.Key_Return)
    opened(again, qtbot)


def test_all_that_the_trust_finds_in_the_sealed_kit_can_be_pasted(
    make_window: Callable[..., Window], vault: Path, qtbot: QtBot
):
    trust = pyrage.x25519.Identity.generate()
    store = reopen(vault)
    sealed = recovery_kit.sealed_kit(store, str(trust.to_public()))
    store.close()
    window = make_window(vault)
    keys = go(window, qtbot, "I have forgotten the passphrase")
    shown = step(window, qtbot, TypeCode)
    assert "recovery-kit.age" in " ".join(label.text() for label in shown.findChildren(QLabel))
    QApplication.clipboard().setText(pyrage.decrypt(sealed, [trust]).decode())
    keys.press(Key.Key_V, how=Qt.KeyboardModifier.ControlModifier)
    assert shown.code.wrong() == ""
    assert "13 of 13 groups are right" in shown.code.help.text()
    keys.press(Key.Key_Return)
    step(window, qtbot, GivePassphrase)


def test_a_lock_while_the_file_is_written_anew_says_which_passphrase_counts(
    make_window: Callable[..., Window], vault: Path, code: str, qtbot: QtBot
):
    window = make_window(vault)
    keys = go(window, qtbot, "I have forgotten the passphrase").types(code)
    keys.press(Key.Key_Return)
    step(window, qtbot, GivePassphrase)
    keys.types(NEW).tab_to("The new passphrase again").types(NEW).press(Key.Key_Return)
    QTest.keyClick(window, Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    screen = unlock_screen(window, qtbot)
    qtbot.waitUntil(screen.messages.isVisible, timeout=PATIENCE_MS)
    new_counts = "Unlock it with the new one" in screen.messages.words.text()
    keys.types(NEW if new_counts else PASSPHRASE).press(Key.Key_Return)
    opened(window, qtbot)


def test_a_new_passphrase_counts_and_is_said_although_the_copies_cannot_be_read(
    make_window: Callable[..., Window], vault: Path, code: str, qtbot: QtBot
):
    newest = copies.copies_of(vault)[0]
    odd = newest.with_name(newest.name.replace("20", "19", 1))
    window = make_window(vault)
    go(window, qtbot, "I have forgotten the passphrase").types(code).press(Key.Key_Return)
    step(window, qtbot, GivePassphrase)
    odd.symlink_to(odd)  # the disk refuses to look at it
    keys = Keyboard().types(NEW).tab_to("The new passphrase again").types(NEW).press(Key.Key_Return)
    words = " ".join(label.text() for label in step(window, qtbot, Changed).findChildren(QLabel))
    assert "Print a new recovery kit" in words
    keys.tab_to("Open the file, the kit later").press(Key.Key_Return)
    opened(window, qtbot)


def test_not_now_opens_the_file_under_its_old_passphrase(
    make_window: Callable[..., Window], vault: Path, code: str, qtbot: QtBot
):
    window = make_window(vault)
    go(window, qtbot, "I have forgotten the passphrase").types(code).press(Key.Key_Return)
    step(window, qtbot, GivePassphrase)
    Keyboard().tab_to("Not now").press(Key.Key_Return)
    opened(window, qtbot)
    assert "not changed" in said(window)
    window.close()
    reopen(vault).close()


def test_a_wrong_group_is_named_while_typing_and_a_slip_keeps_what_was_typed(
    make_window: Callable[..., Window], vault: Path, code: str, qtbot: QtBot
):
    window = make_window(vault)
    keys = go(window, qtbot, "I have forgotten the passphrase")
    shown = step(window, qtbot, TypeCode)
    wrong = "2" if code[8] != "2" else "3"
    keys.types(code[:8] + wrong + code[9:12])
    assert shown.code.wrong() == "Group 2 is not as on the paper."
    assert shown.code.area.accessibleDescription().startswith("Group 2")
    keys.press(Key.Key_Return)
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=PATIENCE_MS)
    assert shown.code.wrong().startswith("Group 2 is not as it stands on the paper.")
    assert QApplication.focusWidget() is shown.code.area
    QApplication.clipboard().setText(f" {code}\n")
    keys.press(Key.Key_A, how=Qt.KeyboardModifier.ControlModifier)
    keys.press(Key.Key_V, how=Qt.KeyboardModifier.ControlModifier)
    assert shown.code.wrong() == ""
    assert "13 of 13 groups are right" in shown.code.help.text()


def test_an_older_kit_is_told_as_such_and_still_leads_back_to_its_copies(
    make_window: Callable[..., Window], vault: Path, code: str, qtbot: QtBot
):
    store = reopen(vault)
    add_pupil(store)
    recovery.change_passphrase(store, NEW, cost=QUICK)
    store.close()
    window = make_window(vault)
    keys = go(window, qtbot, "I have forgotten the passphrase")
    keys.types(code).press(Key.Key_Return)
    words = " ".join(label.text() for label in step(window, qtbot, OlderCode).findChildren(QLabel))
    assert "before its passphrase was changed" in words
    assert "It still opens 2 copies" in words
    keys.tab_to("Go back to one of these copies").press(Key.Key_Return)
    listed = step(window, qtbot, ChooseCopy).list
    assert [choice.path for choice in listed.choices] == list(copies.copies_of(vault)[1:])
    keys.press(Key.Key_Return)
    step(window, qtbot, Confirm)  # the code is not asked for again
    keys.press(Key.Key_Return)
    assert pupils(opened(window, qtbot)) == 1


def test_going_back_to_a_copy_takes_at_most_five_keys_beside_the_passphrase(
    make_window: Callable[..., Window], vault: Path, newer: bytes, qtbot: QtBot
):
    window = make_window(vault)
    keys = go(window, qtbot, "Go back to a copy")  # 1
    listed = step(window, qtbot, ChooseCopy).list
    assert QApplication.focusWidget() is listed
    assert "When the file was closed" in str(listed.item(0).data(Qt.ItemDataRole.AccessibleTextRole))
    keys.press(Key.Key_Return)  # 2
    step(window, qtbot, OpenCopy)
    keys.types(PASSPHRASE).press(Key.Key_Return)  # 3
    shown = step(window, qtbot, Confirm)
    words = " ".join(label.text() for label in shown.findChildren(QLabel))
    assert vault.read_bytes() == newer
    keys.press(Key.Key_Return)  # 4
    store = opened(window, qtbot)
    assert pupils(store) == 0
    (aside,) = vault.parent.glob("* set aside *.senco")
    assert aside.name in words
    assert aside.name in said(window)
    assert aside.read_bytes() == newer


def test_a_wrong_passphrase_and_an_unsound_copy_are_said_and_nothing_moves(
    make_window: Callable[..., Window], vault: Path, newer: bytes, qtbot: QtBot
):
    window = make_window(vault)
    keys = go(window, qtbot, "Go back to a copy")
    step(window, qtbot, ChooseCopy)
    keys.press(Key.Key_Return)
    shown = step(window, qtbot, OpenCopy)
    keys.types("not the right words").press(Key.Key_Return)
    qtbot.waitUntil(lambda: shown.fields["passphrase"].wrong() != "", timeout=PATIENCE_MS)
    assert "does not open this file" in shown.fields["passphrase"].wrong()
    assert shown.passphrase.text() == "not the right words"
    hurt(copies.copies_of(vault)[0], 3)
    qtbot.waitUntil(lambda: not window.desk.jobs.busy(), timeout=PATIENCE_MS)
    keys.press(Key.Key_Return)
    qtbot.waitUntil(lambda: said(window) != "", timeout=PATIENCE_MS)
    assert said(window).startswith("This copy is not as it was made.")
    assert vault.read_bytes() == newer
    assert not list(vault.parent.glob("*set aside*"))


def test_a_file_that_is_open_in_another_window_is_not_replaced(
    make_window: Callable[..., Window], vault: Path, newer: bytes, qtbot: QtBot
):
    window = make_window(vault)
    keys = go(window, qtbot, "Go back to a copy")
    step(window, qtbot, ChooseCopy)
    keys.press(Key.Key_Return)
    step(window, qtbot, OpenCopy)
    keys.types(PASSPHRASE).press(Key.Key_Return)
    step(window, qtbot, Confirm)
    elsewhere = reopen(vault)
    keys.press(Key.Key_Return)
    qtbot.waitUntil(lambda: said(window) != "", timeout=PATIENCE_MS)
    assert "already open in another window" in said(window)
    elsewhere.close(copy=False)
    assert vault.read_bytes() == newer


def test_a_copy_from_another_folder_is_gone_back_to_by_its_code(
    make_window: Callable[..., Window], vault: Path, newer: bytes, code: str, tmp_path: Path, qtbot: QtBot
):
    (tmp_path / "stick").mkdir()
    *newest, oldest = copies.copies_of(vault)
    for copy in newest:
        copy.unlink()
    stick = oldest.rename(tmp_path / "stick" / "old one.senco")
    window = make_window(vault)
    keys = go(window, qtbot, "Go back to a copy")
    assert not step(window, qtbot, ChooseCopy).list.isVisible()
    with answering(stick):
        keys.tab_to("Choose a copy elsewhere…").press(Key.Key_Return)
    step(window, qtbot, OpenCopy)
    keys.tab_to("Use the recovery code").press(Key.Key_Return)
    keys.types(code).press(Key.Key_Return)
    step(window, qtbot, Confirm)
    keys.press(Key.Key_Return)
    assert pupils(opened(window, qtbot)) == 0


def test_esc_leads_back_step_by_step_to_the_unlock_screen(
    make_window: Callable[..., Window], vault: Path, qtbot: QtBot
):
    window = make_window(vault)
    keys = go(window, qtbot, "I have forgotten the passphrase")
    step(window, qtbot, TypeCode)
    keys.tab_to("Go back to a copy").press(Key.Key_Return)
    step(window, qtbot, ChooseCopy)
    keys.press(Key.Key_Return)
    step(window, qtbot, OpenCopy)
    keys.press(Key.Key_Escape)
    step(window, qtbot, ChooseCopy)
    keys.press(Key.Key_Escape)
    step(window, qtbot, TypeCode)
    keys.press(Key.Key_Escape)
    assert isinstance(unlock_screen(window, qtbot), UnlockScreen)


def test_esc_leads_back_from_making_a_new_file_to_the_one_there_is(
    make_window: Callable[..., Window], vault: Path, qtbot: QtBot
):
    window = make_window(vault)
    keys = go(window, qtbot, "Make a new file")
    keys.press(Key.Key_Return).press(Key.Key_Escape)
    assert isinstance(window.front, FirstRun)
    keys.tab_to("Back to my file").press(Key.Key_Escape)
    unlock_screen(window, qtbot)


def test_a_file_opened_by_its_code_is_closed_again_when_the_person_leaves_or_locks(
    make_window: Callable[..., Window], vault: Path, code: str, qtbot: QtBot
):
    window = make_window(vault)
    leaving: tuple[Callable[[], object], ...] = (
        lambda: Keyboard().press(Key.Key_Escape),
        lambda: Keyboard().chord("Ctrl+L"),
        window.locking.idle.idle.emit,
    )
    for leave in leaving:
        go(window, qtbot, "I have forgotten the passphrase").types(code).press(Key.Key_Return)
        step(window, qtbot, GivePassphrase)
        leave()
        unlock_screen(window, qtbot)
        assert window.desk.wait_closed()
        reopen(vault).close(copy=False)


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("size", [(1366, 768), (800, 600)])
def test_no_step_is_clipped_nameless_or_out_of_order(
    make_window: Callable[..., Window],
    vault: Path,
    code: str,
    qtbot: QtBot,
    scale: float,
    size: tuple[int, int],
):
    window = make_window(vault)
    window.resize(*size)
    theme.current().enlarge(scale)

    def look() -> None:
        walk.settle()
        assert window.front is not None
        name = type(getattr(window.front, "step", window.front)).__name__
        assert walk.faults(window.front) == [], name
        assert walk.out_of_order(window.front) == [], name

    unlock_screen(window, qtbot)
    look()
    keys = go(window, qtbot, "I have forgotten the passphrase")
    step(window, qtbot, TypeCode)
    look()
    keys.types(code).press(Key.Key_Return)
    step(window, qtbot, GivePassphrase)
    look()
    keys.types(NEW).tab_to("The new passphrase again").types(NEW).press(Key.Key_Return)
    step(window, qtbot, Changed)
    look()
    window.show_front()
    assert window.desk.wait_closed()
    go(window, qtbot, "Go back to a copy")
    step(window, qtbot, ChooseCopy)
    look()
    keys.press(Key.Key_Return)
    step(window, qtbot, OpenCopy)
    look()
    keys.types(PASSPHRASE).press(Key.Key_Return)
    step(window, qtbot, Confirm)
    look()
