"""The passphrase on the page for safety: changed with the present one, refused in words, and quick unlock."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError, PasswordSetError
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senco_desk.errors import Mistake, Trouble
from senco_desk.services import quick_unlock, safekeeping
from senco_desk.store import Store, copies, open_vault, recovery
from senco_desk.ui.dialogs.kit import KitDialog
from senco_desk.ui.dialogs.new_passphrase import NewPassphrase, changed_words
from senco_desk.ui.pages.keeping_safe import KeepingSafePage
from senco_desk.ui.pages.unlock import UnlockScreen
from senco_desk.ui.window import Window
from tests.journeys.keyboard import in_dialog
from tests.ui import walk
from tests.ui.conftest import PASSPHRASE, QUICK
from tests.ui_pages.safe_steps import PATIENCE_MS, done, said
from tests.vaults import add_pupil

NEW = "seven quiet otters juggling"


@pytest.fixture
def page(open_window: Window, qtbot: QtBot) -> KeepingSafePage:
    """The page, with a derivation that costs as little as the file's own."""
    shown = open_window.go("safe")
    assert isinstance(shown, KeepingSafePage)
    shown.passphrase.cost = QUICK
    done(qtbot, open_window)
    return shown


def fill(dialog: NewPassphrase, present: str, new: str, again: str) -> None:
    for line, words in (
        (dialog.present, present), (dialog.new.first_line, new), (dialog.new.again_line, again),
    ):  # fmt: skip
        line.setFocus()
        line.clear()
        QTest.keyClicks(line, words)


def test_a_new_passphrase_opens_the_file_and_a_new_kit_is_asked_for(
    open_window: Window, page: KeepingSafePage, store: Store, qtbot: QtBot
):
    add_pupil(store)
    safekeeping.keep_copy(store)
    kits: list[str] = []

    def change(dialog: NewPassphrase) -> None:
        assert QApplication.focusWidget() is dialog.present
        fill(dialog, PASSPHRASE, NEW, NEW)
        QTest.keyClick(dialog.new.again_line, Qt.Key.Key_Return)
        assert not dialog.main.isEnabled()
        dialog.reject()
        assert dialog.isVisible(), "it is not left while the file is written anew"
        _when_it_comes(later)
        _until_left(dialog, qtbot)

    def later(kit: KitDialog) -> None:
        kits.append(kit.accessibleName())
        kit.later.click()

    in_dialog(page.passphrase.change.click, change)
    assert kits == ["The recovery kit"]
    assert "older copies beside the file open with the old one only." in said(open_window)
    done(qtbot, open_window)
    assert page.kit.standing.words.text().startswith("Not typed back yet.")
    lines = safekeeping.copy_lines(store)
    assert lines[0].opens_now
    assert not lines[-1].opens_now
    assert page.copies.model.index(len(lines) - 1, 3).data() == "Another one"
    path = store.path
    open_window.close()
    with pytest.raises(Mistake):
        open_vault(path, PASSPHRASE, costs=(QUICK,))
    open_vault(path, NEW, costs=(QUICK,)).close()


def _when_it_comes(act: Callable[[KitDialog], None]) -> None:
    """Act in the kit's dialog, which comes once the dialog before it has gone."""
    kit = QApplication.activeModalWidget()
    if isinstance(kit, KitDialog):
        act(kit)
    else:
        QTimer.singleShot(20, lambda: _when_it_comes(act))


def _until_left(dialog: NewPassphrase, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=PATIENCE_MS)


def test_what_is_wrong_stands_at_its_field_and_nothing_is_changed(page: KeepingSafePage, store: Store, qtbot):
    mark = recovery.mark(store)

    def try_it(dialog: NewPassphrase) -> None:
        dialog.main.click()
        assert dialog.present_field.wrong() == "The present passphrase is empty. Type it in."
        fill(dialog, "not the present one", "Fernhill", "")
        dialog.main.click()
        assert dialog.new.first.wrong().startswith("It is too short")
        fill(dialog, "not the present one", NEW, "seven quiet otters")
        dialog.main.click()
        assert dialog.new.again.wrong().startswith("The two passphrases differ.")
        fill(dialog, "not the present one", NEW, NEW)
        dialog.main.click()
        qtbot.waitUntil(lambda: bool(dialog.present_field.wrong()), timeout=PATIENCE_MS)
        assert dialog.present_field.wrong().startswith("That is not the present passphrase.")
        assert dialog.present.isEnabled()
        fill(dialog, PASSPHRASE, PASSPHRASE, PASSPHRASE)
        dialog.main.click()
        qtbot.waitUntil(lambda: bool(dialog.new.first.wrong()), timeout=PATIENCE_MS)
        assert dialog.new.first.wrong().startswith("This is the passphrase that the file has already.")
        dialog.leave.click()

    in_dialog(page.passphrase.change.click, try_it)
    assert recovery.mark(store) == mark


