"""The cells of a table that people type in: words, dates, choices, ticks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from senco_desk.forms.definition import Column, ColumnKind
from senco_desk.forms.wording import YES_NO
from senco_desk.ui import icons, theme
from senco_desk.ui.form_editor.inputs import DateLine, GrowingText, put_text
from senco_desk.ui.form_editor.options import Tick
from senco_desk.ui.widgets.choices import Pick

CellValue = str | bool

_LEAST: Final = {
    ColumnKind.TEXT: 100,
    ColumnKind.LONG: 130,
    ColumnKind.DATE: 104,
    ColumnKind.NUMBER: 64,
    ColumnKind.CHOICE: 104,
    ColumnKind.YES_NO: 104,
    ColumnKind.TICK: 56,
}


def least_width(column: Column) -> int:
    """The narrowest that a column can be typed in, in pixels at 100 %."""
    return _LEAST[column.kind]


class Cell(QWidget):
    """One cell: its field, a value to get and show, and a call when the person changes it.

    Args:
        column: what the cell takes.
        parent: the table.
        bare: without a frame of its own, for a grid that draws the lines.
    """

    def __init__(self, column: Column, parent: QWidget, *, bare: bool) -> None:
        super().__init__(parent)
        self.column = column
        self.on_edit: Callable[[Cell], None] = lambda _cell: None
        self.field = self._make(bare=bare)
        layout = QHBoxLayout(self)
        # A line's words stand 2 px in by themselves, a text's 4.
        inside = 4 if isinstance(self.field, GrowingText) else 0 if isinstance(self.field, BarePick) else 2
        side = theme.M - inside if bare else 0
        over = theme.px(6) if bare and isinstance(self.field, GrowingText) else 0
        layout.setContentsMargins(side, over, side, 0)
        layout.addWidget(self.field)
        self.field.setProperty("cell", self)
        if bare:
            self.field.setProperty("bare", True)
            self.field.setProperty("ring", "inside")
            self.field.setProperty("ring_on", self)
            self.setProperty("ring", "inside")
            self.setProperty("ring_radius", 2)
            self.setMinimumHeight(theme.px(40))

    def _make(self, *, bare: bool) -> QWidget:
        kind = self.column.kind
        if kind is ColumnKind.LONG:
            text = GrowingText(self, least=34 if bare else 36, framed=not bare)
            text.textChanged.connect(self._edited)
            return text
        if kind in (ColumnKind.CHOICE, ColumnKind.YES_NO):
            return self._make_pick(bare=bare)
        if kind is ColumnKind.TICK:
            tick = Tick("", self)
            tick.clicked.connect(self._edited)
            return tick
        line = DateLine(self) if kind is ColumnKind.DATE else QLineEdit(self)
        line.textEdited.connect(self._edited)
        line.setMinimumWidth(24)
        return line

    def _make_pick(self, *, bare: bool) -> Pick:
        pick = BarePick(self) if bare else Pick(self)
        pick.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        pick.addItem("Choose", "")
        if self.column.kind is ColumnKind.YES_NO:
            for key, words in YES_NO.items():
                pick.addItem(words, key)
        for choice in self.column.choices:
            pick.addItem(choice.label, choice.key)
        pick.currentIndexChanged.connect(self._edited)
        return pick

    @property
    def is_tick(self) -> bool:
        """Whether the cell is a box to tick."""
        return self.column.kind is ColumnKind.TICK

    def _edited(self) -> None:
        self.on_edit(self)

    def value(self) -> CellValue:
        """What stands in the cell; "" or False for nothing."""
        field = self.field
        if isinstance(field, DateLine):
            return field.written()
        if isinstance(field, QLineEdit):
            return field.text()
        if isinstance(field, GrowingText):
            return field.toPlainText()
        if isinstance(field, Pick):
            return str(field.currentData() or "")
        return isinstance(field, Tick) and field.isChecked()

    def show_value(self, value: CellValue) -> None:
        """Show a value without a call."""
        if value == self.value():
            return
        field = self.field
        field.blockSignals(True)
        if isinstance(field, DateLine):
            field.show_written(str(value))
        elif isinstance(field, QLineEdit):
            put_text(field, str(value))
        elif isinstance(field, GrowingText):
            field.put(str(value))
        elif isinstance(field, Pick):
            field.setCurrentIndex(max(0, field.findData(value)))
        elif isinstance(field, Tick):
            field.setChecked(bool(value))
        field.blockSignals(False)

    def name(self, label: str, row: int) -> None:
        """Name the cell by its question, column and row (from 1)."""
        self.field.setAccessibleName(f"{label}: {self.column.label}, row {row}")


class BarePick(Pick):
    """A drop-down list as a cell: words and a chevron, no frame."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        size = theme.px(16)
        painter.setPen(theme.colour("ink" if self.currentIndex() > 0 else "ink-2"))
        room = QRectF(0, 0, self.width() - size - theme.XS, self.height())
        shown = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        arrow = icons.pixmap("chevron-down", "ink-2", 16, ratio=self.devicePixelRatioF())
        painter.drawPixmap(self.width() - size, round((self.height() - size) / 2), arrow)
