"""State marks, chips and stage dots: a shape and a word together, so that colour never says it alone."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from senco_desk.ui import theme
from senco_desk.ui.widgets.base import Themed

State = Literal["late", "soon", "waiting", "begun", "done", "none"]

_SHAPE: Final[dict[str, str]] = {
    "late": "brick", "soon": "amber-shape", "waiting": "ink-2",
    "begun": "teal", "done": "teal", "none": "edge",
}  # fmt: skip
_WORDS: Final[dict[str, str]] = {
    "late": "brick", "soon": "amber", "waiting": "ink-2",
    "begun": "teal-deep", "done": "teal-deep", "none": "ink-2",
}  # fmt: skip
_GROUND: Final[dict[str, str]] = {
    "late": "brick-soft", "soon": "amber-soft", "waiting": "stone", "begun": "teal-soft", "done": "teal-soft",
    "none": "stone",
}  # fmt: skip


def words_role(state: State) -> str:
    """Give the palette role of words that stand beside a mark on plain paper."""
    return {"begun": "ink", "done": "ink"}.get(state, _WORDS[state])


def paint_mark(painter: QPainter, state: State, rect: QRectF) -> None:
    """Draw a state's mark in a square. Drawn on a 16 grid, so 12 to 18 px read well."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / 16, rect.height() / 16)
    colour = theme.colour(_SHAPE[state])
    inner = QPen(theme.colour("raised" if theme.current().name != "contrast" else "paper"), 1.8)
    inner.setCapStyle(Qt.PenCapStyle.RoundCap)
    inner.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    ring = QRectF(1.8, 1.8, 12.4, 12.4)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if state == "late":
        painter.drawPolygon(QPolygonF([QPointF(8, 0.8), QPointF(15.2, 8), QPointF(8, 15.2), QPointF(0.8, 8)]))
        painter.setPen(inner)
        painter.drawLine(QPointF(8, 4.4), QPointF(8, 8.8))
        painter.drawLine(QPointF(8, 11.3), QPointF(8, 11.4))
    elif state == "done":
        painter.drawEllipse(QRectF(1, 1, 14, 14))
        painter.setPen(inner)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([QPointF(4.9, 8.2), QPointF(7.1, 10.4), QPointF(11.2, 6)]))
    else:
        if state in {"soon", "begun"}:
            painter.drawPie(ring, -90 * 16, 180 * 16)
        pen = QPen(colour, 1.8)
        if state == "waiting":
            pen.setDashPattern([2.6 / 1.8, 2.3 / 1.8])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(ring)
    painter.restore()


class Mark(Themed, QWidget):
    """A state's mark alone, beside words that say the same."""

    def __init__(self, state: State, parent: QWidget | None = None, *, size: int = 16) -> None:
        super().__init__(parent)
        self._state: State = state
        self._size = size
        self.dress()

    def dress(self) -> None:
        self.setFixedSize(theme.px(self._size), theme.px(self._size))

    def show_state(self, state: State) -> None:
        """Show another state."""
        self._state = state
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_mark(painter, self._state, QRectF(self.rect()))


class Chip(Themed, QWidget):
    """A state in a mark and words: on a soft ground 24 high, or without the ground in rows."""

    def __init__(self, state: State, words: str, parent: QWidget | None = None, *, soft: bool = True) -> None:
        super().__init__(parent)
        self._state: State = state
        self._words = words
        self._soft = soft
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.say(state, words)

    def say(self, state: State, words: str) -> None:
        """Show another state and its words."""
        self._state, self._words = state, words
        self.setAccessibleName(words)
        self.setToolTip("")
        self.dress()
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Give the words."""
        return self._words

    def dress(self) -> None:
        self.setFont(theme.font("small"))

    def sizeHint(self) -> QSize:
        side = theme.px(18) if self._soft else 0
        width = side + theme.px(12) + theme.px(6) + self.fontMetrics().horizontalAdvance(self._words) + 1
        return QSize(width, theme.px(24 if self._soft else 20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 0.0
        if self._soft:
            plain = theme.current().name != "contrast"
            painter.setPen(Qt.PenStyle.NoPen if plain else QPen(theme.colour("edge"), 1))
            painter.setBrush(theme.colour(_GROUND[self._state]))
            ground = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(ground, ground.height() / 2, ground.height() / 2)
            left = theme.px(8)
        size = theme.px(12)
        paint_mark(painter, self._state, QRectF(left, (self.height() - size) / 2, size, size))
        painter.setPen(theme.colour(_WORDS[self._state] if self._soft else words_role(self._state)))
        painter.setFont(self.font())
        start = left + size + theme.px(6)
        painter.drawText(
            QRectF(start, 0, self.width() - start, self.height()), Qt.AlignmentFlag.AlignVCenter, self._words
        )


def paint_dots(painter: QPainter, here: int, rect: QRectF, *, of: int = 5) -> None:
    """Draw the small ovals: those behind are pale teal, `here` (from 1; 0: none) is teal, ahead is open."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    step = rect.width() / of
    width, height = step * 0.78, rect.height()
    for number in range(1, of + 1):
        oval = QRectF(rect.left() + (number - 1) * step, rect.top(), width, height).adjusted(
            0.6, 0.6, -0.6, -0.6
        )
        path = QPainterPath()
        path.addEllipse(oval)
        if number < here:
            pale = theme.colour("teal")
            pale.setAlphaF(0.42)
            painter.fillPath(path, pale)
        elif number == here:
            painter.fillPath(path, theme.colour("teal"))
        else:
            painter.setPen(QPen(theme.colour("edge"), 1.1))
            painter.drawPath(path)
    painter.restore()


class StageDots(Themed, QWidget):
    """Five small ovals that say how far along the pathway; `words` says it to a screen reader."""

    def __init__(self, here: int, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._here = here
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.dress()

    def dress(self) -> None:
        self.setFixedSize(theme.px(75), theme.px(10))

    def show_stage(self, here: int, words: str) -> None:
        """Show another stage."""
        self._here = here
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_dots(QPainter(self), self._here, QRectF(self.rect()))
