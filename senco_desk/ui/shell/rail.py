"""The rail at the left: an icon and a word for each part of the program, 176 wide, 56 when narrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from senco_desk.ui import icons, theme
from senco_desk.ui.actions import with_keys
from senco_desk.ui.pages import PageKind
from senco_desk.ui.widgets import Themed, paint_brand

_WIDE, _NARROW = 176, 56


class RailItem(Themed, QAbstractButton):
    """One part of the program."""

    def __init__(self, key: str, words: str, icon: str, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self._icon, self._keys = icon, keys
        self._narrow = False
        self.lit = False
        self.setText(words)
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "inside")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.narrow(False)

    def narrow(self, narrow: bool) -> None:
        """Show the icon alone, the word becoming the tooltip, or both."""
        self._narrow = narrow
        self.setToolTip(with_keys(self.text(), self._keys) if narrow else "")
        self.updateGeometry()
        self.update()

    def light(self, lit: bool) -> None:
        """Show that this is where the person is."""
        self.lit = lit
        self.setAccessibleDescription("You are here" if lit else "")
        self.update()

    def show_icon(self, icon: str, words: str) -> None:
        """Change the icon and the word."""
        self._icon = icon
        self.setText(words)
        self.setAccessibleName(words)
        self.narrow(self._narrow)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(40) if self._narrow else theme.px(_WIDE - 24), theme.px(40))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(32), theme.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self.lit or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("teal-soft" if self.lit else "stone"))
            painter.drawRoundedRect(rect, theme.RADIUS, theme.RADIUS)
        if self.lit:
            painter.save()
            painter.setClipRect(QRectF(0, 0, 3, rect.height()))
            painter.setBrush(theme.colour("teal"))
            painter.drawRoundedRect(rect, theme.RADIUS, theme.RADIUS)
            painter.restore()
        size = theme.px(20)
        ink = "teal-deep" if self.lit else "ink-2"
        picture = icons.pixmap(self._icon, "ink" if self.lit else ink, 20, ratio=self.devicePixelRatioF())
        left = (self.width() - size) / 2 if self._narrow else 10
        painter.drawPixmap(round(left), round((self.height() - size) / 2), picture)
        if not self._narrow:
            painter.setFont(theme.font("strong" if self.lit else "body"))
            painter.setPen(theme.colour(ink))
            room = rect.adjusted(10 + size + 12, 0, -4, 0)
            shown = painter.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, int(room.width())
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)


class _Brand(Themed, QWidget):
    """The program's mark and name at the head of the rail."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = False
        self.dress()

    def dress(self) -> None:
        self.setFixedHeight(theme.px(56))

    def narrow(self, narrow: bool) -> None:
        """Show the mark alone, or the name with it."""
        self._narrow = narrow
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        size = theme.px(28)
        left = (self.width() - size) / 2 if self._narrow else 8
        paint_brand(painter, QRectF(left, (self.height() - size) / 2, size, size))
        if not self._narrow:
            painter.setFont(theme.font("strong"))
            painter.setPen(theme.colour("ink"))
            room = QRectF(self.rect()).adjusted(8 + size + 10, 0, 0, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, "SENCO Desk")


class Rail(Themed, QWidget):
    """The rail. Up and Down move between its items.

    `chosen` is sent with a page's key, `turned` when the person makes it narrow or wide.
    """

    chosen = Signal(str)
    turned = Signal()

    def __init__(self, pages: Sequence[PageKind], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Parts of the program")
        self._narrow = False
        self._brand = _Brand()
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 12)
        column.setSpacing(4)
        column.addWidget(self._brand)
        column.addSpacing(4)
        self.items: dict[str, RailItem] = {}
        for number, page in enumerate(pages, start=1):
            item = RailItem(page.key, page.words, page.icon, f"Ctrl+{number}" if number < 8 else "")
            item.clicked.connect(lambda _on=False, key=page.key: self.chosen.emit(key))
            self.items[page.key] = item
            column.addWidget(item)
        column.addStretch(1)
        self.turn_item = RailItem("", "Narrow", "panel-left-close", "Ctrl+Shift+R")
        self.turn_item.clicked.connect(self.turned)
        column.addWidget(self.turn_item)
        self.dress()

    @property
    def is_narrow(self) -> bool:
        """Whether only icons are shown."""
        return self._narrow

    def dress(self) -> None:
        self.setFixedWidth(max(_NARROW, theme.px(40) + 16) if self._narrow else theme.px(_WIDE))

    def narrow(self, narrow: bool, *, can_turn: bool = True) -> None:
        """Show icons alone, or icons and words. Without `can_turn` there is no room to widen it."""
        self._narrow = narrow
        side = 8 if narrow else 12
        self._column.setContentsMargins(side, 0, side, 12)
        self._brand.narrow(narrow)
        for item in (*self.items.values(), self.turn_item):
            item.narrow(narrow)
        self.turn_item.show_icon("panel-left-close", "Widen" if narrow else "Narrow")
        self.turn_item.setVisible(can_turn)
        self.dress()

    def light(self, key: str) -> None:
        """Show where the person is."""
        for item in self.items.values():
            item.light(item.key == key)

    def take_focus(self) -> None:
        """Give the keyboard to the lit item, or the first."""
        lit = next((item for item in self.items.values() if item.lit), None)
        target = lit or next(iter(self.items.values()), self.turn_item)
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
            return
        order = [item for item in (*self.items.values(), self.turn_item) if item.isVisible()]
        place = next((n for n, item in enumerate(order) if item.hasFocus()), 0)
        order[(place + by) % len(order)].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("rail"))
        if theme.current().name == "contrast":
            QPainter(self).fillRect(self.width() - 1, 0, 1, self.height(), theme.colour("edge"))
