"""Buttons: one teal main button a page, raised ones beside it, bare teal words in lines."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QPushButton, QSizePolicy, QWidget

from senco_desk.ui import icons, theme
from senco_desk.ui.widgets.base import EnterPresses, PressedOnce, Themed

Kind = Literal["main", "raised", "bare", "quiet"]

_GAP: Final = 8


class Button(Themed, EnterPresses, QPushButton):
    """A button with words, and an icon before them if it has one.

    Args:
        words: a verb, in sentence case.
        icon: the name of an icon in `resources/icons`.
        kind: main (teal), raised (an edge), bare (teal words), quiet (second-ink words).
        high: its height before the text size is applied: 32, 40 in a meeting, 44 on the unlock screen.
        menu: show a chevron, because it opens a list.
        left: its words stand at the left, as in a field.
        flush: nothing is kept clear at its sides, so that bare words stand in line with what is above them.
    """

    def __init__(
        self,
        words: str,
        parent: QWidget | None = None,
        *,
        icon: str = "",
        kind: Kind = "raised",
        high: int = 32,
        menu: bool = False,
        left: bool = False,
        flush: bool = False,
    ) -> None:
        super().__init__(words, parent)
        self._icon = icon
        self._kind: Kind = kind
        self._high = high
        self._menu = menu
        self._left = left
        self._flush = flush
        self._went_to: QWidget | None = None
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.dress()

    def dress(self) -> None:
        self.setFont(theme.font("strong" if self._kind in {"main", "bare"} else "body"))

    def show_icon(self, icon: str) -> None:
        """Change the icon."""
        self._icon = icon
        self.update()

    def because(self, reason: str) -> None:
        """Take the button out of use and say why, or with "" put it back to use.

        The keyboard goes on to the next thing meanwhile, and comes back unless the person took it elsewhere.
        """
        had_it = self.hasFocus()
        self.setEnabled(not reason)
        if reason and had_it:
            self._went_to = QApplication.focusWidget()
        elif not reason and self._went_to is not None:
            now = self._went_to
            while isinstance(now, Button) and now._went_to is not None:  # it was taken out of use too
                now = now._went_to
            if now is QApplication.focusWidget():
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._went_to = None
        self.setToolTip(reason)
        self.setAccessibleDescription(reason)

    def sizeHint(self) -> QSize:
        side = 0 if self._flush else 8 if self._kind in {"bare", "quiet"} else 14
        width = self.fontMetrics().horizontalAdvance(self._shown()) + 2 * side + 2
        if self._icon:
            width += theme.px(18) + (_GAP if self.text() else 0)
        if self._menu:
            width += theme.px(16) + _GAP
        high = theme.px(self._high)
        return QSize(max(width, high), high)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, edge, ink = self._colours()
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.colour(edge), 1) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground) if ground else QColor(0, 0, 0, 0))
        if ground or edge:
            painter.drawRoundedRect(rect, theme.RADIUS, theme.RADIUS)
        self._paint_words(painter, ink)

    def _paint_words(self, painter: QPainter, ink: str) -> None:
        words = self._shown()
        width = self.fontMetrics().horizontalAdvance(words)
        size = theme.px(18)
        whole = width + (size + (_GAP if words else 0) if self._icon else 0)
        if self._menu:
            whole += theme.px(16) + _GAP
        left = 12.0 if self._left else (self.width() - whole) / 2
        middle = self.height() / 2
        if self._icon:
            picture = icons.pixmap(self._icon, self._icon_ink(ink), 18, ratio=self.devicePixelRatioF())
            painter.drawPixmap(round(left), round(middle - size / 2), picture)
            left += size + _GAP
        painter.setFont(self.font())
        painter.setPen(theme.colour(ink))
        painter.drawText(QRectF(left, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, words)
        if self._menu:
            arrow = icons.pixmap("chevron-down", ink, 16, ratio=self.devicePixelRatioF())
            painter.drawPixmap(round(left + width + _GAP), round(middle - theme.px(16) / 2), arrow)

    def _icon_ink(self, ink: str) -> str:
        return ink

    def _shown(self) -> str:
        return self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")

    def _colours(self) -> tuple[str, str, str]:
        """Give the roles of ground, edge and words as the button stands now."""
        hover, down = self.underMouse() and self.isEnabled(), self.isDown()
        if self._kind == "main":
            if not self.isEnabled():
                return "stone", "", "ink-2"
            ground = "teal-deep" if hover or down else "teal"
            return ground, ground, "on-teal"
        if not self.isEnabled():
            return ("stone", "", "ink-2") if self._kind == "raised" else ("", "", "ink-2")
        if self._kind == "raised":
            return ("stone" if hover or down else "raised"), "edge", "ink"
        ink = "ink-2" if self._kind == "quiet" else "teal"
        return (
            ("stone" if hover or down else ""),
            "",
            "teal-deep" if ink == "teal" and (hover or down) else ink,
        )


class MainButton(PressedOnce, Button):
    """The one teal button of a page."""

    def __init__(self, words: str, parent: QWidget | None = None, *, icon: str = "", high: int = 32) -> None:
        super().__init__(words, parent, icon=icon, kind="main", high=high)


class BareButton(PressedOnce, Button):
    """Teal words that do something, for lines and notices."""

    def __init__(
        self,
        words: str,
        parent: QWidget | None = None,
        *,
        icon: str = "",
        high: int = 32,
        flush: bool = False,
    ) -> None:
        super().__init__(words, parent, icon=icon, kind="bare", high=high, flush=flush)


class IconButton(Button):
    """A button that shows only an icon; its words are its name and tooltip."""

    def __init__(self, words: str, icon: str, parent: QWidget | None = None, *, kind: Kind = "quiet") -> None:
        super().__init__("", parent, icon=icon, kind=kind)
        self.call(words)

    def call(self, words: str) -> None:
        """Change what it is called."""
        self.setAccessibleName(words)
        self.setToolTip(words)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._high), theme.px(self._high))
