"""Whatever is answered goes into the widgets and comes out the same."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from senco_desk.forms.answers import Answer, tidy
from senco_desk.forms.definition import Form
from senco_desk.forms.reading import all_forms
from senco_desk.ui.form_editor import FormEditor
from tests.answers_strategy import answers_for
from tests.ui_forms.forms_to_try import every_kind

FORMS = (every_kind(), *all_forms())


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
@settings(max_examples=5)
@given(data=st.data())
def test_answers_come_out_of_the_widgets_as_they_went_in(qapp: QApplication, form: Form, data: Any) -> None:
    answers = data.draw(answers_for(form))
    editor = FormEditor(form, answers, name="Idris")
    for at in range(len(form.sections)):
        editor.go_to_section(at)
        for panel in editor._page.panels:
            if panel.question.takes_answer:
                assert tidy({"it": panel.answer()}) == tidy(
                    {"it": answers.get(panel.question.key, Answer())}
                ), panel.question.key
    assert editor.answers() == tidy(answers)
    editor.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_there_are_forms_to_try() -> None:
    assert len(FORMS) >= 9
