"""Choosing: one of several, any of several, yes or no, a face, a place on the ladder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from senco_desk.forms.answers import Value
from senco_desk.forms.definition import Choice, Question
from senco_desk.forms.wording import YES_NO
from senco_desk.ui import theme
from senco_desk.ui.form_editor.inputs import AnswerInput, column, put_text
from senco_desk.ui.form_editor.item_pictures import ItemPicture
from senco_desk.ui.form_editor.option_row import OptionRow
from senco_desk.ui.form_editor.options import CellOption, FaceOption, Option, RadioOption, Tick
from senco_desk.ui.widgets.choices import Pick
from senco_desk.ui.widgets.words import Small

MOST_RADIOS: Final = 7
"""Choices beyond this go into a drop-down list."""
LINE: Final = 600
"""A line of the form at 100 %, in pixels."""
OTHER: Final = Choice("other", "Other")
_BESIDE: Final = 24
_FACE_OF_3: Final = {1: 2, 2: 3, 3: 4}


def face_drawn(step: int, of: int) -> int:
    """Which of the five drawn faces stands for a step of a scale of three or five."""
    return _FACE_OF_3[step] if of == 3 else step


def lay_out(buttons: Sequence[QWidget], parent: QWidget) -> QGridLayout:
    """Buttons in one row if they fit a line, else in two columns if short, else under each other."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(theme.XS)
    grid.setHorizontalSpacing(_BESIDE)
    widths = [button.sizeHint().width() for button in buttons]
    line = theme.px(LINE)
    if sum(widths) + _BESIDE * (len(widths) - 1) <= line:
        across = len(widths)
    else:
        across = 2 if len(widths) > 4 and max(widths) * 2 + _BESIDE <= line else 1
    down = -(-len(widths) // across)
    for number, button in enumerate(buttons):
        at = (number % down, number // down)
        grid.addWidget(button, *at, Qt.AlignmentFlag.AlignTop if across > 1 else Qt.AlignmentFlag(0))
    in_columns = down > 1 and across == 2
    if not in_columns:
        grid.setColumnStretch(across, 1 if across > 1 else 0)
    else:
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
    return grid


class _OtherLine(QLineEdit):
    """The words of "Other", shown while it is chosen; hidden, they are kept."""

    def name(self, label: str) -> None:
        self.setAccessibleName(f"{label}: other, in your words")


class ChooseOneInput(AnswerInput):
    """One of several: circles up to seven choices, a drop-down list beyond."""

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = (*question.choices, *((OTHER,) if question.other else ()))
        self._pick: Pick | None = None
        self._row: OptionRow | None = None
        layout = column(self)
        if len(self._choices) > MOST_RADIOS:
            self._pick = self._make_pick()
            layout.addWidget(self._pick, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            options = [RadioOption(choice.label, self) for choice in self._choices]
            self._row = OptionRow(options, [choice.key for choice in self._choices], self)
            self._row.picked.connect(self._chosen)
            layout.addLayout(lay_out(options, self))
        self._other = _OtherLine(self)
        self._other.setVisible(False)
        self._other.textEdited.connect(lambda: self.edited.emit("other"))
        layout.addWidget(self._other)

    def _make_pick(self) -> Pick:
        pick = Pick(self)
        pick.addItem("Choose", "")
        for choice in self._choices:
            pick.addItem(choice.label, choice.key)
        pick.currentIndexChanged.connect(self._chosen)
        return pick

    def _key(self) -> str:
        if self._pick:
            return str(self._pick.currentData() or "")
        return str(self._row.value() or "") if self._row else ""

    def _chosen(self) -> None:
        self._other.setVisible(self._key() == OTHER.key)
        self.edited.emit("")

    def value(self) -> Value:
        return {"choice": self._key(), "other": self._other.text()}

    def show_value(self, value: Value) -> None:
        value = value or {}
        key = str(value.get("choice", ""))
        if self._pick:
            self._pick.blockSignals(True)
            self._pick.setCurrentIndex(max(0, self._pick.findData(key)))
            self._pick.blockSignals(False)
        if self._row:
            self._row.show_value(key or None)
        put_text(self._other, str(value.get("other", "")))
        self._other.setVisible(key == OTHER.key or bool(self._other.text()))

    def name(self, label: str, description: str) -> None:
        self._other.name(label)
        if self._pick:
            self._pick.setAccessibleName(label)
            self._pick.setAccessibleDescription(description)
        if self._row:
            name_options(self._row, label, description)


def name_options(row: OptionRow, label: str, description: str) -> None:
    """Name each option by the question and its own words."""
    for option in row.options:
        option.setAccessibleName(f"{label}: {option.text()}")
        option.setAccessibleDescription(description)


class _Pictured(QWidget):
    """A box to tick with a picture before it; a click on the picture ticks the box."""

    def __init__(self, tick: Tick, picture: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._tick = tick
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.S)
        row.addWidget(ItemPicture(picture, self))
        tick.setParent(self)
        row.addWidget(tick, 1)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._tick.click()


class ChooseAnyInput(AnswerInput):
    """Any of several, with "Other" in one's own words."""

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        choices = (*question.choices, *((OTHER,) if question.other else ()))
        self._ticks = {choice.key: Tick(choice.label, self) for choice in choices}
        layout = column(self)
        shown: list[QWidget] = [*self._ticks.values()]
        if any(choice.picture for choice in choices):  # one without a picture stands in line with the others
            shown = [_Pictured(self._ticks[choice.key], choice.picture, self) for choice in choices]
        layout.addLayout(lay_out(shown, self))
        self._other = _OtherLine(self)
        self._other.setVisible(False)
        self._other.textEdited.connect(lambda: self.edited.emit("other"))
        layout.addWidget(self._other)
        for tick in self._ticks.values():
            tick.clicked.connect(self._ticked)

    def _ticked(self) -> None:
        other = self._ticks.get(OTHER.key)
        self._other.setVisible(bool(other and other.isChecked()))
        self.edited.emit("")

    def value(self) -> Value:
        chosen = [key for key, tick in self._ticks.items() if tick.isChecked()]
        return {"choices": chosen, "other": self._other.text()}

    def show_value(self, value: Value) -> None:
        value = value or {}
        for key, tick in self._ticks.items():
            tick.setChecked(key in value.get("choices", ()))
        put_text(self._other, str(value.get("other", "")))
        self._other.setVisible(OTHER.key in value.get("choices", ()) or bool(self._other.text()))

    def name(self, label: str, description: str) -> None:
        self._other.name(label)
        for tick in self._ticks.values():
            tick.setAccessibleName(f"{label}: {tick.text()}")
            tick.setAccessibleDescription(description)


class RowInput(AnswerInput):
    """One of a few options side by side: the base of yes or no, faces and the ladder."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row: OptionRow

    def _hold(self, options: Sequence[Option], values: Sequence[object], *, from_zero: bool = False) -> None:
        self.row = OptionRow(options, values, self, from_zero=from_zero)
        self.row.picked.connect(lambda: self.edited.emit(""))

    def value(self) -> Value:
        return self.row.value()

    def show_value(self, value: Value) -> None:
        self.row.show_value(value)

    def name(self, label: str, description: str) -> None:
        name_options(self.row, label, description)


class YesNoInput(RowInput):
    """Yes, no or not sure; blank is allowed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        options = [RadioOption(words, self) for words in YES_NO.values()]
        self._hold(options, list(YES_NO))
        column(self).addLayout(lay_out(options, self))


class FacesInput(RowInput):
    """Three or five faces with their words."""

    def __init__(self, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        options = [
            FaceOption(said, face_drawn(step, len(words)), self) for step, said in enumerate(words, start=1)
        ]
        self._hold(options, list(range(1, len(words) + 1)))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.S)
        self._faces = options
        for option in options:
            layout.addWidget(option, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        count = len(self._faces)
        each = (self.width() - theme.S * (count - 1)) // count
        tall = max(face.height_for(each) for face in self._faces)
        for face in self._faces:
            face.setFixedHeight(tall)


class LadderInput(RowInput):
    """Eleven places, 0 to 10, with words at the two ends."""

    def __init__(self, low: str, high: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        options = [
            CellOption(self._said(step, low, high), figure=str(step), parent=self) for step in range(11)
        ]
        self._hold(options, list(range(11)), from_zero=True)
        layout = column(self, theme.XS)
        cells = QHBoxLayout()
        cells.setSpacing(6)
        for option in options:
            cells.addWidget(option, 1)
        layout.addLayout(cells)
        if low or high:
            ends = QHBoxLayout()
            left, right = Small(low, self, wrap=True), Small(high, self, wrap=True)
            right.setAlignment(Qt.AlignmentFlag.AlignRight)
            ends.addWidget(left, 1)
            ends.addWidget(right, 1)
            layout.addLayout(ends)

    @staticmethod
    def _said(step: int, low: str, high: str) -> str:
        end = {0: low, 10: high}.get(step, "")
        return f"{step}, {end}" if end else str(step)
