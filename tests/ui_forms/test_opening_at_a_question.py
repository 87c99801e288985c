"""A form opened at one of its questions, as Today and the search do, shows that question."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senco_desk.models.pupil import PupilInput
from senco_desk.services import pupils, responses
from senco_desk.ui import theme
from senco_desk.ui.pages.form_page import FormPage
from senco_desk.ui.window import Window


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize(
    ("form_id", "question"),
    [
        ("outside_agency", "recommendations"),
        ("outside_agency", "next_action"),
        ("parent_information", "working_with"),
    ],
)
def test_a_form_opened_at_a_question_shows_it(
    form_id: str, question: str, scale: float, open_window: Window, qtbot: QtBot
):
    fields = PupilInput(legal_forename="Idris", legal_surname="Halloran", year_group="8", form="8H")
    pupil_id, _ = pupils.add(open_window.desk.store, fields)
    response_id = responses.start(open_window.desk.store, pupil_id, form_id)
    theme.current().enlarge(scale)
    page = open_window.go("form", response_id=response_id, question=question)
    assert isinstance(page, FormPage)
    assert page.editor is not None
    questions = page.editor._page

    def seen() -> bool:
        now = QApplication.focusWidget()
        panel = questions.panel(question)
        if now is None or panel is None or not panel.isAncestorOf(now):
            return False
        view, top = questions.viewport(), now.mapTo(questions.viewport(), now.rect().topLeft()).y()
        return top >= 0 and top + min(now.height(), view.height() // 2) <= view.height()

    qtbot.waitUntil(seen)
