"""Icons: the SVGs of `resources/icons`, tinted with a palette role, sharp on every screen, drawn once."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from senco_desk.places import resource
from senco_desk.ui import theme


def pixmap(name: str, role: str = "ink-2", size: int = 18, *, ratio: float | None = None) -> QPixmap:
    """Give an icon as a picture, `size` being its width and height before the text size is applied."""
    screen = QGuiApplication.primaryScreen()
    sharp = ratio or (screen.devicePixelRatio() if screen else 1.0)
    return _drawn(name, theme.colour(role).name(), theme.px(size), sharp)


def icon(name: str, role: str = "ink-2", size: int = 18) -> QIcon:
    """Give an icon for a Qt widget that wants a QIcon."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, role, size, ratio=ratio))
    return made


def paint(painter: QPainter, name: str, role: str, rect: QRectF) -> None:
    """Draw an icon into a rectangle, its size already scaled."""
    renderer = QSvgRenderer(_tinted(name, theme.colour(role).name()))
    renderer.render(painter, rect)


@cache
def _tinted(name: str, colour: str) -> QByteArray:
    text = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    return QByteArray(text.replace("currentColor", colour).encode())


@cache
def _drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(_tinted(name, colour)).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