def test_a_passphrase_made_of_the_schools_name_is_not_taken(page: KeepingSafePage):
    def try_it(dialog: NewPassphrase) -> None:
        fill(dialog, PASSPHRASE, "fernhill academy", "fernhill academy")
        dialog.main.click()
        assert "a name that others know" in dialog.new.first.wrong()
        dialog.leave.click()

    in_dialog(page.passphrase.change.click, try_it)


def test_locking_in_the_middle_leaves_a_file_that_opens(
    open_window: Window, page: KeepingSafePage, store: Store, qtbot: QtBot
):
    path = store.path

    def change(dialog: NewPassphrase) -> None:
        fill(dialog, PASSPHRASE, NEW, NEW)
        dialog.main.click()
        open_window.lock()

    with qtbot.waitSignal(open_window.desk.closed, timeout=PATIENCE_MS):
        in_dialog(page.passphrase.change.click, change)
    done(qtbot, open_window)
    walk.settle()
    opens = []
    for passphrase in (PASSPHRASE, NEW):
        try:
            open_vault(path, passphrase, costs=(QUICK,)).close()
        except Mistake:
            continue
        opens.append(passphrase)
    assert len(opens) == 1
    front = open_window.front
    assert isinstance(front, UnlockScreen)
    assert front.messages.isVisible()
    words = "Unlock it with the new one" if opens == [NEW] else "The one it had opens it"
    assert words in front.messages.words.text()


def test_a_lock_after_the_new_passphrase_counts_says_so(
    open_window: Window, page: KeepingSafePage, store: Store, qtbot: QtBot
):
    reached, go_on = threading.Event(), threading.Event()

    def hold(_store: Store) -> None:
        reached.set()
        assert go_on.wait(PATIENCE_MS / 1000)

    def change(dialog: NewPassphrase) -> None:
        fill(dialog, PASSPHRASE, NEW, NEW)
        dialog.main.click()
        qtbot.waitUntil(reached.is_set, timeout=PATIENCE_MS)
        open_window.lock()
        go_on.set()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quick_unlock, "after_passphrase", hold)
        with qtbot.waitSignal(open_window.desk.closed, timeout=PATIENCE_MS):
            in_dialog(page.passphrase.change.click, change)
        done(qtbot, open_window)
    front = open_window.front
    assert isinstance(front, UnlockScreen)
    assert "Unlock it with the new one" in front.messages.words.text()


