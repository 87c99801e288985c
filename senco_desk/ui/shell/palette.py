"""What the search field finds, in a list that drops under it: pupils, forms and actions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from senco_desk.ui import icons, theme
from senco_desk.ui.announcing import announce

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Found:
    """One thing found: what it is, and what choosing it does."""

    words: str
    detail: str
    icon: str
    run: Callable[[], object]


Finder = Callable[[str], Sequence[Found]]
_NOTHING = Found("Nothing found", "try fewer letters", "search", lambda: None)
"""Stands in the list where nothing was found, and cannot be chosen."""


class _FoundList(QAbstractListModel):
    """The things found."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.found: tuple[Found, ...] = ()

    def show_found(self, found: Sequence[Found]) -> None:
        """Show these."""
        self.beginResetModel()
        self.found = tuple(found)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        found = self.found[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return found.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{found.words}, {found.detail}" if found.detail else found.words
        return None


class _FoundRow(QStyledItemDelegate):
    """Draws one thing found: icon, words, and in small what it is."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(200), theme.px(40))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, _FoundList):
            return
        found = model.found[index.row()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        on = bool(option.state & QStyle.StateFlag.State_Selected)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("teal-soft"))
            painter.drawRoundedRect(rect, 4, 4)
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.colour("teal"))
        size = theme.px(18)
        icons.paint(
            painter, found.icon, "teal-deep" if on else "ink-2",
            QRectF(rect.left() + 12, rect.center().y() - size / 2, size, size),
        )  # fmt: skip
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("ink-2"))
        room = rect.adjusted(12 + size + 10, 0, -12, 0)
        wide = painter.fontMetrics().horizontalAdvance(found.detail)
        painter.drawText(room, int(middle | Qt.AlignmentFlag.AlignRight), found.detail)
        painter.setFont(theme.font("strong" if on else "body"))
        painter.setPen(theme.colour("teal-deep" if on else "ink"))
        space = int(room.width() - wide - 12)
        shown = painter.fontMetrics().elidedText(found.words, Qt.TextElideMode.ElideRight, space)
        painter.drawText(room, int(middle), shown)
        painter.restore()


class Palette(QListView):
    """The list under the search field. The keyboard stays in the field: Up, Down, Enter, Esc work there.

    `left` is sent when the keyboard should go back to the page: on Esc, and before what was found is done, so
    that a dialog gives it back there, and Ctrl+Z takes back a step and not the words typed to find it.
    """

    left = Signal()

    def __init__(self, field: QLineEdit, finders: Sequence[Finder], parent: QWidget) -> None:
        super().__init__(parent)
        self._field = field
        self._holder = parent
        self._finders = tuple(finders)
        self._model = _FoundList(self)
        self.setModel(self._model)
        self.setItemDelegate(_FoundRow(self))
        self.setObjectName("palette")
        self.setAccessibleName("What was found")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.hide()
        field.textEdited.connect(self.look)
        field.installEventFilter(self)
        self.clicked.connect(lambda index: self.take(index.row()))
        self.entered.connect(self._point_at)

    def look(self, text: str) -> None:
        """Find, and drop the list."""
        found = [thing for finder in self._finders for thing in finder(text.strip())]
        if not found and not text.strip():
            self._model.show_found(())
            self.hide()
            return
        self._model.show_found(found or (_NOTHING,))
        self.setCurrentIndex(self._model.index(0, 0) if found else QModelIndex())
        self._place()
        self.show()
        self.raise_()
        announce(self._field, f"{len(found)} found. {found[0].words}" if found else _NOTHING.words)

    def _point_at(self, index: QModelIndex) -> None:
        if self._listed():
            self.setCurrentIndex(index)

    def take(self, row: int) -> None:
        """Do what a thing found does."""
        found = self._model.found[row]
        if found is _NOTHING:
            return
        self.close_list()
        self.left.emit()
        found.run()

    def close_list(self) -> None:
        """Put the list away and empty the field."""
        self.hide()
        self._field.clear()

    def found(self) -> tuple[Found, ...]:
        """Give what is listed now."""
        return self._listed() if self.isVisible() else ()

    def _listed(self) -> tuple[Found, ...]:
        return tuple(found for found in self._model.found if found is not _NOTHING)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(Qt.Key(event.key()))
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        elif event.type() in {QEvent.Type.Resize, QEvent.Type.Move} and self.isVisible():
            self._place()
        return False

    def _key(self, key: Qt.Key) -> bool:
        if key == Qt.Key.Key_Escape:
            self.close_list()
            self.left.emit()
            return True
        if key == Qt.Key.Key_Down and not self.isVisible():
            self.look(self._field.text())
            return True
        if not self.isVisible():
            return False
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.take(max(0, self.currentIndex().row()))
            return True
        by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(key)
        if by is None or not self._listed():
            return False
        row = (self.currentIndex().row() + by) % len(self._model.found)
        self.setCurrentIndex(self._model.index(row, 0))
        announce(self._field, self._model.found[row].words)
        return True

    def _place(self) -> None:
        field, holder = self._field, self._holder
        corner = field.mapTo(holder, QPoint(0, field.height() + 4))
        rows = min(10, len(self._model.found))
        high = min(rows * theme.px(40) + 10, holder.height() - corner.y() - theme.L)
        wide = max(field.width(), theme.px(360), *(self._wide(found) for found in self._model.found))
        self.setGeometry(corner.x(), corner.y(), min(wide, holder.width() - corner.x() - theme.L), high)

    def _wide(self, found: Found) -> int:
        """The width that shows all of a row's words."""
        words = QFontMetrics(theme.font("strong")).horizontalAdvance(found.words)
        detail = QFontMetrics(theme.font("small")).horizontalAdvance(found.detail)
        return words + detail + theme.px(18) + 2 * 12 + 10 + 12 + theme.S + 2 * self.frameWidth()
