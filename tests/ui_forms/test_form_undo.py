"""Ctrl+Z on a form's page: the typing first, then, only when asked, what was done before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from senco_desk.forms.answers import Answer
from senco_desk.models.pupil import PupilInput
from senco_desk.models.responses import ResponseState
from senco_desk.services import pupils, responses
from senco_desk.ui.pages.form_page import FormPage
from senco_desk.ui.window import Window
from tests.ui import walk
from tests.ui_pages.pupil_steps import CTRL, TODAY, press

FORM = "family_views"


@pytest.fixture
def page(open_window: Window) -> FormPage:
    """What My Family Think, just begun for Idris."""
    fields = PupilInput(legal_forename="Idris", legal_surname="Halloran", year_group="8", form="8H")
    pupil_id, _ = pupils.add(open_window.desk.store, fields)
    found = open_window.go("form", response_id=responses.start(open_window.desk.store, pupil_id, FORM))
    walk.settle()
    assert isinstance(found, FormPage)
    return found


def test_undo_with_nothing_typed_names_the_step_before_and_takes_it_back_when_asked(
    page: FormPage, open_window: Window
) -> None:
    assert open_window.shell is not None
    bar = open_window.shell.messages
    page.editor.go_to("worries")  # type: ignore[union-attr]
    walk.settle()
    press(Qt.Key.Key_Z, how=CTRL)
    assert bar.words.text().endswith("Before that: start What My Family Think.")
    assert page.editor is not None
    assert page.editor.isEnabled(), "nothing was taken back yet"
    bar.action.click()
    walk.settle()
    assert bar.words.text() == "Undone: start What My Family Think."
    assert not page.editor.isEnabled()


def test_undo_in_a_completed_form_takes_the_completing_back(page: FormPage, open_window: Window) -> None:
    assert page.view is not None
    responses.complete(page.desk.store, page.view.response_id, TODAY)
    open_window.go("form", response_id=page.view.response_id)
    walk.settle()
    press(Qt.Key.Key_Z, how=CTRL)
    assert page.view.state is ResponseState.DRAFT


def test_what_is_said_of_answers_from_last_time_goes_when_they_are_taken_back(
    page: FormPage, open_window: Window, qtbot: QtBot
) -> None:
    store = open_window.desk.store
    assert page.view is not None
    assert page.editor is not None
    assert open_window.shell is not None
    page.editor.fill({"worries": Answer("Mornings")})
    page.keep()
    responses.complete(store, page.view.response_id, TODAY)
    open_window.go("form", response_id=responses.start(store, page.view.pupil_id, FORM))
    walk.settle()
    page.start_from_last()
    bar = open_window.shell.messages
    assert bar.words.text().endswith("filled from last time. Read them with the family.")
    press(Qt.Key.Key_Z, how=CTRL)
    qtbot.waitUntil(lambda: not bar.isVisible())
