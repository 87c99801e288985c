"""The answers as they stand while a form is open, and the way back through their changes."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from senco_desk.forms.answers import Answer, Answers, tidy
from senco_desk.forms.checking import shown
from senco_desk.forms.definition import Form, Question

NOTHING: Final = Answer()
PAUSE_S: Final = 3.0
"""Typing that stops for longer than this begins a new step back."""
MOST_STEPS: Final = 500


class _Change(QUndoCommand):
    """One answer before and after; typing in one place runs together into one change."""

    def __init__(
        self, put: Callable[[str, Answer], None], key: str, after: Answer, before: Answer, run: str
    ) -> None:
        super().__init__()
        self._put = put
        self.key = key
        self.after = after
        self._before = before
        self._run = run
        self._at = time.monotonic()

    def id(self) -> int:
        return 1 if self._run else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Change) or (other.key, other._run) != (self.key, self._run):
            return False
        if other._at - self._at > PAUSE_S:
            return False
        self.after, self._at = other.after, other._at
        return True

    def redo(self) -> None:
        self._put(self.key, self.after)

    def undo(self) -> None:
        self._put(self.key, self._before)


class AnswerBook(QObject):
    """Answers by question key, with undo.

    `changed(key)` follows every change. `moved_back(key)` follows an undo or redo as well, so that the
    window can show the question it happened to.
    """

    changed = Signal(str)
    moved_back = Signal(str)

    def __init__(self, form: Form, answers: Answers, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.form = form
        self._answers = tidy(answers)
        self._steps = QUndoStack(self)
        self._steps.setUndoLimit(MOST_STEPS)
        self._stretch = 0
        self._walked: list[str] = []

    def answer(self, key: str) -> Answer:
        """What stands for one question; an empty answer if nothing does."""
        return self._answers.get(key, NOTHING)

    def answers(self) -> dict[str, Answer]:
        """Everything answered, in the order of the form; hidden questions keep theirs."""
        known = [question.key for question in self.form.questions()]
        order = [*known, *(key for key in self._answers if key not in set(known))]
        return {key: self._answers[key] for key in order if key in self._answers}

    def shows(self, question: Question) -> bool:
        """Whether a question shows as the answers stand."""
        return shown(question, self._answers)

    def put(self, key: str, answer: Answer, *, typed_in: str = "") -> None:
        """Change one answer. Changes typed in the same place, one after the other, undo as one."""
        before = self.answer(key)
        if before == answer or (before.empty and answer.empty):
            return
        run = f"{self._stretch}:{typed_in}" if typed_in else ""
        self._steps.push(_Change(self._set, key, answer, before, run))

    def put_all(self, answers: Answers) -> None:
        """Change several answers as one step to undo."""
        self._steps.beginMacro("")
        for key, answer in answers.items():
            self.put(key, answer)
        self._steps.endMacro()

    def begin_stretch(self) -> None:
        """The person went to another field: what is typed next undoes by itself."""
        self._stretch += 1

    def undo(self) -> bool:
        """Take the last change back; False if there is none."""
        return self._walk(self._steps.canUndo(), self._steps.undo)

    def redo(self) -> bool:
        """Bring back what was undone last; False if there is none."""
        return self._walk(self._steps.canRedo(), self._steps.redo)

    def _walk(self, possible: bool, step: Callable[[], None]) -> bool:
        if possible:
            self.begin_stretch()
            self._walked = []
            step()
            for key in self._walked:
                self.moved_back.emit(key)
        return possible

    def _set(self, key: str, answer: Answer) -> None:
        self._walked.append(key)
        if answer.empty:
            self._answers.pop(key, None)
        else:
            self._answers[key] = answer
        self.changed.emit(key)
