"""The one table that people type in. Too wide for its line, it shows each row as a block of fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from senco_desk.forms.answers import Value, is_blank
from senco_desk.forms.checking import MOST_ROWS
from senco_desk.forms.definition import Column, ColumnKind, Question
from senco_desk.ui import theme
from senco_desk.ui.announcing import announce
from senco_desk.ui.form_editor.cells import Cell, least_width
from senco_desk.ui.form_editor.choosing import LINE
from senco_desk.ui.form_editor.inputs import AnswerInput, column
from senco_desk.ui.widgets.buttons import BareButton
from senco_desk.ui.widgets.words import Small

_AT_ONCE: Final = 8
"""Rows built with the table: more than a screen shows."""
_AT_A_TIME: Final = 4
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_DOWN: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class _Frame(QWidget):
    """The edge, the head and the lines of a table; the cells stand in its grid."""

    def __init__(self, columns: Sequence[Column], parent: QWidget, *, blocks: bool) -> None:
        super().__init__(parent)
        self.blocks = blocks
        self.columns = columns
        self.starts: list[QWidget] = []
        """What stands first in each row; the lines are drawn from where these really are."""
        self._heads: list[QWidget] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        self.grid = QGridLayout()
        self.grid.setSpacing(0)
        layout.addLayout(self.grid)
        self.foot = QWidget(self)
        self.foot.setMinimumHeight(theme.px(40))
        self.foot_row = QHBoxLayout(self.foot)
        self.foot_row.setContentsMargins(theme.XS, theme.XS, theme.XS, theme.XS)
        layout.addWidget(self.foot)
        if not blocks:
            self._add_head()

    def _add_head(self) -> None:
        self.grid.setRowMinimumHeight(0, theme.px(32))
        for number, col in enumerate(self.columns):
            head = Small(col.label, self, wrap=True)
            head.setContentsMargins(theme.M, theme.XS, theme.XS, theme.XS)
            head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self.grid.addWidget(head, 0, number)
            self._heads.append(head)
            self.grid.setColumnStretch(number, max(1, col.width) * 10)
            self.grid.setColumnMinimumWidth(number, theme.px(least_width(col)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        path = QPainterPath()
        path.addRoundedRect(edge, theme.RADIUS, theme.RADIUS)
        painter.fillPath(path, theme.colour("raised"))

        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        line = theme.colour("line")
        foot = self.foot.y()
        if not self.blocks:
            head = max(label.geometry().bottom() for label in self._heads) + 1
            painter.setClipPath(path)
            painter.fillRect(0, 0, self.width(), head, theme.colour("stone"))
            painter.setClipping(False)
            for label in self._heads[1:]:
                painter.fillRect(label.x(), 1, 1, foot - 1, line)
        for start in self.starts[1 if self.blocks else 0 :]:
            painter.fillRect(1, start.y(), self.width() - 2, 1, line)
        painter.fillRect(1, foot, self.width() - 2, 1, line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.drawPath(path)


class TableInput(AnswerInput):
    """Rows of cells. Enter goes down, and adds a row from the last; Ctrl+Delete takes a row out."""

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = question.columns
        self._label, self._description = question.label, ""
        blocks = sum(least_width(col) for col in self._columns) > LINE
        self._frame = _Frame(self._columns, self, blocks=blocks)
        self._rows: list[list[Cell]] = []
        self._holders: list[QWidget] = []
        self._at = 0
        self._waiting: list[Mapping[str, Any]] = []
        """Rows that are not built yet: a long table is built a few rows at a time."""
        self._builder = QTimer(self)
        self._builder.setInterval(0)
        self._builder.timeout.connect(self._build_more)
        self._add = BareButton("Add a row", self._frame.foot, icon="plus")
        self._remove = BareButton("", self._frame.foot, icon="trash-2")
        self._add.clicked.connect(self._add_and_go)
        self._remove.clicked.connect(lambda: self._take_out(self._at))
        self._frame.foot_row.addWidget(self._add)
        self._frame.foot_row.addStretch(1)
        self._frame.foot_row.addWidget(self._remove)
        column(self).addWidget(self._frame)
        self._fit_rows(1)

    # what it holds

    def value(self) -> Value:
        rows = [
            {cell.column.key: cell.value() for cell in row if not is_blank(cell.value())}
            for row in self._rows
        ]
        rows += [{key: cell for key, cell in row.items() if not is_blank(cell)} for row in self._waiting]
        while rows and not rows[-1]:
            rows.pop()
        return rows

    def show_value(self, value: Value) -> None:
        rows: list[Mapping[str, Any]] = list(value or []) or [{}]
        at_once = max(len(self._rows), _AT_ONCE)
        self._waiting = rows[at_once:]
        self._fit_rows(len(rows[:at_once]))
        self._fill(0, rows[:at_once])
        if self._waiting:
            self._builder.start()

    def build_all(self) -> None:
        """Build the rows that still wait."""
        while self._waiting:
            self._build_more()

    def _build_more(self) -> None:
        rows, self._waiting = self._waiting[:_AT_A_TIME], self._waiting[_AT_A_TIME:]
        if not self._waiting:
            self._builder.stop()
        start = len(self._rows)
        self._fit_rows(start + len(rows))
        self._fill(start, rows)

    def _fill(self, start: int, rows: Sequence[Mapping[str, Any]]) -> None:
        for cells, row in zip(self._rows[start:], rows, strict=True):
            for cell in cells:
                cell.show_value(row.get(cell.column.key, False if cell.is_tick else ""))

    def name(self, label: str, description: str) -> None:
        self._label, self._description = label, description
        self._name_rows()

    def _name_rows(self, start: int = 0) -> None:
        self._add.setAccessibleName(f"{self._label}: add a row")
        self._add.setAccessibleDescription("Enter in the last row adds another.")
        for number, row in enumerate(self._rows[start:], start=start + 1):
            for cell in row:
                cell.name(self._label, number)
                cell.field.setAccessibleDescription(self._description)
        self._stand(min(self._at, len(self._rows) - 1))

    # rows

    def _fit_rows(self, count: int) -> None:
        before = len(self._rows)
        while len(self._rows) < count:
            self._new_row()
        while len(self._rows) > count:
            self._drop_last()
        if len(self._rows) != before:
            self._name_rows(min(before, len(self._rows)))

    def _new_row(self) -> None:
        holder: QWidget = self._frame
        if self._frame.blocks:
            holder = QWidget(self._frame)
            self._holders.append(holder)
        cells = [Cell(col, holder, bare=not self._frame.blocks) for col in self._columns]
        previous = self._rows[-1][-1].field if self._rows else None
        at = len(self._rows) + (0 if self._frame.blocks else 1)
        for number, cell in enumerate(cells):
            cell.on_edit = self._edited
            cell.field.installEventFilter(self)
            if previous:
                QWidget.setTabOrder(previous, cell.field)
            previous = cell.field
            if not self._frame.blocks:
                self._frame.grid.addWidget(cell, at, number)
                cell.show()
        if previous:
            QWidget.setTabOrder(previous, self._add)
            QWidget.setTabOrder(self._add, self._remove)
        if self._frame.blocks:
            _fill_block(holder, cells)
            self._frame.grid.addWidget(holder, at, 0)
            holder.show()
        self._rows.append(cells)
        self._frame.starts.append(holder if self._frame.blocks else cells[0])

    def _drop_last(self) -> None:
        self._move_up()
        cells = self._rows.pop()
        self._frame.starts.pop()
        leaving: list[QWidget] = [self._holders.pop()] if self._frame.blocks else list(cells)
        for widget in leaving:
            self._frame.grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _move_up(self) -> None:
        """Take the keyboard out of the last row, which goes: from a hidden cell it would go on to the next.

        Being done inside that cell's own key press, this must not be left to Qt.
        """
        for number, cell in enumerate(self._rows[-1]):
            if cell.field.hasFocus() or cell.isAncestorOf(QApplication.focusWidget() or self):
                field = self._rows[-2][number].field if len(self._rows) > 1 else self._add
                field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_and_go(self) -> None:
        self.build_all()
        if len(self._rows) >= MOST_ROWS:
            announce(self, f"This table takes at most {MOST_ROWS} rows.")
            return
        self._fit_rows(len(self._rows) + 1)
        self._rows[-1][0].field.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"Row {len(self._rows)} added.")

    def _take_out(self, at: int) -> None:
        """Take one row out; the rows after it move up."""
        self.build_all()
        rows = [{cell.column.key: cell.value() for cell in row} for row in self._rows]
        gone = rows.pop(at)
        self.show_value(rows)
        self._stand(min(at, len(self._rows) - 1))
        self._rows[self._at][0].field.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"Row {at + 1} taken out.")
        if not is_blank(gone):
            self.edited.emit("")

    def _stand(self, at: int) -> None:
        self._at = at
        self._remove.setText(f"Remove row {at + 1}")
        self._remove.setAccessibleName(f"{self._label}: remove row {at + 1}")
        self._remove.setVisible(len(self._rows) > 1 or not is_blank(self.value()))

    # keys

    def _edited(self, cell: Cell) -> None:
        at = self._row_of(cell)
        if at == self._at and not self._remove.isVisible():
            self._stand(at)
        kind = cell.field
        typed = isinstance(kind, QLineEdit) or kind.inherits("QPlainTextEdit")
        self.edited.emit(f"{at}.{cell.column.key}" if typed else "")

    def _row_of(self, cell: Cell) -> int:
        return next(number for number, row in enumerate(self._rows) if cell in row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        cell = watched.property("cell")
        if not isinstance(cell, Cell):
            return False
        if event.type() == QEvent.Type.FocusIn:
            self._stand(self._row_of(cell))
        return (
            isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._key(cell, event)
        )

    def _key(self, cell: Cell, event: QKeyEvent) -> bool:
        at = self._row_of(cell)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        line = isinstance(cell.field, QLineEdit)
        if event.key() == Qt.Key.Key_Delete and control:
            self._take_out(at)
            return True
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            if at == len(self._rows) - 1:
                self._add_and_go()
            else:
                self._rows[at + 1][self._rows[at].index(cell)].field.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        step = _DOWN.get(Qt.Key(event.key()), 0) if line and not event.modifiers() else 0
        if step and 0 <= at + step < len(self._rows):
            self._rows[at + step][self._rows[at].index(cell)].field.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False


def _fill_block(holder: QWidget, cells: Sequence[Cell]) -> None:
    """A row as a block: labelled fields in two columns."""
    layout = QGridLayout(holder)
    layout.setContentsMargins(theme.M, theme.S, theme.M, theme.M)
    layout.setHorizontalSpacing(theme.L)
    layout.setVerticalSpacing(2)
    down = across = 0
    for cell in cells:
        whole = 2 if cell.column.kind is ColumnKind.LONG else 1
        if across + whole > 2:
            down, across = down + 2, 0
        label = Small(cell.column.label, holder, wrap=True)
        layout.addWidget(label, down, across, 1, whole, Qt.AlignmentFlag.AlignBottom)
        layout.addWidget(cell, down + 1, across, 1, whole)
        layout.setRowMinimumHeight(down, theme.px(22))
        down, across = (down + 2, 0) if across + whole >= 2 else (down, across + whole)
    layout.setColumnStretch(0, 1)
    layout.setColumnStretch(1, 1)
