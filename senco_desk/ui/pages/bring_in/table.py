"""Step 3's table: every line of the list, what happens to it and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QTableView

from senco_desk.services.imports import Action, PreviewRow
from senco_desk.ui import theme
from senco_desk.ui.widgets import State
from senco_desk.ui.widgets.row_model import RowModel
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
_PUPIL, _ACTION = 1, 2
_SIDES: Final = 2 * 12 + 2
"""What a cell keeps free at its sides, and a pixel each way for rounding."""


class PreviewRows(RowModel[PreviewRow]):
    """The rows of one filter."""

    def __init__(self) -> None:
        super().__init__(_HEADS, _cells, lambda row: row.key)

    def read_out(self, line: PreviewRow, column: int) -> str:
        """A line to look at says so with its name."""
        words = super().read_out(line, column)
        return f"{words}, look at this" if column == _PUPIL and (line.warnings or line.near) else words


def _cells(row: PreviewRow) -> tuple[str, ...]:
    return _numbers(row), row.name, ACTION_WORDS[row.action], what_words(row)


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
        super().__init__(view, strong=_PUPIL, bold=True)
        self._model = model

    def mark(self, index: _Index) -> State | None:
        """The action's own mark, and before the name whether to look at the line."""
        row = self._model.row(index.row())
        if row is None or index.column() not in (_PUPIL, _ACTION):
            return None
        if index.column() == _ACTION:
            return _STATES[row.action]
        return "soon" if row.warnings or row.near else None


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

    def widths(self, room: int) -> Sequence[int]:
        """The number and the action as wide as their words; the rest for the name and the story.

        Where there is little room the number stands at the side only.
        """
        small, body = QFontMetrics(theme.font("small")), QFontMetrics(theme.font("body"))
        number = max(small.horizontalAdvance(_HEADS[0]), body.horizontalAdvance("000, 000")) + _SIDES
        longest = max(body.horizontalAdvance(words) for words in ACTION_WORDS.values())
        action = max(small.horizontalAdvance(_HEADS[_ACTION]), longest + theme.px(14) + 8) + _SIDES
        narrow = room < theme.px(560)
        number = 0 if narrow else number
        rest = max(0, room - number - action)
        name = int(rest * (0.5 if narrow else 0.34))
        return number, name, action, rest - name

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current()
        if event.key() == Qt.Key.Key_Space and row is not None:
            self.skip_asked.emit(row.key)
            return
        super().keyPressEvent(event)

    def _moved(self, place: int) -> None:
        row = self._model.row(place)
        self.chosen.emit(row.key if row else 0)
