"""Bringing in a list: looked through by keyboard, nothing changed before, one step, taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senco_desk.models.pupil import PupilInput
from senco_desk.services import pupils, register
from senco_desk.services.imports import Action
from senco_desk.services.register import RegisterFilter
from senco_desk.store import undo
from senco_desk.ui import theme
from senco_desk.ui.pages.bring_in import BringInPage
from senco_desk.ui.window import Window
from tests.exchange import corpus
from tests.ui import walk
from tests.ui.answers import answering
from tests.ui_pages.pupil_steps import CTRL, TODAY, press

SPACE, ENTER, DOWN, TAB = Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Tab
FILE, COLUMNS, CHECK, DONE = range(4)
HEADINGS = "Legal forename,Legal surname,UPN,Date of birth,Year,Reg group"


@pytest.fixture
def known(open_window: Window) -> dict[str, int]:
    """Two pupils who are here already."""
    store = open_window.desk.store
    idris, _ = pupils.add(
        store,
        PupilInput(legal_forename="Idris", legal_surname="Halloran", upn="V999990026001", form="8H",
                   year_group="8", date_of_birth=date(2014, 5, 6)),
    )  # fmt: skip
    zoe, _ = pupils.add(
        store, PupilInput(legal_forename="Zoë", legal_surname="Nowak", date_of_birth=date(2018, 3, 4))
    )
    return {"idris": idris, "zoe": zoe}


@pytest.fixture
def opened(open_window: Window, qtbot: QtBot, tmp_path: Path) -> Callable[..., BringInPage]:
    """Choose a list by keyboard and wait for its columns."""

    def open_list(content: str | bytes, name: str = "pupils.csv", *, step: int = COLUMNS) -> BringInPage:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        page = open_window.go("bring_in")
        assert isinstance(page, BringInPage)
        walk.settle()
        with answering(path):
            press(ENTER)
        qtbot.waitUntil(lambda: page._job is None, timeout=10_000)
        walk.settle()
        assert page.stack.currentIndex() == step
        return page

    return open_list


@pytest.fixture
def looked(opened: Callable[..., BringInPage], qtbot: QtBot) -> Callable[..., BringInPage]:
    """Go on to the table of lines."""

    def look(content: str | bytes, name: str = "pupils.csv") -> BringInPage:
        page = opened(content, name)
        press(ENTER, how=CTRL)
        qtbot.waitUntil(lambda: page.stack.currentIndex() == CHECK and page._job is None, timeout=10_000)
        walk.settle()
        return page

    return look


@pytest.fixture
def settled(qtbot: QtBot) -> Callable[[BringInPage], None]:
    """Wait for the page's job."""

    def wait(page: BringInPage) -> None:
        qtbot.waitUntil(lambda: page._job is None, timeout=10_000)
        walk.settle()

    return wait


def _names(window: Window) -> set[str]:
    rows = register.rows(window.desk.store, RegisterFilter(list="all"), today=TODAY)
    return {f"{row.forename} {row.surname}" for row in rows}


def _list(*lines: str) -> str:
    return "\n".join((HEADINGS, *lines))


def test_a_list_is_brought_in_by_keyboard_as_one_step_and_taken_back(
    open_window: Window, known: dict[str, int], looked, settled, qtbot: QtBot
):
    page = looked(_list("Idris,Halloran,V999990026001,2014-05-06,8,8K", "Anwen,Locke,,2021-09-09,R,RA"))
    assert page.main.text() == "Bring in 2 pupils"
    assert _names(open_window) == {"Idris Halloran", "Zoë Nowak"}, "nothing changes before"
    press(ENTER, how=CTRL)
    qtbot.waitUntil(lambda: page.stack.currentIndex() == DONE, timeout=10_000)
    assert page.finished.said.text() == "2 pupils are brought in: 1 added, 1 changed."
    assert _names(open_window) == {"Idris Halloran", "Zoë Nowak", "Anwen Locke"}
    step = undo.next_undo(open_window.desk.store)
    assert step is not None
    assert step.name == "bring in 2 pupils from a list"
    press(TAB, SPACE)
    assert "taken back" in page.finished.said.text()
    assert _names(open_window) == {"Idris Halloran", "Zoë Nowak"}


