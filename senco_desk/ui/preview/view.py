"""The desk on which pages lie: as many side by side as fit, turned with Page Up and Page Down, and zoomed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from senco_desk.ui import theme
from senco_desk.ui.preview.pages import Pages
from senco_desk.ui.widgets import Themed

ZOOMS: Final = (1.0, 1.25, 1.5, 2.0, 3.0)
"""How large, as a share of the size at which whole pages fit."""
_GAP: Final = 24
_MOST_BESIDE: Final = 2
_LEAST: Final = QSize(220, 150)
_LEAST_WIDE: Final = 200
"""A page narrower than this is not worth a second one beside it."""
_KEYS: Final = frozenset(
    {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus}
)
_WITH_CTRL: Final = frozenset({Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_0})


class PreviewView(Themed, QAbstractScrollArea):
    """Pages on the desk, drawn when they come into sight.

    Signals:
        turned: other pages are shown, or at another size.
    """

    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages: Pages | None = None
        self.first = 1
        self._zoom = 0
        self._early: list[tuple[int, Qt.KeyboardModifier]] = []  # pressed before there were pages
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "inside")
        self.setAccessibleName("Pages")
        self.setMinimumSize(_LEAST)
        self.viewport().setAutoFillBackground(False)

    # what is shown

    def show_pages(self, pages: Pages | None, first: int = 1) -> None:
        """Show these pages from this one on; the ones shown before are let go."""
        if self.pages is not None and self.pages is not pages:
            self.pages.close()
        self.pages = pages
        self.first = 1
        self.turn_to(first)
        early, self._early = self._early, []
        for key, held in early if pages is not None else ():
            self._act_on(key, held)

    def turn_to(self, number: int) -> None:
        """Show this page at the left."""
        last = len(self.pages) if self.pages else 1
        self.first = min(max(1, number), last)
        self._settle()
        self.verticalScrollBar().setValue(0)

    def turn(self, by: int) -> None:
        """Turn to the next pages (1) or those before (-1)."""
        number = self.first + by * self.beside()
        if self.pages is not None and 1 - self.beside() < number <= len(self.pages):
            self.turn_to(number)

    def zoom(self, by: int) -> None:
        """Make the pages larger (1), smaller (-1), or so that they fit (0)."""
        self._zoom = min(max(0, self._zoom + by), len(ZOOMS) - 1) if by else 0
        self._settle()

    def can_zoom(self, by: int) -> bool:
        """Whether they can be made larger or smaller still."""
        return 0 <= self._zoom + by < len(ZOOMS)

    def shown(self) -> range:
        """Give the numbers of the pages on the desk."""
        last = len(self.pages) if self.pages else 0
        return range(self.first, min(last, self.first + self.beside() - 1) + 1)

    def shown_words(self) -> str:
        """Say which pages are on the desk: "Pages 4 and 5 of 14"."""
        shown = self.shown()
        if not shown:
            return "No pages yet"
        of = f" of {len(self.pages or ())}"
        if len(shown) == 1:
            return f"Page {shown[0]}{of}"
        return f"Pages {shown[0]} and {shown[-1]}{of}"

    # measures

    def beside(self) -> int:
        """Give how many pages lie side by side."""
        if self.pages is None or not len(self.pages):
            return 1
        one = self._size(self._fitting(1))
        room = self.viewport().width() - _GAP
        two_high = self._size(self._fitting(_MOST_BESIDE))
        fits = (one.width() + _GAP) * _MOST_BESIDE <= room or two_high.width() >= _LEAST_WIDE
        return _MOST_BESIDE if fits else 1

    def _fitting(self, beside: int) -> float:
        """Give the pixels per point at which whole pages fit, so many beside each other."""
        if self.pages is None:
            return 1.0
        size = self.pages.size(self.first)
        wide = (self.viewport().width() - _GAP * (beside + 1)) / (size.width() * beside)
        high = (self.viewport().height() - 2 * _GAP) / size.height()
        return max(0.05, min(wide, high))

    def _scale(self) -> float:
        return self._fitting(self.beside()) * ZOOMS[self._zoom]

    def _size(self, scale: float) -> QSize:
        if self.pages is None:
            return QSize()
        size = self.pages.size(self.first)
        return QSize(round(size.width() * scale), round(size.height() * scale))

    def places(self) -> list[tuple[int, QRect]]:
        """Give each page on the desk and where it lies now."""
        size = self._size(self._scale())
        count = len(self.shown())
        wide = size.width() * count + _GAP * (count - 1)
        left = max(_GAP, (self.viewport().width() - wide) // 2) - self.horizontalScrollBar().value()
        top = max(_GAP, (self.viewport().height() - size.height()) // 2) - self.verticalScrollBar().value()
        return [
            (number, QRect(QPoint(left + place * (size.width() + _GAP), top), size))
            for place, number in enumerate(self.shown())
        ]

    def _settle(self) -> None:
        """Fit the scroll bars to what is shown, and say it."""
        size = self._size(self._scale())
        wide = size.width() * len(self.shown()) + _GAP * (len(self.shown()) + 1)
        for bar, whole, room in (
            (self.horizontalScrollBar(), wide, self.viewport().width()),
            (self.verticalScrollBar(), size.height() + 2 * _GAP, self.viewport().height()),
        ):
            bar.setRange(0, max(0, whole - room) if self._zoom else 0)
            bar.setPageStep(room)
            bar.setSingleStep(40)
        self._say()
        self.viewport().update()
        self.turned.emit()

    def _say(self) -> None:
        """Give a screen reader the pages' words; drawn pages are pictures to it."""
        said = self.shown_words()
        words = " ".join(self.pages.words(number) for number in self.shown()) if self.pages else ""
        if (said, words) == (self.accessibleName(), self.accessibleDescription()):
            return
        self.setAccessibleName(said)
        self.setAccessibleDescription(words)
        for kind in (QAccessible.Event.NameChanged, QAccessible.Event.DescriptionChanged):
            QAccessible.updateAccessibility(QAccessibleEvent(self, kind))

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.colour("rail"))
        if self.pages is None:
            return
        ratio = self.devicePixelRatioF()
        for number, place in self.places():
            if place.intersects(event.rect()):
                picture = self.pages.picture(number, place.size() * ratio)
                painter.drawImage(place, picture)
                painter.setPen(QPen(theme.colour("line"), 1))
                painter.drawRect(place.adjusted(-1, -1, 0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.take_key(event):
            super().keyPressEvent(event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Turn or zoom by a key pressed here or in the list beside; says whether it was one of ours.

        One that is pressed before there are pages is done when they are there.
        """
        key, held = event.key(), event.modifiers()
        ours = key in _KEYS or (key in _WITH_CTRL and bool(held & Qt.KeyboardModifier.ControlModifier))
        if ours and self.pages is None:
            self._early.append((key, held))
        elif ours:
            self._act_on(key, held)
        return ours

    def _act_on(self, key: int, held: Qt.KeyboardModifier) -> None:
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.turn(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom(-1 if key == Qt.Key.Key_Minus else 1)
        elif key == Qt.Key.Key_0:
            self.zoom(0)
        else:
            self.turn_to(1 if key == Qt.Key.Key_Home else len(self.pages or ()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        by = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if by > 0 else -1)
        elif self._zoom:
            super().wheelEvent(event)
        elif by:
            self.turn(-1 if by > 0 else 1)
