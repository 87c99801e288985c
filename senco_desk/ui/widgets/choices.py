"""Boxes to tick, one-of-many buttons, a drop-down, and the segmented switch."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QStyleOptionComboBox,
    QWidget,
)

from senco_desk.ui import icons, theme
from senco_desk.ui.widgets.base import Themed

_BOX, _GAP = 18, 10


class WholeButton(Themed):
    """Put before a Qt button: it is pressed anywhere on it, and never smaller than what is painted."""

    def minimumSizeHint(self: QAbstractButton) -> QSize:  # type: ignore[misc]
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        return True


class _Ticked(WholeButton):
    """What a check box and a radio button share: the box at the left, the words after it."""

    def sizeHint(self: QAbstractButton) -> QSize:  # type: ignore[misc]
        width = theme.px(_BOX) + (
            _GAP + self.fontMetrics().horizontalAdvance(self.text()) if self.text() else 0
        )
        return QSize(width + 4, max(24, theme.px(28)))

    def _paint_words(self: QAbstractButton, painter: QPainter) -> None:  # type: ignore[misc]
        painter.setFont(self.font())
        painter.setPen(theme.colour("ink" if self.isEnabled() else "ink-2"))
        left = theme.px(_BOX) + 2 + _GAP
        room = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())

    def _box(self: QAbstractButton) -> QRectF:  # type: ignore[misc]
        size = theme.px(_BOX)
        return QRectF(2, (self.height() - size) / 2, size, size)


class Check(_Ticked, QCheckBox):
    """A box to tick, with its words."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = self.checkState()
        paint_box(painter, self._box(), state, enabled=self.isEnabled())
        self._paint_words(painter)


def paint_box(painter: QPainter, box: QRectF, state: Qt.CheckState, *, enabled: bool = True) -> None:
    """Draw a check box: open, ticked, or a dash for some of many."""
    on = state != Qt.CheckState.Unchecked
    fill = ("teal" if on else "raised") if enabled else "stone"
    painter.setPen(QPen(theme.colour("teal" if on and enabled else "edge"), 1.5))
    painter.setBrush(theme.colour(fill))
    painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), 4, 4)
    if not on:
        return
    pen = QPen(theme.colour("on-teal" if enabled else "ink-2"), 2 * box.width() / 18)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    unit = box.width() / 18
    points = [(4.5, 9.2), (7.6, 12.2), (13.4, 6)] if state == Qt.CheckState.Checked else [(5, 9), (13, 9)]
    painter.drawPolyline(QPolygonF([box.topLeft() + QPointF(x * unit, y * unit) for x, y in points]))


class Radio(_Ticked, QRadioButton):
    """One of a few choices, with its words."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self._box()
        painter.setPen(QPen(theme.colour("teal" if self.isChecked() and self.isEnabled() else "edge"), 1.5))
        painter.setBrush(theme.colour("raised" if self.isEnabled() else "stone"))
        painter.drawEllipse(box.adjusted(0.75, 0.75, -0.75, -0.75))
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("teal" if self.isEnabled() else "ink-2"))
            inset = box.width() * 4 / 18
            painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
        self._paint_words(painter)


class Pick(Themed, QComboBox):
    """A drop-down list that looks like a field, with a chevron."""

    def __init__(self, parent: QWidget | None = None, *, high: int = 36) -> None:
        super().__init__(parent)
        self._high = high
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.dress()

    def dress(self) -> None:
        self.setFont(theme.font("body"))

    def wheelEvent(self, event: object) -> None:
        """Leave the wheel to the page: a list that changes while one scrolls past it is a trap."""
        event.ignore()  # type: ignore[attr-defined]

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(self.itemText(n)) for n in range(self.count())), default=0)
        widest = max(widest, metrics.horizontalAdvance(self.placeholderText()), theme.px(48))
        return QSize(widest + 2 + 12 + theme.S + theme.px(16) + 12, theme.px(self._high))

    def minimumSizeHint(self) -> QSize:
        whole = self.sizeHint()
        return QSize(min(whole.width(), theme.px(120)), whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wrong = bool(self.property("wrong"))
        wide = 2 if wrong else 1
        painter.setPen(QPen(theme.colour("brick" if wrong else "edge"), wide))
        painter.setBrush(theme.colour("raised" if self.isEnabled() else "stone"))
        half = wide / 2
        frame = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(frame, theme.RADIUS, theme.RADIUS)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        words = option.currentText if self.currentIndex() >= 0 else self.placeholderText()
        size = theme.px(16)
        room = QRectF(12, 0, self.width() - 24 - size - theme.S, self.height())
        painter.setFont(self.font())
        painter.setPen(theme.colour("ink" if self.currentIndex() >= 0 and self.isEnabled() else "ink-2"))
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        arrow = icons.pixmap("chevron-down", "ink-2", 16, ratio=self.devicePixelRatioF())
        painter.drawPixmap(self.width() - 12 - size, round((self.height() - size) / 2), arrow)


class _Segment(Themed, QAbstractButton):
    """One part of a segmented switch."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(words)
        self.setCheckable(True)
        self.first = self.last = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = max(_width(role, self.text()) for role in ("body", "strong"))
        return QSize(width + 2 * 14 + 2, theme.px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5 if self.last else 0.5, -0.5)
        path = _half_round(rect, left=self.first, right=self.last)
        ground = "teal-soft" if self.isChecked() else "stone" if self.underMouse() else "raised"
        painter.fillPath(path, theme.colour(ground))
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.drawPath(path)
        if self.isChecked():
            painter.setPen(QPen(theme.colour("teal"), 1.5))
            inner = rect.adjusted(0, 0, -1 if not self.last else 0, 0)
            painter.drawPath(_half_round(inner, left=self.first, right=self.last))
        painter.setFont(theme.font("strong" if self.isChecked() else "body"))
        painter.setPen(theme.colour("teal-deep" if self.isChecked() else "ink"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class Segmented(QWidget):
    """A few choices side by side, one of them chosen. Left and Right move between them.

    `chosen` is sent with the key when the person chooses.
    """

    chosen = Signal(str)

    def __init__(
        self, choices: Sequence[tuple[str, str]], words: str, parent: QWidget | None = None, *, key: str = ""
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._parts: dict[str, _Segment] = {}
        for number, (name, said) in enumerate(choices):
            part = _Segment(said, self)
            part.first, part.last = number == 0, number == len(choices) - 1
            part.setAccessibleName(said)
            part.clicked.connect(lambda _on=False, name=name: self.chosen.emit(name))
            self._group.addButton(part)
            self._parts[name] = part
            row.addWidget(part)
        self.choose(key or choices[0][0])

    def choose(self, key: str) -> None:
        """Show this choice as chosen, without sending `chosen`."""
        self._parts[key].setChecked(True)

    def key(self) -> str:
        """Give the chosen key."""
        return next(name for name, part in self._parts.items() if part.isChecked())


def _width(role: str, words: str) -> int:
    from PySide6.QtGui import QFontMetrics

    return QFontMetrics(theme.font(role)).horizontalAdvance(words)


def _half_round(rect: QRectF, *, left: bool, right: bool) -> QPainterPath:
    """Give a rectangle with the corners of its left end, its right end, or both made round."""
    path = QPainterPath()
    path.addRoundedRect(rect, theme.RADIUS, theme.RADIUS)
    for square, at in ((not left, rect.left()), (not right, rect.right() - theme.RADIUS * 2)):
        if square:
            corner = QPainterPath()
            corner.addRect(QRectF(at, rect.top(), theme.RADIUS * 2, rect.height()))
            path = path.united(corner)
    return path
