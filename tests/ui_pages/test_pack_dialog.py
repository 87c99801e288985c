"""The pack dialog: ticked and turned with keys, printed, saved, filled in, and locked in the middle."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from senco_desk.services import letting_out, packs, pupils
from senco_desk.services.packs import PackWish
from senco_desk.ui.dialogs.lock_pdf import LockPdf
from senco_desk.ui.dialogs.pack import PackDialog, open_pack
from senco_desk.ui.pages.settings import SettingsPage
from senco_desk.ui.preview import Pages
from senco_desk.ui.preview.printing import PrintRun
from senco_desk.ui.preview.view import _MOST_BESIDE
from senco_desk.ui.window import Window
from tests.ui import walk
from tests.ui.answers import answering
from tests.ui_pages.paper_steps import drawn
from tests.ui_pages.pupil_steps import CTRL, TODAY, in_dialog, make_idris, press, write

DOWN, SPACE, ENTER, ESC = Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def idris(open_window: Window) -> int:
    """Idris with three papers filled in."""
    return make_idris(open_window.desk.store, "parent_information", "family_views", "pupil_views")


def _to_pdf(path: Path, *also: Callable[[QPrinter], None]) -> Callable[[QPrinter], None]:
    def answer(printer: QPrinter) -> None:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        printer.setResolution(100)
        for change in also:
            change(printer)

    return answer


def _page_count(path: Path) -> int:
    document = pypdfium2.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()


# choosing and turning


def test_down_moves_the_preview_to_the_part_and_page_down_turns_on(open_window: Window, idris: int):
    def walk_through(dialog: PackDialog) -> None:
        drawn(dialog)
        firsts = dialog._paper.first_pages if dialog._paper else {}
        press(DOWN, DOWN)
        key = dialog.parts.current()
        assert dialog.view.first == firsts[key] > 1
        here = dialog.view.first
        press(Qt.Key.Key_PageDown)
        assert dialog.view.first == here + dialog.view.beside()
        press(Qt.Key.Key_PageUp)
        assert dialog.view.first == here
        assert "of" in dialog.view.accessibleName()
        assert "Idris" in dialog.view.accessibleDescription()
        press(ESC)

    in_dialog(lambda: open_pack(open_window.desk, open_window, idris), walk_through)
    assert letting_out.all_let_out(open_window.desk.store) == ()


def test_keys_pressed_before_the_pages_are_drawn_are_not_lost(open_window: Window, idris: int):
    def hurry(dialog: PackDialog) -> None:
        assert dialog.view.pages is None
        press(DOWN, DOWN)
        drawn(dialog)
        assert dialog._paper is not None
        assert dialog.view.first == dialog._paper.first_pages[dialog.parts.current()] > 1
        press(ESC)

    def turn_early(dialog: PackDialog) -> None:
        assert dialog.view.pages is None
        press(Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_Plus)
        drawn(dialog)
        assert dialog.view.first == 1 + 2 * _MOST_BESIDE
        assert dialog.view.can_zoom(-1)
        press(ESC)

    in_dialog(lambda: open_pack(open_window.desk, open_window, idris), hurry)
    in_dialog(lambda: open_pack(open_window.desk, open_window, idris), turn_early)


def test_enter_pressed_before_the_pages_are_drawn_prints_them_when_they_are(
    open_window: Window, idris: int, qtbot: QtBot, tmp_path: Path
):
    out = tmp_path / "printed.pdf"

    def hurry(dialog: PackDialog) -> None:
        press(ENTER)
        assert dialog.view.pages is None
        qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=30_000)

    with answering(_to_pdf(out)) as door:
        assert in_dialog(lambda: open_pack(open_window.desk, open_window, idris), hurry)
    assert door.asked == ["Print"]
    (line,) = letting_out.all_let_out(open_window.desk.store)
    assert line.pages == _page_count(out)


def test_a_change_of_mind_after_enter_prints_nothing(open_window: Window, idris: int):
    def change(dialog: PackDialog) -> None:
        press(ENTER)
        press(DOWN, SPACE)
        drawn(dialog)
        assert dialog.isVisible()
        press(ESC)

    with answering() as door:
        in_dialog(lambda: open_pack(open_window.desk, open_window, idris), change)
    assert door.asked == []


def test_space_takes_a_part_out_and_the_pages_are_drawn_without_it(open_window: Window, idris: int):
    def take_out(dialog: PackDialog) -> None:
        drawn(dialog)
        whole = len(dialog.view.pages or ())
        press(DOWN, DOWN)
        key = dialog.parts.current()
        press(SPACE)
        assert key not in dialog.parts.on()
        assert not dialog.main.isEnabled()
        drawn(dialog)
        assert len(dialog.view.pages or ()) < whole
        assert key not in (dialog._paper.first_pages if dialog._paper else {})
        press(ESC)

    in_dialog(lambda: open_pack(open_window.desk, open_window, idris), take_out)


def test_with_nothing_ticked_nothing_can_leave(open_window: Window, idris: int, qtbot: QtBot):
    def untick(dialog: PackDialog) -> None:
        drawn(dialog)
        dialog.parts.tick_all(False)
        qtbot.waitUntil(lambda: dialog.main.toolTip() == "Tick at least one part")
        assert not dialog.save.isEnabled()
        press(ENTER)
        assert dialog.isVisible()
        press(ESC)

    in_dialog(lambda: open_pack(open_window.desk, open_window, idris), untick)


def test_the_leaders_copy_has_its_own_parts_and_large_print_more_pages(open_window: Window, idris: int):
    def change(dialog: PackDialog) -> None:
        drawn(dialog)
        family, parts = len(dialog.view.pages or ()), dialog.parts.on()
        dialog.options.text.setCurrentIndex(1)
        drawn(dialog)
        assert len(dialog.view.pages or ()) > family
        dialog.copy_for._parts["staff"].click()
        drawn(dialog)
        assert set(dialog.parts.on()) > set(parts)
        assert dialog.paper().copy_for == "staff"  # type: ignore[union-attr]
        press(ESC)

    in_dialog(lambda: open_pack(open_window.desk, open_window, idris), change)


def test_copies_say_how_many_sheets(open_window: Window, idris: int):
    def count(dialog: PackDialog) -> None:
        drawn(dialog)
        sheets = (len(dialog.view.pages or ()) + 1) // 2
        assert dialog.options.sheets.text() == f"{sheets} sheets, both sides"
        dialog.options.number.setCurrentIndex(1)
        assert dialog.options.sheets.text() == f"{2 * sheets} sheets, both sides"
        press(ESC)

    in_dialog(lambda: open_pack(open_window.desk, open_window, idris), count)


# gaps


def test_a_gap_is_filled_over_the_dialog_and_goes_away(open_window: Window, idris: int):
    def fill_in(dialog: PackDialog) -> None:
        drawn(dialog)
        buttons = [b for b in walk.focusable(dialog.gaps) if "invited" in walk.name_of(b)]

        def say_who(review: Any) -> None:
            review.go_to("invited")
            write("Leila Halloran, mother")
            press(ENTER, how=CTRL)

        in_dialog(buttons[0].click, say_who)  # type: ignore[attr-defined]
        drawn(dialog)
        assert [b for b in walk.focusable(dialog.gaps) if "invited" in walk.name_of(b)] == []
        press(ESC)

    in_dialog(lambda: open_pack(open_window.desk, open_window, idris), fill_in)
    seen = pupils.view(open_window.desk.store, idris)
    assert seen.next_review is not None
    assert seen.next_review.invited == "Leila Halloran, mother"


def test_a_gap_of_the_school_leads_to_settings(open_window: Window, idris: int):
    def go(dialog: PackDialog) -> None:
        drawn(dialog)
        dialog._fill_in("school.sendiass_phone")
        assert not dialog.isVisible()

    in_dialog(lambda: open_pack(open_window.desk, open_window, idris), go)
    assert open_window.shell is not None
    assert open_window.shell.key == "settings"
    page = open_window.shell.current
    assert isinstance(page, SettingsPage)
    assert page.focusWidget() is page.school.fields["sendiass_phone"].widget


# printing


def test_enter_prints_the_pack_and_the_list_remembers_it(
    open_window: Window, idris: int, qtbot: QtBot, tmp_path: Path
):
    out, pages = tmp_path / "printed.pdf", []

    def print_it(dialog: PackDialog) -> None:
        drawn(dialog)
        dialog.options.number.setCurrentIndex(1)
        pages.append(len(dialog.view.pages or ()))
        press(ENTER)
        qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=30_000)

    with answering(_to_pdf(out)) as door:
        assert in_dialog(lambda: open_pack(open_window.desk, open_window, idris), print_it)
    assert door.asked == ["Print"]
    # Each copy says which it is, so both are drawn.
    assert _page_count(out) == 2 * pages[0]
    (line,) = letting_out.all_let_out(open_window.desk.store)
    assert (line.how, line.copies, line.pages, line.copy_for) == ("printed", 2, pages[0], "family")


def test_a_range_of_pages_is_kept_to(open_window: Window, idris: int, qtbot: QtBot, tmp_path: Path):
    out = tmp_path / "printed.pdf"

    def two_to_three(printer: QPrinter) -> None:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(2, 3)
        printer.setColorMode(QPrinter.ColorMode.GrayScale)

    def print_it(dialog: PackDialog) -> None:
        drawn(dialog)
        dialog.print_paper()
        qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=30_000)

    with answering(_to_pdf(out, two_to_three)):
        in_dialog(lambda: open_pack(open_window.desk, open_window, idris), print_it)
    assert _page_count(out) == 2


class _TwoSided(QPrinter):
    """Stands in for a printer of paper, which a PDF is not: it prints both sides."""

    def duplex(self) -> QPrinter.DuplexMode:
        return QPrinter.DuplexMode.DuplexLongSide


def test_on_both_sides_each_paper_and_copy_begins_on_a_sheet_of_its_own(open_window: Window, idris: int):
    parts = frozenset({"cover", "where", "notes"})
    paper = packs.make(open_window.desk.store, idris, PackWish(parts=parts), today=TODAY)
    assert paper.pages % 2, "an odd number, so that a back stays empty"
    printer = _TwoSided()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setCopyCount(2)
    pages = Pages(paper.pdf)
    order = [sheet and sheet[1] for sheet in PrintRun(printer, [])._order([pages, pages])]
    pages.close()
    once = [*range(1, paper.pages + 1), None]
    assert order == (once * 4)[:-1]


def test_leaving_the_print_dialog_prints_nothing(open_window: Window, idris: int):
    def leave(dialog: PackDialog) -> None:
        drawn(dialog)
        press(ENTER)
        assert dialog.isVisible()
        assert dialog.main.isEnabled()
        press(ESC)

    with answering(False):
        in_dialog(lambda: open_pack(open_window.desk, open_window, idris), leave)
    assert letting_out.all_let_out(open_window.desk.store) == ()


# saving


def test_a_saved_pack_is_remembered_and_its_name_names_no_child(
    open_window: Window, idris: int, tmp_path: Path
):
    out = tmp_path / "pack.pdf"
    said: list[Any] = []
    open_window.desk.said.connect(said.append)

    def save(dialog: PackDialog) -> None:
        drawn(dialog)
        assert dialog.suggested() == f"review-pack-{TODAY.isoformat()}.pdf"
        in_dialog(dialog.save.click, lambda _lock: press(Qt.Key.Key_Tab, Qt.Key.Key_Tab, SPACE))

    with answering(out):
        assert in_dialog(lambda: open_pack(open_window.desk, open_window, idris), save)
    (line,) = letting_out.all_let_out(open_window.desk.store)
    assert line.still_there
    assert not line.protected
    assert line.path == str(out)
    assert "outside your SENCO Desk file" in said[-1].words
    assert said[-1].action == "Files let out"


def test_a_pack_is_locked_with_a_password_typed_twice(open_window: Window, idris: int, tmp_path: Path):
    out = tmp_path / "pack.pdf"

    def lock_it(lock: LockPdf) -> None:
        press(SPACE)
        write("heron biscuit lantern")
        press(ENTER)
        assert "differ" in lock.second.wrong()
        write("heron biscuit lantern")
        press(ENTER)

    def save(dialog: PackDialog) -> None:
        drawn(dialog)
        in_dialog(dialog.save.click, lock_it)

    with answering(out):
        assert in_dialog(lambda: open_pack(open_window.desk, open_window, idris), save)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(out)
    with pikepdf.open(out, password="heron biscuit lantern") as opened:
        assert opened.encryption.R == 6
    assert letting_out.all_let_out(open_window.desk.store)[0].protected


def test_a_folder_that_cannot_be_written_to_is_said_and_the_dialog_stays(
    open_window: Window, idris: int, tmp_path: Path
):
    said: list[Any] = []
    open_window.desk.said.connect(said.append)

    def save(dialog: PackDialog) -> None:
        drawn(dialog)
        in_dialog(dialog.save.click, lambda _lock: press(ENTER))
        assert dialog.isVisible()
        press(ESC)

    with answering(tmp_path / "not there" / "pack.pdf"):
        in_dialog(lambda: open_pack(open_window.desk, open_window, idris), save)
    assert "could not be saved" in said[-1].words


# locking


@pytest.mark.parametrize("when", ["drawing", "drawn", "printing"])
def test_locking_closes_the_dialog_and_leaves_nothing_running(
    open_window: Window, idris: int, qtbot: QtBot, tmp_path: Path, when: str
):
    desk = open_window.desk

    def lock(dialog: PackDialog) -> None:
        if when != "drawing":
            drawn(dialog)
        if when == "printing":
            dialog.print_paper()
        else:
            dialog.draw_soon()
            qtbot.waitUntil(lambda: dialog._job is not None or when == "drawn", timeout=5_000)
        press(Qt.Key.Key_L, how=CTRL)
        assert not dialog.isVisible()
        assert dialog.view.pages is None

    with answering(*([_to_pdf(tmp_path / "printed.pdf")] if when == "printing" else [])):
        in_dialog(lambda: open_pack(desk, open_window, idris), lock)
    assert not desk.is_open
    desk.wait_closed()
    qtbot.waitUntil(lambda: not desk.jobs.busy(), timeout=5_000)
