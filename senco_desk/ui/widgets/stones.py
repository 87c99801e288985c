"""Stones in the window: the shared outlines as Qt paths, and the program's mark of four of them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath

from senco_desk.rules.stone_shapes import stone_outline
from senco_desk.ui import theme

#: Middle x and y, width, height and strength of each stone of the mark, on a 28 grid.
_BRAND: Final = (
    (6.8, 22.6, 10.6, 6.8, 1.0),
    (17.6, 19.2, 9.6, 6.2, 0.8),
    (11.2, 12.6, 8.4, 5.0, 0.62),
    (20.0, 7.0, 6.6, 4.0, 0.45),
)


def stone(rect: QRectF, name: str) -> QPainterPath:
    """Give the stone that fills a rectangle; the same name always gives the same stone."""
    outline = stone_outline(name, rect.width(), rect.height())
    path = QPainterPath()
    path.moveTo(*outline.start)
    for curve in outline.curves:
        path.cubicTo(*curve)
    path.closeSubpath()
    return path.translated(rect.topLeft())


def paint_brand(painter: QPainter, rect: QRectF) -> None:
    """Draw the program's mark, four stones leading upward, in a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / 28, rect.height() / 28)
    for number, (x, y, wide, high, strength) in enumerate(_BRAND):
        colour = theme.colour("teal")
        colour.setAlphaF(strength)
        painter.fillPath(stone(QRectF(x - wide / 2, y - high / 2, wide, high), f"mark-{number}"), colour)
    painter.restore()
