"""Files I have let out: what lies about, deleted only after asking, and never another file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senco_desk.services import letting_out
from senco_desk.services.letting_out import Paper
from senco_desk.store import Store
from senco_desk.ui import theme
from senco_desk.ui.focus import Ring
from senco_desk.ui.pages.let_out import LetOutPage
from senco_desk.ui.window import Window
from tests.ui import walk
from tests.ui.answers import answering
from tests.ui_pages.pupil_steps import CTRL, make_idris, press

DELETE, DOWN = Qt.Key.Key_Delete, Qt.Key.Key_Down


@pytest.fixture
def show(open_window: Window, qtbot: QtBot) -> Callable[[], LetOutPage]:
    """Go to the page and wait until it has looked."""

    def go() -> LetOutPage:
        page = open_window.go("let_out")
        assert isinstance(page, LetOutPage)
        qtbot.waitUntil(lambda: page._job is None, timeout=10_000)
        walk.settle()
        return page

    return go


@pytest.fixture
def saved(open_window: Window, tmp_path: Path) -> Path:
    """One saved pack, and one printed."""
    store = open_window.desk.store
    idris = make_idris(store)
    path = tmp_path / "pack.pdf"
    _save(store, path, idris)
    letting_out.printed(store, Paper(b"%PDF-2", "Stage 3 pack", 6, "staff", idris), 2)
    return path


def _save(store: Store, path: Path, pupil_id: int) -> None:
    letting_out.save(store, Paper(b"%PDF-1", "Stage 3 pack", 12, "family", pupil_id), path)


def test_with_nothing_let_out_it_says_what_belongs_here(show):
    page = show()
    assert page.stack.currentWidget() is page.empty
    assert not page.delete.isVisible()
    assert not [ring for ring in page.window().findChildren(Ring) if ring.isVisible()]


def test_what_still_lies_about_is_shown_first(show, saved: Path):
    page = show()
    assert page.tabs.key() == "there"
    assert page.model.rowCount() == 1
    words = [page.model.index(0, column).data() for column in range(page.model.columnCount())]
    assert words[1:] == [
        "Stage 3 pack, family copy, 12 pages", "Idris Halloran", "pack.pdf", "Still there",
    ]  # fmt: skip
    assert page.where_it_lies.text() == str(saved)


def test_delete_asks_first_and_then_deletes_the_file(show, saved: Path, qtbot: QtBot):
    page = show()
    with answering(False):
        press(DELETE)
    assert saved.exists()
    with answering(True):
        press(DELETE)
    assert not saved.exists()
    qtbot.waitUntil(lambda: page._job is None)
    walk.settle()
    assert page.model.rowCount() == 0, "nothing is still there"
    assert not page.delete.isEnabled()


def test_a_file_that_was_changed_is_left_alone(show, saved: Path):
    saved.write_bytes(b"another paper of the same name")
    page = show()
    assert page.tabs.key() == "all"
    while page.table.current().how != "saved":
        press(DOWN)
    assert not page.delete.isEnabled()
    assert page.delete.toolTip() == "Gone, or changed since"
    press(DELETE)
    assert saved.exists()


def test_a_filter_shows_only_prints(show, saved: Path):
    page = show()
    page.tabs.take("printed")
    assert page.model.rowCount() == 1
    assert page.model.index(0, 3).data() == "Printed, 2 copies"


def test_the_list_follows_what_is_let_out(
    open_window: Window, show, saved: Path, tmp_path: Path, qtbot: QtBot
):
    page = show()
    _save(open_window.desk.store, tmp_path / "again.pdf", 1)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2, timeout=10_000)


def test_locking_while_it_looks_leaves_nothing_running(open_window: Window, saved: Path, qtbot: QtBot):
    desk = open_window.desk
    open_window.go("let_out")
    focused = QApplication.focusWidget()
    assert focused is not None
    press(Qt.Key.Key_L, how=CTRL)
    assert not desk.is_open
    desk.wait_closed()
    qtbot.waitUntil(lambda: not desk.jobs.busy(), timeout=5_000)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_it_is_named_and_unclipped(show, saved: Path, scale: float):
    theme.current().enlarge(scale)
    page = show()
    assert walk.faults(page) == []


@pytest.mark.parametrize(("size", "scale"), [((1366, 768), 2.0), ((1000, 700), 1.0)])
def test_days_and_papers_are_whole_in_a_tight_window_and_the_foot_says_the_rest(
    show, saved: Path, open_window: Window, size: tuple[int, int], scale: float
):
    page = show()
    theme.current().enlarge(scale)
    open_window.resize(*size)
    walk.settle()
    metrics = QFontMetrics(theme.font("body"))
    for column in range(page.model.columnCount()):
        if not page.table.isColumnHidden(column):
            words = page.model.index(0, column).data()
            assert page.table.columnWidth(column) >= metrics.horizontalAdvance(words) + 24, words
    assert page.table.isColumnHidden(4) == page.where_it_lies.text().startswith("Still there")
    assert page.where_it_lies.text().endswith(str(saved))
