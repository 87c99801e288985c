"""A list of things to tick, with figures at the right: the parts of a pack, pupils for a print run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QStyle, QStyleOptionViewItem, QWidget

from senco_desk.ui import theme
from senco_desk.ui.widgets import Themed, paint_box
from senco_desk.ui.widgets.rows import RowDelegate

_KEY, _RIGHT = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_ROW, _BOX, _SIDE, _GAP = 32, 18, 12, 12


@dataclass(frozen=True)
class Tick:
    """One line: its key, its words, what stands at the right, and whether it is ticked."""

    key: str
    words: str
    right: str = ""
    on: bool = True


class TickList(Themed, QListWidget):
    """Space ticks, Up and Down move, letters jump.

    Signals:
        ticked: a tick was set or taken away.
        moved: the key of the line that is chosen now.
        key_pressed: a key that the list has no use for, for the pages beside it.
    """

    ticked = Signal()
    moved = Signal(str)

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(words)
        self.setItemDelegate(_TickDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.itemChanged.connect(lambda _item: self.ticked.emit())
        self.currentItemChanged.connect(self._moved)

    def show_ticks(self, ticks: Sequence[Tick]) -> None:
        """Show these lines; the line chosen stays chosen if it is still there."""
        held = self.current()
        self.blockSignals(True)
        self.clear()
        for tick in ticks:
            item = QListWidgetItem(tick.words, self)
            item.setData(_KEY, tick.key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if tick.on else Qt.CheckState.Unchecked)
            item.setToolTip(tick.words)
            _put_right(item, tick.right)
            if tick.key == held:
                self.setCurrentItem(item)
        if self.currentItem() is None and self.count():
            self.setCurrentRow(0)
        self.blockSignals(False)
        self.updateGeometry()

    def show_right(self, key: str, words: str, spoken: str) -> None:
        """Change what stands at the right of a line, and how it is said."""
        item = self._item(key)
        if item is not None:
            self.blockSignals(True)
            _put_right(item, words, spoken)
            self.blockSignals(False)
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()
            self.viewport().update()

    def current(self) -> str:
        """Give the key of the chosen line, or ""."""
        item = self.currentItem()
        return str(item.data(_KEY)) if item else ""

    def choose(self, key: str) -> None:
        """Choose a line without sending `moved`."""
        item = self._item(key)
        if item is not None and item is not self.currentItem():
            self.blockSignals(True)
            self.setCurrentItem(item)
            self.blockSignals(False)
            self.viewport().update()

    def on(self) -> tuple[str, ...]:
        """Give the keys that are ticked, in order."""
        items = (self.item(row) for row in range(self.count()))
        return tuple(str(i.data(_KEY)) for i in items if i.checkState() == Qt.CheckState.Checked)

    def tick_all(self, on: bool) -> None:
        """Tick every line, or none."""
        self.blockSignals(True)
        for row in range(self.count()):
            self.item(row).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.blockSignals(False)
        self.ticked.emit()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), sum(self.sizeHintForRow(row) for row in range(self.count())) + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(_ROW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()  # words that wrap at this width need another height

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            event.ignore()  # the pages turn, and grow
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick with a press on the box itself; a press on the words only moves there."""
        item = self.itemAt(event.position().toPoint())
        if item is not None and event.button() == Qt.MouseButton.LeftButton:
            box = QRectF(self.visualItemRect(item).left(), 0, _SIDE + theme.px(_BOX) + _GAP, 1)
            if event.position().x() <= box.right():
                on = item.checkState() == Qt.CheckState.Checked
                item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
                return
        super().mouseReleaseEvent(event)

    def _item(self, key: str) -> QListWidgetItem | None:
        items = (self.item(row) for row in range(self.count()))
        return next((item for item in items if item.data(_KEY) == key), None)

    def _moved(self, now: QListWidgetItem | None) -> None:
        if now is not None:
            self.moved.emit(str(now.data(_KEY)))


def _put_right(item: QListWidgetItem, words: str, spoken: str = "") -> None:
    item.setData(_RIGHT, words)
    said = ", ".join(part for part in (item.text(), spoken or words) if part)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, said)


class _TickDelegate(RowDelegate):
    """A box, the words, which wrap, and figures at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = self.parent()
        wide = view.viewport().width() if isinstance(view, QListWidget) else option.rect.width()
        room = QRectF(0, 0, wide, theme.px(_ROW)).adjusted(_SIDE + theme.px(_BOX) + _GAP, 0, -_SIDE, 0)
        taken = QFontMetricsF(theme.figures("small")).horizontalAdvance(str(index.data(_RIGHT) or ""))
        room.setRight(max(room.left() + theme.px(48), room.right() - taken - _GAP))
        words = QFontMetricsF(theme.font("body")).boundingRect(
            room, int(Qt.TextFlag.TextWordWrap), str(index.data())
        )
        one = QFontMetricsF(theme.font("body")).height()
        return QSize(theme.px(80), theme.px(_ROW) + max(0, ceil(words.height() - one)))

    def editorEvent(self, event: QEvent, *_rest: object) -> bool:
        """Take Space; the mouse is the list's own, since our box lies elsewhere than Qt's."""
        if event.type() == QEvent.Type.KeyPress:
            return bool(super().editorEvent(event, *_rest))  # type: ignore[arg-type]
        return False

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.paint_ground(painter, option, index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(option.rect)
        size = theme.px(_BOX)
        box = QRectF(room.left() + _SIDE, room.top() + (room.height() - size) / 2, size, size)
        paint_box(painter, box, Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)))
        room.adjust(_SIDE + size + _GAP, 0, -_SIDE, 0)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        right = str(index.data(_RIGHT) or "")
        painter.setFont(theme.figures("small"))
        painter.setPen(theme.colour("ink-2"))
        painter.drawText(room, middle | int(Qt.AlignmentFlag.AlignRight), right)
        taken = painter.fontMetrics().horizontalAdvance(right) + (_GAP if right else 0)
        room.setRight(room.right() - taken)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("ink"))
        painter.drawText(room, middle | int(Qt.TextFlag.TextWordWrap), str(index.data()))
        painter.restore()
        self.paint_focus(painter, option, index)

    def paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the chosen row's ground, round as a button; no hairline, the boxes already make a column."""
        if option.state & QStyle.StateFlag.State_Selected:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("teal-soft"))
            painter.drawRoundedRect(QRectF(option.rect), theme.RADIUS, theme.RADIUS)
            painter.restore()
