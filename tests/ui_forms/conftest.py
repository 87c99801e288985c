"""An editor in a window of its own, and somebody who types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from senco_desk.forms.answers import Answer
from senco_desk.forms.definition import Form
from senco_desk.ui.form_editor import FormEditor

# The window on a real file, and the usual look before each test.
from tests.ui.conftest import *  # noqa: F403 - its fixtures, as its `__all__` lists them

Open = Callable[..., "Typist"]


class Typist:
    """Types into an editor as a person would: only through the widget that has the keyboard."""

    def __init__(self, window: QWidget, editor: FormEditor) -> None:
        self.window, self.editor = window, editor

    def at(self, key: str) -> Typist:
        """Go to a question."""
        self.editor.go_to(key)
        return self

    def types(self, words: str) -> Typist:
        """Type words."""
        QTest.keyClicks(self.focus(), words)
        return self

    def press(self, *keys: Qt.Key, with_: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> Typist:
        """Press keys, one after the other."""
        for key in keys:
            QTest.keyClick(self.focus(), key, with_)
        return self

    def tab(self, times: int = 1) -> Typist:
        """Press Tab."""
        return self.press(*[Qt.Key.Key_Tab] * times)

    def control(self, *keys: Qt.Key) -> Typist:
        """Press keys with Ctrl held."""
        return self.press(*keys, with_=Qt.KeyboardModifier.ControlModifier)

    def focus(self) -> QWidget:
        """What has the keyboard."""
        now = QApplication.focusWidget()
        assert now is not None
        return now

    def said(self, key: str) -> Answer | None:
        """What the editor holds for a question."""
        return self.editor.answers().get(key)


@pytest.fixture
def open_editor(qtbot: Any) -> Open:
    """Open a form in a window of 1190 by 620."""

    def open_(form: Form, answers: dict[str, Answer] | None = None, **named: Any) -> Typist:
        window = QWidget()
        layout = QVBoxLayout(window)
        editor = FormEditor(form, answers or {}, name="Idris", **named)
        layout.addWidget(editor)
        qtbot.addWidget(window)
        window.resize(1190, 620)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return Typist(window, editor)

    return open_
