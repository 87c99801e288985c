"""Keeping it safe, as a SENCO does it: the kit, looking over, Ctrl+K and Today."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyrage
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senco_desk.services import letting_out, safekeeping
from senco_desk.store import Store, copies, drafts, recovery
from senco_desk.ui.dialogs.kit import TYPED_BACK, KitDialog
from senco_desk.ui.dialogs.paper import PaperDialog
from senco_desk.ui.pages.keeping_safe import KeepingSafePage
from senco_desk.ui.window import Window
from tests.journeys.keyboard import in_dialog
from tests.services.paper_words import words_of
from tests.ui import walk
from tests.ui.answers import answering
from tests.ui_pages.safe_steps import PATIENCE_MS, done, said, until
from tests.vaults import add_pupil


def unconfirm(store: Store) -> None:
    """Have the kit wanted again, as it is in a new file."""
    from senco_desk.models.school import Setting

    with store.work("forget the kit", undoable=False) as work:
        kept = work.session.get(Setting, "recovery_kit")
        assert kept is not None
        work.remove(kept)


# the recovery kit


def test_it_says_when_the_kit_was_typed_back_or_that_it_was_not(show_safe, store: Store, open_window: Window):
    page = show_safe()
    assert page.kit.standing.words.text().startswith("Typed back on ")
    unconfirm(store)
    walk.settle()
    assert page.kit.standing.words.text().startswith("Not typed back yet.")


def test_a_wrong_group_is_named_while_it_is_typed_and_a_right_code_is_taken(
    show_safe, store: Store, open_window: Window
):
    unconfirm(store)
    page = show_safe()
    code = recovery.kit_of(store).code
    wrong = code[:8] + ("A" if code[8] != "A" else "B") + code[9:]

    def type_it(kit: KitDialog) -> None:
        assert QApplication.focusWidget() is kit.code
        QTest.keyClicks(kit.code, wrong[:11])
        assert kit.field.wrong() == "Group 2 is not as on the paper."
        assert not kit.field.help.text().endswith("right so far.")
        walk.settle()
        assert kit.body.verticalScrollBar().maximum() == 0, "the dialog grew with the words"
        kit.code.clear()
        QTest.keyClicks(kit.code, code[:11].lower())
        assert kit.field.wrong() == ""
        assert kit.field.help.text() == "2 of 13 groups are right so far."
        QTest.keyClick(kit.code, Qt.Key.Key_Return)
        assert kit.field.wrong().startswith("The code has 13 groups; 2 are whole here.")
        QApplication.clipboard().setText(f"  {code[11:].replace('-', ' ').replace('0', 'O')}\n")
        QTest.keyClick(kit.code, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        kit.code.paste()
        QTest.keyClick(kit.code, Qt.Key.Key_Return)

    in_dialog(page.kit.type_back.click, type_it)
    assert said(open_window) == TYPED_BACK
    assert not safekeeping.kit_wanted(store)
    assert page.kit.standing.words.text().startswith("Typed back on ")


def test_the_code_of_another_file_is_not_taken(show_safe, store: Store):
    unconfirm(store)
    page = show_safe()

    def type_it(kit: KitDialog) -> None:
        kit.code.setPlainText("0000-" * 13)
        kit.check()
        assert kit.field.wrong()
        kit.later.click()

    in_dialog(page.kit.type_back.click, type_it)
    assert safekeeping.kit_wanted(store)


def test_the_kit_is_looked_at_before_it_is_printed_and_noted_as_let_out(
    show_safe, store: Store, open_window: Window, tmp_path: Path, qtbot: QtBot
):
    page = show_safe()
    path = tmp_path / "kit.pdf"

    def save(paper: PaperDialog) -> None:
        assert paper.accessibleName() == "Recovery kit"
        with answering(path):
            in_dialog(paper.save.click, lambda lock: lock.main.click())

    def ask() -> None:
        page.kit.print.click()
        done(qtbot, open_window)

    in_dialog(ask, save)
    assert path.read_bytes().startswith(b"%PDF")
    assert [line.what for line in letting_out.all_let_out(store)] == ["recovery kit"]


def test_the_kit_is_saved_as_a_pdf(
    show_safe, store: Store, open_window: Window, tmp_path: Path, qtbot: QtBot
):
    page = show_safe()
    path = tmp_path / "kit.pdf"

    def ask() -> None:
        page.kit.save.click()
        done(qtbot, open_window)

    with answering(path):
        in_dialog(ask, lambda lock: lock.main.click())
    assert path.is_file()
    assert letting_out.all_let_out(store)[0].path == str(path)


def test_the_kit_is_sealed_so_that_only_the_trusts_own_key_opens_it(
    show_safe, store: Store, tmp_path: Path, open_window: Window
):
    page = show_safe()
    trust = pyrage.x25519.Identity.generate()
    path = tmp_path / "kit.age"

    def seal(dialog) -> None:
        QTest.keyClicks(dialog.key, "age1nonsense")
        dialog.main.click()
        assert dialog.field.wrong().startswith("That is not a public key")
        dialog.key.setText(str(trust.to_public()))
        dialog.main.click()

    with answering(path):
        in_dialog(page.kit.seal.click, seal)
    assert recovery.kit_of(store).code in pyrage.decrypt(path.read_bytes(), [trust]).decode()
    assert "Only the trust’s own key opens it." in said(open_window)


def test_no_pupil_comes_in_before_the_kit_is_typed_back(open_window: Window, store: Store, tmp_path: Path):
    unconfirm(store)
    page: Any = open_window.go("pupils")
    seen = []

    def later(kit: KitDialog) -> None:
        seen.append(kit.accessibleName())
        kit.later.click()

    in_dialog(page._add, later)
    brings: Any = open_window.go("bring_in")
    in_dialog(brings.choose, later)
    assert seen == ["The recovery kit"] * 2

    def type_it(kit: KitDialog) -> None:
        kit.code.setPlainText(recovery.kit_of(store).code)
        kit.main.click()

    with answering(None):
        in_dialog(brings.choose, type_it)


# copies


def test_a_sound_file_is_said_to_be_sound(show_safe, open_window: Window, qtbot: QtBot):
    page = show_safe()
    page.look_over.check.click()
    assert not page.look_over.check.isEnabled()
    done(qtbot, open_window)
    assert [line.words.text()[:25] for line in page.look_over.lines] == ["Nothing wrong was found. "]
    assert page.look_over.check.isEnabled()


def test_what_is_wrong_is_named(show_safe, store: Store, open_window: Window, qtbot: QtBot):
    drafts.keep(store, "pupil/new", "{")
    safekeeping.keep_copy(store)
    hurt = copies.copies_of(store.path)[0]
    hurt.write_bytes(hurt.read_bytes()[:-1] + b"?")
    page = show_safe()
    page.look_over.start()
    done(qtbot, open_window)
    words = [line.words.text() for line in page.look_over.lines]
    assert words[0].startswith("1 draft cannot be read.")
    assert words[1].startswith(f"The copy {hurt.name}: This copy is not as it was made.")


@pytest.mark.parametrize("action", ["safe-check", "safe-copy", "safe-practise"])
def test_an_action_found_with_ctrl_k_does_it_at_once(
    open_window: Window, store: Store, qtbot: QtBot, action: str
):
    add_pupil(store)
    safekeeping.keep_copy(store)
    known = {each.id: each for each in open_window.actions_now()}
    known[action].run()
    walk.settle()
    done(qtbot, open_window)
    assert open_window.shell is not None
    page = open_window.shell.current
    assert isinstance(page, KeepingSafePage)
    shown = {
        "safe-check": lambda: bool(page.look_over.lines),
        "safe-copy": lambda: said(open_window).startswith("A copy is kept"),
        "safe-practise": lambda: page.copies.practised.words.text().startswith("Opened the copy"),
    }
    until(qtbot, shown[action])


def test_locking_while_it_works_leaves_nothing_running(show_safe, open_window: Window, qtbot: QtBot):
    page = show_safe()
    page.look_over.start()
    with qtbot.waitSignal(open_window.desk.closed, timeout=PATIENCE_MS):
        open_window.lock()
    assert open_window.shell is None


# reminders on Today


def test_today_reminds_of_the_kit_and_leads_to_it(open_window: Window, store: Store, qtbot: QtBot):
    from senco_desk.ui.pages.reminders import Reminders

    add_pupil(store)
    today: Any = open_window.go("today")
    assert today.findChildren(Reminders) == []
    unconfirm(store)
    walk.settle()
    (reminders,) = [found for found in today.findChildren(Reminders) if found.isVisible()]
    reminders.buttons[0].click()
    assert open_window.shell is not None
    assert open_window.shell.key == "safe"
    done(qtbot, open_window)


def test_the_lost_laptop_sheet_is_drawn_from_the_file_that_is_open(
    show_safe, store: Store, open_window: Window, tmp_path: Path, qtbot: QtBot
):
    add_pupil(store, "Zephyrine", "Quillfeather")
    page = show_safe()
    path = tmp_path / "sheet.pdf"

    def save(paper: PaperDialog) -> None:
        assert paper.accessibleName() == "Lost laptop sheet"
        with answering(path):
            in_dialog(paper.save.click, lambda lock: lock.main.click())

    def ask() -> None:
        page.lost_laptop.sheet.click()
        done(qtbot, open_window)

    in_dialog(ask, save)
    words = words_of(path.read_bytes())
    assert "72 hours" in words
    assert "Quillfeather" not in words
    assert [line.what for line in letting_out.all_let_out(store)] == ["lost laptop sheet"]
