"""Words on the page: title, head, body, small, and the hairline between them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from senco_desk.ui import style, theme
from senco_desk.ui.widgets.base import Themed


class Words(QLabel):
    """Plain words; what stands in them is never read as mark-up.

    Args:
        words: what it says.
        kind: title, head, strong, small, small-strong, quiet, wrong or soon; "" for body text.
        wrap: break lines rather than widen.
    """

    def __init__(
        self, words: str = "", kind: str = "", parent: QWidget | None = None, *, wrap: bool = False
    ) -> None:
        super().__init__(words, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if kind:
            self.setProperty("words", kind)

    def become(self, kind: str) -> None:
        """Take another kind of type."""
        self.setProperty("words", kind)
        style.again(self)


class Title(Words):
    """The page's one title."""

    def __init__(self, words: str = "", parent: QWidget | None = None, *, wrap: bool = False) -> None:
        super().__init__(words, "title", parent, wrap=wrap)


class Head(Words):
    """A section's heading."""

    def __init__(self, words: str = "", parent: QWidget | None = None, *, wrap: bool = False) -> None:
        super().__init__(words, "head", parent, wrap=wrap)


class Small(Words):
    """Help and other second words."""

    def __init__(self, words: str = "", parent: QWidget | None = None, *, wrap: bool = False) -> None:
        super().__init__(words, "small", parent, wrap=wrap)


class Elided(Words):
    """One line that ends in an ellipsis where there is no room; the whole is in the tooltip and the name."""

    def __init__(self, words: str = "", kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, kind, parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)


class Hairline(Themed, QWidget):
    """A line one pixel thin, for the eye only."""

    def __init__(self, parent: QWidget | None = None, *, role: str = "line", upright: bool = False) -> None:
        super().__init__(parent)
        self._role = role
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour(self._role))
