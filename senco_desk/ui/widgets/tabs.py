"""Tabs and saved filters: words only, the chosen one underlined in teal, the count after it in small."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from senco_desk.ui import theme
from senco_desk.ui.widgets.base import Themed
from senco_desk.ui.widgets.flow import Flow

_SIDE, _GAP = 12, 8


class _Tab(Themed, QAbstractButton):
    """One tab."""

    def __init__(self, key: str, words: str, count: int | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self.setText(words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "inside")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.count(count)

    def count(self, count: int | None) -> None:
        """Show how many, or nothing."""
        self._count = "" if count is None else f"{count:,}"
        self.setAccessibleName(f"{self.text()}, {self._count}" if self._count else self.text())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = QFontMetrics(theme.font("strong")).horizontalAdvance(self.text()) + 2 * _SIDE
        if self._count:
            width += _GAP + QFontMetrics(theme.font("small")).horizontalAdvance(self._count)
        return QSize(width + 1, theme.px(40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        on, over = self.isChecked(), self.underMouse()
        painter.setFont(theme.font("strong" if on else "body"))
        painter.setPen(theme.colour("teal-deep" if on else "ink" if over else "ink-2"))
        width = painter.fontMetrics().horizontalAdvance(self.text())
        room = QRectF(_SIDE, 0, self.width() - _SIDE, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._count:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("ink-2"))
            painter.drawText(room.adjusted(width + _GAP, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._count)
        if on:
            painter.fillRect(0, self.height() - 3, self.width(), 3, theme.colour("teal"))


class Tabs(Themed, QWidget):
    """A bar of tabs or saved filters, 40 high. Left and Right move, Ctrl+Tab takes the next.

    `chosen` is sent with the key when the person takes another tab.
    """

    chosen = Signal(str)

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(words)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 1)
        self._row.setSpacing(theme.L)
        self._flow = Flow(gap=4)
        self._row.addWidget(self._flow, 1)
        self._group = QButtonGroup(self)
        self._tabs: dict[str, _Tab] = {}

    def show_tabs(self, tabs: Sequence[tuple[str, str, int | None]], *, chosen: str = "") -> None:
        """Show these tabs: key, words, count or None. The one chosen stays chosen if it is still there."""
        held = chosen or (self.key() if self._tabs else "")
        if [(key, words) for key, words, _ in tabs] != [(t.key, t.text()) for t in self._tabs.values()]:
            self._make(tabs)
        for key, _, count in tabs:
            self._tabs[key].count(count)
        if self._tabs:
            self.choose(held if held in self._tabs else tabs[0][0])

    def end_with(self, widget: QWidget) -> None:
        """Put a widget (a button) at the right end of the bar."""
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)

    def choose(self, key: str) -> None:
        """Show this tab as chosen, without sending `chosen`."""
        self._tabs[key].setChecked(True)

    def take(self, key: str) -> None:
        """Choose a tab as the person would."""
        self.choose(key)
        self.chosen.emit(key)

    def step(self, by: int) -> None:
        """Take the next tab, or the one before; it goes round."""
        keys = list(self._tabs)
        if keys:
            held = any(tab.hasFocus() for tab in self._tabs.values())
            self.take(keys[(keys.index(self.key()) + by) % len(keys)])
            if held:
                self._tabs[self.key()].setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen_tab(self) -> QWidget | None:
        """Give the chosen tab itself, for the keyboard to begin at."""
        return self._tabs.get(self.key())

    def key(self) -> str:
        """Give the chosen key, or "" when there are no tabs."""
        return next((key for key, tab in self._tabs.items() if tab.isChecked()), "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
            return
        self.step(by)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))

    def _make(self, tabs: Sequence[tuple[str, str, int | None]]) -> None:
        """Put other tabs in place of these; they go on in a second line where there is no room."""
        for old in self._tabs.values():
            self._group.removeButton(old)
        flow = Flow(gap=4)
        self._row.replaceWidget(self._flow, flow)
        self._flow.hide()
        self._flow.deleteLater()
        self._flow, self._tabs = flow, {}
        for key, words, _ in tabs:
            tab = _Tab(key, words, None, self)
            tab.clicked.connect(lambda _on=False, key=key: self.chosen.emit(key))
            self._group.addButton(tab)
            self._tabs[key] = tab
            flow.add(tab)
        # Made late, they would come last of all: Tab reaches them where the bar stands. Qt puts nothing after
        # what does not take the keyboard, so the bar takes it for this moment.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for before, after in pairwise((self, *self._tabs.values())):
            QWidget.setTabOrder(before, after)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
