"""One of several, painted: a circle with words, a face, a cell under a column; and a box to tick."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from senco_desk.ui import theme
from senco_desk.ui.form_editor.paint import draw_face
from senco_desk.ui.widgets.base import Themed
from senco_desk.ui.widgets.choices import paint_box

_MARK: Final = 18
_GAP: Final = 10


class Option(Themed, QRadioButton):
    """A painted radio button; the base of the four shapes. Its words wrap rather than being cut."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setAutoExclusive(False)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.on_key: Callable[[Option, QKeyEvent], bool] = lambda _option, _event: False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.on_key(self, event):
            super().keyPressEvent(event)

    def hitButton(self, at: QPoint) -> bool:
        return self.rect().contains(at)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class _Wrapped(Themed):
    """Put before a Qt button: a mark at the left, and words after it that wrap."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)  # type: ignore[arg-type]  # mypy sees QWidget, not the button
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self: QAbstractButton) -> QSize:  # type: ignore[misc]
        across = theme.px(_MARK + _GAP) + self.fontMetrics().horizontalAdvance(self.text()) + 4
        return QSize(across, theme.px(28))

    def minimumSizeHint(self: QAbstractButton) -> QSize:  # type: ignore[misc]
        return QSize(min(self.sizeHint().width(), theme.px(120)), theme.px(28))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self: QAbstractButton, width: int) -> int:  # type: ignore[misc]
        return wrapped_height(self, width)


class RadioOption(_Wrapped, Option):
    """A circle with words beside it; the words wrap."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = theme.px(_MARK)
        circle = QRectF(1, (theme.px(28) - size) / 2 + 0.5, size - 1, size - 1)
        on = self.isChecked()
        painter.setPen(QPen(theme.colour("teal" if on else "edge"), 1.5))
        painter.setBrush(theme.colour("stone" if self.underMouse() else "raised"))
        painter.drawEllipse(circle)
        if on:
            inner = circle.width() * 0.22
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("teal"))
            painter.drawEllipse(circle.adjusted(inner, inner, -inner, -inner))
        draw_wrapped(self, painter)


class FaceOption(Option):
    """A large picture button: a face with its words under it."""

    def __init__(self, words: str, face: int, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._face = face
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(113), theme.px(96))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(56), theme.px(96))

    def height_for(self, width: int) -> int:
        """The height that its words, chosen or not, need at a width."""
        metrics = QFontMetrics(theme.font("strong"))
        flags = int(Qt.TextFlag.TextWordWrap)
        words = metrics.boundingRect(0, 0, max(1, width - 8), 10_000, flags, self.text()).height()
        return theme.px(96) - metrics.height() + max(words, metrics.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = draw_box(painter, QRectF(self.rect()), self, theme.CARD_RADIUS)
        size = theme.px(36)
        top = theme.px(15)
        draw_face(painter, QRectF((self.width() - size) / 2, top, size, size), self._face, colour)
        painter.setPen(theme.colour("teal-deep") if self.isChecked() else theme.colour("ink"))
        painter.setFont(theme.font("strong" if self.isChecked() else "body"))
        below = self.rect().adjusted(4, top + size + theme.px(8), -4, -4)
        painter.drawText(
            below,
            Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap,
            self.text(),
        )


class CellOption(Option):
    """A small cell under a column's words: a face, a circle, or a figure."""

    def __init__(self, words: str, *, face: int = 0, figure: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._face = face
        self._figure = figure
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if figure:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(40), theme.px(36))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(28), theme.px(36)) if self._figure else self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        colour = draw_box(painter, rect, self, theme.RADIUS, at_rest=bool(self._figure))
        middle = rect.center()
        if self._figure:
            painter.setPen(theme.colour("teal-deep") if self.isChecked() else theme.colour("ink"))
            painter.setFont(theme.font("strong" if self.isChecked() else "body"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._figure)
        elif self._face:
            half = theme.px(26) / 2
            face = QRectF(middle.x() - half, middle.y() - half, half * 2, half * 2)
            draw_face(painter, face, self._face, colour if self.isChecked() else theme.colour("ink-2"))
        else:
            self._draw_circle(painter, rect)

    def _draw_circle(self, painter: QPainter, rect: QRectF) -> None:
        half = theme.px(_MARK) / 2 - 0.5
        painter.setPen(QPen(theme.colour("teal" if self.isChecked() else "edge"), 1.5))
        painter.setBrush(theme.colour("raised"))
        painter.drawEllipse(rect.center(), half, half)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("teal"))
            painter.drawEllipse(rect.center(), half * 0.56, half * 0.56)


def draw_box(
    painter: QPainter, rect: QRectF, option: Option, radius: float, *, at_rest: bool = True
) -> QColor:
    """Draw a choice's box and give the colour for what stands in it.

    Chosen, it has three cues: ground, edge and (by the caller) weight. `at_rest` draws an edge before that.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if option.isChecked():
        painter.setPen(QPen(theme.colour("teal"), 2))
        painter.setBrush(theme.colour("teal-soft"))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
        return theme.colour("teal-deep")
    if at_rest or option.underMouse():
        painter.setPen(QPen(theme.colour("edge"), 1) if at_rest else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("stone" if option.underMouse() else "raised"))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    return theme.colour("ink")


def wrapped_height(button: QWidget, width: int) -> int:
    """The height that a mark with wrapped words beside it needs."""
    room = max(1, width - theme.px(_MARK + _GAP))
    lines = button.fontMetrics().boundingRect(
        0, 0, room, 10_000, int(Qt.TextFlag.TextWordWrap), button.property("text")
    )
    return max(theme.px(28), lines.height() + theme.px(8))


def draw_wrapped(button: QWidget, painter: QPainter) -> None:
    """Draw the words beside a mark, wrapped, level with it when they are one line."""
    painter.setPen(theme.colour("ink"))
    painter.setFont(button.font())
    above = (theme.px(28) - button.fontMetrics().height()) // 2
    rect = button.rect().adjusted(theme.px(_MARK + _GAP), above, 0, 0)
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap), button.property("text"))


class Tick(_Wrapped, QCheckBox):
    """A box to tick whose words wrap."""

    def hitButton(self, at: QPoint) -> bool:
        return self.rect().contains(at)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = theme.px(_MARK)
        paint_box(painter, QRectF(0, (theme.px(28) - size) / 2, size, size), self.checkState())
        draw_wrapped(self, painter)
