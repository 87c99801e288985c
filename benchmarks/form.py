"""Opening a form of 80 questions in the editor, beside a bare widget with 80 line edits."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from PySide6.QtCore import QEventLoop, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from benchmarks.child import FirstPaint
from benchmarks.ground import Ground
from benchmarks.measure import Figure, in_turn, median
from senco_desk.forms import reading
from senco_desk.forms.definition import Audience, Form, Kind, Question, Section
from senco_desk.ui import theme
from senco_desk.ui.form_editor import FormEditor

GOAL_MS = 150.0
QUESTIONS = 80
TRIES = 15


def measure(_ground: Ground) -> Iterator[Figure]:
    """Open it in eight sections, as a form of that length would have, and all on one page."""
    app = QApplication.instance() or QApplication(["benchmarks"])
    before = qInstallMessageHandler(_pass_over)
    theme.current().wear()
    for sections, how in ((8, "in 8 sections"), (1, "all in one section")):
        form = eighty_questions(sections)
        mine, theirs = in_turn(lambda form=form: _shown(_editor(form)), lambda: _shown(_bare()), TRIES)  # type: ignore[misc]
        value = median(mine)
        yield Figure(
            f"Opening a form of {QUESTIONS} questions, {how}",
            value,
            "ms",
            f"a bare widget with {QUESTIONS} line edits",
            median(theirs),
            TRIES,
            goal=f"under {GOAL_MS:g} ms" if sections > 1 else "",
            met=value < GOAL_MS if sections > 1 else None,
            note="" if sections > 1 else "no form is so; the editor makes one section at a time",
        )
    app.processEvents()
    qInstallMessageHandler(before)


def _pass_over(_kind: object, _where: object, words: str) -> None:
    """Say nothing of what the offscreen platform says of itself for each window."""
    if not words.startswith("This plugin does not support"):
        print(words, file=sys.stderr)


def eighty_questions(sections: int) -> Form:
    """Give a form of the first 80 questions of the Stage 3 papers and other forms, each one shown."""
    every = (
        question for form in reading.all_forms() for question in form.questions() if _on_screen(question)
    )
    asked = [
        replace(question, key=f"q{number}", shown_when=None, binds="")
        for number, question in enumerate(islice(every, QUESTIONS))
    ]
    size = -(-QUESTIONS // sections)
    parts = tuple(
        Section(f"part{at}", f"Part {at + 1}", tuple(asked[at * size : (at + 1) * size]))
        for at in range(sections)
    )
    return Form("eighty", 1, "Eighty questions", "Eighty questions", Audience.FAMILY, "made up", parts)


def _on_screen(question: Question) -> bool:
    return question.kind is not Kind.NOTICE


def _editor(form: Form) -> Callable[[QWidget], QWidget]:
    return lambda window: FormEditor(form, {}, name="Rowan", parent=window)


def _bare() -> Callable[[QWidget], QWidget]:
    def make(window: QWidget) -> QWidget:
        inside = QWidget(window)
        lines = QFormLayout(inside)
        for number in range(QUESTIONS):
            lines.addRow(f"Question {number + 1}", QLineEdit())
        return inside

    return make


def _shown(make: Callable[[QWidget], QWidget]) -> None:
    """Make it in a window and wait until it is painted."""
    window = QWidget()
    window.resize(1190, 620)
    made = make(window)
    QVBoxLayout(window).addWidget(made)
    loop = QEventLoop()
    FirstPaint(window, loop.quit)
    window.show()
    loop.exec()
    window.close()
    window.deleteLater()
