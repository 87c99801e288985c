"""The table of pupils: a model over tuples, one delegate, no widget per row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from heapq import nlargest
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem

from senco_desk.rules.names import fold
from senco_desk.store.queries.register import RegisterRow
from senco_desk.ui import theme
from senco_desk.ui.pages.pupils.columns import COLUMNS, Column, review_state, review_word, shown_in, sort_name
from senco_desk.ui.widgets import paint_mark, words_role
from senco_desk.ui.widgets.rows import RowDelegate, RowTable

_Index = QModelIndex | QPersistentModelIndex
_MARK, _MARK_ROOM = 14, 22
_SIDE, _MOST_NAME, _NEED = 12, 280, 240


class Pupils(QAbstractTableModel):
    """The rows of a filter, in the order SQL gave them."""

    def __init__(self) -> None:
        super().__init__()
        self.today = date.today()
        self.columns: tuple[Column, ...] = COLUMNS[:6]
        self._rows: tuple[RegisterRow, ...] = ()

    def show_rows(self, rows: Sequence[RegisterRow], today: date) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._rows, self.today = tuple(rows), today
        self.endResetModel()

    def show_columns(self, columns: tuple[Column, ...]) -> None:
        """Show these columns."""
        if columns != self.columns:
            self.beginResetModel()
            self.columns = columns
            self.endResetModel()

    def longest_name(self, metrics: QFontMetricsF) -> float:
        """Give how wide the widest name is."""
        longest = nlargest(8, (sort_name(row) for row in self._rows), key=len)
        return max((metrics.horizontalAdvance(name) for name in longest), default=0.0)

    def row(self, number: int) -> RegisterRow | None:
        """Give a row; None when there is none of that number."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def place(self, pupil_id: int) -> int:
        """Give the number of a pupil's row; -1 when it is not shown."""
        return next((number for number, row in enumerate(self._rows) if row.id == pupil_id), -1)

    def starting_with(self, letters: str) -> int:
        """Give the first row whose surname, else forename, starts with these letters; -1 for none."""
        typed = fold(letters)
        for said in ("surname", "forename"):
            for number, row in enumerate(self._rows):
                if fold(getattr(row, said)).startswith(typed):
                    return number
        return -1

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, side: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if side != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.words
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side_of = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return int(side_of | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row())
        if row is None:
            return None
        column = self.columns[index.column()]
        words = column.say(row, self.today)
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            word = review_word(row, self.today) if column.key == "review" else ""
            return f"{words}, {word}" if word else words
        return None


class PupilDelegate(RowDelegate):
    """A row as every list's, with strong names, figures at the right, and the review's mark and word."""

    def __init__(self, view: QAbstractItemView, model: Pupils) -> None:
        super().__init__(view)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        column = self._model.columns[index.column()]
        row = self._model.row(index.row())
        if row is None:
            return
        self.paint_ground(painter, option, index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(option.rect).adjusted(12, 0, -12 if column.right else -2, 0)
        painter.setFont(theme.font("strong") if column.strong else theme.font("body"))
        painter.setPen(theme.colour("ink"))
        if column.key == "review":
            self._paint_review(painter, room, row)
        else:
            if column.right:
                painter.setFont(theme.figures("body"))
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            words = painter.fontMetrics().elidedText(
                column.say(row, self._model.today), Qt.TextElideMode.ElideRight, int(room.width())
            )
            painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), words)
        painter.restore()
        self.paint_focus(painter, option, index)

    def _paint_review(self, painter: QPainter, room: QRectF, row: RegisterRow) -> None:
        state = review_state(row, self._model.today)
        size = theme.px(_MARK)
        if state is not None:
            paint_mark(painter, state, QRectF(room.left(), room.center().y() - size / 2, size, size))
        room = room.adjusted(theme.px(_MARK_ROOM), 0, 0, 0)
        words = self._model.columns[self._at("review")].say(row, self._model.today)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(room, middle, words)
        if state is not None and not words.startswith("Today"):
            room.setLeft(room.left() + QFontMetricsF(painter.font()).horizontalAdvance(words) + 6)
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour(words_role(state)))
            painter.drawText(room, middle, review_word(row, self._model.today))

    def _at(self, key: str) -> int:
        return next(number for number, column in enumerate(self._model.columns) if column.key == key)


