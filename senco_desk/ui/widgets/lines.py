"""One line of work: a mark, whose it is, what it is, by when, and the one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from senco_desk.ui import theme
from senco_desk.ui.widgets.base import PressedOnce, Themed
from senco_desk.ui.widgets.marks import State, paint_mark, words_role

_ROW, _MARK, _INDENT, _ACTION = 40, 16, 24, 108
_NARROW = 750
"""Below this width, at the usual text size, a line takes two rows."""


@dataclass(frozen=True)
class Due:
    """What a line says and does.

    Attributes:
        state: its mark, which says the same as `when`.
        group: the heading it stands under, for a screen reader.
        action: the verb at its right; `run` does it. `open_pupil` is done by Ctrl+Enter.
        second: another verb and what does it, for a button beside the line.
    """

    state: State
    group: str
    name: str
    form: str
    what: str
    day: str
    when: str
    action: str
    run: Callable[[], object]
    open_pupil: Callable[[], object]
    second: tuple[str, Callable[[], object]] | None = None

    def spoken(self) -> str:
        """The whole line in words."""
        parts = [self.name, self.form, self.what, self.day, self.when]
        return f"{self.group}: {', '.join(part for part in parts if part)}. {self.action}"


class DueLine(Themed, PressedOnce, QAbstractButton):
    """A line that is one button: Enter does its action, Ctrl+Enter opens the pupil, Up and Down move on."""

    def __init__(self, due: Due, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.due = due
        self.setText(due.action)
        self.setAccessibleName(due.spoken())
        self.setToolTip(f"{due.what}. Ctrl+Enter opens the pupil.")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _on=False: due.run())

    def sizeHint(self) -> QSize:
        rows = 2 if self._tall() else 1
        return QSize(theme.px(360), theme.px(_ROW) + (rows - 1) * theme.px(22))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.height() != self.sizeHint().height():
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.due.open_pupil()
            else:
                self.due.run()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._go(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def _go(self, by: int) -> None:
        lines = [line for line in self.window().findChildren(DueLine) if line.isVisible()]
        place = lines.index(self) + by
        if 0 <= place < len(lines):
            lines[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _tall(self) -> bool:
        return self.width() < theme.px(_NARROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse() or self.isDown():
            painter.fillRect(self.rect(), theme.colour("raised"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        row = QRectF(0, 0, self.width(), theme.px(_ROW))
        size = theme.px(_MARK)
        paint_mark(painter, self.due.state, QRectF(0, (row.height() - size) / 2, size, size))
        inner = row.adjusted(theme.px(_INDENT), 0, -theme.XS, 0)
        self._words(painter, inner, self.due.action, "strong", "teal", Qt.AlignmentFlag.AlignRight)
        # One width for every line of the page, so that the columns stand under each other.
        inner.setRight(inner.right() - theme.px(_ACTION) - theme.S)
        if self._tall():
            self._name(painter, inner)
            second = QRectF(inner.left(), theme.px(28), self.width() - inner.left(), theme.px(28))
            parts = (self.due.what, self.due.day, self.due.when)
            words = " · ".join(part for part in parts if part)
            self._words(painter, second, words, "small", words_role(self.due.state))
            return
        wide = inner.width()
        first, third = wide * 0.34, theme.px(84)
        when = theme.px(76)
        what = wide - first - third - when
        self._name(painter, QRectF(inner.left(), 0, first - theme.M, row.height()))
        self._words(
            painter,
            QRectF(inner.left() + first, 0, what - theme.M, row.height()),
            self.due.what,
            "body",
            "ink",
        )
        left = inner.left() + first + what
        self._words(painter, QRectF(left, 0, third, row.height()), self.due.day, "body", "ink")
        rest = QRectF(left + third + theme.S, 0, when, row.height())
        self._words(painter, rest, self.due.when, "small", words_role(self.due.state))

    def _name(self, painter: QPainter, rect: QRectF) -> None:
        form = QFontMetricsF(theme.font("small")).horizontalAdvance(self.due.form)
        room = QRectF(rect)
        room.setRight(rect.right() - form - theme.M)
        taken = self._words(painter, room, self.due.name, "strong", "ink")
        place = QRectF(room.left() + taken + 10, rect.top(), form + 2, rect.height())
        self._words(painter, place, self.due.form, "small", "ink-2")

    def _words(
        self,
        painter: QPainter,
        rect: QRectF,
        words: str,
        kind: str,
        role: str,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> float:
        """Draw words on one line, cut with an ellipsis if they must be; gives the width taken."""
        font: QFont = theme.font(kind)
        metrics = QFontMetricsF(font)
        cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width() + 1)
        painter.setFont(font)
        painter.setPen(theme.colour(role))
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, cut)
        return metrics.horizontalAdvance(cut)


class CarryLine(DueLine):
    """A draft in the side column: its form and how far it has got, then whose it is and since when."""

    def _tall(self) -> bool:
        return True

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(58))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse() or self.isDown():
            painter.fillRect(self.rect(), theme.colour("raised"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        for top, high, left, right, kind in (
            (8, 24, self.due.name, self.due.day, "body"),
            (32, 18, self.due.what, self.due.when, "small"),
        ):
            rect = QRectF(0, theme.px(top), self.width() - theme.XS, theme.px(high))
            taken = QFontMetricsF(theme.font("small")).horizontalAdvance(right)
            self._words(painter, rect, right, "small", "ink-2", Qt.AlignmentFlag.AlignRight)
            rect.setRight(rect.right() - taken - theme.S)
            self._words(painter, rect, left, kind, "ink" if kind == "body" else "ink-2")
