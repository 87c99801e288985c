"""One question asked of several things: a grid where the options are few, else one under the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from senco_desk.forms.answers import Value
from senco_desk.forms.definition import Item, Kind, Question
from senco_desk.forms.wording import YES_NO, face_words
from senco_desk.ui import theme
from senco_desk.ui.form_editor.choosing import face_drawn
from senco_desk.ui.form_editor.inputs import AnswerInput, column
from senco_desk.ui.form_editor.item_pictures import ItemPicture
from senco_desk.ui.form_editor.option_row import OptionRow
from senco_desk.ui.form_editor.options import CellOption
from senco_desk.ui.widgets.words import Small, Words

MOST_COLUMNS: Final = 5
_ITEM_WIDTH, _PICTURED_WIDTH = 170, 214
"""The side of a grid: the same whatever stands in it, so that grids line up below each other."""


@dataclass(frozen=True, slots=True)
class _Column:
    words: str
    value: object
    face: int = 0


def grid_columns(question: Question) -> tuple[_Column, ...]:
    """The columns of a grid of options, or none if the question does not go into a grid."""
    if question.kind in (Kind.FACES_3, Kind.FACES_5):
        said = face_words(question)
        return tuple(_Column(words, step, face_drawn(step, len(said))) for step, words in enumerate(said, 1))
    if question.kind is Kind.YES_NO:
        return tuple(_Column(words, key) for key, words in YES_NO.items())
    if question.kind is Kind.CHOOSE_ONE and not question.other and len(question.choices) <= MOST_COLUMNS:
        return tuple(
            _Column(choice.label, {"choice": choice.key, "other": ""}) for choice in question.choices
        )
    return ()


def item_heading(item: Item, parent: QWidget, *, strong: bool = False) -> QWidget:
    """An item's words, with its picture before them if it has one."""
    words = Words(item.label, "strong" if strong else "", parent, wrap=True)
    if not item.picture:
        return words
    holder = QWidget(parent)
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.S)
    row.addWidget(ItemPicture(item.picture, holder))
    words.setParent(holder)
    row.addWidget(words, 1)
    return holder


class GridInput(AnswerInput):
    """Things down the side, options across, words over the columns; each row is one stop for Tab."""

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        columns = grid_columns(question)
        self._rows: dict[str, OptionRow] = {}
        self._labels = {item.key: item.label for item in question.items}
        self._lines: list[QWidget] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        grid.setHorizontalSpacing(theme.XS)
        grid.setColumnStretch(0, 0)
        pictured = any(item.picture for item in question.items)
        self._side = theme.px(_PICTURED_WIDTH if pictured else _ITEM_WIDTH) - theme.XS
        grid.setColumnMinimumWidth(0, self._side)
        for number, col in enumerate(columns, start=1):
            head = Small(col.words, self, wrap=True)
            head.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(head, 0, number)
            grid.setColumnStretch(number, 1)
        grid.setRowMinimumHeight(0, theme.px(28))
        for down, item in enumerate(question.items, start=1):
            self._add_row(grid, down, item, columns)
        self._link_rows()

    def _add_row(self, grid: QGridLayout, down: int, item: Item, columns: Sequence[_Column]) -> None:
        heading = item_heading(item, self)
        heading.setMinimumHeight(theme.px(44))
        heading.setFixedWidth(self._side)
        self._lines.append(heading)
        grid.addWidget(heading, down, 0)
        options = [CellOption(col.words, face=col.face, parent=self) for col in columns]
        for number, option in enumerate(options, start=1):
            grid.addWidget(option, down, number, Qt.AlignmentFlag.AlignCenter)
        grid.setRowMinimumHeight(down, theme.px(44))
        row = OptionRow(options, [col.value for col in columns], self)
        row.picked.connect(lambda: self.edited.emit(""))
        self._rows[item.key] = row

    def _link_rows(self) -> None:
        rows = list(self._rows.values())

        def leave(at: int) -> Callable[[int, int], bool]:
            def go(index: int, step: int) -> bool:
                if 0 <= at + step < len(rows):
                    rows[at + step].focus(index)
                return True

            return go

        for number, row in enumerate(rows):
            row.on_leave = leave(number)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for heading in self._lines:
            painter.fillRect(0, heading.y(), self.width(), 1, theme.colour("line"))

    def value(self) -> Value:
        return {key: row.value() for key, row in self._rows.items() if row.value() is not None}

    def show_value(self, value: Value) -> None:
        for key, row in self._rows.items():
            row.show_value((value or {}).get(key))

    def name(self, label: str, description: str) -> None:
        for key, row in self._rows.items():
            for option in row.options:
                option.setAccessibleName(f"{label}: {self._labels[key]}: {option.text()}")
                option.setAccessibleDescription(description)


class StackInput(AnswerInput):
    """One input for each thing, under the thing's own words.

    Args:
        question: the question with its items.
        make: makes the input for one item.
    """

    def __init__(
        self, question: Question, make: Callable[[Item, QWidget], AnswerInput], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._inputs: dict[str, AnswerInput] = {}
        self._labels = {item.key: item.label for item in question.items}
        layout = column(self, theme.XS)
        for number, item in enumerate(question.items):
            if number:
                layout.addSpacing(theme.M)
            layout.addWidget(item_heading(item, self))
            made = make(item, self)
            made.edited.connect(
                lambda place, key=item.key: self.edited.emit(f"{key}.{place}" if place else "")
            )
            self._inputs[item.key] = made
            layout.addWidget(made)

    @property
    def inputs(self) -> tuple[AnswerInput, ...]:
        """The inputs, in the order of the items."""
        return tuple(self._inputs.values())

    def value(self) -> Value:
        return {key: part.value() for key, part in self._inputs.items() if part.value() is not None}

    def show_value(self, value: Value) -> None:
        for key, part in self._inputs.items():
            part.show_value((value or {}).get(key))

    def name(self, label: str, description: str) -> None:
        for key, part in self._inputs.items():
            part.name(f"{label}: {self._labels[key]}", description)
