"""The copies on the page for safety: here and elsewhere, going back, and the room for them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senco_desk.services import safekeeping
from senco_desk.store import Store, copies, recovery
from senco_desk.ui.window import Window
from tests.ui.answers import answering
from tests.ui.conftest import QUICK
from tests.ui_pages.safe_steps import done, said, until
from tests.vaults import add_pupil


def test_a_copy_kept_now_is_listed_with_why_and_whether_it_opens(
    show_safe, store: Store, open_window: Window, qtbot: QtBot
):
    page = show_safe()
    before = page.copies.model.rowCount()
    add_pupil(store)
    page.copies.keep.click()
    done(qtbot, open_window)
    assert page.copies.model.rowCount() == before + 1
    cells = [page.copies.model.index(0, column).data() for column in range(5)]
    assert cells[0].endswith(" today")
    assert (cells[1], cells[3], cells[4]) == ("When you asked for it", "Present passphrase", "Not there")
    assert said(open_window).startswith("A copy is kept, opened again and checked.")


def test_a_second_place_gets_each_copy_and_is_left_again(
    show_safe, store: Store, open_window: Window, tmp_path: Path, another_disk: Path, qtbot: QtBot
):
    stick = another_disk
    page = show_safe()
    choose = page.copies.choose
    choose.setFocus()
    assert page.copies.elsewhere.words.text().startswith("The copies lie on this laptop only")
    assert not page.copies.leave.isVisible()
    with answering(stick):
        choose.click()
    done(qtbot, open_window)
    newest = copies.copies_of(store.path)[0]
    assert (stick / newest.parent.name / newest.name).read_bytes() == newest.read_bytes()
    said_there = page.copies.elsewhere.words.text()
    assert said_there.startswith(f"Copies go to {stick} too. The newest reached it at")
    assert choose.hasFocus(), "what was out of use meanwhile has it again"
    assert page.copies.model.index(0, 4).data() == "There too"
    page.copies.leave.setFocus()
    page.copies.leave.click()
    done(qtbot, open_window)
    assert safekeeping.notes(store).second_place == ""
    assert choose.hasFocus()
    (tmp_path / "Documents").mkdir()
    with answering(tmp_path / "Documents"):
        choose.click()
    done(qtbot, open_window)
    assert "That is on this laptop as well" in page.copies.elsewhere.words.text()


def test_the_files_own_folder_is_refused_in_words(show_safe, store: Store, open_window: Window, qtbot: QtBot):
    page = show_safe()
    with answering(store.path.parent):
        page.copies.choose.click()
    done(qtbot, open_window)
    assert said(open_window).startswith("That is where the file itself lies.")


def test_practising_says_what_the_chosen_copy_holds(
    show_safe, store: Store, open_window: Window, qtbot: QtBot
):
    add_pupil(store)
    safekeeping.keep_copy(store)
    page = show_safe()
    page.copies.practise.setFocus()
    QTest.keyClick(page.copies.practise, Qt.Key.Key_Return)
    done(qtbot, open_window)
    assert QApplication.focusWidget() is page.copies.practise
    assert page.copies.practised.words.text().startswith("Opened the copy of ")
    assert "1 pupil, 0 forms, everything checks" in page.copies.practised.words.text()
    assert safekeeping.notes(store).practised_at is not None


def test_practising_from_the_palette_takes_the_newest_copy_that_opens(
    show_safe, store: Store, open_window: Window, qtbot: QtBot
):
    add_pupil(store)
    safekeeping.keep_copy(store)
    page = show_safe()
    recovery.change_passphrase(store, "seven quiet otters juggling", cost=QUICK)
    show_safe(do="practise")
    done(qtbot, open_window)
    assert said(open_window) == "There is no copy yet that opens with the present passphrase."
    safekeeping.keep_copy(store)
    page.copies.table.selectRow(1)
    assert not page.copies.practise.isEnabled()
    assert page.copies.practise.toolTip() == "This copy opens with another passphrase"
    show_safe(do="practise")
    until(qtbot, lambda: page.copies.practised.words.text().startswith("Opened the copy of "))
    done(qtbot, open_window)


def test_less_room_asks_before_older_copies_go(show_safe, store: Store, qtbot: QtBot, monkeypatch):
    from senco_desk.ui.pages.keeping_safe import copies as section

    for number in range(4):
        add_pupil(store, f"Pupil {number}")
        safekeeping.keep_copy(store)
    monkeypatch.setattr(section, "_ROOMS", (1024, 4 * 1024**3))
    page = show_safe()
    room = page.copies.room
    room.setItemData(0, 1024)
    before = len(copies.copies_of(store.path))
    with answering(False):
        room.activated.emit(0)
    assert len(copies.copies_of(store.path)) == before
    with answering(True) as door:
        room.activated.emit(0)
    assert door.asked == ["Let older copies go?"]
    assert len(copies.copies_of(store.path)) == 3


# looking over