def test_a_file_that_had_to_be_closed_in_the_middle_leads_to_the_unlock_screen_which_says_why(
    open_window: Window, page: KeepingSafePage, store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    def refused(_raw_key: bytes) -> None:
        raise Trouble("The disk is full, so nothing was saved.")

    def change(dialog: NewPassphrase) -> None:
        fill(dialog, PASSPHRASE, NEW, NEW)
        dialog.main.click()
        _until_left(dialog, qtbot)

    words: list[str] = []
    open_window.desk.said.connect(lambda message: words.append(message.words))
    monkeypatch.setattr(store, "change_key", refused)
    with qtbot.waitSignal(open_window.desk.closed, timeout=PATIENCE_MS):
        in_dialog(page.passphrase.change.click, change)
    done(qtbot, open_window)
    walk.settle()
    front = open_window.front
    assert isinstance(front, UnlockScreen)
    assert front.messages.words.text().startswith(
        "The passphrase could not be changed, so the file was locked."
    )
    assert len(words) == 2, "once where it was asked for, once where she is then"
    open_vault(store.path, PASSPHRASE, costs=(QUICK,)).close()


def test_a_new_passphrase_is_said_to_count_although_the_copies_cannot_be_read(
    open_window: Window, page: KeepingSafePage, store: Store, qtbot: QtBot
):
    newest = copies.copies_of(store.path)[0]
    odd = newest.with_name(newest.name.replace("20", "19", 1))
    odd.symlink_to(odd)  # the disk refuses to look at it

    words: list[str] = []
    open_window.desk.said.connect(lambda message: words.append(message.words))

    def change(dialog: NewPassphrase) -> None:
        fill(dialog, PASSPHRASE, NEW, NEW)
        dialog.main.click()
        _when_it_comes(lambda kit: kit.later.click())
        _until_left(dialog, qtbot)

    in_dialog(page.passphrase.change.click, change)
    done(qtbot, open_window)
    assert recovery.is_passphrase(store, NEW, costs=(QUICK,))
    assert "The passphrase is changed." in words
    assert "The folder with the copies cannot be read." in said(open_window)
    page.copies.look()
    done(qtbot, open_window)


def test_the_number_of_older_copies_is_said_in_words():
    assert changed_words(0) == "The passphrase is changed."
    assert changed_words(1).endswith("1 older copy beside the file opens with the old one only.")
    assert changed_words(7).endswith("7 older copies beside the file open with the old one only.")


class Held(KeyringBackend):
    """A keyring in memory that is taken for the system's own."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}
        self.refuses = False

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.refuses:
            raise PasswordSetError("it is locked")
        self.held[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def delete_password(self, service: str, username: str) -> None:
        if self.refuses:
            raise PasswordDeleteError("it is locked")
        self.held.pop((service, username), None)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    """A keyring that can be looked into."""
    before = keyring.get_keyring()
    monkeypatch.setitem(quick_unlock._TRUSTED, Held.__module__, "the keyring of this test")
    ours = Held()
    keyring.set_keyring(ours)
    yield ours
    keyring.set_keyring(before)


def test_quick_unlock_is_off_names_its_place_and_can_be_switched_on_and_off(
    held: Held, open_window: Window, page: KeepingSafePage, store: Store, qtbot: QtBot
):
    quick = page.passphrase.quick
    assert not quick.isChecked()
    assert "the keyring of this test" in page.passphrase.quick_words.text()
    quick.click()
    done(qtbot, open_window)
    assert len(held.held) == 1
    assert quick_unlock.chosen(store)
    quick.click()
    done(qtbot, open_window)
    assert held.held == {}
    assert not quick_unlock.chosen(store)
    assert said(open_window) == "The key is out of the keyring again."


def test_a_keyring_that_does_not_let_the_key_go_is_told_and_asked_again_by_the_unlock_screen(
    held: Held, open_window: Window, page: KeepingSafePage, store: Store, qtbot: QtBot
):
    quick = page.passphrase.quick
    quick.click()
    done(qtbot, open_window)
    held.refuses = True
    quick.click()
    done(qtbot, open_window)
    assert not quick_unlock.chosen(store)
    assert len(held.held) == 1
    assert said(open_window).startswith("Quick unlock is off, but the keyring did not let the key go.")
    open_window.lock()
    done(qtbot, open_window)
    front = open_window.front
    assert isinstance(front, UnlockScreen)
    assert not front.quick.isVisible()
    assert len(held.held) == 1
    held.refuses = False
    open_window.show_front()
    done(qtbot, open_window)
    qtbot.waitUntil(lambda: held.held == {}, timeout=PATIENCE_MS)


def test_a_keyring_that_refuses_leaves_quick_unlock_off(
    held: Held, open_window: Window, page: KeepingSafePage, store: Store, qtbot: QtBot
):
    held.refuses = True
    page.passphrase.quick.click()
    done(qtbot, open_window)
    assert not page.passphrase.quick.isChecked()
    assert not quick_unlock.chosen(store)
    assert said(open_window).startswith("The keyring did not take the key.")


def test_without_a_keyring_it_says_that_the_passphrase_is_typed(page: KeepingSafePage, monkeypatch: Any):
    assert quick_unlock.place() is None
    assert not page.passphrase.quick.isEnabled()
    assert page.passphrase.quick_words.text().startswith("This computer has no keyring")
