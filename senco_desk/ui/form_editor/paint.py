"""Faces and the other small shapes that the form editor paints for itself."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen

_GRID = 36.0
"""Faces are drawn on a grid of 36 by 36."""


def draw_face(painter: QPainter, rect: QRectF, face: int, colour: QColor) -> None:
    """Draw one of five faces, 1 the unhappiest. They differ by brow, eye and mouth, never by colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / _GRID, rect.height() / _GRID)
    painter.setPen(_pen(colour, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(18, 18), 15.5, 15.5)
    painter.drawPath(_eyes(face))
    if face not in (1, 5):
        painter.setPen(_pen(colour, 3))
        painter.drawLine(QPointF(13.5, 15), QPointF(13.5, 15.2))
        painter.drawLine(QPointF(22.5, 15), QPointF(22.5, 15.2))
        painter.setPen(_pen(colour, 2))
    if face == 5:
        painter.setBrush(QBrush(colour))
    painter.drawPath(_mouth(face))
    painter.restore()


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _eyes(face: int) -> QPainterPath:
    """Sloping brows for the unhappiest, closed smiling eyes for the happiest."""
    path = QPainterPath()
    if face == 1:
        path.moveTo(11, 16.5)
        path.lineTo(15.5, 13.9)
        path.moveTo(25, 16.5)
        path.lineTo(20.5, 13.9)
    elif face == 5:
        for left in (11.0, 20.0):
            path.moveTo(left, 16)
            path.quadTo(left + 2.5, 12.6, left + 5, 16)
    return path


def _mouth(face: int) -> QPainterPath:
    path = QPainterPath()
    if face == 1:
        path.moveTo(11.5, 28)
        path.quadTo(18, 20, 24.5, 28)
    elif face == 2:
        path.moveTo(12, 26)
        path.quadTo(18, 22, 24, 26)
    elif face == 3:
        path.moveTo(12, 25)
        path.lineTo(24, 25)
    elif face == 4:
        path.moveTo(12, 23.5)
        path.quadTo(18, 29.5, 24, 23.5)
    else:
        path.moveTo(11, 21.5)
        path.lineTo(25, 21.5)
        path.quadTo(23.5, 28.5, 18, 28.5)
        path.quadTo(12.5, 28.5, 11, 21.5)
    return path
