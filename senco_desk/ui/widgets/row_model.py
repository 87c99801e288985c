"""The model of a table that is only read: a sequence of one kind of thing, a few words for each column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

Line = TypeVar("Line")
_Index = QModelIndex | QPersistentModelIndex


class RowModel(QAbstractTableModel, Generic[Line]):
    """Rows of which only those on the screen are ever put into words, so that thousands show at once.

    Args:
        heads: the words at the head of each column.
        say: gives a line's words, one for each column.
        key: gives a line's number, by which it is found again when other lines are shown.
    """

    def __init__(
        self, heads: Sequence[str], say: Callable[[Line], Sequence[str]], key: Callable[[Line], int]
    ) -> None:
        super().__init__()
        self._heads, self._say, self._key = tuple(heads), say, key
        self._lines: tuple[Line, ...] = ()

    def show_rows(self, lines: Sequence[Line]) -> None:
        """Show these lines."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def row(self, number: int) -> Line | None:
        """Give a line; None where there is none."""
        return self._lines[number] if 0 <= number < len(self._lines) else None

    def place(self, key: int) -> int:
        """Give where the line of this number stands; -1 when it is not shown."""
        return next((place for place, line in enumerate(self._lines) if self._key(line) == key), -1)

    def tip(self, line: Line, column: int) -> str:
        """Give what is shown when the mouse rests on a cell: its words, which may be cut short."""
        return self._say(line)[column]

    def read_out(self, line: Line, column: int) -> str:
        """Give what a screen reader says of a cell."""
        return self._say(line)[column]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, side: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if side == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if side == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.row(index.row())
        if line is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._say(line)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tip(line, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.read_out(line, index.column())
        return None
