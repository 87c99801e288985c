"""Settings: looks and sizes at once, the school's details kept as they are left, term dates kept together."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from senco_desk.services import school
from senco_desk.store import drafts
from senco_desk.ui import settings, theme
from senco_desk.ui.pages.settings import SettingsPage
from senco_desk.ui.window import Window
from tests.ui import walk
from tests.ui.answers import answering
from tests.ui.conftest import reopen


def _page(window: Window) -> SettingsPage:
    page = window.go("settings")
    assert isinstance(page, SettingsPage)
    walk.settle()
    return page


def test_a_look_is_worn_and_kept_as_soon_as_it_is_chosen(open_window: Window):
    _page(open_window).look.swatches["dark"].click()
    assert theme.current().name == "dark"
    assert settings.read().theme == "dark"


def test_a_text_size_is_worn_and_kept_as_soon_as_it_is_chosen(open_window: Window):
    pick = _page(open_window).look.size_pick
    pick.activated.emit(pick.findText("150 %"))
    assert theme.current().scale == 1.5
    assert settings.read().text_size == 1.5


def test_the_size_shown_follows_the_keys(open_window: Window):
    page = _page(open_window)
    open_window.enlarge(0.2)
    walk.settle()
    assert page.look.size_pick.currentText() == "120 %"


def test_the_keyboard_begins_at_the_look_that_is_worn(open_window: Window):
    theme.current().choose("cream")
    page = _page(open_window)
    assert page.look.swatches["cream"].hasFocus()


def test_the_terms_take_the_room_that_larger_text_needs(open_window: Window):
    page = _page(open_window)
    page.terms.propose.click()
    row = page.terms.rows[0]
    before = row.ends.width()
    theme.current().enlarge(1.4)
    walk.settle()
    assert row.ends.width() > before


def test_a_detail_is_kept_when_its_field_is_left_and_can_be_undone(open_window: Window):
    page = _page(open_window)
    line = page.school.lines["headteacher"]
    line.setFocus()
    QTest.keyClicks(line, "Dr Hana Lindqvist")
    page.school.lines["trust"].setFocus()
    store = open_window.desk.store
    assert school.read(store).headteacher == "Dr Hana Lindqvist"
    open_window.desk.undo()
    assert school.read(store).headteacher == ""
    assert line.text() == ""


def test_leaving_a_field_as_it_was_makes_no_step(open_window: Window):
    page = _page(open_window)
    changed: list[object] = []
    open_window.desk.changed.connect(changed.append)
    page.school.lines["name"].setFocus()
    page.school.lines["trust"].setFocus()
    assert changed == []


def test_a_detail_being_typed_is_kept_by_locking(open_window: Window, vault: Path):
    from tests.ui.conftest import reopen

    line = _page(open_window).school.lines["phone"]
    line.setFocus()
    QTest.keyClicks(line, "01632 960003")
    open_window.lock()
    open_window.desk.wait_closed()
    store = reopen(vault)
    assert school.read(store).phone == "01632 960003"
    store.close()


def test_a_detail_that_is_too_long_is_refused_at_its_field(open_window: Window):
    page = _page(open_window)
    page.school.lines["phone"].setText("0" * 60)
    page.school.keep()
    assert page.school.fields["phone"].wrong() != ""


def test_the_schools_mark_is_made_small_shown_and_taken_away(open_window: Window, tmp_path: Path):
    picture = QImage(2000, 1000, QImage.Format.Format_RGB32)
    picture.fill(0)
    picture.save(str(tmp_path / "mark.png"))
    page = _page(open_window)
    with answering(tmp_path / "mark.png"):
        page.school.choose.click()
    kept = school.read(open_window.desk.store).logo
    assert kept is not None
    assert QImage.fromData(kept).width() == 480
    assert page.school.logo.isVisible()
    page.school.remove.click()
    assert school.read(open_window.desk.store).logo is None
    assert not page.school.logo.isVisible()


def test_a_file_that_is_no_picture_is_refused_in_words(open_window: Window, tmp_path: Path):
    (tmp_path / "mark.png").write_text("no picture", encoding="utf-8")
    page = _page(open_window)
    with answering(tmp_path / "mark.png"):
        page.school.choose.click()
    shell = open_window.shell
    assert shell is not None
    assert shell.messages.words.text() == "That file is not a picture. Choose a PNG or JPEG."


def test_likely_terms_can_be_put_in_corrected_and_kept(open_window: Window):
    page = _page(open_window)
    page.terms.propose.click()
    assert len(page.terms.rows) == 3
    page.terms.rows[0].starts.setText("3 September 2026")
    page.terms.rows[0].ends.setText("18/12/2026")
    page.terms.rows[1].starts.setText("5 Jan 2027")
    page.terms.keep_button.click()
    kept = school.terms(open_window.desk.store)
    assert [term.name for term in kept] == ["Autumn term", "Spring term", "Summer term"]
    assert (kept[0].starts_on, kept[0].ends_on) == (date(2026, 9, 3), date(2026, 12, 18))


def test_tab_goes_through_the_terms_before_their_buttons(open_window: Window):
    page = _page(open_window)
    page.terms.propose.click()
    walk.settle()
    assert walk.out_of_order(page) == []


def test_a_day_that_is_none_is_said_in_the_summary_and_takes_the_keyboard(open_window: Window):
    page = _page(open_window)
    page.terms.propose.click()
    page.terms.rows[1].ends.setText("Easter")
    page.terms.keep_button.click()
    assert page.terms.summary.isVisible()
    assert "Term 2, last day: type a day" in page.terms.summary.accessibleName()
    assert QApplication.focusWidget() is page.terms.rows[1].ends
    assert page.terms.rows[1].ends.text() == "Easter"
    assert school.terms(open_window.desk.store) == ()


def test_terms_that_overlap_are_refused_beside_their_day(open_window: Window):
    page = _page(open_window)
    page.terms.propose.click()
    page.terms.rows[1].starts.setText("1 Dec 2026")
    page.terms.rows[0].ends.setText("18 Dec 2026")
    page.terms.keep_button.click()
    assert page.terms.summary.isVisible()
    assert school.terms(open_window.desk.store) == ()


def test_terms_that_are_typed_are_there_after_a_lock_until_they_are_kept_or_put_back(
    open_window: Window, vault: Path
):
    desk = open_window.desk
    page = _page(open_window)
    assert not page.terms.back.isVisible()
    page.terms.propose.click()
    page.terms.rows[0].starts.setText("3 September")
    open_window.lock()
    assert desk.wait_closed()
    desk.take(reopen(vault))
    walk.settle()
    page = _page(open_window)
    assert [row.name.text() for row in page.terms.rows] == ["Autumn term", "Spring term", "Summer term"]
    assert page.terms.rows[0].starts.text() == "3 September"
    assert school.terms(desk.store) == ()
    assert walk.faults(page) == []
    page.terms.back.click()
    assert page.terms.rows == []
    assert not page.terms.back.isVisible()
    page.terms.propose.click()
    page.terms.keep_button.click()
    assert not page.terms.back.isVisible()
    assert drafts.all_drafts(desk.store) == ()
    desk.undo()
    assert page.terms.rows == []


def test_the_buttons_of_the_terms_go_on_in_the_next_line_where_text_is_large(open_window: Window):
    page = _page(open_window)
    open_window.resize(900, 768)
    theme.current().enlarge(1.5)
    page.terms.propose.click()
    walk.settle()
    assert page.terms.back.isVisible()
    assert walk.faults(page) == []
    assert walk.out_of_order(page) == []
