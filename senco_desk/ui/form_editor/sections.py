"""The sections of a form at the side: which there are, how far each has got, and which is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from senco_desk.forms.progress import SectionProgress
from senco_desk.ui import theme
from senco_desk.ui.form_editor.inputs import column
from senco_desk.ui.widgets.choices import Pick
from senco_desk.ui.widgets.marks import paint_mark
from senco_desk.ui.widgets.words import Small

_STATE: Final = Qt.ItemDataRole.UserRole
_COUNT: Final = Qt.ItemDataRole.UserRole + 1
_SIDE: Final = 12
_FEW: Final = 3
_Index = QModelIndex | QPersistentModelIndex


def count_words(part: SectionProgress) -> str:
    """What stands beside a section: "4 of 7", "optional", or nothing where there is nothing to answer."""
    if part.optional and not part.answered:
        return "optional"
    return f"{part.answered} of {part.of}" if part.of else ""


class _SectionDelegate(QStyledItemDelegate):
    """A row: the state's mark, the title (wrapped if long), the count at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else theme.px(252)
        words = self._room(QRect(0, 0, width, 0), index)
        metrics = _metrics("strong")
        tall = metrics.boundingRect(
            0, 0, max(40, words.width()), 10_000, int(Qt.TextFlag.TextWordWrap), index.data() or ""
        ).height()
        return QSize(width, max(theme.px(40), tall + theme.px(16)))

    def _room(self, rect: QRect, index: _Index) -> QRect:
        count = index.data(_COUNT) or ""
        right = _metrics("small").horizontalAdvance(count) + (theme.S if count else 0)
        return rect.adjusted(_SIDE + theme.px(24), 0, -_SIDE - right, 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            self._paint_chosen(painter, rect, focus=bool(option.state & QStyle.StateFlag.State_HasFocus))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("stone"))
            painter.drawRoundedRect(rect, theme.RADIUS, theme.RADIUS)
        size = theme.px(14)
        middle = rect.center().y() + 0.5
        paint_mark(painter, index.data(_STATE), QRectF(rect.left() + _SIDE, middle - size / 2, size, size))
        painter.setPen(theme.colour("teal-deep" if chosen else "ink"))
        painter.setFont(theme.font("strong" if chosen else "body"))
        aligned = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
        painter.drawText(self._room(rect, index), aligned, index.data())
        painter.setPen(theme.colour("ink-2"))
        painter.setFont(theme.font("small"))
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(rect.adjusted(0, 0, -_SIDE, 0), right, index.data(_COUNT) or "")
        painter.restore()

    @staticmethod
    def _paint_chosen(painter: QPainter, rect: QRect, *, focus: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("teal"))
        painter.drawRoundedRect(rect, theme.RADIUS, theme.RADIUS)
        painter.setBrush(theme.colour("teal-soft"))
        inner = QRectF(rect).adjusted(3, 0, 0, 0)
        painter.drawRoundedRect(inner, theme.RADIUS - 2, theme.RADIUS - 2)
        if focus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(3, 3, -3, -3), 4, 4)


def _metrics(role: str) -> QFontMetrics:
    return QFontMetrics(theme.font(role))


class _List(QListWidget):
    """The list itself, as tall as its rows where there is room; else it scrolls."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setItemDelegate(_SectionDelegate(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

    def fit(self) -> None:
        """Be as tall as the rows, and no shorter than the first few."""
        self.scheduleDelayedItemsLayout()
        tall = self.sizeHint().height()
        self.setMinimumHeight(min(tall, _FEW * theme.px(40)))
        self.setMaximumHeight(tall)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        tall = sum(self.sizeHintForRow(row) for row in range(self.count()))
        return QSize(super().sizeHint().width(), tall)


class SectionList(QWidget):
    """The sections as a list at the side, or as one drop-down line when there is no room for a side.

    `chosen` is sent with the place of the section that the person goes to.
    """

    chosen = Signal(int)

    def __init__(self, titles: Sequence[str], *, saved_as_you_type: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._titles = list(titles)
        self._tail = " Any question can be left out. Saved as you type." if saved_as_you_type else ""
        self.list = _List(self)
        self.list.setAccessibleName("Sections of this form")
        for title in titles:
            self.list.addItem(QListWidgetItem(title))
        self.pick = Pick(self)
        self.pick.setAccessibleName("Section of this form")
        self.pick.addItems(list(titles))
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Answered so far")
        self._said = Small("", self, wrap=True)
        self._layout: QVBoxLayout = column(self, 0)
        self._layout.addWidget(self.list)
        self._layout.addWidget(self.pick)
        foot = QWidget(self)
        self._foot = column(foot, theme.S)
        for part in (self._bar, self._said):
            self._foot.addWidget(part)
        self._layout.addWidget(foot)
        self._layout.addStretch(1)
        self.list.currentRowChanged.connect(self.chosen)
        self.pick.activated.connect(self.chosen)

    def show_progress(self, parts: Sequence[SectionProgress], answered: int, asked: int) -> None:
        """Show how far each section, and the whole, has got."""
        for row, part in enumerate(parts):
            item, count = self.list.item(row), count_words(part)
            if item.data(_STATE) != part.state or item.data(_COUNT) != count:
                item.setData(_STATE, part.state)
                item.setData(_COUNT, count)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{self._titles[row]}, {count} answered")
                self.pick.setItemText(row, f"{self._titles[row]} ({count})" if count else self._titles[row])
        self._bar.setMaximum(max(1, asked))
        self._bar.setValue(answered)
        self._said.setText(f"{answered} of {asked} answered.{self._tail}")

    def show_chosen(self, at: int) -> None:
        """Show a section as the open one, without a signal."""
        for widget in (self.list, self.pick):
            widget.blockSignals(True)
        self.list.setCurrentRow(at)
        self.pick.setCurrentIndex(at)
        for widget in (self.list, self.pick):
            widget.blockSignals(False)

    def take_focus(self) -> None:
        """Put the keyboard on the list, in whichever shape it stands."""
        (self.list if self.pick.isHidden() else self.pick).setFocus(Qt.FocusReason.OtherFocusReason)

    def lay_out(self, *, compact: bool) -> None:
        """Be a list at the side, or one line above the questions."""
        self.list.setVisible(not compact)
        self.pick.setVisible(compact)
        self._bar.setVisible(not compact)
        inset = 0 if compact else _SIDE
        self._foot.setContentsMargins(inset, theme.XS if compact else theme.XL, inset, 0)
        self._layout.setContentsMargins(theme.XS if compact else 0, theme.XS if compact else 0, 0, 0)
        if not compact:
            self.list.fit()
