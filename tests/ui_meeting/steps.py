"""What somebody does in the meeting view, and what is looked at after each of it."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from senco_desk.forms.definition import Kind
from senco_desk.ui.meeting.frame import MeetingFrame
from senco_desk.ui.meeting.home import MeetingHome
from senco_desk.ui.pages.form_page import FormPage
from senco_desk.ui.window import Window
from tests.ui import traces, walk
from tests.ui_meeting.conftest import OTHERS


def frame_of(window: Window) -> MeetingFrame:
    assert window.meeting.frame is not None
    return window.meeting.frame


def home_of(window: Window) -> MeetingHome:
    page = frame_of(window).current
    assert isinstance(page, MeetingHome)
    return page


def alone(window: Window) -> None:
    """Only Idris: on the window, in what is heard from it, and in its title."""
    assert window.meeting.on
    assert window.windowTitle() == "I.H."
    assert traces.of(*OTHERS) == []


def type_into(page: FormPage, words: str) -> None:
    """Type into the first question with room for words."""
    assert page.editor is not None
    page.editor.go_to(first_text(page))
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, words)


def press(keys: str) -> None:
    """Press a shortcut wherever the keyboard is."""
    combination: Any = QKeySequence.fromString(keys)[0]  # type: ignore[index] # PySide leaves it out of its stubs
    focused = QApplication.focusWidget() or QApplication.activeWindow()
    assert focused is not None
    QTest.keyClick(focused, combination.key(), combination.keyboardModifiers())
    walk.settle()


def first_text(page: FormPage) -> str:
    """The first question of a form that is answered in sentences."""
    assert page.view is not None
    return next(question.key for question in page.view.form.questions() if question.kind is Kind.LONG_TEXT)
