"""The page of one form, in the real window on a real encrypted file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from senco_desk.forms.answers import Answer
from senco_desk.models.pupil import PupilInput
from senco_desk.models.responses import ResponseState
from senco_desk.reports.theme import Look
from senco_desk.services import pupils, responses
from senco_desk.store import drafts, undo
from senco_desk.ui import theme
from senco_desk.ui.dialogs.form_end import CompleteDialog, DeclineDialog
from senco_desk.ui.dialogs.paper import PaperDialog
from senco_desk.ui.pages.form_page import FormPage, _paper
from senco_desk.ui.window import Window
from tests.ui import walk
from tests.ui.conftest import reopen

Key = Qt.Key
FORM = "family_views"


@pytest.fixture
def page(open_window: Window) -> FormPage:
    """What My Family Think, just begun for Idris."""
    fields = PupilInput(legal_forename="Idris", legal_surname="Halloran", year_group="8", form="8H")
    pupil_id, _ = pupils.add(open_window.desk.store, fields)
    response_id = responses.start(open_window.desk.store, pupil_id, FORM)
    return shown(open_window, response_id)


def shown(window: Window, response_id: int) -> FormPage:
    found = window.go("form", response_id=response_id)
    walk.settle()
    assert isinstance(found, FormPage)
    return found


def types(words: str, *keys: Qt.Key) -> None:
    """Type into whatever has the keyboard."""
    now = QApplication.focusWidget()
    assert now is not None
    QTest.keyClicks(now, words)
    for key in keys:
        at = QApplication.focusWidget()
        assert at is not None
        QTest.keyClick(at, key)


def in_dialog(kind: type, act: Callable[[], None]) -> None:
    """Do something in the dialog that the next press opens."""

    def when_there(tries: int = 200) -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            if tries:
                QTimer.singleShot(10, lambda: when_there(tries - 1))
            return
        dialog.activateWindow()
        walk.settle()
        try:
            assert isinstance(dialog, kind)
            act()
        finally:
            # Whatever went wrong, the test goes on and says so.
            if isinstance(dialog, QDialog) and dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(0, when_there)


def kept(page: FormPage) -> dict[str, Answer]:
    """What lies in the file."""
    assert page.view is not None
    return dict(responses.open_response(page.desk.store, page.view.response_id).answers)


def state(page: FormPage) -> ResponseState:
    assert page.view is not None
    return page.view.state


def at(page: FormPage, key: str) -> None:
    assert page.editor is not None
    page.editor.go_to(key)


def words_of(page: FormPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def complete_with_keys(page: FormPage, day: str = "") -> None:
    def finish() -> None:
        if day:
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, CompleteDialog)
            line = dialog.fields["completed_on"].widget
            line.setFocus()
            line.selectAll()  # type: ignore[attr-defined]
            types(day)
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        QTest.keyClick(dialog, Key.Key_Return)

    in_dialog(CompleteDialog, finish)
    page.main.click()
    # What a desktop does by itself when a dialog closes.
    page.window().activateWindow()
    walk.settle()


def test_the_title_row_says_whose_form_it_is_and_who_told_it(page: FormPage) -> None:
    assert page.title == "What My Family Think"
    assert page.line.text() == "Idris Halloran, 8H."
    at(page, "filled_in_by")
    types("Leila Halloran", Key.Key_Tab)
    types("1")
    page.keep()
    page.show_for(response_id=page.view.response_id)  # type: ignore[union-attr]
    assert page.line.text() == "Idris Halloran, 8H. Told by Leila Halloran, mother."


def test_a_button_leads_back_to_the_pupils_forms(page: FormPage, open_window: Window) -> None:
    page.back.click()
    assert open_window.shell is not None
    assert open_window.shell.key == "pupil"
    assert open_window.shell.current is not None
    assert open_window.shell.current.where()["tab"] == "forms"


def test_what_is_typed_lies_in_the_file_within_two_seconds_and_the_bar_says_so(
    page: FormPage, qtbot: QtBot
) -> None:
    at(page, "worries")
    with qtbot.waitSignal(page.desk.saved, timeout=2_000):
        types("Mornings")
    assert kept(page)["worries"] == Answer("Mornings")


def test_leaving_the_page_makes_one_named_step(page: FormPage, open_window: Window) -> None:
    at(page, "worries")
    types("Mornings")
    open_window.go("help")
    assert page.view is not None
    assert drafts.read(page.desk.store, responses.draft_key(page.view.response_id)) is None
    assert kept(page)["worries"] == Answer("Mornings")
    step = undo.next_undo(page.desk.store)
    assert step is not None
    assert step.name == "fill in What My Family Think"


def test_undoing_the_step_is_seen_on_the_page(page: FormPage, open_window: Window) -> None:
    at(page, "worries")
    types("Mornings")
    page.keep()
    open_window.desk.undo()
    walk.settle()
    assert page.editor is not None
    assert "worries" not in page.editor.answers()


def test_the_lock_loses_nothing_and_comes_back_to_the_very_place(
    page: FormPage, open_window: Window, vault: Path, qtbot: QtBot
) -> None:
    at(page, "worries")
    types("Mornings are", Key.Key_Left, Key.Key_Left, Key.Key_Left)
    open_window.lock()
    assert open_window.desk.wait_closed()
    assert not any(left.isVisible() for left in open_window.findChildren(FormPage))
    open_window.desk.take(reopen(vault))
    walk.settle()
    assert open_window.shell is not None
    back = open_window.shell.current
    assert isinstance(back, FormPage)
    types("still ")
    assert back.editor is not None
    assert back.editor.answers()["worries"] == Answer("Mornings still are")


def test_what_stands_in_the_way_is_said_before_any_day_is_asked(page: FormPage) -> None:
    at(page, "completed_on")
    types("Easter", Key.Key_Tab)
    page.main.click()
    now = QApplication.focusWidget()
    assert now is not None
    assert now.accessibleName().startswith("There is a problem. “Date filled in” takes a date")
    assert kept(page)["completed_on"] == Answer({"date": "Easter", "about": False})


def test_a_form_is_completed_on_the_day_it_names_and_can_be_amended(
    page: FormPage, open_window: Window
) -> None:
    at(page, "completed_on")
    types("14/11/2025")
    at(page, "worries")
    types("Mornings")
    first = page.view.response_id  # type: ignore[union-attr]
    complete_with_keys(page)
    assert page.view is not None
    assert state(page) is ResponseState.COMPLETED
    assert page.view.completed_on == date(2025, 11, 14)
    assert "Completed on 14 Nov 2025" in words_of(page)
    assert page.back.hasFocus()
    page.main.click()
    walk.settle()
    assert page.view.amends_id == first
    assert state(page) is ResponseState.DRAFT
    at(page, "worries")
    types(" and evenings")
    complete_with_keys(page)
    assert kept(page)["worries"] == Answer("Mornings and evenings")
    old = responses.open_response(open_window.desk.store, first)
    assert old.state is ResponseState.SUPERSEDED
    assert "An amended copy" in words_of(shown(open_window, first))


def test_a_day_ahead_is_refused_at_its_field_and_the_dialog_stays(page: FormPage) -> None:
    said: list[str] = []

    def try_tomorrow() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, CompleteDialog)
        field = dialog.fields["completed_on"]
        for typed in ("in 2 weeks", "soon", "2025"):
            field.widget.setFocus()
            field.widget.selectAll()  # type: ignore[attr-defined]
            types(typed)
            dialog.main.click()
            said.append(field.wrong())
        assert dialog.isVisible()
        dialog.reject()

    in_dialog(CompleteDialog, try_tomorrow)
    page.main.click()
    assert said[0].startswith("The day it was filled in lies in the future.")
    assert (
        said[1] == said[2] == "“Filled in on” takes a whole date. Type day, month and year, like 27 3 2026."
    )
    assert page.view is not None
    assert state(page) is ResponseState.DRAFT


def test_a_family_that_would_rather_not_is_recorded_and_the_form_opens_again(page: FormPage) -> None:
    def record() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, DeclineDialog)
        dialog.main.click()
        assert dialog.fields["declined_by"].wrong().startswith("“Who said so” is empty.")
        types("Leila Halloran", Key.Key_Tab)
        types("", Key.Key_Tab)
        types("Not now.")
        dialog.main.click()

    in_dialog(DeclineDialog, record)
    page.decline()
    assert page.view is not None
    assert state(page) is ResponseState.DECLINED
    assert "Leila Halloran said so on" in words_of(page)
    assert "“Not now.”" in words_of(page)
    assert page.window().focusWidget() is page.back
    page.main.click()
    assert state(page) is ResponseState.DRAFT


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_dialog_of_those_who_would_rather_not_fits_and_shows_what_is_wrong(
    page: FormPage, scale: float
) -> None:
    theme.current().enlarge(scale)
    walk.settle()

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, DeclineDialog)
        assert dialog.height() <= page.window().height()
        reason = dialog.fields["declined_reason"]
        if scale == 1.0:
            assert reason.visibleRegion().boundingRect() == reason.rect()
        reason.widget.setFocus()
        dialog.main.click()
        walk.settle()
        who = dialog.fields["declined_by"]
        assert who.wrong()
        assert who.visibleRegion().boundingRect() == who.rect()

    in_dialog(DeclineDialog, look)
    page.decline()


def test_a_form_starts_from_last_times_answers_and_shows_them_beside(
    page: FormPage, open_window: Window
) -> None:
    at(page, "worries")
    types("Mornings")
    complete_with_keys(page)
    assert page.view is not None
    again = responses.start(open_window.desk.store, page.view.pupil_id, FORM)
    shown(open_window, again)
    at(page, "worries")
    assert "Last time, " in words_of(page)
    page.start_from_last()
    assert page.editor is not None
    assert page.editor.answers()["worries"] == Answer("Mornings")


def test_a_completed_form_prints_as_it_was_kept(page: FormPage) -> None:
    at(page, "worries")
    types("Mornings")
    assert page.view is not None
    assert page.editor is not None
    draft = _paper(page.desk.store, page.view, page.editor.answers(), Look(copy="family"))
    complete_with_keys(page)
    final = _paper(page.desk.store, page.view, {}, Look())
    assert draft.pdf != final.pdf
    assert draft.copy_for == "family"
    assert final.pages >= 1
    assert final.copy_for == "staff"


def test_control_p_shows_the_form_as_a_paper(page: FormPage) -> None:
    seen: list[bool] = []
    in_dialog(PaperDialog, lambda: seen.append(True))
    page.print_form()
    assert seen == [True]


@pytest.mark.parametrize("wide", [1366, 1000])
def test_at_twice_the_text_no_button_is_cut_and_the_title_stands_above_or_beside(
    page: FormPage, wide: int
) -> None:
    page.window().resize(wide, 768)
    theme.current().enlarge(2.0)
    walk.settle()
    for button in (page.back, page.more, page.print_button, page.main):
        assert button.width() >= button.sizeHint().width()
        assert button.visibleRegion().boundingRect() == button.rect()
    assert (page.main.mapTo(page, QPoint()).y() > page.heading.geometry().bottom()) == (wide == 1000)
    theme.current().enlarge(1.0)
    walk.settle()
    assert page.main.mapTo(page, QPoint()).y() < page.heading.geometry().bottom()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_page_is_whole_named_and_in_order(page: FormPage, scale: float) -> None:
    theme.current().enlarge(scale)
    walk.settle()
    assert page.editor is not None
    for section in range(len(page.editor.form.sections)):
        page.editor.go_to_section(section)
        walk.settle()
        assert walk.faults(page) == []
        assert walk.out_of_order(page) == [], walk.announce_all(page)
