"""Handing over, as two SENCOs do it at one laptop: six steps, and nothing is changed before the fourth."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from senco_desk.errors import Mistake
from senco_desk.services import handing_over, letting_out, safekeeping, school
from senco_desk.services.letting_out import Paper
from senco_desk.store import Store, copies, open_vault, recovery
from senco_desk.ui import theme
from senco_desk.ui.dialogs.hand_over import HandOver
from senco_desk.ui.dialogs.paper import PaperDialog
from senco_desk.ui.pages.keeping_safe import KeepingSafePage
from senco_desk.ui.pages.reminders import Reminders
from senco_desk.ui.window import Window
from tests.journeys.keyboard import in_dialog
from tests.ui import walk
from tests.ui.answers import answering
from tests.ui.conftest import PASSPHRASE, QUICK
from tests.ui_pages.pupil_steps import make_idris

HERS = "walnut ferry quietly painted"
ESC, ENTER, DOWN = Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_PageDown
PATIENCE_MS = 30_000


@pytest.fixture
def hand(open_window: Window, store: Store) -> Callable[[Callable[[HandOver], object]], None]:
    """Open the dialog from the page and act in it; a test that fails in it takes it off the screen."""

    def go(act: Callable[[HandOver], object]) -> None:
        page = open_window.go("safe")
        assert isinstance(page, KeepingSafePage)
        page.handing_over.cost = QUICK

        def acted(dialog: HandOver) -> None:
            try:
                act(dialog)
            except BaseException:
                dialog.hide()
                raise

        in_dialog(page.handing_over.begin.click, acted)

    return go


def press(*keys: Qt.Key) -> None:
    for key in keys:
        now = QApplication.focusWidget()
        assert now is not None
        QTest.keyClick(now, key)
        walk.settle()


def place(dialog: HandOver) -> str:
    return dialog.where.text()


def words_on(dialog: HandOver) -> str:
    return " | ".join(label.text() for label in dialog.step.findChildren(QLabel) if label.isVisible())


def to_third(dialog: HandOver, until: Any) -> None:
    press(ENTER)
    until(lambda: "Held" in words_on(dialog))
    dialog.main.click()
    walk.settle()
    assert place(dialog) == "Step 3 of 6"


def fill(dialog: HandOver, *, present: str = PASSPHRASE, name: str = "Rae Whitlock", new: str = HERS) -> None:
    who = dialog.who
    for line, words in (
        (who.present, present),
        (who.name, name),
        (who.new.first_line, new),
        (who.new.again_line, new),
    ):
        line.clear()
        QTest.keyClicks(line, words)


def change(dialog: HandOver, until: Any) -> None:
    to_third(dialog, until)
    fill(dialog)
    press(ENTER)
    until(lambda: place(dialog) == "Step 4 of 6")
    press(ENTER)
    until(lambda: place(dialog) == "Step 5 of 6")


def type_back(dialog: HandOver, until: Any) -> None:
    code = recovery.kit_of(dialog.desk.store).code
    field: Any = dialog.step.fields["code"]
    field.area.setPlainText(code)
    dialog.main.click()
    until(lambda: place(dialog) == "Step 6 of 6" and dialog._job is None)


def over(kind: type[QDialog], act: Callable[[Any], object]) -> None:
    """Act in a dialog that comes over the one that is shown."""
    top = QApplication.activeModalWidget()
    if not isinstance(top, kind):
        QTimer.singleShot(20, lambda: over(kind, act))
        return
    try:
        act(top)
    finally:
        top.hide()


def opens(path: Path, passphrase: str) -> bool:
    try:
        open_vault(path, passphrase, costs=(QUICK,)).close(copy=False)
    except Mistake:
        return False
    return True


def test_it_says_what_it_does_first_and_leaves_with_esc_having_changed_nothing(hand, store: Store, until):
    before = copies.copies_of(store.path)

    def look(dialog: HandOver) -> None:
        assert place(dialog) == "Step 1 of 6"
        assert "Nothing is changed before step 4" in words_on(dialog)
        assert not dialog.back.isVisible()
        to_third(dialog, until)
        fill(dialog)
        press(ENTER)
        until(lambda: place(dialog) == "Step 4 of 6")
        assert "Rae Whitlock stands on letters and papers" in words_on(dialog)
        QTest.keyClick(dialog, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        assert place(dialog) == "Step 3 of 6"
        press(ESC)

    hand(look)
    assert copies.copies_of(store.path) == before
    assert recovery.is_passphrase(store, PASSPHRASE, costs=(QUICK,))
    assert school.read(store).senco_name == "Ruth Amadi"


def test_it_shows_what_is_held_due_and_let_out_and_the_report_leaves_from_there(
    hand, store: Store, until, tmp_path: Path
):
    idris = make_idris(store)
    letting_out.save(store, Paper(b"%PDF-1", "Stage 3 pack", 12, "family", idris), tmp_path / "pack.pdf")

    def look(dialog: HandOver) -> None:
        press(ENTER)
        until(lambda: "Held" in words_on(dialog))
        words = words_on(dialog)
        assert "Pupils | 1" in words
        assert "Papers let out that still lie where they were saved: 1" in words
        assert "Idris" not in words

        def save(paper: PaperDialog) -> None:
            with answering(tmp_path / "report.pdf"):
                in_dialog(paper.save.click, lambda lock: lock.main.click())

        over(PaperDialog, save)
        press(ENTER)
        until(lambda: not dialog.desk.jobs._running and QApplication.activeModalWidget() is dialog)
        assert "Saved as report.pdf" in dialog.messages.words.text()
        dialog.reject()

    hand(look)
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    assert letting_out.all_let_out(store)[0].what == "handover report"


@pytest.mark.parametrize(
    ("typed", "key", "words"),
    [
        ({"present": ""}, "present", "The present passphrase is empty."),
        ({"name": " "}, "senco", "The next SENCO’s name is empty."),
        ({"new": "short"}, "passphrase", "It is too short:"),
        ({"present": "not it at all"}, "present", "That is not the present passphrase."),
        ({"new": PASSPHRASE}, "passphrase", "This is the passphrase that the file has already."),
    ],
)
def test_what_will_not_do_is_said_at_its_field_and_nothing_typed_is_lost(hand, until, typed, key, words):
    def look(dialog: HandOver) -> None:
        to_third(dialog, until)
        fill(dialog, **typed)
        dialog.main.click()
        until(lambda: dialog._job is None)
        field = dialog.who.fields[key]
        assert words in field.wrong()
        assert QApplication.focusWidget() is field.widget
        assert dialog.who.new.typed() == typed.get("new", HERS)
        assert place(dialog) == "Step 3 of 6"
        dialog.reject()

    hand(look)


def test_two_new_passphrases_that_differ_are_told_apart(hand, until):
    def look(dialog: HandOver) -> None:
        to_third(dialog, until)
        fill(dialog)
        QTest.keyClicks(dialog.who.new.again_line, "x")
        dialog.main.click()
        assert dialog.who.fields["again"].wrong().startswith("The two passphrases differ.")
        dialog.reject()

    hand(look)


def test_after_the_change_the_kit_must_be_typed_back_and_then_all_is_hers(
    hand, store: Store, until, vault: Path
):
    old = copies.copies_of(vault)

    def do(dialog: HandOver) -> None:
        change(dialog, until)
        assert "opens with Rae Whitlock’s passphrase now" in words_on(dialog)
        assert not dialog.back.isVisible()
        assert not dialog.leave.isVisible()
        press(ESC)
        assert dialog.isVisible()
        assert "is done when the code is typed back" in dialog.messages.words.text()
        dialog.main.click()
        assert dialog.step.fields["code"].wrong()
        type_back(dialog, until)
        assert f"{len(old) + 1} copies beside the file open with the old passphrase only" in words_on(dialog)
        assert dialog.main.text() == "Finish"
        dialog.main.click()

    hand(do)
    assert school.read(store).senco_name == "Rae Whitlock"
    assert handing_over.begun(store) is None
    assert safekeeping.kit_confirmed(store)
    assert set(old) < set(copies.copies_of(vault))  # it was not ticked, so they stay
    store.close(copy=False)
    assert not opens(vault, PASSPHRASE)
    assert opens(vault, HERS)


def test_old_copies_go_when_it_is_ticked_and_only_new_ones_are_left(
    hand, open_window: Window, until, vault: Path
):
    def do(dialog: HandOver) -> None:
        change(dialog, until)
        type_back(dialog, until)
        assert QApplication.focusWidget() is dialog.step.begins()
        press(Qt.Key.Key_Space)
        assert dialog.main.text() == "Take them away and finish"
        dialog.main.click()
        until(lambda: not dialog.isVisible())

    hand(do)
    left = copies.copies_of(vault)
    assert len(left) == 3
    assert all(recovery.opens(copy, open_window.desk.store) for copy in left)
    assert open_window.shell is not None
    said = open_window.shell.messages.words.text()
    assert said == "The file is handed over to Rae Whitlock. 2 old copies were taken away."


def test_a_lock_before_the_kit_is_typed_back_is_come_back_to_at_that_step(
    hand, open_window: Window, until, vault: Path
):
    def lock(dialog: HandOver) -> None:
        change(dialog, until)
        open_window.desk.lock()
        walk.settle()
        assert not dialog.isVisible()

    hand(lock)
    assert open_window.desk.wait_closed()
    open_window.desk.take(open_vault(vault, HERS, costs=(QUICK,)))
    walk.settle()
    page = open_window.go("safe")
    assert isinstance(page, KeepingSafePage)
    walk.settle()
    assert page.handing_over.standing.words.text() == "The handover to Rae Whitlock is not finished yet."
    assert page.handing_over.begin.text() == "Carry on with the handover"

    def finish(dialog: HandOver) -> None:
        assert place(dialog) == "Step 5 of 6"
        type_back(dialog, until)
        press(ESC)

    today: Any = open_window.go("today")
    walk.settle()
    (reminders,) = [found for found in today.findChildren(Reminders) if found.isVisible()]
    assert "The handover to Rae Whitlock is not finished yet." in reminders.buttons[0].accessibleName()
    assert not any("kit" in button.accessibleName() for button in reminders.buttons)

    def begin() -> None:
        reminders.buttons[0].click()
        walk.settle()  # it begins once its page is shown

    in_dialog(begin, finish)
    assert handing_over.begun(open_window.desk.store) is None
    assert not page.handing_over.standing.isVisible()


def test_a_copy_that_cannot_be_made_stops_it_in_words_and_nothing_is_changed(
    hand, store: Store, until, vault: Path
):
    folder = copies.folder_for(vault)
    folder.rename(folder.with_name("elsewhere"))
    folder.write_text("in the way", encoding="utf-8")

    def look(dialog: HandOver) -> None:
        to_third(dialog, until)
        fill(dialog)
        press(ENTER)
        until(lambda: place(dialog) == "Step 4 of 6")
        press(ENTER)
        until(lambda: dialog._job is None and dialog.messages.isVisible())
        assert "could not be made" in dialog.messages.words.text()
        assert place(dialog) == "Step 4 of 6"
        press(ESC)

    hand(look)
    assert recovery.is_passphrase(store, PASSPHRASE, costs=(QUICK,))
    assert handing_over.begun(store) is None
    folder.unlink()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_each_step_fits_is_named_and_is_reached_with_the_keyboard(hand, store: Store, until, scale: float):
    make_idris(store)
    theme.current().enlarge(scale)

    def held_to(dialog: HandOver) -> list[str]:
        walk.settle()
        return walk.faults(dialog)

    def look(dialog: HandOver) -> None:
        found = held_to(dialog)
        press(ENTER)
        until(lambda: "Held" in words_on(dialog))
        found += held_to(dialog)
        bar = dialog.step.verticalScrollBar()
        press(DOWN)
        assert bar.value() > 0 or bar.maximum() == 0
        dialog.main.click()
        found += held_to(dialog)
        fill(dialog)
        dialog.main.click()
        until(lambda: place(dialog) == "Step 4 of 6")
        found += held_to(dialog)
        dialog.main.click()
        until(lambda: place(dialog) == "Step 5 of 6")
        found += held_to(dialog)
        type_back(dialog, until)
        found += held_to(dialog)
        dialog.main.click()
        assert found == []

    hand(look)


def test_ctrl_k_finds_it_and_opens_it(open_window: Window, store: Store, qtbot: QtBot):
    known = {each.id: each for each in open_window.actions_now()}
    seen: list[str] = []

    def find() -> None:
        known["safe-handover"].run()
        walk.settle()
        walk.settle()

    def look(dialog: Any) -> None:
        seen.append(dialog.accessibleName())
        dialog.reject()

    in_dialog(find, look)
    assert seen == ["Hand over to the next SENCO"]
    qtbot.waitUntil(lambda: not open_window.desk.jobs._running, timeout=PATIENCE_MS)