class PupilTable(RowTable):
    """The table. Up and Down move, typing jumps to a name, Enter opens, a head's click sorts.

    Signals:
        chosen: the id of the pupil in the row that was moved to (0: none).
        opened: the id of the pupil whose row was opened.
        sort_asked: the key of a column whose head was pressed.
        menu_asked: the row's menu is wanted at this point.
    """

    chosen = Signal(int)
    opened = Signal(int)
    sort_asked = Signal(str)
    menu_asked = Signal(object)

    def __init__(self, model: Pupils) -> None:
        super().__init__(model, "Pupils")
        self._model = model
        self._wanted: tuple[Column, ...] = COLUMNS[:6]
        self.setItemDelegate(PupilDelegate(self, model))
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionsClickable(True)
        head.sectionClicked.connect(self._head_pressed)
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.menu_asked.emit)
        self.dress()

    def dress(self) -> None:
        super().dress()
        self.fit()

    def show_columns(self, columns: tuple[Column, ...]) -> None:
        """Show these columns, as many as fit."""
        self._wanted = columns
        self.fit()

    def show_sorted(self, key: str, descending: bool) -> None:
        """Mark the column that the rows are sorted by."""
        place = next((n for n, column in enumerate(self._model.columns) if column.key == key), -1)
        self.horizontalHeader().setSortIndicatorShown(place >= 0)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(place, order)

    def take(self, pupil_id: int) -> None:
        """Choose a pupil's row, else the first."""
        place = self._model.place(pupil_id)
        if self._model.rowCount():
            self.selectRow(max(place, 0))
        else:
            self.chosen.emit(0)

    def current_id(self) -> int:
        """Give the id of the pupil in the chosen row; 0 for none."""
        row = self._model.row(self.currentIndex().row())
        return row.id if row else 0

    def keyboardSearch(self, search: str) -> None:
        place = self._model.starting_with(search)
        if place >= 0:
            self.selectRow(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Menu:
            self.menu_asked.emit(self.visualRect(self.currentIndex()).bottomLeft())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Share the room out: what is over goes to the needs and names until each is whole, then to all."""
        room = self.viewport().width()
        shown = shown_in(self._wanted, room, theme.px)
        held = self.current_id()
        if shown != self._model.columns:
            self._model.show_columns(shown)
            if held:
                self.take(held)
        spare = max(0, room - sum(theme.px(column.wide) for column in shown))
        name = self._model.longest_name(QFontMetricsF(theme.font("strong"))) + 2 * _SIDE
        whole = {"need": theme.px(_NEED), "name": min(round(name), theme.px(_MOST_NAME))}
        wide = {column.key: theme.px(column.wide) for column in shown}
        for key in [key for key in whole if key in wide]:
            more = min(spare, max(0, whole[key] - wide[key]))
            wide[key], spare = wide[key] + more, spare - more
        shares = sum(column.weight for column in shown) or 1
        for number, column in enumerate(shown):
            self.setColumnWidth(number, wide[column.key] + spare * column.weight // shares)
        if self.viewport().width() != room:  # a scroll bar came or went meanwhile
            self.fit()

    def _head_pressed(self, section: int) -> None:
        column = self._model.columns[section]
        if column.sorts:
            self.sort_asked.emit(column.key)

    def _moved(self, now: QModelIndex) -> None:
        row = self._model.row(now.row())
        self.chosen.emit(row.id if row else 0)

    def _open(self, number: int) -> None:
        row = self._model.row(number)
        if row is not None:
            self.opened.emit(row.id)
