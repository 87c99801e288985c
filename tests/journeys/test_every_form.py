"""From the definition to the printed page: whatever is typed stands on the paper, under its label."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from senco_desk.forms.answers import Answer, Answers, tidy
from senco_desk.forms.checking import check, shown
from senco_desk.forms.definition import Form, Kind
from senco_desk.forms.reading import all_forms
from senco_desk.reports.form_paper import draw_form
from senco_desk.ui.form_editor import FormEditor
from tests.answers_strategy import answer_for
from tests.journeys.filling import Filler
from tests.journeys.keyboard import Keyboard
from tests.journeys.printed import printed_of
from tests.reports.samples import FACTS, FAMILY, STAFF, body_of, squeezed

NAME = FACTS.display_name
WRITTEN = st.text("abcdefgxyzABCÉßŁñw -.,?’&<1", min_size=1, max_size=8).map(lambda said: f"Q{said}q")
"""Words that every printed face has, with no blank at either end."""


def typed_answers(form: Form) -> st.SearchStrategy[dict[str, Answer]]:
    """Answers to about half of a form's questions, such as can be typed and completed."""
    asked = [question for question in form.questions() if question.takes_answer]
    some = st.fixed_dictionaries(
        {}, optional={question.key: answer_for(question, WRITTEN) for question in asked}
    )
    return some.map(lambda given: tidy({key: _typeable(answer) for key, answer in given.items()})).filter(
        lambda answers: not check(form, answers)
    )


def _typeable(answer: Answer) -> Answer:
    """Take out what no field takes: a consent refused cannot be withdrawn."""
    value = answer.value
    if isinstance(value, dict) and "state" in value:
        value = _consent(value)
    elif isinstance(value, dict):
        value = {key: _consent(part) for key, part in value.items()}
    return Answer(value, answer.note, answer.talk)


def _consent(value: Any) -> Any:
    if isinstance(value, dict) and value.get("state") == "refused":
        return {**value, "withdrawn_by": "", "withdrawn_on": "", "told": ""}
    return value


def on_record(form: Form, answers: Answers) -> dict[str, Answer]:
    """What the record knew before anybody typed: the facts that are only corrected."""
    kinds = {question.key: question.kind for question in form.questions()}
    facts = {key: answers[key].value["shown"] for key in answers if kinds[key] is Kind.PREFILLED}
    return tidy({key: Answer({"shown": said, "correction": ""}) for key, said in facts.items()})


def showing(form: Form, answers: Answers) -> dict[str, Answer]:
    """The answers of the questions that show as one goes from the first to the last."""
    seen: dict[str, Answer] = {}
    for question in form.questions():
        if question.key in answers and shown(question, seen):
            seen[question.key] = answers[question.key]
    return seen


@contextmanager
def editor_on_screen(form: Form, answers: Answers) -> Iterator[FormEditor]:
    """Show an editor in a window that has the keyboard."""
    window = QWidget()
    editor = FormEditor(form, answers, name=NAME)
    QVBoxLayout(window).addWidget(editor)
    window.resize(1190, 620)
    window.show()
    assert QTest.qWaitForWindowExposed(window)
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    window.setFocus(Qt.FocusReason.OtherFocusReason)
    window.focusNextChild()
    try:
        yield editor
    finally:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _stands(said: str, paper: str) -> bool:
    """Whether words are on the paper; a page may end between two lines, and say again what was asked.

    Hyphens do not count: PDFium gives one at the end of a line back as a mark of its own.
    """
    held = paper.replace("-", "")
    return all(squeezed(part).replace("-", "") in held for part in said.splitlines())


@pytest.mark.parametrize("form", all_forms(), ids=lambda form: form.id)
@settings(
    max_examples=3, phases=(Phase.explicit, Phase.reuse, Phase.generate)
)  # typing is too slow to shrink
@given(data=st.data())
def test_what_is_typed_into_a_form_is_printed_under_its_label(
    qapp: QApplication, form: Form, data: st.DataObject
) -> None:
    wanted = showing(form, data.draw(typed_answers(form)))
    with editor_on_screen(form, on_record(form, wanted)) as editor:
        Filler(editor, Keyboard(), name=NAME).fill(wanted)
        typed = editor.answers()
    assert typed == wanted
    assert check(form, typed) == ()
    for look in (STAFF, FAMILY):
        paper = body_of(draw_form(form, typed, FACTS, look), look)
        missing = [said for said in printed_of(form, typed, look, NAME) if not _stands(said, paper)]
        assert missing == [], look
