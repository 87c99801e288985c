"""The Pupils page: lists, counts, searching as one types, sorting, columns, kept filters."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from senco_desk.models.codes import NeedType, Stage
from senco_desk.models.pupil import MeetingInput, NeedInput, PupilInput
from senco_desk.services import pupils, register, stages
from senco_desk.ui import theme
from senco_desk.ui.pages.pupils import PupilsPage
from senco_desk.ui.pages.pupils.choosing import ColumnsDialog, MoreFilters
from senco_desk.ui.widgets import Check, EmptyPage, Head, Title
from senco_desk.ui.window import Window
from tests.ui import walk
from tests.ui_pages.pupil_steps import in_dialog, press

DAY = date(2026, 11, 17)
PEOPLE = (
    ("Zofia", "Kowalczyk-Reed", "9C", Stage.MY_PLAN, NeedType.HI, date(2026, 11, 12), 2),
    ("Łukasz", "Nowak", "7R", Stage.MY_PLAN_PLUS, NeedType.SLCN, date(2026, 11, 26), 9),
    ("Idris", "Halloran", "8H", Stage.EHCP, NeedType.ASD, date(2027, 2, 9), 40),
    ("Callum", "Ashdown", "8R", Stage.CONCERN, NeedType.SEMH, None, 5),
)


@pytest.fixture
def page(open_window: Window) -> PupilsPage:
    store = open_window.desk.store
    for forename, surname, form, stage, code, review, missed in PEOPLE:
        fields = PupilInput(
            legal_forename=forename,
            legal_surname=surname,
            form=form,
            year_group=form[0],
            sessions_possible=100,
            sessions_missed=missed,
        )
        need = NeedInput(code=code, rank=1, area=code.area)
        pupil_id, _ = pupils.add(store, fields, needs=[need])
        stages.place_on_stage(store, pupil_id, stage, date(2026, 9, 7), today=DAY)
        if review:
            stages.plan_review(store, pupil_id, MeetingInput(on=review, at="10:00"))
    shown = open_window.go("pupils", on=DAY)
    walk.settle()
    assert isinstance(shown, PupilsPage)
    return shown


def names(page: PupilsPage) -> list[str]:
    return [page.model.index(row, 0).data() for row in range(page.model.rowCount())]


def column(page: PupilsPage, key: str) -> list[str]:
    place = next(n for n, part in enumerate(page.model.columns) if part.key == key)
    return [page.model.index(row, place).data() for row in range(page.model.rowCount())]


def test_the_register_comes_first_by_surname_and_the_table_has_the_keyboard(page: PupilsPage) -> None:
    assert names(page) == ["Halloran, Idris", "Kowalczyk-Reed, Zofia", "Nowak, Łukasz"]
    assert page.table.hasFocus()
    assert column(page, "attendance") == ["60%", "98%", "91%"]
    assert page.showing.text() == "Showing 3"


def test_ctrl_tab_takes_the_next_list(page: PupilsPage) -> None:
    QTest.keyClick(page.table, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    walk.settle()
    assert page.tabs.key() == "concerns"
    assert names(page) == ["Ashdown, Callum"]


def test_enter_in_the_filter_field_opens_the_pupil_found(page: PupilsPage, open_window: Window) -> None:
    page.search.setFocus()
    QTest.keyClicks(page.search, "haloran")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert open_window.shell is not None
    assert open_window.shell.key == "pupil"
    assert open_window.shell.current is not None
    assert open_window.shell.current.title == "Idris Halloran"


def test_escape_in_the_filter_field_shows_everybody_and_then_goes_to_the_rows(page: PupilsPage) -> None:
    page.search.setFocus()
    QTest.keyClicks(page.search, "zofia")
    assert page.model.rowCount() == 1
    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    assert page.model.rowCount() == 3
    assert page.search.hasFocus()
    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    assert page.table.hasFocus()


def test_down_in_the_filter_field_goes_on_into_the_rows(page: PupilsPage) -> None:
    page.search.setFocus()
    QTest.keyClick(page.search, Qt.Key.Key_Down)
    assert page.table.hasFocus()
    assert page.table.currentIndex().row() == 1
    QTest.keyClick(page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.search, Qt.Key.Key_Up)
    assert page.table.hasFocus()
    assert page.table.currentIndex().row() == 0


def test_typing_finds_a_misspelt_and_an_accented_name(page: PupilsPage) -> None:
    page.tabs.take("all")
    page.search.setFocus()
    QTest.keyClicks(page.search, "lukasz")
    assert names(page) == ["Nowak, Łukasz"]
    page.search.clear()
    QTest.keyClicks(page.search, "haloran")
    assert names(page) == ["Halloran, Idris"]
    QTest.keyClicks(page.search, "zzz")
    walk.settle()
    (empty,) = [part for part in page.findChildren(EmptyPage) if part.isVisible()]
    assert empty.button is not None
    QTest.keyClick(empty.button, Qt.Key.Key_Space)
    assert len(names(page)) == 4
    assert page.search.hasFocus()


def test_a_heads_press_sorts_in_sql_and_the_chosen_pupil_stays_chosen(page: PupilsPage) -> None:
    page.table.take(page.model.row(2).id)  # type: ignore[union-attr] # three rows
    held = page.table.current_id()
    page.table.sort_asked.emit("attendance")
    assert column(page, "attendance") == ["98%", "91%", "60%"]
    assert page.table.current_id() == held
    page.table.sort_asked.emit("attendance")
    assert column(page, "attendance") == ["60%", "91%", "98%"]


def test_letters_jump_to_a_name_and_enter_opens_the_pupil(page: PupilsPage, open_window: Window) -> None:
    QTest.keyClick(page.table, Qt.Key.Key_N)
    assert page.preview.open.accessibleName() == "Open Łukasz Nowak"
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert open_window.shell is not None
    assert open_window.shell.key == "pupil"


def test_the_preview_follows_the_row(page: PupilsPage) -> None:
    assert page.preview.open.accessibleName() == "Open Idris Halloran"
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert page.preview.open.accessibleName() == "Open Zofia Kowalczyk-Reed"
    assert page.preview.pack.accessibleName() == "Print pack for Zofia Kowalczyk-Reed"


def test_a_late_review_is_said_with_a_word(page: PupilsPage) -> None:
    place = next(n for n, part in enumerate(page.model.columns) if part.key == "review")
    said = page.model.index(1, place).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Thu 12 Nov, late"


def test_a_filter_is_kept_by_name_and_dropped_again(page: PupilsPage, open_window: Window) -> None:
    page.tabs.take("all")
    assert not page.keep_filter.isEnabled()
    page.table.sort_asked.emit("attendance")
    assert page.keep_filter.isEnabled()
    register.keep_filter(open_window.desk.store, "By attendance", page.filter)
    walk.settle()
    assert page.tabs.key().startswith("own:")
    QTest.keyClick(page.keep_filter, Qt.Key.Key_Space)
    walk.settle()
    assert page.tabs.key() == "register"
    assert register.kept_filters(open_window.desk.store) == ()


def test_dropping_a_filter_shows_everybody_and_empties_the_field(
    page: PupilsPage, open_window: Window
) -> None:
    page.search.setText("ha")
    register.keep_filter(open_window.desk.store, "Haves", page.filter)
    walk.settle()
    offered = {action.id: action for action in open_window.actions_now()}
    assert offered["keep-filter"].words == "Drop this filter"
    offered["keep-filter"].run()
    walk.settle()
    assert page.search.text() == ""
    assert page.search.hasFocus()


def test_what_a_dialog_scrolls_stands_in_line_with_its_title(page: PupilsPage) -> None:
    def look(dialog: MoreFilters) -> None:
        title, head = dialog.findChildren(Title)[0], dialog.findChildren(Head)[0]
        assert head.mapTo(dialog, QPoint(0, 0)).x() == title.mapTo(dialog, QPoint(0, 0)).x()
        assert walk.clipped(dialog) == []
        press(Qt.Key.Key_Escape)

    in_dialog(page._more_filters, look)


def test_the_choice_of_columns_begins_at_its_first_tick(page: PupilsPage) -> None:
    def look(dialog: ColumnsDialog) -> None:
        focused = QApplication.focusWidget()
        assert isinstance(focused, Check)
        press(Qt.Key.Key_Space, Qt.Key.Key_Return)

    in_dialog(page._choose_columns, look)
    assert "form" not in [column.key for column in page.model.columns]


def test_the_rows_menu_opens_from_the_keyboard(page: PupilsPage) -> None:
    QTest.keyClick(page.table, Qt.Key.Key_Menu)
    walk.settle()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()][:3] == ["Open", "Change details", "Place on a stage"]
    menu.close()
    walk.settle()


def test_the_page_comes_back_the_same_after_being_left(page: PupilsPage, open_window: Window) -> None:
    page.tabs.take("all")
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    held, wanted = page.table.current_id(), page.where()
    open_window.go("today", on=DAY)
    again = open_window.go("pupils", on=DAY, **wanted)
    assert again is page
    assert page.table.current_id() == held
    assert page.filter.list == "all"


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_page_is_named_and_unclipped_at_every_size(page: PupilsPage, scale: float) -> None:
    theme.current().enlarge(scale)
    walk.settle()
    assert walk.faults(page) == []


def test_at_double_text_the_page_begins_at_the_table_and_says_which_list_it_is(
    page: PupilsPage, open_window: Window
) -> None:
    for _ in range(10):
        QTest.keyClick(page.table, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    walk.settle()
    assert theme.current().scale == 2.0
    rows = page.table.viewport()
    assert rows.visibleRegion().boundingRect().height() >= 2 * page.table.rowHeight(0)
    assert page.showing.text() == "Register 3"
    QTest.keyClick(page.table, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    walk.settle()
    assert page.counts.isVisible()
    assert page.showing.text() == "Showing 3"


def test_the_columns_share_the_room_beside_the_scroll_bar(page: PupilsPage, open_window: Window) -> None:
    for number in range(30):
        fields = PupilInput(legal_forename="Ada", legal_surname=f"Moor{number}", form="3", year_group="3")
        pupil_id, _ = pupils.add(open_window.desk.store, fields)
        stages.place_on_stage(open_window.desk.store, pupil_id, Stage.MY_PLAN, date(2026, 9, 7), today=DAY)
    walk.settle()
    assert page.table.verticalScrollBar().isVisible()
    wide = sum(page.table.columnWidth(column) for column in range(page.model.columnCount()))
    assert wide <= page.table.viewport().width()


def test_a_long_name_is_whole_where_there_is_room(page: PupilsPage, open_window: Window) -> None:
    fields = PupilInput(
        legal_forename="Persephone-Rose", legal_surname="Featherstone", form="3", year_group="3"
    )
    pupil_id, _ = pupils.add(open_window.desk.store, fields)
    stages.place_on_stage(open_window.desk.store, pupil_id, Stage.MY_PLAN, date(2026, 9, 7), today=DAY)
    open_window.resize(1920, 1080)
    walk.settle()
    words = QFontMetricsF(theme.font("strong")).horizontalAdvance("Featherstone, Persephone-Rose")
    assert page.table.columnWidth(0) >= words + 12
