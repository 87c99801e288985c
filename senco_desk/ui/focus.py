"""The focus ring: 2 px wide, 2 px clear of whatever has the keyboard, the same for every widget.

A widget says how it wants the ring with properties: `ring` = "outside" (usual), "inside" (drawn 2 px within
its edge: rows, things that fill a scrolling space) or "none" (it draws its own); `ring_radius` = its corner,
in pixels; `ring_on` = another widget to draw it around, for a field within a frame.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QDialog,
    QMenu,
    QScrollArea,
    QWidget,
)

from senco_desk.ui import theme

CLEAR, WIDTH = 2, 2
_MOVES = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ParentChange}


class Ring(QWidget):
    """The ring itself, lying over the widget in the nearest space that would clip it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.radius = float(theme.RADIUS)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("focus"), WIDTH))
        half = WIDTH / 2
        rect = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(rect, self.radius, self.radius)


class FocusRings(QObject):
    """Moves the ring to whichever widget takes the keyboard. One for the application."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ring: Ring | None = None
        self._on: QWidget | None = None
        self._watched: list[QWidget] = []
        app.focusChanged.connect(self._moved)

    def shown_on(self) -> QWidget | None:
        """Give the widget that wears the ring now."""
        ring = self._ring
        return self._on if ring is not None and shiboken6.isValid(ring) and ring.isVisible() else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES and self._on is not None and shiboken6.isValid(self._on):
            self._place(self._on)
        return False

    def _moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        for widget in self._watched:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        self._on = None
        if self._ring is not None and shiboken6.isValid(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        self._ring = None
        target = _ringed(now)
        if target is None:
            return
        self._on = target
        _bring_into_sight(target)
        space = _space(target)
        self._ring = Ring(space)
        step: QWidget | None = target
        while step is not None and step is not space:
            step.installEventFilter(self)
            self._watched.append(step)
            step = step.parentWidget()
        self._place(target)

    def _place(self, target: QWidget) -> None:
        ring = self._ring
        if ring is None or not shiboken6.isValid(ring):
            return
        space = _space(target)
        out = CLEAR + WIDTH if _ring_kind(target) == "outside" else -CLEAR
        where = QRect(target.mapTo(space, QPoint(0, 0)), target.size()).adjusted(-out, -out, out, out)
        radius = target.property("ring_radius")
        corner = float(theme.RADIUS if radius is None else radius)
        ring.radius = corner + CLEAR if out > 0 else max(2.0, corner - CLEAR)
        ring.setGeometry(where)
        ring.setVisible(target.isVisible())
        ring.raise_()


def _bring_into_sight(widget: QWidget) -> None:
    """Scroll to what took the keyboard. Qt does so only where it came from within the same scrolling space.

    Not under a pressed mouse, which would be let go of over something else then.
    """
    if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
        return
    step = widget.parentWidget()
    while step is not None and not step.isWindow():
        if isinstance(step, QScrollArea) and widget.height() <= step.viewport().height():
            step.ensureWidgetVisible(widget, 0, 2 * (CLEAR + WIDTH))
        step = step.parentWidget()


def _ring_kind(widget: QWidget) -> str:
    return str(widget.property("ring") or "outside")


def _ringed(widget: QWidget | None) -> QWidget | None:
    """Give the widget to draw around: an inner field hands the ring to the frame it names as its proxy."""
    if widget is None or isinstance(widget, QMenu):
        return None
    frame = widget.property("ring_on")
    target = frame if isinstance(frame, QWidget) else widget
    if _ring_kind(target) == "none" or isinstance(target, (QAbstractItemView, QDialog)) or target.isWindow():
        return None
    return target


def _space(widget: QWidget) -> QWidget:
    """Give the nearest ancestor that would clip the ring: a scrolling space's viewport, or the window."""
    step = widget.parentWidget()
    last = widget
    while step is not None and not step.isWindow():
        if isinstance(step, (QAbstractScrollArea, QScrollArea)):
            return last
        last = step
        step = step.parentWidget()
    return step or widget.window()
