"""What every answer widget shares, and the plainest of them: words, a number, a date."""

from __future__ import annotations

import math
from datetime import date
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from senco_desk.forms.answers import Value
from senco_desk.forms.dates import read_date
from senco_desk.forms.wording import iso_words
from senco_desk.ui import style, theme
from senco_desk.ui.form_editor.options import Tick
from senco_desk.ui.widgets.base import Themed
from senco_desk.ui.widgets.words import Words

UNREAD_DATE: Final = "Kept as you typed it. Type a date we can sort by, like 27 March 2019, or in 6 weeks."


class AnswerInput(QWidget):
    """A widget that takes one answer's value, of the shape its kind has in `forms.answers`.

    `edited` follows each change by the person, with the name of the place typed in ("" for a choice).
    """

    edited = Signal(str)

    def value(self) -> Value:
        """The value as it stands; None or blank when nothing is answered."""
        raise NotImplementedError

    def show_value(self, value: Value) -> None:
        """Show a value without a signal."""
        raise NotImplementedError

    def name(self, label: str, description: str) -> None:
        """Give each focusable part its name and description for a screen reader."""
        raise NotImplementedError

    def mark_wrong(self, wrong: bool) -> None:
        """Give the fields the edge that says something is wrong, or take it away."""
        for field in (*self.findChildren(QLineEdit), *self.findChildren(QPlainTextEdit)):
            if bool(field.property("wrong")) != wrong and not field.property("bare"):
                field.setProperty("wrong", wrong)
                style.again(field)


def column(parent: QWidget, gap: int = theme.S) -> QVBoxLayout:
    """An upright layout without margins."""
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap)
    return layout


def put_text(field: QLineEdit, text: str) -> None:
    """Show text in a field, from its beginning; the cursor stays when nothing changes."""
    if field.text() != text:
        field.setText(text)
        field.setCursorPosition(len(text) if field.hasFocus() else 0)


class GrowingText(Themed, QPlainTextEdit):
    """A field for words that grows with them, from 64 px; Tab leaves it."""

    def __init__(self, parent: QWidget | None = None, *, least: int = 64, framed: bool = True) -> None:
        super().__init__(parent)
        self._least = least
        # A frame has 6 px of padding and its line, above and below.
        self._frame = 16 if framed else 0
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def dress(self) -> None:
        self._grow()

    def put(self, text: str) -> None:
        """Show a text without a signal, the cursor at its end; nothing moves when it is the same."""
        if text != self.toPlainText():
            was = self.blockSignals(True)
            self.setPlainText(text)
            self.moveCursor(QTextCursor.MoveOperation.End)
            self.blockSignals(was)

    def _grow(self) -> None:
        lines = self.document().size().height()
        room = self.document().documentMargin() * 2 + self._frame
        wanted = max(theme.px(self._least), round(lines * self.fontMetrics().lineSpacing() + room))
        if wanted != self.minimumHeight():
            self.setFixedHeight(wanted)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(300), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(48), self.minimumHeight())


class ShortTextInput(AnswerInput):
    """One line of words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QLineEdit(self)
        column(self).addWidget(self._line)
        self._line.textEdited.connect(lambda: self.edited.emit("words"))

    def value(self) -> Value:
        return self._line.text()

    def show_value(self, value: Value) -> None:
        put_text(self._line, value or "")

    def name(self, label: str, description: str) -> None:
        self._line.setAccessibleName(label)
        self._line.setAccessibleDescription(description)


class LongTextInput(AnswerInput):
    """Words on as many lines as they take."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = GrowingText(self)
        column(self).addWidget(self._text)
        self._text.textChanged.connect(lambda: self.edited.emit("words"))

    def value(self) -> Value:
        return self._text.toPlainText()

    def show_value(self, value: Value) -> None:
        self._text.put(value or "")

    def name(self, label: str, description: str) -> None:
        self._text.setAccessibleName(label)
        self._text.setAccessibleDescription(description)


class NumberInput(AnswerInput):
    """A number; what is not one is kept as typed, and said when the form is completed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QLineEdit(self)
        self._line.setMaximumWidth(theme.px(120))
        column(self).addWidget(self._line)
        self._line.textEdited.connect(lambda: self.edited.emit("number"))

    def value(self) -> Value:
        text = self._line.text().strip()
        for read in (int, float):
            try:
                number = read(text)
            except ValueError:
                continue
            return number if math.isfinite(number) else text
        return text or None

    def show_value(self, value: Value) -> None:
        if value != self.value():
            put_text(self._line, "" if value is None else str(value))

    def name(self, label: str, description: str) -> None:
        self._line.setAccessibleName(label)
        self._line.setAccessibleDescription(description)


class DateLine(QLineEdit):
    """A date typed in words or figures; `written` is ISO when it can be read, else just what was typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown_for = ""
        self.editingFinished.connect(self.settle)

    def written(self) -> str:
        """The date as "2019-03-14", "2019-03" or "2019", or the words as typed."""
        if self.text() == iso_words(self._shown_for):
            return self._shown_for
        read = read_date(self.text(), today=date.today())
        return read.iso if read else self.text().strip()

    def show_written(self, written: str) -> None:
        """Show a date, whole or partial, in words."""
        self._shown_for = written
        put_text(self, iso_words(written))

    def says_about(self) -> bool:
        """Whether the words themselves say "about"."""
        read = read_date(self.text(), today=date.today())
        return bool(read and read.about)

    def unread(self) -> bool:
        """Whether something stands there that is not a date."""
        text = self.text().strip()
        return bool(text) and read_date(text, today=date.today()) is None

    def settle(self) -> None:
        """Show what was understood, in the words used everywhere."""
        if not self.unread():
            self.show_written(self.written())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.settle()
        super().focusOutEvent(event)


class DateInput(AnswerInput):
    """One field for a date, day first, with "about" where a date may be unsure."""

    def __init__(self, *, about: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = DateLine(self)
        self.line.setFixedWidth(theme.px(200))
        self._about = Tick("About, not sure of it", self) if about else None
        self._said = Words("", "wrong", self, wrap=True)
        self._said.hide()
        row = QHBoxLayout()
        row.setSpacing(theme.L)
        row.addWidget(self.line)
        if self._about:
            row.addWidget(self._about, 0, Qt.AlignmentFlag.AlignVCenter)
            self._about.clicked.connect(lambda: self.edited.emit(""))
        row.addStretch(1)
        layout = column(self, theme.XS)
        layout.addLayout(row)
        layout.addWidget(self._said)
        self.line.textEdited.connect(self._typed)
        self.line.editingFinished.connect(self._tell)

    def value(self) -> Value:
        return {"date": self.line.written(), "about": bool(self._about and self._about.isChecked())}

    def show_value(self, value: Value) -> None:
        value = value or {}
        written = str(value.get("date", ""))
        if written != self.line.written():
            self.line.show_written(written)
        if self._about:
            self._about.setChecked(bool(value.get("about")))
        if not self.line.hasFocus():
            self._tell()

    def name(self, label: str, description: str) -> None:
        self.line.setAccessibleName(label)
        self.line.setAccessibleDescription(f"{description} Type day, month and year, like 27 3 2019.".strip())
        if self._about:
            self._about.setAccessibleName(f"{label}: about, not sure of it")

    def _typed(self) -> None:
        if self._about and self.line.says_about():
            self._about.setChecked(True)
        if self._said.isVisible():
            self._tell()
        self.edited.emit("date")

    def _tell(self) -> None:
        unread = self.line.unread()
        self._said.setText(UNREAD_DATE if unread else "")
        self._said.setVisible(unread)
        self.mark_wrong(unread)