def test_undo_is_offered_only_while_it_is_the_last_step(
    open_window: Window, known: dict[str, int], looked, qtbot: QtBot
):
    page = looked(_list("Anwen,Locke,,2021-09-09,R,RA"))
    page.go_on()
    qtbot.waitUntil(lambda: page.stack.currentIndex() == DONE, timeout=10_000)
    assert page.finished.undo.isEnabled()
    pupils.add(open_window.desk.store, PupilInput(legal_forename="Ada", legal_surname="Quill"))
    walk.settle()
    assert not page.finished.undo.isEnabled()
    assert "Ctrl+Z" in page.finished.undo.toolTip()


def test_the_side_says_before_and_after_and_a_change_can_be_kept_out(
    open_window: Window, known: dict[str, int], looked, settled, qtbot: QtBot
):
    page = looked(_list("Idris,Halloran,V999990026001,2014-05-06,9,8K"))
    boxes = [b for b in walk.focusable(page.check.side) if "Form" in walk.name_of(b)]
    assert [walk.name_of(box) for box in boxes] == ["Form: 8H becomes 8K"]
    boxes[0].setFocus()
    press(SPACE)
    settled(page)
    row = page.check.table.current()
    assert row is not None
    assert [change.words for change in row.changes] == ["Year group"]
    boxes = [b for b in walk.focusable(page.check.side) if "Form" in walk.name_of(b)]
    assert boxes[0].hasFocus()
    assert not boxes[0].isChecked()  # type: ignore[attr-defined]
    page.go_on()
    qtbot.waitUntil(lambda: page.stack.currentIndex() == DONE, timeout=10_000)
    seen = pupils.view(open_window.desk.store, known["idris"])
    assert (seen.pupil.form, seen.pupil.year_group) == ("8H", "9")


def test_space_leaves_a_line_out_and_takes_it_back(
    open_window: Window, known: dict[str, int], looked, settled
):
    page = looked(_list("Anwen,Locke,,2021-09-09,R,RA", "Ada,Quill,,2015-01-01,6,6B"))
    press(DOWN, SPACE)
    settled(page)
    assert page.main.text() == "Bring in 1 pupil"
    row = page.check.table.current()
    assert row is not None
    assert (row.name, row.action) == ("Ada Quill", Action.LEAVE)
    press(SPACE)
    settled(page)
    assert page.main.text() == "Bring in 2 pupils"


def test_filters_show_only_their_lines(open_window: Window, known: dict[str, int], looked):
    page = looked(_list("Anwen,Locke,,2021-09-09,R,RA", "Idris,Halloran,V999990026001,2014-05-06,8,8K"))
    page.check.tabs.take("change")
    assert page.check.model.rowCount() == 1
    row = page.check.model.row(0)
    assert row is not None
    assert row.name == "Idris Halloran"


def test_a_near_pupil_is_chosen_as_the_same_one(
    open_window: Window, known: dict[str, int], looked, settled, qtbot: QtBot
):
    page = looked(_list("Idriss,Halloran,,,8,8K"))
    near = [b for b in walk.focusable(page.check.side) if walk.name_of(b) == "It is Idris Halloran"]
    near[0].setFocus()
    press(SPACE)
    settled(page)
    row = page.check.table.current()
    assert row is not None
    assert row.pupil_id == known["idris"]
    assert row.action is Action.CHANGE


def test_any_pupil_of_the_file_can_be_said_to_be_the_one(
    open_window: Window, known: dict[str, int], looked, settled
):
    page = looked(_list("Zosia,Mazur,,,4,4W"))
    with answering("nowak", 0):
        page.check.side.other_asked.emit(2)
    settled(page)
    row = page.check.table.current()
    assert row is not None
    assert row.pupil_id == known["zoe"]


def test_an_open_question_holds_the_button_back_until_it_is_answered(open_window: Window, opened):
    page = opened(_list("Anwen,Locke,,03/04/2021,R,RA"))
    assert not page.main.isEnabled()
    assert "What day is" in page.main.toolTip()
    pick = QApplication.focusWidget()
    assert walk.name_of(pick).startswith("What day is")  # type: ignore[arg-type]
    press(DOWN)
    pick.activated.emit(pick.currentIndex())  # type: ignore[union-attr]
    walk.settle()
    assert page.main.isEnabled()
    assert page.columns.mapping.date_order is not None


