"""What stands in the fields of a dialog: read, put back, and laid out in one column or two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from senco_desk.errors import Mistake
from senco_desk.forms.dates import read_date
from senco_desk.rules.dates_in_words import short_date
from senco_desk.ui import theme
from senco_desk.ui.widgets import Check, Field, Mark, Pick, Words

DATE_HELP: Final = "Such as 14 3 2014 or 14 March 2014"
DAY_HELP: Final = "Such as 27 3 2026, or: today"
_COLUMN: Final = 268
"""The narrowest column of fields at 100 %."""


class Entry(Field):
    """A field that can also warn: amber, half a circle and words, and never in the way of saving."""

    def __init__(
        self, label: str, widget: QWidget, *, key: str, help_words: str = "", whole_row: bool = False
    ) -> None:
        super().__init__(label, widget, key=key, help_words=help_words)
        self.whole_row = whole_row
        self._warning = QWidget()
        row = QHBoxLayout(self._warning)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._warned = Words("", "soon", wrap=True)
        row.addWidget(Mark("soon", size=14), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._warned, 1)
        self._warning.hide()
        column = self.layout()
        if column is not None:
            column.addWidget(self._warning)

    def warn(self, words: str) -> None:
        """Say what looks wrong, or with "" that nothing does."""
        self._warned.setText(words)
        self._warning.setVisible(bool(words))
        described = " ".join(part for part in (self.wrong(), words, self.help.text()) if part)
        self.widget.setAccessibleDescription(described)

    def warning(self) -> str:
        """Give what is warned of, or ""."""
        return "" if self._warning.isHidden() else self._warned.text()


class FieldGrid(QWidget):
    """Fields side by side where there is room for two columns, one below the other where there is not."""

    def __init__(self, fields: Sequence[QWidget], *, gap: int = theme.L) -> None:
        super().__init__()
        self._fields = list(fields)
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.XL)
        self._grid.setVerticalSpacing(gap)
        self._lay_out(2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out(2 if event.size().width() >= 2 * theme.px(_COLUMN) + theme.XL else 1)

    def _lay_out(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for field in self._fields:
            self._grid.removeWidget(field)
        row = place = 0
        for field in self._fields:
            whole = columns == 1 or getattr(field, "whole_row", False)
            if whole and place:
                row, place = row + 1, 0
            self._grid.addWidget(field, row, place, 1, columns if whole else 1, Qt.AlignmentFlag.AlignTop)
            place += columns if whole else 1
            if place >= columns:
                row, place = row + 1, 0
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if columns == 2 else 0)


class Ticks(QWidget):
    """Boxes to tick, in two columns where there is room."""

    whole_row = True

    def __init__(self, boxes: Sequence[Check]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(FieldGrid(boxes, gap=theme.XS))


def choice(choices: Sequence[tuple[str, str]]) -> Pick:
    """Make a drop-down list of (value, words)."""
    pick = Pick()
    for value, words in choices:
        pick.addItem(words, value)
    pick.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return pick


def typed_in(widget: QWidget) -> Any:
    """Give what stands in a field: text, a chosen value, or whether a box is ticked."""
    if isinstance(widget, QLineEdit):
        return widget.text()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    if isinstance(widget, Pick):
        return widget.currentData() if widget.currentIndex() >= 0 else ""
    if isinstance(widget, QCheckBox):
        return widget.isChecked()
    raise TypeError(f"{type(widget).__name__} is not a field")


def put_in(widget: QWidget, value: Any) -> None:
    """Put a value into a field; a drop-down list keeps a value it does not know as one more choice."""
    if isinstance(widget, QLineEdit):
        widget.setText(str(value))
        widget.setCursorPosition(0)  # a long text shows how it begins
    elif isinstance(widget, QPlainTextEdit):
        widget.setPlainText(str(value))
    elif isinstance(widget, Pick):
        place = widget.findData(value)
        if place < 0:
            widget.addItem(str(value), value)
            place = widget.count() - 1
        widget.setCurrentIndex(place)
    elif isinstance(widget, QCheckBox):
        widget.setChecked(bool(value))


def on_edit(widget: QWidget, call: Callable[[], object]) -> None:
    """Call when the person, or the program, changes what stands in a field."""
    if isinstance(widget, QLineEdit):
        widget.textChanged.connect(lambda _text: call())
    elif isinstance(widget, QPlainTextEdit):
        widget.textChanged.connect(call)
    elif isinstance(widget, Pick):
        widget.currentIndexChanged.connect(lambda _place: call())
    elif isinstance(widget, QCheckBox):
        widget.toggled.connect(lambda _on: call())


def day_words(on: date | None) -> str:
    """Give a day as a field shows it."""
    return short_date(on) if on else ""


def day(text: str, label: str, *, field: str, today: date, like: str = "27 3 2026") -> date | None:
    """Read a whole day as typed; None for a blank field. `like` is the day that a refusal shows.

    Raises:
        Mistake: the words are not a day, month and year.
    """
    if not text.strip():
        return None
    read = read_date(text, today=today)
    if read is None or len(read.iso) != 10:
        raise Mistake(f"{label} is not a day that can be read.", f"Type it like {like}.", field=field)
    return date.fromisoformat(read.iso)


def number(text: str, label: str, *, field: str) -> int | None:
    """Read a whole number as typed; None for a blank field.

    Raises:
        Mistake: it is not one.
    """
    plain = text.strip().replace(",", "")
    if not plain:
        return None
    if not plain.isdecimal():
        raise Mistake(f"{label} is not a whole number.", "Type it in figures, like 142.", field=field)
    return int(plain)
