"""Rows of a list or a table: air, a hairline, teal-soft and a bar when chosen, the focus ring within."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from senco_desk.ui import theme
from senco_desk.ui.widgets.base import Themed
from senco_desk.ui.widgets.marks import State, paint_mark

_SIDE = 12
_HEAD, _ROW = 32, 40
_MARK, _MARK_GAP = 14, 8


class RowTable(Themed, QTableView):
    """A table of rows, one line each: one row chosen at a time, Tab leaves it, the head stays in view.

    Args:
        model: what it shows.
        words: what a screen reader calls it.
    """

    def __init__(self, model: QAbstractItemModel, words: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(words)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(24)
        self.horizontalHeader().setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(_ROW))
        self.horizontalHeader().setFixedHeight(theme.px(_HEAD))
        self._share_out()

    def widths(self, room: int) -> Sequence[int]:
        """Give how wide each column is, in pixels, where there is this much room; 0 leaves one out.

        None are given where a subclass sees to its columns itself.
        """
        return ()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        for place, wide in enumerate(self.widths(self.viewport().width())):
            self.setColumnHidden(place, not wide)
            if wide:
                self.setColumnWidth(place, wide)


class RowDelegate(QStyledItemDelegate):
    """Paints a row of words, one line, with an ellipsis where there is no room, and a mark before some.

    Args:
        view: the list or table.
        strong: the column whose words are in full ink; the others are in second ink, if they bear no mark.
        bold: the words of that column are also heavier.
    """

    def __init__(self, view: QAbstractItemView, *, strong: int = 0, bold: bool = False) -> None:
        super().__init__(view)
        self._strong, self._bold = strong, bold

    def mark(self, index: QModelIndex | QPersistentModelIndex) -> State | None:
        """Give the mark before a cell's words; None for none."""
        return None

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.px(80), theme.px(40))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.paint_ground(painter, option, index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong, mark = index.column() == self._strong, self.mark(index)
        room = QRectF(option.rect).adjusted(_SIDE, 0, -_SIDE, 0)
        if mark is not None:
            size = theme.px(_MARK)
            paint_mark(painter, mark, QRectF(room.left(), room.center().y() - size / 2, size, size))
            room.setLeft(room.left() + size + _MARK_GAP)
        painter.setFont(theme.font("strong" if strong and self._bold else "body"))
        painter.setPen(theme.colour("ink" if strong or mark is not None else "ink-2"))
        words = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.restore()
        self.paint_focus(painter, option, index)

    def paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint what lies under the words: the hairline, and a chosen row's ground and bar."""
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        rect = QRectF(option.rect)
        if selected:
            painter.fillRect(rect, theme.colour("teal-soft"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.colour("line"))
        if selected and index.column() == 0:
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.colour("teal"))

    def paint_focus(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint this cell's part of the ring, when the row is chosen and the list has the keyboard."""
        view = self.parent()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected and isinstance(view, QAbstractItemView) and view.hasFocus():
            painter.save()
            _paint_ring(painter, QRectF(option.rect), *_ends(view, index.column()))
            painter.restore()


def _ends(view: QAbstractItemView, column: int) -> tuple[bool, bool]:
    """Say whether a column is the first and the last of those shown."""
    if not isinstance(view, QTableView):
        return True, True
    shown = [place for place in range(view.model().columnCount()) if not view.isColumnHidden(place)]
    return column == shown[0], column == shown[-1]


def _paint_ring(painter: QPainter, rect: QRectF, first: bool, last: bool) -> None:
    """Draw the part of the row's ring that lies in this cell."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("focus"), 2))
    painter.setClipRect(rect)
    painter.drawRoundedRect(rect.adjusted(3 if first else -9, 3, -3 if last else 9, -3), 4, 4)