def test_a_column_is_corrected_and_without_names_the_lines_are_not_looked_at(open_window: Window, opened):
    page = opened("Wibble,Legal surname,Year\nAnwen,Locke,R\n")
    assert not page.main.isEnabled()
    pick = page.columns.picks[0]
    pick.setCurrentIndex(pick.findText("Legal forename"))
    pick.activated.emit(pick.currentIndex())
    assert page.main.isEnabled()
    assert page.columns.mapping.number("legal_forename") == 0


def test_headings_met_before_are_taken_as_last_time(open_window: Window, opened, looked, qtbot: QtBot):
    words = "Legal forename,Legal surname,Wibble\nAnwen,Locke,RA\n"
    page = opened(words)
    pick = page.columns.picks[2]
    pick.setCurrentIndex(pick.findText("Form"))
    pick.activated.emit(pick.currentIndex())
    page.go_on()
    qtbot.waitUntil(lambda: page.stack.currentIndex() == CHECK, timeout=10_000)
    page.go_on()
    qtbot.waitUntil(lambda: page.stack.currentIndex() == DONE, timeout=10_000)
    page.finished.again.setFocus()
    page = opened(words.replace("Anwen", "Bethan"))
    assert page.columns.mapping.number("form") == 2


def test_another_sheet_of_a_workbook_is_chosen(open_window: Window, opened, settled, tmp_path: Path):
    content = corpus.workbook(
        [["Forename", "Surname"], ["Idris", "Halloran"]],
        Leavers=("visible", [["Forename", "Surname"], ["Ada", "Quill"], ["Bel", "Quill"]]),
    )
    page = opened(content, "pupils.xlsx")
    assert page.columns.listed.sheet.other_tabs == ("Leavers",)
    page.columns.tab_chosen.emit("Leavers")
    settled(page)
    assert len(page.columns.listed.sheet.rows) == 2


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"%PDF-1.7 not a list", "pupils.csv", "really a PDF"),
        (b"PK\x03\x04 broken", "pupils.xlsx", "damaged"),
        (b"", "pupils.csv", "nothing in this file"),
        (b"Forename,Surname\n" + b"a" * 20_000 + b",b\n", "pupils.csv", "too long for a list"),
        (b"Forename,Surname\n" + b"a,b\n" * 20_100, "pupils.csv", "more than any school"),
    ],
)
def test_a_harmful_file_is_told_of_at_the_first_step(
    open_window: Window, opened, content: bytes, name: str, said: str
):
    page = opened(content, name, step=FILE)
    assert page._slip is not None
    assert said in page._slip.accessibleName()
    page = opened(_list("Anwen,Locke,,2021-09-09,R,RA"))
    assert page._slip is None


def test_a_file_that_changed_since_is_looked_through_again(
    open_window: Window, known: dict[str, int], looked, settled
):
    page = looked(_list("Anwen,Locke,,2021-09-09,R,RA"))
    pupils.add(
        open_window.desk.store,
        PupilInput(legal_forename="Anwen", legal_surname="Locke", date_of_birth=date(2021, 9, 9)),
    )
    walk.settle()
    settled(page)
    row = page.check.table.current()
    assert row is not None
    assert row.pupil_id is not None
    assert page.check.count() == 1, "its year and form are new"


@pytest.mark.parametrize("step", [COLUMNS, CHECK])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_each_step_is_named_unclipped_and_in_order(
    open_window: Window, known: dict[str, int], opened, looked, step: int, scale: float
):
    theme.current().enlarge(scale)
    content = _list(
        "Idriss,Halloran,,,8,8K", "Idris,Halloran,V999990026001,2014-05-06,9,8K", "Anwen,Locke,,,R,RA"
    )
    page = opened(content) if step == COLUMNS else looked(content)
    assert walk.faults(page) == []


def test_locking_in_the_middle_leaves_nothing_running_or_changed(
    open_window: Window, known: dict[str, int], looked, qtbot: QtBot
):
    page = looked(_list("Anwen,Locke,,2021-09-09,R,RA"))
    page._look()
    press(Qt.Key.Key_L, how=CTRL)
    desk = open_window.desk
    assert not desk.is_open
    desk.wait_closed()
    qtbot.waitUntil(lambda: not desk.jobs.busy(), timeout=5_000)
    assert open_window.shell is None


