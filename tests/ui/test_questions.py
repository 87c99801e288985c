"""Questions to the person: all of what they say can be read."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from senco_desk.ui import theme
from senco_desk.ui.dialogs.question import Question
from senco_desk.ui.held_drafts import WAITING
from senco_desk.ui.window import Window
from tests.ui import walk

COPY = "The copy beside the file could not be made. Your file itself is saved. Look whether the disk is full."


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("words", [COPY, f"{WAITING}\n\n{COPY}", f"{WAITING}\n\n{COPY}\n\n{COPY}"])
def test_a_question_is_as_high_as_all_that_it_says(
    words: str, scale: float, locked_window: Window, qtbot: QtBot
):
    theme.current().enlarge(scale)
    asked = Question(locked_window, "Close all the same?", words, yes="Close", no="Stay")
    qtbot.addWidget(asked)
    asked.show()
    walk.settle()
    (said,) = [label for label in asked.findChildren(QLabel) if label.text() == words]
    assert said.height() >= said.heightForWidth(said.width())
    assert asked.height() <= asked.maximumHeight()
