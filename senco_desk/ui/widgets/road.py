"""A road: a large button with an icon, what it does, and a line on what happens then."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from senco_desk.ui import icons, theme
from senco_desk.ui.widgets.base import EnterPresses, Themed

_SIDE, _GAP = 16, 16


class Road(Themed, EnterPresses, QAbstractButton):
    """One of a few ways to go on, as wide as the form."""

    def __init__(self, words: str, detail: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._detail, self._icon = detail, icon
        self.setText(words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(detail)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring_radius", theme.CARD_RADIUS)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        words, detail = self._rooms(width)
        return 2 * 14 + words.height() + 2 + detail.height()

    def sizeHint(self) -> QSize:
        wide = theme.px(416)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(48))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = self.underMouse() or self.isDown()
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.setBrush(theme.colour("stone" if over else "raised"))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, theme.CARD_RADIUS, theme.CARD_RADIUS)
        size = theme.px(24)
        icons.paint(painter, self._icon, "teal", QRectF(_SIDE, (self.height() - size) / 2, size, size))
        words, detail = self._rooms(self.width())
        wrap = int(Qt.TextFlag.TextWordWrap)
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.colour("ink"))
        painter.drawText(words, wrap, self.text())
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("ink-2"))
        painter.drawText(detail, wrap, self._detail)

    def _rooms(self, width: int) -> tuple[QRect, QRect]:
        """Give where the words and the detail stand at a width."""
        left = _SIDE + theme.px(24) + _GAP
        room = QRect(0, 0, max(80, width - left - _SIDE), 10_000)
        wrap = Qt.TextFlag.TextWordWrap
        words = QFontMetrics(theme.font("strong")).boundingRect(room, wrap, self.text())
        detail = QFontMetrics(theme.font("small")).boundingRect(room, wrap, self._detail)
        words = QRect(left, 14, room.width(), words.height())
        return words, QRect(left, words.bottom() + 3, room.width(), detail.height())