def test_thousands_of_lines_are_shown_without_a_widget_each(open_window: Window, looked):
    lines = [f"Child{number},Row,,2015-01-01,6,6B" for number in range(2_000)]
    page = looked(_list(*lines))
    assert page.check.model.rowCount() == 2_000
    assert len(page.check.table.findChildren(type(page.main))) == 0


def test_enter_goes_on_from_the_columns(open_window: Window, known: dict[str, int], opened, qtbot: QtBot):
    page = opened(_list("Anwen,Locke,,2021-09-09,R,RA"))
    assert QApplication.focusWidget() is page.columns.picks[0]
    press(ENTER)
    qtbot.waitUntil(lambda: page.stack.currentIndex() == CHECK and page._job is None, timeout=10_000)
    walk.settle()
    assert page.check.table.hasFocus()
    page.check.tabs.chosen_tab().setFocus()
    press(TAB)
    assert page.check.table.hasFocus(), "Tab leads from the filters to the lines"


def test_enter_says_what_is_still_to_be_settled_and_stays(open_window: Window, opened):
    page = opened("Legal forename,Legal surname,DOB\nAnwen,Locke,03/04/2015\n")
    question = page.columns.first_open()
    assert question is not None
    assert question.hasFocus()
    press(ENTER)
    assert page.stack.currentIndex() == COLUMNS
    assert question.hasFocus()
    assert open_window.shell is not None
    assert open_window.shell.messages.words.text() == page.columns.reason()


def test_headings_that_stand_twice_are_told_apart_by_their_column(open_window: Window, opened):
    page = opened("Forename,Surname,Year,Forename,Surname\nAnwen,Locke,R,Sam,Locke\n")
    said = [pick.accessibleName() for pick in page.columns.picks]
    assert said[0] == "Forename, column 1: what it is here"
    assert said[2] == "Year: what it is here"
    assert len(set(said)) == 5


def test_ctrl_z_after_bringing_in_says_so_on_the_page_and_redo_too(
    open_window: Window, known: dict[str, int], looked, qtbot: QtBot
):
    page = looked(_list("Anwen,Locke,,2021-09-09,R,RA"))
    page.go_on()
    qtbot.waitUntil(lambda: page.stack.currentIndex() == DONE, timeout=10_000)
    press(Qt.Key.Key_Z, how=CTRL)
    assert page.finished.said.text() == "The list is taken back. All is as it was before."
    open_window.desk.redo()
    walk.settle()
    assert page.finished.said.text() == "1 pupil is brought in: 1 added, 0 changed."
    page.finished.undo.setFocus()
    press(ENTER)
    assert "Anwen Locke" not in _names(open_window)
    assert page.finished.again.hasFocus()
    open_window.go("pupils")
    open_window.go("bring_in")
    assert page.stack.currentIndex() == FILE, "a list that is done with makes room for the next"


def test_a_file_dropped_on_the_page_is_opened(open_window: Window, settled, tmp_path: Path):
    page = open_window.go("bring_in")
    assert isinstance(page, BringInPage)
    path = tmp_path / "pupils.csv"
    path.write_text(_list("Anwen,Locke,,2021-09-09,R,RA"))
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path))])
    spot, no_keys = QPointF(200, 200), Qt.KeyboardModifier.NoModifier
    left, copy = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    QApplication.sendEvent(page, QDragEnterEvent(spot.toPoint(), copy, carried, left, no_keys))
    QApplication.sendEvent(page, QDropEvent(spot, copy, carried, left, no_keys))
    walk.settle()
    settled(page)
    assert page.stack.currentIndex() == COLUMNS


@pytest.mark.parametrize("wide", [1000, 1366])
def test_columns_stay_whole_in_a_narrow_window_with_large_text(open_window: Window, opened, wide: int):
    theme.current().enlarge(2.0)
    open_window.resize(wide, 700)
    page = opened("Forename,Surname,Year,Forename,Other\nAnwen,Locke,R,Sam,Words\n")
    assert walk.clipped(page) == []
