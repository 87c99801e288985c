"""Step 3's table: a model over the preview's rows, so that thousands are shown at once without a wait."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from senco_desk.services.imports import Action, PreviewRow
from senco_desk.ui import theme
from senco_desk.ui.widgets import State, paint_mark
from senco_desk.ui.widgets.rows import RowDelegate, RowTable

_Index = QModelIndex | QPersistentModelIndex

FILTERS: Final[tuple[tuple[str, str, Callable[[PreviewRow], bool]], ...]] = (
    ("all", "All", lambda row: True),
    ("add", "To add", lambda row: row.action is Action.ADD),
    ("change", "To change", lambda row: row.action is Action.CHANGE),
    ("leave", "Left alone", lambda row: row.action is Action.LEAVE),
    ("look", "Look at these", lambda row: bool(row.warnings or row.near)),
)
ACTION_WORDS: Final = {Action.ADD: "Add", Action.CHANGE: "Change", Action.LEAVE: "Leave alone"}
_STATES: Final[dict[Action, State]] = {Action.ADD: "done", Action.CHANGE: "begun", Action.LEAVE: "none"}
_HEADS: Final = ("Row", "Pupil", "What happens", "Why and what")
_SHARES: Final = (0.09, 0.23, 0.18, 0.50)
_MARK: Final = 14


class PreviewRows(QAbstractTableModel):
    """The rows of one filter."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[PreviewRow, ...] = ()

    def show_rows(self, rows: Sequence[PreviewRow]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, number: int) -> PreviewRow | None:
        """Give a row; None where there is none."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def place(self, key: int) -> int:
        """Give where the row of this key stands; -1 when it is not shown."""
        return next((place for place, row in enumerate(self._rows) if row.key == key), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, side: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if side == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        if side == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row())
        shown = (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        )
        if row is None or role not in shown:
            return None
        cells = (_numbers(row), row.name, ACTION_WORDS[row.action], what_words(row))
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 1 and (row.warnings or row.near):
            return f"{row.name}, look at this"
        return cells[index.column()]


def what_words(row: PreviewRow) -> str:
    """Say in a line why, and which fields change."""
    changed = ", ".join(change.words for change in row.changes) if row.action is Action.CHANGE else ""
    return f"{row.why} {changed}.".strip() if changed else row.why


def _numbers(row: PreviewRow) -> str:
    first, last = row.row_numbers[0], row.row_numbers[-1]
    return str(first) if first == last else f"{first}, {last}" if len(row.row_numbers) == 2 else f"{first}…"


class _Delegate(RowDelegate):
    """A row as every list's; its action carries a mark, and a line to look at the half circle."""

    def __init__(self, view: QTableView, model: PreviewRows) -> None:
        super().__init__(view, strong=1)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = self._model.row(index.row())
        marked = row is not None and index.column() in (1, 2)
        if row is None or not marked:
            super().paint(painter, option, index)
            return
        self.paint_ground(painter, option, index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(option.rect).adjusted(12, 0, -12, 0)
        size = theme.px(_MARK)
        look = bool(row.warnings or row.near)
        state: State | None = _STATES[row.action] if index.column() == 2 else "soon" if look else None
        if state is not None:
            paint_mark(painter, state, QRectF(room.left(), room.center().y() - size / 2, size, size))
        if index.column() == 2 or look:
            room.setLeft(room.left() + size + 8)
        painter.setFont(theme.font("strong" if index.column() == 1 else "body"))
        painter.setPen(theme.colour("ink"))
        words = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.restore()
        self.paint_focus(painter, option, index)


class PreviewTable(RowTable):
    """The table. Up and Down move and the side follows, Space leaves a line out or takes it back.

    Signals:
        chosen: the key of the row that was moved to (0: none).
        skip_asked: Space was pressed on the row of this key.
    """

    chosen = Signal(int)
    skip_asked = Signal(int)

    def __init__(self, model: PreviewRows) -> None:
        super().__init__(model, "What the list would do, line by line")
        self._model = model
        self.setItemDelegate(_Delegate(self, model))
        self.selectionModel().currentRowChanged.connect(lambda now, _old: self._moved(now.row()))
        self.dress()

    def show_rows(self, rows: Sequence[PreviewRow], key: int) -> None:
        """Show these rows, with the row of this key chosen where it is among them, else the first."""
        self.selectionModel().blockSignals(True)
        self._model.show_rows(rows)
        self.selectionModel().blockSignals(False)
        place = max(0, self._model.place(key))
        self.selectRow(place)
        self.scrollTo(self._model.index(place, 0))
        self._moved(place)

    def current(self) -> PreviewRow | None:
        """Give the chosen row."""
        return self._model.row(self.currentIndex().row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.viewport().width()
        for place, share in enumerate(_SHARES):
            self.setColumnWidth(place, int(wide * share))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current()
        if event.key() == Qt.Key.Key_Space and row is not None:
            self.skip_asked.emit(row.key)
            return
        super().keyPressEvent(event)

    def _moved(self, place: int) -> None:
        row = self._model.row(place)
        self.chosen.emit(row.key if row else 0)
