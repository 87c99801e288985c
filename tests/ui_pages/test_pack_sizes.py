"""The pack dialog and the password dialog: named, whole and in sight at every size of text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from senco_desk.ui import theme
from senco_desk.ui.dialogs.lock_pdf import LockPdf
from senco_desk.ui.dialogs.pack import PackDialog, open_pack
from senco_desk.ui.window import Window
from tests.ui import walk
from tests.ui_pages.paper_steps import drawn
from tests.ui_pages.pupil_steps import in_dialog, make_idris, press, write

SPACE, ENTER, ESC = Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def idris(open_window: Window) -> int:
    """Idris with three papers filled in."""
    return make_idris(open_window.desk.store, "parent_information", "family_views", "pupil_views")


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_part_of_the_dialog_is_named_and_unclipped(open_window: Window, idris: int, scale: float):
    theme.current().enlarge(scale)

    def look(dialog: PackDialog) -> None:
        drawn(dialog)
        assert walk.faults(dialog) == []
        press(ESC)

    in_dialog(lambda: open_pack(open_window.desk, open_window, idris), look)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_password_dialog_is_named_and_unclipped(open_window: Window, scale: float):
    theme.current().enlarge(scale)

    def look(dialog: LockPdf) -> None:
        press(SPACE)
        assert walk.faults(dialog) == []
        press(ESC)

    in_dialog(lambda: LockPdf(open_window, "Stage 3 pack").ask(), look)


@pytest.mark.parametrize("wide", [1366, 1000])
def test_at_twice_the_text_the_dialog_fits_the_window_and_cuts_nothing(
    open_window: Window, idris: int, wide: int
):
    open_window.resize(wide, 768)
    theme.current().enlarge(2.0)
    walk.settle()

    def look(dialog: PackDialog) -> None:
        drawn(dialog)
        assert dialog.height() <= open_window.height()
        assert dialog.width() <= open_window.width()
        assert walk.clipped(dialog) == []
        for words in (dialog.bar.said, dialog.options.sheets, dialog.main, dialog.save):
            assert words.visibleRegion().boundingRect() == words.rect()
        press(ESC)

    in_dialog(lambda: open_pack(open_window.desk, open_window, idris), look)


def test_what_is_wrong_with_the_password_comes_into_sight_at_twice_the_text(open_window: Window):
    theme.current().enlarge(2.0)

    def differ(lock: LockPdf) -> None:
        press(SPACE)
        write("heron biscuit lantern")
        press(ENTER)
        assert lock.second.wrong()
        assert lock.second.visibleRegion().boundingRect() == lock.second.rect()
        press(ESC)

    in_dialog(lambda: LockPdf(open_window, "Stage 3 pack").ask(), differ)
